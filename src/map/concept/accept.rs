//! Whether a line may bear a concept: likely enough alone, or as the first of several names that mean much the same.

use super::ACCEPT;
use crate::map::name::camel;
use crate::report::{Candidate, Confidence, StatementKind};
use crate::taxonomy::{ElementId, QName, calculation};

/// What the first of several names of one meaning needs at least, and what they need together.
const FIRST: Confidence = Confidence::percent(38);
const TOGETHER: f64 = 0.65;
/// What a part of the first of several needs at least.
const LIKELY_PART: f64 = 0.3;
/// What a candidate of the label's own name needs at least.
const LIKELY_BY_NAME: f64 = 0.12;
/// Filings that state a concept as a sum, from which on it is one.
const SUMMED: u8 = 3;

/// The candidate that a line of a statement may bear, if any; below that the caller makes an extension concept.
///
/// Where filers differ in the name alone (securities available for sale, marketable securities, short-term investments), no name is likely by
/// itself though any is right.
pub(in crate::map) fn accepted(kind: StatementKind, label: &str, total: bool, candidates: &[Candidate]) -> Option<Candidate> {
    let first = candidates.first()?;
    if first.confidence >= ACCEPT {
        return Some(first.clone());
    }
    let in_list = matches!(kind, StatementKind::Metrics | StatementKind::Other);
    if let Some(named) = by_name(label, candidates).filter(|named| total || in_list || !is_sum(named)) {
        return Some(named);
    }
    // a total without a label stands under the heading of what it is the total of
    if label.is_empty() && of_twins(candidates) {
        return Some(first.clone());
    }
    if !kind.is_statement() {
        return Some(first.clone()).filter(|_| of_twins(candidates));
    }
    let lumped = label.to_lowercase().contains("and other") && !first.concept.local().contains("Other");
    let revenue = says_revenue_only(label);
    let id = of_kin(first, candidates).filter(|_| (!total || revenue) && !lumped)?;
    if is_sum(first) && !revenue {
        // one line of many may be called by the words of a part: "Merchandise inventories"
        let part = |c: &&Candidate| c.confidence.probability() >= LIKELY_PART && !is_sum(c) && is_spelt_out(label, c);
        return candidates[1..].iter().find(part).cloned();
    }
    let concept = called(label, id).unwrap_or_else(|| first.concept.clone());
    Some(Candidate { concept, confidence: first.confidence })
}

/// Whether a concept is of what is not paid yet and a label says nothing of that.
pub(in crate::map) fn says_paid(label: &str, concept: &QName) -> bool {
    let lower = label.to_lowercase();
    let unpaid = ["accrued", "payable", "unpaid", "incurred", "noncash", "non-cash", "not yet", "liabilities"];
    concept.local().ends_with("NotYetPaid") && !unpaid.iter().any(|w| lower.contains(w))
}

/// A candidate whose name is the label itself: "Noninterest income".
fn by_name(label: &str, candidates: &[Candidate]) -> Option<Candidate> {
    let name = camel(&label.split(' ').map(joined).collect::<Vec<_>>().join(" "));
    let first = candidates.first()?.confidence.probability();
    let known = |c: &&Candidate| c.concept.local() == name && c.confidence.probability() >= (first / 2.0).max(LIKELY_BY_NAME);
    candidates.iter().find(known).cloned()
}

/// "Non-interest" as names write it: "Noninterest".
fn joined(word: &str) -> String {
    let non = word.get(..4).filter(|start| start.eq_ignore_ascii_case("non-"));
    non.map_or_else(|| word.to_owned(), |non| format!("{}{}", &non[..3], &word[4..]))
}

/// Whether a label is a plain name of revenue: "Net revenues", "Sales, net".
fn says_revenue_only(label: &str) -> bool {
    let lower = label.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).peekable();
    words.peek().is_some() && words.all(|w| ["net", "operating", "revenue", "revenues", "sales"].contains(&w))
}

/// Whether a concept's name holds every word of a label.
fn is_spelt_out(label: &str, candidate: &Candidate) -> bool {
    let name = candidate.concept.local().to_lowercase();
    let stem = |word: &str| word.chars().take(7).collect::<String>().to_lowercase();
    let words: Vec<&str> = label.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 3).collect();
    words.len() > 1 && words.iter().all(|w| name.contains(&stem(w)))
}

/// Whether the names of revenue, of capital expenditures or of what a lender sets aside are likely together: which of them a filer takes hangs
/// on its contracts, its trade or the year alone.
fn of_twins(candidates: &[Candidate]) -> bool {
    const TWINS: [&[&str]; 3] = [
        &["Revenues", "RevenueFromContractWithCustomerExcludingAssessedTax"],
        &["PaymentsToAcquirePropertyPlantAndEquipment", "PaymentsToAcquireProductiveAssets"],
        &["ProvisionForLoanAndLeaseLosses", "ProvisionForLoanLeaseAndOtherLosses", "ProvisionForLoanLossesExpensed"],
    ];
    TWINS.iter().any(|names| {
        let named = |c: &&Candidate| names.contains(&c.concept.local());
        let together: f64 = candidates.iter().filter(named).map(|c| c.confidence.probability()).sum();
        candidates.first().filter(named).is_some() && together >= TOGETHER
    })
}

