//! The lines of a release that a finding is about, cut to what a terminal can show.
//!
//! An HTML page may be one line of 100 kB: of a line that is too wide only the surroundings of the marks are kept.

use std::ops::Range;

use crate::diagnostic::{Diagnostic, Label};
use crate::source::{LineColumn, Source, Span};

/// Lines that follow each other, with marks in them.
#[derive(Debug, Default)]
pub struct Excerpt {
    /// The lines, cut.
    pub text: String,
    /// Number of the first line in the file.
    pub first_line: u32,
    /// The marks, as bytes of `text`.
    pub marks: Vec<Mark>,
    /// Where the main mark stands in the file.
    pub place: Option<LineColumn>,
    /// Where it would seem to stand from `text` alone; another column when its line was cut.
    pub seeming: Option<LineColumn>,
}

/// A marked stretch.
#[derive(Debug, PartialEq, Eq)]
pub struct Mark {
    /// Bytes of the excerpt.
    pub range: Range<usize>,
    /// What is said of it.
    pub label: String,
    /// Whether it is the finding's main place.
    pub primary: bool,
}

/// Marks further apart than this many lines come in excerpts of their own.
const FAR: u32 = 400;
/// A mark over more lines than this is cut to its first.
const TALL: u32 = 8;
/// Places that are shown of a finding that has many; its message says how many.
const SHOWN: usize = 10;
const CUT: &str = "...";

struct Place<'a> {
    span: Span,
    lines: Range<u32>,
    label: &'a Label,
    primary: bool,
}

/// The excerpts of a finding, the one with the main place first; `width` is the room for a line in characters.
pub fn excerpts(source: &Source, finding: &Diagnostic, width: usize) -> Vec<Excerpt> {
    let labels = finding.primary.iter().map(|label| (label, true)).chain(finding.related.iter().map(|label| (label, false)));
    let mut places: Vec<Place<'_>> = labels.take(SHOWN).map(|(label, primary)| place(source, label, primary)).collect();
    places.sort_by_key(|p| (p.span, !p.primary));
    let mut excerpts: Vec<Excerpt> =
        places.chunk_by(|a, b| b.lines.start.saturating_sub(a.lines.end) <= FAR).map(|near| excerpt(source, near, width)).collect();
    excerpts.sort_by_key(|e| e.place.is_none());
    excerpts
}

fn place<'a>(source: &Source, label: &'a Label, primary: bool) -> Place<'a> {
    let text = source.text();
    let limit = |at: u32| (0..=(at as usize).min(text.len())).rev().find(|&i| text.is_char_boundary(i)).unwrap_or(0);
    let start = limit(label.span.start);
    let end = start + text[start..limit(label.span.end).max(start)].trim_end().len();
    let (first, last) = (source.line_column(start as u32).line, source.line_column(end as u32).line);
    let line_end = |line| source.line_span(line).map_or(end, |span| span.end as usize);
    let (last, end) = if last - first >= TALL { (first, line_end(first).max(start)) } else { (last, end) };
    Place { span: Span::new(start, end), lines: first..last + 1, label, primary }
}

