//! Rows that are called as the periods they hold for: "First quarter", "Second quarter", under measures as columns.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use crate::map::calendar::Calendar;
use crate::map::months;
use crate::map::period::ColumnTime;
use crate::map::phrase::{Length, Phrase};
use crate::report::Period;
use crate::table::{Column, Row, RowKind, Table};

/// A row and the year that its label names.
type Dated = (usize, i32);

/// When a row of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowTime {
    /// When its column does.
    OfColumn,
    /// For the period it is called as.
    Named(Period),
    /// For the period so many years before its column's, for which another row states the same measure.
    Earlier { years: u8, newest: usize },
    /// For the months from one to another, the last ones that its column has come to the end of.
    Months(u32, u32),
    /// For a period that its words name and nothing tells the year of.
    Untold,
}

/// The times of rows that are called as quarters or years, where two of them are at least.
pub(super) fn row_times(table: &Table, calendar: &Calendar) -> Vec<RowTime> {
    let mut times = vec![RowTime::OfColumn; table.rows.len()];
    let mut year = of_whole_table(table);
    let mut named = 0;
    for (row, time) in table.rows.iter().zip(&mut times) {
        if !may_name_time(row.stub.as_str()) {
            continue;
        }
        let phrase = Phrase::parse(row.stub.as_str());
        if row.kind == RowKind::Section || !row.has_figures() {
            year = phrase.year().filter(|_| phrase.rest.is_empty()).or(year);
            continue;
        }
        let whole = ["year", "full year", "fiscal year"].contains(&row.stub.as_str().trim().to_lowercase().as_str()) && named > 1;
        if !phrase.rest.is_empty() && !whole || !phrase.dates.iter().all(|d| d.month.is_none()) {
            continue;
        }
        let of_year = phrase.year().or(year);
        let period = match (phrase.quarter, phrase.length()) {
            (Some(n), _) => of_year.and_then(|year| calendar.quarter(year, n)),
            (None, Some(Length::YearToDate)) if phrase.lengths.len() == 1 => {
                let quarters = calendar.quarter_of(calendar.current_period().end());
                of_year.and_then(|year| calendar.year_to_date(year, quarters))
            }
            // "6 Mos" below the quarters of the year
            (None, Some(Length::Months(months @ (6 | 9)))) if named > 1 && phrase.lengths.len() == 1 => {
                of_year.and_then(|year| calendar.year_to_date(year, (months / 3) as u8))
            }
            (None, length) if whole || length == Some(Length::Year) && phrase.lengths.len() == 1 => {
                of_year.and_then(|year| calendar.fiscal_year(year))
            }
            _ => continue,
        };
        named += 1;
        // what is to come has words of its own
        *time = period.filter(|p| p.end() <= calendar.current_period().end()).map_or(RowTime::Untold, RowTime::Named);
    }
    if named < 2 {
        times.fill(RowTime::OfColumn);
    }
    if lists_contracts(table) {
        let of_time = |label: &str| may_name_time(label) && Some(Phrase::parse(label)).is_some_and(|p| p.is_period() && p.rest.is_empty());
        let rows = table.rows.iter().zip(&mut times).filter(|(row, _)| row.has_figures() && of_time(row.stub.as_str()));
        rows.for_each(|(_, time)| *time = RowTime::Untold);
    }
    times
}

/// Rows that are called as months hold for those of their column.
pub(super) fn months(table: &Table, times: &mut [RowTime]) {
    for (time, months) in times.iter_mut().zip(months::of_rows(&table.rows)) {
        if let Some((first, last)) = months {
            *time = RowTime::Months(first, last);
        }
    }
}

/// The stretch of such months that has ended with a column.
pub(super) fn stretch_of_months((first, last): (u32, u32), end: NaiveDate) -> Option<Period> {
    let year = if last <= end.month() { end.year() } else { end.year() - 1 };
    let begins = NaiveDate::from_ymd_opt(if first <= last { year } else { year - 1 }, first, 1)?;
    let ends = NaiveDate::from_ymd_opt(year, last, 1)?.checked_add_months(Months::new(1))?.pred_opt()?;
    Some(Period::Duration { start: begins, end: ends })
}

