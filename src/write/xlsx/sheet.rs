//! One statement as printed: labels, indentation, columns by period, totals as live formulas.

use std::collections::HashMap;

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Formula, Note, Worksheet, XlsxError};

use super::style::{Emphasis, FigureLook, Styles};
use crate::report::{Fact, FactId, Line, LineKind, Measure, Origin, Period, Relation, Report, Statement, Value};

/// Rows above the first line: title, company and unit, an empty one, column headers, periods.
const FIRST_LINE: u32 = 5;
const HEADER_ROW: u32 = 3;
const PERIOD_ROW: u32 = 4;

/// Characters: a period in one line, `2004-01-01 to 2004-03-31`.
const COLUMN_WIDTH: u32 = 26;
/// Points.
const LINE_HEIGHT: u32 = 14;

type Place = (u32, u16);

/// Writes the statement at an index of `Report::statements`.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, index: usize, styles: &Styles) -> Result<(), XlsxError> {
    let statement = &report.statements[index];
    heading(sheet, report, statement, styles)?;
    let places = places(statement);
    let sums = sums(report, index, &places);
    for (row, line) in (FIRST_LINE..).zip(&statement.lines) {
        let emphasis = emphasis(line);
        sheet.write_string_with_format(row, 0, &line.label, styles.label(line.depth, emphasis))?;
        for (column, id) in (1..).zip(&line.cells) {
            if let Some(id) = id {
                figure(sheet, report, (row, column), *id, emphasis, sums.get(id))?;
            }
        }
    }
    layout(sheet, statement)
}

fn heading(sheet: &mut Worksheet, report: &Report, statement: &Statement, styles: &Styles) -> Result<(), XlsxError> {
    sheet.write_string_with_format(0, 0, &statement.title, &styles.title)?;
    sheet.write_string_with_format(1, 0, subtitle(report, statement), &styles.subtitle)?;
    sheet.write_blank(HEADER_ROW, 0, &styles.header)?;
    sheet.write_blank(PERIOD_ROW, 0, &styles.header)?;
    for (column, header) in (1u16..).zip(&statement.columns) {
        sheet.write_string_with_format(HEADER_ROW, column, header, &styles.header)?;
        let period = column_period(report, statement, usize::from(column) - 1).map(period_words).unwrap_or_default();
        sheet.write_string_with_format(PERIOD_ROW, column, period, &styles.header)?;
    }
    Ok(())
}

/// "HemaCare Corporation · USD, shown in thousands (cells hold full amounts)".
fn subtitle(report: &Report, statement: &Statement) -> String {
    let facts = || statement.lines.iter().flat_map(|l| l.cells.iter().flatten()).map(|id| report.fact(*id));
    let currency = facts().find_map(|f| f.aspects.unit.as_ref().filter(|u| u.per.is_none() && matches!(u.measure, Measure::Currency(_))));
    let shown = match facts().map(scale).max() {
        Some(3) => ", shown in thousands (cells hold full amounts)",
        Some(6) => ", shown in millions (cells hold full amounts)",
        Some(9) => ", shown in billions (cells hold full amounts)",
        _ => "",
    };
    let unit = currency.map(|u| format!(" · {u}{shown}")).unwrap_or_default();
    format!("{}{unit}", report.entity.name)
}

/// The period most of a column's facts have.
fn column_period(report: &Report, statement: &Statement, column: usize) -> Option<Period> {
    let mut counts: HashMap<Period, usize> = HashMap::new();
    for id in statement.lines.iter().filter_map(|l| l.cells.get(column).copied().flatten()) {
        *counts.entry(report.fact(id).aspects.period).or_default() += 1;
    }
    counts.into_iter().max_by_key(|&(period, n)| (n, period)).map(|(period, _)| period)
}

