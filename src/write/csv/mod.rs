//! Tidy CSV (RFC 4180, lines ended by a newline): one row a fact, one row a mention, and CSVW metadata that types both.
//!
//! No cell holds a line break. Words that a spreadsheet would run as a formula begin with an apostrophe.

mod dialect;
pub(in crate::write) mod wide;

use std::borrow::Cow;

use ::csv;
use dialect::Cells;
pub use dialect::CsvOptions;

use super::attached::Attached;
use super::csvw::{self, FACTS, MENTIONS};
use super::lexical::folded;
use super::rows::{self, Mention, Row, dimensions};
use super::{File, Output, WriteOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::report::{Report, Value};

/// Writes `facts.csv`, `mentions.csv` and `csv-metadata.json`; before them `facts_wide.csv`, if it is wanted.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let attached = Attached::of(report, &options.findings);
    let options = options.csv;
    let facts = options.table(&csvw::names(&FACTS), rows::rows(report), |cells, row| put_fact(cells, report, &row, &attached, options))?;
    let mentions = options.table(&csvw::names(&MENTIONS), rows::mentions(report), |cells, mention| put_mention(cells, &mention))?;
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

fn put_fact(cells: &mut Cells, report: &Report, row: &Row<'_>, attached: &Attached<'_>, options: CsvOptions) -> csv::Result<()> {
    let (aspects, number) = (&row.fact.aspects, row.number);
    cells.shown(Some(row.id))?;
    cells.shown(Some(row.concept))?;
    cells.text(&words(&row.fact.label))?;
    cells.text(row.statement)?;
    cells.text(&words(&report.entity.identifier))?;
    cells.text(aspects.period.period_type().name())?;
    cells.shown(aspects.period.start())?;
    cells.shown(Some(aspects.period.end()))?;
    cells.text(&row.unit().map(|unit| words(&unit).into_owned()).unwrap_or_default())?;
    cells.shown(number.map(|(amount, _)| options.number(amount)))?;
    cells.shown(number.map(|(_, decimals)| decimals))?;
    cells.text(&row.text.as_deref().map(words).unwrap_or_default())?;
    cells.text(row.data_type)?;
    cells.text(&dimensions(aspects))?;
    cells.text(row.mention.origin)?;
    cells.shown(Some(row.fact.origins.len()))?;
    put_place(cells, &row.mention)?;
    let confidence = row.fact.confidence.to_string();
    cells.text(&if options.decimal_comma { confidence.replace('.', ",") } else { confidence })?;
    cells.text(&attached.codes(row.id))
}

fn put_mention(cells: &mut Cells, mention: &Mention<'_>) -> csv::Result<()> {
    cells.shown(Some(format_args!("{}-{}", mention.fact, mention.sequence)))?;
    cells.shown(Some(mention.fact))?;
    cells.shown(Some(mention.sequence))?;
    cells.text(mention.origin)?;
    put_place(cells, mention)
}

/// Line, column, bytes and words.
fn put_place(cells: &mut Cells, mention: &Mention<'_>) -> csv::Result<()> {
    cells.shown(Some(mention.line))?;
    cells.shown(Some(mention.column))?;
    cells.shown(Some(mention.bytes.start))?;
    cells.shown(Some(mention.bytes.end))?;
    cells.text(&words(&mention.source_text))
}

/// Words for a cell: on one line, and never a formula.
fn words(text: &str) -> Cow<'_, str> {
    if text.contains('\0') {
        return Cow::Owned(words(&text.replace('\0', "\u{fffd}")).into_owned());
    }
    match folded(text) {
        Cow::Borrowed(words) => harmless(words),
        Cow::Owned(words) => Cow::Owned(harmless(&words).into_owned()),
    }
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
