//! What words between a subject and its amount do besides their usual role.

use rust_decimal::Decimal;

use super::super::amount::{Amount, AmountKind};
use super::super::measure::Nature;
use super::super::subject::Subject;
use super::super::wording::{Role, role};
use super::piece::{Piece, What};
use super::{Mention, Part, Reader};
use crate::figure::Suffix;

/// How many words may stand between an amount and a measure joined to what the amount is of.
const NEAR: usize = 8;

impl Reader<'_> {
    /// "International revenue accounted for 27% of total revenue, or $30.7 million": a share of a measure whose amount follows at once.
    pub(super) fn states_share(&self, i: usize) -> bool {
        let shares = ["accounted", "represented", "represents", "contributed"];
        if self.subject.is_none() || !self.word_is(i, &shares) {
            return false;
        }
        let percent = i + 1 + usize::from(self.word_is(i + 1, &["for"]));
        let share = self.amount_at(percent).is_some_and(|a| a.kind == AmountKind::Percent) && self.word_is(percent + 1, &["of"]);
        let Some(whole) = (percent + 2..percent + 5).find(|&at| !self.word_is(at, &["our", "the", "its", "company"])) else { return false };
        let measure = self.pieces.get(whole).is_some_and(|p| matches!(p.what, What::Measure(_)));
        let or = whole + 1 + usize::from(self.word_is(whole + 1, &[","]));
        let money = self.amount_at(or + 1).is_some_and(|a| matches!(a.kind, AmountKind::Money(_)));
        share && measure && self.word_is(or, &["or"]) && money
    }

    /// "18 percent over the $96.5 million", "up 4.1% over sales of $674.8 million": what is compared, and no bound.
    pub(super) fn leads_over(&self, i: usize) -> bool {
        let rate = || i > 0 && self.amount_at(i - 1).is_some_and(|a| a.kind == AmountKind::Percent);
        let same = |at: usize| matches!(self.pieces.get(at).map(|p| &p.what), Some(What::Measure(found)) if self.subject.as_ref().is_some_and(|s| s.found.measure == found.measure));
        if self.word_is(i, &["over"]) && rate() && (same(i + 1) || same(i + 2)) {
            return true;
        }
        let article = self.word_is(i, &["over"]) && self.word_is(i + 1, &["the", "our", "its"]);
        article && self.amount_at(i + 2).is_some_and(|a| matches!(a.kind, AmountKind::Money(_) | AmountKind::PerShare(_)))
    }

    /// "$16.5 million; up 155% from $6.5 million": whether a semicolon only sets apart how the amount before it changed.
    pub(super) fn changes_behind(&self, at: usize) -> bool {
        let told = self.mentions.last().is_some_and(|(m, _)| m.frame == self.frame && m.part == Part::Level);
        let next = self.tokens[at + 1..].iter().find(|t| !t.is_any(&["a", "an", "which", "is", "was"]));
        told && next.is_some_and(|t| matches!(role(t), Role::Way(_) | Role::Compare))
    }

    /// The company's own name, "in the amount of", "pretax" behind an amount: what leaves the meaning as it is.
    pub(super) fn is_harmless(&self, i: usize) -> bool {
        let token = &self.tokens[self.pieces[i].tokens.start];
        let named = token.capital && self.own.contains(&token.lower);
        let amount = token.is("amount") && self.word_is(i + 1, &["of"]);
        let behind_amount = |at: usize| at.checked_sub(1).is_some_and(|at| self.amount_at(at).is_some());
        let pretax = token.is("pretax") && behind_amount(i) || token.is("pre") && self.word_is(i + 1, &["tax"]) && behind_amount(i);
        let tax = token.is("tax") && token.glued && i > 0 && self.word_is(i - 1, &["pre"]) && behind_amount(i - 1);
        // "rose 18% year over year to"
        let stretches = ["year", "quarter", "month"];
        let over = token.is("over") && i > 0 && self.word_is(i - 1, &stretches) && self.word_is(i + 1, &stretches);
        named || amount || pretax || tax || over || self.tells_share_of_what(i) || self.measures_growth(i)
    }

    /// "increased 46% over the second quarter of 2007, to $131.6 million": from when the growth is told, before what it led to.
    fn measures_growth(&self, i: usize) -> bool {
        let rate = || i > 0 && self.amount_at(i - 1).is_some_and(|a| a.kind == AmountKind::Percent);
        let when = i + 1 + usize::from(self.word_is(i + 1, &["the", "our"]));
        let level = when + 1 + usize::from(self.word_is(when + 1, &[","]));
        self.word_is(i, &["over"])
            && rate()
            && self.pieces.get(when).is_some_and(|p| matches!(p.what, What::When(_)))
            && self.word_is(level, &["to"])
    }

    /// "$4.2 million or 0.85% of total loans": what a percentage beside an amount is of.
    fn tells_share_of_what(&self, i: usize) -> bool {
        const SMALL: [&str; 8] = ["total", "gross", "net", "average", "outstanding", "all", "our", "the"];
        let held = self.word_is(i, &["loans", "assets", "deposits", "portfolio"]);
        let small = || (0..i).rev().take_while(|at| self.word_is(*at, &SMALL)).count();
        let of = if held { i.checked_sub(1 + small()) } else { None };
        of.is_some_and(|of| self.word_is(of, &["of"]) && of > 0 && self.amount_at(of - 1).is_some_and(|a| a.kind == AmountKind::Percent))
    }

    /// "under our $150.0 million revolving credit facility and working capital": where the words that may modify a measure begin, behind
    /// the joint that ends what an amount before is of.
    pub(super) fn behind_named_amount(&self, i: usize) -> usize {
        let before = (i.saturating_sub(NEAR)..i).rev().take_while(|&at| matches!(self.pieces[at].what, What::Word));
        let first = before.last().unwrap_or(i);
        let adjective = |at: &usize| self.amount_at(*at).is_some() && *at > 0 && self.word_is(at - 1, &["our", "its", "a", "the"]);
        let owner = first.checked_sub(1).filter(adjective).filter(|_| !self.word_is(first, &[",", ";", "and"]));
        let joint = owner.and_then(|_| (first + 1..i).rev().find(|&at| self.word_is(at, &["and"])));
        joint.map_or(0, |at| self.pieces[at].tokens.end)
    }

    /// "expenses were $90.5 million, including severance of $8.2 million, compared to $6.9 million": of the two amounts said before, the
    /// one that is compared is the one of its size; a part is compared only where it is.
    pub(super) fn compares_part(&self, i: usize) -> bool {
        let next = (i + 1..self.pieces.len().min(i + 1 + NEAR)).find_map(|at| self.amount_at(at));
        let mut said = self.mentions.iter().rev().map(|(m, _)| m).filter(|m| m.part == Part::Level);
        let Some((next, part)) = next.zip(said.next().filter(|m| m.frame == self.frame && self.subject.is_some())) else { return false };
        let alike = |m: &&Mention| m.amount.kind == next.kind && m.frame != part.frame;
        said.find(alike).is_some_and(|whole| is_nearer(next.size, part.amount.size, whole.amount.size))
    }

    fn word_is(&self, at: usize, words: &[&str]) -> bool {
        let word = self.pieces.get(at).filter(|p| matches!(p.what, What::Word));
        word.is_some_and(|p| self.tokens[p.tokens.start].is_any(words))
    }

    pub(super) fn amount_at(&self, at: usize) -> Option<&Amount> {
        match self.pieces.get(at) {
            Some(Piece { what: What::Amount(amount), .. }) => Some(amount),
            _ => None,
        }
    }
}

/// Whether an amount is as many times the first of two others as makes it nearer to that than to the second.
fn is_nearer(amount: Decimal, first: Decimal, second: Decimal) -> bool {
    let times = |other: Decimal| amount.max(other).checked_div(amount.min(other));
    times(first).zip(times(second)).is_some_and(|(first, second)| first < second)
}

/// "On a per share basis, net income was $0.59": no company's own amount is so small.
pub(super) fn is_in_cents(amount: &Amount, subject: &Subject) -> bool {
    let small = amount.size < Decimal::ONE_HUNDRED && amount.scale == 0 && amount.figure.style.fraction_digits > 0;
    // "3 cents of restructuring costs"
    let cents = amount.figure.style.suffix == Suffix::Cents;
    (small || cents) && matches!(amount.kind, AmountKind::Money(_)) && subject.found.measure.nature == Nature::Money
}
