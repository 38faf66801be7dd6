//! The star: one documented schema of flat tables that every warehouse format shares.
//!
//! `facts` in the middle; `releases`, `concepts`, `dimensions`, `mentions` and `findings` around it, joined by `release_id` and `fact_id`.
//! The same schema stands in `schemas/star.sql` and `schemas/star.schema.json`.

mod columns;
mod ddl;
mod rows;
mod scripts;
mod text;

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::error::Error;
use crate::report::{Dimensions, Unit};
use crate::taxonomy::QName;

pub(super) use columns::ALL as SCHEMAS;
pub(super) use columns::{DIMENSIONS, FACTS, MENTIONS};
pub use ddl::{json_schema, sql};
pub(super) use rows::{Star, Tables, release_id};
#[cfg(feature = "parquet")]
pub(super) use scripts::duckdb;
pub(super) use scripts::{bigquery, deletions};
pub(super) use text::Text;

/// Version of the schema, in the metadata of every file; a change that breaks a reader raises the first number.
pub(super) const VERSION: &str = "1.0";

/// A table's name, columns and keys.
pub(super) struct TableSchema {
    pub(super) name: &'static str,
    pub(super) about: &'static str,
    pub(super) columns: &'static [Column],
    pub(super) key: &'static [&'static str],
    /// Columns that name a row of another table.
    pub(super) references: &'static [Reference],
}

/// Columns that name a row of another table.
pub(super) struct Reference {
    pub(super) columns: &'static [&'static str],
    pub(super) table: &'static str,
}

/// One column.
pub(super) struct Column {
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) nullable: bool,
    pub(super) about: &'static str,
}

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// UTF-8 text.
    Text,
    /// A 64-bit integer.
    Integer,
    /// DECIMAL(38,9): an exact amount.
    Decimal,
    /// A calendar date.
    Date,
    /// A double: confidences only.
    Real,
}

/// One value of a row.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Cell<'a> {
    Null,
    Text(Text<'a>),
    Integer(i64),
    Decimal(Decimal),
    Date(NaiveDate),
    Real(f64),
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(words: &'a str) -> Self {
        Self::Text(Text::Words(words.into()))
    }
}

impl From<String> for Cell<'_> {
    fn from(words: String) -> Self {
        Self::Text(Text::Words(words.into()))
    }
}

impl<'a> From<Cow<'a, str>> for Cell<'a> {
    fn from(words: Cow<'a, str>) -> Self {
        Self::Text(Text::Words(words))
    }
}

impl<'a> From<&'a QName> for Cell<'a> {
    fn from(name: &'a QName) -> Self {
        Self::Text(Text::Name(name))
    }
}

impl<'a> From<&'a Unit> for Cell<'a> {
    fn from(unit: &'a Unit) -> Self {
        Self::Text(Text::Unit(unit))
    }
}

impl<'a> From<&'a Dimensions> for Cell<'a> {
    fn from(dimensions: &'a Dimensions) -> Self {
        Self::Text(Text::Dimensions(dimensions))
    }
}

impl From<i64> for Cell<'_> {
    fn from(number: i64) -> Self {
        Self::Integer(number)
    }
}

impl From<u32> for Cell<'_> {
    fn from(number: u32) -> Self {
        Self::Integer(number.into())
    }
}

impl From<NaiveDate> for Cell<'_> {
    fn from(date: NaiveDate) -> Self {
        Self::Date(date)
    }
}

impl<T: Into<Self>> From<Option<T>> for Cell<'_> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// An amount as the integer that DECIMAL(38,9) stores; `None` when it needs more than 38 digits or more than 9 behind the point.
pub(super) fn scaled(amount: Decimal) -> Option<i128> {
    let amount = if amount.scale() == 0 { amount } else { amount.normalize() };
    let power = 9u32.checked_sub(amount.scale())?;
    let scaled = amount.mantissa().checked_mul(10i128.pow(power))?;
    (scaled.unsigned_abs() < 10u128.pow(38)).then_some(scaled)
}

/// That an amount of a row does not fit DECIMAL(38,9).
pub(super) fn unfit(row: &[Cell], amount: Decimal, format: &'static str) -> Error {
    let id = if let Cell::Text(id) = &row[0] { id.words() } else { Cow::default() };
    Error::format(format, format!("the value {amount} of fact {id} does not fit DECIMAL(38,9)"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn amounts_are_scaled_exactly_or_not_at_all() {
        assert_eq!(scaled(Decimal::new(3, 2)), Some(30_000_000));
        assert_eq!(scaled(Decimal::new(-30_000, 6)), Some(-30_000_000));
        assert_eq!(scaled(Decimal::new(1, 10)), None);
        assert_eq!(scaled(Decimal::MAX), Some(79_228_162_514_264_337_593_543_950_335_000_000_000));
        assert_eq!(scaled(Decimal::from_str_exact("79228162514264337593543950335").unwrap()), scaled(Decimal::MAX));
    }
}
