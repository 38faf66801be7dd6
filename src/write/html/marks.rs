//! Which stretches of the source are to be marked, cut so that no two overlap.

use std::collections::{BTreeMap, HashSet};

use crate::coverage::{Fate, Token};
use crate::diagnostic::{Diagnostic, Severity};
use crate::report::{FactId, Relation, Report};
use crate::source::{Source, Span};

/// Marks in the order of the source, none overlapping another.
pub(super) struct Marks {
    marks: Vec<Mark>,
}

/// A stretch of the source and what is to be said of it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Mark {
    pub(super) span: Span,
    /// Facts said here.
    pub(super) facts: Vec<FactId>,
    /// Whether this is another place of a fact that was said before.
    pub(super) repeated: bool,
    /// Whether the fact is the stated change from one fact to another.
    pub(super) change: bool,
    /// Why a printed figure became no fact, by the name of its fate.
    pub(super) unread: Option<&'static str>,
    /// Findings that point here, by their number.
    pub(super) findings: Vec<usize>,
    /// The gravest of them.
    pub(super) severity: Option<Severity>,
}

/// Lines behind the first one that a finding may still underline.
const SHORT: usize = 3;

enum What {
    /// A fact, at a further place of it or not, a stated change or not.
    Fact(FactId, bool, bool),
    Unread(&'static str),
    Finding(usize, Severity),
}

impl Marks {
    pub(super) fn new(report: &Report, findings: &[Diagnostic], tokens: &[Token]) -> Self {
        let changes: HashSet<FactId> = report.relations.iter().filter_map(stated).collect();
        let facts = report.facts().flat_map(|(id, fact)| {
            let change = changes.contains(&id);
            fact.origins.iter().enumerate().map(move |(i, origin)| (origin.span(), What::Fact(id, i > 0, change)))
        });
        let found = findings.iter().enumerate().flat_map(|(i, finding)| {
            let labels = finding.primary.iter().chain(&finding.related);
            labels.map(move |label| (pointed(&report.source, label.span), What::Finding(i, finding.severity)))
        });
        let unread = tokens.iter().filter_map(|token| match token.fate {
            Fate::Unread | Fate::Unaccounted | Fate::ProseFigure => Some((token.span, What::Unread(token.fate.name()))),
            _ => None,
        });
        Self { marks: cut(facts.chain(found).chain(unread).filter(|(span, _)| !span.is_empty()).collect()) }
    }

    /// The marks that touch a stretch of the source.
    pub(super) fn within(&self, span: Span) -> &[Mark] {
        let from = self.marks.partition_point(|mark| mark.span.end <= span.start);
        let to = from + self.marks[from..].partition_point(|mark| mark.span.start < span.end);
        &self.marks[from..to]
    }
}

/// Where a finding's mark stands: a whole table of a text release is pointed at by its first line, for a line under every row tells nothing.
fn pointed(source: &Source, span: Span) -> Span {
    let is_markup = |line: &str| line.trim_start().starts_with('<');
    let mut lines = source.slice(span).split_inclusive('\n');
    let Some(first) = lines.next().filter(|line| !is_markup(line) && lines.count() >= SHORT) else { return span };
    Span { start: span.start, end: span.start + first.trim_end().len() as u32 }
}

/// Cuts overlapping stretches at each other's ends.
fn cut(stretches: Vec<(Span, What)>) -> Vec<Mark> {
    let mut begin: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    let mut end: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, (span, _)) in stretches.iter().enumerate() {
        begin.entry(span.start).or_default().push(i);
        end.entry(span.end).or_default().push(i);
    }
    let mut edges: Vec<u32> = begin.keys().chain(end.keys()).copied().collect();
    edges.sort_unstable();
    edges.dedup();
    let mut open: Vec<usize> = Vec::new();
    let mut marks = Vec::new();
    for pair in edges.windows(2) {
        if let Some(ended) = end.get(&pair[0]) {
            open.retain(|i| !ended.contains(i));
        }
        open.extend(begin.get(&pair[0]).into_iter().flatten());
        if !open.is_empty() {
            marks.push(mark(Span { start: pair[0], end: pair[1] }, open.iter().map(|i| &stretches[*i].1)));
        }
    }
    marks
}

fn stated(relation: &Relation) -> Option<FactId> {
    match relation {
        Relation::ChangedBy { stated, .. } => Some(*stated),
        _ => None,
    }
}

fn mark<'a>(span: Span, whats: impl Iterator<Item = &'a What>) -> Mark {
    let mut mark = Mark { span, ..Mark::default() };
    for what in whats {
        match what {
            What::Fact(id, repeated, change) => {
                mark.repeated |= *repeated;
                mark.change |= *change;
                mark.facts.push(*id);
            }
            What::Unread(why) => mark.unread = Some(why),
            What::Finding(i, severity) => {
                mark.findings.push(*i);
                mark.severity = mark.severity.max(Some(*severity));
            }
        }
    }
    mark.facts.sort_unstable();
    mark.facts.dedup();
    mark.findings.dedup();
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_whole_table_is_pointed_at_by_its_first_line() {
        let at = |text: &'static str| &text[..pointed(&Source::from_text("", text), Span::new(0, text.len())).end as usize];
        assert_eq!(at("ASSETS   2004\nCash 1\nOther 2\nTotal 3\n"), "ASSETS   2004");
        for whole in ["wrapped\nlabel\n", "<table>\n<tr>\n<td>Cash\n</table>\n"] {
            assert_eq!(at(whole), whole);
        }
    }

    #[test]
    fn overlapping_stretches_are_cut_apart() {
        let fact = |i| What::Fact(FactId::new(i), false, false);
        let marks =
            cut(vec![(Span::new(0, 10), fact(0)), (Span::new(4, 6), fact(1)), (Span::new(20, 22), What::Finding(3, Severity::Note))]);
        let seen: Vec<_> = marks.iter().map(|m| (m.span.start, m.span.end, m.facts.len(), m.findings.len())).collect();
        assert_eq!(seen, [(0, 4, 1, 0), (4, 6, 2, 0), (6, 10, 1, 0), (20, 22, 0, 1)]);
    }
}
