//! What the fuzz targets hold every reading to, beyond that nothing panics: places lie in the file and say what the facts say, the same input
//! gives the same report, and the work grows with the input alone.

pub mod claims;
pub mod page;
#[cfg(feature = "writers")]
pub mod read_back;
#[cfg(feature = "writers")]
pub mod read_columns;
pub mod read_csv;
#[cfg(feature = "writers")]
pub mod read_graph;
pub mod work;

use std::sync::Arc;

use hemaexport::{InputFormat, ReadOptions, Reading, Source};

/// Reads bytes in whatever encoding they seem to be in, and holds the reading to every claim.
pub fn read_bytes(bytes: &[u8], format: Option<InputFormat>) -> Option<Reading> {
    let source = work::bounded(bytes.len(), || Arc::new(Source::from_bytes("fuzz", bytes)));
    claims::decoding(&source, bytes);
    read(&source, bytes, format)
}

/// Reads a text, and holds the reading to every claim.
pub fn read_text(text: &str, format: Option<InputFormat>) -> Option<Reading> {
    let source = Arc::new(Source::from_text("fuzz", text));
    read(&source, text.as_bytes(), format)
}

fn read(source: &Arc<Source>, bytes: &[u8], format: Option<InputFormat>) -> Option<Reading> {
    let once = || hemaexport::read(source, format, &ReadOptions::default());
    let reading = work::bounded(bytes.len(), once).ok()?;
    let findings = work::bounded(bytes.len(), || hemaexport::check(&reading.report));
    claims::reading(&reading, bytes);
    claims::findings(source, reading.diagnostics.iter().chain(&findings));
    // twice as slow, so not for all; which ones hangs on the input alone
    if bytes.len() % 4 == 0 {
        let again = once().expect("read a moment ago");
        assert!(again.report.facts == reading.report.facts, "facts differ from run to run");
        assert!(again.report.relations == reading.report.relations, "relations differ from run to run");
        assert!(again.diagnostics == reading.diagnostics, "doubts differ from run to run");
        assert!(hemaexport::check(&again.report) == findings, "findings differ from run to run");
    }
    Some(reading)
}
