//! Words of one line put together piece by piece: white space folded, footnote marks kept apart.

use crate::source::Span;
use crate::text::Text;

/// One line under construction.
#[derive(Debug, Default)]
pub struct Words {
    text: Text,
    blank: Option<Span>,
    /// Hard blanks met before the first word: they indent it.
    pub leading: u16,
    /// Letters and digits in bold, and others.
    bold: u32,
    plain: u32,
}

impl Words {
    /// Appends a piece of the page.
    pub fn push(&mut self, words: &str, span: Span, verbatim: bool, bold: bool) {
        let mut word = 0;
        for (at, c) in words.char_indices() {
            if !(is_blank(c) || is_nothing(c)) {
                continue;
            }
            self.word(&words[word..at], span, word, verbatim, bold);
            word = at + c.len_utf8();
            if is_blank(c) {
                self.blank_at(c, if verbatim { Span::new(span.start as usize + at, span.start as usize + word) } else { span });
            }
        }
        self.word(&words[word..], span, word, verbatim, bold);
    }

    fn word(&mut self, word: &str, span: Span, at: usize, verbatim: bool, bold: bool) {
        if word.is_empty() {
            return;
        }
        self.flush_blank();
        if verbatim {
            self.text.push(word, span.start as usize + at);
        } else {
            self.text.push_decoded(word, span);
        }
        let letters = word.chars().filter(|c| c.is_alphanumeric()).count() as u32;
        if bold { self.bold += letters } else { self.plain += letters }
    }

    fn flush_blank(&mut self) {
        if let Some(span) = self.blank.take().filter(|_| !self.text.is_empty()) {
            self.text.push_decoded(" ", span);
        }
    }

    fn blank_at(&mut self, c: char, span: Span) {
        if self.text.is_empty() && c == '\u{a0}' {
            self.leading = self.leading.saturating_add(1);
        }
        self.blank.get_or_insert(span);
    }

    /// Appends words of another line as they are, a blank before them or not.
    pub fn append(&mut self, other: Self, apart: bool) {
        let Some(span) = other.text.span() else { return };
        if apart {
            self.blank.get_or_insert(Span { start: span.start, end: span.start });
        }
        self.flush_blank();
        self.text.glue(&other.text);
        self.blank = other.blank.or_else(|| apart.then_some(Span { start: span.end, end: span.end }));
        (self.bold, self.plain) = (self.bold + other.bold, self.plain + other.plain);
    }

    /// Whether nothing can be seen.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The words so far.
    pub fn as_str(&self) -> &str {
        self.text.as_str()
    }

    /// Whether all letters and digits are bold.
    pub fn is_bold(&self) -> bool {
        self.plain == 0 && self.bold > 0
    }

    /// The finished text.
    pub fn into_text(self) -> Text {
        self.text
    }
}

/// Whether raised words are a footnote mark, and not the end of a word (`1st`, `TM`).
pub fn is_footnote_mark(words: &str) -> bool {
    let mut marks = words.split(['(', ')', '[', ']', ',', '*', '†', '‡', '§', '#', '+', '/', ' ']);
    marks.all(|mark| mark.is_empty() || mark.len() <= 2 && mark.bytes().all(|b| b.is_ascii_digit()) || is_letter(mark))
}

fn is_letter(mark: &str) -> bool {
    mark.len() == 1 && mark.as_bytes()[0].is_ascii_alphabetic()
}

fn is_blank(c: char) -> bool {
    c.is_whitespace() || c == '\u{3000}'
}

fn is_nothing(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{ad}' | '\u{2060}' | '\0')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_fold_and_words_point_back() {
        let source = "  net&nbsp; \n income";
        let mut words = Words::default();
        words.push("  net", Span::new(0, 5), true, true);
        words.push("\u{a0}", Span::new(5, 11), false, true);
        words.push(" \n income", Span::new(11, 20), true, true);
        assert!(words.is_bold());
        let text = words.into_text();
        assert_eq!(text.as_str(), "net income");
        assert_eq!(&source[text.span_of(4..10).range()], "income");
    }

    #[test]
    fn marks_are_told_from_endings() {
        assert!(["(1)", "1", "1,2", "*", "(a)", "(1) (2)", "†"].iter().all(|m| is_footnote_mark(m)));
        assert!(!["st", "th", "TM", "®", "2004"].iter().any(|m| is_footnote_mark(m)));
    }
}
