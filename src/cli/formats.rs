//! `hemaexport formats`: what can be written, one line a format.

use crate::Format;

/// The table of formats.
pub fn table() -> String {
    let row = |name: &str, ending: &str, what: &str| format!("{name:<14} {ending:<9} {what}\n");
    let rows = Format::ALL.iter().map(|format| row(format.name(), &format!(".{}", format.extension()), format.summary()));
    std::iter::once(row("FORMAT", "ENDING", "WHAT IT IS, AND WHO LOADS IT")).chain(rows).collect()
}
