//! Writes a release as XBRL into a folder: `cargo run --example write_xbrl -- examples/hemacare_2004q1.txt out`

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program may touch files and print

use std::path::Path;
use std::sync::Arc;

use hemaexport::{Format, ReadOptions, Source, WriteOptions};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let (path, folder) = std::env::args().nth(1).zip(std::env::args().nth(2)).ok_or("name a release and a folder")?;
    let source = Arc::new(Source::from_bytes(&*path, &std::fs::read(&path)?));
    let options = ReadOptions { cik: Some("801748".to_owned()), ..ReadOptions::default() };
    let reading = hemaexport::read(&source, None, &options)?;
    let output = hemaexport::write(&reading.report, Format::Xbrl, &WriteOptions::default())?;
    std::fs::create_dir_all(&folder)?;
    for file in &output.files {
        std::fs::write(Path::new(&folder).join(&file.name), &file.bytes)?;
        println!("{} ({} bytes)", file.name, file.bytes.len());
    }
    Ok(())
}
