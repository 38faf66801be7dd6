//! Lists of words, looked up at once.

use std::collections::HashSet;
use std::sync::OnceLock;

use foldhash::fast::FixedState;

/// Words in lower case, written with blanks between them.
pub(in crate::map) struct WordList {
    words: &'static str,
    /// The words are ours: no hash has to be kept from strangers.
    set: OnceLock<HashSet<&'static str, FixedState>>,
}

impl WordList {
    /// A list of the words.
    pub(in crate::map) const fn new(words: &'static str) -> Self {
        Self { words, set: OnceLock::new() }
    }

    /// Whether the word is listed.
    pub(in crate::map) fn has(&self, word: &str) -> bool {
        self.set.get_or_init(|| self.words.split_whitespace().collect()).contains(word)
    }
}
