//! The program: the only room that touches files, terminal and clock.
//!
//! In: arguments, files, the environment. Out: files, messages, an exit code. Never: anything about a release that the library doesn't say.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // the one room that may

mod arguments;
mod batch;
mod check;
mod config;
mod console;
mod coverage;
mod digest;
mod excerpt;
mod explain;
mod export;
mod failure;
mod formats;
#[cfg(fuzzing)]
pub mod fuzzing;
mod input;
mod inspect;
mod inspect_tables;
mod junit;
mod labels;
mod link;
mod message;
mod nearest;
mod render;
mod sarif;
mod shell;
mod stage;
mod stdout;
mod target;

use std::ffi::OsString;
use std::process::ExitCode;

use clap::{CommandFactory, FromArgMatches};

use arguments::{Arguments, Command, InspectArguments, Step, TalkArguments};
use config::Config;
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
    /// A batch is done, but some of its documents failed.
    Partly,
    /// Ended by Ctrl-C, in good order.
    Interrupted,
}

impl Outcome {
    fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Failed => 2,
            Self::Partly => 3,
            Self::Interrupted => 130,
        }
    }
}

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    let outcome = match parse(std::env::args_os().collect()) {
        Ok(Parsed::Command(arguments)) => {
            let console = Console::new(arguments.talk());
            settle(run(*arguments, &console), &console)
        }
        Ok(Parsed::Text(text)) => settle(stdout::text(&text), &Console::new(&TalkArguments::default())),
        Err(failure) => settle(Err(failure), &Console::new(&TalkArguments::default())),
    };
    ExitCode::from(outcome.code())
}

enum Parsed {
    Command(Box<Arguments>),
    /// Nothing is to be done but this to be printed.
    Text(String),
}

/// Arguments, environment and configuration file together.
fn parse(typed: Vec<OsString>) -> Result<Parsed, Failure> {
    let config = match typed.iter().any(|argument| argument == "--no-config") {
        true => None,
        false => std::env::current_dir().ok().map_or(Ok(None), |folder| Config::find(&folder))?,
    };
    let command = config.as_ref().map_or_else(Arguments::command, |config| config.apply(Arguments::command()));
    let matches = command.try_get_matches_from(typed).unwrap_or_else(|error| error.exit());
    let arguments = Arguments::from_arg_matches(&matches).unwrap_or_else(|error| error.exit());
    if !arguments.talk().print_config {
        return Ok(Parsed::Command(Box::new(arguments)));
    }
    let command = Arguments::command();
    let (command, matches) = match matches.subcommand() {
        Some((name, inner)) => (command.find_subcommand(name).unwrap_or(&command), inner),
        None => (&command, &matches),
    };
    Ok(Parsed::Text(config::in_force(command, matches, config.as_ref())))
}

fn settle(result: Result<Outcome, Failure>, console: &Console) -> Outcome {
    result.unwrap_or_else(|failure| {
        console.failure(&failure);
        Outcome::Failed
    })
}

fn run(arguments: Arguments, console: &Console) -> Result<Outcome, Failure> {
    match arguments.command {
        None => export::run(&arguments.export, console),
        Some(Command::Batch(batch)) => batch::run(&batch, console),
        Some(Command::Check(check)) => check::run(&check, console),
        Some(Command::Formats) => stdout::text(&formats::table()),
        Some(Command::Inspect(inspect)) => stdout::text(&inspect_step(&inspect)?),
        Some(Command::Link { explain, year, lexicon }) => link::run(explain, year, lexicon.as_deref()),
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
