//! A report as rows of the star's tables.

use std::sync::Arc;

use super::columns::{CONCEPTS, DIMENSIONS, FACTS, FINDINGS, MENTIONS, RELEASES};
use super::{Cell, Table};
use crate::diagnostic::Diagnostic;
use crate::report::{Decimals, Fact, FactId, Origin, Report, StatementKind, Value};
use crate::write::attached::Attached;
use crate::write::printed::printed;
use crate::write::rows::{dimensions, kinds, words};

/// The tables of a report, those that others refer to first.
pub(in crate::write) fn tables(report: &Report, findings: &[Diagnostic]) -> [Table; 6] {
    let star = Star::of(report, findings);
    [
        Table { schema: &RELEASES, rows: vec![star.release()] },
        Table { schema: &CONCEPTS, rows: star.concepts() },
        Table { schema: &FACTS, rows: report.facts().map(|(id, fact)| star.fact(id, fact)).collect() },
        Table { schema: &DIMENSIONS, rows: report.facts().flat_map(|(id, fact)| star.dimensions(id, fact)).collect() },
        Table { schema: &MENTIONS, rows: report.facts().flat_map(|(id, fact)| star.mentions(id, fact)).collect() },
        Table { schema: &FINDINGS, rows: findings.iter().enumerate().map(|(i, f)| star.finding(i, f)).collect() },
    ]
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
    release: Arc<str>,
    entity: Arc<str>,
}

impl<'a> Star<'a> {
    /// A report with the findings on it.
    pub(in crate::write) fn of(report: &'a Report, findings: &'a [Diagnostic]) -> Self {
        let (release, attached) = (release_id(report), Attached::of(report, findings));
        Self { report, kinds: kinds(report), attached, release: release.into(), entity: report.entity.identifier.as_str().into() }
    }

    /// The key of a fact, for all of its rows in a table.
    fn key(&self, id: FactId) -> Arc<str> {
        format!("{}-{id}", self.release).into()
    }

    fn release(&self) -> Vec<Cell> {
        let (source, entity, period) = (&self.report.source, &self.report.entity, self.report.period);
        vec![
            (&self.release).into(),
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

    fn concepts(&self) -> Vec<Vec<Cell>> {
        let row = |concept: &crate::taxonomy::Concept| {
            vec![
                (&self.release).into(),
                concept.name.to_string().into(),
                concept.label.as_str().into(),
                Cell::fixed(concept.data_type.name()),
                Cell::fixed(concept.period_type.name()),
                concept.balance.map(|balance| Cell::fixed(balance.name())).into(),
            ]
        };
        self.report.concepts.values().map(row).collect()
    }

    /// The row of a fact.
    pub(in crate::write) fn fact(&self, id: FactId, fact: &Fact) -> Vec<Cell> {
        let aspects = &fact.aspects;
        let (value, decimals) = match fact.value {
            Value::Number { amount, decimals: Decimals::Places(places) } => (Cell::Decimal(amount), Cell::Integer(places.into())),
            Value::Number { amount, decimals: Decimals::Infinite } => (Cell::Decimal(amount), Cell::Null),
            _ => (Cell::Null, Cell::Null),
        };
        vec![
            (&self.key(id)).into(),
            (&self.release).into(),
            (&self.entity).into(),
            aspects.concept.to_string().into(),
            fact.label.as_str().into(),
            self.kinds[id.index()].map(|kind| Cell::fixed(kind.key())).into(),
            Cell::fixed(aspects.period.period_type().name()),
            aspects.period.start().into(),
            aspects.period.end().into(),
            aspects.unit.as_ref().map(ToString::to_string).into(),
            value,
            decimals,
            words(&fact.value).into(),
            dimensions(aspects).into(),
            Cell::fixed(fact.origins.first().map_or("narrative", |o| o.placement().name())),
            (fact.origins.len() as i64).into(),
            Cell::Real(fact.confidence.probability()),
            Some(self.attached.codes(id)).filter(|codes| !codes.is_empty()).into(),
        ]
    }

    /// A row for each dimension of a fact.
    pub(in crate::write) fn dimensions(&self, id: FactId, fact: &Fact) -> Vec<Vec<Cell>> {
        let key = self.key(id);
        let row = |(axis, member): (&crate::taxonomy::QName, &crate::taxonomy::QName)| {
            let known = self.report.axes.get(axis);
            vec![
                (&key).into(),
                axis.to_string().into(),
                member.to_string().into(),
                known.map_or(axis.local(), |a| a.label.as_str()).into(),
                known.and_then(|a| a.members.get(member)).map_or(member.local(), String::as_str).into(),
            ]
        };
        fact.aspects.dimensions.iter().map(row).collect()
    }

    /// A row for each place where a fact is said.
    pub(in crate::write) fn mentions(&self, id: FactId, fact: &Fact) -> Vec<Vec<Cell>> {
        let key = self.key(id);
        let row = |(n, origin): (i64, &Origin)| {
            let span = origin.span();
            let place = self.report.source.line_column(span.start);
            let bytes = self.report.source.original(span);
            vec![
                (&key).into(),
                n.into(),
                Cell::fixed(origin.placement().name()),
                place.line.into(),
                place.column.into(),
                (bytes.start as i64).into(),
                (bytes.end as i64).into(),
                printed(&self.report.source, span).into(),
            ]
        };
        (1i64..).zip(&fact.origins).map(row).collect()
    }

    fn finding(&self, index: usize, finding: &Diagnostic) -> Vec<Cell> {
        let facts: Vec<String> = self.attached.facts(index).iter().map(|id| format!("{}-{id}", self.release)).collect();
        let bytes = finding.primary.as_ref().map(|label| self.report.source.original(label.span));
        vec![
            (&self.release).into(),
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
