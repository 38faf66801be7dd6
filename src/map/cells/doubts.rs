//! What could not be told of a table.

use std::collections::HashMap;

use super::Reader;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::map::graph::Graph;
use crate::map::unit::Counted;
use crate::report::{self, Aspects, Fact, FactId, Origin};
use crate::source::Span;
use crate::table::Column;

impl Reader<'_> {
    /// Figures that became no fact.
    pub(super) fn report_unread(&self, unread: &[Span], doubts: &mut Vec<Diagnostic>) {
        let Some(first) = unread.first() else { return };
        let message = format!("{} figures of \"{}\" became no fact: nothing tells their period", unread.len(), self.title);
        let doubt = Diagnostic::new(Code::UnreadFigure, message).at(*first, "no period");
        doubts.push(unread[1..].iter().fold(doubt, |d, span| d.and_at(*span, "nor here")));
    }

    /// Two columns under the same words whose figures differ: they are of two stretches of time, or of two things.
    pub(super) fn doubt_twins(&self, lines: &[report::Line], graph: &Graph, doubts: &mut Vec<Diagnostic>) {
        let mut first_under = HashMap::new();
        let headings = self.table.columns.iter().map(Column::heading).enumerate();
        for (column, heading) in headings.filter(|(column, heading)| self.times[*column].is_plain() && !heading.is_empty()) {
            let first = *first_under.entry(heading).or_insert(column);
            let fact = |id: Option<FactId>| id.map(|id| &graph.facts[id.index()]);
            let pairs = lines.iter().filter_map(|line| fact(line.cells[first]).zip(fact(line.cells[column])));
            let mut twins = pairs.filter(|(one, other)| are_told_apart_by_name(&one.aspects, &other.aspects));
            let Some((one, other)) = twins.nth(2) else { continue };
            let place = |fact: &Fact| fact.origins.first().map(Origin::span).unwrap_or_default();
            let message = format!("two columns of \"{}\" are headed alike and differ: nothing tells what they are of", self.title);
            doubts.push(Diagnostic::new(Code::AmbiguousPeriod, message).at(place(other), "this one").and_at(place(one), "and this one"));
            return;
        }
    }

    /// What nothing says the unit of is no money, and is not scaled as money is.
    pub(super) fn doubt_numbers(&self, doubts: &mut Vec<Diagnostic>) {
        let mut numbers = self.lines.iter().filter(|line| line.counted == Counted::Number).filter_map(|line| line.row.stub.span());
        let Some(first) = numbers.next() else { return };
        let message = format!("rows of \"{}\" say of nothing what they count; they are taken for plain numbers, not for money", self.title);
        let doubt = Diagnostic::new(Code::AmbiguousUnit, message).at(first, "a number of what?").severity(Severity::Note);
        doubts.push(numbers.fold(doubt, |doubt, span| doubt.and_at(span, "nor this")));
    }
}

/// Whether two figures of a row differ by nothing but the name that one of them was given for it.
fn are_told_apart_by_name(one: &Aspects, other: &Aspects) -> bool {
    one.concept != other.concept && one.period == other.period && one.unit == other.unit && one.dimensions == other.dimensions
}
