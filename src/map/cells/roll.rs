//! Roll-forwards: what their balances are, and the times that they name themselves.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike, NaiveDate};

use super::Reader;
use crate::map::date::PartialDate;
use crate::map::lines::{Line, balance_label};
use crate::map::phrase::Phrase;
use crate::report::{Confidence, Period};
use crate::table::{Row, Table};
use crate::taxonomy::{Concept, PeriodType};

/// A balance with the day of its label: `Backlog, March 31, 2004`.
struct Dated {
    row: usize,
    name: String,
    date: PartialDate,
}

impl Reader<'_> {
    /// What one end of a roll-forward is, the other is, too: `Unearned revenue, beginning of period`.
    pub(super) fn agree_in_balances(&mut self) {
        let stem = |line: &Line| balance_label(line.row.stub.as_str(), "").filter(|stem| stem.len() >= 8);
        let mut known: HashMap<String, (&'static Concept, Confidence)> = HashMap::new();
        let balances: Vec<(usize, String)> = self.lines.iter().filter_map(|line| Some((line.at, stem(line)?))).collect();
        for (at, stem) in &balances {
            if let Some(chosen) = self.chosen[*at].filter(|(concept, _)| concept.period_type == PeriodType::Instant) {
                known.entry(stem.clone()).or_insert(chosen);
            }
        }
        for (at, stem) in balances {
            self.chosen[at] = self.chosen[at].or_else(|| known.get(&stem).copied());
        }
    }
}

/// The times of a roll-forward's rows: "Balance, September 30, 1997" holds on its day, the rows between two such balances for the time
/// between them.
pub(super) fn by_rows(table: &Table) -> Vec<Option<Period>> {
    let mut found = vec![None; table.rows.len()];
    let balances = balances(table);
    let dated = |b: &&Dated| b.date.year.is_some();
    let of_equity = |b: &&Dated| table.rows[b.row].stub.as_str().get(..7).is_some_and(|l| l.eq_ignore_ascii_case("balance"));
    let mut days: Vec<(usize, NaiveDate)> = balances.iter().filter(dated).filter(of_equity).filter_map(day_of).collect();
    if days.len() < 2 {
        let mut named: HashMap<&str, usize> = HashMap::new();
        balances.iter().for_each(|b| *named.entry(&b.name).or_default() += 1);
        days = balances.iter().filter(dated).filter(|b| named[b.name.as_str()] >= 2).filter_map(day_of).collect();
        days.retain({
            let rolled: HashSet<usize> =
                days.windows(2).filter(|pair| rolls(table, pair[0], pair[1])).flat_map(|pair| [pair[0].0, pair[1].0]).collect();
            move |(row, _)| rolled.contains(row)
        });
    }
    if days.len() < 2 {
        return found;
    }
    for pair in days.windows(2) {
        let ((from, opening), (to, closing)) = (pair[0], pair[1]);
        found[from + 1..to].fill(between(opening, closing));
    }
    for (row, day) in days {
        found[row] = Some(Period::Instant(day));
    }
    found
}

/// The same where the labels name no year and the columns do: "Balance, January 1" under 2004 and 2003.
pub(super) fn by_columns(table: &Table) -> HashMap<(usize, usize), Period> {
    let balances: Vec<Dated> = balances(table).into_iter().filter(|b| b.date.year.is_none()).collect();
    let mut found = HashMap::new();
    for pair in balances.windows(2).filter(|pair| pair[0].name == pair[1].name) {
        for (at, column) in table.columns.iter().enumerate() {
            let days = Phrase::of_column(column).year().and_then(|year| days_in(&pair[0].date, &pair[1].date, year));
            let Some((first, last)) = days.filter(|(first, last)| rolls(table, (pair[0].row, *first), (pair[1].row, *last))) else {
                continue;
            };
            found.insert((pair[0].row, at), Period::Instant(first));
            found.insert((pair[1].row, at), Period::Instant(last));
            let flows = between(first, last).into_iter();
            found.extend(flows.flat_map(|period| (pair[0].row + 1..pair[1].row).map(move |row| ((row, at), period))));
        }
    }
    found
}

/// The days of two balances, the later one in a given year.
fn days_in(opening: &PartialDate, closing: &PartialDate, year: i32) -> Option<(NaiveDate, NaiveDate)> {
    let last = closing.in_year(year)?;
    let first = opening.in_year(year).filter(|first| *first < last).or(opening.in_year(year - 1))?;
    Some((first, last))
}

fn balances(table: &Table) -> Vec<Dated> {
    let dated = |(row, line): (usize, &Row)| {
        if !line.has_figures() || !line.stub.as_str().bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let mut phrase = Phrase::parse(line.stub.as_str());
        let alone = phrase.lengths.is_empty() && phrase.quarter.is_none() && phrase.dates.len() == 1 && !phrase.rest.is_empty();
        let date = phrase.dates.pop().filter(|date| alone && date.day.is_some())?;
        Some(Dated { row, name: phrase.rest.to_lowercase(), date })
    };
    table.rows.iter().enumerate().filter_map(dated).collect()
}

fn day_of(balance: &Dated) -> Option<(usize, NaiveDate)> {
    Some((balance.row, balance.date.day()?))
}

/// Whether rows lead from one balance to a later one.
fn rolls(table: &Table, (from, opening): (usize, NaiveDate), (to, closing): (usize, NaiveDate)) -> bool {
    opening < closing && to > from + 1 && table.rows[from + 1..to].iter().any(Row::has_figures)
}

/// From the day after the opening balance, or from that day where it is the first of its month.
fn between(opening: NaiveDate, closing: NaiveDate) -> Option<Period> {
    let start = if opening.day() == 1 { opening } else { opening.succ_opt()? };
    (start < closing).then_some(Period::Duration { start, end: closing })
}
