//! SQLite: the star as one database file with keys and views.
//!
//! SQLite has no decimal type: amounts are kept exactly, as text in the column `value`, with the nearest double beside it in the view.

use rusqlite::types::ToSqlOutput;
use rusqlite::{Connection, MAIN_DB, ToSql, params_from_iter};

use super::digits::{push_date, push_decimal, spelt};
use super::star::{Cell, Kind, Star, TableSchema, Tables, Text};
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::Report;

const FORMAT: &str = "sqlite";

/// Each fact with its number as a double, its release and its first mention.
pub(super) const VIEWS: &str = "CREATE VIEW facts_with_source AS
  SELECT f.*, CAST(f.value AS REAL) AS value_real, r.entity_name, r.source_name, m.source_line, m.source_text
  FROM facts f JOIN releases r USING (release_id) LEFT JOIN mentions m ON m.fact_id = f.fact_id AND m.mention = 1;
";

/// Writes the database.
///
/// # Errors
/// When SQLite refuses a row: never with rows of a report.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let bytes = database(&Star::of(report, &options.findings)).map_err(|e| Error::format(FORMAT, e))?;
    Ok(Output { files: vec![File { name: format!("{}.sqlite", super::base_name(report)), bytes }], diagnostics: Vec::new() })
}

fn database(star: &Star) -> rusqlite::Result<Vec<u8>> {
    let mut connection = Connection::open_in_memory()?;
    connection.execute_batch("PRAGMA foreign_keys = ON; PRAGMA user_version = 1;")?;
    let transaction = connection.transaction()?;
    star.hand_over(&mut Filling(&transaction))?;
    transaction.execute_batch(VIEWS)?;
    transaction.commit()?;
    Ok(connection.serialize(MAIN_DB)?.to_vec())
}

/// A database that gets table after table.
struct Filling<'c>(&'c Connection);

impl Tables for Filling<'_> {
    type Error = rusqlite::Error;

    fn table<'a, R: AsRef<[Cell<'a>]>>(&mut self, schema: &'static TableSchema, rows: impl Iterator<Item = R>) -> rusqlite::Result<()> {
        self.0.execute_batch(&create(schema))?;
        fill(self.0, schema, rows)
    }
}

/// The statement that makes a table.
pub(super) fn create(schema: &TableSchema) -> String {
    let columns = schema.columns.iter().map(|column| {
        let kind = match column.kind {
            Kind::Text | Kind::Date | Kind::Decimal => "TEXT",
            Kind::Integer => "INTEGER",
            Kind::Real => "REAL",
        };
        format!("  {} {kind}{}", column.name, if column.nullable { "" } else { " NOT NULL" })
    });
    let keys = std::iter::once(format!("  PRIMARY KEY ({})", schema.key.join(", ")));
    let references = schema.references.iter().map(|r| {
        let columns = r.columns.join(", ");
        format!("  FOREIGN KEY ({columns}) REFERENCES {} ({columns})", r.table)
    });
    let parts: Vec<String> = columns.chain(keys).chain(references).collect();
    format!("CREATE TABLE {} (\n{}\n) STRICT, WITHOUT ROWID;\n", schema.name, parts.join(",\n"))
}

/// Inserts the rows of a table.
pub(super) fn fill<'a, R: AsRef<[Cell<'a>]>>(
    connection: &Connection,
    table: &TableSchema,
    rows: impl Iterator<Item = R>,
) -> rusqlite::Result<()> {
    let places = vec!["?"; table.columns.len()].join(", ");
    let mut insert = connection.prepare_cached(&format!("INSERT INTO {} VALUES ({places})", table.name))?;
    for row in rows {
        insert.execute(params_from_iter(row.as_ref()))?;
    }
    Ok(())
}

impl ToSql for Cell<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Self::Null => rusqlite::types::Null.into(),
            Self::Text(Text::Words(words)) => (**words).into(),
            Self::Text(text) => text.words().into_owned().into(),
            Self::Integer(number) => (*number).into(),
            Self::Decimal(amount) => spelt(|out| push_decimal(out, *amount)).into(),
            Self::Date(date) => spelt(|out| push_date(out, *date)).into(),
            Self::Real(real) => (*real).into(),
        })
    }
}
