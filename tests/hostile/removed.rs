//! A target that is removed while something is written into it: the run says so, and what is there afterwards is whole.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use super::batch::{DOCUMENTS, batch, releases, seen, tell, told};
use super::{Folder, stderr};

fn signal(child: &Child, name: &str) {
    let status = Command::new("kill").args([&format!("-{name}"), &child.id().to_string()]).status();
    assert!(status.expect("kill runs").success());
}

/// Documents are done, as the journal or the manifest shows, and the run is held where it is.
fn held_in_the_middle(run: &mut Child, output: &Path) {
    let length = |name: &str| output.join(name).metadata().map_or(0, |meta| meta.len());
    while length(".hemaexport/journal") < 1000 && length("manifest.ndjson") < 1000 {
        assert!(run.try_wait().expect("a child").is_none(), "over before all names were told");
        thread::sleep(Duration::from_millis(1));
    }
    signal(run, "STOP");
}

#[test]
fn a_target_that_is_removed_under_a_batch_is_said() {
    for (format, more) in [("csv", &[][..]), ("ndjson", &[]), ("parquet", &["-p", "period_year"]), ("sqlite", &[]), ("csv", &["--each"])] {
        let folder = Folder::new("removed");
        releases(&folder);
        let output = folder.path("out");
        let start = |name: &str| {
            let mut command = batch(&folder, name, format);
            command.args(more).stderr(Stdio::piped());
            command
        };
        let mut run = told(&folder, "out", format).args(more).arg("-j1").stderr(Stdio::piped()).spawn().expect("runs");
        let mut names = run.stdin.take().expect("a pipe");
        tell(&mut names, 0..DOCUMENTS / 2);
        held_in_the_middle(&mut run, &output);
        fs::remove_dir_all(&output).expect("removed");
        signal(&run, "CONT");
        tell(&mut names, DOCUMENTS / 2..DOCUMENTS);
        drop(names);
        let ended = run.wait_with_output().expect("a child");
        assert_eq!(ended.status.code(), Some(2), "{format}: {}", stderr(&ended));
        assert!(stderr(&ended).contains("cannot write"), "{format}: {}", stderr(&ended));
        assert!(start("whole").status().expect("runs").success());
        let whole = seen(&folder.path("whole"));
        for (name, bytes) in seen(&output) {
            assert!(whole.get(&name) == Some(&bytes), "{format}: {name} is half written");
        }
        assert!(start("out").arg("--resume").status().expect("runs").success());
        assert!(seen(&output) == whole, "{format}: other bytes than of an undisturbed run");
    }
}

#[test]
fn a_target_that_is_removed_between_two_releases_is_made_anew() {
    let folder = Folder::new("between");
    let first = folder.put("first.txt", super::batch::release(1234));
    let second = folder.path("second.txt");
    assert!(Command::new("mkfifo").arg(&second).status().expect("mkfifo runs").success());
    let target = folder.path("out");
    let run = Command::new(env!("CARGO_BIN_EXE_hemaexport"))
        .args(["--no-config", "-qq", "-f", "csv,xlsx", "-o"])
        .args([&target, &first, &second])
        .stderr(Stdio::piped())
        .spawn()
        .expect("runs");
    while !target.join("first").exists() {
        thread::sleep(Duration::from_millis(1));
    }
    // the program waits for the second release, so nothing is on its way
    let mut pipe = fs::File::options().write(true).open(&second).expect("the program reads it");
    fs::remove_dir_all(&target).expect("removed");
    std::io::Write::write_all(&mut pipe, super::batch::release(4321).as_bytes()).expect("read");
    drop(pipe);
    let ended = run.wait_with_output().expect("a child");
    assert_eq!(ended.status.code(), Some(0), "{}", stderr(&ended));
    let files: Vec<String> = folder.files().into_iter().filter(|name| name.starts_with("out/")).collect();
    assert!(!files.is_empty() && files.iter().all(|name| name.starts_with("out/second/")), "{files:?}");
}
