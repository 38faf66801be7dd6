//! Columns that name a month and no day, beside those of the year to date: `September | Year-to-Date`.

use crate::map::phrase::{Comparison, Length, Phrase};

/// Makes months of them, for what stands beside the year to date is no quarter; and that goes to the end of the month.
pub(crate) fn settle(phrases: &mut [Phrase]) {
    let to_date = |phrase: &Phrase| phrase.lengths == [Length::YearToDate];
    if !phrases.iter().any(to_date) {
        return;
    }
    let mut named = None;
    for phrase in phrases.iter_mut().filter(|phrase| phrase.comparison == Comparison::None && phrase.lengths.is_empty()) {
        let names_month = phrase.dates.iter().any(|date| date.month.is_some()) && phrase.dates.iter().all(|date| date.day.is_none());
        if names_month && phrase.quarter.is_none() && !phrase.as_of {
            phrase.lengths.push(Length::Months(1));
            named = named.or(phrase.month_day().and_then(|date| date.month));
        }
    }
    for phrase in phrases.iter_mut().filter(|phrase| to_date(phrase)) {
        if let ([date], Some(_)) = (phrase.dates.as_mut_slice(), named) {
            date.month = date.month.or(named);
        }
    }
}
