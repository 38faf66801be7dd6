//! Which rows of a grid are headers: at its top, and again where new columns begin half way.

use super::words;
use crate::document::{Cell, Grid, GridRow};
use crate::figure::Figure;

/// Header rows and the rows they head, as indices into `Grid::rows`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Zone {
    pub(super) headers: Vec<usize>,
    pub(super) body: Vec<usize>,
}

/// What the cells of a row hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    /// A label and nothing beside it, or one cell over several columns.
    Label,
    /// Words beside or without a label.
    Words,
    /// Years, perhaps words too.
    Years,
    /// At least one figure that is no year.
    Figures,
}

/// Parts a grid into zones.
pub(super) fn zones(grid: &Grid) -> Vec<Zone> {
    let shapes: Vec<Shape> = grid.rows.iter().map(shape).collect();
    let mut zones: Vec<Zone> = Vec::new();
    let mut at = top(grid, &shapes);
    let mut zone = Zone { headers: (0..at).collect(), body: Vec::new() };
    while at < shapes.len() {
        if begins_period(grid, &shapes, at) {
            if zone.body.is_empty() {
                zone.headers.push(at);
            } else {
                zones.push(std::mem::replace(&mut zone, Zone { headers: vec![at], body: Vec::new() }));
            }
            at += 1;
            if completes_period(grid, &shapes, at) {
                zone.headers.push(at);
                at += 1;
            }
            continue;
        }
        let Some(end) = header_end(grid, &shapes, at) else {
            zone.body.push(at);
            at += 1;
            continue;
        };
        let headers: Vec<usize> = (at..end).collect();
        if !repeats(grid, &zone.headers, &headers) {
            let first = leading_titles(grid, &shapes, &mut zone.body);
            zones.push(std::mem::take(&mut zone));
            zone.headers = first.into_iter().chain(headers).collect();
        }
        at = end;
    }
    zones.push(zone);
    zones
}

/// The cells beside the label.
pub(super) fn values(row: &GridRow) -> impl Iterator<Item = &Cell> {
    row.cells.iter().filter(|cell| cell.column > 0)
}

fn shape(row: &GridRow) -> Shape {
    let mut shape = Shape::Label;
    for cell in values(row) {
        let found = if words::is_year(cell.text.as_str()) {
            Shape::Years
        } else if Figure::from_cell(&cell.text).is_some_and(|f| !f.style.dash) {
            Shape::Figures
        } else {
            Shape::Words
        };
        shape = stronger(shape, found);
    }
    shape
}

fn stronger(a: Shape, b: Shape) -> Shape {
    if a as u8 >= b as u8 { a } else { b }
}

/// One past the last header row at the top: the rows with words or years before the first row of figures.
fn top(grid: &Grid, shapes: &[Shape]) -> usize {
    let first = (0..shapes.len()).find(|&i| shapes[i] == Shape::Figures && !is_day_line(&grid.rows, i)).unwrap_or(shapes.len());
    let heads =
        |i: usize| matches!(shapes[i], Shape::Words | Shape::Years) && !is_data_in_words(&grid.rows[i]) || is_day_line(&grid.rows, i);
    (0..first).rev().find(|&i| heads(i)).map_or_else(|| leading_captions(grid, first), |last| last + 1)
}

/// Whether a row of words is a line of the table and not of its header: all its cells say that there is no figure.
fn is_data_in_words(row: &GridRow) -> bool {
    let nothing = |c: &Cell| (words::is_placeholder(c.text.as_str()) || says_unchanged(c)) && c.text.as_str() != "%";
    let ranges = || values(row).filter_map(|c| Figure::range(&c.text));
    // "0 - 30 | 31 - 60 | 61 - 90": classes that follow on each other head columns
    let follow_on =
        || ranges().count() > 1 && ranges().zip(ranges().skip(1)).all(|([_, high], [low, _])| low.amount - high.amount == 1.into());
    row.stub().is_some() && values(row).all(|c| nothing(c) || words::holds_amount(c.text.as_str()) || is_range(c)) && !follow_on()
}

/// Whether a cell says that what was expected before is expected still.
fn says_unchanged(cell: &Cell) -> bool {
    ["unchanged", "no change", "reaffirmed", "maintained"].iter().any(|word| cell.text.as_str().trim().eq_ignore_ascii_case(word))
}

/// Whether a cell holds what lies between two numbers, and no years: `98.5 - 100.5 million`, `8,450 - 8,800`.
fn is_range(cell: &Cell) -> bool {
    let of_years = || cell.text.as_str().split(['-', '–', '—']).all(|end| words::is_year(end.trim()));
    Figure::range(&cell.text).is_some() && !of_years()
}

/// `30, 31, 30,` under a line of months: the days of dates that are set in three lines.
fn is_day_line(rows: &[GridRow], at: usize) -> bool {
    let is_day = |c: &Cell| c.text.as_str().trim_end_matches(',').parse::<u8>().is_ok_and(|d| (1..=31).contains(&d));
    at > 0
        && rows[at].stub().is_none()
        && values(&rows[at]).all(is_day)
        && values(&rows[at - 1]).any(|c| words::names_month(c.text.as_str()))
}

