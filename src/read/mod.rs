//! From bytes to a document: plain text, HTML and whole EDGAR submissions, laid out alike.
//!
//! In: `Source`. Out: `Document`. Never: what a figure means.

mod html;
mod submission;
mod text;

use crate::document::Document;
use crate::error::Error;
use crate::source::Source;

/// What kind of file a release comes in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum InputFormat {
    /// Plain text with columns made of blanks.
    Text,
    /// HTML.
    Html,
    /// A whole EDGAR submission, or one `<DOCUMENT>` of it.
    Submission,
}

impl InputFormat {
    /// Every input format.
    pub const ALL: [Self; 3] = [Self::Text, Self::Html, Self::Submission];

    /// The name that `--from` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Html => "html",
            Self::Submission => "submission",
        }
    }

    /// Tells the format from the first bytes.
    pub fn sniff(text: &str) -> Self {
        let head = text.trim_start().get(..2048.min(text.trim_start().len())).unwrap_or_else(|| text.trim_start());
        let lower = head.to_ascii_lowercase();
        if submission::looks_like(&lower) {
            Self::Submission
        } else if html::looks_like(&lower) {
            Self::Html
        } else {
            Self::Text
        }
    }
}

/// Lays out a release.
///
/// # Errors
/// When the source holds nothing to read: it is empty, binary, or a submission without any readable document.
pub fn read(source: &Source, format: Option<InputFormat>) -> Result<Document, Error> {
    let whole = crate::source::Span::new(0, source.text().len());
    match format.unwrap_or_else(|| InputFormat::sniff(source.text())) {
        InputFormat::Text => Ok(Document { blocks: text::blocks(source, whole), ..Document::default() }),
        InputFormat::Html => Ok(Document { blocks: html::blocks(source, whole), ..Document::default() }),
        InputFormat::Submission => submission::document(source),
    }
}
