//! Quarters against the year, and the other periods that add up to longer ones.

use std::collections::HashMap;

use indexmap::IndexMap;

use rust_decimal::Decimal;

use super::interval::Interval;
use super::wording::{amount, name, number, place, quoted, sum};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{Aspects, Dimensions, Fact, Measure, Origin, Period, Report};
use crate::source::Span;

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
The figures of consecutive periods do not add up to the figure of the whole: four quarters to the year, two to the half-year.

Only amounts of money that flow are added, and only where the release prints every part. A warning, not an error: companies restate quarters
without saying so, and round each period for itself. Parts that are far from the whole, or fit but for a sign, are a note: they may be of
another measure; not so where all others of the same column add up.

  Three months to March 31  19,433     to June 30  20,118     six months to June 30  39,155
  19,433 + 20,118 = 39,551

Source: flows of consecutive periods add up; ASC 270-10-45 for what interim periods report.";

/// What sets apart facts that may be parts of one another but for their periods.
type Key<'a> = (&'a crate::taxonomy::QName, &'a Dimensions);

/// Adds up the periods of every flow.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let mut flows: IndexMap<Key, Vec<&Fact>> = IndexMap::new();
    for fact in report.facts.iter().filter(|f| is_flow(&f.aspects)) {
        flows.entry((&fact.aspects.concept, &fact.aspects.dimensions)).or_default().push(fact);
    }
    let outcomes: Vec<Outcome> = flows.into_values().filter(|facts| facts.len() > 2).flat_map(|facts| flow(report, facts)).collect();
    let mut columns: HashMap<Span, (usize, usize)> = HashMap::new();
    for (outcome, column) in outcomes.iter().filter_map(|outcome| Some((outcome, outcome.column?))) {
        let (fit, off) = columns.entry(column).or_default();
        *if outcome.finding.is_none() { fit } else { off } += 1;
    }
    let alone = |column: Option<Span>| column.and_then(|c| columns.get(&c)).is_some_and(|(fit, off)| *fit >= FITTING && *off == 1);
    let judged = |outcome: Outcome| {
        let finding = outcome.finding?;
        Some(if outcome.far && alone(outcome.column) { finding.severity(Severity::Warning) } else { finding })
    };
    let mut findings: Vec<Diagnostic> = outcomes.into_iter().filter_map(judged).collect();
    findings.sort_by_key(|f| f.primary.as_ref().map(|p| p.span));
    findings
}

/// How many others of a column must add up for one that is far off to be a slip.
const FITTING: usize = 3;

/// What became of one sum.
struct Outcome {
    /// What is to be said, where it does not come out.
    finding: Option<Diagnostic>,
    /// Whether the sum is far off.
    far: bool,
    /// The header of the column that the whole stands in.
    column: Option<Span>,
}

fn is_flow(aspects: &Aspects) -> bool {
    let money = aspects.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)) && u.per.is_none());
    let average = aspects.concept.local().contains("Average");
    money && !average && matches!(aspects.period, Period::Duration { .. })
}

fn flow(report: &Report, mut facts: Vec<&Fact>) -> Vec<Outcome> {
    facts.sort_by_key(|f| f.aspects.period);
    facts.dedup_by_key(|f| f.aspects.period);
    let outcome = |whole: &&Fact| {
        let compared = compare(report, whole, &parts(whole, &facts)?);
        let column = whole.origins.iter().find_map(|o| if let Origin::Cell { column, .. } = o { *column } else { None });
        let (finding, far) = compared.map_or((None, false), |(finding, far)| (Some(finding), far));
        Some(Outcome { finding, far, column })
    };
    facts.iter().filter_map(outcome).collect()
}

/// The shortest periods that fill a longer one without a gap: at least two.
fn parts<'a>(whole: &Fact, facts: &[&'a Fact]) -> Option<Vec<&'a Fact>> {
    let (mut day, end) = (whole.aspects.period.start()?, whole.aspects.period.end());
    let mut parts = Vec::new();
    while day <= end {
        let starting = facts.iter().filter(|f| f.aspects.period.start() == Some(day) && f.aspects.period != whole.aspects.period);
        let next = starting.filter(|f| f.aspects.period.end() <= end).min_by_key(|f| f.aspects.period.end())?;
        parts.push(*next);
        day = next.aspects.period.end().succ_opt()?;
    }
    (parts.len() >= 2).then_some(parts)
}

