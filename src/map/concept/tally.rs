//! Sums by concept: a list of those that have one, and where in it each stands (a sparse set).

use crate::taxonomy::ElementId;

/// Sums by concept.
#[derive(Default)]
pub(super) struct Tally {
    /// Where a concept's sum stands, by its number; of one that has none it says nothing. Little is touched of so much room.
    places: Vec<u16>,
    sums: Vec<(ElementId, f32)>,
}

impl Tally {
    /// Forgets everything but keeps the room.
    pub(super) fn clear(&mut self) {
        self.sums.clear();
    }

    /// Adds to a concept's sum.
    pub(super) fn add(&mut self, concept: ElementId, x: f32) {
        if let Some(place) = self.place(concept) {
            self.sums[place].1 += x;
            return;
        }
        let number = usize::from(concept.number());
        if number >= self.places.len() {
            let known = std::mem::replace(&mut self.places, vec![0; ElementId::COUNT.max(number + 1)]);
            self.places[..known.len()].copy_from_slice(&known);
        }
        self.places[number] = self.sums.len() as u16;
        self.sums.push((concept, x));
    }

    /// Begins anew with sums of 0 for some concepts.
    pub(super) fn start(&mut self, concepts: impl Iterator<Item = ElementId>) {
        self.clear();
        concepts.for_each(|concept| self.add(concept, 0.0));
    }

    /// Adds to a concept's sum where it has one.
    pub(super) fn add_to_known(&mut self, concept: ElementId, x: f32) {
        if let Some(place) = self.place(concept) {
            self.sums[place].1 += x;
        }
    }

    /// A concept's sum; 0 where nothing was added.
    pub(super) fn get(&self, concept: ElementId) -> f32 {
        self.place(concept).map_or(0.0, |place| self.sums[place].1)
    }

    fn place(&self, concept: ElementId) -> Option<usize> {
        let place = usize::from(*self.places.get(usize::from(concept.number()))?);
        self.sums.get(place).filter(|(of, _)| *of == concept).map(|_| place)
    }

    /// The concepts to which something was added, with their sums.
    pub(super) fn iter(&self) -> impl Iterator<Item = (ElementId, f32)> + '_ {
        self.sums.iter().copied()
    }

    /// Replaces each sum.
    pub(super) fn map(&mut self, change: impl Fn(ElementId, f32) -> f32) {
        self.sums.iter_mut().for_each(|(concept, sum)| *sum = change(*concept, *sum));
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
        tally.start([assets].into_iter());
        tally.add_to_known(assets, 1.5);
        let liabilities = ElementId::us_gaap("Liabilities").expect("a concept of 2023");
        tally.add_to_known(liabilities, 3.0);
        assert_eq!((tally.get(assets), tally.get(liabilities), tally.iter().count()), (1.5, 0.0, 1));
        tally.clear();
        tally.add(liabilities, 3.0);
        assert_eq!((tally.get(assets), tally.get(liabilities)), (0.0, 3.0));
    }
}
