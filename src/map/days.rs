//! Days as they are printed, whether the calendar has them or not: material for the checks.

use std::cell::LazyCell;
use std::ops::Range;

use chrono::Weekday;

use super::date::{Token, month_of, tokens};
use super::period;
use super::sheet::Sheet;
use crate::document::{Block, Document};
use crate::report::{DayRole, PrintedDay, StatementKind};
use crate::source::{Source, Span};
use crate::text::Text;

/// A line of its own with so many words or fewer may head a page.
const HEAD: usize = 9;
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// Every full date of a document: in its text, in the headers of its columns and in the labels of its rows.
pub(super) fn days(source: &Source, document: &Document, sheets: &[Sheet]) -> Vec<PrintedDay> {
    let mut found = Vec::new();
    for line in page_heads(source).iter().chain(&title(source)).chain(&numbered_heads(source)) {
        push(line, |before, _| if role(before) == DayRole::PeriodEnd { DayRole::PeriodEnd } else { DayRole::PageHead }, &mut found);
    }
    for block in &document.blocks {
        if let Block::Heading(text) | Block::Paragraph(text) = block {
            // most paragraphs have no day that would ask
            let expects = LazyCell::new(|| expects(text.as_str()));
            let head = heads_page(text.as_str());
            let of_text = |before: &[Token], after: &[Token]| {
                if head {
                    DayRole::PageHead
                } else if is_dateline(before, after) {
                    DayRole::Dateline
                } else if *expects && !is_filed(before) {
                    DayRole::Other
                } else {
                    role(before)
                }
            };
            push(text, of_text, &mut found);
        }
    }
    for grid in document.blocks.iter().filter_map(|block| if let Block::Grid(grid) = block { Some(grid) } else { None }) {
        // a day that is printed in two lines, over a column that was not understood for its sake
        let words = source.slice(grid.span);
        if !words.contains('<') {
            let place = |range: Range<usize>| Span::new(grid.span.start as usize + range.start, grid.span.start as usize + range.end);
            push_days(words, place, |_, _| DayRole::Other, &mut found);
        }
    }
    for table in sheets.iter().filter(|sheet| sheet.kind != StatementKind::Guidance).map(|sheet| sheet.table) {
        let to_come = LazyCell::new(|| period::tells_of_what_is_to_come(table));
        for column in &table.columns {
            let mut heading = Text::default();
            column.headers.iter().for_each(|header| heading.join(header));
            // "Three months ending September 27" under "Reconciliation of the Business Outlook"
            let ahead = heading.as_str().to_lowercase().contains("ending") && *to_come;
            push(&heading, |_, _| if ahead { DayRole::Other } else { DayRole::PeriodEnd }, &mut found);
        }
        for row in &table.rows {
            push(&row.stub, |before, _| role(before), &mut found);
        }
    }
    found.sort_by_key(|day| (day.span, day.role));
    found.dedup_by_key(|day| day.span);
    found
}

/// The first line behind each page mark of a text page: the reader takes it for furniture.
fn page_heads(source: &Source) -> Vec<Text> {
    let (mut heads, mut at, mut begins) = (Vec::new(), 0, false);
    for line in source.text().split_inclusive('\n') {
        let words = line.trim();
        if words.eq_ignore_ascii_case("<page>") || line.starts_with('\u{c}') {
            begins = true;
        } else if begins && !words.is_empty() {
            heads.extend(heads_page(words).then(|| Text::folded(line, at)));
            begins = false;
        }
        at += line.len();
    }
    heads
}

/// Lines that hold a day and no more, over a line that numbers the page: "January 29, 2009" over "Page 5".
fn numbered_heads(source: &Source) -> Vec<Text> {
    const LONGEST: usize = 200;
    let (mut heads, mut day, mut at) = (Vec::new(), None, 0);
    for line in source.text().split_inclusive('\n') {
        let words = if line.len() < LONGEST { untagged(line) } else { None };
        if let Some((start, words)) = words.filter(|(_, words)| !words.is_empty() && *words != "&#160;") {
            let paged = words.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("page"));
            heads.extend(day.take().filter(|_| paged));
            day = is_day(words).then(|| Text::folded(words, at + start));
        }
        at += line.len();
    }
    heads
}

