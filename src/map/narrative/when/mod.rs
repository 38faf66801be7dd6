//! Words for periods and dates, as they stand in a sentence; what days they mean is `period`'s matter.

mod number;
mod reader;
mod relative;

use reader::Reader;

use super::token::Token;
use super::word_list::WordList;

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
    /// "second half of 2001", "last six months of fiscal 2009", "2H07".
    LastMonths {
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
    /// "the twenty-six weeks", "thirteen-week period".
    Weeks(u8),
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
    /// "the 2003 quarter": the one that is reported, in that year.
    QuarterOf(i32),
    /// "for the six months ... in 1999": a stretch of time in a year that is told apart from it.
    InYear(Box<When>, i32),
    /// "this period".
    ThisPeriod,
    /// "same period of 2003", "comparable quarter last year".
    SameOf(Option<i32>),
    /// "the same period" and no more: the one just spoken of, or the one that it is compared with.
    Same,
    /// "a year ago", "last year", "prior-year quarter".
    YearBefore,
    /// "the end of last year": the fiscal year before the one that is reported on.
    LastYear,
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
            Self::SameOf(_) | Self::Same | Self::YearBefore | Self::LastYear | Self::QuarterBefore | Self::PeriodBefore => true,
            Self::QuarterOfYearBefore(_) => true,
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

/// Words that times begin with, besides numbers and what is written as one word with them.
static OPENINGS: WordList = WordList::new(
    "the its our this a one two three four five six seven eight nine ten eleven twelve thirteen fourteen twenty thirty forty fifty \
     first second third fourth quarter quarters month year years end close fiscal calendar fy ytd reporting full entire \
     same comparable corresponding like similar equivalent last latter back prior previous preceding linked sequential immediate immediately \
     current recent latest just completed ended january february march april may june july august september october november december \
     jan feb mar apr jun jul aug sep sept oct nov dec",
);

/// Reads the time that begins at a token; answers also how many tokens it takes.
pub(super) fn at(tokens: &[Token]) -> Option<(When, usize)> {
    // every word of every sentence is asked, and few begin a time
    if tokens.first().is_some_and(may_begin) {
        return read(tokens);
    }
    debug_assert_eq!(read(tokens), None, "{:?}", tokens.first());
    None
}

fn may_begin(token: &Token) -> bool {
    match token.lower.as_bytes() {
        [b'0'..=b'9', ..] | [b'q' | b'h', b'1'..=b'9', ..] | [b'f', b'y', b'0'..=b'9', ..] => true,
        _ => token.in_list(&OPENINGS),
    }
}

fn read(tokens: &[Token]) -> Option<(When, usize)> {
    if let Some(lead) = lead(tokens) {
        return Some(lead);
    }
    let mut reader = Reader::new(tokens);
    let when = reader.when()?;
    Some((when, reader.taken())).filter(|(_, len)| *len > 0)
}

/// The first of several lengths that end on one day: "three" of "three and six months ended March 31, 2004".
fn lead(tokens: &[Token]) -> Option<(When, usize)> {
    let mut reader = Reader::new(tokens);
    let count = reader.count()?;
    let taken = reader.taken();
    let joint = tokens[taken..].iter().take(2).take_while(|t| t.is_any(&["and", "-", ","])).count();
    let and = tokens[taken..taken + joint].last()?.is("and");
    let ended = |when: When| match when {
        When::MonthsEnded { end, .. } => Some(When::MonthsEnded { months: count, end }),
        When::WeeksEnded { end, .. } => Some(When::WeeksEnded { weeks: count, end }),
        _ => None,
    };
    // one more length, however many are listed: what is read twice stays bounded
    let when = and.then(|| Reader::new(&tokens[taken + joint..]).when()).flatten()?;
    Some((ended(when)?, taken))
}

/// The month a word names, from 1.
pub(in crate::map) fn month(word: &Token) -> Option<u32> {
    let short = || SHORT_MONTHS.iter().position(|m| word.is(m) || word.lower == "sept" && *m == "sep");
    let index = MONTHS.iter().position(|m| word.is(m)).or_else(short)?;
    (word.capital || index != 4 && index != 2).then_some(index as u32 + 1)
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::*;

    fn said(text: &str) -> Option<(When, String)> {
        let tokens = tokens(text, 0..text.len());
        at(&tokens).map(|(when, len)| (when, text[tokens[len - 1].range.end..].trim().to_owned()))
    }

    fn whole(text: &str) -> When {
        let (when, rest) = said(text).unwrap_or_else(|| panic!("no time in {text}"));
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
        assert_eq!(whole("second half of fiscal 2001"), When::LastMonths { months: 6, year: Some(2001) });
        assert_eq!(whole("back half of 2001"), When::LastMonths { months: 6, year: Some(2001) });
        assert_eq!(whole("latter half of 2001"), When::LastMonths { months: 6, year: Some(2001) });
        assert_eq!(whole("last six months of 2001"), When::LastMonths { months: 6, year: Some(2001) });
        assert_eq!(whole("first nine months of fiscal 2009"), When::FirstMonths { months: 9, year: Some(2009) });
        assert_eq!(whole("the six months of 2026"), When::FirstMonths { months: 6, year: Some(2026) });
        assert_eq!(whole("June quarter"), When::MonthQuarter(6));
    }

    #[test]
    fn parts_of_a_year_in_short() {
        for text in ["Q1-10", "1Q10", "Q1 2010", "1Q'10", "Q1 FY10", "1Q2010"] {
            assert_eq!(whole(text), When::Quarter { number: 1, year: Some(2010) }, "{text}");
        }
        for text in ["1H10", "H1 2010", "1H-10"] {
            assert_eq!(whole(text), When::FirstMonths { months: 6, year: Some(2010) }, "{text}");
        }
        for text in ["2H10", "H2 2010"] {
            assert_eq!(whole(text), When::LastMonths { months: 6, year: Some(2010) }, "{text}");
        }
        assert_eq!(whole("YTD"), When::YearToDate);
        for text in ["1H", "3H10", "Q5", "5Q10", "1Q1234567", "Q1A"] {
            assert_eq!(said(text), None, "{text}");
        }
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
        assert_eq!(whole("the twenty-six weeks"), When::Weeks(26));
        assert_eq!(whole("the end of December 2005"), When::EndOf(Box::new(When::Day(day(2005, 12, 31)))));
        assert_eq!(whole("thirty-nine weeks ended May 1, 2004"), When::WeeksEnded { weeks: 39, end: day(2004, 5, 1) });
    }

    #[test]
    fn times_seen_from_another() {
        for text in ["same quarter last year", "comparable period a year ago", "same prior year period"] {
            assert_eq!(whole(text), When::SameOf(None), "{text}");
        }
        for text in ["same period", "the same three months", "the comparable quarter"] {
            assert_eq!(whole(text), When::Same, "{text}");
        }
        assert_eq!(whole("same period in 2003"), When::SameOf(Some(2003)));
        assert_eq!(whole("2003 period"), When::SameOf(Some(2003)));
        assert_eq!(whole("2003 quarter"), When::QuarterOf(2003));
        assert_eq!(whole("the comparable quarter in fiscal 2008"), When::SameOf(Some(2008)));
        for text in ["a year ago", "year-ago quarter", "prior year quarter", "last year", "prior-year period", "one year earlier"] {
            assert_eq!(whole(text), When::YearBefore, "{text}");
        }
        for text in ["the end of last year", "the end of the previous fiscal year", "last year-end", "the prior year end"] {
            assert_eq!(whole(text), When::EndOf(Box::new(When::LastYear)), "{text}");
        }
        assert_eq!(whole("the end of last year's second quarter"), When::EndOf(Box::new(When::QuarterOfYearBefore(2))));
        assert_eq!(whole("the end of the prior year period"), When::EndOf(Box::new(When::YearBefore)));
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
            assert_eq!(said(text), None, "{text}");
        }
    }
}
