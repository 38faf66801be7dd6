//! Cuts a page into lines and tells what each is: blank, a rule, the end of a page, a tag, a row with figures, words.

use std::ops::Range;

use super::chunk::{Chunk, ChunkKind, push_chunks};
use super::page::Page;
use super::word::is_tag;
use crate::text::without_blanks;

/// A line longer than this in bytes is running text, however it looks.
const LONGEST: usize = 1200;

/// What begins in the columns to the left of it is a label.
const BESIDE_STUB: u32 = 24;

/// A printed line, without its line break.
#[derive(Clone, Copy, Debug)]
pub struct Line {
    /// First byte of the page that is not blank.
    pub start: u32,
    /// One past the last that is not blank.
    pub end: u32,
    /// Where the line begins; columns count from here.
    pub head: u32,
    /// Column of the first word.
    pub from: u16,
    /// One past the column of the last.
    pub to: u16,
    /// Column where the first figure begins.
    pub left: u16,
    /// How many figures stand in the line, years left out.
    pub figures: u8,
    /// What it is.
    pub class: Class,
    /// Its first chunk among those of the page.
    first: u32,
    /// How many it has.
    count: u32,
}

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// Nothing but blanks.
    Blank,
    /// `-----  =====`.
    Rule,
    /// The page ends here: a form feed, `<PAGE>`, `- more -`.
    Break,
    /// `<TABLE>`, `</TABLE>` and other tags alone on the line.
    Tag,
    /// Furniture of the page: a page number, a running head.
    Furniture,
    /// A line with figures.
    Row,
    /// A line of words.
    Words,
}

impl Line {
    /// The bytes of the page.
    pub fn range(&self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The words as they stand.
    pub fn text<'a>(&self, page: &Page<'a>) -> &'a str {
        &page.words[self.range()]
    }

    /// The chunks of the line, columns counted from the line's head.
    pub fn chunks<'a>(&self, page: &Page<'a>) -> &'a [Chunk] {
        self.among(page.chunks)
    }

    fn among<'a>(&self, chunks: &'a [Chunk]) -> &'a [Chunk] {
        &chunks[self.first as usize..][..self.count as usize]
    }

    /// Whether something stands on it.
    pub fn is_printed(&self) -> bool {
        matches!(self.class, Class::Row | Class::Words)
    }
}

/// The lines of a page, and what stands on them; a form feed makes a line of its own.
pub fn lines(page: &Page) -> (Vec<Line>, Vec<Chunk>) {
    let bytes = page.words.as_bytes();
    let (mut found, mut chunks) = (Vec::new(), Vec::new());
    let mut start = 0;
    for at in memchr::memchr3_iter(b'\n', b'\x0c', b'\r', bytes) {
        let feed = bytes[at] == b'\x0c';
        // CRLF is one line break, and a form feed in front of a line makes no blank line
        if !(at == start && (feed || bytes[at] == b'\n' && at > 0 && bytes[at - 1] == b'\r')) {
            let mut line = line(page, start..at, &mut chunks);
            if found.last().is_some_and(|above| underlines(page, &chunks, above, &line)) {
                line = Line { class: Class::Rule, figures: 0, left: u16::MAX, ..line };
            }
            found.push(line);
        }
        if feed {
            found.push(Line { class: Class::Break, ..empty(at) });
        }
        start = at + 1;
    }
    if start < bytes.len() {
        found.push(line(page, start..bytes.len(), &mut chunks));
    }
    (found, chunks)
}

/// Whether a line of dashes draws short rules under the words of the line above, each as wide as its word: `--` under "At" is no figure.
fn underlines(page: &Page, chunks: &[Chunk], above: &Line, line: &Line) -> bool {
    let dashes = || line.text(page).bytes().all(|b| matches!(b, b'-' | b' '));
    if line.class != Class::Row || above.class != Class::Words || !dashes() {
        return false;
    }
    let (words, drawn) = (above.among(chunks), line.among(chunks));
    let alike = |(word, piece): (&Chunk, &Chunk)| (word.from, word.to) == (piece.from, piece.to);
    drawn.len() > 1
        && drawn.len() == words.len()
        && drawn.iter().all(|piece| piece.to - piece.from >= 2)
        && words.iter().zip(drawn).all(alike)
}

/// Takes a blank line out behind every line of a page that is printed with double space, so that what belongs together stands together.
pub fn close_up(lines: &mut Vec<Line>) {
    let stands = |l: &Line| !matches!(l.class, Class::Blank | Class::Break);
    let printed = lines.iter().filter(|l| stands(l)).count();
    let adjoining = lines.windows(2).filter(|pair| stands(&pair[0]) && stands(&pair[1])).count();
    if printed < 20 || adjoining * 20 > printed {
        return;
    }
    let mut after_print = false;
    lines.retain(|line| {
        let spare = after_print && line.class == Class::Blank;
        after_print = stands(line);
        !spare
    });
}

fn empty(at: usize) -> Line {
    let at = at as u32;
    Line { start: at, end: at, head: at, from: 0, to: 0, left: u16::MAX, figures: 0, class: Class::Blank, first: 0, count: 0 }
}

