//! What stands in front of a table that names no time itself.

use chrono::NaiveDate;

use crate::document::{Block, Document};
use crate::map::calendar::Calendar;
use crate::map::date::PartialDate;
use crate::map::phrase::Phrase;
use crate::report::Period;

/// The last day that a heading or words that lead on to a table name ("... at December 31, 2008:"), if no later than the newest period's, and
/// the stretch of time that ends on it ("* Detail for the 13 weeks ended June 28, 2003"), where they name one.
pub(crate) fn time_before(document: &Document, block: usize, calendar: &Calendar) -> Option<(NaiveDate, Option<Period>)> {
    let before = document.blocks.get(block.saturating_sub(4)..block)?;
    let newest = calendar.current_period().end();
    before.iter().rev().enumerate().find_map(|(back, b)| {
        let text = match b {
            Block::Heading(text) => text,
            Block::Paragraph(text) if leads_on(text.as_str()) || back == 0 && is_caption(text.as_str()) => text,
            Block::Paragraph(_) | Block::Grid(_) => return None,
        };
        let phrase = Phrase::parse(text.as_str());
        let days = phrase.dates.iter().filter(|d| d.day.is_some()).filter_map(PartialDate::day);
        let day = days.filter(|day| *day <= newest).max()?;
        let length = phrase.lengths.first().filter(|_| phrase.lengths.len() == 1 && !phrase.as_of);
        Some((day, length.map(|length| calendar.ended(*length, day))))
    })
}

pub(super) fn leads_on(words: &str) -> bool {
    words.trim_end().ends_with(':') || words.contains("following table")
}

/// Whether a line right in front of a table is its caption: short, and no sentence.
fn is_caption(words: &str) -> bool {
    words.len() <= 100 && !words.trim_end().ends_with(['.', ';'])
}
