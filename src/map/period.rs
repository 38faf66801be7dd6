//! When the figures of a column hold: from its header, the table's titles and the fiscal calendar.

mod against;
mod bare;
mod before;
mod continued;
pub(super) mod monthly;
pub(super) mod quarters;
mod relative;
mod remainder;
mod rolled;
mod schedules;
mod trailing;
mod unfinished;

pub(crate) use before::time_before;
use chrono::NaiveDate;
pub(crate) use continued::continued;

use super::calendar::Calendar;
use super::phrase::{Comparison, Length, Phrase};
use crate::figure::Suffix;
use crate::report::{Period, StatementKind};
use crate::table::Table;
pub(crate) use bare::{settle_bare_years, tells_of_what_is_to_come};

/// What a column says of time, and whether it states figures or compares them.
#[derive(Clone, Debug, PartialEq, Default)]
pub(crate) struct ColumnTime {
    /// The stretch of time of flows.
    pub(crate) duration: Option<Period>,
    /// The day of balances.
    pub(crate) instant: Option<NaiveDate>,
    /// What it compares.
    pub(crate) comparison: Comparison,
    /// Words of its header that say nothing of time.
    pub(crate) rest: String,
    /// Whether length or year were concluded and not printed.
    pub(crate) assumed: bool,
    /// Whether it tells what is to come.
    pub(crate) ahead: bool,
}

impl ColumnTime {
    fn empty(phrase: &Phrase) -> Self {
        Self { comparison: phrase.comparison, rest: phrase.rest.clone(), ahead: phrase.ahead, ..Self::default() }
    }

    /// Whether it is of the time that another is of.
    pub(crate) fn is_of_time_of(&self, other: &Self) -> bool {
        (self.duration, self.instant) == (other.duration, other.instant)
    }

    /// Whether it holds figures of a period of its own.
    pub(crate) fn is_plain(&self) -> bool {
        self.comparison == Comparison::None
    }

    /// Whether it lies between two columns of balances and holds what changed them.
    pub(crate) fn leads_over(&self) -> bool {
        self.duration.is_some() && self.instant.is_none()
    }

    /// The last day of whatever is known.
    pub(crate) fn end(&self) -> Option<NaiveDate> {
        self.duration.map(Period::end).or(self.instant)
    }

    /// The day before the stretch of time begins: when its opening balances held.
    pub(crate) fn opening(&self) -> Option<NaiveDate> {
        self.duration.and_then(Period::start).and_then(|start| start.pred_opt())
    }
}

/// The times of a table's columns.
pub(crate) fn columns(table: &Table, kind: StatementKind, calendar: &Calendar) -> Vec<ColumnTime> {
    let titles: Vec<Phrase> = table.titles.iter().rev().map(|t| Phrase::parse(t.as_str())).collect();
    let title = merged_title(&titles, calendar.current_period().end());
    let mut phrases: Vec<Phrase> = table.columns.iter().map(Phrase::of_column).collect();
    against::settle(&mut phrases, table);
    monthly::settle(&mut phrases);
    quarters::name(&mut phrases);
    quarters::settle(&mut phrases, calendar);
    let quarters = phrases.iter().any(|p| p.quarter.is_some());
    let dated = phrases.iter().any(Phrase::is_period);
    let stock = table.titles.iter().rev().take(3).any(|title| heads_stock(title.as_str()));
    let mut times: Vec<ColumnTime> = Vec::with_capacity(phrases.len());
    for (at, phrase) in phrases.iter().enumerate() {
        let mut phrase = phrase.clone();
        if phrase.comparison == Comparison::None && compares_by_figures(table, at, &phrase) {
            phrase.comparison = Comparison::Percent;
        }
        if holds_money(table, at) {
            phrase.comparison = of_money(&phrase);
        }
        if phrase.lengths.is_empty() && title.lengths.len() > 1 {
            phrase.lengths.extend(nth_length(&phrases, at, &title.lengths));
        }
        times.push(Resolver { title: &title, kind, calendar, quarters, dated, stock }.time(&phrase));
    }
    if !relative::settle(&mut times, &phrases, kind, calendar) {
        inherit_time(&mut times, &phrases, &title);
    }
    trailing::trail(&mut times, &phrases, calendar);
    remainder::settle(&mut times, &phrases, calendar);
    unfinished::settle(&mut times, table, calendar);
    count_at_the_end(&mut times);
    rolled::settle(&mut times, &phrases, table);
    settle_percent_signs(&mut times);
    settle_comparisons(&mut times, &phrases);
    schedules::forget(&mut times);
    times
}

/// Whether a title says that its table is of what there is at a day: `Backlog by segment`.
fn heads_stock(title: &str) -> bool {
    let lower = title.to_lowercase();
    lower.contains("backlog") && !["order", "award", "sales", "deliver", "roll", "change", "activity"].iter().any(|w| lower.contains(w))
}

