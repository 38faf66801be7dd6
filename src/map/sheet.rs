//! A table with what is asked of it in several places, found once.

use std::cell::OnceCell;

use super::arithmetic::{Sum, sum_rows, sums};
use super::lines::{counts, sections};
use super::statement;
use super::unit::Counted;
use crate::report::StatementKind;
use crate::table::Table;

/// A table, which statement it is, and what its rows are to each other.
pub(crate) struct Sheet<'a> {
    /// The table.
    pub(crate) table: &'a Table,
    /// The table before it.
    pub(crate) before: Option<&'a Table>,
    /// Which statement it is.
    pub(crate) kind: StatementKind,
    sections: OnceCell<Vec<Vec<&'a str>>>,
    counts: OnceCell<Vec<Counted>>,
    sums: OnceCell<Vec<Sum>>,
}

impl<'a> Sheet<'a> {
    /// What a table is.
    pub(crate) fn of(table: &'a Table) -> Self {
        let kind = statement::kind(table);
        Self { table, before: None, kind, sections: OnceCell::new(), counts: OnceCell::new(), sums: OnceCell::new() }
    }

    /// What the tables of a document are, in their order.
    pub(crate) fn all(tables: &'a [Table]) -> Vec<Self> {
        let before = std::iter::once(None).chain(tables.iter().map(Some));
        tables.iter().zip(before).map(|(table, before)| Self { before, ..Self::of(table) }).collect()
    }

    /// The headings over each row, outermost first.
    pub(crate) fn sections(&self) -> &[Vec<&'a str>] {
        self.sections.get_or_init(|| sections(&self.table.rows))
    }

    /// What the figures of each row count.
    pub(crate) fn counts(&self) -> &[Counted] {
        self.counts.get_or_init(|| counts(self.table, self.kind, self.sections(), self.sums()))
    }

    /// Which rows sum to which.
    pub(crate) fn sums(&self) -> &[Sum] {
        self.sums.get_or_init(|| sums(&sum_rows(self.table)))
    }

    /// Whether a row states the net income, or the earnings for each share.
    pub(crate) fn states_net_income(&self) -> bool {
        self.table.rows.iter().any(|row| row.has_figures() && says_net_income(row.stub.as_str()))
    }
}

/// Whether a label is that of net income, whoever it is attributed to: `Net (loss) income`, `NET EARNINGS PER SHARE`.
pub(crate) fn says_net_income(label: &str) -> bool {
    let letters: String = label.chars().filter(|c| c.is_alphabetic()).take(16).flat_map(char::to_lowercase).collect();
    ["netincome", "netloss", "netearnings", "netprofit"].iter().any(|start| letters.starts_with(start))
}
