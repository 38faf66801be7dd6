//! Every check has a release that it finds fault with and one that it does not: `tests/checks/CODE/bad.txt`, `good.txt`.
//!
//! `bad.expected` holds all warnings and errors on the bad release. `HEMAEXPORT_REWRITE=1 cargo test --test checks` writes them anew.

#![allow(clippy::disallowed_methods)] // tests may touch files and the environment

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hemaexport::diagnostic::{Code, Severity};
use hemaexport::{Diagnostic, ReadOptions, Source};

/// Codes that a check gives.
const CHECKED: [Code; 18] = [
    Code::BalanceSheetUnbalanced,
    Code::CalculationInconsistent,
    Code::ChangeMismatch,
    Code::ColumnInconsistent,
    Code::ColumnsDisordered,
    Code::ConflictingFigures,
    Code::DateMismatch,
    Code::DirectionMismatch,
    Code::ImpossibleDate,
    Code::MalformedFigure,
    Code::NarrativeMismatch,
    Code::PerShareMismatch,
    Code::PeriodMismatch,
    Code::PeriodsInconsistent,
    Code::RatioMismatch,
    Code::RepeatedColumn,
    Code::SuspiciousScale,
    Code::TablesDisagree,
];

fn folder(code: Code) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/checks").join(code.name())
}

/// What reading and checking a release finds, notes left out, with the source to show places.
fn findings(path: &Path) -> (Arc<Source>, Vec<Diagnostic>) {
    let bytes = std::fs::read(path).expect("a fixture");
    let source = Arc::new(Source::from_bytes("release.txt", &bytes));
    let reading = hemaexport::read(&source, None, &ReadOptions::default()).expect("a release");
    let mut found = reading.diagnostics;
    found.extend(hemaexport::check(&reading.report));
    found.retain(|d| d.severity > Severity::Note);
    (source, found)
}

fn shown(source: &Source, found: &[Diagnostic]) -> String {
    let mut text = String::new();
    for d in found {
        let _ = writeln!(text, "{}[{}]: {}", d.severity.name(), d.code, d.message);
        for label in d.primary.iter().chain(&d.related) {
            let _ = writeln!(text, "  {} {}: {}", source.line_column(label.span.start), source.slice(label.span), label.text);
        }
    }
    text
}

#[test]
fn bad_releases_are_found_fault_with() {
    for code in CHECKED {
        let (source, found) = findings(&folder(code).join("bad.txt"));
        let (shown, expected) = (shown(&source, &found), folder(code).join("bad.expected"));
        if std::env::var_os("HEMAEXPORT_REWRITE").is_some() {
            std::fs::write(&expected, &shown).expect("written");
        }
        assert!(found.iter().any(|d| d.code == code), "{code} is not found in:\n{shown}");
        assert_eq!(shown, std::fs::read_to_string(&expected).unwrap_or_default(), "{code}");
    }
}

#[test]
fn good_releases_are_not() {
    for code in CHECKED {
        let (source, found) = findings(&folder(code).join("good.txt"));
        assert!(found.is_empty(), "{code}: {}", shown(&source, &found));
    }
}

#[test]
fn every_finding_is_explained() {
    for &code in Code::ALL {
        let text = hemaexport::check::explain(code);
        assert!(text.len() > 350 && text.contains("\n\nSource: "), "{code}");
        assert!(text.lines().any(|line| line.starts_with("  ")), "{code} has no example");
        let wide = |line: &&str| line.starts_with(' ') && line.chars().count() > 100;
        assert_eq!(text.lines().find(wide), None, "{code} has an example too wide for a terminal");
    }
}
