//! Which stretches of the words are tagged with what: elements that nest, never overlap, each fact at every place that gives its value.

use std::ops::Range;

use super::release::{Release, spans};
use super::spelling::{self, Number, Words};
use crate::report::{FactId, Origin, Value};
use crate::taxonomy::DataType;
use crate::write::digits::{push_id, push_integer, spelt};
use crate::write::hash::HashSet;
use crate::write::instance::{Instance, Item};

/// One element over a stretch of the words, between two tags of the page.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) range: Range<usize>,
    pub(super) element: Element,
    /// The mention it belongs to, by its index among all: marks of one mention stand or fall together.
    mention: usize,
}

/// What a mark is; `item` is the index of the fact in the instance.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Element {
    NonFraction {
        item: usize,
        id: String,
        number: Number,
    },
    NonNumeric {
        item: usize,
        id: String,
        format: Option<&'static str>,
        continued: Option<String>,
    },
    Continuation {
        id: String,
        continued: Option<String>,
    },
    /// Left out of the value.
    Exclude,
}

/// The marks in the order in which their elements open, and the facts (by index) that have none.
pub(super) fn marks(instance: &Instance<'_>, release: &Release) -> (Vec<Mark>, Vec<usize>) {
    let mut marks = Vec::new();
    let mut mention = 0;
    for (index, item) in instance.facts.iter().enumerate() {
        let mut said = 0;
        for origin in places(item, release) {
            let id = id(item.id, said + 1);
            if let Some(elements) = elements(instance, release, index, origin, &id) {
                marks.extend(elements.into_iter().map(|(range, element)| Mark { range, element, mention }));
                (mention, said) = (mention + 1, said + 1);
            }
        }
    }
    let marks = nested(marks);
    let (marks, said) = with_first_ids(marks, instance);
    let hidden = (0..instance.facts.len()).filter(|index| said[*index] == 0).collect();
    (marks, hidden)
}

/// The id of the element of a fact's first mention, of its second...
fn id(fact: FactId, mention: usize) -> String {
    spelt(|out| {
        push_id(out, fact);
        if mention > 1 {
            out.push('-');
            push_integer(out, mention);
        }
    })
}

/// The places of a fact that may be tagged: words broken by a line end alone only where no other place has them whole, and once.
fn places<'a>(item: &Item<'a>, release: &Release) -> impl Iterator<Item = &'a Origin> {
    let loose = |origin: &&Origin| {
        let words = release.range(origin.span()).map_or("", |range| &release.words[range]);
        matches!(item.fact.value, Value::Text(_)) && spelling::is_loose(words)
    };
    let (broken, whole): (Vec<&Origin>, Vec<&Origin>) = item.fact.origins.iter().partition(loose);
    let broken = broken.into_iter().take(if whole.is_empty() { 1 } else { 0 });
    broken.chain(whole)
}

impl Element {
    /// The fact whose value it is, by its index in the instance.
    pub(super) fn item(&self) -> Option<usize> {
        match self {
            Self::NonFraction { item, .. } | Self::NonNumeric { item, .. } => Some(*item),
            Self::Continuation { .. } | Self::Exclude => None,
        }
    }

    /// Its name in the document.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::NonFraction { .. } => "ix:nonFraction",
            Self::NonNumeric { .. } => "ix:nonNumeric",
            Self::Continuation { .. } => "ix:continuation",
            Self::Exclude => "ix:exclude",
        }
    }

    /// Its id, if it has one.
    pub(super) fn id(&self) -> Option<&String> {
        match self {
            Self::NonFraction { id, .. } | Self::NonNumeric { id, .. } | Self::Continuation { id, .. } => Some(id),
            Self::Exclude => None,
        }
    }

    fn id_mut(&mut self) -> Option<&mut String> {
        match self {
            Self::NonFraction { id, .. } | Self::NonNumeric { id, .. } => Some(id),
            Self::Continuation { .. } | Self::Exclude => None,
        }
    }
}

/// The elements that one place of a fact takes, if its words give the value.
fn elements(instance: &Instance<'_>, release: &Release, index: usize, origin: &Origin, id: &str) -> Option<Vec<(Range<usize>, Element)>> {
    let item = &instance.facts[index];
    let pieces = pieces(origin, release)?;
    if let Value::Number { amount, .. } = item.fact.value {
        let [range] = &pieces[..] else { return None };
        let number = spelling::number(&release.words[range.clone()], amount)?;
        return Some(vec![(range.clone(), Element::NonFraction { item: index, id: id.to_owned(), number })]);
    }
    let printed: String = pieces.iter().map(|range| &release.words[range.clone()]).collect();
    let words = spelling::words(&printed, item, instance.report.concept(&item.fact.aspects.concept).data_type)?;
    let format = if let Words::Format(format) = words { Some(format) } else { None };
    let mut elements = chain(&pieces, index, id, format);
    let left_out: fn(&str) -> Vec<Range<usize>> = match words {
        Words::WithoutBreaks => spelling::breaks,
        Words::Folded => spelling::extra_blanks,
        Words::Plain | Words::Format(_) => |_| Vec::new(),
    };
    for piece in &pieces {
        let ranges = left_out(&release.words[piece.clone()]).into_iter();
        elements.extend(ranges.map(|range| (piece.start + range.start..piece.start + range.end, Element::Exclude)));
    }
    Some(elements)
}

