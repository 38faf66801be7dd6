//! Lines that filers word in many ways, in the words that most of them use.

use std::borrow::Cow;

use super::LinkLine;
use crate::report::StatementKind;

/// What most filers call a line.
pub(super) fn of<'a>(line: &LinkLine<'a>, kind: StatementKind) -> Option<Cow<'a, str>> {
    let label = line.label;
    let lower = label.to_ascii_lowercase();
    let ends = |words: [&str; 2]| words.iter().any(|w| lower.trim_end().ends_with(w));
    let usual = if lower.contains("shares outstanding") {
        of_shares(&lower)
    } else if lower.starts_with("net interest") {
        of_interest(&lower)
    } else if lower.starts_with("investment securities") {
        of_securities(label, &lower)
    } else if lower.starts_with("(benefit") {
        of_taxes(&lower)
    } else if kind != StatementKind::BalanceSheet && is_all_income_taxes(lower.trim()) {
        Some("Provision for income taxes")
    } else if ends(["deficit", "deficiency"]) {
        owners_deficit(&lower)
    } else if ends(["business", "businesses"]) {
        of_business(&lower)
    } else if kind == StatementKind::BalanceSheet {
        of_term(lower.trim()).or_else(|| of_own_stock(&lower)).or_else(|| of_debt(lower.trim()))
    } else if kind == StatementKind::CashFlow {
        of_credit(&lower).or_else(|| of_withholding(&lower))
    } else if let Some(result) = lower.strip_prefix("net and comprehensive ") {
        of_both(result)
    } else if ends(["(loss)", "(loss) for the period"]) {
        of_loss(&lower)
    } else {
        None
    };
    let usual = usual.or_else(|| if kind == StatementKind::Income { of_pretax(&lower) } else { None }).or_else(|| of_costs(&lower));
    let usual = usual.or_else(|| of_operations(&lower)).or_else(|| of_losses(&lower));
    usual.map(Cow::Borrowed).or_else(|| left_of_loans(label, &lower).map(Cow::Owned))
}

/// The shares that there are at the end of a period: "End of period shares outstanding".
fn of_shares(lower: &str) -> Option<&'static str> {
    let when = lower.split('(').next()?.trim_end().strip_suffix("shares outstanding")?.trim().replace('-', " ");
    ["end of period", "period end", "ending", "end of year", "end of quarter"].contains(&when.as_str()).then_some("Shares outstanding")
}

/// Securities by what is meant to become of them: "Investment securities held to maturity".
fn of_securities<'a>(label: &'a str, lower: &str) -> Option<&'a str> {
    let meant = ["available for sale", "available-for-sale", "held to maturity", "held-to-maturity"].iter().any(|w| lower.contains(w));
    label.get("investment ".len()..).filter(|_| meant && !lower.contains(['(', '$']))
}

/// What a condensed balance sheet states of all that is current in one line.
fn of_term(lower: &str) -> Option<&'static str> {
    match lower {
        "current assets" => Some("Total current assets"),
        "current liabilities" => Some("Total current liabilities"),
        _ => None,
    }
}

/// The company's own stock where it is not called treasury stock: "Repurchased common stock, in excess of par value".
fn of_own_stock(lower: &str) -> Option<&'static str> {
    ["repurchased common stock", "reacquired common stock"].iter().any(|w| lower.starts_with(w)).then_some("Treasury stock, at cost")
}

/// What is paid to the tax authorities for those whose shares have vested: "Withholding tax payments on restricted stock units".
fn of_withholding(lower: &str) -> Option<&'static str> {
    let withheld = ["withholding tax", "tax withholding", "taxes withheld", "withholding of tax"].iter().any(|w| lower.contains(w));
    let vested = ["restricted stock", "stock units", "stock awards", "equity awards", "vest"].iter().any(|w| lower.contains(w));
    (withheld && vested && !lower.contains("proceeds")).then_some("Taxes paid related to net share settlement of equity awards")
}

/// What is owed for longer than a year, whatever was taken off before: "Long-term debt, net of deferred financing costs".
fn of_debt(lower: &str) -> Option<&'static str> {
    const OFF: [&str; 8] = [
        "current portion",
        "current maturities",
        "debt issuance",
        "debt discount",
        "financing costs",
        "financing fees",
        "issuance costs",
        "discount",
    ];
    let off = lower.strip_prefix("long-term debt, net of ").or_else(|| lower.strip_prefix("long-term debt, net, less "))?;
    let whole = off.contains("including current");
    (!whole && OFF.iter().any(|w| off.contains(w))).then_some("Long-term debt, less current maturities")
}

