//! Rows that state what there is at a day, wherever they stand: backlogs, shares of one balance in another, recurring revenue.

use super::Reader;
use crate::map::lines::Line;
use crate::map::moment;
use crate::map::period::ColumnTime;
use crate::map::things;
use crate::map::unit::Counted;
use crate::text::has_any;

/// Whether a row states what there is at the end of its period, by its own words or by the heading right over it.
pub(super) fn tells_stock(line: &Line) -> bool {
    let label = line.row.stub.as_str().to_lowercase();
    match line.counted {
        Counted::Percent | Counted::BasisPoints | Counted::Ratio => is_share_of_balance(&label),
        Counted::Measured(measured) if !measured.is_price() && tells_capacity(&label) => true,
        _ => is_stock(&label) || is_stock(&line.section().to_lowercase()) && !tells_change(&label),
    }
}

impl Reader<'_> {
    /// Whether a column is of a day and of no stretch of time, or another in which a row has a figure: what is stated as of a day is a balance below
    /// the names of quarters, too.
    pub(super) fn stands_at_a_day(&self, line: &Line, column: usize) -> bool {
        let of_day = |time: &ColumnTime| time.is_plain() && !time.assumed && time.duration.is_none() && time.instant.is_some();
        let printed = || self.times.iter().zip(&line.row.figures).any(|(time, figure)| of_day(time) && figure.is_some());
        self.times[column].duration.is_none() || printed()
    }
}

/// Whether a label in lower case names the cash that there is, and no flow of it: `cash, cash equivalents, and marketable securities`.
pub(super) fn is_cash_held(lower: &str) -> bool {
    let cash = ["cash, cash equivalents", "cash and cash equivalents"].iter().any(|w| lower.starts_with(w));
    cash && !has_any(lower, &["used", "provided", "increase", "decrease", "change", "flow", "paid", "acquired", "effect"])
}

/// What could be made or run at the end of a period: `Total power capacity (MW)`, `Hash rate at period end (EH/s)`.
fn tells_capacity(lower: &str) -> bool {
    let there = lower.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "capacity" | "installed" | "energized"));
    (there && !has_any(lower, &["average", "sold", "utiliz"]) || things::says_day(lower)) && !tells_change(lower)
}

/// `Ending backlog (units)`, `Order backlog:`, `ARR`, `End of Period Assets Under Management`.
fn is_stock(lower: &str) -> bool {
    let recurring = || ["annualized recurring revenue", "annual recurring revenue"].iter().any(|w| lower.contains(w));
    let arr = || lower.split(|c: char| !c.is_alphanumeric()).any(|word| matches!(word, "arr" | "rpo" | "crpo"));
    let ended = || ["ending ", "end of period ", "end-of-period ", "period-end "].iter().any(|w| lower.starts_with(w));
    (lower.contains("backlog") || ended() || recurring() || arr()) && !tells_change(lower)
}

/// Whether words tell what came about to a stock or what share of it did.
fn tells_change(lower: &str) -> bool {
    const CHANGES: [&str; 19] = [
        "change",
        "increase",
        "decrease",
        "growth",
        "amortization",
        "conver",
        "turn",
        "net new",
        "new orders",
        "net orders",
        "and orders",
        "cancel",
        "acquired",
        "added",
        "additions",
        "recognized",
        "closings",
        "average backlog",
        "churn",
    ];
    CHANGES.iter().any(|word| lower.contains(word))
}

/// One balance in terms of another: `Tangible common equity to tangible assets`, `Allowance as a percent of total loans`.
fn is_share_of_balance(lower: &str) -> bool {
    const BALANCES: [&str; 20] = [
        "assets",
        "loans",
        "leases",
        "equity",
        "deposits",
        "capital",
        "allowance",
        "nonperforming",
        "non-performing",
        "nonaccrual",
        "non-accrual",
        "npls",
        "npas",
        "goodwill",
        "borrowings",
        "debt",
        "liabilities",
        "securities",
        "receivables",
        "delinquen",
    ];
    const FLOWS: [&str; 21] = [
        "average",
        "annualized",
        "charge",
        "recover",
        "provision",
        "return",
        "income",
        "expense",
        "revenue",
        "sales",
        "earnings",
        "originat",
        "ebitda",
        "dividend",
        "yield",
        "cost",
        "margin",
        "growth",
        "increase",
        "change",
        "interest rate",
    ];
    let balance = |words: &str| BALANCES.iter().any(|word| words.contains(word));
    let seams = [" to ", "/", " percent of ", " percentage of ", " % of "];
    let parts = seams.iter().find_map(|seam| lower.split_once(seam));
    let of_capital = ["risk-based capital", "risk based capital"].iter().any(|w| lower.contains(w));
    (of_capital || parts.is_some_and(|(part, whole)| balance(part) && balance(whole))) && !FLOWS.iter().any(|word| lower.contains(word))
}

