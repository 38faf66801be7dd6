//! Amounts that share a list of times in its order: "for the three and six months were $7 million and $14 million, respectively".

use std::mem::discriminant;

use super::super::token::Token;
use super::super::when::{Day, When};
use super::piece::{Piece, What};
use super::{Mention, Part};

/// Gives each of the listed amounts its own time, and a frame of its own; answers which mentions it settled.
pub(super) fn settle(pieces: &[Piece], tokens: &[Token], mentions: &mut [Mention]) -> Vec<bool> {
    let mut settled = vec![false; mentions.len()];
    let times = listed(pieces, tokens);
    if times.len() < 2 {
        return settled;
    }
    let frames = mentions.iter().map(|m| m.frame).max().unwrap_or(0) + 1;
    let mut at = 0;
    while at < mentions.len() {
        let first = &mentions[at];
        let alike = |m: &Mention| {
            let amount = discriminant(&m.amount.kind) == discriminant(&first.amount.kind);
            (m.frame, m.segment, m.part, m.beside) == (first.frame, first.segment, Part::Level, first.beside) && amount
        };
        let count = mentions[at..].iter().take_while(|m| alike(m)).count().max(1);
        if count == times.len() {
            let compared = mentions[at].segment > 0;
            for (nth, time) in times.iter().enumerate() {
                let mention = &mut mentions[at + nth];
                if compared {
                    mention.whens.retain(When::is_relative);
                } else {
                    mention.whens = vec![time.clone()];
                }
                mention.frame = frames + mention.frame * times.len() + nth;
                settled[at + nth] = !compared || !mention.whens.is_empty();
            }
        }
        at += count;
    }
    settled
}

/// Whether times are listed.
pub(super) fn lists_times(pieces: &[Piece], tokens: &[Token]) -> bool {
    listed(pieces, tokens).len() > 1
}

/// The first list of times: "March 31, 2004 and 2003".
fn listed(pieces: &[Piece], tokens: &[Token]) -> Vec<When> {
    let joins = |piece: &Piece| matches!(piece.what, What::Word) && tokens[piece.tokens.start].is_any(&["and", ",", "the"]);
    let mut times: Vec<When> = Vec::new();
    for piece in pieces {
        match &piece.what {
            What::When(when) if !when.is_relative() => times.push(like(times.last(), when)),
            _ if joins(piece) => {}
            _ if times.len() > 1 => break,
            _ => times.clear(),
        }
    }
    if times.len() > 1 { times } else { Vec::new() }
}

/// A year behind a time of another year is that time in it.
fn like(before: Option<&When>, when: &When) -> When {
    let (Some(before), When::Year(year)) = (before, when) else { return when.clone() };
    let in_year = |end: &Day| Day { year: Some(*year), ..*end };
    match before {
        When::Day(day) => When::Day(in_year(day)),
        When::MonthsEnded { months, end } => When::MonthsEnded { months: *months, end: in_year(end) },
        When::WeeksEnded { weeks, end } => When::WeeksEnded { weeks: *weeks, end: in_year(end) },
        When::Quarter { number, .. } => When::Quarter { number: *number, year: Some(*year) },
        When::FirstMonths { months, .. } => When::FirstMonths { months: *months, year: Some(*year) },
        When::LastMonths { months, .. } => When::LastMonths { months: *months, year: Some(*year) },
        _ => when.clone(),
    }
}
