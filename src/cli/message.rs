//! Messages for programs: one JSON object a line, as `schemas/message.schema.json` describes them.

use serde::Serialize;
use serde_json::json;

use super::console::Summary;
use super::failure::Failure;
use crate::diagnostic::{Diagnostic, Label};
use crate::source::Source;

#[derive(Serialize)]
struct Finding<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    file: &'a str,
    severity: &'static str,
    code: &'static str,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    primary: Option<Place<'a>>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related: Vec<Place<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
}

/// A place: bytes of the file as given, lines and columns from 1 (columns in characters), the end excluded.
#[derive(Serialize)]
pub struct Place<'a> {
    pub byte_start: u64,
    pub byte_end: u64,
    pub line: u32,
    pub column: u32,
    pub end_line: u32,
    pub end_column: u32,
    pub text: &'a str,
    pub label: &'a str,
}

impl<'a> Place<'a> {
    /// Where a label stands.
    pub fn of(source: &'a Source, label: &'a Label) -> Self {
        let (bytes, start, end) = (source.original(label.span), source.line_column(label.span.start), source.line_column(label.span.end));
        Self {
            byte_start: bytes.start,
            byte_end: bytes.end,
            line: start.line,
            column: start.column,
            end_line: end.line,
            end_column: end.column,
            text: source.slice(label.span),
            label: &label.text,
        }
    }
}

/// A finding.
pub fn finding(source: &Source, finding: &Diagnostic) -> String {
    let message = Finding {
        kind: "finding",
        file: source.name(),
        severity: finding.severity.name(),
        code: finding.code.name(),
        message: &finding.message,
        primary: finding.primary.as_ref().map(|label| Place::of(source, label)),
        related: finding.related.iter().map(|label| Place::of(source, label)).collect(),
        help: finding.help.as_deref(),
    };
    serde_json::to_string(&message).expect("plain fields serialise")
}

/// What kept the program from running.
pub fn failure(failure: &Failure) -> String {
    json!({ "type": "failure", "message": failure.message, "help": failure.help }).to_string()
}

/// What became of a release.
pub fn summary(summary: &Summary) -> String {
    let [errors, warnings, notes] = summary.counts;
    json!({
        "type": "summary", "file": summary.name, "facts": summary.facts,
        "errors": errors, "warnings": warnings, "notes": notes, "ignored": summary.ignored, "written": summary.files,
    })
    .to_string()
}
