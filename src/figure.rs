//! A printed number: what it says, how it is printed, and where.

use rust_decimal::Decimal;

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

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// US dollars.
    pub const USD: Self = Self(*b"USD");

    /// A currency by its three-letter code, in any case; `None` if it is not three ASCII letters.
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The currency a sign stands for, as American releases use it.
    pub fn from_sign(sign: &str) -> Option<Self> {
        Some(match sign {
            "$" | "US$" | "U.S.$" => Self::USD,
            "€" => Self(*b"EUR"),
            "£" => Self(*b"GBP"),
            "¥" => Self(*b"JPY"),
            "C$" | "CDN$" | "Cdn$" | "CAD$" => Self(*b"CAD"),
            "A$" => Self(*b"AUD"),
            "RMB" => Self(*b"CNY"),
            "₩" => Self(*b"KRW"),
            "₹" => Self(*b"INR"),
            _ => return None,
        })
    }

    /// The ISO 4217 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("three ASCII letters")
    }
}

/// Signs that may stand before the digits, longest first.
const CURRENCY_SIGNS: [&str; 14] = ["U.S.$", "CDN$", "Cdn$", "CAD$", "US$", "C$", "A$", "RMB", "$", "€", "£", "¥", "₩", "₹"];
const DASHES: [char; 8] = ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}'];

impl Figure {
    /// Reads a table cell that is a number and nothing else: `$  246,000`, `(1,234)`, `1,234-`, `- 0 -`, `--`, `nil`, `.63`,
    /// `21.2%`, `1.2x`. `None` for words, dates and cells that hold more than one number. A mark in the style of a footnote
    /// behind the number, `1,234 (1)` or `1,234*`, is passed over.
    pub fn from_cell(cell: &Text) -> Option<Self> {
        let words = cell.as_str();
        let parsed = Cursor::new(words).cell()?;
        Some(Self { span: cell.span_of(parsed.digits.clone()), amount: parsed.amount, style: parsed.style })
    }

    /// Reads the number that begins at byte `at` of a narrative text, with the currency sign, brackets and words that belong to
    /// it; answers also where it ends. `None` where no number begins or it is part of a longer word (a date, a phone number, `Q1`).
    pub fn in_narrative(text: &Text, at: usize) -> Option<(Self, usize)> {
        let words = text.as_str();
        let mut cursor = Cursor::new(words);
        cursor.at = at;
        let parsed = cursor.number(Place::Narrative)?;
        let figure = Self { span: text.span_of(parsed.digits.clone()), amount: parsed.amount, style: parsed.style };
        Some((figure, parsed.end))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Place {
    Cell,
    Narrative,
}

struct Parsed {
    digits: std::ops::Range<usize>,
    amount: Decimal,
    style: FigureStyle,
    end: usize,
}

struct Cursor<'a> {
    words: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    fn new(words: &'a str) -> Self {
        Self { words, at: 0 }
    }

    fn rest(&self) -> &'a str {
        &self.words[self.at..]
    }

    fn blanks(&mut self) {
        self.at += self.rest().len() - self.rest().trim_start().len();
    }

    fn take(&mut self, mark: char) -> bool {
        let found = self.rest().starts_with(mark);
        if found {
            self.at += mark.len_utf8();
        }
        found
    }

