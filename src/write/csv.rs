//! Tidy CSV (RFC 4180): one row a fact.

use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::{Fact, FactId, Origin, Report, Value};

const COLUMNS: [&str; 22] = [
    "fact_id",
    "concept",
    "label",
    "statement",
    "entity",
    "period_type",
    "period_start",
    "period_end",
    "unit",
    "value",
    "decimals",
    "text",
    "data_type",
    "dimensions",
    "origin",
    "mentions",
    "line",
    "column",
    "byte_start",
    "byte_end",
    "source_text",
    "confidence",
];

/// Writes `facts.csv`.
pub fn write(report: &Report, _options: &WriteOptions) -> Result<Output, Error> {
    let mut rows = ::csv::Writer::from_writer(Vec::new());
    let failed = |e: ::csv::Error| Error::format("csv", e);
    rows.write_record(COLUMNS).map_err(failed)?;
    for (id, fact) in report.facts() {
        rows.write_record(record(report, id, fact)).map_err(failed)?;
    }
    let bytes = rows.into_inner().map_err(|e| Error::format("csv", e.error()))?;
    Ok(Output { files: vec![File { name: "facts.csv".to_owned(), bytes }], diagnostics: Vec::new() })
}

fn record(report: &Report, id: FactId, fact: &Fact) -> Vec<String> {
    let aspects = &fact.aspects;
    let statement = report.statements.iter().find(|s| s.lines.iter().any(|l| l.cells.contains(&Some(id)))).map_or("", |s| s.kind.key());
    let (value, decimals, text) = match &fact.value {
        Value::Number { amount, decimals } => (amount.normalize().to_string(), decimals.to_string(), String::new()),
        Value::Text(words) => (String::new(), String::new(), words.split_whitespace().collect::<Vec<_>>().join(" ")),
        Value::Date(date) => (String::new(), String::new(), date.to_string()),
        Value::DateTime(moment) => (String::new(), String::new(), moment.to_rfc3339()),
        Value::Year(year) => (String::new(), String::new(), year.to_string()),
        Value::Boolean(yes) => (String::new(), String::new(), yes.to_string()),
        Value::Nil => Default::default(),
    };
    let span = fact.origins.first().map(Origin::span).unwrap_or_default();
    let place = report.source.line_column(span.start);
    let bytes = report.source.original(span);
    let dimensions = aspects.dimensions.iter().map(|(axis, member)| format!("{axis}={member}")).collect::<Vec<_>>().join(";");
    vec![
        id.to_string(),
        aspects.concept.to_string(),
        fact.label.clone(),
        statement.to_owned(),
        report.entity.identifier.clone(),
        if aspects.period.start().is_some() { "duration" } else { "instant" }.to_owned(),
        aspects.period.start().map(|d| d.to_string()).unwrap_or_default(),
        aspects.period.end().to_string(),
        aspects.unit.as_ref().map(ToString::to_string).unwrap_or_default(),
        value,
        decimals,
        text,
        format!("{:?}", report.concept(&aspects.concept).data_type),
        dimensions,
        fact.origins.first().map_or("", |o| o.placement().name()).to_owned(),
        fact.origins.len().to_string(),
        place.line.to_string(),
        place.column.to_string(),
        bytes.start.to_string(),
        bytes.end.to_string(),
        report.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" "),
        fact.confidence.to_string(),
    ]
}
