//! What is left of the year that is running: `For the Remainder of 2018`.

use super::ColumnTime;
use crate::map::calendar::Calendar;
use crate::map::phrase::Phrase;
use crate::report::Period;

/// Columns of what is left of the year begin where the newest period ends; of another year's remainder nothing is known.
pub(super) fn settle(times: &mut [ColumnTime], phrases: &[Phrase], calendar: &Calendar) {
    for (time, phrase) in times.iter_mut().zip(phrases).filter(|(_, phrase)| phrase.remainder) {
        time.duration = left_of(phrase, calendar);
        time.instant = time.duration.map(Period::end);
    }
}

fn left_of(phrase: &Phrase, calendar: &Calendar) -> Option<Period> {
    let newest = calendar.current_period().end();
    let year = calendar.fiscal_year(phrase.year().unwrap_or_else(|| calendar.fiscal_year_of(newest)))?;
    let start = newest.succ_opt().filter(|start| year.start().is_some_and(|first| first <= newest) && *start < year.end())?;
    Some(Period::Duration { start, end: year.end() })
}
