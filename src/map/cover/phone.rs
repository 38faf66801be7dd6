//! Telephone numbers of North America.

use std::ops::Range;

use super::page::Passage;

/// A telephone number.
pub(super) struct Phone {
    /// As printed, without the blank of a line that breaks it.
    pub(super) value: String,
    /// Bytes of the passage.
    pub(super) bytes: Range<usize>,
}

/// The numbers of a passage: `800-309-8563`, `(201) 567-5648`, `1-800-853-3894`, `904/858-9100`, `1.650.607.0349`.
pub(super) fn phones(passage: &Passage<'_>) -> Vec<Phone> {
    let words = passage.words();
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(offset) = words[at..].find(|c: char| c.is_ascii_digit() || c == '(') {
        let start = at + offset;
        match phone(words, start) {
            Some(phone) => {
                at = phone.bytes.end;
                found.push(phone);
            }
            None => at = start + digits_or_one(words, start),
        }
    }
    found
}

fn digits_or_one(words: &str, start: usize) -> usize {
    words[start..].bytes().take_while(u8::is_ascii_digit).count().max(1)
}

fn phone(words: &str, start: usize) -> Option<Phone> {
    if words[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '$' | '#' | '-' | '/' | '.')) {
        return None;
    }
    let mut reader = Reader { rest: &words[start..] };
    reader.country();
    let bracket = reader.take("(");
    reader.digits(3)?;
    if bracket && !reader.take(")") {
        return None;
    }
    reader.separator(bracket)?;
    reader.digits(3)?;
    reader.separator(false)?;
    reader.digits(4)?;
    let end = words.len() - reader.rest.len();
    if reader.rest.starts_with(|c: char| c.is_alphanumeric()) {
        return None;
    }
    // a line that ends in a hyphen breaks the number, not the hyphen
    Some(Phone { value: words[start..end].replace("- ", "-"), bytes: start..end })
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn take(&mut self, mark: &str) -> bool {
        let found = self.rest.strip_prefix(mark);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    /// `1-` or `1 (` before the area code.
    fn country(&mut self) {
        let behind = self.rest.strip_prefix('1').map(|r| r.strip_prefix(['-', '.', ' ']).unwrap_or(r));
        if let Some(rest) = behind.filter(|r| r.starts_with('(') || r.len() < self.rest.len() - 1) {
            self.rest = rest;
        }
    }

    fn digits(&mut self, count: usize) -> Option<()> {
        let digits = self.rest.bytes().take_while(u8::is_ascii_digit).count();
        (digits == count).then(|| self.rest = &self.rest[count..])
    }

    /// One mark, with a blank where a line breaks; or blanks behind a bracket.
    fn separator(&mut self, bracket: bool) -> Option<()> {
        let before = self.rest.len();
        self.take(" ");
        if self.take("-") || self.take("/") || self.take(".") || self.take("\u{2011}") || self.take("–") {
            self.take(" ");
            return Some(());
        }
        (bracket || before > self.rest.len()).then_some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn read(words: &str) -> Vec<String> {
        let text = Text::verbatim(words, 0);
        phones(&Passage { tokens: Vec::new().into(), text: &text, head: false, cell: false }).into_iter().map(|p| p.value).collect()
    }

    #[test]
    fn numbers_as_printed() {
        assert_eq!(read("call 800-309-8563 or (201) 567-5648; fax 904/858-9100."), ["800-309-8563", "(201) 567-5648", "904/858-9100"]);
        assert_eq!(read("calling 800- 642-1687, ID 7271110 (pass code 36412)"), ["800-642-1687"]);
        assert_eq!(read("1-800-853-3894 or 1.650.607.0349"), ["1-800-853-3894", "1.650.607.0349"]);
        assert_eq!(read("$123-456-7890, 12,345,678 shares, 2004-05-13"), [] as [&str; 0]);
    }
}
