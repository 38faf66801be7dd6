//! Subjects on no list of measures: the words between the beginning of a thought and a verb that leads to an amount of money.

use std::ops::Range;

use super::super::amount::AmountKind;
use super::super::measure::{Found, UNLISTED, UNLISTED_BALANCE};
use super::super::subject::ends_modifiers;
use super::super::token::Token;
use super::super::when::When;
use super::super::word_list::WordList;
use super::super::wording::{Role, role};
use super::mention::{Mention, Part};
use super::piece::{Piece, What};

/// Verbs that tie a subject to its level.
static TIES: WordList = WordList::new("was were totaled totalled reached amounted stood equaled");
/// Small words between such a verb and the amount.
static BETWEEN: WordList = WordList::new("to at a an record only just , approximately about $ (");
/// Words that join the parts of a name.
static JOINTS: WordList = WordList::new("of for on in and & from");
/// Small words before a time between the subject and its verb.
static BEFORE_TIMES: WordList = WordList::new("for in during at as of the , (");
/// Heads of names that say nothing without what was said before, or that are a change or a price.
static VAGUE: WordList = WordList::new(
    "increase increases decrease decreases difference remainder balance amount amounts total totals figure figures change changes impact effect effects \
     result results number numbers rest portion majority part improvement decline growth reduction transaction transactions purchase purchases acquisition \
     acquisitions deal consideration price prices value values estimate estimates limit minimum maximum threshold average basis benefit variance gap \
     components factors items item one ones year years quarter month months period periods time date side addition comparison company corporation \
     business bank group market volume volumes size range rate rates percentage what others other loss offer bid award awards judgment",
);
/// Words that point at something said before, or at somebody.
static POINTERS: WordList = WordList::new(
    "this that these those such it we they he she there here which who you i his her their another some any no one both each either neither \
     approximately about nearly over almost also then not however expected estimated proposed planned pro forma adjusted average predecessor",
);
/// Words before a comma or alone that may open a sentence.
static OPENERS: WordList = WordList::new("in addition additionally also meanwhile similarly overall however finally while whereas and");

/// How many pieces a sentence may have; what is longer is none.
pub(super) const LONGEST_SENTENCE: usize = 1000;
/// How many words a name may have, its joints not counted.
const LONGEST: usize = 8;

/// Makes one piece of each such name.
pub(super) fn named(text: &str, tokens: &[Token], mut pieces: Vec<Piece>, own: &[String]) -> Vec<Piece> {
    if pieces.len() > LONGEST_SENTENCE {
        return pieces;
    }
    let verbs = (0..pieces.len()).filter(|&at| leads_to_money(tokens, &pieces, at));
    let names: Vec<(Range<usize>, usize)> =
        verbs.filter_map(|verb| name(text, tokens, &pieces, verb, own).map(|name| (name, verb))).collect();
    for (name, verb) in names.into_iter().rev() {
        let words = pieces[name.start].tokens.start..pieces[name.end - 1].tokens.end;
        let found = Found { measure: &UNLISTED, loss: false, len: words.len() };
        // what only explains the name is left out; a time is none of that
        let timed = pieces[name.end..verb].iter().any(|p| matches!(p.what, What::When(_)));
        let end = if timed { name.end } else { verb };
        pieces.splice(name.start..end, [Piece { what: What::Measure(found), tokens: words }]);
    }
    pieces
}

fn word<'a>(tokens: &'a [Token], piece: &Piece) -> Option<&'a Token> {
    matches!(piece.what, What::Word).then(|| &tokens[piece.tokens.start])
}

