//! The total of a year that is not over: `Q1 | Q2 | Q3 | Q4 | Total`, where the fourth quarter is still empty.

use rust_decimal::Decimal;

use super::ColumnTime;
use crate::map::calendar::Calendar;
use crate::report::Period;
use crate::table::Table;

/// A column of the running year that adds up what its quarters hold so far ends with the last of them, and the quarters to come hold nothing.
pub(super) fn settle(times: &mut [ColumnTime], table: &Table, calendar: &Calendar) {
    let newest = calendar.current_period().end();
    for at in 0..times.len() {
        let Some(Period::Duration { start, end }) = times[at].duration.filter(|year| year.days().is_some_and(|days| days > 330)) else {
            continue;
        };
        if !times[at].is_plain() || times[at].ahead || end <= newest || start > newest {
            continue;
        }
        let is_quarter = |time: &ColumnTime| {
            let inside = |p: &Period| p.start() >= Some(start) && p.end() <= end && p.days().is_some_and(|days| days < 130);
            time.is_plain() && !time.ahead && time.duration.as_ref().is_some_and(inside)
        };
        let (past, to_come): (Vec<usize>, Vec<usize>) =
            (0..times.len()).filter(|i| is_quarter(&times[*i])).partition(|i| times[*i].end().is_some_and(|end| end <= newest));
        let Some(last) = past.iter().filter_map(|i| times[*i].end()).max() else { continue };
        if to_come.iter().any(|i| has_figures(table, *i)) || !adds_up(table, &past, at) {
            continue;
        }
        (times[at].duration, times[at].instant) = (Some(Period::Duration { start, end: last }), Some(last));
        for quarter in to_come {
            (times[quarter].duration, times[quarter].instant) = (None, None);
        }
    }
}

fn has_figures(table: &Table, column: usize) -> bool {
    table.rows.iter().filter_map(|row| row.figures[column].as_ref()).any(|figure| !figure.style.dash)
}

/// Whether a column is the sum of others in two rows at least, give or take a rounding of each: averages and rates are no sums.
fn adds_up(table: &Table, parts: &[usize], total: usize) -> bool {
    let holds = |row: &&crate::table::Row| {
        let Some(total) = row.figures[total].as_ref().filter(|figure| !figure.amount.is_zero()) else { return false };
        let mut amounts = parts.iter().map(|part| row.figures[*part].as_ref().map_or(Decimal::ZERO, |figure| figure.amount));
        let slack = Decimal::new(parts.len() as i64, total.amount.scale());
        amounts.try_fold(Decimal::ZERO, Decimal::checked_add).is_some_and(|sum| (sum - total.amount).abs() <= slack)
    };
    table.rows.iter().filter(holds).take(2).count() == 2
}
