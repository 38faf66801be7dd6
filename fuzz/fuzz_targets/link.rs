//! `hemaexport link`: rows in, one answer each out, whatever the rows hold.
#![no_main]

use hemaexport::cli::fuzzing::linked;
use hemaexport_fuzz::work;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|csv: &[u8]| {
    let Ok((rows, answer)) = work::bounded(csv.len(), || linked(csv)) else { return };
    let answer = String::from_utf8(answer).expect("text");
    assert_eq!(linked(csv).map(|(_, answer)| answer).ok().as_deref(), Some(answer.as_bytes()), "the answer differs from run to run");
    let records = hemaexport_fuzz::read_csv::records(&answer);
    assert_eq!(records.len(), rows + 1, "an answer for each row, and a header");
    for record in &records[1..] {
        let confidence: f64 = if record[3].is_empty() { 0.0 } else { record[3].parse().expect("a number") };
        assert!((0.0..=1.0).contains(&confidence), "a confidence of {confidence}");
        assert!(record[2].is_empty() || record[2].contains(':'), "{:?} is no concept", record[2]);
    }
});
