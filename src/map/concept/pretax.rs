//! Income before taxes: before or after the income of companies held at equity, as the statement's order shows.

use super::{LinkLine, Linked};
use crate::report::{Candidate, Confidence};
use crate::taxonomy::QName;

/// Income before taxes that holds the income of companies held at equity, and income before either.
const WITH_EQUITY: &str = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest";
const BEFORE_EQUITY: &str = "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments";

/// The whole of what does not belong to operations, and the rest of it.
const NONOPERATING: &str = "NonoperatingIncomeExpense";
const OTHER: &str = "OtherNonoperatingIncomeExpense";
/// What the two must be likely together.
const TOGETHER: f64 = 0.65;

/// Names the one line between operating income and income before taxes, where its words leave open whether it is all that does not belong to
/// operations or the rest of it: it is all.
pub(super) fn name_sole(lines: &[LinkLine<'_>], linked: &mut [Linked]) {
    let first = |linked: &[Linked], at: usize| linked.get(at).and_then(|l| l.candidates.first()).map(|c| c.concept.local().to_owned());
    for line in lines {
        let [(operating, 1), (sole, _)] = line.parts else { continue };
        if first(linked, *operating).as_deref() != Some("OperatingIncomeLoss") {
            continue;
        }
        let Some(candidates) = linked.get_mut(*sole).map(|linked| &mut linked.candidates) else { continue };
        let likely = |name: &str| candidates.iter().find(|c| c.concept.local() == name).map_or(0.0, |c| c.confidence.probability());
        let together = likely(NONOPERATING) + likely(OTHER);
        let open = candidates.first().is_some_and(|c| [NONOPERATING, OTHER].contains(&c.concept.local()));
        if open && together >= TOGETHER {
            candidates.retain(|c| ![NONOPERATING, OTHER].contains(&c.concept.local()));
            let confidence = Confidence::new(together.min(SURE));
            candidates.insert(0, Candidate { concept: QName::us_gaap(NONOPERATING), confidence });
        }
    }
}

/// How sure the place of a line is at most.
const SURE: f64 = 0.9;

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
    fn the_one_line_below_operating_income_is_all_that_is_not_of_operations() {
        let amounts = [70, 4, 74].map(|n| [Some(rust_decimal::Decimal::from(n))]);
        let sum: [(usize, i8); 2] = [(0, 1), (1, 1)];
        let line = |label, at: usize, parts| LinkLine {
            label,
            sections: &[],
            depth: 0,
            total: false,
            unit: UnitKind::Money,
            amounts: &amounts[at],
            parts,
        };
        let lines = [
            line("Income from operations", 0, &[][..]),
            line("Interest and other income, net", 1, &[]),
            line("Income before income taxes", 2, &sum),
        ];
        assert_eq!(Linker::default().link(StatementKind::Income, &lines)[1][0].concept.local(), NONOPERATING);
    }

    #[test]
    fn income_of_companies_at_equity_stands_above_or_below() {
        let (taxes, equity, net) = ("Provision for income taxes", "Equity in income of affiliates", "Net income");
        assert_eq!(pretax(&["Operating income", "Income before income taxes", taxes, equity, net]), BEFORE_EQUITY);
        assert_eq!(pretax(&["Operating income", equity, "Income before income taxes", taxes, net]), WITH_EQUITY);
    }
}
