//! Running heads and feet: the headline and the date that come back beside the number of each page, and head none of its tables.

use std::collections::HashMap;

use crate::document::Block;
use crate::read::text::is_month;

/// Lines of a running head or foot on one side of a page's number, at most.
const MOST: usize = 3;

/// `3`, `- 3 -`, `Page 3`, `Page 3 of 8`: furniture of a page.
pub fn is_page_number(words: &str) -> bool {
    let number = |word: &str| word.len() <= 3 && !word.is_empty() && word.bytes().all(|b| b.is_ascii_digit());
    let mut parts = words.split([' ', '-', '–', '—']).filter(|word| !word.is_empty());
    match (parts.next(), parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(page), None, ..) => number(page),
        (Some(word), Some(page), of, total, None) => {
            word.eq_ignore_ascii_case("page") && number(page) && of.is_none_or(|of| of == "of" && total.is_some_and(number))
        }
        _ => false,
    }
}

/// Whether a line says that it counts pages: a number alone may be a note's.
pub fn says_page(words: &str) -> bool {
    words.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("page"))
}

/// The places in `blocks` of lines that belong to the pages, ascending: the headline with a page's number behind it, and what comes back next to
/// the page numbers (which stood before the blocks `pages`) and is a date alone or the headline.
pub fn running_heads(blocks: &[Block], pages: &[usize]) -> Vec<usize> {
    let headlines: Vec<&str> = blocks.iter().map_while(words).take(8).filter(|words| words.split(' ').count() > 4).collect();
    let is_headline = |words: &str| headlines.iter().any(|headline| headline.eq_ignore_ascii_case(words));
    let numbered = |block: &Block| words(block).and_then(before_page_number).is_some_and(is_headline);
    let mut found: Vec<usize> = (0..blocks.len()).filter(|at| numbered(&blocks[*at])).collect();
    found.extend(beside_numbers(blocks, pages, &is_headline));
    found.sort_unstable();
    found.dedup();
    found
}

fn beside_numbers(blocks: &[Block], pages: &[usize], is_headline: &impl Fn(&str) -> bool) -> Vec<usize> {
    let begin = pages.first().map_or(0, |first| first.saturating_sub(MOST));
    let is_running = |at: &usize| *at >= begin && blocks.get(*at).and_then(words).is_some_and(|words| is_date(words) || is_headline(words));
    let mut found: Vec<usize> = Vec::new();
    for page in pages {
        found.extend((begin..*page).rev().take(MOST).take_while(is_running));
        found.extend((*page..).take(MOST).take_while(is_running));
    }
    let mut times: HashMap<Option<&str>, usize> = HashMap::new();
    for at in &found {
        *times.entry(words(&blocks[*at])).or_default() += 1;
    }
    found.retain(|at| times[&words(&blocks[*at])] > 1);
    found
}

/// What stands before the page's number on one line: `Acme Reports Record Results Page 2`.
fn before_page_number(words: &str) -> Option<&str> {
    let tail = words.ends_with(|c: char| c.is_ascii_digit()).then(|| words.rfind(['P', 'p']))??;
    let (head, number) = words.split_at(tail);
    (says_page(number) && is_page_number(number)).then(|| head.trim_end_matches([' ', '-', '–', '—', '|', '/']))
}

fn words(block: &Block) -> Option<&str> {
    match block {
        Block::Heading(text) | Block::Paragraph(text) => Some(text.as_str()),
        Block::Grid(_) => None,
    }
}

/// `May 7, 2026`, `Thursday, May 7, 2026`: a day and nothing else.
fn is_date(words: &str) -> bool {
    let mut parts = words.split([' ', ',']).filter(|word| !word.is_empty()).rev();
    let mut number = |digits: usize| parts.next().is_some_and(|word| word.len() <= digits && word.bytes().all(|b| b.is_ascii_digit()));
    let dated = words.len() <= 32 && number(4) && number(2);
    dated && parts.next().is_some_and(is_month) && parts.next().is_none_or(|day| day.ends_with("day")) && parts.next().is_none()
}
