//! The name that was probably meant.

/// The candidate most like a mistyped name, if one is like it at all.
pub fn nearest<'a>(typed: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let typed = typed.to_lowercase();
    let scored = candidates.into_iter().map(|name| (likeness(&typed, &name.to_lowercase()), name));
    scored.filter(|&(likeness, _)| likeness > 0.8).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1))).map(|(_, name)| name)
}

/// From 0 to 1: names that begin alike, or short ones with two letters in the wrong order (`cvs`).
fn likeness(typed: &str, name: &str) -> f64 {
    let slips = strsim::normalized_damerau_levenshtein(typed, name);
    strsim::jaro_winkler(typed, name).max(if slips > 0.6 { 0.7 + 0.3 * slips } else { 0.0 })
}

#[cfg(test)]
mod tests {
    use super::nearest;

    #[test]
    fn a_slip_is_recognised_and_a_stranger_is_not() {
        assert_eq!(nearest("hemacare.tx", ["other.htm", "hemacare.txt"]), Some("hemacare.txt"));
        assert_eq!(nearest("Calculation-Inconsistant", ["no-cik", "calculation-inconsistent"]), Some("calculation-inconsistent"));
        assert_eq!(nearest("cvs", ["xml", "csv"]), Some("csv"));
        assert_eq!(nearest("zebra", ["csv", "xbrl"]), None);
    }
}