/// The titles as one, of each kind of words the nearest. A day after the newest period that ends no stretch of time is the release's own date.
fn merged_title(titles: &[Phrase], newest: NaiveDate) -> Phrase {
    let mut merged = Phrase::default();
    for title in titles.iter().filter(|t| t.is_period()) {
        if merged.lengths.is_empty() {
            merged.lengths.clone_from(&title.lengths);
        }
        let after = |d: &super::date::PartialDate| d.day.is_some() && d.day().is_some_and(|day| day > newest);
        let is_release_date = title.lengths.is_empty() && title.dates.iter().any(after);
        if merged.dates.is_empty() && !is_release_date {
            merged.dates.clone_from(&title.dates);
            merged.as_of = title.as_of;
            merged.from_to = title.from_to;
        }
        merged.quarter = merged.quarter.or(title.quarter);
        merged.fiscal_year = merged.fiscal_year.or(title.fiscal_year);
    }
    merged.trailing = titles.iter().any(|t| t.trailing);
    merged
}

/// Whether a column without words of time, beside others, holds percentages only.
fn compares_by_figures(table: &Table, at: usize, phrase: &Phrase) -> bool {
    let figures = || table.rows.iter().filter_map(|r| r.figures[at].as_ref()).filter(|f| !f.style.dash);
    let percent = figures().filter(|f| f.style.suffix == Suffix::Percent).count();
    !phrase.is_period() && table.columns.len() > 1 && percent >= 2 && percent * 5 >= figures().count() * 4
}

/// Whether a column has signs of money and none of percent, whatever its header says.
fn holds_money(table: &Table, at: usize) -> bool {
    let figures = || table.rows.iter().filter_map(|r| r.figures[at].as_ref());
    figures().any(|f| f.style.currency.is_some()) && figures().all(|f| f.style.suffix != Suffix::Percent)
}

/// What a column of money compares: nothing below a year of its own, else amounts.
fn of_money(phrase: &Phrase) -> Comparison {
    match phrase.comparison {
        Comparison::Percent | Comparison::PercentChange | Comparison::PercentOf if phrase.year().is_some() => Comparison::None,
        Comparison::Percent | Comparison::PercentChange => Comparison::Change,
        other => other,
    }
}

/// "Three and Nine Months Ended": the columns with the first dates are three months, those that repeat them nine.
fn nth_length(phrases: &[Phrase], at: usize, lengths: &[Length]) -> Option<Length> {
    let plain: Vec<&Phrase> = phrases.iter().filter(|p| p.comparison == Comparison::None).collect();
    if !plain.len().is_multiple_of(lengths.len()) {
        return None;
    }
    let group = plain.len() / lengths.len();
    let nth = phrases[..at].iter().filter(|p| p.comparison == Comparison::None).count();
    lengths.get((nth / group.max(1)).min(lengths.len() - 1)).copied()
}

struct Resolver<'a> {
    title: &'a Phrase,
    kind: StatementKind,
    calendar: &'a Calendar,
    /// Whether any column names its quarter: beside it a bare year is a whole one.
    quarters: bool,
    /// Whether any column names its time: beside it "Total" is of all of them.
    dated: bool,
    /// Whether the table is of what there is at a day.
    stock: bool,
}

