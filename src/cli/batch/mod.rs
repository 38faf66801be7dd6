//! Very many documents: `hemaexport batch`.
//!
//! In: names of files, folders, archives. Out: one dataset or a folder a document, and a manifest that accounts for every input. Never: a
//! document that ends the run, a file that is half written, an output that depends on the order in which documents were finished.
//!
//! ```text
//! inputs, watch -> document -> crew (workers) -> ledger -> dataset | database | folders
//!  what there is    its bytes   in processes      in the     parts     one file   a folder each
//!                   and limits  of their own      inputs'    and what they are resumed from: state
//!                                                 order
//! ```
//!
//! How the dataset is laid out and survives a kill stands in [`dataset`], why documents are read in processes of their own in [`worker`],
//! what is taken from folders and archives in [`inputs`] and [`archive`].

mod archive;
pub mod arguments;
mod crew;
#[cfg(feature = "sqlite")]
mod database;
mod dataset;
mod document;
mod folders;
mod frame;
mod inputs;
mod manifest;
mod progress;
mod state;
mod stop;
mod store;
mod watch;
mod worker;

use std::thread;

use arguments::BatchArguments;
use crew::Limits;
use document::Document;
use inputs::{Done, Inputs};
use progress::Progress;
use stop::Stop;
use store::{Ledger, Plan};
use watch::Desk;

use super::Outcome;
use super::console::Console;
use super::failure::Failure;

/// Reads all inputs, or watches a folder.
pub fn run(arguments: &BatchArguments, console: &Console) -> Result<Outcome, Failure> {
    let plan = Plan::new(arguments)?;
    if std::env::var_os(worker::ROLE).is_some() {
        return worker::run(arguments, &plan);
    }
    let inputs = if arguments.watch.is_none() { Some(Inputs::new(arguments)?) } else { None };
    let (stop, mut done) = (Stop::on_interrupt(), Done::default());
    let mut ledger = Ledger::open(arguments, &plan, &mut done)?;
    let already = ledger.tally().documents();
    let mut progress = Progress::new(console, already);
    let total = progress.total();
    let before = ledger.changed();
    let find = |take: &mut dyn FnMut(Document) -> bool| match (&inputs, &arguments.watch) {
        (Some(inputs), _) => inputs.each(&mut |name| done.take(name), take),
        (None, Some(folder)) => {
            let desk = Desk { folder, max_bytes: arguments.max_bytes, before };
            watch::files(&desk, &stop, &mut done, take)
        }
        (None, None) => Ok(()),
    };
    let commit = |finished: Option<_>| match finished {
        None => {
            progress.tick(ledger.tally());
            Ok(())
        }
        Some(finished) => ledger.accept(finished).map(|line| progress.done(&line, ledger.tally())),
    };
    let result = counted(&inputs, total, already, || crew::run(limits(arguments), &stop, find, commit));
    let interrupted = stop.is_asked() && arguments.watch.is_none();
    if let Err(failure) = result {
        progress.give_up();
        return Err(failure.help("--resume goes on from what was finished"));
    }
    let tally = ledger.end(interrupted)?;
    progress.end(&tally, &arguments.output.display().to_string(), interrupted);
    Ok(match (interrupted, tally.failed()) {
        (true, _) => Outcome::Interrupted,
        (false, 0) => Outcome::Clean,
        (false, _) => Outcome::Partly,
    })
}

fn limits(arguments: &BatchArguments) -> Limits {
    let cores = || thread::available_parallelism().map_or(1, usize::from);
    let jobs = arguments.jobs.map_or_else(cores, usize::from);
    Limits { jobs, max_bytes: arguments.max_bytes, timeout: arguments.timeout }
}

/// Does the work while the documents are counted beside it, where somebody looks at a bar.
fn counted<T>(inputs: &Option<Inputs>, total: Option<impl Fn(u64) + Send>, before: u64, work: impl FnOnce() -> T) -> T {
    let over = Stop::default();
    thread::scope(|scope| {
        if let (Some(inputs), Some(total)) = (inputs.as_ref().filter(|inputs| inputs.can_be_counted()), total) {
            let over = over.clone();
            scope.spawn(move || inputs.count(&over).map(|count| total(count.saturating_sub(before))));
        }
        let result = work();
        over.ask();
        result
    })
}
