//! Rows that are called as months, and as the quarter that they make.

use super::date::month_of;
use crate::table::Row;

/// The first and the last month that each row is called as: `October`, `November`, `December` and `Quarter` below them. No row where fewer than three
/// months follow each other.
pub(crate) fn of_rows(rows: &[Row]) -> Vec<Option<(u32, u32)>> {
    let mut months: Vec<Option<(u32, u32)>> = vec![None; rows.len()];
    let mut run: Vec<(usize, u32)> = Vec::new();
    for (at, row) in rows.iter().enumerate() {
        let month = row.has_figures().then(|| month(row.stub.as_str())).flatten();
        match (month, run.as_slice()) {
            (Some(month), [.., (_, last)]) if month == last % 12 + 1 => run.push((at, month)),
            (Some(month), _) => run = vec![(at, month)],
            (None, [.., (above, last)]) if run.len() == 3 && above + 1 == at && is_quarter(row.stub.as_str()) => {
                months[at] = Some((run[0].1, *last));
            }
            _ => {}
        }
        if run.len() >= 3 {
            run.iter().for_each(|(at, month)| months[*at] = Some((*month, *month)));
        }
    }
    months
}

/// The month that is all a label says.
fn month(label: &str) -> Option<u32> {
    let label = label.trim().trim_end_matches('.');
    (label.len() <= "September".len()).then(|| month_of(&label.to_ascii_lowercase())).flatten()
}

fn is_quarter(label: &str) -> bool {
    ["quarter", "total quarter", "quarter total", "total for quarter"].iter().any(|words| label.trim().eq_ignore_ascii_case(words))
}
