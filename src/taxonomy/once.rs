//! What is found out of an element once and then known.

use std::sync::OnceLock;

use super::ElementId;

/// Elements whose places are made together: of many thousands a release asks for a few hundred, and most memory is never touched.
const BLOCK: usize = 16;

type Block<T> = [OnceLock<Box<T>>; BLOCK];

/// Something of each element, found out when it is first asked for.
pub struct OncePerElement<T> {
    blocks: [OnceLock<Box<Block<T>>>; ElementId::COUNT / BLOCK],
}

impl<T> OncePerElement<T> {
    /// Nothing is known yet.
    #[allow(clippy::new_without_default)] // for statics
    pub const fn new() -> Self {
        Self { blocks: [const { OnceLock::new() }; ElementId::COUNT / BLOCK] }
    }

    /// What is known of an element, or else can be found out.
    pub fn get_or_find(&self, element: ElementId, find: impl FnOnce() -> Option<T>) -> Option<&T> {
        let number = usize::from(element.number());
        let block = self.blocks.get(number / BLOCK)?.get_or_init(|| Box::new([const { OnceLock::new() }; BLOCK]));
        let place = &block[number % BLOCK];
        let found = || find().map(|found| place.get_or_init(|| Box::new(found)));
        place.get().or_else(found).map(Box::as_ref)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_found_is_kept() {
        static LENGTHS: OncePerElement<usize> = OncePerElement::new();
        let assets = ElementId::us_gaap("Assets").expect("a concept of 2023");
        assert_eq!(LENGTHS.get_or_find(assets, || None), None);
        assert_eq!(LENGTHS.get_or_find(assets, || Some(6)), Some(&6));
        assert_eq!(LENGTHS.get_or_find(assets, || Some(7)), Some(&6));
        assert_eq!(LENGTHS.get_or_find(ElementId::from_number(u16::MAX), || Some(1)), None);
    }
}
