//! Sentences and calls that speak of another period than the one they stand under.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};

use super::wording::header;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Fact, NamedQuarter, Report, StatementKind};
use crate::source::Span;

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
The text speaks of another period than the release, or the heading above it, is about.

Releases are written over the last one: a paragraph on six months keeps the words \"the same quarter last year\", the announcement of the
call keeps the old quarter's name, a title too. An amount that the text dates to a year or a length of time for which no table has a column,
and that a table prints for another, is told of likewise; so are quarters in words that the columns' months or their own last days contradict.
A reader may take the figures for those of the other period. A warning: the figures themselves may be
right.

  Third Quarter Results ... a replay of the first quarter results conference call
  Six Months ... was down compared to the same quarter last year

Source: the release's own headings.";

/// What the text says where it compares with the same quarter of another year.
const SAME_QUARTER: [&str; 6] =
    ["same quarter", "prior year quarter", "prior year's quarter", "year-ago quarter", "corresponding quarter", "comparable quarter"];
/// The longest that a quarter lasts, in days.
const QUARTER: i64 = 120;

/// Looks at the quarters that are named, and at the headings above every sentence.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let quarters = report.quarters.iter().filter_map(|q| {
        let reported = q.reported.filter(|reported| *reported != q.number)?;
        let message =
            format!("the text speaks of the {} quarter's results, the release is on the {} quarter", nth(q.number), nth(reported));
        Some(Diagnostic::new(Code::PeriodMismatch, message).at(q.span, "another quarter"))
    });
    let tables = report.quarters.iter().filter_map(|q| of_tables(report, q));
    quarters.chain(tables).chain(ends(report)).chain(report.body().filter_map(|s| same_quarter(report, s))).collect()
}

/// The quarter that the text speaks of, and of no other, against the months that the income statement counts to the same day: six months
/// end with a second quarter.
fn of_tables(report: &Report, named: &NamedQuarter) -> Option<Diagnostic> {
    let own = named.reported.is_none() && named.ended.is_none_or(|day| day == report.period.end());
    let (months, fact) = counted(report).filter(|_| own)?;
    let number = u8::try_from(months / 3).ok().filter(|number| *number != named.number)?;
    if says(report, number) {
        return None;
    }
    let message = format!("the text speaks of the {} quarter, the income statement has columns of {months} months", nth(named.number));
    Some(
        Diagnostic::new(Code::PeriodMismatch, message)
            .at(named.span, "a quarter")
            .and_at(header(report, fact), "columns of so many months"),
    )
}

/// Whether a sentence speaks of a quarter.
fn says(report: &Report, number: u8) -> bool {
    let words = [format!("{} quarter", nth(number)), format!("{} fiscal quarter", nth(number))];
    report.sentences.iter().any(|s| words.iter().any(|words| s.words.to_lowercase().contains(words)))
        || report.quarters.iter().any(|q| q.number == number && q.ended.is_none())
}

/// The months from the beginning of the fiscal year that an income statement counts to the release's day, beside those of its quarter, and
/// one of their figures.
fn counted(report: &Report) -> Option<(i64, &Fact)> {
    let end = report.period.end();
    let cells =
        report.statements.iter().filter(|s| s.kind == StatementKind::Income).flat_map(|s| &s.lines).flat_map(|l| l.cells.iter().flatten());
    let months = |fact: &Fact| fact.aspects.period.days().map(|days| (days + 15) / 30);
    let of_end: Vec<(i64, &Fact)> =
        cells.map(|id| report.fact(*id)).filter(|f| f.aspects.period.end() == end).filter_map(|f| Some((months(f)?, f))).collect();
    let quarterly = of_end.iter().any(|(months, _)| *months == 3);
    let longer: Vec<&(i64, &Fact)> = of_end.iter().filter(|(months, _)| [6, 9].contains(months)).collect();
    let (months, fact) = **longer.first().filter(|_| quarterly)?;
    longer.iter().all(|(other, _)| *other == months).then_some((months, fact))
}

