//! Rows of growth rates under the rows whose growth they are: "Revenues 1,466" in one part of a table, "Revenues 2%" in another.
//!
//! Which part of a table holds growth over the year before is found from the figures: nearly all of its rows follow. Rates at constant
//! currencies do not, and are left alone.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::change::{Verdict, is_share, verdict};
use super::interval::Interval;
use super::wording::{amount, in_unit_of, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{Fact, Line, LineKind, Measure, Report, Statement, StatementKind};

/// Rates of a part that must follow.
const RATES: usize = 8;
/// Columns of a row that are looked at.
const COLUMNS: usize = 16;

/// A rate with the amount now and the one a year before.
struct Rate<'a> {
    stated: &'a Fact,
    now: &'a Fact,
    before: &'a Fact,
    verdict: Verdict,
}

/// Looks at every part of every table.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let tables = report.statements.iter().filter(|s| !matches!(s.kind, StatementKind::Narrative | StatementKind::Cover));
    tables.flat_map(|statement| of_table(report, statement)).collect()
}

fn of_table(report: &Report, statement: &Statement) -> Vec<Diagnostic> {
    let mut levels: HashMap<String, &Line> = HashMap::new();
    let mut parts: Vec<Vec<Rate>> = vec![Vec::new()];
    for line in &statement.lines {
        let name = line.label.trim().to_lowercase();
        let first = line.cells.iter().flatten().map(|id| report.fact(*id)).next();
        match first {
            _ if line.kind == LineKind::Heading => parts.push(Vec::new()),
            Some(fact) if is_share(fact) => {
                let rates = levels.get(&name).map(|level| rates(report, line, level)).unwrap_or_default();
                if let Some(part) = parts.last_mut() {
                    part.extend(rates);
                }
            }
            Some(fact) if is_money(fact) && !name.is_empty() => drop(levels.entry(name).or_insert(line)),
            _ => {}
        }
    }
    parts.iter().flat_map(|part| odd_ones(part)).collect()
}

fn is_money(fact: &Fact) -> bool {
    fact.aspects.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)) && u.per.is_none())
}

/// The rates of a row whose amounts now and a year before stand in the row of its name.
fn rates<'a>(report: &'a Report, line: &Line, level: &Line) -> Vec<Rate<'a>> {
    let facts = |line: &Line| -> Vec<&'a Fact> { line.cells.iter().flatten().map(|id| report.fact(*id)).take(COLUMNS).collect() };
    let levels = facts(level);
    let rate = |stated: &'a Fact| {
        let now = *levels.iter().find(|f| f.aspects.period == stated.aspects.period)?;
        let before = *levels.iter().find(|f| is_year_before(f, now))?;
        let (after, base) = (Interval::of(now)?, Interval::of(before)?);
        if base.low <= Decimal::ZERO || after.low < Decimal::ZERO || !is_share(stated) {
            return None;
        }
        let verdict = verdict(stated, (after - base).over(base)?)?;
        Some(Rate { stated, now, before, verdict })
    };
    facts(line).into_iter().filter_map(rate).collect()
}

fn is_year_before(before: &Fact, now: &Fact) -> bool {
    let apart = (now.aspects.period.end() - before.aspects.period.end()).num_days();
    let lengths = before.aspects.period.days().zip(now.aspects.period.days());
    (355..=375).contains(&apart) && lengths.is_none_or(|(a, b)| (a - b).abs() <= 8)
}

/// The rates that leave what nearly all of their part follow.
fn odd_ones(part: &[Rate]) -> Vec<Diagnostic> {
    let off = part.iter().filter(|rate| matches!(rate.verdict, Verdict::Off | Verdict::Turned)).count();
    let near = part.iter().filter(|rate| rate.verdict == Verdict::Near).count();
    let following = part.len() - off - near;
    if following < RATES || (off + near) * 9 > following {
        return Vec::new();
    }
    part.iter().filter(|rate| matches!(rate.verdict, Verdict::Off | Verdict::Turned)).filter_map(finding).collect()
}

fn finding(rate: &Rate) -> Option<Diagnostic> {
    let given = amount(rate.now)?.checked_sub(amount(rate.before)?)?.checked_div(amount(rate.before)?)?;
    let message = format!(
        "growth of {} is printed as {}, but {} after {} is {}, as in the other rows",
        quoted(rate.stated.label.trim()),
        number(rate.stated),
        number(rate.now),
        number(rate.before),
        in_unit_of(rate.stated, given)
    );
    let finding = Diagnostic::new(Code::ColumnInconsistent, message).severity(Severity::Warning).at(place(rate.stated, None), "printed so");
    Some(finding.and_at(place(rate.now, None), number(rate.now)).and_at(place(rate.before, None), number(rate.before)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::FactId;

    /// Findings on three rows of two years and their growth in four quarters, the last rate as given.
    fn found(last: &str) -> usize {
        let mut fixture = Fixture::default();
        let mut rows: Vec<(String, Vec<Option<FactId>>)> = Vec::new();
        for (name, rates) in [("Licenses", ["0.10"; 4]), ("Hardware", ["0.10"; 4]), ("Support", ["0.10", "0.10", "0.10", last])] {
            let mut levels = Vec::new();
            for (year, size) in [(2013, 1000), (2014, 1100)] {
                for quarter in 0..4 {
                    let id = fixture.money(name, size * 1_000_000, -6);
                    fixture.during(id, (year, 1 + 3 * quarter), 3);
                    levels.push(Some(id));
                }
            }
            let rate = |(quarter, share): (usize, &&str)| {
                let id = fixture.percent(share, 2);
                fixture.during(id, (2014, 1 + 3 * quarter as u32), 3);
                Some(id)
            };
            let rates: Vec<Option<FactId>> = rates.iter().enumerate().map(rate).collect();
            rows.push((name.to_owned(), levels));
            rows.push((name.to_owned(), rates));
        }
        let lines: Vec<(&str, &[Option<FactId>])> = rows.iter().map(|(label, cells)| (label.as_str(), cells.as_slice())).collect();
        fixture.statement(StatementKind::Segments, &lines);
        check(&fixture.report()).len()
    }

    #[test]
    fn a_rate_that_is_not_the_growth_of_its_row() {
        assert_eq!((found("0.10"), found("0.40")), (0, 1));
    }
}
