//! The rows of a table given to the linker.

use std::borrow::Cow;
use std::collections::HashMap;

use rust_decimal::Decimal;

use super::arithmetic::Sum;
use super::concept::{LinkLine, Linker, UnitKind};
use super::lines::{balance_label, folded};
use super::phrase::{Comparison, Phrase};
use super::segment::Segment;
use super::statement;
use super::unit::Counted;
use crate::report::{Candidate, StatementKind};
use crate::table::{RowKind, Table};
use crate::text::has_any;

/// What the rows of a table may stand for, and the statement that each was linked as. Of highlights and selected data each part under a heading of its own is linked as the statement that it is
/// taken from.
pub(super) fn candidates(
    table: &Table,
    (kind, year): (StatementKind, i32),
    (sections, segments): (&[Vec<&str>], &[Option<Segment>]),
    counts: &[Counted],
    sums: &[Sum],
) -> (Vec<StatementKind>, Vec<Vec<Candidate>>) {
    let balances = holds_balances(table);
    let linker = Linker { year: Some(year), balances, ..Linker::default() };
    let listed = balances && matches!(kind, StatementKind::Metrics | StatementKind::Other) && lists_balances(table);
    let kind = if listed { StatementKind::BalanceSheet } else { kind };
    let mut kinds = vec![kind; table.rows.len()];
    let mut found = vec![Vec::new(); table.rows.len()];
    for (kind, rows) in parts(table, kind, sections) {
        let rows = Rows { table, rows, sections, segments, counts };
        for (row, candidates) in rows.link(kind, &linker, sums) {
            (kinds[row], found[row]) = (kind, candidates);
        }
    }
    agree_on_balances(table, &mut found);
    (kinds, found)
}

/// Whether every column is headed as of a day ("At June 30, 1997"), or by a day alone above total assets, and nothing speaks of a stretch of time.
fn holds_balances(table: &Table) -> bool {
    let phrases: Vec<Phrase> = table.columns.iter().map(Phrase::of_column).filter(|p| p.comparison == Comparison::None).collect();
    let titles = table.titles.iter().rev().take(3).map(|t| Phrase::parse(t.as_str()));
    let of_day = |p: &Phrase| (p.as_of || p.dates.len() == 1) && p.length().is_none() && p.quarter.is_none();
    !phrases.is_empty()
        && phrases.iter().all(of_day)
        && (phrases.iter().all(|p| p.as_of) || lists_balances(table))
        && titles.into_iter().all(|t| t.length().is_none())
}

/// Whether total assets stand among rows none of which names what was earned or spent.
fn lists_balances(table: &Table) -> bool {
    const FLOWS: [&str; 9] = ["income", "expense", "revenue", "earnings", "sales", "margin", "dividend", "charge-off", "return on"];
    let labels = || table.rows.iter().filter(|row| row.has_figures()).map(|row| row.stub.as_str().to_lowercase());
    labels().any(|label| label.trim() == "total assets") && !labels().any(|label| has_any(&label, &FLOWS))
}

/// The rows with figures, by the statement that they are linked as.
fn parts(table: &Table, kind: StatementKind, sections: &[Vec<&str>]) -> Vec<(StatementKind, Vec<usize>)> {
    let rows: Vec<usize> = (0..table.rows.len()).filter(|i| table.rows[*i].has_figures()).collect();
    if matches!(kind, StatementKind::Income | StatementKind::PerShare) {
        let part = |row: usize| statement::kind_beside_income(sections[row].first().copied()).unwrap_or(kind);
        let of = |wanted: StatementKind| (wanted, rows.iter().copied().filter(|row| part(*row) == wanted).collect::<Vec<usize>>());
        let parts = [of(kind), of(StatementKind::BalanceSheet), of(StatementKind::Metrics)];
        return parts.into_iter().filter(|(_, rows)| !rows.is_empty()).collect();
    }
    if !matches!(kind, StatementKind::Metrics | StatementKind::Other) {
        return vec![(kind, rows)];
    }
    let heading = |row: usize| sections[row].first().copied();
    let groups = rows.chunk_by(|a, b| heading(*a) == heading(*b));
    let kinds = groups.map(|group| {
        (statement::kind_of_part(heading(group[0]), group.iter().map(|i| table.rows[*i].stub.as_str())).unwrap_or(kind), group)
    });
    let mut parts: Vec<(StatementKind, Vec<usize>)> = Vec::new();
    for (part, group) in kinds {
        // lines of no statement help each other by standing together
        match parts.iter_mut().find(|(other, _)| part == kind && *other == kind) {
            Some((_, rows)) => rows.extend(group),
            None => parts.push((part, group.to_vec())),
        }
    }
    parts
}

