//! The words of a phrase, token by token.

mod quarter;

use super::{Comparison, Length, Phrase, RATES, STYLES};
use crate::map::date::{Token, date_at, year_of};

/// Reads a phrase from its first token to its last.
pub(super) struct Parser<'a> {
    words: &'a str,
    tokens: &'a [Token<'a>],
    at: usize,
    phrase: Phrase,
    rest: Vec<usize>,
}

const NUMBERS: [(&str, u32); 22] = [
    ("one", 1),
    ("two", 2),
    ("three", 3),
    ("four", 4),
    ("five", 5),
    ("six", 6),
    ("seven", 7),
    ("eight", 8),
    ("nine", 9),
    ("ten", 10),
    ("eleven", 11),
    ("twelve", 12),
    ("thirteen", 13),
    ("fourteen", 14),
    ("sixteen", 16),
    ("seventeen", 17),
    ("twenty", 20),
    ("thirty", 30),
    ("forty", 40),
    ("fifty", 50),
    ("sixty", 60),
    ("half", 6),
];

/// Words that add nothing once their date or length is known.
const NOISE: [&str; 32] = [
    "or",
    "ended",
    "end",
    "ending",
    "for",
    "the",
    "of",
    "period",
    "periods",
    "unaudited",
    "audited",
    "as",
    "at",
    "in",
    "and",
    "on",
    "from",
    "month",
    "months",
    "ends",
    "dollars",
    "thousands",
    "millions",
    "billions",
    "amounts",
    "actual",
    "usd",
    "vs",
    "versus",
    "compared",
    "to",
    "with",
];

/// Words over a column that says by how much something changed.
const CHANGES: [&str; 12] = ["change", "changes", "variance", "increase", "decrease", "inc", "dec", "incr", "decr", "chg", "growth", "var"];

impl<'a> Parser<'a> {
    pub(super) fn new(words: &'a str, tokens: &'a [Token<'a>]) -> Self {
        Self { words, tokens, at: 0, phrase: Phrase::default(), rest: Vec::new() }
    }

    pub(super) fn phrase(mut self) -> Phrase {
        while self.at < self.tokens.len() && !self.compares() {
            self.step();
        }
        self.finish()
    }

    /// Whether a period follows that is only compared with the one before: "April 30, 2023 compared to April 30, 2022".
    ///
    /// A column headed "vs. Q1 2022" alone holds changes.
    fn compares(&mut self) -> bool {
        let versus = || self.is_any(0, &["versus", "vs"]) || self.is(0, "v") && self.phrase.is_period();
        let compares = self.is(0, "compared") && self.is_any(1, &["to", "with"]) || versus();
        if compares && !self.phrase.is_period() && self.phrase.comparison == Comparison::None {
            self.phrase.comparison = Comparison::Change;
        }
        compares && (self.phrase.dates.iter().any(|d| d.year.is_some()) || self.phrase.quarter.is_some())
    }

    fn token(&self, offset: usize) -> Option<&Token<'_>> {
        self.tokens.get(self.at + offset)
    }

    fn is(&self, offset: usize, word: &str) -> bool {
        self.token(offset).is_some_and(|t| t.is(word))
    }

    fn is_any(&self, offset: usize, words: &[&str]) -> bool {
        words.iter().any(|w| self.is(offset, w))
    }

    fn step(&mut self) {
        let taken =
            self.length().or_else(|| self.quarter()).or_else(|| self.fiscal_year()).or_else(|| self.date()).or_else(|| self.comparison());
        match taken {
            Some(count) => self.at += count.max(1),
            None => {
                self.mark();
                self.at += 1;
            }
        }
    }

    /// A count in digits or words, with the number of tokens it takes.
    fn count(&self, offset: usize) -> Option<(u32, usize)> {
        let token = self.token(offset)?;
        let days = |n: &u32| n.is_multiple_of(7) && self.is(offset + 1, "days");
        if let Some(n) = token.number().filter(|n| (1..=60).contains(n) || days(n)) {
            return Some((n, 1));
        }
        let value = |t: &Token| NUMBERS.iter().find(|(word, _)| t.is(word)).map(|(_, n)| *n);
        let tens = value(token).filter(|n| token.text.len() > 2 && !(*n == 6 && token.is("half")))?;
        if tens < 20 {
            return Some((tens, 1));
        }
        let skip = if self.is(offset + 1, "-") { 2 } else { 1 };
        let ones = self.token(offset + skip).and_then(value).filter(|n| *n < 10);
        Some(ones.map_or((tens, 1), |n| (tens + n, skip + 1)))
    }

