//! Batch runs that are killed, crowded or lied to: nothing is lost, nothing is there twice, nothing half-written is ever seen.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write;
use std::ops::Range;
use std::path::Path;
use std::process::{ChildStdin, Command, Stdio};
use std::thread;
use std::time::{Duration, UNIX_EPOCH};

use super::{Folder, stderr};

pub const DOCUMENTS: usize = 40;

/// How many runs of a form are killed; `HEMAEXPORT_KILLS` sets another number.
fn kills() -> usize {
    let usual = if cfg!(debug_assertions) { 10 } else { 100 };
    std::env::var("HEMAEXPORT_KILLS").ok().and_then(|number| number.parse().ok()).unwrap_or(usual)
}

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, most: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % most
    }
}

/// Releases with figures of their own.
pub fn releases(folder: &Folder) {
    fs::create_dir_all(folder.path("in")).expect("a folder");
    for i in 0..DOCUMENTS {
        folder.put(format!("in/{i:03}.txt"), release(1000 + i));
    }
}

pub fn release(sales: usize) -> String {
    let rows = format!(
        "Net sales                                    {sales}      1100\nCost of sales                                  800       700\nNet income                                     264       200"
    );
    super::statement(&rows)
}

pub fn batch(folder: &Folder, output: &str, format: &str) -> Command {
    let mut command = of_some_input(folder, output, format);
    command.args(["-r", "in"]);
    command
}

fn of_some_input(folder: &Folder, output: &str, format: &str) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_hemaexport"));
    command.current_dir(&folder.0).args(["batch", "--no-config", "-qq", "-o", output, "-f", format, "--part-facts", "60"]);
    command.stdout(Stdio::null()).stderr(Stdio::null());
    command
}

/// The same, told on standard input what to read: it can't be over before that ends.
pub fn told(folder: &Folder, output: &str, format: &str) -> Command {
    let mut command = of_some_input(folder, output, format);
    command.args(["--files-from", "-"]).stdin(Stdio::piped());
    command
}

/// Names a part of the releases to a run that is told what to read. One that has ended hears nothing.
pub fn tell(names: &mut ChildStdin, which: Range<usize>) {
    let text: String = which.map(|i| format!("in/{i:03}.txt\n")).collect();
    let _ = names.write_all(text.as_bytes());
}

/// What is to be seen of an output: every file but the run's own state.
pub fn seen(output: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = Vec::new();
    if output.is_dir() {
        super::collect(output, output, &mut files);
    }
    files.retain(|name| !name.starts_with(".hemaexport"));
    let content = |name: &String| {
        let bytes = fs::read(output.join(name)).expect("readable");
        if name == "manifest.ndjson" { untimed(&bytes) } else { bytes }
    };
    files.into_iter().map(|name| (name.clone(), content(&name))).collect()
}

/// The manifest without how long each document took, which is never the same.
fn untimed(manifest: &[u8]) -> Vec<u8> {
    let text = std::str::from_utf8(manifest).expect("text");
    text.lines().map(|line| line.split(",\"ms\":").next().unwrap_or_default().to_owned() + "\n").collect::<String>().into_bytes()
}

#[test]
fn killed_at_any_moment_nothing_is_lost_or_there_twice() {
    for format in ["csv", "ndjson", "parquet", "sqlite"] {
        killed(format);
    }
}

fn killed(format: &str) {
    let most = kills();
    let folder = Folder::new(&format!("kill-{format}"));
    releases(&folder);
    let start = std::time::Instant::now();
    assert!(batch(&folder, "whole", format).status().expect("runs").success());
    let whole = seen(&folder.path("whole"));
    let longest = start.elapsed().as_millis() as u64 + 50;
    let (mut dice, mut kills, mut round, mut runs) = (Dice(2004), 0, 0, 0);
    while kills < most {
        round += 1;
        let output = format!("out-{round}");
        // killed again and again until a run gets through
        loop {
            let mut run = batch(&folder, &output, format).arg("--resume").spawn().expect("runs");
            runs += 1;
            thread::sleep(Duration::from_millis(dice.below(longest)));
            let done = run.try_wait().expect("a child").is_some();
            if done || kills == most {
                assert!(run.wait().expect("a child").success(), "round {round}");
                break;
            }
            run.kill().expect("killed");
            run.wait().expect("a child");
            kills += 1;
            for (name, bytes) in seen(&folder.path(&output)) {
                // the manifest and a database grow; every other file is whole as soon as it is there
                let grows = name == "manifest.ndjson" || name.contains(".sqlite");
                assert!(grows || whole.get(&name) == Some(&bytes), "kill {kills}: {name} is half written");
            }
        }
        let after = seen(&folder.path(&output));
        let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        assert_eq!(names(&after), names(&whole), "round {round}");
        for (name, bytes) in &after {
            assert!(whole[name] == *bytes, "round {round}: {name} is another than of an undisturbed run");
        }
    }
    let facts = facts(&folder.path("whole"));
    println!("{format}: {runs} runs, {kills} of them killed; {round} outputs of {facts} facts, each with the bytes of an undisturbed run");
}

/// How many facts the manifest counts.
fn facts(output: &Path) -> usize {
    let manifest = fs::read_to_string(output.join("manifest.ndjson")).expect("there");
    let count = |line: &str| serde_json::from_str::<serde_json::Value>(line).expect("JSON")["facts"].as_u64().expect("a number");
    manifest.lines().map(count).sum::<u64>() as usize
}

