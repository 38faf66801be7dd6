//! From the sums of a table to relations between facts: every column of its own.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::arithmetic::Sum;
use super::averages::names_measure;
use super::graph::Graph;
use super::sheet::Sheet;
use crate::report::{Fact, FactId, Measure, Relation, Statement, Value};
use crate::source::Span;
use crate::table::Table;

/// Relates the facts of every statement whose table's rows sum up. The statements must stand in their final order.
pub(crate) fn relate(sheets: &[Sheet], graph: &mut Graph) {
    let by_place: HashMap<Span, &Sheet> = sheets.iter().map(|sheet| (sheet.table.span, sheet)).collect();
    let mut relations = Vec::new();
    for (index, statement) in graph.statements.iter().enumerate() {
        if let Some(sheet) = by_place.get(&statement.span).filter(|sheet| sheet.table.rows.len() == statement.lines.len()) {
            let adds_up = sheet.table.columns.iter().map(|column| !is_of_prices(&column.heading())).collect();
            let stated = Stated { table: sheet.table, statement, facts: &graph.facts, index, adds_up };
            relations.extend(sheet.sums().iter().flat_map(|sum| stated.relations(sum)));
        }
    }
    graph.relations.extend(relations);
}

/// A table with the facts that came of it.
struct Stated<'a> {
    table: &'a Table,
    statement: &'a Statement,
    facts: &'a [Fact],
    index: usize,
    /// Whether the total of a column may be the sum of its parts.
    adds_up: Vec<bool>,
}

/// Whether a header says that its column holds prices, rates or terms on average, or amounts for each of some thing: that of all is no sum of those
/// of the parts, as average balances are.
fn is_of_prices(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let has = |sought: &str| lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == sought);
    has("average") && names_measure(&lower) || has("per") && !has("cent")
}

impl Stated<'_> {
    /// One relation for each column in which total and parts are facts.
    fn relations(&self, sum: &Sum) -> Vec<Relation> {
        let columns = 0..self.table.columns.len();
        columns.filter(|c| self.adds_up[*c] && sum.tested.contains(c)).filter_map(|column| self.relation(sum, column)).collect()
    }

    /// Whether a fact is money for each unit of something: no sum of others.
    fn is_rate(&self, id: FactId) -> bool {
        let per = self.facts[id.index()].aspects.unit.as_ref().and_then(|unit| unit.per.as_ref());
        per.is_some_and(|per| matches!(per, Measure::Other(name) if name != "day"))
    }

    fn relation(&self, sum: &Sum, column: usize) -> Option<Relation> {
        let total = self.fact(sum.total, column).filter(|total| !self.is_rate(*total))?;
        let rows = sum.parts.iter().map(|(row, _)| *row).chain([sum.total]);
        if rows.into_iter().any(|row| self.cell_turn(row, column).is_some_and(|turn| turn != self.turn(row))) {
            // a row whose signs were read one way here and another way there tells nothing
            return None;
        }
        let turned = self.turn(sum.total);
        let printed = sum.parts.iter().filter(|(row, _)| self.table.rows[*row].figures[column].is_some());
        let parts: Option<Vec<(FactId, i8)>> =
            printed.map(|&(row, weight)| self.fact(row, column).map(|id| (id, weight * self.turn(row) * turned))).collect();
        let parts = parts?;
        let distinct = parts.iter().all(|(id, _)| *id != total) && self.is_of_one_kind(total, &parts);
        (distinct && parts.len() >= 2).then_some(Relation::SumsTo { total, parts, statement: self.index })
    }

    fn fact(&self, row: usize, column: usize) -> Option<FactId> {
        self.statement.lines[row].cells.get(column).copied().flatten()
    }

    /// Whether all facts have the total's unit.
    fn is_of_one_kind(&self, total: FactId, parts: &[(FactId, i8)]) -> bool {
        let unit = &self.facts[total.index()].aspects.unit;
        parts.iter().all(|(id, _)| self.facts[id.index()].aspects.unit == *unit)
    }

    /// -1 where the facts of a row have the opposite sign of what is printed, as their concept wants it; else 1.
    fn turn(&self, row: usize) -> i8 {
        (0..self.table.columns.len()).find_map(|column| self.cell_turn(row, column)).unwrap_or(1)
    }

    /// The same for one cell; `None` where it holds no fact, or nothing.
    fn cell_turn(&self, row: usize, column: usize) -> Option<i8> {
        let Value::Number { amount, .. } = self.facts[self.fact(row, column)?.index()].value else { return None };
        let printed = self.table.rows[row].figures[column].as_ref()?.amount;
        (!amount.is_zero() && !printed.is_zero()).then(|| if (amount > Decimal::ZERO) == (printed > Decimal::ZERO) { 1 } else { -1 })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prices_of_parts_add_up_to_none() {
        assert!(is_of_prices("September 30, 2005 Average Sales Price") && is_of_prices("Revenue per unit"));
        assert!(!is_of_prices("Average Balance") && !is_of_prices("2005") && !is_of_prices("Per Cent"));
    }
}
