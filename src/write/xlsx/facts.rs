//! Every fact, one a row, as an Excel table that can be filtered.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{ExcelDateTime, Worksheet, XlsxError};

use super::cell_text;
use super::style::Styles;
use crate::report::{Decimals, Fact, FactId, Origin, Report, Value};
use crate::write::attached::Attached;
use crate::write::printed::printed;
use crate::write::rows::words;

const COLUMNS: [(&str, u16); 17] = [
    ("Fact", 7),
    ("Concept", 44),
    ("Label", 40),
    ("Value", 18),
    ("Unit", 12),
    ("Decimals", 9),
    ("Text", 30),
    ("Period start", 12),
    ("Period end", 12),
    ("Dimensions", 40),
    ("Said in", 10),
    ("Mentions", 9),
    ("Line", 7),
    ("Printed", 18),
    ("Confidence", 11),
    ("Exact value", 20),
    ("Findings", 30),
];

/// Digits that a cell's double holds exactly.
const DOUBLE_DIGITS: usize = 15;

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, attached: &Attached<'_>, styles: &Styles) -> Result<(), XlsxError> {
    for (row, (id, fact)) in (1u32..).zip(report.facts()) {
        write_row(sheet, report, row, id, fact, styles)?;
        let codes = attached.codes(id);
        if !codes.is_empty() {
            sheet.write_string_with_format(row, 16, cell_text(&codes.replace(';', "; ")), &styles.text)?;
        }
    }
    super::table(sheet, "Facts", &COLUMNS, report.facts.len(), styles)
}

fn write_row(sheet: &mut Worksheet, report: &Report, row: u32, id: FactId, fact: &Fact, styles: &Styles) -> Result<(), XlsxError> {
    let aspects = &fact.aspects;
    let text = |sheet: &mut Worksheet, column, words: &str| {
        sheet.write_string_with_format(row, column, cell_text(words), &styles.text).map(|_| ())
    };
    text(sheet, 0, &id.to_string())?;
    text(sheet, 1, &aspects.concept.to_string())?;
    text(sheet, 2, &fact.label)?;
    write_value(sheet, row, fact, styles)?;
    let unit = aspects.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    sheet.write_string_with_format(row, 4, unit, &styles.indented)?;
    if let Some(start) = aspects.period.start() {
        write_date(sheet, (row, 7), start, styles)?;
    }
    write_date(sheet, (row, 8), aspects.period.end(), styles)?;
    let dimensions = aspects.dimensions.iter().map(|(axis, member)| format!("{axis}={member}")).collect::<Vec<_>>();
    text(sheet, 9, &dimensions.join("; "))?;
    sheet.write_number_with_format(row, 11, fact.origins.len() as f64, &styles.text)?;
    if let Some(origin) = fact.origins.first() {
        let span = Origin::span(origin);
        text(sheet, 10, origin.placement().name())?;
        sheet.write_number_with_format(row, 12, report.source.line_column(span.start).line, &styles.text)?;
        text(sheet, 13, &printed(&report.source, span))?;
    }
    sheet.write_number_with_format(row, 14, fact.confidence.probability(), &styles.text)?;
    Ok(())
}

fn write_value(sheet: &mut Worksheet, row: u32, fact: &Fact, styles: &Styles) -> Result<(), XlsxError> {
    if let Value::Number { amount, decimals } = &fact.value {
        return write_number(sheet, row, *amount, *decimals, styles);
    }
    let words = words(&fact.value).unwrap_or_default();
    sheet.write_string_with_format(row, 6, cell_text(&words), &styles.text)?;
    Ok(())
}

/// A number as a number, and as text beside it where a double would round it.
fn write_number(sheet: &mut Worksheet, row: u32, amount: Decimal, decimals: Decimals, styles: &Styles) -> Result<(), XlsxError> {
    sheet.write_number_with_format(row, 3, amount.to_f64().unwrap_or_default(), &styles.number)?;
    match decimals {
        Decimals::Places(places) => sheet.write_number_with_format(row, 5, places, &styles.text)?,
        Decimals::Infinite => sheet.write_string_with_format(row, 5, "INF", &styles.text)?,
    };
    let exact = amount.normalize().to_string();
    if exact.chars().filter(char::is_ascii_digit).count() > DOUBLE_DIGITS {
        sheet.write_string_with_format(row, 15, exact, &styles.text)?;
    }
    Ok(())
}

/// Excel knows no day before 1900; such a date is written as text.
fn write_date(sheet: &mut Worksheet, (row, column): (u32, u16), date: NaiveDate, styles: &Styles) -> Result<(), XlsxError> {
    let excel = u16::try_from(date.year()).ok().and_then(|year| ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8).ok());
    match excel {
        Some(moment) => sheet.write_datetime_with_format(row, column, &moment, &styles.date)?,
        None => sheet.write_string_with_format(row, column, date.to_string(), &styles.text)?,
    };
    Ok(())
}
