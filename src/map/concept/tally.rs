//! Sums by concept: a dense array and the list of what was touched.

use crate::taxonomy::ElementId;

/// Sums by concept.
#[derive(Default)]
pub(super) struct Tally {
    sums: Vec<f32>,
    touched: Vec<ElementId>,
}

impl Tally {
    /// Forgets everything but keeps the room.
    pub(super) fn clear(&mut self) {
        for concept in self.touched.drain(..) {
            self.sums[usize::from(concept.number())] = f32::NAN;
        }
    }

    /// Adds to a concept's sum.
    pub(super) fn add(&mut self, concept: ElementId, x: f32) {
        let at = usize::from(concept.number());
        if at >= self.sums.len() {
            self.sums.resize(ElementId::COUNT.max(at + 1), f32::NAN);
        }
        let sum = &mut self.sums[at];
        if sum.is_nan() {
            *sum = 0.0;
            self.touched.push(concept);
        }
        *sum += x;
    }

    /// A concept's sum; 0 where nothing was added.
    pub(super) fn get(&self, concept: ElementId) -> f32 {
        self.sums.get(usize::from(concept.number())).copied().filter(|x| !x.is_nan()).unwrap_or(0.0)
    }

    /// The concepts to which something was added, with their sums.
    pub(super) fn iter(&self) -> impl Iterator<Item = (ElementId, f32)> + '_ {
        self.touched.iter().map(|c| (*c, self.get(*c)))
    }

    /// Replaces each sum.
    pub(super) fn map(&mut self, change: impl Fn(ElementId, f32) -> f32) {
        for concept in &self.touched {
            let sum = &mut self.sums[usize::from(concept.number())];
            *sum = change(*concept, *sum);
        }
    }

    /// Multiplies every sum.
    pub(super) fn scale(&mut self, factor: f32) {
        self.map(|_, x| x * factor);
    }

    /// The sum of all sums.
    pub(super) fn sum(&self) -> f32 {
        self.iter().map(|(_, x)| x).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cleared_tally_starts_anew() {
        let assets = ElementId::us_gaap("Assets").expect("a concept of 2023");
        let mut tally = Tally::default();
        tally.add(assets, 2.0);
        tally.add(assets, 1.0);
        tally.scale(2.0);
        assert_eq!((tally.get(assets), tally.sum(), tally.iter().count()), (6.0, 6.0, 1));
        tally.clear();
        assert_eq!((tally.get(assets), tally.iter().count()), (0.0, 0));
    }
}
