//! Numbers in words, and years.

use super::reader::Reader;

const NUMBERS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

impl Reader<'_> {
    /// "2004", "fiscal 2004", "fiscal year 2004", "FY04", "calendar 2004".
    pub(super) fn year(&mut self) -> Option<i32> {
        let word = self.take(&["fiscal", "calendar", "year", "fy"]);
        self.take(&["year"]);
        if let Some(year) = self.calendar_year() {
            return Some(year);
        }
        if word && let Some(year) = self.attempt(Self::marked_year) {
            return Some(year);
        }
        let year = year_of_digits(self.peek(0)?.lower.strip_prefix("fy")?)?;
        self.at += 1;
        Some(year)
    }

    /// "'13", and "13" of "Q4-13".
    fn marked_year(&mut self) -> Option<i32> {
        let marked = self.take(&["'", "’", "‘"]) || self.peek(0)?.glued;
        let year = self.peek(0).filter(|t| marked && t.lower.len() == 2).and_then(|t| year_of_digits(&t.lower))?;
        self.at += 1;
        Some(year)
    }

    /// "Q1", "1Q", "2Q07", "Q4-13", "3Q'24": a letter for the kind of part, its number and its year, as far as it is said.
    pub(super) fn short_part(&mut self, letter: u8) -> Option<(u8, Option<i32>)> {
        let short = self.peek(0)?.lower.as_bytes();
        let (number, digits) = match *short {
            [l, n @ b'1'..=b'9', ..] | [n @ b'1'..=b'9', l, ..] if l == letter => (n - b'0', &self.peek(0)?.lower[2..]),
            _ => return None,
        };
        let year = year_of_digits(digits);
        if year.is_none() && !digits.is_empty() {
            return None;
        }
        self.at += 1;
        Some((number, year.or_else(|| self.attempt(Self::marked_year))))
    }

    pub(super) fn calendar_year(&mut self) -> Option<i32> {
        let token = self.peek(0)?;
        let year = token.lower.parse::<i32>().ok().filter(|y| token.lower.len() == 4 && (1985..=2049).contains(y))?;
        self.at += 1;
        Some(year)
    }

    /// A number up to 53, in words or digits.
    pub(super) fn count(&mut self) -> Option<u8> {
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

    /// "first" to "fourth".
    pub(super) fn ordinal(&mut self) -> Option<u8> {
        const ORDINALS: [[&str; 2]; 4] = [["first", "1st"], ["second", "2nd"], ["third", "3rd"], ["fourth", "4th"]];
        let index = ORDINALS.iter().position(|words| self.peek(0).is_some_and(|t| t.is_any(words)))?;
        self.at += 1;
        Some(index as u8 + 1)
    }
}

/// "07", "2007".
fn year_of_digits(digits: &str) -> Option<i32> {
    match (digits.len(), digits.parse::<i32>().ok()?) {
        (2, year) => Some(2000 + year - if year > 80 { 100 } else { 0 }),
        (4, year) => Some(year),
        _ => None,
    }
}
