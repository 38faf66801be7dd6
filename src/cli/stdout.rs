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
    match out.write_all(bytes).and_then(|()| out.flush()) {
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
