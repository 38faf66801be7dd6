//! The page itself or one cell under construction: what stands in it so far, and which elements are open in it.

use crate::markup::Tag;
use crate::source::Span;
use crate::text::Text;

use super::elements::{Kind, ends, kind, shields};
use super::page::{Line, Markup, MarkupCell, MarkupRow, Piece};
use super::style::{Change, Style};
use super::words::{Words, is_footnote_mark};

/// Open elements that one cell keeps track of; deeper ones leave their words but change nothing.
const DEPTH: usize = 200;

/// The page itself, or a cell: what stands in it so far, and what is open in it.
#[derive(Default)]
pub struct Level {
    base: Style,
    open: Vec<Open>,
    /// What stands in it.
    pub flow: Vec<Piece>,
    line: OpenLine,
    pre: Text,
    /// The table whose rows are being read.
    pub table: Option<OpenTable>,
    /// The cell that it becomes, unless it is the page.
    pub cell: MarkupCell,
    is_cell: bool,
    /// `<TABLE>` was met in preformatted text: the mark of a text table, unless rows follow.
    pub pre_table: bool,
}

struct Open {
    name: Box<str>,
    kind: Kind,
    change: Change,
    style: Style,
}

#[derive(Default)]
struct OpenLine {
    words: Words,
    raised: Words,
    style: Option<Style>,
    mark: bool,
    joined: bool,
}

/// A table under construction.
#[derive(Default)]
pub struct OpenTable {
    rows: Vec<MarkupRow>,
    /// The row whose cells are being read, the style they begin with, and what the row said of itself.
    pub row: Option<(MarkupRow, Style, Change)>,
    /// The style its rows begin with.
    pub style: Style,
}

impl Level {
    /// Begins a cell.
    pub fn cell(base: Style, cell: MarkupCell) -> Self {
        Self { base, cell, is_cell: true, ..Self::default() }
    }

    /// The style of the words that follow.
    pub fn style(&self) -> Style {
        self.open.last().map_or(self.base, |open| open.style)
    }

    /// Opens an element.
    pub fn push(&mut self, name: &str, kind: Kind, change: Change) {
        if self.open.len() >= DEPTH {
            return;
        }
        if kind == Kind::Format {
            self.forget_repeated(name, &change);
        }
        let style = self.style().with(&change);
        self.open.push(Open { name: name.into(), kind, change, style });
    }

    /// Of formats alike that were never closed, no more than three stay open.
    fn forget_repeated(&mut self, name: &str, change: &Change) {
        let alike = |open: &Open| open.kind == Kind::Format && *open.name == *name && open.change == *change;
        if self.open.iter().filter(|o| alike(o)).count() >= 3 {
            let first = self.open.iter().position(alike).expect("counted above");
            self.open.remove(first);
        }
    }

    /// Ends what can't stay open where `new` begins.
    pub fn end_before(&mut self, new: &str) {
        let reach = self.open.iter().rposition(|o| shields(&o.name)).map_or(0, |i| i + 1);
        if let Some(i) = self.open[reach..].iter().position(|o| ends(new, &o.name)) {
            self.end_block();
            self.close(reach + i);
        }
    }

    /// Closes an element, if it is open.
    pub fn end(&mut self, name: &str) {
        let kind = kind(name);
        if kind == Kind::Block {
            self.end_block();
        }
        let floor = match kind {
            Kind::Inline => self.open.iter().rposition(|o| o.kind == Kind::Block).map_or(0, |i| i + 1),
            _ => 0,
        };
        let Some(i) = self.open[floor..].iter().rposition(|o| *o.name == *name).map(|i| i + floor) else { return };
        if kind == Kind::Format {
            self.open.remove(i);
            self.restyle(i);
        } else {
            self.close(i);
            self.end_pre_unless_open();
        }
    }

    /// Closes the open element `i` and what was opened inside it, formats apart.
    fn close(&mut self, i: usize) {
        let inside = self.open.split_off(i);
        self.open.extend(inside.into_iter().skip(1).filter(|open| open.kind == Kind::Format));
        self.restyle(i);
    }

    fn restyle(&mut self, from: usize) {
        for i in from..self.open.len() {
            let outer = i.checked_sub(1).map_or(self.base, |before| self.open[before].style);
            self.open[i].style = outer.with(&self.open[i].change);
        }
    }

