//! Percent signs that a column prints once: on its first figure, the way a currency sign stands at the head and the foot of an account.

use rust_decimal::Decimal;

use super::{Row, Table};
use crate::figure::{Figure, Suffix};

/// Words over a column that says by how much something changed.
const CHANGES: [&str; 10] = ["change", "variance", "increase", "decrease", "inc", "dec", "chg", "growth", "var", "inc/dec"];

/// How many rows must show that their change is one in percent, where no sign does.
const ENOUGH: usize = 3;

/// Marks the figures of a column as percentages that its header and its first figure, or the table's own arithmetic, show to be some.
pub(super) fn carry(table: &mut Table) {
    for column in 0..table.columns.len() {
        let heading = table.columns[column].heading().to_lowercase();
        let words: Vec<&str> = heading.split(|c: char| !c.is_alphanumeric() && c != '%').filter(|w| !w.is_empty()).collect();
        let change = words.iter().any(|w| CHANGES.contains(w));
        let untold = words.is_empty() && is_framed(table, column) || is_share(table, column, &heading);
        if (change || is_rate(&words) || untold) && is_bare_of_money(table, column) {
            mark(table, column, change && !words.contains(&"%"), &words);
        }
        if !change && is_share_of_top(table, column) {
            mark_all(table, column, |_| true);
        }
    }
}

/// Whether words head a rate: `Yield/Rate`, `Average Rate`, `Margin`, `%`.
fn is_rate(words: &[&str]) -> bool {
    words.iter().any(|w| matches!(*w, "yield" | "yields" | "rate" | "rates" | "margin" | "ratio" | "ratios" | "%" | "percent"))
}

/// Whether a column without a header, right of others, begins and ends with a percent sign.
fn is_framed(table: &Table, column: usize) -> bool {
    let is_percent = |f: Option<&Figure>| f.is_some_and(|f| f.style.suffix == Suffix::Percent);
    column > 0
        && figures(table, column).count() > 2
        && is_percent(figures(table, column).next())
        && is_percent(figures(table, column).last())
}

/// Whether a column shares a neighbour's header and holds no more than shares of what that one holds: `July 1, 2008` over `$ 62,446` and
/// `99.1%`, `Q1 02` over `100.0%` and `$ 27,669`.
fn is_share(table: &Table, column: usize, heading: &str) -> bool {
    let signed = |column: usize| figures(table, column).filter(|f| f.style.suffix == Suffix::Percent).count();
    let shares = |at: usize| table.columns.get(at).is_some_and(|c| c.heading().to_lowercase() == heading) && signed(at) == 0;
    let beside = column.checked_sub(1).is_some_and(shares) || shares(column + 1) && figures(table, column + 1).next().is_some();
    !heading.is_empty() && beside && signed(column) > 0 && figures(table, column).all(|f| f.amount.abs() <= Decimal::from(1000))
}

fn figures(table: &Table, column: usize) -> impl Iterator<Item = &Figure> {
    table.rows.iter().filter_map(move |r| r.figures[column].as_ref()).filter(|f| !f.style.dash)
}

fn is_bare_of_money(table: &Table, column: usize) -> bool {
    figures(table, column).all(|f| f.style.currency.is_none() && f.amount.abs() < Decimal::from(10_000))
}

fn mark(table: &mut Table, column: usize, is_change: bool, words: &[&str]) {
    let signed = figures(table, column).next().is_some_and(|f| f.style.suffix == Suffix::Percent);
    let told = if is_change { is_proved(table, column) } else { is_yield(table, column, words) };
    if !signed && !told {
        return;
    }
    let is_difference: Vec<bool> =
        (0..table.rows.len()).map(|row| is_change && changes(table, row, column) == Some(Change::Amount)).collect();
    mark_all(table, column, |row| !is_difference[row]);
}