fn line(page: &Page, range: Range<usize>, chunks: &mut Vec<Chunk>) -> Line {
    let range = without_dash_escape(page, range);
    let words = without_blanks(&page.words[range.clone()]).trim();
    if words.is_empty() {
        return empty(range.start);
    }
    let start = words.as_ptr() as usize - page.words.as_ptr() as usize;
    let end = start + words.len();
    let mut line = Line { start: start as u32, end: end as u32, ..empty(range.start) };
    line.class = class(words);
    if line.class == Class::Words {
        let first = chunks.len();
        if line.end - line.head <= LONGEST as u32 {
            push_chunks(page.words, line.head as usize..end, chunks);
        }
        (line.first, line.count) = (first as u32, (chunks.len() - first) as u32);
        measure(page, &mut line, &chunks[first..]);
    }
    line
}

/// Privacy-enhanced mail writes a line that begins with a dash as `- -...`; the first dash and blank are not the page's.
fn without_dash_escape(page: &Page, range: Range<usize>) -> Range<usize> {
    let escaped = page.words[range.clone()].starts_with("- -");
    if escaped { range.start + 2..range.end } else { range }
}

fn class(words: &str) -> Class {
    if is_rule(words) {
        Class::Rule
    } else if words.get(..6).is_some_and(|head| head.eq_ignore_ascii_case("<page>")) {
        Class::Break
    } else if words.starts_with('<') && words.len() < 200 && words.split_whitespace().all(is_tag) {
        Class::Tag
    } else {
        Class::Words
    }
}

/// Runs of `-`, `=`, `_` or `*` only, one of them three long at least.
fn is_rule(words: &str) -> bool {
    let mark = |b: u8| matches!(b, b'-' | b'=' | b'_' | b'~');
    let drawn = |c: char| matches!(c, '-' | '=' | '_' | '~' | ' ' | '\t' | '|' | '+' | '─' | '═' | '—' | '–' | '\u{a0}');
    words.bytes().next().is_some_and(|b| mark(b) || b >= 0x80)
        && words.chars().all(drawn)
        && (words.as_bytes().windows(3).any(|w| mark(w[0]) && w[0] == w[1] && w[1] == w[2])
            || words.contains("———")
            || words.contains("──"))
}

fn measure(page: &Page, line: &mut Line, chunks: &[Chunk]) {
    let clamp = |column: u32| column.min(u32::from(u16::MAX) - 1) as u16;
    let Some((first, last)) = chunks.first().zip(chunks.last()) else {
        (line.from, line.to) = (0, clamp(line.end - line.head));
        return;
    };
    (line.from, line.to) = (clamp(first.from), clamp(last.to));
    let figures = chunks.iter().filter(|c| matches!(c.kind, ChunkKind::Figure | ChunkKind::Dash)).count();
    let soft = chunks.iter().filter(|c| c.kind == ChunkKind::NotMeaningful).count();
    let numeric = figures > 0 && !is_page_mark(chunks) && !is_marked_header(page, chunks) || soft > 1 && chunks.len() > soft;
    if numeric {
        line.figures = (figures + soft).min(255) as u8;
        line.left = chunks.iter().find(|c| c.is_figure()).map_or(u16::MAX, |c| clamp(c.from));
        line.class = Class::Row;
    }
}

/// Whether years and words stand over columns, and the mark of a footnote behind them is the only figure: `2004  Revenues  2003  Revenues  (1)`.
fn is_marked_header(page: &Page, chunks: &[Chunk]) -> bool {
    let Some((last, heads)) = chunks.split_last().filter(|(last, heads)| last.is_figure() && heads.len() >= 2) else { return false };
    // "in US $ (1)"
    let mark = page.words[last.range()].trim_start_matches(['$', ' ']);
    let raised = || super::word::mark(mark) && mark.starts_with('(');
    let over = |c: &Chunk| matches!(c.kind, ChunkKind::Words | ChunkKind::Year) && c.from >= BESIDE_STUB;
    heads.iter().all(over) && raised()
}

/// A lone bullet or dash before words is no figure.
fn is_page_mark(chunks: &[Chunk]) -> bool {
    let figures = chunks.iter().filter(|c| c.is_figure()).count();
    let bullet = chunks[0].is_figure() && chunks[0].end - chunks[0].start <= 4 && !matches!(chunks[0].kind, ChunkKind::Year);
    figures == 1 && bullet && chunks.len() > 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Source, Span};

    #[test]
    fn short_rules_under_words_are_no_figures() {
        let classes = |text: &str| {
            let source = Source::from_text("", text);
            lines(&Page::of_source(&source, Span::new(0, text.len()))).0.iter().map(|line| line.class).collect::<Vec<_>>()
        };
        assert_eq!(classes("              At       At\n              --       --\n"), [Class::Words, Class::Rule]);
        assert_eq!(classes("Effect of     it       all\n change       --       --\n")[1], Class::Row);
        assert_eq!(classes("              At       At\n               -        -\n")[1], Class::Row);
    }

    #[test]
    fn a_mark_behind_years_makes_no_row() {
        let class = |text: &str| {
            let source = Source::from_text("", text);
            lines(&Page::of_source(&source, Span::new(0, text.len()))).0[0].class
        };
        assert_eq!(class("                                2014   Revenues   2013   Revenues   in US $   (1)"), Class::Words);
        assert_eq!(class("Ratings changed                 Baa    Ba         (1)"), Class::Row);
        assert_eq!(class("                                2014   2013       (1)  (2)"), Class::Row);
    }
}
