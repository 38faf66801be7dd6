//! Figures that two tables of a release must share: cash, net income, segments and their total.

use std::collections::{BTreeMap, HashMap, HashSet};

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::interval::Interval;
use super::wording::{amount, name, number, place, quoted, sum};
use super::words::content_words;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::{are_alike, grouped};
use crate::report::{Fact, Line, Period, Report, Statement, StatementKind};

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
Two tables of the release state differently what is one and the same, or add up to it: the cash that the cash flow ends with and the balance
sheet's, the net income that it begins with and the income statement's, a line of all segments and the whole company's.

Rows are matched by their words and their periods, figures within their rounding. An error only where the two differ by one digit or a
swap of neighbours; otherwise a warning: restricted cash, noncontrolling interests and what is not allotted to a segment are often
left out of one of the two.

Stock-based compensation as the lines of the income statement include it is held against the cash flow's, which adds it back, where another
period comes out.

Rows that print the same figures in all their columns but one, or bear one name, are held against each other: apart by one digit or a swap
in that one column they are a warning.

  Balance sheet   Cash and cash equivalents           16,550
  Cash flow       Cash at the end of the period       16,505

Source: ASC 230-10-45-4 (cash), ASC 280-10-50-30 (segments).";

/// Segments that must be printed before their sum is looked at.
const SEGMENTS: usize = 3;

/// Compares tables with each other.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let mut found = cash(report);
    found.extend(net_income(report));
    found.extend(segments(report));
    found.extend(compensation(report));
    found
}

/// Stock-based compensation as the lines of the income statement include it, against the cash flow's, which adds all of it back.
fn compensation(report: &Report) -> Vec<Diagnostic> {
    let mut parts: BTreeMap<Period, Vec<&Fact>> = BTreeMap::new();
    let mut wholes: HashMap<Period, &Fact> = HashMap::new();
    for fact in report.facts.iter().filter(|f| is_money_of_table(f)) {
        let mut dimensions = fact.aspects.dimensions.keys();
        match (fact.aspects.concept.local(), dimensions.next(), dimensions.next()) {
            ("ShareBasedCompensation", None, _) => drop(wholes.entry(fact.aspects.period).or_insert(fact)),
            ("AllocatedShareBasedCompensationExpense", Some(axis), None) if axis.local() == "IncomeStatementLocationAxis" => {
                parts.entry(fact.aspects.period).or_default().push(fact);
            }
            _ => {}
        }
    }
    let reckoned: Vec<Option<Gap>> = parts
        .iter()
        .filter_map(|(period, parts)| Some((*wholes.get(period)?, parts)))
        .map(|(all, parts)| whole(report, "stock-based compensation of all lines", all, parts))
        .collect();
    // what is capitalized is in the one and not in the other: where another period comes out, nothing is
    if reckoned.iter().all(Option::is_some) {
        return Vec::new();
    }
    reckoned.into_iter().flatten().map(|gap| gap.finding).collect()
}

fn of_kind(report: &Report, kind: StatementKind) -> impl Iterator<Item = (&Statement, &Line)> {
    report.statements.iter().filter(move |s| s.kind == kind).flat_map(|s| s.lines.iter().map(move |l| (s, l)))
}

fn facts<'a>(report: &'a Report, line: &'a Line) -> impl Iterator<Item = &'a Fact> {
    line.cells.iter().flatten().map(|id| report.fact(*id)).filter(|f| f.aspects.dimensions.is_empty())
}

