//! A printed number: what it says, how it is printed, and where.

mod currency;
mod cursor;

use rust_decimal::Decimal;

pub use currency::Currency;
use cursor::{Cursor, Place};

use crate::source::Span;
use crate::text::Text;

/// A number as the page shows it, before any scale of its table is applied.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The digits alone (no currency sign, bracket or percent sign), or the dash that stands for nothing.
    pub span: Span,
    /// The printed amount with its printed sign: `(1,234)` is -1234, `21.2%` is 21.2.
    pub amount: Decimal,
    /// How it is printed.
    pub style: FigureStyle,
}

/// The marks around a printed number.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct FigureStyle {
    /// The sign as printed.
    pub sign: Sign,
    /// The currency sign before or after it.
    pub currency: Option<Currency>,
    /// What the marks behind the digits make of it.
    pub suffix: Suffix,
    /// A dash, `nil` or `-0-` in the place of a number; the amount is 0.
    pub dash: bool,
    /// Digits after the decimal point.
    pub fraction_digits: u8,
    /// Trailing zeros of the digits before the decimal point, when nothing follows it.
    pub trailing_zeros: u8,
}

/// How a printed number shows that it is negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sign {
    /// It does not.
    #[default]
    Plain,
    /// `(1,234)`.
    Brackets,
    /// `-1,234` or `1,234-`.
    Minus,
}

/// Marks and words behind a number that change its meaning.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Suffix {
    /// None.
    #[default]
    None,
    /// `%` or "percent".
    Percent,
    /// `x` or "times": a multiple.
    Times,
    /// "thousand", "million", "billion", "trillion" as a power of ten: 3, 6, 9, 12.
    PowerOfTen(u8),
    /// "basis points".
    BasisPoints,
    /// `¢` or "cents".
    Cents,
}

impl Figure {
    /// Reads a table cell that is a number and nothing else: `$  246,000`, `(1,234)`, `1,234-`, `- 0 -`, `--`, `nil`, `.63`,
    /// `21.2%`, `1.2x`. `None` for words, dates and cells that hold more than one number. A mark in the style of a footnote
    /// behind the number, `1,234 (1)` or `1,234*`, is passed over.
    pub fn from_cell(cell: &Text) -> Option<Self> {
        let words = cell.as_str();
        let parsed = Cursor::new(words).cell()?;
        Some(Self { span: cell.span_of(parsed.digits.clone()), amount: parsed.amount, style: parsed.style })
    }

    /// Reads a table cell that holds a range and nothing else, `$1.10 - $1.20` or `16% to 17%`: its low and its high end.
    pub fn range(cell: &Text) -> Option<[Self; 2]> {
        let text = cell.as_str();
        let (mut low, end) = Self::in_narrative(cell, 0)?;
        let rest = text[end..].trim_start();
        let after = ["to ", "-", "–", "—"].iter().find_map(|mark| rest.strip_prefix(mark))?.trim_start();
        let (high, end) = Self::in_narrative(cell, text.len() - after.len())?;
        let over = text[end..].trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | '^' | '†'));
        if low.style.suffix == Suffix::None {
            low.style.suffix = high.style.suffix;
        }
        (over.is_empty() && low.amount < high.amount).then_some([low, high])
    }

    /// Reads the number that begins at byte `at` of a narrative text, with the currency sign, brackets and words that belong to
    /// it; answers also where it ends. `None` where no number begins or it is part of a longer word (a date, a phone number, `Q1`).
    pub fn in_narrative(text: &Text, at: usize) -> Option<(Self, usize)> {
        let words = text.as_str();
        let mut cursor = Cursor::starting(words, at);
        let parsed = cursor.number(Place::Narrative)?;
        let figure = Self { span: text.span_of(parsed.digits.clone()), amount: parsed.amount, style: parsed.style };
        Some((figure, parsed.end))
    }
}

/// A number with commas between its thousands: `-1,234,567.50`.
pub fn grouped(amount: Decimal) -> String {
    let plain = amount.abs().to_string();
    let (whole, fraction) = plain.split_once('.').map_or((plain.as_str(), None), |(w, f)| (w, Some(f)));
    let mut out = String::from(if amount.is_sign_negative() && !amount.is_zero() { "-" } else { "" });
    for (i, digit) in whole.chars().enumerate() {
        if i > 0 && (whole.len() - i) % 3 == 0 {
            out.push(',');
        }
        out.push(digit);
    }
    fraction.map_or(out.clone(), |f| format!("{out}.{f}"))
}

