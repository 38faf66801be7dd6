//! The program as it is used: every `console` block of `tests/cli/*.md` and of the README is run and compared, line by line.
//!
//! A line `$ command` is run by `sh`; what follows is all that it prints, standard output and standard error, and `[exit N]` unless it
//! ends with 0. A line `...` stands for any lines. To write the blocks anew: `HEMAEXPORT_BLESS=1 cargo test --test cli`.

#![allow(clippy::disallowed_methods)] // tests may touch files and the environment

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use libtest_mimic::{Arguments, Failed, Trial};

fn main() {
    let arguments = Arguments::from_args();
    let root: &'static Path = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files: Vec<PathBuf> = fs::read_dir(root.join("tests/cli")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.push(root.join("README.md"));
    files.sort();
    let trial = |path: PathBuf| {
        let name = path.strip_prefix(root).unwrap().display().to_string();
        Trial::test(name, move || transcript(&path))
    };
    let mut trials: Vec<Trial> = files.into_iter().map(trial).collect();
    trials.push(Trial::test("the README shows the example programs", || example_programs(root)));
    libtest_mimic::run(&arguments, trials).exit();
}

fn example_programs(root: &Path) -> Result<(), Failed> {
    let readme = fs::read_to_string(root.join("README.md"))?;
    for name in ["read_release.rs", "write_xbrl.rs"] {
        let program = fs::read_to_string(root.join("examples").join(name))?;
        if !readme.contains(&format!("```rust\n{program}```")) {
            return Err(format!("README.md shows another text than examples/{name}").into());
        }
        if program.lines().count() >= 40 {
            return Err(format!("examples/{name} is no small program any more").into());
        }
    }
    Ok(())
}

/// Runs the blocks of a file in one folder, made for it, in which `examples` are those of the repository.
fn transcript(path: &Path) -> Result<(), Failed> {
    let text = fs::read_to_string(path)?;
    let folder = std::env::temp_dir().join(format!("hemaexport-cli-{}-{}", std::process::id(), path.file_stem().unwrap().display()));
    fs::create_dir_all(&folder)?;
    std::os::unix::fs::symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("examples"), folder.join("examples"))?;
    let actual = rerun(&text, &folder);
    fs::remove_dir_all(&folder)?;
    if std::env::var_os("HEMAEXPORT_BLESS").is_some() {
        return Ok(fs::write(path, actual)?);
    }
    if text == actual { Ok(()) } else { Err(difference(&text, &actual).into()) }
}

/// The text with the output of its blocks as it is now; where the old output matches, it stays as it was.
fn rerun(text: &str, folder: &Path) -> String {
    let mut actual = String::new();
    let mut lines = text.lines().peekable();
    let mut inside = false;
    while let Some(line) = lines.next() {
        actual += &format!("{line}\n");
        inside = if inside { !line.starts_with("```") } else { line.starts_with("```console") };
        if let (true, Some(command)) = (inside, line.strip_prefix("$ ")) {
            let mut expected = Vec::new();
            while let Some(line) = lines.next_if(|line| !line.starts_with("$ ") && !line.starts_with("```")) {
                expected.push(line.to_owned());
            }
            let printed = run(command, folder);
            let kept = if matches(&expected, &printed) { expected } else { printed };
            kept.iter().for_each(|line| actual += &format!("{line}\n"));
        }
    }
    actual
}

fn run(command: &str, folder: &Path) -> Vec<String> {
    let program = Path::new(env!("CARGO_BIN_EXE_hemaexport")).parent().unwrap();
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let output = Command::new("sh")
        .args(["-c", &format!("exec 2>&1\n{command}")])
        .current_dir(folder)
        .env_clear()
        .envs([("PATH", path.as_str()), ("LC_ALL", "C")])
        .stdin(std::process::Stdio::null())
        .output()
        .unwrap();
    let mut lines: Vec<String> = String::from_utf8_lossy(&output.stdout).lines().map(|line| line.trim_end().to_owned()).collect();
    lines.extend(output.status.code().filter(|&code| code != 0).map(|code| format!("[exit {code}]")));
    lines
}

/// Whether the lines are the expected ones, `...` standing for any.
fn matches(expected: &[String], printed: &[String]) -> bool {
    match expected.split_first() {
        None => printed.is_empty(),
        Some((first, rest)) if first == "..." => (0..=printed.len()).any(|i| matches(rest, &printed[i..])),
        Some((first, rest)) => printed.split_first().is_some_and(|(line, others)| line == first && matches(rest, others)),
    }
}

fn difference(expected: &str, actual: &str) -> String {
    let first = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count();
    let around = |text: &str| text.lines().skip(first.saturating_sub(2)).take(12).collect::<Vec<_>>().join("\n");
    format!("line {}: expected\n{}\n\nbut now it is\n{}", first + 1, around(expected), around(actual))
}
