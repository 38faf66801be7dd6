//! "This contract": amounts that a sentence ties to an agreement named in the sentence before.

use super::token::Token;

/// An agreement with a named party.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Contract {
    /// What it is called: "management contract".
    pub(super) kind: String,
    /// The other party's name as printed.
    pub(super) party: String,
}

const NOUNS: [&str; 5] = ["contract", "agreement", "lease", "license", "licence"];
const LINKS: [&[&str]; 7] = [
    &["as", "a", "result", "of"],
    &["in", "connection", "with"],
    &["related", "to"],
    &["attributable", "to"],
    &["pursuant", "to"],
    &["under"],
    &["from"],
];

/// Whether "as a result of this contract" or the like begins at the first token; answers how many tokens it takes.
pub(super) fn at(tokens: &[Token]) -> Option<usize> {
    let link = LINKS.iter().find(|link| link.iter().enumerate().all(|(i, word)| tokens.get(i).is_some_and(|t| t.is(word))))?;
    let pointed = tokens.get(link.len())?.is_any(&["this", "that"]);
    let noun = tokens.get(link.len() + 1)?.is_any(&NOUNS);
    (pointed && noun).then_some(link.len() + 2)
}

/// The last agreement "with" a named party that a sentence speaks of.
pub(super) fn named(text: &str, tokens: &[Token]) -> Option<Contract> {
    let with = tokens.windows(2).rposition(|w| w[0].is_any(&NOUNS) && w[1].is("with"))?;
    let first = with + 2;
    let len = tokens.get(first..)?.iter().take_while(|t| t.capital || t.is_any(&["of", "and", "&"])).count();
    let len = len - tokens[first..first + len].iter().rev().take_while(|t| !t.capital).count();
    if len == 0 {
        return None;
    }
    let adjective = with.checked_sub(1).map(|i| &tokens[i]).filter(|t| t.is_word() && !t.is_any(&["a", "an", "the", "its", "our"]));
    let noun = &tokens[with].lower;
    Some(Contract {
        kind: adjective.map_or(noun.clone(), |a| format!("{} {noun}", a.lower)),
        party: text[tokens[first].range.start..tokens[first + len - 1].range.end].split_whitespace().collect::<Vec<_>>().join(" "),
    })
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    #[test]
    fn a_party_is_found_and_pointed_at() {
        let text = "announced the termination of the supply management contract with Mercy County Hospital, located in Ohio";
        let contract = named(text, &tokens(text, 0..text.len())).unwrap();
        assert_eq!((contract.kind.as_str(), contract.party.as_str()), ("management contract", "Mercy County Hospital"));
        let text = "as a result of this contract in 2003";
        assert_eq!(at(&tokens(text, 0..text.len())), Some(6));
        let text = "under the contract";
        assert_eq!(at(&tokens(text, 0..text.len())), None);
    }
}
