//! From the words of a sentence to mentions: which amount is of which subject, in which part of a comparison, with which times.

use std::ops::Range;

use super::amount::{self, Amount, AmountKind};
use super::contract;
use super::measure::{self, Found, Nature};
use super::subject::{self, Subject};
use super::token::Token;
use super::when::{self, When};
use super::word_list::WordList;
use super::wording::{Direction, Role, role};
use crate::text::Text;

/// One amount with what the sentence says about it.
#[derive(Clone, Debug)]
pub(super) struct Mention {
    /// What it is about.
    pub(super) subject: Subject,
    /// The amount.
    pub(super) amount: Amount,
    /// Whether it is the level itself or a change of it.
    pub(super) part: Part,
    /// Which thought of the sentence it belongs to: mentions of one frame compare one subject.
    pub(super) frame: usize,
    /// 0: what is reported; 1 and up: what it is compared with.
    pub(super) segment: usize,
    /// Times named for it, the nearest first; empty when none is.
    pub(super) whens: Vec<When>,
    /// Whether nothing unknown stands between subject and amount, and nothing narrows the amount from behind.
    pub(super) clear: bool,
    /// Whether it is the per-share amount beside a level of money.
    pub(super) beside: bool,
    /// Words behind a per-share amount or before it: basic, diluted or both.
    pub(super) dilution: Dilution,
    /// Whether "this contract" narrows it.
    pub(super) contract: bool,
}

/// A level or a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The amount itself.
    Level,
    /// By how much it changed, and which way.
    Change(Direction),
}

/// Which shares an amount per share counts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Dilution {
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

enum What {
    When(When),
    Amount(Box<Amount>),
    Measure(Found),
    Contract,
    Word,
}

struct Piece {
    what: What,
    tokens: Range<usize>,
}

/// Nouns before "of" or "from" that take a part of a measure or something else about it.
static PARTS: WordList = WordList::new(
    "gain gains loss losses proceeds income profit profits cost costs percentage percent portion share amount benefit impact effect provision tax \
     based margin ratio portions majority half quarter growth trend rate mix % impairment write timing number level levels price prices volume volumes",
);

/// Reads a sentence.
pub(super) fn mentions(text: &Text, tokens: &[Token], own: &[String]) -> Vec<Mention> {
    let pieces = pieces(text, tokens);
    let mut reader = Reader::new(text.as_str(), tokens, &pieces, own);
    for i in 0..pieces.len() {
        reader.piece(i);
    }
    reader.finish()
}

fn pieces(text: &Text, tokens: &[Token]) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let (what, len) = piece(text, tokens, at);
        pieces.push(Piece { what, tokens: at..at + len });
        at += len;
    }
    pieces
}

fn piece(text: &Text, tokens: &[Token], at: usize) -> (What, usize) {
    if let Some((when, len)) = when::at(&tokens[at..]) {
        return (What::When(when), len);
    }
    if let Some((amount, next)) = amount::at(text, tokens, at) {
        return (What::Amount(Box::new(amount)), next - at);
    }
    if let Some(len) = contract::at(&tokens[at..]) {
        return (What::Contract, len);
    }
    match measure::at(&tokens[at..]) {
        Some(found) => (What::Measure(found), found.len),
        None => (What::Word, 1),
    }
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    pieces: &'a [Piece],
    own: &'a [String],
    mentions: Vec<(Mention, usize)>,
    /// Words such as "on a pro forma basis" stand before.
    adjusted: bool,
    subject: Option<Subject>,
    frame: usize,
    segment: usize,
    /// A comparison was begun and its amount is still to come.
    compared: bool,
    /// A time followed the comparison before any amount.
    compared_with_time: bool,
    direction: Option<Direction>,
    /// A word stands between the subject and here that may turn the meaning.
    unclear: bool,
    /// The piece at which the frame, and the segment, began.
    frame_start: usize,
    segment_start: usize,
    contract: bool,
}

