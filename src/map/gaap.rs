//! Measures that GAAP does not know.

/// Whether a label names a measure that GAAP does not know.
pub(crate) fn is_outside_gaap(label: &str) -> bool {
    const MARKS: [&str; 24] = [
        "non-gaap",
        "non gaap",
        "nongaap",
        "pro forma",
        "proforma",
        "pro-forma",
        "adjusted",
        "ebit",
        "free cash flow",
        "excluding",
        "core earnings",
        "core operating",
        "core net",
        "organic",
        "constant currency",
        "funds from operations",
        "ffo",
        "tangible",
        "as if",
        "discretionary cash",
        "broadcast cash flow",
        "cash earnings",
        "cash flow per share",
        "station operating income",
    ];
    let lower = label.to_lowercase();
    let named = MARKS.iter().any(|m| lower.contains(m));
    // "including", "adjusted for splits", goodwill and intangibles are GAAP's own words
    named && !lower.contains("intangible") && !lower.contains("excluding interest") && !lower.starts_with("accumulated")
        || lower.contains("tangible book")
        || lower.contains("tangible common")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_outside_gaap() {
        for label in
            ["Adjusted EBITDA", "Non-GAAP net income", "Free cash flow", "Tangible book value per share", "Discretionary cash flow"]
        {
            assert!(is_outside_gaap(label), "{label}");
        }
        for label in ["Net income", "Amortization of intangible assets", "Accumulated depreciation"] {
            assert!(!is_outside_gaap(label), "{label}");
        }
    }
}
