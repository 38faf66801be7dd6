//! The line of credit: who lends, until when, and whether its covenants are kept.

use std::ops::Range;

use super::day::full_day;
use super::notice::Notice;
use super::page::Passage;
use crate::map::narrative::token::Token;
use crate::report::Value;
use crate::taxonomy::DataType;

/// What a document says of its line of credit.
pub(super) fn notices(passages: &[Passage<'_>]) -> Vec<Notice> {
    let mut found: Vec<Notice> = Vec::new();
    for passage in passages.iter().filter(|p| !p.cell) {
        for range in passage.sentences() {
            let tokens = &passage.tokens[range.clone()];
            let credit = line_of_credit(tokens);
            let told = [
                credit.and_then(|end| lender(passage, &range, end)),
                credit.and_then(|_| expiry(passage, &range)),
                compliance(passage, &range),
            ];
            for notice in told.into_iter().flatten() {
                let repeated = found.iter().any(|n| n.concept == notice.concept);
                if !repeated && !hypothetical(tokens) {
                    found.push(notice);
                }
            }
        }
    }
    found
}

fn hypothetical(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.is_any(&["if", "could", "would", "may", "failure", "risks", "intends"]) && !(t.is("may") && t.capital))
}

/// Whether the tokens speak of a line of credit, and where the words end.
fn line_of_credit(tokens: &[Token]) -> Option<usize> {
    let phrases: [&[&str]; 5] =
        [&["line", "of", "credit"], &["credit", "agreement"], &["credit", "facility"], &["credit", "line"], &["loan", "agreement"]];
    let begins = |phrase: &[&str], at: usize| phrase.iter().enumerate().all(|(k, w)| tokens.get(at + k).is_some_and(|t| t.is(w)));
    (0..tokens.len()).filter_map(|at| phrases.iter().find(|phrase| begins(phrase, at)).map(|phrase| at + phrase.len())).min()
}

/// "the existing credit agreement with Comerica Bank".
fn lender(passage: &Passage<'_>, range: &Range<usize>, credit: usize) -> Option<Notice> {
    let tokens = &passage.tokens[range.clone()];
    let with = (credit..tokens.len().min(credit + 3)).find(|&i| tokens[i].is_any(&["with", "from"]))?;
    let len = tokens[with + 1..].iter().take_while(|t| t.capital && t.is_word() || t.is_any(&["of", "&"])).count();
    let len = len - tokens[with + 1..with + 1 + len].iter().rev().take_while(|t| !t.capital).count();
    let bank =
        tokens[with + 1..with + 1 + len].iter().any(|t| t.is_any(&["bank", "credit", "finance", "capital", "trust", "financial", "fargo"]));
    if len == 0 || !bank {
        return None;
    }
    let bytes = passage.bytes(range.start + with + 1..range.start + with + 1 + len);
    Some(Notice::name("LineOfCreditLenderName", &passage.words()[bytes.clone()], passage.span(bytes)).sure(0.8))
}

/// "extended the term of the line of credit to June 30, 2005", "the credit facility expires on".
fn expiry(passage: &Passage<'_>, range: &Range<usize>) -> Option<Notice> {
    let tokens = &passage.tokens[range.clone()];
    let verb = tokens.iter().position(|t| t.is_any(&["extended", "extends", "expires", "expire", "matures", "maturing", "expiring"]))?;
    let (at, date, len) = (verb + 1..tokens.len().min(verb + 14)).find_map(|i| full_day(&tokens[i..]).map(|(date, len)| (i, date, len)))?;
    let led = tokens[at - 1].is_any(&["to", "on", "until", "through", "from"]);
    let bytes = passage.bytes(range.start + at..range.start + at + len);
    led.then(|| Notice::new("LineOfCreditExpirationDate", DataType::Date, Value::Date(date), passage.span(bytes)).sure(0.8))
}

/// "was in full compliance with the revised covenants".
fn compliance(passage: &Passage<'_>, range: &Range<usize>) -> Option<Notice> {
    let tokens = &passage.tokens[range.clone()];
    let at = tokens.iter().position(|t| t.is("compliance"))?;
    let covenants = tokens[at..].iter().any(|t| t.is_any(&["covenant", "covenants"]));
    let start = at - tokens[..at].iter().rev().take_while(|t| t.is_any(&["full"])).count();
    let stated = start >= 2 && tokens[start - 1].is("in") && tokens[start - 2].is_any(&["was", "is", "were", "are", "remained", "remains"]);
    if !covenants || !stated {
        return None;
    }
    let bytes = passage.bytes(range.start + start..range.start + at + 1);
    let day = (0..tokens.len())
        .find_map(|i| full_day(&tokens[i..]).filter(|_| i > 0 && tokens[i - 1].is_any(&["of", "at", "on"])))
        .map(|(date, _)| date);
    let notice = Notice::new("LineOfCreditCovenantCompliance", DataType::Boolean, Value::Boolean(true), passage.span(bytes)).sure(0.8);
    Some(Notice { instant: day, ..notice })
}