/// Without a header of its own, a grid may still begin with captions and titles.
fn leading_captions(grid: &Grid, first: usize) -> usize {
    let is_head = |row: &GridRow| {
        row.cells.first().is_some_and(|c| words::is_caption(c.text.as_str()) || c.width > 1 && words::is_title(c.text.as_str()))
    };
    grid.rows[..first].iter().take_while(|row| is_head(row)).count()
}

/// Whether a line says for which stretch of time, or which year, the rows below it hold, under the columns that there are: `Six Months Ended
/// June 30`, `2003`.
fn begins_period(grid: &Grid, shapes: &[Shape], at: usize) -> bool {
    let [cell] = grid.rows[at].cells.as_slice() else { return false };
    let heads_figures = shapes[at + 1..].iter().find(|shape| **shape != Shape::Label) == Some(&Shape::Figures);
    let words = cell.text.as_str();
    shapes[at] == Shape::Label && heads_figures && (words::is_stretch(words) || at > 0 && words::is_year(words.trim_end_matches(':')))
}

/// Whether a line is the day that the line above it leads up to: `Three months ended`, `September 30, 1999:`.
fn completes_period(grid: &Grid, shapes: &[Shape], at: usize) -> bool {
    let alone = |at: usize| match grid.rows.get(at)?.cells.as_slice() {
        [cell] => Some(cell.text.as_str()),
        _ => None,
    };
    let open = at.checked_sub(1).and_then(alone).is_some_and(words::ends_in_date);
    open && shapes.get(at) == Some(&Shape::Label) && alone(at).is_some_and(|text| words::is_period(text) && !words::names_duration(text))
}

/// If a header begins at a row amid the body, one past its last row.
fn header_end(grid: &Grid, shapes: &[Shape], at: usize) -> Option<usize> {
    if !begins_header(&grid.rows[at], shapes[at]) {
        return None;
    }
    let mut end = at + 1;
    let mut ahead = end;
    while ahead < shapes.len() && ahead - end <= 1 {
        let row = &grid.rows[ahead];
        let goes_on =
            matches!(shapes[ahead], Shape::Words | Shape::Years) && (row.stub().is_none_or(is_stub_head) || shapes[ahead] == Shape::Years);
        let caption = shapes[ahead] == Shape::Label && row.cells.first().is_some_and(is_stub_head);
        if goes_on {
            end = ahead + 1;
        } else if !caption {
            break;
        }
        ahead += 1;
    }
    let told = |i: usize| values(&grid.rows[i]).any(|c| words::is_period(c.text.as_str())) || is_comparing(&grid.rows[i]);
    let decisive = (at..end).any(|i| told(i) || holds_period(&grid.rows[i]));
    let heads_figures = (end..shapes.len()).take(12).any(|i| shapes[i] == Shape::Figures);
    (decisive && heads_figures).then_some(end)
}

fn is_comparing(row: &GridRow) -> bool {
    row.stub().is_none() && values(row).count() >= 2 && values(row).all(|c| !words::is_placeholder(c.text.as_str()))
}

fn begins_header(row: &GridRow, shape: Shape) -> bool {
    // "Year to Date | 1997 | 1996", "Balance Sheet | 9/30/97 | 9/30/96"
    let names_part = |stub: &Cell| words::is_stretch(stub.text.as_str()) || words::is_title(stub.text.as_str());
    let head_like = |stub: &Cell| is_stub_head(stub) || words::is_capitals(stub.text.as_str()) || stub.strong || names_part(stub);
    let stub_allows = row.stub().is_none_or(head_like);
    let is_head = |c: &Cell| words::is_period(c.text.as_str()) || words::is_comparison(c.text.as_str()) || words::is_year(c.text.as_str());
    match shape {
        // "Segment margin | 2026 | 2025 | Change": no line of the table says "Change" beside a count
        Shape::Years => values(row).all(is_head) && (stub_allows || values(row).any(|c| words::is_comparison(c.text.as_str()))),
        Shape::Words if row.stub().is_none() => values(row).all(|c| !words::is_placeholder(c.text.as_str()) || c.text.as_str() == "%"),
        Shape::Words => stub_allows && values(row).count() >= 2 && values(row).all(is_head) || holds_period(row),
        _ => false,
    }
}

/// Whether a row of headers says in its stub for which time the rows below it hold: `Three Months Ended June 30, 2023 | Valves | Total`.
fn holds_period(row: &GridRow) -> bool {
    let named = |c: &Cell| !words::is_placeholder(c.text.as_str()) && Figure::from_cell(&c.text).is_none();
    let period = |stub: &Cell| words::is_stretch(stub.text.as_str()) || words::is_day(stub.text.as_str());
    row.stub().is_some_and(period) && values(row).count() >= 2 && values(row).all(named)
}

/// Whether a stub stands beside column headers: a caption or the name of a period.
pub(super) fn is_stub_head(stub: &Cell) -> bool {
    let text = stub.text.as_str();
    words::is_caption(text) || words::wants_date(text) && text.len() < 60 && !text.ends_with(':')
}

