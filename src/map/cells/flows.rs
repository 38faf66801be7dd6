//! Totals of a statement of cash flows that tell a part of it apart: "Net cash provided by operating activities of mortgage programs".

use std::collections::HashMap;

use super::Reader;
use crate::map::lines::folded;
use crate::report::StatementKind;

impl Reader<'_> {
    /// Leaves the concept of a total to the row that bears its name alone, where others go on to say what of it they hold.
    pub(super) fn leave_to_whole(&mut self) {
        if self.kind != StatementKind::CashFlow {
            return;
        }
        let named = |at: usize| self.chosen(at).map(|concept| concept.name.local()).filter(|name| name.starts_with("NetCash"));
        let labels: Vec<_> =
            self.lines.iter().filter_map(|line| Some((line.at, named(line.at)?, folded(line.row.stub.as_str())))).collect();
        let mut shortest: HashMap<&str, &str> = HashMap::new();
        for (_, name, label) in &labels {
            let whole = shortest.entry(name).or_insert(label);
            if label.len() < whole.len() {
                *whole = label;
            }
        }
        let is_part =
            |name: &str, label: &str| shortest.get(name).is_some_and(|whole| label.len() > whole.len() && label.starts_with(whole));
        for (at, ..) in labels.iter().filter(|(_, name, label)| is_part(name, label)) {
            self.chosen[*at] = None;
        }
    }
}
