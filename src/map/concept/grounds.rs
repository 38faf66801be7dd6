//! What a choice rests on: how many filers print the label and chose the concept for it, how much of it the concept's own words cover.

use super::guess::Guesser;
use super::likeness::{Likeness, words};
use super::line::Line;
use super::{Kind, LinkLine, UnitKind};
use crate::taxonomy::ElementId;
use crate::taxonomy::label::Label;
use crate::taxonomy::lexicon::{Key, Lexicon, Posting};
use crate::text::has_any;

/// What a choice of a concept for a label rests on.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Grounds {
    /// How many filers of the evidence print this very label in such a statement.
    pub filers: f32,
    /// How many of them chose the concept, for the label alone or for it and its heading.
    pub choosers: f32,
    /// The share of the label's words, the rarer the weightier, with which filers have named the concept.
    pub coverage: f32,
    /// The same of the words that labels of statements are made of: names left out.
    known: f32,
    /// The share of the words of the concept's own name that the label says.
    pub said: f32,
    /// Whether the heading above names the concept: "Cost of revenues".
    pub headed: bool,
}

/// Lines of shares and of amounts per share are few: the unit alone tells a good deal.
const BY_UNIT: f32 = 0.8;
/// So many filers who print a label know it well enough that what stands around it tells the rest.
const MANY: f32 = 10.0;

impl Grounds {
    pub(super) fn of(lexicon: &Lexicon, guesser: &Guesser, (kind, printed): (Kind, &LinkLine), line: &Line, concept: ElementId) -> Self {
        let (coverage, known) = coverage(lexicon, guesser, kind, &line.label.core, concept);
        let own = guesser.counts(b'C', &line.label.core);
        let choosers = own.iter().chain(&line.wholes).filter(|(c, _)| *c == concept).map(|(_, n)| n).sum();
        let bracketed = Label::of(&line.label.bracketed.join(" ")).core;
        let likeness = Likeness::of(&words(&format!("{} {bracketed}", line.label.core)), concept);
        Self {
            filers: own.iter().map(|(_, n)| n).sum(),
            choosers,
            coverage,
            known,
            said: likeness.said,
            headed: printed.sections.last().is_some_and(|heading| names(heading, concept)),
        }
    }

    /// How far the choice is to be trusted beside what is usual: labels of no statement (names of regions, products, counties) have
    /// candidates too, but on poor grounds.
    pub(super) fn trust(self, line: &LinkLine) -> f32 {
        let least = if speaks_of_shares(line) { BY_UNIT } else { 0.0 };
        let trust = if self.is_known() || self.filers >= MANY {
            (self.filers + 2.0) / (self.filers + 2.5)
        } else if self.said > 0.0 || self.headed {
            0.2 + 0.62 * self.coverage
        } else {
            0.15 + 0.45 * self.coverage
        };
        trust.max(least)
    }

    /// Whether the label itself says something of the concept.
    pub(super) fn knows_label(self) -> bool {
        self.is_known() || self.known >= KNOWN || self.said >= 1.0
    }

    /// Whether filers who print the label chose the concept for it, or may have done so as its name or the heading says the same.
    fn is_known(self) -> bool {
        self.choosers > 0.0 || self.filers > 0.0 && (self.headed || self.said > 0.0)
    }
}

/// What a label's words must say of a concept for its sum to speak for it: any odd line of costs fits into a sum of costs.
const KNOWN: f32 = 0.25;

/// Whether a heading and a concept's name say the same in the main.
fn names(heading: &str, concept: ElementId) -> bool {
    let likeness = Likeness::of(&words(&Label::of(heading).core), concept);
    likeness.told >= 0.5 || likeness.said >= 0.5
}

/// Whether a line counts shares, or is of amounts for each share, by its own words: an average fare is for something else.
fn speaks_of_shares(line: &LinkLine) -> bool {
    const WORDS: [&str; 9] = ["share", "basic", "dilut", "primary", "stock", "eps", "unit", "dividend", "distribution"];
    let says = |text: &str| has_any(&text.to_lowercase(), &WORDS);
    matches!(line.unit, UnitKind::PerShare | UnitKind::Shares) && (says(line.label) || line.sections.iter().any(|s| says(s)))
}

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
