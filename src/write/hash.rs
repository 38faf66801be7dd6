//! Maps and sets by names and ids, for reports of very many facts: foldhash takes a fraction of the time of the standard library's hash.

use foldhash::fast::RandomState;

use crate::report::FactId;

pub(super) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;
pub(super) type HashSet<K> = std::collections::HashSet<K, RandomState>;
pub(super) type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;
pub(super) type IndexSet<K> = indexmap::IndexSet<K, RandomState>;

/// A set of facts: they are numbered, so that a mark for each number will do.
#[derive(Default)]
pub(super) struct FactSet(Vec<bool>);

impl FactSet {
    pub(super) fn contains(&self, fact: &FactId) -> bool {
        self.0.get(fact.index()).is_some_and(|held| *held)
    }
}

impl FromIterator<FactId> for FactSet {
    fn from_iter<I: IntoIterator<Item = FactId>>(facts: I) -> Self {
        let mut held = Vec::new();
        for index in facts.into_iter().map(FactId::index) {
            if held.len() <= index {
                held.resize(index + 1, false);
            }
            held[index] = true;
        }
        Self(held)
    }
}
