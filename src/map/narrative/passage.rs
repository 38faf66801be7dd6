//! Which paragraphs report results, and in which heading's light they stand.

use super::token::{Token, Tokens};
use super::wording::{BULLETS, speaks_of_the_future};
use crate::document::{Block, Document};
use crate::map::news::tells_news;
use crate::text::{Text, has_any};

/// A paragraph to be read, with the headings it stands under.
pub(super) struct Passage<'a> {
    /// Its words.
    pub(super) text: &'a Text,
    pub(super) tokens: &'a [Token],
    /// The headings above it since the last paragraph of other matters, the nearest last.
    pub(super) headings: Vec<&'a str>,
}

/// Headings over what is no result: outlook, calls, the company, cautions, definitions.
const OTHER_MATTERS: [&str; 34] = [
    "outlook",
    "guidance",
    "forward-looking",
    "forward looking",
    "safe harbor",
    "cautionary",
    "conference call",
    "webcast",
    "about ",
    "non-gaap financial measures",
    "use of non-gaap",
    "disclosure",
    "expectations",
    "contact",
    "forecast",
    "looking ahead",
    "notes to",
    "reconciliation",
    "definitions",
    "risk factors",
    "dial-in",
    "teleconference",
    "key metrics definitions",
    "subsequent event",
    "footnotes",
    "legal notice",
    "statement regarding",
    "investor relations",
    "additional information",
    "financial measures",
    "trademarks",
    "non-gaap measures",
    "important information",
    "no offer",
];
/// Paragraphs that are cautions or descriptions wherever they stand.
const CAUTIONS: [&str; 22] = [
    "forward-looking statement",
    "forward looking statement",
    "private securities litigation",
    "safe harbor",
    "securities exchange act",
    "undertakes no obligation",
    "assumes no obligation",
    "risks and uncertainties",
    "registered trademark",
    "all rights reserved",
    "conference call",
    "webcast",
    "headquartered in",
    "non-gaap financial measures are",
    "is a leading",
    "is a holding company",
    "not in accordance with",
    "generally accepted accounting principles (\"gaap\")",
    "use of non-gaap",
    "replay of the call",
    "pre-market",
    "factors that could",
];

/// How many blocks from the top may say that results are reported.
const TOP: usize = 25;
/// How much of such a block is looked at.
const OPENING_BYTES: usize = 1500;

/// Whether the document says at its top that it reports results: in one block, or in two lines of a headline.
pub(super) fn reports_results(document: &Document) -> bool {
    let mut told = false;
    document.blocks.iter().take(TOP).any(|block| {
        let (Block::Heading(text) | Block::Paragraph(text)) = block else { return false };
        let text = text.as_str();
        let lower = text[..text.floor_char_boundary(OPENING_BYTES)].to_lowercase();
        let verb = ["report", "announce", "release", "record"].iter().any(|verb| lower.contains(verb));
        let says = (verb || told) && RESULTS.iter().any(|noun| lower.contains(noun));
        told = verb && matches!(block, Block::Heading(_));
        says
    })
}

/// What a release reports.
const RESULTS: [&str; 9] =
    ["results", "earnings", "net income", "net loss", "sales", "revenue", "operating income", "operating loss", "loss for"];

/// How many headings above a paragraph may still hold for it.
const HEADINGS: usize = 3;
/// How many words a line of its own may have to be a heading.
const SHORT: usize = 12;

/// The paragraphs of a document that may state results.
pub(super) fn passages<'a>(document: &'a Document, tokens: &'a Tokens) -> Vec<Passage<'a>> {
    let mut found = Vec::new();
    let mut headings: Vec<&str> = Vec::new();
    // "The Company reported the following for the second quarter:" over a list
    let mut lead: Option<(&str, bool)> = None;
    let mut opened = false;
    for (at, block) in document.blocks.iter().enumerate() {
        let led = match block {
            Block::Paragraph(text) if is_bulleted(text.as_str()) => lead,
            Block::Paragraph(text) | Block::Heading(text) => {
                let leads = text.as_str().trim_end().ends_with(':');
                lead = leads.then(|| (text.as_str(), speaks_of_the_future(tokens.block(at))));
                None
            }
            Block::Grid(_) => None,
        };
        if let Block::Paragraph(text) = block
            && !opened
            && (found.is_empty() || at < TOP)
            && opens_release(text.as_str())
        {
            opened = true;
            // "Results Consistent with Forecasts" above the dateline is no heading of forecasts, nor does what heads a list above head what follows
            headings.retain(|heading| found.is_empty() && !is_of_other_matters(Some(heading)));
        }
        match block {
            // "Raises 2008 Guidance" above the dateline heads neither what follows nor its time
            Block::Heading(text) if !opened && tells_of_other_matters(text.as_str()) => {}
            Block::Paragraph(text) if heads(text.as_str()) && tells_of_other_matters(text.as_str()) => {}
            Block::Heading(text) => headings.push(text.as_str()),
            Block::Paragraph(text) if heads(text.as_str()) => headings.push(text.as_str()),
            Block::Paragraph(text)
                if !is_of_other_matters(headings.last().copied())
                    && !led.is_some_and(|(_, to_come)| to_come)
                    && reports(text.as_str())
                    && (is_item(document, at) || !note(text.as_str())) =>
            {
                let above = headings[headings.len().saturating_sub(HEADINGS)..].iter().copied().chain(led.map(|(lead, _)| lead)).collect();
                found.push(Passage { text, tokens: tokens.block(at), headings: above });
            }
            Block::Paragraph(_) | Block::Grid(_) => {}
        }
    }
    found
}