/// Marks the figures of a column in the rows that are told.
fn mark_all(table: &mut Table, column: usize, told: impl Fn(usize) -> bool) {
    for (at, row) in table.rows.iter_mut().enumerate() {
        if let Some(figure) = row.figures[column].as_mut().filter(|f| f.style.suffix == Suffix::None && told(at)) {
            figure.style.suffix = Suffix::Percent;
        }
    }
}

/// Whether the figures of a column are the amounts of the one left of it in percent of its topmost, which stands at 100.0: `Amount | Ratio`,
/// under whatever header.
fn is_share_of_top(table: &Table, column: usize) -> bool {
    if column == 0 || !is_bare_of_money(table, column) {
        return false;
    }
    let pair = |row: &Row| row.figures[column - 1].clone().zip(row.figures[column].clone());
    let mut pairs = table.rows.iter().filter_map(pair).filter(|(amount, share)| !amount.style.dash && !share.style.dash);
    let Some((top, _)) = pairs.next().filter(|(top, share)| share.amount == Decimal::ONE_HUNDRED && !top.amount.is_zero()) else {
        return false;
    };
    let is_share = |(amount, share): &(Figure, Figure)| {
        let unit = Decimal::new(1, u32::from(share.style.fraction_digits));
        let computed = amount.amount.checked_mul(Decimal::ONE_HUNDRED).and_then(|a| a.checked_div(top.amount));
        computed.is_some_and(|computed| (computed.abs() - share.amount.abs()).abs() <= unit)
    };
    let (proved, other): (Vec<_>, Vec<_>) = pairs.filter(|(_, share)| !share.amount.is_zero()).partition(is_share);
    proved.len() >= ENOUGH && other.len() * 4 <= proved.len()
}

/// Whether a column of yields prints none of its signs: fractions below a hundred beside balances.
fn is_yield(table: &Table, column: usize, words: &[&str]) -> bool {
    let beside_balances = || table.columns.iter().any(|c| c.heading().to_lowercase().contains("balance"));
    let named = words.iter().any(|w| w.starts_with("yield")) || words.iter().any(|w| w.starts_with("rate")) && beside_balances();
    let fraction = |f: &Figure| f.style.suffix == Suffix::Percent || f.style.fraction_digits > 0 && f.amount.abs() < Decimal::from(100);
    named && figures(table, column).next().is_some() && figures(table, column).all(fraction)
}

/// What a figure beside two others is of them.
#[derive(Clone, Copy, PartialEq)]
enum Change {
    /// Their difference.
    Amount,
    /// Their difference in percent of the second.
    Percent,
}

/// Whether the rows of a column that prints no sign at all are changes in percent of the two figures before it.
fn is_proved(table: &Table, column: usize) -> bool {
    let found = |sort: Change| (0..table.rows.len()).filter(|row| changes(table, *row, column) == Some(sort)).count();
    found(Change::Percent) >= ENOUGH && found(Change::Amount) == 0
}

