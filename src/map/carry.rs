//! Units that a table prints once and that hold for other rows, too.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::arithmetic::Sum;
use super::unit::words::heads_percentages;
use super::unit::{Counted, Counter, looks_per_share};
use crate::figure::{Figure, Suffix};
use crate::table::{Row, RowKind, Table};

/// Rows that follow amounts per share and are printed like them are amounts per share: a reconciliation's adjustments.
pub(super) fn per_share(rows: &[Row], counts: &mut [Counted]) {
    let mut per_share = false;
    for (row, counted) in rows.iter().zip(counts) {
        if !row.has_figures() && row.words.iter().all(Option::is_none) {
            // "Per Mcfe data" heads amounts per something else
            let heading = row.stub.as_str().to_lowercase();
            per_share &= !(super::things::per_thing(&heading) || heading.starts_with("per ") && !heading.contains("share"));
            continue;
        }
        // "$80 million to $90 million" of capital expenditures below them are none
        let in_words = row.words.iter().flatten().any(|w| ["million", "billion"].iter().any(|power| w.as_str().contains(power)));
        let nothing = row.has_figures() && row.figures.iter().flatten().all(|f| f.style.dash);
        let range = !row.has_figures() && row.words.iter().flatten().all(|w| is_in_hundredths(w.as_str()));
        if per_share && *counted == Counted::Money && !in_words && (looks_per_share(row) || nothing || range) {
            *counted = Counted::PerShare;
        }
        per_share = *counted == Counted::PerShare;
    }
}

/// Whether every number of a cell's words is told to the hundredth: `$0.10 - $0.12`, and no `$40 - $50`.
fn is_in_hundredths(words: &str) -> bool {
    let mut numbers = words.split(|c: char| !c.is_ascii_digit() && c != '.' && c != ',').filter(|n| n.bytes().any(|b| b.is_ascii_digit()));
    numbers.all(|number| number.trim_end_matches(['.', ',']).rsplit_once('.').is_some_and(|(_, cents)| cents.len() == 2))
}

/// A table whose first row is in percent, or that says so, and that prints no currency at all is in percent throughout: the sign stands at its
/// head and foot only.
pub(super) fn percent(table: &Table, counts: &mut [Counted]) {
    let figures = || table.rows.iter().flat_map(|r| &r.figures).flatten();
    let small = |f: &Figure| f.amount.abs() <= Decimal::from(1000) && f.style.currency.is_none();
    let first = table.rows.iter().position(Row::has_figures).map(|i| &counts[i]);
    let announced = table.titles.iter().rev().take(4).any(|t| {
        let lower = t.as_str().to_lowercase();
        ["as a percent of", "as a percentage of", "as a % of", "percentage of total", "percentage of net"].iter().any(|w| lower.contains(w))
    });
    // "Year over Year % Change": what prints a sign beside it is in percentage points
    let announced = announced || heads_ratios(table) || says_points(table) || figures().any(is_percent) && says_changes(table);
    if (announced || first == Some(&Counted::Percent)) && figures().all(small) {
        let digits = |row: &Row| row.figures.iter().flatten().filter(|f| !f.style.dash).map(|f| f.style.fraction_digits).max();
        let first = table.rows.iter().find(|row| row.has_figures()).and_then(digits);
        // what the first row alone says holds for rows that are printed as it is
        let alike = |row: &Row| announced || digits(row).is_none_or(|d| Some(d) >= first) && !is_no_percentage(row.stub.as_str());
        let signed = |row: &Row| row.figures.iter().flatten().any(is_percent);
        // a column without a sign beside others that have one is of money: "Operating margin | Tax expense"
        let among: HashSet<usize> = table.rows.iter().flat_map(|row| columns(row, is_percent)).collect();
        let apart = |row: &Row| {
            let mut printed = columns(row, |figure| !figure.style.dash).peekable();
            !announced && !among.is_empty() && printed.peek().is_some() && !printed.any(|column| among.contains(&column))
        };
        let alike = |row: &Row| alike(row) && !apart(row);
        let open = |row: &Row, c: &Counted| *c == Counted::Money && alike(row) || *c == Counted::PerShare && signed(row);
        let rows = table.rows.iter().zip(counts.iter_mut());
        rows.filter(|(row, c)| open(row, c)).for_each(|(_, c)| *c = Counted::Percent);
    }
}

