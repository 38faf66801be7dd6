//! Lines to headings and paragraphs.

use crate::document::Block;
use crate::text::Text;

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
        if !paragraph.is_empty() {
            self.done.push(Block::Paragraph(paragraph));
        }
    }

    fn extend(&mut self, blocks: Vec<Block>) {
        self.end_paragraph();
        self.done.extend(blocks);
    }
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
