//! How long reading and writing take, beside a bare pass over the same bytes: `cargo bench`.
//!
//! The text is the example release, the page a made-up one; each also ten times as long, to show that cost grows with length alone.

#![allow(clippy::disallowed_methods)] // a benchmark may run the program

use std::process::{Command, Stdio};
use std::sync::Arc;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use hemaexport::{Format, ReadOptions, Reading, Source, WriteOptions};

const TEXT: &str = include_str!("../examples/hemacare_2004q1.txt");
const PAGE: &str = include_str!("../tests/releases/birch-foods_2016q3/release.htm");

fn main() {
    divan::main();
}

fn source(text: &str, times: usize) -> Arc<Source> {
    Arc::new(Source::from_text("bench", text.repeat(times)))
}

fn read(source: &Arc<Source>) -> Reading {
    hemaexport::read(source, None, &ReadOptions::default()).expect("a release")
}

/// The least that any reader of text does.
#[divan::bench(args = [1, 10])]
fn text_words_alone(bencher: Bencher<'_, '_>, times: usize) {
    let text = TEXT.repeat(times);
    bencher.counter(BytesCount::of_str(&text)).bench(|| black_box(&text).split_whitespace().map(str::len).max());
}

#[divan::bench(args = [1, 10])]
fn text_read(bencher: Bencher<'_, '_>, times: usize) {
    let source = source(TEXT, times);
    bencher.counter(BytesCount::of_str(source.text())).bench(|| read(black_box(&source)));
}

/// The least that any reader of HTML does.
#[divan::bench(args = [1, 10])]
fn page_tokens_alone(bencher: Bencher<'_, '_>, times: usize) {
    let page = PAGE.repeat(times);
    bencher.counter(BytesCount::of_str(&page)).bench(|| html5gum::Tokenizer::new(black_box(page.as_str())).count());
}

#[divan::bench(args = [1, 10])]
fn page_read(bencher: Bencher<'_, '_>, times: usize) {
    let source = source(PAGE, times);
    bencher.counter(BytesCount::of_str(source.text())).bench(|| read(black_box(&source)));
}

#[divan::bench]
fn check(bencher: Bencher<'_, '_>) {
    let report = read(&source(TEXT, 1)).report;
    bencher.bench(|| hemaexport::check(black_box(&report)));
}

#[divan::bench(args = Format::ALL.iter().map(|format| format.name()))]
fn write(bencher: Bencher<'_, '_>, name: &str) {
    let report = read(&source(TEXT, 1)).report;
    let format = Format::from_name(name).expect("one of all");
    bencher.bench(|| hemaexport::write(black_box(&report), format, &WriteOptions::default()));
}

/// Start-up included.
#[divan::bench]
fn whole_program() {
    let example = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/hemacare_2004q1.txt");
    let program = env!("CARGO_BIN_EXE_hemaexport");
    let status = Command::new(program).args(["-qq", "--no-config", example]).stdout(Stdio::null()).status().expect("runs");
    assert!(status.success());
}