fn is_percent(figure: &Figure) -> bool {
    figure.style.suffix == Suffix::Percent
}

/// Whether the titles over a table say that it tells by how many percent something changed: `Net Revenue Year over Year % Change`.
fn says_changes(table: &Table) -> bool {
    table.titles.iter().rev().take(2).any(|title| heads_percentages(title.as_str()))
}

/// Whether the titles over a table, or what stands over all of its columns, say that it is in percentage points, sign or none.
fn says_points(table: &Table) -> bool {
    let says = |words: &str| words.to_lowercase().contains("percentage point");
    table.titles.iter().rev().take(2).any(|title| says(title.as_str())) || table.columns.iter().all(|c| says(&c.heading()))
}

/// Whether every column is headed as one of ratios that are printed in percent: `Combined Ratio` over 88.7 and 81.2, no ratio of 1.9.
fn heads_ratios(table: &Table) -> bool {
    let is_ratio = |heading: &str| heading.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| matches!(w, "ratio" | "ratios"));
    let figures = || table.rows.iter().flat_map(|r| &r.figures).flatten().filter(|f| !f.style.dash);
    table.columns.iter().all(|c| is_ratio(&c.heading())) && figures().all(|f| f.amount.abs() >= Decimal::TEN)
}

/// Rows that follow percentages under one heading, with as many digits behind the point and no mark of their own, are percentages: the sign stands at
/// the first alone.
pub(super) fn percent_below(rows: &[Row], counter: &Counter, counts: &mut [Counted]) {
    // as many digits as the percentages above have
    let mut above: Option<u8> = None;
    // the digits that amounts of money have above under the same heading: what is printed as they are is one, too
    let mut amounts: Vec<u8> = Vec::new();
    // a column without a sign in any row is of none: "Operating margin rate | Tax expense"
    let signed: HashSet<usize> = rows.iter().flat_map(|row| columns(row, is_percent)).collect();
    for (row, counted) in rows.iter().zip(counts) {
        if row.kind == RowKind::Section {
            above = None;
            amounts.clear();
        }
        let figures: Vec<&Figure> = counter.figures(row).collect();
        let digits = figures.iter().filter(|f| !f.style.dash).map(|f| f.style.fraction_digits).max();
        let Some(digits) = digits else { continue };
        if figures.iter().any(|f| f.style.suffix == Suffix::Percent) {
            above = Some(digits).filter(|_| *counted == Counted::Percent);
            continue;
        }
        let small = figures
            .iter()
            .all(|f| is_unmarked(f) && f.amount.abs() <= Decimal::ONE_HUNDRED && (f.style.dash || f.style.fraction_digits == digits));
        if *counted == Counted::Money
            && small
            && above == Some(digits)
            && !amounts.contains(&digits)
            && !is_no_percentage(row.stub.as_str())
            && columns(row, |figure| !figure.style.dash).any(|column| signed.contains(&column))
        {
            *counted = Counted::Percent;
        } else if *counted != Counted::Percent {
            above = None;
            if *counted == Counted::Money && digits > 0 && !amounts.contains(&digits) {
                amounts.push(digits);
            }
        }
    }
}

/// The columns in which a row has a figure of a kind.
fn columns<'r>(row: &'r Row, kind: impl Fn(&Figure) -> bool + 'r) -> impl Iterator<Item = usize> + 'r {
    row.figures.iter().enumerate().filter(move |(_, figure)| figure.as_ref().is_some_and(&kind)).map(|(column, _)| column)
}

/// Words of what is counted in days, times or things.
fn is_no_percentage(label: &str) -> bool {
    let lower = label.to_lowercase();
    ["turn", "days", "times", "number", "current ratio", "quick ratio", "coverage", "price", "book value", "per "]
        .iter()
        .any(|w| lower.contains(w))
}

/// The parts of what most parts and their total count count the same, whatever their words: deposits among the days of a cash conversion cycle.
pub(super) fn of_sums(rows: &[Row], sums: &[Sum], counts: &mut [Counted]) {
    for sum in sums.iter().filter(|sum| sum.failing.is_empty()) {
        let unit = counts[sum.total].clone();
        let alike = sum.parts.iter().filter(|(row, _)| counts[*row] == unit).count();
        if matches!(unit, Counted::Measured(_) | Counted::Things(_)) && alike * 2 > sum.parts.len() {
            let unmarked = |row: usize| rows[row].figures.iter().flatten().all(is_unmarked);
            let others = sum.parts.iter().map(|(row, _)| *row).filter(|row| unmarked(*row));
            others.for_each(|row| counts[row] = unit.clone());
        }
    }
}

