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

const TEXT: &str = include_str!("../examples/hemacare_2004q1.txt");
const PAGE: &str = include_str!("../tests/releases/birch-foods_2016q3/release.htm");
const TIMES: [usize; 3] = [1, 10, 100];

fn main() {
    divan::main();
}

fn source(text: &str, times: usize) -> Arc<Source> {
    Arc::new(Source::from_text("bench", text.repeat(times)))
}

fn on_source<T>(bencher: Bencher<'_, '_>, text: &str, times: usize, job: impl Fn(&Arc<Source>) -> T + Sync) {
    let source = source(text, times);
    bencher.counter(BytesCount::of_str(source.text())).bench(|| job(black_box(&source)));
}

/// What the disk's cache gives.
fn on_file(bencher: Bencher<'_, '_>, text: &str, times: usize) {
    let path = std::env::temp_dir().join(format!("hemaexport-bench-{}-{times}", std::process::id()));
    fs::write(&path, text.repeat(times)).expect("written");
    bencher.counter(BytesCount::new(text.len() * times)).bench(|| fs::read(black_box(&path)).expect("there"));
    let _ = fs::remove_file(path);
}

mod text {
    use super::*;

    #[divan::bench(args = TIMES)]
    fn a_file(bencher: Bencher<'_, '_>, times: usize) {
        on_file(bencher, TEXT, times);
    }

    /// Each word with its place and the blanks before it, as a reader of columns needs them.
    #[divan::bench(args = TIMES)]
    fn b_words_alone(bencher: Bencher<'_, '_>, times: usize) {
        on_source(bencher, TEXT, times, |source| {
            let start = source.text().as_ptr() as usize;
            let lines = source.text().lines();
            lines.flat_map(|line| line.split_whitespace().map(move |word| (word.as_ptr() as usize - start, word.len()))).collect::<Vec<_>>()
        });
    }

    /// Words, lines, tables of the page.
    #[divan::bench(args = TIMES)]
    fn c_page(bencher: Bencher<'_, '_>, times: usize) {
        on_source(bencher, TEXT, times, |source| hemaexport::read::read(source, Some(InputFormat::Text)).expect("a release"));
    }

    /// All the way to facts.
    #[divan::bench(args = TIMES)]
    fn d_facts(bencher: Bencher<'_, '_>, times: usize) {
        on_source(bencher, TEXT, times, |source| hemaexport::read(source, None, &ReadOptions::default()).expect("a release"));
    }
}

mod html {
    use super::*;

    #[divan::bench(args = TIMES)]
    fn a_file(bencher: Bencher<'_, '_>, times: usize) {
        on_file(bencher, PAGE, times);
    }

    #[divan::bench(args = TIMES)]
    fn b_tokens_alone(bencher: Bencher<'_, '_>, times: usize) {
        on_source(bencher, PAGE, times, |source| html5gum::Tokenizer::new(source.text()).count());
    }

    /// Words, lines, tables of the page.
    #[divan::bench(args = TIMES)]
    fn c_page(bencher: Bencher<'_, '_>, times: usize) {
        on_source(bencher, PAGE, times, |source| hemaexport::read::read(source, Some(InputFormat::Html)).expect("a release"));
    }

    /// All the way to facts.
    #[divan::bench(args = TIMES)]
    fn d_facts(bencher: Bencher<'_, '_>, times: usize) {
        on_source(bencher, PAGE, times, |source| hemaexport::read(source, None, &ReadOptions::default()).expect("a release"));
    }
}

#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let report = hemaexport::read(&source(TEXT, 1), None, &ReadOptions::default()).expect("a release").report;
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
