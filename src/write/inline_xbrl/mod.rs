//! Inline XBRL 1.1 over a text release: the release as it was printed, in one `<pre>`, with its figures and words tagged in place.
//!
//! The text of the `<pre>` is the text of the source. A fact that no place in the text can give (an ordinal, a date and a time in two
//! pieces, nil) is hidden, and so are the preparer's notes.

mod document;
mod marks;
mod spelling;

use super::instance::Instance;
use super::{File, Output, WriteOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::report::Report;

/// Writes the document and the extension taxonomy.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    refuse_html(report)?;
    let mut instance = Instance::of(report, options, "ixbrl")?;
    let names = &instance.extension.names;
    let main = File { name: format!("{}.htm", names.base), bytes: document::document(&instance, &names.schema()) };
    let files = std::iter::once(main).chain(instance.extension.files()).collect();
    instance.diagnostics.extend(replaced(report));
    Ok(Output { files, diagnostics: instance.diagnostics })
}

/// The document; `schema` is the address of the extension's schema.
pub(super) fn report(instance: &Instance<'_>, schema: &str) -> Result<File, Error> {
    refuse_html(instance.report)?;
    Ok(File { name: format!("{}.htm", instance.extension.names.base), bytes: document::document(instance, schema) })
}

/// Whether the release is a page of its own, which this writer has no form for.
pub(super) fn is_html(report: &Report) -> bool {
    let text = report.source.text().as_bytes();
    let tag = |name: &[u8]| {
        memchr::memmem::find_iter(text, b"<").any(|at| text[at + 1..].get(..name.len()).is_some_and(|t| t.eq_ignore_ascii_case(name)))
    };
    [&b"html"[..], b"body", b"div", b"td"].into_iter().any(tag)
}

fn refuse_html(report: &Report) -> Result<(), Error> {
    if is_html(report) {
        return Err(Error::format("ixbrl", "the release is HTML, and only text releases can be tagged in place so far; take xbrl or xbr"));
    }
    Ok(())
}

/// Characters that XML has no place for: the text then differs from the source there.
fn replaced(report: &Report) -> Option<Diagnostic> {
    let text = report.source.text();
    let at = text.find(|c: char| document::as_xml(c).is_none())?;
    let span = crate::source::Span::new(at, at + text[at..].chars().next().map_or(0, char::len_utf8));
    let count = text.chars().filter(|c| document::as_xml(*c).is_none()).count();
    let message = format!("{count} control characters of the release have no place in XML; blanks stand for them in the inline document");
    Some(Diagnostic::new(Code::NotRepresentable, message).at(span, "the first"))
}
