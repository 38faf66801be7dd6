//! The words of one line: what each may be, and in which column of the page it stands.

use std::ops::Range;

use super::glued;

/// Columns a tab advances to the next multiple of.
const TAB: u32 = 8;
/// Characters that take no column.
const WITHOUT_WIDTH: [char; 2] = ['\u{200b}', '\u{feff}'];

/// A word of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// First byte of the page.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
    /// Column of its first character, from 0.
    pub from: u32,
    /// One past the column of its last character.
    pub to: u32,
    /// What it may be by itself.
    pub kind: WordKind,
}

/// What a word by itself may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WordKind {
    /// Anything else.
    Plain,
    /// A number, with its marks as far as they are glued to it.
    Number {
        /// Bytes from the word's end back to its last digit.
        tail: usize,
        /// Four bare digits that may be a year.
        year: bool,
    },
    /// A dash that stands for nothing: `-`, `--`, `—`, `-0-`, `$—`.
    Dash,
    /// `N/M`, `n.a.`, `nil`.
    NotMeaningful,
    /// A currency sign by itself, or with an opening bracket.
    Currency,
    /// `%`, `)`, `)%`: the rest of a number.
    Tail,
    /// A unit that may follow a number: `bps`, `x`.
    Unit,
    /// `up` or `down` before a number.
    Direction,
    /// `+`, before a number.
    Plus,
    /// A footnote mark: `*`, `(a)`.
    Mark,
}

pub(super) const CURRENCIES: [&str; 10] = ["$", "($", "US$", "(US$", "€", "£", "¥", "C$", "$(", "-$"];
/// The length of the longest word that is more than plain and begins with a letter.
const LONGEST: usize = "million".len();
const NOTHINGS: [&str; 10] = ["n/m", "nm", "n.m.", "n/a", "na", "n.a.", "nil", "nmf", "n.m", "n.a"];

/// Whether a character is a dash of any length.
pub fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

impl WordKind {
    /// Tells what a word may be.
    pub fn of(word: &str) -> Self {
        if word.starts_with(|c: char| c.is_ascii_alphabetic()) && !word.starts_with("US$") && !word.starts_with("C$") {
            return Self::of_letters(word);
        }
        // most numbers have no dash
        if word.bytes().any(|b| b == b'-' || !b.is_ascii()) && dash(word) {
            return Self::Dash;
        }
        if let Some((tail, year)) = number(word) {
            return Self::Number { tail, year };
        }
        if CURRENCIES.contains(&word) {
            return Self::Currency;
        }
        if word == "+" {
            return Self::Plus;
        }
        if matches!(word, "%" | ")" | ")%" | "%)") {
            return Self::Tail;
        }
        if mark(word) { Self::Mark } else { Self::Plain }
    }

    /// The same of a word that begins with a letter, and no sign of currency: most words are none but plain.
    fn of_letters(word: &str) -> Self {
        match word {
            _ if word.len() > LONGEST => Self::Plain,
            "bps" | "x" | "pts" | "pt" | "ppts" | "ppt" | "pp" | "pts." | "points" | "million" | "billion" => Self::Unit,
            "up" | "down" | "Up" | "Down" => Self::Direction,
            _ if word.len() <= 4 && NOTHINGS.iter().any(|n| word.eq_ignore_ascii_case(n)) => Self::NotMeaningful,
            _ => Self::Plain,
        }
    }
}

/// `*`, `**`, `†`, `(a)`, `(12)`, `[1]`: also several in a row.
pub fn mark(word: &str) -> bool {
    let mut rest = word.trim_start_matches(['*', '†', '‡', '^']);
    while let Some(inner) = rest.strip_prefix(['(', '[']) {
        let Some(end) = inner.find([')', ']']) else { return false };
        if end == 0 || end > 2 || !inner[..end].chars().all(|c| c.is_ascii_alphanumeric()) {
            return false;
        }
        rest = inner[end + 1..].trim_start_matches(',');
    }
    rest.is_empty() && !word.is_empty()
}

fn dash(word: &str) -> bool {
    let inner = word.trim_start_matches(['$', '(']).trim_end_matches(['%', ')', '*']);
    let bare = inner.trim_matches(is_dash);
    let dashes = inner.chars().filter(|&c| is_dash(c)).count();
    (bare.is_empty() || bare == "0" && inner.starts_with(is_dash) && inner.ends_with(is_dash)) && (1..=4).contains(&dashes)
}

