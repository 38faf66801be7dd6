//! Days, months and years in printed words, as far as they are printed.

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

/// A day as printed: any part may be left out (`March 31,`, `2004`, `May 2004`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct PartialDate {
    /// The year in full: `'04` is 2004.
    pub(crate) year: Option<i32>,
    /// The month, from 1.
    pub(crate) month: Option<u32>,
    /// The day of the month.
    pub(crate) day: Option<u32>,
    /// Where it stands in the words.
    pub(crate) range: Range<usize>,
}

impl PartialDate {
    /// The day itself; a month without a day stands for its last day.
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        self.in_year(self.year?)
    }

    /// The day in a given year; February 29 becomes February 28 where there is none.
    pub(crate) fn in_year(&self, year: i32) -> Option<NaiveDate> {
        let month = self.month?;
        let last = last_day_of_month(year, month)?;
        let day = self.day.unwrap_or(last.day());
        NaiveDate::from_ymd_opt(year, month, day).or_else(|| (day <= 31).then_some(last))
    }
}

/// The last day of a month.
pub(crate) fn last_day_of_month(year: i32, month: u32) -> Option<NaiveDate> {
    let (next_year, next_month) = if month == 12 { (year + 1, 1) } else { (year, month + 1) };
    NaiveDate::from_ymd_opt(next_year, next_month, 1)?.pred_opt()
}

/// Whether a day is the last of its month; February 28 counts in leap years too, as printers use it.
pub(crate) fn is_month_end(day: NaiveDate) -> bool {
    last_day_of_month(day.year(), day.month()) == Some(day) || (day.month() == 2 && day.day() == 28)
}

/// A word, a number or a single mark of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Token<'a> {
    /// As printed.
    pub(crate) text: &'a str,
    /// Where it stands.
    pub(crate) range: Range<usize>,
}

impl Token<'_> {
    /// The token as a number of at most four digits.
    pub(crate) fn number(&self) -> Option<u32> {
        (self.text.len() <= 4 && self.text.bytes().all(|b| b.is_ascii_digit())).then(|| self.text.parse().ok()).flatten()
    }

    /// Whether it stands before a year of two digits, however it is typed: `'04`, "`04".
    pub(crate) fn is_apostrophe(&self) -> bool {
        matches!(self.text, "'" | "’" | "‘" | "`")
    }

    /// Whether the token is this word, in any case.
    pub(crate) fn is(&self, word: &str) -> bool {
        self.text.eq_ignore_ascii_case(word)
    }
}

#[derive(PartialEq, Clone, Copy)]
enum CharKind {
    Letter,
    Digit,
    Mark,
}

fn char_kind(c: char) -> CharKind {
    if c.is_alphabetic() {
        CharKind::Letter
    } else if c.is_ascii_digit() {
        CharKind::Digit
    } else {
        CharKind::Mark
    }
}

/// Cuts words into runs of letters, runs of digits and single marks; blanks are dropped.
pub(crate) fn tokens(words: &str) -> Vec<Token<'_>> {
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = words[at..].chars().next() {
        let end = at + run_of(&words[at..], c);
        if !c.is_whitespace() {
            found.push(Token { text: &words[at..end], range: at..end });
        }
        at = end;
    }
    found
}

/// How far the run goes that begins with a character: a mark stands for itself.
fn run_of(words: &str, first: char) -> usize {
    let run = |is_such: fn(&u8) -> bool| words.bytes().position(|byte| !is_such(&byte)).unwrap_or(words.len());
    match char_kind(first) {
        CharKind::Mark => first.len_utf8(),
        CharKind::Digit => run(u8::is_ascii_digit),
        // letters go on behind those of ASCII, as most are
        CharKind::Letter => {
            let plain = run(u8::is_ascii_alphabetic);
            plain + words[plain..].find(|c| char_kind(c) != CharKind::Letter).unwrap_or(words.len() - plain)
        }
    }
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

const LONGEST_MONTH: usize = "september".len();

/// The month of its name or abbreviation (`Sept`, `Mar`).
pub(crate) fn month_of(word: &str) -> Option<u32> {
    let first = word.bytes().next()?.to_ascii_lowercase();
    if !(3..=LONGEST_MONTH).contains(&word.len()) || !b"jfmasond".contains(&first) {
        return None;
    }
    let begins = |month: &&str| month.get(..word.len()).is_some_and(|head| head.eq_ignore_ascii_case(word));
    let at = MONTHS.iter().position(|m| begins(m) && (word.len() <= 4 || word.len() == m.len()))?;
    Some(at as u32 + 1)
}

/// A year of our time: four digits from 1980 to 2079.
pub(crate) fn year_of(token: &Token) -> Option<i32> {
    (token.text.len() == 4).then(|| token.number()).flatten().map(|y| y as i32).filter(|y| (1980..2080).contains(y))
}

/// A year with the mark of a footnote glued to it: `20231` behind a month and a day.
fn marked_year(token: &Token) -> Option<i32> {
    let year = token.text.get(..4).filter(|_| token.text.len() == 5 && token.text.bytes().all(|b| b.is_ascii_digit()))?;
    year.parse().ok().filter(|y| (1990..2080).contains(y) && !token.text.ends_with('0'))
}

/// A year of two digits, as after a slash or an apostrophe.
pub(crate) fn short_year(token: &Token) -> Option<i32> {
    let year = (token.text.len() == 2).then(|| token.number()).flatten()? as i32;
    Some(if year < 80 { 2000 + year } else { 1900 + year })
}

/// A year of two digits where no day is printed so, for a day is `4` and no `04` and a month has none of 90: `Mar 04`, `3/04`.
fn padded_year(token: &Token) -> Option<i32> {
    short_year(token).filter(|_| token.text.starts_with(['0', '9']))
}

/// All dates, months and years of a text, in printed order.
pub(crate) fn dates(words: &str) -> Vec<PartialDate> {
    let tokens = tokens(words);
    let mut found = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match date_at(&tokens, at) {
            Some((date, next)) => {
                found.push(date);
                at = next;
            }
            None => at += 1,
        }
    }
    found
}

