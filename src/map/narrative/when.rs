//! Words for periods and dates, as they stand in a sentence; what days they mean is `period`'s matter.

use super::token::Token;

/// A time as a sentence names it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum When {
    /// "first quarter of 2004", "Q4", "fiscal third quarter".
    Quarter {
        /// 1 to 4.
        number: u8,
        /// The (fiscal) year, when said.
        year: Option<i32>,
    },
    /// "third quarter a year ago", "first quarter of last year".
    QuarterOfYearBefore(u8),
    /// "first nine months of fiscal 2009", "first half of 2018".
    FirstMonths {
        /// How many.
        months: u8,
        /// The (fiscal) year, when said.
        year: Option<i32>,
    },
    /// "three months ended March 31, 2004", "quarter ended", "year ended".
    MonthsEnded {
        /// How many.
        months: u8,
        /// The last day.
        end: Day,
    },
    /// "13 weeks ended November 2, 2024".
    WeeksEnded {
        /// How many.
        weeks: u8,
        /// The last day.
        end: Day,
    },
    /// "nine-month period", "the twelve months".
    Months(u8),
    /// "2003", "fiscal 2014", "fiscal year 2014".
    Year(i32),
    /// "the year", "full year".
    ThisYear,
    /// "June quarter".
    MonthQuarter(u32),
    /// "year to date".
    YearToDate,
    /// "the quarter", "this quarter".
    ThisQuarter,
    /// "this period".
    ThisPeriod,
    /// "same period of 2003", "comparable quarter last year".
    SameOf(Option<i32>),
    /// "a year ago", "last year", "prior-year quarter".
    YearBefore,
    /// "previous quarter".
    QuarterBefore,
    /// "previous period", "prior fiscal year" when the words do not say more.
    PeriodBefore,
    /// A day: "March 31, 2004".
    Day(Day),
    /// The last day of another time: "at the end of the third quarter".
    EndOf(Box<When>),
}

impl When {
    /// Whether it is seen from another time: "a year ago".
    pub(super) fn is_relative(&self) -> bool {
        match self {
            Self::SameOf(_) | Self::YearBefore | Self::QuarterBefore | Self::PeriodBefore | Self::QuarterOfYearBefore(_) => true,
            Self::EndOf(inner) => inner.is_relative(),
            _ => false,
        }
    }
}

/// A day of a month, its year when said.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: Option<i32>,
    pub(super) month: u32,
    pub(super) day: u32,
}

const MONTHS: [&str; 12] =
    ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const SHORT_MONTHS: [&str; 12] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const NUMBERS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Reads the time that begins at a token; answers also how many tokens it takes.
pub(super) fn at(tokens: &[Token]) -> Option<(When, usize)> {
    let mut reader = Reader { tokens, at: 0 };
    let when = reader.when()?;
    (reader.at > 0).then_some((when, reader.at))
}

/// The month a word names, from 1.
pub(in crate::map) fn month(word: &Token) -> Option<u32> {
    let short = || SHORT_MONTHS.iter().position(|m| word.is(m) || word.lower == "sept" && *m == "sep");
    let index = MONTHS.iter().position(|m| word.is(m)).or_else(short)?;
    (word.capital || index != 4 && index != 2).then_some(index as u32 + 1)
}

struct Reader<'a> {
    tokens: &'a [Token],
    at: usize,
}

