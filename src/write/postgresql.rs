//! PostgreSQL: the star as one script for psql, tables with keys, rows by COPY, all in one transaction.
//!
//! Running it again, or the script of a newer reading of the same release, replaces the release.

use std::borrow::Cow;
use std::fmt::Write;

use super::byte_set::ByteSet;
use super::digits::{push_date, push_decimal, push_integer};
use super::star::{self, Cell, Star, TableSchema, Tables, Text};
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
    let name = format!("{}.sql", super::base_name(report));
    let script = format!(
        "-- psql --set ON_ERROR_STOP=1 --file {name}\n\\set ON_ERROR_STOP on\nSET client_encoding = 'UTF8';\nSET client_min_messages = warning;\nBEGIN;\n\n{}\n{}",
        star::sql(),
        star::deletions(&format!("'{}'", star::release_id(report))),
    );
    let mut script = Script { text: script, spelt: String::new(), losses: Vec::new() };
    Star::of(report, &options.findings).hand_over(&mut script)?;
    let Script { mut text, losses, .. } = script;
    text.push_str("\nCOMMIT;\n");
    Ok(Output { files: vec![File { name, bytes: text.into_bytes() }], diagnostics: losses })
}

/// The script in the making.
struct Script {
    text: String,
    /// The words of a cell that are put together for it.
    spelt: String,
    losses: Vec<Diagnostic>,
}

impl Tables for Script {
    type Error = Error;

    /// Rows in the text form of COPY.
    fn table<'a, R: AsRef<[Cell<'a>]>>(&mut self, schema: &'static TableSchema, rows: impl Iterator<Item = R>) -> Result<(), Error> {
        let columns = schema.columns.iter().map(|column| column.name).collect::<Vec<_>>().join(", ");
        let _ = writeln!(self.text, "\nCOPY {} ({columns}) FROM STDIN;", schema.name);
        rows.into_iter().try_for_each(|row| self.row(row.as_ref()))?;
        self.text.push_str("\\.\n");
        Ok(())
    }
}

impl Script {
    fn row(&mut self, row: &[Cell]) -> Result<(), Error> {
        let mut is_whole = true;
        for (i, cell) in row.iter().enumerate() {
            self.text.push_str(if i == 0 { "" } else { "\t" });
            match cell {
                Cell::Null => self.text.push_str("\\N"),
                Cell::Text(Text::Words(words)) => is_whole &= put_text(&mut self.text, words),
                Cell::Text(text) => {
                    self.spelt.clear();
                    text.push_to(&mut self.spelt);
                    is_whole &= put_text(&mut self.text, &self.spelt);
                }
                Cell::Integer(number) => push_integer(&mut self.text, *number),
                Cell::Decimal(amount) if star::scaled(*amount).is_none() => return Err(star::unfit(row, *amount, FORMAT)),
                Cell::Decimal(amount) => push_decimal(&mut self.text, *amount),
                Cell::Date(date) => push_date(&mut self.text, *date),
                Cell::Real(real) => {
                    let _ = write!(self.text, "{real}"); // a string takes whatever is written
                }
            }
        }
        self.text.push('\n');
        if !is_whole {
            let name = if let Cell::Text(name) = &row[0] { name.words() } else { Cow::default() };
            self.losses.push(Diagnostic::new(Code::NotRepresentable, format!("{name}: a NUL in its words is written as U+FFFD")));
        }
        Ok(())
    }
}

/// What the text form of COPY has another spelling for.
static ESCAPED: ByteSet = ByteSet::of(b"\\").with(0, b' ' - 1);

/// Puts words into a cell; answers whether all of them.
fn put_text(script: &mut String, words: &str) -> bool {
    if !ESCAPED.is_in(words) {
        script.push_str(words); // as most
        return true;
    }
    let mut is_whole = true;
    let mut rest = words;
    while let Some(at) = rest.bytes().position(|byte| ESCAPED.contains(byte)) {
        script.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'\\' => script.push_str("\\\\"),
            b'\t' => script.push_str("\\t"),
            b'\n' => script.push_str("\\n"),
            b'\r' => script.push_str("\\r"),
            // no text of PostgreSQL can hold a NUL
            0 => {
                is_whole = false;
                script.push('\u{fffd}');
            }
            other => script.push(other.into()),
        }
        rest = &rest[at + 1..];
    }
    script.push_str(rest);
    is_whole
}
