//! A line with what its label and its headings say of it.

use super::guess::Guess;
use crate::taxonomy::ElementId;
use crate::taxonomy::label::Label;
use crate::taxonomy::lexicon::NONE;

/// A line as it is weighed.
pub(super) struct Line {
    pub(super) label: Label,
    /// First guesses by the label, the likeliest first.
    pub(super) guesses: Vec<Guess>,
    /// The number of the concept thought of first.
    pub(super) top: u16,
    /// The subtotal that the innermost telling heading announces.
    pub(super) section: Option<ElementId>,
    /// What filers chose for the label and its heading together, where the label alone is half of one.
    pub(super) wholes: Vec<Guess>,
}

impl Line {
    /// A line of which the label alone is known.
    pub(super) fn of(label: Label, guesses: Vec<Guess>) -> Self {
        let top = guesses.first().map_or(NONE, |(c, _)| c.number());
        Self { label, guesses, top, section: None, wholes: Vec::new() }
    }
}
