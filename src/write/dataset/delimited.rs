//! Rows as CSV for warehouses: nothing is null, `""` is an empty text, and no cell is altered.

use crate::write::star::{Cell, Table};

/// The line of column names.
pub(super) fn header(columns: &[&str]) -> Vec<u8> {
    (columns.join(",") + "\n").into_bytes()
}

/// The rows of a table.
pub(super) fn lines(table: &Table, bytes: &mut Vec<u8>) {
    for row in &table.rows {
        for (i, cell) in row.iter().enumerate() {
            if i > 0 {
                bytes.push(b',');
            }
            put(cell, bytes);
        }
        bytes.push(b'\n');
    }
}

fn put(cell: &Cell, bytes: &mut Vec<u8>) {
    match cell {
        Cell::Null => {}
        Cell::Text(words) => text(words, bytes),
        Cell::Integer(number) => bytes.extend(number.to_string().into_bytes()),
        Cell::Decimal(amount) => bytes.extend(amount.normalize().to_string().into_bytes()),
        Cell::Date(date) => bytes.extend(date.to_string().into_bytes()),
        Cell::Real(real) => bytes.extend(real.to_string().into_bytes()),
    }
}

fn text(words: &str, bytes: &mut Vec<u8>) {
    // PostgreSQL takes no zero in a text.
    let words = words.replace('\0', "\u{fffd}");
    if !words.is_empty() && !words.contains(['"', ',', '\n', '\r']) {
        return bytes.extend(words.into_bytes());
    }
    bytes.push(b'"');
    bytes.extend(words.replace('"', "\"\"").into_bytes());
    bytes.push(b'"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_empty_text_is_not_null() {
        let mut bytes = Vec::new();
        for cell in [Cell::Null, "".into(), "a \"b\", c".into(), "=1".into()] {
            put(&cell, &mut bytes);
            bytes.push(b';');
        }
        assert_eq!(String::from_utf8(bytes).unwrap(), ";\"\";\"a \"\"b\"\", c\";=1;");
    }
}
