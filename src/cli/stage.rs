//! Files appear whole or not at all: each is written under a passing name beside its place and renamed once all are written.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, Once};

use super::failure::Failure;

/// What was made so far and must go again if the run ends early; also on Ctrl-C.
static PENDING: Mutex<Vec<Made>> = Mutex::new(Vec::new());

enum Made {
    File(PathBuf),
    Folder(PathBuf),
}

/// A set of files on its way to its place.
pub struct Stage;

impl Stage {
    /// Writes files, all or none; those that exist are replaced only by `force`.
    pub fn put(files: Vec<(PathBuf, Vec<u8>)>, force: bool) -> Result<(), Failure> {
        clean_up_when_interrupted();
        refuse_existing(&files, force)?;
        let result = files.iter().map(|(path, bytes)| staged(path, bytes)).collect::<Result<Vec<_>, _>>().and_then(settle);
        match result {
            Ok(()) => pending().clear(),
            Err(_) => clean_up(),
        }
        result
    }
}

fn pending() -> std::sync::MutexGuard<'static, Vec<Made>> {
    PENDING.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
}

fn refuse_existing(files: &[(PathBuf, Vec<u8>)], force: bool) -> Result<(), Failure> {
    if let Some((path, _)) = files.iter().find(|(path, _)| path.is_dir()) {
        return Err(Failure::new(format!("{} is a directory", path.display())).help("end it with / to write into it"));
    }
    match files.iter().find(|(path, _)| !force && path.symlink_metadata().is_ok_and(|meta| !is_device(&meta))) {
        Some((path, _)) => Err(Failure::new(format!("{} exists", path.display())).help("replace it with --force, or name another target")),
        None => Ok(()),
    }
}

/// Neither file nor folder nor link: `/dev/null`, a named pipe. Such a target is written to, not replaced.
fn is_device(meta: &fs::Metadata) -> bool {
    !meta.is_file() && !meta.is_dir() && !meta.is_symlink()
}

/// Writes a file under a passing name; answers it with the name to come.
fn staged(path: &Path, bytes: &[u8]) -> Result<(PathBuf, PathBuf), Failure> {
    let failed = |e: io::Error| Failure::write(path, &e);
    if path.metadata().is_ok_and(|meta| is_device(&meta)) {
        fs::write(path, bytes).map_err(failed)?;
        return Ok((path.to_owned(), path.to_owned()));
    }
    let folder = path.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    make_folder(folder).map_err(|e| Failure::write(folder, &e))?;
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let passing = folder.join(format!(".{name}.{}.tmp", std::process::id()));
    let mut made = pending();
    let mut file = fs::File::create(&passing).map_err(failed)?;
    made.push(Made::File(passing.clone()));
    drop(made);
    file.write_all(bytes).map_err(failed)?;
    Ok((passing, path.to_owned()))
}

/// Makes a folder and those above it, and remembers which were new.
fn make_folder(folder: &Path) -> io::Result<()> {
    let missing: Vec<PathBuf> = folder.ancestors().take_while(|p| !p.as_os_str().is_empty() && !p.exists()).map(Path::to_owned).collect();
    for folder in missing.into_iter().rev() {
        let mut made = pending();
        fs::create_dir(&folder)?;
        made.push(Made::Folder(folder));
    }
    Ok(())
}

fn settle(files: Vec<(PathBuf, PathBuf)>) -> Result<(), Failure> {
    files
        .iter()
        .filter(|(passing, path)| passing != path)
        .try_for_each(|(passing, path)| fs::rename(passing, path).map_err(|e| Failure::write(path, &e)))
}

/// Removes what was made, newest first; a folder that holds something else stays.
fn clean_up() {
    for made in pending().drain(..).rev() {
        let _ = match made {
            Made::File(path) => fs::remove_file(path),
            Made::Folder(path) => fs::remove_dir(path),
        };
    }
}

fn clean_up_when_interrupted() {
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let _ = ctrlc::set_handler(|| {
            clean_up();
            std::process::exit(130);
        });
    });
}
