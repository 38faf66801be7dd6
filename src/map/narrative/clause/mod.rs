//! From the words of a sentence to mentions: which amount is of which subject, in which part of a comparison, with which times.

mod about;
mod behind;
mod bracket;
mod earned;
mod expected;
mod held;
mod mention;
mod paired;
mod part;
mod piece;
mod respective;
mod setting;
mod time;
mod unlisted;

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::amount::{Amount, AmountKind};
use super::measure::{self, Found, Measure, Nature};
use super::subject::{self, Subject};
use super::token::Token;
pub(super) use behind::exclusion;
pub(super) use expected::{Expected, expected};
pub(super) use mention::{Dilution, Mention, Part};
use piece::{Piece, What, pieces};

use super::wording::{Direction, Role, only_compares, role};
use crate::figure::Suffix;
use crate::text::Text;

/// Reads a sentence.
pub(super) fn mentions(text: &Text, tokens: &[Token], own: &[String]) -> Vec<Mention> {
    let mut pieces = pieces(text, tokens);
    let left_out = behind::exclusions(tokens);
    pieces.retain(|piece| !left_out.iter().any(|range| range.contains(&piece.tokens.start)));
    let pieces = unlisted::named(text.as_str(), tokens, pieces, own);
    let mut reader = Reader::new(text.as_str(), tokens, &pieces, own);
    reader.adjusted_before =
        left_out.iter().filter(|range| behind::leaves_out(&tokens[(*range).clone()])).map(|range| range.start).collect();
    for i in 0..pieces.len() {
        reader.piece(i);
    }
    reader.finish()
}

