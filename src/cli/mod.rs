//! The program: the only room that touches files, terminal and clock.

mod inspect;
mod inspect_tables;

use std::process::ExitCode;
use std::sync::Arc;

use clap::Parser;

use crate::source::Source;
use crate::{ReadOptions, WriteOptions};

/// Turns an earnings press release into XBRL, CSV, JSON-LD and more
#[derive(Parser)]
#[command(version)]
struct Arguments {
    /// The release
    release: String,
    /// The form to write
    #[arg(short, long, default_value = "csv")]
    format: String,
}

/// Runs the program with the process's own arguments.
pub fn main() -> ExitCode {
    if let [_, command, release] = std::env::args().collect::<Vec<_>>().as_slice()
        && let "inspect" | "inspect-tables" = command.as_str()
    {
        let bytes = std::fs::read(release).expect("readable");
        let source = Source::from_bytes(release.clone(), &bytes);
        let show = if command == "inspect" { inspect::run } else { inspect_tables::run };
        print!("{}", show(&source, None).expect("read"));
        return ExitCode::SUCCESS;
    }
    let arguments = Arguments::parse();
    let bytes = std::fs::read(&arguments.release).expect("readable");
    let source = Arc::new(Source::from_bytes(arguments.release.clone(), &bytes));
    let reading = crate::read(&source, None, &ReadOptions::default()).expect("read");
    let format = crate::Format::from_name(&arguments.format).expect("format");
    let output = crate::write(&reading.report, format, &WriteOptions::default()).expect("written");
    use std::io::Write as _;
    std::io::stdout().write_all(&output.files[0].bytes).expect("stdout");
    for d in &reading.diagnostics {
        eprintln!("{}: [{}] {}", d.severity.name(), d.code, d.message);
    }
    ExitCode::SUCCESS
}
