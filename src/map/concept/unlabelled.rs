//! Subtotals without a label: the concept that the arithmetic proves.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::heading::heads_both_sides;
use super::sums::Part;
use super::weigh::{Scored, best};
use super::{LinkLine, Weighed};
use crate::report::StatementKind;
use crate::taxonomy::{ElementId, calculation};

/// The share of a total's parts that the taxonomy must know as its parts.
const COVERED: f32 = 0.6;

/// What is taken off the cost of property.
const DEPRECIATION: &str = "AccumulatedDepreciationDepletionAndAmortizationPropertyPlantAndEquipment";

/// How likely the total of the heading must be for the arithmetic to have no say.
const TOLD: f32 = 0.5;

/// Takes from unlabelled lines what a labelled line of the statement stands for: a subtotal under "Assets" is not the total of assets.
pub(super) fn yield_to_labelled(lines: &[LinkLine], scored: &mut [Vec<Scored>]) {
    let mut labelled: HashMap<ElementId, Vec<usize>> = HashMap::new();
    for (at, concept) in scored.iter().enumerate().filter(|(at, _)| lines[*at].is_labelled()).filter_map(|(at, s)| Some((at, best(s)?))) {
        labelled.entry(concept).or_default().push(at);
    }
    for (line, scored) in lines.iter().zip(scored).filter(|(line, _)| !line.is_labelled()) {
        // a part of it has the name of the heading over both: "Federal" below "Income taxes:"
        let is_part = |at: &usize| line.parts.iter().any(|(part, _)| part == at);
        let stand_for = best(scored).and_then(|concept| labelled.get(&concept));
        if stand_for.is_some_and(|others| !others.iter().all(is_part)) {
            scored.clear();
        }
    }
}

/// For each unlabelled total the heading that it sums up: of several under one the outermost.
pub(super) fn summed<'a>(lines: &[LinkLine<'a>]) -> Vec<Option<&'a str>> {
    let heading = |line: &LinkLine<'a>| heading_of_parts(lines, line).filter(|h| line.is_unlabelled_total() && !heads_both_sides(h));
    let mut summed: Vec<Option<&str>> = lines.iter().map(heading).collect();
    for (at, total) in lines.iter().enumerate().filter(|(_, line)| line.is_unlabelled_total()) {
        for (part, _) in total.parts.iter().filter(|(part, _)| *part < at) {
            let outer = total.sections.last().is_none_or(|h| Some(*h) == lines[*part].sections.last().copied());
            if outer && summed[*part].is_some() {
                summed[at] = summed[*part].take();
            }
        }
    }
    summed
}

/// The heading right over a line; where that heads only the last of its parts, the one over the first: "Interest costs:" below "Costs and
/// expenses:" ends with the total of both.
fn heading_of_parts<'a>(lines: &[LinkLine<'a>], line: &LinkLine<'a>) -> Option<&'a str> {
    let last = line.sections.last().copied()?;
    let mut above = line.parts.iter().filter(|(part, _)| !lines[*part].sections.contains(&last)).peekable();
    if above.peek().is_none() {
        return Some(last);
    }
    let (first, _) = line.parts.iter().min_by_key(|(part, _)| *part)?;
    let added = line.parts.iter().all(|(_, weight)| *weight > 0);
    lines[*first].sections.last().copied().filter(|_| added)
}

/// Names the totals of both sides of a balance sheet where neither or only one is labelled: they are the same.
pub(super) fn balance(lines: &[LinkLine], found: &mut [Weighed]) {
    const SURE: f32 = 0.9;
    let open = |line: &LinkLine| !line.is_labelled() || line.label.to_lowercase().starts_with("commitments and contingenc");
    let sides = ["Assets", "LiabilitiesAndStockholdersEquity"].map(ElementId::us_gaap);
    let Some((at, ends)) = same_totals(lines) else { return };
    if let Some((place, concept)) = liabilities(lines, ends).zip(ElementId::us_gaap("Liabilities")) {
        found[place] = Weighed { scored: vec![(concept, SURE)], trust: 1.0, ..Weighed::default() };
    }
    for (concept, at) in sides.into_iter().flatten().zip([at, ends]) {
        // a subtotal of one side is no sum of both
        for (_, weighed) in found.iter_mut().enumerate().filter(|(i, _)| *i != at && open(&lines[*i])) {
            weighed.scored.retain(|(c, _)| *c != concept);
        }
        if open(&lines[at]) {
            found[at] = Weighed { scored: vec![(concept, SURE)], trust: 1.0, ..Weighed::default() };
        }
    }
}