impl Reader<'_> {
    fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    fn is(&self, ahead: usize, word: &str) -> bool {
        self.peek(ahead).is_some_and(|t| t.is(word))
    }

    fn take(&mut self, words: &[&str]) -> bool {
        let found = self.peek(0).is_some_and(|t| t.is_any(words));
        self.at += usize::from(found);
        found
    }

    /// Takes a sequence of words, all or none.
    fn take_all(&mut self, words: &[&str]) -> bool {
        let found = words.iter().enumerate().all(|(i, word)| self.is(i, word));
        self.at += if found { words.len() } else { 0 };
        found
    }

    /// Tries a reading; goes back to where it stood when it fails.
    fn attempt<T>(&mut self, reading: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let from = self.at;
        let result = reading(self);
        if result.is_none() {
            self.at = from;
        }
        result
    }

    fn when(&mut self) -> Option<When> {
        self.attempt(Self::end_of)
            .or_else(|| self.attempt(Self::span_ended))
            .or_else(|| self.attempt(Self::same))
            .or_else(|| self.attempt(Self::before))
            .or_else(|| self.attempt(Self::quarter))
            .or_else(|| self.attempt(Self::first_months))
            .or_else(|| self.attempt(Self::named))
            .or_else(|| self.attempt(Self::day).map(When::Day))
            .or_else(|| self.attempt(Self::this))
            .or_else(|| self.attempt(Self::year).map(When::Year))
    }

    fn end_of(&mut self) -> Option<When> {
        if self.take_all(&["quarter", "end"]) {
            return Some(When::EndOf(Box::new(When::ThisQuarter)));
        }
        if self.take_all(&["year", "end"]) {
            let year = self.attempt(Self::year);
            return Some(When::EndOf(Box::new(year.map_or(When::ThisYear, When::Year))));
        }
        self.take(&["the"]);
        let close = self.take(&["end", "close"]);
        if !close || !self.take(&["of"]) {
            return None;
        }
        self.article();
        let inner = self.when().or_else(|| self.attempt(Self::bare));
        inner.filter(|w| !matches!(w, When::EndOf(_))).map(|w| When::EndOf(Box::new(w)))
    }

    /// "fiscal quarter", "year" behind "the end of the".
    fn bare(&mut self) -> Option<When> {
        self.take(&["fiscal"]);
        if self.take(&["quarter"]) {
            return Some(When::ThisQuarter);
        }
        self.take(&["year"]).then_some(When::ThisYear)
    }

    fn article(&mut self) {
        self.take(&["the", "its", "our", "this"]);
    }

    /// "three months ended", "13-week fiscal quarter ended", "quarter ended", "fiscal year ended".
    fn span_ended(&mut self) -> Option<When> {
        self.article();
        let span = self.attempt(Self::counted_span).or_else(|| self.attempt(Self::named_span))?;
        if !self.take(&["ended", "ending", "ended:"]) {
            return None;
        }
        self.take(&["on"]);
        let end = self.day()?;
        Some(match span {
            Span::Months(months) => When::MonthsEnded { months, end },
            Span::Weeks(weeks) => When::WeeksEnded { weeks, end },
        })
    }

    /// "three months", "three-month period", "13-week fiscal quarter".
    fn counted_span(&mut self) -> Option<Span> {
        let count = self.count()?;
        let span = if self.take(&["month", "months"]) {
            Span::Months(count)
        } else if self.take(&["week", "weeks"]) {
            Span::Weeks(count)
        } else {
            return None;
        };
        while self.take(&["fiscal", "period", "periods", "quarter", "year"]) {}
        Some(span)
    }

    /// "fiscal quarter", "fourth fiscal quarter", "year", "second quarter and".
    fn named_span(&mut self) -> Option<Span> {
        self.take(&["fiscal"]);
        self.attempt(|r| r.ordinal());
        self.take(&["fiscal"]);
        if self.take(&["quarter"]) {
            Some(Span::Months(3))
        } else if self.take(&["year"]) {
            Some(Span::Months(12))
        } else {
            None
        }
    }

    /// "same quarter last year", "comparable period in fiscal 2008", "corresponding period of 2003".
    fn same(&mut self) -> Option<When> {
        self.take(&["the"]);
        if !self.take(&["same", "comparable", "corresponding", "like", "similar", "equivalent"]) {
            return None;
        }
        self.take(&["fiscal", "three", "six", "nine", "twelve", "prior", "previous", "13", "26", "39"]);
        self.take(&["year"]);
        if !self.period_word() {
            return None;
        }
        self.take(&["of", "in", "for", "from", "during", ","]);
        self.article();
        if let Some(year) = self.attempt(Self::year) {
            return Some(When::SameOf(Some(year)));
        }
        self.take(&["a"]);
        let said = self.attempt(Self::year_ago).is_some() || self.attempt(Self::last_year).is_some();
        if !said && self.tokens[self.at - 1].is_any(&["of", "in", "for", "from", "during", ",", "a", "the"]) {
            self.at -= 1;
        }
        Some(When::SameOf(None))
    }

    fn period_word(&mut self) -> bool {
        let found = self.take(&["quarter", "period", "periods", "months", "month", "weeks", "week", "time", "year"]);
        found && {
            self.take(&["period"]);
            true
        }
    }

    fn year_ago(&mut self) -> Option<()> {
        (self.take_all(&["year", "ago"]) || self.take_all(&["year", "earlier"])).then_some(())
    }

    fn last_year(&mut self) -> Option<()> {
        self.article();
        if !self.take(&["last", "prior", "previous", "preceding"]) {
            return None;
        }
        self.take(&["fiscal"]);
        self.take(&["year"]).then_some(())
    }

    /// "a year ago", "year-ago quarter", "last year's second quarter", "prior quarter".
    fn before(&mut self) -> Option<When> {
        self.take(&["a", "one", "the"]);
        if self.attempt(Self::year_ago).is_some() {
            self.take(&["same"]);
            self.attempt(|r| r.ordinal());
            self.period_word();
            return Some(When::YearBefore);
        }
        self.take(&["immediate", "immediately"]);
        let linked = self.take(&["linked", "sequential"]);
        if !linked && !self.take(&["last", "prior", "previous", "preceding"]) {
            return None;
        }
        self.take(&["fiscal"]);
        if self.take(&["quarter"]) {
            let ended = self.attempt(|r| if r.take(&["ended"]) { r.day() } else { None });
            return Some(ended.map_or(When::QuarterBefore, |end| When::MonthsEnded { months: 3, end }));
        }
        if self.take(&["year"]) {
            return self.of_year_before();
        }
        self.take(&["period", "periods"]).then_some(When::PeriodBefore)
    }

    /// What follows "last year" or "prior year": nothing, "quarter", "second quarter", "13-week fiscal quarter ended ...".
    fn of_year_before(&mut self) -> Option<When> {
        if let Some(ended) = self.attempt(Self::span_ended) {
            return Some(ended);
        }
        if let Some(number) = self.attempt(Self::quarter_number) {
            return Some(When::QuarterOfYearBefore(number));
        }
        self.take(&["same"]);
        self.attempt(Self::counted_span);
        self.take(&["fiscal"]);
        self.period_word();
        Some(When::YearBefore)
    }

    /// "first quarter of 2004", "2004 first quarter", "fiscal 2014 Q4", "Q4 fiscal 2014", "fiscal third quarter".
    fn quarter(&mut self) -> Option<When> {
        let before = self.attempt(Self::year);
        self.take(&["fiscal"]);
        let number = self.quarter_number()?;
        self.take(&["fiscal"]);
        let after = self.attempt(Self::of_year);
        let year = before.or(after);
        if let Some(day) = self.attempt(|r| if r.take(&["ended", "ending"]) { r.day() } else { None }) {
            return Some(When::MonthsEnded { months: 3, end: day });
        }
        if year.is_none() && self.attempt(Self::of_last_year).is_some() {
            return Some(When::QuarterOfYearBefore(number));
        }
        Some(When::Quarter { number, year })
    }

    /// "a year ago", "of last year", "of the prior fiscal year".
    fn of_last_year(&mut self) -> Option<()> {
        self.take(&["of", "in", "for"]);
        self.take(&["a", "one"]);
        self.attempt(Self::year_ago).or_else(|| self.attempt(Self::last_year))
    }

    fn quarter_number(&mut self) -> Option<u8> {
        let short = self.peek(0)?.lower.as_bytes();
        if let [b'q', n @ b'1'..=b'4'] | [n @ b'1'..=b'4', b'q'] = short {
            let number = n - b'0';
            self.at += 1;
            return Some(number);
        }
        let number = self.ordinal()?;
        self.take(&["fiscal"]);
        self.take(&["quarter"]).then_some(number)
    }

    /// "of 2004", "of fiscal 2004", "of fiscal year 2004", "of last year", "2004".
    fn of_year(&mut self) -> Option<i32> {
        self.take(&[","]);
        self.take(&["of", "in", "for"]);
        self.article();
        self.year()
    }

    /// "first nine months of fiscal 2009", "first half of 2018".
    fn first_months(&mut self) -> Option<When> {
        if !self.take(&["first"]) {
            return None;
        }
        let months = if self.take(&["half"]) {
            6
        } else {
            let count = self.count()?;
            if self.take(&["quarters"]) {
                count.checked_mul(3)?
            } else if self.take(&["months", "month"]) {
                count
            } else {
                return None;
            }
        };
        Some(When::FirstMonths { months, year: self.attempt(Self::of_year) })
    }

    /// "year to date", "June quarter", "nine-month period".
    fn named(&mut self) -> Option<When> {
        if self.attempt(Self::year_to_date).is_some() {
            return Some(When::YearToDate);
        }
        if let Some(number) = self.peek(0).and_then(month)
            && self.is(1, "quarter")
        {
            self.at += 2;
            return Some(When::MonthQuarter(number));
        }
        self.article();
        match self.counted_span()? {
            Span::Months(months) if months > 1 => Some(When::Months(months)),
            _ => None,
        }
    }

    fn year_to_date(&mut self) -> Option<()> {
        self.article();
        self.take(&["fiscal"]);
        let said = self.take_all(&["year", "to", "date"]);
        self.take(&["period"]);
        said.then_some(())
    }

    /// "the quarter", "this quarter", "the current period", "the full year", "the year".
    fn this(&mut self) -> Option<When> {
        let pointed = self.take(&["the", "this"]);
        let current = self.take(&["current", "recent", "latest", "just"]);
        self.take(&["completed", "ended"]);
        let full = self.take(&["full", "entire"]);
        self.take(&["fiscal", "reporting"]);
        if pointed || current {
            if self.take(&["quarter"]) {
                return Some(When::ThisQuarter);
            }
            if self.take(&["period"]) {
                return Some(When::ThisPeriod);
            }
        }
        (self.take(&["year"]) && (pointed || current || full)).then_some(When::ThisYear)
    }

    /// "March 31, 2004", "July 29".
    fn day(&mut self) -> Option<Day> {
        let month = month(self.peek(0)?)?;
        self.at += 1;
        self.take(&["."]);
        let day = self
            .peek(0)
            .and_then(|t| t.lower.trim_end_matches(|c: char| c.is_alphabetic()).parse().ok())
            .filter(|d| (1..=31).contains(d))?;
        self.at += 1;
        let year = self.attempt(|r| {
            r.take(&[","]);
            r.calendar_year()
        });
        Some(Day { year, month, day })
    }

    /// "2004", "fiscal 2004", "fiscal year 2004", "FY04", "calendar 2004".
    fn year(&mut self) -> Option<i32> {
        let word = self.take(&["fiscal", "calendar", "year", "fy"]);
        self.take(&["year"]);
        if let Some(year) = self.calendar_year() {
            return Some(year);
        }
        let short = self.peek(0)?.lower.strip_prefix("fy").or_else(|| self.peek(0)?.lower.strip_prefix('\'').filter(|_| word))?;
        let year = match (short.len(), short.parse::<i32>().ok()?) {
            (2, y) => 2000 + y - if y > 80 { 100 } else { 0 },
            (4, y) => y,
            _ => return None,
        };
        self.at += 1;
        Some(year)
    }

    fn calendar_year(&mut self) -> Option<i32> {
        let token = self.peek(0)?;
        let year = token.lower.parse::<i32>().ok().filter(|y| token.lower.len() == 4 && (1985..=2049).contains(y))?;
        self.at += 1;
        Some(year)
    }

    fn count(&mut self) -> Option<u8> {
        let token = self.peek(0)?;
        let word = NUMBERS.iter().position(|n| token.is(n)).map(|i| i as u8 + 1);
        let tens = [("thirteen", 13), ("fourteen", 14), ("twenty", 20), ("thirty", 30), ("forty", 40), ("fifty", 50)];
        let word = word.or_else(|| tens.iter().find(|(n, _)| token.is(n)).map(|&(_, v)| v));
        let number = word.or_else(|| token.lower.parse::<u8>().ok().filter(|n| (1..=53).contains(n)))?;
        self.at += 1;
        if number >= 20 && number % 10 == 0 && self.peek(0).is_some_and(|t| t.glued) {
            let unit = NUMBERS.iter().take(9).position(|n| self.is(0, n)).map(|i| i as u8 + 1);
            self.at += usize::from(unit.is_some());
            return Some(number + unit.unwrap_or(0));
        }
        Some(number)
    }

    fn ordinal(&mut self) -> Option<u8> {
        const ORDINALS: [[&str; 2]; 4] = [["first", "1st"], ["second", "2nd"], ["third", "3rd"], ["fourth", "4th"]];
        let index = ORDINALS.iter().position(|words| self.peek(0).is_some_and(|t| t.is_any(words)))?;
        self.at += 1;
        Some(index as u8 + 1)
    }
}

