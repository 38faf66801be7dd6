//! Twelve months that end with a quarter: `TTM`, `LTM Q1 2016`.

use super::ColumnTime;
use crate::map::calendar::Calendar;
use crate::map::phrase::{Comparison, Phrase};

/// `TTM`, and nothing more, is the twelve months up to the newest day of the other columns; `LTM Q1 2016` those up to the quarter's end.
pub(super) fn trail(times: &mut [ColumnTime], phrases: &[Phrase], calendar: &Calendar) {
    let trails = |at: usize| phrases[at].trailing && phrases[at].comparison == Comparison::None;
    let newest = (0..times.len()).filter(|at| !trails(*at) && times[*at].is_plain()).filter_map(|at| times[at].end()).max();
    for at in (0..times.len()).filter(|at| trails(*at)) {
        let named = !phrases[at].dates.is_empty() || phrases[at].quarter.is_some() || phrases[at].fiscal_year.is_some();
        let end = times[at].end().filter(|_| named).or(newest).unwrap_or_else(|| calendar.current_period().end());
        (times[at].duration, times[at].instant) = (Some(calendar.months_ended(12, end)), Some(end));
    }
}
