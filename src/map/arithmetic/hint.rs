//! What labels, rules and levels say for a row being a total, and for a part being taken off. In bits, as `fit` counts.

use super::SumRow;
use crate::text::has_any;

/// Results that statements work out from the rows above.
const RESULTS: [&str; 34] = [
    "gross profit",
    "gross margin",
    "operating income",
    "operating profit",
    "operating loss",
    "income from operations",
    "loss from operations",
    "from operations",
    "before income tax",
    "before provision",
    "before tax",
    "before minority",
    "before extraordinary",
    "before cumulative",
    "before accounting",
    "net income",
    "net loss",
    "net earnings",
    "net (loss)",
    "continuing operations",
    "net interest income",
    "after provision",
    "net revenue",
    "net sales",
    "net cash",
    "cash provided",
    "cash used",
    "cash generated",
    "comprehensive",
    "end of",
    "ending",
    "ebitda",
    "net increase",
    "net decrease",
];

/// Bits that a row's own looks speak for its being a total.
pub(super) fn total(row: &SumRow) -> f64 {
    let label = &row.label;
    let by_label = if is_named_total(row) {
        8.0
    } else if label.is_empty() {
        6.0
    } else if has_any(label, &RESULTS) && !label.starts_with("accumulated") {
        5.0
    } else {
        0.0
    };
    by_label + if row.rule_above { 4.0 } else { 0.0 }
}

/// Whether a row calls itself a total.
pub(super) fn is_named_total(row: &SumRow) -> bool {
    row.label.starts_with("total") || row.label.starts_with("subtotal") || row.label.starts_with("sub-total")
}

/// Whether a row looks like a total, by the bits that speak for it.
pub(super) fn is_likely(looks: f64) -> bool {
    looks >= 4.0
}

/// Whether nothing but the rule above it makes a row look like a total.
pub(super) fn is_ruled_only(looks: f64) -> bool {
    is_likely(looks) && looks < 5.0
}

/// Bits that pairs of labels speak for a run: net income is what is left before taxes less taxes.
pub(super) fn run(total: &SumRow, parts: &[(&SumRow, i8)]) -> f64 {
    let before_tax = |row: &SumRow| {
        row.label.contains("before") && row.label.contains("tax") || row.label.contains("pretax") || row.label.contains("pre-tax")
    };
    let is_net = total.label.starts_with("net ") || total.label.contains("income (loss)") || total.label.contains("continuing");
    if is_net
        && parts.len() <= 6
        && parts.first().is_some_and(|(row, _)| before_tax(row))
        && parts.iter().skip(1).any(|(row, _)| row.label.contains("tax"))
    {
        return 6.0;
    }
    0.0
}

/// Whether a part that is nothing in every column is one that is taken off.
pub(super) fn is_deduction(label: &str) -> bool {
    has_any(
        label,
        &[
            "expense",
            "cost",
            "provision",
            "tax",
            "less",
            "loss on",
            "dividend",
            "charge",
            "interest paid",
            "depreciation",
            "amortization",
            "impairment",
        ],
    ) && !label.contains("before")
}
