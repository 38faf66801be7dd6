//! Plain text pages.

use crate::document::Block;
use crate::source::{Source, Span};

/// Lays out a part of the source as plain text.
pub fn blocks(_source: &Source, _part: Span) -> Vec<Block> {
    Vec::new()
}
