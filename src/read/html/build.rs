//! Tags and words to lines and tables: tag soup mended as browsers mend it, as far as a reader sees the difference.
//!
//! Elements that were never closed, closed twice or closed in the wrong order are the rule in filings. Each cell keeps a list of what is
//! open in it; a block's end closes what was opened inside, but words stay bold until `</b>`. Rows and cells end where the next begins.
//! The list and the nesting of tables are bounded, so that the cost is linear whatever the page holds.

use crate::source::Span;
use crate::text::Text;

use super::elements::{Kind, ends, kind, shields};
use super::page::{Line, Markup, MarkupCell, MarkupRow, Piece};
use super::style::{Change, Style};
use super::words::{Words, is_footnote_mark};
use crate::markup::{Sink, Tag};

/// Open elements that one cell keeps track of, and tables inside each other; deeper ones leave their words but change nothing.
const DEPTH: usize = 200;
const TABLE_DEPTH: usize = 24;

/// Builds the page out of its tags and words.
pub struct Builder {
    levels: Vec<Level>,
}

/// The page itself, or a cell: what stands in it so far, and what is open in it.
#[derive(Default)]
struct Level {
    base: Style,
    open: Vec<Open>,
    flow: Vec<Piece>,
    line: OpenLine,
    pre: Text,
    table: Option<OpenTable>,
    cell: MarkupCell,
    is_cell: bool,
    /// `<TABLE>` was met in preformatted text: the mark of a text table, unless rows follow.
    pre_table: bool,
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

#[derive(Default)]
struct OpenTable {
    rows: Vec<MarkupRow>,
    row: Option<(MarkupRow, Style, Change)>,
    style: Style,
}

impl Builder {
    /// Begins a page.
    pub fn new() -> Self {
        Self { levels: vec![Level::default()] }
    }

    /// What the page consists of.
    pub fn finish(mut self) -> Vec<Piece> {
        while self.levels.len() > 1 {
            self.end_cell();
        }
        let mut page = self.levels.pop().unwrap_or_default();
        page.end_all();
        page.flow
    }

    fn level(&mut self) -> &mut Level {
        self.levels.last_mut().expect("the page itself is never closed")
    }

    fn in_cell(&self) -> bool {
        self.levels.len() > 1
    }

    /// Ends the innermost open cell, with what is open in it.
    fn end_cell(&mut self) {
        if !self.in_cell() {
            return;
        }
        let mut level = self.levels.pop().expect("checked above");
        level.end_all();
        level.cell.flow = level.flow;
        if let Some((row, ..)) = self.level().table.as_mut().and_then(|t| t.row.as_mut()) {
            row.cells.push(level.cell);
        }
    }

    /// Makes the innermost open table the one of the current level.
    fn to_table(&mut self) -> bool {
        if self.level().table.is_none() {
            self.end_cell();
        }
        self.level().table.is_some()
    }

    fn start_table(&mut self, tag: &Tag) {
        let level = self.level();
        if level.style().pre && !std::mem::take(&mut level.pre_table) {
            level.pre_table = true;
            return level.pre_mark(tag);
        }
        if self.levels.len() > TABLE_DEPTH {
            return;
        }
        self.level().end_table();
        self.level().end_before("table");
        self.level().end_block();
        let style = self.level().style().of_table(&Change::of(tag));
        self.level().table = Some(OpenTable { style, ..OpenTable::default() });
    }

    /// Makes a real table of one met in preformatted text, now that a row or cell follows.
    fn settle_pre_table(&mut self) {
        if self.level().pre_table {
            self.start_table(&Tag { name: "table".to_owned(), ..Tag::default() });
        }
    }

    fn start_row(&mut self, tag: &Tag) {
        self.settle_pre_table();
        if self.to_table() {
            let table = self.level().table.as_mut().expect("checked above");
            table.end_row();
            let change = Change::of(tag);
            table.row = Some((MarkupRow::default(), table.style.with(&change), change));
        }
    }

    fn start_cell(&mut self, tag: &Tag) {
        self.settle_pre_table();
        if !self.to_table() {
            return;
        }
        if self.level().table.as_ref().is_some_and(|t| t.row.is_none()) {
            self.start_row(&Tag { name: "tr".to_owned(), ..Tag::default() });
        }
        let change = Change::of(tag);
        let Some((_, style, row)) = self.level().table.as_mut().and_then(|t| t.row.as_mut()) else { return };
        let number = |name: &str, most: u16| tag.attribute(name).map_or(1, |n| span_number(n, most));
        let cell = MarkupCell {
            flow: Vec::new(),
            columns: number("colspan", 400),
            rows: number("rowspan", 400),
            rule_above: change.rule_above || row.rule_above,
            rule_below: change.rule_below || row.rule_below,
        };
        let base = style.with(&change);
        self.levels.push(Level { base, cell, is_cell: true, ..Level::default() });
    }

