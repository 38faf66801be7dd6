//! Columns in an order that their statement does not keep, and columns that repeat another's figures.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::wording::{amount, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Fact, Measure, Origin, Period, Report, Statement, StatementKind};
use crate::source::Span;

/// What `explain` says of the order.
pub(super) const EXPLAIN_ORDER: &str = "\
The columns of a table stand in one order under one heading and in the other under the next.

Figures follow the headers: when only the headers are swapped, every figure of both columns lands in the wrong period.

  Three months ended June 30        Six months ended June 30
    2018        2017                  2017        2018

A warning: some tables do change their order.

Source: the table's own first heading, whose order the others keep.";

/// What `explain` says of repeated columns.
pub(super) const EXPLAIN_REPEATED: &str = "\
Two columns of different periods print the same figures line by line.

One of them was most likely copied over the other and never filled in. Columns count as repeated when at least five amounts other than
nothing are alike in both and no amount of money differs.

  Revenues       27,847    27,847
  Cost           18,157    18,157
  Gross profit    9,690     9,690   ...

A warning, and never of columns that share a period.

Source: the table itself; EFM 6.5.12 on repeated facts is the nearest rule.";

/// How many lines two columns must share to be the same.
const LINES: usize = 5;
/// Most columns that are compared.
const COLUMNS: usize = 16;

/// Looks at the columns of every statement.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let printed = |s: &&Statement| !matches!(s.kind, StatementKind::Narrative | StatementKind::Cover);
    report.statements.iter().filter(printed).flat_map(|s| disordered(report, s).into_iter().chain(repeated(report, s))).collect()
}

/// The period that most facts of each column are of, and a fact of each.
fn columns<'a>(report: &'a Report, statement: &Statement) -> Vec<Option<(Period, &'a Fact)>> {
    let count = statement.lines.iter().map(|l| l.cells.len()).max().unwrap_or(0).min(COLUMNS);
    let of_column = |column: usize| {
        let facts = statement.lines.iter().filter_map(|l| l.cells.get(column).copied().flatten()).map(|id| report.fact(id));
        let mut periods: HashMap<Period, (usize, &Fact)> = HashMap::new();
        for fact in facts.filter(|f| f.aspects.period.start().is_some()) {
            periods.entry(fact.aspects.period).or_insert((0, fact)).0 += 1;
        }
        periods.into_iter().max_by_key(|(period, (count, _))| (*count, *period)).map(|(period, (_, fact))| (period, fact))
    };
    (0..count).map(of_column).collect()
}

/// Two columns under each heading, newest first under one and oldest first under another.
fn disordered(report: &Report, statement: &Statement) -> Option<Diagnostic> {
    let columns: Vec<(Period, &Fact)> = columns(report, statement).into_iter().flatten().collect();
    let length = |p: Period| p.days().map_or(0, |days| (days + 15) / 30);
    let pairs: Vec<&[(Period, &Fact)]> = columns.chunk_by(|a, b| length(a.0) == length(b.0)).collect();
    if pairs.len() < 2 || pairs.iter().any(|pair| pair.len() != 2 || pair[0].0.end() == pair[1].0.end()) {
        return None;
    }
    let newest_first = |pair: &&&[(Period, &Fact)]| pair[0].0.end() > pair[1].0.end();
    let odd = pairs.iter().find(|pair| newest_first(pair) != newest_first(&&pairs[0]))?;
    let header = |fact: &Fact| {
        fact.origins
            .iter()
            .find_map(|o| if let Origin::Cell { column, .. } = o { *column } else { None })
            .unwrap_or_else(|| place(fact, Some(statement.span)))
    };
    let message = format!(
        "columns of {} stand {} under one heading and {} under another",
        quoted(&statement.title),
        if newest_first(&&pairs[0]) { "newest first" } else { "oldest first" },
        if newest_first(&odd) { "newest first" } else { "oldest first" }
    );
    Some(
        Diagnostic::new(Code::ColumnsDisordered, message)
            .at(header(odd[0].1), "this way here")
            .and_at(header(pairs[0][0].1), "that way here"),
    )
}

