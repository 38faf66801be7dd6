//! The parts of a table put together, and grids that are no table turned away.

use super::{Column, RowKind, Table, fold, header, panel, stub, title, zone};
use crate::document::{Block, Grid, GridRow};
use crate::figure::Figure;
use crate::text::Text;

/// Appends the tables of a grid; a grid that goes on after a page break is appended to the last table.
pub(super) fn push_tables(blocks: &[Block], block: usize, grid: &Grid, tables: &mut Vec<Table>) {
    if grid.columns < 2 || !is_tabular(grid) {
        return;
    }
    let shifted = without_empty_stub(grid);
    let grid = shifted.as_ref().unwrap_or(grid);
    let above = title::above(blocks, block);
    let Some(panels) = panel::panels(grid) else { return push_zones(blocks, block, grid, &above, tables) };
    for panel in panels {
        let mut found = Vec::new();
        push_zones(blocks, block, &panel, &above, &mut found);
        tables.append(&mut found);
    }
}

/// Appends the tables of a grid that is no two side by side; `above` are the titles over it.
fn push_zones(blocks: &[Block], block: usize, grid: &Grid, above: &[Text], tables: &mut Vec<Table>) {
    for (i, zone) in zone::zones(grid).into_iter().enumerate() {
        let before = tables.last().filter(|t| i > 0 && t.block == block).map(|t| t.columns.as_slice());
        let Some(mut table) = table(block, grid, &zone, before) else { continue };
        if i == 0 {
            if continues(blocks, tables.last(), &table, above) {
                resume(tables.last_mut().expect("it continues one"), table, above.to_vec());
                continue;
            }
            let heads = if above.is_empty() && table.titles.is_empty() { headed_before(tables.last(), &table) } else { above.to_vec() };
            table.titles.splice(0..0, heads);
        } else if table.titles.is_empty() || !table.titles.iter().any(|t| super::words::is_title(t.as_str())) {
            table.titles.splice(0..0, above.iter().cloned());
        }
        tables.push(table);
    }
}

/// A grid whose first column is empty throughout, without that column.
fn without_empty_stub(grid: &Grid) -> Option<Grid> {
    let used = grid.rows.iter().flat_map(|r| &r.cells).any(|c| c.column == 0);
    let labels = |row: &GridRow| row.cells.first().is_some_and(|c| c.column == 1 && Figure::from_cell(&c.text).is_none());
    if used || grid.columns < 3 || grid.rows.iter().filter(|row| labels(row)).count() * 2 < grid.rows.len() {
        return None;
    }
    let mut shifted = grid.clone();
    shifted.columns -= 1;
    shifted.rows.iter_mut().flat_map(|r| &mut r.cells).for_each(|c| c.column -= 1);
    Some(shifted)
}

/// The table of a zone; `before` are the columns of the zone above it in the same grid.
fn table(block: usize, grid: &Grid, zone: &zone::Zone, before: Option<&[Column]>) -> Option<Table> {
    let headers: Vec<&GridRow> = zone.headers.iter().map(|&i| &grid.rows[i]).collect();
    let body: Vec<&GridRow> = zone.body.iter().map(|&i| &grid.rows[i]).collect();
    let mut head = header::head(&headers, grid.columns);
    let (rows, notes) = stub::rows(&body, head.section.as_ref(), head.columns.len());
    let (mut columns, rows) = fold::folded(head.columns, rows);
    let stretch = head.titles.iter().rev().take(2).any(|t| super::words::is_stretch(t.as_str()));
    let year = before.and_then(|before| year_of_rows(&mut columns, before));
    let stretch = stretch || year.is_some();
    head.titles.extend(year);
    match (before, year_caption(&headers)) {
        (Some(before), Some(caption)) if headers.len() == 1 => header::keep_under_year(&mut columns, before, caption),
        (Some(before), _) => header::keep_periods(&mut columns, before, stretch),
        (None, Some(caption)) if !columns.iter().any(|c| super::words::names_year(&c.heading())) => {
            columns.iter_mut().for_each(|c| c.headers.push(caption.clone()));
        }
        (None, _) => {}
    }
    let span = headers.iter().chain(&body).flat_map(|r| &r.cells).filter_map(|c| c.text.span()).reduce(crate::source::Span::cover)?;
    let figured = rows.iter().any(|r| r.has_figures() || r.words.iter().flatten().any(|words| Figure::range(words).is_some()));
    figured.then(|| Table { block, titles: head.titles, columns, rows, notes, scale: super::Scale::default(), span })
}

/// The year that heads the rows below it, alone on its line.
fn year_caption<'a>(headers: &[&'a GridRow]) -> Option<&'a Text> {
    let row = headers.last()?;
    let [cell] = row.cells.as_slice() else { return None };
    super::words::is_year(cell.text.as_str().trim_end_matches(':')).then_some(&cell.text)
}

