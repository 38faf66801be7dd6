//! What each column is headed by: stacked lines, and spanners over several columns.

use std::ops::Range;

use super::{Column, seam, words};
use crate::document::{Cell, GridRow};
use crate::text::Text;

/// What the header rows say: of the columns, of the whole table, and of the rows that follow.
#[derive(Clone, Debug, Default)]
pub(super) struct Head {
    pub(super) columns: Vec<Column>,
    /// Titles and captions printed among the headers, from the top.
    pub(super) titles: Vec<Text>,
    /// A section label that stands beside the headers: `ASSETS`.
    pub(super) section: Option<Cell>,
}

/// A header cell and the columns of figures it covers, counted from 0.
#[derive(Clone, Debug)]
struct Spanner<'a> {
    over: Range<usize>,
    cell: &'a Cell,
}

/// Reads the header rows of a grid with `columns` columns, the stub included.
pub(super) fn head(rows: &[&GridRow], columns: u16) -> Head {
    let count = usize::from(columns.max(1)) - 1;
    let mut head = Head { columns: vec![Column::default(); count], ..Head::default() };
    let mut lines: Vec<Vec<Spanner>> = Vec::new();
    for row in rows {
        head.read_stub(row);
        let line: Vec<Spanner> = row.cells.iter().filter_map(|cell| spanner(cell, row, count)).collect();
        match &line[..] {
            [] => {}
            [only] if row.cells.len() == 1 && closes_remark(&mut head.titles, &only.cell.text) => {}
            [only] if titles_table(only, row, count) => head.titles.push(only.cell.text.clone()),
            _ => lines.push(line),
        }
    }
    for i in 0..lines.len() {
        let (line, below) = (extended(&lines[i], &lines[i + 1..], count), &mut head.columns);
        for spanner in line {
            for column in &mut below[spanner.over.clone()] {
                column.headers.push(spanner.cell.text.clone());
            }
        }
    }
    head
}

/// Keeps the periods that stood over the columns before, when the headers half way name none; without their lengths where a line over the rows
/// names another stretch of time.
pub(super) fn keep_periods(columns: &mut [Column], before: &[Column], stretch: bool) {
    // "Year/Year Change" is no period of its own
    let compares = |heading: &str| heading.to_lowercase().contains("change");
    let dated = |c: &Column| words::is_period(&c.heading()) && !compares(&c.heading());
    if columns.len() != before.len() || columns.iter().any(dated) {
        return;
    }
    // a line over the rows alone: the columns are what they were
    let same = stretch && columns.iter().all(|c| c.headers.is_empty());
    for (column, old) in columns.iter_mut().zip(before) {
        let periods = old.headers.iter().filter(|h| same || words::is_period(h.as_str()) && !compares(h.as_str()));
        let periods = periods.filter(|h| !stretch || !words::names_duration(h.as_str())).cloned();
        column.headers.splice(0..0, periods.collect::<Vec<_>>());
    }
}

/// Keeps the headers of the columns before under another year: `2003` over the rows, where `2004` stood over the first of them.
pub(super) fn keep_under_year(columns: &mut Vec<Column>, before: &[Column], year: &Text) {
    *columns = before.to_vec();
    for column in columns {
        column.headers.retain(|header| !words::is_year(header.as_str().trim_end_matches(':')));
        column.headers.push(year.clone());
    }
}

impl Head {
    /// Sorts the words in the stub of a header row: a caption or title of the table, or a label of the rows below.
    fn read_stub(&mut self, row: &GridRow) {
        let Some(stub) =
            row.cells.first().filter(|c| c.column == 0 && (c.width == 1 || row.cells.len() == 1 && !words::is_period(c.text.as_str())))
        else {
            return;
        };
        let text = stub.text.as_str();
        let caption_goes_on = self.titles.last().is_some_and(|t| seam::is_open(t.as_str()) && !words::is_title(t.as_str()));
        if caption_goes_on && stub.width == 1 {
            self.titles.last_mut().expect("just seen").join(&stub.text);
        } else if row.cells.len() == 1
            || words::is_caption(text)
            || words::is_period(text)
            || words::is_title(text)
            || seam::is_open(text)
            || text.starts_with('(')
        {
            self.titles.push(stub.text.clone());
        } else if let Some(section) = &mut self.section {
            section.text.join(&stub.text);
        } else {
            self.section = Some(stub.clone());
        }
    }
}

