//! What is asked for, and the books of it: which documents are done, which were seen before, where each goes.

use std::collections::HashSet;
use std::fs;
use std::path::Path;
use std::time::SystemTime;

use serde_json::json;
use sha2::{Digest, Sha256};

use super::arguments::BatchArguments;
use super::crew::Finished;
#[cfg(feature = "sqlite")]
use super::database::DatabaseStore;
use super::dataset::{Dataset, Layout};
use super::folders::Folders;
use super::inputs::Done;
use super::manifest::{self, Line};
use super::progress::Tally;
use super::state::{Hold, State};
use crate::Format;
use crate::cli::failure::Failure;
use crate::write::dataset::{load_script, tables};

/// What is to be written.
pub struct Plan {
    /// A folder of files a document, and no dataset.
    pub each: bool,
    /// The formats; one alone for a dataset.
    pub formats: Vec<Format>,
}

impl Plan {
    /// Makes sense of `--format`, `--each` and `--watch` together.
    pub fn new(arguments: &BatchArguments) -> Result<Self, Failure> {
        let each = arguments.each || arguments.watch.is_some();
        let mut formats = arguments.format.clone();
        formats.dedup();
        if formats.is_empty() {
            formats.push(if each { Format::Csv } else { usual() });
        }
        match formats[..] {
            _ if each => {}
            [format] if tables(format).is_some() || is_database(format) => {}
            [format] => return Err(no_dataset(&format!("{} makes no dataset", format.name()))),
            _ => return Err(no_dataset("a dataset has one format")),
        }
        Ok(Self { each, formats })
    }

    /// What a run that goes on has to ask for alike.
    fn options(&self, arguments: &BatchArguments) -> Result<serde_json::Value, Failure> {
        let reading = format!("{:?} {:?} {:?}", arguments.reading.from, arguments.reading.options()?, arguments.talk.ignore);
        let names: Vec<&str> = self.formats.iter().map(|format| format.name()).collect();
        Ok(json!({
            "hemaexport": env!("CARGO_PKG_VERSION"),
            "--each": self.each,
            "--format": names.join(","),
            "--partition-by": arguments.partition_by.name(),
            "--part-facts": arguments.part_facts,
            "options of reading": Sha256::digest(reading).iter().take(4).map(|byte| format!("{byte:02x}")).collect::<String>(),
        }))
    }
}

fn usual() -> Format {
    Format::from_name("parquet").unwrap_or(Format::Csv)
}

fn is_database(format: Format) -> bool {
    format.name() == "sqlite"
}

fn no_dataset(message: &str) -> Failure {
    Failure::new(message).help("a dataset is parquet, csv, ndjson or sqlite").help("with --each every document gets files of its own")
}

/// Where documents go.
enum Store {
    Parts(Box<Dataset>),
    #[cfg(feature = "sqlite")]
    Database(Box<DatabaseStore>),
    Folders(Box<Folders>),
}

/// The books of a batch.
pub struct Ledger {
    store: Store,
    hold: Hold,
    known: Known,
    changed: Option<SystemTime>,
}

/// What is known of the documents that are done.
#[derive(Default)]
struct Known {
    /// The first half of each SHA-256 that was kept.
    seen: HashSet<u128>,
    tally: Tally,
}

impl Known {
    fn note(&mut self, line: &Line) {
        self.tally.count(line);
        if line.is_kept() {
            self.seen.extend(digest(line));
        }
    }
}

fn digest(line: &Line) -> Option<u128> {
    u128::from_str_radix(line.sha256.as_deref()?.get(..32)?, 16).ok()
}

impl Ledger {
    /// Begins a batch, or goes on with one and notes in `done` what need not be done again.
    pub fn open(arguments: &BatchArguments, plan: &Plan, done: &mut Done) -> Result<Self, Failure> {
        let root = &arguments.output;
        let options = plan.options(arguments)?;
        let state = State::take(root, arguments.resume)?;
        let hold = state.hold()?;
        let record = state.record(options)?;
        let changed = fs::metadata(root.join(manifest::NAME)).and_then(|meta| meta.modified()).ok();
        let mut known = Known::default();
        let mut note = |line: &Line| {
            done.note(&line.input);
            known.note(line);
        };
        let format = plan.formats[0];
        let store = match plan.each {
            true => Store::Folders(Box::new(Folders::open(root, state, &mut note)?)),
            #[cfg(feature = "sqlite")]
            false if is_database(format) => Store::Database(Box::new(DatabaseStore::open(root, state, record, &mut note)?)),
            false => {
                write_script(&state, root, format)?;
                let layout = Layout { format, partition_by: arguments.partition_by, part_facts: arguments.part_facts };
                Store::Parts(Box::new(Dataset::open(root, layout, state, record, &mut note)?))
            }
        };
        Ok(Self { store, hold, known, changed })
    }

    /// What became of the documents so far.
    pub fn tally(&self) -> &Tally {
        &self.known.tally
    }

    /// When the manifest changed last, before this run.
    pub fn changed(&self) -> Option<SystemTime> {
        self.changed
    }

    /// Takes the next document; answers its line.
    ///
    /// # Errors
    /// When the output is not to be written, or no longer there.
    pub fn accept(&mut self, finished: Finished) -> Result<Line, Failure> {
        self.hold.check()?;
        let Finished { mut line, mut payload } = finished;
        if line.is_kept() && digest(&line).is_some_and(|digest| self.known.seen.contains(&digest)) {
            line = line.duplicate();
            payload.clear();
        }
        self.known.note(&line);
        match &mut self.store {
            Store::Parts(dataset) => dataset.accept(line.clone(), &payload)?,
            #[cfg(feature = "sqlite")]
            Store::Database(database) => database.accept(line.clone(), &payload)?,
            Store::Folders(folders) => folders.accept(line.clone(), &payload)?,
        }
        Ok(line)
    }

    /// Puts what is finished in its place. After an interruption the last part stays open for `--resume`.
    pub fn end(self, interrupted: bool) -> Result<Tally, Failure> {
        match self.store {
            Store::Parts(mut dataset) if interrupted => dataset.show().map(|_| ())?,
            Store::Parts(mut dataset) => dataset.finish()?,
            #[cfg(feature = "sqlite")]
            Store::Database(mut database) if interrupted => database.show()?,
            #[cfg(feature = "sqlite")]
            Store::Database(database) => database.finish()?,
            Store::Folders(folders) => folders.finish()?,
        }
        self.hold.check()?;
        Ok(self.known.tally)
    }
}

fn write_script(state: &State, root: &Path, format: Format) -> Result<(), Failure> {
    load_script(format).map_or(Ok(()), |script| state.put(&root.join("load_duckdb.sql"), script.as_bytes()))
}
