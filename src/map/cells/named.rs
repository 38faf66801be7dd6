//! Rows that are called as the periods they hold for: "First quarter", "Second quarter", under measures as columns.

use crate::map::calendar::Calendar;
use crate::map::phrase::{Length, Phrase};
use crate::report::Period;
use crate::table::{Column, Row, RowKind, Table};

/// When a row of a table holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowTime {
    /// When its column does.
    OfColumn,
    /// For the period it is called as.
    Named(Period),
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
            (None, length) if whole || length == Some(Length::Year) && phrase.lengths.len() == 1 => {
                of_year.and_then(|year| calendar.fiscal_year(year))
            }
            _ => continue,
        };
        named += 1;
        // what is to come has words of its own
        *time = period.filter(|p| p.end() <= calendar.current_period().end()).map_or(RowTime::Untold, RowTime::Named);
    }
    if named < 2 { vec![RowTime::OfColumn; table.rows.len()] } else { times }
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
