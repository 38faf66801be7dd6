//! Sentences and calls that speak of another period than the one they stand under.

use crate::diagnostic::{Code, Diagnostic};
use crate::report::Report;
use crate::source::Span;

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
The text speaks of another period than the release, or the heading above it, is about.

Releases are written over the last one: a paragraph on six months keeps the words \"the same quarter last year\", the announcement of the
call keeps the old quarter's name, a title too. An amount that the text dates to a year or a length of time for which no table has a column,
and that a table prints for another, is told of likewise. A reader may take the figures for those of the other period. A warning: the figures themselves may be
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
    let quarters = report.quarters.iter().filter(|q| q.number != q.reported).map(|q| {
        let message =
            format!("the text speaks of the {} quarter's results, the release is on the {} quarter", nth(q.number), nth(q.reported));
        Diagnostic::new(Code::PeriodMismatch, message).at(q.span, "another quarter")
    });
    quarters.chain(report.body().filter_map(|s| same_quarter(report, s))).collect()
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
        report.quarters = vec![NamedQuarter { span, number: 1, reported: 3 }, NamedQuarter { span, number: 3, reported: 3 }];
        assert_eq!(check(&report).len(), 1);
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
