//! The lines above a grid that head it.

use super::scale::is_remark_on_currency;
use super::{RowKind, Scale, Table, words};
use crate::document::{Block, Grid};
use crate::text::{Text, ends_in_full_stop, has_any};

/// How many lines may head a table.
const MOST: usize = 10;

/// The titles directly above a block, from the top: headings, captions in brackets, and grids that hold nothing but lines of words.
pub(super) fn above(blocks: &[Block], block: usize) -> Vec<Text> {
    let mut titles: Vec<Text> = Vec::new();
    for (at, before) in blocks[..block].iter().enumerate().rev() {
        match before {
            Block::Heading(text) if is_page_number(text.as_str()) => {}
            Block::Heading(text) => titles.push(text.clone()),
            Block::Paragraph(text) if is_caption(text.as_str()) => titles.push(text.clone()),
            Block::Paragraph(text) => match opening_remark(text) {
                Some(remark) => titles.push(remark),
                None if titles.is_empty() && (points_below(text.as_str()) || explains_guidance(&blocks[..at], text)) => {}
                None => break,
            },
            Block::Grid(grid) => match title_lines(grid) {
                Some(lines) => titles.extend(lines.into_iter().rev()),
                None => break,
            },
        }
        if titles.len() >= MOST {
            break;
        }
    }
    titles.truncate(MOST);
    titles.reverse();
    titles
}

/// Makes titles of the remarks on scale that stand in the stub before the first row, below the columns' headers, and notes
/// of those behind the last row: they hold for the whole table, and are no headings of rows.
pub(super) fn lift_remarks(table: &mut Table) {
    let says = |words: &str| is_remark_on_scale(words) || is_remark_on_currency(words);
    let remark = |row: &&super::Row| row.kind == RowKind::Section && says(row.stub.as_str());
    let leading = table.rows.iter().take_while(remark).count();
    table.titles.extend(table.rows.drain(..leading).map(|row| row.stub));
    let trailing = table.rows.iter().rev().take_while(remark).count();
    table.notes.extend(table.rows.drain(table.rows.len() - trailing..).map(|row| row.stub));
}

/// Whether words say in what money is printed and nothing else: `(in thousands)`, `Dollars in millions, except per share data`.
pub(in crate::table) fn is_remark_on_scale(text: &str) -> bool {
    let lower = text.trim().to_lowercase();
    let bracketed =
        lower.strip_prefix('(').and_then(|rest| rest.split_once(')')).is_some_and(|(_, rest)| rest.trim_matches([':', ' ']).is_empty());
    let opens = ["in thousands", "in millions", "in billions", "in 000", "$ in ", "dollars in ", "amounts in ", "(in "]
        .iter()
        .any(|w| lower.starts_with(w));
    (bracketed || opens && !lower.contains(')')) && Scale::of_words(text).is_some_and(|scale| scale.money.is_some())
}

fn is_page_number(text: &str) -> bool {
    text.len() <= 12 && !words::is_year(text) && !text.chars().any(|c| c.is_alphabetic() && !"pageofPAGEOF".contains(c))
}

/// Whether a paragraph heads a table: a caption, a statement's name or a date on a line of its own.
fn is_caption(text: &str) -> bool {
    let sentence = text.split_whitespace().count() > 4 && ends_in_full_stop(text);
    let bracketed = text.starts_with('(') && text.ends_with(')');
    leads_in(text)
        || text.len() < 120
            && (words::is_caption(text) || bracketed || !sentence && (words::is_title(text) || words::is_period(text) && text.len() < 60))
}

/// What a long remark in brackets begins with, where that is the scale: "(in millions, except per share amounts; earnings per share have been restated
/// for ...)".
fn opening_remark(text: &Text) -> Option<Text> {
    const LONGEST: usize = 600;
    let words = text.as_str();
    if !words.starts_with('(') || !words.ends_with(')') || words.len() > LONGEST {
        return None;
    }
    let end = [";", ". "].iter().filter_map(|mark| words.find(mark)).min().unwrap_or(words.len());
    let says_scale = Scale::of_words(&words[..end]).is_some_and(|scale| scale.money.is_some());
    says_scale.then(|| text.slice(0..end))
}

