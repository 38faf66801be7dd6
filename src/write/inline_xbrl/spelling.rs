//! How printed words give a value: the transformation (registry 4), scale and sign, or that they don't.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::report::Value;
use crate::taxonomy::DataType;
use crate::write::instance::Item;
use crate::write::lexical::folded;

/// Powers of ten between printed digits and full amounts.
const SCALES: std::ops::RangeInclusive<i32> = -6..=15;
const USUAL: [i32; 4] = [0, 3, 6, -2];

/// How a printed figure is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) format: &'static str,
    /// `None` where the format fixes the value.
    pub(super) scale: Option<i32>,
    pub(super) negative: bool,
}

/// How printed words are to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Words {
    /// As they stand.
    Plain,
    /// As they stand but for blanks beyond the first between two words.
    Folded,
    /// As they stand but for line breaks and the blanks beside them.
    WithoutBreaks,
    /// By a transformation.
    Format(&'static str),
}

/// Reads a printed figure as an amount.
pub(super) fn number(printed: &str, amount: Decimal) -> Option<Number> {
    let digits: String = printed.chars().filter(|c| !matches!(c, ',' | ' ' | '\u{a0}')).collect();
    let figure = digits.bytes().all(|b| b.is_ascii_digit() || b == b'.') && !digits.ends_with('.');
    if !figure || digits.is_empty() {
        let dash = amount.is_zero() && !printed.contains(|c: char| c.is_alphanumeric() && c != '0');
        return dash.then_some(Number { format: "ixt:fixed-zero", scale: None, negative: false });
    }
    let size = Decimal::from_str_exact(&digits).ok()?;
    // no two scales give one amount, so that the usual ones may be tried first
    let mut scales = USUAL.into_iter().chain(SCALES).filter(|s| !size.is_zero() || *s == 0);
    let scale = scales.find(|s| shifted(size, *s) == Some(amount.abs()))?;
    Some(Number { format: "ixt:num-dot-decimal", scale: Some(scale), negative: amount.is_sign_negative() && !amount.is_zero() })
}

fn shifted(size: Decimal, scale: i32) -> Option<Decimal> {
    let power = Decimal::from(10u64.pow(scale.unsigned_abs()));
    if scale < 0 { size.checked_div(power) } else { size.checked_mul(power) }
}

/// Reads printed words as a fact's value.
pub(super) fn words(printed: &str, item: &Item<'_>, data_type: DataType) -> Option<Words> {
    let value = item.value.text.as_deref()?;
    match &item.fact.value {
        Value::Text(text) if data_type == DataType::TextBlock || data_type == DataType::String => (printed == text).then_some(Words::Plain),
        Value::Text(_) if printed == value => Some(Words::Plain),
        Value::Text(_) if folded(printed) == folded(value) => Some(Words::Folded),
        Value::Text(_) => (without_breaks(printed) == value).then_some(Words::WithoutBreaks),
        Value::Date(day) => date(&folded(printed), *day).map(Words::Format),
        Value::Year(_) => (printed == value).then_some(Words::Plain),
        Value::Boolean(true) => Some(Words::Format("ixt:fixed-true")),
        Value::Boolean(false) => Some(Words::Format("ixt:fixed-false")),
        _ => None,
    }
}

/// Where the line breaks stand that are no part of a value, each with the blanks beside it; in bytes of the words.
pub(super) fn breaks(printed: &str) -> Vec<std::ops::Range<usize>> {
    let mut breaks = Vec::new();
    let mut at = 0;
    while let Some(found) = printed[at..].find('\n').map(|i| at + i) {
        let start = printed[..found].trim_end().len().max(at);
        let end = found + (printed[found..].len() - printed[found..].trim_start().len());
        breaks.push(start..end);
        at = end;
    }
    breaks
}