/// A whole number with its marks: the length of what follows the last digit, and whether it may be a year.
pub(super) fn number(word: &str) -> Option<(usize, bool)> {
    let core = word.trim_start_matches(|c| matches!(c, '(' | '+' | '<' | '>') || is_dash(c) || currency_char(c));
    let core = core.strip_prefix("US$").or_else(|| core.strip_prefix("C$")).unwrap_or(core);
    let end = core.bytes().position(|b| !(b.is_ascii_digit() || b == b',' || b == b'.')).unwrap_or(core.len());
    let (digits, tail) = core.split_at(end);
    // a cent sign in plain letters
    let cents = tail == "c" && digits.contains('.');
    if !well_formed(digits) || !tail_fits(tail) && !cents {
        return None;
    }
    let bare = core.len() == word.len() && (tail.is_empty() || mark(tail));
    let year = bare && digits.len() == 4 && digits.parse::<u32>().is_ok_and(|y| (1985..2050).contains(&y));
    Some((tail.len(), year))
}

fn currency_char(c: char) -> bool {
    matches!(c, '$' | '€' | '£' | '¥')
}

pub(super) fn well_formed(digits: &str) -> bool {
    let bytes = digits.as_bytes();
    let points = bytes.iter().filter(|&&b| b == b'.').count();
    let last_is_digit = bytes.last().is_some_and(u8::is_ascii_digit);
    // postal codes, telephone and file numbers
    let code = bytes.len() > 1 && bytes.iter().all(u8::is_ascii_digit) && (bytes[0] == b'0' || bytes.len() > 9);
    // a scale: `(000,000)`
    let scale = bytes.first() == Some(&b'0') && bytes.contains(&b',');
    last_is_digit && !code && !scale && points <= 1 && bytes[0] != b',' && !bytes.windows(2).any(|pair| pair == b",,") && digits.len() < 28
}

fn tail_fits(tail: &str) -> bool {
    let rest = tail.trim_start_matches([')', '%', '¢']);
    let rest = rest.strip_prefix('x').unwrap_or(rest);
    // a ratio: `1.9:1`
    let rest = [":1.00", ":1.0", ":1"].iter().find_map(|one| rest.strip_prefix(one)).unwrap_or(rest);
    rest.is_empty() || mark(rest) || rest.chars().count() == 1 && rest.starts_with(is_dash)
}

/// The words of a line, tags of the SGML kind and dot leaders left out.
pub fn words(page: &str, line: Range<usize>) -> Vec<Word> {
    let (start, mut column, mut end) = (line.start, 0, line.start);
    let each_takes_a_column = is_plain(&page[line.clone()]);
    let mut finder = Finder { page, line: line.clone(), spaced: None, found: Vec::with_capacity(16) };
    for word in super::page::words(page, line) {
        let (from, to) = if each_takes_a_column {
            ((word.start - start) as u32, (word.end - start) as u32)
        } else {
            let from = column_behind(&page[end..word.start], column);
            column = column_behind(&page[word.clone()], from);
            // a mark without width at its end still ends it
            (from, column + u32::from(page[word.clone()].ends_with(WITHOUT_WIDTH)))
        };
        end = word.end;
        finder.take(Word { start: word.start, end, from, to, kind: WordKind::Plain });
    }
    finder.found
}

/// The words of a line in the making.
struct Finder<'a> {
    page: &'a str,
    line: Range<usize>,
    /// Whether dots stand apart from each other on the line, once that was asked: `. . .`.
    spaced: Option<bool>,
    found: Vec<Word>,
}

impl Finder<'_> {
    /// Takes what stands between blanks: without bars, leaders and tags, and in parts where it is several.
    fn take(&mut self, mut word: Word) {
        // most words are letters and digits, with nothing to take off and nothing to part
        let text = &self.page[word.start..word.end];
        if text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b',') {
            return match glued::run_in(text) {
                None => self.push(word),
                Some(at) => self.push_parted(word, at),
            };
        }
        without_bars(self.page, &mut word);
        let text = &self.page[word.start..word.end];
        let Some(last) = text.bytes().next_back() else { return };
        if !last.is_ascii_alphanumeric() {
            let bare = text.trim_end_matches(['.', '…', '_']);
            let dots = text.len() - bare.len();
            if is_tag(text) || bare.is_empty() && (dots >= 2 || self.is_spaced()) {
                return;
            }
            if dots >= 2 {
                word.end = word.start + bare.len();
                word.to = word.from + bare.chars().count() as u32;
            }
        }
        self.part(word);
    }

    fn is_spaced(&mut self) -> bool {
        let (page, line) = (self.page, &self.line);
        *self.spaced.get_or_insert_with(|| {
            let dots = || super::page::words(page, line.clone()).map(|word| &page[word] == ".");
            dots().zip(dots().skip(1)).any(|pair| pair == (true, true))
        })
    }

    /// Parts figures that are printed without a blank between them, `$(2,365)$(2,007)`, `(1,234)(1,100)`, and a figure from the leader that
    /// touches it.
    fn part(&mut self, mut word: Word) {
        // most words have neither a leader nor a seam
        let text = &self.page[word.start..word.end];
        if !text.bytes().any(|b| matches!(b, b'.' | b'_' | b'-' | b'$' | b'(') || !b.is_ascii()) {
            return self.push(word);
        }
        if let Some(at) = glued::run_in(text) {
            return self.push_parted(word, at);
        }
        if let Some(leader) = glued::leader(text) {
            let (label, figure) = self.cut(word, leader.start);
            if leader.start > 0 {
                self.push(label);
            }
            word = self.cut(figure, leader.len()).1;
        }
        while let Some(at) = glued::seam(&self.page[word.start..word.end]) {
            let (first, rest) = self.cut(word, at);
            self.push(first);
            word = rest;
        }
        self.push(word);
    }

    /// A word in two, the second from this byte of it.
    fn cut(&self, word: Word, at: usize) -> (Word, Word) {
        let middle = word.start + at;
        let column = word.from + self.page[word.start..middle].chars().count() as u32;
        (Word { end: middle, to: column, ..word }, Word { start: middle, from: column, ..word })
    }

    fn push_parted(&mut self, word: Word, at: usize) {
        let (label, figure) = self.cut(word, at);
        self.push(label);
        self.push(figure);
    }

    fn push(&mut self, word: Word) {
        self.found.push(Word { kind: WordKind::of(&self.page[word.start..word.end]), ..word });
    }
}

