//! From bytes to a document: plain text, HTML and whole EDGAR submissions, laid out alike.
//!
//! In: `Source`. Out: `Document`. Never: what a figure means.

mod gutter;
mod header;
mod html;
mod submission;
mod text;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, Document};
use crate::error::Error;
use crate::markup::looks_like_html;
use crate::source::{Source, Span};

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
        let lower = head(text.trim_start(), 64 << 10).to_ascii_lowercase();
        if submission::looks_like(head(&lower, 2048)) {
            Self::Submission
        } else if looks_like_html(&lower) {
            Self::Html
        } else {
            Self::Text
        }
    }
}

/// The first bytes of a text, up to a character boundary.
fn head(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

/// Lays out a release.
///
/// # Errors
/// When the source holds nothing to read: it is empty, binary, or a submission without any readable document.
pub fn read(source: &Source, format: Option<InputFormat>) -> Result<Document, Error> {
    if let Some(reason) = unreadable(source.text()) {
        return Err(Error::Input { name: source.name().to_owned(), reason: reason.to_owned() });
    }
    let format = format.unwrap_or_else(|| InputFormat::sniff(source.text()));
    if format == InputFormat::Submission {
        return submission::document(source);
    }
    let whole = Span::new(0, source.text().len());
    Ok(Document { blocks: lay_out(source, whole, Some(format)), ..Document::default() })
}

/// What bytes mean nothing in the encoding that the file is in.
pub fn malformed(source: &Source) -> Option<Diagnostic> {
    let (first, rest) = source.malformed().split_first()?;
    let message = format!("{} stretches of bytes mean nothing in {} and were read as \u{fffd}", rest.len() + 1, source.encoding());
    let finding = Diagnostic::new(Code::MalformedText, message).at(*first, "here");
    let finding = rest.iter().take(5).fold(finding, |finding, span| finding.and_at(*span, "and here"));
    Some(finding.help("figures and names beside them may have lost characters: convert the file, or take it from where it was published"))
}

/// Lays out a part of the source that is text or HTML.
fn lay_out(source: &Source, part: Span, format: Option<InputFormat>) -> Vec<Block> {
    match format.unwrap_or_else(|| InputFormat::sniff(source.slice(part))) {
        InputFormat::Html => html::blocks(source, part),
        InputFormat::Text | InputFormat::Submission => text::blocks(source, part),
    }
}

/// Why a file can't be read, by its first bytes, if so.
fn unreadable(text: &str) -> Option<&'static str> {
    let start = head(text, 4096);
    if text.trim_matches(|c: char| c.is_whitespace() || c == '\0').is_empty() {
        return Some("the file is empty");
    }
    if start.trim_start().starts_with("%PDF-") {
        return Some("this is a PDF file; turn it into text first (pdftotext -layout) or give the HTML or text exhibit");
    }
    if start.starts_with("PK\u{3}\u{4}") {
        return Some("this is a ZIP archive (or an Office file); give the HTML or text exhibit inside");
    }
    let odd = start.chars().filter(|c| matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1a}' | '\u{fffd}')).count();
    (odd * 20 > start.chars().count()).then_some("this is a binary file; a release is text, HTML or an EDGAR submission")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reason(bytes: &[u8]) -> Option<String> {
        match read(&Source::from_bytes("x", bytes), None) {
            Err(Error::Input { reason, .. }) => Some(reason),
            _ => None,
        }
    }

    #[test]
    fn nothing_to_read_is_said() {
        assert!(reason(b" \r\n").unwrap().contains("empty"));
        assert!(reason(b"").unwrap().contains("empty"));
        assert!(reason(b"%PDF-1.4\n%\xe2\xe3").unwrap().contains("PDF"));
        assert!(reason(b"PK\x03\x04\x14\0\0\0").unwrap().contains("ZIP"));
        assert!(reason(&[0x7f, b'E', b'L', b'F', 2, 1, 1, 0, 0, 0, 0, 0, 3, 0, 0x3e, 0, 1, 0, 0, 0]).unwrap().contains("binary"));
        assert_eq!(reason(b"Net income rose 5\x96fold"), None);
    }

    #[test]
    fn tables_of_old_text_exhibits_are_no_html() {
        assert_eq!(InputFormat::sniff("ACME\n<TABLE>\n<CAPTION>\n<S>   <C>\nSales  10\n</TABLE>"), InputFormat::Text);
        assert_eq!(InputFormat::sniff("<P ALIGN=CENTER>ACME</P>"), InputFormat::Html);
        assert_eq!(InputFormat::sniff("<DOCUMENT>\n<TYPE>EX-99.1"), InputFormat::Submission);
    }
}
