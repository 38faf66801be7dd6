//! Real releases, read and written for the consumers; they are no part of the project, and tests without them say that they were skipped.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use hemaexport::{ReadOptions, Report, Source};

const FOLDER: &str = "../shared/bench/dev/releases";

/// Name and file of each: a small release of text, two of HTML (one large), a bank.
pub const RELEASES: [(&str, &str); 4] = [
    ("hemacare", "hemacare_2004q1.txt"),
    ("buckle", "buckle_2024q3.htm"),
    ("oracle", "oracle_2014q2.htm"),
    ("horizon", "horizon-financial_2008q4.txt"),
];

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(FOLDER).join(file)
}

/// Those that are there; where none is, says that what needs them is skipped.
pub fn present() -> Vec<&'static str> {
    let there: Vec<&str> = RELEASES.iter().filter(|(_, file)| path(file).exists()).map(|(name, _)| *name).collect();
    if there.is_empty() {
        eprintln!("skipped: {FOLDER} is not there");
    }
    there
}

/// The report of a release.
pub fn read(name: &str) -> Result<Report, Box<dyn std::error::Error>> {
    let (_, file) = RELEASES.iter().find(|(known, _)| *known == name).ok_or("no such release")?;
    let source = Arc::new(Source::from_bytes(*file, &std::fs::read(path(file))?));
    Ok(hemaexport::read(&source, None, &ReadOptions { cik: Some("801748".to_owned()), ..ReadOptions::default() })?.report)
}

/// The example that comes with the project.
pub fn example() -> Result<Report, Box<dyn std::error::Error>> {
    let bytes = include_bytes!("../../examples/hemacare_2004q1.txt");
    let source = Arc::new(Source::from_bytes("hemacare_2004q1.txt", bytes));
    Ok(hemaexport::read(&source, None, &ReadOptions::default())?.report)
}
