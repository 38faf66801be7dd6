//! What is looked for once a table, when a row asks.

use std::cell::OnceCell;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rust_decimal::Decimal;

use super::summed::Told;

/// Answers that hold for all rows of a table.
#[derive(Default)]
pub(super) struct Asked<'a> {
    /// Whether a row holds an opening balance.
    pub(super) rolled_forward: OnceCell<bool>,
    /// Whether the things that rows name are all what there is at a day.
    pub(super) holdings: OnceCell<bool>,
    /// Whether a heading speaks of the results of segments.
    pub(super) results_told: OnceCell<bool>,
    /// Whether the rows are balances and no flows, as far as they are known.
    pub(super) balances: OnceCell<bool>,
    /// Whether the rows are parts of the company, by their labels.
    pub(super) parts_listed: OnceCell<bool>,
    /// How many parts of each total are called as lines of the income statement are.
    pub(super) expenses: OnceCell<HashMap<usize, usize>>,
    /// The title that breaks a measure down.
    pub(super) breakdown: OnceCell<Option<&'a str>>,
    /// Whether a title speaks of average balances.
    pub(super) averages: OnceCell<bool>,
    /// What the rows of a schedule of amortization are.
    pub(super) amortization: OnceCell<BTreeMap<usize, &'static str>>,
    /// Whether measures stand beside the same as adjusted.
    pub(super) adjusted_apart: OnceCell<bool>,
    /// Whether a row states what loans cost net of what was recovered.
    pub(super) netted_losses: OnceCell<bool>,
    /// Whether a column holds average balances.
    pub(super) averaged_columns: OnceCell<bool>,
    /// The first row that names the net result or comprehensive income.
    pub(super) comprehensive: OnceCell<usize>,
    /// The row of the total of current assets.
    pub(super) current: OnceCell<usize>,
    /// The totals all of whose parts have results of their own.
    pub(super) results: OnceCell<BTreeSet<usize>>,
    /// The labels under headings of results, folded.
    pub(super) result_labels: OnceCell<HashSet<String>>,
    /// The labels under headings of revenue, folded.
    pub(super) revenue_labels: OnceCell<HashSet<String>>,
    /// What rows of costs name as what they are the cost of, folded.
    pub(super) kinds_sold: OnceCell<HashSet<String>>,
    /// Whether a row is the sum of what is owed.
    pub(super) debts: OnceCell<bool>,
    /// How much of a total and its parts is told of moments, and of stretches of time.
    pub(super) sums_told: OnceCell<HashMap<usize, Told>>,
    /// Whether a total tells interest apart from what else is earned.
    pub(super) interest: OnceCell<bool>,
    /// The largest end of a range with a sign of money.
    pub(super) signed_ranges: OnceCell<Option<Decimal>>,
    /// Whether columns of one last day have other lengths.
    pub(super) lengths: OnceCell<bool>,
}
