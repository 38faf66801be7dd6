//! `hemaexport check`: the findings on each release, on the terminal and as a document for other programs.

use std::path::Path;

use super::arguments::CheckArguments;
use super::console::{Console, Summary};
use super::export::understand;
use super::failure::Failure;
use super::junit::Suites;
use super::sarif::Log;
use super::stage::Stage;
use super::{Outcome, coverage, input, stdout};
use crate::diagnostic::{Diagnostic, Severity};
use crate::{ReadOptions, Reading, Source};

/// How grave a finding must be to fail a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FailOn(Option<Severity>);

impl FailOn {
    /// Whatever is found.
    pub const NEVER: Self = Self(None);

    /// Findings of a severity and graver ones.
    pub fn at(severity: Severity) -> Self {
        Self(Some(severity))
    }

    /// Whether a finding fails the run.
    pub fn fails(self, severity: Severity) -> bool {
        self.0.is_some_and(|bar| severity >= bar)
    }
}

/// A document that holds the findings of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// SARIF 2.1.0, for code scanning.
    Sarif,
    /// JUnit XML, for the test report of a build.
    Junit,
}

impl Form {
    /// Every form.
    pub const ALL: &[Self] = &[Self::Sarif, Self::Junit];

    /// The name that `--format` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sarif => "sarif",
            Self::Junit => "junit",
        }
    }

    fn of_ending(path: &Path) -> Option<Self> {
        match path.extension()?.to_str()? {
            "sarif" => Some(Self::Sarif),
            "xml" => Some(Self::Junit),
            _ => None,
        }
    }
}

/// What one release gave.
pub struct Checked<'a> {
    /// The release.
    pub source: &'a Source,
    /// What was found.
    pub findings: &'a [Diagnostic],
    /// What was found and left out.
    pub ignored: &'a [Diagnostic],
}

/// Checks every release; one that can't be read does not keep the others from being checked.
pub fn run(arguments: &CheckArguments, console: &Console) -> Result<Outcome, Failure> {
    let options = arguments.reading.options()?;
    let mut document = Document::wanted(arguments)?;
    let mut outcome = Outcome::Clean;
    for path in input::inputs(&arguments.releases)? {
        outcome = outcome.max(one(&path, arguments, &options, console, &mut document).unwrap_or_else(|failure| {
            console.failure(&failure);
            document.failure(&path, &failure);
            Outcome::Failed
        }));
    }
    document.put(outcome, arguments)?;
    Ok(outcome)
}

fn one(
    path: &Path,
    arguments: &CheckArguments,
    options: &ReadOptions,
    console: &Console,
    document: &mut Document,
) -> Result<Outcome, Failure> {
    let source = input::load(path)?;
    let Reading { report, diagnostics, .. } = understand(&source, arguments.reading.from, options)?;
    // a finding that is not shown has been made all the same
    let tokens = arguments.coverage.then(|| crate::coverage(&report, &diagnostics));
    let (findings, ignored) = console.sift(diagnostics);
    console.findings(&source, &findings);
    if let Some(tokens) = tokens {
        stdout::text(&if console.is_json() { coverage::json(&report, &tokens) } else { coverage::text(&report, &tokens) })?;
    }
    let mut summary = Summary::new(source.name(), report.facts.len(), &findings);
    summary.ignored = ignored.len();
    console.summary(&summary, true);
    document.add(&Checked { source: &source, findings: &findings, ignored: &ignored });
    Ok(summary.outcome(arguments.fail_on))
}

/// The document that is being put together, if one is wanted.
enum Document {
    None,
    Sarif(Box<Log>),
    Junit(Suites),
}

impl Document {
    fn wanted(arguments: &CheckArguments) -> Result<Self, Failure> {
        let form = arguments.format.or_else(|| Form::of_ending(arguments.output.as_deref()?));
        Ok(match (form, &arguments.output) {
            (Some(Form::Sarif), _) => Self::Sarif(Box::default()),
            (Some(Form::Junit), _) => Self::Junit(Suites::new(arguments.fail_on)),
            (None, None) => Self::None,
            (None, Some(path)) => return Err(unknown_form(path)),
        })
    }

    fn add(&mut self, checked: &Checked<'_>) {
        match self {
            Self::None => {}
            Self::Sarif(log) => log.add(checked),
            Self::Junit(suites) => suites.add(checked),
        }
    }

    fn failure(&mut self, path: &Path, failure: &Failure) {
        match self {
            Self::None => {}
            Self::Sarif(log) => log.failure(failure),
            Self::Junit(suites) => suites.failure(path, failure),
        }
    }

    fn put(self, outcome: Outcome, arguments: &CheckArguments) -> Result<(), Failure> {
        let text = match self {
            Self::None => return Ok(()),
            Self::Sarif(log) => log.finish(outcome),
            Self::Junit(suites) => suites.finish(),
        };
        match arguments.output.as_deref().filter(|path| *path != Path::new("-")) {
            Some(path) => Stage::put(vec![(path.to_owned(), text.into_bytes())], arguments.force),
            None => stdout::text(&text).map(|_| ()),
        }
    }
}

fn unknown_form(path: &Path) -> Failure {
    let name = path.display();
    Failure::new(format!("{name} does not say in what form the findings are wanted"))
        .help("name it with --format sarif or --format junit, or let the file end in .sarif or .xml")
        .help("facts are exported by hemaexport without check")
}
