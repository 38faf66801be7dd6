//! What columns side by side say of each other.

use std::collections::BTreeSet;

use super::{Qualifier, Split};
use crate::map::period::ColumnTime;
use crate::map::phrase::Comparison;

/// Whether a column beside amounts holds changes of what no amount is of: `Operations`, `Currency` under `Percent Change` are what the change
/// is due to, no parts of the company.
pub(super) fn is_cause(times: &[ColumnTime], at: usize) -> bool {
    let is_change = |time: &ColumnTime| matches!(time.comparison, Comparison::Change | Comparison::PercentChange);
    let mut amounts = times.iter().filter(|time| time.comparison == Comparison::None).peekable();
    is_change(&times[at]) && amounts.peek().is_some() && amounts.all(|amount| amount.rest != times[at].rest)
}

/// Columns side by side are parts of one whole: a segment called "Financial Services" is none of services among segments.
pub(super) fn agree_on_axis(columns: &mut [Vec<Qualifier>]) {
    let is_segment = |q: &Qualifier| matches!(q, Qualifier::Member(Split::Segment, _));
    if columns.iter().flatten().any(is_segment) {
        for qualifier in columns.iter_mut().flatten() {
            if let Qualifier::Member(split @ Split::Product, _) = qualifier {
                *split = Split::Segment;
            }
        }
    }
}

/// Columns of the same time that only their words tell apart.
pub(super) fn member_columns(times: &[ColumnTime]) -> Vec<bool> {
    let same = |a: &ColumnTime, b: &ColumnTime| (a.duration, a.instant, a.comparison) == (b.duration, b.instant, b.comparison);
    let rests: BTreeSet<&str> = times.iter().map(|t| t.rest.as_str()).collect();
    let told_apart = |t: &ColumnTime| times.iter().any(|other| same(t, other) && other.rest != t.rest);
    times.iter().map(|t| rests.len() > 1 && !t.rest.is_empty() && told_apart(t)).collect()
}