/// Rows of a table that are linked together.
struct Rows<'a> {
    table: &'a Table,
    rows: Vec<usize>,
    sections: &'a [Vec<&'a str>],
    segments: &'a [Option<Segment<'a>>],
    counts: &'a [Counted],
}

impl Rows<'_> {
    fn link(&self, kind: StatementKind, linker: &Linker, sums: &[Sum]) -> Vec<(usize, Vec<Candidate>)> {
        let row = |i: usize| &self.table.rows[i];
        let amounts: Vec<Vec<Option<Decimal>>> =
            self.rows.iter().map(|&i| row(i).figures.iter().map(|f| f.as_ref().map(|f| f.amount)).collect()).collect();
        let place: HashMap<usize, usize> = self.rows.iter().enumerate().map(|(place, row)| (*row, place)).collect();
        let mut parts: HashMap<usize, Vec<(usize, i8)>> = HashMap::new();
        for sum in sums {
            parts.insert(sum.total, sum.parts.iter().filter_map(|(row, weight)| Some((*place.get(row)?, *weight))).collect());
        }
        let label = |i: usize| self.segments[i].map_or(Cow::Borrowed(row(i).stub.as_str()), |s| s.without_name(row(i).stub.as_str()));
        let labels: Vec<Cow<str>> = self.rows.iter().map(|&i| label(i)).collect();
        let lines: Vec<LinkLine> = self
            .rows
            .iter()
            .zip(amounts.iter().zip(&labels))
            .map(|(&i, (amounts, label))| LinkLine {
                label,
                sections: &self.sections[i],
                depth: row(i).depth,
                total: row(i).kind == RowKind::Total || parts.contains_key(&i),
                unit: unit_kind(&self.counts[i]),
                amounts,
                parts: parts.get(&i).map_or(&[], Vec::as_slice),
            })
            .collect();
        self.rows.iter().copied().zip(linker.link(kind, &lines)).collect()
    }
}

/// The opening and the closing balance of a line are facts of one concept: both take what the surer of them is.
fn agree_on_balances(table: &Table, found: &mut [Vec<Candidate>]) {
    let mut seen: HashMap<String, usize> = HashMap::new();
    for at in 0..table.rows.len() {
        let Some(stem) = balance_label(table.rows[at].stub.as_str(), "").filter(|_| table.rows[at].has_figures()) else { continue };
        let Some(first) = seen.insert(folded(&stem), at) else { continue };
        let sure = |i: usize| found[i].first().map(|c| c.confidence);
        let (from, to) = if sure(first) > sure(at) { (first, at) } else { (at, first) };
        found[to] = found[from].clone();
    }
}

fn unit_kind(counted: &Counted) -> UnitKind {
    match counted {
        Counted::Money | Counted::Price { .. } => UnitKind::Money,
        Counted::PerShare => UnitKind::PerShare,
        Counted::Shares => UnitKind::Shares,
        Counted::Percent | Counted::BasisPoints | Counted::Ratio => UnitKind::Ratio,
        Counted::Things(_) | Counted::Number | Counted::Measured(_) => UnitKind::Count,
    }
}
