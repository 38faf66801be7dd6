//! Concepts that state one and the same amount: the whole and the parent's share of it where nothing belongs to others, names of two eras.

use super::LinkLine;
use super::weigh::{Scored, rank};
use crate::taxonomy::ElementId;

/// Concepts of the whole, each with that of the parent's share.
const SHARES: [(&str, &str); 3] = [
    ("ProfitLoss", "NetIncomeLoss"),
    ("StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest", "StockholdersEquity"),
    ("IncomeLossFromContinuingOperationsIncludingPortionAttributableToNoncontrollingInterest", "IncomeLossFromContinuingOperations"),
];

/// Names of older standards, each with that of the newer: which of the two is unsure, not what the line is.
const ERAS: [(&str, &str); 4] = [
    ("CashAndCashEquivalentsAtCarryingValue", "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalents"),
    (
        "CashAndCashEquivalentsPeriodIncreaseDecrease",
        "CashCashEquivalentsRestrictedCashAndRestrictedCashEquivalentsPeriodIncreaseDecreaseIncludingExchangeRateEffect",
    ),
    ("DeferredRevenueCurrent", "ContractWithCustomerLiabilityCurrent"),
    ("DeferredRevenueNoncurrent", "ContractWithCustomerLiabilityNoncurrent"),
];

/// The first year in which net income and equity hold what belongs to others (SFAS 160, now ASC 810-10-45-16): before, it was taken off above
/// net income and stood outside equity.
const SHARED_SINCE: i32 = 2009;

type Pair = (Option<ElementId>, Option<ElementId>);

/// Adds up what is likely under two names of one amount.
pub(super) fn heed(lines: &[LinkLine], year: Option<i32>, scored: &mut [Vec<Scored>]) {
    let find = |(one, other): (&str, &str)| -> Pair { (ElementId::us_gaap(one), ElementId::us_gaap(other)) };
    let (shares, eras) = (SHARES.map(find), ERAS.map(find));
    let is_shared = year.is_none_or(|year| year >= SHARED_SINCE) && lines.iter().any(|line| speaks_of_others(line));
    for scored in scored {
        for pair in shares.iter().filter(|_| !is_shared) {
            if let Some((whole, parent)) = places(scored, pair) {
                scored[parent].1 += std::mem::take(&mut scored[whole].1);
            }
        }
        for pair in &eras {
            if let Some((old, new)) = places(scored, pair) {
                let (most, least) = if scored[old].1 >= scored[new].1 { (old, new) } else { (new, old) };
                scored[most].1 += std::mem::take(&mut scored[least].1);
            }
        }
        rank(scored);
    }
}

fn places(scored: &[Scored], (one, other): &Pair) -> Option<(usize, usize)> {
    let place = |concept: &Option<ElementId>| scored.iter().position(|(c, _)| Some(*c) == *concept);
    Some((place(one)?, place(other)?))
}

/// Whether a line speaks of those who own a part of the company's subsidiaries; what holders of common shares may claim is the parent's.
fn speaks_of_others(line: &LinkLine) -> bool {
    let label = line.label.to_lowercase();
    let common = ["common stock", "common share", "common unit", "preferred"].iter().any(|w| label.contains(w));
    ["noncontrolling", "non-controlling", "minority"].iter().any(|w| label.contains(w)) || label.contains("attributable") && !common
}

#[cfg(test)]
mod tests {
    use super::super::{Linker, UnitKind};
    use super::*;
    use crate::report::StatementKind;

    #[test]
    fn net_income_that_nobody_shares_is_the_parents() {
        let line = |label| LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
        let found = Linker::default().link(StatementKind::CashFlow, &[line("Net income"), line("Depreciation")]);
        assert_eq!(found[0][0].concept.local(), "NetIncomeLoss");
        assert!(found[0][0].confidence > super::super::ACCEPT);
    }

    #[test]
    fn holders_of_common_shares_are_no_others() {
        let line = |label| LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
        let lines = ["Net loss", "Accretion of preferred stock", "Net loss attributable to common stockholders"].map(line);
        let found = Linker::default().link(StatementKind::Income, &lines);
        let names = [0, 2].map(|at: usize| found[at][0].concept.local());
        assert_eq!(names, ["NetIncomeLoss", "NetIncomeLossAvailableToCommonStockholdersBasic"]);
    }

    #[test]
    fn what_belonged_to_others_was_taken_off_before_2009() {
        let line = |label| LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
        let lines = ["Income before income taxes", "Provision for income taxes", "Minority interest", "Net income"].map(line);
        let linker = Linker { year: Some(2004), ..Linker::default() };
        assert_eq!(linker.link(StatementKind::Income, &lines)[3][0].concept.local(), "NetIncomeLoss");
    }
}
