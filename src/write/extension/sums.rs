//! Sums: which totals of a role the calculation linkbase states.
//!
//! A calculation arc binds the facts of its concepts in every context, not only in the table it was read from. A sum is stated only
//! where it holds for all facts that are written; one that holds in its own table alone is left out, with a diagnostic.

use rust_decimal::Decimal;

use super::roles::Role;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Aspects, Decimals, FactId, Relation, Report, Value};
use crate::taxonomy::QName;
use crate::write::Calculations;
use crate::write::hash::{FactSet, HashMap, HashSet, IndexMap};

/// A total and its parts, each with its weight.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Sum {
    pub(super) total: QName,
    pub(super) parts: IndexMap<QName, i8>,
}

/// The sums of each role in groups: within a group none contradicts another and none runs in a circle.
pub(super) fn sums(
    report: &Report,
    written: &FactSet,
    roles: &[Role],
    calculations: Calculations,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Vec<Vec<Sum>>> {
    let stated = stated(report, written, diagnostics);
    let facts = Figures::of(report, written, stated.values().flatten().map(|(sum, _)| sum));
    let mut groups: Vec<Vec<Vec<Sum>>> = roles.iter().map(|_| Vec::new()).collect();
    for (statement, stated) in stated {
        let Some(role) = roles.iter().position(|role| role.statement == Some(statement)) else { continue };
        for (sum, place) in stated {
            match facts.breach(&sum, calculations) {
                Some(breach) => diagnostics.push(left_out(report, &sum, place, &breach)),
                None => place_in(&mut groups[role], sum, |merged| facts.breach(merged, calculations).is_none()),
            }
        }
    }
    groups
}

/// Each sum that each statement states, once, with its total; those that XBRL has no form for are reported.
fn stated(report: &Report, written: &FactSet, diagnostics: &mut Vec<Diagnostic>) -> IndexMap<usize, Vec<(Sum, FactId)>> {
    let mut sums: IndexMap<usize, Vec<(Sum, FactId)>> = IndexMap::default();
    let mut apart = Vec::new();
    for relation in &report.relations {
        let Relation::SumsTo { total, parts, statement } = relation else { continue };
        if !written.contains(total) || !parts.iter().all(|(part, _)| written.contains(part)) {
            continue;
        }
        let of_statement = sums.entry(*statement).or_default();
        match concepts(report, *total, parts) {
            Ok(sum) if of_statement.iter().any(|(other, _)| *other == sum) => {}
            Ok(sum) => of_statement.push((sum, *total)),
            Err(Unfit::OtherContext) => apart.push(*total),
            Err(Unfit::Balance(sum)) => {
                diagnostics.push(left_out(report, &sum, *total, "the sides of the books (debit, credit) forbid these weights"))
            }
        }
    }
    diagnostics.extend(parts_apart(report, &apart));
    sums
}

enum Unfit {
    /// Parts under other dimensions or periods than the total, or of the same concept: no calculation of XBRL's.
    OtherContext,
    /// XBRL 2.1 section 5.1.1.2.
    Balance(Sum),
}

fn concepts(report: &Report, total: FactId, parts: &[(FactId, i8)]) -> Result<Sum, Unfit> {
    let whole = &report.fact(total).aspects;
    let mut sum = Sum { total: whole.concept.clone(), parts: IndexMap::default() };
    for (part, weight) in parts {
        let part = &report.fact(*part).aspects;
        let together = part.period == whole.period && part.dimensions == whole.dimensions && part.unit == whole.unit;
        if !together || part.concept == whole.concept || sum.parts.insert(part.concept.clone(), *weight).is_some() {
            return Err(Unfit::OtherContext);
        }
    }
    let lawful = sum.parts.iter().all(|(part, weight)| lawful(report, &sum.total, part, *weight));
    if lawful { Ok(sum) } else { Err(Unfit::Balance(sum)) }
}

fn lawful(report: &Report, total: &QName, part: &QName, weight: i8) -> bool {
    match (report.concept(total).balance, report.concept(part).balance) {
        (Some(total), Some(part)) => (total == part) == (weight > 0),
        _ => true,
    }
}

/// Joins a sum with those of a group where all together still hold, else opens a new group.
fn place_in(groups: &mut Vec<Vec<Sum>>, sum: Sum, holds: impl Fn(&Sum) -> bool) {
    for group in groups.iter_mut() {
        if joined(group, &sum, &holds) {
            return;
        }
    }
    groups.push(vec![sum]);
}

fn joined(group: &mut Vec<Sum>, sum: &Sum, holds: impl Fn(&Sum) -> bool) -> bool {
    if circular(group, sum) {
        return false;
    }
    let Some(known) = group.iter_mut().find(|known| known.total == sum.total) else {
        group.push(sum.clone());
        return true;
    };
    let mut merged = known.clone();
    for (part, weight) in &sum.parts {
        if *merged.parts.entry(part.clone()).or_insert(*weight) != *weight {
            return false;
        }
    }
    let fits = holds(&merged);
    if fits {
        *known = merged;
    }
    fits
}

/// Whether some part of the sum is, down the group's own sums, made of its total.
fn circular(group: &[Sum], sum: &Sum) -> bool {
    let by_total: HashMap<&QName, &Sum> = group.iter().map(|s| (&s.total, s)).collect();
    let mut seen = HashSet::default();
    let mut open: Vec<&QName> = sum.parts.keys().collect();
    while let Some(name) = open.pop() {
        if *name == sum.total {
            return true;
        }
        if seen.insert(name) {
            open.extend(by_total.get(name).into_iter().flat_map(|s| s.parts.keys()));
        }
    }
    false
}

/// The figures of the facts that are written and that a sum binds, to try sums on.
struct Figures<'a> {
    by_aspects: HashMap<&'a Aspects, Vec<(Decimal, Decimals)>>,
    by_concept: HashMap<&'a QName, Vec<&'a Aspects>>,
}

