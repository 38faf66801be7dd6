//! Figures cut at their point, so that points stand below each other: `98` and `.3`, `(1` and `.0)` in cells side by side under one header.

use std::collections::{BTreeMap, HashSet};

use super::marks::Kind;
use super::place::{Item, Row};

/// How many figures a column of fractions holds at least.
const ENOUGH: usize = 2;

/// Makes one figure of each that two cells hold.
pub(super) fn join(rows: &mut [Row]) {
    let columns = columns(rows);
    if columns.is_empty() {
        return;
    }
    for row in rows {
        let mut done: Vec<Item> = Vec::with_capacity(row.items.len());
        for item in row.items.drain(..) {
            match done.last_mut().filter(|whole| columns.contains(&item.from) && is_cut(whole, &item)) {
                Some(whole) => {
                    whole.text.glue(&item.text);
                    (whole.to, whole.kind) = (item.to, Kind::Figure);
                }
                None => done.push(item),
            }
        }
        row.items = done;
    }
}

/// Physical columns whose figures are the fractions of those before them, which a header stands over together with them.
fn columns(rows: &[Row]) -> HashSet<u16> {
    let mut fractions: BTreeMap<u16, usize> = BTreeMap::new();
    for row in rows {
        for pair in row.items.windows(2).filter(|pair| is_cut(&pair[0], &pair[1])) {
            *fractions.entry(pair[1].from).or_default() += 1;
        }
    }
    fractions.retain(|_, count| *count >= ENOUGH);
    if fractions.is_empty() {
        return HashSet::new();
    }
    let mut headed: HashSet<u16> = HashSet::new();
    for item in rows.iter().flat_map(|row| &row.items) {
        match item.kind {
            // a figure of its own under the same header, or a header over this column alone
            Kind::Figure if !is_fraction(item.text.as_str()) && item.text.as_str().contains(|c: char| c.is_ascii_digit()) => {
                fractions.remove(&item.from);
            }
            Kind::Words | Kind::Year => {
                fractions.remove(&item.from);
                if (2..=3).contains(&(item.to - item.from)) {
                    headed.insert(item.to - 1);
                }
            }
            _ => {}
        }
    }
    fractions.into_keys().filter(|column| headed.contains(column)).collect()
}

/// Whether two cells side by side are the two halves of a figure.
fn is_cut(whole: &Item, fraction: &Item) -> bool {
    let words = whole.text.as_str();
    let digits = words.trim_start_matches(['(', '$', '-', ' ']);
    let is_whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit() || b == b',');
    let closed = fraction.text.as_str().contains(')');
    matches!(whole.kind, Kind::Figure | Kind::Year)
        && whole.to == fraction.from
        && fraction.kind == Kind::Figure
        && is_whole
        && words.contains('(') == closed
        && is_fraction(fraction.text.as_str())
}

/// `.3`, `.25%`, `.0)`.
fn is_fraction(words: &str) -> bool {
    let digits = words.strip_prefix('.').map(|rest| rest.trim_end_matches([')', '%', ' ']));
    digits.is_some_and(|d| (1..=2).contains(&d.len()) && d.bytes().all(|b| b.is_ascii_digit()))
}
