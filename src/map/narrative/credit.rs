//! Lines of credit: what is drawn, what is left, how much they are, and what was repaid.

use super::amount::{self, Amount, AmountKind};
use super::token::Token;
use crate::text::Text;

/// An amount of a line of credit.
pub(super) struct Line {
    /// The us-gaap concept.
    pub(super) concept: &'static str,
    /// How much.
    pub(super) amount: Amount,
    /// What the words call it.
    pub(super) label: &'static str,
}

const DRAWN: (&str, &str) = ("LineOfCredit", "outstanding under credit");
const UNUSED: (&str, &str) = ("LineOfCreditFacilityRemainingBorrowingCapacity", "available under credit");
const SIZE: (&str, &str) = ("LineOfCreditFacilityMaximumBorrowingCapacity", "line of credit");
const REPAID: (&str, &str) = ("RepaymentsOfLinesOfCredit", "repaid on credit");
/// How many words are looked at on either side of an amount.
const NEAR: usize = 8;
/// Words before the noun of a line of credit.
const KINDS: [&str; 15] = [
    "a",
    "the",
    "our",
    "its",
    "company",
    "senior",
    "secured",
    "unsecured",
    "amended",
    "syndicated",
    "bank",
    "committed",
    "existing",
    "current",
    "revolving",
];
/// Words of a line that is only being made or changed.
const MADE: [&str; 9] = ["entered", "new", "replaced", "replaces", "replacing", "increase", "increased", "expanded", "closed"];

/// What a sentence says of lines of credit.
pub(super) fn lines(text: &Text, tokens: &[Token]) -> Vec<Line> {
    let credit = tokens.iter().any(|t| t.is_any(&["credit", "revolver"]));
    let drawn = tokens.iter().any(|t| t.is_any(&["outstanding", "unused", "undrawn", "availability", "repaid"]));
    let mut found: Vec<Line> = Vec::new();
    let mut at = 0;
    while credit && drawn && at < tokens.len() {
        let Some((amount, behind)) = amount::at(text, tokens, at) else {
            at += 1;
            continue;
        };
        let money = matches!(amount.kind, AmountKind::Money(_)) && !amount.rough;
        let named = what(tokens, at, behind).filter(|_| money);
        let new = named.filter(|(concept, _)| found.iter().all(|line| line.concept != *concept));
        found.extend(new.map(|(concept, label)| Line { concept, amount, label }));
        at = behind;
    }
    found
}

/// What the amount between two tokens is of a line of credit.
fn what(tokens: &[Token], at: usize, behind: usize) -> Option<(&'static str, &'static str)> {
    let word = |i: usize, words: &[&str]| tokens.get(i).is_some_and(|t| t.is_any(words));
    let before = |n: usize, words: &[&str]| at.checked_sub(n).is_some_and(|i| word(i, words));
    let made = || tokens.iter().any(|t| t.is_any(&MADE));
    // "$23.0 million outstanding under our line of credit"
    if word(behind, &["outstanding"]) && word(behind + 1, &["under", "on", "against"]) {
        return on_credit(&tokens[behind + 2..]).then_some(DRAWN);
    }
    // "its credit agreement, under which $5.5 million was outstanding"
    if word(behind, &["was", "were"]) && word(behind + 1, &["outstanding"]) && before(1, &["which"]) && before(2, &["under", "of"]) {
        return on_credit(&tokens[at.saturating_sub(NEAR)..at - 2]).then_some(DRAWN);
    }
    // "$22 million of unused bank lines of credit", "$170.0 million of availability"
    if word(behind, &["of", "in"]) && word(behind + 1, &["unused", "undrawn"]) {
        return on_credit(&tokens[behind + 2..]).then_some(UNUSED);
    }
    if word(behind, &["of", "in"])
        && (word(behind + 1, &["availability"]) || word(behind + 1, &["borrowing"]) && word(behind + 2, &["availability"]))
    {
        return Some(UNUSED);
    }
    // "unused credit commitments of about $604.0 million"
    let open = at
        - tokens[..at].iter().rev().take(3).take_while(|t| t.is_any(&["of", "was", "were", "totaled", "about", "approximately"])).count();
    let unused = tokens[..open].iter().rev().take(5).take_while(|t| t.is_word()).position(|t| t.is_any(&["unused", "undrawn"]));
    if let Some(back) = unused.filter(|_| open < at) {
        return on_credit(&tokens[open - back..open]).then_some(UNUSED);
    }
    // "repaid $3.2 million on its revolving credit facility"
    if before(1, &["repaid"]) && word(behind, &["on", "under", "of"]) {
        return on_credit(&tokens[behind + 1..]).then_some(REPAID);
    }
    let kind = behind + tokens[behind..].iter().take(NEAR).take_while(|t| t.is_any(&KINDS)).count();
    let line = word(kind, &["revolver"]) || word(kind, &["credit"]) && word(kind + 1, &["facility", "agreement", "line"]);
    (line && !made() && !before(1, &["repaid"])).then_some(SIZE)
}

/// Whether the words at hand, up to a mark, name a line of credit; its size may stand among them.
fn on_credit(tokens: &[Token]) -> bool {
    let near = tokens.iter().take(NEAR).take_while(|t| !t.is_any(&[",", ";", "and"]));
    near.into_iter().any(|t| t.is_any(&["credit", "revolver"]))
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(words: &str) -> Vec<(&'static str, String)> {
        let text = Text::verbatim(words, 0);
        lines(&text, &tokens(words, 0..words.len())).into_iter().map(|line| (line.label, line.amount.size.to_string())).collect()
    }

    #[test]
    fn lines_of_credit() {
        let drawn = |size: &str| (DRAWN.1, size.to_owned());
        let unused = |size: &str| (UNUSED.1, size.to_owned());
        let size = |size: &str| (SIZE.1, size.to_owned());
        assert_eq!(
            read("We had $6.0 million outstanding under our $15.0 million revolving credit facility and cash of $5.4 million."),
            [drawn("6000000"), size("15000000")]
        );
        assert_eq!(
            read("It has a $13,000,000 revolving credit agreement, under which $5,480,000 was outstanding at June 30."),
            [size("13000000"), drawn("5480000")]
        );
        assert_eq!(read("Acme had 326 employees and $22 million of unused bank lines of credit."), [unused("22000000")]);
        assert_eq!(read("Acme had unused credit commitments of about $604.0 million."), [unused("604000000")]);
        assert_eq!(
            read("Acme had $80.0 million outstanding under its revolving credit facility and $170.0 million of availability."),
            [drawn("80000000"), unused("170000000")]
        );
        assert_eq!(read("Acme repaid $3.2 million on its revolving credit facility."), [(REPAID.1, "3200000".to_owned())]);
        for words in [
            "Acme entered into a new $50 million credit facility; none was outstanding.",
            "Acme had $6.0 million outstanding of its notes and a credit of Oakly.",
            "Acme repaid $3.2 million to Oakly, outstanding on a credit.",
        ] {
            assert_eq!(read(words), [], "{words}");
        }
    }
}
