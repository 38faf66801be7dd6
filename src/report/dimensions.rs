//! The taxonomy-defined dimensions of a fact.

use std::sync::Arc;

use crate::taxonomy::QName;

/// Axes with their members, in the order of the axes.
///
/// Most facts have none and hardly any more than two: a short list, for which a map of its own would take many times the room. Copies share
/// it, as the facts of a column do.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Dimensions(Option<Arc<[(QName, QName)]>>);

impl Dimensions {
    /// The member of an axis.
    pub fn get(&self, axis: &QName) -> Option<&QName> {
        place(self.pairs(), axis).ok().map(|at| &self.pairs()[at].1)
    }

    /// Sets the member of an axis; answers the one it had.
    pub fn insert(&mut self, axis: QName, member: QName) -> Option<QName> {
        let mut pairs = self.pairs().to_vec();
        let before = insert(&mut pairs, axis, member);
        self.0 = Some(pairs.into());
        before
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.pairs().len()
    }

    /// Each axis with its member.
    pub fn iter(&self) -> impl Iterator<Item = (&QName, &QName)> {
        self.pairs().iter().map(|(axis, member)| (axis, member))
    }

    /// The axes.
    pub fn keys(&self) -> impl Iterator<Item = &QName> {
        self.pairs().iter().map(|(axis, _)| axis)
    }

    /// The members.
    pub fn values(&self) -> impl Iterator<Item = &QName> {
        self.pairs().iter().map(|(_, member)| member)
    }

    fn pairs(&self) -> &[(QName, QName)] {
        self.0.as_deref().unwrap_or_default()
    }
}

fn place(pairs: &[(QName, QName)], axis: &QName) -> Result<usize, usize> {
    pairs.binary_search_by(|(known, _)| known.cmp(axis))
}

fn insert(pairs: &mut Vec<(QName, QName)>, axis: QName, member: QName) -> Option<QName> {
    match place(pairs, &axis) {
        Ok(at) => Some(std::mem::replace(&mut pairs[at].1, member)),
        Err(at) => {
            pairs.insert(at, (axis, member));
            None
        }
    }
}

impl FromIterator<(QName, QName)> for Dimensions {
    fn from_iter<T: IntoIterator<Item = (QName, QName)>>(pairs: T) -> Self {
        let mut own = Vec::new();
        pairs.into_iter().for_each(|(axis, member)| drop(insert(&mut own, axis, member)));
        Self((!own.is_empty()).then(|| own.into()))
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
