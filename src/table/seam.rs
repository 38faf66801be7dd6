//! Where a label's line ends or begins in the middle of a label: cut off below, or going on from above.

use super::scale::Scale;
use super::words::is_capitals;

/// Nothing ends in these.
const SMALL_WORDS: [&str; 18] =
    ["and", "or", "of", "for", "to", "in", "the", "a", "an", "on", "from", "by", "with", "before", "after", "at", "per", "net"];
/// Nothing ends in these where they are no name: "Other" may be a label.
const OPEN_WORDS: [&str; 24] = [
    "than",
    "as",
    "including",
    "excluding",
    "less",
    "its",
    "that",
    "which",
    "due",
    "other",
    "used",
    "provided",
    "attributable",
    "applicable",
    "available",
    "under",
    "over",
    "into",
    "between",
    "through",
    "upon",
    "against",
    "not",
    "both",
];
/// Of 86,000 printed labels of several words (10-K and 10-Q, 2009 and 2010) hardly one in a hundred ends in these.
const FIRST_HALVES: [&str; 15] = [
    "accumulated",
    "additional",
    "common",
    "comprehensive",
    "continuing",
    "cumulative",
    "discontinued",
    "doubtful",
    "intangible",
    "noncontrolling",
    "paid-in",
    "share-based",
    "stock-based",
    "unrealized",
    "weighted",
];
/// Hardly one in a hundred of those with these words begins with them.
const SECOND_HALVES: [&str; 5] = ["activities", "equivalents", "respectively", "thereof", "thereon"];

/// Words that go together: hardly one in ten labels with the first of them ends in it, hardly one in six with what may follow begins so.
const PAIRS: [(&str, &[&str]); 25] = [
    ("accounting", &["change", "changes", "principle", "principles"]),
    ("accounts", &["receivable", "payable"]),
    ("asset", &["impairment", "impairments", "retirement"]),
    ("cash", &["equivalents"]),
    ("continuing", &["operations"]),
    ("current", &["portion", "maturities", "installments"]),
    ("deferred", &["income", "tax", "taxes", "revenue", "revenues", "compensation"]),
    ("discontinued", &["operations"]),
    ("extraordinary", &["item", "items", "gain", "loss", "charge"]),
    ("fair", &["value"]),
    ("foreign", &["currency", "exchange"]),
    ("full", &["dilution"]),
    ("in-process", &["research"]),
    ("joint", &["venture", "ventures"]),
    ("long-lived", &["assets"]),
    ("long-term", &["debt"]),
    ("marketable", &["securities"]),
    ("minority", &["interest", "interests"]),
    ("par", &["value"]),
    ("preferred", &["stock", "shares", "dividends"]),
    ("real", &["estate"]),
    ("retained", &["earnings"]),
    ("shares", &["authorized", "issued"]),
    ("treasury", &["stock", "shares"]),
    ("working", &["capital"]),
];

/// Whether a label is cut off: it ends in a word or mark that wants more, or in a bracket not yet closed.
pub(super) fn is_open(text: &str) -> bool {
    let text = text.trim_end();
    let possessive = text.ends_with("s'") || text.ends_with("s’");
    let marked = text.ends_with([',', '-', '–', '&', '/', '(', '—', ';']) && !text.ends_with(" -") && !text.ends_with("--");
    if possessive || marked || text.matches('(').count() > text.matches(')').count() {
        return true;
    }
    let last = text.rsplit(' ').next().unwrap_or("");
    if [", net", "- net", "-net", "– net", "— net"].iter().any(|end| text.ends_with(end)) {
        return false;
    }
    if !text.contains(' ') {
        let half = ["total", "continuing", "discontinued"].iter().any(|w| last.eq_ignore_ascii_case(w));
        return SMALL_WORDS.contains(&last) || OPEN_WORDS.contains(&last) || half;
    }
    let lower = last.to_lowercase();
    let small = if is_capitals(text) { lower.as_str() } else { last };
    SMALL_WORDS.contains(&lower.as_str())
        || OPEN_WORDS.contains(&small)
        || FIRST_HALVES.contains(&lower.as_str())
        || matches!(lower.as_str(), "average" | "common" | "diluted" | "basic")
            && ["weighted average", "per common", "per diluted", "per basic"].iter().any(|end| text.to_lowercase().ends_with(end))
}

/// Whether a number of shares is what follows: "50,000,000 shares authorized; issued and outstanding:" and below it "12,728,560 in 1992".
///
/// "Common stock, $.01 par value, authorized shares - 200,000" and below it "Issued shares - 89,604 and 76,358".
pub(super) fn awaits_shares(above: &str, below: &str) -> bool {
    let counts = ["issued shares", "outstanding shares", "authorized shares"];
    let counted = || counts.iter().any(|w| below.to_lowercase().starts_with(w)) && below.contains(|c: char| c.is_ascii_digit());
    if above.trim_end().ends_with(|c: char| c.is_ascii_digit()) && above.to_lowercase().contains("shares") && counted() {
        return true;
    }
    let words = above.trim_end().strip_suffix(':').filter(|words| words.contains(|c: char| c.is_ascii_digit()));
    let last = words.and_then(|words| words.rsplit(' ').next()).unwrap_or("").to_lowercase();
    ["authorized", "issued", "outstanding"].contains(&last.as_str()) && below.starts_with(|c: char| c.is_ascii_digit())
}

/// Whether a label that has its figures is cut off all the same: it ends in a mark or small word that nothing ends in.
pub(super) fn is_cut_off(text: &str) -> bool {
    let last = text.trim_end().rsplit(' ').next().unwrap_or("");
    is_open(text) && (!last.ends_with(|c: char| c.is_alphanumeric()) || SMALL_WORDS.contains(&last))
}

