//! Bytes in no encoding or in any: what is decoded leads back to the bytes.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    hemaexport_fuzz::read_bytes(bytes, None);
});
