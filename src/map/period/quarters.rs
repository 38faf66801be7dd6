//! Columns that name their quarter below the day on which its year ends: `Year Ended December 31, 2008` over `First Quarter | … | Total Year`.

use crate::map::calendar::Calendar;
use crate::map::phrase::{Comparison, Length, Phrase};

/// Columns that are called by their number alone, `First | Second | Third | Fourth`: quarters, where all four stand side by side or what is over
/// them says so: `2002 Fiscal Quarter`.
pub(crate) fn name(phrases: &mut [Phrase]) {
    let numbers: Vec<Option<u8>> = phrases.iter().map(number).collect();
    let has = |n: u8| numbers.contains(&Some(n));
    let said = |(phrase, number): (&Phrase, &Option<u8>)| number.is_none() || phrase.lengths == [Length::Quarter];
    if !((1..=4).all(has) || has(1) && has(2) && phrases.iter().zip(&numbers).all(said)) {
        return;
    }
    for (phrase, number) in phrases.iter_mut().zip(numbers) {
        if number.is_some() {
            phrase.quarter = number;
            phrase.lengths.clear();
            phrase.rest.clear();
        }
    }
}

/// The number that a column is called by, and by nothing else but the time of it.
fn number(phrase: &Phrase) -> Option<u8> {
    const NUMBERS: [[&str; 2]; 4] = [["first", "1st"], ["second", "2nd"], ["third", "3rd"], ["fourth", "4th"]];
    let plain = phrase.comparison == Comparison::None && phrase.quarter.is_none() && phrase.dates.iter().all(|date| date.month.is_none());
    if !plain || !phrase.lengths.iter().all(|length| *length == Length::Quarter) || phrase.rest.len() > 16 {
        return None;
    }
    let lower = phrase.rest.to_lowercase();
    let word = lower.trim_start_matches("fiscal").trim_start_matches("calendar").trim();
    NUMBERS.iter().zip(1..).find(|(names, _)| names.contains(&word)).map(|(_, n)| n)
}

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
