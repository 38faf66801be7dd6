//! Words in a cell: made for it, shared by the rows of a release, or the same in every release.

use std::borrow::Cow;
use std::ops::Deref;
use std::sync::Arc;

/// Words in a cell.
#[derive(Clone, Debug)]
pub(in crate::write) enum Text {
    /// Of this cell alone.
    Own(String),
    /// Of many rows: ids of releases and facts.
    Shared(Arc<str>),
    /// Of every release: `duration`, `table`.
    Fixed(&'static str),
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Self::Own(words) => words,
            Self::Shared(words) => words,
            Self::Fixed(words) => words,
        }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl From<Cow<'_, str>> for Text {
    fn from(words: Cow<'_, str>) -> Self {
        Self::Own(words.into_owned())
    }
}