/// What the figure of a cell is of the two before it; `None` where they are no two, or where it could be both or neither.
fn changes(table: &Table, row: usize, column: usize) -> Option<Change> {
    let figure = |column: usize| table.rows[row].figures[column].as_ref().filter(|f| f.style.suffix == Suffix::None);
    let (later, earlier) = (figure(column.checked_sub(2)?)?, figure(column - 1)?);
    let stated = table.rows[row].figures[column].as_ref().filter(|f| f.style.suffix == Suffix::None)?;
    let unit = Decimal::new(1, u32::from(stated.style.fraction_digits));
    let difference = later.amount - earlier.amount;
    let alike = |computed: Decimal| (computed.abs() - stated.amount.abs()).abs() <= unit;
    let share = difference.checked_div(earlier.amount)?.checked_mul(Decimal::ONE_HUNDRED)?;
    match (alike(difference), alike(share)) {
        (true, false) => Some(Change::Amount),
        (false, true) => Some(Change::Percent),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};
    use crate::table::assemble::fixture::grid;

    /// Whether each figure of a column is a percentage.
    fn percents(drawn: &[&str], column: usize) -> Vec<bool> {
        let tables = crate::table::tables(&Document { blocks: vec![Block::Grid(grid(drawn))], ..Document::default() });
        figures(&tables[0], column).map(|f| f.style.suffix == Suffix::Percent).collect()
    }

    #[test]
    fn a_sign_at_head_and_foot_holds_for_all_between() {
        let drawn = ["|2024|2023|Change", "Sales|$1,000|$ 980|2.0%", "Cost|600|588|2.0", "Profit|$ 400|$ 392|2.0%"];
        assert_eq!(percents(&drawn, 2), [true, true, true]);
        let drawn = ["|Average Balance|Yield/Rate", "Deposits|1,820|5.41%", "Loans|8,120|3.05", "Total|9,940|3.48"];
        assert_eq!(percents(&drawn, 1), [true, true, true]);
        assert_eq!(percents(&drawn, 0), [false, false, false]);
    }

    #[test]
    fn shares_stand_under_the_header_of_what_they_are_of() {
        let drawn = [
            "|July 1, 2008|~|July 3, 2007|~",
            "Sales|$ 62,446|99.1%|$ 56,112|98.9%",
            "Labor|21,232|34.0|18,798|33.5",
            "Net|$ 3,700|5.9%|$ 3,826|6.8%",
        ];
        assert_eq!(percents(&drawn, 1), [true, true, true]);
        assert_eq!(percents(&drawn, 2), [false, false, false]);
        let drawn =
            ["|Q1 02|~|Q1 03|~", "Sales|100.0%|$ 62,446|100.0%|$ 56,112", "Labor|34.0|21,232|33.5|18,798", "Net|5.9|3,700|6.8|3,826"];
        assert_eq!(percents(&drawn, 0), [true, true, true]);
        assert_eq!(percents(&drawn, 1), [false, false, false]);
    }

    #[test]
    fn shares_of_the_topmost_amount_need_no_header() {
        let drawn = |sales: &str| {
            let sales = format!("Sales|10,319|100.0|{sales}|100.0");
            [sales.as_str(), "Salaries|4,714|45.7|4,461|45.1", "Supplies|1,734|16.8|1,683|17.0", "Profit|$ 3,871|37.5|$ 3,753|37.9"]
                .map(str::to_owned)
        };
        let marked = |rows: &[String], column: usize| {
            let rows: Vec<&str> = ["|Amount|Ratio|Amount|Ratio"].into_iter().chain(rows.iter().map(String::as_str)).collect();
            percents(&rows, column)
        };
        assert_eq!(marked(&drawn("9,897"), 1), [true; 4]);
        assert_eq!(marked(&drawn("9,897"), 2), [false; 4]);
        assert_eq!(marked(&drawn("9,897"), 3), [true; 4]);
        assert_eq!(marked(&drawn("8,897"), 3), [false; 4]);
    }

    #[test]
    fn arithmetic_tells_a_change_in_percent_from_an_amount() {
        let drawn = ["|2024|2023|Change", "Sales|1,100|1,000|10.0", "Cost|630|600|5.0", "Profit|470|400|17.5"];
        assert_eq!(percents(&drawn, 2), [true, true, true]);
        let drawn = ["|2024|2023|Change", "Sales|1,100|1,000|100", "Cost|630|600|30", "Profit|470|400|70"];
        assert_eq!(percents(&drawn, 2), [false, false, false]);
        let drawn = ["|2024|2023|Change", "Sales|1,100|1,000|10.0%", "Stores|412|400|12", "Profit|470|400|17.5"];
        assert_eq!(percents(&drawn, 2), [true, false, true]);
    }

    #[test]
    fn amounts_stay_amounts() {
        let drawn = ["|Increase (Decrease)|Margin", "Sales|$ 12|5.0%", "Cost|14|$ 6"];
        assert_eq!(percents(&drawn, 0), [false, false]);
        assert_eq!(percents(&drawn, 1), [true, false]);
    }
}
