//! A folder of files for each document (`--each`, `--watch`).
//!
//! The files are made in `.hemaexport/staging` and moved to their place together, as a folder; then the manifest gets its line. The name
//! of a folder is written down before it is moved: should the run end between the two, the next one finds it there and removes it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::manifest::{Line, Manifest};
use super::state::State;
use super::worker::unpacked;
use crate::cli::failure::Failure;

/// Longest name of a folder in bytes: file systems take 255.
const LONGEST: usize = 120;

/// The folders of documents.
pub struct Folders {
    root: PathBuf,
    state: State,
    manifest: Manifest,
    /// Names in use, in lower case: some file systems know no other.
    taken: HashSet<String>,
}

impl Folders {
    /// Begins in a folder or goes on there, and hands each line of what is done to `note`.
    pub fn open(root: &Path, state: State, mut note: impl FnMut(&Line)) -> Result<Self, Failure> {
        let mut taken = HashSet::from(["manifest.ndjson".to_owned()]);
        let manifest = Manifest::open(root, None, |line| {
            taken.extend(line.output.as_ref().map(|name| name.to_lowercase()));
            note(&line);
        })?;
        let folders = Self { root: root.to_owned(), state, manifest, taken };
        folders.remove_the_unlisted()?;
        Ok(folders)
    }

    fn placing(&self) -> PathBuf {
        self.state.staging().with_file_name("placing")
    }

    /// Removes the folder that was moved to its place without a line in the manifest.
    fn remove_the_unlisted(&self) -> Result<(), Failure> {
        let Ok(name) = fs::read_to_string(self.placing()) else { return Ok(()) };
        let place = self.root.join(&name);
        if name != sanitised(&name) || self.taken.contains(&name.to_lowercase()) || !place.exists() {
            return Ok(());
        }
        fs::remove_dir_all(&place).map_err(|e| Failure::write(&place, &e))
    }

    /// Takes a document.
    pub fn accept(&mut self, mut line: Line, payload: &[u8]) -> Result<(), Failure> {
        if line.is_kept() {
            line.output = Some(self.put(&line.input, payload)?);
        }
        self.manifest.append([&line])
    }

    /// Waits until all is on the disk.
    pub fn finish(&self) -> Result<(), Failure> {
        self.manifest.sync()
    }

    fn put(&mut self, input: &str, payload: &[u8]) -> Result<String, Failure> {
        let name = self.free(input);
        let (from, to) = (self.state.staging().join(&name), self.root.join(&name));
        for file in unpacked(payload) {
            let path = from.join(&file.name);
            let parent = path.parent().unwrap_or(&from);
            fs::create_dir_all(parent).and_then(|()| fs::write(&path, &file.bytes)).map_err(|e| Failure::write(&path, &e))?;
        }
        fs::create_dir_all(&from).map_err(|e| Failure::write(&from, &e))?;
        let placing = self.placing();
        fs::write(&placing, &name).map_err(|e| Failure::write(&placing, &e))?;
        fs::rename(&from, &to).map_err(|e| Failure::write(&to, &e))?;
        Ok(name)
    }

    /// The name of a document's folder, numbered where it is taken.
    fn free(&mut self, input: &str) -> String {
        let stem = sanitised(stem(input));
        let names = std::iter::once(stem.clone()).chain((2..).map(|n| format!("{stem}-{n}")));
        let is_free = |name: &String| !self.taken.contains(&name.to_lowercase()) && !self.root.join(name).exists();
        let free = names.into_iter().find(is_free).expect("there is always another number");
        self.taken.insert(free.to_lowercase());
        free
    }
}

/// The file's name without folders and endings.
fn stem(input: &str) -> &str {
    let name = input.rsplit(['/', '\\', '!']).next().unwrap_or(input);
    let name = name.strip_suffix(".gz").unwrap_or(name);
    match name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => name,
    }
}

/// A name that is one folder wherever it is used: letters of ASCII, digits, `.`, `_` and `-`, no leading dot.
fn sanitised(name: &str) -> String {
    let mut clean: String = name.chars().map(|c| if c.is_ascii_alphanumeric() || "._-".contains(c) { c } else { '_' }).collect();
    clean.truncate(LONGEST);
    match clean.strip_prefix('.') {
        Some(rest) => format!("_{rest}"),
        None if clean.is_empty() => "document".to_owned(),
        None => clean,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_stay_below_the_folder() {
        for (input, folder) in [
            ("d/q1.htm.gz", "q1"),
            ("a.zip!../../etc/passwd", "passwd"),
            ("a.zip!..", "_"),
            ("a.tar!C:\\x\\con?.txt", "con_"),
            ("<stdin>", "_stdin_"),
            ("a.zip!d/", "document"),
            (".htaccess", "_htaccess"),
        ] {
            assert_eq!(sanitised(stem(input)), folder, "{input}");
        }
        assert_eq!(sanitised(&"x".repeat(300)).len(), LONGEST);
    }
}
