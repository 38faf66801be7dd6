//! What the sums of a table tell of time: what is added to a balance is one, and what is part of revenue is a flow.

use std::collections::hash_map::{Entry, HashMap};

use super::Reader;
use super::time::{is_balance, likely_period_type, opens};

use crate::map::lines::{Line, says_total_only};
use crate::map::unit::Counted;
use crate::taxonomy::PeriodType;

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
            Some(told) => *told,
            None if total == line.at || says_total_only(self.lines[total].row.stub.as_str()) => None,
            None => likely_period_type(&self.lines[total]),
        }
    }

    /// Whether columns of one last day and of other lengths hold other figures: balances on average, and none of that day.
    pub(super) fn differs_by_length(&self, line: &Line) -> bool {
        let figures = line.row.figures.iter().enumerate().filter_map(|(at, figure)| Some((at, figure.as_ref()?)));
        let plain: Vec<_> = figures.filter(|(at, _)| self.times[*at].is_plain() && self.columns[*at].is_empty()).collect();
        plain.iter().any(|(at, figure)| {
            let time = &self.times[*at];
            let same_day = |other: usize| self.times[other].end() == time.end() && self.times[other].duration != time.duration;
            time.end().is_some() && plain.iter().any(|(other, beside)| same_day(*other) && beside.amount != figure.amount)
        })
    }

    /// By totals, with nothing where it is unclear. A roll-forward adds flows to balances, and averages are called as balances are.
    fn types_of_sums(&self) -> HashMap<usize, Option<PeriodType>> {
        let mut types: HashMap<usize, Option<PeriodType>> = HashMap::new();
        let rows = || 0..self.lines.len();
        let members = rows().filter_map(|row| Some((self.weights.get(&row)?.0, row)));
        let totals = rows().filter(|row| self.sums.contains_key(row)).map(|total| (total, total));
        for (total, row) in members.chain(totals) {
            let label = self.lines[row].row.stub.as_str();
            let unclear = opens(label) || is_balance(label) || label.to_lowercase().contains("average");
            let flows = row == total && names_revenue(label);
            let told = self.chosen(row).map(|concept| concept.period_type).or(flows.then_some(PeriodType::Duration));
            match types.entry(total) {
                Entry::Vacant(entry) if told.is_some() || unclear => {
                    entry.insert(told.filter(|_| !unclear));
                }
                Entry::Occupied(mut entry) if unclear || told.is_some_and(|told| Some(told) != *entry.get()) => {
                    entry.insert(None);
                }
                _ => {}
            }
        }
        types
    }
}

/// Whether a total is one of revenue: `Total investment banking revenues`, of which "Debt" is a part.
fn names_revenue(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.contains("revenue") && !["deferred", "unearned", "obligation"].iter().any(|w| lower.contains(w))
}
