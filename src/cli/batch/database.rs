//! A dataset as one SQLite database, in transactions of some hundred documents.
//!
//! A transaction is whole or not there at all, whenever the process ends; the manifest and the record follow it. After a kill the journal
//! holds the documents of the last transaction, and those that the database has already are not added again. At the end the database is
//! written anew, in the order of its keys: its bytes do not tell how often the run was interrupted.

use std::path::{Path, PathBuf};

use rusqlite::Connection;

use super::manifest::{Line, Manifest};
use super::state::{Journal, Record, State};
use crate::cli::failure::Failure;
use crate::write::dataset::{Database, Rows};

const NAME: &str = "dataset.sqlite";
/// Documents in a transaction.
const DOCUMENTS: usize = 500;

/// A database that takes documents.
pub struct DatabaseStore {
    path: PathBuf,
    connection: Connection,
    state: State,
    record: Record,
    manifest: Manifest,
    journal: Journal,
    lines: Vec<Line>,
}

impl DatabaseStore {
    /// Begins a database or goes on with one, and hands each line of what is done to `note`.
    pub fn open(root: &Path, state: State, record: Record, mut note: impl FnMut(&Line)) -> Result<Self, Failure> {
        let path = root.join(NAME);
        let manifest = Manifest::open(root, Some(record.documents), |line| note(&line))?;
        let connection = connect(&path).map_err(|e| refused(&path, &e))?;
        connection.execute_batch("BEGIN").map_err(|e| refused(&path, &e))?;
        let mut lines = Vec::new();
        let journal = state.journal(record.parts, |line, payload| {
            add(&connection, &line, &payload).map_err(|e| refused(&path, &e))?;
            note(&line);
            lines.push(line);
            Ok(())
        })?;
        Ok(Self { path, connection, state, record, manifest, journal, lines })
    }

    /// Takes a document.
    pub fn accept(&mut self, line: Line, payload: &[u8]) -> Result<(), Failure> {
        self.journal.append(&line, payload)?;
        add(&self.connection, &line, payload).map_err(|e| refused(&self.path, &e))?;
        self.lines.push(line);
        if self.lines.len() < DOCUMENTS { Ok(()) } else { self.show() }
    }

    /// Ends the transaction and begins another.
    pub fn show(&mut self) -> Result<(), Failure> {
        self.connection.execute_batch("COMMIT").map_err(|e| refused(&self.path, &e))?;
        self.manifest.append(&self.lines)?;
        self.manifest.sync()?;
        self.record.parts += 1;
        self.record.documents += self.lines.len() as u64;
        self.lines.clear();
        self.state.write(&self.record)?;
        self.journal.reset(self.record.parts)?;
        self.connection.execute_batch("BEGIN").map_err(|e| refused(&self.path, &e))
    }

    /// Writes the whole anew, so that its bytes depend on the documents alone.
    pub fn finish(mut self) -> Result<(), Failure> {
        self.show()?;
        let staging = self.state.staging();
        std::fs::create_dir_all(&staging).map_err(|e| Failure::write(&staging, &e))?;
        let passing = staging.join(NAME);
        let again = self.connection.execute_batch("COMMIT").and_then(|()| {
            // the copy counts on from this number: without it, going on with a finished run would show in the header
            self.connection.pragma_update(None, "schema_version", 1)?;
            self.connection.execute("VACUUM INTO ?", [passing.to_string_lossy()])?;
            Ok(())
        });
        again.map_err(|e| refused(&self.path, &e))?;
        drop(self.connection);
        std::fs::rename(&passing, &self.path).map_err(|e| Failure::write(&self.path, &e))
    }
}

fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.set_prepared_statement_cache_capacity(32);
    let is_new: bool = connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))?;
    if is_new {
        connection.execute_batch("BEGIN; PRAGMA user_version = 1;")?;
        Database(&connection).create()?;
        connection.execute_batch("COMMIT")?;
    }
    Ok(connection)
}

fn add(connection: &Connection, line: &Line, payload: &[u8]) -> rusqlite::Result<()> {
    let Some(rows) = line.is_kept().then(|| Rows::from_bytes(payload)).flatten() else { return Ok(()) };
    let database = Database(connection);
    if database.holds(rows.release_id())? { Ok(()) } else { database.insert(&rows) }
}

fn refused(path: &Path, error: &rusqlite::Error) -> Failure {
    Failure::new(format!("cannot write {}: {error}", path.display()))
}