/// A year alone over the first of columns that were headed by words before: `1998`, over rows that are called as its quarters.
fn year_of_rows(columns: &mut [Column], before: &[Column]) -> Option<Text> {
    let worded = before.iter().filter(|c| !c.headers.is_empty() && !super::words::is_period(&c.heading())).count();
    let headed: Vec<&mut Column> = columns.iter_mut().filter(|c| !c.headers.is_empty()).collect();
    let alone = before.len() > 1 && worded + 1 >= before.len() && headed.len() == 1;
    let column = headed.into_iter().next().filter(|c| alone && super::words::is_year(&c.heading()))?;
    column.headers.pop()
}

/// Whether a grid holds figures in columns: enough of them, and not lost among words.
fn is_tabular(grid: &Grid) -> bool {
    if has_lost_columns(grid) {
        return false;
    }
    let (mut figures, mut words, mut prose) = (0, 0, 0);
    for row in &grid.rows {
        for cell in zone::values(row) {
            let text = cell.text.as_str();
            if (Figure::from_cell(&cell.text).is_some() || Figure::range(&cell.text).is_some()) && !super::words::is_year(text) {
                figures += 1;
            } else {
                words += 1;
                prose += usize::from(text.len() > 60);
            }
        }
    }
    let headed = grid.rows.len() > 1 && grid.rows.iter().any(|r| r.stub().is_some());
    figures >= 2 && prose <= figures && words <= 4 + 3 * figures || figures == 1 && headed && words <= 3 && prose == 0
}

/// Whether the first figures of many rows stand in the labels ("Gross profit 140,071"): the columns were lost before the page was written down,
/// and what stands under which header cannot be told any more.
fn has_lost_columns(grid: &Grid) -> bool {
    let swallows = |row: &&GridRow| {
        let words = row.stub().map_or("", |stub| stub.text.as_str());
        let last = words.rsplit(' ').next().unwrap_or("");
        let amount = last.contains(',') && last.starts_with(|c: char| c.is_ascii_digit()) && last.ends_with(|c: char| c.is_ascii_digit());
        amount && zone::values(row).any(|c| Figure::from_cell(&c.text).is_some()) && !words.to_lowercase().contains("share")
    };
    let rows = grid.rows.iter().filter(|row| zone::values(row).next().is_some()).count();
    let swallowed = grid.rows.iter().filter(swallows).count();
    swallowed >= 4 && swallowed * 4 >= rows
}

/// Whether a table without headers goes on from the one before: as many columns, and nothing between them but a heading.
fn continues(blocks: &[Block], before: Option<&Table>, table: &Table, above: &[Text]) -> bool {
    let Some(before) = before else { return false };
    let headless = table.columns.iter().all(|c| c.headers.is_empty()) && table.titles.is_empty();
    let headed = before.columns.iter().any(|c| !c.headers.is_empty());
    let adjoining = blocks[before.block + 1..table.block].iter().all(|b| !matches!(b, Block::Paragraph(text) if text.as_str().len() > 80));
    headless && headed && before.columns.len() == table.columns.len() && adjoining && title::lead_on(above)
}

/// The titles of the table directly before one without any: they head both, but for the periods they name. Where this one has a name beside its
/// headers, what stands in the one before is that one's name alone: `Underwriting Ratios | 2009` below `Balance Sheet | 2009`.
fn headed_before(before: Option<&Table>, table: &Table) -> Vec<Text> {
    let Some(before) = before.filter(|b| b.block + 1 == table.block) else { return Vec::new() };
    let starts = |text: &Text, table: &Table| text.span().is_some_and(|span| span.start == table.span.start);
    let named = table.rows.first().is_some_and(|row| row.kind == RowKind::Section && starts(&row.stub, table));
    let shared = |title: &&Text| !(super::words::is_period(title.as_str()) || named && starts(title, before));
    before.titles.iter().filter(shared).cloned().collect()
}

/// Appends the rows of a table that goes on; headings in between are sections.
fn resume(before: &mut Table, table: Table, above: Vec<Text>) {
    let width = before.columns.len();
    before.rows.extend(above.into_iter().map(|heading| section(heading, width)));
    before.rows.extend(table.rows);
    before.notes.extend(table.notes);
    before.span = before.span.cover(table.span);
}

fn section(heading: Text, width: usize) -> super::Row {
    super::Row {
        stub: heading,
        depth: 0,
        kind: RowKind::Section,
        rule_above: false,
        gap_above: true,
        scale: None,
        figures: vec![None; width],
        words: vec![None; width],
    }
}

/// Grids for tests, drawn with bars.
#[cfg(test)]
pub(super) mod fixture {
    use crate::document::{Cell, Grid, GridRow};
    use crate::source::Span;
    use crate::text::Text;