/// The date that begins at a token, and the index of the token after it.
pub(crate) fn date_at(tokens: &[Token], at: usize) -> Option<(PartialDate, usize)> {
    slashed(tokens, at)
        .or_else(|| month_and_year(tokens, at))
        .or_else(|| month_first(tokens, at))
        .or_else(|| day_first(tokens, at))
        .or_else(|| bare_year(tokens, at))
}

fn date(tokens: &[Token], at: usize, end: usize, year: Option<i32>, month: Option<u32>, day: Option<u32>) -> (PartialDate, usize) {
    (PartialDate { year, month, day, range: tokens[at].range.start..tokens[end - 1].range.end }, end)
}

/// `3/31/04`, `12-31-2003`, `3/31`, `3/04`
fn slashed(tokens: &[Token], at: usize) -> Option<(PartialDate, usize)> {
    let month = tokens[at].number().filter(|m| (1..=12).contains(m) && tokens[at].text.len() <= 2)?;
    let mark = tokens.get(at + 1).filter(|t| t.is("/") || t.is("-"))?;
    let day = tokens.get(at + 2)?.number().filter(|d| (1..=31).contains(d))?;
    let last =
        tokens.get(at + 3).filter(|t| t.text == mark.text && t.range.start == tokens[at + 2].range.end).and_then(|_| tokens.get(at + 4));
    let year = last.and_then(|t| year_of(t).or_else(|| short_year(t)));
    match year {
        Some(_) => Some(date(tokens, at, at + 5, year, Some(month), Some(day))),
        None if mark.is("/") && last.is_none() => {
            let year = padded_year(&tokens[at + 2]).filter(|_| tokens[at].text.len() == 1);
            Some(date(tokens, at, at + 3, year, Some(month), Some(day).filter(|_| year.is_none())))
        }
        None => None,
    }
}

/// A month with a year of two digits: `Mar-04` of spreadsheets, and `Mar 04` where nothing goes on behind it.
fn month_and_year(tokens: &[Token], at: usize) -> Option<(PartialDate, usize)> {
    let month = month_of(tokens[at].text)?;
    let touches = |at: usize| tokens.get(at).is_some_and(|t| t.range.start == tokens[at - 1].range.end);
    if touches(at + 1) && tokens[at + 1].is("-") && touches(at + 2) {
        let year = short_year(&tokens[at + 2]).filter(|year| !(2030..2080).contains(year));
        let goes_on = touches(at + 3) && tokens[at + 3].is("-");
        return year.filter(|_| !goes_on).map(|year| date(tokens, at, at + 3, Some(year), Some(month), None));
    }
    let behind = at + 1 + usize::from(tokens.get(at + 1).is_some_and(|t| t.is(".")));
    let year = tokens.get(behind).and_then(padded_year)?;
    let ends = tokens.get(behind + 1).is_none_or(|t| t.text.starts_with(|c: char| c.is_uppercase() || c == '('));
    ends.then(|| date(tokens, at, behind + 1, Some(year), Some(month), None))
}

/// `March 31, 2004`, `Mar. 31`, `March 2004`, `September`
fn month_first(tokens: &[Token], at: usize) -> Option<(PartialDate, usize)> {
    let month = month_of(tokens[at].text)?;
    let mut end = at + 1;
    if tokens.get(end).is_some_and(|t| t.is(".") || t.is(",")) {
        end += 1;
    }
    let day = tokens.get(end).filter(|t| t.text.len() <= 2).and_then(Token::number).filter(|d| (1..=31).contains(d));
    let mut last = at + 1;
    if day.is_some() {
        last = end + 1;
        end += 1;
        if tokens.get(end).is_some_and(|t| ["st", "nd", "rd", "th"].iter().any(|w| t.is(w))) {
            last = end + 1;
            end += 1;
        }
    }
    while tokens.get(end).is_some_and(|t| t.is(",") || t.is(".") || t.is_apostrophe()) {
        end += 1;
    }
    let apostrophe = tokens[end - 1].is_apostrophe() || tokens.get(end - 1).is_some_and(|t| t.is("-"));
    let year = tokens.get(end).and_then(|t| year_of(t).or_else(|| apostrophe.then(|| short_year(t)).flatten()).or_else(|| marked_year(t)));
    if year.is_some() {
        return Some(date(tokens, at, end + 1, year, Some(month), day));
    }
    // "may" and "march" are words, too
    let ambiguous = tokens[at].text.starts_with(|c: char| c.is_lowercase()) || tokens[at].is("may");
    if day.is_none() && ambiguous { None } else { Some(date(tokens, at, last, None, Some(month), day)) }
}

