//! Stretches of time that a text tells by their first and last days: "2005 fourth quarter: Sept. 26, 2005 to Dec. 25, 2005".

use chrono::NaiveDate;

use crate::map::date::PartialDate;
use crate::map::phrase::{Length, Phrase};

/// Words between the first day of a stretch and its last.
const TO: [&str; 5] = ["to", "through", "thru", "-", "–"];

/// The quarters that are told so, by their last days, of the days that the words name.
pub(super) fn quarters(words: &str, days: &[PartialDate]) -> Vec<Phrase> {
    if days.len() < 2 || !words.contains("uarter") && !words.contains("UARTER") {
        return Vec::new();
    }
    let joined = |pair: &&[PartialDate]| TO.contains(&words[pair[0].range.end..pair[1].range.start].trim().trim_start_matches(',').trim());
    let quarter = |pair: &[PartialDate]| {
        let before = &words[..pair[0].range.start];
        let from = before.rfind(['.', ';', '(', ')']).map_or(0, |at| at + 1);
        let phrase = Phrase::parse(&before[from..]);
        let named = phrase.quarter.is_some() && pair[1].day().is_some();
        named.then(|| Phrase { fiscal_year: phrase.year(), dates: vec![pair[1].clone()], lengths: vec![Length::Quarter], ..phrase })
    };
    days.windows(2).filter(joined).filter_map(quarter).collect()
}

/// What a title says of its columns: over "First Quarter | Second Quarter" the day that their year ends on ends none of them.
pub(super) fn over(columns: &[Phrase], title: &Phrase) -> Phrase {
    let mut quarters = columns.iter().filter(|column| column.dates.is_empty()).filter_map(|column| column.quarter);
    let first = quarters.next();
    if first.is_some() && quarters.any(|quarter| Some(quarter) != first) {
        return Phrase { dates: Vec::new(), lengths: Vec::new(), ..title.clone() };
    }
    title.clone()
}

/// A title for each of the days that it says years ended on: "for the fiscal years ended September 25, 2011 and September 26, 2010".
pub(super) fn ends(title: &Phrase) -> Vec<Phrase> {
    let listed = title.dates.len() > 1 && !title.from_to && title.length() == Some(Length::Year);
    if !listed || !title.dates.iter().all(|date| date.day().is_some() && date.year.is_some()) {
        return vec![title.clone()];
    }
    title.dates.iter().map(|date| Phrase { dates: vec![date.clone()], ..title.clone() }).collect()
}

/// Whether a day goes on with a list of ends of periods, a year or more from the one before: "December 29, 2001, December 30, 2000 and".
pub(super) fn goes_on(words: &str, before: &Phrase, date: &PartialDate) -> bool {
    let Some(last) = before.dates.last() else { return false };
    let between = words.get(last.range.end..date.range.start).unwrap_or("-").trim().trim_start_matches(',').trim();
    let (Some(one), Some(other)) = (last.day().filter(|_| last.year.is_some()), date.day().filter(|_| date.year.is_some())) else {
        return false;
    };
    let days = (one - other).num_days().abs();
    (between.is_empty() || between == "and" || between == "&") && days > 300 && (days + 10) % 365 <= 20
}

/// The first of the days that a text names, but for those that such a stretch begins with.
pub(super) fn first_day(words: &str, days: &[PartialDate]) -> Option<NaiveDate> {
    // the dash of a dateline leads to the news
    let begins = |date: &PartialDate| words[date.range.end..].split_whitespace().next().is_some_and(|next| TO[..3].contains(&next));
    days.iter().filter(|date| !begins(date)).find_map(PartialDate::day)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::date::dates;

    fn days(words: &str) -> Vec<PartialDate> {
        dates(words).into_iter().filter(|date| date.day.is_some()).collect()
    }

    #[test]
    fn ends_of_periods_are_listed() {
        let goes_on = |words: &str| {
            let days = dates(words);
            let before = Phrase { dates: vec![days[0].clone()], ..Phrase::default() };
            super::goes_on(words, &before, &days[1])
        };
        assert!(goes_on("the years ended December 29, 2001, December 30, 2000 and December 25, 1999"));
        assert!(goes_on("the quarters ended June 28, 2003 and June 29, 2002"));
        assert!(!goes_on("the quarter ended March 31, 2004, December 31, 2003"));
        assert!(!goes_on("the quarter ended March 31, 2004 compared to March 31, 2003"));
    }

    #[test]
    fn quarters_from_day_to_day() {
        let told = |words: &str| -> Vec<String> {
            let shown = |q: &Phrase| format!("{} {} {}", q.quarter.unwrap(), q.fiscal_year.unwrap_or_default(), q.day().unwrap());
            quarters(words, &days(words)).iter().map(shown).collect()
        };
        assert_eq!(
            told(
                "(A) 2005 fourth quarter: Sept. 26, 2005 to Dec. 25, 2005. (13 weeks) 2004 fourth quarter: Sept. 27, 2004 to Dec. 26, 2004."
            ),
            ["4 2005 2005-12-25", "4 2004 2004-12-26"]
        );
        assert!(told("From March 1, 2005 to March 31, 2005 the quarter's store was closed").is_empty());
        let first_day = |words: &str| first_day(words, &days(words));
        assert_eq!(first_day("BOSTON, May 4, 2005 - Acme").map(|day| day.to_string()).as_deref(), Some("2005-05-04"));
        assert_eq!(first_day("Sept. 26, 2005 to Dec. 25, 2005").map(|day| day.to_string()).as_deref(), Some("2005-12-25"));
    }
}
