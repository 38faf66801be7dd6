//! Words, marks and numbers of a sentence.

use std::ops::Range;

use super::word_list::WordList;

/// A word or a mark of a sentence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in crate::map) struct Token {
    /// Where it stands in the paragraph.
    pub(in crate::map) range: Range<usize>,
    /// The word in lower case, possessive endings dropped; a mark as it is.
    pub(in crate::map) lower: String,
    /// Joined to the token before by a hyphen or slash: `three-month`, `10-K`.
    pub(in crate::map) glued: bool,
    /// Whether the first letter is a capital.
    pub(in crate::map) capital: bool,
}

impl Token {
    /// Whether it is this word.
    pub(in crate::map) fn is(&self, word: &str) -> bool {
        self.lower == word
    }

    /// Whether it is one of these words.
    pub(in crate::map) fn is_any(&self, words: &[&str]) -> bool {
        words.contains(&self.lower.as_str())
    }

    /// Whether it is one of a list.
    pub(in crate::map) fn in_list(&self, list: &WordList) -> bool {
        list.has(&self.lower)
    }

    /// Whether it is a word and no mark or number.
    pub(in crate::map) fn is_word(&self) -> bool {
        self.lower.starts_with(char::is_alphabetic)
    }

    /// Whether it begins with a digit, or a point and a digit.
    pub(in crate::map) fn is_number(&self) -> bool {
        self.lower.trim_start_matches('.').starts_with(|c: char| c.is_ascii_digit())
    }
}

/// The tokens of a part of a paragraph.
pub(in crate::map) fn tokens(text: &str, part: Range<usize>) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut at = part.start;
    let mut glue = false;
    while let Some(c) = text[at..part.end].chars().next() {
        let end = token_end(&text[at..part.end], c) + at;
        if c.is_whitespace() {
            glue = false;
        } else if matches!(c, '-' | '\u{2010}' | '\u{2011}' | '/') && joins(text, at, end, &part) {
            glue = true;
        } else {
            found.push(token(text, at..end, glue));
            glue = false;
        }
        at = end;
    }
    found
}

fn token(text: &str, range: Range<usize>, glued: bool) -> Token {
    let word = &text[range.clone()];
    let word = word.strip_suffix('.').filter(|w| !w.is_empty()).unwrap_or(word);
    let mut lower = if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase().replace('’', "'") };
    let owner = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).filter(|w| !w.is_empty()).map(str::len);
    lower.truncate(owner.unwrap_or(lower.len()));
    Token { range, capital: word.starts_with(char::is_uppercase), lower, glued }
}

/// A hyphen or slash with a letter or digit on both sides.
fn joins(text: &str, at: usize, end: usize, part: &Range<usize>) -> bool {
    text[part.start..at].ends_with(char::is_alphanumeric) && text[end..part.end].starts_with(char::is_alphanumeric)
}

fn token_end(rest: &str, first: char) -> usize {
    let leading_point = first == '.' && rest[1..].starts_with(|c: char| c.is_ascii_digit());
    if !first.is_alphanumeric() && !leading_point {
        return first.len_utf8();
    }
    let mut previous = first;
    let mut chars = rest.char_indices().skip(1).peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|&(_, c)| c);
        let inner = match c {
            '.' | '&' => previous.is_alphanumeric() && next.is_some_and(char::is_alphanumeric),
            ',' => previous.is_ascii_digit() && next.is_some_and(|n| n.is_ascii_digit()),
            '\'' | '’' => next.is_none_or(|n| n.is_alphabetic() || n.is_whitespace()),
            _ => c.is_alphanumeric(),
        };
        if !inner {
            // "U.S." is one word with its last point
            return at + usize::from(c == '.' && initials(&rest[..at]));
        }
        previous = c;
    }
    rest.len()
}

/// Single letters with points between them: "U.S".
fn initials(word: &str) -> bool {
    word.len() > 2 && word.split('.').all(|part| part.len() == 1 && part.chars().all(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        tokens(text, 0..text.len()).into_iter().map(|t| if t.glued { format!("~{}", t.lower) } else { t.lower }).collect()
    }

    #[test]
    fn words_marks_and_numbers() {
        assert_eq!(
            words("The 13-week quarter's U.S. sales, $1,234,000 (or $.31)"),
            ["the", "13", "~week", "quarter", "u.s", "sales", ",", "$", "1,234,000", "(", "or", "$", ".31", ")"]
        );
        assert_eq!(words("shareholders’ equity – 10-K"), ["shareholders", "equity", "–", "10", "~k"]);
    }
}
