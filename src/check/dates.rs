//! Days that no calendar has, and days that contradict the release's own.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use chrono::{Datelike, NaiveDate};

use super::wording::header;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{DayRole, Fact, Origin, PrintedDay, Report, Statement, StatementKind, Value};
use crate::source::Span;

/// What `explain` says of days that do not exist.
pub(super) const EXPLAIN_IMPOSSIBLE: &str = "\
A printed date names a day that no calendar has, or a year that lies a century off.

Dates are what tells the columns of a table apart: with a wrong one a figure lands in another period, or in none. The year is held against
that of the release's own period.

  Balance sheet at June 31, 2004          June has 30 days
  As of March 31, 2104                    in a release on 2004

Source: the Gregorian calendar; dei:DocumentPeriodEndDate must be such a day.";

/// What `explain` says of days that contradict each other.
pub(super) const EXPLAIN: &str = "\
A printed date contradicts the release's own: a weekday that the day was not, a running head with another date than the release, a period
that ended after the release came out, a release that came out before the period ended or long after, a balance sheet struck on a day
that is no period end or not on the last day of the income statement, figures as reported and as restated side by side under different days, a
line of it that speaks of a day which none of its columns is of, or a day that lies more than a lifetime ahead.

Such dates are left over from an earlier release, or misprinted; readers file the figures under them. A warning: the calendar proves that
one of the two is wrong, but not which, and companies change fiscal years.

  NEWS RELEASE, NOVEMBER 7, 2005          over a page of a release dated May 10, 2006
  Thursday, November 18, 2016             it was a Friday

Source: the Gregorian calendar; EFM 6.5.20 (one period end date for the whole document).";

/// How many years may lie between a printed date and the release.
const CENTURY: i32 = 100;
/// How many years ahead a day may lie that something ends on: more are few bonds and leases of land.
const LIFETIME: i32 = 60;
/// Within how many days after its period a release comes out.
const LATE: i64 = 300;
/// For how many days after the release a date still may be called past: it may have been drawn up before it was sent.
const SLACK: i64 = 7;

/// Holds every printed day against the calendar, the release's day and its periods.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let released = released(report);
    let near = nearest_ends(report);
    let sheets = balance_sheets(report);
    let one = |day: &PrintedDay| {
        impossible(report, day).or_else(|| {
            let date = day_of(day)?;
            weekday(day, date)
                .or_else(|| head(day, date, released))
                .or_else(|| future(day, date, released))
                .or_else(|| no_end(day, date, &near))
                .or_else(|| no_column(&sheets, day, date))
                .or_else(|| distant(report, day, date))
        })
    };
    let mut found: Vec<Diagnostic> = report.days.iter().filter_map(one).collect();
    // an end that is printed nowhere was concluded, and one that no statement has is what is to come
    let is_reported = report.days.iter().any(|d| day_of(d) == Some(report.period.end())) && is_in_statement(report, report.period.end());
    let datelines = report.days.iter().filter(|d| is_reported && d.role == DayRole::Dateline).filter_map(|d| Some((day_of(d)?, d.span)));
    let issued: BTreeMap<Span, NaiveDate> = released.into_iter().chain(datelines).map(|(date, span)| (span, date)).collect();
    found.extend(issued.into_iter().filter_map(|(span, date)| late(report, date, span)));
    found.extend(columns(report));
    found.extend(struck(report));
    found
}

/// The day the release came out, and where it says so.
fn released(report: &Report) -> Option<(NaiveDate, Span)> {
    let stated = report.facts.iter().find(|f| f.aspects.concept.local() == "ReleaseDate")?;
    let Value::Date(date) = stated.value else { return None };
    Some((date, stated.origins.first()?.span()))
}

fn day_of(day: &PrintedDay) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(day.year, day.month, day.day)
}

fn impossible(report: &Report, day: &PrintedDay) -> Option<Diagnostic> {
    let about = report.period.end().year();
    let exists = NaiveDate::from_ymd_opt(day.year, day.month, day.day).is_some();
    let reason = if !exists {
        "no calendar has such a day".to_owned()
    } else if about > 1900 && (day.year - about).abs() >= CENTURY {
        format!("the release is about {about}")
    } else {
        return None;
    };
    let message = format!("\u{201c}{}\u{201d} can't be meant: {reason}", words(report, day));
    Some(Diagnostic::new(Code::ImpossibleDate, message).at(day.span, "this date"))
}

/// A date as printed, blanks folded.
fn words(report: &Report, day: &PrintedDay) -> String {
    let printed = report.source.slice(day.span);
    if printed.contains('<') {
        return NaiveDate::from_ymd_opt(day.year, day.month, 1)
            .map_or_else(String::new, |d| format!("{} {}, {}", d.format("%B"), day.day, day.year));
    }
    printed.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn weekday(day: &PrintedDay, date: NaiveDate) -> Option<Diagnostic> {
    let printed = day.weekday.filter(|w| *w != date.weekday())?;
    let (printed, true_one) = (long(printed), date.format("%A"));
    let message = format!("{} was a {true_one}, not a {printed}", date.format("%B %-d, %Y"));
    Some(Diagnostic::new(Code::DateMismatch, message).at(day.span, format!("called a {printed}")))
}

fn long(weekday: chrono::Weekday) -> &'static str {
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"][weekday.num_days_from_monday() as usize]
}