impl<'a> Reader<'a> {
    fn new(text: &'a str, tokens: &'a [Token], pieces: &'a [Piece], own: &'a [String]) -> Self {
        Self {
            text,
            tokens,
            pieces,
            own,
            mentions: Vec::new(),
            adjusted: false,
            subject: None,
            frame: 0,
            segment: 0,
            compared: false,
            compared_with_time: false,
            direction: None,
            unclear: false,
            frame_start: 0,
            segment_start: 0,
            contract: false,
        }
    }

    fn piece(&mut self, i: usize) {
        match &self.pieces[i].what {
            What::When(_) => self.compared_with_time = self.compared,
            What::Measure(found) if !self.consumed(i) => self.measure(i, *found),
            What::Measure(_) => {}
            What::Amount(amount) => self.amount(i, amount),
            What::Contract => self.contract = true,
            What::Word => self.word(i),
        }
    }

    fn measure(&mut self, i: usize, found: Found) {
        let starts: Vec<bool> = self.plain_tokens();
        let mut subject = subject::subject(self.text, self.tokens, self.pieces[i].tokens.start, found, &|t| starts[t], self.own);
        subject.adjusted |= self.adjusted;
        let same = self.subject.as_ref().is_some_and(|s| s.found.measure == found.measure);
        if same && self.segment > 0 && !self.compared {
            // "compared with a net loss of ..., and net income of ... a year ago": the comparison goes on
            self.compare(i);
        }
        if self.compared && same {
            return self.compared_subject(subject);
        }
        self.subject = Some(subject);
        self.frame += 1;
        self.compared &= !self.compared_with_time;
        (self.segment, self.direction, self.unclear) = (usize::from(self.compared), self.noun_of_change(), false);
        (self.frame_start, self.segment_start, self.contract) = (i, i, false);
    }

    /// "an increase in revenue of": the direction of the change whose object the subject is.
    fn noun_of_change(&mut self) -> Option<Direction> {
        let subject = self.subject.as_mut()?;
        let mut before = subject.tokens.start;
        while before > 0 && self.tokens[before - 1].is_any(&["a", "an", "the", "our", "its", "total", "net"]) {
            before -= 1;
        }
        let preposition = before.checked_sub(1).filter(|&i| self.tokens[i].is_any(&["in", "of", "from", "on", "for", "to"]))?;
        let noun = &self.tokens[preposition.checked_sub(1)?];
        if self.tokens[preposition].is_any(&["in", "of"])
            && let Role::Comparative(direction) = role(noun)
        {
            return Some(direction);
        }
        subject.vague |= noun.in_list(&PARTS);
        None
    }

    /// Whether the measure only explains: in brackets behind the subject, or what a percentage is of.
    fn consumed(&self, i: usize) -> bool {
        let at = self.pieces[i].tokens.start;
        self.subject.as_ref().is_some_and(|s| s.tokens.contains(&at)) || self.explains(i)
    }

    /// "compared to net sales of": the words that narrowed the first hold for the second.
    fn compared_subject(&mut self, mut subject: Subject) {
        if let Some(before) = &self.subject
            && subject.modifier.is_empty()
            && subject.scope.is_none()
        {
            subject.modifier.clone_from(&before.modifier);
            subject.scope.clone_from(&before.scope);
            subject.this_segment |= before.this_segment;
            subject.adjusted |= before.adjusted;
        }
        self.subject = Some(subject);
        self.unclear = false;
    }

    /// Which tokens are words and nothing else.
    fn plain_tokens(&self) -> Vec<bool> {
        let mut plain = vec![false; self.tokens.len()];
        for piece in self.pieces.iter().filter(|p| matches!(p.what, What::Word)) {
            plain[piece.tokens.start] = true;
        }
        plain
    }

    fn word(&mut self, i: usize) {
        let at = self.pieces[i].tokens.start;
        if self.subject.as_ref().is_some_and(|s| s.tokens.contains(&at)) {
            return;
        }
        match role(&self.tokens[at]) {
            Role::Tie | Role::Filler | Role::To => {}
            Role::Way(direction) | Role::Comparative(direction) => self.direction = Some(direction),
            Role::Compare => self.compare(i),
            Role::From => {
                if self.leads_to_comparison(i) {
                    self.compare(i);
                }
            }
            Role::Break => self.broken(at),
            Role::Other => self.other(at),
        }
    }

