//! Plain text pages: columns made of blanks, tables cut by pages, headings by their place on the line.
//!
//! In: a part of a source, or decoded text. Out: blocks in reading order. Never: what a figure means.
//!
//! Lines are told apart first (`line`, `furniture`), then gathered into stretches of prose and of table (`area`); prose becomes
//! headings and paragraphs (`prose`), a table a grid (`grid`), whose columns are found by place (`gutter`) and whose header words
//! are spread over them (`header`). Lines that head a table (company, statement, scale) come as headings in front of the grid.

mod area;
mod chunk;
mod furniture;
mod grid;
mod header;
mod line;
mod page;
mod prose;
mod word;

use crate::document::Block;
use crate::source::{Source, Span};
use crate::text::Text;

use area::Area;
use page::Page;

/// Lays out a part of the source as plain text.
pub fn blocks(source: &Source, part: Span) -> Vec<Block> {
    lay_out(&Page::of_source(source, part))
}

/// Lays out decoded text, its line breaks and blanks kept: a `<pre>` of an HTML page.
pub fn blocks_of(text: &Text) -> Vec<Block> {
    lay_out(&Page::of_text(text))
}

fn lay_out(page: &Page) -> Vec<Block> {
    let mut lines = line::lines(page);
    furniture::mark(page, &mut lines);
    let width = prose::text_width(&lines);
    let mut blocks = Vec::new();
    let mut areas = area::areas(page, &mut lines).into_iter().peekable();
    while let Some(area) = areas.next() {
        match area {
            Area::Prose(range) => {
                let heads_table = matches!(areas.peek(), Some(Area::Table(_)));
                prose::push(page, &lines[range], width, heads_table, &mut blocks);
            }
            Area::Table(table) => blocks.extend(grid::grid(page, &lines, &table).map(Block::Grid)),
        }
    }
    blocks
}
