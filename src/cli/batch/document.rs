//! A document on its way: its name, what it holds, and what its name alone says of it.

use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use crate::cli::failure::reason;

/// A document that was found.
pub struct Document {
    /// The path as given, or `archive!entry`; what the manifest calls it.
    pub name: String,
    /// What it holds, or where that is.
    pub content: Content,
}

/// What a document holds, or where that is.
pub enum Content {
    /// A file, to be read when its turn comes.
    File(PathBuf),
    /// Bytes taken out of an archive or a pipe.
    Bytes(Vec<u8>),
    /// Nothing, for a reason.
    Unreadable(String),
}

impl Document {
    /// A file.
    pub fn file(path: PathBuf) -> Self {
        Self { name: printable(&path.to_string_lossy()), content: Content::File(path) }
    }

    /// An entry of an archive. Its name names it in the manifest and is never used as a path.
    pub fn entry(archive: &Path, entry: &str, content: Content) -> Self {
        Self { name: format!("{}!{}", printable(&archive.to_string_lossy()), printable(entry)), content }
    }

    /// Something that could not even be opened.
    pub fn unreadable(name: &str, reason: impl Into<String>) -> Self {
        Self { name: printable(name), content: Content::Unreadable(reason.into()) }
    }
}

impl Content {
    /// The bytes, gzip undone; an error says in words why not.
    pub fn load(self, max_bytes: u64) -> Result<Vec<u8>, String> {
        let bytes = match self {
            Self::Bytes(bytes) => bytes,
            Self::Unreadable(reason) => return Err(reason),
            Self::File(path) => unchanged(&path, max_bytes)?,
        };
        inflated(bytes, max_bytes)
    }
}

/// How long ago a file was last written to before it is read; longer than a tick of the clock that file systems stamp with. Of a file
/// written to within the tick in which it is read no stamp tells that it changed.
const REST: Duration = Duration::from_millis(20);

/// Reads a file that nobody writes to meanwhile: half of one version and half of the next is neither. Such a file gets three chances.
///
/// What is read is what the file held at one moment. Whether its writer had more to say cannot be known.
fn unchanged(path: &Path, max_bytes: u64) -> Result<Vec<u8>, String> {
    let said = |e: io::Error| reason(&e);
    for _ in 0..3 {
        if !fs::metadata(path).map_err(said)?.is_file() {
            return Err("not a file".to_owned());
        }
        let file = fs::File::open(path).map_err(said)?;
        let stamp = || file.metadata().map(|meta| (meta.len(), meta.modified().ok())).map_err(said);
        let before = stamp()?;
        if before.1.and_then(|written| written.elapsed().ok()).is_some_and(|age| age < REST) {
            thread::sleep(REST);
        }
        let bytes = limited(&file, before.0, max_bytes)?;
        if stamp()? == before {
            return Ok(bytes);
        }
    }
    Err("it changed each time while it was read".to_owned())
}

/// Reads to the end, but no more than a document may hold. `expected` is what the file system or an archive says: a hint, no more.
pub fn limited(source: impl Read, expected: u64, max_bytes: u64) -> Result<Vec<u8>, String> {
    let mut bytes = Vec::with_capacity(expected.min(max_bytes).min(1 << 24) as usize);
    source.take(max_bytes + 1).read_to_end(&mut bytes).map_err(|e| reason(&e))?;
    if bytes.len() as u64 > max_bytes { Err(too_large(max_bytes)) } else { Ok(bytes) }
}

fn too_large(max_bytes: u64) -> String {
    format!("larger than --max-bytes {max_bytes}")
}

/// Undoes gzip, which is told by its first bytes and not by the name.
fn inflated(bytes: Vec<u8>, max_bytes: u64) -> Result<Vec<u8>, String> {
    match bytes.starts_with(&[0x1f, 0x8b]) {
        false => Ok(bytes),
        true => limited(flate2::read::MultiGzDecoder::new(&bytes[..]), 4 * bytes.len() as u64, max_bytes)
            .map_err(|reason| if reason == too_large(max_bytes) { reason } else { format!("broken gzip data: {reason}") }),
    }
}

/// A name in which nothing can break a line or steer a terminal.
fn printable(name: &str) -> String {
    name.chars().map(|c| if c.is_control() { '\u{fffd}' } else { c }).collect()
}

/// The accession number in a name, `0000950135-07-001095` or `000095013507001095`; the last of several.
pub fn accession_in(name: &str) -> Option<String> {
    let shape = |run: &str| match run.as_bytes() {
        b if b.len() == 20 && b[10] == b'-' && b[13] == b'-' => Some(run.to_owned()),
        b if b.len() == 18 && !b.contains(&b'-') => Some(format!("{}-{}-{}", &run[..10], &run[10..12], &run[12..])),
        _ => None,
    };
    name.split(|c: char| !c.is_ascii_digit() && c != '-').filter_map(shape).next_back()
}

/// The year in an accession number. EDGAR began in 1993.
pub fn year_of(accession: &str) -> Option<i32> {
    let year: i32 = accession.get(11..13)?.parse().ok()?;
    Some(if year >= 93 { 1900 + year } else { 2000 + year })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_may_hold_accession_numbers() {
        assert_eq!(accession_in("d/1002517_8K_2007_0000950135-07-001095.htm").as_deref(), Some("0000950135-07-001095"));
        assert_eq!(accession_in("edgar/data/1001426/000127528706002673/ex99.htm").as_deref(), Some("0001275287-06-002673"));
        assert_eq!(accession_in("feed.tar.gz!0001275287-06-002673.nc").as_deref(), Some("0001275287-06-002673"));
        assert_eq!(accession_in("20040513-release-2.txt"), None);
        assert_eq!((year_of("0000950135-07-001095"), year_of("0000950135-97-001095")), (Some(2007), Some(1997)));
    }

    #[test]
    fn gzip_is_undone_within_the_limit() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut encoder, &[b'x'; 10_000]).unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(inflated(packed.clone(), 10_000).unwrap().len(), 10_000);
        assert!(inflated(packed.clone(), 9_999).unwrap_err().contains("--max-bytes"));
        assert!(inflated(packed[..packed.len() - 9].to_vec(), 10_000).unwrap_err().contains("gzip"));
    }

    #[test]
    fn names_cannot_steer_a_terminal() {
        let document = Document::entry(Path::new("a.zip"), "../\u{1b}[2J\n.htm", Content::Bytes(Vec::new()));
        assert_eq!(document.name, "a.zip!../\u{fffd}[2J\u{fffd}.htm");
    }
}
