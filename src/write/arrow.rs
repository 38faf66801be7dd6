//! The star as Arrow record batches, and as Arrow IPC files (one a table).

use std::collections::HashMap;
use std::sync::Arc;

use arrow_array::builder::{Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::{ArrayRef, RecordBatch};
use arrow_ipc::writer::FileWriter;
use arrow_schema::{ArrowError, DataType, Field, Schema};
use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::star::{self, Cell, Column, Kind, Star, TableSchema, Tables, Text};
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::Report;

const FORMAT: &str = "arrow";
const DECIMAL: DataType = DataType::Decimal128(38, 9);

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
    let mut batches = Batches { metadata: metadata(report), format, done: Vec::new() };
    Star::of(report, &options.findings).hand_over(&mut batches)?;
    batches.done.sort_by_key(|(name, _)| *name != "facts");
    Ok(batches.done)
}

struct Batches {
    metadata: HashMap<String, String>,
    format: &'static str,
    done: Vec<(&'static str, RecordBatch)>,
}

impl Tables for Batches {
    type Error = Error;

    fn table<'a, R: AsRef<[Cell<'a>]>>(&mut self, schema: &'static TableSchema, rows: impl Iterator<Item = R>) -> Result<(), Error> {
        self.done.push((schema.name, batch(schema, rows, &self.metadata, self.format)?));
        Ok(())
    }
}

/// What every file says of itself.
fn metadata(report: &Report) -> HashMap<String, String> {
    HashMap::from([
        ("hemaexport.schema_version".to_owned(), star::VERSION.to_owned()),
        ("hemaexport.source_sha256".to_owned(), report.source.sha256_hex()),
    ])
}

/// One table as a batch.
pub(super) fn batch<'a, R: AsRef<[Cell<'a>]>>(
    table: &TableSchema,
    rows: impl Iterator<Item = R>,
    metadata: &HashMap<String, String>,
    format: &'static str,
) -> Result<RecordBatch, Error> {
    let expected = rows.size_hint().0;
    let mut columns: Vec<Values> = table.columns.iter().map(|column| Values::of(column.kind, expected)).collect();
    let mut spelt = String::new();
    for row in rows {
        let row = row.as_ref();
        columns
            .iter_mut()
            .zip(row)
            .try_for_each(|(values, cell)| values.push(cell, &mut spelt).map_err(|a| star::unfit(row, a, format)))?;
    }
    let schema = schema(table).with_metadata(metadata.clone());
    RecordBatch::try_new(Arc::new(schema), columns.into_iter().map(Values::finish).collect()).map_err(|e| Error::format(format, e))
}

/// The columns of a table.
pub(super) fn schema(table: &TableSchema) -> Schema {
    Schema::new(table.columns.iter().map(field).collect::<Vec<Field>>())
}

fn field(column: &Column) -> Field {
    let data_type = match column.kind {
        Kind::Text => DataType::Utf8,
        Kind::Integer => DataType::Int64,
        Kind::Decimal => DECIMAL,
        Kind::Date => DataType::Date32,
        Kind::Real => DataType::Float64,
    };
    Field::new(column.name, data_type, column.nullable)
}

/// A column in the making.
enum Values {
    Text(StringBuilder),
    Integer(Int64Builder),
    Decimal(Decimal128Builder),
    Date(Date32Builder),
    Real(Float64Builder),
}

impl Values {
    /// For so many rows, or more.
    fn of(kind: Kind, rows: usize) -> Self {
        match kind {
            Kind::Text => Self::Text(StringBuilder::with_capacity(rows, 0)),
            Kind::Integer => Self::Integer(Int64Builder::with_capacity(rows)),
            Kind::Decimal => Self::Decimal(Decimal128Builder::with_capacity(rows).with_data_type(DECIMAL)),
            Kind::Date => Self::Date(Date32Builder::with_capacity(rows)),
            Kind::Real => Self::Real(Float64Builder::with_capacity(rows)),
        }
    }

    /// Takes a cell; what is not of the column's kind is null. The amount comes back that does not fit.
    fn push(&mut self, cell: &Cell, spelt: &mut String) -> Result<(), Decimal> {
        match (self, cell) {
            (Self::Text(values), Cell::Text(Text::Words(words))) => values.append_value(words),
            (Self::Text(values), Cell::Text(text)) => {
                spelt.clear();
                text.push_to(spelt);
                values.append_value(spelt);
            }
            (Self::Text(values), _) => values.append_null(),
            (Self::Integer(values), cell) => values.append_option(if let Cell::Integer(number) = cell { Some(*number) } else { None }),
            (Self::Decimal(values), Cell::Decimal(amount)) => values.append_value(star::scaled(*amount).ok_or(*amount)?),
            (Self::Decimal(values), _) => values.append_null(),
            (Self::Date(values), cell) => values.append_option(if let Cell::Date(date) = cell { Some(days(*date)) } else { None }),
            (Self::Real(values), cell) => values.append_option(if let Cell::Real(real) = cell { Some(*real) } else { None }),
        }
        Ok(())
    }

    fn finish(self) -> ArrayRef {
        match self {
            Self::Text(mut values) => Arc::new(values.finish()),
            Self::Integer(mut values) => Arc::new(values.finish()),
            Self::Decimal(mut values) => Arc::new(values.finish()),
            Self::Date(mut values) => Arc::new(values.finish()),
            Self::Real(mut values) => Arc::new(values.finish()),
        }
    }
}

fn days(date: NaiveDate) -> i32 {
    date.to_epoch_days()
}
