//! The DuckDB script that loads a dataset.

use crate::write::Format;
use crate::write::star::{Kind, SCHEMAS, TableSchema};

use super::tables;

/// A script to be run in the folder of the dataset: `duckdb facts.duckdb < load_duckdb.sql`. `None`: the format keeps no parts.
pub fn load_script(format: Format) -> Option<String> {
    let statements = tables(format)?.iter().map(|name| {
        let schema = SCHEMAS.into_iter().find(|schema| schema.name == *name).expect("a table of the star");
        format!("CREATE OR REPLACE TABLE {name} AS FROM {};\n", reading(format, schema))
    });
    let manifest = "CREATE OR REPLACE TABLE manifest AS FROM read_ndjson('manifest.ndjson');\n".to_owned();
    Some(statements.chain([manifest]).collect())
}

fn reading(format: Format, schema: &TableSchema) -> String {
    let files = format!("'{}/**/*.{}', hive_partitioning = true", schema.name, format.extension());
    match format {
        Format::Csv => {
            let columns: Vec<String> = schema.columns.iter().map(|c| format!("'{}': '{}'", c.name, sql_type(c.kind))).collect();
            // told, not detected: a file may have its first quotation mark after the sample
            let dialect = r#"header = true, delim = ',', quote = '"', escape = '"', allow_quoted_nulls = false"#;
            format!("read_csv({files}, {dialect}, columns = {{{}}})", columns.join(", "))
        }
        Format::Ndjson => format!("read_ndjson({files})"),
        _ => format!("read_parquet({files})"),
    }
}

fn sql_type(kind: Kind) -> &'static str {
    match kind {
        Kind::Text => "VARCHAR",
        Kind::Integer => "BIGINT",
        Kind::Decimal => "DECIMAL(38, 9)",
        Kind::Date => "DATE",
        Kind::Real => "DOUBLE",
    }
}
