//! Tables whose rows are times, turned: a row for each measure, a column for each time. Those of one measure have years under quarters, or quarters
//! under years; those of several have a measure over each column.

use super::{Column, Row, RowKind, Table, words};
use crate::text::Text;

/// Turns `Net sales | Q1 | Q2 | Year` over rows called `2005` and `2006`, and `Net sales | 2005 | 2006` over rows called `1st Qtr` and `Year`.
/// Answers whether the table can be read: not where nothing tells what such rows measure.
pub(super) fn turn(table: &mut Table) -> bool {
    if rows_are_stretches(table) {
        turn_measures(table);
        return true;
    }
    let Some(rows_are_years) = rows_are_years(table) else { return true };
    let Some(groups) = groups(table) else { return false };
    let mut parts: Vec<&Text> = Vec::new();
    for row in groups.iter().flat_map(|group| &group.rows) {
        if !parts.iter().any(|part| part.as_str() == row.stub.as_str()) {
            parts.push(&row.stub);
        }
    }
    let headed = |part: &Text, column: &Column| {
        let mut column = column.clone();
        let at = if rows_are_years { column.headers.len() } else { 0 };
        column.headers.insert(at, part.clone());
        column
    };
    let columns: Vec<Column> = parts.iter().flat_map(|part| table.columns.iter().map(|column| headed(part, column))).collect();
    let rows = groups.iter().flat_map(|group| group.turned(&parts, table.columns.len())).collect();
    (table.columns, table.rows) = (columns, rows);
    true
}

/// Whether the measures head the columns and the rows are called as the stretches of time they hold for: `June 30, 2005` beside `Quarter ended`.
fn rows_are_stretches(table: &Table) -> bool {
    let Some(title) = table.titles.last() else { return false };
    let ended = words::is_stretch(title.as_str()) && title.as_str().trim_end_matches([':', ' ']).to_lowercase().ends_with("ended");
    let is_day = |row: &Row| row.stub.as_str().len() < 24 && words::names_month(row.stub.as_str()) && words::names_year(row.stub.as_str());
    let measured = |column: &Column| !column.headers.is_empty() && !words::is_period(&column.heading());
    let (rows, columns) = (&table.rows, &table.columns);
    ended && rows.len() > 1 && columns.len() > 1 && rows.iter().all(|row| row.has_figures() && is_day(row)) && columns.iter().all(measured)
}

/// A row for each column, and a column for each row under the words that make its day a stretch of time.
fn turn_measures(table: &mut Table) {
    let Some(ended) = table.titles.pop() else { return };
    let rows = std::mem::take(&mut table.rows);
    let over = |row: &Row| Column { headers: vec![ended.clone(), row.stub.clone()], scale: None };
    let columns = std::mem::replace(&mut table.columns, rows.iter().map(over).collect());
    let turned = columns.into_iter().enumerate().map(|(at, column)| Row {
        stub: joined(&column.headers),
        depth: 0,
        kind: RowKind::Item,
        rule_above: false,
        gap_above: false,
        scale: column.scale.map(Box::new),
        figures: rows.iter().map(|row| row.figures[at].clone()).collect(),
        words: rows.iter().map(|row| row.words[at].clone()).collect(),
    });
    table.rows = turned.collect();
}

/// The pieces of a header in one.
fn joined(headers: &[Text]) -> Text {
    let mut label = headers[0].clone();
    headers[1..].iter().for_each(|piece| label.join(piece));
    label
}

/// The rows of one measure.
struct Group<'a> {
    /// Headings above that of the measure.
    above: Vec<&'a Text>,
    measure: &'a Text,
    rows: Vec<&'a Row>,
}

impl Group<'_> {
    fn turned(&self, parts: &[&Text], width: usize) -> Vec<Row> {
        let row = |stub: &Text, kind| Row {
            stub: stub.clone(),
            depth: 0,
            kind,
            rule_above: false,
            gap_above: false,
            scale: self.rows[0].scale.clone(),
            figures: vec![None; parts.len() * width],
            words: vec![None; parts.len() * width],
        };
        let mut item = row(self.measure, RowKind::Item);
        for from in &self.rows {
            let part = parts.iter().position(|part| part.as_str() == from.stub.as_str()).unwrap_or(0);
            item.figures[part * width..][..width].clone_from_slice(&from.figures);
            item.words[part * width..][..width].clone_from_slice(&from.words);
        }
        self.above.iter().map(|heading| row(heading, RowKind::Section)).chain([item]).collect()
    }
}

/// Whether the rows are years under quarters; `false` where they are quarters under years, `None` where they are neither.
fn rows_are_years(table: &Table) -> Option<bool> {
    let stubs = || table.rows.iter().filter(|row| row.has_figures()).map(|row| row.stub.as_str());
    let first = stubs().next()?;
    if words::is_year(first) {
        let headings: Vec<String> = table.columns.iter().map(Column::heading).collect();
        let quarters = are_parts_of_year(headings.iter().map(String::as_str));
        return (stubs().nth(1).is_some() && stubs().all(words::is_year) && quarters).then_some(true);
    }
    if !is_part_of_year(first) {
        return None;
    }
    let years = table.columns.iter().all(|column| words::is_year(&column.heading()));
    (years && are_parts_of_year(stubs())).then_some(false)
}