/// The cash of the balance sheet against that at the cash flow's end and beginning.
fn cash(report: &Report) -> Vec<Diagnostic> {
    let lower = |line: &Line| line.label.to_lowercase();
    if of_kind(report, StatementKind::BalanceSheet).any(|(_, l)| lower(l).contains("restricted")) {
        return Vec::new();
    }
    let mut held: HashMap<NaiveDate, Vec<&Fact>> = HashMap::new();
    for (_, line) in of_kind(report, StatementKind::BalanceSheet).filter(|(_, l)| lower(l).contains("cash")) {
        for fact in facts(report, line).filter(|f| f.aspects.period.start().is_none()) {
            held.entry(fact.aspects.period.end()).or_default().push(fact);
        }
    }
    let balances = |label: &str| label.contains("cash") && [" end", "beginning"].iter().any(|word| label.contains(word));
    let rows = of_kind(report, StatementKind::CashFlow).filter(|(_, l)| balances(&lower(l)) && !lower(l).contains("restricted"));
    let flows = rows.flat_map(|(_, line)| facts(report, line)).filter(|f| f.aspects.period.start().is_none());
    flows.filter_map(|flow| differ(report, flow, held.get(&flow.aspects.period.end())?)).collect()
}

/// The result that the cash flow begins with against the income statement's.
fn net_income(report: &Report) -> Vec<Diagnostic> {
    let is_result = |line: &Line| {
        let label = line.label.to_lowercase();
        ["net income", "net loss", "net earnings", "net (loss)"].iter().any(|words| label.contains(words))
            && !label.contains("per ")
            && !label.contains("adjust")
    };
    let mut stated: HashMap<Period, Vec<&Fact>> = HashMap::new();
    for (_, line) in of_kind(report, StatementKind::Income).filter(|(_, l)| is_result(l)) {
        for fact in facts(report, line) {
            stated.entry(fact.aspects.period).or_default().push(fact);
        }
    }
    let first = report
        .statements
        .iter()
        .filter(|s| s.kind == StatementKind::CashFlow)
        .filter_map(|s| s.lines.iter().find(|l| l.cells.iter().any(Option::is_some)));
    let flows = first.filter(|l| is_result(l)).flat_map(|line| facts(report, line));
    flows.filter_map(|flow| differ(report, flow, stated.get(&flow.aspects.period)?)).collect()
}

/// A figure that none of those it may stand for agrees with.
fn differ(report: &Report, figure: &Fact, others: &[&Fact]) -> Option<Diagnostic> {
    let of_unit: Vec<&&Fact> = others.iter().filter(|o| o.aspects.unit == figure.aspects.unit).collect();
    let own = Interval::of(figure)?.magnitude();
    let agrees = |other: &&&Fact| Interval::of(other).is_none_or(|i| i.magnitude().overlaps(own));
    if of_unit.is_empty() || of_unit.iter().any(agrees) {
        return None;
    }
    let alike = |other: &&&Fact| amount(other).zip(amount(figure)).is_some_and(|(a, b)| are_alike(a, b));
    let other = of_unit.iter().find(|o| alike(o)).or(of_unit.first())?;
    let message = format!(
        "{} is {} in one table, {} is {} in another",
        quoted(name(report, figure)),
        number(figure),
        quoted(name(report, other)),
        number(other)
    );
    let severity = if alike(other) { Severity::Error } else { Severity::Warning };
    Some(
        Diagnostic::new(Code::TablesDisagree, message)
            .severity(severity)
            .at(place(figure, None), number(figure))
            .and_at(place(other, None), number(other)),
    )
}

/// A line by its telling words, with its period: what segments and the whole have in common.
type Topic = (Vec<String>, Period);

