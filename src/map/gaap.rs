//! Measures that GAAP does not know, and what leads from one measure to another.

use crate::text::{Searched, has_any};

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
        "free cash flow",
        "core earnings",
        "core operating",
        "core net",
        "organic",
        "constant currency",
        "funds from operations",
        "tangible",
        "as if",
        "discretionary cash",
        "broadcast cash flow",
        "cash earnings",
        "cash flow per share",
        "station operating income",
        // what a lender has sold and still manages is none of its own
        "managed basis",
        "managed loans",
        "managed receivables",
    ];
    let lower = label.to_lowercase();
    let searched = Searched::of(&lower);
    let named = MARKS.iter().any(|mark| searched.has(mark))
        || lower.trim_end_matches(':') == "managed"
        || leaves_out(searched)
        || lower.split(|c: char| !c.is_alphanumeric()).any(is_abbreviated);
    // "including", "adjusted for splits", goodwill and intangibles are GAAP's own words
    named && !lower.contains("intangible") && !lower.starts_with("accumulated")
        || ["tangible book", "tangible common"].iter().any(|mark| searched.has(mark))
}

/// Whether a word is the short name of such a measure: `EBITDAX`, `AFFO`; "efforts" is none.
fn is_abbreviated(word: &str) -> bool {
    word.starts_with("ebit") || word.ends_with("ffo") && word.len() <= 4
}

/// Whether a label leaves something out that statements hold: not what they show on lines of their own, as in "Long-term debt, excluding current
/// maturities" and "Cost of revenue, excluding depreciation".
fn leaves_out(label: Searched<'_>) -> bool {
    const OWN_LINES: [&str; 6] = ["interest", "current", "depreciation", "treasury", "shares", "amortization"];
    const SPECIAL: [&str; 9] =
        ["special", "unusual", "one-time", "one time", "nonrecurring", "non-recurring", "certain", "merger", "restructuring"];
    // what stands behind a word, each time
    let behind = |word: &'static str| {
        let found = label.may_have(word).then(|| label.as_str().match_indices(word));
        found.into_iter().flatten().map(move |(at, _)| label.as_str()[at + word.len()..].trim_start_matches([' ', ':']))
    };
    behind("excluding").chain(behind("exclusive of")).any(|rest| !OWN_LINES.iter().any(|own| rest.starts_with(own)))
        || behind("before ").any(|rest| SPECIAL.iter().any(|special| rest.starts_with(special)))
}

/// Whether a label says that its figures are those of GAAP: `Net income, as reported`, `GAAP gross profit`, `Diluted (GAAP)`.
pub(crate) fn says_gaap(label: &str) -> bool {
    let lower = label.to_lowercase();
    let outside = has_any(&lower, &["non-gaap", "non gaap", "nongaap", "not as reported"]);
    !outside
        && (lower.contains("as reported")
            || lower.ends_with("as presented")
            || lower.split(|c: char| !c.is_alphanumeric()).any(|word| word == "gaap"))
}

/// A label without the words that say only how a reconciliation goes on, or that its figures are those of GAAP: `Plus: Interest expense`,
/// `Net income, as reported`.
pub(crate) fn without_marks(label: &str) -> &str {
    const LEADS: [&str; 12] = [
        "plus",
        "less",
        "add",
        "add back",
        "addback",
        "deduct",
        "subtract",
        "add/(deduct)",
        "add (deduct)",
        "plus (minus)",
        "plus/(minus)",
        "gaap",
    ];
    const ENDS: [&str; 16] = [
        ", as reported",
        " as reported",
        ", as presented",
        " as presented",
        " (as reported)",
        ", gaap basis",
        " - gaap basis",
        " (gaap basis)",
        " (gaap)",
        ", gaap",
        " - gaap",
        " in accordance with gaap",
        " in accordance with generally accepted accounting principles",
        " under gaap",
        " per gaap",
        " on a gaap basis",
    ];
    let cut = |at: usize| label[at..].trim_start_matches([':', '-', '–', '—', ' ']);
    let lead = label.find([':', '-', '–', '—']).filter(|at| LEADS.iter().any(|lead| label[..*at].trim().eq_ignore_ascii_case(lead)));
    let said = ["gaap ", "reported ", "u.s. gaap ", "us gaap "]
        .iter()
        .find(|said| label.get(..said.len()).is_some_and(|start| start.eq_ignore_ascii_case(said)));
    let kept = lead.map(cut).or(said.map(|said| cut(said.len()))).filter(|kept| !kept.is_empty()).unwrap_or(label);
    let ends = |end: &&&str| {
        kept.len() > end.len() && kept.is_char_boundary(kept.len() - end.len()) && kept[kept.len() - end.len()..].eq_ignore_ascii_case(end)
    };
    ENDS.iter().find(ends).map_or(kept, |end| kept[..kept.len() - end.len()].trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_statements_leave_out_themselves() {
        for label in ["Long-term debt, excluding current maturities", "Cost of revenue, excluding depreciation", "Successful efforts costs"]
        {
            assert!(!is_outside_gaap(label), "{label}");
        }
        for label in [
            "Net income excluding special items",
            "Net cash provided exclusive of mortgage programs",
            "AFFO per share",
            "EBITDAX",
            "Adjusted EBIT",
        ] {
            assert!(is_outside_gaap(label), "{label}");
        }
    }

    #[test]
    fn marks_of_a_reconciliation() {
        for (label, plain) in [
            ("Plus: Interest expense", "Interest expense"),
            ("Add back - Depreciation", "Depreciation"),
            ("Net income, as reported", "Net income"),
            ("Non-interest expense, as presented", "Non-interest expense"),
            ("GAAP gross profit", "gross profit"),
            ("U.S. GAAP net income", "net income"),
            ("Reported operating income", "operating income"),
            ("Total revenues, GAAP basis", "Total revenues"),
            ("Net loss in accordance with GAAP", "Net loss"),
            ("Less accumulated depreciation", "Less accumulated depreciation"),
            ("Non-GAAP net income", "Non-GAAP net income"),
            ("As reported", "As reported"),
        ] {
            assert_eq!(without_marks(label), plain, "{label}");
        }
        assert!(says_gaap("Diluted (GAAP)") && says_gaap("Net loss, as reported"));
        assert!(!says_gaap("Non-GAAP net income") && !says_gaap("Net loss"));
    }

    #[test]
    fn labels_outside_gaap() {
        for label in [
            "Adjusted EBITDA",
            "Managed:",
            "Average managed loans",
            "Non-GAAP net income",
            "Free cash flow",
            "Tangible book value per share",
            "Discretionary cash flow",
        ] {
            assert!(is_outside_gaap(label), "{label}");
        }
        for label in ["Net income", "Managed care revenue", "Amortization of intangible assets", "Accumulated depreciation"] {
            assert!(!is_outside_gaap(label), "{label}");
        }
    }
}
