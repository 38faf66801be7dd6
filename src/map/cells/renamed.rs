//! Lines of the statements under another label: "EPS from continuing operations" in a reconciliation, "Cash flow from operating activities" above
//! free cash flow.

use std::collections::{BTreeSet, HashSet};

use rust_decimal::Decimal;

use super::Reader;

use crate::figure::Suffix;
use crate::map::gaap;
use crate::map::graph::Graph;
use crate::map::lines::Line;
use crate::map::unit::Counted;
use crate::report::{Confidence, Period, StatementKind};
use crate::taxonomy::{Concept, PeriodType, QName, known_standard};

/// Columns of different amounts that must state a line again: one figure meets another by chance.
const ENOUGH: usize = 2;

impl Reader<'_> {
    /// The standard concept of a line that another table states under other words: every column has its amount for the same time, and the two labels
    /// share half their words. What a row of a statement itself says goes before that, and so does what is likely and stated alike.
    pub(super) fn renamed(&self, line: &Line, likely: Option<&Concept>, graph: &Graph) -> Option<(&'static Concept, Confidence)> {
        let leads = self.kind == StatementKind::Reconciliation;
        if self.kind.is_statement() || likely.is_some() && !leads || !self.may_be_renamed(line) {
            return None;
        }
        let mut left: Option<Vec<&QName>> = None;
        let mut amounts: HashSet<Decimal> = HashSet::new();
        for (column, figure) in line.row.figures.iter().enumerate() {
            let plain = self.times[column].is_plain() && self.columns[column].is_empty();
            let Some(figure) = figure.as_ref().filter(|f| plain && f.style.suffix != Suffix::Percent) else { continue };
            let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
            if !amounts.insert(amount.abs()) || !tells(figure.amount) {
                return None;
            }
            let periods: [Option<Period>; 2] = [PeriodType::Duration, PeriodType::Instant].map(|kind| self.period(kind, line, column));
            let unit = Some(line.counted.unit(self.scales.currency(column, figure)));
            let facts = graph.with_amount(amount).iter().chain(graph.with_amount(-amount)).map(|id| &graph.facts[id.index()]);
            let same = facts.filter(|fact| {
                let aspects = &fact.aspects;
                aspects.concept.is_standard()
                    && aspects.dimensions.is_empty()
                    && aspects.unit == unit
                    && periods.contains(&Some(aspects.period))
                    && are_akin(line.row.stub.as_str(), &fact.label)
            });
            let said: Vec<&QName> = same.map(|fact| &fact.aspects.concept).collect();
            left = Some(match left {
                Some(left) => left.into_iter().filter(|name| said.contains(name)).collect(),
                None => said,
            });
        }
        let mut left = left.filter(|_| amounts.len() >= ENOUGH)?;
        left.dedup();
        match left.as_slice() {
            [name] if likely.is_none_or(|likely| likely.name != **name) => known_standard(name).map(|c| (c, Confidence::new(0.75))),
            _ => None,
        }
    }

    fn may_be_renamed(&self, line: &Line) -> bool {
        matches!(line.counted, Counted::Money | Counted::PerShare | Counted::Shares)
            && line.segment.is_none()
            && !self.is_average(line)
            && self.table_qualifiers(line).is_empty()
            && !gaap::is_outside_gaap(line.row.stub.as_str())
    }
}

/// Whether a printed amount has digits enough to be no number that many lines have: `1.30`, `57.6`.
fn tells(amount: Decimal) -> bool {
    amount.mantissa().unsigned_abs() >= 100
}

/// Whether two labels share half the words of the shorter that tell anything: "Consolidated operating expenses", "Total operating expenses".
fn are_akin(label: &str, other: &str) -> bool {
    let (label, other) = (stems(label), stems(other));
    let shared = label.intersection(&other).count();
    shared > 0 && shared * 2 >= label.len().min(other.len())
}

/// The beginnings of the words of a label: "Capitalized software" and "Capitalization of software" begin alike.
fn stems(label: &str) -> BTreeSet<String> {
    const EMPTY: [&str; 12] = ["total", "net", "from", "and", "the", "for", "less", "other", "consolidated", "company", "gaap", "reported"];
    let lower = gaap::without_marks(label).to_lowercase();
    let words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| w.len() > 2 && !EMPTY.contains(w));
    words.map(|word| word.chars().take(5).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_of_one_line() {
        for (label, other) in [
            ("EPS from continuing operations", "Continuing operations"),
            ("Consolidated operating expenses", "Total operating expenses"),
            ("Capitalized internal-use software costs", "Capitalization of internal-use software"),
            ("Net Cash - Operating Activities", "Net cash provided by operating activities"),
            ("Income tax effects", "Provision for income tax"),
        ] {
            assert!(are_akin(label, other), "{label}");
        }
        for (label, other) in [("Net total", "Total net"), ("Cash flow", "Net income"), ("Other items", "Other liabilities")] {
            assert!(!are_akin(label, other), "{label}");
        }
    }

    #[test]
    fn small_numbers_tell_nothing() {
        assert!(tells(Decimal::new(1399, 1)) && tells(Decimal::new(130, 2)));
        assert!(!tells(Decimal::from(12)) && !tells(Decimal::new(25, 2)));
    }
}
