//! The value of a cell, signed as its concept wants it.

use super::fact::negated;
use super::{Cell, Reader};

use rust_decimal::Decimal;

use crate::map::dimension::Qualifier;
use crate::map::lines::{Line, says_total_only};
use crate::map::sign::{Signs, brackets_gains};
use crate::map::unit::Counted;
use crate::report::{StatementKind, Value};
use crate::taxonomy::{Balance, Concept, PeriodType};
use crate::text::{Text, has_any};

/// Totals of totals that are looked at for the sign of a part: a part of other expenses, these, income before taxes.
const TOTALS: u8 = 3;

impl Reader<'_> {
    pub(super) fn value(&self, line: &Line, column: usize, cell: &Cell) -> (Value, i8) {
        let (value, power) = self.plain_value(line, column, cell);
        (if cell.turned { negated(&value) } else { value }, power)
    }

    fn plain_value(&self, line: &Line, column: usize, cell: &Cell) -> (Value, i8) {
        let (amount, decimals, power) = self.scales.amount(&cell.counted, line.row, column, cell.figure);
        let turn = self.turn(line, cell.concept);
        if self.is_taken_off_as_a_part(line, cell) || self.is_credit_among_costs(line, cell.concept, turn) {
            return (Value::Number { amount, decimals }, power);
        }
        let printed: Vec<Decimal> = self.plain_amounts(line);
        let signs = Signs {
            kind: self.kind,
            concept: cell.concept,
            label: self.signing_title(line).unwrap_or(line.row.stub.as_str()),
            section: line.section(),
            printed: &printed,
            money: matches!(cell.counted, Counted::Money | Counted::PerShare),
            of_day: cell.concept.is_none() && self.own_period_type(line, column) == PeriodType::Instant,
            turn,
        };
        let signed = if self.is_taken_from_things(cell, &printed) { amount.abs() } else { signs.signed(amount) };
        (Value::Number { amount: signed, decimals }, power)
    }

    /// What tells the sign of a total that says of nothing what it is the total of: the title of its table, `Other (income) expense, net`.
    fn signing_title(&self, line: &Line) -> Option<&str> {
        let bare = says_total_only(line.row.stub.as_str()) && !line.row.stub.is_empty() && line.sections.is_empty();
        let mut titles = self.table.titles.iter().rev().take(3).map(Text::as_str);
        titles.find(|title| bare && brackets_gains(&title.to_lowercase()))
    }

    /// Whether a row tells how many things went, and prints that in brackets: `Stores closed (3)`.
    fn is_taken_from_things(&self, cell: &Cell, printed: &[Decimal]) -> bool {
        if !matches!(cell.counted, Counted::Things(_) | Counted::Number) || printed.iter().any(|amount| *amount >= Decimal::ZERO) {
            return false;
        }
        let lower = cell.label.to_lowercase();
        has_any(&lower, &["closed", "sold", "disposed", "retired", "relocated"]) && !lower.contains("net")
    }

    /// Whether a row that is printed in brackets alone takes off from a total of costs, as the sum shows: gains on sales of tractors as `Other (810)`
    /// among operating expenses that are all printed without a sign.
    fn is_credit_among_costs(&self, line: &Line, concept: Option<&Concept>, turn: Option<i8>) -> bool {
        let Some((total, 1)) = self.weights.get(&line.at).copied().filter(|_| self.kind == StatementKind::Income) else { return false };
        let side = concept.map_or_else(|| self.worded_balance(line), |concept| concept.balance);
        let cost = turn == Some(1) && side == Some(Balance::Debit) && !names_deduction(line.row.stub.as_str());
        let all = |at: usize, fits: fn(&Decimal) -> bool| self.plain_amounts(&self.lines[at]).iter().all(fits);
        let adds = || self.sums.get(&total).is_some_and(|weights| weights.iter().filter(|weight| **weight > 0).count() * 2 > weights.len());
        cost && all(line.at, |a| *a < Decimal::ZERO) && all(total, |a| *a > Decimal::ZERO) && adds()
    }

    /// Whether a row is a part of a total by an axis and takes off from it: "Intersegment (372)" among the segments' sales.
    fn is_taken_off_as_a_part(&self, line: &Line, cell: &Cell) -> bool {
        let positive = |total: usize| self.plain_amounts(&self.lines[total]).iter().all(|a| *a > Decimal::ZERO);
        let label = line.row.stub.as_str();
        cell.qualifiers.iter().any(|q| matches!(q, Qualifier::Member(_, member) if member == label))
            && self.weights.get(&line.at).is_some_and(|(total, weight)| *weight > 0 && positive(*total))
    }

    pub(super) fn plain_amounts(&self, line: &Line) -> Vec<Decimal> {
        let plain = line.row.figures.iter().zip(&self.times).filter(|(_, t)| t.is_plain());
        plain.filter_map(|(f, _)| f.as_ref()).map(|f| f.amount).filter(|a| !a.is_zero()).collect()
    }

    /// How the table's arithmetic turns the printed sign into the concept's: 1 or -1; unknown where the row is part of no sum or the
    /// sides of the books are not known.
    pub(super) fn turn(&self, line: &Line, concept: Option<&Concept>) -> Option<i8> {
        self.turn_within(line, concept, TOTALS)
    }

    /// The same, looking at so many totals of totals for the sign of each.
    fn turn_within(&self, line: &Line, concept: Option<&Concept>, totals: u8) -> Option<i8> {
        let (total, weight) = *self.weights.get(&line.at)?;
        let whole = &self.lines[total];
        let sum = self.chosen(total);
        let balance = |concept: Option<&Concept>, line: &Line| match concept {
            Some(concept) => concept.balance,
            None => self.worded_balance(line),
        };
        let side = if balance(sum, whole)? == balance(concept, line)? { 1 } else { -1 };
        let printed = self.plain_amounts(whole);
        let first = *printed.first()?;
        let (label, section) = (whole.row.stub.as_str(), whole.section());
        let turn = totals.checked_sub(1).and_then(|rest| self.turn_within(whole, sum, rest));
        let signs = Signs { kind: self.kind, concept: sum, label, section, printed: &printed, money: true, of_day: false, turn };
        let turned = if (signs.signed(first) > Decimal::ZERO) == (first > Decimal::ZERO) { 1 } else { -1 };
        Some(side * weight * turned)
    }

    /// The side of the books of a row of an income statement, by its words.
    pub(super) fn worded_balance(&self, line: &Line) -> Option<Balance> {
        let label = outside_brackets(line.row.stub.as_str());
        // what is taken off is not what is left: "Revenues, net of interest expense"
        let label = label.split(" net of ").next().unwrap_or_default();
        let has = |words: &[&str]| has_any(label, words);
        if !matches!(self.kind, StatementKind::Income | StatementKind::Segments) {
            return None;
        }
        // a result is on the side of income, a loss too, and whatever it includes: "Income before income taxes, including losses of funds"
        let before_taxes = || label.split(" before ").nth(1).is_some_and(|rest| rest.contains("tax"));
        if ["income", "earnings", "profit"].iter().any(|w| label.starts_with(w)) && before_taxes() {
            return Some(Balance::Credit);
        }
        if has(&[
            "net loss",
            "loss before",
            "loss from",
            "operating loss",
            "operating (loss",
            "comprehensive loss",
            "comprehensive (loss",
            "loss for the",
        ]) {
            return Some(Balance::Credit);
        }
        if has(&["gain", "income", "revenue", "sales", "profit", "earnings"]) && !has(&["cost", "expense", "tax"]) {
            return Some(Balance::Credit);
        }
        if has(&["cost", "expense", "depreciation", "amortization", "loss"]) {
            return Some(Balance::Debit);
        }
        // "Products" under "Cost of revenues:"
        let heading = line.section().to_lowercase();
        heading.starts_with("cost of").then_some(Balance::Debit)
    }
}