/// Columns whose figures are all alike.
fn repeated(report: &Report, statement: &Statement) -> Vec<Diagnostic> {
    let count = statement.lines.iter().map(|l| l.cells.len()).max().unwrap_or(0).min(COLUMNS);
    let pairs = (0..count).flat_map(|a| (a + 1..count).map(move |b| (a, b)));
    pairs.filter_map(|(a, b)| repeats(report, statement, a, b)).collect()
}

fn repeats(report: &Report, statement: &Statement, a: usize, b: usize) -> Option<Diagnostic> {
    let fact = |cells: &[Option<crate::report::FactId>], at: usize| cells.get(at).copied().flatten().map(|id| report.fact(id));
    let both = statement.lines.iter().filter_map(|l| Some((fact(&l.cells, a)?, fact(&l.cells, b)?)));
    let (mut alike, mut last): (HashSet<Decimal>, Option<(&Fact, &Fact)>) = (HashSet::new(), None);
    for (left, right) in both.filter(|(l, r)| l.aspects.period != r.aspects.period && l.aspects.unit == r.aspects.unit) {
        let (one, other) = (amount(left)?, amount(right)?);
        // average shares and ratios change with the period even where the amounts were copied
        if one != other && is_money(left) {
            return None;
        }
        if one != other {
            continue;
        }
        if !one.is_zero() && one.abs() >= Decimal::TEN {
            alike.insert(one);
            last = last.or(Some((left, right)));
        }
    }
    let (left, right) = last.filter(|_| alike.len() >= LINES)?;
    let message = format!("two columns of {} print the same {} figures for different periods", quoted(&statement.title), alike.len());
    let within: Option<Span> = Some(statement.span);
    Some(
        Diagnostic::new(Code::RepeatedColumn, message)
            .at(second_place(right, within), number(right))
            .and_at(place(left, within), number(left)),
    )
}

fn is_money(fact: &Fact) -> bool {
    fact.aspects.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)))
}

/// The last place of a fact in a statement: a figure that two columns print.
fn second_place(fact: &Fact, within: Option<Span>) -> Span {
    let inside = fact.origins.iter().rev().map(Origin::span).find(|span| within.is_some_and(|w| w.contains(*span)));
    inside.unwrap_or_else(|| place(fact, within))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::FactId;

    /// A statement of columns that begin in a month and last so many, with the amounts of its lines.
    fn found(columns: &[((i32, u32), u32)], lines: &[&[i64]]) -> Vec<Code> {
        let mut fixture = Fixture::default();
        let mut cells: Vec<Vec<Option<FactId>>> = Vec::new();
        for line in lines {
            let ids = line.iter().zip(columns).map(|(amount, (start, months))| {
                let id = fixture.money("Row", amount * 1000, -3);
                fixture.during(id, *start, *months);
                Some(id)
            });
            cells.push(ids.collect());
        }
        let lines: Vec<(&str, &[Option<FactId>])> = cells.iter().map(|c| ("", c.as_slice())).collect();
        fixture.statement(StatementKind::Income, &lines);
        check(&fixture.report()).iter().map(|d| d.code).collect()
    }

    #[test]
    fn headings_over_swapped_years() {
        let quarter = [((2018, 4), 3), ((2017, 4), 3)];
        let lines: &[&[i64]] = &[&[1, 2, 3, 4]];
        assert_eq!(found(&[quarter[0], quarter[1], ((2017, 1), 6), ((2018, 1), 6)], lines), [Code::ColumnsDisordered]);
        assert!(found(&[quarter[0], quarter[1], ((2018, 1), 6), ((2017, 1), 6)], lines).is_empty());
    }

    #[test]
    fn a_column_that_repeats_another() {
        let years = [((2018, 4), 3), ((2017, 4), 3)];
        let same: &[&[i64]] = &[&[27, 27], &[18, 18], &[9, 9], &[5, 5], &[4, 4]];
        assert_eq!(found(&years, same), [Code::RepeatedColumn]);
        assert!(found(&years, &[&[27, 27], &[18, 18], &[9, 9], &[5, 5], &[4, 3]]).is_empty());
    }
}
