//! What words in headers and labels give away: years, periods, captions, sentences cut off.

use crate::text::Searched;

const MONTHS: [&str; 21] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
];
const SHORT_MONTHS: [&str; 3] = ["oct", "nov", "dec"];
const PERIODS: [&str; 24] = [
    "ended",
    "ending",
    "quarter",
    "quarters",
    "month",
    "months",
    "week",
    "weeks",
    "year",
    "years",
    "fiscal",
    "ytd",
    "period",
    "periods",
    "q1",
    "q2",
    "q3",
    "q4",
    "fy",
    "half",
    "annual",
    "date",
    "audited",
    "unaudited",
];
const COMPARISONS: [&str; 18] = [
    "change",
    "changes",
    "increase",
    "decrease",
    "variance",
    "growth",
    "adjustments",
    "adjustment",
    "adjusted",
    "reported",
    "restated",
    "total",
    "amount",
    "gaap",
    "actual",
    "forma",
    "average",
    "consolidated",
];
const STATEMENTS: [&str; 21] = [
    "statement",
    "statements",
    "balance sheet",
    "balance sheets",
    "summary",
    "highlights",
    "reconciliation",
    "operations",
    "cash flows",
    "financial data",
    "selected",
    "inc",
    "inc.",
    "corporation",
    "corp.",
    "company",
    "subsidiaries",
    "schedule",
    "condition",
    "supplemental",
    "table",
];

/// The words in lower case, without the marks around them.
fn bare_words(text: &str) -> impl Iterator<Item = String> + '_ {
    text.split(|c: char| c.is_whitespace() || matches!(c, '/' | '(' | ')' | '-' | '–' | '—'))
        .map(|w| w.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase())
        .filter(|w| !w.is_empty())
}

/// Whether a text is a year and nothing else but marks: `2004`, `2004(1)`, `2004*`.
pub(super) fn is_year(text: &str) -> bool {
    let text = text.trim();
    let Some(year) = text.get(..4) else { return false };
    year.parse::<u16>().is_ok_and(|y| (1980..2050).contains(&y)) && year.bytes().all(|b| b.is_ascii_digit()) && is_marks(&text[4..])
}

/// Whether a text is nothing but footnote marks: `(1)`, `*`, `(a)(b)`.
fn is_marks(text: &str) -> bool {
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        if matches!(first, '*' | '†' | '‡' | ':' | ',' | '.') {
            rest = rest[first.len_utf8()..].trim_start();
        } else if let Some((mark, after)) = rest.strip_prefix('(').and_then(|r| r.split_once(')')) {
            if mark.chars().count() > 2 || !mark.chars().all(char::is_alphanumeric) {
                return false;
            }
            rest = after.trim_start();
        } else {
            return false;
        }
    }
    true
}

/// Whether a text refers to a note, in brackets: `(Note 4)`.
pub(super) fn begins_reference(text: &str) -> bool {
    let inner = text.trim_start().strip_prefix('(').unwrap_or("");
    inner.get(..4).is_some_and(|w| w.eq_ignore_ascii_case("note"))
}

/// Whether a text names a month.
pub(super) fn names_month(text: &str) -> bool {
    bare_words(text).any(|w| MONTHS.contains(&w.as_str()) || SHORT_MONTHS.contains(&w.as_str()))
}

/// Whether a text holds a year.
pub(super) fn names_year(text: &str) -> bool {
    bare_words(text).any(|w| is_year(&w)) || is_slashed_date(text)
}

/// `3/31/04`, `03-31-2004` somewhere in the text.
fn is_slashed_date(text: &str) -> bool {
    text.split_whitespace().any(|word| {
        let mut parts = word.trim_matches(|c: char| !c.is_ascii_digit()).split(['/', '-']);
        let numbers: Vec<Option<u16>> = parts.by_ref().take(4).map(|p| p.parse().ok()).collect();
        matches!(numbers[..], [Some(1..=12), Some(1..=31), Some(_)])
    })
}

/// Whether a text speaks of a stretch or point of time: `Three Months Ended`, `March 31,`, `2004`, `1Q04`, `3/31/04`.
pub(super) fn is_period(text: &str) -> bool {
    names_year(text) || names_month(text) || names_duration(text)
}

/// Whether a text names a stretch of time: `Quarter Ended`, `13 Weeks`, `1Q04`.
pub(super) fn names_duration(text: &str) -> bool {
    bare_words(text).any(|w| PERIODS.contains(&w.as_str()) || is_quarter(&w))
}

/// Whether a text names a stretch of time and nothing else: `For the six months ended June 30, 1996:`, `YEAR TO DATE`.
pub(super) fn is_stretch(text: &str) -> bool {
    const LENGTHS: [&str; 9] = ["months", "month", "weeks", "quarter", "quarters", "year", "half", "ytd", "years"];
    const BESIDE: [&str; 37] = [
        "for",
        "the",
        "ended",
        "ending",
        "fiscal",
        "first",
        "second",
        "third",
        "fourth",
        "to",
        "date",
        "period",
        "unaudited",
        "full",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "sixteen",
        "twenty",
        "thirty",
        "forty",
        "fifty",
        "and",
        "of",
        "in",
        "audited",
    ];
    let fits = |word: &str| {
        LENGTHS.contains(&word) || BESIDE.contains(&word) || names_month(word) || is_year(word) || word.parse::<u8>().is_ok_and(|n| n <= 53)
    };
    bare_words(text).any(|w| LENGTHS.contains(&w.as_str())) && bare_words(text).all(|w| fits(&w))
}

