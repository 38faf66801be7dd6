//! Columns of figures by their place on the line: right edges cluster, blank cells leave holes, columns drift.

use indexmap::IndexMap;

/// Where a figure stands on its line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// First column of the page.
    pub from: u32,
    /// One past the last column.
    pub to: u32,
    /// One past the last digit; brackets and percent signs stick out behind it.
    pub edge: u32,
    /// A dash, that may stand in the middle of its column.
    pub dash: bool,
}

impl Place {
    fn distance(&self, edge: u32, centre: u32) -> u32 {
        let by_edge = self.edge.abs_diff(edge);
        if self.dash { by_edge.min(((self.from + self.to) / 2).abs_diff(centre)) } else { by_edge }
    }
}

/// A column of figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// Leftmost beginning of a figure in it.
    pub left: u32,
    /// Rightmost end.
    pub right: u32,
    /// Usual place of the last digit.
    pub edge: u32,
}

impl Column {
    /// The middle between its ends.
    pub fn centre(&self) -> u32 {
        (self.left + self.right) / 2
    }

    fn overlaps(&self, place: &Place) -> bool {
        place.from < self.right && self.left < place.to
    }

    fn take(&mut self, place: &Place) {
        self.left = self.left.min(place.from);
        self.right = self.right.max(place.to);
    }
}

/// The columns of a table, and the column of each figure, row by row.
#[derive(Clone, Debug, Default)]
pub struct Alignment {
    /// From left to right.
    pub columns: Vec<Column>,
    /// For each row the column of each of its figures.
    pub rows: Vec<Vec<usize>>,
}

/// Columns of a table, at most: what is beyond is no table.
const MOST: usize = 48;

/// Finds the columns of the rows of a table and puts each figure in its own.
///
/// Each row is a list of places from left to right. A row that has as many figures as there are columns fills them in order, however
/// far its figures have drifted; a row with holes is laid against the nearest full rows. Stretches of rows printed on pages of their
/// own (`starts` has the first row of each) may stand elsewhere as a whole. `expected` is the number of column headers, 0 for unknown.
pub fn align(rows: &[Vec<Place>], starts: &[usize], expected: usize) -> Alignment {
    let ends = starts.iter().skip(1).copied().chain([rows.len()]);
    let sections: Vec<Alignment> = starts.iter().zip(ends).map(|(&start, end)| align_section(&rows[start..end], expected)).collect();
    let most = sections.iter().map(|s| s.columns.len()).max().unwrap_or(0);
    let Some(base) = sections.iter().find(|s| s.columns.len() == most).map(|s| s.columns.clone()) else { return Alignment::default() };
    let mut placed: Vec<Vec<usize>> = Vec::with_capacity(rows.len());
    for section in sections {
        let to_base = if section.columns.len() == most { (0..most).collect() } else { lay_moved(&base, &placed, &section.columns) };
        placed.extend(section.rows.iter().map(|row| row.iter().map(|&c| to_base[c]).collect()));
    }
    Alignment { columns: base, rows: placed }
}

/// Lays the few columns of a stretch against those of the table. A page that is printed elsewhere as a whole may move them to a place
/// between: then they are those of the row above that has as many figures.
fn lay_moved(base: &[Column], above: &[Vec<usize>], columns: &[Column]) -> Vec<usize> {
    let row = as_row(columns);
    let found = lay(base, &[], &row);
    let off = row.iter().zip(&found).map(|(place, &c)| place.distance(base[c].edge, base[c].centre())).max().unwrap_or(0);
    let alike = || above.iter().rev().find(|placed| placed.len() == columns.len()).cloned();
    if off > tolerance(base) { alike().unwrap_or(found) } else { found }
}

fn as_row(columns: &[Column]) -> Vec<Place> {
    columns.iter().map(|c| Place { from: c.left, to: c.right, edge: c.edge, dash: false }).collect()
}

fn align_section(rows: &[Vec<Place>], expected: usize) -> Alignment {
    let mut columns = prototype(rows);
    let tolerance = tolerance(&columns);
    for _ in 0..2 {
        let room = if expected == 0 { MOST } else { expected }.saturating_sub(columns.len());
        if !insert_missing(&mut columns, rows, tolerance, room) {
            break;
        }
    }
    let placed = assign(&columns, rows);
    stretch(&mut columns, rows, &placed, tolerance);
    Alignment { columns, rows: placed }
}

