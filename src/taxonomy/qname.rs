//! Qualified names.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

/// A name in a namespace, by the namespace's usual prefix: `us-gaap:Revenues`, `hema:CashAndMarketableSecurities`.
///
/// Within one report a prefix stands for one namespace (`Report::namespace`).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct QName {
    prefix: Arc<str>,
    local: Arc<str>,
}

impl QName {
    /// Makes a name of a prefix and a local name; both must be NCNames.
    pub fn new(prefix: impl Into<Arc<str>>, local: impl Into<Arc<str>>) -> Self {
        Self { prefix: prefix.into(), local: local.into() }
    }

    /// A us-gaap name.
    pub fn us_gaap(local: &str) -> Self {
        Self::new("us-gaap", local)
    }

    /// An srt name.
    pub fn srt(local: &str) -> Self {
        Self::new("srt", local)
    }

    /// A dei name.
    pub fn dei(local: &str) -> Self {
        Self::new("dei", local)
    }

    /// Parses `prefix:local`.
    pub fn parse(name: &str) -> Option<Self> {
        let (prefix, local) = name.split_once(':')?;
        (!prefix.is_empty() && !local.is_empty()).then(|| Self::new(prefix, local))
    }

    /// The prefix.
    pub fn prefix(&self) -> &str {
        &self.prefix
    }

    /// The local name.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// Whether the name belongs to a published taxonomy and not to the entity.
    pub fn is_standard(&self) -> bool {
        matches!(self.prefix(), "us-gaap" | "srt" | "dei" | "country" | "currency" | "exch" | "stpr")
    }
}

/// Local names are hardly ever alike but for their prefix.
impl Hash for QName {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.local.hash(state);
    }
}

impl fmt::Display for QName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.prefix)?;
        f.write_str(":")?;
        f.write_str(&self.local)
    }
}
