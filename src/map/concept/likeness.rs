//! How far a label and a concept's own name say the same: what is known of a concept that few filers use, and of a label that none prints.

use crate::taxonomy::label::Label;
use crate::taxonomy::lexicon::Key;
use crate::taxonomy::{ElementId, OncePerElement};

/// The words that a label or a concept's name is made of, as numbers, in order.
pub(super) type Words = Vec<u32>;

/// How far a label and a concept's name say the same, from 0 to 1.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Likeness {
    /// The share of the label's words that the concept's name or standard label holds.
    pub(super) told: f32,
    /// The share of the words of the concept's name, or else of its standard label, that the label holds.
    pub(super) said: f32,
}

/// A concept's name and standard label as words.
struct Names {
    name: Words,
    label: Words,
}

impl Likeness {
    pub(super) fn of(label: &Words, concept: ElementId) -> Self {
        let Some(names) = names(concept) else { return Self::default() };
        let held = |words: &Words| words.iter().filter(|w| label.contains(w)).count() as f32 / words.len().max(1) as f32;
        let told = label.iter().filter(|w| names.name.contains(w) || names.label.contains(w)).count() as f32;
        Self { told: told / label.len().max(1) as f32, said: held(&names.name).max(held(&names.label)) }
    }
}

/// The words of a core label.
pub(super) fn words(core: &str) -> Words {
    let mut words: Words = core.split(' ').filter(|w| !w.is_empty()).map(|w| Key::new(0, 0).text(w).number()).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// A concept's words, read once: the lines of a statement ask for the same few again and again.
fn names(concept: ElementId) -> Option<&'static Names> {
    static KNOWN: OncePerElement<Names> = OncePerElement::new();
    KNOWN.get_or_find(concept, || {
        let label = concept.element().map(|e| e.concept.label).unwrap_or_default();
        Some(Names { name: words(&Label::of(&apart(concept.local())).core), label: words(&Label::of(&label).core) })
    })
}

/// The words of a name: `NetIncomeLoss` as "Net Income Loss".
fn apart(local: &str) -> String {
    let mut words = String::with_capacity(local.len() + 8);
    for c in local.chars() {
        if c.is_uppercase() {
            words.push(' ');
        }
        words.push(c);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likeness(label: &str, local: &str) -> Likeness {
        Likeness::of(&words(&Label::of(label).core), ElementId::us_gaap(local).expect("a concept of 2023"))
    }

    #[test]
    fn a_label_may_say_a_concepts_name() {
        assert_eq!(likeness("Landing fees and other rentals", "LandingFeesAndOtherRentals"), Likeness { told: 1.0, said: 1.0 });
        assert_eq!(likeness("Purchased transportation", "CostOfGoodsAndServicesSold"), Likeness::default());
        let depletion = likeness("Depletion of oil and gas properties", "ImpairmentOfOilAndGasProperties");
        assert!(depletion.told < 1.0 && depletion.said < 1.0 && depletion.told > 0.5);
    }
}
