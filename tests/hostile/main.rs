//! Input made to hurt: too large, too deep, too wide, broken, or full of what other programs obey. Each case has its bound of time and of
//! memory, held by the system (`ulimit`), and an answer: right facts or a clear message, never a crash.
//!
//! In debug builds sizes and bounds are much smaller; `cargo test --release --test hostile` runs the full ones.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // tests may touch files, run the program and print what they counted

mod archives;
mod batch;
#[cfg(target_os = "linux")]
mod clock;
mod faults;
mod injection;
mod markup;
#[cfg(unix)]
mod removed;
mod size;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// How much smaller a debug build's files are.
const SMALLER: usize = if cfg!(debug_assertions) { 500 } else { 1 };

/// A folder of one test's own, gone when the test is.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("hemaexport-hostile-{}-{name}", std::process::id()));
        fs::create_dir_all(&path).expect("a folder");
        Self(path)
    }

    fn path(&self, name: &str) -> PathBuf {
        self.0.join(name)
    }

    fn put(&self, name: impl AsRef<Path>, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::write(&path, bytes).expect("written");
        path
    }

    /// The names of all files in it and below, sorted.
    fn files(&self) -> Vec<String> {
        let mut found = Vec::new();
        collect(&self.0, &self.0, &mut found);
        found.sort();
        found
    }
}

fn collect(root: &Path, folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).expect("readable").flatten() {
        match entry.file_type() {
            Ok(kind) if kind.is_dir() => collect(root, &entry.path(), found),
            _ => found.push(entry.path().strip_prefix(root).expect("below").to_string_lossy().into_owned()),
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// What a run may take.
#[derive(Clone, Copy)]
struct Bound {
    /// Seconds of the processor.
    seconds: usize,
    /// Megabytes of address space.
    megabytes: usize,
}

/// Enough for any small file, debug build and start-up included.
const SMALL: Bound = Bound { seconds: 10, megabytes: 500 };

/// Runs the program inside a bound: beyond it the system ends the process, and the exit code is none of ours.
fn run<A: AsRef<std::ffi::OsStr>>(bound: Bound, arguments: &[A]) -> Output {
    Command::new("sh")
        .arg("-c")
        .arg(format!("ulimit -t {}; ulimit -v {}; exec \"$0\" \"$@\"", bound.seconds, bound.megabytes * 1000))
        .arg(env!("CARGO_BIN_EXE_hemaexport"))
        .args(arguments)
        .env_clear()
        .output()
        .expect("sh runs")
}

/// Reads a release to NDJSON; answers the facts, a line each.
fn facts(bound: Bound, release: &Path) -> Vec<String> {
    ndjson(bound, release).lines().map(str::to_owned).collect()
}

/// Reads a release to NDJSON.
fn ndjson(bound: Bound, release: &Path) -> String {
    let output = run(bound, &["--no-config", "-qq", "-f", "ndjson", "--", release.to_str().expect("a name")]);
    assert_eq!(output.status.code(), Some(0), "{}: {}", output.status, stderr(&output));
    String::from_utf8(output.stdout).expect("text")
}

/// The message of a run that must fail, in exit code 2.
fn refusal(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(2), "{}: {}", output.status, stderr(output));
    assert!(output.stdout.is_empty(), "something was written to standard output");
    stderr(output)
}

fn stderr(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// A statement of rows, with its heading.
fn statement(rows: &str) -> String {
    format!(
        "ACME INC. REPORTS FIRST QUARTER RESULTS\n\nDENVER, May 13, 2004 -- Acme Inc. (NASDAQ: ACME) today reported results for the first quarter \
         of 2004.\n\nStatements of Operations\n\n                                         Three Months Ended March 31,\n\
         {:45}2004      2003\n{rows}\n",
        ""
    )
}
