//! A folder for a test, documents in it, runs of the program there, and what they left.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Output, Stdio};

use serde_json::Value;

/// A release of few facts, in which the company's name can be another.
const RELEASE: &str = include_str!("../releases/acorn-tools_1998q2/release.txt");

/// A folder that goes when the test ends well.
pub struct Scratch {
    pub root: PathBuf,
}

impl Scratch {
    /// A new folder.
    pub fn new(name: &str) -> Self {
        let root = std::env::temp_dir().join(format!("hemaexport-batch-{}-{name}", std::process::id()));
        let _ = fs::remove_dir_all(&root);
        fs::create_dir_all(&root).unwrap();
        Self { root }
    }

    /// A folder with so many releases of different bytes below `in/`.
    pub fn with_releases(name: &str, count: usize) -> Self {
        let scratch = Self::new(name);
        for number in 0..count {
            scratch.write(&format!("in/{}/r{number:03}.txt", number % 3), release(number).as_bytes());
        }
        scratch
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        let path = self.root.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hemaexport"));
        command.args(arguments.split(' ')).current_dir(&self.root).env("LC_ALL", "C").stdin(Stdio::null());
        command
    }

    /// Runs the program with arguments that are parted by blanks.
    pub fn run(&self, arguments: &str) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs it and holds it to its exit code; answers what it said.
    pub fn expect(&self, code: i32, arguments: &str) -> String {
        let output = self.run(arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
        said
    }

    /// Runs it with something on standard input.
    pub fn fed(&self, arguments: &str, input: &[u8]) -> Output {
        let mut child = self.command(arguments).stdin(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), input).unwrap();
        child.wait_with_output().unwrap()
    }

    /// Starts it and does not wait.
    pub fn start(&self, arguments: &str) -> Child {
        self.command(arguments).stderr(Stdio::null()).spawn().unwrap()
    }

    /// Starts it with the names of some releases on standard input, where more may come: it can't be over before what is returned is dropped.
    pub fn start_listed(&self, arguments: &str, names: &[String]) -> (Child, ChildStdin) {
        let mut child = self.command(arguments).stdin(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
        let mut list = child.stdin.take().unwrap();
        std::io::Write::write_all(&mut list, (names.join("\n") + "\n").as_bytes()).unwrap();
        (child, list)
    }

    /// The releases below `in/`, in the order in which they are read.
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<PathBuf> = files(&self.root.join("in"));
        names.sort();
        names.iter().map(|path| path.strip_prefix(&self.root).unwrap().to_str().unwrap().to_owned()).collect()
    }

    /// The lines of a manifest.
    pub fn manifest(&self, output: &str) -> Vec<Value> {
        let text = fs::read_to_string(self.root.join(output).join("manifest.ndjson")).unwrap_or_default();
        text.lines().map(|line| serde_json::from_str(line).unwrap()).collect()
    }

    /// One member of each line of a manifest, in words.
    pub fn column(&self, output: &str, member: &str) -> Vec<String> {
        self.manifest(output).iter().map(|line| line[member].as_str().unwrap_or_default().to_owned()).collect()
    }

    /// Every file of an output by its path, but for the program's own; times are left out of the manifest.
    pub fn tree(&self, output: &str) -> BTreeMap<PathBuf, Vec<u8>> {
        let root = self.root.join(output);
        files(&root).into_iter().map(|path| (path.strip_prefix(&root).unwrap().to_owned(), without_times(&path))).collect()
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            let _ = fs::remove_dir_all(&self.root);
        }
    }
}

/// A release that has other bytes for each number.
pub fn release(number: usize) -> String {
    format!("ACCESSION {number}\n\n{RELEASE}")
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().map(|entry| entry.unwrap().path());
    let kept = entries.filter(|path| path.file_name().unwrap() != ".hemaexport");
    kept.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

fn without_times(path: &Path) -> Vec<u8> {
    let bytes = fs::read(path).unwrap();
    if !path.ends_with("manifest.ndjson") {
        return bytes;
    }
    let text = String::from_utf8(bytes).unwrap();
    text.lines().map(|line| line.rsplit_once(",\"ms\":").unwrap().0.to_owned() + "\n").collect::<String>().into_bytes()
}

/// The same files with the same bytes.
pub fn assert_same(a: &BTreeMap<PathBuf, Vec<u8>>, b: &BTreeMap<PathBuf, Vec<u8>>) {
    assert!(!a.is_empty());
    assert_eq!(a.keys().collect::<Vec<_>>(), b.keys().collect::<Vec<_>>());
    for (path, bytes) in a {
        assert!(*bytes == b[path], "{} differs", path.display());
    }
}