/// What a line says besides tags, and where in it, if that is in one piece.
fn untagged(line: &str) -> Option<(usize, &str)> {
    let bytes = line.as_bytes();
    let (mut found, mut at) = ((0, ""), 0);
    loop {
        let tag = memchr::memchr(b'<', &bytes[at..]).map_or(line.len(), |length| at + length);
        let words = line[at..tag].trim();
        if !words.is_empty() && !found.1.is_empty() {
            return None;
        }
        if !words.is_empty() {
            found = (words.as_ptr() as usize - line.as_ptr() as usize, words);
        }
        match memchr::memchr(b'>', &bytes[tag..]) {
            Some(length) => at = tag + length + 1,
            None => return Some(found),
        }
    }
}

fn is_day(words: &str) -> bool {
    const LONGEST: usize = 24;
    if words.len() > LONGEST || !words.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return false;
    }
    let tokens = tokens(words);
    !tokens.is_empty() && day_at(&tokens, 0).is_some_and(|(.., end)| end == tokens.len())
}

/// The title of an HTML page that speaks of a release and the day it was issued.
fn title(source: &Source) -> Option<Text> {
    const NEAR: usize = 4096;
    let text = source.text();
    let head = &text[..text.char_indices().nth(NEAR).map_or(text.len(), |(at, _)| at)];
    let lower = head.to_ascii_lowercase();
    let start = lower.find("<title>")? + "<title>".len();
    let words = head.get(start..start + lower[start..].find("</title>")?)?;
    lower.get(start..start + words.len())?.contains("release").then(|| Text::folded(words, start))
}

/// "NEWS RELEASE, NOVEMBER 7,2005": a line of its own that repeats what the release is and when it came out.
fn heads_page(words: &str) -> bool {
    if words.split_whitespace().nth(HEAD).is_some() {
        return false;
    }
    let lower = words.to_lowercase();
    let announces = lower.contains("release") && (lower.contains("news") || lower.contains("press") || lower.contains("earnings"));
    announces && !lower.contains("for immediate")
}

/// Whether a paragraph speaks of what is to come.
pub(super) fn expects(words: &str) -> bool {
    let lower = words.to_lowercase();
    // the month is no "may"
    let may = || lower.match_indices("may ").any(|(at, word)| !lower[at + word.len()..].starts_with(|c: char| c.is_ascii_digit()));
    ["expect", "project", "guidance", "outlook", "forecast", "anticipat", "will "].iter().any(|word| lower.contains(word)) || may()
}

/// Whether the words before a day are of a report that was filed for what ended on it: "Form 10-K for the fiscal year ended".
fn is_filed(before: &[Token]) -> bool {
    const NEAR: usize = 14;
    let near = || before.iter().rev().take(NEAR);
    let annual = || near().any(|t| t.is("annual") || t.is("quarterly")) && near().any(|t| t.is("report"));
    annual() || form(before)
}

/// "10-K", the mark and the letter tokens of their own.
fn form(before: &[Token]) -> bool {
    before.windows(3).rev().take(14).any(|w| w[0].is("10") && w[1].is("-") && (w[2].is("k") || w[2].is("q")))
}

/// "ENGLEWOOD CLIFFS, NJ, February 11, 2004 -- ": the day behind a place and before a dash, early in a paragraph.
fn is_dateline(before: &[Token], after: &[Token]) -> bool {
    const EARLY: usize = 12;
    let dash = |t: &Token| ["-", "\u{2013}", "\u{2014}", "\u{2015}"].iter().any(|mark| t.is(mark));
    let mut behind = after.iter().skip_while(|t| t.is(")") || t.is("."));
    before.len() <= EARLY && before.iter().rev().take(2).any(|t| t.is(",") || dash(t)) && behind.next().is_some_and(dash)
}

/// What a day is by the words before it, the nearest first.
fn role(before: &[Token]) -> DayRole {
    let mut words = before.iter().rev().filter(|t| !t.is("the") && !t.is(","));
    let Some(last) = words.next() else { return DayRole::Other };
    if last.is("ended") || last.is("at") { DayRole::PeriodEnd } else { DayRole::Other }
}

fn push(text: &Text, role: impl Fn(&[Token], &[Token]) -> DayRole, found: &mut Vec<PrintedDay>) {
    push_days(text.as_str(), |range| text.span_of(range), role, found);
}

/// The days of some words, of which a range stands at the place that `place` tells.
fn push_days(words: &str, place: impl Fn(Range<usize>) -> Span, role: impl Fn(&[Token], &[Token]) -> DayRole, found: &mut Vec<PrintedDay>) {
    // most labels have no digit, and so no day
    if !words.bytes().any(|byte| byte.is_ascii_digit()) {
        return;
    }
    let tokens = tokens(words);
    for at in 0..tokens.len() {
        let Some((month, day, year, end)) = day_at(&tokens, at) else { continue };
        let span = place(tokens[at].range.start..tokens[end - 1].range.end);
        found.push(PrintedDay { span, year, month, day, weekday: weekday(&tokens[..at]), role: role(&tokens[..at], &tokens[end..]) });
    }
}

