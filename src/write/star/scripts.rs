//! SQL that loads the star, and the schema that BigQuery wants beside the lines of NDJSON.
//!
//! Loading a release anew replaces it: what was there of it is deleted first, so that nothing of an older reading stays.

use serde_json::{Value as Json, json};

use super::columns::ALL;
#[cfg(feature = "parquet")]
use super::sql;
use super::{Column, Kind, TableSchema};

/// Statements that delete the releases that a query or a list names, children before those that they belong to.
pub(in crate::write) fn deletions(releases: &str) -> String {
    let delete = |table: &&TableSchema| match table.columns.iter().any(|column| column.name == "release_id") {
        true => format!("DELETE FROM {} WHERE release_id IN ({releases});\n", table.name),
        false => format!("DELETE FROM {} WHERE fact_id IN (SELECT fact_id FROM facts WHERE release_id IN ({releases}));\n", table.name),
    };
    ALL.iter().rev().map(delete).collect()
}

/// Loads the Parquet files of the working folder into DuckDB, into tables with keys.
#[cfg(feature = "parquet")]
pub(in crate::write) fn duckdb() -> String {
    let head = "-- Run in the folder of the files: duckdb facts.duckdb < load_duckdb.sql\n-- Again with files of other releases to add them; a release that is there already is replaced.\n";
    let insert = |table: &&TableSchema| format!("INSERT INTO {0} BY NAME SELECT * FROM read_parquet('{0}.parquet');\n", table.name);
    let inserts: String = ALL.iter().map(insert).collect();
    format!("{head}\n{}\n{}\n{inserts}", sql(), deletions("SELECT release_id FROM read_parquet('releases.parquet')"))
}

/// The schema of a line of NDJSON as `bq load` takes it: amounts are NUMERIC, which is DECIMAL(38,9).
pub(in crate::write) fn bigquery() -> Json {
    let table = |name: &str| ALL.iter().find(|table| table.name == name).expect("a table of the star");
    let mut fields: Vec<Json> = table("facts").columns.iter().filter(|column| column.name != "dimensions").map(field).collect();
    for name in ["dimensions", "mentions"] {
        let nested: Vec<Json> = table(name).columns.iter().skip(1).map(field).collect();
        fields.push(json!({ "name": name, "type": "RECORD", "mode": "REPEATED", "description": table(name).about, "fields": nested }));
    }
    Json::Array(fields)
}

fn field(column: &Column) -> Json {
    let kind = match column.kind {
        Kind::Text => "STRING",
        Kind::Integer => "INT64",
        Kind::Decimal => "NUMERIC",
        Kind::Date => "DATE",
        Kind::Real => "FLOAT64",
    };
    let mode = if column.nullable { "NULLABLE" } else { "REQUIRED" };
    json!({ "name": column.name, "type": kind, "mode": mode, "description": column.about })
}