/// Quarters that are said to end on days which make the fiscal year end in different months.
fn ends(report: &Report) -> Option<Diagnostic> {
    let ended: Vec<(&NamedQuarter, NaiveDate)> = report.quarters.iter().filter_map(|q| Some((q, q.ended?))).collect();
    // by the place: one that is named twice speaks twice
    let year_end = |(named, day): &(&NamedQuarter, NaiveDate)| {
        // weeks may run a few days into the next month
        let month = if day.day() <= 7 { day.month0() + 11 } else { day.month0() };
        (month + 3 * (4 - u32::from(named.number.min(4)))) % 12
    };
    let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
    ended.iter().for_each(|q| *counts.entry(year_end(q)).or_default() += 1);
    let (usual, most) = counts.iter().max_by_key(|(_, count)| **count).map(|(month, count)| (*month, *count))?;
    let near = |month: u32| (month + 12 - usual) % 12 <= 1 || (usual + 12 - month) % 12 <= 1;
    let odd: Vec<&(&NamedQuarter, NaiveDate)> = ended.iter().filter(|q| !near(year_end(q))).collect();
    let [(named, day)] = odd[..] else { return None };
    let (other, other_day) = ended.iter().find(|q| year_end(q) == usual)?;
    // two alone may be of two companies, or of a year that was changed
    if most < 2 && (*day - *other_day).num_days().abs() > 400 {
        return None;
    }
    let message = format!(
        "a {} quarter that ended on {} and a {} quarter that ended on {} are not of one fiscal year's calendar",
        nth(named.number),
        day.format("%B %-d, %Y"),
        nth(other.number),
        other_day.format("%B %-d, %Y")
    );
    Some(Diagnostic::new(Code::PeriodMismatch, message).at(named.span, "this one").and_at(other.span, "and this one"))
}

fn nth(number: u8) -> &'static str {
    ["first", "second", "third", "fourth"].get(usize::from(number).wrapping_sub(1)).copied().unwrap_or("other")
}

/// "The same quarter" in a paragraph whose heading names a longer period.
fn same_quarter(report: &Report, sentence: &crate::report::Sentence) -> Option<Diagnostic> {
    let headed = sentence.headed.filter(|period| period.days().is_some_and(|days| days > QUARTER))?;
    let lower = sentence.words.to_lowercase();
    let words = SAME_QUARTER.iter().find(|words| lower.contains(**words))?;
    let message = format!("\u{201c}{words}\u{201d} in a paragraph on the {} days to {}", headed.days()?, headed.end().format("%B %-d, %Y"));
    Some(Diagnostic::new(Code::PeriodMismatch, message).at(printed(report, sentence.span, words), "speaks of a quarter"))
}

/// Where the words stand in a sentence's place; the whole place where marks or line breaks part them.
fn printed(report: &Report, place: Span, words: &str) -> Span {
    let found = report.source.slice(place).to_lowercase().find(words).map(|at| place.start as usize + at);
    let span = found.map(|at| Span::new(at, at + words.len()));
    span.filter(|s| {
        place.contains(*s)
            && report.source.text().is_char_boundary(s.start as usize)
            && report.source.text().is_char_boundary(s.end as usize)
    })
    .unwrap_or(place)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::{NamedQuarter, Period, Sentence};

    #[test]
    fn another_quarter_is_named() {
        let mut report = Fixture::default().report();
        let span = Span::new(0, 10);
        let named = |number| NamedQuarter { span, number, reported: Some(3), ended: None };
        report.quarters = vec![named(1), named(3)];
        assert_eq!(check(&report).len(), 1);
    }

    #[test]
    fn a_first_quarter_over_six_months() {
        let found = |number: u8| {
            let mut fixture = Fixture::default();
            let ids = [3, 6].map(|months| {
                let id = fixture.money("Sales", 1_000_000 * i64::from(months), -3);
                fixture.during(id, (2004, 4), 3);
                Some(id)
            });
            fixture.statement(StatementKind::Income, &[("Sales", &ids)]);
            let mut report = fixture.report();
            report.period = report.facts[0].aspects.period;
            let (start, end) = (report.period.start().unwrap(), report.period.end());
            report.facts[1].aspects.period =
                crate::report::Period::Duration { start: start.checked_sub_months(chrono::Months::new(3)).unwrap(), end };
            report.quarters = vec![NamedQuarter { span: Span::new(0, 10), number, reported: None, ended: None }];
            check(&report).len()
        };
        assert_eq!((found(1), found(2)), (1, 0));
    }

    #[test]
    fn quarters_of_two_calendars() {
        let found = |number: u8| {
            let mut report = Fixture::default().report();
            let named = |at: usize, number: u8, day: &str| NamedQuarter {
                span: Span::new(at, at + 10),
                number,
                reported: None,
                ended: Some(day.parse().unwrap()),
            };
            report.quarters = vec![named(0, 4, "2003-09-30"), named(20, 1, "2003-12-31"), named(40, number, "2004-03-31")];
            check(&report).len()
        };
        assert_eq!((found(1), found(2)), (1, 0));
    }

    #[test]
    fn a_quarter_in_a_paragraph_on_six_months() {
        let mut report = Fixture::default().report();
        let half = Period::Duration { start: "2004-01-01".parse().unwrap(), end: "2004-06-30".parse().unwrap() };
        let words = "was down compared to the same quarter last year".to_owned();
        let sentence = |headed| Sentence {
            span: Span::new(0, 60),
            words: words.clone(),
            headed,
            headline: false,
            amounts: Vec::new(),
            comparisons: Vec::new(),
        };
        report.sentences = vec![sentence(Some(half)), sentence(Some(report.period)), sentence(None)];
        assert_eq!(check(&report).len(), 1);
    }
}
