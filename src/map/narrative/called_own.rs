//! Measures that a release says are its own: "Operating cash flow and adjusted earnings are non-GAAP measures".

use std::collections::HashSet;

use super::clause::Mention;
use super::measure;
use super::token::{Token, Tokens};
use super::word_list::WordList;
use crate::document::Document;

/// Words of what a measure is made of: what stands behind them is none that the sentence speaks of.
static MADE_OF: WordList = WordList::new(
    "defined as less minus plus which that excluding excludes before calculated represents including not than it from to by while",
);
/// Measures that are of the standards elsewhere, and often a company's own under the same words.
const OFTEN_OWN: [&str; 2] = ["OperatingCashFlow", "OperatingIncomeLoss"];
/// How many words may stand before the verb.
const LONGEST: usize = 40;

/// The words of such measures.
#[derive(Default)]
pub(super) struct CalledOwn(HashSet<String>);

impl CalledOwn {
    /// Looks for them in all paragraphs of a release.
    pub(super) fn of(document: &Document, tokens: &Tokens<'_>) -> Self {
        Self((0..document.blocks.len()).flat_map(|at| named(tokens.block(at))).collect())
    }

    /// Whether a mention is of one of them.
    pub(super) fn has(&self, mention: &Mention, tokens: &[Token]) -> bool {
        let found = mention.subject.found;
        !self.0.is_empty()
            && OFTEN_OWN.contains(&found.measure.key)
            && mention.subject.is_plain()
            && self.0.contains(&phrase(&tokens[mention.subject.tokens.end - found.len..mention.subject.tokens.end]))
    }
}

/// The measures that a paragraph says are none of GAAP.
fn named(tokens: &[Token]) -> Vec<String> {
    let verbs = (1..tokens.len()).filter(|&at| {
        let behind = &tokens[at + 1..];
        let non = behind.iter().take(2).position(|t| t.is("non"));
        tokens[at].is_any(&["is", "are"]) && non.is_some_and(|non| behind.get(non + 1).is_some_and(|t| t.is("gaap")))
    });
    verbs.flat_map(|verb| subjects(&tokens[..verb])).collect()
}

/// The measures that a sentence lists before its verb.
fn subjects(before: &[Token]) -> Vec<String> {
    let words = before.iter().rev().take(LONGEST).take_while(|t| !t.is_any(&[".", ";", ":"])).count();
    let list = &before[before.len() - words..];
    if list.iter().any(|t| t.in_list(&MADE_OF)) {
        return Vec::new();
    }
    let plain = |at: usize| at == 0 || list[at - 1].is_any(&[",", "and", "the", "our", "(", ")", "“", "\"", "total", "consolidated"]);
    let own = |at: &usize| plain(*at) && measure::at(&list[*at..]).is_some_and(|found| OFTEN_OWN.contains(&found.measure.key));
    (0..list.len()).filter(own).filter_map(|at| Some(phrase(&list[at..at + measure::at(&list[at..])?.len]))).collect()
}

fn phrase(tokens: &[Token]) -> String {
    tokens.iter().filter(|t| t.is_word()).map(|t| t.lower.as_str()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::named;

    #[test]
    fn what_a_release_calls_its_own() {
        let read = |words: &str| named(&tokens(words, 0..words.len()));
        assert_eq!(read("EBITDA, operating cash flow and adjusted earnings are non-GAAP measures."), ["operating cash flow"]);
        assert_eq!(read("Operating earnings is a non-GAAP financial measure."), ["operating earnings"]);
        for none in [
            "Free cash flow, defined as operating cash flow less capital expenditures, is a non-GAAP measure.",
            "Adjusted operating income is a non-GAAP measure.",
            "Operating cash flow was strong. Free cash flow is a non-GAAP measure.",
        ] {
            assert_eq!(read(none), [""; 0], "{none}");
        }
    }
}
