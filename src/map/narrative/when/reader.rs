//! Reads times from tokens, one phrase a function.

use chrono::Datelike;

use super::super::token::Token;
use super::{Day, When, month};

/// Reads times, going back where a reading fails.
pub(super) struct Reader<'a> {
    pub(super) tokens: &'a [Token],
    pub(super) at: usize,
}

impl<'a> Reader<'a> {
    /// A reader at the first of some tokens.
    pub(super) fn new(tokens: &'a [Token]) -> Self {
        Self { tokens, at: 0 }
    }

    /// How many tokens were taken.
    pub(super) fn taken(&self) -> usize {
        self.at
    }

    pub(super) fn peek(&self, ahead: usize) -> Option<&Token> {
        self.tokens.get(self.at + ahead)
    }

    pub(super) fn is(&self, ahead: usize, word: &str) -> bool {
        self.peek(ahead).is_some_and(|t| t.is(word))
    }

    pub(super) fn take(&mut self, words: &[&str]) -> bool {
        let found = self.peek(0).is_some_and(|t| t.is_any(words));
        self.at += usize::from(found);
        found
    }

    /// Takes a sequence of words, all or none.
    pub(super) fn take_all(&mut self, words: &[&str]) -> bool {
        let found = words.iter().enumerate().all(|(i, word)| self.is(i, word));
        self.at += if found { words.len() } else { 0 };
        found
    }

    /// Tries a reading; goes back to where it stood when it fails.
    pub(super) fn attempt<T>(&mut self, reading: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let from = self.at;
        let result = reading(self);
        if result.is_none() {
            self.at = from;
        }
        result
    }

    /// Reads any time.
    pub(super) fn when(&mut self) -> Option<When> {
        self.attempt(Self::end_of)
            .or_else(|| self.attempt(Self::span_ended))
            .or_else(|| self.attempt(Self::same))
            .or_else(|| self.attempt(Self::before))
            .or_else(|| self.attempt(Self::quarter))
            .or_else(|| self.attempt(Self::first_months))
            .or_else(|| self.attempt(Self::last_months))
            .or_else(|| self.attempt(Self::named))
            .or_else(|| self.attempt(Self::day).map(When::Day))
            .or_else(|| self.attempt(Self::this))
            .or_else(|| self.attempt(Self::period_of_year))
            .or_else(|| self.attempt(Self::year).map(When::Year))
    }

