//! What a choice rests on: how many filers print the label, how much of it the concept's own words cover.

use super::guess::Guesser;
use super::{Kind, UnitKind};
use crate::taxonomy::ElementId;
use crate::taxonomy::label::Label;
use crate::taxonomy::lexicon::{Key, Lexicon, Posting};

/// What a choice of a concept for a label rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grounds {
    /// How many filers of the evidence print this very label in such a statement, and in any.
    pub filers: f32,
    /// The share of the label's words, the rarer the weightier, with which filers have named the concept.
    pub coverage: f32,
    /// The same of the words that labels of statements are made of: names left out.
    known: f32,
}

/// Lines of shares and of amounts per share are few: the unit alone tells a good deal.
const BY_UNIT: f32 = 0.8;

impl Grounds {
    pub(super) fn of(lexicon: &Lexicon, guesser: &Guesser, kind: Kind, label: &Label, concept: ElementId) -> Self {
        let (coverage, known) = coverage(lexicon, guesser, kind, &label.core, concept);
        Self { filers: guesser.support(label), coverage, known }
    }

    /// How far the choice is to be trusted beside what is usual: labels of no statement (names of regions, products, counties) have
    /// candidates too, but on poor grounds.
    pub(super) fn trust(self, unit: UnitKind) -> f32 {
        let least = if matches!(unit, UnitKind::PerShare | UnitKind::Shares) { BY_UNIT } else { 0.0 };
        let trust = if self.filers > 0.0 { (self.filers + 2.0) / (self.filers + 2.5) } else { 0.2 + 0.62 * self.coverage };
        trust.max(least)
    }

    /// Whether the label itself says something of the concept.
    pub(super) fn knows_label(self) -> bool {
        self.filers > 0.0 || self.known >= KNOWN
    }
}

/// What a label's words must say of a concept for its sum to speak for it: any odd line of costs fits into a sum of costs.
const KNOWN: f32 = 0.25;

/// How usual a word must be among a concept's labels to name it.
const USUAL: f32 = 0.1;

fn coverage(lexicon: &Lexicon, guesser: &Guesser, kind: Kind, core: &str, concept: ElementId) -> (f32, f32) {
    let (mut covered, mut all, mut usual, mut telling) = (0.0, 0.0, 0.0, 0.0_f32);
    for word in core.split(' ').filter(|w| !w.is_empty()) {
        let postings = || lexicon.postings(Key::new(b'W', kind.letter()).text(word));
        let sum: f32 = postings().map(Posting::count).sum();
        let rarity = (guesser.total() / sum.max(0.5)).ln().max(0.1);
        all += rarity;
        usual += if sum > 0.0 { rarity } else { 0.0 };
        if let Some(posting) = postings().find(|p| p.concept == concept) {
            covered += rarity;
            telling = telling.max(posting.count() / guesser.users(concept).max(1.0));
        }
    }
    let share = |of: f32| if of > 0.0 { covered / of * (telling / USUAL).min(1.0) } else { 0.0 };
    (share(all), share(usual))
}
