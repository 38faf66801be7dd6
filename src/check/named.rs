//! Amounts that a sentence gives behind the words of a row: "Adjusted operating ratio was 92.8% compared to 91.3%".
//!
//! Where one of them is in the row, or the stated growth is the row's, the sentence speaks of that row: then the other must be in it too.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;

use super::interval::{Interval, agree};
use super::signs::growths;
use super::stated::is_share;
use super::wording::{amount, number, place, quoted};
use super::words::{GENERAL, content_words};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{Fact, Line, PrintedDay, Report, Sentence, Stated, StatementKind, Value};

/// How many characters may part a row's words from its amount.
const NEAR: usize = 28;
/// How many may part an amount from the one it is compared with.
const COMPARED: usize = 90;
/// Rows of one name that are looked at.
const ROWS: usize = 24;
/// Words before a row's own that leave it what it is.
const PLAIN: [&str; 11] = ["the", "our", "its", "and", "consolidated", "total", "company's", "overall", "with", "while", "net"];
/// Words behind them that lead to another figure than the row's.
const APART: [&str; 12] =
    [" by ", " of net", " of total", " included", " excluding", " includ", " per ", " due", " from ", " as a ", " expect", " would "];
/// Words that lead from an amount to what it is compared with.
const AGAINST: [&str; 5] = ["compared to ", "compared with ", " from ", " versus ", " against "];

/// Looks at every sentence that holds the words of a row.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let day = |day: &PrintedDay| Some((day.span.start, NaiveDate::from_ymd_opt(day.year, day.month, day.day)?));
    let printed = Printed { rows: rows(report), days: report.days.iter().filter_map(day).collect() };
    report.body().flat_map(|sentence| of_sentence(report, &printed, sentence)).collect()
}

/// What is printed that sentences may speak of.
struct Printed<'a> {
    rows: Rows<'a>,
    /// The days, by where they stand.
    days: BTreeMap<u32, NaiveDate>,
}

/// The rows of all tables by what they are called, less "total"; names of one telling word alone are passed over.
type Rows<'a> = HashMap<String, Vec<&'a Line>>;

fn rows(report: &Report) -> Rows<'_> {
    let mut rows = Rows::new();
    let tables = report.statements.iter().filter(|s| !matches!(s.kind, StatementKind::Narrative | StatementKind::Cover));
    for line in tables.flat_map(|s| &s.lines).filter(|l| l.cells.iter().any(Option::is_some)) {
        let lower = line.label.trim().to_lowercase();
        let name = lower.strip_prefix("total ").unwrap_or(&lower).trim_end_matches(|c: char| !c.is_alphanumeric()).to_owned();
        let telling = content_words(&name).into_iter().filter(|word| !GENERAL.contains(&word.as_str())).count();
        let of_name = rows.entry(name).or_default();
        if telling >= 2 && of_name.len() < ROWS {
            of_name.push(line);
        }
    }
    rows.retain(|_, lines| !lines.is_empty());
    rows
}

/// Amounts behind a row's words, at most two: the level now, and the one it is compared with.
fn of_sentence(report: &Report, printed: &Printed, sentence: &Sentence) -> Vec<Diagnostic> {
    let lower = sentence.words.to_lowercase();
    if lower.len() != sentence.words.len() {
        return Vec::new();
    }
    let levels = sentence.amounts.iter().enumerate().filter(|(_, a)| is_level(a));
    levels.filter_map(|(at, stated)| of_row(report, printed, sentence, &lower, at, stated)).collect()
}

fn is_level(stated: &Stated) -> bool {
    !stated.change && !stated.rough && stated.unit.is_some()
}