fn spanner<'a>(cell: &'a Cell, row: &GridRow, count: usize) -> Option<Spanner<'a>> {
    let (start, end) = (usize::from(cell.column), usize::from(cell.end()).min(count + 1));
    let wide_stub = cell.column == 0 && cell.width > 1 && (row.cells.len() > 1 || words::is_period(cell.text.as_str()));
    (start > 0 || wide_stub).then(|| start.max(1) - 1..end.max(1) - 1).filter(|over| !over.is_empty()).map(|over| Spanner { over, cell })
}

/// Whether the only header of a row speaks of the whole table.
fn titles_table(only: &Spanner, row: &GridRow, count: usize) -> bool {
    let text = only.cell.text.as_str();
    let alone = row.cells.len() == 1;
    let over_all = only.over.len() == count && count > 1;
    // "(Millions, except per share)" centered below the columns' headers
    let over_most = only.over.len() * 2 > count && count > 1;
    alone && words::is_title(text)
        || alone && over_most && super::title::is_remark_on_scale(text)
        || (alone || over_all) && count > 1 && words::is_caption(text) && (over_all || only.cell.column == 0)
        || over_all && !words::is_period(text) && words::is_capitals(text)
}

/// Joins the end of a remark that a title opens in brackets: `share data)` below `(Dollars in thousands, except share and per`.
fn closes_remark(titles: &mut [Text], end: &Text) -> bool {
    let open = |words: &str| words.starts_with('(') && !words.contains(')');
    let closes = end.as_str().ends_with(')') && !end.as_str().contains('(');
    let Some(title) = titles.last_mut().filter(|title| closes && open(title.as_str())) else { return false };
    title.join(end);
    true
}

/// Stretches the spanners of a line over the columns that they head without reaching over them in print.
fn extended<'a>(line: &[Spanner<'a>], below: &[Vec<Spanner>], count: usize) -> Vec<Spanner<'a>> {
    let mut out = line.to_vec();
    if below.is_empty() {
        return out;
    }
    if let Some(group) = groups(line, below, count) {
        for (i, spanner) in out.iter_mut().enumerate() {
            spanner.over = i * group..(i + 1) * group;
        }
        return out;
    }
    for i in 0..out.len() {
        let limit = out.get(i + 1).map_or(count, |next| next.over.start);
        if is_said_for_each(&out, i) {
            continue;
        }
        while out[i].over.end < limit && reaches(out[i].cell, out[i].over.end, below) {
            out[i].over.end += 1;
        }
    }
    if let Some(first) = out.first_mut() {
        while first.over.start > 0 && reaches(first.cell, first.over.start - 1, below) {
            first.over.start -= 1;
        }
    }
    out
}

/// Whether a header says again what the one right beside it says: `4Q | 4Q`, each over its own column, reach over no other.
fn is_said_for_each(line: &[Spanner], at: usize) -> bool {
    let Some(before) = at.checked_sub(1).map(|before| &line[before]) else { return false };
    let own = &line[at];
    own.over.len() == 1
        && before.over.end == own.over.start
        && before.over.len() == 1
        && before.cell.text.as_str() == own.cell.text.as_str()
}

/// The number of columns under each spanner, when the columns fall into equal groups with the same headers below.
fn groups(line: &[Spanner], below: &[Vec<Spanner>], count: usize) -> Option<usize> {
    let group = count / line.len();
    if line.len() < 2 || group < 2 || !count.is_multiple_of(line.len()) {
        return None;
    }
    // the same words over each group tell none apart: "Pretax" begins the header "Pretax earnings" that stands in each
    let text = line[0].cell.text.as_str();
    if !words::is_period(text) && line.iter().all(|s| s.over.len() == 1 && s.cell.text.as_str() == text) {
        return None;
    }
    let fits = |(i, s): (usize, &Spanner)| s.over.start >= i * group && s.over.end <= (i + 1) * group;
    let leaf = |c: usize| stack(c, below);
    let alike = (group..count).all(|c| leaf(c) == leaf(c % group)) && !leaf(0).is_empty();
    (alike && line.iter().enumerate().all(fits)).then_some(group)
}