/// "were $5 million", "increased by 3% to $5 million": whether a level follows the verb at once or behind its change.
fn leads_to_money(tokens: &[Token], pieces: &[Piece], at: usize) -> bool {
    let Some(verb) = word(tokens, &pieces[at]) else { return false };
    let money = |piece: &Piece| matches!(&piece.what, What::Amount(a) if matches!(a.kind, AmountKind::Money(_)));
    let rest = &pieces[at + 1..];
    if verb.in_list(&TIES) {
        let small = rest.iter().take(4).take_while(|p| word(tokens, p).is_some_and(|t| t.in_list(&BETWEEN))).count();
        return rest.get(small).is_some_and(money);
    }
    let Role::Way(_) = role(verb) else { return false };
    let change = |p: &&Piece| match &p.what {
        What::Amount(_) | What::When(_) => true,
        What::Word => word(tokens, p).is_some_and(|t| matches!(role(t), Role::Filler) || t.is("or")),
        What::Measure(_) | What::Contract => false,
    };
    let to = rest.iter().take(14).take_while(change).count();
    let behind = rest.get(to).filter(|p| word(tokens, p).is_some_and(|t| t.is("to"))).and_then(|_| rest.get(to + 1..));
    behind.is_some_and(|rest| {
        let small = rest.iter().take(3).take_while(|p| word(tokens, p).is_some_and(|t| t.in_list(&BETWEEN))).count();
        rest.get(small).is_some_and(money)
    })
}

/// The pieces of the name before a verb.
fn name(text: &str, tokens: &[Token], pieces: &[Piece], verb: usize, own: &[String]) -> Option<Range<usize>> {
    let end = without_times(tokens, pieces, verb)?;
    let mut start = end;
    while start > 0 && end - start < 2 * LONGEST && word(tokens, &pieces[start - 1]).is_some_and(may_be_named) {
        start -= 1;
    }
    while start < end && word(tokens, &pieces[start]).is_some_and(|t| t.is_any(&["and", "&"])) {
        start += 1;
    }
    let mut lead = start;
    let before = lead.checked_sub(1).and_then(|i| word(tokens, &pieces[i]));
    let the = before.is_some_and(|t| t.is("the"));
    lead -= usize::from(before.is_some_and(|t| t.is_any(&["the", "our", "its"])));
    // "the Company's borrowings"
    let owner = word(tokens, pieces.get(start)?)?;
    start += usize::from(owner.is("company") && possessive(text, owner) || own.contains(&owner.lower) && start + 1 < end);
    let name: Vec<&Token> = pieces.get(start..end)?.iter().filter_map(|p| word(tokens, p)).collect();
    (begins_thought(tokens, pieces, lead) && tells(text, &name, the)).then_some(start..end)
}

/// Where the name ends before the times that stand between it and the verb.
fn without_times(tokens: &[Token], pieces: &[Piece], verb: usize) -> Option<usize> {
    let (mut end, mut timed) = (verb, false);
    while let Some(piece) = end.checked_sub(1).map(|i| &pieces[i]) {
        match (&piece.what, word(tokens, piece)) {
            (What::When(_), _) => timed = true,
            (_, Some(t)) if timed && t.in_list(&BEFORE_TIMES) => {}
            (_, Some(t)) if t.is(",") && end == verb => {
                if !matches!(pieces[end.checked_sub(2)?].what, What::When(_)) {
                    return before_aside(tokens, pieces, end - 1);
                }
            }
            _ => break,
        }
        end -= 1;
    }
    Some(end)
}

/// "Delinquencies, loans that are 30 days past due, were": what explains a name between commas; the second of them is given.
fn before_aside(tokens: &[Token], pieces: &[Piece], close: usize) -> Option<usize> {
    let inside = |p: &&Piece| match &p.what {
        What::Word => !word(tokens, p).is_some_and(|t| t.is_any(&[",", ";", "compared", "versus"])),
        What::Amount(amount) => amount.kind == AmountKind::Count,
        What::When(_) | What::Measure(_) | What::Contract => false,
    };
    let open = close.checked_sub(pieces[..close].iter().rev().take(LONGEST * 3).take_while(inside).count() + 1)?;
    word(tokens, &pieces[open]).is_some_and(|t| t.is(",")).then_some(open)
}

fn may_be_named(token: &Token) -> bool {
    if token.in_list(&JOINTS) {
        return true;
    }
    let small = ends_modifiers(token) || token.in_list(&POINTERS);
    token.is_word() && !small && matches!(role(token), Role::Other | Role::Filler)
}