/// Sets back the rows of a measure that name earlier years than another row of the same does: `Net sales - Q1 '20`, from which a table leads on to
/// `Net sales - Q1 '21` under one period.
pub(super) fn set_back(table: &Table, times: &[ColumnTime], named: &mut [RowTime]) {
    let mut ends = times.iter().filter(|time| time.is_plain()).map(ColumnTime::end);
    let end = ends.next().flatten();
    if end.is_none() || ends.any(|other| other != end) {
        return;
    }
    let mut years: BTreeMap<(String, Option<u8>), Vec<Dated>> = BTreeMap::new();
    for (at, row) in table.rows.iter().enumerate() {
        let label = row.stub.as_str();
        if !row.has_figures() || label.len() > 60 || !label.bytes().any(|b| b.is_ascii_digit()) {
            continue;
        }
        let phrase = Phrase::parse(label);
        let Some(year) = phrase.year().filter(|_| phrase.dates.iter().all(|date| date.month.is_none()) && names_flow(&phrase.rest)) else {
            continue;
        };
        years.entry((phrase.rest.to_lowercase(), phrase.quarter)).or_default().push((at, year));
    }
    for rows in years.into_values() {
        let Some(&(newest, last)) = rows.iter().max_by_key(|(_, year)| *year) else { continue };
        for (at, year) in rows.into_iter().filter(|(_, year)| (1..=5).contains(&(last - year))) {
            named[at] = RowTime::Earlier { years: (last - year) as u8, newest };
        }
    }
}

/// Whether words name what is earned in the course of time and nothing that falls due in a year: `Net sales`, `Segment profit`.
fn names_flow(words: &str) -> bool {
    const FLOWS: [&str; 9] = ["sales", "revenue", "revenues", "profit", "income", "earnings", "ebitda", "ffo", "noi"];
    let lower = words.to_lowercase();
    let mut found = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).take(6).peekable();
    found.peek().is_some() && lower.split_whitespace().count() <= 5 && found.any(|word| FLOWS.contains(&word)) && !lower.contains("due")
}

/// Whether a table lists contracts that set prices for times to come: `Swap price | Floor | Ceiling`. Its rows hold for no period of its columns.
fn lists_contracts(table: &Table) -> bool {
    const PRICES: [&str; 8] = ["floor", "floors", "ceiling", "ceilings", "swap", "swaps", "strike", "collar"];
    let names = |column: &Column| {
        let lower = column.heading().to_lowercase();
        lower.split(|c: char| !c.is_alphanumeric()).any(|word| PRICES.contains(&word))
    };
    table.columns.iter().any(names)
}

/// The years of a schedule with their total, under a header of a year: "2024", "2025" and "Thereafter" under "Year ending December 31," are due in
/// those years and hold at a day that nothing tells.
pub(super) fn forget_schedule(table: &Table, times: &mut [RowTime]) {
    let figured = || table.rows.iter().enumerate().filter(|(_, row)| row.has_figures());
    let says = |row: &Row, word: &str| row.stub.as_str().to_ascii_lowercase().ends_with(word);
    let Some((last, _)) = figured().find(|(_, row)| says(row, "thereafter") || says(row, "beyond")) else { return };
    let is_year = |row: &Row| {
        let label = row.stub.as_str();
        label.len() <= 24 && may_name_time(label) && Phrase::parse(label).year().is_some()
    };
    let years: Vec<usize> = figured().take_while(|(at, _)| *at < last).filter(|(_, row)| is_year(row)).map(|(at, _)| at).collect();
    let total = table.rows.get(last + 1).filter(|row| row.kind == RowKind::Total).map(|_| last + 1);
    if years.len() >= 2 {
        years.into_iter().chain([last]).chain(total).for_each(|at| times[at] = RowTime::Untold);
    }
}

/// Whether a label is worth taking apart for a quarter or a year: most are not, and it costs.
fn may_name_time(label: &str) -> bool {
    label.bytes().any(|b| b.is_ascii_digit()) || ["uarter", "UARTER", "ear", "EAR"].iter().any(|stem| label.contains(stem))
}

/// The year that stands alone over the rows, or the one year that titles and headers name.
fn of_whole_table(table: &Table) -> Option<i32> {
    let alone = table.titles.last().map(|title| Phrase::parse(title.as_str())).filter(|phrase| phrase.rest.is_empty());
    if let Some(year) = alone.and_then(|phrase| phrase.year()) {
        return Some(year);
    }
    let headings = table.columns.iter().map(Column::heading);
    let words = table.titles.iter().rev().take(4).map(|title| title.as_str().to_owned()).chain(headings);
    let years: Vec<i32> = words.filter_map(|words| Phrase::parse(&words).year()).collect();
    years.first().copied().filter(|first| years.iter().all(|year| year == first))
}
