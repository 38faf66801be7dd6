//! From the words of a sentence of guidance to what is expected: a measure that plain words lead to an amount or a range.

use super::super::amount::{self, Amount, AmountKind};
use super::super::measure::Nature;
use super::super::subject::{self, Subject};
use super::super::token::Token;
use super::super::word_list::WordList;
use super::super::wording::{Role, role};
use super::piece::{Piece, What, pieces};
use super::{Dilution, Mention, Part};
use crate::text::Text;

/// Words between a measure and what is expected of it.
static LINKS: WordList = WordList::new(
    "to be in the range of between approximately about around expected will should is are for a at from : , guidance outlook forecast estimate \
     ranging now currently approximate remain be on basis fully diluted basic per share $ ~ ( total anticipated estimated projected targeted",
);
/// Words before an amount that make it a bound, or one end of what is not said.
static BOUNDS: WordList = WordList::new("least most than up exceed exceeding over above below under minimum maximum excess");

/// The ends of what is expected; one that is no range has no second.
pub(in crate::map::narrative) struct Expected {
    /// The lower end, or the amount itself.
    pub(in crate::map::narrative) low: Mention,
    /// The upper end.
    pub(in crate::map::narrative) high: Option<Amount>,
}

/// What a sentence of guidance expects.
pub(in crate::map::narrative) fn expected(text: &Text, tokens: &[Token], own: &[String]) -> Vec<Expected> {
    let pieces = pieces(text, tokens);
    let mut plain = vec![false; tokens.len()];
    pieces.iter().filter(|p| matches!(p.what, What::Word)).for_each(|p| plain[p.tokens.start] = true);
    if tokens.iter().any(|t| t.is("respectively")) {
        return respective(text, tokens, &pieces, &plain, own);
    }
    let (mut found, mut subject, mut until): (Vec<Expected>, Option<Subject>, usize) = (Vec::new(), None, 0);
    for (i, piece) in pieces.iter().enumerate() {
        let at = piece.tokens.start;
        if at < until {
            continue;
        }
        if let Some((ends, next)) = amount::range_at(text, tokens, at) {
            let [low, high] = ends;
            found.extend(subject.take().filter(|_| !differs(tokens, next)).and_then(|s| state(tokens, s, low, Some(high))));
            until = next;
            continue;
        }
        match &piece.what {
            What::Measure(measure) => {
                let told = subject::subject(text.as_str(), tokens, at, *measure, &|t| plain[t], own);
                until = told.tokens.end;
                // "depreciation in cost of revenue of": how much of it another measure is
                let held = told.tokens.start.checked_sub(1).is_some_and(|before| tokens[before].is_any(&["in", "within"]));
                subject = Some(told).filter(|_| !held);
            }
            What::Amount(amount) => {
                let bound = tokens[at.saturating_sub(2)..at].iter().any(|t| t.in_list(&BOUNDS));
                let wide = tokens.get(piece.tokens.end).is_some_and(|t| t.is_any(&["or", "to", "-", "–", "range"]));
                let plain = Amount { rough: false, ..amount.as_ref().clone() };
                let other = bound || wide || differs(tokens, piece.tokens.end);
                found.extend(subject.take().filter(|_| !other).and_then(|s| state(tokens, s, plain, None)));
            }
            What::When(_) => {}
            What::Contract => subject = None,
            What::Word => {
                let leads = |t: &Token| t.is("to");
                let moves = matches!(role(&tokens[at]), Role::Way(_) | Role::Comparative(_))
                    && pieces.get(i + 1).is_some_and(|p| leads(&tokens[p.tokens.start]));
                if !tokens[at].in_list(&LINKS) && !moves {
                    subject = None;
                }
            }
        }
    }
    found
}

/// Ranges that are told of several measures in their order: "net revenue and adjusted EBITDA of $335 million - $355 million and $44 million - $48
/// million, respectively"; nothing where there are more of the ones than of the others.
fn respective(text: &Text, tokens: &[Token], pieces: &[Piece], plain: &[bool], own: &[String]) -> Vec<Expected> {
    let (mut subjects, mut ranges, mut until) = (Vec::new(), Vec::new(), 0);
    for piece in pieces {
        let at = piece.tokens.start;
        if at < until {
            continue;
        }
        if let Some((ends, next)) = amount::range_at(text, tokens, at) {
            ranges.push(ends);
            until = next;
            continue;
        }
        match &piece.what {
            What::Measure(measure) if ranges.is_empty() => {
                let told = subject::subject(text.as_str(), tokens, at, *measure, &|t| plain[t], own);
                until = told.tokens.end;
                subjects.push(told);
            }
            What::Measure(_) | What::Amount(_) => return Vec::new(),
            _ => {}
        }
    }
    if subjects.len() < 2 || subjects.len() != ranges.len() {
        return Vec::new();
    }
    subjects.into_iter().zip(ranges).filter_map(|(subject, [low, high])| state(tokens, subject, low, Some(high))).collect()
}

/// Whether an amount before a token is how far something is from something else: "$0.6 million higher than interest expense".
fn differs(tokens: &[Token], end: usize) -> bool {
    tokens.get(end).is_some_and(|t| matches!(role(t), Role::Comparative(_)))
}

fn state(tokens: &[Token], subject: Subject, mut amount: Amount, high: Option<Amount>) -> Option<Expected> {
    let nature = subject.found.measure.nature;
    let basic = tokens[subject.tokens.clone()].iter().any(|t| t.is("basic"));
    let whole = amount.size >= 1000.into();
    let suits = match amount.kind {
        AmountKind::Money(_) => nature == Nature::Money || nature == Nature::MoneyOrRate,
        AmountKind::PerShare(_) => nature == Nature::PerShare,
        AmountKind::Percent => matches!(nature, Nature::Rate | Nature::MoneyOrRate),
        _ => false,
    };
    let small = match amount.kind {
        AmountKind::Money(currency) if nature == Nature::PerShare && !whole => Some(currency),
        _ => None,
    };
    let kind = small.map_or(amount.kind, AmountKind::PerShare);
    // "a loss of $0.2 million" may be that of a part
    let income = subject.found.measure.key == "NetIncomeLoss";
    let beside = income && matches!(amount.kind, AmountKind::PerShare(_));
    let bare = income && subject.found.len == 1 && !beside;
    if bare || subject.vague || subject.found.measure.instant || !(suits || beside || small.is_some()) {
        return None;
    }
    // "$8.51" of a company's revenue is no amount in full
    if matches!(kind, AmountKind::Money(_)) && !whole {
        return None;
    }
    amount.kind = kind;
    let high = high.map(|high| Amount { kind, ..high });
    let (frame, segment, contract) = (0, 0, false);
    // without a word, earnings per share are expected of diluted shares
    let dilution = if basic { Dilution::Basic } else { Dilution::Diluted };
    let low = Mention {
        subject,
        amount,
        part: Part::Level,
        frame,
        segment,
        whens: Vec::new(),
        against: None,
        clear: true,
        own_result: false,
        beside,
        dilution,
        paired: false,
        contract,
    };
    Some(Expected { low, high })
}
