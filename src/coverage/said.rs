//! What the report and the findings say of a stretch of the source.

use std::collections::HashSet;

use super::Fate;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{FactId, Origin, Relation, Report};
use crate::source::Span;

/// Longer passages are whole paragraphs; the numbers in them are not said by the fact that quotes them.
const LONGEST_PASSAGE: usize = 200;

/// Places of facts, of findings and of labels, each in the order of the source.
pub(super) struct Said {
    facts: Vec<(Span, Fate)>,
    unread: Vec<Span>,
    labels: Vec<Span>,
}

impl Said {
    pub(super) fn of(report: &Report, findings: &[Diagnostic]) -> Self {
        let changes: HashSet<FactId> = report.relations.iter().filter_map(stated).collect();
        let mut facts = Vec::new();
        let mut labels = Vec::new();
        for (id, fact) in report.facts() {
            for (i, origin) in fact.origins.iter().enumerate() {
                let fate = match i {
                    _ if changes.contains(&id) => Fate::Change(id),
                    0 => Fate::Fact(id),
                    _ => Fate::Mention(id),
                };
                facts.extend(places(origin).map(|span| (span, fate)));
                if let Origin::Cell { stub, column, .. } = origin {
                    labels.extend(stub.iter().chain(column));
                }
            }
        }
        let mut unread: Vec<Span> = findings
            .iter()
            .filter(|f| f.code == Code::UnreadFigure)
            .flat_map(|f| f.primary.iter().chain(&f.related))
            .map(|l| l.span)
            .collect();
        facts.sort_by_key(|(span, _)| *span);
        unread.sort_unstable();
        labels.sort_unstable();
        labels.dedup();
        Self { facts, unread, labels }
    }

    /// The fact that is said at a place.
    pub(super) fn fact(&self, span: Span) -> Option<Fate> {
        let before = self.facts.partition_point(|(fact, _)| fact.start < span.end);
        self.facts[..before].iter().rev().take(8).find(|(fact, _)| fact.end > span.start).map(|(_, fate)| *fate)
    }

    /// Whether a finding says that the figure at a place was not read.
    pub(super) fn is_unread(&self, span: Span) -> bool {
        touches(&self.unread, span)
    }

    /// Whether a place lies in the label of a row or the heading of a column that facts come from.
    pub(super) fn is_label(&self, span: Span) -> bool {
        touches(&self.labels, span)
    }

    /// Whether facts were read from a stretch.
    pub(super) fn reads(&self, part: Span) -> bool {
        let from = self.facts.partition_point(|(fact, _)| fact.start < part.start);
        self.facts.get(from).is_some_and(|(fact, _)| fact.start < part.end)
    }
}

fn stated(relation: &Relation) -> Option<FactId> {
    match relation {
        Relation::ChangedBy { stated, .. } => Some(*stated),
        _ => None,
    }
}

fn places(origin: &Origin) -> impl Iterator<Item = Span> {
    let spans = match origin {
        Origin::Passage(spans) => spans.iter().copied().filter(|span| span.len() <= LONGEST_PASSAGE).collect(),
        figure => vec![figure.span()],
    };
    spans.into_iter()
}

/// Whether one of the spans, sorted, has a byte in common with another.
fn touches(spans: &[Span], span: Span) -> bool {
    let before = spans.partition_point(|s| s.start < span.end);
    // tables lie beside each other, and labels in them: the one that holds a place is not far before it
    spans[..before].iter().rev().take(64).any(|s| s.end > span.start)
}