fn excerpt(source: &Source, places: &[Place<'_>], width: usize) -> Excerpt {
    let first = places.first().map_or(1, |p| p.lines.start);
    let last = places.iter().map(|p| p.lines.end).max().unwrap_or(first + 1);
    let mut cut = Cutter { text: String::new(), pieces: Vec::new() };
    for line in first..last {
        let marked: Vec<Span> = places.iter().filter(|p| p.lines.contains(&line)).map(|p| p.span).collect();
        cut.line(source, source.line_span(line).unwrap_or_default(), &marked, width);
    }
    let mark = |p: &Place<'_>| Mark { range: cut.range(p.span), label: p.label.text.clone(), primary: p.primary };
    let marks: Vec<Mark> = places.iter().map(mark).collect();
    let main = places.iter().zip(&marks).find(|(p, _)| p.primary);
    let place = main.map(|(p, _)| source.line_column(p.span.start));
    let seeming = main.and_then(|(_, mark)| Some(seen(&cut.text, mark.range.start, first, place?.line)));
    Excerpt { marks, first_line: first, place, seeming, text: cut.text }
}

fn seen(text: &str, at: usize, first: u32, line: u32) -> LineColumn {
    let start = text[..at].rfind('\n').map_or(0, |i| i + 1);
    debug_assert_eq!(text[..at].matches('\n').count() as u32 + first, line);
    LineColumn { line, column: text[start..at].chars().count() as u32 + 1 }
}

/// Copies lines and remembers which bytes went where.
struct Cutter {
    text: String,
    /// Bytes of the source, and where they begin in `text`.
    pieces: Vec<(Span, usize)>,
}

impl Cutter {
    fn line(&mut self, source: &Source, line: Span, marked: &[Span], width: usize) {
        let words = source.slice(line);
        let narrow = words.len() <= width || words.chars().count() <= width;
        match (narrow, marked) {
            (true, _) => self.piece(source, line),
            (false, []) => self.piece(source, Span::new(line.start as usize, boundary(source, line.start as usize + width, line))),
            (false, _) => self.windows(source, line, marked, width),
        }
        self.text.push('\n');
    }

    /// Keeps of a wide line what stands round its marks.
    fn windows(&mut self, source: &Source, line: Span, marked: &[Span], width: usize) {
        let room = (width / marked.len()).max(12);
        let mut end = line.start as usize;
        for window in marked.iter().map(|&mark| window(source, mark, line, room)) {
            let start = window.start.max(end);
            if start > end {
                self.text.push_str(CUT);
            }
            if window.end > start {
                self.piece(source, Span::new(start, window.end));
            }
            end = end.max(window.end);
        }
        if end < line.end as usize {
            self.text.push_str(CUT);
        }
    }

    fn piece(&mut self, source: &Source, span: Span) {
        self.pieces.push((span, self.text.len()));
        self.text.push_str(source.slice(span));
    }

    /// Where a span came to lie; what was cut off of it is missing.
    fn range(&self, span: Span) -> Range<usize> {
        let (start, end) = (self.offset(span.start), self.offset(span.end));
        start..end.max(start)
    }

    fn offset(&self, at: u32) -> usize {
        let before = self.pieces.partition_point(|(piece, _)| piece.start <= at);
        let Some(&(piece, start)) = before.checked_sub(1).map(|i| &self.pieces[i]) else { return 0 };
        start + (at.min(piece.end) - piece.start) as usize
    }
}

/// The stretch of a line to keep for a mark: the mark, or its beginning when it is long, with as much on both sides as there is room for.
fn window(source: &Source, mark: Span, line: Span, room: usize) -> Range<usize> {
    let mark = (mark.start.max(line.start) as usize)..(mark.end.min(line.end) as usize);
    let room = room.saturating_sub(2 * CUT.len()).max(8);
    let long = mark.len() * 2 > room;
    let end = if long { mark.start + room * 3 / 4 } else { mark.end };
    let around = room.saturating_sub(end - mark.start) / 2;
    // What a side has no use for goes to the other.
    let spare_left = around.saturating_sub(mark.start - line.start as usize);
    let spare_right = around.saturating_sub((line.end as usize).saturating_sub(end));
    boundary(source, mark.start.saturating_sub(around + spare_right), line)..boundary(source, end + around + spare_left, line)
}

/// The nearest character boundary of the line at or before an offset.
fn boundary(source: &Source, at: usize, line: Span) -> usize {
    let at = at.clamp(line.start as usize, line.end as usize);
    (line.start as usize..=at).rev().find(|&i| source.text().is_char_boundary(i)).unwrap_or(line.start as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;

    fn marked(excerpt: &Excerpt) -> Vec<&str> {
        excerpt.marks.iter().map(|mark| &excerpt.text[mark.range.clone()]).collect()
    }

    #[test]
    fn short_lines_stay_whole() {
        let source = Source::from_text("a", "one\nNet income 264\nx\nprofit of 246\n");
        let finding = Diagnostic::new(Code::ConflictingFigures, "m").at(Span::new(15, 18), "table").and_at(Span::new(31, 34), "text");
        let excerpts = excerpts(&source, &finding, 80);
        assert_eq!((excerpts.len(), excerpts[0].first_line), (1, 2));
        assert_eq!(excerpts[0].text, "Net income 264\nx\nprofit of 246\n");
        assert_eq!(marked(&excerpts[0]), ["264", "246"]);
        assert_eq!(excerpts[0].place, excerpts[0].seeming);
    }

    #[test]
    fn a_long_line_is_cut_to_windows() {
        let text = format!("{}é264{}246{}", "ä".repeat(5000), "x".repeat(5000), "y".repeat(5000));
        let (a, b) = (text.find("264").unwrap(), text.find("246").unwrap());
        let source = Source::from_text("a", text);
        let finding = Diagnostic::new(Code::ConflictingFigures, "m").at(Span::new(a, a + 3), "").and_at(Span::new(b, b + 3), "");
        let excerpts = excerpts(&source, &finding, 80);
        assert!(excerpts[0].text.chars().count() <= 81, "{}", excerpts[0].text);
        assert_eq!(marked(&excerpts[0]), ["264", "246"]);
        assert_eq!(excerpts[0].place.unwrap().column, 5002);
    }

    #[test]
    fn tall_far_and_overlong_marks_are_cut_and_split() {
        let text = format!("{}\n{}", "z".repeat(300), "row\n".repeat(2000));
        let source = Source::from_text("a", text.clone());
        let finding = Diagnostic::new(Code::UnreadFigure, "m").at(Span::new(0, 290), "").and_at(Span::new(text.len() - 40, text.len()), "");
        let excerpts = excerpts(&source, &finding, 60);
        assert_eq!(excerpts.len(), 2);
        assert!(marked(&excerpts[0])[0].len() >= 30 && excerpts[0].text.len() < 70);
        assert_eq!(marked(&excerpts[1]), ["row"]);
    }
}
