//! Each writer on HemaCare's 62 facts, and on a report of many: `cargo bench --bench writers`.

#![allow(clippy::disallowed_methods)] // a benchmark may look at the environment

#[path = "../tests/reports/mod.rs"]
mod reports;

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use hemaexport::{Format, Report, WriteOptions, write};
use reports::Names;

fn main() {
    divan::main();
}

/// Facts of the large report; `HEMAEXPORT_BENCH_FACTS` sets another number.
fn many() -> usize {
    std::env::var("HEMAEXPORT_BENCH_FACTS").ok().and_then(|n| n.parse().ok()).unwrap_or(10_000)
}

fn measure(bencher: Bencher<'_, '_>, report: &Report, format: Format) {
    let options = WriteOptions::default();
    let bytes: usize = write(report, format, &options).expect("the report is written").files.iter().map(|file| file.bytes.len()).sum();
    bencher
        .counter(ItemsCount::new(report.facts.len()))
        .counter(BytesCount::new(bytes))
        .bench(|| write(divan::black_box(report), format, &options));
}

fn name(format: &Format) -> &'static str {
    format.name()
}

#[divan::bench(args = Format::ALL.iter().map(name))]
fn hemacare(bencher: Bencher<'_, '_>, format: &str) {
    measure(bencher, &reports::hemacare(Names::Standard), Format::from_name(format).expect("a format"));
}

#[divan::bench(args = Format::ALL.iter().map(name), sample_count = 5)]
fn many_facts(bencher: Bencher<'_, '_>, format: &str) {
    measure(bencher, &reports::large(many()), Format::from_name(format).expect("a format"));
}
