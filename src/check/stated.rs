//! Changes that a sentence states together with the amounts they follow from.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::change::{Verdict, judged};
use super::interval::Interval;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{Base, Comparison, Decimals, Measure, Report, Sentence, Stated};

/// What `explain` says of words against signs.
pub(super) const EXPLAIN_DIRECTION: &str = "\
Words and figures go opposite ways: \"increased\" where the figures fall, \"net income\" where the table shows a loss.

The amounts are right or wrong whichever way one reads them; the word decides what a reader takes away. A warning: for expenses and losses
people write of \"improvement\" and mean less.

  revenue decreased 5.0% to $1,985,000 from $1,891,000          it rose
  net income of $246,000                   Net loss   (246,000)

Source: the words of the release against its own figures.";

/// Reckons every comparison of every sentence.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    report.sentences.iter().flat_map(|s| changes(s).into_iter().chain(growths(s))).collect()
}

/// The changes of a sentence that fit none of the levels they may lead from; told of the first. A second rate beside the one that the levels
/// give is of something else: "up 4 % from $588.9 million, with organic growth of 2 %".
fn changes(sentence: &Sentence) -> Vec<Diagnostic> {
    let fits = |c: &&Comparison| reckon(sentence, **c).is_none_or(|r| r.verdict == Verdict::Fits);
    let mut settled: HashSet<usize> = sentence.comparisons.iter().filter(fits).map(|c| c.change).collect();
    let unit = |c: &Comparison| sentence.amounts.get(c.change).and_then(|change| change.unit.as_ref());
    let levels = |c: &Comparison| (c.later, c.earlier);
    let given: Vec<&Comparison> = sentence.comparisons.iter().filter(fits).collect();
    let is_given = |c: &&Comparison| given.iter().any(|other| levels(other) == levels(c) && unit(other) == unit(c));
    let open: Vec<Comparison> = sentence.comparisons.iter().filter(|c| settled.insert(c.change) && !is_given(c)).copied().collect();
    open.into_iter().filter_map(|c| compare(sentence, c)).collect()
}

/// How many characters may part a percentage from the amount it is measured from.
const NEAR: usize = 24;

/// "increased $678,000, or 16.5%, from $4,102,000": the change over its base, wherever the new level stands.
fn growths(sentence: &Sentence) -> Vec<Diagnostic> {
    let triples = sentence.amounts.windows(3).filter(|w| {
        let [change, percent, base] = w else { return false };
        let words = sentence.words.get(percent.at..base.at).unwrap_or_default();
        let exact = !change.rough && !percent.rough && !base.rough;
        let kinds = change.change && percent.change && !base.change && is_share(percent) && !is_share(change) && change.unit == base.unit;
        let joined = sentence.words.get(change.at..percent.at).is_some_and(|between| between.len() < NEAR && between.contains(" or "));
        exact && kinds && joined && words.len() < NEAR && words.contains(" from ") && base.amount > Decimal::ZERO
    });
    triples.filter_map(|w| growth(&w[0], &w[1], &w[2])).collect()
}

fn growth(change: &Stated, percent: &Stated, base: &Stated) -> Option<Diagnostic> {
    let given = interval(change).magnitude().over(interval(base))?;
    let verdict = judged(interval(percent).magnitude(), percent.decimals, given);
    let exact = change.amount.abs().checked_div(base.amount)?;
    let (code, severity) = graded(verdict, percent.amount, exact)?;
    let message = format!(
        "the text states a change of {}, but {} on {} is {}",
        shown(percent, percent.amount),
        shown(change, change.amount.abs()),
        shown(base, base.amount),
        shown(percent, exact)
    );
    let finding =
        Diagnostic::new(code, message).severity(severity).at(percent.span, format!("stated as {}", shown(percent, percent.amount)));
    Some(finding.and_at(change.span, "the change").and_at(base.span, "from this"))
}