    /// "the 2003 quarter", "2003 period": the one of that year that goes with what is spoken of.
    fn period_of_year(&mut self) -> Option<When> {
        let year = self.calendar_year()?;
        let quarter = self.is(0, "quarter");
        let told = self.take(&["quarter", "period"]) && !self.peek(0).is_some_and(|t| t.is_any(&["ended", "ending", "end"]));
        told.then_some(if quarter { When::QuarterOf(year) } else { When::SameOf(Some(year)) })
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
        if self.attempt(|r| r.last_year().filter(|()| r.take(&["end"]))).is_some() {
            return Some(When::EndOf(Box::new(When::LastYear)));
        }
        let close = self.take(&["end", "close"]);
        if !close || !self.take(&["of"]) {
            return None;
        }
        self.article();
        let whole = |r: &mut Self| {
            r.last_year()
                .filter(|()| !r.peek(0).is_some_and(|t| t.is_any(&["'s", "’s", "quarter", "period", "first", "second", "third", "fourth"])))
        };
        if self.attempt(whole).is_some() {
            return Some(When::EndOf(Box::new(When::LastYear)));
        }
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

    pub(super) fn article(&mut self) {
        self.take(&["the", "its", "our", "this"]);
    }

    /// "three months ended", "13-week fiscal quarter ended", "quarter ended", "fiscal year ended".
    pub(super) fn span_ended(&mut self) -> Option<When> {
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
    pub(super) fn counted_span(&mut self) -> Option<Span> {
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
        if self.take(&["quarter", "quarters"]) {
            Some(Span::Months(3))
        } else if self.take(&["month"]) {
            Some(Span::Months(1))
        } else if self.take(&["year", "years"]) {
            Some(Span::Months(12))
        } else {
            None
        }
    }

    /// "first quarter of 2004", "2004 first quarter", "fiscal 2014 Q4", "Q4 fiscal 2014", "fiscal third quarter".
    fn quarter(&mut self) -> Option<When> {
        let before = self.attempt(Self::year);
        self.take(&["fiscal"]);
        let (number, short) = self.numbered_quarter()?;
        self.take(&["fiscal"]);
        let after = short.or_else(|| self.attempt(Self::of_year));
        self.attempt(Self::of_this_year);
        let year = before.or(after);
        if let Some(day) = self.attempt(|r| if r.take(&["ended", "ending"]) { r.day() } else { None }) {
            return Some(When::MonthsEnded { months: 3, end: day });
        }
        if year.is_none() && self.attempt(Self::of_last_year).is_some() {
            return Some(When::QuarterOfYearBefore(number));
        }
        Some(When::Quarter { number, year })
    }

    pub(super) fn quarter_number(&mut self) -> Option<u8> {
        self.numbered_quarter().filter(|(_, year)| year.is_none()).map(|(number, _)| number)
    }

    /// "third quarter", "Q3", "3Q07": its number, and its year where it is one word with that.
    fn numbered_quarter(&mut self) -> Option<(u8, Option<i32>)> {
        if let Some((number, year)) = self.attempt(|r| r.short_part(b'q')) {
            return (number <= 4).then_some((number, year));
        }
        let number = self.ordinal()?;
        self.take(&["fiscal"]);
        self.take(&["quarter"]).then_some((number, None))
    }

    /// "of 2004", "of fiscal 2004", "of fiscal year 2004", "of last year", "2004".
    fn of_year(&mut self) -> Option<i32> {
        self.take(&[","]);
        self.take(&["of", "in", "for"]);
        self.article();
        self.year()
    }

    /// "first nine months of fiscal 2009", "first half of 2018", "1H07".
    fn first_months(&mut self) -> Option<When> {
        if let Some(half) = self.attempt(Self::short_half) {
            return Some(half);
        }
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
        let year = self.attempt(Self::of_year);
        self.attempt(Self::of_this_year);
        Some(When::FirstMonths { months, year })
    }

    /// "second half of 2001", "last six months of fiscal 2009"; without a year the last months may be those before any day.
    fn last_months(&mut self) -> Option<When> {
        if self.attempt(|r| (r.take(&["second", "latter", "last", "back"]) && r.take(&["half"])).then_some(())).is_some() {
            let year = self.attempt(Self::of_year);
            self.attempt(Self::of_this_year);
            return Some(When::LastMonths { months: 6, year });
        }
        let months = if self.take(&["last"]) { self.count().filter(|_| self.take(&["months"]))? } else { return None };
        let year = Some(self.attempt(Self::of_year)?);
        Some(When::LastMonths { months, year })
    }

    /// "of the fiscal year", "of our current year": the year that is told already.
    fn of_this_year(&mut self) -> Option<()> {
        let pointed = self.take(&["of", "in"]) && self.take(&["the", "its", "our", "this"]);
        self.take(&["current"]);
        self.take(&["fiscal"]);
        let ended = |next: Option<&Token>| next.is_some_and(|t| t.is_any(&["ended", "ending", "end", "earlier", "ago"]));
        (pointed && self.take(&["year"]) && !ended(self.peek(0))).then_some(())
    }

    /// "1H07", "H1 2024"; without a year an "1H" may be anything.
    fn short_half(&mut self) -> Option<When> {
        let (number, year) = self.short_part(b'h')?;
        let year = year.or_else(|| self.attempt(Self::of_year))?;
        let (months, year) = (6, Some(year));
        match number {
            1 => Some(When::FirstMonths { months, year }),
            2 => Some(When::LastMonths { months, year }),
            _ => None,
        }
    }

    /// "year to date", "June quarter", "nine-month period".
    fn named(&mut self) -> Option<When> {
        if self.attempt(Self::year_to_date).is_some() {
            let year = self.attempt(Self::of_year);
            return Some(year.map_or(When::YearToDate, |year| When::InYear(Box::new(When::YearToDate), year)));
        }
        if let Some(number) = self.peek(0).and_then(month)
            && self.is(1, "quarter")
        {
            self.at += 2;
            return Some(When::MonthQuarter(number));
        }
        let from = self.at;
        self.article();
        // "the six months of 2026"; what is called the last six of them has a word between
        let pointed = self.at > from;
        match self.counted_span()? {
            Span::Months(months) if months > 1 => {
                let year = if pointed && months > 3 { self.attempt(Self::of_year) } else { None };
                Some(if year.is_some() { When::FirstMonths { months, year } } else { When::Months(months) })
            }
            Span::Weeks(weeks) if weeks >= 12 => Some(When::Weeks(weeks)),
            _ => None,
        }
    }

    fn year_to_date(&mut self) -> Option<()> {
        self.article();
        self.take(&["fiscal"]);
        let said = self.take(&["ytd"]) || self.take_all(&["year", "to", "date"]);
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
        if !self.take(&["year"]) || !(pointed || current || full) {
            return None;
        }
        // "the current year quarter"
        if current && self.take(&["quarter"]) {
            return Some(When::ThisQuarter);
        }
        if current && self.take(&["period"]) {
            return Some(When::ThisPeriod);
        }
        // "the full year 2004" is the year and nothing of it
        let year = self.attempt(Self::of_year);
        Some(match year {
            Some(year) if full => When::FirstMonths { months: 12, year: Some(year) },
            year => year.map_or(When::ThisYear, When::Year),
        })
    }

    /// "March 31, 2004", "July 29"; the last day of "December 2005".
    pub(super) fn day(&mut self) -> Option<Day> {
        let month = month(self.peek(0)?)?;
        self.at += 1;
        self.take(&["."]);
        if let Some(year) = self.attempt(Self::calendar_year) {
            return Some(Day { year: Some(year), month, day: last_day(year, month)? });
        }
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
}

fn last_day(year: i32, month: u32) -> Option<u32> {
    let first = chrono::NaiveDate::from_ymd_opt(year, month, 1)?;
    Some(u32::from(first.num_days_in_month()))
}

pub(super) enum Span {
    Months(u8),
    Weeks(u8),
}