enum Span {
    Months(u8),
    Weeks(u8),
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn read(text: &str) -> Option<(When, String)> {
        let tokens = tokens(text, 0..text.len());
        at(&tokens).map(|(when, len)| (when, text[tokens[len - 1].range.end..].trim().to_owned()))
    }

    fn whole(text: &str) -> When {
        let (when, rest) = read(text).unwrap_or_else(|| panic!("no time in {text}"));
        assert_eq!(rest, "", "{text}");
        when
    }

    fn day(year: i32, month: u32, day: u32) -> Day {
        Day { year: Some(year), month, day }
    }

    #[test]
    fn quarters_and_years() {
        assert_eq!(whole("first quarter of 2004"), When::Quarter { number: 1, year: Some(2004) });
        assert_eq!(whole("fiscal 2014 Q4"), When::Quarter { number: 4, year: Some(2014) });
        assert_eq!(whole("fiscal third quarter"), When::Quarter { number: 3, year: None });
        assert_eq!(whole("2004 first quarter"), When::Quarter { number: 1, year: Some(2004) });
        assert_eq!(whole("third quarter of fiscal 2009"), When::Quarter { number: 3, year: Some(2009) });
        assert_eq!(whole("fiscal third quarter ended December 31, 2008"), When::MonthsEnded { months: 3, end: day(2008, 12, 31) });
        assert_eq!(whole("fiscal year 2014"), When::Year(2014));
        assert_eq!(whole("2003"), When::Year(2003));
        assert_eq!(whole("first half of 2018"), When::FirstMonths { months: 6, year: Some(2018) });
        assert_eq!(whole("first nine months of fiscal 2009"), When::FirstMonths { months: 9, year: Some(2009) });
        assert_eq!(whole("June quarter"), When::MonthQuarter(6));
    }

