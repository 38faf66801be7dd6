//! Text inside a page that keeps its own layout: handed to the reader of plain text.

use crate::document::{Block, Cell, Grid, GridRow};
use crate::read::text;
use crate::source::{Source, Span};
use crate::text::Text;

/// Lays out preformatted text. It is read as a page of its own, entities decoded; then each word is led back to its bytes.
pub fn blocks(page: &Text) -> Vec<Block> {
    let source = Source::from_text("", page.as_str());
    let whole = Span::new(0, page.as_str().len());
    text::blocks(&source, whole).into_iter().map(|block| lead_back(block, page)).collect()
}

fn lead_back(block: Block, page: &Text) -> Block {
    match block {
        Block::Heading(text) => Block::Heading(text.onto(page)),
        Block::Paragraph(text) => Block::Paragraph(text.onto(page)),
        Block::Grid(grid) => Block::Grid(Grid {
            span: page.place(grid.span).unwrap_or(grid.span),
            rows: grid.rows.into_iter().map(|row| lead_row_back(row, page)).collect(),
            ..grid
        }),
    }
}

fn lead_row_back(row: GridRow, page: &Text) -> GridRow {
    let cells = row.cells.into_iter().map(|cell| Cell { text: cell.text.onto(page), ..cell }).collect();
    GridRow { cells, ..row }
}