    fn broken(&mut self, at: usize) {
        // "as a result of this contract" is a piece of its own; any other reason ends the thought
        if self.tokens[at].is_any(&[";", "while", "whereas"]) {
            (self.segment, self.compared, self.direction) = (0, false, None);
        }
        self.subject = None;
    }

    fn other(&mut self, at: usize) {
        let token = &self.tokens[at];
        let basis = self.tokens.get(at + 1).is_some_and(|t| t.is_any(&["forma", "gaap", "basis"]));
        if self.subject.is_none() && (token.is_any(&["pro", "non", "adjusted"]) && basis || token.is_any(&["excluding", "adjusting"])) {
            self.adjusted = true;
        }
        self.unclear = true;
    }

    fn compare(&mut self, i: usize) {
        if !self.compared {
            self.segment += 1;
            self.segment_start = i;
        }
        (self.compared, self.compared_with_time) = (true, false);
    }

    /// Whether an amount, a measure or a time follows at once: "from $15.7 million", "than the prior quarter".
    fn leads_to_comparison(&self, i: usize) -> bool {
        let next = self.pieces[i + 1..].iter().take(5).find(|p| !matches!(p.what, What::Word) || self.role_of(p) != Role::Filler);
        let modified = self.pieces[i + 1..].iter().take(8).take_while(|p| matches!(p.what, What::Word | What::Measure(_)));
        let measure = modified.clone().any(|p| matches!(p.what, What::Measure(_)));
        next.is_some_and(|p| !matches!(p.what, What::Word | What::Contract)) || measure
    }

    fn role_of(&self, piece: &Piece) -> Role {
        role(&self.tokens[piece.tokens.start])
    }

    fn amount(&mut self, i: usize, amount: &Amount) {
        let Some(subject) = self.subject.clone().or_else(|| self.subject_behind(i)) else { return };
        let Some(part) = self.part(i, amount, &subject) else { return };
        if part == Part::Level && self.leads_to_level(i) {
            (self.segment, self.compared) = (0, false);
        }
        let beside = matches!(amount.kind, AmountKind::PerShare(_)) && subject.found.measure.nature != Nature::PerShare;
        let clear = !self.unclear && !subject.vague && !amount.rough && !self.narrowed_behind(i, &subject);
        let mut amount = amount.clone();
        if let (AmountKind::Money(currency), Nature::PerShare) = (amount.kind, subject.found.measure.nature) {
            amount.kind = AmountKind::PerShare(currency);
        }
        let mention = Mention {
            dilution: self.dilution(i, &subject),
            subject,
            amount,
            part,
            frame: self.frame,
            // a change is always one of what is reported
            segment: if part == Part::Level { self.segment } else { 0 },
            whens: Vec::new(),
            clear,
            beside,
            contract: self.contract,
        };
        self.mentions.push((mention, i));
        if part == Part::Level {
            self.compared = false;
            self.direction = None;
        }
    }

    /// "$43.5 million in cash collections", when no subject stands before.
    fn subject_behind(&self, i: usize) -> Option<Subject> {
        let joint = self.pieces.get(i + 1).filter(|p| matches!(p.what, What::Word))?;
        if !self.tokens[joint.tokens.start].is_any(&["in", "of"]) {
            return None;
        }
        let measure = self.pieces[i + 2..].iter().take(4).take_while(|p| matches!(p.what, What::Word | What::Measure(_)));
        let (at, found) = measure.filter_map(|p| if let What::Measure(f) = p.what { Some((p.tokens.start, f)) } else { None }).next()?;
        let plain = self.plain_tokens();
        Some(subject::subject(self.text, self.tokens, at, found, &|t| plain[t] && t > joint.tokens.start, self.own))
    }

