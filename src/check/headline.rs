//! Headlines against the rest of the release: amounts and percentages that stand nowhere else.

use super::interval::Interval;
use super::signs::growths;
use super::wording::{amount, number, place, quoted};
use super::words::{content_words, named_by};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::{are_alike, grouped};
use crate::report::{Decimals, Fact, Line, Measure, Report, Sentence, Stated, StatementKind};

/// Words of measures that tables may print under another name, or not at all.
const OTHERWISE: [&str; 14] = [
    "adjusted",
    "non-gaap",
    "pro forma",
    "core",
    "constant",
    "currency",
    "organic",
    "comparable",
    "same",
    "excluding",
    "backlog",
    "orders",
    "subscription",
    "guidance",
];

/// Looks at the amounts of every headline.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let headlines: Vec<&Sentence> = report.sentences.iter().filter(|s| s.headline).collect();
    if headlines.is_empty() {
        return Vec::new();
    }
    let body: Vec<&Stated> = report.body().flat_map(|s| &s.amounts).collect();
    let lines: Vec<&Line> =
        report.statements.iter().filter(|s| s.kind.is_statement() || s.kind == StatementKind::Metrics).flat_map(|s| &s.lines).collect();
    let amounts = headlines.iter().flat_map(|s| s.amounts.iter().enumerate().map(move |(i, a)| (*s, i, a)));
    let open = amounts.filter(|(s, i, a)| !a.rough && !is_range(s, *i) && !is_said(&body, a) && !is_printed(report, a));
    open.filter_map(|(sentence, i, stated)| {
        let rows = rows(&lines, sentence, i)?;
        if stated.change { growth(report, &rows, stated) } else { level(report, &rows, stated) }
    })
    .collect()
}

/// "$43.8 billion to $45.2 billion": what is expected, whoever says so.
fn is_range(sentence: &Sentence, at: usize) -> bool {
    const NEAR: usize = 24;
    let pair = |from: usize| {
        let [low, high] = sentence.amounts.get(from..from + 2)? else { return None };
        let between = sentence.words.get(low.at..high.at)?;
        Some(
            !low.change
                && !high.change
                && low.unit == high.unit
                && between.len() < NEAR
                && [" to ", "-", "\u{2013}"].iter().any(|w| between.contains(w)),
        )
    };
    pair(at) == Some(true) || at > 0 && pair(at - 1) == Some(true)
}

/// Whether the text states it again, rounded further or not.
fn is_said(body: &[&Stated], stated: &Stated) -> bool {
    let own = Interval::around(stated.amount, stated.decimals).magnitude();
    body.iter().any(|other| other.unit == stated.unit && Interval::around(other.amount, other.decimals).magnitude().overlaps(own))
}

/// Whether a table prints it.
fn is_printed(report: &Report, stated: &Stated) -> bool {
    let own = Interval::around(stated.amount, stated.decimals).magnitude();
    let cells = report.facts.iter().filter(|f| f.aspects.unit == stated.unit && f.is_in_table());
    cells.filter_map(Interval::of).any(|i| i.magnitude().overlaps(own))
}

/// The rows that the words before an amount name, back to the amount before it of another kind.
fn rows<'a>(lines: &[&'a Line], sentence: &Sentence, at: usize) -> Option<Vec<&'a Line>> {
    let before =
        sentence.amounts[..at].iter().rev().find(|a| !a.change && sentence.amounts[at].change || a.change == sentence.amounts[at].change);
    let start = before.map_or(0, |a| a.at);
    let words = sentence.words.get(start..sentence.amounts[at].at)?.to_lowercase();
    if OTHERWISE.iter().any(|word| words.contains(word)) {
        return None;
    }
    let words = content_words(&words);
    let named = words.iter().map(String::as_str).collect();
    let rows: Vec<&Line> = lines.iter().copied().filter(|l| named_by(&content_words(&l.label).into_iter().collect(), &named)).collect();
    (!rows.is_empty()).then_some(rows)
}