/// How far a figure may stand from its column: half the way to the next.
fn tolerance(columns: &[Column]) -> u32 {
    let pitch = columns.windows(2).map(|pair| pair[1].edge.saturating_sub(pair[0].edge)).min();
    pitch.map_or(12, |p| (p * 6 / 10).max(4))
}

/// Columns by the fullest rows.
fn prototype(rows: &[Vec<Place>]) -> Vec<Column> {
    let most = rows.iter().map(Vec::len).max().unwrap_or(0).min(MOST);
    let full: Vec<&Vec<Place>> = rows.iter().filter(|r| r.len().min(MOST) == most).collect();
    let Some(usual) = usual(&full) else { return Vec::new() };
    let mut columns: Vec<Column> = usual[..most].iter().map(|p| Column { left: p.from, right: p.to, edge: p.edge }).collect();
    let reach = tolerance(&columns);
    for (i, column) in columns.iter_mut().enumerate() {
        let mut edges: Vec<u32> = full.iter().map(|row| row[i].edge).filter(|e| e.abs_diff(column.edge) <= reach).collect();
        edges.sort_unstable();
        let edge = edges[edges.len() / 2];
        column.edge = edge;
        let near = full.iter().map(|row| row[i]).filter(|p| p.edge.abs_diff(edge) <= reach.min(4));
        near.for_each(|p| column.take(&p));
    }
    columns
}

/// The row that more than half of the rows stand like, or the first: the first few may have drifted.
fn usual<'a>(rows: &[&'a Vec<Place>]) -> Option<&'a Vec<Place>> {
    let mut alike: IndexMap<Vec<u32>, (usize, &Vec<Place>)> = IndexMap::new();
    for row in rows {
        let edges = row.iter().map(|place| place.edge).collect();
        alike.entry(edges).or_insert((0, *row)).0 += 1;
    }
    let most = alike.into_values().find(|(count, _)| count * 2 > rows.len()).map(|(_, row)| row);
    most.or_else(|| rows.first().copied())
}

/// Adds columns where at least two figures stand that fit none. Answers whether it did.
fn insert_missing(columns: &mut Vec<Column>, rows: &[Vec<Place>], tolerance: u32, room: usize) -> bool {
    if room == 0 {
        return false;
    }
    let mut strays: Vec<Place> = rows.iter().flat_map(|row| strays(columns, row, tolerance)).collect();
    strays.sort_by_key(|p| p.edge);
    let mut found: Vec<(Column, u32)> = Vec::new();
    for place in strays {
        match found.last_mut().filter(|(c, _)| place.edge - c.edge <= tolerance.min(4)) {
            Some((column, count)) => {
                column.take(&place);
                *count += 1;
            }
            None => found.push((Column { left: place.from, right: place.to, edge: place.edge }, 1)),
        }
    }
    let before = columns.len();
    let apart = |c: &Column, all: &[Column]| all.iter().all(|o| o.edge.abs_diff(c.edge) > tolerance);
    found.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    for (column, count) in found {
        if count >= 2 && columns.len() < before + room && columns.len() < MOST && apart(&column, columns) {
            columns.push(column);
        }
    }
    columns.sort_by_key(|c| c.edge);
    columns.len() > before
}

/// Figures of a row that no column is near.
fn strays(columns: &[Column], row: &[Place], tolerance: u32) -> Vec<Place> {
    let fits = |p: &Place| columns.iter().any(|c| c.overlaps(p) || p.distance(c.edge, c.centre()) <= tolerance);
    row.iter().filter(|p| !fits(p)).copied().collect()
}

fn assign(columns: &[Column], rows: &[Vec<Place>]) -> Vec<Vec<usize>> {
    let full = |row: &Vec<Place>| row.len() == columns.len();
    let mut below: Vec<Option<usize>> = vec![None; rows.len()];
    let mut next = None;
    for at in (0..rows.len()).rev() {
        below[at] = next;
        next = if full(&rows[at]) { Some(at) } else { next };
    }
    let mut above = None;
    rows.iter()
        .enumerate()
        .map(|(at, row)| {
            if full(row) {
                above = Some(at);
                return (0..columns.len()).collect();
            }
            let near = [above, below[at]].into_iter().flatten().map(|i| &rows[i][..]).collect::<Vec<_>>();
            lay(columns, &near, row)
        })
        .collect()
}

