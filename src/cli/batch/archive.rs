//! Archives of documents: zip and tar, the latter also gzipped, as EDGAR's daily feed comes.
//!
//! Entries are read one after the other and no further than a document may be long. A link, a device, a folder is no document.

use std::fs::File;
use std::io::{BufReader, Read};
use std::path::Path;

use super::document::{Content, Document, limited};
use super::inputs::is_document_name;
use crate::cli::failure::reason;

/// What an entry may claim to hold before the rest of a tar archive is given up: skipping it would take hours.
const HOPELESS: u64 = 1 << 36;

/// Whether a name is that of an archive.
pub fn is_archive_name(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    [".zip", ".tar", ".tar.gz", ".tgz"].iter().any(|ending| name.ends_with(ending))
}

/// Hands each document of an archive to `take`, until that answers false. `is_done` tells what need not be unpacked.
pub fn documents(path: &Path, max_bytes: u64, is_done: &mut dyn FnMut(&str) -> bool, take: &mut dyn FnMut(Document) -> bool) -> bool {
    let name = path.to_string_lossy();
    let broken = |reason: String| Document::unreadable(&name, reason);
    let file = match File::open(path) {
        Ok(file) => BufReader::new(file),
        Err(e) => return take(broken(reason(&e))),
    };
    let lower = name.to_ascii_lowercase();
    let mut reader = Entries { path, max_bytes, is_done, take };
    let result = match lower.as_str() {
        zip if zip.ends_with(".zip") => reader.zip(file),
        tar if tar.ends_with(".tar") => reader.tar(file),
        _ => reader.tar(flate2::read::MultiGzDecoder::new(file)),
    };
    match result {
        Ok(go_on) => go_on,
        Err(reason) => take(broken(format!("broken archive: {reason}"))),
    }
}

struct Entries<'a> {
    path: &'a Path,
    max_bytes: u64,
    is_done: &'a mut dyn FnMut(&str) -> bool,
    take: &'a mut dyn FnMut(Document) -> bool,
}

impl Entries<'_> {
    fn zip(&mut self, file: BufReader<File>) -> Result<bool, String> {
        let mut archive = zip::ZipArchive::new(file).map_err(|e| e.to_string())?;
        let max_bytes = self.max_bytes;
        for index in 0..archive.len() {
            let (name, is_file) = {
                let entry = archive.by_index_raw(index).map_err(|e| e.to_string())?;
                (String::from_utf8_lossy(entry.name_raw()).into_owned(), entry.is_file())
            };
            if is_file && is_document_name(&name) && !self.offer(&name, || zipped(&mut archive, index, max_bytes)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn tar(&mut self, source: impl Read) -> Result<bool, String> {
        let mut archive = tar::Archive::new(source);
        for entry in archive.entries().map_err(|e| reason(&e))? {
            let entry = entry.map_err(|e| reason(&e))?;
            let name = String::from_utf8_lossy(&entry.path_bytes()).into_owned();
            let (size, is_file) = (entry.size(), entry.header().entry_type().is_file());
            if size > HOPELESS {
                return Err(format!("{name} claims to hold {size} bytes; it and what follows is not read"));
            }
            let max_bytes = self.max_bytes;
            if is_file && is_document_name(&name) && !self.offer(&name, || read(entry, size, max_bytes)) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Hands over an entry unless it is done; answers whether to go on.
    fn offer(&mut self, entry: &str, content: impl FnOnce() -> Content) -> bool {
        let mut document = Document::entry(self.path, entry, Content::Bytes(Vec::new()));
        if (self.is_done)(&document.name) {
            return true;
        }
        document.content = content();
        (self.take)(document)
    }
}

fn zipped(archive: &mut zip::ZipArchive<BufReader<File>>, index: usize, max_bytes: u64) -> Content {
    match archive.by_index(index) {
        Ok(entry) => {
            let size = entry.size();
            read(entry, size, max_bytes)
        }
        Err(e) => Content::Unreadable(e.to_string()),
    }
}

fn read(entry: impl Read, size: u64, max_bytes: u64) -> Content {
    limited(entry, size, max_bytes).map_or_else(Content::Unreadable, Content::Bytes)
}