    fn take_word(&mut self, word: &str) -> bool {
        let rest = self.rest();
        let found = rest.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word))
            && !rest[word.len()..].starts_with(|c: char| c.is_alphanumeric());
        if found {
            self.at += word.len();
        }
        found
    }

    fn take_dash(&mut self) -> bool {
        let dash = self.rest().chars().next().filter(|c| DASHES.contains(c));
        self.at += dash.map_or(0, char::len_utf8);
        dash.is_some()
    }

    fn currency(&mut self) -> Option<Currency> {
        let sign = CURRENCY_SIGNS.into_iter().find(|sign| self.rest().starts_with(sign))?;
        self.at += sign.len();
        Currency::from_sign(sign)
    }

    fn cell(mut self) -> Option<Parsed> {
        self.blanks();
        if let Some(dash) = self.dash() {
            return Some(dash);
        }
        let parsed = self.number(Place::Cell)?;
        self.at = parsed.end;
        self.footnote_mark();
        self.rest().trim().is_empty().then_some(parsed)
    }

    /// A dash, several dashes, `-0-`, `$ --`, `(--)`, `nil`: nothing, said in print.
    fn dash(&self) -> Option<Parsed> {
        let mut cursor = Self { ..*self };
        let currency = cursor.currency();
        cursor.blanks();
        let bracket = cursor.take('(');
        cursor.blanks();
        let start = cursor.at;
        let mut end = start;
        if cursor.take_word("nil") || cursor.take_word("none") {
            end = cursor.at;
        } else {
            let mut zero = false;
            loop {
                if !(cursor.take_dash() || cursor.take('_') && end > start) {
                    let more = !zero && end > start && cursor.rest().starts_with('0');
                    if !more {
                        break;
                    }
                    cursor.at += 1;
                    zero = true;
                }
                end = cursor.at;
                cursor.blanks();
            }
            // "-0" alone is a number, "-0-" is a dash
            if zero && !self.words[start..end].ends_with(DASHES) {
                return None;
            }
        }
        if end == start {
            return None;
        }
        if bracket {
            cursor.take(')');
        }
        let suffix = if cursor.take('%') { Suffix::Percent } else { Suffix::None };
        cursor.footnote_mark();
        let style = FigureStyle { dash: true, currency, suffix, ..FigureStyle::default() };
        cursor.rest().trim().is_empty().then_some(Parsed { digits: start..end, amount: Decimal::ZERO, style, end: cursor.at })
    }

    /// `[-] [$] [(] [$] digits [)] [%]` in the orders found in print.
    fn number(&mut self, place: Place) -> Option<Parsed> {
        let mut style = FigureStyle::default();
        let mut open = false;
        for _ in 0..4 {
            self.blanks();
            if style.currency.is_none() {
                style.currency = self.currency();
            }
            self.blanks();
            if !open && self.take('(') {
                (open, style.sign) = (true, Sign::Brackets);
            } else if style.sign == Sign::Plain && self.take_dash() {
                style.sign = Sign::Minus;
            }
        }
        let digits = self.digits(place)?;
        let plain: String = self.words[digits.clone()].chars().filter(|c| *c != ',' && *c != ' ').collect();
        let magnitude = Decimal::from_str_exact(&plain).ok()?;
        self.at = digits.end;
        self.suffix(place, &mut style);
        if open {
            self.blanks();
            if !self.take(')') && place == Place::Narrative {
                style.sign = Sign::Plain;
            }
        }
        if place == Place::Cell && style.sign == Sign::Plain && self.take_dash() {
            style.sign = Sign::Minus;
        }
        self.suffix(place, &mut style);
        let whole = plain.split('.').next().unwrap_or("");
        style.fraction_digits = plain.split_once('.').map_or(0, |(_, fraction)| fraction.len() as u8);
        let zeros = whole.len() - whole.trim_end_matches('0').len();
        style.trailing_zeros = if style.fraction_digits > 0 || zeros == whole.len() { 0 } else { zeros as u8 };
        let amount = if style.sign == Sign::Plain { magnitude } else { -magnitude };
        Some(Parsed { digits, amount, style, end: self.at })
    }

    fn digits(&mut self, place: Place) -> Option<std::ops::Range<usize>> {
        let bytes = self.words.as_bytes();
        let start = self.at;
        let mut end = start;
        let mut point = false;
        while let Some(&byte) = bytes.get(end) {
            let next_digit = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            match byte {
                b'0'..=b'9' => {}
                b',' if end > start && next_digit && !point && grouped(&bytes[end + 1..]) => {}
                b'.' if next_digit && !point => point = true,
                _ => break,
            }
            end += 1;
        }
        let glued = self.words[end..].chars().next();
        let behind = match place {
            Place::Cell => glued.is_some_and(|c| c.is_alphabetic() && !matches!(c, 'x' | 'X') || c == '/' || c == ':'),
            Place::Narrative => glued.is_some_and(|c| c.is_alphanumeric() && !matches!(c, 'x') || matches!(c, '/' | ':' | '@')),
        };
        (end > start && bytes[start..end].iter().any(u8::is_ascii_digit) && !behind).then_some(start..end)
    }

    fn suffix(&mut self, place: Place, style: &mut FigureStyle) {
        if style.suffix != Suffix::None {
            return;
        }
        let before = self.at;
        self.blanks();
        let narrative = place == Place::Narrative;
        style.suffix = if self.take('%') || self.take_word("percent") || self.take_word("per cent") {
            Suffix::Percent
        } else if self.take('¢') || narrative && (self.take_word("cents") || self.take_word("cent")) {
            Suffix::Cents
        } else if self.take_word("x") || self.take_word("times") {
            Suffix::Times
        } else if self.take_word("basis points") || self.take_word("bps") {
            Suffix::BasisPoints
        } else if let Some(power) = self.power_of_ten() {
            Suffix::PowerOfTen(power)
        } else {
            self.at = before;
            Suffix::None
        };
    }

    fn power_of_ten(&mut self) -> Option<u8> {
        const WORDS: [(&str, u8); 8] =
            [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("mm", 6), ("mn", 6), ("bn", 9), ("millions", 6)];
        WORDS.into_iter().find(|(word, _)| self.take_word(word)).map(|(_, power)| power)
    }

    /// `(1)`, `(a)`, `*`, `†` behind a number.
    fn footnote_mark(&mut self) {
        self.blanks();
        while self.take('*') || self.take('†') || self.take('‡') {}
        let rest = self.rest();
        if let Some((inside, after)) = rest.strip_prefix('(').and_then(|r| r.split_once(')'))
            && inside.len() <= 2
            && inside.chars().all(char::is_alphanumeric)
        {
            self.at += rest.len() - after.len();
        }
    }
}

