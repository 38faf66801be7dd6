//! A table that is of one part of the company from end to end: under one heading, the part's name, its own revenues and result.

use super::Reader;
use super::measure::is_measure;
use super::veto::REVENUES;

use rust_decimal::Decimal;

use crate::map::dimension::{Qualifier, Split};
use crate::map::graph::Graph;
use crate::map::lines::Line;
use crate::map::segment::names_part;
use crate::map::sheet::says_net_income;
use crate::report::{Aspects, Value};
use crate::table::{RowKind, bare};
use crate::taxonomy::{PeriodType, QName};

impl Reader<'_> {
    /// Settles whether the whole table is of a part of the company: the first row is a heading that can be nothing but its name, and the revenues
    /// under it are less than those that the statement of income has for the same time.
    pub(super) fn settle_part(&mut self, graph: &Graph) {
        let Some(name) = self.sole_heading().map(str::to_owned) else { return };
        let figured = || self.lines.iter().filter(|line| line.row.has_figures());
        let measures = figured().filter(|line| is_measure(line.row.stub.as_str())).count();
        if measures < 2 || figured().any(|line| says_net_income(line.row.stub.as_str()) || line.segment.is_some()) {
            return;
        }
        let mut revenues = figured().filter(|line| is_revenue(line)).filter_map(|line| self.is_less_than_all(line, graph)).peekable();
        if revenues.peek().is_some() && revenues.all(|less| less) {
            self.qualifiers.push(Qualifier::Member(Split::Segment, name));
        }
    }

    /// The only heading of its depth, above all rows, where it may be the name of a part and neither titles nor columns name others.
    fn sole_heading(&self) -> Option<&'_ str> {
        let (first, rest) = self.table.rows.split_first()?;
        let member = |q: &Qualifier| matches!(q, Qualifier::Member(..));
        let beside = rest.iter().any(|row| row.kind == RowKind::Section && row.depth <= first.depth);
        let told = self.qualifiers.iter().chain(self.columns.iter().flatten()).any(member);
        let name = without_short(bare(first.stub.as_str()));
        let same = ["same", "comparable", "unaudited"].iter().any(|w| name.to_lowercase().starts_with(w));
        (first.kind == RowKind::Section && !beside && !told && !same && names_part(name)).then_some(name)
    }

    /// Whether the statement of income has larger revenues for each time that it has any for.
    fn is_less_than_all(&self, line: &Line, graph: &Graph) -> Option<bool> {
        let mut less = None;
        for (column, figure) in line.row.figures.iter().enumerate() {
            let plain = self.times[column].is_plain() && self.columns[column].is_empty();
            let Some(figure) = figure.as_ref().filter(|_| plain) else { continue };
            let Some(period) = self.period(PeriodType::Duration, line, column) else { continue };
            let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
            let unit = Some(line.counted.unit(self.scales.currency(column, figure)));
            let named = |local: &&str| Aspects { unit: unit.clone(), ..Aspects::of(QName::us_gaap(local), period) };
            let said = REVENUES.iter().flat_map(|local| graph.with_aspects(&named(local)).collect::<Vec<_>>());
            let all = said.filter_map(|id| match graph.facts[id.index()].value {
                Value::Number { amount, .. } => Some(amount),
                _ => None,
            });
            if let Some(all) = all.max() {
                // a tenth at least is of other parts: two printings of one figure do not differ by that
                less = Some(less.unwrap_or(true) && amount * Decimal::TEN < all * Decimal::from(9));
            }
        }
        less
    }
}

/// A name without the letters in brackets that stand for it: `Filtration Materials (FM)`.
fn without_short(name: &str) -> &str {
    let parted = name.strip_suffix(')').and_then(|rest| rest.rsplit_once(" ("));
    parted.filter(|(_, short)| short.len() <= 6 && short.chars().all(|c| c.is_ascii_uppercase() || c == '&')).map_or(name, |(name, _)| name)
}

/// Whether the likeliest for a row is that it is revenue.
fn is_revenue(line: &Line) -> bool {
    line.candidates.first().is_some_and(|c| REVENUES.contains(&c.concept.local()))
}