/// Lays a row with holes against the columns and the full rows next to it: the way of least distance that keeps the order.
fn lay(columns: &[Column], near: &[&[Place]], row: &[Place]) -> Vec<usize> {
    let (count, width) = (row.len().min(columns.len()), columns.len());
    let cost = |place: &Place, c: usize| {
        let to_column = place.distance(columns[c].edge, columns[c].centre());
        near.iter().map(|r| place.distance(r[c].edge, (r[c].from + r[c].to) / 2)).fold(to_column, u32::min)
    };
    // best[i][c]: least cost of the first i figures within the first c columns
    let mut best = vec![vec![0u32; width + 1]; count + 1];
    for i in 1..=count {
        for c in 0..=width {
            best[i][c] = if c < i { u32::MAX / 2 } else { best[i][c - 1].min(best[i - 1][c - 1] + cost(&row[i - 1], c - 1)) };
        }
    }
    let mut places = vec![0; row.len()];
    let (mut i, mut c) = (count, width);
    while i > 0 {
        if c > i && best[i][c] == best[i][c - 1] {
            c -= 1;
        } else {
            (i, c) = (i - 1, c - 1);
            places[i] = c;
        }
    }
    places[count..].fill(width.saturating_sub(1));
    places
}

/// Widens the columns to what stands in them, strays that drifted far left out.
fn stretch(columns: &mut [Column], rows: &[Vec<Place>], placed: &[Vec<usize>], tolerance: u32) {
    for (row, places) in rows.iter().zip(placed) {
        for (place, &c) in row.iter().zip(places) {
            if place.edge.abs_diff(columns[c].edge) <= tolerance.min(6) {
                columns[c].take(place);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(lines: &[&str]) -> Vec<Vec<Place>> {
        lines.iter().map(|line| places(line)).collect()
    }

    fn places(line: &str) -> Vec<Place> {
        let mut found: Vec<Place> = Vec::new();
        for (at, word) in line
            .char_indices()
            .filter(|(at, c)| *c != ' ' && (*at == 0 || line.as_bytes()[at - 1] == b' '))
            .map(|(at, _)| (at, line[at..].split(' ').next().unwrap()))
        {
            let (from, to) = (at as u32, (at + word.len()) as u32);
            found.push(Place { from, to, edge: to - u32::from(word.ends_with(')')), dash: word == "-" });
        }
        found
    }

    #[test]
    fn blank_cells_leave_holes() {
        let found = align(
            &rows(&["  $(370)  $(631) $(694) $(4,327)", "                         (126)", "                  900    1,089"]),
            &[0],
            0,
        );
        assert_eq!(found.rows, [vec![0, 1, 2, 3], vec![3], vec![2, 3]]);
    }

    #[test]
    fn full_rows_may_drift() {
        let found = align(
            &rows(&["   3,350   750    6,497  1,507", "     (456)  990      (359)   1,177", "     (807)  -      (1,650)     -"]),
            &[0],
            0,
        );
        assert_eq!(found.rows[1], [0, 1, 2, 3]);
        assert_eq!(found.rows[2], [0, 1, 2, 3]);
    }

    #[test]
    fn a_full_row_that_has_drifted_opens_no_column() {
        let lines = [
            "   20,446     -10%      22,637   -14%   23,884",
            "      961       6%         906    -5%    1,014",
            "         8,587        -7%   9,215    -9%   9,466",
            "         1,593       -17%   1,914   -20%   1,991",
            "        10,180        -9%  11,129   -11%  11,457",
            "                     -21%  10,414   -37%  13,041",
            "                       7%     191   -35%     314",
        ];
        let found = align(&rows(&lines), &[0], 6);
        assert_eq!(found.columns.len(), 5);
        assert!(found.rows[..5].iter().all(|row| row[..] == [0, 1, 2, 3, 4]), "{:?}", found.rows);
        assert!(found.rows[5..].iter().all(|row| row[..] == [1, 2, 3, 4]), "{:?}", found.rows);
    }

    #[test]
    fn the_next_page_may_stand_elsewhere() {
        let lines = [
            "  1,000    33%      1,100   35%     3%",
            "   .81              .79",
            "               .80                          .78",
            "               475                          468",
        ];
        let found = align(&rows(&lines), &[0, 2], 0);
        assert_eq!(found.rows[1..], [[0, 2], [0, 2], [0, 2]]);
    }

    #[test]
    fn no_row_need_be_full() {
        let found = align(&rows(&["  10      20", "  11      21", "  12               30", "  13               31"]), &[0], 0);
        assert_eq!(found.columns.len(), 3);
        assert_eq!(found.rows[2], [0, 2]);
    }
}
