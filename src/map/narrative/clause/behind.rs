//! Subjects that stand behind their amounts, and what verbs before amounts make of them.

mod left_out;

use super::super::amount::{Amount, AmountKind};
use super::super::measure::{Found, Nature};
use super::super::subject::{self, Subject};
use super::super::wording::{Role, role};
use super::piece::{Piece, What};
use super::{Mention, Part, Reader};
pub(in crate::map::narrative) use left_out::exclusion;
pub(super) use left_out::{exclusions, is_left_out, leaves_out, opens_thought};

/// Words before a thing that say only whose it is.
const OWNED: [&str; 3] = ["the", "our", "its"];

impl Reader<'_> {
    /// "$43.5 million in cash collections", when no subject stands before.
    pub(super) fn subject_behind(&self, i: usize) -> Option<Subject> {
        if let Some(owned) = self.article_before(i).then(|| self.measure_behind(i)).flatten() {
            return Some(owned);
        }
        let joint = self.pieces.get(i + 1).filter(|p| matches!(p.what, What::Word))?;
        // "and $27.8 million for share repurchases"
        let spent_on = || matches!(self.pieces.get(i + 2).map(|p| &p.what), Some(What::Measure(_)));
        if !(self.tokens[joint.tokens.start].is_any(&["in", "of"]) || self.tokens[joint.tokens.start].is("for") && spent_on()) {
            return None;
        }
        // "of gains on sales": behind another preposition the measure only narrows what the amount is of
        let aside = |p: &Piece| self.tokens[p.tokens.start].is_any(&["on", "of", "from", "in", "for", "to", "by"]);
        let leads = |p: &&Piece| matches!(p.what, What::Measure(_)) || matches!(p.what, What::Word) && !aside(p);
        let measure = self.pieces[i + 2..].iter().take(4).take_while(leads);
        let (at, found) = measure.filter_map(|p| if let What::Measure(f) = p.what { Some((p.tokens.start, f)) } else { None }).next()?;
        if found.measure.instant && self.is_paid(i) {
            return None;
        }
        // "$308,000 in R&D funding" is none of what was spent
        if self.pieces.iter().any(|p| p.tokens.start == at + found.len && self.is_noun(p)) {
            return None;
        }
        let plain = self.plain_tokens();
        Some(subject::subject(self.text, self.tokens, at, found, &|t| plain[t] && t > joint.tokens.start, self.own))
    }

    /// "distributed $46.3 million in cash": what stands behind such an amount tells how it was paid, and no balance.
    fn is_paid(&self, i: usize) -> bool {
        const PAID: [&str; 8] = ["distributed", "paid", "received", "acquired", "purchased", "returned", "contributed", "repurchased"];
        self.tokens[..self.pieces[i].tokens.start].iter().any(|t| t.is_any(&PAID))
    }

    /// Whether a measure that is a balance elsewhere tells how the amount before it was paid.
    pub(super) fn tells_payment(&self, i: usize, found: Found) -> bool {
        let joint = i.checked_sub(2).filter(|_| found.measure.instant && found.len == 1);
        joint.is_some_and(|at| {
            let by = self.tokens[self.pieces[at + 1].tokens.start].is("in");
            by && matches!(self.pieces[at].what, What::Amount(_)) && self.is_paid(at)
        })
    }

    /// Whether a word behind a measure goes on with its name: "funding", "shortfall"; no verb, no joint.
    fn is_noun(&self, piece: &Piece) -> bool {
        const PLAIN: [&str; 12] = ["used", "generated", "available", "on", "as", "and", "or", "is", "are", "was", "after", "net"];
        let token = &self.tokens[piece.tokens.start];
        matches!(piece.what, What::Word)
            && self.role_of(piece) == Role::Other
            && !token.capital
            && !token.lower.ends_with("ed")
            && !token.is_any(&PLAIN)
    }

    /// "had a $12.0 million ...": an article before the amount.
    pub(super) fn article_before(&self, i: usize) -> bool {
        i.checked_sub(1).is_some_and(|before| {
            matches!(self.pieces[before].what, What::Word) && self.tokens[self.pieces[before].tokens.start].is_any(&["a", "an"])
        })
    }

    /// "a $12.0 million provision for loan losses": the measure right behind, or behind a word that sets nothing apart.
    fn measure_behind(&self, i: usize) -> Option<Subject> {
        let behind = &self.pieces[i + 1..];
        let small = behind.iter().take(2).take_while(|p| matches!(p.what, What::Word) && subject::plain_word(&self.tokens[p.tokens.start]));
        let place = i + 1 + small.count();
        let What::Measure(found) = self.pieces.get(place)?.what else { return None };
        // "a $2 million revenue shortfall" is none of its revenue
        let goes_on = |p: &&Piece| matches!(self.role_of(p), Role::Other | Role::Comparative(_) | Role::Way(_));
        let on = |p: &&Piece| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is_any(&["on", "of", "against"]);
        // "a $24.2 million loss from extinguishment of debt" is no result
        let from = self.pieces.get(place + 1).is_some_and(|p| self.is_word(p, &["from", "related", "relating", "due", "associated"]));
        if from && found.len == 1 && found.measure.key == "NetIncomeLoss" {
            return None;
        }
        if self.pieces.get(place + 1).is_some_and(|p| matches!(p.what, What::Word) && goes_on(&p) && !on(&p)) {
            return None;
        }
        let plain = self.plain_tokens();
        let from = self.pieces[i].tokens.end;
        Some(subject::subject(self.text, self.tokens, self.pieces[place].tokens.start, found, &|t| plain[t] && t >= from, self.own))
    }

    /// "$88.0 million of long-term debt and $15.2 million in cash": behind a joint the second amount is of what it names itself.
    pub(super) fn named_behind(&self, i: usize, amount: &Amount) -> Option<Subject> {
        let joined = self.spends(i) || self.is_behind(i, &["and", ",", "with"]);
        let money = matches!(amount.kind, AmountKind::Money(_));
        self.subject_behind(i)
            .filter(|behind| joined && money && self.subject.as_ref().is_none_or(|s| s.found.measure != behind.found.measure))
    }

    /// "net loss for the quarter, excluding the charge, was": whether what is left out of a measure is said behind it, before its verb.
    pub(super) fn leaves_out_behind(&self, i: usize, end: usize) -> bool {
        let Some(&from) = self.adjusted_before.iter().find(|from| **from >= end) else { return false };
        let between = self.pieces[i + 1..].iter().skip_while(|p| p.tokens.start < end).take_while(|p| p.tokens.start < from);
        between.into_iter().all(|p| match p.what {
            What::When(_) => true,
            What::Word => self.role_of(p) == Role::Filler,
            _ => false,
        })
    }

    /// "and invested $6.3 million in capital expenditures": a verb of what was spent behind a joint.
    pub(super) fn spends(&self, i: usize) -> bool {
        let verb = self.is_behind(i, &["invested", "spent"]);
        let itself = |before: usize| {
            let word = &self.tokens[self.pieces[before].tokens.start];
            word.is_any(&["and", ",", "we", "company", "it"]) || word.capital
        };
        verb && (i < 2 || itself(i - 2))
    }

    /// "a $0.4 million reduction in freight", "an $11.3 million inventory-related charge": an amount that belongs to the words behind it, whatever
    /// the sentence was about before.
    pub(super) fn modifies_another(&self, i: usize) -> bool {
        const TO: [&str; 5] = ["over", "from", "compared", "versus", "when"];
        if self.is_before_its_own(i) {
            return true;
        }
        if !self.article_before(i) {
            return false;
        }
        let word = |at: usize| self.pieces.get(at).filter(|p| matches!(p.what, What::Word)).map(|p| &self.tokens[p.tokens.start]);
        // "inventory-related"
        let adjective = word(i + 2).is_some_and(|t| t.is("related") && t.glued);
        let Some(next) = word(i + 1) else { return adjective };
        match role(next) {
            Role::Other => next.is_word() && !next.lower.ends_with("ly") && !next.is_any(&TO) && !self.is_harmless(i + 1),
            Role::Comparative(_) => {
                let object = (i + 3..self.pieces.len()).find(|at| !word(*at).is_some_and(|t| t.is_any(&OWNED)));
                let of = word(i + 2).is_some_and(|t| t.is_any(&["in", "of"]));
                of && object.and_then(word).is_some_and(|t| matches!(role(t), Role::Other))
            }
            _ => false,
        }
    }

    /// "earnings per share (basic) and $0.34 GAAP earnings per share (diluted)", "91.0% and 88.3% adjusted operating ratio": an amount for each
    /// share or a rate right before what it is of.
    fn is_before_its_own(&self, i: usize) -> bool {
        let small = |p: &&Piece| {
            let token = &self.tokens[p.tokens.start];
            matches!(p.what, What::Word) && (subject::plain_word(token) || token.is_any(&["gaap", "non", "-", "adjusted"]))
        };
        let behind = self.pieces[i + 1..].iter().take(5).find(|p| !small(p));
        let is_rate = matches!(&self.pieces[i].what, What::Amount(amount) if amount.kind == AmountKind::Percent);
        let nature = behind.and_then(|p| if let What::Measure(found) = p.what { Some(found.measure.nature) } else { None });
        let own = nature.is_some_and(|nature| nature == Nature::PerShare || is_rate && nature == Nature::Rate);
        own && self.is_behind(i, &["and", "with"])
    }

    /// "a 24% increase in net income" behind operating income, "and $0.4 million decrease in interest expense": a change of what is named behind it.
    pub(super) fn changes_another(&self, i: usize) -> bool {
        let word = |at: usize| self.pieces.get(at).filter(|p| matches!(p.what, What::Word));
        let noun = word(i + 1).is_some_and(|p| matches!(self.role_of(p), Role::Comparative(_)));
        // "on 10% lower revenues of"
        if let Some(What::Measure(found)) = self.pieces.get(i + 2).map(|p| &p.what)
            && noun
        {
            return self.subject.as_ref().is_some_and(|subject| subject.found.measure != found.measure);
        }
        if !noun || !word(i + 2).is_some_and(|p| self.tokens[p.tokens.start].is_any(&["in", "of"])) {
            return false;
        }
        let named =
            self.pieces[i + 3..].iter().take(4).find_map(|p| if let What::Measure(found) = p.what { Some(found.measure) } else { None });
        named.is_some_and(|named| self.subject.as_ref().is_some_and(|subject| subject.found.measure != named))
    }

    /// "a 9.2% increase on a per share basis": a change of what each share has.
    pub(super) fn is_per_share_change(&self, i: usize, amount: &Amount) -> bool {
        let behind = &self.tokens[self.pieces[i].tokens.end..];
        let per = behind.iter().take(5).take_while(|t| t.is_word()).position(|t| t.is("per"));
        amount.kind == AmountKind::Percent
            && per.is_some_and(|at| behind.get(at + 1).is_some_and(|t| t.is_any(&["share", "unit", "diluted"])))
    }

    /// "compared to operating income of $6 million and net income of $3 million on sales of $50 million": whether the comparison goes on with what
    /// the sentence reported before.
    pub(super) fn goes_on_comparing(&self, subject: &Subject) -> bool {
        let of = self.tokens.get(subject.tokens.end).is_some_and(|t| t.is("of"));
        // what is compared with a part's margin need not name the part again
        let named = |s: &Subject| s.is_named_as(subject) || subject.is_plain() && s.found.measure == subject.found.measure;
        let reported = || self.mentions.iter().any(|(m, _)| m.segment == 0 && m.part == Part::Level && named(&m.subject));
        let joint = |p: &&Piece| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is_any(&["and", "on", "with", ",", "a", "an"]);
        let mut before = self.pieces.iter().rev().skip_while(|p| p.tokens.end > subject.tokens.start);
        of && before.find(|p| !joint(p)).is_some_and(|p| matches!(p.what, What::Amount(_) | What::When(_))) && reported()
    }

    /// "earnings were $41 million on sales of $558 million, compared with $28 million on sales of $513 million": what was reported first, where the
    /// comparison names the second only behind its own first amount.
    pub(super) fn compared_from_the_first(&self, i: usize) -> Option<(Subject, usize)> {
        let second = self.subject.as_ref()?.found.measure;
        let rest = &self.pieces[i + 1..];
        let measure = rest.iter().position(|p| matches!(p.what, What::Measure(found) if found.measure == second))?;
        let amount = rest[..measure].iter().any(|p| matches!(p.what, What::Amount(_)));
        let others = rest[..measure].iter().any(|p| matches!(p.what, What::Measure(_)));
        let joined = rest[..measure].iter().rev().map(|p| p.tokens.start).find(|&at| !self.tokens[at].is_any(&["net", "total", "revenue"]));
        if !amount || others || !joined.is_some_and(|at| self.tokens[at].is_any(&["on", "and", "with"])) {
            return None;
        }
        let first = |(m, _): &&(Mention, usize)| m.segment == 0 && m.part == Part::Level && m.subject.found.measure != second;
        self.mentions.iter().find(first).map(|(m, _)| (m.subject.clone(), m.frame))
    }

    /// Whether a piece stands right behind one of these words.
    pub(super) fn is_behind(&self, i: usize, words: &[&str]) -> bool {
        let before = i.checked_sub(1).map(|before| &self.pieces[before]).filter(|p| matches!(p.what, What::Word));
        before.is_some_and(|p| self.tokens[p.tokens.start].is_any(words))
    }

    /// "ended the quarter with $18.2 million in cash", "our balance sheet is strong, with $18.2 million in cash": what there was then, not what
    /// was paid.
    pub(super) fn ended_with(&self, i: usize) -> bool {
        let words = |range: &[Piece], any: &[&str]| {
            range.iter().rev().any(|p| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is_any(any))
        };
        let with = i.checked_sub(1).is_some_and(|before| words(&self.pieces[before..i], &["with"]));
        let before = &self.pieces[i.saturating_sub(8)..i];
        let strong = || words(before, &["sheet"]) && words(before, &["is", "was", "remains", "remained", "strong", "solid"]);
        with && (words(before, &["ended", "closed", "finished", "concluded"]) || strong())
    }

    /// "recorded a $12.0 million provision": a verb of the company's own accounts before the amount.
    pub(super) fn recorded(&self, i: usize) -> bool {
        let verbs = ["had", "recorded", "reported", "recognized", "posted", "took", "incurred", "made"];
        let verb = i.checked_sub(2).map(|i| &self.pieces[i]).filter(|p| matches!(p.what, What::Word));
        self.article_before(i) && verb.is_some_and(|p| self.tokens[p.tokens.start].is_any(&verbs)) && self.measure_behind(i).is_some()
    }

    /// "expenses for a legal matter and stock-based compensation totaling $3.2 million": the sum of what is joined before, not of its last alone.
    pub(super) fn sums_up(&self, i: usize, subject: &Subject) -> bool {
        let start = subject.tokens.start;
        let joint = (start.saturating_sub(3)..start).rev().find(|at| self.tokens[*at].is("and"));
        let Some(before) = joint.and_then(|joint| self.pieces.iter().rfind(|p| p.tokens.end <= joint)) else { return false };
        let respective = || self.tokens.iter().any(|t| t.is("respectively"));
        let other = match before.what {
            What::Word => self.role_of(before) == Role::Other,
            What::Measure(_) => !respective(),
            _ => false,
        };
        other && self.is_behind(i, &["totaling", "totalling", "totaled", "totalled", "aggregating"])
    }

    /// "returned ... dividends of $194 million": what was paid in all, not for each share.
    pub(super) fn pays_dividends(&self, subject: &Subject, amount: &Amount) -> bool {
        let whole = matches!(amount.kind, AmountKind::Money(_)) && amount.size >= 1000.into();
        let paid = || self.tokens[..subject.tokens.start].iter().any(|t| t.is_any(&["paid", "returned", "distributed", "payments"]));
        subject.found.measure.key == "Dividends" && whole && paid()
    }

    /// "cash of $1.1 billion, including $102 million of restricted cash": both of them together.
    pub(super) fn holds_restricted(&self, i: usize, subject: &Subject) -> bool {
        let words = |p: &&Piece| !matches!(p.what, What::When(_));
        let mut behind = self.pieces[i + 1..].iter().take(8).filter(words).map(|p| &self.tokens[p.tokens.start]);
        subject.found.measure.key == "CashAndCashEquivalents"
            && behind
                .find(|t| !t.is_any(&[",", "(", "at", "as", "of", "on"]))
                .is_some_and(|t| t.is_any(&["including", "inclusive", "which"]))
            && behind.any(|t| t.is("restricted"))
    }

    /// "(inclusive of $81,000 due to ...)": what brackets say of a part of the amount before them.
    pub(super) fn is_aside(&mut self, i: usize) -> bool {
        let at = self.pieces[i].tokens.start;
        if self.tokens[at].is("(") {
            let asides = ["inclusive", "including", "excluding", "net", "after", "before", "which"];
            self.aside = self.tokens.get(at + 1).is_some_and(|t| t.is_any(&asides));
        }
        let aside = self.aside;
        self.aside &= !self.tokens[at].is(")");
        aside
    }
}
