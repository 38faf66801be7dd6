//! Standard output: a reader that goes away (`| head`) is no error.

use std::io::{self, IsTerminal, Write};

use super::Outcome;
use super::failure::{Failure, reason};

/// Prints text.
pub fn text(text: &str) -> Result<Outcome, Failure> {
    bytes(text.as_bytes())
}

/// Prints bytes, whatever they are.
pub fn bytes(bytes: &[u8]) -> Result<Outcome, Failure> {
    let mut out = io::stdout().lock();
    said(out.write_all(bytes).and_then(|()| out.flush()))
}

/// Prints what is written piece by piece; what went wrong is said when all is written.
pub fn pieces<E: Into<Failure>>(write: impl FnOnce(&mut Pieces) -> Result<(), E>) -> Result<Outcome, Failure> {
    let mut pieces = Pieces { out: io::BufWriter::new(io::stdout().lock()), done: Ok(()) };
    write(&mut pieces).map_err(Into::into)?;
    said(pieces.done.and_then(|()| pieces.out.flush()))
}

/// Standard output; nothing is written behind the first piece that can't be.
pub struct Pieces {
    out: io::BufWriter<io::StdoutLock<'static>>,
    done: io::Result<()>,
}

impl Write for Pieces {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.done.is_ok() {
            self.done = self.out.write_all(bytes);
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn said(done: io::Result<()>) -> Result<Outcome, Failure> {
    match done {
        Err(e) if e.kind() != io::ErrorKind::BrokenPipe => Err(Failure::new(format!("cannot write standard output: {}", reason(&e)))),
        _ => Ok(Outcome::Clean),
    }
}

/// Prints a file, but no binary one onto a terminal.
pub fn file(content: &[u8], format: &str) -> Result<Outcome, Failure> {
    if io::stdout().is_terminal() && std::str::from_utf8(content).is_err() {
        return Err(
            Failure::new(format!("{format} is binary and standard output is a terminal")).help("name a file or folder with --output")
        );
    }
    bytes(content)
}
