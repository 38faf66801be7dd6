//! A watched folder: what is complete is exported at once, what is not is left alone.

#![cfg(target_os = "linux")] // elsewhere the system does not tell of closing, and waiting takes its time

use std::fs::{self, File};
use std::io::Write;
use std::process::Command;
use std::time::{Duration, Instant};

use crate::scratch::{Scratch, release};

fn wait_for(path: &std::path::Path) -> Duration {
    let begun = Instant::now();
    while !path.exists() {
        assert!(begun.elapsed() < Duration::from_secs(60), "{} does not come", path.display());
        std::thread::sleep(Duration::from_millis(1));
    }
    begun.elapsed()
}

#[test]
fn files_are_exported_once_they_are_complete() {
    let scratch = Scratch::with_releases("desk", 1);
    let (desk, out) = (scratch.root.join("in/0"), scratch.root.join("out"));
    let mut child = scratch.start("batch --watch in/0 -o out -f csv");
    wait_for(&out.join("r000/facts.csv"));

    let mut taken = Vec::new();
    for number in 1..=6 {
        let name = format!("closed{number}");
        let mut file = File::create(desk.join(format!("{name}.txt"))).unwrap();
        file.write_all(release(number).as_bytes()).unwrap();
        std::thread::sleep(Duration::from_millis(30));
        assert!(!out.join(&name).exists(), "a file that is open is not complete");
        drop(file);
        taken.push(wait_for(&out.join(&name).join("facts.csv")));
    }
    fs::write(desk.join(".moved.txt"), release(7)).unwrap();
    fs::write(desk.join("part.tmp"), release(8)).unwrap();
    fs::rename(desk.join(".moved.txt"), desk.join("moved.txt")).unwrap();
    taken.push(wait_for(&out.join("moved/facts.csv")));
    println!("from complete to exported: {taken:?}");

    let end = |id: u32| assert!(Command::new("kill").args(["-INT", &id.to_string()]).status().unwrap().success());
    end(child.id());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    let inputs = scratch.column("out", "input");
    assert_eq!(inputs.len(), 8, "{inputs:?}");
    assert!(inputs.iter().all(|input| input.starts_with("in/0/") && !input.contains("part")), "{inputs:?}");

    // What came while nobody watched is made up for; what is done is not done again.
    fs::write(desk.join("late.txt"), release(9)).unwrap();
    let mut child = scratch.start("batch --watch in/0 -o out -f csv --resume");
    wait_for(&out.join("late/facts.csv"));
    end(child.id());
    assert_eq!(child.wait().unwrap().code(), Some(0));
    assert_eq!(scratch.manifest("out").len(), 9);
}
