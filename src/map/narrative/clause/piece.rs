//! Pieces of a sentence: times, amounts, measures, and the words between them.

use std::ops::Range;

use super::super::amount::{self, Amount};
use super::super::contract;
use super::super::measure::{self, Found};
use super::super::token::Token;
use super::super::when::{self, When};
use super::earned;
use crate::text::Text;

/// What a piece is.
pub(super) enum What {
    When(When),
    Amount(Box<Amount>),
    Measure(Found),
    Contract,
    Word,
}

/// A piece with its tokens.
pub(super) struct Piece {
    /// What it is.
    pub(super) what: What,
    /// Its tokens.
    pub(super) tokens: Range<usize>,
}

/// All pieces of a sentence.
pub(super) fn pieces(text: &Text, tokens: &[Token]) -> Vec<Piece> {
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
        return (if ends_record(&tokens[..at]) { What::Word } else { What::When(when) }, len);
    }
    if let Some((amount, next)) = amount::at(text, tokens, at) {
        return (What::Amount(Box::new(amount)), next - at);
    }
    if let Some(len) = contract::at(&tokens[at..]) {
        return (What::Contract, len);
    }
    match earned::at(text, tokens, at).or_else(|| measure::at(&tokens[at..])) {
        Some(found) => (What::Measure(found), found.len),
        None => (What::Word, 1),
    }
}

/// "the lowest since the second quarter of 2005": whether the time that follows only tells how long nothing was like it.
fn ends_record(before: &[Token]) -> bool {
    let mut words = before.iter().rev().skip_while(|t| t.is("the"));
    let most = |t: &Token| {
        t.is_any(&["best", "worst", "first", "most", "least"]) || t.lower.ends_with("est") && t.lower.len() > 5 && !t.is("interest")
    };
    words.next().is_some_and(|t| t.is("since")) && words.take(5).any(most)
}
