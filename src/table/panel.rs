//! Two tables side by side in one grid, taken apart: assets left and liabilities right, each with labels of its own.

use std::collections::BTreeSet;

use super::zone::values;
use crate::document::{Cell, Grid, GridRow};
use crate::figure::Figure;
use crate::source::Span;

/// The left and the right of two tables that stand side by side: most rows have a label in the middle, and each half as many columns.
pub(super) fn panels(grid: &Grid) -> Option<[Grid; 2]> {
    if grid.columns < 4 {
        return None;
    }
    let column = second_stub(grid)?;
    let left = part(grid, 0..column)?;
    let right = part(grid, column..grid.columns)?;
    Some([left, right])
}

/// The column of the second labels.
fn second_stub(grid: &Grid) -> Option<u16> {
    let rows = || grid.rows.iter().filter(|row| row.stub().is_some_and(is_label));
    let mut labels: Vec<BTreeSet<&str>> = vec![BTreeSet::new(); usize::from(grid.columns)];
    let (mut counts, mut figures) = (vec![0usize; labels.len()], vec![0usize; labels.len()]);
    let mut figured = 0;
    for row in rows() {
        let is_figure: Vec<bool> = row.cells.iter().map(|c| Figure::from_cell(&c.text).is_some()).collect();
        let Some((first, last)) = is_figure.iter().position(|f| *f).zip(is_figure.iter().rposition(|f| *f)) else { continue };
        figured += 1;
        for (at, cell) in row.cells.iter().enumerate() {
            let column = usize::from(cell.column);
            if is_figure[at] {
                figures[column] += 1;
            } else if (first..last).contains(&at) && is_label(cell) {
                counts[column] += 1;
                labels[column].insert(cell.text.as_str());
            }
        }
    }
    let stub = (2..labels.len() - 1).find(|&c| counts[c] >= 3)?;
    let others = counts.iter().enumerate().any(|(c, count)| c != stub && *count > 0);
    let columns = |range: std::ops::Range<usize>| figures[range].iter().filter(|count| **count > 0).count();
    let alike = columns(0..stub) == columns(stub + 1..figures.len());
    let most = counts[stub] * 2 >= figured && figures[stub] == 0 && labels[stub].len() * 4 >= counts[stub] * 3;
    (most && alike && !others).then_some(stub as u16)
}

/// Whether a cell holds the words of a label: no `N/M`, no reference to a note.
fn is_label(cell: &Cell) -> bool {
    let text = cell.text.as_str();
    let letters = text.bytes().filter(u8::is_ascii_alphabetic).count();
    cell.width == 1 && letters >= 4 && !text.get(..4).is_some_and(|head| head.eq_ignore_ascii_case("note") && text.len() < 10)
}

/// The columns of a range as a grid of their own; what stands over both halves stands over each.
fn part(grid: &Grid, range: std::ops::Range<u16>) -> Option<Grid> {
    let cut = |cell: &Cell| {
        let (from, to) = (cell.column.max(range.start), cell.end().min(range.end));
        (from < to).then(|| Cell { column: from - range.start, width: to - from, ..cell.clone() })
    };
    let row = |row: &GridRow| GridRow { cells: row.cells.iter().filter_map(cut).collect(), ..row.clone() };
    let rows: Vec<GridRow> = grid.rows.iter().map(row).filter(|row| !row.cells.is_empty()).collect();
    let figured = rows.iter().any(|row| values(row).any(|cell| Figure::from_cell(&cell.text).is_some()));
    let span = rows.iter().flat_map(|row| &row.cells).filter_map(|cell| cell.text.span()).reduce(Span::cover)?;
    figured.then_some(Grid { span, columns: range.end - range.start, rows })
}

#[cfg(test)]
mod tests {
    use crate::document::{Block, Document};
    use crate::table::assemble::fixture::grid;

    fn tables(rows: &[&str]) -> Vec<crate::table::Table> {
        crate::table::tables(&Document { blocks: vec![Block::Grid(grid(rows))], ..Document::default() })
    }

    #[test]
    fn assets_left_and_liabilities_right() {
        let found = tables(&[
            "Assets|2004|2003|Liabilities|2004|2003",
            "Cash|120|100|Accounts payable|230|200",
            "Receivables|500|400|Long-term debt|300|250",
            "Property, net|380|300|Shareholders' equity|470|350",
            "Total assets|1,000|800|Total|1,000|800",
        ]);
        assert_eq!(found.len(), 2);
        assert_eq!((found[1].rows[1].stub.as_str(), found[1].columns[1].heading()), ("Accounts payable", "2003".to_owned()));
    }

    #[test]
    fn words_between_figures_are_no_second_table() {
        let found = tables(&[
            "|2004|Note|2003|2002",
            "Cash|120|Note 3|100|80",
            "Receivables|500|restated|400|300",
            "Property|380|restated|300|200",
            "Other|20|restated|10|20",
        ]);
        assert_eq!(found.len(), 1);
        let found = tables(&["|Rate|City|2003|2002", "First|12|Dayton|100|80", "Second|50|Akron|400|300", "Third|38|Toledo|300|200"]);
        assert_eq!(found.len(), 1);
    }
}
