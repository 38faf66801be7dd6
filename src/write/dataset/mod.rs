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
pub use encoding::encode;
pub use load::load_script;
pub use part::Part;

use super::Format;
use super::star::{Cell, TableSchema, Text};

/// The rows of one release, in the tables of the star.
pub struct Rows<'a> {
    tables: [Table<'a>; 6],
}

/// A table with its rows.
pub(super) struct Table<'a> {
    pub(super) schema: &'static TableSchema,
    pub(super) rows: Vec<Vec<Cell<'a>>>,
}

impl Rows<'_> {
    /// How many facts the release has.
    pub fn facts(&self) -> usize {
        self.table("facts").rows.len()
    }

    /// The `release_id`.
    pub fn release_id(&self) -> &str {
        match self.table("releases").rows.first().and_then(|row| row.first()) {
            Some(Cell::Text(Text::Words(id))) => id,
            _ => "",
        }
    }

    fn table(&self, name: &str) -> &Table<'_> {
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
