//! Marks of footnotes glued to the words that they explain: `amortization1` where a note `(1)` stands below.

use super::Table;
use crate::document::{Block, Document};
use crate::text::Text;

/// Notes are numbered from 1 and marked by one digit where the mark is glued.
type Numbers = [bool; 10];

/// Cuts glued marks off labels and headers, if the document has the notes that they stand for.
pub(super) fn strip(document: &Document, tables: &mut [Table]) {
    let notes = numbers(document, tables);
    if !notes.contains(&true) {
        return;
    }
    for table in tables {
        let labels = table.rows.iter_mut().map(|row| &mut row.stub);
        let headers = table.columns.iter_mut().flat_map(|column| &mut column.headers);
        for text in labels.chain(headers) {
            if let Some(bare) = without_mark(text, &notes) {
                *text = bare;
            }
        }
    }
}

/// The numbers that notes begin with anywhere in the document.
fn numbers(document: &Document, tables: &[Table]) -> Numbers {
    let mut found = Numbers::default();
    let mut take = |text: &str| {
        if let Some(number) = number_of_note(text) {
            found[number] = true;
        }
    };
    for block in &document.blocks {
        match block {
            Block::Heading(text) | Block::Paragraph(text) => take(text.as_str()),
            Block::Grid(grid) => grid.rows.iter().filter_map(|row| row.cells.first()).for_each(|cell| take(cell.text.as_str())),
        }
    }
    tables.iter().flat_map(|t| &t.notes).for_each(|note| take(note.as_str()));
    found
}

/// `(1) Represents`, `1) Includes`, `1 Excludes`.
fn number_of_note(text: &str) -> Option<usize> {
    let text = text.trim_start();
    let bare = text.strip_prefix(['(', '[']).unwrap_or(text);
    let digit = bare.chars().next()?.to_digit(10).filter(|d| *d > 0)?;
    let rest = &bare[1..];
    let words = rest.trim_start_matches([')', ']', '.']).trim_start();
    let parted = rest.starts_with([')', ']', ' ']) && (words.is_empty() || words.starts_with(char::is_uppercase));
    parted.then_some(digit as usize)
}

fn without_mark(text: &Text, notes: &Numbers) -> Option<Text> {
    let words = text.as_str();
    let bare = words.strip_suffix(|c: char| c.is_ascii_digit() && c != '0')?;
    let number = usize::from(words.as_bytes()[bare.len()] - b'0');
    let last = bare.rsplit(|c: char| !c.is_alphabetic()).next()?;
    let is_word = last.chars().count() >= 3 && last.chars().all(char::is_lowercase) || last.chars().count() >= 4;
    (is_word && notes[number]).then(|| text.slice(0..bare.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_need_their_notes() {
        let notes = |texts: &[&str]| {
            let blocks = texts.iter().map(|t| Block::Paragraph(Text::verbatim(t, 0))).collect();
            numbers(&Document { blocks, ..Document::default() }, &[])
        };
        let bare = |label: &str, notes: &Numbers| without_mark(&Text::verbatim(label, 0), notes).map(|t| t.as_str().to_owned());
        let known = notes(&["(1) Represents amortization.", "3 Excludes stores closed."]);
        assert_eq!(bare("Intangible asset amortization1", &known).as_deref(), Some("Intangible asset amortization"));
        assert_eq!(bare("Net of tax3", &known).as_deref(), Some("Net of tax"));
        assert_eq!(bare("Restructuring charges2", &known), None);
        assert_eq!(bare("Q1", &known), None);
        assert_eq!(bare("Level 1", &known), None);
        assert_eq!(notes(&["1.5 million shares", "10 stores"]), Numbers::default());
    }
}
