//! Which facts a finding speaks of: those that are printed at its places, or whose row or column is.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::report::{FactId, Origin, Report};
use crate::source::Span;

/// Findings by fact, and facts by finding.
pub(super) struct Attached<'a> {
    findings: &'a [Diagnostic],
    /// Those of each finding, ascending.
    facts: Vec<Vec<FactId>>,
    /// The finding by its number, with each fact that it speaks of; ascending.
    by_fact: Vec<(FactId, u32)>,
}

impl<'a> Attached<'a> {
    /// Looks for the facts at the places of each finding.
    pub(super) fn of(report: &Report, findings: &'a [Diagnostic]) -> Self {
        let places = if findings.is_empty() { Places::default() } else { Places::of(report) };
        let facts: Vec<Vec<FactId>> = findings.iter().map(|finding| places.of_finding(finding)).collect();
        let mut by_fact: Vec<(FactId, u32)> = (0..).zip(&facts).flat_map(|(i, facts)| facts.iter().map(move |fact| (*fact, i))).collect();
        by_fact.sort_unstable();
        Self { findings, facts, by_fact }
    }

    /// The facts that the finding of a number speaks of.
    pub(super) fn facts(&self, finding: usize) -> &[FactId] {
        &self.facts[finding]
    }

    /// The codes of the findings on a fact, each once, joined by `;`.
    pub(super) fn codes(&self, fact: FactId) -> String {
        let from = self.by_fact.partition_point(|(other, _)| *other < fact);
        let mut found = self.by_fact[from..].iter().take_while(|(other, _)| *other == fact).peekable();
        if found.peek().is_none() {
            return String::new(); // as of most
        }
        let codes: BTreeSet<Code> = found.map(|(_, i)| self.findings[*i as usize].code).collect();
        codes.into_iter().map(Code::name).collect::<Vec<_>>().join(";")
    }
}

/// Where facts are printed, and the labels of their rows, in the order of the source.
#[derive(Default)]
struct Places {
    places: Vec<(Span, FactId)>,
    longest: u32,
}

impl Places {
    fn of(report: &Report) -> Self {
        let mut places = Vec::new();
        for (id, fact) in report.facts() {
            for origin in &fact.origins {
                places.push((origin.span(), id));
                if let Origin::Cell { stub: Some(stub), .. } = origin {
                    places.push((*stub, id));
                }
            }
        }
        places.sort_unstable();
        let longest = places.iter().map(|(span, _)| span.end - span.start).max().unwrap_or(0);
        Self { places, longest }
    }

    fn of_finding(&self, finding: &Diagnostic) -> Vec<FactId> {
        let mut facts: Vec<FactId> = finding.primary.iter().chain(&finding.related).flat_map(|label| self.at(label.span)).collect();
        facts.sort_unstable();
        facts.dedup();
        facts.shrink_to_fit();
        facts
    }

    fn at(&self, span: Span) -> impl Iterator<Item = FactId> {
        let from = self.places.partition_point(|(place, _)| place.start < span.start.saturating_sub(self.longest));
        let near = self.places[from..].iter().take_while(move |(place, _)| place.start < span.end);
        near.filter(move |(place, _)| place.end > span.start).map(|(_, id)| *id)
    }
}
