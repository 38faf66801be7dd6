//! Many documents at a time, handed back in the order in which they came.
//!
//! One thread finds documents, a thread a job has each read by its worker, and the caller's thread takes them in their order. A document
//! is let in only when another is handed back: what is held at a time is a few documents a job, however many there are.

use std::collections::BTreeMap;
use std::io::{BufReader, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, SyncSender};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread;
use std::time::{Duration, Instant};

use sha2::{Digest, Sha256};

use super::document::Document;
use super::frame;
use super::manifest::{Findings, Line, Status};
use super::stop::Stop;
use super::worker::{self, Reply};
use crate::cli::failure::{Failure, reason};

/// Documents a job that are held at a time: read ahead, being read, waiting for their turn.
const HELD: usize = 4;
/// How long documents that are being read may still take after Ctrl-C.
const GRACE: Duration = Duration::from_secs(2);
/// How often to look whether to stop.
const LOOK: Duration = Duration::from_millis(100);

/// A document that was read, or was not.
pub struct Finished {
    /// Its line of the manifest.
    pub line: Line,
    /// What is to be kept of it.
    pub payload: Vec<u8>,
}

/// The limits of the work.
#[derive(Clone, Copy)]
pub struct Limits {
    /// Documents read at a time.
    pub jobs: usize,
    /// The largest document.
    pub max_bytes: u64,
    /// The longest that one may take.
    pub timeout: Duration,
}

type Numbered<T> = (u64, T);

