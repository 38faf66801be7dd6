//! The claims.

use encoding_rs::Encoding;
use hemaexport::diagnostic::Diagnostic;
use hemaexport::figure::Figure;
use hemaexport::report::{Fact, FactId, Origin, Relation, Report, Value};
use hemaexport::source::Span;
use hemaexport::{Reading, Source};
use rust_decimal::Decimal;

/// Every fact has a place that says what it says; every relation ties facts that there are.
pub fn reading(reading: &Reading, bytes: &[u8]) {
    let report = &reading.report;
    for (id, fact) in report.facts() {
        assert!(!fact.origins.is_empty(), "{id} was said nowhere");
        assert!(report.concepts.contains_key(&fact.aspects.concept), "{id} has a concept that nobody knows");
        if let Some(start) = fact.aspects.period.start() {
            assert!(start <= fact.aspects.period.end(), "{id} ends before it begins");
        }
        fact.origins.iter().for_each(|origin| origin_says(report, origin, bytes));
        value_is_printed(fact);
    }
    for relation in &report.relations {
        let known = ids(relation).into_iter().all(|id| id.index() < report.facts.len());
        assert!(known, "{relation:?} of facts that are not there");
    }
}

/// Every finding points into the text.
pub fn findings<'a>(source: &Source, findings: impl Iterator<Item = &'a Diagnostic>) {
    for finding in findings {
        finding.primary.iter().chain(&finding.related).for_each(|label| lies_in(source, label.span));
    }
}

/// Each stretch of the text, decoded again from the bytes it came of, is that stretch.
pub fn decoding(source: &Source, bytes: &[u8]) {
    assert_eq!(source.original_len(), bytes.len() as u64);
    let text = source.text();
    let step = text.len() / 64 + 1;
    let boundaries: Vec<usize> = (0..=text.len()).step_by(step).map(|at| text.floor_char_boundary(at)).collect();
    for ends in boundaries.windows(2) {
        bytes_say(source, Span::new(ends[0], ends[1]), bytes);
    }
}

fn ids(relation: &Relation) -> Vec<FactId> {
    match relation {
        Relation::SumsTo { total, parts, .. } => std::iter::once(*total).chain(parts.iter().map(|part| part.0)).collect(),
        Relation::ChangedBy { earlier, later, stated } => vec![*earlier, *later, *stated],
        Relation::Conflicts { kept, other, .. } => vec![*kept, *other],
    }
}

fn origin_says(report: &Report, origin: &Origin, bytes: &[u8]) {
    let span = origin.span();
    lies_in(&report.source, span);
    bytes_say(&report.source, span, bytes);
    if let Some(figure) = origin.figure() {
        figure_is_printed(report.source.slice(span), figure);
    }
}

fn lies_in(source: &Source, span: Span) {
    assert!(source.text().get(span.range()).is_some(), "{span:?} is no stretch of the text");
    let original = source.original(span);
    assert!(original.start <= original.end && original.end <= source.original_len(), "{span:?} lies outside of the file");
}

fn bytes_say(source: &Source, span: Span, bytes: &[u8]) {
    let original = source.original(span);
    let cut = &bytes[original.start as usize..original.end as usize];
    let encoding = Encoding::for_label(source.encoding().as_bytes()).expect("a known encoding");
    let (again, _) = encoding.decode_without_bom_handling(cut);
    assert_eq!(again, source.slice(span), "{span:?} is not what stands at bytes {original:?}");
}

/// The digits of a figure's place are its amount.
///
/// # Panics
/// When they are not.
pub fn figure_is_printed(printed: &str, figure: &Figure) {
    if figure.style.dash {
        assert!(figure.amount.is_zero(), "a dash of {}", figure.amount);
        return;
    }
    let digits = digits(printed);
    // numbers in words have none
    if digits.bytes().any(|byte| byte.is_ascii_digit()) {
        let amount: Decimal = digits.parse().unwrap_or_else(|error| panic!("{printed:?} is no figure: {error}"));
        assert_eq!(amount, figure.amount.abs(), "{printed:?} is read otherwise");
    }
}

/// Digits and points outside of tags and entities.
fn digits(printed: &str) -> String {
    let mut outside = String::new();
    let mut end = None;
    for c in printed.chars() {
        match (end, c) {
            (Some(mark), c) if c == mark => end = None,
            (Some(_), _) => {}
            (None, '<') => end = Some('>'),
            (None, '&') => end = Some(';'),
            (None, '0'..='9' | '.') => outside.push(c),
            (None, _) => {}
        }
    }
    outside
}

/// A number is the figure of its first place, moved by the scale that is said of it.
fn value_is_printed(fact: &Fact) {
    let Value::Number { amount, .. } = &fact.value else { return };
    let Some(Origin::Cell { figure, scale, .. } | Origin::Sentence { figure, scale, .. }) = fact.origins.first() else { return };
    let power = (0..scale.unsigned_abs()).try_fold(Decimal::ONE, |power, _| power.checked_mul(Decimal::TEN));
    let moved = power.and_then(|power| if *scale < 0 { figure.amount.checked_div(power) } else { figure.amount.checked_mul(power) });
    if let Some(moved) = moved {
        assert_eq!(amount.abs(), moved.abs(), "{} of a printed {} with scale {scale}", amount, figure.amount);
    }
}
