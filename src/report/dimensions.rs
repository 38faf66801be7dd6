//! The taxonomy-defined dimensions of a fact.

use crate::taxonomy::QName;

/// Axes with their members, in the order of the axes.
///
/// Most facts have none and hardly any more than two: a short list, for which a map of its own would take many times the room.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimensions(Vec<(QName, QName)>);

impl Dimensions {
    /// The member of an axis.
    pub fn get(&self, axis: &QName) -> Option<&QName> {
        self.place(axis).ok().map(|at| &self.0[at].1)
    }

    /// Sets the member of an axis; answers the one it had.
    pub fn insert(&mut self, axis: QName, member: QName) -> Option<QName> {
        match self.place(&axis) {
            Ok(at) => Some(std::mem::replace(&mut self.0[at].1, member)),
            Err(at) => {
                self.0.insert(at, (axis, member));
                None
            }
        }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Each axis with its member.
    pub fn iter(&self) -> impl Iterator<Item = (&QName, &QName)> {
        self.0.iter().map(|(axis, member)| (axis, member))
    }

    /// The axes.
    pub fn keys(&self) -> impl Iterator<Item = &QName> {
        self.0.iter().map(|(axis, _)| axis)
    }

    /// The members.
    pub fn values(&self) -> impl Iterator<Item = &QName> {
        self.0.iter().map(|(_, member)| member)
    }

    fn place(&self, axis: &QName) -> Result<usize, usize> {
        self.0.binary_search_by(|(known, _)| known.cmp(axis))
    }
}

impl FromIterator<(QName, QName)> for Dimensions {
    fn from_iter<T: IntoIterator<Item = (QName, QName)>>(pairs: T) -> Self {
        let mut dimensions = Self::default();
        pairs.into_iter().for_each(|(axis, member)| drop(dimensions.insert(axis, member)));
        dimensions.0.shrink_to_fit();
        dimensions
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_stand_in_order_and_have_one_member() {
        let pair = |axis, member| (QName::srt(axis), QName::us_gaap(member));
        let mut dimensions: Dimensions = [pair("b", "x"), pair("a", "y"), pair("b", "z")].into_iter().collect();
        assert!(dimensions.keys().map(QName::local).eq(["a", "b"]));
        assert!(dimensions.values().map(QName::local).eq(["y", "z"]));
        assert_eq!(dimensions.insert(QName::srt("a"), QName::us_gaap("w")), Some(QName::us_gaap("y")));
        assert_eq!((dimensions.get(&QName::srt("a")), dimensions.len()), (Some(&QName::us_gaap("w")), 2));
        assert_eq!(dimensions.get(&QName::srt("c")), None);
    }
}
