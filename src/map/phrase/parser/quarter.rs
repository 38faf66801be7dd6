//! Quarters, halves and fiscal years within a phrase.

use super::{Length, Parser};
use crate::map::date::{Token, short_year, year_of};

const ORDINALS: [(&str, u8); 4] = [("first", 1), ("second", 2), ("third", 3), ("fourth", 4)];

impl Parser<'_> {
    /// `Q1`, `1Q04`, `Q3 FY24`, `9M 2006`, `first quarter`, `third-quarter`, `third fiscal quarter`, `first half`
    pub(super) fn quarter(&mut self) -> Option<usize> {
        if let Some((n, months, taken)) = self.lettered() {
            self.phrase.quarter = Some(n);
            self.phrase.lengths.extend(months.map(Length::Months));
            return Some(self.year_behind(taken));
        }
        let ordinal = ORDINALS.iter().find(|(word, _)| self.is(0, word)).map(|(_, n)| (*n, 1));
        let figure = self.token(0)?.number().filter(|n| (1..=4).contains(n) && self.is_any(1, &["st", "nd", "rd", "th"]));
        let (n, mut taken) = ordinal.or(figure.map(|n| (n as u8, 2)))?;
        taken += usize::from(self.is(taken, "fiscal") || self.is(taken, "-") && self.is(taken + 1, "quarter"));
        if n <= 2 && self.is(taken, "half") {
            self.phrase.quarter = Some(n * 2);
            self.phrase.lengths.push(Length::Months(6));
            return Some(self.year_behind(taken + 1));
        }
        if !self.is_any(taken, &["quarter", "qtr", "quarters"]) {
            return None;
        }
        self.phrase.quarter = Some(n);
        Some(self.year_behind(taken + 1))
    }

    /// Reads the year of two digits behind a quarter, if one stands there; answers how many tokens are taken.
    fn year_behind(&mut self, taken: usize) -> usize {
        let Some((year, behind)) = self.short_year(taken) else { return taken };
        self.phrase.fiscal_year = Some(year);
        behind
    }

    /// The year of two digits that is glued to a quarter or stands alone behind it, and the token after it: `1Q04`, `Q1'04`, `Q4-05`, `Q1 02`.
    pub(super) fn short_year(&self, taken: usize) -> Option<(i32, usize)> {
        let glued = taken + usize::from(self.leads_to_year(taken));
        let year = self.token(glued).filter(|t| t.text.len() == 2 && (self.is_glued(glued) || glued == taken && self.is_whole(glued)));
        Some((short_year(year?)?, glued + 1))
    }

    /// Whether a sign stands here that joins a year of two digits to what it is the year of: `Q1'04`, `Q4-05`.
    fn leads_to_year(&self, offset: usize) -> bool {
        self.token(offset).is_some_and(|token| token.is_apostrophe() || token.is("-"))
    }

    fn is_glued(&self, offset: usize) -> bool {
        self.token(offset).is_some_and(|token| self.tokens[self.at + offset - 1].range.end == token.range.start)
    }

    /// Whether two digits behind a quarter count nothing and are no day, so that they are its year: `Q1 02`, `Q4 02 Actual`.
    fn is_whole(&self, offset: usize) -> bool {
        let Some(next) = self.token(offset + 1) else { return true };
        let ends = next.text.starts_with(|c: char| c.is_uppercase() || matches!(c, '(' | '%')) && !self.is_glued(offset + 1);
        ends && !["weeks", "week", "wks", "months", "month", "days"].iter().any(|unit| next.is(unit))
    }

    /// The quarter that a stretch of time called by a letter ends with, its months where it is longer, and its tokens: `Q1`, `1Q`, `H1`, `1H`,
    /// `9M`.
    fn lettered(&self) -> Option<(u8, Option<u32>, usize)> {
        let (first, second) = (self.token(0)?, self.token(1)?);
        let digit = |t: &Token, most: u32| t.number().filter(|n| (1..=most).contains(n) && t.text.len() == 1).map(|n| n as u8);
        if first.range.end != second.range.start {
            // "Q 4 2009"
            return digit(second, 4).filter(|_| first.is("q") && self.followed_by_year(2)).map(|n| (n, None, 2));
        }
        if first.is("q") {
            return digit(second, 4).map(|n| (n, None, 2));
        }
        if second.is("q") || second.is("qfy") {
            return digit(first, 4).map(|n| (n, None, 2));
        }
        let half = if first.is("h") { digit(second, 2) } else { digit(first, 2).filter(|_| second.is("h")) };
        let months = || first.number().filter(|n| matches!(n, 6 | 9 | 12) && second.is("m") && !self.is_amount());
        let (quarter, months) = half.map(|half| (half * 2, 6)).or_else(|| months().map(|n| ((n / 3) as u8, n)))?;
        self.ends_or_dated(2).then_some((quarter, Some(months), 2))
    }

    /// Whether a sign of money stands before: `$9M`.
    fn is_amount(&self) -> bool {
        self.at > 0 && !self.tokens[self.at - 1].text.starts_with(char::is_alphanumeric)
    }

    /// Whether nothing follows but a year or what was done by then: `H1 2004`, `9M'06`, `6M ended`; no `9M shares`, no `H1N1`.
    fn ends_or_dated(&self, offset: usize) -> bool {
        let Some(next) = self.token(offset) else { return true };
        let digits = next.text.starts_with(|c: char| c.is_ascii_digit());
        digits && (next.text.len() == 2 || year_of(next).is_some())
            || next.is("fy")
            || self.leads_to_year(offset)
            || self.is_any(offset, &["ended", "("])
    }

    /// `fiscal 2006`, `fiscal year 2006`, `FY06`, `FY 2006`
    pub(super) fn fiscal_year(&mut self) -> Option<usize> {
        let mut taken = if self.is(0, "fiscal") {
            1 + usize::from(self.is(1, "year"))
        } else if self.is_any(0, &["fy", "fye"]) {
            1
        } else {
            return None;
        };
        taken += usize::from(self.leads_to_year(taken));
        let token = self.token(taken)?;
        let year = year_of(token).or_else(|| short_year(token))?;
        self.phrase.fiscal_year = Some(year);
        // alone it is a year's length; with a quarter it only says which year
        Some(taken + 1)
    }
}