struct Reader<'a> {
    text: &'a str,
    tokens: &'a [Token],
    pieces: &'a [Piece],
    own: &'a [String],
    mentions: Vec<(Mention, usize)>,
    /// Words such as "on a pro forma basis" stand before.
    adjusted: bool,
    /// Where words begin that say what is left out of the subject before them.
    adjusted_before: Vec<usize>,
    subject: Option<Subject>,
    frame: usize,
    segment: usize,
    /// A comparison was begun and its amount is still to come.
    compared: bool,
    /// The sentence is nothing but a comparison: "This compares to 2002, when sales were".
    only_compares: bool,
    /// A time followed the comparison before any amount.
    compared_with_time: bool,
    direction: Option<Direction>,
    /// A word stands between the subject and here that may turn the meaning.
    unclear: bool,
    /// Whether brackets are open that speak of a part of the amount before them.
    aside: bool,
    /// Whether brackets are open that tell what there was at another time.
    bracketed: bool,
    /// The piece at which the frame, and the segment, began.
    frame_start: usize,
    segment_start: usize,
    contract: bool,
    /// Subjects with nothing but joints between them, and their frames.
    group: Vec<(Subject, usize)>,
    /// Amounts in a row that are of subjects in a row.
    run: Option<paired::Run>,
    /// What the sentence was about before it named a part or a reason of it.
    held: Option<held::Held>,
    /// The measure of which something was left out before its amount, by words that nothing here reads.
    narrowed: Option<&'static Measure>,
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
            adjusted_before: Vec::new(),
            subject: None,
            frame: 0,
            segment: 0,
            compared: false,
            only_compares: only_compares(tokens),
            compared_with_time: false,
            direction: None,
            unclear: false,
            aside: false,
            bracketed: false,
            frame_start: 0,
            segment_start: 0,
            contract: false,
            group: Vec::new(),
            run: None,
            held: None,
            narrowed: None,
        }
    }

    fn piece(&mut self, i: usize) {
        if self.is_aside(i) {
            return;
        }
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
        let words = self.pieces[i].tokens.clone();
        let told = self.told_result(words.start, found);
        let found = told.unwrap_or(found);
        let mut subject = match found.measure.is_unlisted() {
            true => Subject::unlisted(self.text, self.tokens, words, found),
            false => {
                let from = self.behind_named_amount(i);
                // who "earned" is told before, and sets nothing apart
                let named = !earned::is_verb(&self.tokens[words.start]);
                subject::subject(self.text, self.tokens, words.start, found, &|t| named && starts[t] && t >= from, self.own)
            }
        };
        if behind::is_left_out(self.tokens, subject.tokens.start) || self.tells_payment(i, found) {
            self.subject = None;
            return;
        }
        subject.adjusted |= self.adjusted || self.leaves_out_behind(i, subject.tokens.end);
        self.take_adjusted_time(i, &mut subject);
        subject.vague |= self.is_result_of_part(&subject)
            || self.has_no_amount(&subject)
            || self.ends_unread(i)
            || self.tells_growth_or_level(&subject)
            || self.is_charge_after_tax(subject.tokens.end - found.len, found);
        if self.compared_with_time && !self.only_compares && self.is_joined(&subject) {
            // "up 17% from the quarter before and license revenues were": the comparison is over
            (self.compared, self.subject) = (false, None);
        }
        // "net income before charges was $6 million, compared to net income of": of what is compared the same is left out
        subject.vague |= self.compared && self.narrowed == Some(found.measure);
        subject.vague |=
            self.compares_the_unread(i) || self.goes_on_with_part(&subject) || self.is_kind_of_loss(subject.tokens.end - found.len, found);
        let same = self.subject.as_ref().is_some_and(|s| s.found.measure == found.measure);
        if self.segment > 0 && !self.compared && (same || self.goes_on_comparing(&subject)) {
            // "compared with a net loss of ..., and net income of ... a year ago": the comparison goes on
            self.compare(i);
        }
        if same && (self.compared || told.is_some()) {
            return self.compared_subject(subject);
        }
        self.inherit_part(&mut subject);
        self.frame += 1;
        self.join(&subject);
        self.subject = Some(subject);
        self.compared &= !self.compared_with_time || self.only_compares;
        (self.segment, self.direction, self.unclear) = (usize::from(self.compared), self.noun_of_change(), false);
        (self.frame_start, self.segment_start, self.contract) = (i, i, false);
    }

    /// Whether the measure only explains: in brackets behind the subject, or what a percentage is of.
    fn consumed(&self, i: usize) -> bool {
        let at = self.pieces[i].tokens.start;
        self.subject.as_ref().is_some_and(|s| s.tokens.contains(&at)) || self.explains(i)
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
        if self.subject.as_ref().is_some_and(|s| s.tokens.contains(&at)) || self.turns_to_income(at) || self.take_bracket(i) {
            return;
        }
        if !self.compares_part(i) {
            self.take_up(at);
        }
        match self.role_of(&self.pieces[i]) {
            Role::Tie | Role::Filler | Role::To => {}
            // "2 percent below last year's $374,863,000": what stands behind is what is compared with
            Role::Comparative(_) if self.sets_level(i, at) => self.compare(i),
            _ if self.measures_from_named(i) => self.compare(i),
            Role::Way(direction) | Role::Comparative(direction) => self.direction = Some(direction),
            Role::Compare => self.compare(i),
            Role::From => {
                if self.leads_to_comparison(i) {
                    self.compare(i);
                }
            }
            Role::Break if self.states_share(i) => {}
            Role::Break => self.broken(at),
            Role::Other if self.tokens[at].is("with") && self.belongs_to_compare(at) => {}
            Role::Other if self.leads_over(i) => self.compare(i),
            Role::Other if self.is_harmless(i) => {}
            Role::Other => self.other(at),
        }
    }

    fn broken(&mut self, at: usize) {
        if self.tokens[at].is(";") && self.changes_behind(at) {
            return;
        }
        // "as a result of this contract" is a piece of its own; any other reason ends the thought
        if self.tokens[at].is_any(&[";", "while", "whereas"]) {
            (self.segment, self.compared, self.direction) = (0, false, None);
        }
        // "Excluding special charges, net income was"
        self.adjusted |= self.tokens[at].is_any(&["excluding", "without", "absent", "before"]) && behind::opens_thought(self.tokens, at);
        self.narrow(at);
        self.hold(at);
        self.subject = None;
    }

    fn other(&mut self, at: usize) {
        let token = &self.tokens[at];
        let behind = |n: usize, words: &[&str]| self.tokens.get(at + n).is_some_and(|t| t.is_any(words));
        let basis = token.is_any(&["pro", "non", "adjusted"]) && behind(1, &["forma", "gaap", "basis"])
            || token.is("constant") && behind(1, &["currency", "currencies", "dollar", "dollars"])
            || token.is_any(&["organic", "normalized", "comparable", "underlying", "core"]) && behind(1, &["basis"]);
        // "Exclusive of litigation costs, net income was", "Aside from these charges"
        let aside = token.is("exclusive") && behind(1, &["of"]) || token.is_any(&["aside", "apart"]) && behind(1, &["from"]);
        if self.subject.is_none() && (basis || aside || token.is_any(&["excluding", "adjusting", "absent"])) {
            self.adjusted = true;
        }
        self.unclear = true;
    }

    fn compare(&mut self, i: usize) {
        if !self.compared {
            self.segment += 1;
            self.segment_start = i;
        }
        if let Some((subject, frame)) = self.compared_from_the_first(i) {
            (self.subject, self.frame) = (Some(subject), frame);
        }
        (self.compared, self.compared_with_time) = (true, false);
    }

    /// Whether an amount, a measure or a time follows at once: "from $15.7 million", "than the prior quarter".
    pub(super) fn leads_to_comparison(&self, i: usize) -> bool {
        let next = self.pieces[i + 1..].iter().take(5).find(|p| !matches!(p.what, What::Word) || self.role_of(p) != Role::Filler);
        // "from CareCentrix, net revenues grew"
        let goes_on = |p: &&Piece| matches!(p.what, What::Word | What::Measure(_)) && !self.tokens[p.tokens.start].is(",");
        let modified = self.pieces[i + 1..].iter().take(8).take_while(goes_on);
        let measure = modified.clone().any(|p| matches!(p.what, What::Measure(_)));
        next.is_some_and(|p| !matches!(p.what, What::Word | What::Contract)) || measure
    }

    pub(super) fn role_of(&self, piece: &Piece) -> Role {
        // "By comparison, in the second quarter of 2025"
        let opening = self.tokens[piece.tokens.start].is("comparison") && self.tokens.get(piece.tokens.end).is_some_and(|t| t.is(","));
        if opening { Role::Filler } else { role(&self.tokens[piece.tokens.start]) }
    }

    fn amount(&mut self, i: usize, amount: &Amount) {
        if self.pair(i, amount) {
            return;
        }
        let named = self.named_behind(i, amount);
        let spent = named.is_some() && self.spends(i);
        if named.is_none() && (self.modifies_another(i) || self.changes_another(i)) {
            return;
        }
        let Some(mut subject) = named.or_else(|| self.subject.clone()).or_else(|| self.subject_behind(i)) else { return };
        if self.next_is(i, &["available", "undrawn", "unused"]) || self.is_alternative(i) {
            return;
        }
        // "Negative EBITDA of $8 million versus positive $40 million"
        subject.found.loss = self.is_loss(i, &subject);
        if self.pays_dividends(&subject, amount) {
            subject.found.measure = measure::named("DividendsPaid").unwrap_or(subject.found.measure);
        }
        if self.sums_up(i, &subject) {
            subject.vague = true;
            self.subject.iter_mut().for_each(|subject| subject.vague = true);
        }
        if self.holds_restricted(i, &subject) {
            subject.found.measure = measure::named("CashAndRestrictedCash").unwrap_or(subject.found.measure);
        }
        let Some(part) = self.part(i, amount, &subject) else { return };
        if part == Part::Level && self.leads_to_level(i) {
            (self.segment, self.compared) = (0, false);
        }
        let beside = matches!(amount.kind, AmountKind::PerShare(_)) && subject.found.measure.nature != Nature::PerShare;
        let ended_with = self.subject.is_none() && (self.ended_with(i) || self.recorded(i));
        let clear = (!self.unclear || ended_with || spent)
            && !subject.vague
            && !amount.rough
            && !self.narrowed_behind(i, &subject)
            && !self.is_share_of_held(i, &subject)
            && !self.is_part_of_expense(i)
            && !self.is_evened(i)
            && !self.is_per_share_change(i, amount);
        let mut amount = amount.clone();
        if let (AmountKind::Money(currency), Nature::PerShare) = (amount.kind, subject.found.measure.nature) {
            amount.kind = AmountKind::PerShare(currency);
        }
        // "earnings were 42 cents per share compared with 38 cents", "$3.06 per share compared to $2.58"
        let small = amount.size < Decimal::ONE_HUNDRED && amount.figure.style.fraction_digits == 2;
        let beside_one = |kind: &AmountKind| matches!(kind, AmountKind::PerShare(_));
        if let AmountKind::Money(currency) = amount.kind
            && (amount.figure.style.suffix == Suffix::Cents || self.segment > 0 && small)
            && self.mentions.iter().any(|(m, _)| m.frame == self.frame && beside_one(&m.amount.kind))
        {
            amount.kind = AmountKind::PerShare(currency);
        }
        let beside = beside || beside_one(&amount.kind) && subject.found.measure.nature != Nature::PerShare;
        // "$.41 per diluted share, compared with $.35 per share": what is compared is alike
        let alike = self.mentions.iter().rev().filter(|(m, _)| m.frame == self.frame && self.segment > 0 && beside_one(&m.amount.kind));
        let dilution = Some(self.dilution(i, &subject)).filter(|d| *d != Dilution::Unsaid);
        let dilution = dilution.or_else(|| alike.map(|(m, _)| m.dilution).next().filter(|_| beside_one(&amount.kind))).unwrap_or_default();
        let clear = clear && !setting::is_in_cents(&amount, &subject);
        let mention = Mention {
            dilution,
            subject,
            amount,
            part,
            frame: self.frame,
            // a change is always one of what is reported
            segment: if part == Part::Level { self.segment } else { 0 },
            whens: Vec::new(),
            against: None,
            clear,
            beside,
            own_result: false,
            contract: self.contract,
            paired: false,
        };
        self.mentions.push((mention, i));
        if part == Part::Level {
            self.compared &= self.only_compares;
            self.direction = None;
        }
    }

    /// The mentions with their times.
    fn finish(self) -> Vec<Mention> {
        let places: Vec<usize> = self.mentions.iter().map(|(_, i)| *i).collect();
        let contracts: Vec<usize> = self.mentions.iter().filter(|(m, _)| m.contract).map(|(m, _)| m.frame).collect();
        let late = self.contract.then_some(self.frame);
        let untimed: Vec<bool> = (0..places.len()).map(|k| self.lacks_time(k)).collect();
        let times: Vec<_> = (0..places.len()).map(|k| (self.times(k), self.against(k))).collect();
        let mut mentions: Vec<Mention> = self.mentions.into_iter().map(|(m, _)| m).collect();
        for (mention, (whens, against)) in mentions.iter_mut().zip(times) {
            (mention.whens, mention.against) = (whens, against);
            mention.contract |= contracts.contains(&mention.frame) || late == Some(mention.frame);
        }
        part::settle_changes(&mut mentions);
        part::settle_own_results(&mut mentions);
        unlisted::settle(self.text, self.tokens, self.pieces, &mut mentions, self.own);
        let shared = self.tokens.iter().any(|t| t.is("respectively"));
        let settled = if shared { respective::settle(self.pieces, self.tokens, &mut mentions) } else { vec![false; places.len()] };
        // two subjects and two times leave it open which of them the list goes through
        let paired = shared && !respective::lists_times(self.pieces, self.tokens);
        // "D&A was $5.1 million and capex was $4.4 million, compared with $4.9 million and $3.8 million, respectively"
        let key = |m: &Mention| (m.frame, m.segment, m.part == Part::Level, std::mem::discriminant(&m.amount.kind));
        let keys: Vec<_> = mentions.iter().map(key).collect();
        let mut times: HashMap<_, usize> = HashMap::new();
        keys.iter().for_each(|key| *times.entry(*key).or_default() += 1);
        let alone = |k: usize| keys[k].1 == 0 && times[&keys[k]] == 1;
        for (k, mention) in mentions.iter_mut().enumerate() {
            let told = if mention.paired && shared { paired } else { (!shared || alone(k)) && !untimed[k] };
            mention.clear &= settled[k] || told;
        }
        mentions
    }
}

#[cfg(test)]
mod tests;
