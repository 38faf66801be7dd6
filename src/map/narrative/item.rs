//! Items that a sentence names with their amounts: "included a $6.5 million loss on early retirement of debt, or $0.02 per diluted share",
//! "recorded a pre-tax gain of $215,000 on the sale of a terminal".

use super::amount::{self, Amount, AmountKind};
use super::measure::{self, Found};
use super::token::Token;
use super::when::{self, When};
use super::word_list::WordList;
use super::wording::{Role, role};
use crate::text::Text;

/// An item with its amount and what each share has of it.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// What the words call it, articles left out: "loss on early retirement of debt".
    pub(super) name: String,
    /// How much.
    pub(super) amount: Amount,
    /// The line of every statement that it is, where it is one: "loss on early retirement of debt".
    pub(super) line: Option<Found>,
    /// How much for each share, and whether of diluted shares.
    pub(super) per_share: Option<(Amount, bool)>,
}

/// What items are.
static HEADS: WordList = WordList::new("gain gains loss losses charge charges benefit benefits impairment impairments recovery");
/// Verbs that an item is the object of.
static VERBS: WordList = WordList::new(
    "included includes include including recorded recognized incurred realized took excluding excludes excluded recording recognizing \
     incurring realizing",
);
/// Words between such a verb and the name of its item.
static SMALL: WordList = WordList::new("a an the approximately about also another total its our other");
/// Joints that lead from an item to what it came from.
static JOINTS: WordList = WordList::new("on from for of related associated resulting");
/// Words that belong to no name.
static STRANGERS: WordList =
    WordList::new("in during that by or as at with was were is are it we they he this these those which who to million billion per");
/// Lines that a result holds as a whole.
const LINES: [&str; 4] = ["DebtExtinguishment", "GoodwillImpairment", "RestructuringCharges", "IncomeLossFromDiscontinuedOperations"];
const ARTICLES: [&str; 7] = ["a", "an", "the", "our", "its", "certain", "such"];
/// How many words a name has on either side of its head.
const LONGEST: usize = 8;

/// The items that a sentence reports, up to where it compares them, and the times that it names on the way.
pub(super) fn items(text: &Text, tokens: &[Token]) -> (Vec<Item>, Vec<When>) {
    let end = tokens.iter().position(|t| role(t) == Role::Compare).unwrap_or(tokens.len());
    let tokens = &tokens[..end];
    if !tokens.iter().any(|t| t.in_list(&HEADS)) || !tokens.iter().any(|t| t.in_list(&VERBS)) {
        return (Vec::new(), Vec::new());
    }
    let (mut found, mut times): (Vec<Item>, Vec<When>) = (Vec::new(), Vec::new());
    let mut at = 0;
    while at < tokens.len() {
        if let Some((when, len)) = when::at(&tokens[at..]) {
            // "a warehouse closed in a prior year": what is seen from another time tells when only where it leads
            if when.is_relative() && at > 0 && (0..at).any(|i| tokens[i].in_list(&HEADS) || tokens[i].is("$")) {
                return (Vec::new(), Vec::new());
            }
            times.push(when);
            at += len;
        } else if let Some((amount, behind)) = amount::at(text, tokens, at) {
            let money = matches!(amount.kind, AmountKind::Money(_)) && !amount.rough && !amount.negative;
            let named = if money { named(text, tokens, at, behind) } else { None };
            if let Some((name, line, end)) = named {
                let per_share = per_share(text, tokens, behind, end);
                found.push(Item { name, amount, line, per_share });
            }
            at = behind;
        } else {
            at += 1;
        }
    }
    (found, times)
}

/// A name, the line that it is, and the token after all of it.
type Named = (String, Option<Found>, usize);

/// The name of the item whose amount stands between two tokens.
fn named(text: &Text, tokens: &[Token], at: usize, behind: usize) -> Option<Named> {
    let before = at - usize::from(at > 0 && tokens[at - 1].is_any(&["approximately", "about"]));
    let last = tokens.get(before.checked_sub(1)?)?;
    if last.is("of") {
        return named_before(text, tokens, before - 1, behind);
    }
    // "a $44 million tax benefit", "$9.9 million in pre-tax charges"
    let article = last.is_any(&["a", "an"]);
    let joint = tokens.get(behind).is_some_and(|t| t.is_any(&["in", "of"]));
    if !article && !joint || !is_object(tokens, before - usize::from(article)) {
        return None;
    }
    let from = behind + usize::from(joint);
    let head = (from..tokens.len().min(from + LONGEST)).take_while(|&i| is_named(tokens, i)).find(|&i| tokens[i].in_list(&HEADS))?;
    let end = origin(tokens, head + 1)?;
    let line = line(&tokens[from..end])?;
    tells(tokens, from, head, end).then(|| (name(text, &[&tokens[from..end]]), line, end))
}

