//! What is to be done: names, patterns, folders, lists and archives as one stream of documents, in an order that depends on nothing else.
//!
//! Folders are read in the order of their names, archives in their own. Links to files are followed, links to folders only where they are
//! named: a walk never goes round in circles. Of what stands in a folder or archive only what may be a release is taken, by its ending.

use std::collections::HashMap;
use std::ffi::OsString;
use std::fs;
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::archive;
use super::arguments::BatchArguments;
use super::document::{Content, Document, limited};
use super::stop::Stop;
use crate::cli::failure::{Failure, reason};
use crate::cli::input;

/// Endings of what may be a release, without the dot; a name without ending may be one, too.
const ENDINGS: [&str; 11] = ["txt", "text", "htm", "html", "xhtml", "sgml", "sgm", "asc", "nc", "corr", "sub"];

/// What a document on standard input is called.
const STDIN: &str = "<stdin>";

/// Whether a name, that of a gzipped file included, may be that of a release.
pub fn is_document_name(name: &str) -> bool {
    let name = name.rsplit(['/', '\\']).next().unwrap_or(name).to_ascii_lowercase();
    let name = name.strip_suffix(".gz").unwrap_or(&name);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    !name.is_empty() && !name.starts_with('.') && ending.is_none_or(|ending| ENDINGS.contains(&ending))
}

/// What earlier runs did: each name as often as it was done.
#[derive(Default)]
pub struct Done {
    counts: HashMap<[u8; 16], u32>,
}

impl Done {
    /// Notes that a document is done.
    pub fn note(&mut self, name: &str) {
        *self.counts.entry(Self::key(name)).or_default() += 1;
    }

    /// Whether a document was done. Each time it is asked, one of the times it was done is used up: an input may be named twice.
    pub fn take(&mut self, name: &str) -> bool {
        match self.counts.get_mut(&Self::key(name)) {
            Some(count) if *count > 0 => (*count -= 1, true).1,
            _ => false,
        }
    }

    fn key(name: &str) -> [u8; 16] {
        *Sha256::digest(name).first_chunk().expect("a digest is longer")
    }
}

/// Where the documents come from.
pub struct Inputs {
    named: Vec<PathBuf>,
    list: Option<PathBuf>,
    null: bool,
    recursive: bool,
    max_bytes: u64,
    /// The dataset itself, which is no input even where it lies among them.
    output: Option<PathBuf>,
}

impl Inputs {
    /// Makes sense of the arguments.
    ///
    /// # Errors
    /// When nothing is named, or something named is not there: a slip of the keyboard is said before anything is done.
    pub fn new(arguments: &BatchArguments) -> Result<Self, Failure> {
        let mut named = Vec::new();
        for path in &arguments.inputs {
            match pattern(path) {
                Some(found) => named.extend(found?),
                None => named.push(path.clone()),
            }
        }
        let is_pipe = |path: &PathBuf| path == Path::new("-");
        for path in named.iter().filter(|path| !is_pipe(path)) {
            let meta = fs::metadata(path).map_err(|e| input::unreadable(path, &e))?;
            if meta.is_dir() && !arguments.recursive {
                return Err(Failure::new(format!("{} is a directory", path.display())).help("read all below it with -r"));
            }
        }
        if named.is_empty() && arguments.files_from.is_none() {
            let failure = Failure::new("no input given");
            return Err(failure.help("hemaexport batch -r FOLDER -o DATASET").help("hemaexport batch --help shows more examples"));
        }
        let (list, null, recursive) = (arguments.files_from.clone(), arguments.null, arguments.recursive);
        if list.as_ref().is_some_and(is_pipe) && named.iter().any(is_pipe) {
            return Err(Failure::new("standard input can't be both a document and the list of --files-from"));
        }
        let output = fs::canonicalize(&arguments.output).ok();
        Ok(Self { named, list, null, recursive, max_bytes: arguments.max_bytes, output })
    }

    /// Whether the names can be gone through twice.
    pub fn can_be_counted(&self) -> bool {
        self.list.as_deref() != Some(Path::new("-"))
    }

    /// How many documents there are, done or not; `None` when it was over before that was known.
    pub fn count(&self, over: &Stop) -> Option<u64> {
        let mut count = 0;
        let mut is_counted = |_: &str| {
            count += 1;
            !over.is_asked()
        };
        self.each(&mut is_counted, &mut |_| !over.is_asked()).ok()?;
        (!over.is_asked()).then_some(count)
    }

    /// Hands over one document after the other that is not done, until `take` answers false.
    ///
    /// # Errors
    /// When the list of names can't be read.
    pub fn each(&self, is_done: &mut dyn FnMut(&str) -> bool, take: &mut dyn FnMut(Document) -> bool) -> Result<(), Failure> {
        let mut walk = Walk { inputs: self, is_done, take };
        if !self.named.iter().all(|path| walk.named(path)) {
            return Ok(());
        }
        let Some(list) = &self.list else { return Ok(()) };
        for name in names(list, self.null)? {
            let name = name.map_err(|e| Failure::new(format!("cannot read {}: {}", list.display(), reason(&e))))?;
            if !walk.named(Path::new(&name)) {
                break;
            }
        }
        Ok(())
    }
}

