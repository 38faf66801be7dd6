//! Numbers as they are printed, and what stands round them.

use std::borrow::Cow;

use super::flat::{BLOCK, CELL, Flat, LOWERED, PAGE, RAISED, ROW};

/// As much of the words round a number as its meaning can hang on.
const NEAR: usize = 64;
/// As much of a row or line as is looked at to either side.
const FAR: usize = 2000;

/// Units that stand behind the digits of a cell.
const UNITS: [&str; 15] =
    ["bp", "bps", "pt", "pts", "pp", "ppt", "ppts", "x", "cents", "days", "mm", "bn", "million", "billion", "percent"];

/// A run of digits, with the points and commas between them, in the words of a page.
#[derive(Clone, Copy)]
pub(super) struct Number<'a> {
    text: &'a str,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// Every number, in the order printed.
pub(super) fn numbers(flat: &Flat) -> impl Iterator<Item = Number<'_>> {
    let text = flat.text.as_str();
    let mut at = 0;
    std::iter::from_fn(move || {
        let digit = text.as_bytes()[at..].iter().position(u8::is_ascii_digit)? + at;
        let start = if digit > at && text.as_bytes()[digit - 1] == b'.' && !text[..digit - 1].ends_with('.') { digit - 1 } else { digit };
        let end = number_end(text.as_bytes(), digit);
        at = end;
        Some(Number { text, start, end })
    })
}

fn number_end(bytes: &[u8], mut at: usize) -> usize {
    let is_digit = |i: usize| bytes.get(i).is_some_and(u8::is_ascii_digit);
    while is_digit(at) || (matches!(bytes.get(at), Some(b'.' | b',')) && is_digit(at + 1)) {
        at += 1;
    }
    at
}

/// Whether lines and paragraphs end at it.
pub(super) fn is_line_edge(c: char) -> bool {
    matches!(c, '\n' | ROW | CELL | BLOCK | PAGE)
}

fn is_row_edge(c: char) -> bool {
    matches!(c, '\n' | ROW | PAGE)
}

impl<'a> Number<'a> {
    /// The digits as printed.
    pub(super) fn digits(self) -> &'a str {
        &self.text[self.start..self.end]
    }

    /// The number, when it is a plain whole one of at most four digits.
    pub(super) fn small(self) -> Option<u32> {
        (self.digits().len() <= 4).then(|| self.digits().parse().ok()).flatten()
    }

    /// The words before it, edges and line breaks among them.
    pub(super) fn before(self) -> &'a str {
        let from = (0..=self.start.saturating_sub(NEAR)).rev().find(|&i| self.text.is_char_boundary(i)).unwrap_or(0);
        &self.text[from..self.start]
    }

    /// The words behind it.
    pub(super) fn after(self) -> &'a str {
        let to = (self.end + NEAR).min(self.text.len());
        let to = (to..=self.text.len()).find(|&i| self.text.is_char_boundary(i)).unwrap_or(self.text.len());
        &self.text[self.end..to]
    }

    /// As far as is looked to either side.
    fn window(self) -> (usize, usize) {
        let from = (0..=self.start.saturating_sub(FAR)).rev().find(|&i| self.text.is_char_boundary(i)).unwrap_or(0);
        let to = (self.end + FAR).min(self.text.len());
        (from, (to..=self.text.len()).find(|&i| self.text.is_char_boundary(i)).unwrap_or(self.text.len()))
    }

    fn stretch(self, is_edge: impl Fn(char) -> bool) -> (usize, usize) {
        let (from, to) = self.window();
        let start = self.text[from..self.start].rfind(&is_edge).map_or(from, |i| from + i + 1);
        let end = self.text[self.end..to].find(&is_edge).map_or(to, |i| self.end + i);
        (start, end)
    }

    /// The line or paragraph that it stands in.
    pub(super) fn line(self) -> &'a str {
        let (start, end) = self.stretch(is_line_edge);
        &self.text[start..end]
    }

    /// What its line holds before it.
    pub(super) fn line_before(self) -> &'a str {
        let (start, _) = self.stretch(is_line_edge);
        &self.text[start..self.start]
    }

    /// Whether it is printed above the line.
    pub(super) fn is_raised(self) -> bool {
        let before = self.before();
        before.rfind(RAISED) > before.rfind(LOWERED) && self.after().contains(LOWERED)
    }
}

