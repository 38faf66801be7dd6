//! Whether operating earnings are told for each share: then they are what is left of net income without gains on investments, and not the result
//! before interest and taxes.

use std::ops::BitOr;

use super::clause::Mention;
use super::token::{Token, Tokens};
use crate::document::Document;

/// Which words a release has for such earnings.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct EachShare {
    income: bool,
    earnings: bool,
}

impl BitOr for EachShare {
    type Output = Self;

    fn bitor(self, other: Self) -> Self {
        Self { income: self.income || other.income, earnings: self.earnings || other.earnings }
    }
}

impl EachShare {
    /// Looks for such words in the paragraphs of a release.
    pub(super) fn of(document: &Document, tokens: &Tokens<'_>) -> Self {
        let blocks = (0..document.blocks.len()).map(|at| tokens.block(at));
        blocks.map(told).fold(Self::default(), Self::bitor)
    }

    /// Whether a mention is of the measure.
    pub(super) fn is_of(self, mention: &Mention, tokens: &[Token]) -> bool {
        let said = |words: &[&str]| tokens[mention.subject.tokens.clone()].iter().any(|t| t.is_any(words));
        mention.subject.found.measure.key == "OperatingIncomeLoss"
            && !mention.subject.whole
            && mention.subject.is_plain()
            && (self.income && said(&["income", "loss"]) || self.earnings && said(&["earnings"]))
            && said(&["operating"])
    }
}

/// What the tokens of a paragraph tell: "operating earnings per diluted share", "operating EPS".
fn told(tokens: &[Token]) -> EachShare {
    let mut found = EachShare::default();
    for (at, _) in tokens.iter().enumerate().filter(|(_, t)| t.is("operating")) {
        let [noun, rest @ ..] = &tokens[at + 1..] else { continue };
        let mut rest = rest.iter().take(6).skip_while(|t| t.is_any(&["(", ")", "loss"]));
        let mut each = || rest.next().is_some_and(|t| t.is("per")) && rest.any(|t| t.is_any(&["share", "shares"]));
        found.earnings |= noun.is("eps") || noun.is("earnings") && each();
        found.income |= noun.is("income") && each();
    }
    found
}
