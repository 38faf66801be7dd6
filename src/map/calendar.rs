//! The fiscal calendar of a release: which days its quarters and years cover.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, Months, NaiveDate};

use super::ReadOptions;
use super::date::{is_month_end, last_day_of_month};
use super::fiscal::Evidence;
use super::phrase::Length;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::report::Period;
use crate::table::Table;

/// How far a 52/53-week period may end from the month's end that it stands for.
const DRIFT: i64 = 10;

/// The days on which fiscal periods begin and end, concluded from the release.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    /// Month of the fiscal year end; of a week-based year the month whose end it lies closest to.
    year_end_month: u32,
    /// Its day, where that is not the month's last.
    year_end_day: Option<u32>,
    /// The year a fiscal year is called by, less the calendar year of its end: 0, or -1 (fiscal 2023 ended February 3, 2024).
    name_offset: i32,
    /// Whether periods end on a weekday and not with the month.
    week_based: bool,
    /// Ends of periods that the release prints.
    ends: BTreeSet<NaiveDate>,
    /// The weeks of quarters that the release prints, by their ends: twelve, or sixteen, where the others have thirteen.
    quarter_weeks: BTreeMap<NaiveDate, u32>,
    /// The weeks of fiscal years that it prints, by their ends.
    year_weeks: BTreeMap<NaiveDate, u32>,
    /// The newest period reported on, usually a quarter.
    current: Period,
}

impl Calendar {
    /// Concludes the calendar from column headers, titles, sentences, the submission's header and the options; what had to be
    /// assumed is said.
    pub(crate) fn infer(document: &Document, tables: &[Table], options: &ReadOptions) -> (Self, Vec<Diagnostic>) {
        let evidence = Evidence::gather(document, tables);
        let mut doubts = Vec::new();
        let (year_end_month, year_end_day) = match options.fiscal_year_end {
            Some((month, day)) => (month, Some(day)),
            None => (evidence.year_end_month(document), None),
        };
        let mut calendar = Self {
            year_end_month,
            year_end_day,
            name_offset: 0,
            week_based: evidence.is_week_based(),
            ends: evidence.ends(),
            quarter_weeks: evidence.quarter_weeks(),
            year_weeks: evidence.year_weeks(),
            current: Period::Instant(NaiveDate::default()),
        };
        calendar.end_years_before_first_quarters();
        calendar.end_years_with_their_month();
        calendar.current = calendar.newest(&evidence, &mut doubts);
        calendar.name_offset =
            evidence.name_offset(calendar.year_end_after(calendar.current.end()), calendar.quarter_of(calendar.current.end()));
        if options.fiscal_year_end.is_none() && !evidence.is_empty() {
            doubts.push(calendar.assumption());
        }
        (calendar, doubts)
    }

    /// Quarters of weeks may stand in years that end with their month, "December 31, 1996", a Tuesday, beside Saturdays: then the years before do, too.
    fn end_years_with_their_month(&mut self) {
        let quarters = || self.ends.iter().filter(|day| !is_month_end(**day)).map(|day| day.weekday());
        let fixed =
            |day: &NaiveDate| day.month() == self.year_end_month && is_month_end(*day) && quarters().all(|other| other != day.weekday());
        if !self.week_based || quarters().next().is_none() || !self.ends.iter().any(fixed) {
            return;
        }
        let years: BTreeSet<i32> = self.ends.iter().map(|day| day.year() - 1).collect();
        let days = years.into_iter().filter_map(|year| last_day_of_month(year, self.year_end_month));
        let unprinted: Vec<NaiveDate> = days.filter(|day| self.printed_near(*day, DRIFT).is_none()).collect();
        self.ends.extend(unprinted);
    }

    /// A first quarter whose weeks are printed begins where the year before ended, though no day of that is printed: a year of 53 weeks is known by it.
    fn end_years_before_first_quarters(&mut self) {
        if !self.week_based {
            return;
        }
        let opening = |(end, weeks): (&NaiveDate, &u32)| end.checked_sub_days(Days::new(u64::from(*weeks) * 7));
        let near_year_end = |day: &NaiveDate| {
            let nominal = [day.year() - 1, day.year()].into_iter().filter_map(|year| self.nominal_end(year, self.year_end_month));
            nominal.into_iter().any(|end| (*day - end).num_days().abs() <= DRIFT)
        };
        let first: Vec<NaiveDate> = self.quarter_weeks.iter().filter_map(opening).filter(near_year_end).collect();
        self.ends.extend(first);
    }

