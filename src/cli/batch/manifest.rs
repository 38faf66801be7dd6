//! `manifest.ndjson`: what became of each document, a line each, in the order of the inputs.

use std::fs::{File, OpenOptions};
use std::io::{BufRead, BufReader, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use crate::cli::failure::Failure;

/// The manifest's name.
pub const NAME: &str = "manifest.ndjson";

/// What became of a document.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Line {
    /// The path as given, or `archive!entry`.
    pub input: String,
    /// How it went.
    pub status: Status,
    /// Why it failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Of the document's bytes, gzip undone.
    pub sha256: Option<String>,
    /// What the tables call the release; a duplicate has that of the one before.
    pub release_id: Option<String>,
    /// From the header of the submission, else from the name.
    pub accession: Option<String>,
    /// From the header of the submission, else from the accession number.
    pub filed_year: Option<i32>,
    /// The year of the last day reported on.
    pub period_year: Option<i32>,
    /// How many facts it gave.
    pub facts: usize,
    /// How many findings there are on it.
    pub findings: Findings,
    /// Number of the part that holds it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub part: Option<u64>,
    /// Folder of its files.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub output: Option<String>,
    /// Length, gzip undone.
    pub bytes: u64,
    /// How long it took, in milliseconds: the one thing that differs from run to run.
    pub ms: u64,
}

/// How a document went.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    /// Its facts are written.
    Exported,
    /// It was read and says nothing that is a fact.
    Empty,
    /// Another with the same bytes was exported before.
    Duplicate,
    /// It could not be read.
    Failed,
}

/// Findings of each severity.
#[derive(Clone, Copy, Debug, Default, Serialize, Deserialize)]
pub struct Findings {
    /// Contradictions.
    pub errors: usize,
    /// What is likely wrong.
    pub warnings: usize,
    /// Doubts and assumptions.
    pub notes: usize,
}

impl Line {
    /// Whether there is something to keep of the document.
    pub fn is_kept(&self) -> bool {
        matches!(self.status, Status::Exported | Status::Empty)
    }

    /// Turns it into the line of a document whose bytes were exported before.
    pub fn duplicate(self) -> Self {
        Self { status: Status::Duplicate, facts: 0, findings: Findings::default(), ..self }
    }
}

/// The open file.
pub struct Manifest {
    path: PathBuf,
    file: File,
}

impl Manifest {
    /// Opens or makes the manifest of a folder, hands each line to `note`, and cuts off what is not finished: lines beyond `finished`
    /// where that is known, and one that was not written to its end.
    pub fn open(folder: &Path, finished: Option<u64>, mut note: impl FnMut(Line)) -> Result<Self, Failure> {
        let path = folder.join(NAME);
        let failed = |e| Failure::write(&path, &e);
        let mut file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        let mut reader = BufReader::new(&file);
        let (mut kept, mut end, mut bytes) = (0, 0, Vec::new());
        while finished.is_none_or(|finished| kept < finished) {
            bytes.clear();
            let length = reader.read_until(b'\n', &mut bytes).map_err(failed)?;
            let Some(line) = bytes.strip_suffix(b"\n").and_then(|line| serde_json::from_slice(line).ok()) else { break };
            note(line);
            kept += 1;
            end += length as u64;
        }
        if let Some(finished) = finished.filter(|finished| kept < *finished) {
            let failure = Failure::new(format!("{} has {kept} lines where {finished} were written", path.display()));
            return Err(failure.help("put the manifest back, or begin again in another folder"));
        }
        file.set_len(end).and_then(|()| file.seek(SeekFrom::Start(end))).map_err(failed)?;
        Ok(Self { path, file })
    }

    /// Adds lines.
    pub fn append<'a>(&mut self, lines: impl IntoIterator<Item = &'a Line>) -> Result<(), Failure> {
        let mut bytes = Vec::new();
        for line in lines {
            serde_json::to_writer(&mut bytes, line).expect("plain fields serialise");
            bytes.push(b'\n');
        }
        self.file.write_all(&bytes).map_err(|e| Failure::write(&self.path, &e))
    }

    /// Waits until the lines are on the disk.
    pub fn sync(&self) -> Result<(), Failure> {
        self.file.sync_data().map_err(|e| Failure::write(&self.path, &e))
    }
}
