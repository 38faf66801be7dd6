//! What a release says about its fiscal calendar: ends of periods in headers, titles and sentences.

mod stretches;
mod year_end;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate, TimeDelta};

use self::year_end::{nominal_month, usual_year_end};
use super::date::{PartialDate, dates, is_month_end};
use super::days::expects;
use super::phrase::{Comparison, Length, Phrase};
use crate::document::{Block, Document};
use crate::table::Table;

/// One mention of a day as the end of a period, or of a fiscal year or quarter by name.
#[derive(Clone, Debug)]
struct Mention {
    length: Option<Length>,
    end: Option<NaiveDate>,
    quarter: Option<u8>,
    fiscal_year: Option<i32>,
    in_table: bool,
    ahead: bool,
    /// "ending": over or not, as other days tell.
    ending: bool,
    /// "fiscal year ended", not any twelve months.
    year_end: bool,
    /// From one day to another: a year that a change of owners cut in two tells nothing of the calendar.
    cut: bool,
}

/// All that a release says about its calendar.
#[derive(Debug, Default)]
pub(super) struct Evidence {
    mentions: Vec<Mention>,
    /// The older of a balance sheet's two days: the last year end, as a rule; and whether it lies a year before the other.
    older_balance: Vec<(NaiveDate, bool)>,
    /// How often the text speaks of the first, second, third and fourth quarter.
    quarters: [usize; 4],
    /// The quarter that the text speaks of first: in its headline, as a rule.
    first_quarter: Option<u32>,
    /// Quarters that the text calls by a bare year: "third quarter 2024".
    named: Vec<(u8, i32)>,
    /// The first day that the text names: that of the release, as a rule.
    first_day: Option<NaiveDate>,
}

impl Evidence {
    /// Reads headers, titles and sentences.
    pub(super) fn gather(document: &Document, tables: &[Table]) -> Self {
        let mut evidence = Self::default();
        for table in tables {
            evidence.read_table(table);
        }
        for block in &document.blocks {
            if let Block::Heading(text) | Block::Paragraph(text) = block {
                // the days that it names; most paragraphs hold none
                let words = text.as_str();
                let mut days = if words.bytes().any(|byte| byte.is_ascii_digit()) { dates(words) } else { Vec::new() };
                days.retain(|date| date.day.is_some());
                evidence.read_sentences(words, &days);
                evidence.first_day = evidence.first_day.or_else(|| stretches::first_day(words, &days));
                evidence.count_quarters(words);
            }
        }
        evidence.settle_endings();
        evidence
    }

