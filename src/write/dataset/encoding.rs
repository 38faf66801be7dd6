//! Rows as bytes and back, for their way between processes and through a journal; no format for others to read.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::Rows;
use crate::write::star::{Cell, SCHEMAS, Table};

impl Rows {
    /// The rows as bytes that [`Rows::from_bytes`] of the same version reads.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for table in &self.tables {
            length(&mut bytes, table.rows.len());
            table.rows.iter().flatten().for_each(|cell| put(&mut bytes, cell));
        }
        bytes
    }

    /// The rows that bytes stand for; `None` where they are cut off or were made by something else.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = Reader { bytes };
        let mut tables = Vec::with_capacity(SCHEMAS.len());
        for schema in SCHEMAS {
            let count = rest.length()?;
            let row = |rest: &mut Reader<'_>| schema.columns.iter().map(|_| rest.cell()).collect::<Option<Vec<Cell>>>();
            tables.push(Table { schema, rows: (0..count).map(|_| row(&mut rest)).collect::<Option<_>>()? });
        }
        Some(Self { tables: tables.try_into().ok().filter(|_| rest.bytes.is_empty())? })
    }
}

fn length(bytes: &mut Vec<u8>, length: usize) {
    bytes.extend((length as u64).to_le_bytes());
}

fn put(bytes: &mut Vec<u8>, cell: &Cell) {
    match cell {
        Cell::Null => bytes.push(0),
        Cell::Text(words) => {
            bytes.push(1);
            length(bytes, words.len());
            bytes.extend(words.as_bytes());
        }
        Cell::Integer(number) => tagged(bytes, 2, &number.to_le_bytes()),
        Cell::Decimal(amount) => tagged(bytes, 3, &amount.serialize()),
        Cell::Date(date) => tagged(bytes, 4, &date.num_days_from_ce().to_le_bytes()),
        Cell::Real(real) => tagged(bytes, 5, &real.to_le_bytes()),
    }
}

fn tagged(bytes: &mut Vec<u8>, tag: u8, content: &[u8]) {
    bytes.push(tag);
    bytes.extend(content);
}

struct Reader<'a> {
    bytes: &'a [u8],
}

impl Reader<'_> {
    fn take<const N: usize>(&mut self) -> Option<[u8; N]> {
        let (head, rest) = self.bytes.split_first_chunk::<N>()?;
        self.bytes = rest;
        Some(*head)
    }

    fn length(&mut self) -> Option<usize> {
        usize::try_from(u64::from_le_bytes(self.take()?)).ok()
    }

    fn cell(&mut self) -> Option<Cell> {
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
    use crate::{Format, ReadOptions, Source};

    #[test]
    fn rows_come_back_as_they_were_and_torn_ones_do_not() {
        let source = Arc::new(Source::from_text("a", include_str!("../../../examples/hemacare_2004q1.txt")));
        let reading = crate::read(&source, None, &ReadOptions::default()).unwrap();
        let rows = Rows::of(&reading.report, &crate::check(&reading.report), Format::Csv).unwrap();
        let bytes = rows.to_bytes();
        let back = Rows::from_bytes(&bytes).unwrap();
        for (a, b) in rows.tables.iter().zip(&back.tables) {
            assert_eq!(a.rows, b.rows);
        }
        assert!(back.facts() > 50 && source.sha256_hex().starts_with(back.release_id()));
        assert!((0..bytes.len()).step_by(97).all(|cut| Rows::from_bytes(&bytes[..cut]).is_none()));
    }
}
