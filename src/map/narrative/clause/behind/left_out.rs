//! What words leave out of a subject, or say that it holds.

use std::ops::Range;

use crate::map::narrative::token::Token;
use crate::map::narrative::word_list::WordList;
use crate::map::narrative::wording::{BULLETS, Role, role};

/// What a subject leaves out or holds, between commas before its verb: "Pro forma net loss, which excludes restructuring charges, was".
pub(in crate::map::narrative::clause) fn exclusions(tokens: &[Token]) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let Some(end) = exclusion(tokens, at) else {
            at += 1;
            continue;
        };
        found.push(at..end);
        at = end;
    }
    found
}

/// Whether such words say what is left out, and not what is included.
pub(in crate::map::narrative::clause) fn leaves_out(words: &[Token]) -> bool {
    words.iter().take(3).any(|t| t.lower.starts_with("exclu") || t.is_any(&["before", "adjusting"]))
}

/// "operating profit before G&A", "cash flow before changes in working capital": whether what begins at a token is only what is left out of, or held
/// in, something else.
pub(in crate::map::narrative::clause) fn is_left_out(tokens: &[Token], at: usize) -> bool {
    let between = ["the", "any", "our", "its", "all", "changes", "change", "in", "noncash", "non-cash"];
    let before = tokens[..at].iter().rev().find(|t| !t.is_any(&between));
    before.is_some_and(|t| t.is_any(&["before", "excluding", "excludes", "without"])) || is_listed_before(tokens, at)
}

/// "Income before provision for income taxes and provision for loan losses": what no result is, behind a joint, is left out as the first is.
fn is_listed_before(tokens: &[Token], at: usize) -> bool {
    const REACH: usize = 6;
    const RESULTS: [&str; 8] = ["income", "earnings", "profit", "loss", "ebitda", "revenue", "revenues", "sales"];
    let joined = at > 0 && tokens[at - 1].is("and") && !tokens[at..].iter().take(3).any(|t| t.is_any(&RESULTS));
    let left_out = || tokens[..at - 1].iter().rev().take(REACH).take_while(|t| t.is_word() && !matches!(role(t), Role::Tie | Role::Way(_)));
    joined && left_out().any(|t| t.is("before"))
}

/// Whether a word opens a sentence or what follows a semicolon or a joint.
pub(in crate::map::narrative::clause) fn opens_thought(tokens: &[Token], at: usize) -> bool {
    let before = tokens[..at].iter().rev().find(|t| !t.is_any(&[",", "and", "but", "however"]));
    before.is_none_or(|t| {
        t.is_any(&[";", "“", "\""]) || t.lower.trim_start_matches(BULLETS).is_empty() && tokens[..at].iter().all(|t| !t.is_word())
    })
}

/// Whether such words begin at a comma; one past the comma that ends them.
pub(in crate::map::narrative) fn exclusion(tokens: &[Token], at: usize) -> Option<usize> {
    static LEAVING_OUT: WordList = WordList::new(
        "excludes excluding excluded exclude exclusive before includes including include inclusive after comprises comprised comprising consists consisting",
    );
    static VERBS: WordList =
        WordList::new("was were is totaled totalled increased decreased rose fell declined grew improved reached amounted");
    let mark = tokens.get(at)?;
    let opens = mark.is(",") || mark.is("(");
    let relative = usize::from(tokens.get(at + 1)?.is_any(&["which", "that"]));
    // "which is comprised of subscriptions and licensing revenue,"
    let verb = usize::from(relative > 0 && tokens.get(at + 2)?.is_any(&["is", "are", "was", "were"]));
    let begins = opens && tokens.get(at + 1 + relative + verb)?.in_list(&LEAVING_OUT);
    let close = if mark.is("(") { ")" } else { "," };
    let rest = tokens.get(at + 2..).filter(|_| begins)?;
    let ends = |i: &usize| rest[*i].is(close) && rest.get(i + 1).is_some_and(|t| t.in_list(&VERBS));
    (0..rest.len().min(60)).find(ends).map(|i| at + 2 + i + 1)
}

#[cfg(test)]
mod tests {
    use super::{exclusion, exclusions};
    use crate::map::narrative::token::tokens;

    #[test]
    fn what_a_subject_leaves_out() {
        let left = |words: &str| {
            let tokens = tokens(words, 0..words.len());
            exclusions(&tokens).first().map(|r| words[tokens[r.start].range.start..tokens[r.end - 1].range.end].to_owned())
        };
        let sentence = "Pro forma net loss, which excludes amortization, stock compensation and restructuring charges, was $3.1 million.";
        assert_eq!(left(sentence).as_deref(), Some(", which excludes amortization, stock compensation and restructuring charges,"));
        assert_eq!(
            left("Net income, including a gain of $2.0 million, increased 5%.").as_deref(),
            Some(", including a gain of $2.0 million,")
        );
        assert_eq!(
            left("Paid revenue, which is comprised of licensing revenue, totaled $5 million.").as_deref(),
            Some(", which is comprised of licensing revenue,")
        );
        assert_eq!(left("Net income was $5.0 million, including a gain of $2.0 million."), None);
    }

    #[test]
    fn nothing_behind_the_last_word_is_left_out() {
        let words = "an increase of $5 million in sales of wood products";
        let tokens = tokens(words, 0..words.len());
        assert_eq!(exclusion(&tokens, tokens.len()), None);
    }
}
