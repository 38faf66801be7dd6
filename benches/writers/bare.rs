//! The libraries below the writers, given the very rows that these wrote, ready in memory: what no writer can beat.

use hemaexport::write::File;
use hemaexport::{Format, Report, WriteOptions};
use rusqlite::types::Value;

/// Writes the rows of some files anew; `None` where there is no library to compare with.
pub fn writer(report: &Report, format: Format, files: &[File]) -> Option<Box<dyn FnMut()>> {
    match format {
        Format::Csv => Some(csv(files)),
        Format::Ndjson => Some(ndjson(&files[0])),
        Format::JsonLd => Some(json(&files[0])),
        Format::Parquet => Some(parquet(report)),
        Format::Arrow => Some(arrow(report)),
        Format::Sqlite => Some(sqlite(&files[0])),
        _ => None,
    }
}

fn csv(files: &[File]) -> Box<dyn FnMut()> {
    let tables = files.iter().filter(|file| file.name.ends_with(".csv"));
    let records: Vec<Vec<csv::StringRecord>> =
        tables.map(|file| csv::Reader::from_reader(&file.bytes[..]).into_records().map(|row| row.expect("a row")).collect()).collect();
    Box::new(move || {
        for records in &records {
            let mut writer = csv::Writer::from_writer(Vec::new());
            records.iter().for_each(|row| writer.write_record(row).expect("in memory"));
            divan::black_box(writer.into_inner().expect("in memory"));
        }
    })
}

fn ndjson(file: &File) -> Box<dyn FnMut()> {
    let lines: Vec<serde_json::Value> = file
        .bytes
        .split(|byte| *byte == b'\n')
        .filter(|line| !line.is_empty())
        .map(|line| serde_json::from_slice(line).expect("JSON"))
        .collect();
    Box::new(move || {
        let mut bytes = Vec::new();
        for line in &lines {
            serde_json::to_writer(&mut bytes, line).expect("in memory");
            bytes.push(b'\n');
        }
        divan::black_box(bytes);
    })
}

fn json(file: &File) -> Box<dyn FnMut()> {
    let document: serde_json::Value = serde_json::from_slice(&file.bytes).expect("JSON");
    Box::new(move || {
        divan::black_box(serde_json::to_vec(&document).expect("in memory"));
    })
}

fn parquet(report: &Report) -> Box<dyn FnMut()> {
    use ::parquet::arrow::ArrowWriter;
    use ::parquet::basic::Compression;
    use ::parquet::file::properties::WriterProperties;
    let batches = batches(report);
    Box::new(move || {
        for table in batches.iter().filter(|table| !table.is_empty()) {
            let properties = WriterProperties::builder().set_compression(Compression::SNAPPY).build();
            let mut writer = ArrowWriter::try_new(Vec::new(), table[0].schema(), Some(properties)).expect("in memory");
            table.iter().for_each(|batch| writer.write(batch).expect("in memory"));
            divan::black_box(writer.into_inner().expect("in memory"));
        }
    })
}

/// The rows of each table, as the Arrow files hold them.
fn batches(report: &Report) -> Vec<Vec<arrow_array::RecordBatch>> {
    let files = hemaexport::write(report, Format::Arrow, &WriteOptions::default()).expect("amounts that fit").files;
    let read = |file: File| {
        let reader = arrow_ipc::reader::FileReader::try_new(std::io::Cursor::new(file.bytes), None).expect("Arrow IPC");
        reader.map(|batch| batch.expect("a batch")).collect()
    };
    files.into_iter().map(read).collect()
}

fn arrow(report: &Report) -> Box<dyn FnMut()> {
    let tables = batches(report);
    Box::new(move || {
        for table in tables.iter().filter(|table| !table.is_empty()) {
            let mut writer = arrow_ipc::writer::FileWriter::try_new(Vec::new(), &table[0].schema()).expect("in memory");
            table.iter().for_each(|batch| writer.write(batch).expect("in memory"));
            writer.finish().expect("in memory");
            divan::black_box(writer.into_inner().expect("in memory"));
        }
    })
}

/// The tables as they are, keys and all, filled row by row in one transaction.
fn sqlite(file: &File) -> Box<dyn FnMut()> {
    let mut source = rusqlite::Connection::open_in_memory().expect("SQLite");
    source.deserialize_read_exact(rusqlite::MAIN_DB, &file.bytes[..], file.bytes.len(), true).expect("a database");
    let mut tables = source.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY rowid").expect("SQL");
    let named = tables.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?))).expect("SQL");
    let named: Vec<(String, String)> = named.map(|row| row.expect("a row")).collect();
    let filled: Vec<(String, String, Vec<Vec<Value>>)> = named
        .into_iter()
        .map(|(name, create)| {
            let mut select = source.prepare(&format!("SELECT * FROM {name}")).expect("SQL");
            let width = select.column_count();
            let rows = select.query_map([], |row| (0..width).map(|i| row.get(i)).collect::<Result<Vec<Value>, _>>()).expect("SQL");
            let rows = rows.map(|row| row.expect("a row")).collect();
            (name, create, rows)
        })
        .collect();
    Box::new(move || {
        let mut target = rusqlite::Connection::open_in_memory().expect("SQLite");
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
