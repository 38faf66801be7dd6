//! Figures as they were reported and as they are restated, side by side: both columns are of one period.

use std::collections::BTreeMap;

use super::wording::{header, number};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Fact, Period, Report, Statement};

/// A column by what most of its figures are of: their period, and whether they are those reported before.
struct Column<'a> {
    period: Period,
    before: bool,
    fact: &'a Fact,
}

/// Looks at every table with columns of figures previously reported.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    report.statements.iter().flat_map(|statement| pairs(report, &columns(report, statement))).collect()
}

fn is_before(fact: &Fact) -> bool {
    fact.aspects.dimensions.keys().any(|axis| axis.local() == "RestatementAxis")
}

fn columns<'a>(report: &'a Report, statement: &Statement) -> Vec<Column<'a>> {
    const COLUMNS: usize = 16;
    let count = statement.lines.iter().map(|l| l.cells.len()).max().unwrap_or(0).min(COLUMNS);
    let of_column = |column: usize| {
        let mut kinds: BTreeMap<(Period, bool), (usize, &Fact)> = BTreeMap::new();
        for id in statement.lines.iter().filter_map(|l| l.cells.get(column).copied().flatten()) {
            let fact = report.fact(id);
            kinds.entry((fact.aspects.period, is_before(fact))).or_insert((0, fact)).0 += 1;
        }
        let ((period, before), (_, fact)) = kinds.into_iter().max_by_key(|(_, (count, _))| *count)?;
        Some(Column { period, before, fact })
    };
    (0..count).filter_map(of_column).collect()
}

/// Neighbours, the one as reported and the other restated, of different periods, where no other column is of the same as either.
fn pairs(report: &Report, columns: &[Column]) -> Vec<Diagnostic> {
    let alone = |column: &Column| !columns.iter().any(|c| c.before != column.before && c.period == column.period);
    let odd = columns.windows(2).filter(|w| w[0].before && !w[1].before && w[0].period != w[1].period && alone(&w[0]) && alone(&w[1]));
    // elsewhere in the table the two stand side by side
    let pairs = columns.windows(2).filter(|w| w[0].before && !w[1].before && w[0].period == w[1].period).count();
    odd.filter(|_| pairs > 0).map(|w| finding(report, &w[0], &w[1])).collect()
}

fn finding(report: &Report, before: &Column, now: &Column) -> Diagnostic {
    let day = |column: &Column| column.period.end().format("%B %-d, %Y").to_string();
    let message = format!(
        "figures previously reported are of {}, the restated ones beside them of {}: {} and {}",
        day(before),
        day(now),
        number(before.fact),
        number(now.fact)
    );
    let finding = Diagnostic::new(Code::DateMismatch, message).at(header(report, before.fact), "previously reported");
    finding.and_at(header(report, now.fact), "restated")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::StatementKind;

    fn found(year: i32) -> usize {
        let mut fixture = Fixture::default();
        let columns = [((2006, 1), true), ((2006, 1), false), ((year, 10), true), ((2005, 10), false)];
        let cells: Vec<_> = columns
            .into_iter()
            .map(|(start, before)| {
                let id = fixture.money("Cost", 18_157_000, -3);
                fixture.during(id, start, 3);
                if before {
                    fixture.member(id, "RestatementAxis", "ScenarioPreviouslyReportedMember");
                }
                Some(id)
            })
            .collect();
        fixture.statement(StatementKind::Income, &[("Cost of revenues", &cells)]);
        check(&fixture.report()).len()
    }

    #[test]
    fn reported_and_restated_are_of_one_period() {
        assert_eq!((found(2005), found(2006)), (0, 1));
    }
}