/// What does not come out, and whether it is far off.
fn compare(report: &Report, whole: &Fact, parts: &[&Fact]) -> Option<(Diagnostic, bool)> {
    let made = parts.iter().try_fold(Interval::exactly(Decimal::ZERO), |made, part| Some(made + Interval::of(part)?))?;
    if made.overlaps(Interval::of(whole)?) {
        return None;
    }
    if is_between(amount(whole)?, parts) {
        return None;
    }
    let terms: Vec<(Decimal, i8)> = parts.iter().filter_map(|part| Some((amount(part)?, 1))).collect();
    let given: Decimal = terms.iter().fold(Decimal::ZERO, |made, (amount, _)| made.saturating_add(*amount));
    let message = format!(
        "{} of the whole period is {}, but its parts give {} = {}",
        quoted(name(report, whole)),
        number(whole),
        sum(&terms),
        grouped(given.normalize())
    );
    // what is far off is no sum of these parts: one of them may be of another measure
    let printed = amount(whole)?.abs();
    let far = (printed - given.abs()).abs() * Decimal::TWO > printed;
    // parts that fit but for a sign were read with the wrong one
    let sizes = terms.iter().fold(Decimal::ZERO, |made, (amount, _)| made.saturating_add(amount.abs()));
    let far = far || sizes == printed;
    let severity = if far { Severity::Note } else { Severity::Warning };
    let finding = Diagnostic::new(Code::PeriodsInconsistent, message).severity(severity).at(place(whole, None), "the whole period");
    Some((parts.iter().fold(finding, |finding, part| finding.and_at(place(part, None), number(part))), far))
}

/// Whether the whole lies between its parts, all of one sign: then it is their average or last state, not their sum.
fn is_between(whole: Decimal, parts: &[&Fact]) -> bool {
    let amounts: Vec<Decimal> = parts.iter().filter_map(|part| amount(part)).collect();
    let one_sign = amounts.iter().all(|a| a.is_sign_negative() == whole.is_sign_negative());
    let (low, high) = (amounts.iter().min().copied().unwrap_or_default(), amounts.iter().max().copied().unwrap_or_default());
    one_sign && low <= whole && whole <= high
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;

    fn found(year: i64) -> usize {
        let mut fixture = Fixture::default();
        for (i, amount) in [8_181, 9_094, 8_958, 10_947].into_iter().enumerate() {
            let id = fixture.money("Revenues", amount * 1_000_000, -6);
            fixture.during(id, (2012, 1 + 3 * i as u32), 3);
        }
        let id = fixture.money("Revenues", year * 1_000_000, -6);
        fixture.during(id, (2012, 1), 12);
        check(&fixture.report()).len()
    }

    #[test]
    fn what_is_far_off_is_a_slip_where_the_others_of_its_column_add_up() {
        let severities = |years: &[i64]| -> Vec<Severity> {
            let mut fixture = Fixture::default();
            for (nth, year) in years.iter().enumerate() {
                let concept = ["Revenues", "GrossProfit", "OperatingIncomeLoss", "NetIncomeLoss"][nth];
                for quarter in 0..4 {
                    let id = fixture.money(concept, 1_000_000, -6);
                    fixture.during(id, (2012, 1 + 3 * quarter), 3);
                }
                let id = fixture.money(concept, year * 1_000_000, -6);
                fixture.during(id, (2012, 1), 12);
            }
            let mut report = fixture.report();
            let whole = |fact: &Fact| fact.aspects.period.days().is_some_and(|days| days > 300);
            for fact in report.facts.iter_mut().filter(|fact| whole(fact)) {
                for origin in &mut fact.origins {
                    if let Origin::Cell { column, .. } = origin {
                        *column = Some(Span::new(0, 4));
                    }
                }
            }
            check(&report).iter().map(|finding| finding.severity).collect()
        };
        assert_eq!(severities(&[4, 4, 4, 9]), [Severity::Warning]);
        assert_eq!(severities(&[4, 4, 9]), [Severity::Note]);
        assert_eq!(severities(&[4, 4, 9, 9]), [Severity::Note, Severity::Note]);
    }

    #[test]
    fn four_quarters_make_a_year() {
        assert_eq!((found(37_180), found(37_182), found(37_810)), (0, 0, 1));
    }
}
