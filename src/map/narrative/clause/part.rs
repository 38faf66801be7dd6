//! What an amount is of its subject: the level, or a change and which way.

use super::super::amount::{Amount, AmountKind};
use super::super::measure::Nature;
use super::super::subject::Subject;
use super::super::token::Token;
use super::super::when::When;
use super::super::wording::{Direction, Role, role};
use super::piece::What;
use super::{Dilution, Mention, Part, Reader};

impl Reader<'_> {
    /// Level or change; `None` when the amount can't be of the subject.
    pub(super) fn part(&self, i: usize, amount: &Amount, subject: &Subject) -> Option<Part> {
        if self.is_beside_guidance(i) {
            return None;
        }
        let change = self.change(i).filter(|_| !self.is_told_in_brackets(i, subject));
        if change.is_none() && (self.is_step(i) || self.compared && (self.changed(i) || self.steps_on(i))) {
            return None;
        }
        let nature = subject.found.measure.nature;
        if subject.found.measure.is_unlisted() && !matches!(amount.kind, AmountKind::Money(_)) {
            return None;
        }
        match amount.kind {
            AmountKind::Percent => {
                // "gross profit was 37.2% of sales" is its rate, "$5 million, or 3% of sales" no change
                let of_sales = nature == Nature::MoneyOrRate && change.is_none() && self.is_of_sales(i);
                if self.next_is(i, &["of"]) {
                    return of_sales.then_some(Part::Level);
                }
                if self.is_measured_otherwise(i) {
                    return None;
                }
                if let Some(direction) = change {
                    return Some(Part::Change(direction));
                }
                let rate = matches!(nature, Nature::Rate | Nature::MoneyOrRate);
                rate.then_some(Part::Level)
            }
            // "expense was $43 million, or 11.9% of revenue, an improvement of 160 basis points": of the rate
            AmountKind::BasisPoints => change.filter(|_| nature != Nature::Money).map(Part::Change),
            AmountKind::Money(_) if matches!(nature, Nature::Money | Nature::MoneyOrRate | Nature::Price) => {
                Some(change.map_or(Part::Level, Part::Change))
            }
            // "book value was $10.05"
            AmountKind::Money(_) if nature == Nature::PerShare && amount.size < 1000.into() => {
                Some(change.map_or(Part::Level, Part::Change))
            }
            AmountKind::PerShare(_) => self.per_share(change, subject),
            _ => None,
        }
    }

    /// "an 18% increase in net income ($1.9 million vs. $1.6 million)": what brackets right behind the subject say is its level.
    fn is_told_in_brackets(&self, i: usize, subject: &Subject) -> bool {
        let at = self.pieces[i].tokens.start;
        let compares = |p: &super::piece::Piece| matches!(p.what, What::Word) && self.role_of(p) == Role::Compare;
        (subject.tokens.end..subject.tokens.end + 3).contains(&at)
            && self.tokens[subject.tokens.end].is("(")
            && self.pieces.get(i + 1).is_some_and(compares)
    }

    /// "$8 million above the high end of our outlook range": how far a result is from what was expected.
    fn is_beside_guidance(&self, i: usize) -> bool {
        const REACH: usize = 12;
        let behind = &self.tokens[self.pieces[i].tokens.end..];
        behind.first().is_some_and(|t| matches!(role(t), Role::Comparative(_)))
            && behind
                .iter()
                .take(REACH)
                .take_while(|t| t.is_word())
                .any(|t| t.is_any(&["outlook", "guidance", "forecast", "expectations", "consensus"]))
    }

    /// "up 4% organically", "12% in constant currency": no change of what is reported.
    fn is_measured_otherwise(&self, i: usize) -> bool {
        let words = self.pieces[i + 1..].iter().take(4).take_while(|p| matches!(p.what, What::Word));
        let said = |p: &super::piece::Piece| {
            self.tokens[p.tokens.start].is_any(&["organically", "organic", "constant", "underlying"])
                || self.tokens[p.tokens.start].lower.contains("currenc")
        };
        words.take_while(|p| !self.tokens[p.tokens.start].is_any(&[",", ";"])).any(said)
    }

    /// "compared to an increase of 2.0%": what is compared is a change, too, and no level.
    fn changed(&self, i: usize) -> bool {
        let noun = i.checked_sub(2).map(|at| &self.pieces[at]).filter(|p| matches!(p.what, What::Word));
        self.is_behind(i, &["of"]) && noun.is_some_and(|p| matches!(self.role_of(p), Role::Comparative(_)))
    }

    /// "37.2% of net sales": behind a verb or what compares it, not beside an amount.
    fn is_of_sales(&self, i: usize) -> bool {
        let tied = i > 0 && self.role_of(&self.pieces[i - 1]) == Role::Tie || self.compared || self.leads_to_level(i);
        let revenue = |p: &super::piece::Piece| matches!(p.what, What::Measure(found) if found.measure.key == "Revenues");
        tied && self.next_is(i, &["of"]) && self.pieces.get(i + 2).is_some_and(revenue)
    }

    fn per_share(&self, change: Option<Direction>, subject: &Subject) -> Option<Part> {
        let own = subject.found.measure.nature == Nature::PerShare;
        let beside = self.mentions.last().is_some_and(|(m, _)| m.frame == self.frame && m.part == Part::Level);
        if own {
            return Some(change.map_or(Part::Level, Part::Change));
        }
        (beside || change.is_none()).then_some(Part::Level)
    }

    /// The direction of a change that the amount states.
    fn change(&self, i: usize) -> Option<Direction> {
        if let Some(direction) = self.direction_behind(i) {
            return Some(direction);
        }
        if self.leads_to_level(i) || self.compared {
            return None;
        }
        self.direction.filter(|_| !self.goes_on_to(i)).or_else(|| self.repeated_change(i))
    }

    /// "advanced 19 percent to a third-quarter high of $17.3 million": whether "to" stands before an amount, and nothing but words and times between.
    fn goes_on_to(&self, i: usize) -> bool {
        const REASONS: [&str; 8] = ["due", "attributable", "owing", "thanks", "related", "subject", "according", "relating"];
        let passed = |p: &&super::piece::Piece| match p.what {
            What::When(_) => true,
            What::Word => !self.tokens[p.tokens.start].is_any(&[",", ";"]),
            _ => false,
        };
        let leads =
            |at: usize| self.tokens[at].is("to") && !self.belongs_to_compare(at) && !(at > 0 && self.tokens[at - 1].is_any(&REASONS));
        self.pieces[..i].iter().rev().take_while(passed).any(|p| matches!(p.what, What::Word) && leads(p.tokens.start))
    }

    /// "decreased $101,000 to $4,845,000, or 2.0%": the percentage says the change once more.
    fn repeated_change(&self, i: usize) -> Option<Direction> {
        let What::Amount(amount) = &self.pieces[i].what else { return None };
        let behind_or = self.pieces[..i].last().is_some_and(|p| self.tokens[p.tokens.start].is("or"));
        let changes = self.mentions.iter().rev().filter(|(m, _)| m.frame == self.frame && !matches!(m.amount.kind, AmountKind::Percent));
        let direction = changes.filter_map(|(m, _)| if let Part::Change(d) = m.part { Some(d) } else { None }).next();
        direction.filter(|_| behind_or && amount.kind == AmountKind::Percent)
    }

    /// "2.8% less than", "$435,000 higher", "a 23 percent increase", "a $978,000, or 53.6%, increase".
    fn direction_behind(&self, i: usize) -> Option<Direction> {
        let again = self.article_before(i).then(|| self.said_again(i)).flatten();
        let next = self.pieces.get(again.unwrap_or(i) + 1).filter(|p| matches!(p.what, What::Word))?;
        match self.role_of(next) {
            Role::Comparative(direction) => Some(direction),
            _ => None,
        }
    }

    /// The percentage that says the amount before it once more: ", or 53.6%,"; its last piece.
    fn said_again(&self, i: usize) -> Option<usize> {
        let mark = |at: usize| usize::from(self.next_is(at, &[",", "("]));
        let or = i + mark(i);
        let rate = or + 1 + usize::from(self.next_is(or, &["or"]));
        let percent = matches!(&self.pieces.get(rate)?.what, What::Amount(a) if a.kind == AmountKind::Percent);
        (percent && rate > i + 1).then(|| rate + usize::from(self.next_is(rate, &[",", ")"])))
    }

    /// The last words before the amount are "to", "to a record", "at", or a dash: "operating earnings per share up — $2.02 per share".
    pub(super) fn leads_to_level(&self, i: usize) -> bool {
        let before = self.pieces[..i].iter().rev().take(5).find(|p| {
            !matches!(p.what, What::Word)
                || !self.tokens[p.tokens.start].is_any(&[
                    "a",
                    "an",
                    "record",
                    "the",
                    "all",
                    "time",
                    "high",
                    "of",
                    "new",
                    "quarterly",
                    "annual",
                    "company",
                    "$",
                    "(",
                    "approximately",
                    "about",
                    "roughly",
                    "around",
                ])
        });
        before.is_some_and(|p| {
            matches!(p.what, What::Word)
                && self.tokens[p.tokens.start].is_any(&["to", "at", "—", "–"])
                && !self.belongs_to_compare(p.tokens.start)
        })
    }

    /// "compared to", "compared with": the second word of a comparison.
    pub(super) fn belongs_to_compare(&self, at: usize) -> bool {
        at > 0 && matches!(role(&self.tokens[at - 1]), Role::Compare)
    }

    /// "by about $7.1 million": how far something went.
    fn is_step(&self, i: usize) -> bool {
        const HEDGES: [&str; 9] = ["about", "approximately", "around", "roughly", "nearly", "almost", "over", "some", "another"];
        let before = self.pieces[..i].iter().rev().take(3).find(|p| {
            let word = matches!(p.what, What::Word).then(|| &self.tokens[p.tokens.start]);
            !word.is_some_and(|t| t.is_any(&HEDGES))
        });
        // "by $12.2 million and $2.2 million": the second as the first
        let joined = i.checked_sub(2).filter(|at| self.is_behind(i, &["and", ","]) && matches!(self.pieces[*at].what, What::Amount(_)));
        before.is_some_and(|p| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is("by"))
            || joined.is_some_and(|at| self.is_step(at))
    }

    /// "increased $30.9 million from the third quarter and $392.9 million from the prior year quarter": the second is as far from another time.
    fn steps_on(&self, i: usize) -> bool {
        // "$1.2 million, or 3.3%, from"
        let told = |at: usize| {
            let last = self.said_again(at).unwrap_or(at);
            last + usize::from(self.next_is(last, &[","]))
        };
        let from_time = |at: usize| {
            let at = told(at);
            let near = || self.pieces[at + 2..].iter().take(3).take_while(|p| !matches!(p.what, What::Amount(_)));
            self.next_is(at, &["from", "over"]) && near().any(|p| matches!(p.what, What::When(_)))
        };
        let before = self.pieces[..i].iter().rposition(|p| matches!(p.what, What::Amount(_)));
        self.is_behind(i, &["and"]) && from_time(i) && before.is_some_and(from_time)
    }

    pub(super) fn next_is(&self, i: usize, words: &[&str]) -> bool {
        self.pieces.get(i + 1).is_some_and(|p| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is_any(words))
    }

    /// "$5 million from the sale of", "in severance": what follows narrows the amount.
    pub(super) fn narrowed_behind(&self, i: usize, subject: &Subject) -> bool {
        let narrowing = [
            "from",
            "for",
            "in",
            "of",
            "related",
            "relating",
            "attributable",
            "associated",
            "due",
            "on",
            "at",
            "under",
            "per",
            "before",
            "excluding",
            "after",
        ];
        // what an adjusted measure leaves out is what makes it one
        if !subject.adjusted && self.is_left_out_behind(i) {
            return true;
        }
        if !self.next_is(i, &narrowing) || subject.tokens.start > self.pieces[i].tokens.end {
            return false;
        }
        if self.next_is(i, &["from"]) && self.leads_to_comparison(i + 1) || self.is_each_of_common(i) {
            return false;
        }
        if self.next_is(i, &["due"]) || self.next_is(i, &["on"]) && self.next_is(i + 1, &["a", "diluted", "fully", "basic"]) {
            return false;
        }
        let rest = &self.pieces[i + 2..];
        let Some(follows) = rest.iter().take(4).position(|p| !matches!(p.what, What::Word) || self.role_of(p) != Role::Filler) else {
            return true;
        };
        match rest[follows].what {
            // "for the 2018 stock grant"
            What::When(When::Year(_)) => {
                rest.get(follows + 1).is_some_and(|p| matches!(p.what, What::Word) && self.role_of(p) == Role::Other)
            }
            What::When(_) | What::Measure(_) => false,
            _ => true,
        }
    }

    /// "a dividend of $0.32 per share of outstanding common stock": of the shares that all are told by.
    fn is_each_of_common(&self, i: usize) -> bool {
        let What::Amount(amount) = &self.pieces[i].what else { return false };
        let mut behind = self.pieces[i + 1..].iter().map(|piece| &self.tokens[piece.tokens.start]);
        let of = matches!(amount.kind, AmountKind::PerShare(_)) && behind.next().is_some_and(|t| t.is_any(&["of", "on"]));
        let plain = ["the", "our", "its", "company", "company's", "company’s", "all", "issued", "and", "outstanding", "shares", "of"];
        of && behind.find(|t| !t.is_any(&plain)).is_some_and(|t| t.is("common"))
    }

    /// "net income was $2.2 million, or $.14 per share, excluding the charge": behind what is said again per share, too.
    fn is_left_out_behind(&self, i: usize) -> bool {
        let joint = |p: &&super::piece::Piece| match &p.what {
            What::Word => self.tokens[p.tokens.start]
                .is_any(&[",", "or", "(", ")", "and", "of", "in", "for", "the", "its", "our", "sales", "revenue", "revenues"]),
            What::Amount(amount) => matches!(amount.kind, AmountKind::PerShare(_) | AmountKind::Percent),
            What::Measure(found) => found.measure.key == "Revenues",
            // "in the third quarter, excluding the charge"
            What::When(_) => true,
            What::Contract => false,
        };
        let next = self.pieces[i + 1..].iter().find(|p| !joint(p)).filter(|p| matches!(p.what, What::Word));
        let says = |at: usize, words: &[&str]| self.tokens.get(at).is_some_and(|t| t.is_any(words));
        next.is_some_and(|p| {
            let at = p.tokens.start;
            says(at, &["excluding", "exclusive", "before", "without"])
                || says(at, &["which"]) && says(at + 1, &["exclude", "excludes", "excluded"])
                || says(at - 1, &["("]) && self.brackets_adjust(at)
        })
    }

    /// "$0.27 per share (pro forma fully taxed)": whether brackets hold nothing but words that say by whose rules the amount before them is told.
    fn brackets_adjust(&self, at: usize) -> bool {
        const MOST: usize = 8;
        let Some(len) = self.tokens[at..].iter().take(MOST).position(|t| t.is(")")) else { return false };
        let inside = &self.tokens[at..at + len];
        let told = |i: usize| inside[i].is_any(&["proforma", "adjusted"]) || inside[i].is("forma") && i > 0;
        inside.iter().all(|t| t.is_word()) && (0..len).any(told)
    }

    pub(super) fn dilution(&self, i: usize, subject: &Subject) -> Dilution {
        let amount = &self.pieces[i].tokens;
        let behind = self.tokens[amount.end..].iter().take(6).take_while(|t| {
            t.is_any(&["on", "a", "fully", "basic", "and", "diluted", "basis", ")", "both", ",", "(", "per", "share", "common"])
        });
        let near: Vec<&Token> = self.tokens
            [subject.tokens.start.min(amount.start)..subject.tokens.end.min(amount.start.max(subject.tokens.end))]
            .iter()
            .chain(&self.tokens[amount.clone()])
            .chain(behind)
            .collect();
        let said = |word: &str| near.iter().any(|t| t.is(word));
        match (said("basic"), said("diluted")) {
            (true, true) => Dilution::Both,
            (true, false) => Dilution::Basic,
            (false, true) => Dilution::Diluted,
            (false, false) => Dilution::Unsaid,
        }
    }
}