/// The blanks that are one too many, in bytes of the words: each run keeps one blank, or its line break where it has no blank.
pub(super) fn extra_blanks(printed: &str) -> Vec<std::ops::Range<usize>> {
    let mut extra = Vec::new();
    let mut at = 0;
    while let Some(start) = printed[at..].find(char::is_whitespace).map(|i| at + i) {
        let end = start + (printed[start..].len() - printed[start..].trim_start().len());
        let run = &printed[start..end];
        let kept = start + run.find(' ').unwrap_or(0);
        let after = kept + printed[kept..].chars().next().map_or(0, char::len_utf8);
        extra.extend([start..kept, after..end].into_iter().filter(|range| !range.is_empty()));
        at = end;
    }
    extra
}

/// Whether two words stand apart without a blank, by a line break alone: XML makes a blank of it, comparing eyes may not.
pub(super) fn is_loose(printed: &str) -> bool {
    printed.split(|c: char| !c.is_whitespace()).any(|run| !run.is_empty() && !run.contains(' '))
}

fn without_breaks(printed: &str) -> String {
    let mut words = printed.to_owned();
    breaks(printed).into_iter().rev().for_each(|range| words.replace_range(range, ""));
    words
}

/// The transformation that makes the day of the words.
fn date(words: &str, day: NaiveDate) -> Option<&'static str> {
    const FORMATS: [(&str, &str); 4] = [
        ("%B %d, %Y", "ixt:date-monthname-day-year-en"),
        ("%B %d %Y", "ixt:date-monthname-day-year-en"),
        ("%d %B %Y", "ixt:date-day-monthname-year-en"),
        ("%m/%d/%Y", "ixt:date-month-day-year"),
    ];
    let year = words.get(words.len().checked_sub(4)?..)?;
    let whole = year.bytes().all(|b| b.is_ascii_digit());
    FORMATS.into_iter().find(|(pattern, _)| whole && NaiveDate::parse_from_str(words, pattern) == Ok(day)).map(|(_, format)| format)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_are_scaled_and_signed() {
        let read = |printed: &str, amount: &str| number(printed, amount.parse().unwrap()).map(|n| (n.format, n.scale, n.negative));
        let plain = "ixt:num-dot-decimal";
        assert_eq!(read("6,736,000", "6736000"), Some((plain, Some(0), false)));
        assert_eq!(read("94,000", "-94000"), Some((plain, Some(0), true)));
        assert_eq!(read("21.2", "0.212"), Some((plain, Some(-2), false)));
        assert_eq!(read(".21", "-0.21"), Some((plain, Some(0), true)));
        assert_eq!(read("246", "246000"), Some((plain, Some(3), false)));
        assert_eq!(read("0.00", "0"), Some((plain, Some(0), false)));
        assert_eq!(read("- 0 -", "0"), Some(("ixt:fixed-zero", None, false)));
        assert_eq!(read("4.8", "4845000"), None);
        assert_eq!(read("second", "2"), None);
    }

    #[test]
    fn breaks_take_their_blanks_along() {
        assert_eq!(without_breaks("800-\n642-1687"), "800-642-1687");
        assert_eq!(without_breaks("a  \n  b\nc"), "abc");
    }

    #[test]
    fn blanks_beyond_the_first_are_extra() {
        let folded = |printed: &str| {
            let mut words = printed.to_owned();
            extra_blanks(printed).into_iter().rev().for_each(|range| words.replace_range(range, ""));
            words
        };
        assert_eq!((folded("a \n  b"), folded("a\n b  c"), folded("a\nb")), ("a b".into(), "a b c".into(), "a\nb".into()));
        assert!(is_loose("a\nb") && !is_loose("a \nb") && !is_loose("a b"));
    }

    #[test]
    fn days_by_their_words() {
        let day = NaiveDate::from_ymd_opt(2004, 5, 13).unwrap();
        assert_eq!(date("May 13, 2004", day), Some("ixt:date-monthname-day-year-en"));
        assert_eq!(date("5/13/2004", day), Some("ixt:date-month-day-year"));
        assert_eq!(date("5/13/04", day), None);
        assert_eq!(date("May 14, 2004", day), None);
    }
}
