//! A table that names no time goes on with the columns of the one before it: earnings of segments below their sales, each with its share of sales.

use super::{ColumnTime, columns};
use crate::map::calendar::Calendar;
use crate::map::phrase::Phrase;
use crate::report::StatementKind;
use crate::table::Table;

/// The times of a table's columns, or those of the table before it under the same titles, where nothing in this one tells any.
pub(crate) fn continued(table: &Table, kind: StatementKind, calendar: &Calendar, before: Option<&Table>) -> Vec<ColumnTime> {
    let own = columns(table, kind, calendar);
    let plain = |times: &[ColumnTime]| (0..times.len()).filter(|at| times[*at].is_plain()).collect::<Vec<usize>>();
    let here = plain(&own);
    // what is headed by words of its own is told apart by them
    let headed = || here.iter().any(|at| !table.columns[*at].heading().trim().is_empty());
    // the cheap tests stand first: nearly every table fails one of them
    let follows = |before: &&Table| here.len() >= 2 && have_one_title(table, before) && !headed() && is_silent(table) && !is_silent(before);
    let Some(before) = before.filter(follows) else { return own };
    let other = columns(before, kind, calendar);
    let there = plain(&other);
    if here.len() != there.len() || there.iter().any(|at| other[*at].end().is_none()) {
        return own;
    }
    let mut times = own;
    let mut from = there.iter().map(|at| &other[*at]);
    let mut last = None;
    for time in &mut times {
        // a share is of the amount before it
        if time.is_plain() {
            last = from.next();
        }
        if let Some(before) = last {
            (time.duration, time.instant, time.assumed) = (before.duration, before.instant, before.assumed);
        }
    }
    times
}

/// Whether neither the columns of a table nor its titles name a time.
fn is_silent(table: &Table) -> bool {
    let titles = table.titles.iter().map(|title| Phrase::parse(title.as_str()));
    !table.columns.iter().map(Phrase::of_column).chain(titles).any(|phrase| phrase.is_period())
}

fn have_one_title(table: &Table, before: &Table) -> bool {
    !table.titles.is_empty()
        && table.titles.len() == before.titles.len()
        && table.titles.iter().zip(&before.titles).all(|(one, other)| one.as_str() == other.as_str())
}