    /// One string a row, cells parted by `|`; blanks in front of a label are its indent, `~` widens the cell before by one
    /// column, `^` in front draws a rule above the row and `_` leaves a line empty.
    pub(crate) fn grid(lines: &[&str]) -> Grid {
        let mut at = 0;
        let rows: Vec<GridRow> = lines.iter().map(|line| row(line, &mut at)).collect();
        let columns = lines.iter().map(|line| line.split('|').count()).max().unwrap_or(0) as u16;
        Grid { span: Span::new(0, at), columns, rows }
    }

    fn row(line: &str, at: &mut usize) -> GridRow {
        let (rule_above, line) = line.strip_prefix('^').map_or((false, line), |rest| (true, rest));
        let (gap_above, line) = line.strip_prefix('_').map_or((false, line), |rest| (true, rest));
        let mut cells: Vec<Cell> = Vec::new();
        for (column, text) in line.split('|').enumerate() {
            let words = text.trim();
            if words == "~" {
                cells.last_mut().expect("a cell to widen").width += 1;
            } else if !words.is_empty() {
                let indent = (text.len() - text.trim_start().len()) as u16;
                cells.push(Cell { text: Text::verbatim(words, *at), column: column as u16, width: 1, indent, strong: false });
            }
            *at += text.len() + 1;
        }
        GridRow { cells, rule_above, gap_above }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;

    fn tables(blocks: Vec<Block>) -> Vec<Table> {
        crate::table::tables(&Document { blocks, ..Document::default() })
    }

    fn heading(words: &str) -> Block {
        Block::Heading(Text::verbatim(words, 9000))
    }

    #[test]
    fn a_statement_with_its_titles() {
        let grid = fixture::grid(&["|Three Months Ended|~", "|2004|2003", "Revenues|1,234|1,100", "Net income|12|(3)"]);
        let found = tables(vec![heading("ACME, INC."), heading("(In thousands, except per share data)"), Block::Grid(grid)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].titles.len(), 2);
        assert_eq!(found[0].scale.money, Some(3));
        assert_eq!(found[0].columns[1].heading(), "Three Months Ended 2003");
        assert_eq!(found[0].rows[1].figures[1].as_ref().unwrap().amount.to_string(), "-3");
    }

    #[test]
    fn a_year_over_rows_takes_the_place_of_the_one_before() {
        let grid = fixture::grid(&["|Quarter Ended|~", "|June 30|March 31", "2004", "Net sales|12|11", "2003", "Net sales|10|9"]);
        let found = tables(vec![heading("ACME, INC."), Block::Grid(grid)]);
        let headings: Vec<String> = found.iter().flat_map(|t| &t.columns).map(Column::heading).collect();
        assert_eq!(headings[1..3], ["Quarter Ended March 31 2004", "Quarter Ended June 30 2003"]);
    }

    #[test]
    fn a_footnote_below_states_the_scale() {
        let rows = ["|2004|2003", "Revenues|1,234|1,100", "Net income|12|(3)"];
        let scaled = |words: &str| {
            let below = Block::Paragraph(Text::verbatim(words, 9000));
            tables(vec![heading("ACME, INC."), Block::Grid(fixture::grid(&rows)), below])[0].scale.money
        };
        assert_eq!(scaled("* Dollars in thousands, except per share amounts. Unaudited."), Some(3));
        assert_eq!(scaled("(Dollars in thousands)"), None, "the caption of the next table");
        assert_eq!(scaled("* Includes a charge of $2.0 million."), None);
    }

    #[test]
    fn a_page_break_parts_no_table() {
        let first = fixture::grid(&["|2004|2003", "Cash|1,234|1,100"]);
        let second = fixture::grid(&["Debt|5|6", "Equity|7|8"]);
        let found = tables(vec![Block::Grid(first), heading("LIABILITIES AND EQUITY"), Block::Grid(second)]);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].rows.len(), 4);
        assert_eq!(found[0].rows[1].kind, RowKind::Section);
    }

    #[test]
    fn figures_in_the_labels_are_no_table() {
        let rows = ["|2004|2003", "Sales 5,100|4,900|4,700", "Costs 3,100|2,900|2,800", "Interest 1,100|900|800", "Taxes 1,200|1,000|900"];
        assert!(tables(vec![Block::Grid(fixture::grid(&rows))]).is_empty());
        assert_eq!(tables(vec![Block::Grid(fixture::grid(&rows[..3]))]).len(), 1);
    }

    #[test]
    fn contacts_and_prose_are_no_table() {
        let contacts = fixture::grid(&["Jane Doe|John Roe", "Chief Financial Officer|Press", "(818) 226-1968|(800) 642-1687"]);
        let dates = fixture::grid(&["2004|Founded", "2005|Listed"]);
        assert!(tables(vec![Block::Grid(contacts), Block::Grid(dates)]).is_empty());
    }
}