impl Resolver<'_> {
    fn time(&self, phrase: &Phrase) -> ColumnTime {
        let mut time = ColumnTime::empty(phrase);
        if !phrase.is_period() && !self.title.is_period() {
            return time;
        }
        if let Some(period) = from_to(phrase).or_else(|| (!phrase.is_period()).then(|| from_to(self.title)).flatten()) {
            time.duration = Some(period);
            time.instant = Some(period.end());
            return time;
        }
        match self.end(phrase, &mut time.assumed) {
            Some(end) => self.dated(phrase, end, &mut time),
            None => self.named(phrase, &mut time),
        }
        time
    }

    /// The printed last day: of the column itself, or the title's month and day in the column's year, or the other way round.
    fn end(&self, phrase: &Phrase, assumed: &mut bool) -> Option<NaiveDate> {
        if let Some(day) = phrase.day() {
            return Some(day);
        }
        if let Some(month_day) = phrase.month_day() {
            let years: Vec<i32> = self.title.dates.iter().filter_map(|d| d.year).collect();
            let year = phrase.year().or(if years.len() == 1 { Some(years[0]) } else { None });
            return year.and_then(|y| month_day.in_year(y)).or_else(|| {
                *assumed = true;
                self.latest(|year| month_day.in_year(year))
            });
        }
        if phrase.quarter.is_some() || phrase.fiscal_year.is_some() || phrase.is_year_beside(self.title) {
            return None;
        }
        let Some(year) = phrase.year() else {
            return self
                .title
                .dates
                .iter()
                .find_map(super::date::PartialDate::day)
                .filter(|_| !phrase.is_period() || phrase.length().is_some());
        };
        let dated: Vec<_> = self.title.dates.iter().filter(|d| d.month.is_some()).collect();
        let same_year = dated.iter().find(|d| d.year == Some(year));
        self.title.day_of_fiscal_year(year).or_else(|| same_year.or(dated.first()).and_then(|d| d.in_year(year)))
    }

    /// The newest of a yearly day that the release can report on.
    fn latest(&self, day_in: impl Fn(i32) -> Option<NaiveDate>) -> Option<NaiveDate> {
        let end = self.calendar.current_period().end();
        let year = chrono::Datelike::year(&end);
        [year, year - 1].into_iter().filter_map(day_in).find(|day| *day <= end + chrono::TimeDelta::days(10))
    }

    fn dated(&self, phrase: &Phrase, end: NaiveDate, time: &mut ColumnTime) {
        time.instant = Some(end);
        let own = phrase.length();
        let title = self.title.lengths.first().copied().filter(|_| !phrase.as_of);
        let length = own.or(title);
        if self.kind == StatementKind::BalanceSheet || length.is_none() && (self.stock || phrase.as_of || self.title.as_of) {
            return;
        }
        let flows = [
            StatementKind::Income,
            StatementKind::CashFlow,
            StatementKind::PerShare,
            StatementKind::Reconciliation,
            StatementKind::Segments,
        ];
        if length.is_none() && !flows.contains(&self.kind) {
            return;
        }
        time.assumed |= length.is_none();
        time.duration = Some(self.calendar.ended(length.unwrap_or_else(|| self.usual_length(end)), end));
    }

    /// How long a flow is whose length nothing states.
    fn usual_length(&self, end: NaiveDate) -> Length {
        let months = self.calendar.current_period().days().map_or(3, |days| ((days as f64) / 30.44).round() as u32);
        match self.kind {
            StatementKind::CashFlow => Length::YearToDate,
            _ if end == self.calendar.current_period().end() => Length::Months(months.max(1)),
            _ if self.calendar.quarter_of(end) == 4 && months > 6 => Length::Year,
            _ => Length::Months(months.max(1)),
        }
    }

    /// A quarter or a year by its name.
    fn named(&self, phrase: &Phrase, time: &mut ColumnTime) {
        let current = self.calendar.current_period().end();
        let year = phrase.year().or(self.title.year());
        let quarter = phrase.quarter.or_else(|| self.title.quarter.filter(|_| !phrase.is_of_year()));
        let length = phrase.length().or_else(|| self.title.length().filter(|_| !phrase.is_of_year()));
        // where the release names no time of its own, a quarter without a year is of none
        let latest = || self.calendar.is_known().then(|| self.calendar.fiscal_year_of(current));
        let Some(fiscal_year) = year.or_else(latest) else { return };
        let to_date = phrase.lengths.contains(&Length::YearToDate);
        let names_year = phrase.quarter.is_none() && phrase.fiscal_year.is_some();
        let beside_quarters = self.quarters && names_year && !to_date;
        let whole_year = beside_quarters || quarter.is_none() || names_year && self.is_total(phrase);
        time.assumed = true;
        time.duration = match quarter.filter(|_| !whole_year) {
            Some(n) if self.title.trailing => self.calendar.quarter(fiscal_year, n).map(|q| self.calendar.months_ended(12, q.end())),
            Some(n) if length == Some(Length::YearToDate) => self.calendar.year_to_date(fiscal_year, n),
            // "9M 2006", "H2 2004", "Nine Months 2006" below a title of the third quarter: months up to the end of the quarter
            Some(n) => match self.lengths(phrase).first() {
                Some(Length::Months(months)) if *months == u32::from(n) * 3 => self.calendar.year_to_date(fiscal_year, n),
                Some(Length::Months(months)) => self.calendar.quarter(fiscal_year, n).map(|q| self.calendar.months_ended(*months, q.end())),
                _ => self.calendar.quarter(fiscal_year, n),
            },
            None => match length.filter(|_| !beside_quarters).filter(|l| !self.is_total(phrase) && l.months() != Some(12)) {
                Some(length) => {
                    let quarter = self.calendar.quarter(fiscal_year, self.calendar.quarter_of(current));
                    quarter.map(|q| self.calendar.ended(length, q.end()))
                }
                None => self.calendar.fiscal_year(fiscal_year),
            },
        };
        time.instant = time.duration.map(Period::end);
        if self.kind == StatementKind::BalanceSheet {
            time.duration = None;
        }
    }

    /// The lengths that a column names, or its title with the quarter that they end with: `First Half` over bare years.
    fn lengths<'p>(&'p self, phrase: &'p Phrase) -> &'p [Length] {
        let titled = phrase.lengths.is_empty() && phrase.quarter.is_none() && self.title.lengths.len() == 1;
        if titled { &self.title.lengths } else { &phrase.lengths }
    }

    fn is_total(&self, phrase: &Phrase) -> bool {
        self.dated && phrase.rest.eq_ignore_ascii_case("total") || phrase.rest.eq_ignore_ascii_case("full year")
    }
}