    /// `three months`, `26-week`, `quarter ended`, `year to date`, `twelve-month period`; also the first of "three and nine months".
    fn length(&mut self) -> Option<usize> {
        if let Some((count, taken)) = self.count(0) {
            let skip = taken + usize::from(self.is(taken, "-"));
            // "Two fiscal quarters ended"
            let fiscal = skip + usize::from(self.is(skip, "fiscal"));
            let of_quarters = || self.is(fiscal, "quarters") && self.is_any(fiscal + 1, &["ended", "ending"]) && (2..4).contains(&count);
            let length = if self.is_any(skip, &["month", "months", "mos", "mo"]) {
                Length::Months(count)
            } else if self.is_any(skip, &["quarter", "quarters"]) && count == 4 {
                Length::Months(12)
            } else if of_quarters() {
                self.phrase.lengths.push(Length::Months(3 * count));
                return Some(fiscal + 1);
            } else if self.is_any(skip, &["week", "weeks", "wks"]) {
                Length::Weeks(count)
            } else if self.is(skip, "days") && count.is_multiple_of(7) {
                Length::Weeks(count / 7)
            } else if self.is(skip, "year") && self.is_any(skip + 1, &CHANGES) {
                Length::Months(12 * count)
            } else if let Some(unit) = self.shared_unit(skip) {
                self.phrase.lengths.push(unit(count));
                return Some(skip + 1);
            } else {
                return None;
            };
            // "six months ended", not "in six months"
            self.phrase.lengths.push(length);
            return Some(skip + 1);
        }
        self.named_length()
    }

    /// The unit of a count that the next one shares with it: "three and nine months", "14 and 53 weeks".
    fn shared_unit(&self, offset: usize) -> Option<fn(u32) -> Length> {
        let and = self.is(offset, "and") || self.is(offset, "&");
        let (_, taken) = self.count(offset + 1).filter(|_| and)?;
        let unit = offset + 1 + taken;
        let unit = unit + usize::from(self.is(unit, "-"));
        if self.is_any(unit, &["month", "months"]) {
            Some(Length::Months)
        } else {
            self.is_any(unit, &["week", "weeks"]).then_some(Length::Weeks as fn(u32) -> Length)
        }
    }

    fn named_length(&mut self) -> Option<usize> {
        // "Fiscal quarter ended", "Fiscal year-to-date period ended"
        let fiscal = usize::from(self.is(0, "fiscal"));
        let year = |next: &[&str]| self.is(fiscal, "year") && next.iter().enumerate().all(|(at, word)| self.is(fiscal + 1 + at, word));
        // "Quarterly results for the fiscal years ended" is of years
        let of_years = || self.tokens[self.at..].iter().any(|t| t.is("year") || t.is("years"));
        let (length, taken) = if self.is_any(0, &["quarter", "quarters", "qtr", "qtd", "quaters"]) || self.is(0, "quarterly") && !of_years()
        {
            (Length::Quarter, 1)
        } else if fiscal > 0 && self.is(1, "quarter") && self.is_any(2, &["ended", "ending"]) {
            (Length::Quarter, 2)
        } else if self.is(0, "ytd") {
            let year = self.short_year(1);
            self.phrase.fiscal_year = year.map(|(year, _)| year).or(self.phrase.fiscal_year);
            (Length::YearToDate, year.map_or(1, |(_, taken)| taken))
        } else if year(&["-", "to"]) || year(&["to", "date"]) {
            (Length::YearToDate, fiscal + if self.is(fiscal + 1, "-") { 5 } else { 3 })
        } else if self.is(0, "half") && self.is_any(1, &["year", "ended"]) {
            (Length::Months(6), 1)
        } else if self.is_any(0, &["year", "years"]) && self.is_any(1, &["ended", "ending", "end"]) {
            (Length::Year, 1)
        } else if self.is_any(0, &["full", "fiscal"])
            && self.is_any(1, &["year", "years"])
            && !self.followed_by_year(2)
            && !(self.is(2, "of") && self.is_year(3))
        {
            (Length::Year, 2)
        } else if self.is(0, "years") && !self.is_unit() || self.is(0, "year") && (self.is_year(1) || self.is(1, "of") && self.is_year(2)) {
            (Length::Year, 1)
        } else {
            return None;
        };
        self.phrase.lengths.push(length);
        Some(taken.min(self.tokens.len() - self.at))
    }

    /// "Weighted average maturity (years)", "Average life (in years)": whether words in brackets say what is counted.
    fn is_unit(&self) -> bool {
        let before = |n: usize, word: &str| self.at.checked_sub(n).is_some_and(|at| self.tokens[at].is(word));
        (before(1, "(") || before(1, "in") && before(2, "(")) && self.is(1, ")")
    }

    fn is_year(&self, offset: usize) -> bool {
        self.token(offset).is_some_and(|t| year_of(t).is_some())
    }

    fn followed_by_year(&self, offset: usize) -> bool {
        self.is_year(offset) || self.is(offset, "'")
    }

    fn date(&mut self) -> Option<usize> {
        let (date, end) = date_at(self.tokens, self.at)?;
        if self.at > 0 {
            let before = &self.tokens[self.at - 1];
            if !self.phrase.dates.is_empty() && ["to", "through", "thru", "–", "-"].iter().any(|w| before.is(w)) && date.month.is_some() {
                self.phrase.from_to = true;
            }
            self.phrase.as_of |= before.is("at") || before.is("of") && self.at > 1 && self.tokens[self.at - 2].is("as");
        }
        self.phrase.dates.push(date);
        Some(end - self.at)
    }

