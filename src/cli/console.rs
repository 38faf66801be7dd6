//! What is said on standard error: findings, failures, summaries; for people or for programs.

use super::Outcome;
use super::arguments::{Arguments, Command, MessageFormat, TalkArguments};
use super::failure::Failure;
use crate::Source;
use crate::diagnostic::{Diagnostic, Severity};

/// The way messages are said in this run.
#[derive(Debug)]
pub struct Console {
    talk: TalkArguments,
}

/// What became of one release.
#[derive(Debug)]
pub struct Summary {
    /// The release.
    pub name: String,
    /// How many facts it holds.
    pub facts: usize,
    /// Findings of each severity: errors, warnings, notes.
    pub counts: [usize; 3],
    /// The files written.
    pub files: Vec<String>,
}

impl Summary {
    /// Counts findings.
    pub fn new(name: &str, facts: usize, findings: &[Diagnostic]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
        Self { name: name.to_owned(), facts, counts, files: Vec::new() }
    }

    /// How the release fares where findings count.
    pub fn outcome(&self) -> Outcome {
        if self.counts[0] > 0 { Outcome::Findings } else { Outcome::Clean }
    }

    fn text(&self) -> String {
        let words = [("error", self.counts[0]), ("warning", self.counts[1]), ("note", self.counts[2])];
        let counts: Vec<String> = words.iter().filter(|(_, n)| *n > 0).map(|&(word, n)| plural(n, word)).collect();
        let counts = if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") };
        format!("{}: {}; {counts}", self.name, plural(self.facts, "fact"))
    }
}

fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

impl Arguments {
    /// How messages are to be said.
    pub fn talk(&self) -> &TalkArguments {
        match &self.command {
            Some(Command::Check(check)) => &check.talk,
            _ => &self.export.talk,
        }
    }
}

impl Console {
    /// Sets up standard error.
    pub fn new(talk: &TalkArguments) -> Self {
        talk.color.write_global();
        Self { talk: talk.clone() }
    }

    /// Says what was found on a release.
    pub fn findings(&self, _source: &Source, findings: &[Diagnostic]) {
        for d in findings {
            anstream::eprintln!("{}[{}]: {}", d.severity.name(), d.code, d.message);
        }
    }

    /// Says why something could not be done.
    pub fn failure(&self, failure: &Failure) {
        anstream::eprintln!("error: {}", failure.message);
        failure.help.iter().for_each(|help| anstream::eprintln!("  help: {help}"));
    }

    /// Says what became of a release: always after a check, after an export only when asked for.
    pub fn summary(&self, summary: &Summary, always: bool) {
        if self.talk.message_format == MessageFormat::Human && self.talk.quiet == 0 && (always || self.talk.verbose > 0) {
            anstream::eprintln!("{}", summary.text());
        }
    }
}
