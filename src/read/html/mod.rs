//! HTML pages: tokens, then lines and tables as written, then headings, paragraphs and grids.

mod build;
mod columns;
mod elements;
mod flow;
mod fraction;
mod furniture;
mod grid;
mod level;
mod marks;
mod page;
mod place;
mod sheet;
mod style;
mod table;
#[cfg(test)]
mod tests;
mod words;

use crate::document::Block;
use crate::source::{Source, Span};

/// Lays out a part of the source as HTML.
pub fn blocks(source: &Source, part: Span) -> Vec<Block> {
    let mut builder = build::Builder::new(sheet::Sheet::of(source.slice(part)));
    crate::markup::tokens(source.slice(part), part.start as usize, &mut builder);
    flow::blocks(builder.finish())
}
