//! Growth "during the quarter" that is the growth over the year.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use rust_decimal::Decimal;

use super::interval::{Interval, half_unit};
use super::wording::{amount, number, place, quoted};
use super::words::content_words;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Fact, Measure, Report, Sentence, Stated};
use crate::taxonomy::QName;

/// Words that make a change one of the last three months.
const QUARTERLY: [&str; 6] = [
    "during the quarter",
    "in the quarter",
    "for the quarter",
    "from the prior quarter",
    "from the previous quarter",
    "since the prior quarter",
];

/// Balances by concept and day.
type Balances<'a> = BTreeMap<(&'a QName, NaiveDate), &'a Fact>;
/// How many balances of about one size are looked at.
const NEAR: usize = 16;

/// Looks at percentages said of a quarter whose balance the tables hold at its beginning, too.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let mut balances = Balances::new();
    for fact in report.facts.iter().filter(|f| is_balance(f)) {
        balances.entry((&fact.aspects.concept, fact.aspects.period.end())).or_insert(fact);
    }
    let now = balances.values().filter(|f| f.aspects.period.end() == report.period.end());
    let mut at_end: Vec<(Decimal, &Fact)> = now.filter_map(|fact| Some((amount(fact)?, *fact))).collect();
    at_end.sort_by_key(|(size, _)| *size);
    let mut found: Vec<Diagnostic> = Vec::new();
    for sentence in report.body() {
        let lower = sentence.words.to_lowercase();
        if !QUARTERLY.iter().any(|words| lower.contains(words)) {
            continue;
        }
        for (change, level) in sentence.amounts.windows(2).filter_map(|pair| changed_to(&pair[0], &pair[1])) {
            let reach = half_unit(level.decimals) * Decimal::TWO;
            let from = at_end.partition_point(|(size, _)| *size < level.amount - reach);
            let near = at_end[from..].iter().take_while(|(size, _)| *size <= level.amount + reach).take(NEAR).map(|(_, fact)| *fact);
            found.extend(
                near.filter(|fact| is_stated(fact, level, sentence)).filter_map(|fact| of_the_year(&balances, fact, change)).next(),
            );
        }
    }
    found
}

fn is_balance(fact: &Fact) -> bool {
    let plain = fact.aspects.dimensions.is_empty() && fact.aspects.period.start().is_none();
    plain && fact.is_in_table() && amount(fact).is_some()
}

/// "increased 11% to $1.10 billion".
fn changed_to<'a>(change: &'a Stated, level: &'a Stated) -> Option<(&'a Stated, &'a Stated)> {
    let percent = change.change && change.unit.as_ref().is_some_and(|u| u.measure == Measure::Pure);
    (percent && !change.rough && !level.change && level.at.saturating_sub(change.at) < 24).then_some((change, level))
}

/// Whether a level is that balance: it agrees with it, and the sentence names it.
fn is_stated(fact: &Fact, level: &Stated, sentence: &Sentence) -> bool {
    let said = Interval::around(level.amount, level.decimals);
    let label = content_words(&fact.label);
    let words = content_words(&sentence.words);
    fact.aspects.unit == level.unit
        && Interval::of(fact).is_some_and(|i| i.overlaps(said))
        && !label.is_empty()
        && label.iter().all(|w| words.contains(w))
}

/// A change that is not the quarter's but the year's.
fn of_the_year(balances: &Balances, fact: &Fact, change: &Stated) -> Option<Diagnostic> {
    let end = fact.aspects.period.end();
    let before = |most: u64, least: u64| {
        let (from, to) = (end.checked_sub_days(Days::new(most))?, end.checked_sub_days(Days::new(least))?);
        balances.range((&fact.aspects.concept, from)..=(&fact.aspects.concept, to)).next().map(|(_, fact)| *fact)
    };
    let (quarter, year) = (before(100, 80)?, before(375, 355)?);
    let said = Interval::around(change.amount, change.decimals);
    let growth = |earlier: &Fact| (Interval::of(fact)? - Interval::of(earlier)?).over(Interval::of(earlier)?);
    if growth(quarter)?.overlaps(said) || !growth(year)?.overlaps(said) {
        return None;
    }
    let percent = |share: Decimal| (share * Decimal::ONE_HUNDRED).round_dp(1).normalize();
    let grown = amount(fact)?.checked_sub(amount(quarter)?)?.checked_div(amount(quarter)?)?;
    let message = format!(
        "{} is said to change by {} % during the quarter; that is the change over the year, the quarter's from {} to {} is {} %",
        quoted(fact.label.trim()),
        percent(change.amount),
        number(quarter),
        number(fact),
        percent(grown)
    );
    let finding = Diagnostic::new(Code::PeriodMismatch, message)
        .at(change.span, "the year's change")
        .and_at(place(quarter, None), "a quarter before");
    Some(finding.and_at(place(year, None), "a year before").and_at(place(fact, None), "now"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::{Period, Unit};
    use crate::source::Span;

    fn found(percent: &str) -> usize {
        let mut fixture = Fixture::default();
        let ids = [1_100, 1_034, 988].map(|amount| fixture.standard("Deposits", amount * 1_000_000, -6));
        ids.iter().for_each(|id| fixture.label(*id, "Total deposits"));
        let mut report = fixture.report();
        let ends: [NaiveDate; 3] = ["2004-03-31", "2003-12-31", "2003-03-31"].map(|day| day.parse().unwrap());
        for (fact, end) in report.facts.iter_mut().zip(ends) {
            fact.aspects.period = Period::Instant(end);
        }
        let unit = report.facts[0].aspects.unit.clone();
        let amounts = vec![Fixture::stated(15, percent, 2, Some(Unit::pure()), true), Fixture::stated(23, "1100000000", -7, unit, false)];
        let words = "Deposits rose 11% to $1.10 billion during the quarter".to_owned();
        report.sentences.push(Fixture::sentence(Span::new(500, 560), &words, amounts));
        check(&report).len()
    }

    #[test]
    fn the_growth_of_a_year_is_no_quarters() {
        assert_eq!((found("0.11"), found("0.06"), found("0.08")), (1, 0, 0));
    }
}
