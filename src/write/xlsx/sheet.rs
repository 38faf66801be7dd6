//! One statement as printed: labels, indentation, columns by period, totals as live formulas.

use std::collections::HashMap;

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::figure::{Figures, period_words, scale};
use super::style::{Emphasis, Styles};
use super::sums::sums;
use crate::report::{FactId, Line, LineKind, Measure, Period, Report, Statement};

/// Rows above the first line: title, company and unit, an empty one, column headers, periods.
const FIRST_LINE: u32 = 5;
const HEADER_ROW: u32 = 3;
const PERIOD_ROW: u32 = 4;

/// Characters: a day and the word before it, `to 2004-03-31`, and the longest of amounts.
const COLUMN_WIDTH: u32 = 16;
/// Characters.
const LABEL_WIDTHS: std::ops::RangeInclusive<usize> = 30..=60;
/// Points.
const LINE_HEIGHT: u32 = 14;
/// Characters that stand side by side on an upright page before it is shrunk too far to read.
const UPRIGHT_PAGE: u32 = 110;
/// The same of a page on its side.
const BROAD_PAGE: u32 = 200;

pub(super) type Place = (u32, u16);

/// Writes the statement at an index of `Report::statements`.
pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    index: usize,
    figures: &Figures<'_>,
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    let statement = &report.statements[index];
    heading(sheet, report, statement, styles)?;
    let places = places(statement);
    let sums = sums(report, index, &places);
    let width = label_width(statement);
    for (row, line) in (FIRST_LINE..).zip(&statement.lines) {
        let emphasis = emphasis(line);
        sheet.write_string_with_format(row, 0, super::cell_text(&line.label), styles.label(line.depth, emphasis))?;
        stretch(sheet, row, line.label.chars().count() + 2 * usize::from(line.depth), width)?;
        for (column, id) in (1..).zip(&line.cells) {
            if let Some(id) = id {
                figures.write(sheet, styles, (row, column), *id, emphasis, sums.get(id))?;
            }
        }
    }
    layout(sheet, statement, width)
}

fn heading(sheet: &mut Worksheet, report: &Report, statement: &Statement, styles: &Styles) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, super::cell_text(&statement.title), &styles.title)?;
    sheet.write_string_with_format(1, 0, subtitle(report, statement), &styles.subtitle)?;
    sheet.write_blank(HEADER_ROW, 0, &styles.header)?;
    sheet.write_blank(PERIOD_ROW, 0, &styles.period)?;
    for (column, header) in (1u16..).zip(&statement.columns) {
        sheet.write_string_with_format(HEADER_ROW, column, super::cell_text(header), &styles.header)?;
        let period = column_period(report, statement, usize::from(column) - 1).map(period_words).unwrap_or_default();
        sheet.write_string_with_format(PERIOD_ROW, column, period.replace(" to ", "\nto "), &styles.period)?;
    }
    Ok(())
}

/// "HemaCare Corporation · USD, shown in thousands (cells hold full amounts)".
pub(super) fn subtitle(report: &Report, statement: &Statement) -> String {
    let facts = || statement.lines.iter().flat_map(|l| l.cells.iter().flatten()).map(|id| report.fact(*id));
    let currency = facts().find_map(|f| f.aspects.unit.as_ref().filter(|u| u.per.is_none() && matches!(u.measure, Measure::Currency(_))));
    let shown = match facts().map(scale).max() {
        Some(3) => ", shown in thousands (cells hold full amounts)",
        Some(6) => ", shown in millions (cells hold full amounts)",
        Some(9) => ", shown in billions (cells hold full amounts)",
        _ => "",
    };
    let unit = currency.map(|u| format!("{u}{shown}")).unwrap_or_default();
    [report.entity.name.as_str(), &unit].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

/// The period most of a column's facts have.
fn column_period(report: &Report, statement: &Statement, column: usize) -> Option<Period> {
    let mut counts: HashMap<Period, usize> = HashMap::new();
    for id in statement.lines.iter().filter_map(|l| l.cells.get(column).copied().flatten()) {
        *counts.entry(report.fact(id).aspects.period).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(period, n)| (n, period)).map(|(period, _)| period)
}

fn emphasis(line: &Line) -> Emphasis {
    match line.kind {
        LineKind::Heading => Emphasis::Heading,
        LineKind::Item => Emphasis::Item,
        LineKind::Total => Emphasis::Total,
    }
}

/// Where each fact of the statement stands; a fact that stands twice, at its first place.
fn places(statement: &Statement) -> HashMap<FactId, Place> {
    let mut places = HashMap::new();
    for (row, line) in (FIRST_LINE..).zip(&statement.lines) {
        for (column, id) in (1..).zip(&line.cells) {
            if let Some(id) = id {
                places.entry(*id).or_insert((row, column));
            }
        }
    }
    places
}

/// As wide as the longest label, within reason.
fn label_width(statement: &Statement) -> usize {
    let widths = statement.lines.iter().map(|line| line.label.chars().count() + 2 * usize::from(line.depth) + 2);
    widths.max().unwrap_or_default().clamp(*LABEL_WIDTHS.start(), *LABEL_WIDTHS.end())
}

/// Gives a row the height of its wrapped words: not every program does so by itself.
pub(super) fn stretch(sheet: &mut Worksheet, row: u32, characters: usize, width: usize) -> Result<(), XlsxError> {
    if characters > width {
        // widths are counted in digits, and letters are narrower: that makes up for lines that end before a long word
        sheet.set_row_height(row, LINE_HEIGHT * characters.div_ceil(width).min(20) as u32)?;
    }
    Ok(())
}

fn layout(sheet: &mut Worksheet, statement: &Statement, label_width: usize) -> Result<(), XlsxError> {
    sheet.set_column_width(0, label_width as u32)?;
    for column in 1..=statement.columns.len() as u16 {
        sheet.set_column_width(column, COLUMN_WIDTH)?;
    }
    let longest = statement.columns.iter().map(|header| header.chars().count()).max().unwrap_or_default();
    stretch(sheet, HEADER_ROW, longest, COLUMN_WIDTH as usize - 2)?;
    sheet.set_row_height(PERIOD_ROW, LINE_HEIGHT * 2)?;
    sheet.set_freeze_panes(FIRST_LINE, 1)?;
    sheet.set_repeat_rows(HEADER_ROW, PERIOD_ROW)?;
    page(sheet, label_width as u32 + COLUMN_WIDTH * statement.columns.len() as u32);
    Ok(())
}

/// Prints a sheet of so many characters on pages as few beside each other as can be read, with its name and the page's number.
pub(super) fn page(sheet: &mut Worksheet, width: u32) {
    let across = width.div_ceil(BROAD_PAGE).max(1) as u16;
    sheet.set_screen_gridlines(false).set_print_fit_to_pages(across, 0).set_footer("&L&F&C&A&RPage &P of &N");
    if width > UPRIGHT_PAGE {
        sheet.set_landscape();
    }
}
