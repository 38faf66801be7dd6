//! Which totals of a sheet are sums of its cells, and whether the printed figures bear them out.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::sheet::Place;
use crate::report::{Fact, FactId, Relation, Report, Value};
use crate::write::extension::half_unit;

/// What a total is made of.
pub(super) struct Sum {
    /// The formula over the cells of the parts.
    pub(super) formula: String,
    /// What the printed parts add up to.
    pub(super) amount: Decimal,
    /// How that stands to the printed total.
    pub(super) verdict: Verdict,
}

/// How the parts of a total stand to what is printed for it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verdict {
    /// They give it to the digit: the cell can be a formula.
    Exact,
    /// They differ by no more than rounding explains.
    Rounded,
    /// They give something else.
    Broken,
}

/// The sums of a statement all of whose parts stand in its sheet, by total.
pub(super) fn sums(report: &Report, statement: usize, places: &HashMap<FactId, Place>) -> HashMap<FactId, Sum> {
    let relations = report.relations.iter().filter_map(|relation| match relation {
        Relation::SumsTo { total, parts, statement: index } if *index == statement => Some((*total, parts)),
        _ => None,
    });
    relations.filter_map(|(total, parts)| Some((total, sum(report, total, parts, places)?))).collect()
}

fn sum(report: &Report, total: FactId, parts: &[(FactId, i8)], places: &HashMap<FactId, Place>) -> Option<Sum> {
    let mut formula = String::from("=");
    let mut amount = Decimal::ZERO;
    let mut slack = slack(report.fact(total));
    for (id, weight) in parts {
        let part = report.fact(*id);
        amount = amount.checked_add(number(part)?.checked_mul(Decimal::from(*weight))?)?;
        slack = slack.checked_add(self::slack(part))?;
        let sign = if *weight < 0 { "-" } else { "+" };
        formula.push_str(if *weight > 0 && formula.len() == 1 { "" } else { sign });
        let (row, column) = *places.get(id)?;
        formula.push_str(&rust_xlsxwriter::utility::row_col_to_cell(row, column));
    }
    let gap = number(report.fact(total))?.checked_sub(amount)?.abs();
    let verdict = match gap {
        gap if gap.is_zero() => Verdict::Exact,
        gap if gap <= slack => Verdict::Rounded,
        _ => Verdict::Broken,
    };
    Some(Sum { formula, amount, verdict })
}

/// The amount of a fact that is a number.
pub(super) fn number(fact: &Fact) -> Option<Decimal> {
    match fact.value {
        Value::Number { amount, .. } => Some(amount),
        _ => None,
    }
}

/// What rounding may have taken from a figure or added to it.
fn slack(fact: &Fact) -> Decimal {
    match fact.value {
        Value::Number { decimals, .. } => half_unit(decimals).unwrap_or_default(),
        _ => Decimal::ZERO,
    }
}
