//! What the writers wrote, read by readers that are not those we write with.

use std::collections::HashSet;
use std::io::{Cursor, Read};

use calamine::Reader;
use hemaexport::report::Report;
use hemaexport::{Format, WriteOptions};
use tinyjson::JsonValue;

use crate::{read_columns, read_csv, read_graph};

/// Writes a report in every format, twice, and reads each file again.
pub fn every_format(report: &Report, options: &WriteOptions) {
    for &format in Format::ALL {
        let write = || hemaexport::write(report, format, options).map(|output| output.files);
        let Ok(files) = write() else { continue };
        assert!(write().ok().as_ref() == Some(&files), "{} differs from run to run", format.name());
        let mut names = HashSet::new();
        for file in &files {
            assert!(names.insert(&file.name), "two files are named {}", file.name);
            Written { format, name: &file.name, bytes: &file.bytes, facts: report.facts.len() }.check();
        }
    }
}

struct Written<'a> {
    format: Format,
    name: &'a str,
    bytes: &'a [u8],
    facts: usize,
}

impl Written<'_> {
    fn check(&self) {
        self.stays_below();
        match self.name.rsplit('.').next().unwrap_or_default() {
            // the review page is HTML, all others are XML
            "html" if self.format == Format::Html => drop(self.text()),
            "xml" | "xsd" | "xbrl" | "htm" | "html" | "xhtml" => self.xml(),
            "json" | "jsonld" => drop(self.json(self.text())),
            "ndjson" => self.lines(),
            "csv" => self.csv(),
            "zip" | "xbr" | "xbri" => self.archive(),
            "xlsx" => self.workbook(),
            "parquet" => self.has_rows(read_columns::parquet(self.bytes)),
            "sqlite" => self.database(),
            "arrow" => self.has_rows(read_columns::arrow(self.bytes)),
            "nt" => drop(read_graph::n_triples(self.text())),
            "ttl" => drop(read_graph::turtle(self.text())),
            "md" | "txt" | "sql" => drop(self.text()),
            other => panic!("nobody knows how to read {}: {other}", self.name),
        }
    }

    /// The name leads nowhere else.
    fn stays_below(&self) {
        let sound = |part: &str| !part.is_empty() && part != "." && part != ".." && !part.contains(['\\', '\0', ':']);
        assert!(self.name.split('/').all(sound), "{:?} leads elsewhere", self.name);
    }

    fn text(&self) -> &str {
        std::str::from_utf8(self.bytes).unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    fn xml(&self) {
        let options = roxmltree::ParsingOptions { allow_dtd: false, ..roxmltree::ParsingOptions::default() };
        if let Err(error) = roxmltree::Document::parse_with_options(self.text(), options) {
            panic!("{} of {}: {error}", self.name, self.format.name());
        }
    }

    fn json(&self, text: &str) -> JsonValue {
        text.parse().unwrap_or_else(|error| panic!("{}: {error}", self.name))
    }

    fn lines(&self) {
        let lines = self.text().lines().map(|line| self.json(line)).count();
        assert_eq!(lines, self.facts, "a line each");
    }

    fn csv(&self) {
        let records = read_csv::records(self.text());
        let widths: HashSet<usize> = records.iter().map(Vec::len).collect();
        assert!(widths.len() <= 1, "{} of {} is ragged: {widths:?}", self.name, self.format.name());
        if self.format == Format::Csv && self.name == "facts.csv" {
            assert_eq!(records.len(), self.facts + 1, "a row each");
        }
    }

    fn archive(&self) {
        let mut archive = zip::ZipArchive::new(Cursor::new(self.bytes)).expect("an archive");
        for at in 0..archive.len() {
            let mut entry = archive.by_index(at).expect("an entry");
            let (name, mut bytes) = (entry.name().expect("a name").into_owned(), Vec::new());
            entry.read_to_end(&mut bytes).expect("sound data");
            if !name.ends_with('/') {
                Written { format: self.format, name: &name, bytes: &bytes, facts: self.facts }.check();
            }
        }
    }

    fn workbook(&self) {
        let mut book = calamine::Xlsx::new(Cursor::new(self.bytes)).expect("a workbook");
        for name in book.sheet_names() {
            book.worksheet_range(&name).unwrap_or_else(|error| panic!("sheet {name}: {error}"));
        }
    }

    /// The table of facts has a row each.
    fn has_rows(&self, rows: usize) {
        assert!(!self.name.starts_with("facts.") || rows == self.facts, "{} rows of {} facts in {}", rows, self.facts, self.name);
    }

    fn database(&self) {
        let mut connection = rusqlite::Connection::open_in_memory().expect("memory");
        connection.deserialize_read_exact(rusqlite::MAIN_DB, self.bytes, self.bytes.len(), true).expect("a database");
        let ask = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, String>(0)).expect("an answer");
        assert_eq!(ask("PRAGMA integrity_check"), "ok");
        assert_eq!(ask("SELECT CAST(count(*) AS TEXT) FROM pragma_foreign_key_check"), "0");
        assert_eq!(ask("SELECT CAST(count(*) AS TEXT) FROM facts"), self.facts.to_string());
    }
}
