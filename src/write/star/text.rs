//! Words in a cell: such as stand somewhere, or names and keys that are spelt only when they are written.

use std::borrow::Cow;

use crate::report::{Dimensions, FactId, Unit};
use crate::taxonomy::QName;
use crate::write::digits::push_id;
use crate::write::rows::push_dimensions;

/// Words in a cell.
#[derive(Clone, Debug)]
pub(in crate::write) enum Text<'a> {
    /// As they stand.
    Words(Cow<'a, str>),
    /// A concept, an axis, a member.
    Name(&'a QName),
    /// `USD`, `USD/shares`
    Unit(&'a Unit),
    /// `axis=member`, joined by `;`
    Dimensions(&'a Dimensions),
    /// The id of a fact: that of its release, and its number.
    Fact(&'a str, FactId),
}

impl Text<'_> {
    /// Appends the words.
    pub(in crate::write) fn push_to(&self, out: &mut String) {
        match self {
            Self::Words(words) => out.push_str(words),
            Self::Name(name) => out.extend([name.prefix(), ":", name.local()]),
            Self::Unit(unit) => {
                out.push_str(unit.measure.name());
                out.extend(unit.per.iter().flat_map(|per| ["/", per.name()]));
            }
            Self::Dimensions(dimensions) => push_dimensions(out, dimensions),
            Self::Fact(release, fact) => {
                out.extend([release, "-"]);
                push_id(out, *fact);
            }
        }
    }

    /// The words, put together where they are not.
    pub(in crate::write) fn words(&self) -> Cow<'_, str> {
        if let Self::Words(words) = self {
            return Cow::Borrowed(words);
        }
        let mut words = String::new();
        self.push_to(&mut words);
        Cow::Owned(words)
    }
}

impl PartialEq for Text<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.words() == other.words()
    }
}