/// Whether the piece before is the beginning of the sentence, the end of a thought, or a time that leads.
fn begins_thought(tokens: &[Token], pieces: &[Piece], at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else { return true };
    let Some(token) = word(tokens, &pieces[before]) else { return false };
    let ended = |i: usize| match pieces[i].what {
        What::When(_) | What::Amount(_) => true,
        _ => word(tokens, &pieces[i]).is_some_and(|t| t.is("respectively")),
    };
    let behind_mark = |i: usize| i.checked_sub(usize::from(word(tokens, &pieces[i]).is_some_and(|t| t.is(","))));
    let opened = || before < 4 && pieces[..before].iter().all(|p| word(tokens, p).is_some_and(|t| t.in_list(&OPENERS)));
    match token.lower.as_str() {
        ";" | ":" | "•" | "*" | "“" | "\"" | "`" => true,
        "-" | "–" | "—" => before == 0,
        "," => before > 0 && (ended(before - 1) || opened()),
        "and" => before.checked_sub(1).and_then(behind_mark).is_some_and(ended),
        "while" | "whereas" => true,
        _ => false,
    }
}

/// Whether a name tells what is measured.
fn tells(text: &str, name: &[&Token], the: bool) -> bool {
    let (Some(first), Some(last)) = (name.first(), name.last()) else { return false };
    let joint = name.iter().position(|t| t.in_list(&JOINTS)).unwrap_or(name.len());
    let words = name.iter().filter(|t| !t.in_list(&JOINTS)).count();
    let whole = joint > 0 && !last.in_list(&JOINTS) && words <= LONGEST;
    let vague = joint == 0 || name[joint - 1].in_list(&VAGUE) || name.iter().any(|t| t.is_any(&["loss", "which", "mr", "ms", "mrs"]));
    let owned = name.iter().any(|t| t.capital && possessive(text, t));
    // one word alone must be of things, and not of those that were spoken of
    let alone = words > 1 || !the && first.lower.ends_with('s') && !first.lower.ends_with("ss");
    whole && !vague && !owned && alone
}

/// Tells from their times whether unlisted subjects are balances; without a time of its own what is reported is not clear.
pub(super) fn settle(text: &str, tokens: &[Token], pieces: &[Piece], mentions: &mut [Mention], own: &[String]) {
    // "on May 5, proceeds were $2 million" is no balance of that day
    let on_day =
        |at: usize| matches!(pieces[at].what, What::When(When::Day(_))) && word(tokens, &pieces[at - 1]).is_some_and(|t| t.is("on"));
    // "At the year's end Sync's receivables were $2 million, inventory was $1 million"
    let stranger = |t: &Token| t.capital && possessive(text, t) && !t.is("company") && !own.contains(&t.lower);
    let of_other = tokens.iter().any(stranger);
    if !mentions.iter().any(|m| m.subject.found.measure.is_unlisted()) && !of_other {
        return;
    }
    let event = (1..pieces.len()).any(on_day);
    // what is compared with the year before is of the time that the text speaks of
    let compared = pieces.iter().any(|p| matches!(p.what, What::When(When::YearBefore)));
    let owned =
        mentions.iter().find(|m| tokens[m.subject.tokens.clone()].iter().any(stranger)).map_or(usize::MAX, |m| m.subject.tokens.end);
    for k in 0..mentions.len() {
        mentions[k].clear &= mentions[k].subject.tokens.start < owned;
        if !mentions[k].subject.found.measure.is_unlisted() {
            continue;
        }
        let mut alike = mentions.iter().filter(|m| m.frame == mentions[k].frame && m.part == Part::Level);
        let reported = alike.clone().next().and_then(|m| m.whens.first()).filter(|when| !when.is_relative());
        let balance = alike.any(|m| matches!(m.whens.first(), Some(When::Day(_) | When::EndOf(_))));
        let untimed = reported.is_none() && !(compared && is_flow(&tokens[mentions[k].subject.tokens.clone()]));
        let vague = of_other || untimed || mentions[k].whens.is_empty() && !compared || balance && event;
        let mention = &mut mentions[k];
        mention.clear &= !vague;
        if balance {
            mention.subject.found.measure = &UNLISTED_BALANCE;
        }
    }
}

/// Whether a name is of what comes about in the course of time: `marketing and advertising expenses`.
fn is_flow(name: &[Token]) -> bool {
    static FLOWS: WordList = WordList::new("expense expenses cost costs revenue revenues sales spending fees income profit earnings");
    name.last().is_some_and(|head| head.in_list(&FLOWS))
}

fn possessive(text: &str, token: &Token) -> bool {
    let word = &text[token.range.clone()];
    ["'s", "’s", "s'", "s’"].iter().any(|end| word.ends_with(end))
}
