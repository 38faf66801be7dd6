//! The program: the only room that touches files, terminal and clock.
//!
//! In: arguments, files, the environment. Out: files, messages, an exit code. Never: anything about a release that the library doesn't say.

mod arguments;
mod check;
mod console;
mod digest;
mod excerpt;
mod explain;
mod export;
mod failure;
mod formats;
mod input;
mod inspect;
mod inspect_tables;
mod message;
mod nearest;
mod render;
mod shell;
mod stage;
mod stdout;
mod target;

use std::process::ExitCode;

use clap::Parser;

use arguments::{Arguments, Command, InspectArguments, Step};
use console::Console;
use failure::Failure;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Outcome {
    /// Nothing to complain of.
    Clean,
    /// Findings of severity error, where they count.
    Findings,
    /// Something could not be read or written.
    Failed,
}

impl Outcome {
    fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
        }
    }
}

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    let console = Console::new(arguments.talk());
    let outcome = run(arguments, &console).unwrap_or_else(|failure| {
        console.failure(&failure);
        Outcome::Failed
    });
    ExitCode::from(outcome.code())
}

fn run(arguments: Arguments, console: &Console) -> Result<Outcome, Failure> {
    match arguments.command {
        None => export::run(&arguments.export, console),
        Some(Command::Check(check)) => check::run(&check, console),
        Some(Command::Formats) => stdout::text(&formats::table()),
        Some(Command::Inspect(inspect)) => stdout::text(&inspect_step(&inspect)?),
        Some(Command::Explain { code }) => stdout::text(&explain::run(code.as_deref())?),
        Some(Command::Completions { shell }) => stdout::bytes(&shell::completions(shell)),
        Some(Command::Man) => stdout::bytes(&shell::manual()),
    }
}

fn inspect_step(arguments: &InspectArguments) -> Result<String, Failure> {
    let source = input::load(&arguments.release)?;
    let show = match arguments.step {
        Step::Page => inspect::run,
        Step::Tables => inspect_tables::run,
    };
    Ok(show(&source, arguments.from)?)
}
