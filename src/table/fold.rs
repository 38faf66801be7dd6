//! Columns that a page break moved aside, put back under their headers.

use super::{Column, Row, Table};

/// Folds the left and the right half of the columns into one, when no row has cells in both: after a page break the same columns were
/// printed at other places.
pub(super) fn folded(columns: Vec<Column>, rows: Vec<Row>) -> (Vec<Column>, Vec<Row>) {
    let half = columns.len() / 2;
    if half < 2 || !columns.len().is_multiple_of(2) || !is_parted(&rows, half) || !is_headed_once(&columns, half) {
        return (columns, rows);
    }
    let (left, right) = columns.split_at(half);
    let columns = left.iter().zip(right).map(|(a, b)| if a.heading().len() > b.heading().len() { a } else { b }.clone()).collect();
    (columns, rows.into_iter().map(|row| fold_row(row, half)).collect())
}

/// Drops columns that hold nothing but the dash between the two ends of a range: `Low | - | High`.
pub(super) fn drop_separators(table: &mut Table) {
    for column in (1..table.columns.len().saturating_sub(1)).rev() {
        if is_separator(table, column) {
            table.columns.remove(column);
            for row in &mut table.rows {
                row.figures.remove(column);
                row.words.remove(column);
            }
        }
    }
}

/// Whether a column without a header of words has a dash, or `to`, in each row in which both its neighbours have figures, and in no other.
fn is_separator(table: &Table, column: usize) -> bool {
    let bare = |words: &str| words.trim().trim_matches(['-', '–', '—']).is_empty() || words.trim().eq_ignore_ascii_case("to");
    let parts = |row: &Row| match (&row.figures[column], &row.words[column]) {
        (Some(figure), _) => figure.style.dash && figure.style.currency.is_none(),
        (None, words) => words.as_ref().is_some_and(|words| bare(words.as_str())),
    };
    let between = |row: &Row| row.figures[column - 1].is_some() && row.figures[column + 1].is_some();
    let mut ranges = table.rows.iter().filter(|row| row.figures.iter().any(Option::is_some)).peekable();
    bare(&table.columns[column].heading()) && ranges.peek().is_some() && ranges.all(|row| between(row) == parts(row))
}

/// Whether each half has rows of its own, and no row cells in both.
fn is_parted(rows: &[Row], half: usize) -> bool {
    let holds = |row: &Row, right: bool| {
        (0..row.figures.len()).any(|i| (i >= half) == right && (row.figures[i].is_some() || row.words[i].is_some()))
    };
    let count = |right: bool| rows.iter().filter(|row| holds(row, right)).count();
    rows.iter().all(|row| !(holds(row, false) && holds(row, true))) && count(false) >= 2 && count(true) >= 2
}

/// Whether one half has no full set of headers, or both have the same.
fn is_headed_once(columns: &[Column], half: usize) -> bool {
    let (left, right) = columns.split_at(half);
    let headed = |half: &[Column]| half.iter().all(|c| c.headers.len() >= columns.iter().map(|c| c.headers.len()).max().unwrap_or(0));
    headed(left) != headed(right) || left.iter().zip(right).all(|(a, b)| a.heading() == b.heading())
}

fn fold_row(mut row: Row, half: usize) -> Row {
    let figures = row.figures.split_off(half);
    let words = row.words.split_off(half);
    for (place, figure) in row.figures.iter_mut().zip(figures) {
        *place = place.take().or(figure);
    }
    for (place, word) in row.words.iter_mut().zip(words) {
        *place = place.take().or(word);
    }
    row
}

#[cfg(test)]
mod tests {
    use crate::document::{Block, Document};
    use crate::table::assemble::fixture::grid;

    #[test]
    fn a_dash_between_two_ends_is_no_column() {
        let columns = |rows: &[&str]| {
            let grid = Block::Grid(grid(rows));
            crate::table::tables(&Document { blocks: vec![grid], ..Document::default() })[0].columns.len()
        };
        assert_eq!(columns(&["2020 Guidance|Low|-|High", "Net income|$ 0.60|-|$ 0.65", "FFO|1.90|-|2.03"]), 2);
        assert_eq!(columns(&["|2020|2019|2018", "Net income|$ 0.60|-|$ 0.65", "FFO|1.90|-|2.03"]), 3);
    }

    #[test]
    fn columns_moved_aside_are_put_back() {
        let grid = grid(&["|||2023|2022", "Gross margin|||40|92", "Adjustments|||32|35", "Income|14|41||", "Net|3|8||"]);
        let tables = crate::table::tables(&Document { blocks: vec![Block::Grid(grid)], ..Document::default() });
        assert_eq!(tables[0].columns.len(), 2);
        assert_eq!(tables[0].columns[1].heading(), "2022");
        assert!(tables[0].rows.iter().all(|r| r.figures.iter().all(Option::is_some)));
    }
}
