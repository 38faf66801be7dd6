//! Telling words of labels and sentences.

use std::collections::BTreeSet;

/// Words of three letters and more that many labels hold, and that tell none apart.
const PLAIN: [&str; 43] = [
    "total",
    "net",
    "the",
    "and",
    "for",
    "from",
    "per",
    "other",
    "with",
    "company",
    "stockholders",
    "shareholders",
    "stockholder",
    "shareholder",
    "common",
    "stock",
    "basic",
    "diluted",
    "weighted",
    "average",
    "year",
    "quarter",
    "months",
    "ended",
    "three",
    "six",
    "nine",
    "twelve",
    "month",
    "period",
    "gross",
    "amount",
    "consolidated",
    "share",
    "shares",
    "our",
    "gaap",
    "was",
    "were",
    "are",
    "this",
    "that",
    "its",
];

/// Words that many things of a release share.
pub(super) const GENERAL: [&str; 14] = [
    "revenue",
    "sale",
    "income",
    "expense",
    "cost",
    "asset",
    "earning",
    "profit",
    "operating",
    "other",
    "service",
    "product",
    "loss",
    "new",
];

/// The telling words of a text in lower case, a plural's `s` cut off, in printed order.
pub(super) fn content_words(text: &str) -> Vec<String> {
    let words =
        text.split(|c: char| !c.is_alphanumeric() && c != '&').filter(|w| w.len() > 2 && w.chars().all(|c| c.is_alphabetic() || c == '&'));
    words.map(str::to_lowercase).filter(|w| !PLAIN.contains(&w.as_str())).map(singular).collect()
}

fn singular(word: String) -> String {
    match word.strip_suffix('s') {
        Some(stem) if stem.len() > 3 && !stem.ends_with('s') => stem.to_owned(),
        _ => word,
    }
}

/// Whether a sentence holds every telling word of a label.
pub(super) fn named_by(label: &BTreeSet<String>, sentence: &BTreeSet<&str>) -> bool {
    !label.is_empty() && label.iter().all(|word| sentence.contains(word.as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_tell() {
        assert_eq!(content_words("Total stockholders' equity"), ["equity"]);
        assert_eq!(content_words("Net expenses"), ["expense"]);
        assert_eq!(content_words("Compensation and employee benefits"), ["compensation", "employee", "benefit"]);
        assert!(named_by(&["equity".to_owned()].into(), &["equity", "base"].into()));
        assert!(!named_by(&BTreeSet::new(), &BTreeSet::new()));
    }
}