/// A result that is both net and comprehensive: "Net and comprehensive income".
fn of_both(result: &str) -> Option<&'static str> {
    match result.trim() {
        "income" => Some("Net income"),
        "loss" => Some("Net loss"),
        "income (loss)" | "(loss) income" => Some("Net income (loss)"),
        _ => None,
    }
}

/// Taxes on income that name who levies them: "Federal and state income taxes".
fn is_all_income_taxes(lower: &str) -> bool {
    const LEVIED: [&str; 3] = ["federal and state", "state and federal", "federal, state and local"];
    LEVIED.iter().any(|by| lower.strip_prefix(by).is_some_and(|rest| matches!(rest.trim(), "income taxes" | "income tax expense")))
}

/// Taxes on income that begin with the benefit in brackets: "(Benefit) provision for income taxes".
fn of_taxes(lower: &str) -> Option<&'static str> {
    const BENEFITS: [&str; 5] = [
        "(benefit) provision for income tax",
        "(benefit from) provision for income tax",
        "(benefit) expense for income tax",
        "(benefit) provision for taxes",
        "(benefit from) provision for taxes",
    ];
    BENEFITS.iter().any(|words| lower.starts_with(words)).then_some("Provision for income taxes")
}

/// A business that was sold, whatever it is called: "Proceeds from sale of the Barcode business".
fn of_business(lower: &str) -> Option<&'static str> {
    let sold = ["sale of ", "sales of ", "divestiture of "].iter().find_map(|w| lower.split_once(w))?;
    match sold.0 {
        _ if sold.1.contains(" and ") => None,
        head if head.starts_with("proceeds from") => Some("Proceeds from sale of business"),
        head if head.starts_with("gain") && !head.contains("tax") => Some("Gain on sale of business"),
        _ => None,
    }
}

/// A result that was a loss in every column, in the brackets of those that were one in some: "Operating (loss)".
fn of_loss(lower: &str) -> Option<&'static str> {
    match lower.split('(').next()?.trim() {
        "net" => Some("Net loss"),
        "operating" => Some("Operating loss"),
        "comprehensive" => Some("Comprehensive loss"),
        _ => None,
    }
}

/// What is lost when debt is paid off early, and when goodwill and other assets lose their worth together.
fn of_losses(lower: &str) -> Option<&'static str> {
    match lower.trim() {
        "loss on debt refinancing" | "loss on refinancing of debt" => Some("Loss on extinguishment of debt"),
        "impairment of long-lived assets and goodwill"
        | "impairments of long-lived assets and goodwill"
        | "impairment of goodwill and long-lived assets" => Some("Asset impairment charges"),
        _ => None,
    }
}

/// Income before taxes and before what few have: "Income before income tax benefit (expense) and discontinued operations".
fn of_pretax(lower: &str) -> Option<&'static str> {
    const RESULTS: [&str; 6] = ["income", "earnings", "loss", "income (loss)", "(loss) income", "earnings (loss)"];
    const BEFORE: &str = "es benefit expense provision for from and or discontinued operations extraordinary item items gain loss charge credit \
        cumulative effect of a an the change changes in accounting principle principles";
    let (result, before) = lower.split_once(" before income tax")?;
    let mut words = before.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let known = words.all(|word| BEFORE.split_whitespace().any(|known| known == word));
    (before.contains(" and ") && known && RESULTS.contains(&result.trim())).then_some("Income before income taxes")
}

/// What operations bring before what is paid to lenders and the state: "Income from operations before interest and income taxes".
fn of_operations(lower: &str) -> Option<&'static str> {
    const RESULTS: [&str; 5] = ["income", "earnings", "income (loss)", "earnings (loss)", "loss"];
    let (result, before) = lower.split_once(" from operations before interest and ")?;
    (RESULTS.contains(&result.trim()) && ["income taxes", "taxes"].contains(&before.trim())).then_some("Income from operations")
}

/// What revenue costs, in other words: "Costs relating to revenue".
fn of_costs(lower: &str) -> Option<&'static str> {
    let of = ["costs relating to ", "costs related to ", "costs associated with ", "cost relating to "]
        .iter()
        .find_map(|w| lower.trim().strip_prefix(w))?;
    match of {
        "revenue" | "revenues" => Some("Cost of revenue"),
        "sales" | "net sales" => Some("Cost of sales"),
        _ => None,
    }
}