fn of_row(report: &Report, printed: &Printed, sentence: &Sentence, lower: &str, at: usize, stated: &Stated) -> Option<Diagnostic> {
    let lines = named(&printed.rows, lower, stated.at)?;
    let compared = sentence.amounts[at + 1..].iter().find(|a| is_level(a) && a.unit == stated.unit).filter(|other| {
        let between = lower.get(stated.at..other.at).unwrap_or_default();
        between.len() <= COMPARED && !between.contains(';') && AGAINST.iter().any(|words| between.contains(words))
    });
    let cells: Vec<&Fact> = lines.iter().flat_map(|line| in_row(report, line, stated)).collect();
    let inside = |stated: &Stated| cells.iter().any(|fact| agrees(fact, stated));
    let grown = || {
        let growth = sentence.amounts[..at].last().filter(|a| a.change && stated.at - a.at <= NEAR && is_share(a))?;
        let said = Interval::around(growth.amount, growth.decimals);
        Some(lines.iter().flat_map(|l| growths(report, l)).any(|(.., given)| given.overlaps(said)))
    };
    let odd = match (inside(stated), compared) {
        // a row of one time alone prints nothing of what it is compared with
        (true, Some(other)) if !inside(other) && lines.iter().any(|l| in_row(report, l, stated).nth(1).is_some()) => other,
        (false, Some(other)) if inside(other) => stated,
        (false, _) if grown() == Some(true) => stated,
        _ => return None,
    };
    let like = cells.iter().find(|fact| looks_like(fact, odd)).filter(|_| !is_of_another_day(&printed.days, &cells, odd))?;
    let message = format!(
        "the text gives {} for {}, which the table does not print there; it prints {}",
        shown(odd),
        quoted(like.label.trim()),
        number(like)
    );
    let finding = Diagnostic::new(Code::NarrativeMismatch, message).severity(Severity::Warning).at(odd.span, "in the text");
    Some(
        finding
            .and_at(place(like, None), "in the table")
            .help("no row of that name prints the text's figure; the export keeps the table's"),
    )
}

/// Whether an amount is dated, right behind it, to a day of which a row prints nothing: "$33.7 million as of May 31", beside a fiscal year's end.
fn is_of_another_day(days: &BTreeMap<u32, NaiveDate>, cells: &[&Fact], stated: &Stated) -> bool {
    /// How many bytes may part an amount from its date.
    const BEHIND: u32 = 48;
    let day = days.range(stated.span.end..stated.span.end.saturating_add(BEHIND)).next();
    day.is_some_and(|(_, day)| cells.iter().all(|fact| fact.aspects.period.end() != *day))
}

/// The facts of a row in the unit of an amount.
fn in_row<'a>(report: &'a Report, line: &'a Line, stated: &'a Stated) -> impl Iterator<Item = &'a Fact> {
    line.cells.iter().flatten().map(|id| report.fact(*id)).filter(|fact| fact.aspects.unit == stated.unit)
}

/// The rows whose words stand before an amount: the longest name that fits.
fn named<'a>(rows: &'a Rows<'a>, lower: &str, at: usize) -> Option<&'a [&'a Line]> {
    let before = lower.get(..at)?;
    let from = before.char_indices().rev().map(|(at, _)| at).nth(NEAR + 60).unwrap_or(0);
    let starts = before[from..].char_indices().filter(|(i, c)| c.is_alphanumeric() && !before[..from + i].ends_with(char::is_alphanumeric));
    for (start, _) in starts {
        let start = from + start;
        if !leads(&before[..start]) {
            continue;
        }
        let ends = before[start..].char_indices().filter(|(i, c)| !c.is_alphanumeric() && *i > 6).map(|(i, _)| start + i);
        for end in ends.collect::<Vec<_>>().into_iter().rev().filter(|end| at - end <= NEAR) {
            let between = &before[end..];
            let apart = || APART.iter().any(|words| between.contains(words)) || between.contains([',', ';', '(', ':']);
            if let Some(lines) = rows.get(&before[start..end]).filter(|_| !apart()) {
                return Some(lines);
            }
        }
    }
    None
}

