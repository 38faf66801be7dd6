//! What days the times of a sentence mean, in the fiscal calendar of the release.

use chrono::{Datelike, NaiveDate};

use super::when::{Day, When};
use crate::map::calendar::Calendar;
use crate::report::Period;

/// The period that a time means. `base` is the period the sentence speaks of: "last year" is a year before it.
pub(super) fn resolve(when: &When, base: Period, calendar: &Calendar) -> Option<Period> {
    let current = calendar.current_period().end();
    Some(match when {
        When::Quarter { number, year: Some(year) } => calendar.quarter(*year, *number)?,
        When::Quarter { number, year: None } => latest_quarter(calendar, *number, current)?,
        When::QuarterOfYearBefore(number) => calendar.comparison(latest_quarter(calendar, *number, current)?),
        When::FirstMonths { months: 12, year: Some(year) } => calendar.fiscal_year(*year)?,
        When::FirstMonths { months, year } => {
            calendar.year_to_date(year.unwrap_or_else(|| calendar.fiscal_year_of(current)), quarters_in(*months)?)?
        }
        When::LastMonths { months, year } => {
            let year = calendar.fiscal_year(year.unwrap_or_else(|| calendar.fiscal_year_of(current)))?;
            calendar.months_ended(u32::from(*months), Some(year.end()).filter(|end| *end <= current)?)
        }
        When::MonthsEnded { months, end } => calendar.months_ended(u32::from(*months), day(*end, current)?),
        When::WeeksEnded { weeks, end } => calendar.weeks_ended(u32::from(*weeks), day(*end, current)?),
        When::Weeks(weeks) => calendar.weeks_ended(u32::from(*weeks), current),
        When::Months(months) => calendar.months_ended(u32::from(*months), current),
        When::Year(year) => calendar.fiscal_year(*year)?,
        When::ThisYear => calendar.fiscal_year(calendar.fiscal_year_of(current)).filter(|year| year.end() == current)?,
        When::LastYear => calendar.fiscal_year(calendar.fiscal_year_of(current) - 1)?,
        When::MonthQuarter(month) => quarter_ending_in(calendar, *month, current)?,
        When::YearToDate => year_to_date(calendar, current)?,
        When::ThisQuarter => quarter_ending(calendar, base.end())?,
        When::QuarterOf(year) => in_year(calendar, quarter_ending(calendar, calendar.current_period().end())?, *year)?,
        When::InYear(stretch, year) => in_year(calendar, resolve(stretch, base, calendar)?, *year)?,
        When::ThisPeriod => base,
        When::SameOf(Some(year)) => same_of(calendar, base, *year)?,
        When::SameOf(None) | When::Same | When::YearBefore => calendar.comparison(base),
        When::QuarterBefore => quarter_before(calendar, base)?,
        When::PeriodBefore => return None,
        When::Day(of) => Period::Instant(day(*of, current)?),
        When::EndOf(inner) => Period::Instant(resolve(inner, base, calendar)?.end()),
    })
}

/// The period to come that a time means: the next quarter of a number, the year that has begun. `None` for what is over, or not told.
pub(super) fn ahead(when: &When, calendar: &Calendar) -> Option<Period> {
    let current = calendar.current_period().end();
    let year = calendar.fiscal_year_of(current.succ_opt()?);
    let next = || (0..2).flat_map(|on| (1..=4).map(move |number| (year + on, number)));
    let quarters = || {
        next().filter_map(|(year, number)| calendar.quarter(year, number).map(|period| (number, period))).filter(|(_, p)| p.end() > current)
    };
    let period = match when {
        When::Quarter { number, year: Some(year) } => calendar.quarter(*year, *number)?,
        // "estimates that the loss for the third quarter will be": that of a quarter just over is not the one a year ahead
        When::Quarter { number, year: None } => quarters().take(3).find(|(n, _)| n == number)?.1,
        When::MonthsEnded { months, end: day @ Day { year: Some(_), .. } } => {
            calendar.months_ended(u32::from(*months), self::day(*day, current)?)
        }
        When::Year(year) | When::FirstMonths { months: 12, year: Some(year) } => calendar.fiscal_year(*year)?,
        When::ThisYear => calendar.fiscal_year(year)?,
        When::LastMonths { months, year: told } => {
            calendar.months_ended(u32::from(*months), calendar.fiscal_year(told.unwrap_or(year))?.end())
        }
        When::MonthQuarter(month) => {
            let near = |p: &Period| {
                p.end().month() == *month || p.end().checked_sub_days(chrono::Days::new(10)).is_some_and(|d| d.month() == *month)
            };
            quarters().find(|(_, period)| near(period))?.1
        }
        _ => return None,
    };
    // what follows at once has thirteen weeks unless it is told otherwise
    let next_weeks =
        period.start() == current.succ_opt() && is_quarter(period) && period.days().is_some_and(|days| days % 7 == 0 && days != 91);
    let period = if next_weeks { calendar.weeks_ended(13, current.checked_add_days(chrono::Days::new(91))?) } else { period };
    let soon = (period.end() - current).num_days() < 800;
    (period.end() > current && soon).then_some(period)
}

