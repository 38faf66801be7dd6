//! The conference call: when, under which number, and how to hear it again.

use std::ops::Range;

use chrono::NaiveDate;

use super::day::{clock, day_after, full_day};
use super::notice::Notice;
use super::page::Passage;
use super::phone::{self, Phone};
use crate::map::narrative::token::Token;
use crate::report::Value;
use crate::taxonomy::DataType;

/// What a document says of its conference call; `released` is the day of the release.
pub(super) fn notices(passages: &[Passage<'_>], released: Option<NaiveDate>) -> Vec<Notice> {
    let mut found = Vec::new();
    for passage in passages.iter().filter(|p| !p.cell) {
        read(passage, released, &mut found);
        if found.iter().any(|n| n.concept == "ConferenceCallDateTime") && found.len() > 1 {
            break;
        }
    }
    found
}

fn read(passage: &Passage<'_>, released: Option<NaiveDate>, found: &mut Vec<Notice>) {
    let sentences = passage.sentences();
    let about = |r: &Range<usize>| speaks_of_call(&passage.tokens[r.clone()]);
    if !sentences.iter().any(about) {
        return;
    }
    let mut replaying = false;
    for range in sentences {
        let tokens = &passage.tokens[range.clone()];
        let replay = tokens.iter().position(is_replay);
        if let (None, true) = (replay, about(&range)) {
            replaying = false;
            moment(passage, range.clone(), released, found);
        }
        let split = replay.map_or(if replaying { range.start } else { range.end }, |at| range.start + at);
        numbers(passage, range.start..split, "ConferenceCallPhoneNumber", found);
        replay_details(passage, split..range.end, released, found);
        replaying |= replay.is_some();
    }
}

fn speaks_of_call(tokens: &[Token]) -> bool {
    tokens.windows(2).any(|w| w[0].is("conference") && w[1].is_any(&["call", "calls"]) || w[0].is("earnings") && w[1].is("call"))
        || tokens.iter().any(|t| t.is_any(&["teleconference", "webcast"]))
        || tokens.windows(3).any(|w| w[0].is("call") && w[1].is("please"))
        || tokens.windows(2).any(|w| w[0].is("the") && w[1].is("call"))
}

fn is_replay(token: &Token) -> bool {
    token.is_any(&["replay", "replayed", "recording", "rebroadcast", "taped", "archive", "archived", "playback", "rebroadcasts"])
}

/// "Thursday, May 13, 2004 at 1:00 pm (Eastern Daylight Time)", "at 2:00 p.m. PST on January 18, 2011", "today at 10:00 a.m. EST".
fn moment(passage: &Passage<'_>, range: Range<usize>, released: Option<NaiveDate>, found: &mut Vec<Notice>) {
    if found.iter().any(|n| n.concept == "ConferenceCallDateTime") {
        return;
    }
    let tokens = &passage.tokens[range.clone()];
    // how long a recording can be heard is no beginning
    if tokens.iter().any(|t| t.is_any(&["through", "until", "archived"])) {
        return;
    }
    let Some((at, clock)) = (0..tokens.len()).find_map(|i| clock(&tokens[i..]).map(|clock| (i, clock))) else { return };
    let time = range.start + at..range.start + at + clock.len;
    let named = (0..tokens.len()).find_map(|i| {
        let (date, len) = released.map_or_else(|| full_day(&tokens[i..]), |from| day_after(&tokens[i..], from))?;
        Some((date, range.start + i..range.start + i + len))
    });
    let today = || tokens.iter().position(|t| t.is("today")).and_then(|i| Some((released?, range.start + i..range.start + i + 1)));
    let Some((date, place)) = named.or_else(today) else { return };
    let Some(moment) = clock.on(date) else { return };
    // one piece where nothing but "at" stands between
    let near = place.end <= time.start && time.start - place.end <= 2;
    let span = |from: usize, to: usize| passage.span(passage.bytes(from..to));
    let (first, last) = if place.start <= time.start { (&place, &time) } else { (&time, &place) };
    let spans = if near { vec![span(place.start, time.end)] } else { vec![span(first.start, first.end), span(last.start, last.end)] };
    found.push(Notice {
        spans,
        ..Notice::new("ConferenceCallDateTime", DataType::DateTime, Value::DateTime(moment), passage.span(passage.bytes(time)))
    });
}

/// The first telephone number among some tokens.
fn number(passage: &Passage<'_>, range: &Range<usize>) -> Option<Phone> {
    if range.is_empty() {
        return None;
    }
    let bytes = passage.bytes(range.clone());
    phone::phones(passage).into_iter().find(|n| bytes.start <= n.bytes.start && n.bytes.end <= bytes.end)
}

fn numbers(passage: &Passage<'_>, range: Range<usize>, concept: &'static str, found: &mut Vec<Notice>) {
    if found.iter().any(|n| n.concept == concept) {
        return;
    }
    if let Some(number) = number(passage, &range) {
        found.push(Notice::name(concept, number.value, passage.span(number.bytes)).sure(0.85));
    }
}

fn replay_details(passage: &Passage<'_>, range: Range<usize>, released: Option<NaiveDate>, found: &mut Vec<Notice>) {
    if range.is_empty() {
        return;
    }
    numbers(passage, range.clone(), "ReplayPhoneNumber", found);
    let tokens = &passage.tokens[range.clone()];
    if let Some((date, place)) = last_day(tokens, released)
        && !found.iter().any(|n| n.concept == "ReplayEndDate")
    {
        let bytes = passage.bytes(range.start + place.start..range.start + place.end);
        found.push(Notice::new("ReplayEndDate", DataType::Date, Value::Date(date), passage.span(bytes)));
    }
    if let Some(at) = identifier(passage, range.clone())
        && !found.iter().any(|n| n.concept == "ReplayIdentifier")
    {
        let bytes = passage.tokens[at].range.clone();
        found.push(Notice::name("ReplayIdentifier", &passage.words()[bytes.clone()], passage.span(bytes)).sure(0.85));
    }
}

/// "through midnight, May 18, 2004", "until May 16th".
fn last_day(tokens: &[Token], released: Option<NaiveDate>) -> Option<(NaiveDate, Range<usize>)> {
    let through = tokens.iter().position(|t| t.is_any(&["through", "until", "till"]))?;
    (through + 1..(through + 10).min(tokens.len())).find_map(|i| {
        let (date, len) = released.map_or_else(|| full_day(&tokens[i..]), |from| day_after(&tokens[i..], from))?;
        Some((date, i..i + len))
    })
}

/// The digits behind "ID number", "access code", "passcode", "conference number".
fn identifier(passage: &Passage<'_>, range: Range<usize>) -> Option<usize> {
    let tokens = &passage.tokens;
    range.clone().find_map(|i| {
        let named = tokens[i].is_any(&["id", "code", "passcode", "pin", "confirmation", "reservation", "access", "conference"]);
        if !named {
            return None;
        }
        let digits = |t: &Token| t.lower.len() >= 4 && t.lower.bytes().all(|b| b.is_ascii_digit());
        let next = (i + 1..range.end.min(i + 6))
            .find(|&k| !tokens[k].is_any(&["number", "no", ".", "#", ":", "is", "code", "id", "of", "pin"]))?;
        digits(&tokens[next]).then_some(next)
    })
}
