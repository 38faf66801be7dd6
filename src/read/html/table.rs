//! A table as written to what it is: a grid, or paragraphs and lists that were set with one.

use crate::document::Block;

use super::columns::is_list_mark;
use super::page::{Line, Markup, MarkupCell, Piece};
use super::{flow, fraction, grid, marks, place};

/// Words of a table inside a cell up to this length are words of the cell.
const SHORT_TABLE: usize = 40;

/// The blocks a table stands for.
pub fn blocks(markup: Markup) -> Vec<Block> {
    if is_layout(&markup) {
        return markup.rows.into_iter().flat_map(|row| row.cells).flat_map(|cell| flow::blocks(cell.flow)).collect();
    }
    let mut rows = place::rows(markup);
    fraction::join(&mut rows);
    marks::join(&mut rows);
    match grid::grid(&rows) {
        Some(grid) => vec![Block::Grid(grid)],
        None => paragraphs(rows),
    }
}

/// Whether the table only arranges other tables, or text that keeps its own layout.
fn is_layout(markup: &Markup) -> bool {
    let cells = || markup.rows.iter().flat_map(|row| &row.cells);
    let alone = cells().filter(|cell| !cell.flow.is_empty()).count() == 1;
    alone
        || cells().flat_map(|cell| &cell.flow).any(|piece| match piece {
            Piece::Table(inner) => inner.rows.len() > 1 || length(inner) > SHORT_TABLE,
            Piece::Pre(text) => text.as_str().lines().count() > 3,
            _ => false,
        })
}

fn length(markup: &Markup) -> usize {
    let of_cell = |cell: &MarkupCell| -> usize {
        cell.flow.iter().map(|piece| if let Piece::Line(line) = piece { line.text.as_str().len() } else { SHORT_TABLE + 1 }).sum()
    };
    markup.rows.iter().flat_map(|row| &row.cells).map(of_cell).sum()
}

/// Each row a paragraph or a heading; the bullets of a list are left out.
fn paragraphs(rows: Vec<place::Row>) -> Vec<Block> {
    let mut lines = Vec::new();
    for row in rows {
        let mut joined = false;
        let bullet = row.items.len() > 1 && row.items[0].text.as_str().chars().count() == 1;
        let marked = row.items.len() == 2 && is_list_mark(row.items[0].text.as_str());
        for item in row.items.into_iter().skip(usize::from(bullet)) {
            lines.push(Piece::Line(Line {
                text: item.text,
                align: item.align,
                indent: item.indent,
                bold: item.bold,
                joined,
                ..Line::default()
            }));
            joined = marked && !bullet;
        }
    }
    flow::blocks(lines)
}
