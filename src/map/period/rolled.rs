//! Columns that lead from what there was to what there is: `Beg. | End`, `Debt at 12/31/2006 | Borrowings | Repayments | Debt at 6/30/2007`.

use std::ops::{Range, RangeInclusive};

use rust_decimal::Decimal;

use super::ColumnTime;
use crate::map::phrase::Phrase;
use crate::report::Period;
use crate::table::{Column, Table};
use crate::text::Text;

/// Gives the columns of balances their days, and those between two of them the time that lies between.
pub(super) fn settle(times: &mut [ColumnTime], phrases: &[Phrase], table: &Table) {
    settle_named_ends(times, table);
    let days: Vec<usize> = (0..times.len()).filter(|at| times[*at].is_plain() && names_day(&phrases[*at])).collect();
    for pair in days.windows(2) {
        let (first, last) = (pair[0], pair[1]);
        let told = phrases[first + 1..last].iter().any(Phrase::is_period);
        if last > first + 1 && !told && adds_up(table, first..=last) {
            lead_over(times, first + 1..last);
        }
    }
}

/// `Beginning` and `Ending` under one period: what there was the day before it, and on its last day.
fn settle_named_ends(times: &mut [ColumnTime], table: &Table) {
    let ends: Vec<Option<End>> = table.columns.iter().map(end_of).collect();
    if ![End::Opening, End::Closing].iter().all(|end| ends.contains(&Some(*end))) {
        return;
    }
    for (time, end) in times.iter_mut().zip(&ends).filter(|(time, end)| end.is_some() && time.is_plain()) {
        let opening = time.opening();
        if *end == Some(End::Opening) {
            time.instant = opening;
        }
        time.duration = None;
        time.rest.clear();
    }
    let named: Vec<usize> = (0..ends.len()).filter(|at| ends[*at].is_some()).collect();
    for pair in named.windows(2).filter(|pair| (ends[pair[0]], ends[pair[1]]) == (Some(End::Opening), Some(End::Closing))) {
        lead_over(times, pair[0] + 1..pair[1]);
    }
}

/// Whether in the rows of a table the last column is the sum of those before it: what there was and what changed it.
fn adds_up(table: &Table, columns: RangeInclusive<usize>) -> bool {
    let (mut holds, mut fails) = (0, 0);
    for row in &table.rows {
        let amount = |at: usize| row.figures[at].as_ref().map_or(Decimal::ZERO, |figure| figure.amount);
        let changed = columns.clone().skip(1).any(|at| at < *columns.end() && !amount(at).is_zero());
        let sum = columns.clone().take_while(|at| at < columns.end()).map(amount).try_fold(Decimal::ZERO, Decimal::checked_add);
        match sum == Some(amount(*columns.end())) {
            true => holds += usize::from(changed),
            false => fails += 1,
        }
    }
    holds >= 2 && holds > 3 * fails
}

/// Makes flows of the columns between two balances.
fn lead_over(times: &mut [ColumnTime], between: Range<usize>) {
    let (Some(first), Some(last)) = (times[between.start - 1].instant, times[between.end].instant) else { return };
    let Some(start) = first.succ_opt().filter(|start| *start < last) else { return };
    for time in times[between].iter_mut().filter(|time| time.is_plain()) {
        (time.duration, time.instant) = (Some(Period::Duration { start, end: last }), None);
    }
}

/// Which end of a period a column holds the balances of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Opening,
    Closing,
}

/// Which end of its period the last line or two of a header name and nothing else: `Beg.`, `Ending balance`, `Beginning of` over `Quarter`.
fn end_of(column: &Column) -> Option<End> {
    let lines = &column.headers;
    (1..=2).filter_map(|count| lines.get(lines.len().checked_sub(count)?..)).find_map(end_named)
}

fn end_named(lines: &[Text]) -> Option<End> {
    const BESIDE: [&str; 8] = ["balance", "of", "the", "period", "count", "quarter", "year", "fiscal"];
    let lower = lines.iter().map(|line| line.as_str().to_lowercase()).collect::<Vec<_>>().join(" ");
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let end = match words.next()? {
        "beg" | "begin" | "beginning" | "opening" => End::Opening,
        "end" | "ending" | "closing" => End::Closing,
        _ => return None,
    };
    words.all(|word| BESIDE.contains(&word)).then_some(end)
}

/// Whether a header names a day and no stretch of time.
fn names_day(phrase: &Phrase) -> bool {
    phrase.lengths.is_empty() && phrase.quarter.is_none() && phrase.dates.len() == 1 && phrase.dates[0].day().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};

    #[test]
    fn balances_are_what_there_was_and_what_changed_it() {
        let table = |closing: &str| {
            let drawn = ["|2006|Drawn|Repaid|2007", "Notes|750.0||(37.5)|712.5", "Revolver|-|480.2|(324.5)|155.7", closing];
            let blocks = vec![Block::Grid(crate::table::fixture(&drawn))];
            crate::table::tables(&Document { blocks, ..Document::default() }).remove(0)
        };
        assert!(adds_up(&table("Leases|12.0|1.0||13.0"), 0..=3));
        assert!(!adds_up(&table("Leases|12.0|1.0||14.0"), 0..=3));
    }

    #[test]
    fn headers_of_opening_and_closing_balances() {
        let end = |words: &str| end_of(&Column { headers: vec![Text::verbatim(words, 0)], scale: None });
        for words in ["Beg.", "Beginning", "Opening balance", "Beginning of period", "Beginning of the Quarter"] {
            assert_eq!(end(words), Some(End::Opening), "{words}");
        }
        for words in ["End", "Ending", "Closing", "End of period"] {
            assert_eq!(end(words), Some(End::Closing), "{words}");
        }
        let stacked = ["Stores", "Beginning of", "Quarter"].map(|line| Text::verbatim(line, 0)).to_vec();
        assert_eq!(end_of(&Column { headers: stacked, scale: None }), Some(End::Opening));
        for words in ["Opening costs", "Quarter ending", "Closings", "2008"] {
            assert_eq!(end(words), None, "{words}");
        }
    }
}
