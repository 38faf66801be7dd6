//! From a grid to a table: which rows are headers, what each column is headed by, which label each row of figures has.
//!
//! In: `Document`'s grids with the headings around them. Out: `Table`. Never: concepts, periods (those are `map`'s).

use crate::document::{Block, Document};
use crate::figure::Figure;
use crate::source::Span;
use crate::text::Text;

/// A grid understood as a table: headers apart from rows, labels whole, figures parsed.
#[derive(Clone, Debug)]
pub struct Table {
    /// Index of the grid in `Document::blocks`.
    pub block: usize,
    /// Lines that head the table, from the top: titles above the grid and title rows inside it (company, statement, scale, dates).
    pub titles: Vec<Text>,
    /// The columns of figures from left to right; the stub is not among them.
    pub columns: Vec<Column>,
    /// Rows from top to bottom, headers left out.
    pub rows: Vec<Row>,
    /// Where the grid stands.
    pub span: Span,
}

/// A column of figures.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// What stands above it, outermost spanner first: `Three Months Ended`, `March 31,`, `2004`.
    pub headers: Vec<Text>,
}

/// A row: a label and the figures beside it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The label, wrapped lines joined; empty for an unlabelled subtotal.
    pub stub: Text,
    /// Indentation level, from 0.
    pub depth: u8,
    /// What it is.
    pub kind: RowKind,
    /// One place a column.
    pub figures: Vec<Option<Figure>>,
    /// Cells that hold words instead of a figure (`N/M`, dates, ratings), one place a column.
    pub words: Vec<Option<Text>>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A heading over the rows below it.
    Section,
    /// A line of figures.
    Item,
    /// A total by its label or the rule above it.
    Total,
}

/// Makes a table of each grid that is one.
pub fn tables(document: &Document) -> Vec<Table> {
    document.blocks.iter().enumerate().filter_map(|(i, block)| if let Block::Grid(_) = block { table(document, i) } else { None }).collect()
}

fn table(_document: &Document, _block: usize) -> Option<Table> {
    None
}