    /// Level or change; `None` when the amount can't be of the subject.
    fn part(&self, i: usize, amount: &Amount, subject: &Subject) -> Option<Part> {
        let change = self.change(i);
        if change.is_none() && self.follows(i, &["by"]) {
            return None;
        }
        let nature = subject.found.measure.nature;
        match amount.kind {
            AmountKind::Percent => {
                if self.next_is(i, &["of"]) {
                    return None;
                }
                if let Some(direction) = change {
                    return Some(Part::Change(direction));
                }
                let rate = matches!(nature, Nature::Rate | Nature::MoneyOrRate);
                rate.then_some(Part::Level)
            }
            AmountKind::BasisPoints => change.map(Part::Change),
            AmountKind::Money(_) if matches!(nature, Nature::Money | Nature::MoneyOrRate) => Some(change.map_or(Part::Level, Part::Change)),
            // "book value was $10.05"
            AmountKind::Money(_) if nature == Nature::PerShare && amount.size < 1000.into() => {
                Some(change.map_or(Part::Level, Part::Change))
            }
            AmountKind::PerShare(_) => self.per_share(change, subject),
            _ => None,
        }
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
        self.direction.or_else(|| self.repeated_change(i))
    }

    /// "decreased $101,000 to $4,845,000, or 2.0%": the percentage says the change once more.
    fn repeated_change(&self, i: usize) -> Option<Direction> {
        let What::Amount(amount) = &self.pieces[i].what else { return None };
        let behind_or = self.pieces[..i].last().is_some_and(|p| self.tokens[p.tokens.start].is("or"));
        let changes = self.mentions.iter().rev().filter(|(m, _)| m.frame == self.frame && !matches!(m.amount.kind, AmountKind::Percent));
        let direction = changes.filter_map(|(m, _)| if let Part::Change(d) = m.part { Some(d) } else { None }).next();
        direction.filter(|_| behind_or && amount.kind == AmountKind::Percent)
    }

    /// "2.8% less than", "$435,000 higher", "a 23 percent increase".
    fn direction_behind(&self, i: usize) -> Option<Direction> {
        let next = self.pieces.get(i + 1).filter(|p| matches!(p.what, What::Word))?;
        match self.role_of(next) {
            Role::Comparative(direction) => Some(direction),
            _ => None,
        }
    }

    /// The last words before the amount are "to", "to a record", "at".
    fn leads_to_level(&self, i: usize) -> bool {
        let before = self.pieces[..i].iter().rev().take(5).find(|p| {
            !matches!(p.what, What::Word)
                || !self.tokens[p.tokens.start].is_any(&["a", "an", "record", "the", "all", "time", "high", "of", "new", "$", "("])
        });
        before.is_some_and(|p| {
            matches!(p.what, What::Word) && self.tokens[p.tokens.start].is_any(&["to", "at"]) && !self.belongs_to_compare(p.tokens.start)
        })
    }

    /// "compared to": the "to" of a comparison.
    fn belongs_to_compare(&self, at: usize) -> bool {
        at > 0 && matches!(role(&self.tokens[at - 1]), Role::Compare)
    }

    /// Whether the amount follows one of these words.
    fn follows(&self, i: usize, words: &[&str]) -> bool {
        self.pieces[..i].last().is_some_and(|p| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is_any(words))
    }

    fn next_is(&self, i: usize, words: &[&str]) -> bool {
        self.pieces.get(i + 1).is_some_and(|p| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is_any(words))
    }