/// Whether nothing before a row's words makes them another's: "European", "non-GAAP".
fn leads(before: &str) -> bool {
    let before = before.trim_end();
    before.is_empty()
        || before.ends_with(['.', ':', ';', '\u{2022}'])
        || before.split_whitespace().next_back().is_some_and(|word| PLAIN.contains(&word.trim_matches(',')))
}

fn agrees(fact: &Fact, stated: &Stated) -> bool {
    match fact.value {
        Value::Number { amount, decimals } => agree((amount.abs(), decimals), (stated.amount.abs(), stated.decimals)),
        _ => false,
    }
}

/// Whether a figure of the row, rounded as the text rounds, has as many digits and differs in one of them.
fn looks_like(fact: &Fact, stated: &Stated) -> bool {
    let crate::report::Decimals::Places(places) = stated.decimals else { return false };
    let unit = super::interval::half_unit(crate::report::Decimals::Places(places)) * rust_decimal::Decimal::TWO;
    let digits = |amount: rust_decimal::Decimal| amount.abs().checked_div(unit).map(|n| n.round().normalize().to_string());
    let (Some(known), Some(said)) = (amount(fact).and_then(digits), digits(stated.amount)) else { return false };
    known.len() == said.len() && known.len() > 1 && known.bytes().zip(said.bytes()).filter(|(a, b)| a != b).count() == 1
}

fn shown(stated: &Stated) -> String {
    if is_share(stated) {
        return format!("{} %", grouped((stated.amount.abs() * rust_decimal::Decimal::ONE_HUNDRED).round_dp(2).normalize()));
    }
    grouped(stated.amount.abs().normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::{Decimals, FactId, Unit};
    use crate::source::Span;
    use rust_decimal::Decimal;

    /// Findings on a sentence with two percentages, over a row that prints 92.8 % and 91.3 %.
    fn found(words: &str, amounts: [&str; 2]) -> usize {
        let mut fixture = Fixture::default();
        let cells: Vec<Option<FactId>> = ["0.928", "0.913"].map(|share| Some(fixture.percent(share, 3))).to_vec();
        fixture.statement(StatementKind::Reconciliation, &[("Adjusted operating ratio", &cells)]);
        let mut report = fixture.report();
        let stated = |at: usize, share: &str| Stated {
            span: Span::new(500 + at, 504 + at),
            at,
            amount: Decimal::from_str_exact(share).unwrap(),
            decimals: Decimals::Places(3),
            unit: Some(Unit::pure()),
            change: false,
            rough: false,
        };
        let (first, second) = (words.find('#').unwrap(), words.rfind('#').unwrap());
        let amounts = vec![stated(first, amounts[0]), stated(second, amounts[1])];
        report.sentences.push(Fixture::sentence(Span::new(500, 600), words, amounts));
        check(&report).len()
    }

    #[test]
    fn amounts_of_a_day_that_no_column_is_of() {
        let stated = Stated {
            span: Span::new(490, 494),
            at: 0,
            amount: Decimal::ONE,
            decimals: Decimals::Places(0),
            unit: None,
            change: false,
            rough: false,
        };
        let dated = |at: u32| is_of_another_day(&BTreeMap::from([(at, NaiveDate::from_ymd_opt(2026, 5, 31).unwrap())]), &[], &stated);
        assert!(dated(500));
        assert!(!dated(480) && !dated(600));
    }

    #[test]
    fn both_amounts_are_those_of_the_row() {
        let words = "Our adjusted operating ratio was #% compared to #% in the same quarter last year.";
        assert_eq!(found(words, ["0.928", "0.913"]), 0);
        assert_eq!(found(words, ["0.928", "0.413"]), 1);
        assert_eq!(found(words, ["0.948", "0.913"]), 1);
        assert_eq!(found(words, ["0.948", "0.413"]), 0, "neither says that the row is meant");
        assert_eq!(found("European adjusted operating ratio was #% compared to #%.", ["0.928", "0.413"]), 0);
        assert_eq!(found(words, ["0.928", "0.577"]), 0, "another figure, no misprint");
    }
}
