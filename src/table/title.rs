//! The lines above a grid that head it.

use super::words;
use crate::document::{Block, Grid};
use crate::text::Text;

/// How many lines may head a table.
const MOST: usize = 10;

/// The titles directly above a block, from the top: headings, captions in brackets, and grids that hold nothing but lines of words.
pub(super) fn above(blocks: &[Block], block: usize) -> Vec<Text> {
    let mut titles: Vec<Text> = Vec::new();
    for before in blocks[..block].iter().rev() {
        match before {
            Block::Heading(text) if is_page_number(text.as_str()) => {}
            Block::Heading(text) => titles.push(text.clone()),
            Block::Paragraph(text) if is_caption(text.as_str()) => titles.push(text.clone()),
            Block::Grid(grid) => match title_lines(grid) {
                Some(lines) => titles.extend(lines.into_iter().rev()),
                None => break,
            },
            Block::Paragraph(_) => break,
        }
        if titles.len() >= MOST {
            break;
        }
    }
    titles.truncate(MOST);
    titles.reverse();
    titles
}

fn is_page_number(text: &str) -> bool {
    text.len() <= 12 && !words::is_year(text) && !text.chars().any(|c| c.is_alphabetic() && !"pageofPAGEOF".contains(c))
}

/// Whether a paragraph heads a table: a caption, a statement's name or a date on a line of its own.
fn is_caption(text: &str) -> bool {
    let sentence = text.ends_with('.') && text.split_whitespace().count() > 4 && !text.to_lowercase().ends_with("inc.");
    let bracketed = text.starts_with('(') && text.ends_with(')');
    leads_in(text)
        || text.len() < 120
            && (words::is_caption(text) || bracketed || !sentence && (words::is_title(text) || words::is_period(text) && text.len() < 60))
}

/// "(1) Amounts include stock-based compensation expense, as follows:", "Revenue by industry was as follows."
fn leads_in(text: &str) -> bool {
    let lower = text.to_lowercase();
    let named = text.ends_with(':') && ["as follows", "include", "consist"].iter().any(|w| lower.contains(w));
    text.len() < 200 && (named || lower.ends_with("as follows."))
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
