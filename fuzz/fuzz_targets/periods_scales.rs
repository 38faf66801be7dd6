//! The words around a table (its period, its scale, its headers, its labels), in a frame that makes facts of the rest.
#![no_main]

use hemaexport::InputFormat;
use hemaexport_fuzz::page;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    hemaexport_fuzz::read_text(&page::release(text), Some(InputFormat::Text));
});
