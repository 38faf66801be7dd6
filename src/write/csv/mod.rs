//! Tidy CSV (RFC 4180, lines ended by a newline): one row a fact, one row a mention, and CSVW metadata that types both.
//!
//! No cell holds a line break. Words that a spreadsheet would run as a formula begin with an apostrophe.

mod dialect;
pub(in crate::write) mod wide;

use std::borrow::Cow;

pub use dialect::CsvOptions;

use super::attached::Attached;
use super::cells::Cells;
use super::csvw::{self, FACTS, MENTIONS};
use super::digits::{push_decimals, push_id, push_integer};
use super::lexical::folded;
use super::rows::{self, Mention, Row, push_dimensions};
use super::{File, Output, WriteOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::report::{Confidence, FactId, Report, Unit, Value};

/// Writes `facts.csv`, `mentions.csv` and `csv-metadata.json`; before them `facts_wide.csv`, if it is wanted.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let (facts, mentions) = tables(report, options);
    let options = options.csv;
    let file = |name: &str, bytes| File { name: name.to_owned(), bytes };
    let mut files = Vec::new();
    if options.wide {
        files.push(file("facts_wide.csv", wide::table(report, options)));
    }
    files.extend([file("facts.csv", facts), file("mentions.csv", mentions), file("csv-metadata.json", csvw::metadata(report, options))]);
    Ok(Output { files, diagnostics: losses(report) })
}

/// The facts, and the places where they are said, as bytes. Each place is looked up once for both.
fn tables(report: &Report, options: &WriteOptions) -> (Vec<u8>, Vec<u8>) {
    let facts = Facts {
        entity: words(&report.entity.identifier),
        attached: Attached::of(report, &options.findings),
        options: options.csv,
        nowhere: Mention::default(),
    };
    let (mut of_facts, mut of_mentions) = (options.csv.table(&csvw::names(&FACTS)), options.csv.table(&csvw::names(&MENTIONS)));
    let mut mentions = Vec::new();
    for row in rows::rows(report) {
        mentions.clear();
        mentions.extend(rows::mentions(report, row.fact));
        facts.put(&mut of_facts, &row, &mentions);
        (1..).zip(&mentions).for_each(|(sequence, mention)| put_mention(&mut of_mentions, row.id, sequence, mention));
    }
    (of_facts.into_bytes(), of_mentions.into_bytes())
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

/// What the rows of facts have in common.
struct Facts<'a> {
    entity: Cow<'a, str>,
    attached: Attached<'a>,
    options: CsvOptions,
    /// Stands in for the mention of a fact without any, which `map` never makes.
    nowhere: Mention<'static>,
}

impl Facts<'_> {
    fn put(&self, cells: &mut Cells, row: &Row<'_>, mentions: &[Mention<'_>]) {
        let (aspects, number, options) = (&row.fact.aspects, row.number, self.options);
        let mention = mentions.first().unwrap_or(&self.nowhere);
        cells.plain(|out| push_id(out, row.id));
        cells.spelt(|out| out.extend([row.concept.prefix(), ":", row.concept.local()]));
        cells.text(&words(&row.fact.label));
        cells.name(row.statement);
        cells.text(&self.entity);
        cells.name(aspects.period.period_type().name());
        cells.date(aspects.period.start());
        cells.date(Some(aspects.period.end()));
        cells.text(&aspects.unit.as_ref().map(unit).unwrap_or_default());
        cells.spelt(|out| number.into_iter().for_each(|(amount, _)| options.push_number(out, amount)));
        cells.plain(|out| number.into_iter().for_each(|(_, decimals)| push_decimals(out, decimals)));
        cells.text(&row.text.as_deref().map(words).unwrap_or_default());
        cells.name(row.data_type);
        cells.spelt(|out| push_dimensions(out, &aspects.dimensions));
        cells.name(mention.origin);
        cells.integer(mentions.len());
        put_place(cells, mention);
        cells.spelt(|out| push_confidence(out, row.fact.confidence, if options.decimal_comma { ',' } else { '.' }));
        cells.text(&self.attached.codes(row.id));
        cells.end_row();
    }
}

fn put_mention(cells: &mut Cells, fact: FactId, sequence: usize, mention: &Mention<'_>) {
    cells.plain(|out| {
        push_id(out, fact);
        out.push('-');
        push_integer(out, sequence);
    });
    cells.plain(|out| push_id(out, fact));
    cells.integer(sequence);
    cells.name(mention.origin);
    put_place(cells, mention);
    cells.end_row();
}

/// Line, column, bytes and words.
fn put_place(cells: &mut Cells, mention: &Mention<'_>) {
    cells.integer(mention.line);
    cells.integer(mention.column);
    cells.integer(mention.bytes.start);
    cells.integer(mention.bytes.end);
    cells.text(&safe(&mention.source_text));
}

fn push_confidence(out: &mut String, confidence: Confidence, point: char) {
    let hundredths = confidence.hundredths();
    push_integer(out, hundredths / 100);
    out.push(point);
    push_integer(out, hundredths / 10 % 10);
    push_integer(out, hundredths % 10);
}

fn unit(unit: &Unit) -> Cow<'_, str> {
    match &unit.per {
        None => words(unit.measure.name()),
        Some(_) => Cow::Owned(words(&unit.to_string()).into_owned()),
    }
}

/// Words for a cell: on one line, and never a formula.
fn words(text: &str) -> Cow<'_, str> {
    match folded(text) {
        Cow::Borrowed(words) => safe(words),
        Cow::Owned(words) => Cow::Owned(safe(&words).into_owned()),
    }
}

/// The same of words that are on one line already.
fn safe(words: &str) -> Cow<'_, str> {
    if words.contains('\0') { Cow::Owned(harmless(&words.replace('\0', "\u{fffd}")).into_owned()) } else { harmless(words) }
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
