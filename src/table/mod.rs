//! From a grid to a table: which rows are headers, what each column is headed by, which label each row of figures has.
//!
//! In: `Document`'s grids with the headings around them. Out: `Table`. Never: concepts, periods (those are `map`'s).

mod assemble;
mod fold;
mod header;
mod label;
mod mark;
mod panel;
mod percent;
mod scale;
mod seam;
mod stub;
mod title;
mod turned;
mod words;
mod wrap;
mod zone;

#[cfg(test)]
pub(crate) use assemble::fixture::grid as fixture;
pub(crate) use label::bare;
pub use scale::Scale;
pub(crate) use scale::{is_remark_on_currency, of_all_amounts as currency_of_all_amounts};

use crate::document::{Block, Document};
use crate::figure::Figure;
use crate::source::Span;
use crate::text::Text;

/// A grid understood as a table: headers apart from rows, labels whole, figures parsed.
#[derive(Clone, Debug)]
pub struct Table {
    /// Index of the grid in `Document::blocks`; of the first one, where a page break cuts the table. Several tables share a grid whose
    /// headers change half way.
    pub block: usize,
    /// Lines that head the table, from the top: titles above the grid, title rows inside it, captions beside its headers (company,
    /// statement, scale, dates).
    pub titles: Vec<Text>,
    /// The columns of figures from left to right; the stub is not among them.
    pub columns: Vec<Column>,
    /// Rows from top to bottom, headers left out.
    pub rows: Vec<Row>,
    /// Footnotes and long remarks printed under or between the rows.
    pub notes: Vec<Text>,
    /// What titles, captions and notes say about scale and currency.
    pub scale: Scale,
    /// Where the table stands.
    pub span: Span,
}

/// A column of figures.
#[derive(Clone, Debug, Default)]
pub struct Column {
    /// What stands above it, outermost spanner first: `Three Months Ended`, `March 31,`, `2004`. One printed header may come in several
    /// pieces, one a line.
    pub headers: Vec<Text>,
    /// Its own scale, where its header states one: `(millions)`.
    pub scale: Option<Scale>,
}

impl Column {
    /// All that stands above the column, joined with blanks: `Three Months Ended March 31, 2004`.
    pub fn heading(&self) -> String {
        self.headers.iter().map(Text::as_str).collect::<Vec<_>>().join(" ")
    }
}

/// A row: a label and the figures beside it.
#[derive(Clone, Debug)]
pub struct Row {
    /// The label, wrapped lines joined, leaders and footnote marks cut off; empty for an unlabelled subtotal.
    pub stub: Text,
    /// Indentation level, from 0.
    pub depth: u8,
    /// What it is.
    pub kind: RowKind,
    /// Whether a rule stands above its figures.
    pub rule_above: bool,
    /// Whether an empty line stands above it.
    pub gap_above: bool,
    /// Its own scale, where its label or the section it stands in states one: `Shares (in thousands)`.
    pub scale: Option<Box<Scale>>,
    /// One place a column.
    pub figures: Vec<Option<Figure>>,
    /// Cells that hold words instead of a figure (`N/M`, dates, ratings), one place a column.
    pub words: Vec<Option<Box<Text>>>,
}

impl Row {
    /// Whether any cell holds a figure.
    pub fn has_figures(&self) -> bool {
        self.figures.iter().any(Option::is_some)
    }
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// A heading over the rows below it.
    Section,
    /// A line of figures.
    Item,
    /// A total by its label, by the rule above it or by having no label.
    Total,
}

/// Makes the tables of a document: one of each grid that is one, two where a grid's headers change half way, one of two grids that a page
/// break parts. Grids that hold no figures in columns give none.
pub fn tables(document: &Document) -> Vec<Table> {
    let mut tables = Vec::new();
    for (block, content) in document.blocks.iter().enumerate() {
        if let Block::Grid(grid) = content {
            assemble::push_tables(&document.blocks, block, grid, &mut tables);
        }
    }
    mark::strip(document, &mut tables);
    tables.iter_mut().flat_map(|table| &mut table.columns).flat_map(|c| &mut c.headers).for_each(|header| *header = label::clean(header));
    tables.iter_mut().for_each(fold::drop_separators);
    tables.iter_mut().for_each(percent::carry);
    tables.iter_mut().for_each(title::lift_remarks);
    scale::apply(&document.blocks, &mut tables);
    tables.retain_mut(turned::turn);
    tables
}
