//! Words that name money: the nouns of finance.

/// Whether each of what a title names is money: `Loans and deposits`, but not `Home closings, orders and backlog`.
pub(super) fn lists_nouns(named: &str) -> bool {
    let is_money = |part: &str| part.trim_end().rsplit(' ').next().is_some_and(|last| NOUNS.contains(&last));
    named.split(", ").flat_map(|part| part.split(" and ")).map(|part| part.trim_start_matches("and ")).all(is_money)
}

/// Whether a word, in small letters, is a noun of finance.
pub(super) fn is_noun(word: &str) -> bool {
    NOUNS.contains(&word)
}

/// Whether words speak of money: `Net sales`, `Average loans`, `EBITDA margin`.
pub(crate) fn names_money(words: &str) -> bool {
    let lower = words.to_lowercase();
    if ["g&a", "d&a", "r&d"].iter().any(|letters| lower.contains(letters)) {
        return true;
    }
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        let next = words.peek().copied().unwrap_or("");
        let of_stock = word == "stock" && matches!(next, "compensation" | "based");
        let stock = matches!(word, "common" | "preferred" | "treasury" | "capital") && next == "stock";
        if NOUNS.contains(&word) && !describes_things(word, next) || of_stock || stock {
            return true;
        }
    }
    false
}

/// Whether a word of money says only which things are meant: `Revenue carloads`, `Sales associates`.
fn describes_things(word: &str, next: &str) -> bool {
    let staff = ["associates", "representatives", "people", "personnel", "professionals", "offices"];
    let carried = word == "revenue" && next.len() > 4 && (next.ends_with('s') || next == "generating") && !NOUNS.contains(&next);
    carried || word == "sales" && staff.contains(&next)
}

/// Nouns of finance.
const NOUNS: [&str; 183] = [
    "accrued",
    "accruing",
    "acquisition",
    "acquisitions",
    "acv",
    "administrative",
    "advances",
    "advertising",
    "affo",
    "allowance",
    "amortization",
    "annuities",
    "arr",
    "asset",
    "assets",
    "aua",
    "aum",
    "backlog",
    "balance",
    "balances",
    "benefit",
    "benefits",
    "billings",
    "bonds",
    "bonus",
    "bonuses",
    "bookings",
    "borrowings",
    "capex",
    "capital",
    "capitalization",
    "cash",
    "catastrophe",
    "catastrophes",
    "certificates",
    "charge",
    "chargeoffs",
    "charges",
    "checking",
    "claims",
    "commission",
    "commissions",
    "compensation",
    "contribution",
    "cost",
    "costs",
    "credit",
    "credits",
    "currencies",
    "currency",
    "dda",
    "debentures",
    "debt",
    "deferred",
    "depletion",
    "deposit",
    "deposits",
    "depreciation",
    "derivative",
    "derivatives",
    "discount",
    "discounts",
    "distributions",
    "dividend",
    "dividends",
    "dollar",
    "dollars",
    "earnings",
    "ebit",
    "ebitda",
    "ebitdar",
    "ebitdax",
    "equity",
    "expenditures",
    "expense",
    "expenses",
    "fee",
    "fees",
    "ffo",
    "flow",
    "flows",
    "foreclosed",
    "fund",
    "funds",
    "gain",
    "gains",
    "gmv",
    "goodwill",
    "hedge",
    "hedges",
    "impairment",
    "impairments",
    "income",
    "intangible",
    "intangibles",
    "interest",
    "inventories",
    "inventory",
    "investment",
    "investments",
    "lease",
    "leases",
    "liabilities",
    "liability",
    "liquidity",
    "litigation",
    "loan",
    "loans",
    "loss",
    "losses",
    "margin",
    "margins",
    "money",
    "mortgage",
    "mortgages",
    "mrr",
    "nav",
    "nii",
    "noi",
    "nonaccrual",
    "nonperforming",
    "nopat",
    "notes",
    "offs",
    "oreo",
    "origination",
    "originations",
    "overdrafts",
    "overhead",
    "payable",
    "payables",
    "payment",
    "payments",
    "payroll",
    "pension",
    "ppnr",
    "premium",
    "premiums",
    "pretax",
    "price",
    "prices",
    "proceeds",
    "profit",
    "profits",
    "provision",
    "receivable",
    "receivables",
    "recoveries",
    "rent",
    "rental",
    "rentals",
    "rents",
    "repurchases",
    "research",
    "reserve",
    "reserves",
    "restructuring",
    "revenue",
    "revenues",
    "royalties",
    "royalty",
    "rpo",
    "salaries",
    "salary",
    "sales",
    "savings",
    "securities",
    "settlement",
    "settlements",
    "severance",
    "spending",
    "surplus",
    "tax",
    "taxes",
    "tcv",
    "underwriting",
    "usd",
    "value",
    "wages",
    "warranty",
    "worth",
    "writedowns",
    "writeoffs",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_money() {
        for label in
            ["Net sales", "Revenue by region", "Total loans", "EBITDA", "Common stock", "Net charge-offs", "Stock-based compensation"]
        {
            assert!(names_money(label), "{label}");
        }
        for label in [
            "Homes passed",
            "Daily circulation",
            "Carloads",
            "Block hours",
            "Shipments",
            "Stock options granted",
            "Revenue carloads",
            "Revenue-generating units",
            "Sales associates",
        ] {
            assert!(!names_money(label), "{label}");
        }
    }
}
