//! Rows as CSV for warehouses: nothing is null, `""` is an empty text, and no cell is altered.

use std::fmt::Write;

use super::Table;
use crate::write::cells::push_quoted;
use crate::write::digits::{push_date, push_decimal, push_integer};
use crate::write::star::Cell;

/// The line of column names.
pub(super) fn header(columns: &[&str]) -> Vec<u8> {
    (columns.join(",") + "\n").into_bytes()
}

/// The rows of a table.
pub(super) fn lines(table: &Table, lines: &mut String) {
    for row in &table.rows {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                lines.push(',');
            }
            put(cell, lines);
        }
        lines.push('\n');
    }
}

fn put(cell: &Cell, lines: &mut String) {
    match cell {
        Cell::Null => {}
        Cell::Text(words) => text(&words.words(), lines),
        Cell::Integer(number) => push_integer(lines, *number),
        Cell::Decimal(amount) => push_decimal(lines, *amount),
        Cell::Date(date) => push_date(lines, *date),
        Cell::Real(real) => {
            let _ = write!(lines, "{real}"); // a string takes whatever is written
        }
    }
}

fn text(words: &str, lines: &mut String) {
    if words.contains('\0') {
        // PostgreSQL takes no zero in a text.
        return text(&words.replace('\0', "\u{fffd}"), lines);
    }
    if !words.is_empty() && !words.contains(['"', ',', '\n', '\r']) {
        return lines.push_str(words);
    }
    push_quoted(lines, words);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_is_not_null() {
        let mut lines = String::new();
        for cell in [Cell::Null, "".into(), "a \"b\", c".into(), "=1".into()] {
            put(&cell, &mut lines);
            lines.push(';');
        }
        assert_eq!(lines, ";\"\";\"a \"\"b\"\", c\";=1;");
    }
}
