//! `hemaexport explain`: what a finding's code means.

use super::failure::Failure;
use super::nearest::nearest;
use super::render::wrapped;
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

/// The widest that a paragraph is set: more is hard to read.
const WIDEST: usize = 100;

/// The story of a code for a terminal: paragraphs broken to its width, examples as they are.
fn text(code: Code) -> String {
    let width = terminal_size::terminal_size().map_or(WIDEST, |(width, _)| usize::from(width.0).clamp(40, WIDEST));
    let set = |line: &str| if line.starts_with(' ') { line.to_owned() } else { wrapped(line, width) };
    let lines: Vec<String> = meaning(code).lines().map(set).collect();
    format!("{}[{code}]\n\n{}\n", code.severity().name(), lines.join("\n"))
}

/// What a code means: a sentence, and the whole story, a line a paragraph.
pub fn meaning(code: Code) -> String {
    let (summary, story) = (code.summary().trim(), crate::check::explain(code));
    // a story may begin with what it is about
    let mut lines: Vec<String> = if story.starts_with(summary) { vec![] } else { vec![summary.to_owned(), String::new()] };
    for line in story.lines() {
        match lines.last_mut().filter(|last| ![last.as_str(), line].iter().any(|l| l.is_empty() || l.starts_with(' '))) {
            Some(paragraph) => *paragraph += &format!(" {line}"),
            None => lines.push(line.to_owned()),
        }
    }
    lines.join("\n").trim_end().to_owned()
}

fn unknown(name: &str) -> Failure {
    let failure = Failure::new(format!("no finding has the code {name}"));
    match nearest(name, Code::ALL.iter().map(|code| code.name())) {
        Some(meant) => failure.help(format!("did you mean {meant}?")),
        None => failure.help("hemaexport explain lists them all"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_lines_and_examples_stay() {
        for &code in Code::ALL {
            let meaning = meaning(code);
            assert!(meaning.contains("\n\nSource: ") && meaning.contains("\n\n  "), "{code}: {meaning}");
            assert_eq!(meaning.matches(code.summary().trim()).count(), 1, "{code}: {meaning}");
            assert!(text(code).lines().all(|line| line.starts_with(' ') || line.chars().count() <= WIDEST), "{code}");
        }
    }
}
