//! Words as a reader sees them (entities decoded, blanks folded) with the way back to the source, byte for byte.

use std::ops::Range;

use crate::source::Span;

/// A stretch of normalised text that knows where each of its pieces stands in the source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    string: String,
    runs: Runs,
}

/// The runs of a text: most texts are one, and a page has very many of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum Runs {
    #[default]
    None,
    One(Run),
    /// Two or more.
    Many(Vec<Run>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Run {
    /// Offset in `string` where the run begins; it ends where the next begins.
    at: u32,
    span: Span,
    /// Whether the source holds the very bytes of `string`, so that offsets inside the run carry over.
    verbatim: bool,
}

impl Runs {
    fn as_slice(&self) -> &[Run] {
        match self {
            Self::None => &[],
            Self::One(run) => std::slice::from_ref(run),
            Self::Many(runs) => runs,
        }
    }

    fn last_mut(&mut self) -> Option<&mut Run> {
        match self {
            Self::None => None,
            Self::One(run) => Some(run),
            Self::Many(runs) => runs.last_mut(),
        }
    }

    fn push(&mut self, run: Run) {
        match self {
            Self::None => *self = Self::One(run),
            Self::One(first) => *self = Self::Many(vec![*first, run]),
            Self::Many(runs) => runs.push(run),
        }
    }
}

impl Text {
    /// Makes a text of source bytes as they stand.
    pub fn verbatim(string: &str, start: usize) -> Self {
        let mut text = Self::default();
        text.push(string, start);
        text
    }

    /// Makes a text of source bytes as they stand, each run of white space folded to one blank and the ends trimmed.
    pub fn folded(string: &str, start: usize) -> Self {
        let mut text = Self::default();
        text.push_folded(string, start);
        text
    }

    /// Appends source bytes as they stand.
    pub fn push(&mut self, string: &str, start: usize) {
        if string.is_empty() {
            return;
        }
        let at = self.string.len();
        let continues = |r: &&mut Run| r.verbatim && r.span.end as usize == start && at - r.at as usize == r.span.len();
        match self.runs.last_mut().filter(continues) {
            Some(run) => run.span.end += string.len() as u32,
            None => self.runs.push(Run { at: at as u32, span: Span::new(start, start + string.len()), verbatim: true }),
        }
        self.string.push_str(string);
    }

    /// Appends words that the source writes otherwise: a decoded entity, a folded blank.
    pub fn push_decoded(&mut self, string: &str, span: Span) {
        if !string.is_empty() {
            self.runs.push(Run { at: self.string.len() as u32, span, verbatim: false });
            self.string.push_str(string);
        }
    }

    /// Appends source bytes with white space folded; a blank joins them to what stands before.
    pub fn push_folded(&mut self, string: &str, start: usize) {
        if is_folded(string) {
            return self.push_words(string, start);
        }
        let mut words = words(string).peekable();
        while let Some(mut piece) = words.next() {
            // words with one blank between them stand as they are
            while let Some(next) = words.next_if(|next| next.start == piece.end + 1 && string.as_bytes()[piece.end] == b' ') {
                piece.end = next.end;
            }
            self.push_words(&string[piece.clone()], start + piece.start);
        }
    }

    /// Appends source bytes as they stand; a blank joins them to what stands before.
    fn push_words(&mut self, string: &str, start: usize) {
        if !self.string.is_empty() && !self.string.ends_with(' ') {
            let from = self.runs().last().map_or(start, |r| r.span.end as usize).min(start);
            self.push_blank(Span::new(from, start));
        }
        self.push(string, start);
    }

    fn push_blank(&mut self, span: Span) {
        if span.len() == 1 { self.push(" ", span.start as usize) } else { self.push_decoded(" ", span) }
    }

    /// Appends another text, a blank between the two.
    pub fn join(&mut self, other: &Self) {
        if self.string.is_empty() {
            return self.clone_from(other);
        }
        if let (false, Some(next)) = (other.is_empty(), other.span()) {
            let end = self.runs().last().map_or(next.start, |r| r.span.end);
            self.push_decoded(" ", Span { start: end.min(next.start), end: next.start.max(end.min(next.start)) });
            self.glue(other);
        }
    }

    /// Appends another text with nothing between the two.
    pub fn glue(&mut self, other: &Self) {
        let base = self.string.len() as u32;
        self.string.push_str(&other.string);
        other.runs().iter().for_each(|r| self.runs.push(Run { at: r.at + base, ..*r }));
    }

    /// The words.
    pub fn as_str(&self) -> &str {
        &self.string
    }

    /// Whether there are no words.
    pub fn is_empty(&self) -> bool {
        self.string.is_empty()
    }

    /// Where the whole text stands: from its first byte to its last. `None` when empty.
    pub fn span(&self) -> Option<Span> {
        Some(self.runs().first()?.span.cover(self.runs().last()?.span))
    }

    /// Where a part of the text stands in the source; `range` is in bytes of [`as_str`](Self::as_str).
    ///
    /// # Panics
    /// If the range is empty or runs over the end.
    pub fn span_of(&self, range: Range<usize>) -> Span {
        assert!(range.start < range.end && range.end <= self.string.len(), "no text at {range:?}");
        let first = self.run_at(range.start);
        let last = self.run_at(range.end - 1);
        let start = if first.verbatim { first.span.start + (range.start as u32 - first.at) } else { first.span.start };
        let end = if last.verbatim { last.span.start + (range.end as u32 - last.at) } else { last.span.end };
        Span { start: start.min(end), end }
    }

    fn run_at(&self, offset: usize) -> Run {
        self.runs()[self.runs().partition_point(|r| r.at as usize <= offset) - 1]
    }

    fn runs(&self) -> &[Run] {
        self.runs.as_slice()
    }

    /// A part of the text as a text of its own.
    pub fn slice(&self, range: Range<usize>) -> Self {
        if range.is_empty() {
            return Self::default();
        }
        let first = self.runs().partition_point(|r| r.at as usize <= range.start) - 1;
        let mut runs = Runs::None;
        for (i, r) in self.runs()[first..].iter().enumerate().take_while(|(_, r)| (r.at as usize) < range.end) {
            let begin = (r.at as usize).max(range.start);
            let next = self.runs().get(first + i + 1).map_or(self.string.len(), |n| n.at as usize).min(range.end);
            runs.push(Run { at: (begin - range.start) as u32, span: self.span_of(begin..next), verbatim: r.verbatim });
        }
        Self { runs, string: self.string[range].to_owned() }
    }

    /// The text without blanks at its ends.
    pub fn trimmed(&self) -> Self {
        let start = self.string.len() - self.string.trim_start().len();
        let end = self.string.trim_end().len();
        if start >= end { Self::default() } else { self.slice(start..end) }
    }
}

/// Whether words end in a full stop, and not in the form of a company: "above.", not "Acme, Inc."
pub(crate) fn ends_in_full_stop(words: &str) -> bool {
    const FORMS: [&str; 6] = ["inc.", "corp.", "co.", "ltd.", "l.p.", "n.a."];
    let lower = words.trim_end().to_ascii_lowercase();
    lower.ends_with('.') && !FORMS.iter().any(|form| lower.ends_with(form))
}

/// Whether a string holds any of some words.
pub(crate) fn has_any(string: &str, words: &[&str]) -> bool {
    let searched = Searched::of(string);
    words.iter().any(|word| searched.has(word))
}

/// Where the first of some words begins in a string.
pub(crate) fn first_of(string: &str, words: &[&str]) -> Option<usize> {
    let searched = Searched::of(string);
    words.iter().filter(|word| searched.may_have(word)).filter_map(|word| string.find(word)).min()
}

/// A string that many words are searched for in. Most hold none, and lack a letter of each: that is seen before any is searched for.
#[derive(Clone, Copy)]
pub(crate) struct Searched<'a> {
    string: &'a str,
    letters: Letters,
}

