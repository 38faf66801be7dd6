//! A clock that stands before 1970, where time as a number is negative: no output and no run depends on it.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{Folder, stderr};

const EXAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/hemacare_2004q1.txt");

/// Stands before the system's own functions and answers times of about 1900.
const CLOCK: &str = "\
#define _GNU_SOURCE
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>
#define BACK 4000000000L
int clock_gettime(clockid_t clock, struct timespec *now) {
  int result = syscall(SYS_clock_gettime, clock, now);
  if (clock == CLOCK_REALTIME || clock == CLOCK_REALTIME_COARSE) now->tv_sec -= BACK;
  return result;
}
time_t time(time_t *now) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  if (now) *now = t.tv_sec;
  return t.tv_sec;
}
int gettimeofday(struct timeval *now, void *zone) {
  struct timespec t;
  clock_gettime(CLOCK_REALTIME, &t);
  now->tv_sec = t.tv_sec;
  now->tv_usec = t.tv_nsec / 1000;
  return 0;
}
";

/// The library with that clock, compiled by the compiler that SQLite was compiled with.
fn clock(folder: &Folder) -> PathBuf {
    let (source, library) = (folder.put("clock.c", CLOCK), folder.path("clock.so"));
    let status = Command::new("cc").args(["-shared", "-fPIC", "-o"]).args([&library, &source]).status();
    assert!(status.expect("a C compiler").success());
    let date = Command::new("date").arg("+%s").env("LD_PRELOAD", &library).output().expect("date runs");
    assert!(date.stdout.starts_with(b"-"), "the clock goes right: {}", String::from_utf8_lossy(&date.stdout));
    library
}

fn command(folder: &Folder, clock: Option<&Path>, output: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hemaexport"));
    command.args(arguments).arg("-o").arg(folder.path(output)).arg(EXAMPLE);
    if let Some(clock) = clock {
        command.env("LD_PRELOAD", clock);
    }
    command
}

/// What a run leaves, with the times of the manifest left out.
fn run(folder: &Folder, clock: Option<&Path>, output: &str, arguments: &[&str]) -> BTreeMap<String, Vec<u8>> {
    let ended = command(folder, clock, output, arguments).output().expect("runs");
    assert_eq!(ended.status.code(), Some(0), "{arguments:?}: {}", stderr(&ended));
    super::batch::seen(&folder.path(output))
}

#[test]
fn a_clock_before_1970_changes_nothing() {
    let folder = Folder::new("before");
    let clock = clock(&folder);
    let formats: Vec<&str> = hemaexport::Format::ALL.iter().map(|format| format.name()).filter(|name| *name != "xlsx").collect();
    let all = formats.join(",");
    let runs: &[&[&str]] = &[
        &["--no-config", "-qq", "-f", &all],
        &["batch", "--no-config", "-qq", "-f", "parquet", "-p", "filed_year"],
        &["batch", "--no-config", "-qq", "-f", "sqlite"],
        &["batch", "--no-config", "-qq", "-f", "csv", "--each"],
    ];
    for (number, arguments) in runs.iter().enumerate() {
        let right = run(&folder, None, &format!("right-{number}/"), arguments);
        let back = run(&folder, Some(&clock), &format!("back-{number}/"), arguments);
        assert!(!right.is_empty());
        assert!(right == back, "{arguments:?}: other bytes than with a clock that goes right");
        if arguments[0] == "batch" {
            let resumed = run(&folder, Some(&clock), &format!("back-{number}/"), &[arguments, &["--resume"][..]].concat());
            assert!(resumed == right, "{arguments:?}: --resume changed something");
        }
    }
}

/// The crate that writes workbooks knows no such time.
#[test]
fn a_workbook_is_refused_before_1970() {
    let folder = Folder::new("workbook");
    let clock = clock(&folder);
    let output = command(&folder, Some(&clock), "facts.xlsx", &["--no-config", "-qq"]).output().expect("runs");
    let said = super::refusal(&output);
    assert!(said.contains("clock stands before 1970") && !said.contains("panicked"), "{said}");
    assert!(!folder.path("facts.xlsx").exists());
}
