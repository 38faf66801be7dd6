//! `hemaexport inspect-tables`: the grids understood as tables, before any meaning.

use std::fmt::Write as _;

use crate::Error;
use crate::figure::Figure;
use crate::map::arithmetic::{Sum, sum_rows, sums};
use crate::read::{self, InputFormat};
use crate::source::Source;
use crate::table::{self, Row, RowKind, Table};

/// Lays out a release and shows its tables: titles, scale, column headings, rows.
///
/// # Errors
/// When there is nothing to read.
pub fn run(source: &Source, format: Option<InputFormat>) -> Result<String, Error> {
    let document = read::read(source, format)?;
    Ok(table::tables(&document).iter().map(|table| show(source, table)).collect())
}

fn show(source: &Source, table: &Table) -> String {
    let mut page = format!("== block {} at {}\n", table.block, source.line_column(table.span.start));
    table.titles.iter().for_each(|title| _ = writeln!(page, "   title: {}", title.as_str()));
    let _ = writeln!(
        page,
        "   scale: {:?} {:?}{}",
        table.scale.money,
        table.scale.shares,
        if table.scale.inherited { " inherited" } else { "" }
    );
    for (i, column) in table.columns.iter().enumerate() {
        let headers: Vec<&str> = column.headers.iter().map(|h| h.as_str()).collect();
        let scale = column.scale.as_ref().map_or_else(String::new, |s| format!("  scale {:?} {:?}", s.money, s.shares));
        let _ = writeln!(page, "   column {i}: {}{scale}", headers.join(" / "));
    }
    table.rows.iter().for_each(|row| page.push_str(&line(row)));
    sums(&sum_rows(table)).iter().for_each(|sum| page.push_str(&sum_line(table, sum)));
    table.notes.iter().for_each(|note| _ = writeln!(page, "   note: {}", note.as_str()));
    page
}

/// A sum that the figures show: the total, its parts with their weights, the columns in which it fails.
fn sum_line(table: &Table, sum: &Sum) -> String {
    let label = |row: usize| table.rows[row].stub.as_str().chars().take(24).collect::<String>();
    let parts: String = sum.parts.iter().map(|(row, weight)| format!(" {} {}", if *weight > 0 { '+' } else { '-' }, label(*row))).collect();
    let failing = if sum.failing.is_empty() { String::new() } else { format!("   NOT IN {:?} OF {:?}", sum.failing, sum.tested) };
    format!("   sum: {} ={parts}{failing}\n", label(sum.total))
}

fn line(row: &Row) -> String {
    let kind = match row.kind {
        RowKind::Section => '#',
        RowKind::Item => ' ',
        RowKind::Total => '=',
    };
    let scale = row.scale.as_ref().map_or_else(String::new, |s| format!(" [{:?} {:?}]", s.money, s.shares));
    let label = format!("{:indent$}{}{scale}", "", row.stub.as_str(), indent = usize::from(row.depth) * 2);
    let cells: Vec<String> =
        row.figures.iter().zip(&row.words).map(|(figure, words)| cell(figure.as_ref(), words.as_ref().map(|w| w.as_str()))).collect();
    format!("{kind} {label:<60} {}\n", cells.join(" | ")).trim_end().to_owned() + "\n"
}

fn cell(figure: Option<&Figure>, words: Option<&str>) -> String {
    let words = words.map(|w| format!("«{w}»"));
    figure.map_or_else(|| words.unwrap_or_default(), |f| f.amount.to_string())
}
