//! Columns that name their time by how far it lies back and in no other way: `This Year | Last Year`, `Current | Prior | Year-Ago Quarter`.

use super::ColumnTime;
use crate::map::calendar::Calendar;
use crate::map::phrase::{Comparison, Length, Phrase};
use crate::report::{Period, StatementKind};

/// How far the time of a column lies back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Back {
    /// The time that the release is of.
    Now,
    /// The period right before.
    Period,
    /// The same a year before.
    Year,
}

/// Gives such columns their times, where one of them is of now and another lies back; what can't be told has none. Answers whether it was so.
pub(super) fn settle(times: &mut [ColumnTime], phrases: &[Phrase], kind: StatementKind, calendar: &Calendar) -> bool {
    let plain = |at: &usize| times[*at].is_plain();
    let told: Vec<Option<Back>> = phrases.iter().map(back).collect();
    let all = (0..times.len()).filter(plain).all(|at| told[at].is_some());
    let says = |now: bool| told.iter().flatten().any(|back| (*back == Back::Now) == now);
    if !all || !says(true) || !says(false) {
        return false;
    }
    for at in 0..times.len() {
        let Some(back) = told[at].filter(|_| times[at].is_plain()) else { continue };
        let length = phrases[at].length();
        let time = &mut times[at];
        let base = time.duration.or(time.instant.map(Period::Instant)).unwrap_or_else(|| calendar.current_period());
        // which day a balance is compared with is not said: a year's end, or a year before
        let open = kind == StatementKind::BalanceSheet && back != Back::Now;
        let period = Some(base).filter(|_| !open).and_then(|base| moved(base, back, length, calendar));
        time.duration = period.filter(|period| period.start().is_some() && kind != StatementKind::BalanceSheet);
        time.instant = period.map(Period::end);
        time.assumed = true;
        time.rest.clear();
    }
    true
}

fn moved(base: Period, back: Back, length: Option<Length>, calendar: &Calendar) -> Option<Period> {
    match back {
        Back::Now => Some(base),
        Back::Year => Some(calendar.comparison(base)),
        Back::Period if matches!(length, Some(Length::Quarter | Length::Months(3) | Length::Weeks(12..=14))) => {
            let (year, quarter) = (calendar.fiscal_year_of(base.end()), calendar.quarter_of(base.end()));
            if quarter > 1 { calendar.quarter(year, quarter - 1) } else { calendar.quarter(year - 1, 4) }
        }
        Back::Period => None,
    }
}

/// What the words of a column that names no date say of how far it lies back.
fn back(phrase: &Phrase) -> Option<Back> {
    const NOW: [&str; 3] = ["this", "current", "latest"];
    const EARLIER: [&str; 9] = ["prior", "last", "previous", "preceding", "same", "ago", "earlier", "linked", "comparable"];
    const BESIDE: [&str; 5] = ["year", "period", "quarter", "s", "actual"];
    if phrase.comparison != Comparison::None || phrase.year().is_some() {
        return None;
    }
    let lower = phrase.rest.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let has = |any: &[&str]| words.iter().any(|word| any.contains(word));
    if !words.iter().all(|word| NOW.contains(word) || EARLIER.contains(word) || BESIDE.contains(word)) {
        return None;
    }
    match (has(&NOW), has(&EARLIER), has(&["year"])) {
        (true, false, _) => Some(Back::Now),
        (false, true, true) => Some(Back::Year),
        (false, true, false) => Some(Back::Period),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn how_far_columns_lie_back() {
        let back = |words: &str| back(&Phrase::parse(words));
        for now in ["This Year", "Current Quarter", "Current Period", "This Quarter"] {
            assert_eq!(back(now), Some(Back::Now), "{now}");
        }
        for year in ["Last Year", "Prior Year Quarter", "Year-Ago Quarter", "Same Quarter Last Year", "Six Months Prior Year"] {
            assert_eq!(back(year), Some(Back::Year), "{year}");
        }
        assert_eq!(back("Prior Quarter"), Some(Back::Period));
        for other in ["Prior Year Acquisitions", "2019", "Current Year 2019", "Total", "Current assets", "Second Quarter"] {
            assert_eq!(back(other), None, "{other}");
        }
    }
}
