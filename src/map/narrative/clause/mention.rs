//! What a sentence says of one amount.

use super::super::amount::Amount;
use super::super::lead::Lead;
use super::super::subject::Subject;
use super::super::when::When;
use super::super::wording::Direction;

/// One amount with what the sentence says about it.
#[derive(Clone, Debug)]
pub(in crate::map::narrative) struct Mention {
    /// What it is about.
    pub(in crate::map::narrative) subject: Subject,
    /// The amount.
    pub(in crate::map::narrative) amount: Amount,
    /// Whether it is the level itself or a change of it.
    pub(in crate::map::narrative) part: Part,
    /// Which thought of the sentence it belongs to: mentions of one frame compare one subject.
    pub(in crate::map::narrative) frame: usize,
    /// 0: what is reported; 1 and up: what it is compared with.
    pub(in crate::map::narrative) segment: usize,
    /// Times named for it, the nearest first; empty when none is.
    pub(in crate::map::narrative) whens: Vec<When>,
    /// What a change is told from, where the sentence names it: "up 5% over the fourth quarter".
    pub(in crate::map::narrative) against: Option<When>,
    /// Whether nothing unknown stands between subject and amount, and nothing narrows the amount from behind.
    pub(in crate::map::narrative) clear: bool,
    /// Whether it is the per-share amount beside a level of money.
    pub(in crate::map::narrative) beside: bool,
    /// Whether it is a result that no standard tells for each share, and this sentence does: operating income as an insurer defines it.
    pub(in crate::map::narrative) own_result: bool,
    /// Words behind a per-share amount or before it: basic, diluted or both.
    pub(in crate::map::narrative) dilution: Dilution,
    /// Whether it is one of several in a row that are of subjects in a row.
    pub(in crate::map::narrative) paired: bool,
    /// Whether "this contract" narrows it.
    pub(in crate::map::narrative) contract: bool,
}

impl Mention {
    /// Puts it under the part of the company that its paragraph is of, which no words of its own tell; of a part that is not known it can't be
    /// told, nor of an adjusted measure.
    pub(in crate::map::narrative) fn narrow(&mut self, part: &Lead) {
        if !self.subject.names_no_part() || self.subject.whole {
            return;
        }
        if part.known && self.subject.is_plain() && !self.subject.found.measure.is_unlisted() {
            self.subject.modifier = part.words.clone();
        } else {
            self.clear = false;
        }
    }
}

/// A level or a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::map::narrative) enum Part {
    /// The amount itself.
    Level,
    /// By how much it changed, and which way.
    Change(Direction),
}

/// Which shares an amount per share counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::map::narrative) enum Dilution {
    /// Not said.
    #[default]
    Unsaid,
    /// Basic.
    Basic,
    /// Diluted.
    Diluted,
    /// Basic and diluted alike.
    Both,
}
