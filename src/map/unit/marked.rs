//! Rows without a sign of money in a table that prints one on each row of money, or above all that have one: what is called as things are counts
//! none.

use std::collections::HashSet;

use super::Counted;
use super::money::{is_marked, names_money, names_things};
use crate::map::arithmetic::Sum;
use crate::map::things;
use crate::table::Table;

/// How many rows with a sign must follow one upon the other until the sign is no mark of an account's head and foot.
const ENOUGH: usize = 3;

/// Makes things, or plain numbers, of unsigned rows that are called as things are: `Lots owned` between rows of money that all have their sign, `New
/// contracts` at the head of a statement, above the first sign.
pub(super) fn settle(table: &Table, sections: &[Vec<&str>], sums: &[Sum], counts: &mut [Counted]) {
    let throughout = is_signed_throughout(table, counts);
    let until = if throughout { table.rows.len() } else { first_signed(table).unwrap_or(0) };
    if until == 0 {
        return;
    }
    let summed: HashSet<usize> =
        sums.iter().filter(|sum| sum.failing.is_empty()).flat_map(|sum| sum.parts.iter().map(|(row, _)| *row).chain([sum.total])).collect();
    for (at, row) in table.rows[..until].iter().enumerate().filter(|(at, _)| throughout || sections[*at].is_empty()) {
        let label = row.stub.as_str();
        let open = counts[at] == Counted::Money && row.has_figures() && !is_marked(row);
        if open && !names_money(label) && names_things(label) && !summed.contains(&at) {
            let whole = row.figures.iter().flatten().all(|figure| figure.style.fraction_digits == 0);
            counts[at] = things::of_label(label).filter(|_| whole).map_or(Counted::Number, Counted::Things);
        }
    }
}

/// The first of several rows with a sign of money: an account has one at its head.
fn first_signed(table: &Table) -> Option<usize> {
    let mut signed = (0..table.rows.len()).filter(|at| is_marked(&table.rows[*at]));
    signed.next().filter(|_| signed.count() + 1 >= ENOUGH)
}

/// Whether rows of money with a sign follow one upon the other, and few have none.
fn is_signed_throughout(table: &Table, counts: &[Counted]) -> bool {
    let money = |at: usize| counts[at] == Counted::Money && table.rows[at].has_figures();
    let signed: Vec<bool> = (0..table.rows.len()).filter(|at| money(*at)).map(|at| is_marked(&table.rows[at])).collect();
    let pairs = signed.windows(2).filter(|pair| pair[0] && pair[1]).count();
    let unsigned = signed.iter().filter(|signed| !**signed).count();
    pairs >= ENOUGH && unsigned * 2 <= signed.len()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};

    #[test]
    fn things_among_signed_money() {
        let counted = |money: &str| {
            let heads = ["|2022|2021"];
            let rows =
                ["Cash|$ 270|$ 681", "Inventories|$ 3,535|$ 3,054", "Lots controlled|40,012|41,675", money, "Equity|$ 2,433|$ 2,447"];
            let drawn: Vec<&str> = heads.into_iter().chain(rows).chain(["Debt|$ 1,374|$ 1,337"]).collect();
            let grid = Block::Grid(crate::table::fixture(&drawn));
            let table = crate::table::tables(&Document { blocks: vec![grid], ..Document::default() }).remove(0);
            let mut counts = vec![Counted::Money; table.rows.len()];
            settle(&table, &vec![Vec::new(); table.rows.len()], &[], &mut counts);
            counts[2].clone()
        };
        assert_eq!(counted("Land|$ 500|$ 400"), Counted::Things("lots"));
        assert_eq!(counted("Land|500|400"), Counted::Money);
    }

    #[test]
    fn things_above_the_first_sign() {
        let counted = |heading: &'static str, label: &str| {
            let first = format!("{label}|793|673");
            let rows = [&first, "Revenue|$ 326|$ 242", "Costs|226|142", "Gross profit|$ 100|$ 100", "Taxes|40|30", "Net income|$ 60|$ 70"];
            let grid = Block::Grid(crate::table::fixture(&["|2022|2021"].into_iter().chain(rows).collect::<Vec<_>>()));
            let table = crate::table::tables(&Document { blocks: vec![grid], ..Document::default() }).remove(0);
            let sections = vec![if heading.is_empty() { Vec::new() } else { vec![heading] }; table.rows.len()];
            let mut counts = vec![Counted::Money; table.rows.len()];
            settle(&table, &sections, &[], &mut counts);
            counts.swap_remove(0)
        };
        assert_eq!(counted("", "New contracts"), Counted::Number);
        assert_eq!(counted("", "Trailers ordered"), Counted::Things("trailers"));
        assert_eq!(counted("Net sales:", "Trailers"), Counted::Money);
        assert_eq!(counted("", "Housing revenue"), Counted::Money);
    }
}
