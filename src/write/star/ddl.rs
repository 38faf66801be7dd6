//! The star's schema as SQL (PostgreSQL and DuckDB take it as it is) and as JSON Schema.

use serde_json::{Value as Json, json};

use super::columns::ALL;
use super::{Column, Kind, TableSchema, VERSION};

/// `CREATE TABLE` statements with keys and comments, tables that others refer to first.
pub fn sql() -> String {
    let head = format!("-- hemaexport, star schema {VERSION}: PostgreSQL, DuckDB\n");
    std::iter::once(head).chain(ALL.iter().map(|table| create(table))).collect::<Vec<_>>().join("\n")
}

fn create(table: &TableSchema) -> String {
    let keys = std::iter::once((format!("PRIMARY KEY ({})", table.key.join(", ")), ""));
    let references = table.references.iter().map(|r| {
        let columns = r.columns.join(", ");
        (format!("FOREIGN KEY ({columns}) REFERENCES {} ({columns})", r.table), "")
    });
    let parts: Vec<(String, &str)> = table.columns.iter().map(|c| (definition(c), c.about)).chain(keys).chain(references).collect();
    let last = parts.len() - 1;
    let lines = parts.iter().enumerate().map(|(i, (part, about))| {
        let comma = if i == last { "" } else { "," };
        let comment = if about.is_empty() { String::new() } else { format!(" -- {about}") };
        format!("  {part}{comma}{comment}\n")
    });
    format!("-- {}\nCREATE TABLE IF NOT EXISTS {} (\n{});\n", table.about, table.name, lines.collect::<String>())
}

fn definition(column: &Column) -> String {
    let kind = match column.kind {
        Kind::Text => "TEXT",
        Kind::Integer => "BIGINT",
        Kind::Decimal => "NUMERIC(38, 9)",
        Kind::Date => "DATE",
        Kind::Real => "DOUBLE PRECISION",
    };
    format!("{} {kind}{}", column.name, if column.nullable { "" } else { " NOT NULL" })
}

/// JSON Schema (2020-12) of a line of the NDJSON form: a row of `facts` with its `dimensions` and `mentions` nested.
pub fn json_schema() -> Json {
    let nested = |name: &str| {
        let table = ALL.iter().find(|t| t.name == name).expect("a table of the star");
        json!({ "type": "array", "description": table.about, "items": object(table, 1) })
    };
    let facts = ALL.iter().find(|t| t.name == "facts").expect("a table of the star");
    let mut schema = object(facts, 0);
    schema["$schema"] = json!("https://json-schema.org/draft/2020-12/schema");
    schema["title"] = json!(format!("hemaexport fact, star schema {VERSION}"));
    for name in ["dimensions", "mentions"] {
        schema["properties"][name] = nested(name);
        schema["required"].as_array_mut().expect("made by object").push(json!(name));
    }
    schema
}

fn object(table: &TableSchema, skip: usize) -> Json {
    let columns = || table.columns.iter().skip(skip);
    let properties: serde_json::Map<String, Json> = columns().map(|c| (c.name.to_owned(), property(c))).collect();
    let required: Vec<&str> = columns().map(|c| c.name).collect();
    json!({ "type": "object", "properties": properties, "required": required, "additionalProperties": false })
}

fn property(column: &Column) -> Json {
    let (kind, format) = match column.kind {
        Kind::Text => ("string", None),
        Kind::Decimal => ("string", Some(("pattern", r"^-?\d+(\.\d+)?$"))),
        Kind::Date => ("string", Some(("format", "date"))),
        Kind::Integer => ("integer", None),
        Kind::Real => ("number", None),
    };
    let kind = if column.nullable { json!([kind, "null"]) } else { json!(kind) };
    let mut property = json!({ "type": kind, "description": column.about });
    if let Some((key, value)) = format {
        property[key] = json!(value);
    }
    property
}
