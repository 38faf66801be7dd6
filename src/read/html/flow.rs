//! Lines to headings and paragraphs.

use crate::document::{Block, Grid};
use crate::text::Text;

use super::furniture::{is_page_number, running_heads, says_page};
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
    blocks.turn_pages();
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
    /// How many blocks stood before each page number.
    pages: Vec<usize>,
}

impl Blocks {
    fn line(&mut self, line: Line) {
        if is_page_number(line.text.as_str()) {
            if says_page(line.text.as_str()) {
                self.pages.push(self.done.len() + usize::from(!self.paragraph.is_empty()));
            }
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

    /// Takes out the running heads, and puts together the paragraphs that they broke off.
    fn turn_pages(&mut self) {
        let heads = running_heads(&self.done, &self.pages);
        if heads.is_empty() {
            return;
        }
        let mut kept: Vec<Block> = Vec::with_capacity(self.done.len());
        let mut at_head = false;
        for (at, block) in std::mem::take(&mut self.done).into_iter().enumerate() {
            if heads.binary_search(&at).is_ok() {
                at_head = true;
                continue;
            }
            match (kept.last_mut(), block) {
                (Some(Block::Paragraph(before)), Block::Paragraph(next)) if at_head && is_broken_off(before.as_str(), next.as_str()) => {
                    before.join(&next);
                }
                (_, block) => kept.push(block),
            }
            at_head = false;
        }
        self.done = kept;
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
    // a number may begin a sentence or an item of a list, an "o" is a bullet
    let goes_on = next.starts_with(char::is_lowercase) || before.ends_with(|c: char| c.is_lowercase() || c == '$');
    open && goes_on && before.len() > 80 && !next.starts_with("o ")
}

/// Whether a table that follows another at once has no header of its own and as many columns: the next page's part of it.
fn continues(before: &Grid, grid: &Grid) -> bool {
    let has_figures = |cells: &[crate::document::Cell]| cells.iter().skip(1).any(|cell| kind(&cell.text, false) == Kind::Figure);
    before.columns == grid.columns && grid.rows.first().is_some_and(|row| row.stub().is_some() && has_figures(&row.cells))
}

fn is_heading(line: &Line) -> bool {
    let words = line.text.as_str();
    // "Sales of $224.2 million were comprised of:" tells an amount
    let leads = words.ends_with(':') && !words.split('$').skip(1).any(|behind| behind.starts_with(|c: char| c.is_ascii_digit()));
    let stands_out = line.heading || line.bold || line.align == Align::Center || leads || is_capitals(words);
    stands_out && words.len() <= HEADING_LENGTH && !words.is_empty()
}
