//! Rows as bytes and back, for their way between processes and through a journal; no format for others to read.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::{Rows, Table};
use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::report::Report;
use crate::write::Format;
use crate::write::star::{Cell, SCHEMAS, Star, TableSchema, Tables, Text, scaled, unfit};

/// The rows of a report and the findings on it, for a dataset of a format, as bytes that [`Rows::from_bytes`] of the same version reads.
///
/// # Errors
/// When an amount does not fit the format's decimals: the fact is named, nothing is rounded.
pub fn encode(report: &Report, findings: &[Diagnostic], format: Format) -> Result<Vec<u8>, Error> {
    let mut encoder = Encoder { format, bytes: Vec::new(), spelt: String::new() };
    Star::of(report, findings).hand_over(&mut encoder)?;
    Ok(encoder.bytes)
}

struct Encoder {
    format: Format,
    bytes: Vec<u8>,
    /// The words of a cell that are put together for it.
    spelt: String,
}

impl Tables for Encoder {
    type Error = Error;

    fn table<'a, R: AsRef<[Cell<'a>]>>(&mut self, _: &'static TableSchema, rows: impl Iterator<Item = R>) -> Result<(), Error> {
        let head = self.bytes.len();
        length(&mut self.bytes, 0);
        let mut count = 0u64;
        for row in rows {
            let row = row.as_ref();
            row.iter().try_for_each(|cell| self.put(cell).map_err(|amount| unfit(row, amount, self.format.name())))?;
            count += 1;
        }
        // how many they are is known only now
        self.bytes[head..head + LENGTH].copy_from_slice(&count.to_le_bytes());
        Ok(())
    }
}

impl Encoder {
    /// Puts a cell; the amount comes back that does not fit.
    fn put(&mut self, cell: &Cell) -> Result<(), Decimal> {
        match cell {
            Cell::Text(Text::Words(words)) => put_words(&mut self.bytes, words),
            Cell::Text(text) => {
                self.spelt.clear();
                text.push_to(&mut self.spelt);
                put_words(&mut self.bytes, &self.spelt);
            }
            Cell::Decimal(amount) if self.has_decimals() && scaled(*amount).is_none() => return Err(*amount),
            Cell::Null => self.bytes.push(0),
            Cell::Integer(number) => tagged(&mut self.bytes, 2, &number.to_le_bytes()),
            Cell::Decimal(amount) => tagged(&mut self.bytes, 3, &amount.serialize()),
            Cell::Date(date) => tagged(&mut self.bytes, 4, &date.num_days_from_ce().to_le_bytes()),
            Cell::Real(real) => tagged(&mut self.bytes, 5, &real.to_le_bytes()),
        }
        Ok(())
    }

    /// Whether the format's amounts are DECIMAL(38,9).
    fn has_decimals(&self) -> bool {
        #[cfg(feature = "parquet")]
        return self.format == Format::Parquet;
        #[cfg(not(feature = "parquet"))]
        false
    }
}

fn put_words(bytes: &mut Vec<u8>, words: &str) {
    bytes.push(1);
    length(bytes, words.len());
    bytes.extend(words.as_bytes());
}

impl<'a> Rows<'a> {
    /// The rows that bytes stand for; `None` where they are cut off or were made by something else.
    pub fn from_bytes(bytes: &'a [u8]) -> Option<Self> {
        let mut rest = Reader { bytes };
        let mut tables = Vec::with_capacity(SCHEMAS.len());
        for schema in SCHEMAS {
            let count = rest.length()?;
            let row = |rest: &mut Reader<'a>| schema.columns.iter().map(|_| rest.cell()).collect::<Option<Vec<Cell>>>();
            tables.push(Table { schema, rows: (0..count).map(|_| row(&mut rest)).collect::<Option<_>>()? });
        }
        Some(Self { tables: tables.try_into().ok().filter(|_| rest.bytes.is_empty())? })
    }
}

const LENGTH: usize = size_of::<u64>();

fn length(bytes: &mut Vec<u8>, length: usize) {
    bytes.extend((length as u64).to_le_bytes());
}

fn tagged(bytes: &mut Vec<u8>, tag: u8, content: &[u8]) {
    bytes.push(tag);
    bytes.extend(content);
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl<'a> Reader<'a> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*head)
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.take()?)).ok()
    }

    fn cell(&mut self) -> Option<Cell<'a>> {
        Some(match self.take::<1>()?[0] {
            0 => Cell::Null,
            1 => {
                let length = self.length()?;
                let (words, rest) = self.bytes.split_at_checked(length)?;
                self.bytes = rest;
                std::str::from_utf8(words).ok()?.into()
            }
            2 => Cell::Integer(i64::from_le_bytes(self.take()?)),
            3 => Cell::Decimal(Decimal::deserialize(self.take()?)),
            4 => Cell::Date(NaiveDate::from_num_days_from_ce_opt(i32::from_le_bytes(self.take()?))?),
            5 => Cell::Real(f64::from_le_bytes(self.take()?)),
            _ => return None,
        })
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::{ReadOptions, Source};

    #[test]
    fn rows_come_back_as_they_were_and_torn_ones_do_not() {
        let source = Arc::new(Source::from_text("a", include_str!("../../../examples/hemacare_2004q1.txt")));
        let reading = crate::read(&source, None, &ReadOptions::default()).unwrap();
        let findings = crate::check(&reading.report);
        let bytes = encode(&reading.report, &findings, Format::Csv).unwrap();
        let back = Rows::from_bytes(&bytes).unwrap();
        let star = Star::of(&reading.report, &findings);
        for ((id, fact), row) in reading.report.facts().zip(&back.table("facts").rows) {
            assert_eq!(star.fact(id, fact).as_slice(), row);
        }
        assert!(back.facts() > 50 && source.sha256_hex().starts_with(back.release_id()));
        assert!((0..bytes.len()).step_by(97).all(|cut| Rows::from_bytes(&bytes[..cut]).is_none()));
    }
}
