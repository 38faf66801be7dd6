//! The star as Parquet files (one a table), with a DuckDB script that loads them.

use std::sync::Arc;

use ::parquet::arrow::ArrowWriter;
use ::parquet::basic::Compression;
use ::parquet::errors::ParquetError;
use ::parquet::file::metadata::KeyValue;
use ::parquet::file::properties::WriterProperties;
use arrow_array::RecordBatch;

use super::star::{self, TableSchema};
use super::{File, Output, WriteOptions, arrow};
use crate::error::Error;
use crate::report::Report;

const FORMAT: &str = "parquet";

/// Writes `facts.parquet`, a file for each of the other tables, and `load_duckdb.sql`.
///
/// # Errors
/// When an amount does not fit DECIMAL(38,9): the fact is named, nothing is rounded.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let batches = arrow::batches(report, options, FORMAT)?;
    let mut files = Vec::with_capacity(batches.len() + 1);
    for (name, batch) in &batches {
        let bytes = encode(batch).map_err(|e| Error::format(FORMAT, e))?;
        files.push(File { name: format!("{name}.parquet"), bytes });
    }
    files.push(File { name: "load_duckdb.sql".to_owned(), bytes: star::duckdb().into_bytes() });
    Ok(Output { files, diagnostics: Vec::new() })
}

fn encode(batch: &RecordBatch) -> Result<Vec<u8>, ParquetError> {
    let metadata = batch.schema_ref().metadata();
    let mut pairs: Vec<KeyValue> = metadata.iter().map(|(key, value)| KeyValue::new(key.clone(), value.clone())).collect();
    pairs.sort_by(|a, b| a.key.cmp(&b.key));
    let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties(pairs)))?;
    writer.write(batch)?;
    writer.into_inner()
}

fn properties(pairs: Vec<KeyValue>) -> WriterProperties {
    WriterProperties::builder()
        .set_compression(Compression::SNAPPY)
        .set_created_by(format!("hemaexport {}", env!("CARGO_PKG_VERSION")))
        .set_key_value_metadata(Some(pairs))
        .build()
}

/// A writer of one table that takes the rows of many releases.
pub(super) fn writer<W: std::io::Write + Send>(table: &TableSchema, sink: W) -> Result<ArrowWriter<W>, Error> {
    let version = KeyValue::new("hemaexport.schema_version".to_owned(), star::VERSION.to_owned());
    ArrowWriter::try_new(sink, Arc::new(arrow::schema(table)), Some(properties(vec![version]))).map_err(|e| Error::format(FORMAT, e))
}
