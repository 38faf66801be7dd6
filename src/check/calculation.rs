//! Printed totals against their printed parts.

use std::collections::{BTreeSet, HashMap, HashSet};

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::habit::{Habit, footing, off_by};
use super::interval::Interval;
use super::wording::{amount, name, place, quoted, slip, sum};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{FactId, Measure, Relation, Report};

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
A total that a table prints is not the sum of the parts that the table prints.

Which rows make up which was found from the figures themselves: in other columns, or by the labels and rules of the table, the sum
holds. The comparison is that of Calculations 1.1: each figure stands for all amounts that round to it, and only when no choice of them
adds up is the sum called inconsistent. A misprinted total, a misprinted part or a line left out are the usual causes; if the
difference is a multiple of 9 with two digits swapped, it is most likely a slip in copying. A sum that only rounding explains is a
warning where all the release's other sums come out to the last digit: then it is made to add up as printed.

Common stock is held against its own label, too: par value times the shares issued, where the other date's line follows from its label.
No more shares are issued than are authorized.

  Income before income taxes   246,000
  Provision for income taxes         0
  Net income                   264,000     246,000 - 0 = 246,000

Source: XBRL Calculations 1.1, section 4; EFM 6.15.";

/// A sum of one column: the total and its weighted parts.
struct Sum<'a> {
    total: FactId,
    parts: &'a [(FactId, i8)],
    statement: usize,
}

/// Finds the sums that no rounding explains. Facts that stand in a conflict are left to the conflict.
pub(super) fn check(report: &Report, conflicting: &BTreeSet<FactId>) -> Vec<Diagnostic> {
    let sums: Vec<Sum> = report.relations.iter().filter_map(as_sum).collect();
    let mut held: HashMap<(usize, String), (usize, usize)> = HashMap::new();
    for sum in &sums {
        if let Some(holds) = holds(report, sum).filter(|_| !is_of_years(report, sum)) {
            let count = held.entry(line(report, sum)).or_default();
            if holds { count.0 += 1 } else { count.1 += 1 }
        }
    }
    let mut told: HashSet<FactId> = HashSet::new();
    let broken: Vec<&Sum> = sums.iter().filter(|s| holds(report, s) == Some(false) && !involves(s, conflicting)).collect();
    let gaps: HashMap<FactId, Decimal> = broken.iter().map(|s| (s.total, gap(report, s))).collect();
    let new = broken.into_iter().filter(|s| !follows(report, s, &gaps)).filter(|s| told.insert(s.total));
    let found: Vec<Diagnostic> = new.map(|s| finding(report, s, held.get(&line(report, s)).copied().unwrap_or_default())).collect();
    found.into_iter().chain(unrounded(report, &sums, conflicting)).collect()
}

/// Sums that only rounding explains, in a release whose other sums come out to the last digit: it makes its figures add up as printed. The
/// same line comes out in another column: else it may be made up of other rows.
fn unrounded(report: &Report, sums: &[Sum], conflicting: &BTreeSet<FactId>) -> Vec<Diagnostic> {
    let (mut habit, mut odd, mut seen) = (Habit::default(), Vec::new(), HashSet::new());
    let mut exact: HashSet<(usize, String)> = HashSet::new();
    for sum in sums.iter().filter(|s| holds(report, s) == Some(true) && is_money(report, s) && seen.insert(s.total)) {
        let parts = sum.parts.iter().filter(|(part, _)| amount(report.fact(*part)).is_some_and(|a| !a.is_zero())).count();
        let gap = gap(report, sum).abs();
        if !gap.is_zero() {
            odd.push((sum, parts, gap));
        } else if parts > 1 {
            habit.exact(footing(parts));
            exact.insert(line(report, sum));
        }
    }
    let mut known: HashSet<Decimal> = HashSet::new();
    // a misprinted subtotal is off once as a total and once as a part
    for (sum, parts, gap) in odd.iter().filter(|(.., gap)| known.insert(*gap)) {
        habit.odd(off_by(*parts, units(report, sum, *gap)));
    }
    let alone = |sum: &Sum| odd.iter().filter(|(other, ..)| line(report, other) == line(report, sum)).count() == 1;
    let slips = odd.iter().filter(|(sum, ..)| habit.is_strict() && exact.contains(&line(report, sum)) && alone(sum));
    let new = slips.filter(|(sum, ..)| !involves(sum, conflicting));
    new.map(|(sum, ..)| finding(report, sum, (0, 0)).help("rounding could explain it, but the release's other sums come out as printed"))
        .collect()
}

