//! Each writer on HemaCare's 62 facts, and on a report of many beside the bare library that writes the same rows:
//! `cargo bench --bench writers`.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a benchmark may look at the environment and print

#[path = "../tests/reports/mod.rs"]
mod reports;

#[path = "writers/bare.rs"]
mod bare;

use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use hemaexport::{Format, Report, WriteOptions, write};
use reports::Names;

fn main() {
    if !std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        table(&reports::large(many()));
    }
    divan::main();
}

/// Facts of the large report; `HEMAEXPORT_BENCH_FACTS` sets another number.
fn many() -> usize {
    std::env::var("HEMAEXPORT_BENCH_FACTS").ok().and_then(|n| n.parse().ok()).unwrap_or(100_000)
}

/// A line a format: facts a second, bytes a fact, and the time of the bare library.
fn table(report: &Report) {
    println!(
        "{} facts\n\n| format | facts/s | bytes/fact | bare library | times that |\n| --- | --- | --- | --- | --- |",
        report.facts.len()
    );
    for &format in Format::ALL {
        let Ok(output) = write(report, format, &WriteOptions::default()) else { continue };
        let bytes: usize = output.files.iter().map(|file| file.bytes.len()).sum();
        let ours = median(|| {
            let _ = divan::black_box(write(divan::black_box(report), format, &WriteOptions::default()));
        });
        let bare = bare::writer(report, format, &output.files).map(|mut write| median(&mut write));
        let (facts, seconds) = (report.facts.len(), ours.as_secs_f64());
        let beside =
            bare.map_or_else(|| " | ".to_owned(), |b| format!("{:.0} ms | {:.2}", b.as_secs_f64() * 1e3, seconds / b.as_secs_f64()));
        println!("| `{}` | {:.0} | {} | {beside} |", format.name(), facts as f64 / seconds, bytes / facts);
    }
    println!();
}

/// Of three runs.
fn median(mut run: impl FnMut()) -> Duration {
    let mut times: [Duration; 3] = std::array::from_fn(|_| {
        let start = Instant::now();
        run();
        start.elapsed()
    });
    times.sort();
    times[1]
}

#[divan::bench(args = Format::ALL.iter().map(|format| format.name()))]
fn hemacare(bencher: Bencher<'_, '_>, format: &str) {
    let (report, format) = (reports::hemacare(Names::Standard), Format::from_name(format).expect("a format"));
    let options = WriteOptions::default();
    let bytes: usize = write(&report, format, &options).expect("the report is written").files.iter().map(|file| file.bytes.len()).sum();
    bencher
        .counter(ItemsCount::new(report.facts.len()))
        .counter(BytesCount::new(bytes))
        .bench(|| write(divan::black_box(&report), format, &options));
}
