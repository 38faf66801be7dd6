//! Words and figures in columns, as a page shows them.

use crate::source::Span;
use crate::text::Text;

/// A table as laid out. Columns are counted from 0; a cell that spans several names the first and the number.
///
/// Readers hand over grids in one shape, whatever the file: currency signs, brackets and percent signs are joined to the figure they
/// belong to, columns that hold nothing but such marks or blanks are gone, wrapped figures are whole, page furniture (page
/// numbers, running heads, rules) is left out. Stub cells are the ones in column 0.
#[derive(Clone, Debug)]
pub struct Grid {
    /// From the first cell's first byte to the last cell's last.
    pub span: Span,
    /// Number of columns, the stub included.
    pub columns: u16,
    /// Rows from top to bottom; headers are rows like any other.
    pub rows: Vec<GridRow>,
}

/// One printed line of a table. A label that wraps over several lines of a text page comes as several rows; joining them is `table`'s work.
#[derive(Clone, Debug, Default)]
pub struct GridRow {
    /// Cells that hold something, ascending by column, not overlapping.
    pub cells: Vec<Cell>,
    /// Whether a rule (`-----`, a border) stands above this row, under the figures of the one before.
    pub rule_above: bool,
    /// Whether an empty line or a spacer row stands above.
    pub gap_above: bool,
}

/// One cell that holds something.
#[derive(Clone, Debug)]
pub struct Cell {
    /// Its words, blanks folded.
    pub text: Text,
    /// First column covered.
    pub column: u16,
    /// Number of columns covered, at least 1.
    pub width: u16,
    /// How far the text begins from the column's left edge, in characters (HTML lengths converted, about 1 em to 2 characters).
    pub indent: u16,
    /// Bold, or in capitals throughout.
    pub strong: bool,
}

impl Cell {
    /// One past the last column covered.
    pub fn end(&self) -> u16 {
        self.column + self.width
    }
}

impl GridRow {
    /// The cell that covers a column.
    pub fn cell(&self, column: u16) -> Option<&Cell> {
        self.cells.iter().find(|c| (c.column..c.end()).contains(&column))
    }

    /// The words of the stub: the cell that begins in column 0 and covers no other.
    pub fn stub(&self) -> Option<&Cell> {
        self.cells.first().filter(|c| c.column == 0 && c.width == 1)
    }
}
