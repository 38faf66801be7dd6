//! What is written: the same whatever the number of jobs, the same as by single runs, parted as asked.

use crate::scratch::{Scratch, assert_same, release};

#[test]
fn jobs_do_not_show() {
    let scratch = Scratch::with_releases("jobs", 9);
    for format in ["parquet", "csv", "ndjson", "sqlite"] {
        for jobs in [1, 2, 5] {
            scratch.expect(0, &format!("batch -r in -o {format}{jobs} -f {format} --jobs {jobs} --part-facts 100 -q"));
        }
        let one = scratch.tree(&format!("{format}1"));
        assert_same(&one, &scratch.tree(&format!("{format}2")));
        assert_same(&one, &scratch.tree(&format!("{format}5")));
    }
    assert!(scratch.tree("csv1").keys().filter(|path| path.starts_with("facts")).count() > 2, "the parts are many");
}

#[test]
fn the_facts_are_those_of_single_runs() {
    let scratch = Scratch::with_releases("single", 4);
    scratch.expect(0, "batch -r in -o set -f ndjson");
    scratch.expect(0, "batch -r in -o each -f ndjson,html --each");
    let mut singles = Vec::new();
    for (input, folder) in scratch.column("set", "input").iter().zip(scratch.column("each", "output")) {
        let single = scratch.run(&format!("-qq -f ndjson {input}")).stdout;
        assert!(!single.is_empty());
        assert_eq!(single, std::fs::read(scratch.root.join("each").join(&folder).join("facts.ndjson")).unwrap());
        singles.extend(single);
    }
    assert!(std::fs::read(scratch.root.join("set/facts/part-00000.ndjson")).unwrap() == singles);
    let listed: u64 = scratch.manifest("set").iter().map(|line| line["facts"].as_u64().unwrap()).sum();
    assert_eq!(listed as usize, singles.iter().filter(|&&b| b == b'\n').count());
}

#[test]
fn the_same_document_is_exported_once() {
    let scratch = Scratch::with_releases("twice", 2);
    scratch.write("in/2/again.txt", release(0).as_bytes());
    for (output, more) in [("set", "-f csv"), ("base", "-f sqlite"), ("each", "--each")] {
        scratch.expect(0, &format!("batch -r in -o {output} {more}"));
        assert_eq!(scratch.column(output, "status"), ["exported", "exported", "duplicate"]);
        let lines = scratch.manifest(output);
        assert_eq!((&lines[0]["sha256"], &lines[0]["release_id"]), (&lines[2]["sha256"], &lines[2]["release_id"]));
    }
    let releases = std::fs::read_to_string(scratch.root.join("set/releases/part-00000.csv")).unwrap();
    assert_eq!(releases.lines().count(), 3);
}

#[test]
fn a_dataset_is_parted_by_years() {
    let scratch = Scratch::new("parted");
    for (number, name) in ["0000950135-07-001095", "0000950135-98-000001", "0000950135-07-000007", "unknown"].iter().enumerate() {
        scratch.write(&format!("in/{name}.txt"), release(number).as_bytes());
    }
    scratch.expect(0, "batch -r in -o filed -p filed_year -f csv");
    let folders = |output: &str| {
        let names = scratch.tree(output).into_keys().filter(|path| path.starts_with("facts")).map(|path| path.display().to_string());
        names.collect::<Vec<_>>()
    };
    let part = |key: &str| format!("facts/filed_year={key}/part-00000.csv");
    assert_eq!(folders("filed"), [part("1998"), part("2007"), part("__HIVE_DEFAULT_PARTITION__")]);
    let rows = |key: &str| {
        std::fs::read_to_string(scratch.root.join("filed/releases").join(key).join("part-00000.csv")).unwrap().lines().count() - 1
    };
    assert_eq!((rows("filed_year=1998"), rows("filed_year=2007")), (1, 2));
    scratch.expect(0, "batch -r in -o period -p period_year -f csv");
    assert_eq!(folders("period"), ["facts/period_year=1998/part-00000.csv"]);
}

#[test]
fn programs_are_told() {
    let scratch = Scratch::with_releases("told", 2);
    scratch.write("in/bad.txt", b"");
    let said = scratch.expect(3, "batch -r in -o out --message-format json");
    let lines: Vec<serde_json::Value> = said.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines[0]["type"], "failure");
    let last = lines.last().unwrap();
    assert_eq!((last["type"].as_str(), last["exported"].as_u64(), last["failed"].as_u64()), (Some("batch"), Some(2), Some(1)));
}
