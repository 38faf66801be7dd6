//! Many releases as one dataset: the star's tables, each in parts that hold the rows of many releases.
//!
//! In: the rows of one release after the other. Out: parts, written to whatever takes bytes. Never: names of files, the order of releases.
//! The same rows in the same order give the same bytes.

#[cfg(feature = "sqlite")]
mod database;
mod delimited;
mod encoding;
mod load;
mod part;

#[cfg(feature = "sqlite")]
pub use database::Database;
pub use load::load_script;
pub use part::Part;

use super::Format;
use super::star::{self, Cell, Table};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::report::Report;

/// The rows of one release, in the tables of the star.
pub struct Rows {
    tables: [Table; 6],
}

impl Rows {
    /// The rows of a report and the findings on it, for a dataset of a format.
    ///
    /// # Errors
    /// When an amount does not fit the format's decimals: the fact is named, nothing is rounded.
    pub fn of(report: &Report, findings: &[Diagnostic], format: Format) -> Result<Self, Error> {
        let tables = star::tables(report, findings);
        #[cfg(not(feature = "parquet"))]
        let _ = format;
        #[cfg(feature = "parquet")]
        if format == Format::Parquet {
            tables.iter().try_for_each(|table| star::decimals_fit(table, format.name()))?;
        }
        Ok(Self { tables })
    }

    /// How many facts the release has.
    pub fn facts(&self) -> usize {
        self.table("facts").rows.len()
    }

    /// The `release_id`.
    pub fn release_id(&self) -> &str {
        match self.table("releases").rows.first().and_then(|row| row.first()) {
            Some(Cell::Text(id)) => id,
            _ => "",
        }
    }

    fn table(&self, name: &str) -> &Table {
        self.tables.iter().find(|table| table.schema.name == name).expect("a table of the star")
    }
}

/// The tables of a dataset, in the order in which their parts are to appear: what `releases` lists is there. `None`: the format keeps
/// no dataset of parts.
pub fn tables(format: Format) -> Option<&'static [&'static str]> {
    match format {
        Format::Csv => Some(&["concepts", "facts", "dimensions", "mentions", "findings", "releases"]),
        Format::Ndjson => Some(&["concepts", "facts", "findings", "releases"]),
        #[cfg(feature = "parquet")]
        Format::Parquet => Some(&["concepts", "facts", "dimensions", "mentions", "findings", "releases"]),
        _ => None,
    }
}