/// Whether three digits follow a comma and then no fourth: `1,234` but not `1,23` or `May 13,2004`.
fn grouped(after: &[u8]) -> bool {
    after.len() >= 3 && after[..3].iter().all(u8::is_ascii_digit) && !after.get(3).is_some_and(u8::is_ascii_digit)
}

/// Whether two numbers look like one that was misprinted: as many digits (zeros at their ends left off), at least three, and either one of
/// them differs or two neighbours are swapped.
pub fn are_alike(a: Decimal, b: Decimal) -> bool {
    let (a, b) = (a.abs().normalize().to_string(), b.abs().normalize().to_string());
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
            ("$  246,000", "246000", "246,000"),
            ("(1,234)", "-1234", "1,234"),
            ("$(.21)", "-0.21", ".21"),
            ("( $ 0.21 )", "-0.21", "0.21"),
            ("($0.21)", "-0.21", "0.21"),
            ("1,234-", "-1234", "1,234"),
            ("-28.9%", "-28.9", "28.9"),
            ("21.2%", "21.2", "21.2"),
            ("1.2x", "1.2", "1.2"),
            ("--", "0", "--"),
            ("- 0 -", "0", "- 0 -"),
            ("—%", "0", "—"),
            ("$ ---", "0", "---"),
            ("1,234 (1)", "1234", "1,234"),
            ("5,060*", "5060", "5,060"),
            ("0.00", "0.00", "0.00"),
        ] {
            assert_eq!(cell(words), Some((amount.to_owned(), digits.to_owned())), "{words}");
        }
    }

    #[test]
    fn misprints_are_alike() {
        let alike = |a: i64, b: i64| are_alike(a.into(), b.into());
        assert!(alike(264_000, 246_000) && alike(14_735, 14_785) && alike(8_414_000, 8_441_000));
        assert!(!alike(14_735, 13_531) && !alike(24_000, 26_000) && !alike(9_912, 9_106) && !alike(46, 2_241));
    }

    #[test]
    fn cells_that_are_not() {
        for words in ["", "2004 and 2003", "March 31, 2004", "10/31/04", "Q1", "N/M", "$", "1,2345", "12 months", "n.a."] {
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
    }
}
