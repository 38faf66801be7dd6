//! Which stretches of the text are tagged with what: elements that nest, never overlap, each fact at every place that gives its value.

use std::collections::{HashMap, HashSet};

use super::spelling::{self, Number, Words};
use crate::report::{FactId, Origin, Value};
use crate::source::Span;
use crate::taxonomy::DataType;
use crate::write::instance::{Instance, Item};

/// One element over a stretch of the text.
#[derive(Clone, Debug)]
pub(super) struct Mark {
    pub(super) span: Span,
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
pub(super) fn marks(instance: &Instance<'_>) -> (Vec<Mark>, Vec<usize>) {
    let mut marks = Vec::new();
    let mut mention = 0;
    for (index, item) in instance.facts.iter().enumerate() {
        let mut said = 0;
        for origin in places(item, instance) {
            let id = if said == 0 { item.id.to_string() } else { format!("{}-{}", item.id, said + 1) };
            if let Some(elements) = elements(instance, index, item, origin, &id) {
                marks.extend(elements.into_iter().map(|(span, element)| Mark { span, element, mention }));
                (mention, said) = (mention + 1, said + 1);
            }
        }
    }
    let marks = nested(marks);
    let tagged: HashSet<usize> = marks.iter().filter_map(|mark| mark.element.item()).collect();
    let hidden = (0..instance.facts.len()).filter(|index| !tagged.contains(index)).collect();
    (with_first_ids(marks, instance), hidden)
}

/// The places of a fact that may be tagged: words broken by a line end alone only where no other place has them whole, and once.
fn places<'a>(item: &Item<'a>, instance: &Instance<'_>) -> impl Iterator<Item = &'a Origin> {
    let loose =
        |origin: &&Origin| matches!(item.fact.value, Value::Text(_)) && spelling::is_loose(instance.report.source.slice(origin.span()));
    let (broken, whole): (Vec<&Origin>, Vec<&Origin>) = item.fact.origins.iter().partition(loose);
    let broken = broken.into_iter().take(if whole.is_empty() { 1 } else { 0 });
    broken.chain(whole)
}

impl Element {
    fn item(&self) -> Option<usize> {
        match self {
            Self::NonFraction { item, .. } | Self::NonNumeric { item, .. } => Some(*item),
            Self::Continuation { .. } | Self::Exclude => None,
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
fn elements(instance: &Instance<'_>, index: usize, item: &Item<'_>, origin: &Origin, id: &str) -> Option<Vec<(Span, Element)>> {
    let source = &instance.report.source;
    if let Value::Number { amount, .. } = item.fact.value {
        let span = origin.span();
        let number = spelling::number(source.slice(span), amount)?;
        return Some(vec![(span, Element::NonFraction { item: index, id: id.to_owned(), number })]);
    }
    let pieces = pieces(origin, source.text());
    let printed: String = pieces.iter().map(|span| source.slice(*span)).collect();
    let words = spelling::words(&printed, item, instance.report.concept(&item.fact.aspects.concept).data_type)?;
    let format = if let Words::Format(format) = words { Some(format) } else { None };
    let mut elements = chain(&pieces, index, id, format);
    let left_out: fn(&str) -> Vec<std::ops::Range<usize>> = match words {
        Words::WithoutBreaks => spelling::breaks,
        Words::Folded => spelling::extra_blanks,
        Words::Plain | Words::Format(_) => |_| Vec::new(),
    };
    for span in &pieces {
        let start = span.start as usize;
        let ranges = left_out(source.slice(*span)).into_iter();
        elements.extend(ranges.map(|range| (Span::new(start + range.start, start + range.end), Element::Exclude)));
    }
    Some(elements)
}

/// The pieces of a place; one that follows white space takes it along, so that words don't run together.
fn pieces(origin: &Origin, text: &str) -> Vec<Span> {
    let Origin::Passage(pieces) = origin else { return vec![origin.span()] };
    let mut pieces: Vec<Span> = pieces.iter().copied().filter(|span| !span.is_empty()).collect();
    for i in 1..pieces.len() {
        let before = &text[pieces[i - 1].end as usize..pieces[i].start.max(pieces[i - 1].end) as usize];
        pieces[i].start -= before.chars().next_back().filter(|c| c.is_whitespace()).map_or(0, |c| c.len_utf8() as u32);
    }
    pieces
}

fn chain(pieces: &[Span], item: usize, id: &str, format: Option<&'static str>) -> Vec<(Span, Element)> {
    let link = |n: usize| format!("{id}-c{n}");
    let next = |n: usize| (n + 1 < pieces.len()).then(|| link(n + 1));
    let element = |(n, span): (usize, &Span)| match n {
        0 => (*span, Element::NonNumeric { item, id: id.to_owned(), format, continued: next(0) }),
        n => (*span, Element::Continuation { id: link(n), continued: next(n) }),
    };
    pieces.iter().enumerate().map(element).collect()
}

/// Drops every mention one of whose marks would overlap another, and orders the rest as their elements open.
fn nested(mut marks: Vec<Mark>) -> Vec<Mark> {
    marks.retain(|mark| !mark.span.is_empty());
    // Words outside, figures inside, what is left out innermost.
    marks.sort_by_key(|mark| (mark.span.start, std::cmp::Reverse(mark.span.end), rank(&mark.element), mark.mention));
    let mut dropped: HashSet<usize> = HashSet::new();
    let mut open: Vec<&Mark> = Vec::new();
    for mark in &marks {
        while open.last().is_some_and(|outer| outer.span.end <= mark.span.start) {
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
    outer.span.contains(inner.span)
        && match &outer.element {
            Element::NonFraction { .. } => outer.span == inner.span && read(&outer.element) == read(&inner.element),
            Element::Exclude => false,
            Element::NonNumeric { .. } | Element::Continuation { .. } => true,
        }
}

/// Numbers the mentions afresh: the first that is left bears the fact's own id.
fn with_first_ids(mut marks: Vec<Mark>, instance: &Instance<'_>) -> Vec<Mark> {
    let mut said: HashMap<FactId, usize> = HashMap::new();
    for element in marks.iter_mut().map(|mark| &mut mark.element) {
        let Some(fact) = element.item().map(|item| instance.facts[item].id) else { continue };
        let count = said.entry(fact).or_default();
        *count += 1;
        if let Some(id) = element.id_mut() {
            *id = if *count == 1 { fact.to_string() } else { format!("{fact}-{count}") };
        }
    }
    marks
}

/// Whether an element's content is markup to be kept as such.
pub(super) fn is_block(instance: &Instance<'_>, item: &Item<'_>) -> bool {
    instance.report.concept(&item.fact.aspects.concept).data_type == DataType::TextBlock
}
