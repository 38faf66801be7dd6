//! One dataset of many documents, in parts that are made one after the other.
//!
//! # How it survives being killed
//!
//! 1. A document that was read goes into the journal, then into the open part, whose files lie in `.hemaexport/staging`.
//! 2. When the part holds `--part-facts` facts its files are finished, synced and moved to their places, those of `releases` last; then its
//!    lines are added to the manifest; then the record says that the part is finished; then the journal is emptied.
//! 3. What the record does not say is not finished: `--resume` cuts the manifest to the record's length, removes parts beyond it, and fills
//!    the open part from the journal. Where a part ends depends on its documents alone, so the bytes are those of an undisturbed run.
//!
//! On Ctrl-C step 2 is done but for the record: what is finished can be used at once, and `--resume` makes the part anew, with more in it.

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::BufWriter;
use std::path::{Path, PathBuf};

use super::arguments::PartitionBy;
use super::manifest::{Line, Manifest};
use super::state::{self, Journal, Record, State};
use crate::Format;
use crate::cli::failure::Failure;
use crate::write::dataset::{Part, Rows, tables};

/// Documents without facts end a part, too, when there are very many.
const MOST_DOCUMENTS: usize = 100_000;
/// What Hive calls the folder of a key that is not known.
const UNKNOWN: &str = "__HIVE_DEFAULT_PARTITION__";

/// How the dataset is laid out.
#[derive(Clone, Copy)]
pub struct Layout {
    /// The parts' format.
    pub format: Format,
    /// The key of the folders.
    pub partition_by: PartitionBy,
    /// Facts after which a part ends.
    pub part_facts: u64,
}

/// A dataset that takes documents.
pub struct Dataset {
    root: PathBuf,
    layout: Layout,
    state: State,
    record: Record,
    manifest: Manifest,
    journal: Journal,
    open: Open,
}

/// The part that is being made.
#[derive(Default)]
struct Open {
    files: BTreeMap<(PathBuf, &'static str), Part<BufWriter<File>>>,
    lines: Vec<Line>,
    facts: u64,
}

impl Dataset {
    /// Begins a dataset or goes on with one, and hands each line of what is done to `note`.
    pub fn open(root: &Path, layout: Layout, state: State, record: Record, mut note: impl FnMut(&Line)) -> Result<Self, Failure> {
        let manifest = Manifest::open(root, Some(record.documents), |line| note(&line))?;
        remove_parts_beyond(root, layout.format, record.parts)?;
        let staging = state.staging();
        let mut open = Open::default();
        let journal = state.journal(record.parts, |line, payload| {
            note(&line);
            open.add(line, &payload, layout, &staging)
        })?;
        let mut dataset = Self { root: root.to_owned(), layout, state, record, manifest, journal, open };
        dataset.end_if_full()?;
        Ok(dataset)
    }

    /// Takes a document.
    pub fn accept(&mut self, mut line: Line, payload: &[u8]) -> Result<(), Failure> {
        line.part = line.is_kept().then_some(self.record.parts);
        self.journal.append(&line, payload)?;
        self.open.add(line, payload, self.layout, &self.state.staging())?;
        self.end_if_full()
    }

    fn end_if_full(&mut self) -> Result<(), Failure> {
        if self.open.facts < self.layout.part_facts && self.open.lines.len() < MOST_DOCUMENTS { Ok(()) } else { self.finish() }
    }

    /// Ends the open part for good.
    pub fn finish(&mut self) -> Result<(), Failure> {
        if self.open.lines.is_empty() {
            return Ok(());
        }
        let documents = self.show()?;
        self.record.parts += 1;
        self.record.documents += documents;
        self.state.write(&self.record)?;
        self.journal.reset(self.record.parts)
    }

    /// Puts the open part into its place, without saying that it is finished; answers how many documents it has.
    pub fn show(&mut self) -> Result<u64, Failure> {
        let open = std::mem::take(&mut self.open);
        let name = format!("part-{:05}.{}", self.record.parts, self.layout.format.extension());
        let mut finished = Vec::new();
        for ((folder, table), part) in open.files {
            let file = part.finish()?.into_inner().map_err(|e| Failure::write(&self.root, e.error()))?;
            file.sync_all().map_err(|e| Failure::write(&self.root, &e))?;
            finished.push((table, folder));
        }
        let order = tables(self.layout.format).unwrap_or_default();
        finished.sort_by_key(|(table, _)| order.iter().position(|name| name == table));
        for (table, folder) in &finished {
            let place = self.root.join(table).join(folder);
            fs::create_dir_all(&place).map_err(|e| Failure::write(&place, &e))?;
            let (from, to) = (staged(&self.state.staging(), folder, table), place.join(&name));
            fs::rename(from, &to).map_err(|e| Failure::write(&to, &e))?;
            state::sync_folder(&place)?;
        }
        self.manifest.append(&open.lines)?;
        self.manifest.sync()?;
        Ok(open.lines.len() as u64)
    }
}

impl Open {
    /// Adds a document to the part's files.
    fn add(&mut self, line: Line, payload: &[u8], layout: Layout, staging: &Path) -> Result<(), Failure> {
        if line.is_kept() {
            let rows = Rows::from_bytes(payload).ok_or_else(|| Failure::new(format!("{}: what was read of it is damaged", line.input)))?;
            self.facts += rows.facts() as u64;
            let folder = folder(&line, layout.partition_by);
            for table in tables(layout.format).unwrap_or_default() {
                self.file(&folder, table, layout.format, staging)?.push(&rows)?;
            }
        }
        self.lines.push(line);
        Ok(())
    }

    fn file(&mut self, folder: &Path, table: &'static str, format: Format, staging: &Path) -> Result<&mut Part<BufWriter<File>>, Failure> {
        let key = (folder.to_owned(), table);
        if !self.files.contains_key(&key) {
            let path = staged(staging, folder, table);
            let failed = |e| Failure::write(&path, &e);
            fs::create_dir_all(path.parent().unwrap_or(staging)).map_err(failed)?;
            let part = Part::new(format, table, BufWriter::new(File::create(&path).map_err(failed)?))?;
            self.files.insert(key.clone(), part);
        }
        Ok(self.files.get_mut(&key).expect("just made"))
    }
}

fn staged(staging: &Path, folder: &Path, table: &str) -> PathBuf {
    staging.join(folder).join(table)
}

/// The folder of a document below that of a table: `filed_year=2004`.
fn folder(line: &Line, key: PartitionBy) -> PathBuf {
    let year = match key {
        PartitionBy::None => return PathBuf::new(),
        PartitionBy::FiledYear => line.filed_year,
        PartitionBy::PeriodYear => line.period_year,
    };
    format!("{}={}", key.name(), year.map_or_else(|| UNKNOWN.to_owned(), |year| year.to_string())).into()
}

/// Removes the files of parts that were never finished.
fn remove_parts_beyond(root: &Path, format: Format, finished: u64) -> Result<(), Failure> {
    for table in tables(format).unwrap_or_default() {
        for path in files_below(&root.join(table)) {
            let name = path.file_stem().unwrap_or_default().to_string_lossy();
            if name.strip_prefix("part-").and_then(|number| number.parse::<u64>().ok()).is_some_and(|number| number >= finished) {
                fs::remove_file(&path).map_err(|e| Failure::write(&path, &e))?;
            }
        }
    }
    Ok(())
}

/// The files in a folder and in those of its keys.
fn files_below(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path());
    entries.flat_map(|path| if path.is_dir() { files_below(&path) } else { vec![path] }).collect()
}
