//! How the rows of a CSV file are put into bytes: what parts cells, what parts a whole from its fraction.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::error::Error;
use crate::write::digits::{push_date, push_decimal, push_integer};

/// How CSV is written; the default is what programs read: commas, decimal points, no byte order mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CsvOptions {
    /// What stands between cells: `,`, `;` or a tab.
    pub delimiter: u8,
    /// A comma before the fraction of numbers, as spreadsheets of most of Europe read them.
    pub decimal_comma: bool,
    /// A byte order mark, without which Excel takes UTF-8 for the code page of its country.
    pub byte_order_mark: bool,
    /// One row a concept and one column a period as well, in a file of its own that comes first.
    pub wide: bool,
}

impl Default for CsvOptions {
    fn default() -> Self {
        Self { delimiter: b',', decimal_comma: false, byte_order_mark: false, wide: false }
    }
}

impl CsvOptions {
    /// Appends a number as the cells have it.
    pub(super) fn push_number(self, out: &mut String, amount: Decimal) {
        let start = out.len();
        push_decimal(out, amount);
        if let Some(point) = out[start..].find('.').filter(|_| self.decimal_comma) {
            out.replace_range(start + point..=start + point, ",");
        }
    }

    /// A table as bytes; each row is put into its cells one after the other.
    pub(super) fn table<S: AsRef<[u8]>, R>(
        self,
        header: &[S],
        rows: impl Iterator<Item = R>,
        put: impl Fn(&mut Cells, R) -> ::csv::Result<()>,
    ) -> Result<Vec<u8>, Error> {
        let start = if self.byte_order_mark { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
        let writer = ::csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(start);
        let mut cells = Cells { writer, buffer: String::new() };
        let failed = |e: ::csv::Error| Error::format("csv", e);
        cells.writer.write_record(header).map_err(failed)?;
        for row in rows {
            put(&mut cells, row).and_then(|()| cells.writer.write_record(None::<&[u8]>)).map_err(failed)?;
        }
        cells.writer.into_inner().map_err(|e| Error::format("csv", e.error()))
    }
}

/// The cells of a row in the making.
pub(super) struct Cells {
    writer: ::csv::Writer<Vec<u8>>,
    buffer: String,
}

impl Cells {
    /// A cell that holds a text as it is.
    pub(super) fn text(&mut self, text: &str) -> ::csv::Result<()> {
        self.writer.write_field(text)
    }

    /// A cell that is spelt when it is written.
    pub(super) fn spelt(&mut self, spell: impl FnOnce(&mut String)) -> ::csv::Result<()> {
        self.buffer.clear();
        spell(&mut self.buffer);
        self.writer.write_field(&self.buffer)
    }

    /// A cell that holds a whole number.
    pub(super) fn integer(&mut self, number: impl itoa::Integer) -> ::csv::Result<()> {
        self.spelt(|out| push_integer(out, number))
    }

    /// A cell that holds a day; an empty one where there is none.
    pub(super) fn date(&mut self, date: Option<NaiveDate>) -> ::csv::Result<()> {
        self.spelt(|out| date.into_iter().for_each(|date| push_date(out, date)))
    }
}
