//! How the rows of a CSV file are put into bytes: what parts cells, what parts a whole from its fraction.

use rust_decimal::Decimal;

use crate::error::Error;
use crate::write::lexical::plain;

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
    /// A number as the cells have it.
    pub(super) fn number(self, amount: Decimal) -> String {
        self.point(plain(amount))
    }

    /// A number that is written already, with the point that the cells have.
    pub(super) fn point(self, number: String) -> String {
        if self.decimal_comma { number.replace('.', ",") } else { number }
    }

    /// A table as bytes.
    pub(super) fn table<S: AsRef<[u8]>>(self, header: &[S], rows: impl Iterator<Item = Vec<String>>) -> Result<Vec<u8>, Error> {
        let start = if self.byte_order_mark { "\u{feff}".as_bytes().to_vec() } else { Vec::new() };
        let mut writer = ::csv::WriterBuilder::new().delimiter(self.delimiter).from_writer(start);
        let failed = |e: ::csv::Error| Error::format("csv", e);
        writer.write_record(header).map_err(failed)?;
        for row in rows {
            writer.write_record(row).map_err(failed)?;
        }
        writer.into_inner().map_err(|e| Error::format("csv", e.error()))
    }
}
