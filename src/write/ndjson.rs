//! NDJSON: one fact a line, dimensions and mentions nested, as BigQuery and Snowflake load it. Amounts are strings: a JSON number would be
//! read as a double.

use serde_json::{Map, Value as Json};

use super::star::{self, Cell, Table};
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::Report;

const FORMAT: &str = "ndjson";

/// Writes `facts.ndjson`, and the schema that `bq load` wants.
///
/// # Errors
/// None in practice: rows of text and numbers always serialise.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let [_, _, facts, dimensions, mentions, _] = star::tables(report, &options.findings);
    let bytes = self::facts(&facts, &dimensions, &mentions)?;
    let mut schema = serde_json::to_vec_pretty(&star::bigquery()).map_err(|e| Error::format(FORMAT, e))?;
    schema.push(b'\n');
    let file = |name: &str, bytes| File { name: name.to_owned(), bytes };
    Ok(Output { files: vec![file("facts.ndjson", bytes), file("bigquery_schema.json", schema)], diagnostics: Vec::new() })
}

/// A line a fact, with its dimensions and mentions.
pub(super) fn facts(facts: &Table, dimensions: &Table, mentions: &Table) -> Result<Vec<u8>, Error> {
    let (mut dimensions, mut mentions) = (Children::new(dimensions), Children::new(mentions));
    lines(facts.rows.iter().map(|row| {
        let mut object = object(facts, row, 0);
        object.insert("dimensions".to_owned(), dimensions.of(&row[0]));
        object.insert("mentions".to_owned(), mentions.of(&row[0]));
        object
    }))
}

/// A line a row.
pub(super) fn flat(table: &Table) -> Result<Vec<u8>, Error> {
    lines(table.rows.iter().map(|row| object(table, row, 0)))
}

fn lines(objects: impl Iterator<Item = Map<String, Json>>) -> Result<Vec<u8>, Error> {
    let mut bytes = Vec::new();
    for object in objects {
        serde_json::to_writer(&mut bytes, &object).map_err(|e| Error::format(FORMAT, e))?;
        bytes.push(b'\n');
    }
    Ok(bytes)
}

/// Rows of a table that belong to facts, in the order of the facts.
struct Children<'a> {
    table: &'a Table,
    next: usize,
}

impl<'a> Children<'a> {
    fn new(table: &'a Table) -> Self {
        Self { table, next: 0 }
    }

    fn of(&mut self, id: &Cell) -> Json {
        let rows = self.table.rows[self.next..].iter().take_while(|row| row[0] == *id);
        let objects: Vec<Json> = rows.map(|row| Json::Object(object(self.table, row, 1))).collect();
        self.next += objects.len();
        Json::Array(objects)
    }
}

fn object(table: &Table, row: &[Cell], skip: usize) -> Map<String, Json> {
    table.schema.columns.iter().zip(row).skip(skip).map(|(column, cell)| (column.name.to_owned(), json(cell))).collect()
}

fn json(cell: &Cell) -> Json {
    match cell {
        Cell::Null => Json::Null,
        Cell::Text(words) => words.as_str().into(),
        Cell::Integer(number) => (*number).into(),
        Cell::Decimal(amount) => amount.normalize().to_string().into(),
        Cell::Date(date) => date.to_string().into(),
        Cell::Real(real) => (*real).into(),
    }
}
