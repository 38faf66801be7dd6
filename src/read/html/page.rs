//! The page taken apart: lines, tables as written, and text that keeps its own layout.

use crate::text::Text;

use super::style::Align;

/// What stands in a page or a cell, from top to bottom.
#[derive(Debug)]
pub enum Piece {
    /// A line of words; an empty one stands for a gap.
    Line(Line),
    /// A table.
    Table(Markup),
    /// Text with columns made of blanks.
    Pre(Text),
    /// A rule across the page.
    Rule,
}

/// A line as broken by the page's author, not by its width.
#[derive(Debug, Default)]
pub struct Line {
    /// Its words.
    pub text: Text,
    /// Where it stands.
    pub align: Align,
    /// Distance from the left edge in characters.
    pub indent: u16,
    /// Bold throughout.
    pub bold: bool,
    /// Inside `h1` to `h6`.
    pub heading: bool,
    /// Nothing but a raised footnote mark.
    pub mark: bool,
    /// Parted from the line before by `<br>` alone.
    pub joined: bool,
}

/// A table as written.
#[derive(Debug, Default)]
pub struct Markup {
    /// Its rows.
    pub rows: Vec<MarkupRow>,
}

/// A row as written.
#[derive(Debug, Default)]
pub struct MarkupRow {
    /// Its cells, the empty ones too.
    pub cells: Vec<MarkupCell>,
}

/// A cell as written.
#[derive(Debug, Default)]
pub struct MarkupCell {
    /// What stands in it.
    pub flow: Vec<Piece>,
    /// Columns it covers, at least 1.
    pub columns: u16,
    /// Rows it covers, at least 1.
    pub rows: u16,
    /// A rule stands at its top.
    pub rule_above: bool,
    /// A rule stands at its bottom.
    pub rule_below: bool,
}
