//! The house keeps its order: who may import whom, where the outside world is touched, how long a file may be.

#![allow(clippy::disallowed_methods)] // tests may touch files

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

const GROUND: &[&str] = &["source", "markup", "text", "figure", "diagnostic", "error"];

/// Rooms and what each may import besides the ground floor; rooms not named here (`cli`, `lib`, `main`) may import everything.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("document", &[]),
    ("taxonomy", &[]),
    ("report", &["taxonomy"]),
    ("read", &["document"]),
    ("table", &["document"]),
    ("map", &["document", "taxonomy", "report", "table"]),
    ("coverage", &["report"]),
    ("check", &["taxonomy", "report", "coverage"]),
    ("write", &["taxonomy", "report", "coverage"]),
];

const LONGEST_FILE: usize = 400;
const NAMELESS: &[&str] = &["utils", "util", "helpers", "helper", "common", "misc", "shared", "tools"];
/// Calls that reach for the world outside; `clippy.toml` bans them too.
const OUTSIDE: &[&str] = &["std::fs", "std::env", "std::net", "std::process", "SystemTime", "Instant::now", "Utc::now", "Local::now"];
/// What is looked at all the same, and changes nothing that is written: the crate that makes workbooks panics on a clock before 1970.
const LOOKED_AT: &[(&str, &str)] = &[("write/xlsx/mod.rs", "SystemTime")];
const PRINTING: &[&str] = &["println!(", "print!(", "eprintln!(", "eprint!(", "dbg!("];

struct Module {
    path: PathBuf,
    room: String,
    /// The text without comments and without the tests at its foot.
    code: String,
    lines: usize,
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("src")
}

fn modules() -> Vec<Module> {
    let mut files = Vec::new();
    collect(&root(), &mut files);
    files.sort();
    files.iter().map(|path| module(path)).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => collect(&path, files),
            false if path.extension().is_some_and(|e| e == "rs") => files.push(path),
            false => {}
        }
    }
}

fn module(path: &Path) -> Module {
    let text = fs::read_to_string(path).unwrap();
    let inside = path.strip_prefix(root()).unwrap();
    let room = inside.components().next().unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs").to_owned();
    let without_tests = text.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
    let code = without_tests.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    Module { path: inside.to_owned(), room, code, lines: text.lines().count() }
}

/// What `lib.rs` re-exports at the crate's root, with the room it comes from.
fn re_exports(modules: &[Module]) -> BTreeMap<String, String> {
    let lib = &modules.iter().find(|m| m.path == Path::new("lib.rs")).unwrap().code;
    let uses = lib.lines().filter_map(|line| line.strip_prefix("pub use ")?.strip_suffix(';')?.split_once("::"));
    uses.flat_map(|(room, names)| {
        names.trim_matches(['{', '}']).split(',').map(|name| (name.trim().to_owned(), room.to_owned())).collect::<Vec<_>>()
    })
    .collect()
}

/// The first segments of every path that begins with `crate::`, in `use` lines and elsewhere.
fn imports(code: &str) -> Vec<String> {
    let first = |path: &str| path.trim_start().split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default().to_owned();
    code.match_indices("crate::")
        .filter(|&(i, _)| !code[..i].ends_with(['$', '_']))
        .flat_map(|(i, _)| {
            let rest = &code[i + "crate::".len()..];
            if rest.starts_with('{') { braced(rest).iter().map(|path| first(path)).collect() } else { vec![first(rest)] }
        })
        .collect()
}

/// The paths of a brace group, those nested deeper left as they are.
fn braced(text: &str) -> Vec<String> {
    let (mut depth, mut paths) = (0, vec![String::new()]);
    for c in text.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            _ => {}
        }
        match (c, depth) {
            (_, 0) => break,
            ('{', 1) => {}
            (',', 1) => paths.push(String::new()),
            _ => paths.last_mut().unwrap().push(c),
        }
    }
    paths.into_iter().filter(|path| !path.trim().is_empty()).collect()
}

fn allowed(room: &str) -> Option<Vec<&'static str>> {
    let rooms = MAY_IMPORT.iter().find(|(name, _)| *name == room).map(|(_, rooms)| *rooms);
    match GROUND.contains(&room) {
        true => Some(GROUND.to_vec()),
        false => rooms.map(|rooms| GROUND.iter().chain(rooms).copied().collect()),
    }
}

#[test]
fn rooms_import_only_what_they_may() {
    let modules = modules();
    let re_exports = re_exports(&modules);
    let mut strangers = Vec::new();
    for module in &modules {
        let Some(allowed) = allowed(&module.room) else { continue };
        for import in imports(&module.code) {
            let room = re_exports.get(&import).unwrap_or(&import);
            if *room != module.room && !allowed.contains(&room.as_str()) {
                strangers.push(format!("{} imports crate::{import}", module.path.display()));
            }
        }
    }
    assert!(strangers.is_empty(), "the table in src/lib.rs does not allow:\n{}", strangers.join("\n"));
}

#[test]
fn every_room_is_in_the_table() {
    let known = |room: &str| allowed(room).is_some() || ["cli", "lib", "main"].contains(&room);
    let unknown: Vec<_> = modules().into_iter().filter(|m| !known(&m.room)).map(|m| m.path).collect();
    assert!(unknown.is_empty(), "say in tests/architecture.rs what these may import: {unknown:?}");
}

#[test]
fn only_the_program_touches_the_outside() {
    let mut found = Vec::new();
    for module in modules().iter().filter(|m| m.room != "cli" && m.room != "main") {
        let looked_at = |call: &str| LOOKED_AT.iter().any(|(file, known)| module.path.ends_with(file) && *known == call);
        let calls = OUTSIDE.iter().chain(PRINTING).filter(|call| module.code.contains(**call) && !looked_at(call));
        found.extend(calls.map(|call| format!("{}: {call}", module.path.display())));
    }
    assert!(found.is_empty(), "files, environment, clock and printing belong into src/cli:\n{}", found.join("\n"));
}

#[test]
fn no_file_is_a_dumping_ground() {
    for module in modules() {
        let stem = module.path.file_stem().unwrap().to_string_lossy();
        assert!(!NAMELESS.contains(&&*stem), "{} says nothing about what is in it", module.path.display());
    }
}

#[test]
fn files_are_short() {
    let long: Vec<_> =
        modules().into_iter().filter(|m| m.lines > LONGEST_FILE).map(|m| format!("{}: {}", m.path.display(), m.lines)).collect();
    assert!(long.is_empty(), "files of more than {LONGEST_FILE} lines:\n{}", long.join("\n"));
}

#[test]
fn the_guard_sees_what_it_guards() {
    let code = "use crate::{Error, read::{self, InputFormat}};\nuse crate::figure::Figure;\nfn f() { crate::write::csv() }";
    assert_eq!(imports(code), ["Error", "read", "figure", "write"]);
}
