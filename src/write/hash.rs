//! Maps and sets by names and ids, for reports of very many facts: foldhash takes a fraction of the time of the standard library's hash.

use foldhash::fast::RandomState;

pub(super) type HashMap<K, V> = std::collections::HashMap<K, V, RandomState>;
pub(super) type HashSet<K> = std::collections::HashSet<K, RandomState>;
pub(super) type IndexMap<K, V> = indexmap::IndexMap<K, V, RandomState>;
pub(super) type IndexSet<K> = indexmap::IndexSet<K, RandomState>;
