//! Every writer's output on a report full of the fuzzer's words, read back by independent readers.
#![no_main]

use hemaexport::{InputFormat, WriteOptions};
use hemaexport_fuzz::{page, read_back};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    if let Some(reading) = hemaexport_fuzz::read_text(&page::release(text), Some(InputFormat::Text)) {
        let findings = hemaexport::check(&reading.report);
        read_back::every_format(&reading.report, &WriteOptions { findings, ..WriteOptions::default() });
    }
});