    fn comparison(&mut self) -> Option<usize> {
        let percent = self.is(0, "%") || self.is_any(0, &["percent", "percentage", "pct"]) || self.is(0, "per") && self.is(1, "cent");
        if percent && self.follows_rate() {
            return Some(1);
        }
        if percent {
            let taken = if self.is(0, "per") { 2 } else { 1 };
            self.phrase.comparison = match self.phrase.comparison {
                Comparison::Change | Comparison::PercentChange => Comparison::PercentChange,
                _ if self.is(taken, "of") || self.is(taken, "to") || self.is_share_of_sales(taken) => Comparison::PercentOf,
                Comparison::PercentOf => Comparison::PercentOf,
                _ => Comparison::Percent,
            };
            return Some(taken);
        }
        // "V", "V%": a variance in short
        if self.is(0, "v") && self.at == 0 && (self.tokens.len() == 1 || self.tokens.len() == 2 && self.is(1, "%")) {
            self.phrase.comparison = Comparison::Change;
            return Some(1);
        }
        // "Acme, Inc." is a name, and "Inc/Exp" income or expense
        let is_name = self.is(0, "inc") && self.at > 0 && self.tokens[self.at - 1].is(",");
        let is_income = self.is(0, "inc") && self.is(1, "/") && self.is_any(2, &["exp", "expense"]);
        let is_style = self.is(0, "growth") && self.is_any(1, &STYLES);
        if self.is_any(0, &CHANGES) && !is_name && !is_income && !is_style {
            self.phrase.comparison = match self.phrase.comparison {
                Comparison::Percent | Comparison::PercentChange => Comparison::PercentChange,
                _ => Comparison::Change,
            };
            return Some(1);
        }
        None
    }

    /// "% Net Sales": whether a percent sign stands before what it is a share of, and nothing speaks of a change.
    fn is_share_of_sales(&self, taken: usize) -> bool {
        let at = taken + usize::from(self.is_any(taken, &["net", "total"]));
        let changes = || self.tokens.iter().any(|t| CHANGES.iter().any(|word| t.is(word)));
        self.is_any(at, &["sales", "revenue", "revenues"]) && !changes()
    }

    /// "Adjusted EBITDA Margin %": a sign that only says how a rate is printed.
    fn follows_rate(&self) -> bool {
        let before = self.at.checked_sub(1).map(|at| &self.tokens[at]);
        self.is(0, "%") && before.is_some_and(|t| RATES.iter().any(|rate| t.is(rate)))
    }

    fn mark(&mut self) {
        let token = &self.tokens[self.at];
        if token.is("ttm") || token.is("ltm") {
            self.phrase.trailing = true;
            return;
        }
        // "3Q14E | FY2014E": estimates beside "2Q14A", what was
        let glued = |before: &&Token| before.range.end == token.range.start && before.number().is_some();
        if matches!(token.text, "A" | "E") && self.at.checked_sub(1).map(|at| &self.tokens[at]).filter(glued).is_some() {
            self.phrase.ahead |= token.text == "E";
            return;
        }
        self.phrase.trailing |= token.is("trailing");
        self.phrase.remainder |= token.is("remainder");
        self.phrase.ending |= token.is("ending");
        if token.is("guidance") || token.is("outlook") || token.is("forecast") || token.is("projected") {
            self.phrase.ahead = true;
        }
        self.rest.push(self.at);
    }

    /// Whether a word belongs to "except per share amounts".
    fn is_exception(&self, at: usize) -> bool {
        const WORDS: [&str; 7] = ["except", "per", "share", "shares", "amounts", "data", "information"];
        let known = |i: usize| self.tokens.get(i).is_some_and(|t| WORDS.iter().any(|w| t.is(w)));
        known(at) && (0..=3).any(|back| at.checked_sub(back).is_some_and(|from| self.tokens[from].is("except") && (from..at).all(known)))
    }

    /// Joins what is left: words as printed, noise and lone marks dropped.
    fn finish(self) -> Phrase {
        let idle = |i: &usize| ["unaudited", "audited", "ended", "ending"].iter().any(|w| self.tokens[*i].is(w)) || self.is_exception(*i);
        let wordy = |i: &usize| !NOISE.iter().any(|w| self.tokens[*i].is(w)) && self.tokens[*i].text.chars().all(char::is_alphanumeric);
        let (Some(first), Some(last)) = (self.rest.iter().find(|i| wordy(i)), self.rest.iter().rfind(|i| wordy(i))) else {
            return self.phrase;
        };
        let mut rest = String::new();
        let mut end = None;
        for &i in self.rest.iter().filter(|i| (first..=last).contains(i) && !idle(i)) {
            let token = &self.tokens[i];
            if end.is_some_and(|end| end != token.range.start)
                || end.is_some() && i > 0 && self.tokens[i - 1].range.end != token.range.start
            {
                rest.push(' ');
            }
            rest.push_str(&self.words[token.range.clone()]);
            end = Some(token.range.end);
        }
        Phrase { rest, ..self.phrase }
    }
}
