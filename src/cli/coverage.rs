//! `hemaexport check --coverage`: every number of a release and what became of it.

use serde_json::json;

use super::console::plural;
use crate::coverage::{Fate, Token, counts};
use crate::report::{FactId, Period, Report};

/// A line a number, and the totals.
pub fn text(report: &Report, tokens: &[Token]) -> String {
    let source = &report.source;
    let mut text = String::new();
    for token in tokens.iter().filter(|token| token.fate != Fate::Outside) {
        let place = source.line_column(token.span.start).to_string();
        let what = token.fate.fact().map_or_else(String::new, |id| told(report, id));
        let line = format!("{place:>9}  {:<16} {:<12} {what}", printed(report, token), token.fate.name());
        text += line.trim_end();
        text.push('\n');
    }
    text + &totals(report, tokens)
}

/// A JSON object a number, and one with the totals, as `schemas/message.schema.json` describes them.
pub fn json(report: &Report, tokens: &[Token]) -> String {
    let source = &report.source;
    let mut text = String::new();
    for token in tokens {
        let (place, bytes) = (source.line_column(token.span.start), source.original(token.span));
        let fact = token.fate.fact();
        let line = json!({
            "type": "number", "file": source.name(), "text": printed(report, token), "fate": token.fate.name(),
            "fact": fact.map(|id| id.to_string()), "concept": fact.map(|id| report.fact(id).aspects.concept.to_string()),
            "line": place.line, "column": place.column, "byte_start": bytes.start, "byte_end": bytes.end,
        });
        text += &format!("{line}\n");
    }
    let fates: serde_json::Map<_, _> =
        counts(tokens.iter().map(|t| t.fate)).into_iter().map(|c| (c.name.to_owned(), json!(c.count))).collect();
    let total = json!({ "type": "coverage", "file": source.name(), "numbers": tokens.len(), "fates": fates });
    text + &format!("{total}\n")
}

/// The digits as printed, without what cuts them.
fn printed(report: &Report, token: &Token) -> String {
    let mut inside = false;
    let words = report.source.slice(token.span).chars().filter(|&c| {
        let shown = !inside && c != '<';
        inside = (inside || c == '<') && c != '>';
        shown
    });
    words.collect()
}

fn told(report: &Report, id: FactId) -> String {
    let aspects = &report.fact(id).aspects;
    let period = match aspects.period {
        Period::Instant(day) => day.to_string(),
        Period::Duration { start, end } => format!("{start}/{end}"),
    };
    format!("{id} {} {period}", aspects.concept)
}

fn totals(report: &Report, tokens: &[Token]) -> String {
    let shown = counts(tokens.iter().map(|t| t.fate)).into_iter().filter(|c| c.count > 0 || c.name == Fate::Unaccounted.name());
    let lines: String = shown.map(|c| format!("{:>9}  {:<16} {}\n", c.count, c.name, c.meaning)).collect();
    format!("{}: {} in all\n{lines}", report.source.name(), plural(tokens.len(), "number"))
}
