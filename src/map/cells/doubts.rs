//! What could not be told of a table.

use super::Reader;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::map::unit::Counted;
use crate::source::Span;

impl Reader<'_> {
    /// Figures that became no fact.
    pub(super) fn report_unread(&self, unread: &[Span], doubts: &mut Vec<Diagnostic>) {
        let Some(first) = unread.first() else { return };
        let message = format!("{} figures of \"{}\" became no fact: nothing tells their period", unread.len(), self.title);
        let doubt = Diagnostic::new(Code::UnreadFigure, message).at(*first, "no period");
        doubts.push(unread[1..].iter().fold(doubt, |d, span| d.and_at(*span, "nor here")));
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
