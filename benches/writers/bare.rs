//! The libraries below the writers, given the very rows, nodes and elements that these wrote, ready in memory: what no writer can beat.

use std::io::{Cursor, Read, Write};

use hemaexport::write::File;
use hemaexport::{Format, Report};
use oxrdf::Triple;
use oxttl::{NTriplesParser, NTriplesSerializer, TurtleParser, TurtleSerializer};
use quick_xml::events::{BytesEnd, BytesStart, BytesText, Event};

use crate::stores;

/// Writes something once more.
pub type Writer = Box<dyn FnMut()>;

/// Writes what the files of a format hold anew; `None` where there is no library to compare with.
pub fn writer(report: &Report, format: Format, files: &[File]) -> Option<Writer> {
    match format {
        Format::Parquet => Some(stores::parquet(report)),
        Format::Arrow => Some(stores::arrow(report)),
        Format::Sqlite => Some(stores::sqlite(&files[0])),
        Format::Xlsx => Some(stores::xlsx(report)),
        Format::Html => None,
        _ => Some(together(files.iter().map(file).collect())),
    }
}

fn together(mut writers: Vec<Writer>) -> Writer {
    Box::new(move || writers.iter_mut().for_each(|write| write()))
}

/// By the ending of its name.
fn file(file: &File) -> Writer {
    let ending = file.name.rsplit('.').next().unwrap_or_default();
    match ending {
        "csv" => csv(csv::Reader::from_reader(&file.bytes[..]).into_records().map(|row| row.expect("a row")).collect(), b','),
        "sql" => csv(rows(&file.bytes), b'\t'),
        "json" | "jsonld" => json(&file.bytes),
        "ndjson" => ndjson(&file.bytes),
        "xml" | "xsd" | "xbrl" | "htm" => xml(&file.bytes),
        "nt" => triples(NTriplesParser::new().for_slice(&file.bytes).map(|triple| triple.expect("a triple")).collect(), false),
        "ttl" => triples(TurtleParser::new().for_slice(&file.bytes).map(|triple| triple.expect("a triple")).collect(), true),
        "zip" | "xbr" | "xbri" => package(&file.bytes),
        other => unreachable!("nothing writes .{other} here"),
    }
}

fn csv(records: Vec<csv::StringRecord>, delimiter: u8) -> Writer {
    Box::new(move || {
        let mut writer = csv::WriterBuilder::new().flexible(true).delimiter(delimiter).from_writer(Vec::new());
        records.iter().for_each(|row| writer.write_record(row).expect("in memory"));
        divan::black_box(writer.into_inner().expect("in memory"));
    })
}

/// The rows of COPY; the statements around them are too few to count.
fn rows(script: &[u8]) -> Vec<csv::StringRecord> {
    let script = std::str::from_utf8(script).expect("UTF-8");
    script.lines().filter(|line| line.contains('\t')).map(|line| line.split('\t').collect()).collect()
}

fn json(bytes: &[u8]) -> Writer {
    let document: serde_json::Value = serde_json::from_slice(bytes).expect("JSON");
    let pretty = bytes.starts_with(b"{\n");
    Box::new(move || {
        let bytes = if pretty { serde_json::to_vec_pretty(&document) } else { serde_json::to_vec(&document) };
        divan::black_box(bytes.expect("in memory"));
    })
}

fn ndjson(bytes: &[u8]) -> Writer {
    let lines = bytes.split(|byte| *byte == b'\n').filter(|line| !line.is_empty());
    let lines: Vec<serde_json::Value> = lines.map(|line| serde_json::from_slice(line).expect("JSON")).collect();
    Box::new(move || {
        let mut bytes = Vec::new();
        for line in &lines {
            serde_json::to_writer(&mut bytes, line).expect("in memory");
            bytes.push(b'\n');
        }
        divan::black_box(bytes);
    })
}

/// A piece of XML as words: its name, its attributes, or its text, nothing escaped.
enum Piece {
    Open(String, Vec<(String, String)>),
    Empty(String, Vec<(String, String)>),
    Close(String),
    Text(String),
    Other(Event<'static>),
}

fn xml(bytes: &[u8]) -> Writer {
    let pieces = pieces(bytes);
    Box::new(move || {
        let mut writer = quick_xml::Writer::new(Vec::new());
        for piece in &pieces {
            let event = match piece {
                Piece::Open(name, attributes) => Event::Start(tag(name, attributes)),
                Piece::Empty(name, attributes) => Event::Empty(tag(name, attributes)),
                Piece::Close(name) => Event::End(BytesEnd::new(name)),
                Piece::Text(text) => Event::Text(BytesText::new(text)),
                Piece::Other(event) => event.borrow(),
            };
            writer.write_event(event).expect("in memory");
        }
        divan::black_box(writer.into_inner());
    })
}

fn tag<'a>(name: &'a str, attributes: &'a [(String, String)]) -> BytesStart<'a> {
    BytesStart::new(name).with_attributes(attributes.iter().map(|(key, value)| (key.as_str(), value.as_str())))
}

fn pieces(bytes: &[u8]) -> Vec<Piece> {
    let attributes = |start: &BytesStart<'_>| {
        let pairs = start.attributes().map(|pair| pair.expect("an attribute"));
        pairs.map(|pair| (pair.key.as_ref().to_owned(), pair.value.into_owned())).collect()
    };
    let mut reader = quick_xml::Reader::from_reader(bytes);
    let mut pieces = Vec::new();
    loop {
        pieces.push(match reader.read_event().expect("XML") {
            Event::Eof => return pieces,
            Event::Start(start) => Piece::Open(start.name().as_ref().to_owned(), attributes(&start)),
            Event::Empty(start) => Piece::Empty(start.name().as_ref().to_owned(), attributes(&start)),
            Event::End(end) => Piece::Close(end.name().as_ref().to_owned()),
            Event::Text(text) => Piece::Text(text.to_string()),
            other => Piece::Other(other.into_owned()),
        });
    }
}

fn triples(triples: Vec<Triple>, turtle: bool) -> Writer {
    Box::new(move || {
        if turtle {
            let mut writer = TurtleSerializer::new().for_writer(Vec::new());
            triples.iter().for_each(|triple| writer.serialize_triple(triple).expect("in memory"));
            divan::black_box(writer.finish().expect("in memory"));
        } else {
            let mut writer = NTriplesSerializer::new().for_writer(Vec::new());
            triples.iter().for_each(|triple| writer.serialize_triple(triple).expect("in memory"));
            divan::black_box(writer.finish());
        }
    })
}

/// The files inside, and then the package of them.
fn package(bytes: &[u8]) -> Writer {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).expect("a package");
    let mut files = Vec::new();
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("a file");
        let mut bytes = Vec::new();
        entry.read_to_end(&mut bytes).expect("in memory");
        files.push(File { name: entry.name().expect("UTF-8").into_owned(), bytes });
    }
    let mut inside = together(files.iter().map(file).collect());
    Box::new(move || {
        inside();
        let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
        for file in &files {
            archive.start_file(file.name.as_str(), zip::write::SimpleFileOptions::default()).expect("in memory");
            archive.write_all(&file.bytes).expect("in memory");
        }
        divan::black_box(archive.finish().expect("in memory"));
    })
}
