//! Stated changes and percentages against the figures they speak of.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::interval::{Interval, half_unit};
use super::stated;
use super::wording::{amount, in_unit_of, name, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{Decimals, Dimensions, Fact, FactId, Measure, Origin, Relation, Report, Sentence, Value};
use crate::source::Span;
use crate::taxonomy::QName;

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
The release states a change, a growth rate or a share of a total that its own figures do not give.

  $36.2 million against $46.0 million, \"a decline of $9.5 million, or 20.7%\"
  46.0 - 36.2 = 9.8, or 21.3 %

Each figure stands for all amounts that round to it; only a change that none of them gives is reported. It is an error where one sentence
states both levels and the change. A change that is off by no more than one in its last digit is a warning: it may have been worked out
from figures that are not printed. So is one whose levels stand elsewhere: it may lead from another. One that is far
off then is a note, unless its sentence states what it is measured from: it may speak of other figures. A headline's percentage that stands
nowhere else and is no growth of the row it names is a warning.

Source: the words of the release; Calculations 1.1 for the rounding.";

/// Holds every stated change against the two facts it speaks of.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let reckoned: HashSet<Span> = stated::reckoned(report).into_iter().collect();
    let changes: Vec<[FactId; 3]> = report.relations.iter().filter_map(changed).collect();
    let mut others: HashMap<Key, Vec<&Fact>> = HashMap::new();
    for fact in &report.facts {
        others.entry(key(fact)).or_default().push(fact);
    }
    let sentences: HashMap<Span, &Sentence> = report.sentences.iter().map(|s| (s.span, s)).collect();
    let open = changes.iter().filter(|[.., stated]| !report.fact(*stated).origins.iter().any(|o| reckoned.contains(&o.span())));
    open.filter_map(|ids| change(report, &others, &sentences, *ids)).collect()
}

/// Whether the sentence gives the change from one level to the other in another breath: then this one is of something else.
fn is_settled(sentences: &HashMap<Span, &Sentence>, stated: &Fact, given: Interval) -> bool {
    let own = |span: Span| stated.origins.iter().any(|o| o.span() == span);
    let said = stated.origins.iter().find_map(|o| if let Origin::Sentence { sentence, .. } = o { sentences.get(sentence) } else { None });
    let others = said.into_iter().flat_map(|s| &s.amounts).filter(|a| a.change && !own(a.span) && a.unit == stated.aspects.unit);
    others.into_iter().any(|a| Interval::around(a.amount, a.decimals).overlaps(given))
}

fn changed(relation: &Relation) -> Option<[FactId; 3]> {
    match relation {
        Relation::ChangedBy { earlier, later, stated } => Some([*earlier, *later, *stated]),
        _ => None,
    }
}

/// How a stated change compares to the one that the figures give.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Verdict {
    Fits,
    /// Within rounding, but not what the figures give as they are printed.
    Unrounded,
    /// Off by no more than one in the last digit.
    Near,
    /// Right but for its direction.
    Turned,
    Off,
}

/// Compares a stated amount with what it may be.
pub(super) fn verdict(stated: &Fact, given: Interval) -> Option<Verdict> {
    let Value::Number { amount, decimals } = stated.value else { return None };
    Some(judged(Interval::around(amount, decimals), decimals, given))
}

/// Compares what is stated to a digit with what it may be.
pub(super) fn judged(said: Interval, decimals: Decimals, given: Interval) -> Verdict {
    if said.overlaps(given) {
        Verdict::Fits
    } else if said.magnitude().overlaps(given.magnitude()) {
        Verdict::Turned
    } else if said.widened(half_unit(decimals) * Decimal::TWO).magnitude().overlaps(given.magnitude()) {
        Verdict::Near
    } else {
        Verdict::Off
    }
}

/// Whether a fact states a share of one: a percentage.
pub(super) fn is_share(fact: &Fact) -> bool {
    fact.aspects.unit.as_ref().is_some_and(|u| u.measure == Measure::Pure && u.per.is_none())
}

/// How many periods a change may lead from.
const BASES: usize = 64;

/// What sets facts apart but for their periods.
type Key<'a> = (&'a QName, &'a Dimensions);

fn key(fact: &Fact) -> Key<'_> {
    (&fact.aspects.concept, &fact.aspects.dimensions)
}

/// Whether a change from another base is what is stated.
fn fits(base: &Fact, later: &Fact, stated: &Fact, percentage: bool) -> bool {
    let levels = Interval::of(base).zip(Interval::of(later)).filter(|_| base.aspects.period.end() < later.aspects.period.end());
    let given =
        levels.and_then(|(before, after)| if percentage { (after - before).over(before.magnitude()) } else { Some(after - before) });
    given.and_then(|given| verdict(stated, given)) == Some(Verdict::Fits)
}

