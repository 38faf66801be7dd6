//! Lines to headings and paragraphs.

use crate::document::{Block, Grid};
use crate::text::Text;

use super::marks::{Kind, kind};
use super::page::{Line, Piece};
use super::style::Align;
use super::table;

/// A line longer than this is no heading, bold or not.
const HEADING_LENGTH: usize = 240;

/// Blocks of a page or a cell, in reading order.
pub fn blocks(flow: Vec<Piece>) -> Vec<Block> {
    let mut blocks = Blocks::default();
    for piece in flow {
        match piece {
            Piece::Line(line) => blocks.line(line),
            Piece::Rule => blocks.end_paragraph(),
            Piece::Table(markup) => blocks.extend(table::blocks(markup)),
            Piece::Pre(text) => blocks.extend(crate::read::text::blocks_of(&text)),
        }
    }
    blocks.end_paragraph();
    blocks.done
}

/// Whether words are in capitals throughout.
pub fn is_capitals(words: &str) -> bool {
    let mut letters = words.chars().filter(|c| c.is_alphabetic());
    letters.clone().take(2).count() == 2 && letters.all(|c| !c.is_lowercase())
}

#[derive(Default)]
struct Blocks {
    done: Vec<Block>,
    paragraph: Text,
}

impl Blocks {
    fn line(&mut self, line: Line) {
        if is_page_number(line.text.as_str()) {
            return;
        }
        if line.text.is_empty() || !line.joined {
            self.end_paragraph();
        }
        if is_heading(&line) {
            self.end_paragraph();
            self.done.push(Block::Heading(line.text));
        } else if !line.text.is_empty() {
            self.paragraph.join(&line.text);
        }
    }

    fn end_paragraph(&mut self) {
        let paragraph = std::mem::take(&mut self.paragraph);
        if paragraph.is_empty() {
            return;
        }
        match self.broken_off(&paragraph) {
            Some(before) => before.join(&paragraph),
            None => self.done.push(Block::Paragraph(paragraph)),
        }
    }

    /// The paragraph that a page's end broke off and `paragraph` goes on with; running heads and feet may stand between.
    fn broken_off(&mut self, paragraph: &Text) -> Option<&mut Text> {
        const FURNITURE: usize = 4;
        if !paragraph.as_str().starts_with(|c: char| c.is_lowercase() || c.is_ascii_digit()) {
            return None;
        }
        let body = self.done.iter().rev().take(FURNITURE + 1).position(|block| !is_furniture(block))?;
        let last = self.done.len() - 1 - body;
        match &mut self.done[last] {
            Block::Paragraph(before) if is_broken_off(before.as_str(), paragraph.as_str()) => Some(before),
            _ => None,
        }
    }

    fn extend(&mut self, blocks: Vec<Block>) {
        self.end_paragraph();
        for block in blocks {
            match (self.done.last_mut(), block) {
                (Some(Block::Grid(before)), Block::Grid(grid)) if continues(before, &grid) => {
                    before.span = before.span.cover(grid.span);
                    before.rows.extend(grid.rows);
                }
                (_, block) => self.done.push(block),
            }
        }
    }
}

/// A line so short that it may be a page's running head or foot.
fn is_furniture(block: &Block) -> bool {
    match block {
        Block::Heading(text) | Block::Paragraph(text) => text.as_str().len() <= 80 && !text.as_str().ends_with('.'),
        Block::Grid(_) => false,
    }
}

/// Whether a paragraph stops in the middle of a sentence that the next goes on with.
fn is_broken_off(before: &str, next: &str) -> bool {
    let open = before.ends_with(|c: char| c.is_alphanumeric() || matches!(c, ',' | '-' | '–' | '—' | '$'));
    // a number may begin a sentence or an item of a list
    let goes_on = next.starts_with(char::is_lowercase) || before.ends_with(|c: char| c.is_lowercase() || c == '$');
    open && goes_on && before.len() > 80
}

/// Whether a table that follows another at once has no header of its own and as many columns: the next page's part of it.
fn continues(before: &Grid, grid: &Grid) -> bool {
    let has_figures = |cells: &[crate::document::Cell]| cells.iter().skip(1).any(|cell| kind(&cell.text, false) == Kind::Figure);
    before.columns == grid.columns && grid.rows.first().is_some_and(|row| row.stub().is_some() && has_figures(&row.cells))
}

/// `3`, `- 3 -`, `Page 3`, `Page 3 of 8`: furniture of a page.
fn is_page_number(words: &str) -> bool {
    let number = |word: &str| word.len() <= 3 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let mut parts = words.split([' ', '-', '–', '—']).filter(|word| !word.is_empty());
    match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(page), None, ..) => number(page),
        (Some(word), Some(page), of, total, None) => {
            word.eq_ignore_ascii_case("page") && number(page) && of.is_none_or(|of| of == "of" && total.is_some_and(number))
        }
        _ => false,
    }
}

fn is_heading(line: &Line) -> bool {
    let words = line.text.as_str();
    let stands_out = line.heading || line.bold || line.align == Align::Center || words.ends_with(':') || is_capitals(words);
    stands_out && words.len() <= HEADING_LENGTH && !words.is_empty()
}
