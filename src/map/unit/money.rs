//! Which rows count money in a table that is no financial statement: those that a sign of money, their words, a heading, a column or a sum
//! shows to do so. Whatever else such a table counts is a plain number: carloads, circulation.

use super::Counted;
pub(crate) use super::nouns::names_money;
use super::nouns::{is_noun, lists_nouns};
use crate::figure::{Figure, Suffix};
use crate::map::arithmetic::Sum;
use crate::map::lines::says_total_only;
use crate::map::{carry, things};
use crate::report::StatementKind;
use crate::table::{Row, Table};

/// Makes plain numbers of the rows that nothing shows to count money.
pub(crate) fn settle(table: &Table, kind: StatementKind, sections: &[Vec<&str>], sums: &[Sum], counts: &mut [Counted]) {
    spread_to_things(table, sums, counts);
    super::marked::settle(table, sections, sums, counts);
    if is_of_money(kind) || table.titles.iter().rev().take(2).any(|title| heads_money(title.as_str())) {
        return;
    }
    let columns: Vec<bool> = table.columns.iter().map(|column| names_money(&column.heading())).collect();
    // a scale of the table's own is said of money; what is no plural names no things
    let own_scale = table.scale.money.is_some() && !table.scale.inherited;
    let by_scale = |at: usize| own_scale && names_no_things(table.rows[at].stub.as_str(), &sections[at]);
    // orders in full are things; "(In thousands)" makes money of them
    let by_orders = |at: usize| own_scale && table.scale.all.is_some() && speaks_of_orders(&table.rows[at], &sections[at]);
    let is_told =
        |at: usize| counts[at] == Counted::Money && (is_told(&table.rows[at], &sections[at], &columns) || by_scale(at) || by_orders(at));
    let mut told: Vec<bool> = (0..table.rows.len()).map(is_told).collect();
    carry_down(table, sections, counts, &mut told);
    spread(sums, counts, &mut told);
    lean_on_rows_above(table, sections, counts, &mut told);
    let sole = carry::sole_things(counts);
    for (at, told) in told.into_iter().enumerate() {
        if counts[at] == Counted::Money && !told && table.rows[at].has_figures() {
            let things = sole.filter(|_| things::says_day(&table.rows[at].stub.as_str().to_lowercase()));
            counts[at] = things.filter(|_| !names_things(table.rows[at].stub.as_str())).map_or(Counted::Number, Counted::Things);
        }
    }
}

/// Statements and what leads over from one of their lines to another measure speak of money unless they say otherwise.
pub(crate) fn is_of_money(kind: StatementKind) -> bool {
    kind.is_statement() || kind == StatementKind::Reconciliation
}

/// Whether a sign of money, a row's words, a heading over it or a column that it has a figure in tells that it counts money.
fn is_told(row: &Row, sections: &[&str], columns: &[bool]) -> bool {
    let by_column = |column: usize| row.figures[column].is_some() && columns[column];
    // orders are money to the tenth, and things in whole numbers
    let is_fraction = |figure: &Figure| figure.style.fraction_digits > 0 && figure.style.suffix == Suffix::None;
    let fractions = || row.figures.iter().flatten().any(is_fraction);
    is_marked(row)
        || fractions() && speaks_of_orders(row, sections)
        || names_money(row.stub.as_str())
        || sections.iter().any(|heading| names_money(heading) || heading.contains('$'))
        || (0..row.figures.len()).any(by_column)
}

/// Whether a row's label or a heading over it speaks of orders.
fn speaks_of_orders(row: &Row, sections: &[&str]) -> bool {
    let says = |words: &str| words.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|word| word == "orders");
    says(row.stub.as_str()) || sections.iter().any(|heading| says(heading))
}

/// Whether neither a label nor the heading over it comes down to things: `Consumer`, but no `Households served`, no `Average length of haul`.
fn names_no_things(label: &str, sections: &[&str]) -> bool {
    let counts = |words: &str| ["average", "number", "units"].iter().any(|w| words.to_lowercase().starts_with(w)) || names_things(words);
    !counts(label) && !sections.last().is_some_and(|heading| counts(heading))
}

/// Whether words come down to a plural that is none of finance: `Households served`, `Lots owned or controlled`.
pub(super) fn names_things(words: &str) -> bool {
    let lower = words.to_lowercase();
    let core = lower.split(['(', ',', ':', '–', '—']).next().unwrap_or("");
    let cuts = [" in ", " at ", " of ", " per ", " with ", " for ", " under "];
    let core = cuts.iter().fold(core, |core, cut| core.split(cut).next().unwrap_or(core));
    let done = |word: &&str| word.ends_with("ed") || word.ends_with("ing") || matches!(*word, "sold" | "open" | "or" | "and");
    let last = core.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).rev().find(|word| !done(word));
    last.is_some_and(|last| last.len() > 2 && last.ends_with('s') && !last.ends_with("ss") && !is_noun(last))
}