    /// "Three Months Ending September 30, 2003" is to come where neither a period that is over nor the day of the release lies behind it.
    fn settle_endings(&mut self) {
        let over = self.mentions.iter().filter(|m| !m.ahead && !m.ending).filter_map(|m| m.end).max();
        let told = self.first_day;
        let to_come = |end: NaiveDate| match over {
            Some(over) => end > over && told.is_none_or(|day| end >= day),
            None => told.is_some_and(|day| end >= day),
        };
        for mention in self.mentions.iter_mut().filter(|m| m.ending) {
            mention.ahead |= mention.end.is_some_and(to_come);
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.mentions.is_empty()
    }

    fn read_table(&mut self, table: &Table) {
        // "As of June 2, 2022, Acme provides guidance for its second quarter": no period ends on that day
        let titles: Vec<Phrase> = table.titles.iter().map(|t| t.as_str()).filter(|t| !expects(t)).map(Phrase::parse).collect();
        // a date alone may be that of the release
        for title in titles.iter().filter(|t| t.length().is_some() || t.as_of).flat_map(stretches::ends) {
            self.push(&title, &title, true);
        }
        let title =
            titles.iter().rev().find(|t| t.length().is_some() || t.as_of || t.dates.iter().any(|d| d.day.is_none() || d.year.is_none()));
        let title = title.or(titles.iter().rev().find(|t| t.is_period())).cloned().unwrap_or_default();
        let mut columns: Vec<Phrase> = table.columns.iter().map(Phrase::of_column).collect();
        super::period::monthly::settle(&mut columns);
        super::period::quarters::name(&mut columns);
        let over = stretches::over(&columns, &title);
        columns.iter().filter(|c| c.comparison == Comparison::None).for_each(|column| self.push(column, &over, true));
        let days: BTreeSet<NaiveDate> = columns.iter().filter_map(|c| end_of(c, &title)).collect();
        let lengths = columns.iter().chain([&title]).any(|c| c.length().is_some());
        if !lengths && days.len() == 2 {
            let year_apart = days.last().zip(days.first()).is_some_and(|(newer, older)| (*newer - *older).num_days().abs() > 350);
            self.older_balance.extend(days.first().map(|older| (*older, year_apart)));
        }
    }

    /// Each day of a text with the words before it.
    fn read_sentences(&mut self, words: &str, days: &[PartialDate]) {
        let mut before_this: Option<Phrase> = None;
        for date in days.iter().filter(|date| date.month.is_some()) {
            // "the years ended December 29, 2001, December 30, 2000 and December 25, 1999"
            if let Some(listed) = before_this.take().filter(|before| stretches::goes_on(words, before, date)) {
                let next = Phrase { dates: vec![date.clone()], ..listed };
                self.push(&next, &next, false);
                before_this = Some(next);
                continue;
            }
            let from = words.ceil_char_boundary(date.range.start.saturating_sub(60));
            let before = &words[from..date.range.start];
            // "the fiscal year (53 weeks) ended": how long it is said to be sets nothing apart
            let open = before.rfind('(').filter(|open| !before[*open..].contains("weeks)"));
            let from = from + before.rfind(['.', ';']).max(open).map_or(0, |i| i + 1);
            let phrase = Phrase::parse(&words[from..date.range.end]);
            let lower = words[from..date.range.start].to_ascii_lowercase();
            // "which ended on July 31, 2004"
            let verb = lower.trim_end().trim_end_matches(" on");
            if verb.ends_with("ended") || verb.ends_with("ending") {
                let nearest = Phrase { dates: vec![date.clone()], ..phrase };
                self.push(&nearest, &nearest, false);
                // "the third quarter and year-to-date period ended": two stretches of time that end on one day
                let two = nearest.quarter.is_some() && nearest.length() != Some(Length::Quarter) && lower.contains("quarter and ");
                if two {
                    let quarter = Phrase { lengths: vec![Length::Quarter], ..nearest.clone() };
                    self.push(&quarter, &quarter, false);
                }
                before_this = Some(nearest);
            }
        }
        for quarter in stretches::quarters(words, days) {
            self.push(&quarter, &quarter, false);
        }
        self.read_fiscal_years(words);
        self.read_named_quarters(words);
    }

    /// "third quarter 2024", "third-quarter 2024", "the third quarter of 2024".
    fn read_named_quarters(&mut self, words: &str) {
        for (at, found) in words.match_indices("uarter") {
            let (mut from, mut to) = (at.saturating_sub(12), (at + found.len() + 9).min(words.len()));
            while !words.is_char_boundary(from) {
                from += 1;
            }
            while !words.is_char_boundary(to) {
                to -= 1;
            }
            let phrase = Phrase::parse(&words[from..to]);
            let year = phrase.dates.iter().find(|d| d.month.is_none()).and_then(|d| d.year);
            self.named.extend(phrase.quarter.zip(year));
        }
    }

    fn count_quarters(&mut self, words: &str) {
        let lower = words.to_lowercase();
        let mut first: Option<u32> = None;
        for (at, _) in lower.match_indices("quarter") {
            let Some(before) = lower[..at].strip_suffix([' ', '-']) else { continue };
            let before = before.strip_suffix(" fiscal").unwrap_or(before);
            if let Some(quarter) = ["first", "second", "third", "fourth"].iter().position(|name| before.ends_with(name)) {
                self.quarters[quarter] += 1;
                first = first.or(Some(quarter as u32 + 1));
            }
        }
        self.first_quarter = self.first_quarter.or(first);
    }

    /// The quarter that the text speaks of most, if it is clearly that one.
    fn usual_quarter(&self) -> Option<u32> {
        let most = (0..4).max_by_key(|i| self.quarters[*i])?;
        (self.quarters[most] >= 2 && self.quarters[most] * 2 > self.quarters.iter().sum()).then_some(most as u32 + 1)
    }

    /// The day of the release and the quarters that its text speaks of first and most.
    pub(super) fn told_quarters(&self) -> Option<(NaiveDate, impl Iterator<Item = u8>)> {
        let most = (0..4_u8).max_by_key(|i| self.quarters[usize::from(*i)]).filter(|i| self.quarters[usize::from(*i)] > 0);
        let first = self.first_quarter.and_then(|n| u8::try_from(n).ok());
        Some((self.first_day?, first.into_iter().chain(most.map(|i| i + 1))))
    }

    /// The newest quarter that is called by its fiscal year: `Q3'04`.
    pub(super) fn newest_named(&self) -> Option<(i32, u8)> {
        self.mentions.iter().filter(|m| !m.ahead).filter_map(|m| Some((m.fiscal_year?, m.quarter?))).max()
    }

    /// "third quarter of fiscal 2024", "fiscal 2024".
    fn read_fiscal_years(&mut self, words: &str) {
        for start in ["iscal ", "ISCAL "].iter().flat_map(|word| words.match_indices(word)).map(|(start, _)| start) {
            let mut from = start.saturating_sub(30);
            while !words.is_char_boundary(from) {
                from += 1;
            }
            let mut to = (start + 20).min(words.len());
            while !words.is_char_boundary(to) {
                to -= 1;
            }
            let phrase = Phrase::parse(&words[from..to]);
            if phrase.fiscal_year.is_some() {
                self.push(&Phrase { dates: Vec::new(), ..phrase.clone() }, &Phrase::default(), false);
            }
        }
    }

    fn push(&mut self, phrase: &Phrase, title: &Phrase, in_table: bool) {
        let end = end_of(phrase, title);
        let cut = months_between(phrase);
        let length = phrase.length().or(cut).or(title.length());
        let quarter = phrase.quarter.or(title.quarter);
        // "THIRD QUARTER" over "1997": the year is the quarter's
        let fiscal_year = phrase.fiscal_year.or_else(|| phrase.year().filter(|_| end.is_none() && quarter.is_some()));
        if end.is_none() && fiscal_year.is_none() {
            return;
        }
        self.mentions.push(Mention {
            length,
            end,
            quarter,
            fiscal_year,
            in_table,
            ahead: phrase.ahead || title.ahead,
            ending: phrase.ending || title.ending,
            year_end: length == Some(Length::Year),
            cut: cut.is_some(),
        });
    }

    /// Days on which a period of a stated length ended, with the length; those of tables if there are any.
    pub(super) fn durations(&self) -> impl Iterator<Item = (Length, NaiveDate)> {
        let usable = |m: &&Mention| !m.ahead && m.end.is_some() && m.length.is_some();
        let tables = self.mentions.iter().filter(usable).any(|m| m.in_table);
        let kept = self.mentions.iter().filter(usable).filter(move |m| m.in_table || !tables);
        kept.filter_map(|m| Some((m.length?, m.end?)))
    }

    /// The weeks of quarters, by their ends.
    pub(super) fn quarter_weeks(&self) -> BTreeMap<NaiveDate, u32> {
        let weeks = |length| match length {
            Length::Weeks(n @ 11..=17) => Some(n),
            _ => None,
        };
        self.durations().filter_map(|(length, end)| Some((end, weeks(length)?))).collect()
    }

    /// The weeks of fiscal years, by their ends.
    pub(super) fn year_weeks(&self) -> BTreeMap<NaiveDate, u32> {
        let weeks = |length| match length {
            Length::Weeks(n @ 52..=53) => Some(n),
            _ => None,
        };
        self.durations().filter_map(|(length, end)| Some((end, weeks(length)?))).collect()
    }

    /// The latest day that heads a column or ends a period.
    pub(super) fn newest_day(&self) -> Option<NaiveDate> {
        self.mentions.iter().filter(|m| !m.ahead).filter_map(|m| m.end).max()
    }

    /// Ends of periods as printed.
    pub(super) fn ends(&self) -> BTreeSet<NaiveDate> {
        self.mentions.iter().filter_map(|m| m.end).collect()
    }

    /// Whether columns end on days that no month ends on.
    pub(super) fn is_week_based(&self) -> bool {
        let in_table = self.mentions.iter().any(|m| m.in_table && m.end.is_some());
        // contracts "as of November 2, 2018" are told of behind the end of the quarter
        let newest = self.durations().map(|(_, end)| end).max();
        let ends = |m: &&Mention| m.length.is_some() || newest.is_none_or(|newest| m.end <= Some(newest));
        let told = self.mentions.iter().filter(|m| m.in_table == in_table && !m.cut).filter(ends);
        let days: BTreeSet<NaiveDate> = told.filter_map(|m| m.end).collect();
        let odd = days.iter().filter(|d| !is_month_end(**d)).count();
        let weeks = self.mentions.iter().any(|m| m.in_table && matches!(m.length, Some(Length::Weeks(_))));
        odd > 0 && (weeks || odd * 3 >= days.len())
    }

    /// The month in which the fiscal year ends, by the weight of what is said.
    pub(super) fn year_end_month(&self, document: &Document) -> u32 {
        let quarter_end = self.durations().filter(|(length, _)| length.months() == Some(3)).map(|(_, end)| end).max();
        let mut votes: BTreeMap<u32, u32> = BTreeMap::from([(usual_year_end(quarter_end), 1)]);
        let mut vote = |month: u32, weight: u32| *votes.entry(month).or_default() += weight;
        if let Some(((month, _), _)) = document.submission.as_ref().and_then(|s| s.fiscal_year_end) {
            vote(month, 12);
        }
        // "First-quarter earnings were $20 million for the period ended December 31"
        let quarter_end = quarter_end.or_else(|| self.newest_day().filter(|_| self.durations().next().is_none()));
        // the quarter spoken of most may be the one that this one is compared with: then what the headline calls it counts, and for little
        let usual = self.usual_quarter().filter(|usual| self.first_quarter == Some(*usual));
        let told = usual.map(|n| (n, 3)).or(self.first_quarter.filter(|_| self.usual_quarter().is_some()).map(|n| (n, 1)));
        if let Some(((n, weight), end)) = told.zip(quarter_end) {
            vote(super::calendar::months_before(2000, nominal_month(end), n * 3).1, weight);
        }
        if let Some(month) = quarter_end.and_then(|end| self.year_end_by_name(end)) {
            vote(month, 2);
        }
        // "second quarter of fiscal 2001", told in October 2000: the quarter of the calendar that ended last is the second
        let fiscal = || self.mentions.iter().any(|m| m.fiscal_year.is_some() && m.quarter.is_some() && !m.ahead);
        if let Some((n, day)) = self.first_quarter.zip(self.first_day).filter(|_| quarter_end.is_none() && fiscal()) {
            let (_, ended) = super::calendar::months_before(2000, day.month(), (day.month() - 1) % 3 + 1);
            vote(super::calendar::months_before(2000, ended, n * 3).1, 2);
        }
        // beside columns called `3Q97` a balance of a year before is the one that the quarter's is compared with
        let amid_year = self.mentions.iter().any(|m| m.in_table && m.quarter.is_some_and(|n| n < 4));
        for (day, _) in self.older_balance.iter().filter(|(_, year_apart)| !(*year_apart && amid_year)) {
            vote(nominal_month(*day), 2);
        }
        for mention in self.mentions.iter().filter(|m| !m.ahead && !m.cut) {
            let Some(end) = mention.end else { continue };
            if mention.year_end {
                vote(nominal_month(end), 4);
            }
            let elapsed = mention.quarter.map(|q| (u32::from(q) * 3, 3)).or(match mention.length.and_then(Length::months) {
                Some(12) => Some((12, 1)),
                Some(months @ (6 | 9)) => Some((months, 4)),
                _ => None,
            });
            if let Some((months, weight)) = elapsed {
                let (_, month) = super::calendar::months_before(2000, nominal_month(end), months);
                vote(month, weight);
            }
        }
        votes.into_iter().max_by_key(|(month, weight)| (*weight, *month)).map_or(12, |(month, _)| month)
    }

    /// "Third Quarter Fiscal 2011 Results" of the three months ended June 30, 2011: the month in which the year that the headline names ends.
    fn year_end_by_name(&self, quarter_end: NaiveDate) -> Option<u32> {
        let headline = u8::try_from(self.first_quarter?).ok()?;
        let named =
            self.mentions.iter().filter(|m| m.quarter == Some(headline) && m.end.is_none() && !m.ahead).find_map(|m| m.fiscal_year)?;
        let to_come = u32::from(4_u8.checked_sub(headline)?) * 3;
        let month = super::calendar::months_before(2000, nominal_month(quarter_end) + to_come, 0).1;
        let end = super::date::last_day_of_month(quarter_end.year(), month)?;
        let year = if end + TimeDelta::days(20) < quarter_end { end.year() + 1 } else { end.year() };
        // fiscal 2010 may end in January of 2011
        (named == year || month <= 5 && named + 1 == year).then_some(month)
    }

    /// What a fiscal year is called by, less the year of its end, judged by the names used for the one that ends on a day.
    pub(super) fn name_offset(&self, year_end: NaiveDate, quarter: u8) -> i32 {
        if year_end.month() > 5 {
            return 0;
        }
        let named = |year: i32| {
            let weight = |m: &&Mention| if m.quarter == Some(quarter) { 3 } else { 1 };
            let bare = self.named.iter().filter(|(n, named)| *n == quarter && *named == year).count() as u32;
            self.mentions.iter().filter(|m| m.fiscal_year == Some(year)).map(|m| weight(&m)).sum::<u32>() + bare
        };
        let (same, before) = (named(year_end.year()), named(year_end.year() - 1));
        // "compared to the third quarter of 1997" of the one ended in October 1998: only that year's is called by its number
        if same + before == 0 && named(year_end.year() - 2) > 0 {
            return -1;
        }
        // a comparison with the year before is as common as the year itself, so one mention of the later name decides
        if before > 0 && same * 3 < before { -1 } else { 0 }
    }
}

/// How long a header says that its column is by its first and last day: "Period from March 16, 2004 through December 31, 2004".
fn months_between(phrase: &Phrase) -> Option<Length> {
    let days = super::period::from_to(phrase)?.days()?;
    Some(Length::Months(((days as f64) / 30.44).round().max(1.0) as u32))
}

/// The day a header ends on, its missing parts taken from the title.
fn end_of(phrase: &Phrase, title: &Phrase) -> Option<NaiveDate> {
    if let Some(day) = phrase.day() {
        return Some(day);
    }
    // "2003" under "13 Weeks Ended July 3, 2004 and June 28, 2003"
    let of_year = |day: &&super::date::PartialDate| day.day.is_some() && day.year == phrase.year();
    if let Some(day) = title.dates.iter().find(of_year).filter(|_| phrase.month_day().is_none() && phrase.year().is_some()) {
        return day.day();
    }
    // "Q1 '21" under "Quarter ended December 31, 2020": the fiscal year's name is no year of that day
    let named = phrase.year().filter(|_| phrase.quarter.is_some());
    if phrase.is_year_beside(title) {
        return None;
    }
    let month_day = phrase.month_day().or(title.month_day().filter(|day| named.is_none() || day.year.is_none() || day.year == named))?;
    month_day.in_year(phrase.year().or(title.year())?)
}

#[cfg(test)]
mod tests;