/// Names the total without a label that is taken off revenue, or off the gross profit, where nothing else is: all that they cost.
pub(super) fn costs(lines: &[LinkLine], found: &mut [Weighed]) {
    const SURE: f32 = 0.8;
    let tops: HashSet<ElementId> = found.iter().filter_map(|w| w.scored.first()).map(|(concept, _)| *concept).collect();
    let top = |found: &[Weighed], at: usize| found.get(at).and_then(|w| w.scored.first()).map(|(concept, _)| *concept);
    for (at, result) in lines.iter().enumerate() {
        let [(one, 1), (other, -1)] = result.parts else { continue };
        let Some(total) = lines.get(*other).filter(|total| total.is_unlabelled_total() && total.parts.len() > 1) else { continue };
        let name = match top(found, *one).map(ElementId::local) {
            Some("Revenues" | "RevenueFromContractWithCustomerExcludingAssessedTax") => "CostsAndExpenses",
            Some("GrossProfit") if top(found, at).map(ElementId::local) == Some("OperatingIncomeLoss") => "OperatingExpenses",
            _ => continue,
        };
        let Some(concept) = ElementId::us_gaap(name).filter(|concept| total.unit.fits(*concept)) else { continue };
        let is_told = top(found, *other).is_some() && found[*other].scored[0].1 * found[*other].trust >= SURE;
        if !is_told && !tops.contains(&concept) {
            found[*other] = Weighed { scored: vec![(concept, SURE)], trust: 1.0, ..Weighed::default() };
        }
    }
}

/// What its depreciation is taken off is property at its cost, and what is left without a label is net: also among lines that look otherwise.
pub(super) fn property(lines: &[LinkLine], found: &mut [Weighed]) {
    const SURE: f32 = 0.9;
    let names = ["PropertyPlantAndEquipmentGross", "PropertyPlantAndEquipmentNet"].map(ElementId::us_gaap);
    let [Some(gross), Some(net)] = names else { return };
    let top = |found: &[Weighed], at: usize| found.get(at).and_then(|w| w.scored.first()).map(|(concept, _)| concept.local());
    for (at, left) in lines.iter().enumerate() {
        let [(cost, 1), (taken, weight)] = *left.parts else { continue };
        let is_depreciation = top(found, taken) == Some(DEPRECIATION) && Part::of(lines, taken, weight).fits(-1);
        if is_depreciation && top(found, cost).is_some_and(|name| name.starts_with("PropertyPlantAndEquipment")) {
            let unlabelled = Some((at, net)).filter(|_| !left.is_labelled());
            for (line, concept) in [Some((cost, gross)), unlabelled].into_iter().flatten() {
                found[line] = Weighed { scored: vec![(concept, SURE)], trust: 1.0, ..Weighed::default() };
            }
        }
    }
}

/// Of the parts of liabilities and equity the total without a label, where the others are of equity.
fn liabilities(lines: &[LinkLine], both: usize) -> Option<usize> {
    let of_equity = |at: usize| {
        // a total without a label is of what its own heading says
        let words = if lines[at].is_labelled() { lines[at].label } else { lines[at].sections.last().copied().unwrap_or_default() };
        let lower = words.to_lowercase();
        ["equity", "deficit", "noncontrolling", "minority"].iter().any(|w| lower.contains(w)) && !lower.contains("liabilit")
    };
    let mut parts = lines[both].parts.iter().map(|(part, _)| *part).filter(|part| !of_equity(*part));
    let first = parts.next().filter(|part| lines[*part].is_unlabelled_total())?;
    (parts.next().is_none() && lines[both].parts.len() > 1).then_some(first)
}