/// Whether headers say again what the ones before said: a page break.
fn repeats(grid: &Grid, before: &[usize], again: &[usize]) -> bool {
    let said = |rows: &[usize]| -> Vec<String> {
        rows.iter().flat_map(|&i| values(&grid.rows[i])).map(|c| c.text.as_str().to_lowercase()).collect()
    };
    let stubs = |rows: &[usize]| -> Vec<String> {
        let named = rows.iter().filter_map(|&i| grid.rows[i].stub()).map(|c| c.text.as_str().to_lowercase());
        named.filter(|t| !t.starts_with('(') && !t.contains("continued")).collect()
    };
    let known = stubs(before);
    let same_stub = stubs(again).iter().all(|stub| known.contains(stub));
    let again = said(again);
    !again.is_empty() && same_stub && said(before).ends_with(&again)
}

/// Takes the labels at the end of a body that title the header below them.
fn leading_titles(grid: &Grid, shapes: &[Shape], body: &mut Vec<usize>) -> Vec<usize> {
    let titles = body.iter().rev().take(4).take_while(|&&i| shapes[i] == Shape::Label && !reads_as_note(&grid.rows[i])).count();
    body.split_off(body.len() - titles)
}

fn reads_as_note(row: &GridRow) -> bool {
    row.cells.first().is_none_or(|c| words::begins_note(c.text.as_str()) || c.text.as_str().len() > 120)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::assemble::fixture::grid;

    #[test]
    fn bare_years_head_and_do_not_count() {
        let grid = grid(&["|Three Months Ended|", "|2004|2003", "Revenues|1,234|1,100", "Stores|2004|1998"]);
        assert_eq!(zones(&grid), [Zone { headers: vec![0, 1], body: vec![2, 3] }]);
    }

    #[test]
    fn new_columns_half_way_part_the_grid() {
        let grid = grid(&["|2004|2003", "Revenues|12|11", "Balance sheet data:", "|June 30,|December 31,", "|2004|2003", "Cash|5|6"]);
        let zones = zones(&grid);
        assert_eq!(zones[0], Zone { headers: vec![0], body: vec![1] });
        assert_eq!(zones[1], Zone { headers: vec![2, 3, 4], body: vec![5] });
    }

    #[test]
    fn years_beside_a_comparison_head_what_their_label_names() {
        let grid = grid(&["|2004|2003|Change", "Revenues|12|11|1", "Segment margin|2004|2003|Change", "Valves|14.4%|15.7%|(1.3)%"]);
        let both = [Zone { headers: vec![0], body: vec![1] }, Zone { headers: vec![2], body: vec![3] }];
        assert_eq!(zones(&grid), both);
    }

    #[test]
    fn repeated_headers_go() {
        let grid = grid(&["|2004|2003", "Revenues|12|11", "(in thousands)|2004|2003", "Cash|5|6"]);
        assert_eq!(zones(&grid), [Zone { headers: vec![0], body: vec![1, 3] }]);
    }

    #[test]
    fn a_period_beside_the_headers_parts_the_rows() {
        for (first, second) in
            [("Three Months Ended June 30, 2009", "Three Months Ended June 30, 2008"), ("At June 30, 2009", "At June 30, 2008")]
        {
            let (first, second) = (format!("{first}|Valves|Total"), format!("{second}|Valves|Total"));
            let both = [Zone { headers: vec![0], body: vec![1] }, Zone { headers: vec![2], body: vec![3] }];
            assert_eq!(zones(&grid(&[&first, "Net sales|41|36", &second, "Net sales|80|71"])), both);
        }
    }

    #[test]
    fn a_stretch_of_time_parts_the_rows() {
        let lines = ["Three Months Ended June 30|1996|1995", "Net sales|41|36", "Six Months Ended June 30", "Net sales|80|71"];
        let both = [Zone { headers: vec![0], body: vec![1] }, Zone { headers: vec![2], body: vec![3] }];
        assert_eq!(zones(&grid(&lines)), both);
        let lines = ["|1996|1995", "Quarter ended June 30:", "Net sales|41|36"];
        assert_eq!(zones(&grid(&lines)), [Zone { headers: vec![0, 1], body: vec![2] }]);
    }

    #[test]
    fn a_stretch_of_time_goes_on_in_the_next_line() {
        let lines = [
            "|Valves|Total",
            "Three months ended",
            "June 30, 1999:",
            "Net sales|41|60",
            "Three months ended",
            "June 30, 1998:",
            "Net sales|36|55",
        ];
        let both = [Zone { headers: vec![0, 1, 2], body: vec![3] }, Zone { headers: vec![4, 5], body: vec![6] }];
        assert_eq!(zones(&grid(&lines)), both);
    }

    #[test]
    fn words_as_data_are_no_header() {
        let grid = grid(&["|2004|2003", "Revenues|12|11", "Change|N/M|N/M", "|N/M|N/M", "Fiscal year end|June 30|June 30", "Cash|5|6"]);
        assert_eq!(zones(&grid).len(), 1);
    }
}
