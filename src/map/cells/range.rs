//! Ranges in cells: `$1.10 - $1.20` of a guidance is kept as its two ends, never as one number.

use super::Reader;

use crate::figure::{Figure, Suffix};
use crate::map::dimension::Qualifier;
use crate::map::graph::Graph;
use crate::map::lines::Line;
use crate::map::things::per_thing;
use crate::map::unit::{Counted, Measured};
use crate::report::{FactId, StatementKind};
use crate::table::RowKind;

/// What a range counts by a label alone: money for each of `Average realized price per ton`, in a table in millions; no money at all where no end
/// of it has a sign, `Sales volumes (thousands of tons)`.
fn counted(label: &str, has_sign: bool) -> Option<Counted> {
    let measured = Measured::of(label).filter(|measured| measured.is_price() || !has_sign).map(Counted::Measured);
    measured.or_else(|| per_thing(&label.to_lowercase()).then_some(Counted::Price { cents: false }))
}

impl Reader<'_> {
    /// States both ends of each range of a row; only of what is expected, for a range of what was is no fact.
    pub(super) fn ranges(&self, line: &Line, graph: &mut Graph) -> Vec<FactId> {
        let mut stated = Vec::new();
        for (column, words) in line.row.words.iter().enumerate() {
            let Some(words) = words.as_ref().filter(|_| self.is_ahead(column)) else { continue };
            let Some(mut ends) = Figure::range(words) else { continue };
            if let Some(power) = self.power_below(line, column) {
                ends.iter_mut().filter(|f| f.style.suffix == Suffix::None).for_each(|f| f.style.suffix = Suffix::PowerOfTen(power));
            }
            let has_sign = ends.iter().any(|end| end.style.currency.is_some());
            for (figure, qualifier) in ends.iter().zip([Qualifier::Low, Qualifier::High]) {
                let mut cell = self.cell(line, column, figure, self.chosen[line.at]);
                if cell.counted == Counted::Money {
                    let number = (!has_sign && self.is_beyond_money(&ends)).then_some(Counted::Number);
                    cell.counted = counted(line.row.stub.as_str(), has_sign).or(number).unwrap_or(Counted::Money);
                }
                let (_, _, power) = self.scales.amount(&cell.counted, line.row, column, figure);
                // "$8.51" of a company's revenue is no amount in full
                let unscaled = cell.counted == Counted::Money && power == 0 && figure.style.fraction_digits > 0;
                if unscaled {
                    continue;
                }
                if !cell.qualifiers.contains(&Qualifier::Forecast) {
                    cell.qualifiers.push(Qualifier::Forecast);
                }
                cell.qualifiers.push(qualifier);
                stated.extend(self.state_plain(line, column, &cell, 0, graph));
            }
        }
        stated
    }

    /// Whether a range without a sign of money is larger than any that has one: `New students | 31,500 - 33,000` below `Revenue | $905 - 915`, in
    /// millions.
    fn is_beyond_money(&self, ends: &[Figure]) -> bool {
        let ranges = || self.table.rows.iter().flat_map(|row| row.words.iter().flatten()).filter_map(|words| Figure::range(words));
        let signed = || ranges().filter(|ends| ends.iter().any(|end| end.style.currency.is_some()));
        let largest = *self.asked.signed_ranges.get_or_init(|| signed().flatten().map(|end| end.amount.abs()).max());
        largest.is_some_and(|largest| ends.iter().all(|end| end.amount.abs() > largest))
    }

    fn is_ahead(&self, column: usize) -> bool {
        self.times[column].is_plain() && (self.kind == StatementKind::Guidance || self.columns[column].contains(&Qualifier::Forecast))
    }

    /// The power of ten that a cell's second line states: `$8.51 - $8.53` over `Billion`.
    fn power_below(&self, line: &Line, column: usize) -> Option<u8> {
        let below = self.table.rows.get(line.at + 1).filter(|r| r.stub.is_empty() && r.kind != RowKind::Section)?;
        let word = below.words[column].as_ref()?.as_str().to_lowercase();
        [("thousand", 3), ("million", 6), ("billion", 9)]
            .iter()
            .find(|(name, _)| word.trim_end_matches('s') == *name)
            .map(|(_, power)| *power)
    }
}