/// `January 1, 2004 to March 31, 2004`
pub(super) fn from_to(phrase: &Phrase) -> Option<Period> {
    let [first, last] = phrase.dates.as_slice() else { return None };
    let end = last.day().filter(|_| phrase.from_to)?;
    let start = first.in_year(first.year.or(last.year)?)?;
    (start < end).then_some(Period::Duration { start, end })
}

/// A column whose header forgot its year (`2014 GAAP | Adj. | 2014 Non-GAAP`) or its time holds for the same time as its left neighbour,
/// where its neighbours have one of their own.
fn inherit_time(times: &mut [ColumnTime], phrases: &[Phrase], title: &Phrase) {
    let dated = |p: &Phrase| p.year().is_some() || p.quarter.is_some();
    let years = phrases.iter().filter(|p| p.comparison == Comparison::None && dated(p)).count();
    for at in 1..times.len() {
        let lost = !dated(&phrases[at]) || times[at].end().is_none();
        if times[at].is_plain() && lost && years >= 2 && (title.year().is_none() || !phrases[at].rest.is_empty()) {
            let before = times[at - 1].clone();
            (times[at].duration, times[at].instant, times[at].assumed) = (before.duration, before.instant, before.assumed);
        }
    }
}

/// A column of things among columns that name their time says how many there were at the newest of them: `Units | NOI Q4 2023`.
fn count_at_the_end(times: &mut [ColumnTime]) {
    let newest = times.iter().filter(|t| t.is_plain()).filter_map(ColumnTime::end).max();
    for time in times.iter_mut().filter(|t| t.is_plain() && t.end().is_none()) {
        let counted = super::things::of_header(&time.rest).is_some();
        (time.instant, time.assumed) = (newest.filter(|_| counted), time.assumed || counted);
    }
}

/// A lone percent sign is a share of a total behind a column of its own, a change behind two columns or a change.
fn settle_percent_signs(times: &mut [ColumnTime]) {
    for at in 0..times.len() {
        if times[at].comparison != Comparison::Percent {
            continue;
        }
        let left = at.checked_sub(1).map(|i| times[i].comparison);
        let further = at.checked_sub(2).map(|i| times[i].comparison);
        times[at].comparison = match (left, further) {
            (Some(Comparison::Change | Comparison::PercentChange), _) | (Some(Comparison::None), Some(Comparison::None)) => {
                Comparison::PercentChange
            }
            _ => Comparison::PercentOf,
        };
    }
}

/// Comparisons hold for the period of the columns they follow: a share for its neighbour's, a change for the newest of its group.
fn settle_comparisons(times: &mut [ColumnTime], phrases: &[Phrase]) {
    for at in 0..times.len() {
        let time = &times[at];
        if time.is_plain() || time.comparison == Comparison::PercentOf && phrases[at].year().is_some() && time.end().is_some() {
            continue;
        }
        let length = phrases[at].length().filter(|_| phrases[at].comparison == Comparison::PercentOf);
        let fits = |i: &usize| times[*i].is_plain() && times[*i].end().is_some() && (length.is_none() || phrases[*i].length() == length);
        let nearest = (0..at).rev().find(fits).or((at + 1..times.len()).find(fits));
        let source = if times[at].comparison == Comparison::PercentOf { nearest } else { nearest.and_then(|n| newest_like(times, n)) };
        let own =
            |i: &usize| phrases[at].newer && times[*i].is_plain() && times[*i].duration.is_some_and(|d| times[at].duration == Some(d));
        if let Some(source) = (0..times.len()).find(own).or(source) {
            let from = times[source].clone();
            (times[at].duration, times[at].instant) = (from.duration, from.instant);
        }
    }
}

/// Of the columns as long as one of them the one with the newest day, the first printed of several.
fn newest_like(times: &[ColumnTime], column: usize) -> Option<usize> {
    let months = |t: &ColumnTime| t.duration.and_then(Period::days).map(|days| (days + 15) / 30);
    let alike = (0..times.len()).filter(|i| times[*i].is_plain() && months(&times[*i]) == months(&times[column]));
    alike.max_by_key(|i| (times[*i].end(), std::cmp::Reverse(*i)))
}

#[cfg(test)]
mod tests;
