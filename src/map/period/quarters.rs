//! Columns that name their quarter below the day on which its year ends: `Year Ended December 31, 2008` over `First Quarter | … | Total Year`.

use crate::map::calendar::Calendar;
use crate::map::phrase::{Length, Phrase};

/// Where several quarters stand below one such day, it ends the year and none of them.
pub(super) fn settle(phrases: &mut [Phrase], calendar: &Calendar) {
    let ends = |phrase: &Phrase| phrase.day().filter(|_| phrase.dates.len() == 1 && phrase.lengths.contains(&Length::Year));
    let below: Vec<_> = phrases.iter().filter_map(|phrase| Some((phrase.quarter?, ends(phrase)?))).collect();
    if !below.iter().any(|(quarter, day)| below.iter().any(|(other, same)| other != quarter && same == day)) {
        return;
    }
    for phrase in phrases.iter_mut() {
        let Some(day) = ends(phrase).filter(|day| below.iter().any(|(_, end)| end == day)) else { continue };
        if phrase.quarter.is_some() {
            phrase.fiscal_year = Some(calendar.fiscal_year_of(day));
            phrase.dates.clear();
            phrase.lengths.clear();
        } else if phrase.rest.eq_ignore_ascii_case("total") {
            phrase.rest.clear();
        }
    }
}