/// `31 March 2004`, `31-Mar-04`
fn day_first(tokens: &[Token], at: usize) -> Option<(PartialDate, usize)> {
    let day = tokens[at].number().filter(|d| (1..=31).contains(d) && tokens[at].text.len() <= 2)?;
    let dash = |at: usize| tokens.get(at).is_some_and(|t| t.is("-"));
    let dashed = dash(at + 1) && dash(at + 3);
    let (month_at, year_at) = if dashed { (at + 2, at + 4) } else { (at + 1, at + 2) };
    let month = tokens.get(month_at).and_then(|t| month_of(t.text))?;
    let year = tokens.get(year_at).and_then(|t| year_of(t).or_else(|| short_year(t).filter(|_| dashed)))?;
    Some(date(tokens, at, year_at + 1, Some(year), Some(month), Some(day)))
}

/// `2004`, `'04`; not a piece of a longer number.
fn bare_year(tokens: &[Token], at: usize) -> Option<(PartialDate, usize)> {
    if let Some(year) = year_of(&tokens[at]) {
        return (!is_piece_of_number(tokens, at)).then(|| date(tokens, at, at + 1, Some(year), None, None));
    }
    let apostrophe = tokens[at].is_apostrophe();
    let year = tokens.get(at + 1).filter(|t| apostrophe && t.range.start == tokens[at].range.end).and_then(short_year)?;
    Some(date(tokens, at, at + 2, Some(year), None, None))
}

/// Whether digits before or behind belong to the same number: `$2004`, `1.2004`, `2004.5`; `31,2004` is a day and a year.
fn is_piece_of_number(tokens: &[Token], at: usize) -> bool {
    let touching = |left: usize| tokens.get(left + 1).is_some_and(|t| t.range.start == tokens[left].range.end);
    let before = at > 0
        && touching(at - 1)
        && (tokens[at - 1].is("$") || tokens[at - 1].is(".") && at > 1 && touching(at - 2) && tokens[at - 2].number().is_some());
    let behind = touching(at)
        && matches!(tokens[at + 1].text, "." | ",")
        && touching(at + 1)
        && tokens[at + 2].number().is_some()
        && tokens[at + 2].text.len() != 4;
    before || behind
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(words: &str) -> Vec<String> {
        let part = |n: Option<i64>| n.map_or("?".to_owned(), |n| n.to_string());
        dates(words)
            .iter()
            .map(|d| format!("{}-{}-{}", part(d.year.map(Into::into)), part(d.month.map(Into::into)), part(d.day.map(Into::into))))
            .collect()
    }

    #[test]
    fn dates_are_found_in_headers_and_sentences() {
        assert_eq!(shown("Three Months Ended March 31, 2004"), ["2004-3-31"]);
        assert_eq!(shown("Three months ended June 30 2018"), ["2018-6-30"]);
        assert_eq!(shown("APRIL 1,2006"), ["2006-4-1"]);
        assert_eq!(shown("APR 1 2006"), ["2006-4-1"]);
        assert_eq!(shown("Sept. 25, 2010 and 2009"), ["2010-9-25", "2009-?-?"]);
        assert_eq!(shown("as of 3/31/04 and 12-31-2003"), ["2004-3-31", "2003-12-31"]);
        assert_eq!(shown("31 March 2004; Q1 '04"), ["2004-3-31", "2004-?-?"]);
        assert_eq!(shown("may rise in May 2004 to 2,004"), ["2004-5-?"]);
        assert_eq!(shown("March 31,"), ["?-3-31"]);
        assert_eq!(shown("January 29, 20221"), ["2022-1-29"]);
        assert_eq!(shown("2018"), ["2018-?-?"]);
        assert_eq!(shown("Mar-04 Dec-03 Mar-04-2003"), ["2004-3-?", "2003-12-?", "?-3-?", "2003-?-?"]);
        assert_eq!(shown("Mar 04"), ["2004-3-?"]);
        assert_eq!(shown("Mar. 99 (unaudited)"), ["1999-3-?"]);
        assert_eq!(shown("March 04, 2004"), ["2004-3-4"]);
        assert_eq!(shown("Mar 31"), ["?-3-31"]);
        assert_eq!(shown("31-Mar-04 and 3/04"), ["2004-3-31", "2004-3-?"]);
        assert_eq!(shown("$2004 and 2.2004"), Vec::<String>::new());
    }

    #[test]
    fn a_month_stands_for_its_last_day() {
        let date = &dates("February 2004")[0];
        assert_eq!(date.day(), NaiveDate::from_ymd_opt(2004, 2, 29));
        assert!(is_month_end(NaiveDate::from_ymd_opt(2004, 2, 28).unwrap()));
    }
}
