//! Findings as a SARIF 2.1.0 log, for code scanning and the editors that show it.

use serde_json::{Value as Json, json};
use sha2::{Digest, Sha256};

use super::Outcome;
use super::check::Checked;
use super::explain::meaning;
use super::failure::Failure;
use super::message::Place;
use crate::diagnostic::{Code, Diagnostic, Label};
use crate::source::Source;

const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
/// Longer stretches (a whole table) are pointed at but not repeated.
const LONGEST_SNIPPET: usize = 400;

/// One run over any number of releases.
#[derive(Default)]
pub struct Log {
    artifacts: Vec<Json>,
    results: Vec<Json>,
    notifications: Vec<Json>,
}

impl Log {
    /// Adds a release and what was found on it.
    pub fn add(&mut self, checked: &Checked<'_>) {
        let (source, artifact) = (checked.source, self.artifacts.len());
        self.artifacts.push(json!({
            "location": { "uri": uri(source.name()) },
            "length": source.original_len(),
            "roles": ["analysisTarget"],
            "encoding": source.encoding(),
            "hashes": { "sha-256": source.sha256_hex() },
        }));
        let release = Release { source, artifact };
        self.results.extend(checked.findings.iter().map(|finding| release.result(finding)));
        self.results.extend(checked.ignored.iter().map(|finding| release.suppressed(finding)));
    }

    /// Adds why a release could not be checked.
    pub fn failure(&mut self, failure: &Failure) {
        let text = std::iter::once(&failure.message).chain(&failure.help).cloned().collect::<Vec<_>>().join("\n");
        self.notifications.push(json!({ "level": "error", "message": { "text": text } }));
    }

    /// The log as text.
    pub fn finish(self, outcome: Outcome) -> String {
        let log = json!({
            "$schema": SCHEMA,
            "version": "2.1.0",
            "runs": [{
                "tool": { "driver": {
                    "name": env!("CARGO_PKG_NAME"),
                    "version": env!("CARGO_PKG_VERSION"),
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "shortDescription": { "text": env!("CARGO_PKG_DESCRIPTION") },
                    "rules": Code::ALL.iter().map(|&code| rule(code)).collect::<Vec<_>>(),
                } },
                "columnKind": "unicodeCodePoints",
                "invocations": [{
                    "executionSuccessful": outcome != Outcome::Failed,
                    "exitCode": outcome.code(),
                    "toolExecutionNotifications": self.notifications,
                }],
                "artifacts": self.artifacts,
                "results": self.results,
            }],
        });
        format!("{log:#}\n")
    }
}

fn rule(code: Code) -> Json {
    json!({
        "id": code.name(),
        "name": format!("{code:?}"),
        "shortDescription": { "text": code.summary().trim() },
        "fullDescription": { "text": code.summary().trim() },
        "help": { "text": meaning(code) },
        "defaultConfiguration": { "level": code.severity().name() },
    })
}

/// A release that results point into.
struct Release<'a> {
    source: &'a Source,
    artifact: usize,
}