/// The places of changes that their own sentence lets one reckon: nothing else need be asked of them.
pub(super) fn reckoned(report: &Report) -> Vec<crate::source::Span> {
    let verdicts = report.sentences.iter().flat_map(|s| s.comparisons.iter().map(move |c| (s, c)));
    verdicts.filter(|(s, c)| reckon(s, **c).is_some()).map(|(s, c)| s.amounts[c.change].span).collect()
}

struct Reckoned {
    verdict: Verdict,
    /// The change that the printed levels give.
    given: Decimal,
    before: Decimal,
}

/// Holds the change of a comparison against its levels.
fn reckon(sentence: &Sentence, comparison: Comparison) -> Option<Reckoned> {
    let amount = |index: usize| sentence.amounts.get(index).filter(|a| !a.rough);
    let (later, change) = (amount(comparison.later)?, amount(comparison.change)?);
    let (base, before) = match comparison.earlier {
        Base::Level(index) => (interval(amount(index)?), amount(index)?.amount),
        Base::Less(index) => (interval(later) - interval(amount(index)?), later.amount.checked_sub(amount(index)?.amount)?),
    };
    if base.low <= Decimal::ZERO || later.amount.is_sign_negative() {
        // over a negative base people print what they like
        return None;
    }
    let moved = later.amount.checked_sub(before)?;
    let (given, exact) = if is_share(change) && !is_share(later) {
        ((interval(later) - base).over(base)?, moved.checked_div(before)?)
    } else if later.unit == change.unit && (!is_share(change) || is_basis_points(change)) {
        (interval(later) - base, moved)
    } else {
        return None;
    };
    let verdict = judged(interval(change), change.decimals, given);
    Some(Reckoned { verdict, given: exact, before })
}

fn interval(stated: &Stated) -> Interval {
    Interval::around(stated.amount, stated.decimals)
}

pub(super) fn is_share(stated: &Stated) -> bool {
    stated.unit.as_ref().is_some_and(|u| u.measure == Measure::Pure && u.per.is_none())
}

/// Of percentages one says the difference in basis points; in percent it may be either.
fn is_basis_points(stated: &Stated) -> bool {
    stated.decimals == Decimals::Places(4) && stated.amount.abs() < Decimal::new(1, 1)
}

fn compare(sentence: &Sentence, comparison: Comparison) -> Option<Diagnostic> {
    let reckoned = reckon(sentence, comparison)?;
    let (later, change) = (&sentence.amounts[comparison.later], &sentence.amounts[comparison.change]);
    let earlier = match comparison.earlier {
        Base::Level(index) | Base::Less(index) => &sentence.amounts[index],
    };
    let message = format!(
        "the text states a change of {}, but {} after {} gives {}",
        shown(change, change.amount),
        shown(later, later.amount),
        shown(later, reckoned.before),
        shown(change, reckoned.given)
    );
    let (code, severity) = graded(reckoned.verdict, change.amount, reckoned.given)?;
    let finding = Diagnostic::new(code, message).severity(severity).at(change.span, format!("stated as {}", shown(change, change.amount)));
    let finding = finding.and_at(later.span, format!("to {}", shown(later, later.amount)));
    Some(match comparison.earlier {
        Base::Level(_) => finding.and_at(earlier.span, format!("from {}", shown(earlier, earlier.amount))),
        Base::Less(_) => finding.and_at(earlier.span, format!("by {}", shown(earlier, earlier.amount))),
    })
}

/// An error where the change is wrong by more than its last digit; one that is off by far may be of something else.
fn graded(verdict: Verdict, stated: Decimal, given: Decimal) -> Option<(Code, Severity)> {
    let (stated, given) = (stated.abs(), given.abs());
    let related = stated * Decimal::TWO >= given && given * Decimal::TWO >= stated;
    match verdict {
        Verdict::Fits | Verdict::Unrounded => None,
        Verdict::Turned => Some((Code::DirectionMismatch, Severity::Warning)),
        Verdict::Off if related => Some((Code::ChangeMismatch, Severity::Error)),
        Verdict::Near | Verdict::Off => Some((Code::ChangeMismatch, Severity::Warning)),
    }
}

