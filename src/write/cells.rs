//! Rows of delimited text (RFC 4180), cell after cell into one text: a cell has quotes where it needs them, and nowhere else.

use chrono::NaiveDate;

use super::byte_set::ByteSet;
use super::digits::{push_date, push_integer};

/// A table in the making.
pub(super) struct Cells {
    text: String,
    delimiter: char,
    line_end: &'static str,
    /// Whether a row begins: nothing parts its first cell from one before.
    begins: bool,
    /// The bytes that a cell has quotes for.
    quoted: ByteSet,
}

impl Cells {
    /// A table behind some text: a byte order mark, or nothing.
    pub(super) fn behind(start: &str, delimiter: u8, line_end: &'static str) -> Self {
        let quoted = ByteSet::of(&[delimiter, b'"', b'\r', b'\n']);
        Self { text: start.to_owned(), delimiter: delimiter.into(), line_end, begins: true, quoted }
    }

    /// A cell that holds a text as it is.
    pub(super) fn text(&mut self, text: &str) {
        self.part();
        if self.needs_quotes(text) { push_quoted(&mut self.text, text) } else { self.text.push_str(text) }
    }

    /// A cell that is spelt where it stands.
    pub(super) fn spelt(&mut self, spell: impl FnOnce(&mut String)) {
        self.part();
        let start = self.text.len();
        spell(&mut self.text);
        if self.needs_quotes(&self.text[start..]) {
            let cell = self.text.split_off(start);
            push_quoted(&mut self.text, &cell);
        }
    }

    /// The same of letters, digits and dashes, which never need quotes.
    pub(super) fn plain(&mut self, spell: impl FnOnce(&mut String)) {
        self.part();
        spell(&mut self.text);
    }

    /// A cell that holds a name of our own, which never needs quotes.
    pub(super) fn name(&mut self, name: &'static str) {
        self.plain(|out| out.push_str(name));
    }

    /// A cell that holds a whole number.
    pub(super) fn integer(&mut self, number: impl itoa::Integer) {
        self.plain(|out| push_integer(out, number));
    }

    /// A cell that holds a day; an empty one where there is none.
    pub(super) fn date(&mut self, date: Option<NaiveDate>) {
        self.plain(|out| date.into_iter().for_each(|date| push_date(out, date)));
    }

    /// Ends a row.
    pub(super) fn end_row(&mut self) {
        self.text.push_str(self.line_end);
        self.begins = true;
    }

    /// The table.
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.text.into_bytes()
    }

    fn part(&mut self) {
        if !std::mem::replace(&mut self.begins, false) {
            self.text.push(self.delimiter);
        }
    }

    fn needs_quotes(&self, text: &str) -> bool {
        self.quoted.is_in(text)
    }
}

/// Appends words between quotes; those within are doubled.
pub(super) fn push_quoted(out: &mut String, words: &str) {
    out.push('"');
    for (i, part) in words.split('"').enumerate() {
        out.push_str(if i > 0 { "\"\"" } else { "" });
        out.push_str(part);
    }
    out.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_those_of_the_library() {
        let rows = [["a", "", "b;c"], ["\"d\"", "e,f", "g\nh"], ["", "", "\r"], [" i ", "'", "j\"\"k,\""]];
        for delimiter in [b',', b';', b'\t'] {
            let mut bare = ::csv::WriterBuilder::new().delimiter(delimiter).terminator(::csv::Terminator::CRLF).from_writer(Vec::new());
            let (mut copied, mut spelt) = (Cells::behind("", delimiter, "\r\n"), Cells::behind("", delimiter, "\r\n"));
            for row in rows {
                bare.write_record(row).unwrap();
                row.iter().for_each(|cell| copied.text(cell));
                row.iter().for_each(|cell| spelt.spelt(|out| out.push_str(cell)));
                copied.end_row();
                spelt.end_row();
            }
            let bare = bare.into_inner().unwrap();
            assert_eq!((copied.into_bytes(), spelt.into_bytes()), (bare.clone(), bare));
        }
    }
}