/// How many units of the total's last digit an amount is.
fn units(report: &Report, sum: &Sum, amount: Decimal) -> f64 {
    let unit = Interval::of(report.fact(sum.total)).map_or(Decimal::ONE, |i| i.high - i.low);
    amount.checked_div(unit).and_then(|units| units.to_f64()).unwrap_or(0.0)
}

/// Whether all its figures are amounts of money, and no years.
fn is_money(report: &Report, sum: &Sum) -> bool {
    let money =
        |id: FactId| report.fact(id).aspects.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)) && u.per.is_none());
    money(sum.total) && sum.parts.iter().all(|(part, _)| money(*part)) && !is_of_years(report, sum)
}

/// Whether a sum is off by just what one of its parts is off by as a total: that is the part's misprint and no other.
fn follows(report: &Report, sum: &Sum, gaps: &HashMap<FactId, Decimal>) -> bool {
    let gap = gap(report, sum).abs();
    sum.parts.iter().any(|(part, _)| gaps.get(part).is_some_and(|other| (other.abs() - gap).abs() <= slack(report, sum)))
}

/// What is printed more than the parts give.
fn gap(report: &Report, sum: &Sum) -> Decimal {
    let (_, made) = terms(report, sum);
    amount(report.fact(sum.total)).unwrap_or_default().saturating_sub(made)
}

/// What rounding may take from a sum or add to it.
fn slack(report: &Report, sum: &Sum) -> Decimal {
    let facts = sum.parts.iter().map(|(part, _)| *part).chain([sum.total]);
    facts
        .filter_map(|id| Interval::of(report.fact(id)))
        .fold(Decimal::ZERO, |slack, i| slack.saturating_add((i.high - i.low) / Decimal::TWO))
}

fn as_sum(relation: &Relation) -> Option<Sum<'_>> {
    match relation {
        Relation::SumsTo { total, parts, statement } => Some(Sum { total: *total, parts, statement: *statement }),
        _ => None,
    }
}

/// The line of a statement that a total stands in.
fn line(report: &Report, sum: &Sum) -> (usize, String) {
    (sum.statement, report.fact(sum.total).aspects.concept.to_string())
}

fn involves(sum: &Sum, facts: &BTreeSet<FactId>) -> bool {
    facts.contains(&sum.total) || sum.parts.iter().any(|(part, _)| facts.contains(part))
}

/// Whether all its figures may be years, which come out near each other however they are added and taken off.
fn is_of_years(report: &Report, sum: &Sum) -> bool {
    let is_year = |id: FactId| amount(report.fact(id)).is_some_and(|a| (1900.into()..=2100.into()).contains(&a));
    is_year(sum.total) && sum.parts.iter().all(|(part, _)| is_year(*part))
}

/// Whether the parts can make up the total; `None` where something is no number.
fn holds(report: &Report, sum: &Sum) -> Option<bool> {
    let mut made = Interval::exactly(Decimal::ZERO);
    for (part, weight) in sum.parts {
        let part = Interval::of(report.fact(*part))?;
        made = if *weight < 0 { made - part } else { made + part };
    }
    Some(made.overlaps(Interval::of(report.fact(sum.total))?))
}

/// Whether the parts of every sum that a fact is the total or a part of make it up: the arithmetic that speaks for a printed figure.
pub(super) fn speaks_for(report: &Report, fact: FactId) -> Option<(bool, String)> {
    let sums = report.relations.iter().filter_map(as_sum);
    let sum = sums.filter(|s| s.total == fact).find_map(|s| holds(report, &s).map(|h| (h, s)));
    sum.map(|(holds, s)| (holds, arithmetic(report, &s)))
}

fn arithmetic(report: &Report, sum_of: &Sum) -> String {
    let (terms, made) = terms(report, sum_of);
    format!("{} = {}", sum(&terms), grouped(made.normalize()))
}

