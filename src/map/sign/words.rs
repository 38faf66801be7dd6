//! What the words of a label say of the signs of its figures.

use crate::map::gaap::without_marks;
use crate::text::{first_of, has_any};

/// Whether a label says that cash was used, and not that it was provided.
pub(super) fn says_used_only(label: &str) -> bool {
    let lower = label.to_lowercase();
    has_any(&lower, &["used in", "used by", "used for", "used to"]) && !has_any(&lower, &["provided", "generated", "from", "(used"])
}

/// Whether a label puts gains in brackets, and so what lowers a cost: `(Gain) on sale of property`, `Other operating (income) expense`.
pub(crate) fn brackets_gains(lower: &str) -> bool {
    has_any(lower, &["(gain)", "(gains)", "(income)", "(earnings)"])
}

/// Whether a row of a statement of cash flows names what is paid.
pub(super) fn says_payment(label: &str) -> bool {
    const WORDS: [&str; 13] = [
        "payment",
        "purchase",
        "repayment",
        "acquisition",
        "additions to",
        "capital expenditure",
        "repurchase",
        "dividends",
        "cash paid",
        "investment in",
        "investments in",
        "taxes paid",
        "retirement of",
    ];
    // "Less: Capital expenditures", "More than three months - purchases"
    let lower = without_marks(label).to_lowercase();
    let named =
        WORDS.iter().any(|w| lower.starts_with(w)) || ["- purchases", "- payments", "- repayments"].iter().any(|w| lower.ends_with(w));
    named && !lower.contains("proceeds")
}

/// Whether a label names a loss, and not losses among other things ("Insurance and losses").
pub(super) fn is_loss(lower: &str) -> bool {
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphabetic()).filter(|w| !w.is_empty()).collect();
    let named = words.first() == Some(&"loss")
        || words.last() == Some(&"loss")
        || words.windows(2).any(|w| w == ["net", "loss"] || w == ["operating", "loss"]);
    named
        && !words.iter().any(|w| {
            // "Net loss and settlement expenses" are expenses
            let expense = matches!(*w, "expense" | "expenses");
            expense
                || matches!(
                    *w,
                    "income" | "gain" | "earnings" | "profit" | "provision" | "loan" | "credit" | "reserve" | "reserves" | "ratio"
                )
        })
}

/// Whether words speak of losses alone (`Some(true)`), of income or both (`Some(false)`), or of neither.
///
/// What a result is called stands in front: "Earnings before income taxes and equity in loss of affiliates" are earnings.
pub(super) fn loss_words(words: &str) -> Option<bool> {
    let lower = words.to_lowercase().replace("income tax", "tax");
    if lower.starts_with("retained earnings") && !lower.contains("deficit") {
        // "and other comprehensive loss" is the lesser part
        return Some(false);
    }
    let behind = [" before ", " per ", " from ", " attributable ", " applicable ", " available ", " and equity "];
    let head = first_of(&lower, &behind).map_or(lower.as_str(), |end| &lower[..end]);
    if has_any(head, &["loss", "earnings", "income", "profit"]) {
        return only_losses(head);
    }
    only_losses(&lower)
}

fn only_losses(lower: &str) -> Option<bool> {
    let has = |list: &[&str]| has_any(lower, list);
    let loss = has(&["loss", "deficit", "other expense", "other charges", "expenses, net", "expense, net"])
        && !has(&["loan loss", "credit loss", "losses on loans"]);
    let gain = has(&["income", "gain", "earnings", "profit", "equity"]) && !has(&["equity in loss", "comprehensive loss"]);
    match (loss, gain) {
        (true, false) => Some(true),
        (_, true) => Some(false),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn payments_by_name() {
        for label in ["Payments of debt", "Less: Capital expenditures", "More than three months - purchases"] {
            assert!(says_payment(label), "{label}");
        }
        for label in ["Proceeds less payments", "Less: Goodwill", "More than three months - maturities"] {
            assert!(!says_payment(label), "{label}");
        }
    }

    #[test]
    fn losses_by_name() {
        assert!(is_loss("net loss") && !is_loss("net loss and settlement expenses"));
    }
}