/// The pieces of a place, parted by tags; one that follows white space takes it along, so that words don't run together.
fn pieces(origin: &Origin, release: &Release) -> Option<Vec<Range<usize>>> {
    let mut ranges = spans(origin).into_iter().map(|span| release.range(span)).collect::<Option<Vec<_>>>()?;
    for i in 1..ranges.len() {
        let before = release.words.get(ranges[i - 1].end..ranges[i].start).unwrap_or_default();
        ranges[i].start -= before.chars().next_back().filter(|c| c.is_whitespace()).map_or(0, char::len_utf8);
    }
    let pieces = ranges.into_iter().map(|range| release.cut(range)).collect::<Option<Vec<_>>>()?.concat();
    (!pieces.is_empty()).then_some(pieces)
}

fn chain(pieces: &[Range<usize>], item: usize, id: &str, format: Option<&'static str>) -> Vec<(Range<usize>, Element)> {
    let link = |n: usize| format!("{id}-c{n}");
    let next = |n: usize| (n + 1 < pieces.len()).then(|| link(n + 1));
    let element = |(n, range): (usize, &Range<usize>)| match n {
        0 => (range.clone(), Element::NonNumeric { item, id: id.to_owned(), format, continued: next(0) }),
        n => (range.clone(), Element::Continuation { id: link(n), continued: next(n) }),
    };
    pieces.iter().enumerate().map(element).collect()
}

/// Drops every mention one of whose marks would overlap another, and orders the rest as their elements open.
fn nested(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.retain(|mark| !mark.range.is_empty());
    // Words outside, figures inside, what is left out innermost.
    marks.sort_by_key(|mark| (mark.range.start, std::cmp::Reverse(mark.range.end), rank(&mark.element), mark.mention));
    let mut dropped: HashSet<usize> = HashSet::default();
    let mut open: Vec<&Mark> = Vec::new();
    for mark in &marks {
        while open.last().is_some_and(|outer| outer.range.end <= mark.range.start) {
            open.pop();
        }
        let fits = open.iter().rev().find(|outer| !dropped.contains(&outer.mention)).is_none_or(|outer| holds(outer, mark));
        if fits && !dropped.contains(&mark.mention) {
            open.push(mark);
        } else {
            dropped.insert(mark.mention);
        }
    }
    marks.retain(|mark| !dropped.contains(&mark.mention));
    marks
}

fn rank(element: &Element) -> u8 {
    match element {
        Element::NonNumeric { .. } | Element::Continuation { .. } => 0,
        Element::NonFraction { .. } => 1,
        Element::Exclude => 2,
    }
}

/// Whether an element may hold another: a figure only the same figure, read in the same way (Inline XBRL 1.1 section 10.1.1).
fn holds(outer: &Mark, inner: &Mark) -> bool {
    let read =
        |element: &Element| if let Element::NonFraction { number, .. } = element { Some((number.format, number.scale)) } else { None };
    outer.range.start <= inner.range.start
        && inner.range.end <= outer.range.end
        && match &outer.element {
            Element::NonFraction { .. } => outer.range == inner.range && read(&outer.element) == read(&inner.element),
            Element::Exclude => false,
            Element::NonNumeric { .. } | Element::Continuation { .. } => true,
        }
}

/// Numbers the mentions afresh: the first that is left bears the fact's own id. Answers how many each fact has, too.
fn with_first_ids(mut marks: Vec<Mark>, instance: &Instance<'_>) -> (Vec<Mark>, Vec<usize>) {
    let mut said = vec![0; instance.facts.len()];
    for element in marks.iter_mut().map(|mark| &mut mark.element) {
        let Some(item) = element.item() else { continue };
        said[item] += 1;
        if let Some(known) = element.id_mut() {
            *known = id(instance.facts[item].id, said[item]);
        }
    }
    (marks, said)
}

/// Whether an element's content is markup to be kept as such.
pub(super) fn is_block(instance: &Instance<'_>, item: &Item<'_>) -> bool {
    instance.report.concept(&item.fact.aspects.concept).data_type == DataType::TextBlock
}
