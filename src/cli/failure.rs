//! Why the program can't run: one line that names the file or option, and ways out.

use std::fmt;
use std::io;
use std::path::Path;

use crate::Error;

/// What is said before the program ends with exit code 2.
#[derive(Debug)]
pub struct Failure {
    /// What is wrong, with the file or option named first.
    pub message: String,
    /// Ways out, the best first.
    pub help: Vec<String>,
}

impl Failure {
    /// A failure without a way out as yet.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), help: Vec::new() }
    }

    /// Adds a way out.
    #[must_use]
    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    /// A target that can't be written.
    pub fn write(path: &Path, error: &io::Error) -> Self {
        let failure = Self::new(format!("cannot write {}: {}", path.display(), reason(error)));
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => failure.help("name another target with --output"),
            io::ErrorKind::StorageFull => failure.help("make room or name another target with --output; nothing was left behind"),
            _ => failure,
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        // The library words its refusals "what is wrong; what to do".
        let text = error.to_string();
        match text.split_once("; ") {
            Some((message, way_out)) => Self::new(message).help(way_out),
            None => Self::new(text),
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What the system says, in lower case and without its error number.
pub fn reason(error: &io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}