/// The head of a page against the release's own date.
fn head(day: &PrintedDay, date: NaiveDate, released: Option<(NaiveDate, Span)>) -> Option<Diagnostic> {
    let (release, place) = released.filter(|(release, place)| *release != date && *place != day.span)?;
    if day.role != DayRole::PageHead {
        return None;
    }
    let message = format!("the head of the page is dated {}, the release {}", written(date), written(release));
    Some(Diagnostic::new(Code::DateMismatch, message).at(day.span, "over this page").and_at(place, "the release"))
}

fn written(date: NaiveDate) -> String {
    date.format("%B %-d, %Y").to_string()
}

/// A day that lies further ahead than contracts last, as a rule.
fn distant(report: &Report, day: &PrintedDay, date: NaiveDate) -> Option<Diagnostic> {
    let end = report.period.end();
    let years = day.year - end.year();
    // a release of no period ends on the first day of reckoning
    if end == NaiveDate::default() || years < LIFETIME {
        return None;
    }
    let message = format!("{} lies {years} years after the period that the release is about", written(date));
    Some(Diagnostic::new(Code::DateMismatch, message).at(day.span, "so far ahead"))
}

/// A period or balance of a day that was still to come.
fn future(day: &PrintedDay, date: NaiveDate, released: Option<(NaiveDate, Span)>) -> Option<Diagnostic> {
    let (release, place) = released?;
    if day.role != DayRole::PeriodEnd || (date - release).num_days() <= SLACK {
        return None;
    }
    let message = format!("{} lies after the release of {}: no period had ended then", written(date), written(release));
    Some(Diagnostic::new(Code::DateMismatch, message).at(day.span, "still to come").and_at(place, "the release"))
}

/// The day on which the periods of a month end, by year and month, with the number of printed dates that say so.
fn nearest_ends(report: &Report) -> HashMap<(i32, u32), BTreeMap<u32, usize>> {
    let mut ends: HashMap<(i32, u32), BTreeMap<u32, usize>> = HashMap::new();
    for day in report.days.iter().filter(|d| d.role == DayRole::PeriodEnd) {
        *ends.entry((day.year, day.month)).or_default().entry(day.day).or_default() += 1;
    }
    ends
}

/// A period end that the release prints once, where it prints another of the same month again and again.
fn no_end(day: &PrintedDay, date: NaiveDate, ends: &HashMap<(i32, u32), BTreeMap<u32, usize>>) -> Option<Diagnostic> {
    let of_month = ends.get(&(day.year, day.month)).filter(|_| day.role == DayRole::PeriodEnd)?;
    let own = of_month.get(&day.day).copied().unwrap_or(0);
    let (usual, count) = of_month.iter().map(|(day, count)| (*day, *count)).max_by_key(|(_, count)| *count)?;
    if usual == day.day || own > 1 || count < 3 {
        return None;
    }
    let usual = date.with_day(usual)?;
    let message = format!("{} is no period end: the release prints {} {count} times", written(date), written(usual));
    Some(Diagnostic::new(Code::DateMismatch, message).at(day.span, "no period ends here"))
}

/// A balance sheet and the days that its columns are struck at.
struct Sheet {
    span: Span,
    ends: BTreeSet<NaiveDate>,
}

/// The balance sheets in the order of the page.
fn balance_sheets(report: &Report) -> Vec<Sheet> {
    let sheets = report.statements.iter().filter(|s| s.kind == StatementKind::BalanceSheet);
    let ends =
        |s: &Statement| s.lines.iter().flat_map(|l| l.cells.iter().flatten()).map(|id| report.fact(*id).aspects.period.end()).collect();
    let mut sheets: Vec<Sheet> = sheets.map(|s| Sheet { span: s.span, ends: ends(s) }).collect();
    sheets.sort_by_key(|sheet| sheet.span.start);
    sheets
}

/// A day in a label of a balance sheet that none of its columns is struck at.
fn no_column(sheets: &[Sheet], day: &PrintedDay, date: NaiveDate) -> Option<Diagnostic> {
    let before = sheets.partition_point(|sheet| sheet.span.start <= day.span.start);
    let sheet = sheets[..before].last().filter(|sheet| day.role == DayRole::PeriodEnd && sheet.span.contains(day.span))?;
    if sheet.ends.is_empty() || sheet.ends.contains(&date) {
        return None;
    }
    let struck: Vec<String> = sheet.ends.iter().rev().take(4).map(|end| written(*end)).collect();
    let message = format!("a line of the balance sheet speaks of {}, but its columns are of {}", written(date), struck.join(" and "));
    Some(Diagnostic::new(Code::DateMismatch, message).at(day.span, "no column is of this day"))
}

