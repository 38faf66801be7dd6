//! What is said on standard error: findings, failures, summaries; for people or for programs.

use std::io::{IsTerminal, Write};
use std::path::Path;

use super::arguments::{Arguments, Command, MessageFormat, TalkArguments};
use super::check::FailOn;
use super::digest::{Item, digest};
use super::failure::Failure;
use super::render::{Style, printable};
use super::{Outcome, message};
use crate::Source;
use crate::diagnostic::{Diagnostic, Severity};

/// The way messages are said in this run.
#[derive(Debug)]
pub struct Console {
    talk: TalkArguments,
    style: Style,
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
    /// Findings left out by `--ignore`.
    pub ignored: usize,
    /// The files written.
    pub files: Vec<String>,
}

impl Summary {
    /// Counts findings.
    pub fn new(name: &str, facts: usize, findings: &[Diagnostic]) -> Self {
        let count = |severity| findings.iter().filter(|f| f.severity == severity).count();
        let counts = [Severity::Error, Severity::Warning, Severity::Note].map(count);
        Self { name: name.to_owned(), facts, counts, ignored: 0, files: Vec::new() }
    }

    /// How the release fares where findings as grave as `bar` count.
    pub fn outcome(&self, bar: FailOn) -> Outcome {
        let severities = [Severity::Error, Severity::Warning, Severity::Note];
        let fails = severities.into_iter().zip(self.counts).any(|(severity, count)| count > 0 && bar.fails(severity));
        if fails { Outcome::Findings } else { Outcome::Clean }
    }

    fn text(&self, verbose: bool) -> String {
        let words = [("error", self.counts[0]), ("warning", self.counts[1]), ("note", self.counts[2])];
        let counts: Vec<String> = words.iter().filter(|(_, n)| *n > 0).map(|&(word, n)| plural(n, word)).collect();
        let counts = if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") };
        let ignored = if self.ignored > 0 { format!(" ({} ignored)", self.ignored) } else { String::new() };
        let written = match &self.files[..] {
            [] => String::new(),
            [one] => format!(" -> {}", printable(one)),
            files if verbose => files.iter().map(|file| format!("\n  -> {}", printable(file))).collect(),
            files => format!(" -> {} files in {}", files.len(), printable(&common_folder(files))),
        };
        format!("{}: {}; {counts}{ignored}{written}", printable(&self.name), plural(self.facts, "fact"))
    }
}

/// A count with its word.
pub fn plural(n: usize, word: &str) -> String {
    format!("{n} {word}{}", if n == 1 { "" } else { "s" })
}

/// The folder that holds every file.
fn common_folder(files: &[String]) -> String {
    let mut folders = files.iter().map(|file| Path::new(file).parent().unwrap_or(Path::new("")));
    let first = folders.next().unwrap_or(Path::new(""));
    let common = folders.fold(first, |common, folder| common.ancestors().find(|a| folder.starts_with(a)).unwrap_or(Path::new("")));
    if common.as_os_str().is_empty() { "./".to_owned() } else { format!("{}/", common.display()) }
}

impl Arguments {
    /// How messages are to be said.
    pub fn talk(&self) -> &TalkArguments {
        match &self.command {
            Some(Command::Batch(batch)) => &batch.talk,
            Some(Command::Check(check)) => &check.talk,
            _ => &self.export.talk,
        }
    }
}

impl Console {
    /// Sets up standard error.
    pub fn new(talk: &TalkArguments) -> Self {
        talk.color.write_global();
        let width = terminal_size::terminal_size_of(std::io::stderr()).map_or(100, |(width, _)| usize::from(width.0));
        let style = Style { width: width.clamp(40, 160), unicode: std::io::stderr().is_terminal() && is_utf8_locale() };
        Self { talk: talk.clone(), style }
    }

    /// Parts findings from those that `--ignore` leaves out.
    pub fn sift(&self, findings: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Diagnostic>) {
        if self.talk.ignore.is_empty() {
            return (findings, Vec::new());
        }
        findings.into_iter().partition(|finding| !self.talk.ignore.contains(&finding.code))
    }

    /// Says what was found on a release.
    pub fn findings(&self, source: &Source, findings: &[Diagnostic]) {
        let heard: Vec<Diagnostic> = findings.iter().filter(|f| self.is_heard(f.severity)).cloned().collect();
        if self.is_json() {
            return heard.iter().for_each(|finding| say(&message::finding(source, finding)));
        }
        let items = digest(source, &heard, self.talk.verbose > 0);
        for (i, item) in items.iter().enumerate() {
            // Lines stand together; what has an excerpt stands apart.
            let ends_group = matches!(item, Item::Whole(_)) || items.get(i + 1).is_none_or(|next| matches!(next, Item::Whole(_)));
            say(&self.item(source, item));
            if ends_group {
                say("");
            }
        }
    }

    fn item(&self, source: &Source, item: &Item<'_>) -> String {
        match item {
            Item::Whole(finding) => self.style.finding(source, finding),
            Item::Line(finding) => self.style.line(finding.severity, finding.code.name(), &finding.message, finding.help.as_deref()),
            Item::Many { severity, code, message } => self.style.line(*severity, code.name(), message, Some("-v shows each in its place")),
        }
    }

    fn is_heard(&self, severity: Severity) -> bool {
        match self.talk.quiet {
            0 => true,
            1 => severity == Severity::Error,
            _ => false,
        }
    }

    /// Whether programs are listening.
    pub fn is_json(&self) -> bool {
        self.talk.message_format == MessageFormat::Json
    }

    /// Says why something could not be done.
    pub fn failure(&self, failure: &Failure) {
        say(&if self.is_json() { message::failure(failure) } else { self.style.failure(&failure.message, &failure.help) });
    }

    /// Whether a bar may be drawn: people look at a terminal and did not ask for silence.
    pub fn has_bar(&self) -> bool {
        std::io::stderr().is_terminal() && self.talk.quiet == 0 && !self.is_json()
    }

    /// Says something to people who did not ask for silence.
    pub fn remark(&self, text: &str) {
        if !self.is_json() && self.talk.quiet == 0 {
            say(text);
        }
    }

    /// Says what came of all.
    pub fn conclusion(&self, text: &str, json: &serde_json::Value) {
        if self.is_json() { say(&json.to_string()) } else { self.remark(text) }
    }

    /// Says what became of a release: to programs and after a check always, after an export when files were written or `-v` asks.
    pub fn summary(&self, summary: &Summary, always: bool) {
        if self.is_json() {
            say(&message::summary(summary));
        } else if self.talk.quiet == 0 && (always || self.talk.verbose > 0 || !summary.files.is_empty()) {
            say(&summary.text(self.talk.verbose > 0));
        }
    }
}

/// Prints a line; where nobody listens any more, nothing is lost.
fn say(text: &str) {
    let _ = writeln!(anstream::stderr().lock(), "{text}");
}

fn is_utf8_locale() -> bool {
    let set = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().filter_map(|name| std::env::var(name).ok()).find(|value| !value.is_empty());
    set.is_some_and(|value| value.to_lowercase().replace('-', "").contains("utf8"))
}