/// A level that looks like a figure of its row, misprinted.
fn level(report: &Report, rows: &[&Line], stated: &Stated) -> Option<Diagnostic> {
    let Decimals::Places(places) = stated.decimals else { return None };
    let unit = super::interval::half_unit(Decimals::Places(places)).saturating_mul(rust_decimal::Decimal::TWO);
    let cells = rows.iter().flat_map(|l| l.cells.iter().flatten()).map(|id| report.fact(*id)).filter(|f| f.aspects.unit == stated.unit);
    let like = |fact: &&Fact| {
        let rounded = amount(fact).and_then(|a| a.abs().checked_div(unit)).and_then(|n| n.round().checked_mul(unit));
        rounded.is_some_and(|rounded| are_alike(rounded, stated.amount))
    };
    let fact = cells.into_iter().find(like)?;
    let message = format!(
        "the headline gives {}, the table {} for {}",
        grouped(stated.amount.abs().normalize()),
        number(fact),
        quoted(fact.label.trim())
    );
    let finding = Diagnostic::new(Code::NarrativeMismatch, message).severity(crate::diagnostic::Severity::Warning);
    Some(finding.at(stated.span, "in the headline").and_at(place(fact, None), "in the table"))
}

/// A percentage that is no growth of any row that the headline names.
fn growth(report: &Report, rows: &[&Line], stated: &Stated) -> Option<Diagnostic> {
    let percent = stated.unit.as_ref().is_some_and(|u| u.measure == Measure::Pure) && matches!(stated.decimals, Decimals::Places(..=3));
    let said = Interval::around(stated.amount, stated.decimals).magnitude();
    let grown: Vec<(&Fact, &Fact, Interval)> = rows.iter().flat_map(|line| growths(report, line)).collect();
    if !percent || grown.iter().any(|(.., growth)| growth.magnitude().overlaps(said)) {
        return None;
    }
    let (earlier, later, _) = grown.first()?;
    let given = amount(later)?.checked_sub(amount(earlier)?)?.checked_div(amount(earlier)?)?;
    let in_percent = |share: rust_decimal::Decimal| (share * rust_decimal::Decimal::ONE_HUNDRED).round_dp(1).normalize();
    let message = format!(
        "the headline states a change of {} % that stands nowhere else: {} leads from {} to {}, which is {} %",
        in_percent(stated.amount),
        quoted(later.label.trim()),
        number(earlier),
        number(later),
        in_percent(given)
    );
    let finding = Diagnostic::new(Code::ChangeMismatch, message).severity(crate::diagnostic::Severity::Warning);
    Some(finding.at(stated.span, "in the headline").and_at(place(earlier, None), "from").and_at(place(later, None), "to"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::figure::Currency;
    use crate::report::{FactId, Unit};
    use crate::source::Span;

    /// Findings on "NET SALES RISE .. % TO $.. MILLION" over net sales of 27,847 after 19,433 thousand.
    fn found(percent: &str, level: &str) -> Vec<Code> {
        let mut fixture = Fixture::default();
        let cells: Vec<Option<FactId>> = [(27_847_000, 2004), (19_433_000, 2003)]
            .map(|(amount, year)| {
                let id = fixture.money("Sales", amount, -3);
                fixture.during(id, (year, 1), 3);
                Some(id)
            })
            .to_vec();
        fixture.statement(StatementKind::Income, &[("Net sales", &cells)]);
        let mut report = fixture.report();
        let stated = |at: usize, amount: &str, places: i8, unit: Unit, change: bool| Stated {
            span: Span::new(500 + at, 503 + at),
            at,
            amount: rust_decimal::Decimal::from_str_exact(amount).unwrap(),
            decimals: Decimals::Places(places),
            unit: Some(unit),
            change,
            rough: false,
        };
        let amounts = vec![stated(15, percent, 2, Unit::pure(), true), stated(23, level, -5, Unit::currency(Currency::USD), false)];
        let words = "NET SALES RISE 43% TO $27.8 MILLION".to_owned();
        report.sentences.push(Sentence { headline: true, ..Fixture::sentence(Span::new(500, 540), &words, amounts) });
        check(&report).iter().map(|d| d.code).collect()
    }

    #[test]
    fn headlines_against_the_table() {
        assert!(found("0.43", "27800000").is_empty());
        assert_eq!(found("0.53", "27800000"), [Code::ChangeMismatch]);
        assert_eq!(found("0.43", "28700000"), [Code::NarrativeMismatch]);
    }
}
