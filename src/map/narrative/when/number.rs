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
        let short = self.peek(0)?.lower.strip_prefix("fy").or_else(|| self.peek(0)?.lower.strip_prefix('\'').filter(|_| word))?;
        let year = match (short.len(), short.parse::<i32>().ok()?) {
            (2, y) => 2000 + y - if y > 80 { 100 } else { 0 },
            (4, y) => y,
            _ => return None,
        };
        self.at += 1;
        Some(year)
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
