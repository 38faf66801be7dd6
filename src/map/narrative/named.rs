//! Quarters whose results a call or a replay is said to be about.

use super::token::{Token, Tokens};
use crate::document::{Block, Document};
use crate::report::NamedQuarter;

/// What follows the quarter when its results are what is meant.
const RESULTS: [&str; 7] = ["results", "earnings", "conference", "teleconference", "call", "webcast", "telephone"];
/// Words that may stand between the quarter and those.
const BETWEEN: [&str; 8] = ["fiscal", "financial", "operating", "year", "of", "'s", "and", "full"];

/// "our third quarter results conference call" where the release speaks of another quarter all along, and of this one nowhere but here.
pub(super) fn quarters(document: &Document, tokens: &Tokens) -> Vec<NamedQuarter> {
    let (mut all, mut calls, mut first) = ([0_usize; 5], Vec::new(), None);
    let told = document.blocks.iter().enumerate().filter_map(|(at, block)| match block {
        Block::Heading(text) | Block::Paragraph(text) => Some((text, tokens.block(at))),
        Block::Grid(_) => None,
    });
    for (nth, (text, tokens)) in told.enumerate() {
        let named: Vec<(usize, u8)> = (0..tokens.len()).filter_map(|at| Some((at, number(tokens, at)?))).collect();
        if named.is_empty() {
            continue;
        }
        let lower = text.as_str().to_lowercase();
        let of_call = ["conference call", "webcast", "replay", "teleconference"].iter().any(|call| lower.contains(call));
        for (at, number) in named {
            if of_call && leads_to_call(&tokens[at + 2..]) || nth < TOP && is_title(&lower) {
                calls.push((text.span_of(tokens[at].range.start..tokens[at + 1].range.end), number));
            } else {
                first = first.or_else(|| Some(text.span_of(tokens[at].range.start..tokens[at + 1].range.end)));
                all[usize::from(number)] += 1;
            }
        }
    }
    let Some(reported) = (1..5_u8).max_by_key(|n| all[usize::from(*n)]).filter(|n| all[usize::from(*n)] > 1) else { return Vec::new() };
    let unheard = |number: u8| number == reported || all[usize::from(number)] == 0;
    let calls = calls.into_iter().filter(|(_, number)| unheard(*number));
    let mut named: Vec<NamedQuarter> =
        calls.map(|(span, number)| NamedQuarter { span, number, reported: Some(reported), ended: None }).collect();
    // the quarter of the text itself, where it speaks of no other
    if (1..5).all(|n: u8| n == reported || all[usize::from(n)] == 0) {
        named.extend(first.map(|span| NamedQuarter { span, number: reported, reported: None, ended: None }));
    }
    named
}

/// How many lines from the top may be the title.
const TOP: usize = 8;

/// "ACME REPORTS THIRD QUARTER RESULTS"
fn is_title(lower: &str) -> bool {
    let announces =
        ["report", "announce"].iter().any(|verb| lower.contains(verb)) && ["results", "earnings"].iter().any(|noun| lower.contains(noun));
    announces && lower.split_whitespace().count() <= 12 && !lower.trim_end().ends_with('.')
}

fn number(tokens: &[Token], at: usize) -> Option<u8> {
    tokens.get(at + 1).filter(|t| t.is("quarter"))?;
    let number = ["first", "second", "third", "fourth"].iter().position(|n| tokens[at].is(n))?;
    Some(number as u8 + 1)
}

/// Whether a call or the results that it is about come next, years and fillers passed over.
fn leads_to_call(rest: &[Token]) -> bool {
    let between = |t: &&Token| t.is_number() || t.is_any(&BETWEEN);
    let next: Vec<&Token> = rest.iter().skip_while(between).take(4).collect();
    let results = next.first().is_some_and(|t| t.is_any(&RESULTS));
    results && next.iter().any(|t| t.is_any(&["conference", "call", "teleconference", "webcast"]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn named(texts: [Text; 2]) -> Vec<NamedQuarter> {
        let document = Document { blocks: texts.map(Block::Paragraph).to_vec(), ..Document::default() };
        quarters(&document, &Tokens::of(&document))
    }

    fn found(words: &str) -> Vec<u8> {
        let told = Text::verbatim("Third quarter sales rose. In the third quarter we grew.", 1000);
        named([told, Text::verbatim(words, 0)]).iter().filter(|q| q.reported.is_some()).map(|q| q.number).collect()
    }

    #[test]
    fn calls_name_their_quarter() {
        assert_eq!(
            found(
                "Our third quarter results telephone conference call will begin at 1:30. A replay of the first quarter results conference call"
            ),
            [3, 1]
        );
        assert_eq!(found("A webcast of the fourth quarter 2004 earnings conference call"), [4]);
        assert!(found("The call is on May 5. In the first quarter results were better than expected on the call's date").is_empty());
    }

    #[test]
    fn titles_name_their_quarter() {
        let title = Text::verbatim("ACME REPORTS FIRST QUARTER 2004 RESULTS", 0);
        let body = Text::verbatim("Third quarter sales rose. In the third quarter we grew.", 1000);
        assert_eq!(named([title, body]).iter().map(|q| (q.number, q.reported)).collect::<Vec<_>>(), [(1, Some(3)), (3, None)]);
    }
}