impl<'a> Searched<'a> {
    /// Makes a string ready for it.
    pub(crate) fn of(string: &'a str) -> Self {
        Self::with(string, Letters::of(string))
    }

    /// A string whose letters are known.
    pub(crate) fn with(string: &'a str, letters: Letters) -> Self {
        Self { string, letters }
    }

    /// The string.
    pub(crate) fn as_str(self) -> &'a str {
        self.string
    }

    /// Whether the string holds a word.
    pub(crate) fn has(self, word: &str) -> bool {
        self.may_have(word) && self.string.contains(word)
    }

    /// Whether the string holds the letters of a word.
    pub(crate) fn may_have(self, word: &str) -> bool {
        Letters::of(word).0 & !self.letters.0 == 0
    }
}

/// The bytes of a string as a set, each as one of sixty-four kinds.
#[derive(Clone, Copy)]
pub(crate) struct Letters(u64);

impl Letters {
    /// Those of a string.
    pub(crate) fn of(string: &str) -> Self {
        Self(string.bytes().fold(0, |set, byte| set | 1 << (byte & 63)))
    }
}

/// Whether a string is words in ASCII with one blank between two of them and none at its ends, as nearly all are.
fn is_folded(string: &str) -> bool {
    let bytes = string.as_bytes();
    let ([first, rest @ ..], [.., last]) = (bytes, bytes) else { return false };
    // without a way out in the middle, many bytes are looked at together
    let odd = bytes.iter().fold(false, |any, byte| any | !matches!(byte, b' '..=b'~'));
    let doubled = bytes.iter().zip(rest).fold(false, |any, (a, b)| any | ((*a == b' ') & (*b == b' ')));
    !odd && !doubled && *first != b' ' && *last != b' '
}

