//! Which stretches of the source are to be marked, cut so that no two overlap.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic};
use crate::report::{FactId, Report};
use crate::source::Span;

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
    /// A printed figure that became no fact.
    pub(super) unread: bool,
    /// Findings that point here, by their number.
    pub(super) findings: Vec<usize>,
}

enum What {
    Fact(FactId, bool),
    Finding(usize, bool),
}

impl Marks {
    pub(super) fn new(report: &Report, findings: &[Diagnostic]) -> Self {
        let facts = report
            .facts()
            .flat_map(|(id, fact)| fact.origins.iter().enumerate().map(move |(i, origin)| (origin.span(), What::Fact(id, i > 0))));
        let found = findings.iter().enumerate().flat_map(|(i, finding)| {
            let unread = finding.code == Code::UnreadFigure;
            finding.primary.iter().chain(&finding.related).map(move |label| (label.span, What::Finding(i, unread)))
        });
        Self { marks: cut(facts.chain(found).filter(|(span, _)| !span.is_empty()).collect()) }
    }

    /// The marks that touch a stretch of the source.
    pub(super) fn within(&self, span: Span) -> &[Mark] {
        let from = self.marks.partition_point(|mark| mark.span.end <= span.start);
        let to = from + self.marks[from..].partition_point(|mark| mark.span.start < span.end);
        &self.marks[from..to]
    }
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

fn mark<'a>(span: Span, whats: impl Iterator<Item = &'a What>) -> Mark {
    let mut mark = Mark { span, ..Mark::default() };
    for what in whats {
        match what {
            What::Fact(id, repeated) => {
                mark.repeated |= *repeated;
                mark.facts.push(*id);
            }
            What::Finding(_, true) => mark.unread = true,
            What::Finding(i, false) => mark.findings.push(*i),
        }
    }
    mark.unread &= mark.facts.is_empty();
    mark.facts.sort_unstable();
    mark.facts.dedup();
    mark.findings.dedup();
    mark
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn overlapping_stretches_are_cut_apart() {
        let fact = |i| What::Fact(FactId::new(i), false);
        let marks = cut(vec![(Span::new(0, 10), fact(0)), (Span::new(4, 6), fact(1)), (Span::new(20, 22), What::Finding(3, false))]);
        let seen: Vec<_> = marks.iter().map(|m| (m.span.start, m.span.end, m.facts.len(), m.findings.len())).collect();
        assert_eq!(seen, [(0, 4, 1, 0), (4, 6, 2, 0), (6, 10, 1, 0), (20, 22, 0, 1)]);
    }
}