impl<'a> Figures<'a> {
    fn of<'b>(report: &'a Report, written: &FactSet, sums: impl Iterator<Item = &'b Sum>) -> Self {
        let bound: HashSet<&QName> = sums.flat_map(|sum| sum.parts.keys().chain([&sum.total])).collect();
        let mut figures = Self { by_aspects: HashMap::default(), by_concept: HashMap::default() };
        for (_, fact) in report.facts().filter(|(id, fact)| bound.contains(&fact.aspects.concept) && written.contains(id)) {
            if let Value::Number { amount, decimals } = fact.value {
                figures.by_aspects.entry(&fact.aspects).or_default().push((amount, decimals));
                figures.by_concept.entry(&fact.aspects.concept).or_default().push(&fact.aspects);
            }
        }
        figures
    }

    /// Where a sum does not hold, in words.
    fn breach(&self, sum: &Sum, calculations: Calculations) -> Option<String> {
        self.by_concept.get(&sum.total)?.iter().find(|total| !self.holds(sum, total, calculations)).map(|total| place(total))
    }

    fn holds(&self, sum: &Sum, total: &Aspects, calculations: Calculations) -> bool {
        let parts = sum.parts.iter().filter_map(|(part, weight)| {
            let aspects = Aspects { concept: part.clone(), ..total.clone() };
            Some((self.by_aspects.get(&aspects)?.as_slice(), *weight))
        });
        let parts: Vec<_> = parts.collect();
        // Figures in conflict under one key bind nothing; the duplicate is the finding.
        let (&[(amount, decimals)], true) = (self.by_aspects[total].as_slice(), parts.iter().all(|(figures, _)| figures.len() == 1)) else {
            return true;
        };
        let parts: Vec<_> = parts.iter().map(|(figures, weight)| (figures[0], Decimal::from(*weight))).collect();
        parts.is_empty()
            || match calculations {
                Calculations::V1_1 => within_rounding((amount, decimals), &parts),
                Calculations::V1_0 => equal_when_rounded((amount, decimals), &parts),
            }
            .unwrap_or(false)
    }
}

type Part = ((Decimal, Decimals), Decimal);

/// Calculations 1.1: the interval of the total and that of the sum of the parts have a point in common. `None` on overflow.
fn within_rounding((amount, decimals): (Decimal, Decimals), parts: &[Part]) -> Option<bool> {
    let mut sum = Decimal::ZERO;
    let mut slack = half_unit(decimals)?;
    for ((part, decimals), weight) in parts {
        sum = sum.checked_add(part.checked_mul(*weight)?)?;
        slack = slack.checked_add(half_unit(*decimals)?)?;
    }
    Some(sum.checked_sub(amount)?.abs() <= slack)
}

