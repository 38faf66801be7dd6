//! Tables that hold numbers of things and no money.

use super::words::Words;
use crate::map::things::speaks_of_money;
use crate::table::{Scale, Table};

/// Whether a table says that all it holds are numbers of things: `Number of title orders opened (000):`, `Linage (in thousands of inches)`.
pub(super) fn says_numbers(table: &Table) -> bool {
    let titled = || table.titles.iter().rev().take(2).any(|title| is_headed_number(title.as_str()));
    // a title may be that of the table before
    let of_money = || table.rows.iter().any(|row| row.has_figures() && speaks_of_money(&row.stub.as_str().to_lowercase()));
    (counts_others(&table.scale) || !table.scale.inherited && titled()) && !of_money()
}

/// Whether a table says that transactions are counted in it beside money: `(dollars and transactions in thousands)`.
pub(super) fn counts_transactions(table: &Table) -> bool {
    let said = |title: &str| title.starts_with('(') && title.to_lowercase().contains("transactions");
    table.scale.others.is_some() && table.scale.money.is_some() && table.titles.iter().any(|title| said(title.as_str()))
}

/// Whether a scale is put on things alone, by the table itself.
fn counts_others(scale: &Scale) -> bool {
    scale.others.is_some() && scale.money.is_none() && scale.shares.is_none() && !scale.inherited
}

fn is_headed_number(title: &str) -> bool {
    let title = Words::new(title);
    title.begins(&["number of "]) && !title.has(&["share"])
}
