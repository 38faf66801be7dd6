//! The star as Arrow record batches, and as Arrow IPC files (one a table).

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use chrono::NaiveDate;

use super::star::{self, Cell, Column, Kind, Table, TableSchema};
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::Report;

const FORMAT: &str = "arrow";

/// Writes one IPC file a table, `facts.arrow` first.
///
/// # Errors
/// When an amount does not fit DECIMAL(38,9): the fact is named, nothing is rounded.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let files = batches(report, options, FORMAT)?.into_iter().map(|(name, batch)| {
        let bytes = ipc(&batch).map_err(|e| Error::format(FORMAT, e))?;
        Ok(File { name: format!("{name}.arrow"), bytes })
    });
    Ok(Output { files: files.collect::<Result<_, Error>>()?, diagnostics: Vec::new() })
}

fn ipc(batch: &RecordBatch) -> Result<Vec<u8>, ArrowError> {
    let mut writer = FileWriter::try_new(Vec::new(), &batch.schema())?;
    writer.write(batch)?;
    writer.finish()?;
    writer.into_inner()
}

/// The star's tables as batches, `facts` first.
pub(super) fn batches(report: &Report, options: &WriteOptions, format: &'static str) -> Result<Vec<(&'static str, RecordBatch)>, Error> {
    let metadata = metadata(report);
    let mut tables: Vec<Table> = star::tables(report, &options.findings).into();
    tables.sort_by_key(|table| table.schema.name != "facts");
    tables.iter().map(|table| Ok((table.schema.name, batch(table, &metadata, format)?))).collect()
}

/// What every file says of itself.
fn metadata(report: &Report) -> HashMap<String, String> {
    HashMap::from([
        ("hemaexport.schema_version".to_owned(), star::VERSION.to_owned()),
        ("hemaexport.source_sha256".to_owned(), report.source.sha256_hex()),
    ])
}

/// One table as a batch.
pub(super) fn batch(table: &Table, metadata: &HashMap<String, String>, format: &'static str) -> Result<RecordBatch, Error> {
    let arrays = (0..table.schema.columns.len()).map(|i| array(table, i, format)).collect::<Result<Vec<_>, Error>>()?;
    let schema = schema(table.schema).with_metadata(metadata.clone());
    RecordBatch::try_new(Arc::new(schema), arrays).map_err(|e| Error::format(format, e))
}

/// The columns of a table.
pub(super) fn schema(table: &TableSchema) -> Schema {
    Schema::new(table.columns.iter().map(field).collect::<Vec<Field>>())
}

fn field(column: &Column) -> Field {
    let data_type = match column.kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Decimal => DataType::Decimal128(38, 9),
        Kind::Date => DataType::Date32,
        Kind::Real => DataType::Float64,
    };
    Field::new(column.name, data_type, column.nullable)
}

fn array(table: &Table, index: usize, format: &'static str) -> Result<ArrayRef, Error> {
    let cells = || table.rows.iter().map(|row| &row[index]);
    Ok(match table.schema.columns[index].kind {
        Kind::Text => Arc::new(StringArray::from_iter(cells().map(|c| if let Cell::Text(words) = c { Some(&**words) } else { None }))),
        Kind::Integer => Arc::new(Int64Array::from_iter(cells().map(|c| if let Cell::Integer(n) = c { Some(*n) } else { None }))),
        Kind::Date => Arc::new(Date32Array::from_iter(cells().map(|c| if let Cell::Date(date) = c { Some(days(*date)) } else { None }))),
        Kind::Real => Arc::new(Float64Array::from_iter(cells().map(|c| if let Cell::Real(x) = c { Some(*x) } else { None }))),
        Kind::Decimal => decimals(table, index, format)?,
    })
}

fn decimals(table: &Table, index: usize, format: &'static str) -> Result<ArrayRef, Error> {
    star::decimals_fit(table, format)?;
    let amounts = table.rows.iter().map(|row| if let Cell::Decimal(amount) = &row[index] { star::scaled(*amount) } else { None });
    let amounts = amounts.collect::<Vec<_>>();
    let array = Decimal128Array::from(amounts).with_precision_and_scale(38, 9).map_err(|e| Error::format(format, e))?;
    Ok(Arc::new(array))
}

fn days(date: NaiveDate) -> i32 {
    (date - NaiveDate::default()).num_days() as i32
}