/// An amount in words of its unit.
fn shown(stated: &Stated, amount: Decimal) -> String {
    if is_share(stated) {
        let places = if let Decimals::Places(places) = stated.decimals { places.clamp(2, 6) as u32 - 1 } else { 4 };
        return format!("{} %", grouped((amount * Decimal::ONE_HUNDRED).round_dp(places).normalize()));
    }
    grouped(amount.round_dp(4).normalize())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::figure::Currency;
    use crate::report::Unit;
    use crate::source::Span;

    fn stated(nth: usize, amount: &str, places: i8, unit: Unit) -> Stated {
        let amount = Decimal::from_str_exact(amount).unwrap();
        let change = unit == Unit::pure();
        let span = Span::new(nth * 10, nth * 10 + 5);
        Stated { span, at: nth * 10, amount, decimals: Decimals::Places(places), unit: Some(unit), change, rough: false }
    }

    fn found(later: &str, earlier: &str, percent: &str) -> Option<(Code, Severity)> {
        let money = Unit::currency(Currency::USD);
        let amounts = vec![stated(0, later, -5, money.clone()), stated(1, earlier, -5, money), stated(2, percent, 3, Unit::pure())];
        let comparisons = vec![Comparison { later: 0, earlier: Base::Level(1), change: 2 }];
        let mut report = Fixture::default().report();
        report.sentences.push(Sentence { comparisons, ..Fixture::sentence(Span::new(0, 40), "", amounts) });
        check(&report).pop().map(|d| (d.code, d.severity))
    }

    #[test]
    fn a_sentence_is_reckoned_by_its_own_figures() {
        assert_eq!(found("36200000", "46000000", "-0.213"), None);
        assert_eq!(found("36200000", "46000000", "-0.207"), Some((Code::ChangeMismatch, Severity::Error)));
        assert_eq!(found("36200000", "46000000", "0.213"), Some((Code::DirectionMismatch, Severity::Warning)));
        assert_eq!(found("36200000", "46000000", "-0.03"), Some((Code::ChangeMismatch, Severity::Warning)));
    }

    #[test]
    fn a_second_rate_beside_the_right_one_is_of_something_else() {
        let told = |first: &str| {
            let money = Unit::currency(Currency::USD);
            let levels = [stated(0, "612400000", -5, money.clone()), stated(2, "588900000", -5, money)];
            let [later, earlier] = levels;
            let amounts = vec![later, stated(1, first, 2, Unit::pure()), earlier, stated(3, "0.02", 2, Unit::pure())];
            let comparison = |change| Comparison { later: 0, earlier: Base::Level(2), change };
            let mut report = Fixture::default().report();
            let sentence = Fixture::sentence(Span::new(0, 60), "", amounts);
            report.sentences.push(Sentence { comparisons: vec![comparison(1), comparison(3)], ..sentence });
            check(&report).len()
        };
        assert_eq!((told("0.04"), told("0.09")), (0, 2));
    }

    #[test]
    fn a_change_and_its_base_give_the_percentage() {
        let grown = |percent: &str| {
            let money = || Unit::currency(Currency::USD);
            let words = "centers increased $678,000, or 16.5%, from $4,102,000 reported".to_owned();
            let mut amounts =
                vec![stated(0, "678000", -3, money()), stated(1, percent, 3, Unit::pure()), stated(2, "4102000", -3, money())];
            for (amount, at) in amounts.iter_mut().zip([19, 31, 44]) {
                amount.at = at;
            }
            amounts[0].change = true;
            let mut report = Fixture::default().report();
            report.sentences.push(Fixture::sentence(Span::new(0, 70), &words, amounts));
            check(&report).pop().map(|d| d.severity)
        };
        assert_eq!((grown("0.165"), grown("0.105"), grown("0.05")), (None, Some(Severity::Error), Some(Severity::Warning)));
    }
}
