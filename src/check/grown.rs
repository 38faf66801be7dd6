//! An amount that a table prints, with the growth that the text gives it: "earnings per share were $2.87, up 7%".
//!
//! The sentence need not say what it grew from: the row holds it.

use rust_decimal::Decimal;

use super::interval::{Interval, digits, half_unit};
use super::signs::growths;
use super::stated::is_share;
use super::wording::{amount, number, place, quoted};
use super::words::content_words;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{Decimals, Fact, Line, Measure, Report, Sentence, Stated, StatementKind, Unit};

/// How many characters may part an amount from its growth.
const NEAR: usize = 12;
/// Digits that an amount must have, so that it is told from others.
const DIGITS: usize = 3;
/// Facts of about one size that are looked at.
const ROWS: usize = 24;
/// Words that make a growth another one than that over the year before.
const OTHERWISE: [&str; 14] = [
    "constant",
    "currenc",
    "exclud",
    "organic",
    "sequential",
    "prior quarter",
    "previous quarter",
    "preceding",
    "last quarter",
    "annualized",
    "pro forma",
    "comparable",
    "since",
    "month",
];

/// What tables print, with its row, by size without the sign.
type Printed<'a> = Vec<(Decimal, &'a Fact, &'a Line)>;

/// Looks at every amount that a growth stands beside.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let pairs: Vec<(&Sentence, &Stated, &Stated)> =
        report.body().flat_map(|s| s.amounts.windows(2).filter_map(move |w| pair(s, &w[0], &w[1])).map(move |(l, g)| (s, l, g))).collect();
    if pairs.is_empty() {
        return Vec::new();
    }
    let printed = printed(report);
    pairs.into_iter().filter_map(|(sentence, level, growth)| odd(report, &printed, sentence, level, growth)).collect()
}

fn printed(report: &Report) -> Printed<'_> {
    let tables = report.statements.iter().filter(|s| !matches!(s.kind, StatementKind::Narrative | StatementKind::Cover));
    let cells = tables.flat_map(|s| &s.lines).flat_map(|line| line.cells.iter().flatten().map(move |id| (report.fact(*id), line)));
    let mut printed: Printed = cells.filter_map(|(fact, line)| Some((amount(fact)?.abs(), fact, line))).collect();
    printed.sort_by_key(|(size, ..)| *size);
    printed
}

/// A level with the growth behind it, "were $2.87, up 7%", or before it, "up 6% to $18.2 billion".
fn pair<'a>(sentence: &Sentence, first: &'a Stated, second: &'a Stated) -> Option<(&'a Stated, &'a Stated)> {
    let between = sentence.words.get(first.at..second.at)?.trim_start_matches(|c: char| !c.is_whitespace());
    let (level, growth) = match (is_growth(first), is_growth(second)) {
        (false, true) if [" up ", " down "].iter().any(|word| between.ends_with(word)) => (first, second),
        (true, false) if between.ends_with(" to ") || between.ends_with(" to $") => (second, first),
        _ => return None,
    };
    let exact = !level.rough && !growth.rough && !level.change && level.unit.as_ref().is_some_and(|u| u.measure != Measure::Pure);
    (exact && between.len() <= NEAR && matches!(level.decimals, Decimals::Places(places) if digits(level.amount.abs(), places) >= DIGITS))
        .then_some((level, growth))
}

fn is_growth(stated: &Stated) -> bool {
    stated.change && is_share(stated)
}

