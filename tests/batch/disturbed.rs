//! Runs that are killed, interrupted, or in each other's way; documents that take too long or end their process.

use std::process::{Child, Command};
use std::time::{Duration, Instant};

use crate::scratch::{Scratch, assert_same, release};

/// Numbers that look like chance and are the same in each run.
fn chance(seed: u64) -> impl Iterator<Item = u64> {
    std::iter::successors(Some(seed), |x| Some(x.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407)))
        .map(|x| x >> 33)
}

#[cfg(unix)]
fn signal(child: u32, name: &str) {
    assert!(Command::new("kill").args([&format!("-{name}"), &child.to_string()]).status().unwrap().success());
}

/// Waits until something holds; a test that waits in vain fails.
fn wait_until(what: &str, mut holds: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !holds() {
        assert!(begun.elapsed() < Duration::from_secs(120), "waited in vain: {what}");
        std::thread::sleep(Duration::from_millis(5));
    }
}

/// Disturbs a run in its middle and others at random moments; then one is left alone, and the output is that of an undisturbed run.
fn disturbed(name: &str, more: &str, disturb: impl Fn(&mut Child)) {
    let scratch = Scratch::with_releases(name, 12);
    let begun = Instant::now();
    scratch.expect(0, &format!("batch -r in -o whole -q --part-facts 90 {more}"));
    let whole = begun.elapsed();
    let listed_once = || {
        let ids = scratch.column("torn", "input");
        assert_eq!(ids.len(), ids.iter().collect::<std::collections::HashSet<_>>().len(), "nothing is listed twice");
    };
    let arguments = format!("-o torn -q --part-facts 90 --resume {more}");
    let (mut child, list) = scratch.start_listed(&format!("batch --files-from - {arguments}"), &scratch.names()[..6]);
    let holds = |name: &str| scratch.root.join("torn").join(name).metadata().is_ok_and(|meta| meta.len() > 0);
    wait_until("a document is done", || holds(".hemaexport/journal") || holds("manifest.ndjson"));
    disturb(&mut child);
    drop(list);
    let code = child.wait().unwrap().code();
    assert!(matches!(code, None | Some(130)), "{code:?}, and not all names were told");
    listed_once();
    for moment in chance(7).skip(1).take(6).map(|n| whole.mul_f64((n % 1000) as f64 / 1000.0)) {
        let mut child = scratch.start(&format!("batch -r in {arguments}"));
        std::thread::sleep(moment);
        disturb(&mut child);
        let code = child.wait().unwrap().code();
        // A signal that comes before the program listens for it ends it as any other.
        assert!(matches!(code, None | Some(0 | 130)), "{code:?}");
        listed_once();
    }
    scratch.expect(0, &format!("batch -r in -o torn -q --part-facts 90 --resume {more}"));
    assert_same(&scratch.tree("whole"), &scratch.tree("torn"));
}

fn kill(child: &mut Child) {
    child.kill().unwrap();
}

#[test]
fn a_killed_dataset_is_gone_on_with() {
    disturbed("killed-parquet", "-f parquet -p period_year", kill);
}

#[test]
fn a_killed_database_is_gone_on_with() {
    disturbed("killed-sqlite", "-f sqlite", kill);
}

#[test]
fn a_finished_database_stays_as_it_is() {
    let scratch = Scratch::with_releases("finished-sqlite", 2);
    scratch.expect(0, "batch -r in -o out -q -f sqlite");
    let finished = scratch.tree("out");
    scratch.expect(0, "batch -r in -o out -q -f sqlite --resume");
    assert_same(&finished, &scratch.tree("out"));
}

#[test]
fn killed_folders_are_gone_on_with() {
    disturbed("killed-each", "-f csv,json-ld --each", kill);
}

/// Interrupts a run, and waits until it has heard of it: it ends its workers, or has ended itself.
#[cfg(target_os = "linux")]
fn interrupt(child: &mut Child) {
    signal(child.id(), "INT");
    wait_until("the interruption is heard", || child.try_wait().unwrap().is_some() || !children(child.id()).iter().any(lives));
}

#[cfg(target_os = "linux")]
#[test]
fn an_interrupted_dataset_is_gone_on_with() {
    disturbed("interrupted", "-f csv", interrupt);
}

