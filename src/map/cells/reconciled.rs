//! What reconciliations hold of the statements.

use std::collections::HashSet;

use super::Reader;

use crate::map::gaap;
use crate::map::lines::{Line, folded};

impl Reader<'_> {
    /// Whether key figures hold a measure as reported and as adjusted, each under its label: "Operating income", "Adjusted operating income". What
    /// such a table does not call adjusted is as reported.
    pub(super) fn tells_adjusted_apart(&self) -> bool {
        let leads = |words: &str| ["reconcil", "gaap", "adjust"].iter().any(|word| words.to_lowercase().contains(word));
        *self.asked.adjusted_apart.get_or_init(|| {
            let labels = || self.lines.iter().filter(|line| line.row.has_figures()).map(|line| line.row.stub.as_str());
            let plain: HashSet<String> = labels().filter(|label| !gaap::is_outside_gaap(label)).map(folded).collect();
            let adjusted = |label: &str| {
                let label = folded(label);
                let own = ["adjusted", "nongaap"].iter().find_map(|led| label.strip_prefix(led)).or_else(|| label.strip_suffix("adjusted"));
                own.is_some_and(|own| plain.contains(own))
            };
            let titled = self.table.titles.iter().rev().take(3).any(|title| leads(title.as_str()));
            !titled && labels().any(adjusted)
        })
    }
}

/// Expenses of the statements that measures such as EBITDA add back: their amounts are what is reported, also where no statement is printed.
pub(super) fn is_added_back(name: &str) -> bool {
    const ADDED_BACK: [&str; 12] = [
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
        "DeferredIncomeTaxExpenseBenefit",
        "ExplorationExpense",
    ];
    ADDED_BACK.contains(&name)
}

/// Cash flows that measures such as free cash flow lead from or to: they are stated as they are.
pub(super) fn is_cash_flow(name: &str) -> bool {
    name.starts_with("PaymentsToAcquireProp") || name == "NetCashProvidedByUsedInOperatingActivities"
}

/// Whether a row or the heading over it says that its figures are those of GAAP: "GAAP net loss", or "Basic" under "GAAP loss per share".
pub(super) fn says_gaap(line: &Line) -> bool {
    [line.row.stub.as_str(), line.section()].into_iter().any(gaap::says_gaap)
}