/// The growth that none of the rows with the amount bears out, where the sentence names each of them.
fn odd(report: &Report, printed: &Printed, sentence: &Sentence, level: &Stated, growth: &Stated) -> Option<Diagnostic> {
    let words = sentence.words.to_lowercase();
    if OTHERWISE.iter().any(|word| words.contains(word)) {
        return None;
    }
    let (size, reach) = (level.amount.abs(), half_unit(level.decimals));
    let from = printed.partition_point(|(known, ..)| *known < size - reach);
    let near = printed[from..].iter().take_while(|(known, ..)| *known <= size + reach).take(ROWS);
    let named = near.filter(|(_, fact, line)| is_of_one_unit(fact, level) && is_named(&words, fact, line));
    let said = Interval::around(growth.amount, growth.decimals).magnitude();
    let grown: Vec<_> = named
        .flat_map(|(_, fact, line)| {
            growths(report, line).into_iter().filter(move |(before, now, _)| now == fact && are_of_one_column(before, now))
        })
        .collect();
    if grown.iter().any(|(.., given)| given.magnitude().overlaps(said)) {
        return None;
    }
    let (before, now, _) = grown.first()?;
    let exact = amount(now)?.checked_sub(amount(before)?)?.checked_div(amount(before)?)?;
    let percent = |share: Decimal| (share * Decimal::ONE_HUNDRED).round_dp(1).normalize();
    let message = format!(
        "the text gives {} a change of {} %, but from {} to {} it is {} %",
        quoted(now.label.trim()),
        percent(growth.amount),
        number(before),
        number(now),
        percent(exact)
    );
    let finding = Diagnostic::new(Code::ChangeMismatch, message).severity(Severity::Warning).at(growth.span, "stated");
    Some(finding.and_at(place(before, None), "before").and_at(place(now, None), "now"))
}

/// The text need not write "per share" behind the amount: the measure alone must be the same.
fn is_of_one_unit(fact: &Fact, level: &Stated) -> bool {
    let measure = |unit: &Option<Unit>| unit.as_ref().map(|u| u.measure.clone());
    measure(&fact.aspects.unit) == measure(&level.unit)
}

/// Whether two figures of a row are the same measure at two times: of GAAP and of GAAP, say.
fn are_of_one_column(before: &Fact, now: &Fact) -> bool {
    before.aspects.concept == now.aspects.concept && before.aspects.dimensions == now.aspects.dimensions
}

/// Whether a sentence, in lower case, speaks of the row.
fn is_named(sentence: &str, fact: &Fact, line: &Line) -> bool {
    if fact.aspects.unit.as_ref().is_some_and(|u| u.per.is_some()) {
        return sentence.contains("per share") || sentence.contains("per diluted") || sentence.contains("eps");
    }
    let words = content_words(sentence);
    content_words(&line.label).iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::source::Span;

    fn found(words: &str, percent: &str) -> usize {
        let mut fixture = Fixture::default();
        let ids = [287, 268].map(|amount| fixture.money("AdjustedIncome", amount * 1000, -3));
        fixture.during(ids[0], (2014, 4), 3);
        fixture.during(ids[1], (2013, 4), 3);
        fixture.statement(StatementKind::Income, &[("Adjusted income", &ids.map(Some))]);
        let mut report = fixture.report();
        let unit = report.facts[0].aspects.unit.clone();
        let at = |part: &str| words.find(part).unwrap();
        let mut amounts =
            vec![Fixture::stated(at("$287"), "287000", -3, unit, false), Fixture::stated(at("7%"), percent, 2, Some(Unit::pure()), true)];
        amounts.sort_by_key(|a| a.at);
        report.sentences.push(Fixture::sentence(Span::new(500, 580), words, amounts));
        check(&report).len()
    }

    #[test]
    fn a_growth_that_the_row_bears_out() {
        assert_eq!(found("Adjusted income was $287,000, up 7%", "0.07"), 0);
        assert_eq!(found("Adjusted income was up 7% to $287,000", "0.07"), 0);
    }

    #[test]
    fn a_growth_that_it_does_not() {
        assert_eq!(found("Adjusted income was $287,000, up 7%", "0.01"), 1);
        assert_eq!(found("Adjusted income was up 7% to $287,000", "0.17"), 1);
    }

    #[test]
    fn other_growths_and_other_rows_are_left_alone() {
        assert_eq!(found("Adjusted income was $287,000, up 7% sequentially", "0.01"), 0);
        assert_eq!(found("Backlog was $287,000, up 7%", "0.01"), 0);
    }
}
