//! A folder that is watched: each file is handed over as soon as it is complete.
//!
//! Complete is a file that was closed by who wrote it, or moved into the folder under its name (the safer way: write `.q1.htm`, rename it
//! to `q1.htm`). Names that begin with a dot or have no ending, and endings that no release has (`.tmp`, `.part`), are passed over. Where the
//! system does not tell of closing, and for files that are there at the start, a file is complete once it stood still for a while.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::time::{Duration, Instant, SystemTime};

use notify::event::{AccessKind, AccessMode, ModifyKind, RenameMode};
use notify::{Event, EventKind, RecursiveMode, Watcher};

use super::archive;
use super::document::Document;
use super::inputs::{Done, is_document_name};
use super::stop::Stop;
use crate::cli::failure::{Failure, reason};

/// Whether the system tells when a file is closed.
const TELLS: bool = cfg!(target_os = "linux");
/// How long a file has to stand still to be complete.
const STILL: Duration = Duration::from_millis(if TELLS { 1000 } else { 50 });

/// A folder and what is known of it.
pub struct Desk<'a> {
    /// The folder.
    pub folder: &'a Path,
    /// The largest document.
    pub max_bytes: u64,
    /// When the last run ended: what is older and was done then need not be read again.
    pub before: Option<SystemTime>,
}

/// Hands over the files of a folder, those that are there first, until `take` answers false or `stop` asks.
pub fn files(desk: &Desk<'_>, stop: &Stop, done: &mut Done, take: &mut dyn FnMut(Document) -> bool) -> Result<(), Failure> {
    let folder = desk.folder;
    let failed = |e: notify::Error| Failure::new(format!("cannot watch {}: {e}", folder.display()));
    let (sender, events) = mpsc::channel();
    let mut watcher = notify::recommended_watcher(sender).map_err(failed)?;
    watcher.watch(folder, RecursiveMode::NonRecursive).map_err(failed)?;
    let mut unsettled = Unsettled::default();
    for path in present(folder)? {
        let changed = fs::metadata(&path).and_then(|meta| meta.modified()).ok();
        if changed.zip(desk.before).is_none_or(|(changed, before)| changed > before) {
            unsettled.touch(path);
        } else if !hand_over(path, desk.max_bytes, &mut |name| done.take(name), take) {
            return Ok(());
        }
    }
    while !stop.is_asked() {
        let complete = match events.recv_timeout(Duration::from_millis(20)) {
            Ok(event) => unsettled.learn(event.map_err(failed)?),
            Err(RecvTimeoutError::Timeout) => unsettled.settled(),
            Err(RecvTimeoutError::Disconnected) => break,
        };
        // The system may name files in full; they are called what the user would call them.
        let complete = complete.iter().filter_map(|path| Some(folder.join(path.file_name()?)));
        if !complete.into_iter().all(|path| hand_over(path, desk.max_bytes, &mut |_| false, take)) {
            break;
        }
    }
    Ok(())
}

/// Hands over a file, or the documents of an archive; answers whether to go on.
fn hand_over(path: PathBuf, max_bytes: u64, is_done: &mut dyn FnMut(&str) -> bool, take: &mut dyn FnMut(Document) -> bool) -> bool {
    if archive::is_archive_name(&path.to_string_lossy()) {
        return archive::documents(&path, max_bytes, is_done, take);
    }
    let document = Document::file(path);
    is_done(&document.name) || take(document)
}

/// The files that are there, in the order of their names.
fn present(folder: &Path) -> Result<Vec<PathBuf>, Failure> {
    let entries = fs::read_dir(folder).map_err(|e| Failure::new(format!("cannot read {}: {}", folder.display(), reason(&e))))?;
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).filter(|path| is_wanted(path)).collect();
    paths.sort();
    Ok(paths)
}

fn is_wanted(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && name.contains('.') && (is_document_name(&name) || archive::is_archive_name(&name)) && path.is_file()
}

/// Whether the file was there before under another name: `ln` makes it whole at once.
#[cfg(unix)]
fn is_link(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|meta| std::os::unix::fs::MetadataExt::nlink(&meta) > 1)
}

#[cfg(not(unix))]
fn is_link(_: &Path) -> bool {
    false
}

/// Files that may still be written to, with length and time when they were last seen to change.
#[derive(Default)]
struct Unsettled {
    files: HashMap<PathBuf, (u64, Instant)>,
}

impl Unsettled {
    fn touch(&mut self, path: PathBuf) {
        self.files.insert(path, (u64::MAX, Instant::now()));
    }

    /// The files that an event tells to be complete.
    fn learn(&mut self, event: Event) -> Vec<PathBuf> {
        let wanted = event.paths.into_iter().filter(|path| is_wanted(path));
        match event.kind {
            EventKind::Access(AccessKind::Close(AccessMode::Write)) | EventKind::Modify(ModifyKind::Name(RenameMode::To)) => {
                wanted.inspect(|path| _ = self.files.remove(path)).collect()
            }
            EventKind::Create(_) if TELLS => wanted.filter(|path| is_link(path)).collect(),
            EventKind::Create(_) | EventKind::Modify(_) if !TELLS => {
                wanted.for_each(|path| self.touch(path));
                Vec::new()
            }
            _ => Vec::new(),
        }
    }

    /// The files that stood still long enough.
    fn settled(&mut self) -> Vec<PathBuf> {
        let mut complete = Vec::new();
        self.files.retain(|path, (length, since)| {
            let now = fs::metadata(path).map_or(0, |meta| meta.len());
            if now != *length {
                (*length, *since) = (now, Instant::now());
                return true;
            }
            let still = since.elapsed() >= STILL;
            if still && path.is_file() {
                complete.push(path.clone());
            }
            !still
        });
        complete.sort();
        complete
    }
}