    fn assumption(&self) -> Diagnostic {
        let year_end = self.year_end_after(self.current.end());
        let kind = if self.week_based { "of 52 or 53 weeks" } else { "of calendar months" };
        let message = format!("the fiscal year is taken to end on {}, in periods {kind}", year_end.format("%B %-d"));
        Diagnostic::new(Code::AssumedPeriod, message).help("lay it down with --fiscal-year-end MM-DD")
    }

    fn newest(&self, evidence: &Evidence, doubts: &mut Vec<Diagnostic>) -> Period {
        let durations = evidence.durations().map(|(length, end)| self.ended(length, end)).filter(|p| p.days().is_some_and(|d| d >= 28));
        // beside a quarter the month that it ends with is not what is reported on
        let is_quarter = |p: &Period| p.days().is_some_and(|days| (60..=120).contains(&days));
        let newest = durations.max_by_key(|p| (p.end(), is_quarter(p), p.start()));
        let dated = newest.or_else(|| evidence.newest_day().map(|day| self.months_ended(3, day)));
        let named = dated.or_else(|| evidence.newest_named().and_then(|(year, n)| self.quarter(year, n)));
        let told = || evidence.told_quarters().and_then(|(day, mut quarters)| quarters.find_map(|n| self.last_before(day, n)));
        named.or_else(told).unwrap_or_else(|| {
            doubts.push(Diagnostic::new(Code::AmbiguousPeriod, "no period or date could be found in the release"));
            Period::Duration { start: NaiveDate::default(), end: NaiveDate::default() }
        })
    }

    /// The quarter of a number that ended last before the day of a release.
    fn last_before(&self, day: NaiveDate, n: u8) -> Option<Period> {
        let quarters = [day.year(), day.year() - 1].into_iter().filter_map(|year| self.quarter(year, n));
        quarters.into_iter().find(|quarter| (1..=120).contains(&(day - quarter.end()).num_days()))
    }

    /// A period of a length given in words that ends on a day.
    pub(crate) fn ended(&self, length: Length, end: NaiveDate) -> Period {
        match length {
            Length::Months(n) => self.months_ended(n, end),
            Length::Weeks(n) => self.weeks_ended(n, end),
            Length::Quarter => self.months_ended(3, end),
            Length::Year => self.months_ended(12, end),
            Length::YearToDate => self.months_ended(self.months_of_year(end), end),
        }
    }

    /// How many months of its fiscal year are over on a day: those of its quarters, or of a calendar of months what it ends.
    fn months_of_year(&self, end: NaiveDate) -> u32 {
        if self.week_based || !is_month_end(end) || self.year_end_day.is_some() {
            return u32::from(self.quarter_of(end)) * 3;
        }
        (end.month() + 11 - self.year_end_month) % 12 + 1
    }

    /// Quarter `n` (1 to 4) of a fiscal year, called by its fiscal year's name.
    pub(crate) fn quarter(&self, fiscal_year: i32, n: u8) -> Option<Period> {
        Some(self.months_ended(3, self.quarter_end(fiscal_year, n)?))
    }

    fn quarter_end(&self, fiscal_year: i32, n: u8) -> Option<NaiveDate> {
        if !(1..=4).contains(&n) {
            return None;
        }
        let months = u32::from(4 - n) * 3;
        let (year, month) = months_before(fiscal_year.checked_sub(self.name_offset)?, self.year_end_month, months);
        let nominal = self.nominal_end(year, month)?;
        let uneven = || self.uneven_end(fiscal_year, n).filter(|_| self.printed_near(nominal, DRIFT).is_none());
        Some(uneven().or_else(|| self.stepped_end(fiscal_year, n, nominal)).unwrap_or_else(|| self.snap(nominal)))
    }