fn change(
    report: &Report,
    others: &HashMap<Key, Vec<&Fact>>,
    sentences: &HashMap<Span, &Sentence>,
    ids: [FactId; 3],
) -> Option<Diagnostic> {
    let [earlier, later, stated] = ids.map(|id| report.fact(id));
    let (before, after) = (Interval::of(earlier)?, Interval::of(later)?);
    let spoken = spoken(earlier, stated).zip(spoken(later, stated));
    let percentage = is_share(stated) && !is_share(earlier);
    let given =
        |before: Interval, after: Interval| if percentage { (after - before).over(before.magnitude()) } else { Some(after - before) };
    if percentage && amount(earlier)?.is_sign_negative() {
        // over a negative base people print what they like
        return None;
    }
    // a sentence may round its own figures before it compares them
    let as_spoken = spoken.and_then(|(before, after)| verdict(stated, given(before, after)?));
    let verdict = verdict(stated, given(before, after)?)?;
    if verdict == Verdict::Fits || as_spoken == Some(Verdict::Fits) || verdict == Verdict::Turned && !is_plain(earlier, later) {
        return None;
    }
    if spoken.is_none() && others.get(&key(earlier)).into_iter().flatten().take(BASES).any(|base| fits(base, later, stated, percentage)) {
        // the text may compare with another period than the one before
        return None;
    }
    // a sentence that states what it compares with speaks of no other figures
    let based = self::spoken(earlier, stated).is_some() && !is_settled(sentences, stated, given(before, after)?);
    Some(finding(report, [earlier, later, stated], middle(earlier, later, percentage)?, verdict, based))
}

/// What a fact can truly be by the words of the sentence that states the change, if it is said there too.
fn spoken(fact: &Fact, stated: &Fact) -> Option<Interval> {
    let sentence = stated.origins.iter().find_map(|o| if let Origin::Sentence { sentence, .. } = o { Some(*sentence) } else { None })?;
    let said = fact.origins.iter().find_map(|o| match o {
        Origin::Sentence { figure, scale, .. } if sentence.contains(figure.span) => Some((figure, *scale)),
        _ => None,
    })?;
    let (figure, scale) = said;
    let unit = power_of_ten(i32::from(scale))?;
    let printed = figure.amount.abs().checked_mul(unit)?;
    let size = if amount(fact)?.is_sign_negative() { -printed } else { printed };
    let half = power_of_ten(i32::from(scale) - i32::from(figure.style.fraction_digits))? / Decimal::TWO;
    Some(Interval::exactly(size).widened(half))
}

fn power_of_ten(exponent: i32) -> Option<Decimal> {
    match exponent {
        0..=18 => Some(Decimal::from(10u64.pow(exponent.unsigned_abs()))),
        -18..=-1 => Some(Decimal::new(1, exponent.unsigned_abs())),
        _ => None,
    }
}

/// Whether both are gains, so that more is more.
fn is_plain(earlier: &Fact, later: &Fact) -> bool {
    [earlier, later].iter().all(|f| amount(f).is_some_and(|a| a > Decimal::ZERO))
}

/// The change between the figures as printed.
fn middle(earlier: &Fact, later: &Fact, percentage: bool) -> Option<Decimal> {
    let (before, after) = (amount(earlier)?, amount(later)?);
    let change = after.checked_sub(before)?;
    if percentage { change.checked_div(before.abs()) } else { Some(change) }
}

fn finding(report: &Report, [earlier, later, stated]: [&Fact; 3], given: Decimal, verdict: Verdict, based: bool) -> Diagnostic {
    let message = format!(
        "{} is said to change by {}, but from {} to {} it changes by {}",
        quoted(name(report, later)),
        number(stated),
        number(earlier),
        number(later),
        in_unit_of(stated, given)
    );
    let code = if verdict == Verdict::Turned { Code::DirectionMismatch } else { Code::ChangeMismatch };
    Diagnostic::new(code, message)
        .severity(severity(stated, given, verdict, based))
        .at(place(stated, None), format!("stated as {}", number(stated)))
        .and_at(place(earlier, None), format!("from {}", number(earlier)))
        .and_at(place(later, None), format!("to {}", number(later)))
}

/// Never an error: where one sentence states all three it is `stated` that reckons, and elsewhere the pairing is the reading's.
fn severity(stated: &Fact, given: Decimal, verdict: Verdict, based: bool) -> Severity {
    let stated = amount(stated).unwrap_or_default().abs();
    let related = stated * Decimal::TWO >= given.abs() && given.abs() * Decimal::TWO >= stated;
    if verdict == Verdict::Off && !related && !based { Severity::Note } else { Severity::Warning }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;

    fn found(before: i64, after: i64, stated: &str) -> Option<Severity> {
        let mut fixture = Fixture::default();
        let (earlier, later) = (fixture.said("Revenues", before, -5), fixture.said("Revenues", after, -5));
        let places = stated.split_once('.').map_or(0, |(_, f)| f.len() as i8);
        let stated = fixture.said_percent(stated, places);
        fixture.relate(Relation::ChangedBy { earlier, later, stated });
        check(&fixture.report()).pop().map(|d| d.severity)
    }

    #[test]
    fn changes_are_held_against_their_figures() {
        assert_eq!(found(46_000_000, 36_200_000, "-0.213"), None);
        assert_eq!(found(46_000_000, 36_200_000, "-0.207"), Some(Severity::Warning));
        assert_eq!(found(46_000_000, 36_200_000, "0.213"), Some(Severity::Warning));
        assert_eq!(found(46_000_000, 36_200_000, "-0.02"), Some(Severity::Warning));
        assert_eq!(found(-46_000_000, 36_200_000, "-0.02"), None);
    }

    #[test]
    fn a_change_far_from_levels_that_stand_elsewhere_is_a_note() {
        let mut fixture = Fixture::default();
        let (earlier, later) = (fixture.money("Revenues", 46_000_000, -5), fixture.money("Revenues", 36_200_000, -5));
        let stated = fixture.said_percent("-0.02", 2);
        fixture.relate(Relation::ChangedBy { earlier, later, stated });
        assert_eq!(check(&fixture.report()).pop().map(|d| d.severity), Some(Severity::Note));
    }
}