/// Columns whose figures would lie a century off the release: one finding a column.
fn columns(report: &Report) -> Vec<Diagnostic> {
    let about = report.period.end().year();
    let far = |f: &&Fact| about > 1900 && (f.aspects.period.end().year() - about).abs() >= CENTURY;
    let mut told: BTreeMap<NaiveDate, Diagnostic> = BTreeMap::new();
    for fact in report.facts.iter().filter(far) {
        let Some(origin @ Origin::Cell { column, .. }) = fact.origins.first() else { continue };
        let end = fact.aspects.period.end();
        let message = format!("a column of {} can't be meant: the release is about {about}", end.year());
        let finding = || Diagnostic::new(Code::ImpossibleDate, message).at(column.unwrap_or(origin.span()), "this column");
        told.entry(end).or_insert_with(finding);
    }
    told.into_values().collect()
}

/// The newest balance sheet, struck within weeks of the end of the newest period of the income statement, but not on it.
fn struck(report: &Report) -> Option<Diagnostic> {
    const WEEKS: i64 = 45;
    let cells = |kind: StatementKind| {
        let lines = report.statements.iter().filter(move |s| s.kind == kind).flat_map(|s| &s.lines);
        lines.flat_map(|l| l.cells.iter().flatten()).map(|id| report.fact(*id))
    };
    let balance =
        cells(StatementKind::BalanceSheet).filter(|f| f.aspects.period.start().is_none()).max_by_key(|f| f.aspects.period.end())?;
    let flow = cells(StatementKind::Income).filter(|f| f.aspects.period.start().is_some()).max_by_key(|f| f.aspects.period.end())?;
    let (day, end) = (balance.aspects.period.end(), flow.aspects.period.end());
    // weeks are counted over one another in releases of calendar months, too
    if day == end || (day - end).num_days().abs() > WEEKS || !is_printed(report, day) || !is_printed(report, end) {
        return None;
    }
    let message = format!("the balance sheet is of {}, the newest period ends on {}", written(day), written(end));
    Some(
        Diagnostic::new(Code::DateMismatch, message)
            .at(header(report, balance), "struck on this day")
            .and_at(header(report, flow), "ends on this day"),
    )
}

/// Whether a day is printed as such: others were concluded.
fn is_printed(report: &Report, date: NaiveDate) -> bool {
    report.days.iter().any(|day| day_of(day) == Some(date))
}

/// Whether a statement has figures of a period that ends on a day, or of the day.
fn is_in_statement(report: &Report, end: NaiveDate) -> bool {
    let cells =
        report.statements.iter().filter(|s| s.kind.is_statement()).flat_map(|s| s.lines.iter().flat_map(|l| l.cells.iter().flatten()));
    cells.map(|id| report.fact(*id)).any(|fact| fact.aspects.period.end() == end)
}

/// The day of the release against the period it is about.
fn late(report: &Report, release: NaiveDate, place: Span) -> Option<Diagnostic> {
    let end = report.period.end();
    let days = (release - end).num_days();
    if end.year() < 1900 || (0..=LATE).contains(&days) {
        return None;
    }
    let when = if days < 0 { format!("{} days before", -days) } else { format!("{days} days after") };
    let message = format!("the release is dated {}, {when} the end of its newest period on {}", written(release), written(end));
    Some(Diagnostic::new(Code::DateMismatch, message).at(place, "dated so"))
}

#[cfg(test)]
mod tests {
    use chrono::Weekday;

    use super::*;
    use crate::check::fixture::Fixture;

    fn found(days: &[(i32, u32, u32, DayRole)]) -> Vec<Code> {
        let mut report = Fixture::default().report();
        let printed = |(i, (year, month, day, role)): (usize, &(i32, u32, u32, DayRole))| PrintedDay {
            span: Span::new(i * 20, i * 20 + 10),
            year: *year,
            month: *month,
            day: *day,
            weekday: (*day == 13).then_some(Weekday::Thu),
            role: *role,
        };
        report.days = days.iter().enumerate().map(printed).collect();
        check(&report).iter().map(|d| d.code).collect()
    }

    #[test]
    fn days_that_do_not_exist() {
        assert_eq!(found(&[(2004, 6, 31, DayRole::Other)]), [Code::ImpossibleDate]);
        assert_eq!(found(&[(1004, 6, 30, DayRole::Other)]), [Code::ImpossibleDate]);
        assert!(found(&[(2004, 6, 30, DayRole::Other), (2004, 2, 29, DayRole::Other)]).is_empty());
    }

    #[test]
    fn days_that_lie_a_lifetime_ahead() {
        assert_eq!(found(&[(2065, 6, 30, DayRole::Other)]), [Code::DateMismatch]);
        assert!(found(&[(2034, 6, 30, DayRole::Other)]).is_empty());
    }

    #[test]
    fn days_that_contradict_others() {
        assert!(found(&[(2004, 5, 13, DayRole::Other)]).is_empty(), "a Thursday");
        assert_eq!(found(&[(2004, 6, 13, DayRole::Other)]), [Code::DateMismatch]);
        let end = (2004, 3, 31, DayRole::PeriodEnd);
        assert_eq!(found(&[end, end, end, (2004, 3, 11, DayRole::PeriodEnd)]), [Code::DateMismatch]);
        assert!(found(&[end, (2004, 3, 11, DayRole::PeriodEnd)]).is_empty());
    }
}