/// Reads what `find` finds and hands it to `commit` in that order, until there is no more or `stop` asks.
pub fn run(
    limits: Limits,
    stop: &Stop,
    find: impl FnOnce(&mut dyn FnMut(Document) -> bool) -> Result<(), Failure> + Send,
    mut commit: impl FnMut(Option<Finished>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (permit, permits) = mpsc::sync_channel::<()>(HELD * limits.jobs);
    let (job, jobs) = mpsc::sync_channel::<Numbered<Document>>(1);
    let (result, results) = mpsc::channel::<Numbered<Result<Finished, Failure>>>();
    let (jobs, children) = (Mutex::new(jobs), Children::default());
    thread::scope(|scope| {
        let finder = scope.spawn(move || let_in(stop, permit, job, find));
        for _ in 0..limits.jobs {
            let (jobs, children, result) = (&jobs, &children, result.clone());
            scope.spawn(move || {
                let mut reader = Reader { limits, children, worker: None };
                while let Some((number, document)) = next(jobs).filter(|_| !stop.is_asked()) {
                    let _ = result.send((number, reader.read(document)));
                }
            });
        }
        drop(result);
        let outcome = in_order(stop, &results, &permits, &mut commit);
        if outcome.is_err() {
            stop.ask();
        }
        drop(permits);
        if stop.is_asked() {
            children.end();
            // Whoever waits for room or for work goes home.
            while next(&jobs).is_some() {}
        }
        let found = finder.join().unwrap_or_else(|_| Err(Failure::new("the search for documents failed; --resume goes on")));
        outcome.and(found)
    })
}

fn let_in(
    stop: &Stop,
    permit: SyncSender<()>,
    job: SyncSender<Numbered<Document>>,
    find: impl FnOnce(&mut dyn FnMut(Document) -> bool) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let mut numbers = 0..;
    find(&mut |document| {
        let number = numbers.next().unwrap_or_default();
        !stop.is_asked() && permit.send(()).is_ok() && job.send((number, document)).is_ok()
    })
}

fn next(jobs: &Mutex<Receiver<Numbered<Document>>>) -> Option<Numbered<Document>> {
    jobs.lock().unwrap_or_else(PoisonError::into_inner).recv().ok()
}

/// Hands results over in the order of their numbers; now and then nothing, so that time can be told.
fn in_order(
    stop: &Stop,
    results: &Receiver<Numbered<Result<Finished, Failure>>>,
    permits: &Receiver<()>,
    commit: &mut impl FnMut(Option<Finished>) -> Result<(), Failure>,
) -> Result<(), Failure> {
    let (mut early, mut turn, mut stopped) = (BTreeMap::new(), 0, None);
    loop {
        match results.recv_timeout(LOOK) {
            Ok((number, result)) => _ = early.insert(number, result),
            Err(RecvTimeoutError::Timeout) => commit(None)?,
            Err(RecvTimeoutError::Disconnected) => return Ok(()),
        }
        while let Some(result) = early.remove(&turn) {
            commit(Some(result?))?;
            turn += 1;
            let _ = permits.recv();
        }
        if stop.is_asked() && stopped.get_or_insert_with(Instant::now).elapsed() > GRACE {
            return Ok(());
        }
    }
}

/// The workers that live.
#[derive(Default)]
struct Children {
    living: Mutex<Vec<Arc<Mutex<Child>>>>,
}

impl Children {
    fn add(&self, child: Child) -> Arc<Mutex<Child>> {
        let child = Arc::new(Mutex::new(child));
        let mut living = held(&self.living);
        living.retain(|child| Arc::strong_count(child) > 1);
        living.push(Arc::clone(&child));
        child
    }

    fn end(&self) {
        held(&self.living).iter().for_each(|child| _ = held(child).kill());
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// A job's side of its worker.
struct Reader<'a> {
    limits: Limits,
    children: &'a Children,
    worker: Option<Worker>,
}

struct Worker {
    child: Arc<Mutex<Child>>,
    /// `None` once it was told to end.
    stdin: Option<ChildStdin>,
    stdout: BufReader<ChildStdout>,
}

impl Reader<'_> {
    fn read(&mut self, document: Document) -> Result<Finished, Failure> {
        let begun = Instant::now();
        let Document { name, content } = document;
        let bytes = content.load(self.limits.max_bytes);
        let known = bytes.as_ref().ok().map(|bytes| (hexadecimal(&Sha256::digest(bytes)), bytes.len() as u64));
        let reply = match bytes {
            Ok(bytes) => self.ask(&name, &bytes)?,
            Err(reason) => Err(reason),
        };
        Ok(finished(name, known, reply, begun.elapsed()))
    }

    /// Has the worker read a document; where it does not outlive that, the reason is the answer.
    fn ask(&mut self, name: &str, bytes: &[u8]) -> Result<Reply, Failure> {
        let worker = match &mut self.worker {
            Some(worker) => worker,
            none => none.insert(Worker::start(self.children)?),
        };
        if let Some(reply) = worker.ask(name, bytes) {
            return Ok(reply);
        }
        let status = self.worker.take().map(Worker::end);
        Ok(Err(match status.and_then(Result::ok) {
            Some(status) if status.code() == Some(worker::TIMED_OUT) => {
                format!("took longer than --timeout {}", self.limits.timeout.as_secs_f64())
            }
            Some(status) => format!("the reading of it crashed: {status}"),
            None => "the reading of it crashed".to_owned(),
        }))
    }
}

impl Worker {
    fn start(children: &Children) -> Result<Self, Failure> {
        let failed = |e| Failure::new(format!("cannot start a worker: {}", reason(&e)));
        let mut command = Command::new(std::env::current_exe().map_err(failed)?);
        command.args(std::env::args_os().skip(1)).env(worker::ROLE, "1");
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null());
        // Ctrl-C on the terminal is for the batch, which tells its workers.
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(failed)?;
        let (stdin, stdout) = (child.stdin.take(), child.stdout.take().expect("it is piped"));
        Ok(Self { child: children.add(child), stdin, stdout: BufReader::new(stdout) })
    }

    fn ask(&mut self, name: &str, bytes: &[u8]) -> Option<Reply> {
        let stdin = self.stdin.as_mut()?;
        let asked = frame::write(stdin, name.as_bytes()).and_then(|()| frame::write(stdin, bytes)).and_then(|()| stdin.flush());
        asked.ok().and_then(|()| worker::answer(&mut self.stdout))
    }

    fn end(mut self) -> std::io::Result<ExitStatus> {
        self.stdin = None;
        held(&self.child).wait()
    }
}

impl Drop for Worker {
    fn drop(&mut self) {
        self.stdin = None;
        let _ = held(&self.child).wait();
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn finished(input: String, known: Option<(String, u64)>, reply: Reply, took: Duration) -> Finished {
    let (sha256, bytes) = known.map_or((None, 0), |(sha256, bytes)| (Some(sha256), bytes));
    let (reply, reason) = reply.map_or_else(|reason| (None, Some(reason)), |reply| (Some(reply), None));
    let (head, payload) = reply.unwrap_or_default();
    let status = match (&reason, head.facts) {
        (Some(_), _) => Status::Failed,
        (None, 0) => Status::Empty,
        (None, _) => Status::Exported,
    };
    let [errors, warnings, notes] = head.findings;
    let line = Line {
        input,
        status,
        reason,
        sha256,
        release_id: (status != Status::Failed).then_some(head.release_id),
        accession: head.accession,
        filed_year: head.filed_year,
        period_year: head.period_year,
        facts: head.facts,
        findings: Findings { errors, warnings, notes },
        part: None,
        output: None,
        bytes,
        ms: took.as_millis() as u64,
    };
    Finished { line, payload }
}
