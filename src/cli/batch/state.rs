//! What a run keeps in `.hemaexport` beside the output: the lock, the record of what is finished, the journal, files on their way.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{BufReader, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::frame;
use super::manifest::Line;
use crate::cli::failure::Failure;

const FOLDER: &str = ".hemaexport";

/// The folder of state, held by one run.
pub struct State {
    folder: PathBuf,
    /// Locked while the run lives. The system lets go of it with the process, however that ends: no lock is ever stale.
    _lock: File,
}

/// The record of what is finished: the one thing that says so.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    /// What the run was asked for; a later one has to ask for the same.
    pub options: serde_json::Value,
    /// How many parts are finished.
    pub parts: u64,
    /// How many lines of the manifest belong to them.
    pub documents: u64,
}

impl State {
    /// Takes hold of an output folder, made if need be.
    ///
    /// # Errors
    /// When another run holds it, or it holds something and is not to be resumed.
    pub fn take(output: &Path, resume: bool) -> Result<Self, Failure> {
        let folder = output.join(FOLDER);
        if !folder.exists() && output.is_dir() && !resume && fs::read_dir(output).is_ok_and(|mut entries| entries.next().is_some()) {
            return Err(Failure::new(format!("{} holds something else", output.display())).help("name a folder that is new or empty"));
        }
        fs::create_dir_all(&folder).map_err(|e| Failure::write(&folder, &e))?;
        let path = folder.join("lock");
        let failed = |e| Failure::write(&path, &e);
        let mut lock = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(held(output, &mut lock)),
            Err(TryLockError::Error(e)) => return Err(failed(e)),
        }
        lock.set_len(0).and_then(|()| write!(lock, "{}", std::process::id())).map_err(failed)?;
        let state = Self { folder, _lock: lock };
        if !resume && state.record_path().exists() {
            return Err(Failure::new(format!("{} holds a batch already", output.display()))
                .help("go on with it: --resume")
                .help("name another folder, or remove this one"));
        }
        let _ = fs::remove_dir_all(state.staging());
        Ok(state)
    }

    /// What tells whether the folder is still the one that was taken.
    ///
    /// # Errors
    /// When it is gone already.
    pub fn hold(&self) -> Result<Hold, Failure> {
        let lock = self.folder.join("lock");
        let identity = fs::metadata(&lock).map(|meta| identity(&meta)).map_err(|e| Failure::write(&lock, &e))?;
        Ok(Hold { lock, identity })
    }

    /// Where files are made before they are moved to their places.
    pub fn staging(&self) -> PathBuf {
        self.folder.join("staging")
    }

    fn record_path(&self) -> PathBuf {
        self.folder.join("record.json")
    }

    /// The record of what is finished; a new one where nothing is.
    ///
    /// # Errors
    /// When the run before was asked for something else.
    pub fn record(&self, options: serde_json::Value) -> Result<Record, Failure> {
        let path = self.record_path();
        let Ok(bytes) = fs::read(&path) else {
            let record = Record { options, parts: 0, documents: 0 };
            self.write(&record)?;
            return Ok(record);
        };
        let damaged = |e| Failure::new(format!("{} is damaged: {e}", path.display()));
        let record: Record = serde_json::from_slice(&bytes).map_err(damaged)?;
        match difference(&record.options, &options) {
            None => Ok(record),
            Some(said) => Err(Failure::new(format!("the batch was begun with other options: {said}"))
                .help("give the same options again, or name another folder")),
        }
    }

    /// Writes the record: from now on what it says is finished.
    pub fn write(&self, record: &Record) -> Result<(), Failure> {
        self.put(&self.record_path(), &serde_json::to_vec(record).expect("plain fields serialise"))
    }

    /// Puts a file in the place of another at once. Until it is whole it lies here, and not where users look.
    pub fn put(&self, path: &Path, bytes: &[u8]) -> Result<(), Failure> {
        let passing = self.folder.join("passing");
        let put = || {
            let mut file = File::create(&passing)?;
            file.write_all(bytes)?;
            file.sync_all()?;
            fs::rename(&passing, path)
        };
        put().map_err(|e| Failure::write(path, &e))?;
        path.parent().map_or(Ok(()), sync_folder)
    }

    /// Opens the journal of a part, hands each of its entries to `replay`, and makes it ready for more. That of another part is emptied.
    pub fn journal(&self, part: u64, mut replay: impl FnMut(Line, Vec<u8>) -> Result<(), Failure>) -> Result<Journal, Failure> {
        let path = self.folder.join("journal");
        let failed = |e| Failure::write(&path, &e);
        let file = OpenOptions::new().read(true).write(true).create(true).truncate(false).open(&path).map_err(failed)?;
        let mut reader = BufReader::new(&file);
        let mut end = 0;
        if frame::read(&mut reader).map_err(failed)?.is_some_and(|head| head == part.to_le_bytes()) {
            end = reader.stream_position().map_err(failed)?;
            while let Some((line, payload)) = entry(&mut reader) {
                replay(line, payload)?;
                end = reader.stream_position().map_err(failed)?;
            }
        }
        let mut journal = Journal { path: path.clone(), file };
        if end == 0 {
            journal.reset(part)?
        } else {
            journal.cut(end)?
        }
        Ok(journal)
    }
}