/// `March 31, 2004` and its like: month, day, year, and the token behind.
fn day_at(tokens: &[Token], at: usize) -> Option<(u32, u32, i32, usize)> {
    let month = month_of(tokens[at].text)?;
    let mark = |at: usize| usize::from(tokens.get(at).is_some_and(|t| t.is(".") || t.is(",")));
    let day_at = at + 1 + mark(at + 1);
    let day = tokens.get(day_at).filter(|t| t.text.len() <= 2)?.number()?;
    let year_at = day_at + 1 + mark(day_at + 1);
    let year = tokens.get(year_at).filter(|t| t.text.len() == 4)?.number()?;
    // "December 31, 2,008": no year
    let goes_on = tokens
        .get(year_at + 1)
        .is_some_and(|t| t.is(",") && tokens.get(year_at + 2).is_some_and(|n| n.text.len() == 3 && n.number().is_some()));
    (!goes_on).then_some((month, day, year as i32, year_at + 1))
}

fn weekday(before: &[Token]) -> Option<Weekday> {
    let word = before.iter().rev().find(|t| !t.is(","))?;
    let index = WEEKDAYS.iter().position(|name| word.is(name))?;
    Weekday::try_from(index as u8).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<(i32, u32, u32, Option<Weekday>, DayRole)> {
        let paragraph = Block::Paragraph(Text::verbatim(words, 0));
        let document = Document { blocks: vec![paragraph], ..Document::default() };
        days(&Source::from_text("", ""), &document, &[]).into_iter().map(|d| (d.year, d.month, d.day, d.weekday, d.role)).collect()
    }

    #[test]
    fn heads_of_pages() {
        let source = Source::from_text("", "<PAGE>\n\nNEWS RELEASE, NOVEMBER 7,2005\n\nText on May 10, 2006\n<PAGE>\nOn May 11, 2006\n");
        let found = days(&source, &Document::default(), &[]);
        assert_eq!(found.iter().map(|d| (d.month, d.day)).collect::<Vec<_>>(), [(11, 7)]);
        assert_eq!(source.slice(found[0].span), "NOVEMBER 7,2005");
    }

    #[test]
    fn days_over_the_numbers_of_pages() {
        let page = "Acme, Inc.\nApril 21, 2004\nPage 3\n\nApril 20, 2004\nsales rose\n<div>April 22, 2004</div>\n<div>Page 4</div>\n";
        let found = days(&Source::from_text("", page), &Document::default(), &[]);
        assert_eq!(found.iter().map(|d| (d.day, d.role)).collect::<Vec<_>>(), [(21, DayRole::PageHead), (22, DayRole::PageHead)]);
    }

    #[test]
    fn days_possible_or_not() {
        assert_eq!(
            found("On Thursday, November 17, 2016 we report the quarter ended September 31, 2016."),
            [(2016, 11, 17, Some(Weekday::Thu), DayRole::Other), (2016, 9, 31, None, DayRole::PeriodEnd)]
        );
        assert_eq!(found("NEWS RELEASE, NOVEMBER 7,2005"), [(2005, 11, 7, None, DayRole::PageHead)]);
        assert!(found("in March 2004, and on March 31").is_empty());
    }

    #[test]
    fn the_period_of_a_filed_report() {
        let role = |words: &str| found(words)[0].4;
        assert_eq!(role("Results may differ, see our Form 10-K for the fiscal year ended September 30, 2003."), DayRole::PeriodEnd);
        assert_eq!(role("Results may differ in the fiscal year ended September 30, 2003."), DayRole::Other);
    }

    #[test]
    fn datelines_and_titles() {
        assert_eq!(found("ENGLEWOOD CLIFFS, NJ, February 11, 2004 -- Acme, Inc.")[0].4, DayRole::Dateline);
        assert_eq!(found("At Acme, on February 11, 2004, sales rose")[0].4, DayRole::Other);
        let source = Source::from_text("", "<html><TITLE>Press release issued on January 18, 2011</TITLE><p>x");
        let found = days(&source, &Document::default(), &[]);
        assert_eq!(found.iter().map(|d| (d.year, d.role)).collect::<Vec<_>>(), [(2011, DayRole::PageHead)]);
    }
}
