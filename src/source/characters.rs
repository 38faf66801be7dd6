//! Characters counted by blocks of bytes.

/// How many characters stand before a byte, without counting from the start: a file may be one line.
#[derive(Clone, Debug)]
pub(super) struct CharacterCounts {
    /// For each block of bytes, the characters before it.
    before_block: Vec<u32>,
}

impl CharacterCounts {
    pub(super) const BLOCK: usize = 1024;

    pub(super) fn of(text: &[u8]) -> Self {
        let mut characters = 0;
        let counted = text.chunks(Self::BLOCK).map(|block| {
            characters += Self::count(block);
            characters
        });
        Self { before_block: std::iter::once(0).chain(counted).collect() }
    }

    pub(super) fn before(&self, text: &[u8], at: usize) -> u32 {
        let block = at / Self::BLOCK;
        self.before_block[block] + Self::count(&text[block * Self::BLOCK..at])
    }

    /// Characters that begin in these bytes.
    pub(super) fn count(bytes: &[u8]) -> u32 {
        bytes.iter().map(|&byte| u32::from(byte & 0xc0 != 0x80)).sum()
    }
}
