//! hemaexport turns a company's earnings press release into a fact graph and writes it in the forms that financial tooling loads.
//!
//! ```text
//! bytes -> Source -> Document -> Table -> Report -> files
//!            read ------+  table --+  map --+  +-- write
//!                                           +----- check -> diagnostics
//! ```
//!
//! Two worlds, and verbs between them: **what the page shows** ([`document`], [`table`]) and **what it means** ([`report`], the fact
//! graph). Nothing that writes ever sees the page's layout; nothing that reads ever hears of XBRL syntax.

pub mod check;
pub mod cli;
pub mod diagnostic;
pub mod document;
pub mod error;
pub mod figure;
pub mod map;
pub mod markup;
pub mod read;
pub mod report;
pub mod source;
pub mod table;
pub mod taxonomy;
pub mod text;
pub mod write;

use std::sync::Arc;

pub use check::check;
pub use diagnostic::Diagnostic;
pub use error::Error;
pub use map::ReadOptions;
pub use read::InputFormat;
pub use report::Report;
pub use source::Source;
pub use write::{Format, Output, WriteOptions, write};

/// What reading a release gives: the fact graph, and what was doubtful on the way.
#[derive(Clone, Debug)]
pub struct Reading {
    /// The fact graph.
    pub report: Report,
    /// Doubts and assumptions of the reading.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a release into a fact graph. Poor content never fails: what can't be read for certain is a diagnostic.
///
/// # Errors
/// When there is nothing to read: the source is empty or binary, or a submission without a readable document.
pub fn read(source: &Arc<Source>, format: Option<InputFormat>, options: &ReadOptions) -> Result<Reading, Error> {
    let document = read::read(source, format)?;
    let tables = table::tables(&document);
    let (report, diagnostics) = map::map(source, &document, &tables, options);
    Ok(Reading { report, diagnostics })
}
