//! Rows of items to the grid that every reader hands over.

use crate::document::{Cell, Grid, GridRow};
use crate::figure::Figure;
use crate::source::Span;

use super::columns::{Columns, is_body, is_list_mark};
use super::flow::is_capitals;
use super::marks::Kind;
use super::place::{Item, Row};
use super::style::Align;

/// Makes the grid of a table, if it is one: figures stand beside labels.
pub fn grid(rows: &[Row]) -> Option<Grid> {
    if is_list(rows) {
        return None;
    }
    let columns = Columns::of(rows);
    let shift = usize::from(lacks_stub(rows, &columns));
    let laid: Vec<GridRow> = rows.iter().map(|row| grid_row(row, &columns, shift)).collect();
    let span = laid.iter().flat_map(|r| &r.cells).filter_map(|c| c.text.span()).reduce(Span::cover)?;
    let is_grid = rows.iter().any(|row| shows_figures(row, &columns, shift));
    is_grid.then(|| Grid { span, columns: (columns.len() + shift) as u16, rows: laid })
}

/// Whether a row has a figure with words to its left, or with other figures. A number before words is one of a list.
fn shows_figures(row: &Row, columns: &Columns, shift: usize) -> bool {
    let numeric = |item: &&Item| is_numeric(item) && columns.covered(item).0 + shift > 0;
    let figures = row.items.iter().filter(numeric).count();
    figures > 1 || figures == 1 && row.items.last().is_some_and(|last| numeric(&last)) && row.items.len() > 1
}

/// Whether each row is words alone, or words behind a bullet, a number or a footnote mark.
fn is_list(rows: &[Row]) -> bool {
    rows.iter().all(|row| match row.items.as_slice() {
        [mark, words] => is_list_mark(mark.text.as_str()) && words.kind == Kind::Words,
        [_] => true,
        _ => false,
    })
}

/// Whether the first column is one of figures, so that there are no labels.
fn lacks_stub(rows: &[Row], columns: &Columns) -> bool {
    let first = || rows.iter().filter(|r| is_body(r)).flat_map(|r| &r.items).filter(|item| columns.covered(item).0 == 0);
    first().filter(|item| item.kind == Kind::Figure).count() * 2 > first().count()
}

/// A figure, or words that are mostly one: a range, a rate.
fn is_numeric(item: &Item) -> bool {
    let words = item.text.as_str();
    let digits = words.bytes().filter(u8::is_ascii_digit).count();
    match item.kind {
        Kind::Figure | Kind::Year => true,
        _ => {
            words.len() <= 40
                && digits * 3 >= words.len()
                && words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '$' | '(' | '~'))
                // "$865 to $895 million"
                || Figure::range(&item.text).is_some()
        }
    }
}

fn grid_row(row: &Row, columns: &Columns, shift: usize) -> GridRow {
    let mut cells: Vec<Cell> = Vec::with_capacity(row.items.len());
    for item in &row.items {
        let cell = cell(item, columns, shift);
        match cells.last_mut() {
            Some(before) if before.end() >= cell.end() => before.text.join(&cell.text),
            Some(before) => {
                let column = before.end().max(cell.column);
                cells.push(Cell { column, width: cell.end() - column, ..cell });
            }
            None => cells.push(cell),
        }
    }
    GridRow { cells, rule_above: row.rule_above, gap_above: row.gap_above }
}

fn cell(item: &Item, columns: &Columns, shift: usize) -> Cell {
    let (first, last) = columns.covered(item);
    let words = item.kind == Kind::Words && item.align == Align::Left;
    // a label may run on over the columns beside it, it still stands in the stub
    let width = if first + shift == 0 && words { 1 } else { (last - first).max(1) };
    let beside = item.from.saturating_sub(columns.start(first)).min(100);
    let indent = if first + shift == 0 { item.indent + 2 * beside } else { item.indent };
    Cell {
        column: (first + shift) as u16,
        width: width as u16,
        indent,
        strong: item.bold || is_capitals(item.text.as_str()),
        text: item.text.clone(),
    }
}