/// A total and the last of the lines below that repeat it.
fn same_totals(lines: &[LinkLine]) -> Option<(usize, usize)> {
    let mut seen: HashMap<&[Option<Decimal>], usize> = HashMap::new();
    let mut found = None;
    for (at, line) in lines.iter().enumerate().filter(|(_, line)| line.amounts.iter().flatten().any(|a| !a.is_zero())) {
        match seen.get(line.amounts) {
            Some(first) => found = Some((*first, at)),
            None => seen.extend(line.total.then_some((line.amounts, at))),
        }
    }
    found
}

/// Gives each unlabelled total the concept of which its parts' concepts are parts.
pub(super) fn prove(kind: StatementKind, lines: &[LinkLine], found: &mut [Weighed]) {
    for i in 0..lines.len() {
        if lines[i].is_labelled() || lines[i].parts.len() < 2 {
            continue;
        }
        let scored = proved(kind, lines, i, found);
        let sure = |scored: &[Scored]| scored.first().map_or(0.0, |(_, p)| *p);
        let by_heading = sure(&found[i].scored) * found[i].trust;
        if by_heading >= TOLD || sure(&scored) <= by_heading {
            continue;
        }
        found[i] = Weighed { scored, trust: 1.0, ..Weighed::default() };
    }
}