/// XBRL 2.1 section 5.2.5.2: the parts as rounded, summed and rounded to the total's accuracy, equal the total.
fn equal_when_rounded((amount, decimals): (Decimal, Decimals), parts: &[Part]) -> Option<bool> {
    let mut sum = Decimal::ZERO;
    for ((part, decimals), weight) in parts {
        sum = sum.checked_add(rounded(*part, *decimals)?.checked_mul(*weight)?)?;
    }
    Some(rounded(sum, decimals)? == rounded(amount, decimals)?)
}

/// Half of the last accurate digit's unit; `None` beyond what a decimal can hold.
pub(in crate::write) fn half_unit(decimals: Decimals) -> Option<Decimal> {
    match decimals {
        Decimals::Infinite => Some(Decimal::ZERO),
        Decimals::Places(places) => power_of_ten(-i32::from(places))?.checked_div(Decimal::TWO),
    }
}

fn rounded(amount: Decimal, decimals: Decimals) -> Option<Decimal> {
    match decimals {
        Decimals::Infinite => Some(amount),
        Decimals::Places(places @ 0..) => Some(amount.round_dp(u32::from(places.unsigned_abs()))),
        Decimals::Places(places) => {
            let unit = power_of_ten(-i32::from(places))?;
            amount.checked_div(unit)?.round().checked_mul(unit)
        }
    }
}

fn power_of_ten(power: i32) -> Option<Decimal> {
    let digits = Some(power.unsigned_abs()).filter(|digits| *digits <= 27)?;
    Some(if power < 0 { Decimal::new(1, digits) } else { Decimal::from_i128_with_scale(10i128.pow(digits), 0) })
}

/// One message for all: splits of a total by product or region are as many as a table has columns.
fn parts_apart(report: &Report, totals: &[FactId]) -> Option<Diagnostic> {
    let first = report.fact(*totals.first()?);
    let message = format!(
        "{} sums of parts that are set apart from their total by member, period or unit have no form in a calculation linkbase; the first is that of {}",
        totals.len(),
        first.aspects.concept
    );
    let diagnostic = Diagnostic::new(Code::NotRepresentable, message);
    Some(match first.origins.first() {
        Some(origin) => diagnostic.at(origin.span(), "this total"),
        None => diagnostic,
    })
}

fn place(aspects: &Aspects) -> String {
    let members: String = aspects.dimensions.values().map(|member| format!(" {}", member.local())).collect();
    let period = aspects.period.start().map_or(String::new(), |start| format!("{start} to "));
    format!("it does not hold for the facts of {period}{}{members}", aspects.period.end())
}

fn left_out(report: &Report, sum: &Sum, total: FactId, reason: &str) -> Diagnostic {
    let parts: Vec<String> =
        sum.parts.iter().map(|(part, weight)| format!("{}{}", if *weight < 0 { "- " } else { "+ " }, part.local())).collect();
    let message =
        format!("{} = {} is left out of the calculation linkbase: {reason}", sum.total.local(), parts.join(" ").trim_start_matches("+ "));
    let diagnostic = Diagnostic::new(Code::NotRepresentable, message);
    let span = report.fact(total).origins.first().map(crate::report::Origin::span);
    span.map_or(diagnostic.clone(), |span| diagnostic.at(span, "this total"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn part(amount: i64, weight: i64) -> Part {
        ((Decimal::from(amount), Decimals::Places(-3)), Decimal::from(weight))
    }

    #[test]
    fn rounding_is_allowed_for() {
        let parts = [part(1000, 1), part(3000, -1)];
        let total = |amount: i64| (Decimal::from(amount), Decimals::Places(-3));
        assert_eq!(within_rounding(total(-3000), &parts), Some(true));
        assert_eq!(within_rounding(total(-4000), &parts), Some(false));
        assert_eq!(equal_when_rounded(total(-2000), &parts), Some(true));
        assert_eq!(equal_when_rounded(total(-3000), &parts), Some(false));
    }

    #[test]
    fn circles_are_seen() {
        let sum = |total: &str, part: &str| Sum { total: QName::us_gaap(total), parts: [(QName::us_gaap(part), 1)].into_iter().collect() };
        assert!(circular(&[sum("A", "B"), sum("B", "C")], &sum("C", "A")));
        assert!(!circular(&[sum("A", "B")], &sum("C", "A")));
    }
}
