//! NDJSON: one fact a line, dimensions and mentions nested, as BigQuery and Snowflake load it. Amounts are strings: a JSON number would be
//! read as a double.

use std::io::Write;

use serde::ser::{Serialize, SerializeMap, Serializer};

use super::dataset::Table;
use super::growing::Growing;
use super::star::{self, Cell, DIMENSIONS, FACTS, MENTIONS, Star, TableSchema};
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::Report;

const FORMAT: &str = "ndjson";

/// Writes `facts.ndjson`, and the schema that `bq load` wants.
///
/// # Errors
/// None in practice: rows of text and numbers always serialise.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let mut bytes = Growing::default();
    stream(report, options, &mut bytes)?;
    let mut schema = serde_json::to_vec_pretty(&star::bigquery()).map_err(|e| Error::format(FORMAT, e))?;
    schema.push(b'\n');
    let file = |name: &str, bytes| File { name: name.to_owned(), bytes };
    Ok(Output { files: vec![file("facts.ndjson", bytes.into_bytes()), file("bigquery_schema.json", schema)], diagnostics: Vec::new() })
}

/// Writes `facts.ndjson` line by line.
///
/// # Errors
/// When it can't be written.
pub(super) fn stream(report: &Report, options: &WriteOptions, file: &mut impl Write) -> Result<(), Error> {
    let star = Star::of(report, &options.findings);
    for (id, fact) in report.facts() {
        let row = star.fact(id, fact);
        let (dimensions, mentions) = (star.dimensions(id, fact).collect::<Vec<_>>(), star.mentions(id, fact).collect::<Vec<_>>());
        let inside = vec![("dimensions", children(&DIMENSIONS, &dimensions)), ("mentions", children(&MENTIONS, &mentions))];
        line(file, &Object { schema: &FACTS, row: &row, skip: 0, inside })?;
    }
    Ok(())
}

/// A line a fact, with its dimensions and mentions.
pub(super) fn facts(facts: &Table, dimensions: &Table, mentions: &Table) -> Result<Vec<u8>, Error> {
    let (mut dimensions, mut mentions) = (Children { table: dimensions, next: 0 }, Children { table: mentions, next: 0 });
    lines(facts.rows.iter().map(|row| {
        let inside = vec![("dimensions", dimensions.of(&row[0])), ("mentions", mentions.of(&row[0]))];
        Object { schema: facts.schema, row, skip: 0, inside }
    }))
}

/// A line a row.
pub(super) fn flat(table: &Table) -> Result<Vec<u8>, Error> {
    lines(table.rows.iter().map(|row| Object { schema: table.schema, row, skip: 0, inside: Vec::new() }))
}

fn lines<'a>(objects: impl Iterator<Item = Object<'a>>) -> Result<Vec<u8>, Error> {
    let mut bytes = Growing::default();
    for object in objects {
        line(&mut bytes, &object)?;
    }
    Ok(bytes.into_bytes())
}

fn line(file: &mut impl Write, object: &Object) -> Result<(), Error> {
    serde_json::to_writer(&mut *file, object).map_err(|e| Error::format(FORMAT, e))?;
    file.write_all(b"\n").map_err(|e| Error::format(FORMAT, e))
}

/// The rows of a table that belong to one fact, without its id.
fn children<'a, R: AsRef<[Cell<'a>]>>(schema: &'static TableSchema, rows: &'a [R]) -> Vec<Object<'a>> {
    rows.iter().map(|row| Object { schema, row: row.as_ref(), skip: 1, inside: Vec::new() }).collect()
}

/// Rows of a table that belong to facts, in the order of the facts.
struct Children<'a> {
    table: &'a Table<'a>,
    next: usize,
}

impl<'a> Children<'a> {
    /// The rows of a fact, without its id.
    fn of(&mut self, id: &Cell<'_>) -> Vec<Object<'a>> {
        let rest = &self.table.rows[self.next..];
        let own = rest.iter().take_while(|row| row[0] == *id).count();
        self.next += own;
        children(self.table.schema, &rest[..own])
    }
}

/// A row as an object, and the rows of other tables that belong to it.
struct Object<'a> {
    schema: &'static TableSchema,
    row: &'a [Cell<'a>],
    /// Columns at the start that are left out.
    skip: usize,
    /// By name; in the place of the column of that name, if there is one.
    inside: Vec<(&'static str, Vec<Object<'a>>)>,
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut object = serializer.serialize_map(None)?;
        for (column, cell) in self.schema.columns.iter().zip(self.row).skip(self.skip) {
            match self.inside.iter().find(|(name, _)| *name == column.name) {
                Some((name, rows)) => object.serialize_entry(name, rows)?,
                None => object.serialize_entry(column.name, &Spelt(cell))?,
            }
        }
        for (name, rows) in self.inside.iter().filter(|(name, _)| self.schema.columns.iter().all(|column| column.name != *name)) {
            object.serialize_entry(name, rows)?;
        }
        object.end()
    }
}

/// A cell as JSON spells it.
struct Spelt<'a>(&'a Cell<'a>);

impl Serialize for Spelt<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Cell::Null => serializer.serialize_none(),
            Cell::Text(text) => serializer.serialize_str(&text.words()),
            Cell::Integer(number) => serializer.serialize_i64(*number),
            Cell::Decimal(amount) => serializer.collect_str(&amount.normalize()),
            Cell::Date(date) => serializer.collect_str(date),
            Cell::Real(real) => serializer.serialize_f64(*real),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_belongs_to_a_fact_stands_in_the_place_of_its_column() {
        let row =
            |schema: &'static TableSchema| Table { schema, rows: vec![schema.columns.iter().map(|column| column.name.into()).collect()] };
        let line = String::from_utf8(facts(&row(&FACTS), &row(&DIMENSIONS), &row(&MENTIONS)).unwrap()).unwrap();
        assert_eq!(line.matches("\"dimensions\":").count(), 1, "{line}");
        let at = |part: &str| line.find(part).unwrap();
        assert!(
            at("\"dimensions\":[{\"axis\":\"axis\"") < at("\"origin\"") && at("\"findings\"") < at("\"mentions\":[{\"mention\""),
            "{line}"
        );
    }
}
