//! Files, folders, patterns, lists, pipes and archives; and what must not come of them.

use std::io::Write;

use crate::scratch::{Scratch, release};

fn gzipped(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zipped(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, bytes) in entries {
        archive.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        archive.write_all(bytes).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

/// A tar archive; an entry's name stands in it as given, however odd.
fn tarred(entries: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut archive = tar::Builder::new(Vec::new());
    for (name, bytes) in entries {
        let mut header = tar::Header::new_gnu();
        header.as_gnu_mut().unwrap().name[..name.len()].copy_from_slice(name.as_bytes());
        header.set_size(bytes.len() as u64);
        header.set_mode(0o644);
        header.set_cksum();
        archive.append(&header, &bytes[..]).unwrap();
    }
    archive.into_inner().unwrap()
}

#[test]
fn every_kind_is_read() {
    let scratch = Scratch::new("kinds");
    let text = |number| release(number).into_bytes();
    scratch.write("d/b/two.txt", &text(2));
    scratch.write("d/a.htm.gz", &gzipped(&text(1)));
    scratch.write("d/logo.jpg", b"\xff\xd8");
    scratch.write("d/c.zip", &zipped(&[("x/three.txt", text(3)), ("x/logo.gif", vec![0]), ("four.txt.gz", gzipped(&text(4)))]));
    scratch.write("feed/20040513.nc.tar.gz", &gzipped(&tarred(&[("0001275287-04-002673.nc", text(5)), ("six.txt", text(6))])));
    scratch.write("p/g1.txt", &text(7));
    scratch.write("p/g2.txt", &text(8));
    scratch.write("with blank.txt", &text(9));
    scratch.expect(0, "batch -r d feed p/g*.txt -o one");
    let inputs = [
        "d/a.htm.gz",
        "d/b/two.txt",
        "d/c.zip!x/three.txt",
        "d/c.zip!four.txt.gz",
        "feed/20040513.nc.tar.gz!0001275287-04-002673.nc",
        "feed/20040513.nc.tar.gz!six.txt",
        "p/g1.txt",
        "p/g2.txt",
    ];
    assert_eq!(scratch.column("one", "input"), inputs);
    assert!(scratch.manifest("one").iter().all(|line| line["status"] == "exported" && line["facts"].as_u64() > Some(10)));
    assert_eq!(scratch.manifest("one")[4]["accession"], "0001275287-04-002673");
    assert_eq!(scratch.manifest("one")[4]["filed_year"], 2004);

    let output = scratch.fed("batch --files-from - -0 -o two", b"with blank.txt\0d/b/two.txt\0");
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(scratch.column("two", "input"), ["with blank.txt", "d/b/two.txt"]);
    let output = scratch.fed("batch - d/b/two.txt -o three", &gzipped(&text(10)));
    assert_eq!(output.status.code(), Some(0));
    assert_eq!(scratch.column("three", "input"), ["<stdin>", "d/b/two.txt"]);
}

#[test]
fn a_slip_of_the_keyboard_makes_nothing() {
    let scratch = Scratch::with_releases("slips", 1);
    for (arguments, said) in [
        ("batch in -o out", "is a directory"),
        ("batch in/0/r00.txt -o out", "no such file"),
        ("batch in/*.htm -o out", "no file fits"),
        ("batch -r in -o out -f xbrl", "makes no dataset"),
        ("batch -r in -o in", "holds something else"),
        ("batch -o out", "no input given"),
    ] {
        let output = scratch.expect(2, arguments);
        assert!(output.contains(said) && output.contains("help:"), "{arguments}: {output}");
    }
    assert!(!scratch.root.join("out").exists());
}

#[test]
fn a_bad_document_is_listed_and_ends_nothing() {
    let scratch = Scratch::new("bad");
    let good = |number| release(number).into_bytes();
    scratch.write("in/a.txt", &good(1));
    scratch.write("in/b-empty.txt", b"");
    scratch.write("in/c-binary.txt", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
    scratch.write("in/d-torn.txt.gz", &gzipped(&good(2))[..200]);
    scratch.write("in/e-bomb.txt.gz", &gzipped(&vec![b' '; 30_000_000]));
    scratch.write("in/f-bomb.zip", &zipped(&[("big.txt", vec![b' '; 30_000_000]), ("good.txt", good(3))]));
    scratch.write("in/g-torn.zip", &zipped(&[("x.txt", good(4))])[..300]);
    scratch.write("in/h-torn.tar", &tarred(&[("x.txt", good(5)), ("y.txt", good(6))])[..6000]);
    scratch.write("in/i-none.txt", b"The weather is fine.\n");
    scratch.write("in/j.txt", &good(7));
    let said = scratch.expect(3, "batch -r in -o out --max-bytes 20M");
    let line = |input: &str| scratch.manifest("out").into_iter().find(|line| line["input"] == input).unwrap();
    for (input, reason) in [
        ("in/b-empty.txt", "the file is empty"),
        ("in/c-binary.txt", "this is a binary file"),
        ("in/d-torn.txt.gz", "broken gzip data"),
        ("in/e-bomb.txt.gz", "larger than --max-bytes 20000000"),
        ("in/f-bomb.zip!big.txt", "larger than --max-bytes 20000000"),
        ("in/g-torn.zip", "broken archive"),
    ] {
        assert_eq!(line(input)["status"], "failed");
        assert!(line(input)["reason"].as_str().unwrap().starts_with(reason), "{}", line(input));
        assert!(said.contains(input), "{said}");
    }
    assert!(
        scratch
            .manifest("out")
            .iter()
            .any(|line| line["input"].as_str().unwrap().starts_with("in/h-torn.tar") && line["status"] == "failed")
    );
    assert_eq!(line("in/i-none.txt")["status"], "empty");
    for input in ["in/a.txt", "in/f-bomb.zip!good.txt", "in/j.txt"] {
        assert_eq!(line(input)["status"], "exported");
    }
}

#[test]
fn names_of_entries_never_become_paths() {
    let scratch = Scratch::new("names");
    let text = |number| release(number).into_bytes();
    scratch.write("a.zip", &zipped(&[("../../up.txt", text(1)), ("/etc/root.txt", text(2)), ("..\\back.txt", text(3))]));
    scratch.write("b.tar", &tarred(&[("../../../up.txt", text(4)), ("d/up.txt", text(5)), ("x\u{1b}[2J.txt", text(6))]));
    scratch.expect(0, "batch a.zip b.tar -o out/deep --each");
    let mut folders: Vec<String> =
        std::fs::read_dir(scratch.root.join("out/deep")).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    folders.sort();
    assert_eq!(folders, [".hemaexport", "back", "manifest.ndjson", "root", "up", "up-2", "up-3", "x__2J"]);
    assert_eq!(scratch.column("out/deep", "output"), ["up", "root", "back", "up-2", "up-3", "x__2J"]);
    let mut beside: Vec<String> =
        std::fs::read_dir(&scratch.root).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    beside.sort();
    assert_eq!(beside, ["a.zip", "b.tar", "out"]);
}

#[cfg(unix)]
#[test]
fn links_are_not_walked_in_circles() {
    let scratch = Scratch::with_releases("links", 2);
    std::os::unix::fs::symlink("..", scratch.root.join("in/0/up")).unwrap();
    std::os::unix::fs::symlink("../1/r001.txt", scratch.root.join("in/0/linked.txt")).unwrap();
    scratch.expect(0, "batch -r in -o in/out");
    assert_eq!(scratch.column("in/out", "input"), ["in/0/linked.txt", "in/0/r000.txt", "in/1/r001.txt"]);
    assert_eq!(scratch.column("in/out", "status"), ["exported", "exported", "duplicate"]);
    // The dataset lies among its inputs and is none.
    scratch.expect(0, "batch -r in -o in/out --resume");
    assert_eq!(scratch.manifest("in/out").len(), 3);
}
