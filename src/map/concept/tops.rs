//! Where the concepts that a statement's lines are first thought to be stand in it.

use std::collections::HashMap;

use super::line::Line;
use crate::taxonomy::ElementId;

/// For each concept thought of first, the first and the last of its lines.
pub(super) struct Tops(HashMap<u16, (usize, usize)>);

impl Tops {
    pub(super) fn of(lines: &[Line]) -> Self {
        let mut tops = HashMap::new();
        for (i, line) in lines.iter().enumerate() {
            tops.entry(line.top).or_insert((i, i)).1 = i;
        }
        Self(tops)
    }

    /// Whether a line before this one is first thought to be the concept.
    pub(super) fn is_before(&self, concept: ElementId, line: usize) -> bool {
        self.0.get(&concept.number()).is_some_and(|(first, _)| *first < line)
    }

    /// Whether a line after this one is.
    pub(super) fn is_after(&self, concept: ElementId, line: usize) -> bool {
        self.0.get(&concept.number()).is_some_and(|(_, last)| *last > line)
    }
}
