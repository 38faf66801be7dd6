//! Runs of bytes with their length before them, as they go through pipes and into the journal.

use std::io::{self, Read, Write};

/// Writes bytes.
pub fn write(sink: &mut impl Write, bytes: &[u8]) -> io::Result<()> {
    sink.write_all(&(bytes.len() as u64).to_le_bytes())?;
    sink.write_all(bytes)
}

/// Reads bytes that [`write`] wrote; `None` at the end, and where the rest is cut off.
pub fn read(source: &mut impl Read) -> io::Result<Option<Vec<u8>>> {
    let mut length = [0; 8];
    match source.read_exact(&mut length) {
        Err(e) if e.kind() == io::ErrorKind::UnexpectedEof => return Ok(None),
        result => result?,
    }
    let length = u64::from_le_bytes(length);
    let mut bytes = Vec::with_capacity(length.min(1 << 20) as usize);
    source.take(length).read_to_end(&mut bytes)?;
    Ok((bytes.len() as u64 == length).then_some(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_cut_off_is_not_read() {
        let mut bytes = Vec::new();
        write(&mut bytes, b"one").unwrap();
        write(&mut bytes, b"").unwrap();
        let mut source = &bytes[..];
        assert_eq!(read(&mut source).unwrap().as_deref(), Some(&b"one"[..]));
        assert_eq!(read(&mut source).unwrap().as_deref(), Some(&b""[..]));
        assert_eq!(read(&mut source).unwrap(), None);
        assert_eq!(read(&mut &bytes[..10]).unwrap(), None);
    }
}
