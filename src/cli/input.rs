//! From a path or standard input to a `Source`: gzip undone, and what can't be a release refused with a way out.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, IsTerminal, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::failure::{Failure, reason};
use super::nearest::nearest;
use crate::Source;

/// The inputs to read: those named, or standard input when none is named and something is piped in.
pub fn inputs(named: &[PathBuf]) -> Result<Vec<PathBuf>, Failure> {
    if let Some(command) = named.iter().find(|path| !path.exists() && is_command(path)) {
        let message = format!("no such file: {}; a command goes before its options", command.display());
        return Err(Failure::new(message).help(format!("hemaexport {} ...", command.display())));
    }
    if !named.is_empty() {
        return Ok(named.to_vec());
    }
    if io::stdin().is_terminal() {
        return Err(Failure::new("no release given").help("hemaexport release.txt -f csv").help("hemaexport --help shows more examples"));
    }
    Ok(vec![PathBuf::from("-")])
}

/// Loads a release; `-` is standard input.
pub fn load(path: &Path) -> Result<Arc<Source>, Failure> {
    let (name, bytes) =
        if path == Path::new("-") { ("<stdin>".to_owned(), read_stdin()?) } else { (path.display().to_string(), read_file(path)?) };
    let bytes = inflated(&name, bytes)?;
    Ok(Arc::new(Source::from_bytes(name, &bytes)))
}

fn read_stdin() -> Result<Vec<u8>, Failure> {
    let mut bytes = Vec::new();
    let limit = Source::MAX_BYTES as u64 + 1;
    io::stdin()
        .lock()
        .take(limit)
        .read_to_end(&mut bytes)
        .map_err(|e| Failure::new(format!("cannot read standard input: {}", reason(&e))))?;
    Ok(bytes)
}

fn read_file(path: &Path) -> Result<Vec<u8>, Failure> {
    let meta = fs::metadata(path).map_err(|e| unreadable(path, &e))?;
    if meta.is_dir() {
        return Err(Failure::new(format!("{} is a directory", path.display()))
            .help(format!("name the releases in it: hemaexport {}/* -o OUT/", path.display().to_string().trim_end_matches('/'))));
    }
    if meta.len() > Source::MAX_BYTES as u64 {
        return Err(too_large(&path.display().to_string()));
    }
    fs::read(path).map_err(|e| unreadable(path, &e))
}

/// Why a file can't be read, and what was probably meant.
pub fn unreadable(path: &Path, error: &io::Error) -> Failure {
    let failure = Failure::new(format!("cannot read {}: {}", path.display(), reason(error)));
    if error.kind() != io::ErrorKind::NotFound {
        return failure;
    }
    let failure = Failure::new(format!("no such file: {}", path.display()));
    match neighbour(path) {
        Some(name) => failure.help(format!("did you mean {}?", name.display())),
        None => failure,
    }
}

fn is_command(path: &Path) -> bool {
    let named = |command: &clap::Command| Path::new(command.get_name()) == path;
    <super::arguments::Arguments as clap::CommandFactory>::command().get_subcommands().any(named)
}

/// The file beside a missing one whose name is most like it.
fn neighbour(path: &Path) -> Option<PathBuf> {
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty());
    let entries = fs::read_dir(folder.unwrap_or(Path::new("."))).ok()?;
    let names: Vec<String> = entries.flatten().filter_map(|e| e.file_name().into_string().ok()).collect();
    let name = nearest(path.file_name().and_then(OsStr::to_str)?, names.iter().map(String::as_str))?;
    Some(folder.map_or_else(|| PathBuf::from(name), |f| f.join(name)))
}

fn too_large(name: &str) -> Failure {
    Failure::new(format!("{name} is larger than {} MB", Source::MAX_BYTES / 1_000_000))
        .help("no release is: cut out the document that holds it")
}

/// Undoes gzip, which is told by its first bytes and not by the name.
fn inflated(name: &str, bytes: Vec<u8>) -> Result<Vec<u8>, Failure> {
    if !bytes.starts_with(&[0x1f, 0x8b]) {
        return if bytes.len() > Source::MAX_BYTES { Err(too_large(name)) } else { Ok(bytes) };
    }
    let mut plain = Vec::new();
    let mut decoder = flate2::read::MultiGzDecoder::new(&bytes[..]).take(Source::MAX_BYTES as u64 + 1);
    decoder.read_to_end(&mut plain).map_err(|e| Failure::new(format!("{name}: broken gzip data: {}", reason(&e))))?;
    if plain.len() > Source::MAX_BYTES { Err(too_large(name)) } else { Ok(plain) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn gzip_is_undone() {
        let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
        io::Write::write_all(&mut encoder, b"Net income").unwrap();
        let packed = encoder.finish().unwrap();
        assert_eq!(inflated("a", packed.clone()).unwrap(), b"Net income");
        assert!(inflated("a", packed[..packed.len() - 9].to_vec()).is_err());
    }
}
