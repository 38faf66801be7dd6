//! PostgreSQL: the star as one script for psql, tables with keys, rows by COPY, all in one transaction.
//!
//! Running it again, or the script of a newer reading of the same release, replaces the release.

use std::fmt::Write;

use super::star::{self, Cell, Table};
use super::{File, Output, WriteOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::report::Report;

const FORMAT: &str = "postgresql";

/// Writes the script.
///
/// # Errors
/// When an amount does not fit NUMERIC(38,9): the fact is named, nothing is rounded.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let tables = star::tables(report, &options.findings);
    tables.iter().try_for_each(|table| star::decimals_fit(table, FORMAT))?;
    let name = format!("{}.sql", super::base_name(report));
    let mut script = format!(
        "-- psql --set ON_ERROR_STOP=1 --file {name}\n\\set ON_ERROR_STOP on\nSET client_encoding = 'UTF8';\nSET client_min_messages = warning;\nBEGIN;\n\n{}\n{}",
        star::sql(),
        star::deletions(&format!("'{}'", star::release_id(report))),
    );
    for table in &tables {
        copy(&mut script, table);
    }
    script.push_str("\nCOMMIT;\n");
    Ok(Output { files: vec![File { name, bytes: script.into_bytes() }], diagnostics: losses(&tables) })
}

/// Rows in the text form of COPY.
fn copy(script: &mut String, table: &Table) {
    let columns = table.schema.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
    let _ = writeln!(script, "\nCOPY {} ({columns}) FROM STDIN;", table.schema.name);
    for row in &table.rows {
        for (i, cell) in row.iter().enumerate() {
            script.push_str(if i == 0 { "" } else { "\t" });
            put(script, cell);
        }
        script.push('\n');
    }
    script.push_str("\\.\n");
}

fn put(script: &mut String, cell: &Cell) {
    let _ = match cell {
        Cell::Null => write!(script, "\\N"),
        Cell::Text(words) => {
            put_text(script, words);
            Ok(())
        }
        Cell::Integer(number) => write!(script, "{number}"),
        Cell::Decimal(amount) => write!(script, "{}", amount.normalize()),
        Cell::Date(date) => write!(script, "{date}"),
        Cell::Real(real) => write!(script, "{real}"),
    };
}

fn put_text(script: &mut String, words: &str) {
    let mut rest = words;
    while let Some(at) = rest.find(['\\', '\t', '\n', '\r', '\0']) {
        script.push_str(&rest[..at]);
        script.push_str(match rest.as_bytes()[at] {
            b'\\' => "\\\\",
            b'\t' => "\\t",
            b'\n' => "\\n",
            b'\r' => "\\r",
            // No text of PostgreSQL can hold a NUL.
            _ => "\u{fffd}",
        });
        rest = &rest[at + 1..];
    }
    script.push_str(rest);
}

fn losses(tables: &[Table]) -> Vec<Diagnostic> {
    let rows = tables.iter().flat_map(|table| &table.rows);
    let lossy = rows.filter(|row| row.iter().any(|cell| matches!(cell, Cell::Text(words) if words.contains('\0'))));
    let said = lossy.map(|row| {
        let name = if let Cell::Text(name) = &row[0] { &**name } else { "" };
        Diagnostic::new(Code::NotRepresentable, format!("{name}: a NUL in its words is written as U+FFFD"))
    });
    said.collect()
}