fn proved(kind: StatementKind, lines: &[LinkLine], at: usize, found: &[Weighed]) -> Vec<Scored> {
    let line = &lines[at];
    let mut tally: Vec<(ElementId, f32, u32)> = Vec::new();
    for (part, weight) in line.parts {
        let Some((top, p)) = found.get(*part).and_then(|w| w.scored.first()) else { continue };
        let place = Part::of(lines, *part, *weight);
        for sum in calculation::totals(*top).filter(|s| place.fits(s.weight)) {
            match tally.iter_mut().find(|(c, _, _)| *c == sum.total) {
                Some((_, covered, filings)) => (*covered, *filings) = (*covered + p, *filings + u32::from(sum.filings)),
                None => tally.push((sum.total, *p, u32::from(sum.filings))),
            }
        }
    }
    // behind a gross profit the costs of revenue are taken off already
    let is_top =
        |local: &str| ElementId::us_gaap(local).is_some_and(|id| found.iter().any(|w| w.scored.first().is_some_and(|(top, _)| *top == id)));
    let known = |local: &str| ElementId::us_gaap(local);
    if is_top("GrossProfit") && tally.iter().any(|(c, _, _)| Some(*c) == known("OperatingExpenses")) {
        tally.retain(|(c, _, _)| Some(*c) != known("CostsAndExpenses"));
    }
    // deferred taxes are parts of the tax expense and of what operations brought in
    if kind == StatementKind::Income {
        tally.retain(|(c, _, _)| !c.local().starts_with("NetCashProvidedBy"));
    }
    let share = |covered: f32| covered / line.parts.len() as f32;
    let others = || found.iter().enumerate().filter(|(other, _)| *other != at).map(|(_, weighed)| weighed);
    let used = |c: ElementId| others().any(|w| w.scored.first().is_some_and(|(top, p)| *top == c && *p > 0.5));
    let mut totals: Vec<_> =
        tally.into_iter().filter(|(c, covered, _)| share(*covered) >= COVERED && line.unit.fits(*c) && !used(*c)).collect();
    totals.sort_by(|a, b| (b.1, b.2).partial_cmp(&(a.1, a.2)).unwrap_or(std::cmp::Ordering::Equal).then(a.0.cmp(&b.0)));
    let rivals = totals.iter().filter(|t| t.1 > totals[0].1 - 0.3 && t.2 * 2 >= totals[0].2).count().max(1) as f32;
    totals.into_iter().map(|(c, covered, _)| (c, share(covered) / rivals)).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{LinkLine, Linker, UnitKind};
    use crate::report::StatementKind;
    use rust_decimal::Decimal;

    #[test]
    fn both_sides_of_a_balance_sheet_are_told_by_their_sameness() {
        let amounts = [700, 300, 1000, 600, 400, 1000].map(|n| [Some(Decimal::from(n))]);
        let assets: [(usize, i8); 2] = [(0, 1), (1, 1)];
        let both: [(usize, i8); 2] = [(3, 1), (4, 1)];
        let heading: &[&str] = &["LIABILITIES AND SHAREHOLDERS' EQUITY"];
        let line = |label, at: usize, parts| LinkLine {
            label,
            sections: if at < 3 { &["ASSETS"] } else { heading },
            depth: 0,
            total: [2, 3, 5].contains(&at),
            unit: UnitKind::Money,
            amounts: &amounts[at],
            parts,
        };
        let lines = [
            line("Cash", 0, &[]),
            line("Inventories", 1, &[]),
            line("", 2, &assets),
            line("", 3, &[]),
            line("Shareholders' equity", 4, &[]),
            line("", 5, &both),
        ];
        let found = Linker::default().link(StatementKind::BalanceSheet, &lines);
        let names: Vec<&str> = [2, 3, 5].map(|at: usize| found[at][0].concept.local()).to_vec();
        assert_eq!(names, ["Assets", "Liabilities", "LiabilitiesAndStockholdersEquity"]);
    }

    #[test]
    fn what_is_taken_off_revenue_is_all_costs() {
        let amounts = [100, 40, 30, 70, 30].map(|n| [Some(Decimal::from(n))]);
        let costs: [(usize, i8); 2] = [(1, 1), (2, 1)];
        let result: [(usize, i8); 2] = [(0, 1), (3, -1)];
        let line = |label, at: usize, parts| LinkLine {
            label,
            sections: &[],
            depth: 0,
            total: at > 2,
            unit: UnitKind::Money,
            amounts: &amounts[at],
            parts,
        };
        let lines = [
            line("Revenues", 0, &[]),
            line("Drivers and carriers", 1, &[]),
            line("Terminals", 2, &[]),
            line("", 3, &costs),
            line("Income before income taxes", 4, &result),
        ];
        assert_eq!(Linker::default().link(StatementKind::Income, &lines)[3][0].concept.local(), "CostsAndExpenses");
    }

    #[test]
    fn the_outermost_total_sums_up_the_heading() {
        let amounts = [60, 40, 100, 20, 120].map(|n| [Some(Decimal::from(n))]);
        let inner: [(usize, i8); 2] = [(0, 1), (1, 1)];
        let outer: [(usize, i8); 2] = [(2, 1), (3, 1)];
        let line = |label, at: usize, parts| LinkLine {
            label,
            sections: &["Revenues"],
            depth: 0,
            total: label.is_empty(),
            unit: UnitKind::Money,
            amounts: &amounts[at],
            parts,
        };
        let lines = [line("Licenses", 0, &[]), line("Services", 1, &[]), line("", 2, &inner), line("Other", 3, &[]), line("", 4, &outer)];
        assert_eq!(super::summed(&lines), [None, None, None, None, Some("Revenues")]);
    }

    #[test]
    fn property_less_its_depreciation_is_net_property() {
        let amounts = [500, -300, 200, 900].map(|n| [Some(Decimal::from(n))]);
        let sum: [(usize, i8); 2] = [(0, 1), (1, 1)];
        let line = |label, at: usize, parts| LinkLine {
            label,
            sections: &["ASSETS"],
            depth: 0,
            total: at > 1,
            unit: UnitKind::Money,
            amounts: &amounts[at],
            parts,
        };
        let lines = [
            line("Property and equipment", 0, &[]),
            line("Less accumulated depreciation", 1, &[]),
            line("", 2, &sum),
            line("Total assets", 3, &[]),
        ];
        let found = Linker::default().link(StatementKind::BalanceSheet, &lines);
        let names: Vec<&str> = found.iter().map(|c| c[0].concept.local()).collect();
        assert_eq!(names, ["PropertyPlantAndEquipmentGross", super::DEPRECIATION, "PropertyPlantAndEquipmentNet", "Assets"]);
    }
}
