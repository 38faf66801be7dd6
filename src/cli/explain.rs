//! `hemaexport explain`: what a finding's code means.

use super::failure::Failure;
use super::nearest::nearest;
use crate::diagnostic::Code;

/// The text of one code, or a line on each.
pub fn run(name: Option<&str>) -> Result<String, Failure> {
    match name {
        None => Ok(Code::ALL
            .iter()
            .map(|code| format!("{:<26} {:<8} {}\n", code.name(), code.severity().name(), code.summary().trim()))
            .collect()),
        Some(name) => Code::from_name(name).map(text).ok_or_else(|| unknown(name)),
    }
}

fn text(code: Code) -> String {
    format!("{}[{code}]\n\n{}\n", code.severity().name(), meaning(code))
}

/// What a code means: a sentence, and where there is more to say, the whole story.
pub fn meaning(code: Code) -> String {
    let more = crate::check::explain(code).map_or_else(String::new, |text| format!("\n\n{}", text.trim_end()));
    format!("{}{more}", code.summary().trim())
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::new(format!("no finding has the code {name}"));
    match nearest(name, Code::ALL.iter().map(|code| code.name())) {
        Some(meant) => failure.help(format!("did you mean {meant}?")),
        None => failure.help("hemaexport explain lists them all"),
    }
}
