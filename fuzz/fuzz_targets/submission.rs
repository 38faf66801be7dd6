//! EDGAR submissions and single documents of them.
#![no_main]

use hemaexport::InputFormat;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    hemaexport_fuzz::read_text(text, Some(InputFormat::Submission));
});