/// A cell, or what stands between wide gaps of a line.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    pub(super) text: &'a str,
    start: usize,
}

/// The row or line that the last number stood in, taken apart once for all of its numbers.
#[derive(Default)]
pub(super) struct Row<'a> {
    start: usize,
    end: usize,
    fields: Vec<Field<'a>>,
}

impl<'a> Row<'a> {
    /// The row that a number stands in, cells and columns apart, as far as is looked.
    pub(super) fn of(&mut self, number: Number<'a>) -> Cow<'_, [Field<'a>]> {
        let text = number.text;
        if !(self.start <= number.start && number.end <= self.end) {
            self.start = text[..number.start].rfind(is_row_edge).map_or(0, |i| i + 1);
            self.end = text[number.end..].find(is_row_edge).map_or(text.len(), |i| number.end + i);
            self.fields = fields(text, self.start, self.end);
        }
        let (from, to) = number.window();
        if from <= self.start && self.end <= to {
            return Cow::Borrowed(&self.fields);
        }
        let first = self.fields.partition_point(|field| field.end() <= from);
        let behind = self.fields.partition_point(|field| field.start < to);
        let seen = self.fields[first..behind].iter().map(|field| {
            let start = field.start.max(from);
            Field { text: &text[start..field.end().min(to)], start }
        });
        Cow::Owned(seen.filter(|field| !field.text.trim().is_empty()).collect())
    }
}

impl Field<'_> {
    fn end(&self) -> usize {
        self.start + self.text.len()
    }

    pub(super) fn holds(&self, number: Number<'_>) -> bool {
        self.start <= number.start && number.end <= self.start + self.text.len()
    }

    /// Whether it is printed as a figure of a table is: digits, the marks round them and perhaps a short unit, and nothing else.
    pub(super) fn is_figure(&self) -> bool {
        let edge = |c: char| c.is_whitespace() || c.is_control();
        let words = self.text.trim_matches(edge);
        let words = words.strip_prefix("US").or_else(|| words.strip_prefix("C")).unwrap_or(words);
        let unit = words.trim_end_matches('.').rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
        let has_unit = UNITS.iter().any(|known| known.eq_ignore_ascii_case(unit));
        let digits = if has_unit { words.trim_end_matches('.').trim_end_matches(unit) } else { words };
        let mark = |c: char| c.is_ascii_digit() || edge(c) || "$£€¥¢(),.%-–—−+*†[]".contains(c);
        let joined = digits.as_bytes().windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b'-' && w[2].is_ascii_digit());
        digits.contains(|c: char| c.is_ascii_digit()) && digits.chars().all(mark) && !joined
    }

    /// Whether it is an amount by its marks, and no end of a sentence.
    pub(super) fn is_amount(&self) -> bool {
        self.text.contains(['$', ',', '%', '£', '€', '¥']) && !self.text.trim_end().ends_with(['.', ',', ';'])
    }

    /// Whether it holds words.
    pub(super) fn has_words(&self) -> bool {
        self.text.chars().filter(|c| c.is_alphabetic()).count() >= 2
    }
}

fn fields(text: &str, start: usize, end: usize) -> Vec<Field<'_>> {
    let mut fields = Vec::new();
    let (mut from, mut at) = (start, start);
    let bytes = text.as_bytes();
    while at < end {
        let gap = gap(bytes, at, end);
        if gap > 0 {
            fields.push(Field { text: &text[from..at], start: from });
            from = at + gap;
        }
        at += gap.max(1);
    }
    fields.push(Field { text: &text[from..end], start: from });
    fields.retain(|field| !field.text.trim().is_empty());
    fields
}

/// How many bytes part two fields here: an edge, two blanks or more, a row of dots.
fn gap(bytes: &[u8], at: usize, end: usize) -> usize {
    let run = |byte: u8| bytes[at..end].iter().take_while(|&&b| b == byte).count();
    match bytes[at] {
        b'\t' => 1,
        b if b == CELL as u8 || b == BLOCK as u8 => 1,
        b' ' if run(b' ') >= 2 => run(b' '),
        b'.' if run(b'.') >= 3 => run(b'.'),
        _ => 0,
    }
}
