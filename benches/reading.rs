//! How long reading takes, step by step, beside what no reader can do without: fetching the file, and a bare pass over its words or tags.
//!
//! `cargo bench --bench reading`. The text is the example release, the page a made-up one; each 1, 10 and 100 times, to show that cost grows
//! with length alone. `BENCHMARKS.md` holds the figures.

#![allow(clippy::disallowed_methods)] // a benchmark may touch files and run the program

use std::fs;
use std::process::{Command, Stdio};
use std::sync::Arc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use hemaexport::{InputFormat, ReadOptions, Source};

const TIMES: [usize; 3] = [1, 10, 100];

fn main() {
    divan::main();
}

/// A kind of release, by an example.
trait Kind {
    const EXAMPLE: &str;
    const FORMAT: InputFormat;

    /// A bare pass: takes the text apart and makes nothing of the parts.
    fn parts(text: &str) -> usize;

    fn source(times: usize) -> Arc<Source> {
        Arc::new(Source::from_text("bench", Self::EXAMPLE.repeat(times)))
    }
}

struct Text;
struct Html;

impl Kind for Text {
    const EXAMPLE: &str = include_str!("../examples/hemacare_2004q1.txt");
    const FORMAT: InputFormat = InputFormat::Text;

    /// Each line with its place, each word with its place, as a reader of columns needs them.
    fn parts(text: &str) -> usize {
        let place = |part: &str| part.as_ptr() as usize - text.as_ptr() as usize;
        let (mut lines, mut words) = (Vec::new(), Vec::new());
        for line in text.lines() {
            lines.push((place(line), words.len()));
            words.extend(line.split_whitespace().map(|word| (place(word), word.len())));
        }
        black_box((lines, words)).1.len()
    }
}

impl Kind for Html {
    const EXAMPLE: &str = include_str!("../tests/releases/birch-foods_2016q3/release.htm");
    const FORMAT: InputFormat = InputFormat::Html;

    /// Each tag and each stretch of text between two.
    fn parts(text: &str) -> usize {
        html5gum::Tokenizer::new(text).count()
    }
}

fn on_source<K: Kind, T>(bencher: Bencher<'_, '_>, times: usize, job: impl Fn(&Arc<Source>) -> T + Sync) {
    let source = K::source(times);
    bencher.counter(BytesCount::of_str(source.text())).bench(|| job(black_box(&source)));
}

/// What the disk's cache gives.
#[divan::bench(types = [Text, Html], args = TIMES)]
fn a_file<K: Kind>(bencher: Bencher<'_, '_>, times: usize) {
    let path = std::env::temp_dir().join(format!("hemaexport-bench-{}-{times}", std::process::id()));
    fs::write(&path, K::EXAMPLE.repeat(times)).expect("written");
    bencher.counter(BytesCount::new(K::EXAMPLE.len() * times)).bench(|| fs::read(black_box(&path)).expect("there"));
    let _ = fs::remove_file(path);
}

/// Words or tags alone.
#[divan::bench(types = [Text, Html], args = TIMES)]
fn b_parts<K: Kind>(bencher: Bencher<'_, '_>, times: usize) {
    on_source::<K, _>(bencher, times, |source| K::parts(source.text()));
}

/// Lines, headings, tables of the page.
#[divan::bench(types = [Text, Html], args = TIMES)]
fn c_page<K: Kind>(bencher: Bencher<'_, '_>, times: usize) {
    on_source::<K, _>(bencher, times, |source| hemaexport::read::read(source, Some(K::FORMAT)).expect("a release"));
}

/// All the way to facts.
#[divan::bench(types = [Text, Html], args = TIMES)]
fn d_facts<K: Kind>(bencher: Bencher<'_, '_>, times: usize) {
    on_source::<K, _>(bencher, times, |source| hemaexport::read(source, Some(K::FORMAT), &ReadOptions::default()).expect("a release"));
}

#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let report = hemaexport::read(&Text::source(1), None, &ReadOptions::default()).expect("a release").report;
    bencher.bench(|| hemaexport::check(black_box(&report)));
}

/// Start-up included.
#[divan::bench]
fn whole_program() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/hemacare_2004q1.txt");
    let program = env!("CARGO_BIN_EXE_hemaexport");
    let status = Command::new(program).args(["-qq", "--no-config", example]).stdout(Stdio::null()).status().expect("runs");
    assert!(status.success());
}