/// What is drawn and paid back under a credit that revolves, in the words of most: "Principal repayments under revolving bank loans".
fn of_credit(lower: &str) -> Option<&'static str> {
    let revolves =
        ["revolving", "revolver", "line of credit", "lines of credit", "abl credit", "abl facility"].iter().any(|w| lower.contains(w));
    let other = ["net ", "(", "proceeds from (", "term", "cost", "fee"].iter().any(|w| lower.contains(w));
    let begins = |words: &[&str]| words.iter().any(|w| lower.starts_with(w));
    match revolves && !other {
        true if begins(&[
            "borrowings",
            "proceeds from borrowings",
            "proceeds from revolving",
            "proceeds from line",
            "proceeds from abl",
            "advances",
        ]) =>
        {
            Some("Borrowings under revolving credit facility")
        }
        true if begins(&[
            "repayment",
            "principal repayment",
            "principal payment",
            "payments on",
            "payments under",
            "payments of",
            "payment on",
            "payment under",
        ]) =>
        {
            Some("Repayments under revolving credit facility")
        }
        _ => None,
    }
}

/// Equity that is negative under a name of its own: "Stockholders' deficit".
fn owners_deficit(lower: &str) -> Option<&'static str> {
    let (owners, _) = lower.trim().rsplit_once(' ')?;
    let owners = owners.strip_prefix("total ").unwrap_or(owners);
    match owners.trim_end_matches(['\'', '’', 's']) {
        "stockholder" | "shareholder" | "shareowner" => Some("Total stockholders' equity (deficit)"),
        "member" => Some("Total members' equity (deficit)"),
        "partner" => Some("Total partners' capital (deficit)"),
        "total" => Some("Total equity (deficit)"),
        _ => None,
    }
}

/// Net interest before and after what is set aside for losses: "Net Interest and Dividend Income Before Provision for Loan Losses".
fn of_interest(lower: &str) -> Option<&'static str> {
    let (head, tail) = lower.split_once("provision").filter(|(head, _)| head.contains("income"))?;
    match (head.contains("before"), head.contains("after")) {
        _ if !["loan", "credit", "losses"].iter().any(|w| tail.contains(w)) => None,
        (true, false) => Some("Net interest income before provision for loan losses"),
        (false, true) => Some("Net interest income after provision for loan losses"),
        _ => None,
    }
}

/// What is left of loans: "Loans receivable, net of allowance for loan losses of $3,801" are loans, net.
fn left_of_loans(label: &str, lower: &str) -> Option<String> {
    if !lower.contains("loans") {
        return None;
    }
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
            ("Proceeds from ABL facility", CashFlow, "Borrowings under revolving credit facility"),
            ("Payment on ABL credit facility", CashFlow, "Repayments under revolving credit facility"),
            ("Income (loss) from operations before interest and income taxes", Income, "Income from operations"),
            ("Proceeds from sale of the Barcode business", CashFlow, "Proceeds from sale of business"),
            ("(Benefit from) provision for income taxes", Income, "Provision for income taxes"),
            ("Costs relating to revenue", Income, "Cost of revenue"),
            ("Gain on sale of Barcode business", Income, "Gain on sale of business"),
            ("Investment securities held to maturity", BalanceSheet, "securities held to maturity"),
            ("Operating (loss)", Income, "Operating loss"),
            ("Period-end shares outstanding (in millions)", Income, "Shares outstanding"),
            ("Current assets", BalanceSheet, "Total current assets"),
            ("Repurchased common stock, in excess of par value (490 shares)", BalanceSheet, "Treasury stock, at cost"),
            ("Withholding tax payments on restricted stock units", CashFlow, "Taxes paid related to net share settlement of equity awards"),
            ("Long-term debt, net of deferred financing costs", BalanceSheet, "Long-term debt, less current maturities"),
            ("Long-term debt, net of current portion", BalanceSheet, "Long-term debt, less current maturities"),
            ("Net and comprehensive loss", Income, "Net loss"),
            ("Income before income tax benefit (expense) and discontinued operations", Income, "Income before income taxes"),
        ] {
            assert_eq!(usual(label, kind).as_deref(), Some(expected), "{label}");
        }
        for (label, kind) in [
            ("Net borrowings under revolving credit facility", CashFlow),
            ("Revolving credit facility", BalanceSheet),
            ("Accumulated deficit", BalanceSheet),
            ("Income before income taxes and minority interest", Income),
            ("Gain on sale of property and business interests", Income),
        ] {
            assert_eq!(usual(label, kind), None, "{label}");
        }
    }
}