/// The lines of all segments against the line of the whole.
fn segments(report: &Report) -> Vec<Diagnostic> {
    let mut parts: BTreeMap<Topic, BTreeMap<String, &Fact>> = BTreeMap::new();
    let mut wholes: HashMap<Topic, &Fact> = HashMap::new();
    // what the whole holds beside its segments: the head office, eliminations
    let mut beside: HashMap<Topic, Vec<&Fact>> = HashMap::new();
    for fact in report.facts.iter().filter(|f| is_money_of_table(f)) {
        let topic = (content_words(&fact.label), fact.aspects.period);
        let mut dimensions = fact.aspects.dimensions.iter();
        match (dimensions.next(), dimensions.next()) {
            (None, _) if is_adjustment(fact) => {}
            (None, _) => drop(wholes.entry(topic).or_insert(fact)),
            (Some((axis, member)), None) if axis.local() == "StatementBusinessSegmentsAxis" => {
                parts.entry(topic).or_default().entry(member.to_string()).or_insert(fact);
            }
            (Some((axis, _)), None) if axis.local() == "ConsolidationItemsAxis" => beside.entry(topic).or_default().push(fact),
            _ => {}
        }
    }
    let mut all: HashMap<Period, HashSet<&str>> = HashMap::new();
    for ((_, period), of_topic) in &parts {
        all.entry(*period).or_default().extend(of_topic.keys().map(String::as_str));
    }
    let whole_set = |topic: &Topic, known: usize| known >= SEGMENTS && all.get(&topic.1).is_some_and(|members| members.len() == known);
    let complete = parts.iter().filter(|(topic, of_topic)| !topic.0.is_empty() && whole_set(topic, of_topic.len()));
    // a company prints some of its segments alone: that they are all, a line says that adds up
    let add_up: HashSet<Vec<&String>> = complete
        .clone()
        .filter(|(topic, of_topic)| wholes.get(topic).is_some_and(|whole| adds_up(whole, of_topic.values().copied())))
        .map(|(_, of_topic)| of_topic.keys().collect())
        .collect();
    let complete = complete.filter(|(_, of_topic)| add_up.contains(&of_topic.keys().collect::<Vec<_>>()));
    let sums = complete.filter_map(|(topic, of_topic)| {
        let mut parts: Vec<&Fact> = of_topic.values().copied().collect();
        let what = format!("{} of the segments", quoted(name(report, parts[0])));
        let gap = whole(report, &what, wholes.get(topic)?, &parts)?;
        let Some(others) = beside.get(topic) else { return Some(gap) };
        parts.extend(others);
        whole(report, &what, wholes.get(topic)?, &parts)
    });
    // what one line misses is missing from the total of all lines too
    let mut told: HashSet<(Period, Decimal)> = HashSet::new();
    let mut sums: Vec<Gap> = sums.collect();
    sums.sort_by_key(|gap| gap.whole);
    sums.into_iter().filter(|gap| told.insert((gap.period, gap.missing))).map(|gap| gap.finding).collect()
}

/// Whether a figure stands in a column of adjustments: it leads from one measure of the whole to another.
fn is_adjustment(fact: &Fact) -> bool {
    let name = fact.aspects.concept.local();
    !fact.aspects.concept.is_standard() && (name.ends_with("Adjustment") || name.ends_with("Adjustments"))
}

fn is_money_of_table(fact: &Fact) -> bool {
    let money = fact.aspects.unit.as_ref().is_some_and(|u| matches!(u.measure, crate::report::Measure::Currency(_)) && u.per.is_none());
    money && fact.is_in_table()
}

/// Whether segments add up to the whole, within the rounding of all.
fn adds_up<'a>(whole: &Fact, mut parts: impl Iterator<Item = &'a Fact>) -> bool {
    let made = parts.try_fold(Interval::exactly(Decimal::ZERO), |made, part| Some(made + Interval::of(part)?));
    made.zip(Interval::of(whole)).is_some_and(|(made, whole)| made.overlaps(whole))
}

/// What segments leave of the whole.
struct Gap {
    period: Period,
    whole: Decimal,
    missing: Decimal,
    finding: Diagnostic,
}

