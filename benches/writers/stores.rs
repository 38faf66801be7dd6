//! The libraries of tables: Parquet, Arrow, SQLite, workbooks.

use std::sync::Arc;

use arrow_array::builder::{Date32Builder, Decimal128Builder, Float64Builder, Int64Builder, StringBuilder};
use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, RecordBatch};
use arrow_schema::{DataType, FieldRef, SchemaRef};
use hemaexport::report::{Report, Value};
use hemaexport::write::File;
use hemaexport::{Format, WriteOptions};
use rusqlite::types::Value as Cell;
use rust_decimal::prelude::ToPrimitive;
use rust_xlsxwriter::{Note, Workbook};

use crate::bare::Writer;

pub fn parquet(report: &Report) -> Writer {
    use ::parquet::arrow::ArrowWriter;
    use ::parquet::basic::Compression;
    use ::parquet::file::properties::WriterProperties;
    let tables = tables(report);
    Box::new(move || {
        for batch in tables.iter().map(Table::batch) {
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let mut writer = ArrowWriter::try_new(Vec::new(), batch.schema(), Some(properties)).expect("in memory");
            writer.write(&batch).expect("in memory");
            divan::black_box(writer.into_inner().expect("in memory"));
        }
    })
}

pub fn arrow(report: &Report) -> Writer {
    let tables = tables(report);
    Box::new(move || {
        for batch in tables.iter().map(Table::batch) {
            let mut writer = arrow_ipc::writer::FileWriter::try_new(Vec::new(), &batch.schema()).expect("in memory");
            writer.write(&batch).expect("in memory");
            writer.finish().expect("in memory");
            divan::black_box(writer.into_inner().expect("in memory"));
        }
    })
}

/// A table as any program has it: rows of plain values.
struct Table {
    schema: SchemaRef,
    rows: Vec<Vec<Plain>>,
}

enum Plain {
    Null,
    Text(String),
    Integer(i64),
    Decimal(i128),
    Date(i32),
    Real(f64),
}

/// The tables, as the Arrow files hold them.
fn tables(report: &Report) -> Vec<Table> {
    let files = hemaexport::write(report, Format::Arrow, &WriteOptions::default()).expect("amounts that fit").files;
    let read = |file: File| {
        let mut reader = arrow_ipc::reader::FileReader::try_new(std::io::Cursor::new(file.bytes), None).expect("Arrow IPC");
        let batch = reader.next().expect("one batch a file").expect("a batch");
        let row = |row| batch.columns().iter().map(|column| plain(column, row)).collect();
        Table { schema: batch.schema(), rows: (0..batch.num_rows()).map(row).collect() }
    };
    files.into_iter().map(read).collect()
}

fn plain(column: &ArrayRef, row: usize) -> Plain {
    match column.data_type() {
        _ if column.is_null(row) => Plain::Null,
        DataType::Utf8 => Plain::Text(column.as_string::<i32>().value(row).to_owned()),
        DataType::Int64 => Plain::Integer(column.as_primitive::<Int64Type>().value(row)),
        DataType::Decimal128(..) => Plain::Decimal(column.as_primitive::<Decimal128Type>().value(row)),
        DataType::Date32 => Plain::Date(column.as_primitive::<Date32Type>().value(row)),
        DataType::Float64 => Plain::Real(column.as_primitive::<Float64Type>().value(row)),
        other => unreachable!("no column of the star is a {other}"),
    }
}

impl Table {
    /// Row by row: column by column goes through all of the memory again for each, and takes twice as long.
    fn batch(&self) -> RecordBatch {
        let mut columns: Vec<Values> = self.schema.fields().iter().map(|field| Values::of(field, self.rows.len())).collect();
        for row in &self.rows {
            columns.iter_mut().zip(row).for_each(|(values, cell)| values.push(cell));
        }
        RecordBatch::try_new(self.schema.clone(), columns.iter_mut().map(Values::finish).collect()).expect("columns of the schema")
    }
}

enum Values {
    Text(StringBuilder),
    Integer(Int64Builder),
    Decimal(Decimal128Builder),
    Date(Date32Builder),
    Real(Float64Builder),
}

impl Values {
    fn of(field: &FieldRef, rows: usize) -> Self {
        match field.data_type() {
            DataType::Utf8 => Self::Text(StringBuilder::with_capacity(rows, 0)),
            DataType::Int64 => Self::Integer(Int64Builder::with_capacity(rows)),
            DataType::Date32 => Self::Date(Date32Builder::with_capacity(rows)),
            DataType::Float64 => Self::Real(Float64Builder::with_capacity(rows)),
            other => Self::Decimal(Decimal128Builder::with_capacity(rows).with_data_type(other.clone())),
        }
    }