    /// The end of a quarter of weeks that lies as many quarters before one whose end is printed: that of the third thirteen weeks before the year's.
    fn stepped_end(&self, fiscal_year: i32, n: u8, nominal: NaiveDate) -> Option<NaiveDate> {
        if !self.week_based || self.printed_near(nominal, DRIFT).is_some() {
            return None;
        }
        let (year, month) = months_before(fiscal_year.checked_sub(self.name_offset)?, self.year_end_month, 0);
        let printed = |later: u8| {
            let (year, month) = months_before(year, month, u32::from(4 - later) * 3);
            Some((later, self.printed_near(self.nominal_end(year, month)?, DRIFT)?))
        };
        let (later, end) = (n + 1..=4).find_map(printed)?;
        let weeks = self.quarter_weeks.get(&end).copied().unwrap_or(13) + u32::from(later - n - 1) * 13;
        let stepped = end.checked_sub_days(Days::new(u64::from(weeks) * 7))?;
        ((stepped - nominal).num_days().abs() <= DRIFT).then_some(stepped)
    }

    /// The end of the newest quarter, or of the one a year before, where quarters of weeks need not end near a month's end: of twelve, twelve,
    /// twelve and sixteen weeks.
    fn uneven_end(&self, fiscal_year: i32, n: u8) -> Option<NaiveDate> {
        let end = self.current.end();
        if !self.week_based || !self.is_known() || self.quarter_of(end) != n {
            return None;
        }
        match self.fiscal_year_of(end) - fiscal_year {
            0 => Some(end),
            1 => Some(self.year_earlier(end)),
            _ => None,
        }
    }

    /// A whole fiscal year by its name.
    pub(crate) fn fiscal_year(&self, year: i32) -> Option<Period> {
        let end = self.quarter_end(year, 4)?;
        if let Some(weeks) = self.year_weeks.get(&end) {
            return Some(self.weeks_ended(*weeks, end));
        }
        if !self.week_based {
            return Some(self.months_ended(12, end));
        }
        let start = self.quarter_end(year.checked_sub(1)?, 4)?.succ_opt()?;
        Some(Period::Duration { start, end })
    }

    /// The first `quarters` quarters (1 to 4) of a fiscal year.
    pub(crate) fn year_to_date(&self, fiscal_year: i32, quarters: u8) -> Option<Period> {
        let (start, end) = (self.fiscal_year(fiscal_year)?.start()?, self.quarter_end(fiscal_year, quarters)?);
        let weeks = self.start_of_weeks(u32::from(quarters) * 13, end);
        // quarters of thirteen weeks before the last one: a year's end that is only supposed has no say
        let supposed = self.week_based
            && quarters < 4
            && self.quarter_weeks.is_empty()
            && !start.pred_opt().is_some_and(|day| self.ends.contains(&day));
        let near = (weeks - start).num_days().abs() <= 7;
        Some(Period::Duration { start: if supposed && near { weeks } else { start }, end })
    }

    /// `n` months that end on a day; in a week-based calendar the weeks that stand for them.
    pub(crate) fn months_ended(&self, n: u32, end: NaiveDate) -> Period {
        if let Some(weeks) = self.quarter_weeks.get(&end).filter(|_| n == 3) {
            return self.weeks_ended(*weeks, end);
        }
        if self.week_based || !is_month_end(end) {
            if n.is_multiple_of(3) && (self.week_based || self.lies_near_month_end(end)) {
                return Period::Duration { start: self.start_of_weeks(n / 3 * 13, end), end };
            }
            let start = end.checked_sub_months(Months::new(n)).and_then(|d| d.succ_opt()).unwrap_or(end);
            return Period::Duration { start, end };
        }
        let (year, month) = months_before(end.year(), end.month(), n.saturating_sub(1));
        Period::Duration { start: NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(end), end }
    }

    fn lies_near_month_end(&self, end: NaiveDate) -> bool {
        end.day() <= 7 || end.day() >= 22
    }

    /// `n` weeks that end on a day.
    pub(crate) fn weeks_ended(&self, n: u32, end: NaiveDate) -> Period {
        let start = end.checked_sub_days(Days::new((u64::from(n) * 7).saturating_sub(1))).unwrap_or(end);
        Period::Duration { start, end }
    }

    /// The day after the printed end of the period before, else so many weeks back.
    fn start_of_weeks(&self, weeks: u32, end: NaiveDate) -> NaiveDate {
        let nominal = end.checked_sub_days(Days::new(u64::from(weeks) * 7)).unwrap_or(end);
        let printed = self.printed_near(nominal, 7).filter(|_| self.week_based).unwrap_or(nominal);
        printed.succ_opt().unwrap_or(end)
    }