    fn start_element(&mut self, tag: &Tag) {
        let kind = kind(&tag.name);
        let change = Change::of(tag);
        let level = self.level();
        if kind == Kind::Block {
            level.end_before(&tag.name);
            level.end_block();
            level.cell.rule_above |= change.rule_above;
            level.cell.rule_below |= change.rule_below;
        }
        level.push(&tag.name, kind, change);
    }

    fn start_void(&mut self, tag: &Tag) {
        let level = self.level();
        match tag.name.as_str() {
            "br" if level.style().pre => level.pre.push_decoded("\n", Span { start: tag.span.start, end: tag.span.start }),
            "br" => level.end_line(true),
            "hr" => {
                level.end_block();
                level.cell.rule_below = true;
                level.flow.push(Piece::Rule);
            }
            _ => {}
        }
    }
}

impl Sink for Builder {
    fn start(&mut self, tag: &Tag) {
        match tag.name.as_str() {
            "table" => self.start_table(tag),
            "tr" => self.start_row(tag),
            "td" | "th" => self.start_cell(tag),
            "thead" | "tbody" | "tfoot" => {
                if self.in_cell() || self.level().table.is_some() {
                    self.to_table();
                    self.level().end_row();
                }
            }
            "html" | "body" | "colgroup" => {}
            "s" | "c" | "caption" | "page" if self.level().style().pre => self.level().pre_mark(tag),
            name if kind(name) == Kind::Void => self.start_void(tag),
            _ => self.start_element(tag),
        }
    }

    fn end(&mut self, name: &str) {
        match name {
            "table" if self.level().pre_table => self.level().pre_table = false,
            "table" => {
                if self.to_table() {
                    self.level().end_table();
                }
            }
            "td" | "th" => {
                if self.level().table.is_none() {
                    self.end_cell();
                }
            }
            "tr" | "thead" | "tbody" | "tfoot" => {
                if self.in_cell() || self.level().table.is_some() {
                    self.to_table();
                    self.level().end_row();
                }
            }
            "html" | "body" => {}
            "br" => self.level().end_line(true),
            _ => self.level().end(name),
        }
    }

    fn words(&mut self, words: &str, span: Span, verbatim: bool) {
        self.level().words(words, span, verbatim);
    }
}

impl Level {
    fn style(&self) -> Style {
        self.open.last().map_or(self.base, |open| open.style)
    }

    fn push(&mut self, name: &str, kind: Kind, change: Change) {
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
    fn end_before(&mut self, new: &str) {
        let reach = self.open.iter().rposition(|o| shields(&o.name)).map_or(0, |i| i + 1);
        if let Some(i) = self.open[reach..].iter().position(|o| ends(new, &o.name)) {
            self.end_block();
            self.close(reach + i);
        }
    }

    fn end(&mut self, name: &str) {
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

    fn words(&mut self, words: &str, span: Span, verbatim: bool) {
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
    fn pre_mark(&mut self, tag: &Tag) {
        self.pre.push_decoded(&format!("<{}>", tag.name.to_ascii_uppercase()), tag.span);
    }

    /// Ends the line; `soft` when the block goes on behind it.
    fn end_line(&mut self, soft: bool) {
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
    fn end_block(&mut self) {
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

    fn end_all(&mut self) {
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

    fn end_row(&mut self) {
        if let Some(table) = &mut self.table {
            table.end_row();
        }
    }

    fn end_table(&mut self) {
        if let Some(mut table) = self.table.take() {
            self.end_line(false);
            self.end_pre();
            table.end_row();
            self.flow.push(Piece::Table(Markup { rows: table.rows }));
        }
    }
}

impl OpenTable {
    fn end_row(&mut self) {
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

/// `colspan` and `rowspan` as browsers read them: leading digits, 1 when there are none.
fn span_number(value: &str, most: u16) -> u16 {
    let value = value.trim();
    let digits = &value[..value.bytes().take_while(u8::is_ascii_digit).count()];
    if digits.is_empty() { 1 } else { digits.parse().map_or(most, |n: u16| n.clamp(1, most)) }
}
