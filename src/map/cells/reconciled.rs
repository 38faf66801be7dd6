//! What reconciliations hold of the statements.

/// Expenses of the statements that measures such as EBITDA add back: their amounts are what is reported, also where no statement is printed.
pub(super) fn is_added_back(name: &str) -> bool {
    const ADDED_BACK: [&str; 10] = [
        "IncomeTaxExpenseBenefit",
        "InterestExpense",
        "InterestIncomeExpenseNonoperatingNet",
        "InvestmentIncomeInterest",
        "DepreciationDepletionAndAmortization",
        "DepreciationAndAmortization",
        "Depreciation",
        "AmortizationOfIntangibleAssets",
        "ShareBasedCompensation",
        "GoodwillImpairmentLoss",
    ];
    ADDED_BACK.contains(&name)
}
