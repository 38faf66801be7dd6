//! The release itself: its exhibit number, its day, the day its period ends, and how many quarters in a row were profitable.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::day::{day_after, full_day};
use super::notice::Notice;
use super::page::Passage;
use crate::map::narrative::token::Token;
use crate::report::{Decimals, Value};
use crate::taxonomy::DataType;

/// How many passages from the top may hold an exhibit's number.
const TOP: usize = 12;

/// "Exhibit 99.1" at the top.
pub(super) fn exhibit(passages: &[Passage<'_>]) -> Option<Notice> {
    passages.iter().take(TOP).find_map(|passage| {
        let at = passage.tokens.iter().position(|t| t.is("exhibit"))?;
        let at = at + 1 + usize::from(passage.tokens.get(at + 1).is_some_and(|t| t.is_any(&["no", "number"])));
        let at = at + usize::from(passage.tokens.get(at).is_some_and(|t| t.is(".")));
        let number = passage.tokens.get(at).filter(|t| t.is_number() && t.lower.len() <= 6)?;
        let short = passage.tokens.len() < 40;
        short.then(|| Notice::name("ExhibitNumber", number.lower.clone(), passage.span(number.range.clone())))
    })
}

/// The day of the release: behind "release", or in the dateline before a dash or a wire's name. `end` is the last day reported on.
pub(super) fn date(passages: &[Passage<'_>], end: NaiveDate) -> Option<(NaiveDate, Notice)> {
    let head = passages.iter().filter(|p| !p.cell).take(40);
    head.filter_map(|passage| dated(passage, end).map(|(date, tokens)| (passage, date, tokens))).next().map(|(passage, date, tokens)| {
        let span = passage.span(passage.bytes(tokens));
        (date, Notice::new("ReleaseDate", DataType::Date, Value::Date(date), span))
    })
}

fn dated(passage: &Passage<'_>, end: NaiveDate) -> Option<(NaiveDate, std::ops::Range<usize>)> {
    let tokens = &passage.tokens;
    (0..tokens.len().min(60)).find_map(|i| {
        let (date, len) = day_after(&tokens[i..], end)?;
        let released = tokens[i.saturating_sub(6)..i].iter().any(|t| t.is_any(&["release", "released"]));
        let alone = tokens.len() <= len + 1 && passage.head;
        let late = date > end && (date - end).num_days() < 200;
        (late && (released || dateline(tokens, i, len) || alone)).then_some((date, i..i + len))
    })
}

/// A dash, a bracket with a wire's name or a slash follows the day, and a place stands before it.
fn dateline(tokens: &[Token], i: usize, len: usize) -> bool {
    let closes = tokens.get(i + len).is_some_and(|t| t.is_any(&["-", "–", "—", "/", "―", "("]) || t.is_any(&["today"]))
        || tokens.get(i + len).is_some_and(|t| t.is_any(&[")", ":"]))
            && tokens.get(i + len + 1).is_some_and(|t| t.is_any(&["-", "–", "—"]));
    let place = i > 0 && tokens[i - 1].is_any(&[",", ";", ".", "-", "–", "—", "("]) && tokens[..i].iter().any(|t| t.is_word() && t.capital);
    closes && (place || i == 0) && i < 40
}

/// Every place of the running text that names the last day of the period.
pub(super) fn period_end(passages: &[Passage<'_>], end: NaiveDate) -> Vec<Notice> {
    let in_passage = |passage: &Passage<'_>| -> Vec<Notice> {
        let tokens = &passage.tokens;
        let days = (0..tokens.len()).filter_map(|i| full_day(&tokens[i..]).filter(|(date, _)| *date == end).map(|(_, len)| i..i + len));
        days.map(|range| Notice::new("DocumentPeriodEndDate", DataType::Date, Value::Date(end), passage.span(passage.bytes(range))))
            .collect()
    };
    passages.iter().filter(|p| !p.cell).flat_map(in_passage).collect()
}

/// "second consecutive profitable quarter".
pub(super) fn profitable_quarters(passages: &[Passage<'_>]) -> Vec<Notice> {
    const ORDINALS: [&str; 12] =
        ["second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh", "twelfth", "thirteenth"];
    let in_passage = |passage: &Passage<'_>| -> Vec<Notice> {
        let windows = passage.tokens.windows(4).filter_map(|w| {
            let ordinal = ORDINALS.iter().position(|o| w[0].is(o))?;
            let profitable = w[1].is_any(&["consecutive", "straight"])
                && (w[2].is("profitable") && w[3].is("quarter") || w[2].is("quarter") && w[3].is("profitable"));
            profitable.then(|| {
                let value = Value::Number { amount: Decimal::from(ordinal as u32 + 2), decimals: Decimals::Places(0) };
                Notice::new("ConsecutiveProfitableQuarters", DataType::Integer, value, passage.span(w[0].range.clone())).sure(0.8)
            })
        });
        windows.collect()
    };
    passages.iter().filter(|p| !p.cell).flat_map(in_passage).collect()
}