/// The total of things that are all of one kind counts the same, whatever it is called: `Total system` below restaurants of two owners.
pub(super) fn of_things(rows: &[Row], sums: &[Sum], counts: &mut [Counted]) {
    for sum in sums.iter().filter(|sum| sum.failing.is_empty() && sum.parts.len() > 1) {
        let Some(unit) = sum.parts.first().map(|(row, _)| counts[*row].clone()) else { continue };
        let alike = matches!(unit, Counted::Things(_)) && sum.parts.iter().all(|(row, _)| counts[*row] == unit);
        if alike && counts[sum.total] == Counted::Money && rows[sum.total].figures.iter().flatten().all(is_unmarked) {
            counts[sum.total] = unit;
        }
    }
}

/// Rows that lead from one figure to another of the same unit, and add up to it, have that unit: `Basic + Dilutive effect = Diluted`.
pub(super) fn between_ends(rows: &[Row], counts: &mut [Counted]) {
    let figured: Vec<usize> = (0..rows.len()).filter(|i| rows[*i].has_figures()).collect();
    let mut at = 0;
    while at < figured.len() {
        let unit = counts[figured[at]].clone();
        let marked = !matches!(unit, Counted::Money | Counted::Things(_) | Counted::Number | Counted::Measured(_) | Counted::Ratio);
        // "Restaurant count at December 27, 2022" leads to the one of a later day by what was opened and closed
        let rolled = |j: usize| matches!(unit, Counted::Things(_)) && begin_alike(&rows[figured[at]], &rows[figured[j]]);
        let next = (at + 2..figured.len()).find(|&j| counts[figured[j]] == unit).filter(|&j| (marked || rolled(j)) && j <= at + 20);
        let Some(next) = next else {
            at += 1;
            continue;
        };
        let inner = &figured[at + 1..next];
        // units of a partnership are shares among shares
        let open = |i: usize| counts[i] == Counted::Money || unit == Counted::Shares && matches!(counts[i], Counted::Things(_));
        let unmarked = inner.iter().all(|&i| open(i) && rows[i].figures.iter().flatten().all(is_unmarked));
        if unmarked && adds_up(rows, figured[at], inner, figured[next]) {
            inner.iter().for_each(|&i| counts[i] = unit.clone());
            at = next;
        } else {
            at += 1;
        }
    }
}

/// Whether the labels of two rows begin with the same word.
fn begin_alike(first: &Row, last: &Row) -> bool {
    let word = |row: &Row| row.stub.as_str().split_whitespace().next().map(str::to_lowercase);
    word(first).is_some() && word(first) == word(last)
}

/// The things that a table counts, where it counts only one kind: `Total system, end of period` below its restaurants counts restaurants.
pub(super) fn sole_things(counts: &[Counted]) -> Option<&'static str> {
    let mut things = counts.iter().filter_map(|counted| if let Counted::Things(name) = counted { Some(*name) } else { None });
    let first = things.next()?;
    things.all(|name| name == first).then_some(first)
}

fn is_unmarked(figure: &Figure) -> bool {
    figure.style.dash || figure.style.currency.is_none() && figure.style.suffix == Suffix::None
}

/// Whether first and inner rows sum to the last in every column, as closely as they are printed.
fn adds_up(rows: &[Row], first: usize, inner: &[usize], last: usize) -> bool {
    let mut columns = 0;
    for column in 0..rows[first].figures.len() {
        let amount = |row: usize| rows[row].figures[column].as_ref().map(|f| f.amount);
        let (Some(from), Some(to)) = (amount(first), amount(last)) else { continue };
        let parts: Vec<&Figure> = inner.iter().filter_map(|i| rows[*i].figures[column].as_ref()).collect();
        let places = parts.iter().map(|f| u32::from(f.style.fraction_digits)).max().unwrap_or(0);
        let slack = Decimal::new(5, places + 1) * Decimal::from(inner.len() as u64 + 2);
        if (from + parts.iter().map(|f| f.amount).sum::<Decimal>() - to).abs() > slack {
            return false;
        }
        columns += usize::from(parts.iter().any(|f| !f.amount.is_zero()));
    }
    columns > 0
}