fn terms(report: &Report, sum: &Sum) -> (Vec<(Decimal, i8)>, Decimal) {
    let terms: Vec<(Decimal, i8)> = sum.parts.iter().filter_map(|(part, w)| Some((amount(report.fact(*part))?, *w))).collect();
    let made = terms.iter().fold(Decimal::ZERO, |made, (amount, weight)| made.saturating_add(amount * Decimal::from(*weight)));
    (terms, made)
}

fn finding(report: &Report, sum: &Sum, (holding, failing): (usize, usize)) -> Diagnostic {
    let total = report.fact(sum.total);
    let within = report.statements.get(sum.statement).map(|s| s.span);
    let printed = amount(total).unwrap_or_default();
    let (_, made) = terms(report, sum);
    let message = format!(
        "{} is printed as {}, but its parts give {}: {}",
        quoted(name(report, total)),
        grouped(printed.normalize()),
        grouped(made.normalize()),
        arithmetic(report, sum)
    );
    let difference = grouped((printed - made).normalize());
    let severity = if holding >= failing && holding > 0 { Severity::Error } else { Severity::Warning };
    let finding =
        Diagnostic::new(Code::CalculationInconsistent, message).severity(severity).at(place(total, within), format!("off by {difference}"));
    let finding = sum.parts.iter().fold(finding, |finding, (part, weight)| {
        let part = report.fact(*part);
        finding.and_at(place(part, within), if *weight < 0 { "taken off" } else { "added" })
    });
    match hint(printed, made) {
        Some(hint) => finding.help(hint),
        None => finding,
    }
}

fn hint(printed: Decimal, made: Decimal) -> Option<String> {
    slip(printed, made).map(|slip| format!("likely {slip}; the export keeps the figure as printed"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;

    fn sums(figures: [[i64; 3]; 2]) -> Vec<Diagnostic> {
        let mut fixture = Fixture::default();
        for [before_tax, tax, net] in figures {
            let parts = [(fixture.money("IncomeBeforeTaxes", before_tax, -3), 1), (fixture.money("IncomeTaxes", tax, -3), -1)];
            let total = fixture.money("NetIncome", net, -3);
            fixture.relate(Relation::SumsTo { total, parts: parts.to_vec(), statement: 0 });
        }
        check(&fixture.report(), &BTreeSet::new())
    }

    #[test]
    fn a_swapped_digit_is_found_with_its_arithmetic() {
        let found = sums([[246_000, 0, 264_000], [14_000, 6_000, 8_000]]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].severity, Severity::Error);
        assert!(found[0].message.ends_with("246,000 - 0 = 246,000"), "{}", found[0].message);
        assert_eq!(found[0].related.len(), 2);
        assert!(found[0].help.is_some());
    }

    #[test]
    fn a_misprint_is_told_once() {
        let mut fixture = Fixture::default();
        let [sales, cost, gross, expenses, income] =
            [27_847_000, 18_157_000, 9_960_000, 8_564_000, 1_126_000].map(|amount| fixture.money("Row", amount, -3));
        fixture.relate(Relation::SumsTo { total: gross, parts: vec![(sales, 1), (cost, -1)], statement: 0 });
        fixture.relate(Relation::SumsTo { total: income, parts: vec![(gross, 1), (expenses, -1)], statement: 0 });
        let found = check(&fixture.report(), &BTreeSet::new());
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("9,690,000"));
    }

    #[test]
    fn rounding_is_no_finding() {
        assert!(sums([[246_000, 1_000, 246_000], [14_000, 6_000, 8_000]]).is_empty());
    }

    #[test]
    fn years_bear_nothing_out() {
        let mut fixture = Fixture::default();
        for [first, second, third, total] in [[1993, 1994, 1995, 1996], [1_584_000, 1_621_000, 1_636_000, 1_696_000]] {
            let parts = [(fixture.money("A", first, 0), 1), (fixture.money("B", second, 0), -1), (fixture.money("C", third, 0), 1)];
            let total = fixture.money("Subtotal", total, 0);
            fixture.relate(Relation::SumsTo { total, parts: parts.to_vec(), statement: 0 });
        }
        assert!(check(&fixture.report(), &BTreeSet::new()).iter().all(|f| f.severity == Severity::Warning));
    }
}