/// Whether two numbers look like one that was misprinted: as many digits (zeros at their ends left off), at least three, and either one of
/// them differs or two neighbours are swapped.
pub fn are_alike(a: Decimal, b: Decimal) -> bool {
    let (mut a, mut b) = (a.abs().normalize(), b.abs().normalize());
    let scale = a.scale().max(b.scale());
    // 12.1 is 12.10 beside 12.14
    a.rescale(scale);
    b.rescale(scale);
    let (a, b) = (a.to_string(), b.to_string());
    let ends = |s: &str| s.len() - s.trim_end_matches('0').len();
    let zeros = if a.contains('.') || b.contains('.') { 0 } else { ends(&a).min(ends(&b)) };
    let (a, b) = (&a.as_bytes()[..a.len() - zeros], &b.as_bytes()[..b.len() - zeros]);
    let differing: Vec<usize> = (0..a.len().min(b.len())).filter(|&i| a[i] != b[i]).collect();
    let swapped = |i: usize, j: usize| j == i + 1 && a[i] == b[j] && a[j] == b[i];
    a.len() == b.len() && a.len() >= 3 && (differing.len() <= 1 || matches!(differing[..], [i, j] if swapped(i, j)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(words: &str) -> Option<(String, String)> {
        let text = Text::verbatim(words, 0);
        Figure::from_cell(&text).map(|f| (f.amount.to_string(), words[f.span.range()].to_owned()))
    }

    #[test]
    fn cells_that_are_numbers() {
        for (words, amount, digits) in [
            ("+8.4%", "8.4", "8.4"),
            ("+  2", "2", "2"),
            ("$  246,000", "246000", "246,000"),
            ("(1,234)", "-1234", "1,234"),
            ("$(.21)", "-0.21", ".21"),
            ("( $ 0.21 )", "-0.21", "0.21"),
            ("($0.21)", "-0.21", "0.21"),
            ("1,234-", "-1234", "1,234"),
            ("-28.9%", "-28.9", "28.9"),
            ("21.2%", "21.2", "21.2"),
            ("1.2x", "1.2", "1.2"),
            ("1.9:1", "1.9", "1.9"),
            ("--", "0", "--"),
            ("- 0 -", "0", "- 0 -"),
            ("—%", "0", "—"),
            ("$ ---", "0", "---"),
            ("1,234 (1)", "1234", "1,234"),
            ("250(7)(8)", "250", "250"),
            ("5,060*", "5060", "5,060"),
            ("0.00", "0.00", "0.00"),
            ("(231) bp.", "-231", "231"),
            ("12.77c", "12.77", "12.77"),
            ("$39.1B", "39.1", "39.1"),
            ("$706.1m", "706.1", "706.1"),
            ("604.5bn", "604.5", "604.5"),
            ("66.2bps", "66.2", "66.2"),
            ("2.2 to 1", "2.2", "2.2"),
            ("$(450M)", "-450", "450"),
        ] {
            assert_eq!(cell(words), Some((amount.to_owned(), digits.to_owned())), "{words}");
        }
    }

    #[test]
    fn both_ends_of_a_range() {
        let shown = |words: &str| {
            let ends = Figure::range(&Text::verbatim(words, 0))?;
            Some(ends.map(|f| format!("{} {:?}", f.amount, f.style.suffix)))
        };
        assert_eq!(shown("$1.10 - $1.20").unwrap(), ["1.10 None", "1.20 None"]);
        assert_eq!(shown("16% to 17%").unwrap(), ["16 Percent", "17 Percent"]);
        assert_eq!(shown("$11.5-12.5 billion^").unwrap(), ["11.5 PowerOfTen(9)", "12.5 PowerOfTen(9)"]);
        assert_eq!(shown("$38.5B - $39.3B").unwrap(), ["38.5 PowerOfTen(9)", "39.3 PowerOfTen(9)"]);
        assert_eq!(shown("4-6 months"), None);
        assert_eq!(shown("March 31"), None);
    }

    #[test]
    fn misprints_are_alike() {
        let alike = |a: i64, b: i64| are_alike(a.into(), b.into());
        assert!(alike(264_000, 246_000) && alike(14_735, 14_785) && alike(8_414_000, 8_441_000));
        assert!(!alike(14_735, 13_531) && !alike(24_000, 26_000) && !alike(9_912, 9_106) && !alike(46, 2_241));
    }

    #[test]
    fn cells_that_are_not() {
        for words in [
            "+",
            "+(5)",
            "",
            "2004 and 2003",
            "March 31, 2004",
            "10/31/04",
            "4:15",
            "Q1",
            "N/M",
            "$",
            "1,2345",
            "12 months",
            "n.a.",
            "401c",
            "12.5 c d",
            "10K",
            "3M",
            "1777777777777777777777777710",
        ] {
            assert_eq!(cell(words), None, "{words}");
        }
    }

    #[test]
    fn narrative_numbers_take_their_words_along() {
        let text = Text::verbatim("rose to $4.8 million, or (2.0%) and 13th", 0);
        let (figure, end) = Figure::in_narrative(&text, 8).unwrap();
        assert_eq!((figure.amount.to_string(), figure.style.suffix), ("4.8".to_owned(), Suffix::PowerOfTen(6)));
        assert_eq!(&text.as_str()[..end], "rose to $4.8 million");
        let (figure, _) = Figure::in_narrative(&text, 25).unwrap();
        assert_eq!((figure.amount.to_string(), figure.style.suffix), ("-2.0".to_owned(), Suffix::Percent));
        assert!(Figure::in_narrative(&text, text.as_str().find("13").unwrap()).is_none());
        let amount = |words: &str| Figure::in_narrative(&Text::verbatim(words, 0), 0).unwrap().0.amount.to_string();
        assert_eq!(amount("$1, 465,000, or $0.05 per share"), "1465000");
        assert_eq!((amount("$1, 465,000 shares"), amount("$500, 465 people")), ("1".to_owned(), "500".to_owned()));
    }
}
