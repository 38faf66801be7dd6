//! The export: releases in, files out, findings on the way.

use std::path::Path;
use std::sync::Arc;

use super::arguments::{ExportArguments, ReadingArguments};
use super::check::FailOn;
use super::console::{Console, Summary};
use super::failure::Failure;
use super::target::{Target, Writer};
use super::{Outcome, input, labels, stdout};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::{Format, InputFormat, Output, ReadOptions, Reading, Source, WriteOptions};

/// Exports every release; one that can't be read or written does not keep the others from being exported.
pub fn run(arguments: &ExportArguments, console: &Console) -> Result<Outcome, Failure> {
    let options = arguments.reading.options()?;
    let releases = input::inputs(&arguments.releases)?;
    let (target, formats) = Target::choose(arguments.output.as_deref(), &arguments.format, releases.len())?;
    let mut job = Job { arguments, options, formats, console, writer: Writer::new(target, arguments.force, &releases) };
    let mut outcome = Outcome::Clean;
    for path in &releases {
        outcome = outcome.max(job.release(path).unwrap_or_else(|failure| {
            console.failure(&failure);
            Outcome::Failed
        }));
    }
    job.writer.finish()?;
    Ok(outcome)
}

struct Job<'a> {
    arguments: &'a ExportArguments,
    options: ReadOptions,
    formats: Vec<Format>,
    console: &'a Console,
    writer: Writer,
}

impl Job<'_> {
    fn release(&mut self, path: &Path) -> Result<Outcome, Failure> {
        let source = input::load(path)?;
        let Reading { report, diagnostics, .. } = understand(&source, self.arguments.reading.from, &self.options)?;
        let (findings, ignored) = self.console.sift(diagnostics);
        let mut options = self.write_options(findings);
        let outputs: Vec<(Format, Output)> = self
            .formats
            .iter()
            .filter(|_| !self.is_streamed())
            .map(|&format| Ok((format, crate::write(&report, format, &options)?)))
            .collect::<Result<_, Failure>>()?;
        let losses = outputs.iter().flat_map(|(_, output)| output.diagnostics.iter().cloned());
        let left_out = self.writer.target().left_out(&outputs);
        let (losses, losses_ignored) = self.console.sift(losses.chain(left_out).collect());
        options.findings.extend(losses);
        let all = &options.findings;
        self.console.findings(&source, all);
        let mut summary = Summary::new(source.name(), report.facts.len(), all);
        summary.ignored = ignored.len() + losses_ignored.len();
        if self.is_streamed() {
            stdout::pieces(|out| crate::write::stream(&report, self.formats[0], &options, out))?;
        } else {
            summary.files = self.writer.write(path, outputs)?;
        }
        self.console.summary(&summary, false);
        Ok(summary.outcome(if self.arguments.strict { FailOn::at(Severity::Error) } else { FailOn::NEVER }))
    }

    /// Whether the one format goes to standard output as it is written.
    fn is_streamed(&self) -> bool {
        *self.writer.target() == Target::Stdout && self.formats[0].is_streamed()
    }

    fn write_options(&self, findings: Vec<Diagnostic>) -> WriteOptions {
        WriteOptions {
            calculations: self.arguments.calculations,
            findings,
            csv: self.arguments.csv.options(),
            settings: self.arguments.reading.settings(),
        }
    }
}

impl ReadingArguments {
    /// The options of the library.
    pub fn options(&self) -> Result<ReadOptions, Failure> {
        Ok(ReadOptions {
            cik: self.cik.clone(),
            fiscal_year_end: self.fiscal_year_end,
            currency: self.currency,
            scale: self.scale,
            taxonomy: self.taxonomy,
            conflicts: self.conflicts,
            labels: self.labels.as_deref().map_or_else(|| Ok(Vec::new()), labels::load)?,
        })
    }
}

impl ReadingArguments {
    /// How releases are read, for the forms that say so: choices always, what was laid down where it was.
    pub fn settings(&self) -> Vec<(String, String)> {
        let fixed = [("taxonomy", self.taxonomy.name().to_owned()), ("conflicts", self.conflicts.name().to_owned())];
        let laid_down = [
            ("from", self.from.map(|format| format.name().to_owned())),
            ("cik", self.cik.clone()),
            ("fiscal-year-end", self.fiscal_year_end.map(|(month, day)| format!("{month:02}-{day:02}"))),
            ("currency", self.currency.map(|currency| currency.code().to_owned())),
            ("scale", self.scale.map(|power| format!("10^{power}"))),
            ("labels", self.labels.as_ref().map(|path| path.display().to_string())),
        ];
        let laid_down = laid_down.into_iter().filter_map(|(name, value)| Some((name, value?)));
        fixed.into_iter().chain(laid_down).map(|(name, value)| (format!("--{name}"), value)).collect()
    }
}

/// Reads and checks a release: its facts, and everything found on the way in the order of the places.
pub fn understand(source: &Arc<Source>, from: Option<InputFormat>, options: &ReadOptions) -> Result<Reading, Failure> {
    let mut reading = crate::read(source, from, options)?;
    let findings = &mut reading.diagnostics;
    findings.extend(crate::check(&reading.report));
    if reading.report.facts.is_empty() && findings.iter().all(|f| f.code != Code::NotARelease) {
        findings.push(
            Diagnostic::new(Code::NotARelease, "no facts found: this does not look like an earnings release")
                .severity(Severity::Warning)
                .help("`hemaexport inspect` shows what was read of it"),
        );
    }
    findings.sort_by_key(|f| f.primary.as_ref().map(|label| label.span));
    Ok(reading)
}
