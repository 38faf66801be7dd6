//! Every number of a release is accounted for, and no figure of a table goes missing without a word.
//!
//! The measured releases lie outside the repository, beside it; where they are absent their test says so and is skipped.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // tests may touch files and say why they are skipped

use std::path::Path;
use std::sync::Arc;

use hemaexport::coverage::{Fate, Token, coverage};
use hemaexport::diagnostic::Code;
use hemaexport::{ReadOptions, Reading, Source};

const RELEASE: &str = "\
ACME INC. REPORTS RESULTS

NEW YORK, May 13, 2004 -- Acme Inc. (NASDAQ: ACME) earned $400,000 on 12 lines, or 33.3% of sales, under Rule 10b-5.
Call 1-800-555-0100, passcode 77123. See Form 10-K.

                              Statements of Operations
                          (in thousands, 000's omitted)

                                 Three Months Ended
                                     March 31,
                                  2004         2003
Net sales (1)                 $  1,200     $  1,100
Cost of sales                      800          700
Gross profit                  $    400     $    400

(1) Net of returns.

                                     7
";

/// A table without any heading or period, which nothing can be read from.
const STRAY: &str = "\n\nBrookdale      17,301 sq. ft.\n\nZone A          8,214      4 ,193      2,090\n";

fn read(name: &str, bytes: &[u8]) -> Reading {
    let source = Arc::new(Source::from_bytes(name, bytes));
    hemaexport::read(&source, None, &ReadOptions::default()).expect("a release")
}

fn fates(reading: &Reading, tokens: &[Token]) -> Vec<(String, &'static str)> {
    tokens.iter().map(|token| (reading.report.source.slice(token.span).to_owned(), token.fate.name())).collect()
}

fn unaccounted(tokens: &[Token]) -> usize {
    tokens.iter().filter(|token| token.fate == Fate::Unaccounted).count()
}

#[test]
fn every_kind_of_number_is_told() {
    let reading = read("release.txt", RELEASE.as_bytes());
    let tokens = coverage(&reading.report, &reading.diagnostics);
    let fates = fates(&reading, &tokens);
    for (digits, fate) in [
        ("12", "prose"),
        ("10", "reference"),
        ("77123", "contact"),
        ("000", "scale"),
        ("2003", "period"),
        ("1,200", "fact"),
        ("700", "fact"),
        ("1", "footnote"),
        ("7", "page"),
    ] {
        assert!(fates.contains(&(digits.to_owned(), fate)), "{digits} is no {fate}: {fates:?}");
    }
    assert_eq!(unaccounted(&tokens), 0);
    assert!(visible_digits_are_covered(RELEASE, &tokens));
}

/// What the reading passes over comes to light, in the list and as a finding.
#[test]
fn figures_that_are_passed_over_are_told() {
    let text = format!("{RELEASE}{STRAY}");
    let reading = read("release.txt", text.as_bytes());
    let tokens = coverage(&reading.report, &reading.diagnostics);
    let read_or_told = |digits: &str| {
        let at = reading.report.source.text().rfind(digits).unwrap() as u32;
        let token = tokens.iter().find(|token| token.span.start == at).unwrap();
        let places = reading.diagnostics.iter().filter(|d| matches!(d.code, Code::UnreadFigure | Code::OverlookedFigure));
        let told = places.flat_map(|d| d.primary.iter().chain(&d.related)).any(|label| label.span.contains(token.span));
        told || token.fate.fact().is_some()
    };
    assert!(["8,214", "2,090"].into_iter().all(read_or_told), "{:?}", fates(&reading, &tokens));
}

/// Without its facts, each figure of the tables is missing: the scan does not lean on the reading.
#[test]
fn a_reading_without_facts_accounts_for_nothing() {
    let mut reading = read("release.txt", RELEASE.as_bytes());
    reading.report.facts.clear();
    reading.report.relations.clear();
    reading.report.statements.clear();
    assert_eq!(unaccounted(&coverage(&reading.report, &[])), 6);
    assert_eq!(hemaexport::coverage::overlooked(&reading.report, &[]).len(), 1);
}

#[test]
fn measured_releases_are_accounted_for() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/dev/releases");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: {} is not there", folder.display());
        return;
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    assert!(!paths.is_empty());
    for path in paths {
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        let reading = read(&name, &std::fs::read(&path).unwrap());
        let tokens = coverage(&reading.report, &reading.diagnostics);
        let overlooked: Vec<_> = reading.diagnostics.iter().filter(|d| d.code == Code::OverlookedFigure).map(|d| &d.message).collect();
        assert!(overlooked.is_empty() && unaccounted(&tokens) == 0, "{name}: {overlooked:?}");
        assert!(visible_digits_are_covered(reading.report.source.text(), &tokens), "{name}: a digit is in no number");
        println!("{name}: {} numbers, all accounted for", tokens.len());
    }
}

/// Whether each digit that stands outside tags, entities, titles, styles and comments belongs to a number of the list.
fn visible_digits_are_covered(text: &str, tokens: &[Token]) -> bool {
    let mut covered = vec![false; text.len()];
    tokens.iter().for_each(|token| covered[token.span.range()].fill(true));
    let mut hidden = vec![false; text.len()];
    for (open, close) in [("<!--", "-->"), ("<title", "</title"), ("<TITLE", "</TITLE"), ("<style", "</style"), ("<", ">")] {
        let mut at = 0;
        while let Some(start) = text[at..].find(open).map(|i| at + i) {
            let end = text[start..].find(close).map_or(text.len(), |i| start + i + close.len());
            let is_tag = open != "<" || text[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!'));
            if is_tag {
                hidden[start..end].fill(true);
            }
            at = if is_tag { end } else { start + 1 };
        }
    }
    for (start, _) in text.match_indices("&#") {
        let end = text[start..].find(';').map_or(text.len(), |i| start + i);
        hidden[start..end].fill(true);
    }
    text.bytes().enumerate().all(|(i, byte)| !byte.is_ascii_digit() || hidden[i] || covered[i])
}