/// What stands over a column in the given lines.
fn stack(column: usize, lines: &[Vec<Spanner>]) -> String {
    let over = lines.iter().flatten().filter(|s| s.over.contains(&column));
    over.map(|s| s.cell.text.as_str().to_lowercase()).collect::<Vec<_>>().join(" ")
}

/// Whether a header that does not cover a column in print still heads it: it names a period, and what stands below wants one.
fn reaches(cell: &Cell, column: usize, below: &[Vec<Spanner>]) -> bool {
    let (text, stack) = (cell.text.as_str(), stack(column, below));
    if stack.is_empty() || !words::is_period(text) || words::is_year(text) {
        return false;
    }
    if words::names_year(text) && words::names_year(&stack) {
        return false;
    }
    if words::names_year(&stack) && words::names_month(&stack) && !words::ends_in_date(text) {
        return false;
    }
    let month_clash = words::names_month(text) && words::names_month(&stack);
    let duration_clash = words::names_duration(text) && words::names_duration(&stack) && !words::names_month(text);
    !month_clash && !duration_clash && (words::names_year(&stack) || words::names_month(&stack) || words::is_comparison(&stack))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::table::assemble::fixture::grid;

    fn headings(lines: &[&str]) -> Vec<String> {
        let grid = grid(lines);
        head(&grid.rows.iter().collect::<Vec<_>>(), grid.columns).columns.iter().map(Column::heading).collect()
    }

    #[test]
    fn spanners_over_two_columns_each() {
        let found = headings(&["|Three Months Ended|~|Six Months Ended|~", "|June 30,|~|June 30,|~", "|2004|2003|2004|2003"]);
        assert_eq!(found[1], "Three Months Ended June 30, 2003");
        assert_eq!(found[2], "Six Months Ended June 30, 2004");
    }

    #[test]
    fn headers_printed_over_the_first_of_several() {
        let found = headings(&["|Three Months Ended||Six Months Ended|", "|2004|2003|2004|2003"]);
        assert_eq!(found, ["Three Months Ended 2004", "Three Months Ended 2003", "Six Months Ended 2004", "Six Months Ended 2003"]);
        let found = headings(&["|Quarter Ended March 31,||", "|2004|2003|% Change"]);
        assert_eq!(found[2], "Quarter Ended March 31, % Change");
    }

    #[test]
    fn headers_said_for_each_column_reach_no_further() {
        let found = headings(&["|4Q|4Q||", "|2001|2000|2001|2000"]);
        assert_eq!(found, ["4Q 2001", "4Q 2000", "2001", "2000"]);
    }

    #[test]
    fn the_same_word_over_each_group_is_no_spanner() {
        let found = headings(&["|Three Months Ended|~|Six Months Ended|~", "|Pretax||Pretax|", "|Earnings|Per Share|Earnings|Per Share"]);
        assert_eq!((found[0].as_str(), found[1].as_str()), ("Three Months Ended Pretax Earnings", "Three Months Ended Per Share"));
    }

    #[test]
    fn dates_of_their_own_are_left_alone() {
        assert_eq!(headings(&["|June 30,|", "|2004|December 31, 2003"]), ["June 30, 2004", "December 31, 2003"]);
        assert_eq!(
            headings(&["|June 30,|December 31,", "|2004|2003", "|(unaudited)|"]),
            ["June 30, 2004 (unaudited)", "December 31, 2003"]
        );
    }

    #[test]
    fn stubs_of_header_rows() {
        let grid = grid(&["(in 000s, except|Quarter Ended|Change", "share data)|2004|", "ASSETS||%"]);
        let head = head(&grid.rows.iter().collect::<Vec<_>>(), grid.columns);
        assert_eq!(head.titles[0].as_str(), "(in 000s, except share data)");
        assert_eq!(head.section.unwrap().text.as_str(), "ASSETS");
    }
}
