//! Revenues before and after what is taken off them: gross sales, discounts, sales taxes, net sales.

use rust_decimal::Decimal;

use super::Reader;
use super::veto::{REVENUES, family};

use crate::map::dimension::{self, Qualifier, Split};
use crate::map::lines::{Line, folded};
use crate::report::StatementKind;
use crate::taxonomy::Concept;
use crate::text::has_any;

impl Reader<'_> {
    /// Whether taxes or discounts are taken off a total of revenues to give those that are net.
    pub(super) fn leads_to_net_revenue(&self, gross: usize) -> bool {
        let whole = self.weights.get(&gross).filter(|(_, weight)| *weight > 0).and_then(|(net, _)| self.chosen(*net));
        whole.is_some_and(|whole| family(whole) == Some(REVENUES)) && !self.is_within(&self.lines[gross], self.weights[&gross].0)
    }

    /// Whether a row of a sum that gives revenues is none of them: it is taken off, or what is left when it was is less than it.
    pub(super) fn is_beyond_revenue(&self, line: &Line) -> bool {
        let Some((total, weight)) = self.weights.get(&line.at) else { return false };
        let printed = self.plain_amounts(line);
        let of_revenue =
            self.kind == StatementKind::Income && self.chosen(*total).and_then(family) == Some(REVENUES) && !printed.is_empty();
        let taken = printed.iter().all(|p| (*p < Decimal::ZERO) == (*weight > 0)) && !printed.iter().any(Decimal::is_zero);
        of_revenue
            && dimension::split_of(&line.row.stub.as_str().to_lowercase()) != Split::Consolidation
            && (taken || !self.is_within(line, *total))
    }

    /// Whether a row leads from a period's revenue to another's: what exchange rates changed of it is no gain on transactions.
    pub(super) fn is_step_of_revenue(&self, line: &Line, concept: &Concept) -> bool {
        let of_revenue = |total: usize| {
            let label = self.lines[total].row.stub.as_str().to_lowercase();
            has_any(&label, &["sales", "revenue"]) && !has_any(&label, &["cost", "income", "profit"])
        };
        concept.name.local().starts_with("ForeignCurrencyTransactionGainLoss")
            && self.weights.get(&line.at).is_some_and(|(total, _)| of_revenue(*total))
    }

    /// The part of all revenues that a total says again in its words and figures: "Total cloud services revenues" under a heading that breaks
    /// them down further.
    pub(super) fn part_said_again(&self, line: &Line, concept: &Concept) -> Option<Qualifier> {
        let lower = line.row.stub.as_str().to_lowercase();
        let total = lower.strip_prefix("total ").filter(|_| family(concept) == Some(REVENUES))?;
        let name = [" net revenues", " revenues", " revenue", " net sales", " sales"].iter().find_map(|end| total.strip_suffix(end))?;
        let amounts = self.plain_amounts(line);
        let again = |other: &&Line| {
            folded(other.row.stub.as_str()) == folded(name) && self.weights.contains_key(&other.at) && self.plain_amounts(other) == amounts
        };
        let part = self.lines[..line.at].iter().find(again).filter(|_| !amounts.is_empty())?;
        Some(Qualifier::Member(self.split_of_part(part), part.row.stub.as_str().to_owned()))
    }

    /// Whether a row is no larger than the total that it is summed up in: revenue of which a part is taken off is no part of the rest.
    pub(super) fn is_within(&self, line: &Line, total: usize) -> bool {
        let largest = |at: usize| self.plain_amounts(&self.lines[at]).iter().map(Decimal::abs).max();
        largest(line.at) <= largest(total)
    }
}

/// Whether a label names what others sell with a company's help, of which its revenue is a share: `Gross merchandise sales`, `Systemwide sales`,
/// `Total payment volume`.
pub(super) fn is_turnover_of_others(label: &str) -> bool {
    const TURNOVERS: [&str; 11] = [
        "gross merchandise",
        "gross booking",
        "gross transaction",
        "systemwide sales",
        "system-wide sales",
        "system wide sales",
        "system sales",
        "franchisee sales",
        "franchise restaurant sales",
        "payment volume",
        "transaction volume",
    ];
    let lower = label.to_lowercase();
    TURNOVERS.iter().any(|w| lower.contains(w)) && !lower.contains("revenue")
}
