//! Numbers in words.

use super::reader::Reader;

const NUMBERS: [&str; 12] = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

impl Reader<'_> {
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
