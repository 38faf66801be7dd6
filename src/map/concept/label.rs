//! The forms of a printed label that the lexicon is asked for; `scripts/build_labels.py` makes the same ones.

/// Words that say nothing about the concept.
const STOP: [&str; 17] = ["the", "of", "and", "for", "to", "in", "a", "an", "on", "by", "from", "at", "with", "less", "or", "our", "its"];

/// A label's words in lower case, without marks and numbers; with or without those in parentheses.
pub(super) fn words(label: &str, parentheses: bool) -> Vec<String> {
    let mut depth = 0usize;
    let kept: String = label
        .chars()
        .filter(|c| !matches!(c, '\'' | '’'))
        .map(|c| {
            depth += usize::from(c == '(');
            let inside = depth > 0 && !parentheses;
            depth -= usize::from(c == ')' && depth > 0);
            if c.is_ascii_alphanumeric() && !inside { c.to_ascii_lowercase() } else { ' ' }
        })
        .collect();
    kept.split_whitespace().filter(|w| !w.bytes().all(|b| b.is_ascii_digit())).map(str::to_owned).collect()
}

/// The set of a label's stems, sorted, without words that say nothing.
pub(super) fn stems(label: &str) -> Vec<String> {
    let plain = words(label, false);
    let words = if plain.is_empty() { words(label, true) } else { plain };
    let mut stems: Vec<String> = words.iter().map(|w| stem(w)).filter(|w| !STOP.contains(&w.as_str()) && w != "total").collect();
    stems.sort_unstable();
    stems.dedup();
    stems
}

fn stem(word: &str) -> String {
    match word.strip_suffix("ies") {
        Some(root) if word.len() > 4 => format!("{root}y"),
        _ if word.ends_with('s') && !word.ends_with("ss") && word.len() > 3 => word[..word.len() - 1].to_owned(),
        _ => word.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_reduced_to_stems() {
        assert_eq!(stems("Total liabilities and shareholders’ equity (Note 3)"), ["equity", "liability", "shareholder"]);
        assert_eq!(words("Common stock, $.01 par (1,000 shares)", false), ["common", "stock", "par"]);
    }
}
