//! Doors for the fuzz targets (`fuzz/`): what the program does with texts of the user that are no releases.

use std::path::Path;

use super::{labels, link};
use crate::map::LabelRule;
use crate::map::concept::Linker;

/// The rules of a file for `--labels`, or the message.
pub fn label_rules(path: &Path, text: &str) -> Result<Vec<LabelRule>, String> {
    labels::parse(path, text).map_err(|failure| failure.message)
}

/// How many rows `link` found in a CSV and what it answers, or the message.
pub fn linked(csv: &[u8]) -> Result<(usize, Vec<u8>), String> {
    let rows = link::rows(csv).map_err(|error| error.to_string())?;
    let answer = link::answer(&Linker::default(), &rows, true).map_err(|failure| failure.message)?;
    Ok((rows.len(), answer))
}
