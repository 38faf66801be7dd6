//! The libraries of tables: Parquet, Arrow, SQLite, workbooks.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Decimal128Type, Float64Type, Int64Type};
use arrow_array::{Array, ArrayRef, Date32Array, Decimal128Array, Float64Array, Int64Array, RecordBatch, StringArray};
use arrow_schema::{DataType, SchemaRef};
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
        for batch in tables.iter().map(batch) {
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
        for batch in tables.iter().map(batch) {
            let mut writer = arrow_ipc::writer::FileWriter::try_new(Vec::new(), &batch.schema()).expect("in memory");
            writer.write(&batch).expect("in memory");
            writer.finish().expect("in memory");
            divan::black_box(writer.into_inner().expect("in memory"));
        }
    })
}

/// The values of a column as any program has them.
enum Column {
    Text(Vec<Option<String>>),
    Integer(Vec<Option<i64>>),
    Decimal(Vec<Option<i128>>),
    Date(Vec<Option<i32>>),
    Real(Vec<Option<f64>>),
}

/// The rows of each table, as the Arrow files hold them.
fn tables(report: &Report) -> Vec<(SchemaRef, Vec<Column>)> {
    let files = hemaexport::write(report, Format::Arrow, &WriteOptions::default()).expect("amounts that fit").files;
    let read = |file: File| {
        let mut reader = arrow_ipc::reader::FileReader::try_new(std::io::Cursor::new(file.bytes), None).expect("Arrow IPC");
        let batch = reader.next().expect("one batch a file").expect("a batch");
        (batch.schema(), batch.columns().iter().map(column).collect())
    };
    files.into_iter().map(read).collect()
}

fn column(array: &ArrayRef) -> Column {
    match array.data_type() {
        DataType::Utf8 => Column::Text(array.as_string::<i32>().iter().map(|words| words.map(str::to_owned)).collect()),
        DataType::Int64 => Column::Integer(array.as_primitive::<Int64Type>().iter().collect()),
        DataType::Decimal128(..) => Column::Decimal(array.as_primitive::<Decimal128Type>().iter().collect()),
        DataType::Date32 => Column::Date(array.as_primitive::<Date32Type>().iter().collect()),
        DataType::Float64 => Column::Real(array.as_primitive::<Float64Type>().iter().collect()),
        other => unreachable!("no column of the star is a {other}"),
    }
}

fn batch((schema, columns): &(SchemaRef, Vec<Column>)) -> RecordBatch {
    let array = |column: &Column| -> ArrayRef {
        match column {
            Column::Text(words) => Arc::new(StringArray::from_iter(words)),
            Column::Integer(numbers) => Arc::new(Int64Array::from_iter(numbers.iter().copied())),
            Column::Date(days) => Arc::new(Date32Array::from_iter(days.iter().copied())),
            Column::Real(numbers) => Arc::new(Float64Array::from_iter(numbers.iter().copied())),
            Column::Decimal(amounts) => {
                let array = Decimal128Array::from_iter(amounts.iter().copied());
                Arc::new(array.with_precision_and_scale(38, 9).expect("DECIMAL(38,9)"))
            }
        }
    };
    RecordBatch::try_new(schema.clone(), columns.iter().map(array).collect()).expect("columns of the schema")
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
