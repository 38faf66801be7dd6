//! Completion scripts and the manual page, both made of the command line's own description.

use clap::CommandFactory;

use super::arguments::Arguments;

/// The completion script of a shell.
pub fn completions(shell: clap_complete::Shell) -> Vec<u8> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Arguments::command(), "hemaexport", &mut script);
    script
}

/// The manual page, in roff.
pub fn manual() -> Vec<u8> {
    let mut page = Vec::new();
    clap_mangen::Man::new(Arguments::command()).render(&mut page).expect("a vector takes every byte");
    page
}