/// A string without the blanks at its ends; other white space is left.
pub(crate) fn without_blanks(string: &str) -> &str {
    let bytes = string.as_bytes();
    let start = bytes.iter().position(|byte| *byte != b' ').unwrap_or(bytes.len());
    let end = bytes.iter().rposition(|byte| *byte != b' ').map_or(start, |last| last + 1);
    &string[start..end]
}

/// The words of a string by their places: those of `split_whitespace`, found byte by byte where the letters are ASCII.
pub(crate) fn words(string: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut at = 0;
    std::iter::from_fn(move || {
        at += stretch(&string[at..], true, |byte| byte == b' ');
        let start = at;
        at += stretch(&string[at..], false, |byte| matches!(byte, b'!'..=b'~'));
        (start < at).then_some(start..at)
    })
}

/// The bytes at the beginning of a string that are all blank, or all not; most are such by themselves, the others by their character.
fn stretch(string: &str, blank: bool, is_such: impl Fn(u8) -> bool) -> usize {
    let mut at = 0;
    loop {
        let rest = &string.as_bytes()[at..];
        let length = rest.iter().position(|byte| !is_such(*byte)).unwrap_or(rest.len());
        at += length;
        if rest.get(length).is_none_or(|byte| matches!(byte, b' '..=b'~')) {
            return at;
        }
        match string[at..].chars().next() {
            Some(c) if c.is_whitespace() == blank => at += c.len_utf8(),
            _ => return at,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_of_one_run_is_small() {
        assert_eq!(std::mem::size_of::<Text>(), 2 * std::mem::size_of::<String>());
    }

    #[test]
    fn a_full_stop_is_not_that_of_a_company() {
        assert!(ends_in_full_stop("above.") && ends_in_full_stop("The benefit of the adjustments. "));
        assert!(!ends_in_full_stop("Acme, Inc.") && !ends_in_full_stop("ACME CORP.") && !ends_in_full_stop("Statements of operations"));
    }

    #[test]
    fn words_are_held_where_they_are_found() {
        for string in ["", "net loss", "Net (loss)", "intérêt", "ssol", "a loss of tax"] {
            let words = ["loss", "(loss", "é", "tax", ""];
            for some in (0..words.len()).map(|from| &words[from..from + 1]).chain([&words[..4], &words[..0]]) {
                assert_eq!(has_any(string, some), some.iter().any(|word| string.contains(word)), "{string:?} {some:?}");
                assert_eq!(first_of(string, some), some.iter().filter_map(|word| string.find(word)).min(), "{string:?} {some:?}");
            }
        }
    }

    #[test]
    fn folded_words_are_told_at_a_glance() {
        assert!(["a", "net income", "Net income for the first quarter of 2004 (1)"].iter().all(|words| is_folded(words)));
        let others = ["", " ", " a", "a ", "a  b", "a\tb", "\u{e9}t\u{e9}", "net income for the first quarter of 2004\u{a0}"];
        assert!(!others.iter().any(|words| is_folded(words)));
        assert_eq!(["", "  ", " a b ", "\ta "].map(without_blanks), ["", "", "a b", "\ta"]);
    }

    #[test]
    fn words_are_those_that_blanks_part() {
        for string in ["", " ", "a", " net  income\t\u{b}for\u{a0}the \u{1c} year\u{2003}", "\u{e9}t\u{e9} \u{3000}x"] {
            assert!(words(string).map(|range| &string[range]).eq(string.split_whitespace()), "{string:?}");
        }
    }

    #[test]
    fn folded_words_point_back() {
        let source = "  net   income\n for the  year";
        let text = Text::folded(source, 0);
        assert_eq!(text.as_str(), "net income for the year");
        let span = text.span_of(4..14);
        assert_eq!(&source[span.range()], "income\n for");
        assert_eq!(text.span(), Some(Span::new(2, source.len())));
    }

    #[test]
    fn decoded_pieces_stand_for_their_whole_span() {
        let mut text = Text::verbatim("A", 0);
        text.push_decoded("&", Span::new(1, 6));
        text.push("B", 6);
        assert_eq!(text.as_str(), "A&B");
        assert_eq!(text.span_of(1..2), Span::new(1, 6));
        assert_eq!(text.slice(1..3).span(), Some(Span::new(1, 7)));
        assert_eq!(text.slice(1..3).as_str(), "&B");
    }

    #[test]
    fn joined_texts_keep_both_places() {
        let mut text = Text::verbatim("Provision", 10);
        text.join(&Text::verbatim("taxes", 40));
        assert_eq!(text.as_str(), "Provision taxes");
        assert_eq!(text.span_of(10..15), Span::new(40, 45));
    }
}