/// "a tax benefit of $57.8 million", "losses on sales of facilities of $7 million", "a gain of $215,000 on the sale of a terminal".
fn named_before(text: &Text, tokens: &[Token], of: usize, behind: usize) -> Option<Named> {
    let joined = |i: &usize| is_named(tokens, *i) || tokens[*i].in_list(&JOINTS) || tokens[*i].is_any(&["the", "our", "its", "to"]);
    let len = (0..of).rev().take(2 * LONGEST).take_while(joined).count();
    let mut from = of - len;
    while from < of && tokens[from].is_any(&["the", "our", "its", "of", "to"]) {
        from += 1;
    }
    // an article may stand within: "loss on a sale"
    let head = (from..of).find(|&i| tokens[i].in_list(&HEADS))?;
    let lead = from - usize::from(from > 0 && tokens[from - 1].is_any(&["a", "an"]));
    if !is_object(tokens, lead) {
        return None;
    }
    if head + 1 < of {
        let line = line(&tokens[from..of]).filter(|_| tokens[head + 1].in_list(&JOINTS))?;
        return Some((name(text, &[&tokens[from..of]]), line, behind));
    }
    let end = origin(tokens, behind)?;
    let told = end > behind || from < head && tells(tokens, from, head, head + 1);
    let line = line(&[&tokens[from..of], &tokens[behind..end]].concat()).filter(|_| told)?;
    Some((name(text, &[&tokens[from..of], &tokens[behind..end]]), line, end))
}

/// One past the words behind a place that say what an item came from: "on the sale of a terminal"; the place itself where none do, and nothing
/// where they go on: "for inventory and joint venture impairments".
fn origin(tokens: &[Token], at: usize) -> Option<usize> {
    let joint = tokens.get(at).filter(|t| t.in_list(&JOINTS));
    let second = at + 1 + usize::from(joint.is_some_and(|t| t.is_any(&["related", "associated", "resulting"])));
    let inner = |i: &usize| is_named(tokens, *i) || tokens[*i].is("of") || tokens[*i].is_any(&ARTICLES);
    let len = (second..tokens.len()).take(LONGEST).take_while(inner).count();
    let end = if joint.is_none() || len == 0 { at } else { second + len };
    let word = |i: usize| tokens.get(i).is_some_and(|t| t.is_word() && !t.is_any(&ARTICLES) && !t.in_list(&VERBS));
    let goes_on = tokens.get(end).is_some_and(|t| t.is_any(&["and", "or", "&"])) && word(end + 1);
    (!goes_on).then_some(end)
}

/// Whether a token is a word of a name, and begins neither a time nor an amount.
fn is_named(tokens: &[Token], at: usize) -> bool {
    let token = &tokens[at];
    // "write-down"
    let plain = matches!(role(token), Role::Other | Role::Filler) || token.in_list(&HEADS) || token.glued;
    token.is_word()
        && plain
        && !token.in_list(&STRANGERS)
        && !token.is_any(&["a", "an", "the", "and", "of"])
        && !token.in_list(&VERBS)
        && !token.in_list(&JOINTS)
        && when::at(&tokens[at..]).is_none()
}

/// Whether what begins at a place is the object of a verb that tells of items, alone or joined with others.
fn is_object(tokens: &[Token], at: usize) -> bool {
    let small = tokens[..at].iter().rev().take_while(|t| t.in_list(&SMALL)).count();
    let Some(before) = (at - small).checked_sub(1) else { return false };
    let other_verb = |t: &&Token| {
        matches!(role(t), Role::Tie | Role::Way(_)) && !t.is_any(&["of", "or"]) && !t.glued || t.is_any(&[";", "which", "that"])
    };
    let verb = || tokens[..before].iter().rev().take_while(|t| !other_verb(t)).any(|t| t.in_list(&VERBS));
    tokens[before].in_list(&VERBS) || tokens[before].is_any(&["and", ","]) && verb()
}

