//! Findings on figures that the readers passed over, so that none goes missing without a word.

use super::{Fate, Token};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::Report;
use crate::source::Span;

/// Figures further apart than this many bytes are told of apart.
const FAR: u32 = 4000;

/// One finding a group of figures that nothing is said of.
pub(super) fn findings(report: &Report, tokens: &[Token]) -> Vec<Diagnostic> {
    let spans: Vec<Span> = tokens.iter().filter(|token| token.fate == Fate::Unaccounted).map(|token| token.span).collect();
    spans.chunk_by(|a, b| b.start - a.end <= FAR).map(|group| finding(report, group)).collect()
}

fn finding(report: &Report, group: &[Span]) -> Diagnostic {
    let message = match group {
        [one] => format!("the figure {} was passed over: it stands in no table that was understood", report.source.slice(*one)),
        many => format!("{} figures were passed over: they stand in no table that was understood", many.len()),
    };
    let finding = Diagnostic::new(Code::OverlookedFigure, message).at(group[0], "this one");
    group[1..]
        .iter()
        .fold(finding, |finding, span| finding.and_at(*span, "nor this"))
        .help("`hemaexport inspect --step tables` shows which tables were understood")
}
