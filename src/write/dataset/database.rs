//! A dataset as one SQLite database.

use rusqlite::{Connection, params};

use super::Rows;
use crate::write::sqlite;
use crate::write::star::SCHEMAS;

/// A database of the star that takes the rows of many releases. Opening, transactions and the file are the caller's.
pub struct Database<'a>(pub &'a Connection);

impl Database<'_> {
    /// Makes the tables and views.
    ///
    /// # Errors
    /// When SQLite refuses.
    pub fn create(&self) -> rusqlite::Result<()> {
        SCHEMAS.iter().try_for_each(|schema| self.0.execute_batch(&sqlite::create(schema)))?;
        self.0.execute_batch(sqlite::VIEWS)
    }

    /// Adds the rows of a release that is not there yet.
    ///
    /// # Errors
    /// When SQLite refuses a row: the disk is full, or the file is not ours.
    pub fn insert(&self, rows: &Rows<'_>) -> rusqlite::Result<()> {
        rows.tables.iter().try_for_each(|table| sqlite::fill(self.0, table.schema, table.rows.iter()))
    }

    /// Whether a release is there.
    ///
    /// # Errors
    /// When the file is not ours.
    pub fn holds(&self, release_id: &str) -> rusqlite::Result<bool> {
        self.0.prepare_cached("SELECT 1 FROM releases WHERE release_id = ?")?.exists(params![release_id])
    }
}
