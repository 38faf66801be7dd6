//! Which rows count money in a table that is no financial statement: those that a sign of money, their words, a heading, a column or a sum
//! shows to do so. Whatever else such a table counts is a plain number: carloads, circulation, homes passed.

use super::Counted;
use crate::map::arithmetic::Sum;
use crate::map::lines::says_total_only;
use crate::report::StatementKind;
use crate::table::{Row, Table};

/// Makes plain numbers of the rows that nothing shows to count money.
pub(crate) fn settle(table: &Table, kind: StatementKind, sections: &[Vec<&str>], sums: &[Sum], counts: &mut [Counted]) {
    spread_to_things(table, sums, counts);
    if is_of_money(kind) || table.titles.iter().rev().take(2).any(|title| heads_money(title.as_str())) {
        return;
    }
    let mut told: Vec<bool> = (0..table.rows.len()).map(|at| counts[at] == Counted::Money && is_told(table, at, &sections[at])).collect();
    carry_down(table, sections, counts, &mut told);
    while spread(sums, counts, &mut told) {}
    lean_on_rows_above(table, sections, counts, &mut told);
    for (at, told) in told.into_iter().enumerate() {
        if counts[at] == Counted::Money && !told && table.rows[at].has_figures() {
            counts[at] = Counted::Number;
        }
    }
}

/// Statements and what leads over from one of their lines to another measure speak of money unless they say otherwise.
pub(crate) fn is_of_money(kind: StatementKind) -> bool {
    kind.is_statement() || kind == StatementKind::Reconciliation
}

fn is_told(table: &Table, at: usize, sections: &[&str]) -> bool {
    let row = &table.rows[at];
    let by_column = |column: usize| row.figures[column].is_some() && names_money(&table.columns[column].heading());
    is_marked(row)
        || names_money(row.stub.as_str())
        || sections.iter().any(|heading| names_money(heading) || heading.contains('$'))
        || (0..row.figures.len()).any(by_column)
}

fn is_marked(row: &Row) -> bool {
    row.figures.iter().flatten().any(|figure| figure.style.currency.is_some())
}

/// A sign of money stands at the head of an account: what follows under `Trucking $ 120,000` counts money, too. A row that says in words that it
/// does, `Total revenue $ 120,000`, says nothing of others.
fn carry_down(table: &Table, sections: &[Vec<&str>], counts: &[Counted], told: &mut [bool]) {
    let mut open = false;
    for at in 0..table.rows.len() {
        let row = &table.rows[at];
        if !row.has_figures() {
            open = false;
            continue;
        }
        open &= counts[at] == Counted::Money && at > 0 && sections[at] == sections[at - 1];
        told[at] |= open;
        open |= counts[at] == Counted::Money && is_marked(row) && !names_money(row.stub.as_str());
    }
}

/// What is part of a total that counts money counts money, even where it is called as things are: `Motor vehicles` among freight revenue.
fn spread_to_things(table: &Table, sums: &[Sum], counts: &mut [Counted]) {
    for sum in sums.iter().filter(|sum| sum.failing.is_empty()) {
        let money = sum.parts.iter().filter(|(row, _)| counts[*row] == Counted::Money).count();
        let of_money = counts[sum.total] == Counted::Money && money * 2 > sum.parts.len();
        for (row, _) in sum.parts.iter().filter(|_| of_money) {
            if matches!(counts[*row], Counted::Things(_)) && table.rows[*row].scale.is_none() {
                counts[*row] = Counted::Money;
            }
        }
    }
}

/// What adds up counts the same; answers whether a row was told anew.
fn spread(sums: &[Sum], counts: &[Counted], told: &mut [bool]) -> bool {
    let mut anew = false;
    for sum in sums.iter().filter(|sum| sum.failing.is_empty()) {
        let rows = || sum.parts.iter().map(|(row, _)| *row).chain([sum.total]);
        if rows().any(|row| told[row]) {
            for row in rows().filter(|row| counts[*row] == Counted::Money) {
                anew |= !std::mem::replace(&mut told[row], true);
            }
        }
    }
    anew
}

/// `Total`, `Other` and rows without a label count what the row above does.
fn lean_on_rows_above(table: &Table, sections: &[Vec<&str>], counts: &[Counted], told: &mut [bool]) {
    let figured: Vec<usize> = (0..table.rows.len()).filter(|at| table.rows[*at].has_figures()).collect();
    for pair in figured.windows(2) {
        let (above, at) = (pair[0], pair[1]);
        let label = table.rows[at].stub.as_str().to_lowercase();
        let leans = label.trim().is_empty() || says_total_only(&label) || label.starts_with("other");
        told[at] |= leans && counts[at] == Counted::Money && told[above] && sections[at] == sections[above];
    }
}

/// Whether a title says that its whole table lists one thing, and that this is money: `Freight revenue by commodity`, `Film costs`.
fn heads_money(title: &str) -> bool {
    let lower = title.to_lowercase();
    let named = lower.split(['(', ':', ';']).next().unwrap_or("").trim();
    match named.split_once(" by ") {
        Some((listed, _)) => names_money(listed),
        None => named.split_whitespace().count() <= 5 && named.rsplit(' ').next().is_some_and(|last| NOUNS.contains(&last)),
    }
}

/// Whether words speak of money: `Net sales`, `Average loans`, `EBITDA margin`.
pub(crate) fn names_money(words: &str) -> bool {
    let lower = words.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).peekable();
    while let Some(word) = words.next() {
        let of_stock = word == "stock" && matches!(words.peek(), Some(&("compensation" | "based")));
        let stock = matches!(word, "common" | "preferred" | "treasury" | "capital") && words.peek() == Some(&"stock");
        if NOUNS.contains(&word) || of_stock || stock {
            return true;
        }
    }
    false
}

/// Nouns of finance.
const NOUNS: [&str; 142] = [
    "accrued",
    "accruing",
    "acquisition",
    "acquisitions",
    "advances",
    "advertising",
    "affo",
    "allowance",
    "amortization",
    "asset",
    "assets",
    "aum",
    "backlog",
    "balance",
    "balances",
    "benefit",
    "benefits",
    "billings",
    "bonds",
    "bookings",
    "borrowings",
    "capex",
    "capital",
    "capitalization",
    "cash",
    "charge",
    "chargeoffs",
    "charges",
    "checking",
    "claims",
    "commission",
    "commissions",
    "compensation",
    "cost",
    "costs",
    "credit",
    "credits",
    "currencies",
    "currency",
    "debt",
    "deferred",
    "depletion",
    "deposit",
    "deposits",
    "depreciation",
    "discount",
    "discounts",
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
    "goodwill",
    "impairment",
    "impairments",
    "income",
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
    "noi",
    "nonaccrual",
    "nonperforming",
    "notes",
    "offs",
    "oreo",
    "overdrafts",
    "overhead",
    "payable",
    "payables",
    "payment",
    "payments",
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
    "reserve",
    "reserves",
    "restructuring",
    "revenue",
    "revenues",
    "royalties",
    "royalty",
    "salaries",
    "sales",
    "savings",
    "securities",
    "settlement",
    "settlements",
    "spending",
    "tax",
    "taxes",
    "usd",
    "value",
    "wages",
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
        for label in ["Homes passed", "Daily circulation", "Carloads", "Block hours", "Shipments", "Stock options granted"] {
            assert!(!names_money(label), "{label}");
        }
        assert!(heads_money("Freight revenue by commodity (in thousands)") && heads_money("Film costs:"));
        assert!(!heads_money("Carloads by commodity group") && !heads_money("Selected operating statistics"));
    }
}