/// The rows under the heading of each measure; `None` where a row has none, or two of a group are called alike.
fn groups(table: &Table) -> Option<Vec<Group<'_>>> {
    let mut groups: Vec<Group> = Vec::new();
    // what stands beside the headers may be a measure in several lines
    let says_what = |title: &Text| !words::is_caption(title.as_str()) && !words::is_period(title.as_str());
    let beside = |title: &&Text| says_what(title) && title.span().is_some_and(|span| span.start >= table.span.start);
    let mut headings: Vec<&Text> = table.titles.iter().rfind(beside).into_iter().collect();
    for row in table.rows.iter().filter(|row| !row.stub.is_empty()) {
        match groups.last_mut().filter(|_| headings.is_empty()) {
            _ if !row.has_figures() => headings.push(&row.stub),
            Some(group) => group.rows.push(row),
            None => {
                let measure = headings.pop()?;
                groups.push(Group { above: std::mem::take(&mut headings), measure, rows: vec![row] });
            }
        }
    }
    let twice = |group: &Group| {
        (1..group.rows.len()).any(|at| group.rows[..at].iter().any(|row| row.stub.as_str() == group.rows[at].stub.as_str()))
    };
    (!groups.is_empty() && !groups.iter().any(twice)).then_some(groups)
}

/// Whether all of some words name quarters, two of them at least, or the year that they make.
fn are_parts_of_year<'a>(mut parts: impl Iterator<Item = &'a str>) -> bool {
    let mut quarters = 0;
    parts.all(|part| {
        quarters += usize::from(is_part_of_year(part));
        is_part_of_year(part) || is_whole_year(part)
    }) && quarters >= 2
}

/// `Q1`, `1Q`, `First Quarter`, `1st Qtr.`
fn is_part_of_year(words: &str) -> bool {
    let lower = words.trim_end_matches([':', '.']).to_lowercase();
    let numbered = ["first", "second", "third", "fourth", "1st", "2nd", "3rd", "4th"];
    match lower.split_once(' ') {
        Some((nth, noun)) => numbered.contains(&nth) && ["quarter", "qtr", "q"].contains(&noun.trim_end_matches('.')),
        None => matches!(lower.as_bytes(), [b'q', b'1'..=b'4'] | [b'1'..=b'4', b'q']),
    }
}

/// `FY`, `Year`, `Full Year`, `Total`
fn is_whole_year(words: &str) -> bool {
    ["fy", "yr", "year", "full year", "full-year", "fiscal year", "total year", "total"]
        .contains(&words.trim_end_matches(':').to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::super::fixture;
    use crate::document::{Block, Document};
    use crate::table::{Table, tables};

    fn table(lines: &[&str]) -> Table {
        let document = Document { blocks: vec![Block::Grid(fixture(lines))], ..Document::default() };
        tables(&document).remove(0)
    }

    fn told(table: &Table) -> Vec<String> {
        let cell =
            |stub: &str, at: usize, figure: &crate::figure::Figure| format!("{stub} {}: {}", table.columns[at].heading(), figure.amount);
        let of_row = |row: &super::Row| {
            let figures = row.figures.iter().enumerate().filter_map(|(at, f)| f.as_ref().map(|f| cell(row.stub.as_str(), at, f)));
            figures.collect::<Vec<_>>()
        };
        table.rows.iter().flat_map(of_row).collect()
    }

    #[test]
    fn years_under_quarters_and_quarters_under_years() {
        let years = table(&["Net revenue|Q1|Q2|FY", "2005|1|2|3", "2006|4|5|9"]);
        let want = ["Q1 2005: 1", "Q2 2005: 2", "FY 2005: 3", "Q1 2006: 4", "Q2 2006: 5", "FY 2006: 9"];
        assert_eq!(told(&years), want.map(|cell| format!("Net revenue {cell}")));
        let wrapped = table(&["Depreciation and", "amortization|Q1|Q2", "(in millions)|", "2005|1|2", "2006|4|5"]);
        assert_eq!(told(&wrapped)[0], "Depreciation and amortization Q1 2005: 1");
        let quarters =
            table(&["|2005|2006", "Net revenue", "1st Qtr|1|4", "2nd Qtr|2|5", "Year|3|9", "Net income", "1st Qtr|1|2", "Year|2|3"]);
        let want = ["Net revenue 1st Qtr 2005: 1", "Net revenue 1st Qtr 2006: 4"];
        assert_eq!(told(&quarters)[..2], want);
        assert_eq!(told(&quarters)[9], "Net income Year 2006: 3");
    }

    #[test]
    fn quarters_under_measures() {
        let turned = table(&["Quarter ended|Sales|Net income", "June 30, 2005|705|133", "March 31, 2005|666|126"]);
        let want = ["Sales Quarter ended June 30, 2005: 705", "Sales Quarter ended March 31, 2005: 666"];
        assert_eq!(told(&turned)[..2], want);
        assert_eq!(told(&turned)[3], "Net income Quarter ended March 31, 2005: 126");
    }

    #[test]
    fn other_tables_stay_as_they_are() {
        let plain = table(&["|2005|2006", "Net revenue|1|4", "Net income|2|5"]);
        assert_eq!(told(&plain)[0], "Net revenue 2005: 1");
        let unnamed = Document { blocks: vec![Block::Grid(fixture(&["|Q1|Q2", "2005|1|2", "2006|4|5"]))], ..Document::default() };
        assert!(tables(&unnamed).is_empty());
    }
}
