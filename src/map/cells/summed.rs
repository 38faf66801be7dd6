//! What the sums of a table tell of time: what is added to a balance is one, and what is part of revenue is a flow.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::Reader;
use super::time::{is_balance, likely_period_type, opens};

use crate::map::lines::{Line, says_total_only};
use crate::map::unit::Counted;
use crate::report::Period;
use crate::taxonomy::PeriodType;

/// What the columns of one last day hold, as far as they are seen: the first of them, whether one of the same length holds another figure,
/// whether one is of another length.
struct OneDay {
    first: (Option<Period>, Decimal),
    other: bool,
    longer: bool,
}

impl Reader<'_> {
    /// Of what time a row is that is summed up with others, as far as those are known: tangible equity is equity less goodwill at a day, and a part
    /// called "Property" of operating earnings is a flow as they are.
    pub(super) fn period_type_of_sum(&self, line: &Line) -> Option<PeriodType> {
        if line.counted != Counted::Money || self.differs_by_length(line) {
            return None;
        }
        let told = self.asked.sums_told.get_or_init(|| self.types_of_sums());
        let own = self.sums.contains_key(&line.at).then_some(line.at);
        let total = own.or(self.weights.get(&line.at).map(|(total, _)| *total))?;
        match told.get(&total) {
            Some(told) => told.beside(self.chosen(line.at).map(|concept| concept.period_type)),
            None if total == line.at || says_total_only(self.lines[total].row.stub.as_str()) => None,
            None => likely_period_type(&self.lines[total]),
        }
    }

    /// Whether columns of one last day and of other lengths hold other figures: balances on average, and none of that day.
    pub(super) fn differs_by_length(&self, line: &Line) -> bool {
        if !*self.asked.lengths.get_or_init(|| self.has_lengths()) {
            return false;
        }
        let mut days: HashMap<NaiveDate, OneDay> = HashMap::new();
        line.row.figures.iter().enumerate().filter_map(|(at, figure)| Some((at, figure.as_ref()?.amount))).any(|(at, amount)| {
            let time = &self.times[at];
            let plain = time.is_plain() && self.columns[at].is_empty();
            let Some(end) = time.end().filter(|_| plain) else { return false };
            let day = days.entry(end).or_insert_with(|| OneDay { first: (time.duration, amount), other: false, longer: false });
            day.other |= time.duration == day.first.0 && amount != day.first.1;
            day.longer |= time.duration != day.first.0;
            day.longer && (day.other || amount != day.first.1)
        })
    }

    /// Whether columns of one last day have other lengths.
    fn has_lengths(&self) -> bool {
        let mut days: HashMap<NaiveDate, Option<Period>> = HashMap::new();
        let plain = self.times.iter().zip(&self.columns).filter(|(time, qualifiers)| time.is_plain() && qualifiers.is_empty());
        plain.filter_map(|(time, _)| Some((time.end()?, time.duration))).any(|(end, length)| *days.entry(end).or_insert(length) != length)
    }

    /// By totals. A roll-forward adds flows to balances, and averages are called as balances are.
    fn types_of_sums(&self) -> HashMap<usize, Told> {
        let mut types: HashMap<usize, Told> = HashMap::new();
        let rows = || 0..self.lines.len();
        let members = rows().filter_map(|row| Some((self.weights.get(&row)?.0, row)));
        let totals = rows().filter(|row| self.sums.contains_key(row)).map(|total| (total, total));
        for (total, row) in members.chain(totals) {
            let label = self.lines[row].row.stub.as_str();
            let unclear = opens(label) || is_balance(label) || label.to_lowercase().contains("average");
            let flows = row == total && names_revenue(label);
            let chosen = self.chosen(row).map(|concept| concept.period_type).or(flows.then_some(PeriodType::Duration));
            if chosen.is_some() || unclear {
                let told = types.entry(total).or_default();
                told.unclear |= unclear;
                told.moments += usize::from(chosen == Some(PeriodType::Instant));
                told.stretches += usize::from(chosen == Some(PeriodType::Duration));
            }
        }
        types
    }
}

/// How many rows of a sum are known to be of a moment, and of a stretch of time.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Told {
    unclear: bool,
    moments: usize,
    stretches: usize,
}

impl Told {
    /// What the rows beside one that is itself thought to be of some time say: nothing where they are of both, or it is unclear.
    fn beside(self, own: Option<PeriodType>) -> Option<PeriodType> {
        let others = |count: usize, of: PeriodType| count - usize::from(own == Some(of)).min(count);
        match (others(self.moments, PeriodType::Instant), others(self.stretches, PeriodType::Duration)) {
            _ if self.unclear => None,
            (0, 1..) => Some(PeriodType::Duration),
            (1.., 0) => Some(PeriodType::Instant),
            _ => None,
        }
    }
}

/// Whether a total is one of revenue: `Total investment banking revenues`, of which "Debt" is a part.
fn names_revenue(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.contains("revenue") && !["deferred", "unearned", "obligation"].iter().any(|w| lower.contains(w))
}