/// A change has the times of the level that it leads to. A level that repeats the measure of a comparison needs a time of its own.
pub(super) fn settle_changes(mentions: &mut [Mention]) {
    for k in 0..mentions.len() {
        let (before, rest) = mentions.split_at_mut(k);
        let Some(mention) = rest.first_mut() else { continue };
        let of_frame = before.iter().find(|m| m.frame == mention.frame && m.segment == 0);
        if let (Part::Change(_), Some(first)) = (mention.part, of_frame) {
            mention.whens.clone_from(&first.whens);
        }
        let repeated = before.iter().any(|m| m.segment > 0 && m.frame != mention.frame && m.subject.is_named_as(&mention.subject));
        mention.clear &= !(repeated && mention.whens.is_empty());
    }
    settle_changes_per_share(mentions);
}

/// "Earnings of $.14 per share were 40 percent ahead": of a measure that is told for each share alone no change of its whole is told.
fn settle_changes_per_share(mentions: &mut [Mention]) {
    for k in 0..mentions.len() {
        let changes = matches!(mentions[k].part, Part::Change(_)) && mentions[k].amount.kind == AmountKind::Percent;
        let said = |m: &&Mention| m.frame == mentions[k].frame && m.part == Part::Level && m.segment == 0;
        let mut levels = mentions.iter().filter(said).peekable();
        let per_share = changes && levels.peek().is_some() && levels.all(|m| m.beside);
        mentions[k].clear &= !per_share;
    }
}

/// "Operating income was $44 million or $0.16 per share": what is told for each share is a result of the company's own, after taxes.
pub(super) fn settle_own_results(mentions: &mut [Mention]) {
    for k in 0..mentions.len() {
        if mentions[k].beside && mentions[k].subject.found.measure.key == "OperatingIncomeLoss" {
            let frame = mentions[k].frame;
            mentions.iter_mut().filter(|m| m.frame == frame).for_each(|m| m.own_result = true);
        }
    }
}
