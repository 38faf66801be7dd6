//! Small releases, made up, with the facts and findings that come of them: `tests/releases/NAME/{release.*, facts.csv, findings.txt}`.
//!
//! To write facts and findings anew after a change, and to look at the difference: `HEMAEXPORT_BLESS=1 cargo test --test releases`.

#![allow(clippy::disallowed_methods)] // tests may touch files and the environment

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use hemaexport::diagnostic::Diagnostic;
use hemaexport::map::Taxonomy;
use hemaexport::report::Report;
use hemaexport::{Format, ReadOptions, Reading, Source, WriteOptions};
use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/releases");
    let mut folders: Vec<PathBuf> = fs::read_dir(root).unwrap().map(|entry| entry.unwrap().path()).collect();
    folders.sort();
    let trial = |folder: PathBuf| Trial::test(folder.file_name().unwrap().display().to_string(), move || release(&folder));
    libtest_mimic::run(&arguments, folders.into_iter().map(trial).collect()).exit();
}

fn release(folder: &Path) -> Result<(), Failed> {
    let path = ["release.txt", "release.htm"].iter().map(|name| folder.join(name)).find(|path| path.exists()).ok_or("no release")?;
    let source = Arc::new(Source::from_bytes(path.file_name().unwrap().display().to_string(), &fs::read(&path)?));
    let reading = hemaexport::read(&source, None, &ReadOptions::default())?;
    same_again(&source, &reading)?;
    same_under_own_names(&source, &reading.report)?;
    let output = hemaexport::write(&reading.report, Format::Csv, &WriteOptions::default())?;
    let findings = reading.diagnostics.iter().chain(&hemaexport::check(&reading.report)).map(|f| line(&source, f)).collect::<String>();
    golden(&folder.join("facts.csv"), &String::from_utf8(output.files[0].bytes.clone())?)?;
    golden(&folder.join("findings.txt"), &findings)
}

/// The answer hangs on the release alone, not on the order of a hash.
fn same_again(source: &Arc<Source>, reading: &Reading) -> Result<(), Failed> {
    let again = hemaexport::read(source, None, &ReadOptions::default())?;
    let parts = [
        ("facts", again.report.facts == reading.report.facts),
        ("relations", again.report.relations == reading.report.relations),
        ("doubts", again.diagnostics == reading.diagnostics),
        ("findings", hemaexport::check(&again.report) == hemaexport::check(&reading.report)),
    ];
    match parts.iter().find(|(_, same)| !same) {
        Some((what, _)) => Err(format!("{what} differ from run to run").into()),
        None => Ok(()),
    }
}

/// `--taxonomy own` changes names alone: the same figures at the same places.
fn same_under_own_names(source: &Arc<Source>, report: &Report) -> Result<(), Failed> {
    let options = ReadOptions { taxonomy: Taxonomy::Own, ..ReadOptions::default() };
    let own = hemaexport::read(source, None, &options)?.report;
    let said = |report: &Report| report.facts.iter().map(|f| (f.value.clone(), f.aspects.period, f.origins.clone())).collect::<Vec<_>>();
    if said(&own) == said(report) { Ok(()) } else { Err("--taxonomy own gives other facts".into()) }
}

/// A finding in a line or more: what, then each place with its words.
fn line(source: &Source, finding: &Diagnostic) -> String {
    let mut text = format!("{}[{}] {}\n", finding.severity.name(), finding.code, finding.message);
    for label in finding.primary.iter().chain(&finding.related) {
        let words = source.slice(label.span).split_whitespace().collect::<Vec<_>>().join(" ");
        let _ = writeln!(text, "    {} {words:?} {}", source.line_column(label.span.start), label.text);
    }
    text
}

fn golden(path: &Path, actual: &str) -> Result<(), Failed> {
    if std::env::var_os("HEMAEXPORT_BLESS").is_some() {
        return Ok(fs::write(path, actual)?);
    }
    let expected = fs::read_to_string(path).unwrap_or_default();
    let lost = expected.lines().filter(|line| !actual.lines().any(|other| other == *line)).map(|line| format!("- {line}"));
    let new = actual.lines().filter(|line| !expected.lines().any(|other| other == *line)).map(|line| format!("+ {line}"));
    let difference = lost.chain(new).take(20).collect::<Vec<_>>().join("\n");
    if expected == actual { Ok(()) } else { Err(format!("{} differs:\n{difference}", path.display()).into()) }
}
