//! HTML pages.

use crate::document::Block;
use crate::source::{Source, Span};

/// Whether the lower-cased head of a file looks like HTML.
pub fn looks_like(head: &str) -> bool {
    ["<html", "<!doctype html", "<body", "<table", "<div", "<p>", "<p ", "<font", "<head"].iter().any(|tag| head.contains(tag))
}

/// Lays out a part of the source as HTML.
pub fn blocks(_source: &Source, _part: Span) -> Vec<Block> {
    Vec::new()
}
