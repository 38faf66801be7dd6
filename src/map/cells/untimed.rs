//! Tables that name no period.

use super::Surroundings;

use crate::diagnostic::{Code, Diagnostic};
use crate::figure::Suffix;
use crate::map::period::{self, ColumnTime};
use crate::report::StatementKind;
use crate::table::Table;

/// Whether a table without any date may be taken for one of the newest period.
pub(super) fn holds_for_newest(table: &Table) -> bool {
    is_worth_reading(table) && !is_headless(table)
}

/// Whether a table without any date is one of results: it has a scale or amounts of money, and labels beside them.
fn is_worth_reading(table: &Table) -> bool {
    let money = || table.rows.iter().flat_map(|r| &r.figures).flatten().filter(|f| f.style.currency.is_some());
    let labelled = table.rows.iter().filter(|r| r.has_figures() && !r.stub.is_empty()).count();
    labelled >= 3 && (table.scale.money.is_some() || money().count() >= 2)
}

/// A table without a date holds for the day that the text before it names, else for the newest period.
pub(super) fn assume_times(
    times: &mut [ColumnTime],
    kind: StatementKind,
    around: &Surroundings,
    table: &Table,
    doubts: &mut Vec<Diagnostic>,
) {
    let current = around.calendar.current_period();
    let (day, stretch) = period::time_before(around.document, table.block, around.calendar).unwrap_or((current.end(), None));
    let flows = matches!(kind, StatementKind::Income | StatementKind::CashFlow | StatementKind::PerShare | StatementKind::Segments);
    for time in times {
        (time.instant, time.assumed) = (Some(day), true);
        time.duration =
            if day == current.end() { flows.then_some(current) } else { stretch.filter(|_| kind != StatementKind::BalanceSheet) };
    }
    let message = format!("the table names no period; its figures are taken to hold for {day}");
    doubts.push(Diagnostic::new(Code::AssumedPeriod, message).at(table.span, "this table"));
}

/// Whether nothing heads several columns of amounts: which of them is of the newest period can't be told.
fn is_headless(table: &Table) -> bool {
    let bare = |at: &usize| table.columns[*at].headers.is_empty();
    let amounts = |at: &usize| {
        table.rows.iter().filter_map(|row| row.figures[*at].as_ref()).filter(|f| f.style.suffix == Suffix::None).nth(1).is_some()
    };
    (0..table.columns.len()).all(|at| bare(&at)) && (0..table.columns.len()).filter(amounts).nth(1).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Block, Document};
    use crate::table::{fixture, tables};

    #[test]
    fn several_columns_that_nothing_heads() {
        let headless =
            |lines: &[&str]| is_headless(&tables(&Document { blocks: vec![Block::Grid(fixture(lines))], ..Document::default() })[0]);
        assert!(headless(&["Coast|5,412|4,987", "Valley|2,601|2,410", "Islands|1,132|1,121"]));
        assert!(!headless(&["Coast|5,412", "Valley|2,601", "Islands|1,132"]));
        assert!(!headless(&["Coast|5,412|59.2%", "Valley|2,601|28.4%", "Islands|1,132|12.4%"]));
        assert!(!headless(&["|Owned|Managed", "Coast|5,412|4,987", "Valley|2,601|2,410"]));
    }
}