/// A label in lower case without what it says in brackets, where that is what a figure in brackets is: "Total other income (expense), net" is on
/// the side of income.
fn outside_brackets(label: &str) -> String {
    let lower = label.to_lowercase();
    let turned = ["(income)", "(expense)", "(expenses)", "(gain)", "(gains)", "(loss)", "(losses)", "(charges)"];
    turned.iter().fold(lower, |words, turned| words.replace(turned, ""))
}

/// Whether a label names itself what takes off from costs, and is positive as such: `Allowance for borrowed funds used during construction`.
fn names_deduction(label: &str) -> bool {
    const WORDS: [&str; 9] = ["allowance", "capitalized", "less", "recover", "reimburse", "credits", "transferred", "allocated", "applied"];
    label.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.iter().any(|lead| word.starts_with(lead)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sides_of_two_sided_labels() {
        assert_eq!(outside_brackets("Total other income (expense), net"), "total other income , net");
        assert_eq!(outside_brackets("Other (income) expense"), "other  expense");
        assert_eq!(outside_brackets("Depreciation (non-cash)"), "depreciation (non-cash)");
    }

    #[test]
    fn deductions_by_name() {
        assert!(names_deduction("Less: interest capitalized") && names_deduction("Allowance for borrowed funds used during construction"));
        assert!(!names_deduction("Other") && !names_deduction("Provision for credit losses"));
    }
}
