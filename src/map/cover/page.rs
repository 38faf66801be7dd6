//! The words of a page in reading order, and places in them.

use std::borrow::Cow;
use std::ops::Range;

use crate::document::{Block, Document};
use crate::map::narrative::sentence;
use crate::map::narrative::token::{self, Token, Tokens};
use crate::source::Span;
use crate::text::Text;

/// A stretch of words: a heading, a paragraph or a cell.
pub(super) struct Passage<'a> {
    pub(super) text: &'a Text,
    /// None of a cell without a letter: words are looked for in them, and large tables have very many such cells.
    pub(super) tokens: Cow<'a, [Token]>,
    /// Whether it stands before the first paragraph that reports.
    pub(super) head: bool,
    /// Part of a table.
    pub(super) cell: bool,
}

impl Passage<'_> {
    /// The words.
    pub(super) fn words(&self) -> &str {
        self.text.as_str()
    }

    /// Where a part of the words stands in the source.
    pub(super) fn span(&self, range: Range<usize>) -> Span {
        self.text.span_of(range)
    }

    /// The bytes of the words that some tokens cover.
    pub(super) fn bytes(&self, tokens: Range<usize>) -> Range<usize> {
        self.tokens[tokens.start].range.start..self.tokens[tokens.end - 1].range.end
    }

    /// The sentences, each as a range of tokens.
    pub(super) fn sentences(&self) -> Vec<Range<usize>> {
        let bounds = sentence::sentences(self.words());
        let index = |at: usize| self.tokens.partition_point(|t| t.range.start < at);
        bounds.into_iter().map(|r| index(r.start)..index(r.end)).filter(|r| !r.is_empty()).collect()
    }
}

/// How many words make a paragraph of running text.
const RUNNING: usize = 30;

/// All passages of a document.
pub(super) fn passages<'a>(document: &'a Document, tokens: &'a Tokens) -> Vec<Passage<'a>> {
    let mut found = Vec::new();
    let mut head = true;
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => {
                found.push(Passage { text, tokens: Cow::Borrowed(tokens.block(at)), head, cell: false });
                head &= !matches!(block, Block::Paragraph(_)) || text.as_str().split(' ').count() < RUNNING;
            }
            Block::Grid(grid) => found.extend(grid.rows.iter().flat_map(|row| &row.cells).map(|cell| cell_passage(&cell.text, head))),
        }
    }
    found.retain(|p| !p.words().trim().is_empty());
    found
}

fn cell_passage(text: &Text, head: bool) -> Passage<'_> {
    let words = text.as_str();
    let mut tokens = Vec::new();
    if words.contains(char::is_alphabetic) {
        tokens = token::tokens(words, 0..words.len());
        tokens.shrink_to_fit();
    }
    Passage { text, tokens: tokens.into(), head, cell: true }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_looked_for_where_there_are_letters() {
        let tokens = |words: &str| cell_passage(&Text::verbatim(words, 0), true).tokens.len();
        assert_eq!((tokens("Chief Financial Officer"), tokens("1,234"), tokens("(818) 226-1968")), (3, 0, 0));
    }
}