/// Whether a label goes on from the line above by how it begins: in lower case, with a word that begins no label, or with a number of shares.
pub(super) fn is_continuation(text: &str) -> bool {
    let mut chars = text.trim_start().chars();
    let (first, second) = (chars.next(), chars.next());
    if first.is_some_and(char::is_lowercase) {
        // "o Revenues" is a bullet, "a) Basic" a numbered line, "eCERA" a name
        return !matches!(second, Some(' ' | ')' | '.')) && !second.is_some_and(char::is_uppercase) || text.starts_with("a ");
    }
    let lower = text.to_lowercase();
    first.is_some_and(|c| c.is_ascii_digit()) && lower.contains("share")
        || second.is_some_and(char::is_lowercase) && is_open_remark(text)
        || first == Some('&')
        || is_of_marks(text)
        || is_scale(text)
        || first == Some('"') && second.is_some_and(char::is_lowercase)
        || ["attributable to", "applicable to"].iter().any(|w| lower.starts_with(w))
        || ["and ", "or ", "of ", "by "].iter().any(|w| lower.starts_with(w)) && is_capitals(text)
        || SECOND_HALVES.contains(&lower.split([' ', ',', ':']).next().unwrap_or(""))
}

/// Whether two lines are halves of one label by what stands at the seam: "Weighted average shares" and "outstanding", "Net income" and "per share",
/// "Provision for income" and "taxes", "Assuming Full" and "Dilution".
pub(super) fn is_within_label(above: &str, below: &str) -> bool {
    let (above, below) = (above.to_lowercase(), below.to_lowercase());
    let counted = ["shares", "stock", "units", "number"].iter().any(|w| above.ends_with(w));
    let earned = ["income", "loss", "earnings", "(loss)", "profit", "dividends", "value", "(earnings)"].iter().any(|w| above.ends_with(w));
    let taxed = above.ends_with("income") && below.starts_with("taxes");
    let last = above.rsplit(' ').next().unwrap_or("");
    let next = below.split([' ', ',', ':', ';']).next().unwrap_or("");
    let paired = PAIRS.iter().any(|(first, second)| *first == last && second.contains(&next));
    let numbered = above.ends_with(|c: char| c.is_ascii_digit()) && above.contains("stock") && next == "shares";
    taxed
        || numbered
        || paired
        || counted && below.starts_with("outstanding")
        || earned && ["per share", "per common", "per diluted", "per basic"].iter().any(|w| below.starts_with(w))
}

/// Whether a text is nothing but a scale in brackets: `(000)`, `(in 000's)`.
fn is_scale(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('(') && text.ends_with(')') && text.len() < 20 && Scale::of_words(text).is_some()
}

/// Whether a text is nothing but marks of footnotes: `(3) (4)`.
pub(super) fn is_of_marks(text: &str) -> bool {
    let mark = |word: &str| word.strip_prefix('(').and_then(|w| w.strip_suffix(')')).is_some_and(|w| (1..=2).contains(&w.len()));
    text.split_whitespace().all(mark) && !text.trim().is_empty()
}

/// "(loss) per share", "(amortized cost $980.4 and": no remark that is whole.
fn is_open_remark(text: &str) -> bool {
    text.starts_with('(') && !text.ends_with(':') && text.find(')').is_none_or(|at| at + 1 < text.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_cut_off_and_going_on() {
        assert!(is_open("Income (loss) before") && is_open("Net gain on sales of loans -".trim_end_matches(" -")) || is_open("issued and"));
        assert!(is_open("Common stock, $.01 par value (10,000 shares"));
        assert!(
            !is_open("Cost of revenues") && !is_open("Total assets") && !is_open("Property, net") && !is_open("Interest expense - net")
        );
        assert!(
            is_open("OTHER COMPREHENSIVE") && is_open("Weighted average") && is_open("Diluted earnings per common") && is_open("TOTAL")
        );
        let goes_on = ["AND AMORTIZATION OF", "Equivalents at end of year", "(3) (4)", "(000)", "(in 000's)", "\"traffic\""];
        assert!(goes_on.iter().all(|text| is_continuation(text)), "what begins no label");
        assert!(!is_continuation("In process research") && !is_continuation("(A) Basic"));
        assert!(is_within_label("WEIGHTED AVERAGE SHARES", "OUTSTANDING - BASIC") && is_within_label("Net income (loss)", "Per share"));
        assert!(is_within_label("Assuming Full", "Dilution") && is_within_label("Restructuring and Asset", "Impairment Charges"));
        assert!(is_open("Continuing") && is_open("Discontinued") && !is_open("Discontinued:") && !is_open("Diluted"));
        assert!(!is_within_label("Stock options", "Outstanding") && !is_within_label("Full", "Service sales"));
        assert!(is_within_label("COMMON STOCK, $.01 PAR VALUE; 50,000,000 SHARES", "AUTHORIZED; ISSUED AND OUTSTANDING:"));
        assert!(is_within_label("Preferred stock, par value $.01 per share; 300,000", "Shares authorized; none outstanding"));
        assert!(awaits_shares("50,000,000 SHARES AUTHORIZED; ISSUED AND OUTSTANDING:", "12,728,560 IN 1992 AND 15,799,726 IN 1993"));
        assert!(awaits_shares("Common stock, authorized shares - 200,000", "Issued shares - 89,604 and 76,358"));
        assert!(!awaits_shares("50,000,000 shares authorized; outstanding:", "Class A") && !awaits_shares("Outstanding:", "1,000"));
        let goes_on = ["per share", "(loss) per share", "10,000 shares issued", "(amortized cost $980.4 and"];
        assert!(goes_on.iter().all(|text| is_continuation(text)));
        assert!(!is_continuation("(loss)") && !is_continuation("o Revenues") && !is_continuation("Basic"));
    }
}