#[cfg(target_os = "linux")]
#[test]
fn what_is_finished_can_be_used_after_ctrl_c() {
    let scratch = Scratch::with_releases("usable", 40);
    let (mut child, list) = scratch.start_listed("batch --files-from - -o out -f csv --jobs 1", &scratch.names());
    let journal = scratch.root.join("out/.hemaexport/journal");
    wait_until("some documents are done", || journal.metadata().is_ok_and(|meta| meta.len() > 20_000));
    interrupt(&mut child);
    drop(list);
    assert_eq!(child.wait().unwrap().code(), Some(130));
    let done = scratch.manifest("out").len();
    assert!((1..=40).contains(&done), "{done} of 40");
    let releases = std::fs::read_to_string(scratch.root.join("out/releases/part-00000.csv")).unwrap();
    assert_eq!(releases.lines().count() - 1, done);
    let facts = std::fs::read_to_string(scratch.root.join("out/facts/part-00000.csv")).unwrap();
    let listed: u64 = scratch.manifest("out").iter().map(|line| line["facts"].as_u64().unwrap()).sum();
    assert_eq!(facts.lines().count() as u64 - 1, listed);
}

#[test]
fn two_runs_do_not_write_into_one_folder() {
    let scratch = Scratch::with_releases("two", 1);
    let mut first = scratch.start("batch --watch in -o out");
    wait_until("the first run has its lock", || scratch.root.join("out/.hemaexport/record.json").exists());
    let said = scratch.expect(2, "batch -r in -o out --resume --each");
    assert!(said.contains(&format!("another run is writing into out (process {})", first.id())), "{said}");
    first.kill().unwrap();
    first.wait().unwrap();
    // The lock of a run that was killed holds nobody up.
    scratch.expect(0, "batch -r in -o out --resume --each -f csv");
}

#[test]
fn a_batch_is_gone_on_with_as_it_was_begun() {
    let scratch = Scratch::with_releases("options", 1);
    scratch.expect(0, "batch -r in -o out");
    assert!(scratch.expect(2, "batch -r in -o out").contains("--resume"));
    for (more, said) in [("-f csv", "--format was"), ("-p filed_year", "--partition-by was"), ("--cik 42", "options of reading")] {
        let output = scratch.expect(2, &format!("batch -r in -o out --resume {more}"));
        assert!(output.contains(said), "{output}");
    }
    scratch.write("in/new.txt", release(99).as_bytes());
    scratch.expect(0, "batch -r in -o out --resume");
    assert_eq!(scratch.column("out", "input"), ["in/0/r000.txt", "in/new.txt"]);
}

/// So many releases in one document that no machine is done with it soon.
const SLOW: usize = 12_000;

#[test]
fn a_document_that_takes_too_long_is_given_up() {
    let scratch = Scratch::with_releases("slow", 2);
    scratch.write("in/1/slow.txt", release(0).repeat(SLOW).as_bytes());
    // the others have as long, on a machine that is busy, too
    scratch.expect(3, "batch -r in -o out --timeout 10 --jobs 2");
    assert_eq!(scratch.column("out", "status"), ["exported", "exported", "failed"]);
    assert_eq!(scratch.manifest("out")[2]["reason"], "took longer than --timeout 10");
}

/// The process's children, by the system's account.
#[cfg(target_os = "linux")]
fn children(parent: u32) -> Vec<u32> {
    let threads = std::fs::read_dir(format!("/proc/{parent}/task")).into_iter().flatten().flatten();
    let lists = threads.filter_map(|thread| std::fs::read_to_string(thread.path().join("children")).ok());
    lists.flat_map(|list| list.split(' ').filter_map(|id| id.parse().ok()).collect::<Vec<_>>()).collect()
}

/// Whether a process is there and no mere entry of one that has ended.
#[cfg(target_os = "linux")]
fn lives(id: &u32) -> bool {
    std::fs::read_to_string(format!("/proc/{id}/stat")).is_ok_and(|stat| !stat.contains(") Z "))
}

#[cfg(target_os = "linux")]
#[test]
fn a_document_that_ends_its_process_is_listed() {
    let scratch = Scratch::new("crash");
    scratch.write("in/a.txt", release(0).repeat(SLOW).as_bytes());
    scratch.write("in/b.txt", release(1).as_bytes());
    let mut child = scratch.start("batch -r in -o out --jobs 1 --timeout 600");
    let mut workers = Vec::new();
    wait_until("a worker is at work", || {
        workers = children(child.id());
        !workers.is_empty()
    });
    signal(workers[0], "KILL");
    assert_eq!(child.wait().unwrap().code(), Some(3));
    assert_eq!(scratch.column("out", "status"), ["failed", "exported"]);
    assert!(scratch.column("out", "reason")[0].contains("signal: 9"), "{:?}", scratch.column("out", "reason"));
}

#[cfg(target_os = "linux")]
#[test]
fn no_worker_outlives_a_killed_batch() {
    let scratch = Scratch::with_releases("orphans", 30);
    let (mut child, _list) = scratch.start_listed("batch --files-from - -o out --jobs 2", &scratch.names());
    let mut workers = Vec::new();
    wait_until("both workers are at work", || {
        workers = children(child.id());
        workers.len() == 2
    });
    child.kill().unwrap();
    child.wait().unwrap();
    wait_until("the workers are gone", || !workers.iter().any(lives));
}
