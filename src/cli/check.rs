//! `hemaexport check`: the findings on each release, and nothing written.

use std::path::Path;

use super::arguments::CheckArguments;
use super::console::{Console, Summary};
use super::export::understand;
use super::failure::Failure;
use super::{Outcome, input};
use crate::ReadOptions;

/// Checks every release; one that can't be read does not keep the others from being checked.
pub fn run(arguments: &CheckArguments, console: &Console) -> Result<Outcome, Failure> {
    let options = arguments.reading.options()?;
    let mut outcome = Outcome::Clean;
    for path in input::inputs(&arguments.releases)? {
        outcome = outcome.max(one(&path, arguments, &options, console).unwrap_or_else(|failure| {
            console.failure(&failure);
            Outcome::Failed
        }));
    }
    Ok(outcome)
}

fn one(path: &Path, arguments: &CheckArguments, options: &ReadOptions, console: &Console) -> Result<Outcome, Failure> {
    let source = input::load(path)?;
    let (report, findings) = understand(&source, arguments.reading.from, options)?;
    console.findings(&source, &findings);
    let summary = Summary::new(source.name(), report.facts.len(), &findings);
    console.summary(&summary, true);
    Ok(summary.outcome())
}