/// A short line in capitals of its own: "Six Months Consolidated Results of Operations."
pub(super) fn heads(text: &str) -> bool {
    // "-- Company Raises 2009 Outlook --"
    let text = text.trim_matches(['-', '–', '—', '*', '~', ' ']);
    let words: Vec<&str> = text.split_whitespace().take(SHORT + 1).collect();
    let small = |w: &&&str| w.starts_with(char::is_lowercase) && w.len() > 4;
    words.len() <= SHORT
        && words.len() > 1
        && !text.contains(['$', '%'])
        && !words.iter().any(|w| small(&w))
        && text.starts_with(char::is_uppercase)
}

fn reports(text: &str) -> bool {
    text.bytes().any(|b| b.is_ascii_digit()) && !is_caution(text)
}

/// Whether a paragraph is a caution or a description wherever it stands.
pub(super) fn is_caution(text: &str) -> bool {
    let lower = text.to_lowercase();
    CAUTIONS.iter().any(|words| lower.contains(words))
}

/// Whether a paragraph is the first of a release, "CITY, July 29 -- Acme (NYSE: ACM) today reported": what stands above it are headlines.
fn opens_release(text: &str) -> bool {
    /// How many words may stand before: the dateline and who tells.
    const OPENING: usize = 60;
    let mut words = text.split_whitespace().take(OPENING).map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    let verbs = ["reported", "announced", "said", "released", "reports", "announces"];
    let listed = ["NYSE", "NASDAQ", "AMEX"];
    words.clone().any(|word| word == "today" || listed.iter().any(|name| word.to_ascii_uppercase().starts_with(name)))
        && words.any(|word| verbs.contains(&word))
}

/// Whether what stands under a heading is no result.
pub(super) fn is_of_other_matters(heading: Option<&str>) -> bool {
    let lower = heading.unwrap_or_default().to_lowercase();
    has_any(&lower, &OTHER_MATTERS)
}

/// Whether a headline tells news of what is no result.
fn tells_of_other_matters(headline: &str) -> bool {
    tells_news(&headline.to_lowercase()) && is_of_other_matters(Some(headline))
}

/// Whether a paragraph begins as an item of a list does.
pub(super) fn is_bulleted(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(BULLETS) || text.strip_prefix('o').is_some_and(|rest| rest.starts_with(' '))
}

/// Whether a paragraph is an item of a list that stars mark: one star alone marks a note.
fn is_item(document: &Document, at: usize) -> bool {
    let starred = |at: usize| match document.blocks.get(at) {
        Some(Block::Paragraph(text)) => text.as_str().starts_with("* "),
        _ => false,
    };
    starred(at) && (starred(at + 1) || at > 0 && starred(at - 1))
}

/// "(1) Includes ...", "* Restated", "Note 2": a note to a table.
fn note(text: &str) -> bool {
    let text = text.trim_start();
    let bracketed = text.strip_prefix('(').and_then(|t| t.split_once(')')).is_some_and(|(inside, _)| inside.len() <= 2);
    bracketed || text.starts_with('*') || text.starts_with("Note") || text.starts_with('†')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reports_results() {
        let reports = |blocks: &[&str]| {
            let block = |text: &&str| match text.strip_prefix("# ") {
                Some(heading) => Block::Heading(Text::verbatim(heading, 2)),
                None => Block::Paragraph(Text::verbatim(text, 0)),
            };
            reports_results(&Document { blocks: blocks.iter().map(block).collect(), ..Document::default() })
        };
        assert!(reports(&["# OAKLY INC. REPORTS", "# 2011 SECOND QUARTER RESULTS"]));
        assert!(reports(&["Oakly today reported an operating loss of $1.05 per share."]));
        assert!(reports(&[&format!("Oakly today reported revenue of $5 million. {}", "Its shops were full. ".repeat(100))]));
        assert!(!reports(&["Oakly today announced a new chairman."]));
    }

    #[test]
    fn results_and_other_matters() {
        let paragraph = |text: &str| Block::Paragraph(Text::verbatim(text, 0));
        let heading = |text: &str| Block::Heading(Text::verbatim(text, 0));
        let document = Document {
            blocks: vec![
                paragraph("Revenue was $5.0 million."),
                paragraph("(1) Includes $2 of stock compensation."),
                heading("Business Outlook"),
                paragraph("Revenue is to be $7.0 million."),
                heading("Results"),
                heading("Oakly Reaffirms 2008 Guidance"),
                paragraph("These are forward-looking statements of 1995."),
                paragraph("Net income was $1.0 million."),
                paragraph("* Costs were $4.0 million."),
                paragraph("* Taxes were $0.5 million."),
            ],
            ..Document::default()
        };
        let tokens = Tokens::of(&document);
        let read: Vec<&str> = passages(&document, &tokens).iter().map(|p| p.text.as_str()).collect();
        let items = ["* Costs were $4.0 million.", "* Taxes were $0.5 million."];
        assert_eq!(read, ["Revenue was $5.0 million.", "Net income was $1.0 million.", items[0], items[1]]);
    }
}
