//! Every check has a release that it finds fault with and one that it does not: `tests/checks/CODE/bad.txt`, `good.txt`, or with a name behind
//! where a code has several checks: `bad-headline.txt`.
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

/// The releases of a code that begin with a word: `bad.txt`, `bad-par.txt`.
fn releases(code: Code, word: &str) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder(code)).expect("the code has releases").flatten().map(|entry| entry.path());
    let named = |path: &PathBuf| path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(word));
    let mut found: Vec<PathBuf> = entries.filter(|path| named(path) && path.extension().is_some_and(|ending| ending == "txt")).collect();
    found.sort();
    assert!(!found.is_empty(), "{code} has no {word} release");
    found
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
    for (code, path) in CHECKED.into_iter().flat_map(|code| releases(code, "bad").into_iter().map(move |path| (code, path))) {
        let (source, found) = findings(&path);
        let (shown, expected) = (shown(&source, &found), path.with_extension("expected"));
        if std::env::var_os("HEMAEXPORT_REWRITE").is_some() {
            std::fs::write(&expected, &shown).expect("written");
        }
        assert!(found.iter().any(|d| d.code == code), "{} has no {code}:\n{shown}", path.display());
        assert_eq!(shown, std::fs::read_to_string(&expected).unwrap_or_default(), "{}", path.display());
    }
}

#[test]
fn good_releases_are_not() {
    for path in CHECKED.into_iter().flat_map(|code| releases(code, "good")) {
        let (source, found) = findings(&path);
        assert!(found.is_empty(), "{}: {}", path.display(), shown(&source, &found));
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