/// The lock as it was when the run took it. A folder that was removed meanwhile is made anew by whoever puts a file into it, and what was
/// finished before would be missing without a word.
pub struct Hold {
    lock: PathBuf,
    identity: Identity,
}

impl Hold {
    /// Nothing, as long as the output is the one that the run began with.
    ///
    /// # Errors
    /// When it was removed, or another came into its place.
    pub fn check(&self) -> Result<(), Failure> {
        match fs::metadata(&self.lock) {
            Ok(meta) if identity(&meta) == self.identity => Ok(()),
            _ => {
                let output = self.lock.ancestors().nth(2).unwrap_or(&self.lock);
                Err(Failure::new(format!("cannot write {}: it was removed while the batch was running", output.display())))
            }
        }
    }
}

#[cfg(unix)]
type Identity = (u64, u64);

#[cfg(unix)]
fn identity(meta: &fs::Metadata) -> Identity {
    use std::os::unix::fs::MetadataExt;
    (meta.dev(), meta.ino())
}

#[cfg(not(unix))]
type Identity = Option<std::time::SystemTime>;

#[cfg(not(unix))]
fn identity(meta: &fs::Metadata) -> Identity {
    meta.created().ok()
}

fn held(output: &Path, lock: &mut File) -> Failure {
    let mut holder = String::new();
    let _ = lock.read_to_string(&mut holder);
    let holder = if holder.is_empty() { String::new() } else { format!(" (process {holder})") };
    Failure::new(format!("another run is writing into {}{holder}", output.display())).help("wait for it, or name another folder")
}

fn difference(before: &serde_json::Value, now: &serde_json::Value) -> Option<String> {
    let (before, now) = (before.as_object()?, now.as_object()?);
    let (key, old) = before.iter().find(|(key, value)| now.get(*key) != Some(value))?;
    Some(format!("{key} was {old}, not {}", now.get(key).unwrap_or(&serde_json::Value::Null)))
}

/// Waits until the names in a folder are on the disk.
pub fn sync_folder(folder: &Path) -> Result<(), Failure> {
    let result = if cfg!(unix) { File::open(folder).and_then(|file| file.sync_all()) } else { Ok(()) };
    result.map_err(|e| Failure::write(folder, &e))
}

/// The documents of the part that is being made: should the run end early, the next one has them from here.
pub struct Journal {
    path: PathBuf,
    file: File,
}

impl Journal {
    /// Adds a document. It is the system's when this returns: a process that is killed loses nothing.
    pub fn append(&mut self, line: &Line, payload: &[u8]) -> Result<(), Failure> {
        let line = serde_json::to_vec(line).expect("plain fields serialise");
        let mut bytes = Vec::with_capacity(line.len() + payload.len() + 24);
        let put = frame::write(&mut bytes, &line).and_then(|()| frame::write(&mut bytes, payload));
        put.and_then(|()| frame::write(&mut bytes, &checksum(&line, payload)))
            .and_then(|()| self.file.write_all(&bytes))
            .map_err(|e| Failure::write(&self.path, &e))
    }

    /// Empties it for a part.
    pub fn reset(&mut self, part: u64) -> Result<(), Failure> {
        self.cut(0)?;
        frame::write(&mut self.file, &part.to_le_bytes()).map_err(|e| Failure::write(&self.path, &e))
    }

    fn cut(&mut self, end: u64) -> Result<(), Failure> {
        self.file.set_len(end).and_then(|()| self.file.seek(SeekFrom::Start(end))).map(|_| ()).map_err(|e| Failure::write(&self.path, &e))
    }
}

/// The next entry; `None` at the end, and where the rest was not written to its end.
fn entry(reader: &mut impl Read) -> Option<(Line, Vec<u8>)> {
    let mut next = || frame::read(reader).ok().flatten();
    let (line, payload, sum) = (next()?, next()?, next()?);
    if sum != checksum(&line, &payload) {
        return None;
    }
    Some((serde_json::from_slice(&line).ok()?, payload))
}

fn checksum(line: &[u8], payload: &[u8]) -> [u8; 8] {
    let digest = Sha256::new().chain_update(line).chain_update(payload).finalize();
    *digest.first_chunk().expect("a digest is longer")
}