    fn printed_near(&self, day: NaiveDate, slack: i64) -> Option<NaiveDate> {
        let (from, to) = (day - chrono::TimeDelta::days(slack), day + chrono::TimeDelta::days(slack));
        self.ends.range(from..=to).copied().min_by_key(|e| (*e - day).num_days().abs())
    }

    /// The newest period the release reports on, usually a quarter.
    pub(crate) fn current_period(&self) -> Period {
        self.current
    }

    /// Whether the release names any period at all; where not, the current one means nothing.
    pub(crate) fn is_known(&self) -> bool {
        self.current.end() != NaiveDate::default()
    }

    /// The same period (or day) one year earlier; a printed day where there is one.
    pub(crate) fn comparison(&self, period: Period) -> Period {
        let end = self.year_earlier(period.end());
        match period {
            Period::Instant(_) => Period::Instant(end),
            Period::Duration { start, end: last } => {
                let days = (last - start).num_days() + 1;
                let months = ((days as f64) / 30.44).round() as u32;
                if self.week_based || is_month_end(last) && months > 0 {
                    self.months_ended(months.max(1), end)
                } else {
                    Period::Duration { start: self.year_earlier(start), end }
                }
            }
        }
    }

    fn year_earlier(&self, day: NaiveDate) -> NaiveDate {
        if self.week_based {
            let nominal = day.checked_sub_days(Days::new(364)).unwrap_or(day);
            return self.printed_near(nominal, 8).unwrap_or(nominal);
        }
        let earlier = day.checked_sub_months(Months::new(12)).unwrap_or(day);
        if is_month_end(day) { last_day_of_month(earlier.year(), earlier.month()).unwrap_or(earlier) } else { earlier }
    }

    /// The name (`2006` of "fiscal 2006") of the fiscal year that a day lies in.
    pub(crate) fn fiscal_year_of(&self, day: NaiveDate) -> i32 {
        self.year_end_after(day).year() + self.name_offset
    }

    /// The end of the fiscal year that a day lies in, by the month.
    fn year_end_after(&self, day: NaiveDate) -> NaiveDate {
        let drift = if self.week_based { chrono::TimeDelta::days(DRIFT) } else { chrono::TimeDelta::zero() };
        let nominal = (day.year() - 1..=day.year() + 1).filter_map(|year| self.nominal_end(year, self.year_end_month));
        nominal.into_iter().find(|end| *end + drift >= day).unwrap_or(day)
    }

    fn nominal_end(&self, year: i32, month: u32) -> Option<NaiveDate> {
        let last = last_day_of_month(year, month)?;
        let day = self.year_end_day.filter(|_| !self.week_based).map_or(last.day(), |d| d.min(last.day()));
        // February 28 as year end means the month's end
        if self.year_end_day == Some(28) && self.year_end_month == 2 { Some(last) } else { last.with_day(day) }
    }

    /// Which quarter (1 to 4) of its fiscal year a day lies in.
    pub(crate) fn quarter_of(&self, day: NaiveDate) -> u8 {
        let end = self.year_end_after(day);
        let days = (end - day).num_days().max(0);
        4 - (days / 84).clamp(0, 3) as u8
    }

    /// The end of a week-based period that stands for a month's end: as printed, else the same weekday.
    fn snap(&self, nominal: NaiveDate) -> NaiveDate {
        if !self.week_based {
            return nominal;
        }
        if let Some(printed) = self.printed_near(nominal, DRIFT) {
            return printed;
        }
        let Some(weekday) = self.ends.iter().next_back().map(|d| d.weekday()) else { return nominal };
        let after = (0..7).map(|i| nominal + chrono::TimeDelta::days(i - 3)).find(|d| d.weekday() == weekday);
        after.unwrap_or(nominal)
    }
}

/// The month that lies so many months before another.
pub(crate) fn months_before(year: i32, month: u32, n: u32) -> (i32, u32) {
    let months = year * 12 + month as i32 - 1 - n as i32;
    (months.div_euclid(12), months.rem_euclid(12) as u32 + 1)
}

#[cfg(test)]
mod tests;