fn quarters_in(months: u8) -> Option<u8> {
    (months > 0 && months.is_multiple_of(3) && months <= 12).then_some(months / 3)
}

/// Whether a duration is about a quarter long.
pub(super) fn is_quarter(period: Period) -> bool {
    period.days().is_some_and(|days| (80..=100).contains(&days))
}

/// Whether a duration is clearly shorter than a year.
pub(super) fn is_part_of_year(period: Period) -> bool {
    period.days().is_some_and(|days| days < 300)
}

/// Whether a quarter without a year is not over where what is told of it can't be of a year before: "a dividend for the third quarter", said of the
/// second.
pub(super) fn is_quarter_to_come(when: &When, calendar: &Calendar) -> bool {
    let current = calendar.current_period().end();
    let When::Quarter { number, year: None } = when else { return false };
    latest_quarter(calendar, *number, current).is_some_and(|latest| latest.end() < current)
}

/// Whether a fiscal year has ended by the end of what the release reports on.
pub(super) fn is_over(year: i32, calendar: &Calendar) -> bool {
    calendar.fiscal_year(year).is_some_and(|period| period.end() <= calendar.current_period().end())
}

/// The same end as a moment, for what is measured at a moment.
pub(super) fn instant(period: Period) -> Period {
    Period::Instant(period.end())
}

/// A day; one without a year is the last such day up to the period's end.
fn day(day: Day, current: NaiveDate) -> Option<NaiveDate> {
    let of = |year| NaiveDate::from_ymd_opt(year, day.month, day.day);
    match day.year {
        Some(year) => of(year),
        None => of(current.year()).filter(|d| *d <= current).or_else(|| of(current.year() - 1)),
    }
}

/// Quarters from the fiscal year of the day backwards, the newest first.
fn quarters(calendar: &Calendar, current: NaiveDate) -> impl Iterator<Item = (u8, Period)> {
    let year = calendar.fiscal_year_of(current);
    let numbered = (0..3).flat_map(move |back| (1..=4).rev().map(move |number| (year - back, number)));
    numbered.filter_map(|(year, number)| calendar.quarter(year, number).map(|period| (number, period)))
}

/// The latest quarter of a number that has ended.
fn latest_quarter(calendar: &Calendar, number: u8, current: NaiveDate) -> Option<Period> {
    quarters(calendar, current).filter(|(n, period)| *n == number && period.end() <= current).map(|(_, period)| period).next()
}

fn quarter_ending(calendar: &Calendar, end: NaiveDate) -> Option<Period> {
    let known = calendar.current_period();
    if is_quarter(known) && known.end() == end {
        return Some(known);
    }
    quarters(calendar, end).map(|(_, period)| period).find(|period| period.end() == end)
}

/// The latest quarter that ended in or within a few days of a month.
fn quarter_ending_in(calendar: &Calendar, month: u32, current: NaiveDate) -> Option<Period> {
    quarters(calendar, current).map(|(_, period)| period).find(|p| {
        let middle = p.end().checked_sub_days(chrono::Days::new(10)).unwrap_or(p.end());
        p.end() <= current && (middle.month() == month || p.end().month() == month)
    })
}

fn year_to_date(calendar: &Calendar, current: NaiveDate) -> Option<Period> {
    let year = calendar.fiscal_year_of(current);
    (1..=4).filter_map(|quarters| calendar.year_to_date(year, quarters)).find(|period| period.end() == current)
}

/// The same period of a year; "2007" may be the fiscal or the calendar year, the nearer one is meant.
fn same_of(calendar: &Calendar, base: Period, year: i32) -> Option<Period> {
    let mut period = base;
    for _ in 0..4 {
        period = calendar.comparison(period);
        if is_of_year(calendar, period, year) {
            return Some(period);
        }
    }
    None
}

/// The period itself where it is of a year, else the same one of that year.
fn in_year(calendar: &Calendar, period: Period, year: i32) -> Option<Period> {
    if is_of_year(calendar, period, year) { Some(period) } else { same_of(calendar, period, year) }
}

fn is_of_year(calendar: &Calendar, period: Period, year: i32) -> bool {
    calendar.fiscal_year_of(period.end()) == year || period.end().year() == year
}

/// The quarter before the one of the base; for a moment, the end of it.
fn quarter_before(calendar: &Calendar, base: Period) -> Option<Period> {
    let end = base.end();
    let earlier =
        quarters(calendar, end).map(|(_, period)| period).find(|period| period.end() < end && (end - period.end()).num_days() > 60)?;
    match base {
        Period::Instant(_) => Some(instant(earlier)),
        Period::Duration { .. } => is_quarter(base).then_some(earlier),
    }
}
