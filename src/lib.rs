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
//!
//! ```
//! use std::sync::Arc;
//! use hemaexport::{Format, ReadOptions, Source, WriteOptions};
//!
//! # fn main() -> Result<(), hemaexport::Error> {
//! let page = "ACME INC.\nStatements of Operations\n\n               Three Months Ended March 31,\n                   2004     2003\n\
//!             Net sales         $1,200   $1,100\nCost of sales        800      700\nGross profit      $  400   $  400\n";
//! let source = Arc::new(Source::from_bytes("release.txt", page.as_bytes()));
//! let reading = hemaexport::read(&source, None, &ReadOptions::default())?;
//! let findings = hemaexport::check(&reading.report);
//! let output = hemaexport::write(&reading.report, Format::Csv, &WriteOptions { findings, ..WriteOptions::default() })?;
//! assert_eq!(output.files[0].name, "facts.csv");
//! # Ok(())
//! # }
//! ```
//!
//! # Who may import whom
//!
//! | room | may import |
//! | --- | --- |
//! | [`source`], [`markup`], [`text`], [`figure`], [`diagnostic`], [`error`] | each other: the ground floor |
//! | [`document`]; [`taxonomy`] | ground floor |
//! | [`report`] | ground floor, taxonomy |
//! | [`read`](mod@read); [`table`] | ground floor, document |
//! | [`map`] | all above but `read` |
//! | [`coverage`](mod@coverage) | ground floor, report |
//! | [`check`](mod@check); [`write`](mod@write) | ground floor, taxonomy, report, coverage |
//! | [`cli`] and this root | everything; nobody imports `cli` |
//!
//! `tests/architecture.rs` holds the code to it. Only [`cli`] touches files, terminal, environment and clock. Spans are bytes of the decoded
//! text, and [`Source::original`] leads from them to the bytes of the file; dates are calendar dates, the last day included; amounts are
//! full (1,234 in thousands is 1,234,000).

pub mod check;
pub mod cli;
pub mod coverage;
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
pub use coverage::coverage;
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
    /// What the header of the EDGAR submission says, where there is one.
    pub submission: Option<document::Submission>,
}

/// Reads a release into a fact graph. Poor content never fails: what can't be read for certain is a diagnostic.
///
/// # Errors
/// When there is nothing to read: the source is empty or binary, or a submission without a readable document.
pub fn read(source: &Arc<Source>, format: Option<InputFormat>, options: &ReadOptions) -> Result<Reading, Error> {
    let (report, mut diagnostics, submission) = {
        let document = read::read(source, format)?;
        let tables = table::tables(&document);
        let (report, diagnostics) = map::map(source, &document, &tables, options);
        (report, diagnostics, document.submission)
    };
    // what the page looked like is needed no more
    diagnostics.extend(read::malformed(source));
    diagnostics.extend(coverage::overlooked(&report, &diagnostics));
    Ok(Reading { report, diagnostics, submission })
}
