//! Inline XBRL 1.1 over the release itself: a text release as it was printed, in one `<pre>`; an HTML release as its own page, made XHTML
//! that browsers show alike; of a submission, the exhibits that hold facts. Figures and words are tagged in place.
//!
//! The words of the document are those of the release. A fact that no place can give (an ordinal, a date and a time in two pieces, a figure
//! with a tag inside, nil) is hidden, and so are the preparer's notes.

mod document;
mod marks;
mod release;
mod spelling;

use self::release::Release;
use super::instance::Instance;
use super::{File, Output, WriteOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::report::Report;
use crate::source::Span;

/// Writes the document and the extension taxonomy.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let mut instance = Instance::of(report, options, "ixbrl")?;
    let main = self::report(&mut instance, None);
    let files = std::iter::once(main).chain(instance.extension.files()).collect();
    Ok(Output { files, diagnostics: instance.diagnostics })
}

/// The document; `schema` is the address of the extension's schema, unless it stands beside. What can't be carried is noted.
pub(super) fn report(instance: &mut Instance<'_>, schema: Option<&str>) -> File {
    let release = Release::of(instance.report);
    let names = &instance.extension.names;
    let beside = names.schema();
    let bytes = document::document(instance, &release, schema.unwrap_or(&beside));
    let file = File { name: format!("{}.htm", names.base), bytes };
    instance.diagnostics.extend(replaced(instance.report, &release));
    instance.diagnostics.extend(left_out(&release));
    file
}

/// Characters that XML has no place for: the words then differ from those of the release.
fn replaced(report: &Report, release: &Release) -> Option<Diagnostic> {
    let (at, first) = report.source.text().char_indices().find(|(_, c)| document::as_xml(*c).is_none())?;
    let count = release.words.chars().filter(|c| document::as_xml(*c).is_none()).count();
    let message = format!("{count} control characters of the release have no place in XML; blanks stand for them in the inline document");
    let place = Span::new(at, at + first.len_utf8());
    (count > 0).then(|| Diagnostic::new(Code::NotRepresentable, message).at(place, "the first"))
}

/// What a page shows besides words and pictures.
fn left_out(release: &Release) -> Option<Diagnostic> {
    let elements: Vec<String> = release.left_out().into_iter().map(|(name, count)| format!("{count} {name}")).collect();
    let message = format!("elements of the page have no place in Inline XBRL and are left out of the document: {}", elements.join(", "));
    (!elements.is_empty()).then(|| Diagnostic::new(Code::NotRepresentable, message))
}
