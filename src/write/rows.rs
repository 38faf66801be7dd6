//! One flat row a fact, and one a mention: what every table format writes, each in its own spelling.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::printed::printed;
use crate::report::{Decimals, Fact, FactId, Origin, Report, Value};

/// A fact laid flat.
pub(super) struct Row<'a> {
    pub(super) id: FactId,
    pub(super) fact: &'a Fact,
    /// `us-gaap:Revenues`
    pub(super) concept: String,
    /// Key of the first statement that shows it; empty when none does.
    pub(super) statement: &'static str,
    pub(super) period_start: Option<NaiveDate>,
    /// Last day, included.
    pub(super) period_end: NaiveDate,
    /// `USD`, `USD/shares`, `shares`, `pure`, `stores`
    pub(super) unit: Option<String>,
    /// Numbers only.
    pub(super) number: Option<(Decimal, Decimals)>,
    /// Whatever is no number.
    pub(super) text: Option<String>,
    /// The item type's local name: `monetaryItemType`.
    pub(super) data_type: &'static str,
    /// `axis=member` joined by `;`
    pub(super) dimensions: String,
    /// The place where it is said first.
    pub(super) mention: Mention,
}

/// A place where a fact is said.
pub(super) struct Mention {
    pub(super) fact: FactId,
    /// From 1.
    pub(super) sequence: usize,
    /// `table` or `narrative`
    pub(super) origin: &'static str,
    pub(super) line: u32,
    pub(super) column: u32,
    /// Bytes of the file as the user gave it, the end excluded.
    pub(super) bytes: std::ops::Range<u64>,
    /// The words as the page shows them, white space folded.
    pub(super) source_text: String,
}

/// All facts of a report as rows.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = Row<'_>> {
    let mut statements: HashMap<FactId, &'static str> = HashMap::new();
    for statement in &report.statements {
        for id in statement.lines.iter().flat_map(|line| line.cells.iter().flatten()) {
            statements.entry(*id).or_insert(statement.kind.key());
        }
    }
    report.facts().map(move |(id, fact)| row(report, id, fact, statements.get(&id).copied().unwrap_or_default()))
}

fn row<'a>(report: &'a Report, id: FactId, fact: &'a Fact, statement: &'static str) -> Row<'a> {
    let aspects = &fact.aspects;
    let (number, text) = match &fact.value {
        Value::Number { amount, decimals } => (Some((*amount, *decimals)), None),
        value => (None, words(value)),
    };
    Row {
        id,
        fact,
        concept: aspects.concept.to_string(),
        statement,
        period_start: aspects.period.start(),
        period_end: aspects.period.end(),
        unit: aspects.unit.as_ref().map(ToString::to_string),
        number,
        text,
        data_type: report.concept(&aspects.concept).data_type.name(),
        dimensions: aspects.dimensions.iter().map(|(axis, member)| format!("{axis}={member}")).collect::<Vec<_>>().join(";"),
        mention: fact.origins.first().map_or_else(|| nowhere(id), |origin| mention(report, id, 1, origin)),
    }
}

/// The value of a fact that is no number.
pub(super) fn words(value: &Value) -> Option<String> {
    match value {
        Value::Number { .. } | Value::Nil => None,
        Value::Text(words) => Some(words.clone()),
        Value::Date(date) => Some(date.to_string()),
        Value::DateTime(moment) => Some(moment.to_rfc3339()),
        Value::Year(year) => Some(format!("{year:04}")),
        Value::Boolean(yes) => Some(yes.to_string()),
    }
}

/// All mentions of all facts.
pub(super) fn mentions(report: &Report) -> impl Iterator<Item = Mention> {
    report.facts().flat_map(move |(id, fact)| fact.origins.iter().enumerate().map(move |(i, origin)| mention(report, id, i + 1, origin)))
}

fn mention(report: &Report, fact: FactId, sequence: usize, origin: &Origin) -> Mention {
    let span = origin.span();
    let place = report.source.line_column(span.start);
    Mention {
        fact,
        sequence,
        origin: origin.placement().name(),
        line: place.line,
        column: place.column,
        bytes: report.source.original(span),
        source_text: printed(&report.source, span).into_owned(),
    }
}

/// Stands in for a fact without origin, which `map` never makes.
fn nowhere(fact: FactId) -> Mention {
    Mention { fact, sequence: 1, origin: "", line: 0, column: 0, bytes: 0..0, source_text: String::new() }
}