    #[test]
    fn spans_with_their_last_day() {
        assert_eq!(whole("three months ended March 31, 2004"), When::MonthsEnded { months: 3, end: day(2004, 3, 31) });
        assert_eq!(whole("the twelve months ended June 30, 2003"), When::MonthsEnded { months: 12, end: day(2003, 6, 30) });
        assert_eq!(whole("13-week fiscal quarter ended November 2, 2024"), When::WeeksEnded { weeks: 13, end: day(2024, 11, 2) });
        assert_eq!(
            whole("prior year 13-week fiscal quarter ended October 28, 2023"),
            When::WeeksEnded { weeks: 13, end: day(2023, 10, 28) }
        );
        assert_eq!(whole("year ended June 30, 2003"), When::MonthsEnded { months: 12, end: day(2003, 6, 30) });
        assert_eq!(whole("thirty-nine weeks ended May 1, 2004"), When::WeeksEnded { weeks: 39, end: day(2004, 5, 1) });
    }

    #[test]
    fn times_seen_from_another() {
        for text in ["same quarter last year", "comparable period a year ago", "same prior year period", "same period"] {
            assert_eq!(whole(text), When::SameOf(None), "{text}");
        }
        assert_eq!(whole("same period in 2003"), When::SameOf(Some(2003)));
        assert_eq!(whole("the comparable quarter in fiscal 2008"), When::SameOf(Some(2008)));
        for text in ["a year ago", "year-ago quarter", "prior year quarter", "last year", "prior-year period", "one year earlier"] {
            assert_eq!(whole(text), When::YearBefore, "{text}");
        }
        for text in ["previous quarter", "immediate prior quarter", "sequential quarter"] {
            assert_eq!(whole(text), When::QuarterBefore, "{text}");
        }
        assert_eq!(whole("fiscal third quarter a year ago"), When::QuarterOfYearBefore(3));
        assert_eq!(whole("immediate prior quarter ended September 30, 2008"), When::MonthsEnded { months: 3, end: day(2008, 9, 30) });
        assert_eq!(whole("the current quarter"), When::ThisQuarter);
        assert_eq!(whole("last year's Q4"), When::QuarterOfYearBefore(4));
        assert_eq!(whole("the fiscal year to date period"), When::YearToDate);
        assert_eq!(whole("year-to-date"), When::YearToDate);
        assert_eq!(
            whole("the end of the third quarter of fiscal 2023"),
            When::EndOf(Box::new(When::Quarter { number: 3, year: Some(2023) }))
        );
    }

    #[test]
    fn words_that_are_no_time() {
        for text in ["the company", "may increase", "second consecutive quarter", "one of the", "12 stores", "March"] {
            assert_eq!(read(text), None, "{text}");
        }
    }
}