pub(super) fn is_marked(row: &Row) -> bool {
    row.figures.iter().flatten().any(|figure| figure.style.currency.is_some())
}

/// A sign of money stands at the head of an account: what follows under `Trucking $ 120,000` counts money, too. A row that says in words that it
/// does, `Total revenue $ 120,000`, says nothing of others.
fn carry_down(table: &Table, sections: &[Vec<&str>], counts: &[Counted], told: &mut [bool]) {
    let mut open = false;
    for at in 0..table.rows.len() {
        let row = &table.rows[at];
        if !row.has_figures() {
            open = false;
            continue;
        }
        open &= counts[at] == Counted::Money && at > 0 && sections[at] == sections[at - 1];
        told[at] |= open;
        open |= counts[at] == Counted::Money && is_marked(row) && !names_money(row.stub.as_str());
    }
}

/// What is part of a total that counts money counts money, even where it is called as things are: `Motor vehicles` among freight revenue.
fn spread_to_things(table: &Table, sums: &[Sum], counts: &mut [Counted]) {
    for sum in sums.iter().filter(|sum| sum.failing.is_empty()) {
        let money = sum.parts.iter().filter(|(row, _)| counts[*row] == Counted::Money).count();
        // "Foreclosed properties" beside loans that are not paid, under "Total nonperforming assets"
        let named = money * 2 == sum.parts.len() && names_money(table.rows[sum.total].stub.as_str());
        let of_money = counts[sum.total] == Counted::Money && (money * 2 > sum.parts.len() || named);
        for (row, _) in sum.parts.iter().filter(|_| of_money) {
            if matches!(counts[*row], Counted::Things(_)) && table.rows[*row].scale.is_none() {
                counts[*row] = Counted::Money;
            }
        }
    }
}

/// What adds up counts the same: from the parts up to their totals, and down again.
fn spread(sums: &[Sum], counts: &[Counted], told: &mut [bool]) {
    let holding = || sums.iter().filter(|sum| sum.failing.is_empty());
    for sum in holding().chain(holding().rev()) {
        let rows = || sum.parts.iter().map(|(row, _)| *row).chain([sum.total]);
        if rows().any(|row| told[row]) {
            rows().filter(|row| counts[*row] == Counted::Money).for_each(|row| told[row] = true);
        }
    }
}

/// `Total`, `Other` and rows without a label count what the row above does.
fn lean_on_rows_above(table: &Table, sections: &[Vec<&str>], counts: &[Counted], told: &mut [bool]) {
    let figured: Vec<usize> = (0..table.rows.len()).filter(|at| table.rows[*at].has_figures()).collect();
    for pair in figured.windows(2) {
        let (above, at) = (pair[0], pair[1]);
        let label = table.rows[at].stub.as_str().to_lowercase();
        let leans = label.trim().is_empty() || says_total_only(&label) || label.starts_with("other");
        told[at] |= leans && counts[at] == Counted::Money && told[above] && sections[at] == sections[above];
    }
}

/// Whether a title says that its whole table lists one thing, and that this is money: `Freight revenue by commodity`, `Film costs`.
fn heads_money(title: &str) -> bool {
    let lower = title.to_lowercase();
    let named = lower.split(['(', ':', ';']).next().unwrap_or("").trim();
    if ["composition of", "components of", "breakdown of", "consisted of", "consist of"].iter().any(|lead| named.contains(lead)) {
        return names_money(named);
    }
    match named.split_once(" by ") {
        Some((listed, _)) => names_money(listed),
        None => named.split_whitespace().count() <= 5 && lists_nouns(named),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_name_things() {
        for (label, heading) in [("Consumer", ""), ("Trust preferred", ""), ("Restructured", "Loans:")] {
            assert!(names_no_things(label, &[heading]), "{label}");
        }
        for (label, heading) in [("Households served", ""), ("Average length of haul", ""), ("Lumber", "Carloads:"), ("Rigs utilized", "")]
        {
            assert!(!names_no_things(label, &[heading]), "{label}");
        }
    }

    #[test]
    fn titles_of_money() {
        assert!(
            heads_money("Freight revenue by commodity (in thousands)")
                && heads_money("Film costs:")
                && heads_money("Composition of the loan portfolio")
        );
        assert!(!heads_money("Carloads by commodity group") && !heads_money("Selected operating statistics"));
        assert!(heads_money("Loans and deposits") && !heads_money("Home closings, orders and backlog"));
    }
}
