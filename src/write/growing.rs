//! A file in memory that may become very large: it grows by an eighth where a list would grow to its double.

use std::io::{self, Write};

/// Up to so many bytes it grows as any list does.
const LARGE: usize = 16 << 20;

/// The bytes written so far.
#[derive(Default)]
pub(super) struct Growing(Vec<u8>);

impl Growing {
    /// What was written.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let (held, room) = (self.0.len(), self.0.capacity() - self.0.len());
        if room < bytes.len() && held > LARGE {
            self.0.reserve_exact(bytes.len().max(held / 8));
        }
        self.0.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn large_files_have_little_room_to_spare() {
        let mut file = Growing::default();
        (0..40).for_each(|_| file.write_all(&[b'x'; 1 << 20]).unwrap());
        let bytes = file.into_bytes();
        assert_eq!(bytes.len(), 40 << 20);
        assert!(bytes.capacity() < 46 << 20, "{}", bytes.capacity());
    }
}