/// Whether each byte of a stretch takes one column.
fn is_plain(stretch: &str) -> bool {
    stretch.is_ascii() && !stretch.as_bytes().contains(&b'\t')
}

/// The column behind a stretch that begins in a column.
fn column_behind(stretch: &str, column: u32) -> u32 {
    if is_plain(stretch) {
        return column + stretch.len() as u32;
    }
    stretch.chars().fold(column, |column, c| match c {
        '\t' => (column / TAB + 1) * TAB,
        c if WITHOUT_WIDTH.contains(&c) => column,
        _ => column + 1,
    })
}

/// Takes bars drawn between columns off a word: `2004|`.
fn without_bars(page: &str, word: &mut Word) {
    let text = &page[word.start..word.end];
    if !text.starts_with('|') && !text.ends_with('|') {
        return;
    }
    let inner = text.trim_end_matches('|');
    (word.end, word.to) = (word.start + inner.len(), word.from + inner.chars().count() as u32);
    let bars = inner.len() - inner.trim_start_matches('|').len();
    (word.start, word.from) = (word.start + bars, word.from + bars as u32);
}

/// `<S>`, `<C>`, `</TABLE>`, `<F1>`: a tag of the kind that EDGAR's text pages carry.
pub fn is_tag(word: &str) -> bool {
    let inner = word.strip_prefix('<').and_then(|w| w.strip_suffix('>'));
    inner.is_some_and(|i| {
        let name = i.trim_start_matches('/');
        !name.is_empty() && name.len() <= 8 && name.bytes().all(|b| b.is_ascii_alphanumeric())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds() {
        for word in [
            "1,234", "$1,234", "(1,234)", "$(0.01)", "($.21)", "21.2%", "-28.9%", ".63", "1,234-", "1.2x", "5,060*", "12%(a)", "(139.0)%",
            "1.9:1",
        ] {
            assert!(matches!(WordKind::of(word), WordKind::Number { year: false, .. }), "{word}");
        }
        assert_eq!(WordKind::of("2004"), WordKind::Number { tail: 0, year: true });
        assert_eq!(WordKind::of("(1)"), WordKind::Number { tail: 1, year: false });
        for word in ["31,", "3/25/2023", "1-4", "408-435", "6,736,000.", "Q4", "401k", "", "4:15", "12th", "1,"] {
            assert!(!matches!(WordKind::of(word), WordKind::Number { .. }), "{word}");
        }
        for word in ["-", "--", "---", "—", "—%", "-0-", "$—", "(--)"] {
            assert_eq!(WordKind::of(word), WordKind::Dash, "{word}");
        }
        assert_eq!(WordKind::of("------"), WordKind::Plain);
        assert_eq!(WordKind::of("N/M"), WordKind::NotMeaningful);
        assert_eq!(WordKind::of("(A)"), WordKind::Mark);
    }

    #[test]
    fn bars_between_columns() {
        let cut =
            |line: &str| words(line, 0..line.len()).into_iter().map(|w| (line[w.start..w.end].to_owned(), w.from)).collect::<Vec<_>>();
        let word = |text: &str, from| (text.to_owned(), from);
        assert_eq!(cut("Sales | 1,200 |2003|"), [word("Sales", 0), word("1,200", 8), word("2003", 15)]);
    }

    #[test]
    fn tabs_and_leaders() {
        let line = "a\tRevenues..... 12 <C> . . . 3";
        let found: Vec<_> = words(line, 0..line.len()).into_iter().map(|w| (&line[w.start..w.end], w.from, w.to)).collect();
        assert_eq!(found, [("a", 0, 1), ("Revenues", 8, 16), ("12", 22, 24), ("3", 35, 36)]);
    }
}
