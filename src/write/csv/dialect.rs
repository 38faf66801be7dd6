//! How the rows of a CSV file are put into bytes: what parts cells, what parts a whole from its fraction.

use rust_decimal::Decimal;

use crate::write::cells::Cells;
use crate::write::digits::push_decimal;

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

    /// A table with its header.
    pub(super) fn table(self, header: &[impl AsRef<str>]) -> Cells {
        let mut cells = Cells::behind(if self.byte_order_mark { "\u{feff}" } else { "" }, self.delimiter, "\n");
        header.iter().for_each(|name| cells.text(name.as_ref()));
        cells.end_row();
        cells
    }
}
