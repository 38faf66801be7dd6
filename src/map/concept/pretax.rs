//! Income before taxes: before or after the income of companies held at equity, as the statement's order shows.

use super::{LinkLine, Linked};
use crate::taxonomy::QName;

/// Income before taxes that holds the income of companies held at equity, and income before either.
const WITH_EQUITY: &str = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest";
const BEFORE_EQUITY: &str = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments";

/// Names the income before taxes by where the income of companies held at equity stands: above it or below.
pub(super) fn name(lines: &[LinkLine<'_>], linked: &mut [Linked]) {
    let first = |linked: &Linked| linked.candidates.first().map(|c| c.concept.local().to_owned());
    let firsts: Vec<Option<String>> = linked.iter().map(first).collect();
    let is = |at: &usize, names: &[&str]| firsts[*at].as_deref().is_some_and(|name| names.contains(&name));
    let equity: Vec<usize> = (0..lines.len()).filter(|at| is(at, &["IncomeLossFromEquityMethodInvestments"])).collect();
    let pretax: Vec<usize> = (0..lines.len()).filter(|at| is(at, &[WITH_EQUITY, BEFORE_EQUITY])).collect();
    let ([at], [equity]) = (&pretax[..], &equity[..]) else { return };
    let name = if equity < at { WITH_EQUITY } else { BEFORE_EQUITY };
    let candidates = &mut linked[*at].candidates;
    if let Some(known) = candidates.iter().position(|c| c.concept.local() == name) {
        let confidence = candidates[0].confidence;
        candidates.swap(0, known);
        candidates[0].confidence = confidence;
    } else {
        candidates[0].concept = QName::us_gaap(name);
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Linker, UnitKind};
    use super::*;
    use crate::report::StatementKind;

    fn pretax(labels: &[&str]) -> String {
        let line = |label| LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
        let lines: Vec<LinkLine> = labels.iter().map(|label| line(*label)).collect();
        let found = Linker::default().link(StatementKind::Income, &lines);
        let at = labels.iter().position(|l| *l == "Income before income taxes").unwrap();
        found[at][0].concept.local().to_owned()
    }

    #[test]
    fn income_of_companies_at_equity_stands_above_or_below() {
        let (taxes, equity, net) = ("Provision for income taxes", "Equity in income of affiliates", "Net income");
        assert_eq!(pretax(&["Operating income", "Income before income taxes", taxes, equity, net]), BEFORE_EQUITY);
        assert_eq!(pretax(&["Operating income", equity, "Income before income taxes", taxes, net]), WITH_EQUITY);
    }
}
