//! The value of a cell, signed as its concept wants it.

use super::{Cell, Reader};

use rust_decimal::Decimal;

use crate::map::lines::Line;
use crate::map::sign::{Signs, has_two_signs};
use crate::map::unit::Counted;
use crate::report::{StatementKind, Value};
use crate::taxonomy::{Balance, Concept};

impl Reader<'_> {
    pub(super) fn value(&self, line: &Line, column: usize, cell: &Cell) -> (Value, i8) {
        let (amount, decimals, power) = self.scales.amount(&cell.counted, line.row, column, cell.figure);
        let printed: Vec<Decimal> = self.plain_amounts(line);
        let turn = self.turn(line, cell.concept.as_ref());
        let signs = Signs {
            kind: self.kind,
            concept: cell.concept.as_ref(),
            label: line.row.stub.as_str(),
            section: line.section(),
            printed: &printed,
            money: matches!(cell.counted, Counted::Money | Counted::PerShare),
            turn,
        };
        (Value::Number { amount: signs.signed(amount), decimals }, power)
    }

    pub(super) fn plain_amounts(&self, line: &Line) -> Vec<Decimal> {
        let plain = line.row.figures.iter().zip(&self.times).filter(|(_, t)| t.is_plain());
        plain.filter_map(|(f, _)| f.as_ref()).map(|f| f.amount).filter(|a| !a.is_zero()).collect()
    }

    /// How the table's arithmetic turns the printed sign into the concept's: 1 or -1; unknown where the row is part of no sum or the
    /// sides of the books are not known.
    pub(super) fn turn(&self, line: &Line, concept: Option<&Concept>) -> Option<i8> {
        let (total, weight) = *self.weights.get(&line.at)?;
        let whole = &self.lines[total];
        let sum = self.chosen(whole).map(|(c, _)| c);
        let balance = |concept: Option<&Concept>, line: &Line| match concept {
            Some(concept) => concept.balance,
            None => self.worded_balance(line),
        };
        let side = if balance(sum.as_ref(), whole)? == balance(concept, line)? { 1 } else { -1 };
        let printed = self.plain_amounts(whole);
        let first = *printed.first()?;
        let (label, section) = (whole.row.stub.as_str(), whole.section());
        let signs = Signs { kind: self.kind, concept: sum.as_ref(), label, section, printed: &printed, money: true, turn: None };
        let turned = if (signs.signed(first) > Decimal::ZERO) == (first > Decimal::ZERO) { 1 } else { -1 };
        Some(side * weight * turned)
    }

    /// Whether the table's arithmetic shows that a row can't be what a concept names: revenue among the parts of costs.
    pub(super) fn stands_on_wrong_side(&self, line: &Line, concept: &Concept) -> bool {
        if super::choice::is_headed_otherwise(line.section(), concept) {
            return true;
        }
        let printed = self.plain_amounts(line);
        let plain = printed.iter().all(|p| *p > Decimal::ZERO) && !printed.is_empty();
        let of_income = matches!(self.kind, StatementKind::Income | StatementKind::Segments);
        let Some((total, weight)) = self.weights.get(&line.at).filter(|_| plain && of_income && !has_two_signs(concept.name.local()))
        else {
            return false;
        };
        let whole = self.chosen(&self.lines[*total]).map(|(c, _)| c);
        let rises = self.plain_amounts(&self.lines[*total]).iter().all(|p| *p > Decimal::ZERO);
        let side = whole.as_ref().and_then(|w| w.balance).or_else(|| self.worded_balance(&self.lines[*total]));
        let sides = side.zip(concept.balance);
        rises && sides.is_some_and(|(whole, part)| (whole == part) != (*weight > 0))
    }

    /// The side of the books of a row of an income statement, by its words.
    pub(super) fn worded_balance(&self, line: &Line) -> Option<Balance> {
        let label = line.row.stub.as_str().to_lowercase();
        let has = |words: &[&str]| words.iter().any(|w| label.contains(w));
        if !matches!(self.kind, StatementKind::Income | StatementKind::Segments) {
            return None;
        }
        // a result is on the side of income, a loss too
        if has(&["net loss", "loss before", "loss from", "operating loss"]) {
            return Some(Balance::Credit);
        }
        if has(&["gain", "income", "revenue", "sales", "profit", "earnings"]) && !has(&["cost", "expense", "tax"]) {
            return Some(Balance::Credit);
        }
        has(&["cost", "expense", "depreciation", "amortization", "loss"]).then_some(Balance::Debit)
    }
}