/// Whether a paragraph only leads from the heading above it to the table below: "The table below presents our updated expectations."
fn points_below(text: &str) -> bool {
    const LONGEST: usize = 400;
    let lower = text.to_lowercase();
    let leads = ["the table below", "the following table", "the tables below", "the following tables"].iter().any(|w| lower.starts_with(w));
    text.len() < LONGEST && leads
}

/// Whether a paragraph tells of the guidance that the heading above it names and the table below gives.
fn explains_guidance(above: &[Block], text: &Text) -> bool {
    let speaks = |text: &Text| has_any(&text.as_str().to_lowercase(), &["guidance", "outlook"]);
    speaks(text) && matches!(above.last(), Some(Block::Heading(heading)) if speaks(heading))
}

/// "(1) Amounts include stock-based compensation expense, as follows:", "Revenue by industry was as follows."
fn leads_in(text: &str) -> bool {
    let lower = text.to_lowercase();
    let named = text.ends_with(':') && ["as follows", "include", "consist"].iter().any(|w| lower.contains(w));
    // "Stock-based expense relates to the following categories:"
    let ends = || text.ends_with(':') && lower.split_whitespace().rev().take(3).any(|w| w.trim_end_matches(':') == "following");
    text.len() < 200 && (named || ends() || lower.ends_with("as follows."))
}

/// The lines of a grid in which each row has one cell and no figure.
fn title_lines(grid: &Grid) -> Option<Vec<Text>> {
    let single = grid.rows.iter().all(|row| row.cells.len() == 1 && row.cells[0].text.as_str().len() < 120);
    let plain = || grid.rows.iter().flat_map(|r| &r.cells).all(|c| crate::figure::Figure::from_cell(&c.text).is_none());
    (grid.rows.len() <= 6 && single && plain()).then(|| grid.rows.iter().map(|row| row.cells[0].text.clone()).collect())
}

/// Whether headings between two grids only lead on within one statement: `LIABILITIES AND STOCKHOLDERS' EQUITY`.
pub(super) fn lead_on(titles: &[Text]) -> bool {
    titles.len() <= 2
        && titles.iter().all(|t| {
            !words::is_title(t.as_str()) && !words::is_caption(t.as_str()) && !words::is_period(t.as_str()) && t.as_str().len() < 70
        })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Document;
    use crate::table::assemble::fixture;

    #[test]
    fn a_long_remark_begins_with_the_scale() {
        let remark = |words: &str| opening_remark(&Text::verbatim(words, 0)).map(|text| text.as_str().to_owned());
        let restated = "earnings per share have been restated for a three-for-two stock split in July 2005";
        assert_eq!(
            remark(&format!("(in millions except per share data; {restated})")).as_deref(),
            Some("(in millions except per share data")
        );
        assert_eq!(remark(&format!("(All amounts in thousands. {restated})")).as_deref(), Some("(All amounts in thousands"));
        assert_eq!(remark(&format!("({restated}; in millions)")), None);
        assert_eq!(remark(&format!("In millions; {restated}")), None);
    }

    #[test]
    fn a_remark_before_the_first_row_holds_for_the_table() {
        let scaled = |lines: &[&str]| {
            let grid = Block::Grid(fixture::grid(lines));
            let tables = crate::table::tables(&Document { blocks: vec![grid], ..Document::default() });
            (tables[0].scale.money, tables[0].rows[0].stub.as_str().to_owned())
        };
        let under = |remark: &str| scaled(&["|2013|2012", remark, "Assets", "Cash|2,281|2,297", "Inventories|13,396|13,869"]);
        assert_eq!(under("(in thousands)"), (Some(3), "Assets".into()));
        assert_eq!(under("Dollars in millions, except per share data"), (Some(6), "Assets".into()));
        assert_eq!(under("Loans (in thousands)"), (None, "Loans (in thousands)".into()));
        assert_eq!(under("(shares in thousands)"), (None, "(shares in thousands)".into()));
        let last = scaled(&["|2013|2012", "Cash|2,281|2,297", "Inventories|13,396|13,869", "(Dollars in thousands)"]);
        assert_eq!(last, (Some(3), "Cash".into()));
    }
}
