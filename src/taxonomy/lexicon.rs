//! What printed labels and what stands around them tell of a line's concept: counts and weights, looked up by hashed keys.
//!
//! `schemas/lexicon.bin` is made by `scripts/build_taxonomy.py`; a look-up is a search among the keys around the place where it should be (less than a tenth of
//! a microsecond).

use std::sync::LazyLock;

use super::ElementId;
use super::bytes::u32_at;

static EMBEDDED: &[u8] = include_bytes!("../../schemas/lexicon.bin");

const BLOCK: usize = 16;
const HEAD: usize = 8;
const OWN: usize = 3;
const BUCKETS: usize = 21;
/// How far from the place where it should be a key is looked for first.
const REACH: usize = 16;

/// The table of counts and weights.
#[derive(Clone, Copy, Debug)]
pub struct Lexicon {
    data: &'static [u8],
    keys: usize,
    every: usize,
    starts_at: usize,
    lengths_at: usize,
    concepts_at: usize,
    values_at: usize,
}

/// A key of the lexicon in the making (FNV-1a, 32 bits).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key(u32);

/// Stands in keys for what is before the first line.
pub const START: u16 = 0xFFFD;
/// Stands in keys for what is after the last line.
pub const END: u16 = 0xFFFE;
/// Stands in keys for a line of which nothing is known.
pub const NONE: u16 = 0xFFFF;

impl Key {
    /// A key of a kind of entry for a kind of statement.
    pub fn new(tag: u8, kind: u8) -> Self {
        Self(0x811C_9DC5).byte(tag).byte(kind)
    }

    /// The key as a table holds it.
    pub fn number(self) -> u32 {
        self.0
    }

    /// The key that a table holds.
    pub fn of_number(number: u32) -> Self {
        Self(number)
    }

    fn byte(self, byte: u8) -> Self {
        Self((self.0 ^ u32::from(byte)).wrapping_mul(0x0100_0193))
    }

    /// With words.
    #[must_use]
    pub fn text(self, text: &str) -> Self {
        text.bytes().fold(self, Self::byte)
    }

    /// With a concept's number or one of the stand-ins.
    #[must_use]
    pub fn concept(self, number: u16) -> Self {
        number.to_le_bytes().into_iter().fold(self, Self::byte)
    }

    /// Parted from what follows.
    #[must_use]
    pub fn and(self) -> Self {
        self.byte(0x1F)
    }
}

/// One concept under a key, with its byte: a count or a weight.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    /// The concept.
    pub concept: ElementId,
    value: u8,
}

impl Posting {
    /// The byte as a count of filers.
    pub fn count(self) -> f32 {
        /// What each byte stands for: a power of two is dear to work out for every posting.
        static COUNTS: LazyLock<[f32; 256]> = LazyLock::new(|| std::array::from_fn(|byte| ((byte as f32 - 30.0) / 20.0).exp2()));
        COUNTS[usize::from(self.value)]
    }

    /// The byte as a weight.
    pub fn weight(self) -> f32 {
        (f32::from(self.value) - 128.0) / 24.0
    }
}

impl Lexicon {
    /// The lexicon that is built in.
    pub fn embedded() -> Self {
        Self::of(EMBEDDED)
    }

    /// Whether it is the one that is built in.
    pub fn is_embedded(&self) -> bool {
        std::ptr::eq(self.data, EMBEDDED)
    }

    /// A lexicon of other evidence, as the script writes it. Bytes that are no lexicon give one that knows nothing.
    pub fn of(data: &'static [u8]) -> Self {
        let (keys, every) = (u32_at(data, 0) as usize, u32_at(data, 4) as usize);
        let starts_at = HEAD + 4 * OWN + BUCKETS + 4 * keys;
        let lengths_at = starts_at + 4 * keys.div_ceil(BLOCK);
        let concepts_at = lengths_at + keys;
        let values_at = concepts_at + 2 * every;
        let (keys, every) = if data.len() == values_at + every { (keys, every) } else { (0, 0) };
        Self { data, keys, every, starts_at, lengths_at, concepts_at, values_at }
    }

    /// The weight of a candidate's own feature: 0 its likelihood by the label, 1 and 2 that it was met before or after.
    pub fn own(&self, feature: usize) -> f32 {
        f32::from_bits(u32_at(self.data, HEAD + 4 * feature))
    }