/// The line of every statement that a name is all of; `None` where it only begins as one does.
fn line(name: &[Token]) -> Option<Option<Found>> {
    match measure::at(name).filter(|found| found.len > 1) {
        // an operating loss that a result includes is that of a part
        Some(found) => (found.len == name.len() && LINES.contains(&found.measure.key)).then_some(Some(found)),
        None => Some(None),
    }
}

/// Whether a name tells what the item is: a word before its head that sets it apart, or what it came from.
fn tells(tokens: &[Token], from: usize, head: usize, end: usize) -> bool {
    static EMPTY: WordList = WordList::new(
        "estimated expected preliminary pre after pretax net non cash one time unusual special nonrecurring recurring significant additional certain other operating total \
         noncash large small similar",
    );
    let taxed = |i: usize| tokens[i].is("tax") && i > 0 && tokens[i - 1].is_any(&["pre", "after"]);
    end > head + 1 || (from..head).any(|i| !tokens[i].in_list(&EMPTY) && !taxed(i))
}

/// The words as printed, articles left out.
fn name(text: &Text, parts: &[&[Token]]) -> String {
    let mut name = String::new();
    for token in parts.iter().flat_map(|part| part.iter()).filter(|t| !t.is_any(&ARTICLES)) {
        name.push_str(if name.is_empty() {
            ""
        } else if token.glued {
            "-"
        } else {
            " "
        });
        name.push_str(&text.as_str()[token.range.clone()]);
    }
    name
}

/// ", or $0.02 per diluted share", "($.06 per diluted share)" right behind the amount or all of the item.
fn per_share(text: &Text, tokens: &[Token], behind: usize, end: usize) -> Option<(Amount, bool)> {
    [behind, end].into_iter().find_map(|from| {
        let small = tokens[from..].iter().take(2).take_while(|t| t.is_any(&[",", "or", "("])).count();
        let (amount, after) = amount::at(text, tokens, (from + small).min(tokens.len().checked_sub(1)?)).filter(|_| small > 0)?;
        let told = matches!(amount.kind, AmountKind::PerShare(_)) && !amount.rough && !amount.negative;
        told.then(|| (amount, tokens[..after].iter().rev().take(4).any(|t| t.is("diluted"))))
    })
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(words: &str) -> Vec<String> {
        let text = Text::verbatim(words, 0);
        let (items, _) = items(&text, &tokens(words, 0..words.len()));
        let per_share = |item: &Item| item.per_share.as_ref().map(|(a, _)| format!(" {}", a.size)).unwrap_or_default();
        items.iter().map(|item| format!("{}: {}{}", item.name, item.amount.size, per_share(item))).collect()
    }

    #[test]
    fn what_a_result_included() {
        assert_eq!(
            read("The results included a $44 million tax benefit, or $0.11 per diluted share, in the second quarter of 2016."),
            ["tax benefit: 44000000 0.11"]
        );
        assert_eq!(read("Net income included a tax benefit of $57.8 million."), ["tax benefit: 57800000"]);
        assert_eq!(
            read("Acme recorded a pre-tax gain of $215,000 on the sale of a terminal."),
            ["pre-tax gain on sale of terminal: 215000"]
        );
        assert_eq!(
            read("Results include losses on sales of facilities of $7 million, or $0.01 per diluted share."),
            ["losses on sales of facilities: 7000000 0.01"]
        );
        assert_eq!(
            read(
                "Results include a $4.4 million tax benefit, or $0.11 per diluted share, and losses on sales of facilities of $1.7 million."
            ),
            ["tax benefit: 4400000 0.11", "losses on sales of facilities: 1700000"]
        );
        assert_eq!(
            read("The quarter included $9.9 million in impairments of land and a $6.5 million loss on early retirement of debt."),
            ["impairments of land: 9900000", "loss on early retirement of debt: 6500000"]
        );
        assert_eq!(
            read("Net income included a loss of $2.7 million from a write-down of land."),
            ["loss from write-down of land: 2700000"]
        );
    }

    #[test]
    fn what_is_no_item() {
        for words in [
            "Net income included a charge of $5 million.",
            "Net income was $5 million, compared with a year that included a gain of $5 million on the sale of land.",
            "Oakly had a $5 million loss on debt.",
            "Other income includes $1.5 million in gains from the sale of a warehouse closed in the prior year.",
            "Net loss included an operating loss of $3.4 million.",
            "Results included charges of $47.7 million for inventory and joint venture impairments.",
            "Net income included more than $5 million of gains on land.",
        ] {
            assert_eq!(read(words), Vec::<String>::new(), "{words}");
        }
    }
}
