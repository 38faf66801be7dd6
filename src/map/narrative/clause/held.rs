//! What a sentence comes back to: "expenses were $14.2 million, including $1.3 million of severance, compared with $13.0 million".

use super::super::subject::Subject;
use super::super::wording::{Role, role};
use super::piece::What;
use super::{Part, Reader};

/// A subject whose amount was said, set aside while a part or a reason of it is named.
pub(super) struct Held {
    subject: Subject,
    frame: usize,
    frame_start: usize,
    /// How many mentions there were.
    mentions: usize,
    /// What follows is included in the amount, and no reason of it.
    includes: bool,
    /// Where the sentence left it.
    left: usize,
}

/// Words of what is left out or made even: "were, after adjusting for exchange rates, up 2%" is no change of what was reported.
const EVENED: [&str; 9] = ["adjusting", "adjusted", "excluding", "exclusive", "excludes", "without", "constant", "normalized", "organic"];

impl Reader<'_> {
    /// At a word that ends the thought: keeps what the sentence was about.
    pub(super) fn hold(&mut self, at: usize) {
        if self.tokens[at].is_any(&[";", "while", "whereas"]) {
            self.held = None;
            return;
        }
        let includes = self.tokens[at].lower.starts_with("inclu");
        if let Some(held) = self.held.as_mut().filter(|held| held.mentions == self.mentions.len()) {
            // "which included"
            held.includes |= includes;
        }
        // "compared with $6.4 million in 2020, and included": the comparison is over
        if includes && at > 0 && self.tokens[at - 1].is("and") && self.segment > 0 {
            (self.segment, self.compared, self.frame) = (0, false, self.frame + 1);
        }
        let said = self.mentions.last().is_some_and(|(m, _)| m.frame == self.frame && m.part == Part::Level && self.segment == 0);
        // "$160 million in cash and investments, including": what stands behind its amount has begun a frame that nothing is said in
        let named_behind =
            |subject: &Subject| self.mentions.last().filter(|(m, _)| m.subject.tokens.start == subject.tokens.start && m.segment == 0);
        let frame = if said { Some(self.frame) } else { self.subject.as_ref().and_then(named_behind).map(|(m, _)| m.frame) };
        let Some((subject, frame)) = self.subject.take().zip(frame) else { return };
        self.held = Some(Held { subject, frame, frame_start: self.frame_start, mentions: self.mentions.len(), includes, left: at });
        self.frame += 1;
        (self.segment, self.compared, self.unclear) = (0, false, false);
    }

    /// At ", compared with" and ", up from" behind what was included, or behind a reason without an amount: takes up again what was kept.
    pub(super) fn take_up(&mut self, at: usize) {
        let compares = matches!(role(&self.tokens[at]), Role::Compare | Role::Way(_)) && at > 0 && self.tokens[at - 1].is_any(&[",", ")"]);
        let back = |held: &mut Held| held.includes || held.mentions == self.mentions.len();
        let Some(held) = self.held.take_if(|held| compares && back(held)) else { return };
        let evened = matches!(role(&self.tokens[at]), Role::Way(_)) && self.tokens[held.left..at].iter().any(|t| t.is_any(&EVENED));
        (self.subject, self.frame, self.frame_start) = (Some(held.subject), held.frame, held.frame_start);
        (self.segment, self.compared, self.unclear, self.direction) = (0, false, evened, None);
    }

    /// "premiums were $4 million and, after adjusting for exchange rates, were up 2%": whether something was left out since the amount was said.
    pub(super) fn is_evened(&self, i: usize) -> bool {
        let said = |from: usize| self.mentions.iter().any(|(m, place)| m.frame == self.frame && self.pieces[*place].tokens.start < from);
        self.adjusted_before.iter().any(|&from| from < self.pieces[i].tokens.start && said(from))
    }

    /// "revenue was $30 million, including $2 million of revenue from acquired stores": a share of the measure, or narrowed by what follows.
    pub(super) fn is_share_of_held(&self, i: usize, subject: &Subject) -> bool {
        let Some(held) = self.held.as_ref().filter(|held| held.includes) else { return false };
        let behind = self.pieces[i..].iter().find(|p| p.tokens.start >= subject.tokens.end);
        let narrowed = behind.is_some_and(|p| {
            matches!(p.what, What::Word)
                && subject.tokens.start > self.pieces[i].tokens.start
                && matches!(self.role_of(p), Role::Other | Role::From)
        });
        narrowed || held.subject.found.measure == subject.found.measure
    }
}