    fn push(&mut self, cell: &Plain) {
        match (self, cell) {
            (Self::Text(values), Plain::Text(words)) => values.append_value(words),
            (Self::Text(values), _) => values.append_null(),
            (Self::Integer(values), Plain::Integer(number)) => values.append_value(*number),
            (Self::Integer(values), _) => values.append_null(),
            (Self::Decimal(values), Plain::Decimal(number)) => values.append_value(*number),
            (Self::Decimal(values), _) => values.append_null(),
            (Self::Date(values), Plain::Date(days)) => values.append_value(*days),
            (Self::Date(values), _) => values.append_null(),
            (Self::Real(values), Plain::Real(number)) => values.append_value(*number),
            (Self::Real(values), _) => values.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(values) => Arc::new(values.finish()),
            Self::Integer(values) => Arc::new(values.finish()),
            Self::Decimal(values) => Arc::new(values.finish()),
            Self::Date(values) => Arc::new(values.finish()),
            Self::Real(values) => Arc::new(values.finish()),
        }
    }
}

/// The tables as they are, keys and all, filled row by row in one transaction.
pub fn sqlite(file: &File) -> Writer {
    let mut source = rusqlite::Connection::open_in_memory().expect("SQLite");
    source.deserialize_read_exact(rusqlite::MAIN_DB, &file.bytes[..], file.bytes.len(), true).expect("a database");
    let mut tables = source.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").expect("SQL");
    let named = tables.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).expect("SQL");
    let named: Vec<(String, String)> = named.map(|row| row.expect("a row")).collect();
    let filled: Vec<(String, String, Vec<Vec<Cell>>)> = named
        .into_iter()
        .map(|(name, create)| {
            let mut select = source.prepare(&format!("SELECT * FROM {name}")).expect("SQL");
            let width = select.column_count();
            let rows = select.query_map([], |row| (0..width).map(|i| row.get(i)).collect::<Result<Vec<Cell>, _>>()).expect("SQL");
            let rows = rows.map(|row| row.expect("a row")).collect();
            (name, create, rows)
        })
        .collect();
    Box::new(move || {
        let mut target = rusqlite::Connection::open_in_memory().expect("SQLite");
        target.execute_batch("PRAGMA foreign_keys = ON").expect("SQL");
        let transaction = target.transaction().expect("SQL");
        for (name, create, rows) in &filled {
            transaction.execute_batch(create).expect("SQL");
            let places = vec!["?"; rows.first().map_or(1, Vec::len)].join(", ");
            let Ok(mut insert) = transaction.prepare(&format!("INSERT INTO {name} VALUES ({places})")) else { continue };
            rows.iter().for_each(|row| {
                insert.execute(rusqlite::params_from_iter(row)).expect("SQL");
            });
        }
        transaction.commit().expect("SQL");
        divan::black_box(target.serialize(rusqlite::MAIN_DB).expect("SQL").to_vec());
    })
}

/// The facts as rows of words and numbers, the statements as labels and numbers with a note each; without formats and widths.
pub fn xlsx(report: &Report) -> Writer {
    let amount = |value: &Value| if let Value::Number { amount, .. } = value { amount.to_f64() } else { None };
    let facts = hemaexport::write(report, Format::Csv, &WriteOptions::default()).expect("CSV").files.swap_remove(0);
    let facts: Vec<csv::StringRecord> = csv::Reader::from_reader(&facts.bytes[..]).into_records().map(|row| row.expect("a row")).collect();
    let figure = |id: &Option<hemaexport::report::FactId>| {
        let fact = report.fact((*id)?);
        Some((amount(&fact.value)?, format!("{} {:?}\nprinted at {:?}", fact.aspects.concept, fact.aspects.period, fact.origins[0].span())))
    };
    type Lines = Vec<(String, Vec<Option<(f64, String)>>)>;
    let statements: Vec<Lines> = report
        .statements
        .iter()
        .map(|statement| statement.lines.iter().map(|line| (line.label.clone(), line.cells.iter().map(figure).collect())).collect())
        .collect();
    Box::new(move || {
        let mut book = Workbook::new();
        for lines in &statements {
            let sheet = book.add_worksheet();
            for (row, (label, cells)) in (0..).zip(lines) {
                sheet.write_string(row, 0, label).expect("a cell");
                for (column, (amount, note)) in (1..).zip(cells).filter_map(|(column, cell)| Some((column, cell.as_ref()?))) {
                    sheet.write_number(row, column, *amount).expect("a cell");
                    sheet.insert_note(row, column, &Note::new(note)).expect("a note");
                }
            }
        }
        let sheet = book.add_worksheet();
        for (row, cells) in (0..).zip(&facts) {
            for (column, cell) in (0..).zip(cells).filter(|(_, cell)| !cell.is_empty()) {
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).expect("a cell"),
                    Err(_) => sheet.write_string(row, column, cell).expect("a cell"),
                };
            }
        }
        divan::black_box(book.save_to_buffer().expect("in memory"));
    })
}
