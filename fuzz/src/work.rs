//! Work that grows with the input alone: memory asked for, and time, each per byte.

use std::alloc::System;
use std::time::Duration;

use cpu_time::ThreadTime;
use stats_alloc::{INSTRUMENTED_SYSTEM, Region, StatsAlloc};

#[global_allocator]
static ALLOCATOR: &StatsAlloc<System> = &INSTRUMENTED_SYSTEM;

/// What a reading may ask for in all, given back or not: tables of words and the like, and so much a byte.
const BYTES: (usize, usize) = (64 << 20, 40_000);
/// Of the processor, far more than it takes: this is for what explodes, not for what is slow.
const TIME: (Duration, Duration) = (Duration::from_secs(2), Duration::from_micros(500));

/// Does something to an input of `len` bytes.
///
/// # Panics
/// When it takes more than an input of that length may.
pub fn bounded<T>(len: usize, job: impl FnOnce() -> T) -> T {
    let (region, start) = (Region::new(ALLOCATOR), ThreadTime::now());
    let result = job();
    let (took, change) = (start.elapsed(), region.change());
    let asked = change.bytes_allocated;
    assert!(asked <= BYTES.0 + BYTES.1 * len, "{len} bytes of input asked for {asked} bytes of memory");
    let most = TIME.0 + TIME.1 * u32::try_from(len).unwrap_or(u32::MAX);
    assert!(took <= most, "{len} bytes of input took {took:?}");
    result
}
