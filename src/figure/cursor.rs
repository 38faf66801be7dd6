//! The digits, signs and marks of a printed number.

use rust_decimal::Decimal;

use super::{Currency, FigureStyle, Sign, Suffix};

/// Signs that may stand before the digits, longest first.
const CURRENCY_SIGNS: [&str; 18] =
    ["U.S.$", "CDN$", "Cdn$", "CAD$", "US$", "HK$", "NT$", "C$", "A$", "R$", "S$", "RMB", "$", "€", "£", "¥", "₩", "₹"];
const DASHES: [char; 8] = ['-', '\u{2010}', '\u{2011}', '\u{2012}', '\u{2013}', '\u{2014}', '\u{2015}', '\u{2212}'];

/// Where a number stands: what may follow it depends on that.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Place {
    Cell,
    Narrative,
}

/// A number found.
pub(super) struct Parsed {
    pub(super) digits: std::ops::Range<usize>,
    pub(super) amount: Decimal,
    pub(super) style: FigureStyle,
    /// One past the last byte that belongs to it.
    pub(super) end: usize,
}

/// Reads a number from left to right.
pub(super) struct Cursor<'a> {
    words: &'a str,
    at: usize,
}

impl<'a> Cursor<'a> {
    pub(super) fn new(words: &'a str) -> Self {
        Self { words, at: 0 }
    }

