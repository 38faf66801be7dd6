//! How far the batch is: a bar on a terminal, a line now and then elsewhere.

use std::time::{Duration, Instant};

use indicatif::{HumanCount, HumanDuration, ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use super::manifest::{Line, Status};
use crate::cli::console::Console;
use crate::cli::failure::Failure;

/// How often a line is said where there is no bar.
const PACE: Duration = Duration::from_secs(10);
/// Failures that are said one by one; all are in the manifest.
const SAID: u64 = 20;

/// What became of the documents so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    exported: u64,
    empty: u64,
    duplicates: u64,
    failed: u64,
    facts: u64,
}

impl Tally {
    /// Counts a document.
    pub fn count(&mut self, line: &Line) {
        let slot = match line.status {
            Status::Exported => &mut self.exported,
            Status::Empty => &mut self.empty,
            Status::Duplicate => &mut self.duplicates,
            Status::Failed => &mut self.failed,
        };
        *slot += 1;
        self.facts += line.facts as u64;
    }

    /// How many documents there were.
    pub fn documents(&self) -> u64 {
        self.exported + self.empty + self.duplicates + self.failed
    }

    /// How many could not be read.
    pub fn failed(&self) -> u64 {
        self.failed
    }

    fn text(&self) -> String {
        let words = [("without facts", self.empty), ("duplicates", self.duplicates), ("failed", self.failed)];
        let others: String = words.iter().filter(|(_, n)| *n > 0).map(|(word, n)| format!(", {} {word}", HumanCount(*n))).collect();
        format!("{} facts of {} documents{others}", HumanCount(self.facts), HumanCount(self.documents()))
    }
}

/// What is shown while the batch runs.
pub struct Progress<'a> {
    console: &'a Console,
    bar: ProgressBar,
    begun: Instant,
    said: Instant,
    /// Counted before this run.
    before: u64,
    failures: u64,
}

impl<'a> Progress<'a> {
    /// Begins to show; `before` documents are done already.
    pub fn new(console: &'a Console, before: u64) -> Self {
        let bar = ProgressBar::with_draw_target(
            None,
            if console.has_bar() { ProgressDrawTarget::stderr_with_hz(8) } else { ProgressDrawTarget::hidden() },
        );
        bar.set_style(style("{spinner} {human_pos} documents  {msg}"));
        Self { console, bar, begun: Instant::now(), said: Instant::now(), before, failures: 0 }
    }

    /// What takes the number of all documents, where it would be shown.
    pub fn total(&self) -> Option<impl Fn(u64) + Send + use<>> {
        let bar = self.bar.clone();
        let set = move |total| {
            bar.set_style(style("{bar:30} {percent:>3}%  {human_pos} of {human_len}  {msg}"));
            bar.set_length(total);
        };
        (!self.bar.is_hidden()).then_some(set)
    }

    /// Shows that a document is done.
    pub fn done(&mut self, line: &Line, tally: &Tally) {
        if let Some(reason) = &line.reason {
            self.failures += 1;
            if self.failures <= SAID {
                let failure = Failure::new(format!("{}: {reason}", line.input));
                self.bar.suspend(|| self.console.failure(&failure));
            }
        }
        self.bar.set_position(tally.documents() - self.before);
    }

    /// Shows that time goes on.
    pub fn tick(&mut self, tally: &Tally) {
        self.bar.set_message(format!("{}{}", self.pace(tally), self.troubles(tally)));
        self.bar.tick();
        if self.bar.is_hidden() && self.said.elapsed() >= PACE {
            self.said = Instant::now();
            self.console.remark(&format!("{} documents{}{}", HumanCount(tally.documents()), self.pace(tally), self.troubles(tally)));
        }
    }

    fn pace(&self, tally: &Tally) -> String {
        let (done, seconds) = (tally.documents() - self.before, self.begun.elapsed().as_secs_f64());
        if done == 0 || seconds < 1.0 {
            return String::new();
        }
        let rate = done as f64 / seconds;
        let rest = self.bar.length().map(|total| total.saturating_sub(done) as f64 / rate);
        let rest = rest.filter(|rest| *rest >= 1.0).map(|rest| format!(", {} to go", HumanDuration(Duration::from_secs_f64(rest))));
        format!("  {rate:.0}/s{}", rest.unwrap_or_default())
    }

    fn troubles(&self, tally: &Tally) -> String {
        if tally.failed == 0 { String::new() } else { format!("  {} failed", HumanCount(tally.failed)) }
    }

    /// Makes room for the message that says why it ended.
    pub fn give_up(self) {
        self.bar.finish_and_clear();
    }

    /// Says what came of it.
    pub fn end(self, tally: &Tally, place: &str, interrupted: bool) {
        self.bar.finish_and_clear();
        let seconds = self.begun.elapsed().as_secs_f64();
        let summary = json!({
            "type": "batch", "output": place, "exported": tally.exported, "empty": tally.empty, "duplicates": tally.duplicates,
            "failed": tally.failed, "facts": tally.facts, "interrupted": interrupted,
        });
        let more = self.failures.saturating_sub(SAID);
        if more > 0 {
            self.console.remark(&format!("{} more failed; the manifest has all", HumanCount(more)));
        }
        let how = if interrupted { "; interrupted: --resume goes on" } else { "" };
        let text = format!("{place}: {}; {}{how}", tally.text(), spent(seconds, tally.documents() - self.before));
        self.console.conclusion(&text, &summary);
    }
}

fn spent(seconds: f64, documents: u64) -> String {
    if seconds < 0.05 || documents == 0 {
        format!("{seconds:.1} s")
    } else {
        format!("{seconds:.1} s, {:.0}/s", documents as f64 / seconds)
    }
}

fn style(template: &str) -> ProgressStyle {
    ProgressStyle::with_template(template).expect("a sound template").progress_chars("━╸─").tick_chars("⠋⠙⠹⠸⠼⠴⠦⠧⠇⠏ ")
}
