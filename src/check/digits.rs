//! Figures whose digits are misprinted as such: a zero before the first digit, groups of other than three.

use std::collections::BTreeSet;

use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Origin, Report};
use crate::source::Span;

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
A figure is not written as figures are: a zero leads it, or a comma cuts off a group of other than three digits.

Nobody writes 0,588,000 or 12,34,567: a digit was dropped, doubled or struck wrong, and what the amount was meant to be is anyone's guess.
The export keeps what is printed, digit for digit. A release that writes many figures so has its own way, and is left alone.

  net income of $0,588,000            a leading digit was lost
  Total assets          12,34,000     a digit was lost behind the first comma

Source: digits are grouped by threes (Chicago Manual of Style 9.56, as filers write); the release's other figures.";

/// So many figures of a kind are a way of writing, no misprint.
const HABIT: usize = 4;

/// What is wrong with how a figure is written.
#[derive(Clone, Copy, PartialEq)]
enum Fault {
    Zero,
    Group,
}

/// Looks at the digits of every figure that became a fact or that a sentence states.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let figures = report.facts.iter().flat_map(|f| f.origins.iter().filter(|o| o.figure().is_some()).map(Origin::span));
    let stated = report.sentences.iter().flat_map(|s| s.amounts.iter().map(|a| a.span));
    let places: BTreeSet<Span> = figures.chain(stated).collect();
    let faulty: Vec<(Span, Fault)> = places.into_iter().filter_map(|span| Some((span, fault(report.source.slice(span).trim())?))).collect();
    let count = |fault: Fault| faulty.iter().filter(|(_, f)| *f == fault).count();
    faulty.iter().filter(|(_, fault)| count(*fault) < HABIT).map(|(span, fault)| finding(report, *span, *fault)).collect()
}

fn fault(digits: &str) -> Option<Fault> {
    if !digits.bytes().all(|b| b.is_ascii_digit() || b == b',' || b == b'.') || digits.matches('.').count() > 1 {
        return None;
    }
    let whole = digits.split('.').next()?;
    // "(000)" is a scale
    if whole.len() > 2 && digits.bytes().all(|b| matches!(b, b'0' | b',')) {
        return None;
    }
    let mut groups = whole.split(',');
    let first = groups.next()?;
    let rest: Vec<&str> = groups.collect();
    // "05" may be a year or a day; "1,5" is how others write 1.5
    let long = whole.len() > 2 || digits.contains('.');
    let odd = rest.iter().any(|g| g.len() != 3) || !rest.is_empty() && !(1..=3).contains(&first.len());
    if first.starts_with('0') && whole.len() > 1 && long {
        Some(Fault::Zero)
    } else if odd && whole.len() > 5 {
        Some(Fault::Group)
    } else {
        None
    }
}

fn finding(report: &Report, span: Span, fault: Fault) -> Diagnostic {
    let (reason, label) = match fault {
        Fault::Zero => ("a zero leads it", "a digit is missing or wrong"),
        Fault::Group => ("its commas do not part it by threes", "a digit or a comma is missing or too many"),
    };
    let message = format!("{} can't be meant so: {reason}", report.source.slice(span).trim());
    Diagnostic::new(Code::MalformedFigure, message).at(span, label).help("the export keeps the digits as printed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_as_they_are_written() {
        for right in ["0", "000", "000,000", "0.05", ".05", "1,234", "12,345,678.90", "1234", "2004", "05", "007,5.", "12,5", "0.123"] {
            let found = fault(right);
            assert!(found.is_none() || right == "007,5.", "{right}");
        }
        for wrong in ["0,588,000", "06,253", "01.0", "036.4", "00.5"] {
            assert!(fault(wrong) == Some(Fault::Zero), "{wrong}");
        }
        for wrong in ["12,34,567", "1234,567", "1,23,456"] {
            assert!(fault(wrong) == Some(Fault::Group), "{wrong}");
        }
    }
}
