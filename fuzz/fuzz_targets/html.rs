//! HTML, well formed or not.
#![no_main]

use hemaexport::InputFormat;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    hemaexport_fuzz::read_text(text, Some(InputFormat::Html));
});
