//! The whole and the parent's share of it: one and the same where nothing belongs to others.

use super::LinkLine;
use super::weigh::{Scored, rank};
use crate::taxonomy::ElementId;

/// Concepts of the whole, each with that of the parent's share.
const SHARES: [(&str, &str); 2] =
    [("ProfitLoss", "NetIncomeLoss"), ("StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest", "StockholdersEquity")];

/// Where no line speaks of noncontrolling interests, what is likely the whole is the parent's.
pub(super) fn heed(lines: &[LinkLine], scored: &mut [Vec<Scored>]) {
    if lines.iter().any(|line| speaks_of_others(line)) {
        return;
    }
    let pairs = SHARES.map(|(whole, parent)| (ElementId::us_gaap(whole), ElementId::us_gaap(parent)));
    for scored in scored {
        for (whole, parent) in &pairs {
            let place = |concept: &Option<ElementId>| scored.iter().position(|(c, _)| Some(*c) == *concept);
            if let (Some(whole), Some(parent)) = (place(whole), place(parent)) {
                scored[parent].1 += std::mem::take(&mut scored[whole].1);
            }
        }
        rank(scored);
    }
}

fn speaks_of_others(line: &LinkLine) -> bool {
    let label = line.label.to_lowercase();
    ["noncontrolling", "non-controlling", "minority", "attributable"].iter().any(|w| label.contains(w))
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
}
