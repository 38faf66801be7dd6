//! Concepts that the taxonomy keeps for operations given up.

use crate::taxonomy::{Concept, QName, known_standard};

/// The concept of an item of discontinued operations, where the taxonomy has one of its own.
pub(crate) fn of(concept: &'static Concept) -> &'static Concept {
    const OWN: [(&str, &str); 16] = [
        ("Revenues", "DisposalGroupIncludingDiscontinuedOperationRevenue"),
        ("RevenueFromContractWithCustomerExcludingAssessedTax", "DisposalGroupIncludingDiscontinuedOperationRevenue"),
        ("SalesRevenueNet", "DisposalGroupIncludingDiscontinuedOperationRevenue"),
        ("CostOfRevenue", "DisposalGroupIncludingDiscontinuedOperationCostsOfGoodsSold"),
        ("CostOfGoodsAndServicesSold", "DisposalGroupIncludingDiscontinuedOperationCostsOfGoodsSold"),
        ("GrossProfit", "DisposalGroupIncludingDiscontinuedOperationGrossProfitLoss"),
        ("OperatingExpenses", "DisposalGroupIncludingDiscontinuedOperationOperatingExpense"),
        ("CostsAndExpenses", "DisposalGroupIncludingDiscontinuedOperationOperatingExpense"),
        ("GeneralAndAdministrativeExpense", "DisposalGroupIncludingDiscontinuedOperationGeneralAndAdministrativeExpense"),
        ("OperatingIncomeLoss", "DisposalGroupIncludingDiscontinuedOperationOperatingIncomeLoss"),
        ("InterestExpense", "DisposalGroupIncludingDiscontinuedOperationInterestExpense"),
        ("DepreciationDepletionAndAmortization", "DisposalGroupIncludingDiscontinuedOperationDepreciationAndAmortization"),
        ("DepreciationAndAmortization", "DisposalGroupIncludingDiscontinuedOperationDepreciationAndAmortization"),
        ("IncomeTaxExpenseBenefit", "DiscontinuedOperationTaxEffectOfDiscontinuedOperation"),
        ("NetIncomeLoss", "IncomeLossFromDiscontinuedOperationsNetOfTax"),
        ("ProfitLoss", "IncomeLossFromDiscontinuedOperationsNetOfTax"),
    ];
    let name = concept.name.local();
    let before_tax = name
        .starts_with("IncomeLossFromContinuingOperationsBefore")
        .then_some("DiscontinuedOperationIncomeLossFromDiscontinuedOperationBeforeIncomeTax");
    let own = OWN.iter().find(|(plain, _)| *plain == name).map(|(_, own)| *own).or(before_tax);
    own.and_then(|own| known_standard(&QName::us_gaap(own))).unwrap_or(concept)
}