    /// How often the model is right where it says so, from a probability to one.
    pub fn calibrated(&self, probability: f64) -> f64 {
        let at = probability.clamp(0.0, 1.0) * (BUCKETS - 1) as f64;
        let bucket = |i: usize| f64::from(self.data.get(HEAD + 4 * OWN + i.min(BUCKETS - 1)).copied().unwrap_or(0)) / 100.0;
        let low = at as usize;
        bucket(low) + (bucket(low + 1) - bucket(low)) * (at - low as f64)
    }

    /// The concepts under a key, in the order of their numbers.
    pub fn postings(&self, key: Key) -> impl Iterator<Item = Posting> + use<> {
        let range = self.find(key.0).map_or(0..0, |i| self.range(i));
        let slice = |from: usize, width: usize| self.data.get(from + width * range.start..from + width * range.end).unwrap_or_default();
        let (concepts, values) = (slice(self.concepts_at, 2), slice(self.values_at, 1));
        let posting =
            |(number, value): (&[u8; 2], &u8)| Posting { concept: ElementId::from_number(u16::from_le_bytes(*number)), value: *value };
        concepts.as_chunks().0.iter().zip(values).map(posting)
    }

    fn key_at(&self, index: usize) -> u32 {
        u32_at(self.data, HEAD + 4 * OWN + BUCKETS + 4 * index)
    }

    /// The place of a key: nearly where it would be if all were evenly apart, for they are hashes.
    fn find(&self, key: u32) -> Option<usize> {
        let last = self.keys.checked_sub(1)? as i64;
        let keys_in = |stretch: i64| (stretch * self.keys as i64) >> u32::BITS;
        let near = keys_in(i64::from(key));
        let near = (near + keys_in(i64::from(key) - i64::from(self.key_at(near as usize)))).clamp(0, last) as usize;
        let (mut low, mut high) = self.around(key, near);
        while low < high {
            let middle = low.midpoint(high);
            match self.key_at(middle).cmp(&key) {
                std::cmp::Ordering::Less => low = middle + 1,
                std::cmp::Ordering::Equal => return Some(middle),
                std::cmp::Ordering::Greater => high = middle,
            }
        }
        None
    }

    /// A stretch of keys around a place that holds a key if any does.
    fn around(&self, key: u32, near: usize) -> (usize, usize) {
        let mut reach = REACH;
        loop {
            let (low, high) = (near.saturating_sub(reach), (near + reach).min(self.keys));
            if (low == 0 || self.key_at(low) <= key) && (high == self.keys || self.key_at(high) > key) {
                return (low, high);
            }
            reach *= 4;
        }
    }

    fn range(&self, index: usize) -> std::ops::Range<usize> {
        let block = index / BLOCK;
        let lengths = &self.data[self.lengths_at + block * BLOCK..=self.lengths_at + index];
        let before: usize = lengths[..lengths.len() - 1].iter().map(|n| usize::from(*n)).sum();
        let start = u32_at(self.data, self.starts_at + 4 * block) as usize + before;
        start..(start + usize::from(lengths[lengths.len() - 1])).min(self.every)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::QName;

    #[test]
    fn a_plain_label_is_known() {
        let lexicon = Lexicon::embedded();
        let most = lexicon.postings(Key::new(b'C', b'B').text("total asset")).max_by(|a, b| a.count().total_cmp(&b.count()));
        assert_eq!(most.map(|p| p.concept.name()), Some(QName::us_gaap("Assets")));
    }

    #[test]
    fn every_key_is_found_where_it_stands() {
        let lexicon = Lexicon::embedded();
        for place in 0..lexicon.keys {
            let key = lexicon.key_at(place);
            assert_eq!(lexicon.find(key), Some(place));
            let next = key.wrapping_add(1);
            assert!(lexicon.find(next).is_none_or(|found| lexicon.key_at(found) == next));
        }
    }

    #[test]
    fn bytes_that_are_no_lexicon_know_nothing() {
        for data in [&b""[..], b"\x01\0\0\0\x01\0\0\0", &[255; 100]] {
            let lexicon = Lexicon::of(data);
            assert_eq!(lexicon.postings(Key::new(b'C', b'B').text("total asset")).count(), 0);
            assert!(lexicon.calibrated(0.5) <= 2.55);
        }
    }
}