#[test]
fn two_runs_do_not_share_a_dataset() {
    let folder = Folder::new("two");
    releases(&folder);
    let mut first = told(&folder, "out", "csv").spawn().expect("runs");
    let mut names = first.stdin.take().expect("a pipe");
    tell(&mut names, 0..DOCUMENTS);
    while !folder.path("out/.hemaexport/record.json").exists() {
        assert!(first.try_wait().expect("a child").is_none(), "over before all names were told");
        thread::sleep(Duration::from_millis(1));
    }
    let second = batch(&folder, "out", "csv").arg("--resume").stderr(Stdio::piped()).output().expect("runs");
    assert_eq!(second.status.code(), Some(2), "{}", stderr(&second));
    drop(names);
    assert!(first.wait().expect("a child").success());
    assert!(batch(&folder, "whole", "csv").status().expect("runs").success());
    assert!(seen(&folder.path("out")) == seen(&folder.path("whole")));
}

#[test]
fn a_file_that_changes_while_it_is_read_is_one_version_or_the_other() {
    let folder = Folder::new("changing");
    releases(&folder);
    let path = folder.path("in/changing.txt");
    // long enough to be caught in the middle, and each line tells its version
    let version = |sales: usize| release(sales) + &format!("{sales}\n").repeat(20_000);
    let versions = [version(3333), version(4444)];
    fs::write(&path, &versions[0]).expect("written");
    let mut run = batch(&folder, "out", "csv").spawn().expect("runs");
    let mut turn = 0;
    while run.try_wait().expect("a child").is_none() {
        turn += 1;
        fs::write(&path, &versions[turn % 2]).expect("written");
    }
    let manifest = fs::read_to_string(folder.path("out/manifest.ndjson")).expect("there");
    let line = manifest.lines().find(|line| line.contains("changing.txt")).expect("accounted for");
    let entry: serde_json::Value = serde_json::from_str(line).expect("JSON");
    // A writer that the system pauses has written a beginning, and an empty one before: that is what the file held then.
    let read = entry["bytes"].as_u64().unwrap_or(0) as usize;
    let known = versions.iter().filter_map(|version| version.get(..read)).any(|version| entry["sha256"] == sha256(version));
    assert!(known || line.contains("changed each time") || line.contains("is empty"), "{line}");
}

fn sha256(text: &str) -> String {
    hemaexport::Source::from_text("", text).sha256_hex()
}

#[test]
fn files_from_before_1970_and_from_the_future_are_read() {
    let folder = Folder::new("clock");
    releases(&folder);
    for (name, time) in [("000", UNIX_EPOCH - Duration::from_secs(1_000_000_000)), ("001", UNIX_EPOCH + Duration::from_secs(9_000_000_000))]
    {
        let file = fs::File::options().write(true).open(folder.path(&format!("in/{name}.txt"))).expect("there");
        file.set_modified(time).expect("any time");
    }
    assert!(batch(&folder, "out", "csv").status().expect("runs").success());
    assert!(batch(&folder, "out", "csv").arg("--resume").status().expect("runs").success());
    let manifest = fs::read_to_string(folder.path("out/manifest.ndjson")).expect("there");
    assert_eq!(manifest.lines().count(), DOCUMENTS);
}

#[cfg(unix)]
#[test]
fn a_disk_that_fills_up_under_a_batch_is_said_and_resumed_from() {
    let folder = Folder::new("batch-full");
    releases(&folder);
    let crowded = |kilobytes: usize| {
        Command::new("sh")
            .current_dir(&folder.0)
            .args(["-c", &format!("trap '' XFSZ; ulimit -f {kilobytes}; exec \"$0\" \"$@\"")])
            .arg(env!("CARGO_BIN_EXE_hemaexport"))
            .args(["batch", "--no-config", "-qq", "-r", "in", "-o", "out", "-f", "csv", "--part-facts", "60", "--resume"])
            .output()
            .expect("sh runs")
    };
    let output = crowded(4);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("cannot write"), "{}", stderr(&output));
    assert!(batch(&folder, "out", "csv").arg("--resume").status().expect("runs").success());
    assert!(batch(&folder, "whole", "csv").status().expect("runs").success());
    assert!(seen(&folder.path("out")) == seen(&folder.path("whole")), "other bytes than of an undisturbed run");
}

#[cfg(unix)]
#[test]
fn archives_lead_nowhere() {
    let folder = Folder::new("slip");
    fs::create_dir_all(folder.path("in")).expect("a folder");
    let mut archive = zip::ZipWriter::new(fs::File::create(folder.path("in/evil.zip")).expect("made"));
    let options = zip::write::SimpleFileOptions::default();
    for name in ["../../evil.txt", "/tmp/evil.txt", "C:\\evil.txt", "a/../../evil.txt", "\u{1b}[31m.txt"] {
        archive.start_file(name, options).expect("an entry");
        archive.write_all(release(1234).as_bytes()).expect("written");
    }
    archive.start_file("bomb.txt", options).expect("an entry");
    let zeros = vec![b' '; 1 << 20];
    (0..4).for_each(|_| archive.write_all(&zeros).expect("written"));
    archive.finish().expect("finished");
    let before = fs::read_dir(&folder.0).expect("readable").count();
    let status = batch(&folder, "out", "csv").args(["in/evil.zip", "--each", "--max-bytes", "1M"]).status().expect("runs");
    assert_eq!(status.code(), Some(3), "the bomb is larger than the limit");
    assert_eq!(fs::read_dir(&folder.0).expect("readable").count(), before + 1, "something beside the output");
    assert!(!Path::new("/tmp/evil.txt").exists());
    let manifest = fs::read_to_string(folder.path("out/manifest.ndjson")).expect("there");
    assert!(manifest.contains("--max-bytes") && !manifest.contains('\u{1b}'), "{manifest}");
}
