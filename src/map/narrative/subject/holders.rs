//! Whose a result is, behind its name.

use super::super::token::Token;

/// "net income attributable to Acme Industries": one past the words that say whose a result is, where it is what is left to the company's own
/// holders.
pub(super) fn end(tokens: &[Token], at: usize, own: &[String]) -> Option<usize> {
    const GIVEN: [&str; 4] = ["attributable", "available", "applicable", "allocable"];
    const HOLDERS: [&str; 14] = [
        "holdings",
        "the",
        "our",
        "its",
        "company",
        "corporation",
        "parent",
        "controlling",
        "interest",
        "common",
        "shareholders",
        "stockholders",
        "shareowners",
        "unitholders",
    ];
    if !tokens[at].is_any(&GIVEN) || !tokens.get(at + 1)?.is("to") {
        return None;
    }
    let named = |i: usize| tokens[i].capital && own.contains(&tokens[i].lower);
    // behind the company's own name, what else it is called
    let called = |i: usize| tokens[i].capital && (at + 2..i).any(named);
    let known = |i: usize| tokens[i].is_any(&HOLDERS) || named(i) || called(i);
    // "Acme, Inc.", "Acme Resorts & Spas"
    let form = |i: usize| tokens.get(i).is_some_and(|t| t.is_any(&["inc", "corp", "ltd"]));
    let joined = |i: usize| tokens[i].is_any(&[",", "."]) && called(i - 1) && form(i + 1) || tokens[i].is("&") && known(i - 1);
    // "Acme, Inc. stockholders"
    let pointed = |i: usize| tokens[i].is(".") && form(i - 1) && tokens.get(i + 1).is_some_and(|t| t.is_any(&HOLDERS));
    let len = (at + 2..tokens.len()).take_while(|&i| known(i) || joined(i) || pointed(i)).count();
    (len > 0).then_some(at + 2 + len)
}
