//! The table of counts and weights under hashed keys; `schemas/README.md` describes it.

use std::collections::BTreeMap;

use crate::counts::{Counts, Tally, sum};
use crate::model::Model;
use crate::taxonomy::ElementId;
use crate::taxonomy::lexicon::Key;

const BLOCK: usize = 16;
const LONGEST: usize = 255;
const CHUNK: usize = 200;
const BUCKETS: u8 = 21;
/// What nothing pushes aside.
const FIRM: f32 = 1e9;

/// Concepts that divide statements of a kind, or tell what kind of filer it is of.
const MARKS: &str = include_str!("marks.csv");

type Postings = Vec<(u16, u8)>;

#[derive(Default)]
struct Table(BTreeMap<u32, (f32, Postings)>);

impl Table {
    /// Of two keys that fall together the one with more behind it stays.
    fn add(&mut self, key: Key, behind: f32, mut found: Postings) {
        found.sort_unstable();
        if found.len() > LONGEST {
            found.sort_by_key(|(_, value)| std::cmp::Reverse(value.abs_diff(128)));
            found.truncate(LONGEST);
            found.sort_unstable();
        }
        let entry = self.0.entry(key.number()).or_insert((-1.0, Vec::new()));
        if behind > entry.0 {
            *entry = (behind, found);
        }
    }

    fn bytes(self, own: [f32; 3], calibration: &[u8]) -> Vec<u8> {
        let every: usize = self.0.values().map(|(_, found)| found.len()).sum();
        let mut bytes = Vec::new();
        bytes.extend((self.0.len() as u32).to_le_bytes());
        bytes.extend((every as u32).to_le_bytes());
        bytes.extend(own.into_iter().flat_map(f32::to_le_bytes));
        bytes.extend((0..BUCKETS).map(|i| calibration.get(usize::from(i)).copied().unwrap_or(5 * i)));
        bytes.extend(self.0.keys().flat_map(|k| k.to_le_bytes()));
        let mut at = 0_u32;
        for (i, (_, found)) in self.0.values().enumerate() {
            if i % BLOCK == 0 {
                bytes.extend(at.to_le_bytes());
            }
            at += found.len() as u32;
        }
        bytes.extend(self.0.values().map(|(_, found)| found.len() as u8));
        let all = || self.0.values().flat_map(|(_, found)| found);
        bytes.extend(all().flat_map(|(concept, _)| concept.to_le_bytes()));
        bytes.extend(all().map(|(_, value)| value));
        bytes
    }
}

/// The whole lexicon as bytes.
pub fn pack(counts: &Counts, model: &Model, calibration: &[u8]) -> Vec<u8> {
    let mut table = Table::default();
    for (tag, found) in [(b'A', &counts.full), (b'C', &counts.core), (b'W', &counts.word)] {
        for ((kind, text), tally) in found {
            table.add(Key::new(tag, *kind).text(text), sum(tally), coded(tally));
        }
    }
    for (kind, tally) in &counts.prior {
        for (i, chunk) in coded(tally).chunks(CHUNK).enumerate() {
            table.add(Key::new(b'R', *kind).text(&i.to_string()), FIRM, chunk.to_vec());
        }
    }
    for (key, concepts) in marks() {
        table.add(key, FIRM, concepts);
    }
    for (key, found) in weights(model) {
        let behind = found.len() as f32;
        table.add(Key::of_number(key), behind, found);
    }
    table.bytes(model.own, calibration)
}

/// A count in one byte: a twentieth of a power of two a step.
fn coded(tally: &Tally) -> Postings {
    tally.iter().map(|(c, n)| (*c, (30.0 + 20.0 * n.log2()).round().clamp(1.0, 255.0) as u8)).collect()
}

/// A weight in one byte: a twenty-fourth a step, 128 is nought.
fn weights(model: &Model) -> BTreeMap<u32, Postings> {
    let mut found: BTreeMap<u32, Postings> = BTreeMap::new();
    for (key, concept, weight) in model.weights() {
        let value = ((weight * 24.0).round() + 128.0).clamp(0.0, 255.0) as u8;
        if value != 128 {
            found.entry(key).or_default().push((concept, value));
        }
    }
    found
}

fn marks() -> Vec<(Key, Postings)> {
    let mut found: Vec<(Key, Postings)> = Vec::new();
    for line in MARKS.lines().skip(1) {
        let fields: Vec<&str> = line.split(',').collect();
        let [kind, role, local] = fields[..] else { panic!("not a mark: {line}") };
        let key = Key::new(if role == "divides" { b'G' } else { b'H' }, kind.as_bytes()[0]);
        let concept = ElementId::us_gaap(local).unwrap_or_else(|| panic!("no concept of 2023: {local}"));
        match found.iter_mut().find(|(k, _)| *k == key) {
            Some((_, concepts)) => concepts.push((concept.number(), 1)),
            None => found.push((key, vec![(concept.number(), 1)])),
        }
    }
    found
}
