//! Columns that a page break moved aside, put back under their headers.

use super::{Column, Row};

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
    fn columns_moved_aside_are_put_back() {
        let grid = grid(&["|||2023|2022", "Gross margin|||40|92", "Adjustments|||32|35", "Income|14|41||", "Net|3|8||"]);
        let tables = crate::table::tables(&Document { blocks: vec![Block::Grid(grid)], ..Document::default() });
        assert_eq!(tables[0].columns.len(), 2);
        assert_eq!(tables[0].columns[1].heading(), "2022");
        assert!(tables[0].rows.iter().all(|r| r.figures.iter().all(Option::is_some)));
    }
}
