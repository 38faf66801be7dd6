//! Lines that filers word in many ways, in the words that most of them use.

use std::borrow::Cow;

use super::LinkLine;
use crate::report::StatementKind;

/// What most filers call a line.
pub(super) fn of<'a>(line: &LinkLine<'a>, kind: StatementKind) -> Option<Cow<'a, str>> {
    let label = line.label;
    let usual = of_interest(label).or_else(|| owners_deficit(label)).or_else(|| of_securities(label));
    let usual = usual.or_else(|| of_business(label)).or_else(|| of_credit(label).filter(|_| kind == StatementKind::CashFlow));
    usual.map(Cow::Borrowed).or_else(|| left_of_loans(label).map(Cow::Owned))
}

/// Securities by what is meant to become of them: "Investment securities held to maturity".
fn of_securities(label: &str) -> Option<&str> {
    let (head, rest) = label.split_at_checked("Investment ".len()).filter(|(head, _)| head.eq_ignore_ascii_case("investment "))?;
    let lower = rest.to_ascii_lowercase();
    let meant = ["available for sale", "available-for-sale", "held to maturity", "held-to-maturity"].iter().any(|w| lower.contains(w));
    (lower.starts_with("securities") && meant && !head.is_empty() && !lower.contains("(") && !lower.contains('$')).then_some(rest)
}

/// A business that was sold, whatever it is called: "Proceeds from sale of the Barcode business".
fn of_business(label: &str) -> Option<&'static str> {
    let lower = label.to_ascii_lowercase();
    let sold = ["sale of ", "sales of ", "divestiture of "].iter().find_map(|w| lower.split_once(w))?;
    if !["business", "businesses"].iter().any(|w| sold.1.trim_end().ends_with(w)) || sold.1.contains(" and ") {
        return None;
    }
    match sold.0 {
        head if head.starts_with("proceeds from") => Some("Proceeds from sale of business"),
        head if head.starts_with("gain") && !head.contains("tax") => Some("Gain on sale of business"),
        _ => None,
    }
}

/// What is drawn and paid back under a credit that revolves, in the words of most: "Principal repayments under revolving bank loans".
fn of_credit(label: &str) -> Option<&'static str> {
    let lower = label.to_ascii_lowercase();
    let revolves = ["revolving", "revolver", "line of credit", "lines of credit"].iter().any(|w| lower.contains(w));
    let other = ["net ", "(", "proceeds from (", "term", "cost", "fee"].iter().any(|w| lower.contains(w));
    let begins = |words: &[&str]| words.iter().any(|w| lower.starts_with(w));
    match revolves && !other {
        true if begins(&["borrowings", "proceeds from borrowings", "proceeds from revolving", "proceeds from line", "advances"]) => {
            Some("Borrowings under revolving credit facility")
        }
        true if begins(&["repayment", "principal repayment", "principal payment", "payments on", "payments under", "payments of"]) => {
            Some("Repayments under revolving credit facility")
        }
        _ => None,
    }
}

/// Equity that is negative under a name of its own: "Stockholders' deficit".
fn owners_deficit(label: &str) -> Option<&'static str> {
    let lower: String = label.to_ascii_lowercase().chars().filter(|c| !matches!(c, '\'' | '’')).collect();
    let (owners, deficit) = lower.trim().rsplit_once(' ')?;
    if !matches!(deficit, "deficit" | "deficiency") {
        return None;
    }
    match owners.strip_prefix("total ").unwrap_or(owners) {
        "stockholders" | "shareholders" | "shareowners" => Some("Total stockholders' equity (deficit)"),
        "members" => Some("Total members' equity (deficit)"),
        "partners" => Some("Total partners' capital (deficit)"),
        "total" => Some("Total equity (deficit)"),
        _ => None,
    }
}

/// Net interest before and after what is set aside for losses: "Net Interest and Dividend Income Before Provision for Loan Losses".
fn of_interest(label: &str) -> Option<&'static str> {
    let lower = label.to_ascii_lowercase();
    let (head, tail) = lower.split_once("provision").filter(|(head, _)| head.starts_with("net interest") && head.contains("income"))?;
    match (head.contains("before"), head.contains("after")) {
        _ if !["loan", "credit", "losses"].iter().any(|w| tail.contains(w)) => None,
        (true, false) => Some("Net interest income before provision for loan losses"),
        (false, true) => Some("Net interest income after provision for loan losses"),
        _ => None,
    }
}

/// What is left of loans: "Loans receivable, net of allowance for loan losses of $3,801" are loans, net.
fn left_of_loans(label: &str) -> Option<String> {
    let lower = label.to_ascii_lowercase();
    let at = ["net of allowance", "net of the allowance", "net of reserve", "less allowance", "less reserve"]
        .iter()
        .find_map(|w| lower.find(w))?;
    let head = label[..at].trim_end_matches([',', ' ', '-', '(']);
    let name = lower[..head.len()].trim_start_matches("total ").trim_end_matches(" receivable");
    match name {
        "loans" | "loans and leases" => Some(format!("{name}, net")),
        name if name.ends_with("loans") => Some(format!("{head}, net")),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::super::UnitKind;
    use super::*;

    #[test]
    fn lines_in_the_words_of_most() {
        use StatementKind::{BalanceSheet, CashFlow, Income};
        let usual = |label, kind| {
            let line = LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
            of(&line, kind).map(Cow::into_owned)
        };
        for (label, kind, expected) in [
            ("Principal repayments under revolving bank loans", CashFlow, "Repayments under revolving credit facility"),
            ("Borrowings on line of credit", CashFlow, "Borrowings under revolving credit facility"),
            ("Proceeds from sale of the Barcode business", CashFlow, "Proceeds from sale of business"),
            ("Gain on sale of Barcode business", Income, "Gain on sale of business"),
            ("Investment securities held to maturity", BalanceSheet, "securities held to maturity"),
        ] {
            assert_eq!(usual(label, kind).as_deref(), Some(expected), "{label}");
        }
        for (label, kind) in [
            ("Net borrowings under revolving credit facility", CashFlow),
            ("Revolving credit facility", BalanceSheet),
            ("Accumulated deficit", BalanceSheet),
            ("Gain on sale of property and business interests", Income),
        ] {
            assert_eq!(usual(label, kind), None, "{label}");
        }
    }
}