fn period_words(period: Period) -> String {
    period.start().map_or_else(|| format!("at {}", period.end()), |start| format!("{start} to {}", period.end()))
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

/// What a total is made of.
struct Sum {
    /// The formula, when every part stands in the sheet.
    formula: String,
    /// What the printed parts add up to.
    amount: Decimal,
}

fn sums(report: &Report, index: usize, places: &HashMap<FactId, Place>) -> HashMap<FactId, Sum> {
    let relations = report.relations.iter().filter_map(|relation| match relation {
        Relation::SumsTo { total, parts, statement } if *statement == index => Some((*total, parts)),
        _ => None,
    });
    relations.filter_map(|(total, parts)| Some((total, sum(report, parts, places)?))).collect()
}

fn sum(report: &Report, parts: &[(FactId, i8)], places: &HashMap<FactId, Place>) -> Option<Sum> {
    let mut formula = String::from("=");
    let mut amount = Decimal::ZERO;
    for (id, weight) in parts {
        let part = number(report.fact(*id))?;
        amount = amount.checked_add(part.checked_mul(Decimal::from(*weight))?)?;
        let sign = if *weight < 0 {
            "-"
        } else if formula.len() > 1 {
            "+"
        } else {
            ""
        };
        formula.push_str(sign);
        formula.push_str(&cell_name(*places.get(id)?));
    }
    Some(Sum { formula, amount })
}

fn cell_name((row, column): Place) -> String {
    rust_xlsxwriter::utility::row_col_to_cell(row, column)
}

fn number(fact: &Fact) -> Option<Decimal> {
    match fact.value {
        Value::Number { amount, .. } => Some(amount),
        _ => None,
    }
}

fn figure(
    sheet: &mut Worksheet,
    report: &Report,
    (row, column): Place,
    id: FactId,
    emphasis: Emphasis,
    sum: Option<&Sum>,
) -> Result<(), XlsxError> {
    let fact = report.fact(id);
    let Some(amount) = number(fact) else { return Ok(()) };
    let holds = sum.is_none_or(|s| s.amount == amount);
    let format = Styles::figure(FigureLook { number_format: &number_format(fact), emphasis, alarm: !holds });
    let float = amount.to_f64().unwrap_or_default();
    match sum.filter(|_| holds) {
        Some(sum) => {
            let formula = Formula::new(&sum.formula).set_result(float.to_string());
            sheet.write_formula_with_format(row, column, formula, &format)?;
        }
        None => {
            sheet.write_number_with_format(row, column, float, &format)?;
        }
    }
    sheet.insert_note(row, column, &note(report, id, fact, sum.filter(|_| !holds)))?;
    Ok(())
}

/// The printed scale is shown by the number format; the cell holds the full amount.
fn number_format(fact: &Fact) -> String {
    let printed = fact.origins.iter().find_map(|o| o.figure());
    let digits = printed.map_or(0, |f| usize::from(f.style.fraction_digits));
    let fraction = if digits > 0 { format!(".{}", "0".repeat(digits)) } else { String::new() };
    let scale = scale(fact);
    let (percent, thousands) =
        if scale == -2 { ("%", String::new()) } else { ("", ",".repeat(usize::from(scale.max(0).unsigned_abs()) / 3)) };
    let shape = format!("#,##0{fraction}{thousands}{percent}");
    let zero = if printed.is_some_and(|f| f.style.dash) { "\"–\"" } else { &shape };
    format!("{shape};({shape});{zero}")
}

fn scale(fact: &Fact) -> i8 {
    fact.origins
        .iter()
        .find_map(|o| match o {
            Origin::Cell { scale, .. } | Origin::Sentence { scale, .. } => Some(*scale),
            Origin::Passage(_) => None,
        })
        .unwrap_or_default()
}

fn note(report: &Report, id: FactId, fact: &Fact, broken: Option<&Sum>) -> Note {
    let aspects = &fact.aspects;
    let mut words = format!("{id} {}\n{}", aspects.concept, period_words(aspects.period));
    for (axis, member) in &aspects.dimensions {
        words.push_str(&format!("\n{} = {}", axis.local(), member.local()));
    }
    if let Some(origin) = fact.origins.first() {
        let span = origin.span();
        let place = report.source.line_column(span.start);
        words.push_str(&format!("\nprinted \"{}\" at {place}", report.source.slice(span)));
    }
    words.push_str(&format!("\nconfidence {}", fact.confidence));
    if let Some(sum) = broken {
        words.push_str(&format!("\nNOT the sum of its parts: they give {}", sum.amount.normalize()));
    }
    Note::new(words).set_author("hemaexport").add_author_prefix(false).set_width(300).set_height(110)
}

fn layout(sheet: &mut Worksheet, statement: &Statement) -> Result<(), XlsxError> {
    sheet.set_column_width(0, 46)?;
    for column in 1..=statement.columns.len() as u16 {
        sheet.set_column_width(column, COLUMN_WIDTH)?;
    }
    // wrapped text does not stretch its row by itself in every program
    let lines = statement.columns.iter().map(|header| header.chars().count().div_ceil(COLUMN_WIDTH as usize - 2)).max().unwrap_or(1);
    sheet.set_row_height(HEADER_ROW, LINE_HEIGHT * lines.clamp(1, 6) as u32)?;
    sheet.set_freeze_panes(FIRST_LINE, 1)?.set_screen_gridlines(false);
    sheet.set_print_fit_to_pages(1, 0).set_repeat_rows(HEADER_ROW, PERIOD_ROW)?;
    if statement.columns.len() > 4 {
        sheet.set_landscape();
    }
    sheet.set_footer("&L&F&C&A&RPage &P of &N");
    Ok(())
}
