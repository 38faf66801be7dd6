//! Each writer on HemaCare's 62 facts and on a report of many, beside the bare library that writes the same rows:
//! `cargo bench --bench writers`. The tables count the time that the processor spent on it, so that other work on the machine does not show.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a benchmark may look at the environment and print

#[path = "../tests/reports/mod.rs"]
mod reports;

#[path = "writers/bare.rs"]
mod bare;

#[path = "writers/stores.rs"]
mod stores;

use std::time::{Duration, Instant};

use divan::Bencher;
use divan::counter::{BytesCount, ItemsCount};
use hemaexport::{Format, Report, WriteOptions, write};
use reports::Names;

fn main() {
    if !std::env::args().any(|argument| argument == "--test" || argument == "--list") {
        table(&reports::hemacare(Names::Standard));
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
        "{} facts\n\n| format | facts/s | bytes/fact | ms | bare library, ms | times that |\n| --- | --- | --- | --- | --- | --- |",
        report.facts.len()
    );
    let chosen = std::env::var("HEMAEXPORT_BENCH_FORMATS").ok();
    let wanted = |format: &&Format| chosen.as_ref().is_none_or(|names| names.split(',').any(|name| name == format.name()));
    for &format in Format::ALL.iter().filter(wanted) {
        let output = write(report, format, &WriteOptions::default()).expect("the report is written");
        let bytes: usize = output.files.iter().map(|file| file.bytes.len()).sum();
        let ours = median(|| {
            let _ = divan::black_box(write(divan::black_box(report), format, &WriteOptions::default()));
        });
        let bare = bare::writer(report, format, &output.files).map(|mut write| median(&mut write));
        let (facts, seconds) = (report.facts.len(), ours.as_secs_f64());
        let beside = bare.map_or_else(|| " | ".to_owned(), |b| format!("{:.2} | {:.2}", b.as_secs_f64() * 1e3, seconds / b.as_secs_f64()));
        println!("| `{}` | {:.0} | {} | {:.2} | {beside} |", format.name(), facts as f64 / seconds, bytes / facts, seconds * 1e3);
    }
    println!();
}

/// Processor time of a run: the median of three stretches, each of as many runs as the clock needs to tell them apart.
fn median(mut run: impl FnMut()) -> Duration {
    const STRETCH: Duration = Duration::from_millis(200);
    let mut times: [Duration; 3] = std::array::from_fn(|_| {
        let start = Clock::now();
        for runs in 1.. {
            run();
            let elapsed = start.elapsed();
            if elapsed >= STRETCH {
                return elapsed / runs;
            }
        }
        unreachable!("time passes")
    });
    times.sort();
    times[1]
}

/// What this thread has had of the processor; where the system does not tell, the time of the day.
enum Clock {
    Thread(Duration),
    Day(Instant),
}

impl Clock {
    fn now() -> Self {
        Self::of_thread().map_or_else(|| Self::Day(Instant::now()), Self::Thread)
    }

    /// Linux counts nanoseconds for each thread.
    fn of_thread() -> Option<Duration> {
        let counts = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
        counts.split(' ').next()?.parse().ok().map(Duration::from_nanos)
    }

    fn elapsed(&self) -> Duration {
        match self {
            Self::Thread(start) => Self::of_thread().unwrap_or_default().saturating_sub(*start),
            Self::Day(start) => start.elapsed(),
        }
    }
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
