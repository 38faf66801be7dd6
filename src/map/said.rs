//! Which facts are stated under which aspects.
//!
//! The aspects stand in the facts alone: a table of millions of rows has as many, and a second copy of them would take more room than the
//! facts themselves.

use std::collections::HashMap;
use std::collections::hash_map::Entry;
use std::hash::BuildHasher;

use foldhash::fast::RandomState;

use crate::report::{Aspects, FactId};

/// The facts by what their aspects hash to; whoever asks compares the aspects themselves.
#[derive(Default)]
pub(super) struct ByAspects {
    hasher: RandomState,
    stated: HashMap<u64, Stated, RandomState>,
}

/// Facts whose aspects have one hash, in the order in which they were stated: hardly ever more than one.
#[expect(clippy::box_collection, reason = "the list is rare: a box of it keeps what is common small")]
enum Stated {
    One(FactId),
    Many(Box<Vec<FactId>>),
}

impl Stated {
    fn ids(&self) -> &[FactId] {
        match self {
            Self::One(id) => std::slice::from_ref(id),
            Self::Many(ids) => ids,
        }
    }

    fn push(&mut self, id: FactId) {
        match self {
            Self::One(first) => *self = Self::Many(Box::new(vec![*first, id])),
            Self::Many(ids) => ids.push(id),
        }
    }
}

impl ByAspects {
    /// The facts that may have these aspects, and all that have them.
    pub(super) fn near(&self, aspects: &Aspects) -> &[FactId] {
        self.stated.get(&self.hasher.hash_one(aspects)).map_or(&[], Stated::ids)
    }

    /// Adds a fact behind those that have the same aspects.
    pub(super) fn insert(&mut self, aspects: &Aspects, id: FactId) {
        match self.stated.entry(self.hasher.hash_one(aspects)) {
            Entry::Occupied(stated) => stated.into_mut().push(id),
            Entry::Vacant(place) => drop(place.insert(Stated::One(id))),
        }
    }

    /// Takes a fact out.
    pub(super) fn remove(&mut self, aspects: &Aspects, id: FactId) {
        if let Some(stated) = self.stated.get_mut(&self.hasher.hash_one(aspects)) {
            *stated = Stated::Many(Box::new(stated.ids().iter().copied().filter(|other| *other != id).collect()));
        }
    }

    /// Groups of facts that may have the same aspects, in no order.
    #[expect(clippy::disallowed_methods, reason = "whoever asks sorts them")]
    pub(super) fn groups(&self) -> impl Iterator<Item = &[FactId]> {
        self.stated.values().map(Stated::ids).filter(|ids| ids.len() > 1)
    }

    /// Numbers the facts anew; those that have no new number are gone.
    #[expect(clippy::disallowed_methods, clippy::iter_over_hash_type, reason = "each entry is changed for itself")]
    pub(super) fn renumber(&mut self, moved: impl Fn(FactId) -> Option<FactId>) {
        for stated in self.stated.values_mut() {
            let ids: Vec<FactId> = stated.ids().iter().copied().filter_map(&moved).collect();
            *stated = if let [id] = ids[..] { Stated::One(id) } else { Stated::Many(Box::new(ids)) };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Period;
    use crate::taxonomy::QName;

    #[test]
    fn facts_are_found_in_the_order_stated() {
        let aspects = |name: &str| Aspects::of(QName::us_gaap(name), Period::Instant(chrono::NaiveDate::default()));
        let [first, second, third] = [0, 1, 2].map(FactId::new);
        let mut stated = ByAspects::default();
        stated.insert(&aspects("Assets"), second);
        stated.insert(&aspects("Assets"), first);
        stated.insert(&aspects("Liabilities"), third);
        assert_eq!(stated.near(&aspects("Assets")), [second, first]);
        assert_eq!(stated.groups().count(), 1);
        stated.renumber(|id| (id != first).then_some(id));
        stated.remove(&aspects("Liabilities"), third);
        assert_eq!((stated.near(&aspects("Assets")), stated.near(&aspects("Liabilities"))), (&[second][..], &[][..]));
    }
}
