//! The tool itself can't go on: what was tried, where, and the way out.

use std::fmt;
use std::path::PathBuf;

/// Why hemaexport could not run. What a release gets wrong is no error but a [`Diagnostic`](crate::diagnostic::Diagnostic).
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A file could not be read.
    #[error("cannot read {path}: {source}")]
    Read {
        /// The file as named by the user.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// A file could not be written; nothing was left behind.
    #[error("cannot write {path}: {source}")]
    Write {
        /// The file as named by the user.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The input holds nothing to read, or nothing that can be read.
    #[error("{name}: {reason}")]
    Input {
        /// The input as named by the user.
        name: String,
        /// Why, and what to do.
        reason: String,
    },
    /// An option's value can't be used.
    #[error("{option}: {reason}")]
    Option {
        /// The option.
        option: String,
        /// Why, and what would do.
        reason: String,
    },
    /// A format can't carry this report, as opposed to losing something of it.
    #[error("cannot write {format}: {reason}")]
    Format {
        /// The format's name.
        format: &'static str,
        /// Why, and what to do.
        reason: String,
    },
}

impl Error {
    /// An [`Error::Format`].
    pub fn format(format: &'static str, reason: impl fmt::Display) -> Self {
        Self::Format { format, reason: reason.to_string() }
    }
}