/// Whether a text is a day and nothing else: `At June 30, 1996`, `As of December 31, 2004:`.
pub(super) fn is_day(text: &str) -> bool {
    let fits = |word: &str| matches!(word, "at" | "as" | "of" | "on") || names_month(word) || is_year(word) || word.parse::<u8>().is_ok();
    names_month(text) && names_year(text) && bare_words(text).all(|word| fits(&word))
}

/// Whether a text leads up to a date: `Three Months Ended`, `Year ending`, `13 Weeks`.
pub(super) fn wants_date(text: &str) -> bool {
    bare_words(text).any(|w| matches!(w.as_str(), "ended" | "ending" | "months" | "weeks" | "quarter"))
}

/// Whether a text cannot stand without a date: `Three Months Ended`, `As of`.
pub(super) fn ends_in_date(text: &str) -> bool {
    let lower = text.to_lowercase();
    lower.contains("ended") || lower.contains("ending") || lower.trim_end().ends_with("as of") || lower.trim_end().ends_with(" at")
}

/// `1q04`, `q104`, `2q`, `q2'04`.
fn is_quarter(word: &str) -> bool {
    let word = word.replace(['\'', '’'], "");
    let bytes = word.as_bytes();
    let year = |rest: &[u8]| rest.len() <= 4 && rest.iter().all(u8::is_ascii_digit);
    match bytes {
        [b'1'..=b'4', b'q', rest @ ..] | [b'q', b'1'..=b'4', rest @ ..] => year(rest),
        [b'1'..=b'2', b'h', rest @ ..] | [b'h', b'1'..=b'2', rest @ ..] => year(rest),
        [b'6' | b'9', b'm', rest @ ..] | [b'1', b'2', b'm', rest @ ..] => year(rest),
        [b'y', b't', b'd', rest @ ..] => rest.len() == 2 && year(rest),
        _ => false,
    }
}

/// Whether a text heads a column that compares others or sets one apart: `% Change`, `As Adjusted`.
pub(super) fn is_comparison(text: &str) -> bool {
    text.trim() == "%" || bare_words(text).any(|w| COMPARISONS.contains(&w.as_str()))
}

/// Whether a text stands for figures that are not there: `N/M`, `n.a.`, `*`.
pub(super) fn is_placeholder(text: &str) -> bool {
    let letters: String = text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    matches!(letters.as_str(), "" | "nm" | "na" | "nmf" | "none" | "nil" | "x" | "xx" | "notmeaningful" | "notapplicable")
}

/// Whether a text is a caption about how the table is to be read, and no label: `(In thousands)`, `(unaudited)`, `$ in millions`.
pub(super) fn is_caption(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let bracketed = lower.starts_with('(') && lower.ends_with(')');
    let speaks_of_scale = super::scale::Scale::of_words(text).is_some();
    speaks_of_scale && (bracketed || lower.chars().count() < 70) || bracketed && (lower.contains("audited") || lower.contains("except"))
}

/// Whether a text reads like a title of a statement or a company's name.
pub(super) fn is_title(text: &str) -> bool {
    let lower = text.to_lowercase();
    let searched = Searched::of(&lower);
    STATEMENTS
        .iter()
        .any(|s| searched.has(s) && bare_words(text).any(|w| s.split(' ').next() == Some(w.as_str()) || s.trim_end_matches('.') == w))
}

/// Whether a text holds a figure among words: `$11.5-12.5 billion`, `$(1.00) - $(0.75)`, `about 33%`.
pub(super) fn holds_amount(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.windows(2).any(|w| w[0] == b'$' && (w[1].is_ascii_digit() || w[1] == b'(') || w[0].is_ascii_digit() && w[1] == b'%')
}

/// Whether a text is in capitals throughout.
pub(super) fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_alphabetic()).count() >= 2 && !text.chars().any(char::is_lowercase)
}

/// Whether a text begins as a footnote does: `(1) `, `* `, `Note:`.
pub(super) fn begins_note(text: &str) -> bool {
    let text = text.trim_start();
    let marked = text.strip_prefix(['(', '[']).and_then(|r| r.split_once([')', ']'])).is_some_and(|(mark, rest)| {
        mark.len() <= 3
            && !mark.is_empty()
            && mark.chars().all(|c| c.is_ascii_alphanumeric() || c == '*')
            && rest.chars().any(char::is_alphabetic)
    });
    let lower = text.get(..16.min(text.len())).unwrap_or("").to_lowercase();
    marked || text.starts_with(['*', '†', '‡']) || lower.starts_with("note:") || lower.starts_with("see ") || lower.starts_with("note -")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_and_periods() {
        assert!(is_year("2004") && is_year("2004 (1)") && is_year("2004*"));
        assert!(!is_year("2,004") && !is_year("2004.5") && !is_year("1,234") && !is_year("20045"));
        for period in ["Three Months Ended", "Mar 31,", "1Q04", "Q3 FY05", "12/31/07", "Fiscal 2004", "Dec 31,"] {
            assert!(is_period(period), "{period}");
        }
        assert!(!is_period("Net sales") && !is_period("Retail"));
    }

    #[test]
    fn captions_and_titles() {
        assert!(is_caption("(In thousands, except per share data)") && is_caption("(unaudited)") && is_caption("Dollars in thousands"));
        assert!(!is_caption("(Loss) per share") && !is_caption("Assets"));
        assert!(is_title("CONSOLIDATED BALANCE SHEETS") && is_title("FRP HOLDINGS, INC. AND SUBSIDIARIES"));
        assert!(!is_title("Income taxes") && !is_title("Operating expenses:"));
    }
}
