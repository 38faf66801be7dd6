//! Facts that no table prints, as a list: what the text says, and what stands on the cover.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::figure::{Figures, period_words};
use super::sheet::{page, stretch, subtitle};
use super::style::{Emphasis, Styles};
use crate::report::{Fact, FactId, Origin, Report, Statement};
use crate::write::printed::printed;

const HEADER_ROW: u32 = 3;
const FIRST_ROW: u32 = 4;
const VALUE: u16 = 2;
/// The words of a sentence are the same for a level, its change and the share of it: only the concept tells them apart.
const COLUMNS: [(&str, u32); 6] = [("What", 34), ("Concept", 34), ("Value", 22), ("Unit", 10), ("Period", 25), ("Where it says so", 75)];
const SAID: usize = 5;

/// Writes a statement of one fact a line.
pub(super) fn write(
    sheet: &mut Worksheet,
    report: &Report,
    statement: &Statement,
    figures: &Figures<'_>,
    styles: &mut Styles,
) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, super::cell_text(&statement.title), &styles.title)?;
    sheet.write_string_with_format(1, 0, subtitle(report, statement), &styles.subtitle)?;
    for (column, (name, width)) in (0..).zip(COLUMNS) {
        sheet.write_string_with_format(
            HEADER_ROW,
            column,
            name,
            if column == VALUE { &styles.value_header } else { &styles.list_header },
        )?;
        sheet.set_column_width(column, width)?;
    }
    let facts = statement.lines.iter().flat_map(|line| line.cells.iter().flatten().map(move |id| (line.label.as_str(), *id)));
    for (row, (label, id)) in (FIRST_ROW..).zip(facts) {
        figures.write(sheet, styles, (row, VALUE), id, Emphasis::Listed, None)?;
        about(sheet, report, styles, row, label, id)?;
    }
    sheet.set_freeze_panes(FIRST_ROW, 1)?.set_repeat_rows(HEADER_ROW, HEADER_ROW)?;
    page(sheet, COLUMNS.iter().map(|(_, width)| width).sum());
    Ok(())
}

fn about(sheet: &mut Worksheet, report: &Report, styles: &Styles, row: u32, label: &str, id: FactId) -> Result<(), XlsxError> {
    let fact = report.fact(id);
    let said = said(report, fact);
    let concept = fact.aspects.concept.to_string();
    for (column, words) in [(0, label), (1, &concept), (4, &period_words(fact.aspects.period)), (SAID as u16, &said)] {
        sheet.write_string_with_format(row, column, super::cell_text(words), &styles.wrapped)?;
    }
    let unit = fact.aspects.unit.as_ref().map(ToString::to_string).unwrap_or_default();
    sheet.write_string_with_format(row, 3, unit, &styles.indented)?;
    let rows = |words: &str, column: usize| words.chars().count() * COLUMNS[SAID].1 as usize / COLUMNS[column].1 as usize;
    let value = crate::write::rows::words(&fact.value).unwrap_or_default();
    let longest = [rows(label, 0), rows(&concept, 1), rows(&value, VALUE.into()), said.chars().count()].into_iter().max();
    stretch(sheet, row, longest.unwrap_or_default(), COLUMNS[SAID].1 as usize)
}

/// The sentence of a figure, the words of whatever else.
fn said(report: &Report, fact: &Fact) -> String {
    let Some(origin) = fact.origins.first() else { return String::new() };
    let span = if let Origin::Sentence { sentence, .. } = origin { *sentence } else { origin.span() };
    printed(&report.source, span).into_owned()
}