/// The concept of the same kind that is called as the line is.
fn called(label: &str, id: ElementId) -> Option<QName> {
    let named = ElementId::us_gaap(&camel(label)).filter(|named| is_kin(id, *named) && named.data_type() == id.data_type());
    named.map(ElementId::name)
}

/// Whether filers state a concept as the sum of others: no name for one line of many.
fn is_sum(candidate: &Candidate) -> bool {
    ElementId::of(&candidate.concept).is_some_and(|id| calculation::parts(id).any(|part| part.filings >= SUMMED))
}

/// The first candidate, where those of its kin are likely enough together.
fn of_kin(first: &Candidate, candidates: &[Candidate]) -> Option<ElementId> {
    let id = ElementId::of(&first.concept).filter(|_| first.confidence >= FIRST)?;
    let kin = candidates.iter().filter(|c| ElementId::of(&c.concept).is_some_and(|other| is_kin(id, other)));
    (kin.map(|c| c.confidence.probability()).sum::<f64>() >= TOGETHER).then_some(id)
}

/// Whether a concept is of the same side, time and term as another.
fn is_kin(id: ElementId, other: ElementId) -> bool {
    other.balance() == id.balance() && other.period_type() == id.period_type() && term(other) == term(id)
}

fn term(id: ElementId) -> (bool, bool) {
    (id.local().contains("Current"), id.local().contains("Noncurrent"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chosen(kind: StatementKind, label: &str, total: bool, candidates: &[(&str, u8)]) -> Option<String> {
        let candidate =
            |(local, percent): &(&str, u8)| Candidate { concept: QName::us_gaap(local), confidence: Confidence::percent(*percent) };
        let candidates: Vec<Candidate> = candidates.iter().map(candidate).collect();
        accepted(kind, label, total, &candidates).map(|c| c.concept.local().to_owned())
    }

    #[test]
    fn names_of_one_meaning_are_likely_together() {
        use StatementKind::{BalanceSheet, CashFlow, Metrics};
        let securities = [("MarketableSecuritiesCurrent", 40), ("AvailableForSaleSecuritiesCurrent", 30), ("LongTermInvestments", 20)];
        let first = |kind, total, of: &[(&str, u8)]| chosen(kind, "Short-term marketable securities", total, of);
        assert_eq!(first(BalanceSheet, false, &securities).as_deref(), Some("MarketableSecuritiesCurrent"));
        assert_eq!(first(BalanceSheet, true, &securities), None);
        assert_eq!(first(Metrics, false, &securities), None);
        let revenue = [("Revenues", 52), ("RevenueFromContractWithCustomerExcludingAssessedTax", 51)];
        assert_eq!(chosen(Metrics, "Sales", false, &revenue).as_deref(), Some("Revenues"));
        let outlays = [("PaymentsToAcquirePropertyPlantAndEquipment", 51), ("PaymentsToAcquireProductiveAssets", 48)];
        assert_eq!(
            chosen(StatementKind::Reconciliation, "Capital expenditures", false, &outlays).as_deref(),
            Some("PaymentsToAcquirePropertyPlantAndEquipment")
        );
        let apart = [("MarketableSecuritiesCurrent", 40), ("LongTermInvestments", 50)];
        assert_eq!(first(BalanceSheet, false, &apart), None);
        let debt = [("RepaymentsOfLongTermDebt", 45), ("RepaymentsOfOtherDebt", 30)];
        assert_eq!(chosen(CashFlow, "Repayments of debt", false, &debt).as_deref(), Some("RepaymentsOfDebt"));
        let inventory = [("InventoryNet", 53), ("RetailRelatedInventoryMerchandise", 43)];
        assert_eq!(
            chosen(BalanceSheet, "Merchandise inventories", false, &inventory).as_deref(),
            Some("RetailRelatedInventoryMerchandise")
        );
        assert_eq!(chosen(BalanceSheet, "Stock on hand", false, &inventory), None);
        let revenue = [("Revenues", 54), ("RevenueFromContractWithCustomerExcludingAssessedTax", 19)];
        assert_eq!(chosen(StatementKind::Income, "Net revenues", false, &revenue).as_deref(), Some("Revenues"));
        assert_eq!(chosen(StatementKind::Income, "", true, &revenue[..1]), None);
        let both = [("Revenues", 45), ("RevenueFromContractWithCustomerExcludingAssessedTax", 30)];
        assert_eq!(chosen(StatementKind::Income, "", true, &both).as_deref(), Some("Revenues"));
        let unsure = [("OtherNoninterestExpense", 29), ("NoninterestExpense", 18)];
        assert_eq!(chosen(Metrics, "Non-interest expense", false, &unsure).as_deref(), Some("NoninterestExpense"));
        assert_eq!(chosen(CashFlow, "Repayments of bonds and other", false, &debt[..1]), None);
    }
}