    pub(super) fn starting(words: &'a str, at: usize) -> Self {
        Self { words, at }
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

    /// A cell that is a number and nothing else.
    pub(super) fn cell(mut self) -> Option<Parsed> {
        self.blanks();
        if let Some(dash) = self.dash() {
            return Some(dash);
        }
        // an increase: `+8.4%`, `+  2`
        let plus = self.take('+');
        let parsed = self.number(Place::Cell).filter(|parsed| !plus || parsed.style.sign == Sign::Plain)?;
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
    pub(super) fn number(&mut self, place: Place) -> Option<Parsed> {
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
        let digits = self.digits(place, style.currency.is_some())?;
        let plain: String = self.words[digits.clone()].chars().filter(|c| *c != ',' && *c != ' ').collect();
        let magnitude = Decimal::from_str_exact(&plain).ok().filter(|_| is_of_a_release(&plain))?;
        self.at = digits.end;
        if let Some(power) = lettered_power(self.rest()).filter(|_| style.currency.is_some()) {
            (self.at, style.suffix) = (self.at + 1, Suffix::PowerOfTen(power));
        }
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

    /// The digits of a number; behind an amount of money a letter may stand for a power of ten.
    fn digits(&mut self, place: Place, money: bool) -> Option<std::ops::Range<usize>> {
        let bytes = self.words.as_bytes();
        let start = self.at;
        let mut end = start;
        let mut point = false;
        while let Some(&byte) = bytes.get(end) {
            let next_digit = bytes.get(end + 1).is_some_and(u8::is_ascii_digit);
            match byte {
                b'0'..=b'9' => {}
                b',' if end > start && next_digit && !point && grouped(&bytes[end + 1..]) => {}
                b',' if money && place == Place::Narrative && end > start && !point && goes_on_behind_a_blank(&self.words[end..]) => {
                    end += 1
                }
                b'.' if next_digit && !point => point = true,
                _ => break,
            }
            end += 1;
        }
        let glued = self.words[end..].chars().next().filter(|_| !(money && end > start && lettered_power(&self.words[end..]).is_some()));
        let glued = glued.filter(|_| end == start || !is_glued_mark(&self.words[end..]));
        let behind = match place {
            // a cent sign in plain letters stands behind a fraction only
            Place::Cell => glued.is_some_and(|c| {
                c.is_alphabetic() && !matches!(c, 'x' | 'X') && !(c == 'c' && point && self.words[end..].trim_end() == "c")
                    || c == '/'
                    || c == ':'
            }),
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
        style.suffix = if self.take('%') || self.take_word("percent") || self.take_word("per cent") || !narrative && self.take_points() {
            Suffix::Percent
        } else if self.take('¢')
            || !narrative && self.at == before && self.take_word("c")
            || narrative && (self.take_word("cents") || self.take_word("cent"))
        {
            Suffix::Cents
        } else if self.take_word("x") || self.take_word("times") || !narrative && self.take_to_one() {
            Suffix::Times
        } else if ["basis points", "bps", "bp"].into_iter().any(|word| self.take_word(word)) {
            self.take('.');
            Suffix::BasisPoints
        } else if let Some(power) = self.power_of_ten() {
            Suffix::PowerOfTen(power)
        } else {
            self.at = before;
            Suffix::None
        };
    }

    /// `1.9:1`, `2.2 to 1`.
    fn take_to_one(&mut self) -> bool {
        let before = self.at;
        let leads = self.take(':') || self.take_word("to");
        self.blanks();
        let found = leads && (self.take_word("1.0") || self.take_word("1"));
        self.at = if found { self.at } else { before };
        found
    }

    /// `1.4 pts`: percentage points, where one rate is set against another.
    fn take_points(&mut self) -> bool {
        let found = POINTS.iter().chain(&["percentage points", "points"]).any(|word| self.take_word(word));
        // an abbreviation may have its point
        self.at += usize::from(found && self.rest().starts_with('.'));
        found
    }

    fn power_of_ten(&mut self) -> Option<u8> {
        const WORDS: [(&str, u8); 8] =
            [("thousand", 3), ("million", 6), ("billion", 9), ("trillion", 12), ("mm", 6), ("mn", 6), ("bn", 9), ("millions", 6)];
        WORDS.into_iter().find(|(word, _)| self.take_word(word)).map(|(_, power)| power)
    }

    /// `(1)`, `(a)`, `(7)(8)`, `*`, `†` behind a number, and a letter that stands apart behind one which nothing can be scaled or counted by.
    fn footnote_mark(&mut self) {
        let apart = self.rest().strip_prefix(' ').map(str::trim);
        if let Some(&[b'a'..=b'h']) = apart.map(str::as_bytes)
            && self.words[..self.at].contains([',', '('])
        {
            self.at = self.words.len();
        }
        loop {
            self.blanks();
            while self.take('*') || self.take('†') || self.take('‡') {}
            let rest = self.rest();
            let mark = rest.strip_prefix('(').and_then(|rest| rest.split_once(')'));
            match mark.filter(|(inside, _)| inside.len() <= 2 && inside.chars().all(char::is_alphanumeric)) {
                Some((_, after)) => self.at += rest.len() - after.len(),
                None => return,
            }
        }
    }
}

/// What percentage points are called for short.
const POINTS: [&str; 5] = ["pts", "pt", "ppts", "ppt", "pp"];

/// Whether a mark of a number and nothing else follows it without a blank: `66.2bps`, `604.5bn`, `1.9:1`.
fn is_glued_mark(behind: &str) -> bool {
    const MARKS: [&str; 7] = ["bps", "bp", "bn", "mn", "mm", ":1", ":1.0"];
    let behind = behind.trim_end();
    MARKS.iter().chain(&POINTS).any(|mark| behind.eq_ignore_ascii_case(mark))
}

/// The power of ten of a letter glued to an amount of money: `$39.1B`, `$450m`.
fn lettered_power(behind: &str) -> Option<u8> {
    let mut chars = behind.chars();
    let power = match chars.next()? {
        'K' | 'k' => 3,
        'M' | 'm' => 6,
        'B' | 'b' => 9,
        _ => return None,
    };
    (!chars.next().is_some_and(char::is_alphanumeric)).then_some(power)
}

/// Whether a number has no more digits than any figure of a release: what is longer is an account or a serial number, and would leave no room for a
/// scale and the reckoning of checks.
fn is_of_a_release(plain: &str) -> bool {
    let (whole, fraction) = plain.split_once('.').unwrap_or((plain, ""));
    whole.len() <= 15 && fraction.len() <= 10
}

/// Whether an amount of money goes on behind a comma and a blank that slipped in: `$1, 465,000`.
fn goes_on_behind_a_blank(comma: &str) -> bool {
    let Some(rest) = comma.strip_prefix(", ") else { return false };
    let groups = rest.trim_start_matches(|c: char| c.is_ascii_digit() || c == ',');
    let behind = rest.as_bytes().get(3..).is_some_and(|tail| tail.starts_with(b",") && grouped(&tail[1..]));
    grouped(rest.as_bytes()) && behind && !groups.trim_start().starts_with("share")
}

/// Whether three digits follow a comma and then no fourth: `1,234` but not `1,23` or `May 13,2004`.
fn grouped(after: &[u8]) -> bool {
    after.len() >= 3 && after[..3].iter().all(u8::is_ascii_digit) && !after.get(3).is_some_and(u8::is_ascii_digit)
}
