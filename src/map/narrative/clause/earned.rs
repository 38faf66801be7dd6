//! Results told by a verb: "the Company earned $3.5 million, or $0.36 per share".

use super::super::amount::{self, AmountKind};
use super::super::measure::{self, Found};
use super::super::token::Token;
use crate::text::Text;

/// Whether a word is such a verb.
pub(super) fn is_verb(token: &Token) -> bool {
    token.is_any(&["earned", "lost"])
}

/// The result that a verb tells, where each share has its part of the amount behind it: a customer lost, or interest earned, has none.
pub(super) fn at(text: &Text, tokens: &[Token], at: usize) -> Option<Found> {
    if !is_verb(&tokens[at]) {
        return None;
    }
    let (earned, behind) = amount::at(text, tokens, at + 1 + usize::from(tokens.get(at + 1)?.is("a")))?;
    let loss = tokens[at].is("lost");
    let found = || measure::named("NetIncomeLoss").map(|measure| Found { measure, loss, len: 1 });
    match earned.kind {
        AmountKind::PerShare(_) => found(),
        AmountKind::Money(_) => {
            let marks = tokens[behind..].iter().take(3).take_while(|t| t.is_any(&[",", "or", "("])).count();
            let (each, _) = amount::at(text, tokens, Some(behind + marks).filter(|at| marks > 0 && *at < tokens.len())?)?;
            if matches!(each.kind, AmountKind::PerShare(_)) { found() } else { None }
        }
        _ => None,
    }
}
