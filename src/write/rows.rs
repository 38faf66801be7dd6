//! One flat row a fact, and one a mention: what every table format writes, each in its own spelling.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::printed::printed;
use crate::report::{Decimals, Dimensions, Fact, FactId, Origin, Report, StatementKind, Value};
use crate::taxonomy::QName;

/// A fact laid flat.
pub(super) struct Row<'a> {
    pub(super) id: FactId,
    pub(super) fact: &'a Fact,
    /// `us-gaap:Revenues`
    pub(super) concept: &'a QName,
    /// Key of the first statement that shows it; empty when none does.
    pub(super) statement: &'static str,
    /// Numbers only.
    pub(super) number: Option<(Decimal, Decimals)>,
    /// Whatever is no number.
    pub(super) text: Option<Cow<'a, str>>,
    /// The item type's local name: `monetaryItemType`.
    pub(super) data_type: &'static str,
}

/// Appends `axis=member` joined by `;`, in the order of the axes; nothing for the entity as a whole.
pub(super) fn push_dimensions(out: &mut String, dimensions: &Dimensions) {
    for (i, (axis, member)) in dimensions.iter().enumerate() {
        let parting = if i == 0 { "" } else { ";" };
        out.extend([parting, axis.prefix(), ":", axis.local(), "=", member.prefix(), ":", member.local()]);
    }
}

/// A place where a fact is said.
#[derive(Default)]
pub(super) struct Mention<'a> {
    /// `table` or `narrative`
    pub(super) origin: &'static str,
    pub(super) line: u32,
    pub(super) column: u32,
    /// Bytes of the file as the user gave it, the end excluded.
    pub(super) bytes: std::ops::Range<u64>,
    /// The words as the page shows them, white space folded.
    pub(super) source_text: Cow<'a, str>,
}

/// All facts of a report as rows.
pub(super) fn rows(report: &Report) -> impl Iterator<Item = Row<'_>> {
    let kinds = kinds(report);
    report.facts().map(move |(id, fact)| row(report, id, fact, kinds[id.index()].map(StatementKind::key).unwrap_or_default()))
}

/// The kind of statement that each fact is presented in, by its index; the first where there are several.
pub(super) fn kinds(report: &Report) -> Vec<Option<StatementKind>> {
    let mut kinds = vec![None; report.facts.len()];
    for statement in &report.statements {
        for id in statement.lines.iter().flat_map(|line| line.cells.iter().flatten()) {
            kinds[id.index()].get_or_insert(statement.kind);
        }
    }
    kinds
}

fn row<'a>(report: &'a Report, id: FactId, fact: &'a Fact, statement: &'static str) -> Row<'a> {
    let aspects = &fact.aspects;
    let (number, text) = match &fact.value {
        Value::Number { amount, decimals } => (Some((*amount, *decimals)), None),
        value => (None, words(value)),
    };
    Row { id, fact, concept: &aspects.concept, statement, number, text, data_type: report.concept(&aspects.concept).data_type.name() }
}

/// The value of a fact that is no number.
pub(super) fn words(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::Number { .. } | Value::Nil => None,
        Value::Text(words) => Some(Cow::Borrowed(words)),
        Value::Date(date) => Some(date.to_string().into()),
        Value::DateTime(moment) => Some(moment.to_rfc3339().into()),
        Value::Year(year) => Some(format!("{year:04}").into()),
        Value::Boolean(yes) => Some(if *yes { "true" } else { "false" }.into()),
    }
}

/// The mentions of a fact.
pub(super) fn mentions<'a>(report: &'a Report, fact: &'a Fact) -> impl Iterator<Item = Mention<'a>> {
    fact.origins.iter().map(|origin| mention(report, origin))
}

fn mention<'a>(report: &'a Report, origin: &Origin) -> Mention<'a> {
    let span = origin.span();
    let place = report.source.line_column(span.start);
    Mention {
        origin: origin.placement().name(),
        line: place.line,
        column: place.column,
        bytes: report.source.original(span),
        source_text: printed(&report.source, span),
    }
}
