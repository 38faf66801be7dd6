//! The fiscal calendar of a release: which days its quarters and years cover.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, NaiveDate};

use super::ReadOptions;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::report::Period;
use crate::table::Table;

/// The days on which fiscal periods begin and end, concluded from the release.
#[derive(Clone, Debug)]
pub(crate) struct Calendar {
    /// Month (and day) of the fiscal year end; of a week-based year the month-end it lies closest to.
    year_end: (u32, u32),
    /// The year a fiscal year is called by, less the calendar year of its end: 0, or -1 (fiscal 2023 ended February 3, 2024).
    name_offset: i32,
    /// Whether periods end on a weekday and not with the month.
    week_based: bool,
    /// Ends of periods that the release prints.
    ends: BTreeSet<NaiveDate>,
    /// The newest period reported on, usually a quarter.
    current: Period,
}

impl Calendar {
    /// Concludes the calendar from column headers, titles, sentences, the submission's header and the options; what had to be
    /// assumed is said.
    pub(crate) fn infer(_document: &Document, _tables: &[Table], _options: &ReadOptions) -> (Self, Vec<Diagnostic>) {
        let end = NaiveDate::from_ymd_opt(2000, 12, 31).unwrap_or_default();
        let current = Period::Duration { start: NaiveDate::from_ymd_opt(2000, 10, 1).unwrap_or_default(), end };
        (Self { year_end: (12, 31), name_offset: 0, week_based: false, ends: BTreeSet::new(), current }, Vec::new())
    }

    /// Quarter `n` (1 to 4) of a fiscal year, called by its fiscal year's name.
    pub(crate) fn quarter(&self, fiscal_year: i32, n: u8) -> Option<Period> {
        let year = self.fiscal_year(fiscal_year)?;
        let _ = (year, n);
        None
    }

    /// A whole fiscal year by its name.
    pub(crate) fn fiscal_year(&self, year: i32) -> Option<Period> {
        let end = NaiveDate::from_ymd_opt(year - self.name_offset, self.year_end.0, self.year_end.1)?;
        Some(self.months_ended(12, end))
    }

    /// The first `n` months (3, 6, 9 or 12) of a fiscal year.
    pub(crate) fn year_to_date(&self, fiscal_year: i32, _n: u8) -> Option<Period> {
        self.fiscal_year(fiscal_year)
    }

    /// `n` months that end on a day; in a week-based calendar the weeks that stand for them.
    pub(crate) fn months_ended(&self, n: u32, end: NaiveDate) -> Period {
        let start = end.checked_sub_days(Days::new(u64::from(n) * 91 / 3)).unwrap_or(end);
        Period::Duration { start, end }
    }

    /// `n` weeks that end on a day.
    pub(crate) fn weeks_ended(&self, n: u32, end: NaiveDate) -> Period {
        let start = end.checked_sub_days(Days::new((u64::from(n) * 7).saturating_sub(1))).unwrap_or(end);
        Period::Duration { start, end }
    }

    /// The newest period the release reports on, usually a quarter.
    pub(crate) fn current_period(&self) -> Period {
        self.current
    }

    /// The same period (or day) one year earlier.
    pub(crate) fn comparison(&self, period: Period) -> Period {
        period
    }

    /// The name (`2006` of "fiscal 2006") of the fiscal year that a day lies in.
    pub(crate) fn fiscal_year_of(&self, day: NaiveDate) -> i32 {
        day.year() + self.name_offset
    }

    /// Whether periods end on a weekday and not with the month.
    pub(crate) fn is_week_based(&self) -> bool {
        self.week_based
    }
}
