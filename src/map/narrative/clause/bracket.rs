//! Brackets that tell what there was at another time: "was $0.46 ($0.31 in 2007)", "were $812.1 million (1998: $760.5 million)".

use super::super::amount::AmountKind;
use super::super::when::When;
use super::Reader;
use super::piece::What;

impl Reader<'_> {
    /// Takes the bracket that opens before amounts of another time, and the one that closes behind them; answers whether it was one.
    pub(super) fn take_bracket(&mut self, i: usize) -> bool {
        if self.compares_in_brackets(i) {
            // of a balance a year tells no day
            let year = matches!(self.time_in_brackets(i), Some(When::Year(_)));
            self.subject.iter_mut().for_each(|subject| subject.vague |= year && subject.found.measure.instant);
            self.bracketed = true;
            self.compare(i);
            return true;
        }
        let closes = self.bracketed && self.is_word(&self.pieces[i], &[")"]);
        if closes {
            (self.segment, self.compared, self.direction, self.bracketed) = (0, false, None, false);
        }
        closes
    }

    /// Whether brackets behind an amount open that hold another of its kind with its own time, and nothing else.
    pub(super) fn compares_in_brackets(&self, i: usize) -> bool {
        self.time_in_brackets(i).is_some()
    }

    /// The time of the amounts in brackets that open behind others: before them and a colon, or behind the last.
    fn time_in_brackets(&self, i: usize) -> Option<&When> {
        let time = |at: usize| self.pieces.get(at).and_then(|p| if let What::When(when) = &p.what { Some(when) } else { None });
        let word = |at: usize, any: &[&str]| self.pieces.get(at).is_some_and(|p| self.is_word(p, any));
        if !word(i, &["("]) {
            return None;
        }
        let headed = time(i + 1).filter(|_| word(i + 2, &[":"]));
        let first = if headed.is_some() { i + 3 } else { i + 1 };
        let kind = self.amount_at(first)?.kind;
        let behind = self.behind_amounts(first);
        let behind = behind + usize::from(headed.is_none() && word(behind, &["in", "for", "at"]));
        let when = headed.or_else(|| time(behind))?;
        let closes = word(behind + usize::from(headed.is_none()), &[")"]);
        (closes && self.amounts_before(i).any(|before| before == kind)).then_some(when)
    }

    /// Whether a piece joins two ways of saying one amount: "$9,870,000, or $.69 per share".
    fn is_joint(&self, at: usize) -> bool {
        self.pieces.get(at).is_some_and(|p| self.is_word(p, &[",", "or"]))
    }

    /// The place behind an amount and those that it is joined to.
    fn behind_amounts(&self, first: usize) -> usize {
        let mut behind = first + 1;
        loop {
            let next = (behind..behind + 2).take_while(|at| self.is_joint(*at)).last().map_or(behind, |joint| joint + 1);
            if next == behind || self.amount_at(next).is_none() {
                return behind;
            }
            behind = next + 1;
        }
    }

    /// The kinds of the amount right before a place and of those joined to it.
    fn amounts_before(&self, i: usize) -> impl Iterator<Item = AmountKind> + '_ {
        let joined = (0..i).rev().take_while(|at| self.amount_at(*at).is_some() || self.is_joint(*at));
        joined.filter_map(|at| self.amount_at(at)).map(|amount| amount.kind)
    }
}
