//! `hemaexport inspect`: what the reader sees on the page, before any meaning.

use std::fmt::Write as _;

use crate::Error;
use crate::document::{Block, Cell, Document, Grid, GridRow};
use crate::read::{self, InputFormat};
use crate::source::Source;

/// Lays out a release and shows its blocks, grids as aligned text.
///
/// # Errors
/// When there is nothing to read.
pub fn run(source: &Source, format: Option<InputFormat>) -> Result<String, Error> {
    Ok(document(source, &read::read(source, format)?))
}

fn document(source: &Source, document: &Document) -> String {
    let mut page = String::new();
    for (i, block) in document.blocks.iter().enumerate() {
        let place = block.span().map_or_else(String::new, |span| source.line_column(span.start).to_string());
        let _ = match block {
            Block::Heading(text) => writeln!(page, "[{i}] {place} heading: {}", text.as_str()),
            Block::Paragraph(text) => writeln!(page, "[{i}] {place} paragraph: {}", text.as_str()),
            Block::Grid(grid) => {
                let _ = writeln!(page, "[{i}] {place} grid, {} columns, {} rows", grid.columns, grid.rows.len());
                page.push_str(&aligned(grid));
                Ok(())
            }
        };
    }
    page
}

/// A grid with its columns aligned. `=` at the left stands for a rule above, `.` for a gap; `**` for strong words, and a wide cell shows
/// how many columns it covers: `<3>`.
fn aligned(grid: &Grid) -> String {
    let mut widths = vec![1; usize::from(grid.columns)];
    for cell in grid.rows.iter().flat_map(|r| &r.cells).filter(|c| c.width == 1) {
        if let Some(width) = widths.get_mut(usize::from(cell.column)) {
            *width = shown(cell).chars().count().max(*width).min(60);
        }
    }
    grid.rows.iter().map(|row| line(row, &widths)).collect()
}

fn line(row: &GridRow, widths: &[usize]) -> String {
    let mut line = String::from(if row.rule_above { "=" } else { " " });
    line.push(if row.gap_above { '.' } else { ' ' });
    let mut at = 0;
    for cell in &row.cells {
        let (first, end) = (usize::from(cell.column), usize::from(cell.end()).min(widths.len()));
        widths.iter().take(first).skip(at).for_each(|width| write_cell(&mut line, "", *width));
        let width: usize = widths.iter().take(end).skip(first).map(|w| w + 3).sum();
        write_cell(&mut line, &shown(cell), width.saturating_sub(3));
        at = end;
    }
    line.trim_end().to_owned() + "\n"
}

fn write_cell(line: &mut String, words: &str, width: usize) {
    let _ = write!(line, "| {words:<width$} ");
}

fn shown(cell: &Cell) -> String {
    let indent = " ".repeat(usize::from(cell.indent.min(20)));
    let strong = if cell.strong { "**" } else { "" };
    let width = if cell.width > 1 { format!("<{}>", cell.width) } else { String::new() };
    format!("{indent}{strong}{width}{}", cell.text.as_str())
}
