//! Tags and words to lines and tables: tag soup mended as browsers mend it, as far as a reader sees the difference.
//!
//! Elements that were never closed, closed twice or closed in the wrong order are the rule in filings. Each cell keeps a list of what is
//! open in it; a block's end closes what was opened inside, but words stay bold until `</b>`. Rows and cells end where the next begins.
//! The list and the nesting of tables are bounded, so that the cost is linear whatever the page holds.

use crate::markup::{Sink, Tag};
use crate::source::Span;

use super::elements::{Kind, kind};
use super::level::{Level, OpenTable};
use super::page::{MarkupCell, MarkupRow, Piece};
use super::sheet::Sheet;
use super::style::Change;

/// Tables inside each other; deeper ones leave their words but change nothing.
const TABLE_DEPTH: usize = 24;

/// Builds the page out of its tags and words.
pub struct Builder {
    sheet: Sheet,
    levels: Vec<Level>,
}

impl Builder {
    /// Begins a page whose classes look as its style sheet says.
    pub fn new(sheet: Sheet) -> Self {
        Self { sheet, levels: vec![Level::default()] }
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
    fn reach_table(&mut self) -> bool {
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
        self.level().table = Some(OpenTable::new(style));
    }

    /// Makes a real table of one met in preformatted text, now that a row or cell follows.
    fn settle_pre_table(&mut self) {
        if self.level().pre_table {
            self.start_table(&Tag { name: "table".to_owned(), ..Tag::default() });
        }
    }

    fn start_row(&mut self, tag: &Tag) {
        self.settle_pre_table();
        if self.reach_table() {
            let table = self.level().table.as_mut().expect("checked above");
            table.end_row();
            let change = Change::of(tag);
            table.row = Some((MarkupRow::default(), table.style.with(&change), change));
        }
    }

    fn start_cell(&mut self, tag: &Tag) {
        self.settle_pre_table();
        if !self.reach_table() {
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
        self.levels.push(Level::cell(base, cell));
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
            "br" if level.style().pre => level.pre_break(tag),
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
        let styled = self.sheet.styled(tag);
        let tag = styled.as_ref().unwrap_or(tag);
        match tag.name.as_str() {
            "table" => self.start_table(tag),
            "tr" => self.start_row(tag),
            "td" | "th" => self.start_cell(tag),
            "thead" | "tbody" | "tfoot" => {
                if self.in_cell() || self.level().table.is_some() {
                    self.reach_table();
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
                if self.reach_table() {
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
                    self.reach_table();
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

/// `colspan` and `rowspan` as browsers read them: leading digits, 1 when there are none.
fn span_number(value: &str, most: u16) -> u16 {
    let value = value.trim();
    let digits = &value[..value.bytes().take_while(u8::is_ascii_digit).count()];
    if digits.is_empty() { 1 } else { digits.parse().map_or(most, |n: u16| n.clamp(1, most)) }
}