    /// Takes words.
    pub fn words(&mut self, words: &str, span: Span, verbatim: bool) {
        let style = self.style();
        if style.hidden {
            return;
        }
        if style.pre {
            return self.pre_words(words, span, verbatim);
        }
        if style.raised {
            return self.line.raised.push(words, span, verbatim, style.bold);
        }
        self.line.settle_raised(self.is_cell);
        let had = self.line.words.is_empty();
        self.line.words.push(words, span, verbatim, style.bold);
        if had && !self.line.words.is_empty() {
            self.line.style = Some(style);
        }
        self.line.mark &= self.line.words.is_empty() || words.trim().is_empty();
    }

    fn pre_words(&mut self, words: &str, span: Span, verbatim: bool) {
        match words {
            _ if verbatim => self.pre.push(words, span.start as usize),
            "\u{a0}" => self.pre.push_decoded(" ", span),
            _ => self.pre.push_decoded(words, span),
        }
    }

    /// The marks of text tables (`<TABLE>`, `<CAPTION>`, `<S>`, `<C>`, `<PAGE>`) stand in preformatted text as in plain text.
    pub fn pre_mark(&mut self, tag: &Tag) {
        self.pre.push_decoded(&format!("<{}>", tag.name.to_ascii_uppercase()), tag.span);
    }

    /// `<br>` in preformatted text.
    pub fn pre_break(&mut self, tag: &Tag) {
        self.pre.push_decoded("\n", Span { start: tag.span.start, end: tag.span.start });
    }

    /// Ends the line; `soft` when the block goes on behind it.
    pub fn end_line(&mut self, soft: bool) {
        self.line.settle_raised(self.is_cell);
        let line = std::mem::take(&mut self.line);
        self.line.joined = soft;
        let hard_blank = line.words.leading > 0;
        if !line.words.is_empty() || soft || hard_blank {
            let style = line.style.unwrap_or_else(|| self.style());
            self.flow.push(Piece::Line(line.finish(style)));
        }
    }

    /// Ends the line, and text that keeps its own layout.
    pub fn end_block(&mut self) {
        self.end_line(false);
        self.line.joined = false;
        self.end_pre_unless_open();
    }

    /// A block inside preformatted text is a line of it.
    fn end_pre_unless_open(&mut self) {
        if self.pre.is_empty() {
            return;
        }
        if !self.style().pre {
            self.end_pre();
        } else if let (false, Some(Span { end, .. })) = (self.pre.as_str().ends_with('\n'), self.pre.span()) {
            self.pre.push_decoded("\n", Span { start: end, end });
        }
    }

    /// Ends all that is open.
    pub fn end_all(&mut self) {
        self.end_table();
        self.end_block();
        self.end_pre();
    }

    fn end_pre(&mut self) {
        let text = std::mem::take(&mut self.pre);
        if !text.as_str().trim().is_empty() {
            self.flow.push(Piece::Pre(text));
        }
    }

    /// Ends the row that is being read.
    pub fn end_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.end_row();
        }
    }

    /// Ends the table that is being read.
    pub fn end_table(&mut self) {
        if let Some(mut table) = self.table.take() {
            self.end_line(false);
            self.end_pre();
            table.end_row();
            self.flow.push(Piece::Table(Markup { rows: table.rows }));
        }
    }
}

impl OpenTable {
    /// Begins a table.
    pub fn new(style: Style) -> Self {
        Self { style, ..Self::default() }
    }

    /// Ends the row that is being read.
    pub fn end_row(&mut self) {
        self.rows.extend(self.row.take().map(|(row, ..)| row));
    }
}

impl OpenLine {
    /// Decides what raised words are. A footnote mark is kept apart from the words before it; in a cell, where it would stand beside a
    /// figure or a label, it is left out unless it is all there is. The end of a word (`1st`) stays with it.
    fn settle_raised(&mut self, in_cell: bool) {
        if self.raised.is_empty() {
            return;
        }
        let raised = std::mem::take(&mut self.raised);
        let first = self.words.is_empty();
        if !is_footnote_mark(raised.as_str()) {
            self.words.append(raised, false);
        } else if first || !in_cell {
            self.words.append(raised, true);
            self.mark = first;
        }
    }

    fn finish(self, style: Style) -> Line {
        let indent = (style.indent + style.first).max(0.0) + f32::from(self.words.leading);
        Line {
            align: style.align,
            indent: indent.round().min(200.0) as u16,
            bold: self.words.is_bold(),
            heading: style.heading,
            mark: self.mark,
            joined: self.joined,
            text: self.words.into_text(),
        }
    }
}
