//! Lists of words, looked up at once.

use std::collections::HashSet;
use std::sync::OnceLock;

/// Words in lower case, written with blanks between them.
pub(in crate::map) struct WordList {
    words: &'static str,
    set: OnceLock<HashSet<&'static str>>,
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