/// The files that a quoted pattern stands for, where it is one and no file has that name.
fn pattern(path: &Path) -> Option<Result<Vec<PathBuf>, Failure>> {
    let text = path.to_str().filter(|text| text.contains(['*', '?', '[']) && !path.exists())?;
    let found = glob::glob(text).map_err(|e| Failure::new(format!("{text}: {}", e.msg)));
    Some(found.and_then(|paths| {
        let paths: Vec<PathBuf> = paths.flatten().collect();
        if paths.is_empty() {
            Err(Failure::new(format!("no file fits {text}")).help("a folder with all below it is read with -r"))
        } else {
            Ok(paths)
        }
    }))
}

/// The names of a list, as they come.
fn names(list: &Path, null: bool) -> Result<impl Iterator<Item = io::Result<OsString>>, Failure> {
    let source: Box<dyn Read> = match list == Path::new("-") {
        true => Box::new(io::stdin()),
        false => Box::new(fs::File::open(list).map_err(|e| input::unreadable(list, &e))?),
    };
    let end = if null { 0 } else { b'\n' };
    let lines = BufReader::new(source).split(end).map(move |line| {
        line.map(|mut line| {
            if !null && line.last() == Some(&b'\r') {
                line.pop();
            }
            os_string(line)
        })
    });
    Ok(lines.filter(|line| line.as_ref().map_or(true, |line| !line.is_empty())))
}

#[cfg(unix)]
fn os_string(bytes: Vec<u8>) -> OsString {
    std::os::unix::ffi::OsStringExt::from_vec(bytes)
}

#[cfg(not(unix))]
fn os_string(bytes: Vec<u8>) -> OsString {
    String::from_utf8_lossy(&bytes).into_owned().into()
}

struct Walk<'a> {
    inputs: &'a Inputs,
    is_done: &'a mut dyn FnMut(&str) -> bool,
    take: &'a mut dyn FnMut(Document) -> bool,
}

impl Walk<'_> {
    /// What the user named; answers whether to go on.
    fn named(&mut self, path: &Path) -> bool {
        if path == Path::new("-") {
            if (self.is_done)(STDIN) {
                return true;
            }
            let content = limited(io::stdin().lock(), 0, self.inputs.max_bytes).map_or_else(Content::Unreadable, Content::Bytes);
            return (self.take)(Document { name: STDIN.to_owned(), content });
        }
        if path.is_dir() {
            return match self.inputs.recursive {
                true => self.folder(path),
                false => self.offer(Document::unreadable(&path.to_string_lossy(), "a directory; read all below it with -r")),
            };
        }
        self.file(path)
    }

    fn file(&mut self, path: &Path) -> bool {
        if !archive::is_archive_name(&path.to_string_lossy()) {
            return self.offer(Document::file(path.to_owned()));
        }
        archive::documents(path, self.inputs.max_bytes, self.is_done, self.take)
    }

    fn offer(&mut self, document: Document) -> bool {
        (self.is_done)(&document.name) || (self.take)(document)
    }

    fn folder(&mut self, folder: &Path) -> bool {
        if self.inputs.output.is_some() && fs::canonicalize(folder).ok() == self.inputs.output {
            return true;
        }
        let entries = match fs::read_dir(folder).and_then(Iterator::collect::<io::Result<Vec<_>>>) {
            Ok(entries) => entries,
            Err(e) => return self.offer(Document::unreadable(&folder.to_string_lossy(), reason(&e))),
        };
        let mut paths: Vec<(PathBuf, bool)> = entries.iter().map(|e| (e.path(), e.file_type().is_ok_and(|t| t.is_dir()))).collect();
        paths.sort();
        paths.iter().all(|(path, is_folder)| self.found(path, *is_folder))
    }

    /// What stands in a folder.
    fn found(&mut self, path: &Path, is_folder: bool) -> bool {
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match is_folder {
            true => name.starts_with('.') || self.folder(path),
            false if !(is_document_name(&name) || archive::is_archive_name(&name)) || path.is_dir() => true,
            false => self.file(path),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn releases_are_told_by_their_endings() {
        for name in ["q1.txt", "Q1.HTM", "d/0001275287-06-002673.nc", "q1.htm.gz", "README", "ex99"] {
            assert!(is_document_name(name), "{name}");
        }
        for name in ["logo.jpg", "a.xsd", ".hidden", "d/.htm", "facts.parquet", "a.zip", "x/"] {
            assert!(!is_document_name(name), "{name}");
        }
    }

    #[test]
    fn what_is_named_twice_is_done_twice() {
        let mut done = Done::default();
        done.note("a");
        assert!(done.take("a") && !done.take("a") && !done.take("b"));
    }
}
