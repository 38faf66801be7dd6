//! Weights that tell a line's concept from its first guesses and what stands around it: a log-linear model trained by FTRL-proximal.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

const EPOCHS: u64 = 3;
/// Keys met less often are left out.
const RARE: u32 = 3;
const RATE: f32 = 0.2;
const SMOOTH: f32 = 0.3;
const L1: f32 = 1.0;
const L2: f32 = 3.0;

/// A line: its candidates, the place of the one chosen, the keys of what stands around it.
pub struct Example {
    pub candidates: Vec<Candidate>,
    pub gold: usize,
    pub keys: Vec<u32>,
}

/// A concept with its own features: its likelihood by the label, whether it was met before, whether after.
pub struct Candidate {
    pub concept: u16,
    pub own: [f32; 3],
}

/// Weights by key and concept, and of a candidate's own features.
pub struct Model {
    places: HashMap<u64, u32, BuildHasherDefault<Mix>>,
    slots: Vec<Slot>,
    pub own: [f32; 3],
    own_sum: [f32; 3],
}

#[derive(Clone, Copy, Default)]
struct Slot {
    weight: f32,
    z: f32,
    n: f32,
}

/// Spreads the bits of a number.
#[derive(Default)]
struct Mix(u64);

impl Hasher for Mix {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, _: &[u8]) {
        unreachable!("numbers only");
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = (n ^ (n >> 32)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 ^= self.0 >> 29;
    }
}

impl Default for Model {
    fn default() -> Self {
        Self { places: HashMap::default(), slots: Vec::new(), own: [1.0, 0.0, 0.0], own_sum: [1.0; 3] }
    }
}

impl Model {
    /// (key, concept, weight) of all weights that are not nought.
    pub fn weights(&self) -> impl Iterator<Item = (u32, u16, f32)> + '_ {
        let told = self.places.iter().map(|(name, place)| ((name >> 16) as u32, *name as u16, self.slots[*place as usize].weight));
        told.filter(|(_, _, weight)| *weight != 0.0)
    }

    fn odds(&self, example: &Example, places: &[Option<u32>]) -> Vec<f32> {
        let width = example.candidates.len();
        let mut odds: Vec<f32> =
            example.candidates.iter().map(|c| c.own.iter().zip(&self.own).map(|(x, w)| x * w).sum()).collect();
        for (at, place) in places.iter().enumerate() {
            if let Some(place) = place {
                odds[at % width] += self.slots[*place as usize].weight;
            }
        }
        let top = odds.iter().copied().fold(f32::MIN, f32::max);
        odds.iter_mut().for_each(|s| *s = (*s - top).exp());
        let sum: f32 = odds.iter().sum();
        odds.iter_mut().for_each(|s| *s /= sum);
        odds
    }

    fn learn(&mut self, example: &Example) {
        let name = |key: u32, c: &Candidate| u64::from(key) << 16 | u64::from(c.concept);
        let names: Vec<u64> = example.keys.iter().flat_map(|k| example.candidates.iter().map(move |c| name(*k, c))).collect();
        let places: Vec<Option<u32>> = names.iter().map(|n| self.places.get(n).copied()).collect();
        let odds = self.odds(example, &places);
        if odds[example.gold] > 0.995 {
            return;
        }
        let width = example.candidates.len();
        for (at, candidate) in example.candidates.iter().enumerate() {
            let slope = odds[at] - if at == example.gold { 1.0 } else { 0.0 };
            if slope.abs() <= 0.004 {
                continue;
            }
            self.step_own(slope, candidate);
            for place in (at..names.len()).step_by(width) {
                let slot = places[place].unwrap_or_else(|| self.place(names[place]));
                self.slots[slot as usize].step(slope);
            }
        }
    }

    fn place(&mut self, name: u64) -> u32 {
        let next = self.slots.len() as u32;
        let place = *self.places.entry(name).or_insert(next);
        if place == next {
            self.slots.push(Slot::default());
        }
        place
    }

    fn step_own(&mut self, slope: f32, candidate: &Candidate) {
        for (k, x) in candidate.own.into_iter().enumerate() {
            let slope = slope * x;
            self.own_sum[k] += slope * slope;
            self.own[k] -= if k == 0 { 0.1 } else { 1.0 } * RATE * slope / self.own_sum[k].sqrt();
        }
    }
}

impl Slot {
    fn step(&mut self, slope: f32) {
        let root = (self.n + slope * slope).sqrt();
        self.z += slope - (root - self.n.sqrt()) / RATE * self.weight;
        self.n += slope * slope;
        self.weight = if self.z.abs() <= L1 { 0.0 } else { -(self.z - L1.copysign(self.z)) / ((SMOOTH + root) / RATE + L2) };
    }
}

/// Trains on the examples, each time in another order, always the same.
pub fn train(examples: &mut [Example]) -> Model {
    leave_out_rare(examples);
    let mut model = Model::default();
    for epoch in 0..EPOCHS {
        shuffle(examples, epoch);
        examples.iter().for_each(|e| model.learn(e));
        eprintln!("epoch {}: {} weights, own {:?}", epoch + 1, model.weights().count(), model.own);
    }
    model
}

fn leave_out_rare(examples: &mut [Example]) {
    let mut met: HashMap<u32, u32> = HashMap::new();
    examples.iter().flat_map(|e| &e.keys).for_each(|k| *met.entry(*k).or_default() += 1);
    examples.iter_mut().for_each(|e| e.keys.retain(|k| met[k] >= RARE));
}

fn shuffle(examples: &mut [Example], seed: u64) {
    let mut state = 0x2545_F491_4F6C_DD1D ^ (seed + 1);
    for i in (1..examples.len()).rev() {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        examples.swap(i, (state % (i as u64 + 1)) as usize);
    }
}
