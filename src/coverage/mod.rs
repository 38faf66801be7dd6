//! What became of every number of a release.
//!
//! In: `Report` and findings. Out: every number of the source with its fate. Never: what the readers made of the page on the way.
//!
//! The numbers are found by a plain scan of the source's bytes that shares nothing with the readers, so that a figure which they overlook
//! comes to light: a figure of a table that is neither a fact nor spoken of by a finding is [`Fate::Unaccounted`].

mod fate;
mod flat;
mod lists;
mod notes;
mod number;
mod overlooked;
mod parts;
mod said;
mod words;

use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::source::Span;

pub use fate::{Count, Fate, counts};
use flat::Flat;
use notes::Notes;
use number::{Number, Row, numbers};
use said::Said;
use words::Near;

/// A number of the release and what became of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its digits, with the points and commas between them.
    pub span: Span,
    /// What became of it.
    pub fate: Fate,
}

/// Every number of the release, in the order printed; `findings` are those of the reading and the checks.
pub fn coverage(report: &Report, findings: &[Diagnostic]) -> Vec<Token> {
    let said = Said::of(report, findings);
    let text = report.source.text();
    let mut tokens = Vec::new();
    for part in parts::parts(text, |part| said.reads(part)) {
        let flat = Flat::scan(text, part.span);
        let notes = Notes::of(&flat);
        let mut row = Row::default();
        tokens.extend(numbers(&flat).map(|number| {
            let span = flat.span(number.start, number.end);
            let fate = if part.is_read { fate_of(number, span, &said, &notes, &mut row) } else { Fate::Outside };
            Token { span, fate }
        }));
    }
    tokens
}

/// Findings on the figures of tables that nothing is said of as yet.
pub fn overlooked(report: &Report, findings: &[Diagnostic]) -> Vec<Diagnostic> {
    overlooked::findings(report, &coverage(report, findings))
}

fn fate_of<'a>(number: Number<'a>, span: Span, said: &Said, notes: &Notes, row: &mut Row<'a>) -> Fate {
    said.fact(span).unwrap_or_else(|| {
        let near = Near::of(number, row.of(number), notes);
        words::fate(&near).unwrap_or_else(|| left_over(&near, span, said))
    })
}

/// What a number is that no fact and no words account for: by the look of its row a figure of a table, a label, or prose.
fn left_over(near: &Near, span: Span, said: &Said) -> Fate {
    let Near { number, fields, .. } = near;
    let number = *number;
    let own = fields.iter().find(|field| field.holds(number)).copied();
    let others = || fields.iter().filter(|field| !field.holds(number));
    let beside_figures = others().any(number::Field::is_figure);
    let in_a_row = beside_figures || others().any(number::Field::has_words) || own.is_some_and(|field| field.is_amount());
    match own.is_some_and(|field| field.is_figure()) && in_a_row {
        true if said.is_unread(span) => Fate::Unread,
        true => Fate::Unaccounted,
        false if said.is_label(span) || beside_figures => Fate::Label,
        false if is_amount(number) => Fate::ProseFigure,
        false => Fate::Prose,
    }
}

/// Whether marks or words make it an amount.
fn is_amount(number: Number<'_>) -> bool {
    let after = number.after().trim_start_matches([' ', '\n', '\r', ')']);
    let before = number.before().trim_end_matches([' ', '(']);
    before.ends_with(['$', '£', '€', '¥'])
        || ["%", "percent", "million", "billion", "thousand", "cents", "¢", "basis points"].iter().any(|w| after.starts_with(w))
}
