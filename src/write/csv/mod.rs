//! Tidy CSV (RFC 4180, lines ended by a newline): one row a fact, one row a mention, and CSVW metadata that types both.
//!
//! No cell holds a line break. Words that a spreadsheet would run as a formula begin with an apostrophe.

mod dialect;
mod wide;

use std::borrow::Cow;

pub use dialect::CsvOptions;

use super::attached::Attached;
use super::csvw::{self, FACTS, MENTIONS};
use super::lexical::folded;
use super::rows::{self, Mention, Row};
use super::{File, Output, WriteOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::report::{Report, Value};

/// Writes `facts.csv`, `mentions.csv` and `csv-metadata.json`; before them `facts_wide.csv`, if it is wanted.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let attached = Attached::of(report, &options.findings);
    let options = options.csv;
    let facts = options.table(&csvw::names(&FACTS), rows::rows(report).map(|row| fact_cells(report, &row, &attached, options)))?;
    let mentions = options.table(&csvw::names(&MENTIONS), rows::mentions(report).map(|mention| mention_cells(&mention)))?;
    let file = |name: &str, bytes| File { name: name.to_owned(), bytes };
    let mut files = Vec::new();
    if options.wide {
        files.push(file("facts_wide.csv", wide::table(report, options)?));
    }
    files.extend([file("facts.csv", facts), file("mentions.csv", mentions), file("csv-metadata.json", csvw::metadata(report, options))]);
    Ok(Output { files, diagnostics: losses(report) })
}

/// The values that cells don't give as they are.
fn losses(report: &Report) -> Vec<Diagnostic> {
    let loss = |value: &Value| match value {
        Value::Nil => Some("is nil: its cells are empty"),
        Value::Text(text) => loss_of_words(text),
        _ => None,
    };
    let losses = report.facts().filter_map(|(id, fact)| Some((id, fact, loss(&fact.value)?)));
    losses.map(|(id, fact, loss)| Diagnostic::new(Code::NotRepresentable, format!("{id} ({}) {loss}", fact.aspects.concept))).collect()
}

fn loss_of_words(text: &str) -> Option<&'static str> {
    if text.contains('\0') {
        Some("holds a NUL: U+FFFD stands for it")
    } else if text.contains(['\n', '\r']) {
        Some("has several lines: a blank stands for each line break")
    } else if matches!(harmless(&folded(text)), Cow::Owned(_)) {
        Some("could be run as a formula: an apostrophe stands before it")
    } else {
        None
    }
}

fn fact_cells(report: &Report, row: &Row<'_>, attached: &Attached<'_>, options: CsvOptions) -> Vec<String> {
    let mention = &row.mention;
    vec![
        row.id.to_string(),
        row.concept.clone(),
        words(&row.fact.label),
        row.statement.to_owned(),
        words(&report.entity.identifier),
        if row.period_start.is_some() { "duration" } else { "instant" }.to_owned(),
        row.period_start.map(|day| day.to_string()).unwrap_or_default(),
        row.period_end.to_string(),
        row.unit.as_deref().map(words).unwrap_or_default(),
        row.number.map(|(amount, _)| options.number(amount)).unwrap_or_default(),
        row.number.map(|(_, decimals)| decimals.to_string()).unwrap_or_default(),
        row.text.as_deref().map(words).unwrap_or_default(),
        row.data_type.to_owned(),
        row.dimensions.clone(),
        mention.origin.to_owned(),
        row.fact.origins.len().to_string(),
        mention.line.to_string(),
        mention.column.to_string(),
        mention.bytes.start.to_string(),
        mention.bytes.end.to_string(),
        words(&mention.source_text),
        options.point(row.fact.confidence.to_string()),
        attached.codes(row.id),
    ]
}

fn mention_cells(mention: &Mention) -> Vec<String> {
    vec![
        format!("{}-{}", mention.fact, mention.sequence),
        mention.fact.to_string(),
        mention.sequence.to_string(),
        mention.origin.to_owned(),
        mention.line.to_string(),
        mention.column.to_string(),
        mention.bytes.start.to_string(),
        mention.bytes.end.to_string(),
        words(&mention.source_text),
    ]
}

/// Words for a cell: on one line, and never a formula.
fn words(text: &str) -> String {
    harmless(&folded(&text.replace('\0', "\u{fffd}"))).into_owned()
}

/// Excel, LibreOffice and Google Sheets run cells that begin with one of these, but for plain numbers.
fn harmless(text: &str) -> Cow<'_, str> {
    let formula = text.starts_with(['=', '+', '-', '@', '\u{ff1d}', '\u{ff0b}', '\u{ff0d}', '\u{ff20}']);
    let number =
        text.strip_prefix(['-', '+']).is_some_and(|rest| !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_digit() || b == b'.'));
    if formula && !number { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("-2+3", "'-2+3"),
            ("--", "'--"),
            ("-2.5", "-2.5"),
            ("@x", "'@x"),
            ("net\nincome", "net income"),
            ("a = b", "a = b"),
        ] {
            assert_eq!(words(text), cell);
        }
    }

    #[test]
    fn what_a_cell_alters_is_told() {
        let told = [("a\0", "NUL"), ("a\r\nb", "lines"), ("@a", "apostrophe"), ("=1\n", "lines")];
        assert!(told.iter().all(|(text, loss)| loss_of_words(text).is_some_and(|words| words.contains(loss))), "{told:?}");
        assert!(["a  b ", "-2.5", "a = b", ""].iter().all(|text| loss_of_words(text).is_none()));
    }
}