    /// "$5 million from the sale of", "in severance": what follows narrows the amount.
    fn narrowed_behind(&self, i: usize, subject: &Subject) -> bool {
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
        if !self.next_is(i, &narrowing) || subject.tokens.start > self.pieces[i].tokens.end {
            return false;
        }
        if self.next_is(i, &["from"]) && self.leads_to_comparison(i + 1) {
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

    fn dilution(&self, i: usize, subject: &Subject) -> Dilution {
        let amount = &self.pieces[i].tokens;
        let behind = self.tokens[amount.end..]
            .iter()
            .take(6)
            .take_while(|t| t.is_any(&["on", "a", "fully", "basic", "and", "diluted", "basis", ")", "both", ",", "("]));
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

    /// The mentions with their times.
    fn finish(self) -> Vec<Mention> {
        let places: Vec<usize> = self.mentions.iter().map(|(_, i)| *i).collect();
        let contracts: Vec<usize> = self.mentions.iter().filter(|(m, _)| m.contract).map(|(m, _)| m.frame).collect();
        let late = self.contract.then_some(self.frame);
        let listed: Vec<bool> = (0..places.len()).map(|k| self.listed(k)).collect();
        let times: Vec<Vec<When>> = (0..places.len()).map(|k| self.times(k)).collect();
        let mut mentions: Vec<Mention> = self.mentions.into_iter().map(|(m, _)| m).collect();
        for (mention, whens) in mentions.iter_mut().zip(times) {
            mention.whens = whens;
            mention.contract |= contracts.contains(&mention.frame) || late == Some(mention.frame);
        }
        settle_changes(&mut mentions);
        let shared = self.tokens.iter().any(|t| t.is("respectively"));
        for (k, mention) in mentions.iter_mut().enumerate() {
            mention.clear &= !shared && !listed[k];
        }
        mentions
    }

    /// "$18.8 million, $10.9 million and $17.2 million for the years": one of several amounts that share their times.
    fn listed(&self, k: usize) -> bool {
        let alike = |a: usize, b: usize| {
            let ((x, _), (y, _)) = (&self.mentions[a], &self.mentions[b]);
            let kind = std::mem::discriminant(&x.amount.kind) == std::mem::discriminant(&y.amount.kind);
            (x.frame, x.segment) == (y.frame, y.segment) && kind && x.part == Part::Level && y.part == Part::Level
        };
        let timeless = |k: usize| self.time_behind(k, self.mentions[k].1, true).is_none();
        let next = (k + 1..self.mentions.len()).find(|&j| alike(k, j));
        let before = (0..k).rev().find(|&j| alike(k, j));
        next.is_some() && timeless(k) || before.is_some_and(timeless)
    }

    /// Times of a mention, the nearest first: behind the amount, between subject and amount, at the head of the sentence, far behind.
    fn times(&self, k: usize) -> Vec<When> {
        let (mention, place) = &self.mentions[k];
        let mut times = Vec::new();
        let near = self.time_behind(k, *place, true);
        let segment_from = self.segment_from(k);
        let inner = self.last_time(segment_from..*place);
        times.extend(near.clone());
        times.extend(inner);
        if mention.segment == 0 {
            // a time seen from another leads only what it stands right before: "last year's Q4 earnings"
            let beside = |when: &When| segment_from > 0 && matches!(&self.pieces[segment_from - 1].what, What::When(w) if w == when);
            times.extend(self.last_time(0..segment_from).filter(|when| !when.is_relative() || beside(when)));
        }
        if near.is_none() {
            times.extend(self.time_behind(k, *place, false).filter(|when| mention.segment > 0 || !when.is_relative()));
        }
        times
    }

    /// Where the segment of a mention begins: at the comparison, or at the words of its subject.
    fn segment_from(&self, k: usize) -> usize {
        let (mention, place) = &self.mentions[k];
        let earlier = self.mentions[..k].iter().rev().find(|(m, _)| m.frame != mention.frame || m.segment != mention.segment);
        let after_earlier = earlier.map_or(0, |(_, i)| i + 1);
        let compare = self.pieces[..*place]
            .iter()
            .rposition(|p| matches!(p.what, What::Word) && matches!(self.role_of(p), Role::Compare | Role::From));
        match (mention.segment, compare) {
            (0, _) => self.pieces.iter().position(|p| p.tokens.end > mention.subject.tokens.start).unwrap_or(0).min(*place),
            (_, Some(compare)) => compare.max(after_earlier.min(compare)),
            (_, None) => after_earlier,
        }
    }

    fn last_time(&self, pieces: Range<usize>) -> Option<When> {
        self.pieces[pieces].iter().rev().find_map(|p| if let What::When(when) = &p.what { Some(when.clone()) } else { None })
    }

    /// The first time behind an amount: before the next amount of its kind, measure or comparison; or, `far`, before a comparison.
    fn time_behind(&self, k: usize, place: usize, near: bool) -> Option<When> {
        let (mention, _) = &self.mentions[k];
        for (offset, piece) in self.pieces[place + 1..].iter().enumerate() {
            match &piece.what {
                What::When(when) => return Some(when.clone()),
                What::Amount(other) if near && std::mem::discriminant(&other.kind) == std::mem::discriminant(&mention.amount.kind) => {
                    return None;
                }
                What::Measure(_) if near && !self.explains(place + 1 + offset) => return None,
                What::Word if self.ends_time_search(piece) => return None,
                _ => {}
            }
        }
        None
    }

    /// "5.52% of gross loans at December 31": a measure behind "of" only explains a percentage.
    fn explains(&self, i: usize) -> bool {
        self.pieces[..i].iter().rev().take(2).any(|p| matches!(p.what, What::Word) && self.tokens[p.tokens.start].is("of"))
            && self.pieces[..i].iter().rev().take(4).any(|p| matches!(&p.what, What::Amount(a) if a.kind == AmountKind::Percent))
    }

    fn ends_time_search(&self, piece: &Piece) -> bool {
        let token = &self.tokens[piece.tokens.start];
        matches!(role(token), Role::Compare)
            || token.is_any(&["from", "over", ";", "than", "due", "because", "which", "primarily", "including", "excluding", "while"])
    }
}

/// A change has the times of the level that it leads to. A level that repeats the measure of a comparison needs a time of its own.
fn settle_changes(mentions: &mut [Mention]) {
    for k in 0..mentions.len() {
        let (before, rest) = mentions.split_at_mut(k);
        let Some(mention) = rest.first_mut() else { continue };
        let of_frame = before.iter().find(|m| m.frame == mention.frame && m.segment == 0);
        if let (Part::Change(_), Some(first)) = (mention.part, of_frame) {
            mention.whens.clone_from(&first.whens);
        }
        let repeated =
            before.iter().any(|m| m.segment > 0 && m.frame != mention.frame && m.subject.found.measure == mention.subject.found.measure);
        mention.clear &= !(repeated && mention.whens.is_empty());
    }
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    /// One line a mention: subject, amount, part, segment and times.
    pub(super) fn describe(sentence: &str) -> Vec<String> {
        let text = Text::verbatim(sentence, 0);
        let tokens = tokens(sentence, 0..sentence.len());
        mentions(&text, &tokens, &[]).iter().map(line).collect()
    }

    fn line(m: &Mention) -> String {
        let mut subject = m.subject.modifier.join(" ");
        subject.push_str(if subject.is_empty() { "" } else { " " });
        subject.push_str(m.subject.found.measure.key);
        if let Some(scope) = &m.subject.scope {
            subject.push_str(&format!(" from {}", scope.join(" ")));
        }
        let part = match m.part {
            Part::Level if m.beside => "beside",
            Part::Level => "level",
            Part::Change(Direction::Up) => "up",
            Part::Change(Direction::Down) => "down",
        };
        let loss = if m.subject.found.loss { "-" } else { "" };
        let marks = format!("{}{}", if m.clear { "" } else { " unclear" }, if m.contract { " contract" } else { "" });
        format!("{subject} {part} {loss}{} /{}{marks} {:?}", m.amount.size, m.segment, m.whens)
    }

    #[test]
    #[allow(clippy::disallowed_macros)] // printing is the purpose
    #[ignore = "shows what is read in sentences on stdin"]
    fn show() {
        for sentence in std::io::stdin().lines().map_while(Result::ok) {
            println!("{sentence}");
            for line in describe(&sentence) {
                println!("      {line}");
            }
        }
    }
}