/// Whether a row of money names a balance and nothing else: `Less: Other identifiable intangible assets, net`, `Loans held for investment`.
pub(super) fn names_balance(line: &Line) -> bool {
    const BALANCES: [&str; 9] = ["assets", "liabilities", "loans", "leases", "equity", "goodwill", "deposits", "borrowings", "intangibles"];
    const BESIDE: [&str; 23] = [
        "less",
        "total",
        "net",
        "gross",
        "other",
        "identifiable",
        "intangible",
        "tangible",
        "common",
        "preferred",
        "stockholders",
        "shareholders",
        "s",
        "and",
        "of",
        "held",
        "for",
        "investment",
        "sale",
        "core",
        "goodwill",
        "risk",
        "weighted",
    ];
    let of_time = ["income", "expense", "interest", "average", "yield", "rate", "change", "volume", "originat", "cash flow", "proceeds"];
    let label = line.row.stub.as_str().to_lowercase();
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let headed = line.sections.iter().any(|heading| has_any(&heading.to_lowercase(), &of_time));
    let named = label.split(|c: char| !c.is_alphanumeric()).any(|word| BALANCES.contains(&word));
    line.counted == Counted::Money && named && !headed && words.all(|word| BALANCES.contains(&word) || BESIDE.contains(&word))
}

/// Whether a row below a statement of income states what there was at its end: `Backlog`, `Cash and investments`, `Net debt`.
pub(super) fn is_balance_beside(label: &str) -> bool {
    const BALANCES: [&str; 22] = [
        "tangible book value",
        "market price",
        "closing price",
        "stock price",
        "backlog",
        "cash and ",
        "cash, ",
        "total cash",
        "total assets",
        "total debt",
        "net debt",
        "long-term debt",
        "working capital",
        "book value",
        "headcount",
        "accounts receivable",
        "inventories",
        "total stockholders' equity",
        "total shareholders' equity",
        "stockholders' equity",
        "shareholders' equity",
        "total equity",
    ];
    let lower = label.to_lowercase().replace('’', "'");
    let whole = ["deferred revenue", "unearned revenue"].contains(&lower.as_str());
    (whole || BALANCES.iter().any(|w| lower.starts_with(w)))
        && !["change", "increase", "decrease", "average", "provided", "used", "cost", "flow"].iter().any(|w| lower.contains(w))
}

/// Whether a row of key figures states what is owed: `Total debt`.
pub(super) fn is_debt(label: &str) -> bool {
    let lower = label.to_lowercase();
    ["total debt", "net debt", "total net debt"].iter().any(|w| lower.starts_with(w)) && !moment::tells_flow(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_of_balances_hold_at_a_day() {
        for label in [
            "tangible common equity to tangible assets (1)",
            "allowance for loan losses as a percent of total loans",
            "nonperforming assets/total assets",
            "loans to deposits",
            "total risk-based capital",
        ] {
            assert!(is_share_of_balance(label), "{label}");
        }
        for label in ["net charge-offs to average loans", "return on equity", "net debt to ebitda", "efficiency", "cost of deposits"] {
            assert!(!is_share_of_balance(label), "{label}");
        }
    }

    #[test]
    fn backlogs_are_stocks_and_what_becomes_of_them_is_not() {
        for label in
            ["order backlog:", "ending backlog (units)", "average price of homes in backlog", "annualized recurring revenue", "arr"]
        {
            assert!(is_stock(label), "{label}");
        }
        for label in ["amortization of backlog", "backlog conversion", "change in backlog", "net new arr", "carriers"] {
            assert!(!is_stock(label), "{label}");
        }
    }
}
