//! Columns that name a year alone in a release of a year that is not over.

use chrono::Datelike;

use super::ColumnTime;
use super::before::leads_on;
use crate::document::{Block, Document};
use crate::map::calendar::Calendar;
use crate::map::phrase::Phrase;
use crate::report::{Period, StatementKind};
use crate::table::Table;
use crate::text::has_any;

/// Words of what is to come: there a year is a whole one.
const TO_COME: [&str; 10] = ["guidance", "outlook", "forecast", "expect", "estimate", "project", "target", "range", "assum", "plan"];
/// Words that make a year a whole one.
const WHOLE: [&str; 4] = ["fiscal", "fy", "full", "year"];

/// "2005 | 2004", printed when 2005 was not over: the newest period of that year, and the one it compares with. Answers whether it was so.
pub(crate) fn settle_bare_years(
    times: &mut [ColumnTime],
    table: &Table,
    kind: StatementKind,
    (calendar, document): (&Calendar, &Document),
) -> bool {
    if settle_calendar_years(times, table, calendar) || settle_last_quarters(times, table, calendar, document) {
        return true;
    }
    let current = calendar.current_period();
    let (year, quarter) = (calendar.fiscal_year_of(current.end()), calendar.quarter_of(current.end()));
    let whole = |year: i32| calendar.fiscal_year(year);
    let is_of = |time: &ColumnTime, year: i32| time.assumed && time.duration.is_some() && time.duration == whole(year);
    let plain = || times.iter().filter(|t| t.is_plain() && t.end().is_some());
    let both = [year, year - 1].iter().all(|year| plain().any(|time| is_of(time, *year)));
    let alone = both && plain().all(|time| is_of(time, year) || is_of(time, year - 1));
    let over = whole(year).is_none_or(|period| period.end() <= current.end());
    if !alone || over || times.iter().any(|t| t.ahead) || kind == StatementKind::Guidance || says_otherwise(table) {
        return false;
    }
    let held = |year_of: i32| match kind {
        StatementKind::CashFlow => calendar.year_to_date(year_of, quarter),
        _ if year_of == year => Some(current),
        _ => Some(calendar.comparison(current)),
    };
    for time in times {
        if let Some(period) = [year, year - 1].into_iter().find(|year| time.duration == whole(*year)).and_then(held) {
            (time.duration, time.instant) = (Some(period), Some(Period::end(period)));
        }
    }
    true
}

/// "Three Months | 2005 | 2004", printed in a fiscal year that is called 2006: the newest year is the calendar's, and so are those beside it.
fn settle_calendar_years(times: &mut [ColumnTime], table: &Table, calendar: &Calendar) -> bool {
    let newest = calendar.current_period().end();
    if calendar.fiscal_year_of(newest) != newest.year() + 1 {
        return false;
    }
    let phrases: Vec<Phrase> = table.columns.iter().map(Phrase::of_column).collect();
    let bare = |phrase: &Phrase| {
        let [date] = phrase.dates.as_slice() else { return None };
        date.year.filter(|_| date.month.is_none() && phrase.fiscal_year.is_none() && phrase.quarter.is_none())
    };
    if phrases.iter().filter_map(bare).max() != Some(newest.year()) {
        return false;
    }
    let mut moved: Vec<(Option<Period>, Option<Period>)> = Vec::new();
    for (time, phrase) in times.iter_mut().zip(&phrases).filter(|(time, _)| time.is_plain()) {
        let length = phrase.length().filter(|length| length.months().is_some_and(|months| months < 12));
        let year = bare(phrase).filter(|year| time.end().is_some_and(|end| end.year() < *year));
        let Some((length, year)) = length.zip(year) else { continue };
        let Some(quarter) = calendar.quarter(year + 1, calendar.quarter_of(newest)) else { continue };
        let period = Some(calendar.ended(length, quarter.end()));
        moved.push((time.duration, period));
        (time.duration, time.instant) = (period, period.map(Period::end));
    }
    for time in times.iter_mut().filter(|time| !time.is_plain()) {
        if let Some((_, to)) = moved.iter().find(|(from, _)| *from == time.duration) {
            (time.duration, time.instant) = (*to, to.map(Period::end));
        }
    }
    !moved.is_empty()
}

/// "The following table shows the results of our segments for the quarter", over "2015 | 2014" when 2015 was over: the last quarters of those years.
fn settle_last_quarters(times: &mut [ColumnTime], table: &Table, calendar: &Calendar, document: &Document) -> bool {
    let year = |time: &ColumnTime| time.end().map(|end| calendar.fiscal_year_of(end));
    let is_whole = |time: &ColumnTime| {
        let whole = year(time).and_then(|year| calendar.fiscal_year(year));
        time.assumed && !time.ahead && whole.is_some() && time.duration == whole
    };
    let plain = || times.iter().filter(|time| time.is_plain());
    let newest = calendar.current_period().end();
    let over = plain().next().is_some() && plain().all(|time| is_whole(time) && time.end() <= Some(newest));
    if !over || says_otherwise(table) || !is_led_to_as_quarter(document, table.block) {
        return false;
    }
    for time in times {
        if let Some(quarter) = year(time).filter(|_| time.is_plain()).and_then(|year| calendar.quarter(year, 4)) {
            (time.duration, time.instant) = (Some(quarter), Some(quarter.end()));
        }
    }
    true
}

/// Whether the sentence that leads on to a table says that it is of a quarter, and speaks of no other time.
fn is_led_to_as_quarter(document: &Document, block: usize) -> bool {
    let Some(Block::Paragraph(text)) = block.checked_sub(1).and_then(|before| document.blocks.get(before)) else { return false };
    let lower = text.as_str().to_lowercase();
    let last = lower.rsplit(". ").next().unwrap_or_default();
    leads_on(last)
        && ["for the quarter", "in the quarter", "for the fourth quarter", "in the fourth quarter"].iter().any(|words| last.contains(words))
        && !["year", "months", "quarters"].iter().any(|word| last.contains(word))
}

fn says_otherwise(table: &Table) -> bool {
    tells_of_what_is_to_come(table) || table.columns.iter().any(|column| has_any(&column.heading().to_lowercase(), &WHOLE))
}

/// Whether titles or headers speak of what is expected.
pub(crate) fn tells_of_what_is_to_come(table: &Table) -> bool {
    let mut titles = table.titles.iter().rev().take(4).map(|title| title.as_str().to_lowercase());
    let mut headings = table.columns.iter().map(|column| column.heading().to_lowercase());
    titles.any(|words| has_any(&words, &TO_COME)) || headings.any(|words| has_any(&words, &TO_COME))
}
