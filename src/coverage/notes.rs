//! The numbers of a page's footnotes.

use std::collections::HashSet;

use super::flat::Flat;
use super::number::is_line_edge;

/// The numbers in brackets that begin a line of words: `(1) Includes charges`.
pub(super) struct Notes(HashSet<u32>);

impl Notes {
    pub(super) fn of(flat: &Flat) -> Self {
        Self(flat.text.split(is_line_edge).filter_map(number).collect())
    }

    /// Whether there is a note of that number.
    pub(super) fn has(&self, number: u32) -> bool {
        self.0.contains(&number)
    }
}

fn number(line: &str) -> Option<u32> {
    let (number, words) = line.trim_start().strip_prefix('(')?.split_once(')')?;
    words.trim_start().starts_with(|c: char| c.is_alphabetic()).then(|| number.parse().ok()).flatten()
}
