//! The process in which documents are read, one after the other, and the frames it is spoken to in.
//!
//! A thread can't be stopped, and an overflow of the stack or of memory ends a process with every thread in it. Therefore each job is a
//! process: the program itself with the same arguments and [`ROLE`] in its environment. In: name and bytes. Out: a [`Head`] and what is to
//! be kept. A panic is caught and told; when a document takes too long the process ends itself, whatever it is stuck in, and the next
//! document gets a new one. It writes no file and ends with its standard input.

use std::io::{self, BufReader, BufWriter, Write};
use std::panic::AssertUnwindSafe;
use std::sync::{Arc, Mutex, mpsc};
use std::thread;
use std::time::Duration;

use chrono::Datelike;
use serde::{Deserialize, Serialize};

use super::arguments::BatchArguments;
use super::document::{accession_in, year_of};
use super::frame;
use super::store::Plan;
use crate::cli::Outcome;
use crate::cli::console::Summary;
use crate::cli::export::understand;
use crate::cli::failure::{Failure, reason};
use crate::cli::target::gathered;
use crate::write::{File, dataset};
use crate::{ReadOptions, Reading, Source, WriteOptions};

/// The variable that makes the program a worker.
pub const ROLE: &str = "HEMAEXPORT_BATCH_WORKER";
/// The exit code of a worker whose document took too long, as `timeout` has it.
pub const TIMED_OUT: i32 = 124;

/// What is to be known of a document that was read.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Head {
    /// First 16 digits of the SHA-256.
    pub release_id: String,
    /// From the header, else from the name.
    pub accession: Option<String>,
    /// From the header, else from the accession number.
    pub filed_year: Option<i32>,
    /// The year of the last day reported on.
    pub period_year: Option<i32>,
    /// How many facts there are.
    pub facts: usize,
    /// Findings of each severity: errors, warnings, notes.
    pub findings: [usize; 3],
}

/// What a worker answers: what is to be known and kept, or why there is nothing.
pub type Reply = Result<(Head, Vec<u8>), String>;

/// Reads an answer; `None` when the worker is gone.
pub fn answer(source: &mut impl io::Read) -> Option<Reply> {
    let head: Result<Head, String> = serde_json::from_slice(&frame::read(source).ok()??).ok()?;
    let payload = frame::read(source).ok()??;
    Some(head.map(|head| (head, payload)))
}

/// Reads documents until standard input ends.
pub fn run(arguments: &BatchArguments, plan: &Plan) -> Result<Outcome, Failure> {
    let panicked = Arc::new(Mutex::new(String::new()));
    let words = Arc::clone(&panicked);
    std::panic::set_hook(Box::new(move |info| *words.lock().unwrap_or_else(|e| e.into_inner()) = info.to_string().replace('\n', ": ")));
    let task = Task { arguments, plan, options: arguments.reading.options()? };
    let watchdog = watchdog(arguments.timeout);
    let (mut source, mut sink) = (BufReader::new(io::stdin().lock()), BufWriter::new(io::stdout().lock()));
    let gone = |e: io::Error| Failure::new(format!("the batch is gone: {}", reason(&e)));
    while let (Some(name), Some(bytes)) = (frame::read(&mut source).map_err(gone)?, frame::read(&mut source).map_err(gone)?) {
        let _ = watchdog.send(true);
        let name = String::from_utf8_lossy(&name).into_owned();
        let reply = std::panic::catch_unwind(AssertUnwindSafe(|| task.read(&name, &bytes)));
        let reply = reply.unwrap_or_else(|_| Err(panicked.lock().unwrap_or_else(|e| e.into_inner()).clone()));
        let _ = watchdog.send(false);
        let (head, payload) = reply.map_or_else(|reason| (Err(reason), Vec::new()), |(head, payload)| (Ok(head), payload));
        let head = serde_json::to_vec(&head).expect("plain fields serialise");
        frame::write(&mut sink, &head).and_then(|()| frame::write(&mut sink, &payload)).and_then(|()| sink.flush()).map_err(gone)?;
    }
    Ok(Outcome::Clean)
}

/// Ends the process when a document, begun by `true` and ended by `false`, takes too long.
fn watchdog(limit: Duration) -> mpsc::Sender<bool> {
    let (sender, receiver) = mpsc::channel();
    thread::spawn(move || {
        while let Ok(begun) = receiver.recv() {
            if begun && receiver.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout) {
                std::process::exit(TIMED_OUT);
            }
        }
    });
    sender
}

struct Task<'a> {
    arguments: &'a BatchArguments,
    plan: &'a Plan,
    options: ReadOptions,
}

impl Task<'_> {
    fn read(&self, name: &str, bytes: &[u8]) -> Reply {
        let source = Arc::new(Source::from_bytes(name, bytes));
        let mut reading =
            understand(&source, self.arguments.reading.from, &self.options).map_err(|failure| without_name(&failure, name))?;
        reading.diagnostics.retain(|finding| !self.arguments.talk.ignore.contains(&finding.code));
        let summary = Summary::new(name, reading.report.facts.len(), &reading.diagnostics);
        let head = Head {
            release_id: source.sha256_hex()[..16].to_owned(),
            period_year: Some(reading.report.period.end().year()),
            facts: summary.facts,
            findings: summary.counts,
            ..filing(&reading, name)
        };
        let payload = self.payload(reading).map_err(|error| error.to_string())?;
        Ok((head, payload))
    }

    /// The rows for a dataset, or the files of the formats.
    fn payload(&self, reading: Reading) -> Result<Vec<u8>, crate::Error> {
        if !self.plan.each {
            return dataset::encode(&reading.report, &reading.diagnostics, self.plan.formats[0]);
        }
        let options =
            WriteOptions { findings: reading.diagnostics, settings: self.arguments.reading.settings(), ..WriteOptions::default() };
        let outputs = self.plan.formats.iter().map(|&format| Ok((format, crate::write(&reading.report, format, &options)?)));
        Ok(packed(&gathered(outputs.collect::<Result<_, crate::Error>>()?)))
    }
}

/// The reason alone: the manifest has the name beside it.
fn without_name(failure: &Failure, name: &str) -> String {
    let message = failure.message.strip_prefix(name).and_then(|rest| rest.strip_prefix(": ")).unwrap_or(&failure.message);
    std::iter::once(message).chain(failure.help.iter().map(String::as_str)).collect::<Vec<_>>().join("; ")
}

/// What header and name say of the filing.
fn filing(reading: &Reading, name: &str) -> Head {
    let submission = reading.submission.as_ref();
    let accession = submission.and_then(|s| s.accession.as_ref()).map(|text| text.as_str().to_owned()).or_else(|| accession_in(name));
    let filed = submission.and_then(|s| s.filed).map(|(date, _)| date.year());
    Head { filed_year: filed.or_else(|| accession.as_deref().and_then(year_of)), accession, ..Head::default() }
}

/// Files as one run of bytes.
fn packed(files: &[File]) -> Vec<u8> {
    let mut bytes = Vec::new();
    for file in files {
        for part in [file.name.as_bytes(), &file.bytes] {
            frame::write(&mut bytes, part).expect("a vector takes every byte");
        }
    }
    bytes
}

/// The files of such a run.
pub fn unpacked(mut bytes: &[u8]) -> Vec<File> {
    let mut next = || frame::read(&mut bytes).ok().flatten();
    std::iter::from_fn(|| Some(File { name: String::from_utf8(next()?).ok()?, bytes: next()? })).collect()
}
