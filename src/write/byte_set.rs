//! Sets of bytes, for texts that are nearly always without any of them.

/// A set of bytes.
pub(super) struct ByteSet([bool; 256]);

impl ByteSet {
    pub(super) const fn of(bytes: &[u8]) -> Self {
        let mut set = Self([false; 256]);
        let mut i = 0;
        while i < bytes.len() {
            set.0[bytes[i] as usize] = true;
            i += 1;
        }
        set
    }

    /// The set with those from one byte to another as well.
    pub(super) const fn with(mut self, first: u8, last: u8) -> Self {
        let mut byte = first as usize;
        while byte <= last as usize {
            self.0[byte] = true;
            byte += 1;
        }
        self
    }

    pub(super) fn contains(&self, byte: u8) -> bool {
        self.0[usize::from(byte)]
    }

    /// Whether a text holds any. All of it is looked at, which is faster than a way out after each byte.
    pub(super) fn is_in(&self, text: &str) -> bool {
        text.bytes().fold(false, |any, byte| any | self.contains(byte))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_are_found_wherever_they_stand() {
        let set = ByteSet::of(b"&\"").with(0, 31).with(127, 255);
        assert!(["&", "a&", "\"a", "a\tb", "caf\u{e9}", "a\u{7f}"].iter().all(|text| set.is_in(text)));
        assert!(!["", "a", "Net income ~ 12"].iter().any(|text| set.is_in(text)));
    }
}
