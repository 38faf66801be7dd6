//! Lines of older statements, and of older standards, by their plain words: the evidence of filings begins in 2009 and hardly knows them.

use super::heading::{Dilution, dilution};
use super::{Candidate, LinkLine, UnitKind};
use crate::report::{Confidence, StatementKind};
use crate::taxonomy::{ElementId, QName};

/// Words of what stood apart from the rest of the net income.
const UNUSUAL: [&str; 4] = ["extraordinary", "cumulative effect", "accounting change", "change in accounting"];
/// How sure the words are.
const SURE: f64 = 0.8;

/// What the words of a line name.
enum Named {
    /// A concept.
    Concept(&'static str),
    /// What no concept of today is for: extraordinary items, effects of changes in accounting.
    Nothing,
}

/// Puts the concept that the words name first; takes all from lines that no concept of today is for.
pub(super) fn name(kind: StatementKind, line: &LinkLine<'_>, candidates: &mut Vec<Candidate>) {
    let words = line.label.to_lowercase();
    let named = match (line.unit, kind) {
        (UnitKind::Money, StatementKind::BalanceSheet | StatementKind::Metrics) => of_balance(&words),
        (UnitKind::Money, StatementKind::Income) => of_income(&words),
        (UnitKind::PerShare, _) => of_share(line, &words),
        _ => None,
    };
    match named {
        Some(Named::Concept(local)) if ElementId::us_gaap(local).is_some() => {
            candidates.retain(|c| c.concept.local() != local);
            candidates.insert(0, Candidate { concept: QName::us_gaap(local), confidence: Confidence::new(SURE) });
        }
        Some(Named::Nothing) => candidates.clear(),
        _ => {}
    }
}

fn of_balance(words: &str) -> Option<Named> {
    let says = |any: &[&str]| any.iter().any(|w| words.contains(w));
    let excess = says(&["excess of cost", "excess of purchase", "cost in excess", "costs in excess", "excess cost"]);
    if excess && says(&["acquired", "fair value", "net assets", "businesses"]) && !says(&["billing", "amortization of"]) {
        return Some(Named::Concept("Goodwill"));
    }
    let cash = words.strip_prefix("total ").unwrap_or(words).starts_with("cash, cash equivalents");
    if cash && says(&["marketable securities", "short-term investments"]) && !says(&["restricted", "long-term", "noncurrent"]) {
        return Some(Named::Concept("CashCashEquivalentsAndShortTermInvestments"));
    }
    if says_earnings_and_more(words) {
        return Some(Named::Concept("RetainedEarningsAccumulatedDeficit"));
    }
    let both = words.contains("goodwill") && words.contains("intangible");
    let both = both && !says(&["exclud", "amortization of", "impairment", "other than", "accumulated amortization on"]);
    both.then_some(Named::Concept("IntangibleAssetsNetIncludingGoodwill"))
}

/// Whether what was kept of earnings takes in the rest of equity: "Retained earnings and other comprehensive loss" is by far the former.
fn says_earnings_and_more(words: &str) -> bool {
    let more =
        ["retained earnings and ", "retained earnings, including ", "accumulated deficit and "].iter().find_map(|w| words.strip_prefix(w));
    more.is_some_and(|more| more.contains("comprehensive") && !more.contains("equity"))
}

fn of_income(words: &str) -> Option<Named> {
    let says = |any: &[&str]| any.iter().any(|w| words.contains(w));
    if words.starts_with("minority interest") && !says(&["before", "after", "tax"]) {
        return Some(Named::Concept("NetIncomeLossAttributableToNoncontrollingInterest"));
    }
    let unusual = says(&UNUSUAL);
    if !unusual {
        return None;
    }
    if words.contains("before") {
        // before taxes too, it is what the evidence knows
        return (!says(&["tax", "minority", "equity in"])).then_some(Named::Concept("IncomeLossFromContinuingOperations"));
    }
    Some(Named::Nothing)
}

/// Amounts per share of unusual items, and before them.
fn of_share(line: &LinkLine<'_>, words: &str) -> Option<Named> {
    if words.contains("net assets") && words.contains("resulting from operations") {
        // what funds call their net income
        return Some(Named::Concept(match dilution(line) {
            Some(Dilution::Basic) => "EarningsPerShareBasic",
            Some(Dilution::Diluted) => "EarningsPerShareDiluted",
            None => "EarningsPerShareBasicAndDiluted",
        }));
    }
    if !UNUSUAL.iter().any(|w| words.contains(w)) {
        return None;
    }
    if !words.contains("before") {
        return Some(Named::Nothing);
    }
    let before = match dilution(line) {
        Some(Dilution::Basic) => "IncomeLossFromContinuingOperationsPerBasicShare",
        Some(Dilution::Diluted) => "IncomeLossFromContinuingOperationsPerDilutedShare",
        None => "IncomeLossFromContinuingOperationsPerBasicAndDilutedShare",
    };
    Some(Named::Concept(before))
}

#[cfg(test)]
mod tests {
    use super::super::Linker;
    use super::*;

    fn first(kind: StatementKind, label: &str) -> Option<String> {
        let line = LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
        Linker::default().link(kind, &[line])[0].first().map(|c| c.concept.local().to_owned())
    }

    #[test]
    fn lines_of_older_statements() {
        use StatementKind::{BalanceSheet, Income};
        for (kind, label, expected) in [
            (BalanceSheet, "Excess of cost over net assets acquired, net", Some("Goodwill")),
            (Income, "Income before Accounting Changes", Some("IncomeLossFromContinuingOperations")),
            (BalanceSheet, "Cost in excess of net assets of businesses acquired", Some("Goodwill")),
            (BalanceSheet, "Goodwill and other intangibles, net", Some("IntangibleAssetsNetIncludingGoodwill")),
            (BalanceSheet, "Cash, cash equivalents, and marketable securities", Some("CashCashEquivalentsAndShortTermInvestments")),
            (BalanceSheet, "Retained earnings and other comprehensive loss", Some("RetainedEarningsAccumulatedDeficit")),
            (Income, "Minority interest of common unitholders", Some("NetIncomeLossAttributableToNoncontrollingInterest")),
            (Income, "Income before extraordinary item", Some("IncomeLossFromContinuingOperations")),
            (Income, "Extraordinary loss on early extinguishment of debt, net of tax", None),
            (Income, "Cumulative effect of accounting change", None),
        ] {
            assert_eq!(first(kind, label).as_deref(), expected, "{label}");
        }
    }

    #[test]
    fn funds_speak_of_the_increase_in_net_assets() {
        let label = "Net increase in net assets resulting from operations per common share";
        let line = LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::PerShare, amounts: &[], parts: &[] };
        let found =
            Linker::default().link(StatementKind::Income, &[line, LinkLine { label: "Net investment income per common share", ..line }]);
        assert_eq!(found[0][0].concept.local(), "EarningsPerShareBasicAndDiluted");
        assert!(found[1].iter().all(|c| !c.concept.local().starts_with("EarningsPerShare")));
    }
}