impl Release<'_> {
    fn result(&self, finding: &Diagnostic) -> Json {
        let text = finding.help.as_ref().map_or_else(|| finding.message.clone(), |help| format!("{}\n{help}", finding.message));
        let related = finding.related.iter().enumerate().map(|(id, label)| {
            let mut location = self.location(label);
            location["id"] = json!(id);
            location
        });
        json!({
            "ruleId": finding.code.name(),
            "ruleIndex": Code::ALL.iter().position(|&code| code == finding.code),
            "level": finding.severity.name(),
            "message": { "text": text },
            "locations": [finding.primary.as_ref().map_or_else(|| self.whole(), |label| self.location(label))],
            "relatedLocations": related.collect::<Vec<_>>(),
            "partialFingerprints": { "finding/v1": self.fingerprint(finding) },
        })
    }

    /// A finding that the user chose not to hear of.
    fn suppressed(&self, finding: &Diagnostic) -> Json {
        let mut result = self.result(finding);
        result["suppressions"] = json!([{ "kind": "external", "justification": format!("--ignore {}", finding.code) }]);
        result
    }

    fn artifact(&self) -> Json {
        json!({ "uri": uri(self.source.name()), "index": self.artifact })
    }

    /// The release as a whole.
    fn whole(&self) -> Json {
        json!({ "physicalLocation": { "artifactLocation": self.artifact() } })
    }

    fn location(&self, label: &Label) -> Json {
        let place = Place::of(self.source, label);
        let mut region = json!({
            "startLine": place.line,
            "startColumn": place.column,
            "endLine": place.end_line,
            "endColumn": place.end_column,
            "byteOffset": place.byte_start,
            "byteLength": place.byte_end - place.byte_start,
        });
        if place.text.len() <= LONGEST_SNIPPET {
            region["snippet"] = json!({ "text": place.text });
        }
        let mut location = json!({ "physicalLocation": { "artifactLocation": self.artifact(), "region": region } });
        if !label.text.is_empty() {
            location["message"] = json!({ "text": label.text });
        }
        location
    }

    /// What makes a finding the same one when lines are added above it.
    fn fingerprint(&self, finding: &Diagnostic) -> String {
        let printed = finding.primary.as_ref().map_or("", |label| self.source.slice(label.span));
        let told = [finding.code.name(), &finding.message, printed].join("\n");
        Sha256::digest(told.as_bytes()).iter().take(16).map(|byte| format!("{byte:02x}")).collect()
    }
}

/// A path as a URI reference: absolute ones with their scheme, the others as they are given.
fn uri(path: &str) -> String {
    if path == "<stdin>" {
        return "stdin".to_owned();
    }
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => uri.push(byte as char),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn regions_are_bytes_of_the_file_and_columns_of_characters() {
        let source = Source::from_bytes("a b.txt", b"caf\xe9 246\nNet 264\n");
        let finding = Diagnostic::new(Code::NarrativeMismatch, "differ").at(Span::new(14, 17), "264 here").and_at(Span::new(6, 9), "");
        let mut log = Log::default();
        log.add(&Checked { source: &source, findings: &[finding], ignored: &[] });
        let log: Json = serde_json::from_str(&log.finish(Outcome::Findings)).unwrap();
        let result = &log["runs"][0]["results"][0];
        let region = &result["locations"][0]["physicalLocation"]["region"];
        assert_eq!((&region["startLine"], &region["startColumn"], &region["byteOffset"]), (&json!(2), &json!(5), &json!(14 - 1)));
        assert_eq!(region["snippet"]["text"], "264");
        let related = &result["relatedLocations"][0]["physicalLocation"];
        assert_eq!((&related["region"]["startColumn"], &related["region"]["byteOffset"]), (&json!(6), &json!(5)));
        assert_eq!(related["artifactLocation"]["uri"], "a%20b.txt");
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"][result["ruleIndex"].as_u64().unwrap() as usize]["id"], "narrative-mismatch");
    }

    #[test]
    fn what_is_ignored_is_suppressed_and_what_failed_is_told() {
        let source = Source::from_text("a.txt", "x");
        let mut log = Log::default();
        log.add(&Checked { source: &source, findings: &[], ignored: &[Diagnostic::new(Code::NoCik, "no CIK")] });
        log.failure(&Failure::new("b.txt: the file is empty"));
        let log: Json = serde_json::from_str(&log.finish(Outcome::Failed)).unwrap();
        assert_eq!(log["runs"][0]["results"][0]["suppressions"][0]["kind"], "external");
        assert_eq!(log["runs"][0]["invocations"][0]["executionSuccessful"], json!(false));
        assert_eq!(uri("/tmp/ä.txt"), "file:///tmp/%C3%A4.txt");
    }
}
