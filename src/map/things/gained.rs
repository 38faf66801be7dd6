//! Things that came or went in the course of time: customers added, subscribers lost.

use super::{MONEY, NOUNS};

/// Things that came or went, by their noun in the singular before that: `Gross customer additions`, `Subscriber net adds`.
pub(super) fn named(words: &[&str], core: &str) -> Option<&'static str> {
    const CAME: [&str; 6] = ["additions", "adds", "activations", "deactivations", "disconnects", "openings"];
    if !CAME.iter().any(|came| core.ends_with(came)) {
        return None;
    }
    let left = words.iter().rev().find(|word| !matches!(**word, "net" | "gross"))?;
    let noun = NOUNS.into_iter().find(|noun| noun.strip_suffix('s') == Some(left))?;
    (!words.iter().any(|word| MONEY.contains(word))).then_some(noun)
}

/// What a label counts that says of nothing what came: of such additions telephone and cable companies tell.
pub(super) fn bare(lower: &str) -> Option<&'static str> {
    const LABELS: [&str; 10] = [
        "gross additions",
        "net additions",
        "gross adds",
        "net adds",
        "gross activations",
        "net activations",
        "total gross additions",
        "total net additions",
        "disconnects",
        "net disconnects",
    ];
    // "Net adds / (losses)"
    let came = lower.split('(').next().unwrap_or(lower).trim_end_matches([' ', '/']).trim_start();
    LABELS.contains(&came).then_some("subscribers")
}