fn whole(report: &Report, what: &str, whole: &Fact, parts: &[&Fact]) -> Option<Gap> {
    // a part that is the whole is no segment but another column of it
    let size = amount(whole)?.abs();
    if parts.iter().any(|part| part.aspects.unit != whole.aspects.unit || amount(part).is_some_and(|a| a.abs() == size)) {
        return None;
    }
    let made = parts.iter().try_fold(Interval::exactly(Decimal::ZERO), |made, part| Some(made + Interval::of(part)?))?;
    if made.overlaps(Interval::of(whole)?) {
        return None;
    }
    if (made - Interval::of(whole)?).overlaps(Interval::of(whole)?) {
        // every part was read twice, as a segment and as a column of it
        return None;
    }
    let terms: Vec<(Decimal, i8)> = parts.iter().filter_map(|part| Some((amount(part)?, 1))).collect();
    let given: Decimal = terms.iter().fold(Decimal::ZERO, |made, (amount, _)| made.saturating_add(*amount));
    let message = format!(
        "{what} gives {} = {}, but {} of the whole is {}",
        sum(&terms),
        grouped(given.normalize()),
        quoted(name(report, whole)),
        number(whole)
    );
    let finding = Diagnostic::new(Code::TablesDisagree, message).severity(Severity::Warning).at(place(whole, None), "the whole");
    let finding = parts.iter().fold(finding, |finding, part| finding.and_at(place(part, None), number(part)));
    let printed = amount(whole)?;
    Some(Gap { period: whole.aspects.period, whole: printed.abs(), missing: printed.checked_sub(given)?, finding })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;

    fn cash_of(flow: i64) -> Option<Severity> {
        let mut fixture = Fixture::default();
        let held = fixture.standard("CashAndCashEquivalentsAtCarryingValue", 16_550_000, -3);
        let at_end = fixture.money("CashAtEnd", flow, -3);
        fixture.at_end(held);
        fixture.at_end(at_end);
        fixture.statement(StatementKind::BalanceSheet, &[("Cash and cash equivalents", &[Some(held)])]);
        fixture.statement(StatementKind::CashFlow, &[("Cash at end of period", &[Some(at_end)])]);
        check(&fixture.report()).pop().map(|d| d.severity)
    }

    /// Findings on two lines of three segments and the whole, which is printed so.
    fn of_segments(wholes: [i64; 2], concept: &str) -> usize {
        let mut fixture = Fixture::default();
        for (line, (parts, whole)) in [([41, 17, 9], wholes[0]), ([63, 28, 12], wholes[1])].into_iter().enumerate() {
            let label = ["Revenues", "Operating expenses"][line];
            let id = fixture.money(&format!("{line}{concept}"), whole * 1_000_000, -6);
            fixture.label(id, label);
            for (member, amount) in ["Rail", "Road", "Water"].into_iter().zip(parts) {
                let id = fixture.money(&format!("Line{line}"), amount * 1_000_000, -6);
                fixture.label(id, label);
                fixture.member(id, "StatementBusinessSegmentsAxis", member);
            }
        }
        check(&fixture.report()).len()
    }

    #[test]
    fn segments_that_are_all_add_up() {
        assert_eq!(of_segments([67, 103], "Line"), 0);
        assert_eq!(of_segments([67, 130], "Line"), 1);
        // neither line says that the segments are all
        assert_eq!(of_segments([76, 130], "Line"), 0);
        // a column of adjustments is not the whole
        assert_eq!(of_segments([67, 130], "LineAdjustment"), 0);
    }

    #[test]
    fn compensation_of_all_lines() {
        let found = |part: i64| {
            let mut fixture = Fixture::default();
            for (year, whole, amounts) in [(2010, 299, [52, 113, part]), (2009, 205, [37, 74, 94])] {
                let id = fixture.standard("ShareBasedCompensation", whole * 1_000_000, -6);
                fixture.during(id, (year, 10), 3);
                for (member, amount) in ["Cost", "Research", "Selling"].into_iter().zip(amounts) {
                    let id = fixture.standard("AllocatedShareBasedCompensationExpense", amount * 1_000_000, -6);
                    fixture.during(id, (year, 10), 3);
                    fixture.member(id, "IncomeStatementLocationAxis", member);
                }
            }
            check(&fixture.report()).len()
        };
        assert_eq!((found(134), found(144)), (0, 1));
    }

    #[test]
    fn the_cash_flow_ends_with_the_balance() {
        assert_eq!(cash_of(16_550_000), None);
        assert_eq!(cash_of(16_505_000), Some(Severity::Error));
        assert_eq!(cash_of(21_000_000), Some(Severity::Warning));
    }
}
