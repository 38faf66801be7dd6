//! A report as rows of the star's tables.

use super::columns::{CONCEPTS, DIMENSIONS, FACTS, FINDINGS, MENTIONS, RELEASES};
use super::{Cell, TableSchema, Text};
use crate::diagnostic::Diagnostic;
use crate::report::{Decimals, Fact, FactId, Origin, Report, StatementKind, Value};
use crate::taxonomy::{Concept, QName};
use crate::write::attached::Attached;
use crate::write::printed::printed;
use crate::write::rows::{kinds, words};

/// Takes the tables of the star, row by row.
pub(in crate::write) trait Tables {
    /// Why it may not take one.
    type Error;

    /// Takes a table.
    fn table<'a, R: AsRef<[Cell<'a>]>>(&mut self, schema: &'static TableSchema, rows: impl Iterator<Item = R>) -> Result<(), Self::Error>;
}

/// The release's key: the start of the hash of its file.
pub(in crate::write) fn release_id(report: &Report) -> String {
    report.source.sha256_hex()[..16].to_owned()
}

/// A report, with what its rows have in common.
pub(in crate::write) struct Star<'a> {
    report: &'a Report,
    kinds: Vec<Option<StatementKind>>,
    attached: Attached<'a>,
    findings: &'a [Diagnostic],
    release: String,
}

impl<'a> Star<'a> {
    /// A report with the findings on it.
    pub(in crate::write) fn of(report: &'a Report, findings: &'a [Diagnostic]) -> Self {
        Self { report, kinds: kinds(report), attached: Attached::of(report, findings), findings, release: release_id(report) }
    }

    /// Hands over every table, those that others refer to first.
    pub(in crate::write) fn hand_over<T: Tables>(&self, to: &mut T) -> Result<(), T::Error> {
        let facts = || self.report.facts();
        to.table(&RELEASES, std::iter::once(self.release()))?;
        to.table(&CONCEPTS, self.report.concepts.values().map(|concept| self.concept(concept)))?;
        to.table(&FACTS, facts().map(|(id, fact)| self.fact(id, fact)))?;
        to.table(&DIMENSIONS, facts().flat_map(|(id, fact)| self.dimensions(id, fact)))?;
        to.table(&MENTIONS, facts().flat_map(|(id, fact)| self.mentions(id, fact)))?;
        to.table(&FINDINGS, self.findings.iter().enumerate().map(|(i, finding)| self.finding(i, finding)))
    }

    /// The key of a fact.
    fn key(&self, id: FactId) -> Cell<'_> {
        Cell::Text(Text::Fact(&self.release, id))
    }

    fn release(&self) -> [Cell<'_>; 10] {
        let (source, entity, period) = (&self.report.source, &self.report.entity, self.report.period);
        [
            self.release.as_str().into(),
            source.sha256_hex().into(),
            source.name().into(),
            (source.original_len() as i64).into(),
            entity.scheme.as_str().into(),
            entity.identifier.as_str().into(),
            Some(entity.name.as_str()).filter(|name| !name.is_empty()).into(),
            period.start().into(),
            period.end().into(),
            (self.report.facts.len() as i64).into(),
        ]
    }

    fn concept<'b>(&'b self, concept: &'b Concept) -> [Cell<'b>; 6] {
        [
            self.release.as_str().into(),
            (&concept.name).into(),
            concept.label.as_str().into(),
            concept.data_type.name().into(),
            concept.period_type.name().into(),
            concept.balance.map(|balance| balance.name()).into(),
        ]
    }

    /// The row of a fact.
    pub(in crate::write) fn fact<'b>(&'b self, id: FactId, fact: &'b Fact) -> [Cell<'b>; 18] {
        let aspects = &fact.aspects;
        let (value, decimals) = match fact.value {
            Value::Number { amount, decimals: Decimals::Places(places) } => (Cell::Decimal(amount), Cell::Integer(places.into())),
            Value::Number { amount, decimals: Decimals::Infinite } => (Cell::Decimal(amount), Cell::Null),
            _ => (Cell::Null, Cell::Null),
        };
        [
            self.key(id),
            self.release.as_str().into(),
            self.report.entity.identifier.as_str().into(),
            (&aspects.concept).into(),
            fact.label.as_str().into(),
            self.kinds[id.index()].map(StatementKind::key).into(),
            aspects.period.period_type().name().into(),
            aspects.period.start().into(),
            aspects.period.end().into(),
            aspects.unit.as_ref().into(),
            value,
            decimals,
            words(&fact.value).into(),
            (&aspects.dimensions).into(),
            fact.origins.first().map_or("narrative", |o| o.placement().name()).into(),
            (fact.origins.len() as i64).into(),
            Cell::Real(fact.confidence.probability()),
            Some(self.attached.codes(id)).filter(|codes| !codes.is_empty()).into(),
        ]
    }

    /// A row for each dimension of a fact.
    pub(in crate::write) fn dimensions<'b>(&'b self, id: FactId, fact: &'b Fact) -> impl Iterator<Item = [Cell<'b>; 5]> {
        fact.aspects.dimensions.iter().map(move |(axis, member): (&QName, &QName)| {
            let known = self.report.axes.get(axis);
            [
                self.key(id),
                axis.into(),
                member.into(),
                known.map_or(axis.local(), |a| a.label.as_str()).into(),
                known.and_then(|a| a.members.get(member)).map_or(member.local(), String::as_str).into(),
            ]
        })
    }

    /// A row for each place where a fact is said.
    pub(in crate::write) fn mentions<'b>(&'b self, id: FactId, fact: &'b Fact) -> impl Iterator<Item = [Cell<'b>; 8]> {
        (1i64..).zip(&fact.origins).map(move |(n, origin): (i64, &Origin)| {
            let span = origin.span();
            let place = self.report.source.line_column(span.start);
            let bytes = self.report.source.original(span);
            [
                self.key(id),
                n.into(),
                origin.placement().name().into(),
                place.line.into(),
                place.column.into(),
                (bytes.start as i64).into(),
                (bytes.end as i64).into(),
                printed(&self.report.source, span).into(),
            ]
        })
    }

    fn finding<'b>(&'b self, index: usize, finding: &'b Diagnostic) -> [Cell<'b>; 9] {
        let facts: Vec<String> = self.attached.facts(index).iter().map(|id| format!("{}-{id}", self.release)).collect();
        let bytes = finding.primary.as_ref().map(|label| self.report.source.original(label.span));
        [
            self.release.as_str().into(),
            (index as i64 + 1).into(),
            finding.code.name().into(),
            finding.severity.name().into(),
            finding.message.as_str().into(),
            bytes.as_ref().map(|b| b.start as i64).into(),
            bytes.as_ref().map(|b| b.end as i64).into(),
            finding.help.as_deref().into(),
            (!facts.is_empty()).then(|| facts.join(";")).into(),
        ]
    }
}
