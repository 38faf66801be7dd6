//! Words, marks and numbers of a sentence.

use std::cell::OnceCell;
use std::ops::Range;

use super::word_list::WordList;
use crate::document::{Block, Document};

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

    /// Whether it is printed with the ending of an owner: `Company's`.
    pub(in crate::map) fn is_possessive(&self) -> bool {
        self.range.len() > self.lower.len() + 1
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

/// The tokens of a document's headings and paragraphs, made once for all who read them.
pub(in crate::map) struct Tokens<'a> {
    document: &'a Document,
    blocks: OnceCell<Vec<Vec<Token>>>,
}

impl<'a> Tokens<'a> {
    /// Those of a document, when they are asked for.
    pub(in crate::map) fn of(document: &'a Document) -> Self {
        Self { document, blocks: OnceCell::new() }
    }

    /// Those of a block by its number; a grid has none.
    pub(in crate::map) fn block(&self, at: usize) -> &[Token] {
        let read = |block: &Block| match block {
            Block::Heading(text) | Block::Paragraph(text) => tokens(text.as_str(), 0..text.as_str().len()),
            Block::Grid(_) => Vec::new(),
        };
        &self.blocks.get_or_init(|| self.document.blocks.iter().map(read).collect())[at]
    }
}

/// Those of the tokens of a paragraph that stand in a part of it that blanks set apart: a sentence.
pub(in crate::map) fn within<'a>(tokens: &'a [Token], part: &Range<usize>) -> &'a [Token] {
    let index = |at: usize| tokens.partition_point(|t| t.range.start < at);
    &tokens[index(part.start)..index(part.end)]
}

/// The tokens of a part of a paragraph.
pub(in crate::map) fn tokens(text: &str, part: Range<usize>) -> Vec<Token> {
    let mut found: Vec<Token> = Vec::new();
    let mut at = part.start;
    let mut glue = false;
    while let Some(c) = text[at..part.end].chars().next() {
        if c == ' ' {
            (at, glue) = (at + 1, false);
            continue;
        }
        let end = token_end(&text[at..part.end], c) + at;
        if c.is_whitespace() || matches!(c, '®' | '™' | '℠') {
            glue = false;
        } else if matches!(c, '-' | '\u{2010}' | '\u{2011}' | '/') && joins(text, at, end, &part) {
            glue = true;
        } else {
            found.push(token(text, at..end, glue));
            glue = false;
            if c == ')' && ends_mark(&found) {
                found.truncate(found.len() - 3);
            }
        }
        at = end;
    }
    found
}

/// Whether the last tokens are a mark behind a word, of a footnote or of a trade: "Adjusted EBITDA (1)", "operating income(b)", "Zolex(R)".
fn ends_mark(tokens: &[Token]) -> bool {
    let [.., word, open, mark, _] = tokens else { return false };
    let number = mark.lower.len() <= 2 && mark.lower.bytes().all(|b| b.is_ascii_digit());
    let letter = mark.lower.len() == 1 && mark.is_word() && !mark.capital;
    let trade = mark.capital && mark.is_any(&["r", "tm", "sm"]);
    word.is_word() && open.is("(") && (number || letter || trade)
}

fn token(text: &str, range: Range<usize>, glued: bool) -> Token {
    let word = &text[range.clone()];
    let word = word.strip_suffix('.').filter(|w| !w.is_empty()).unwrap_or(word);
    let mut lower = if word.is_ascii() { word.to_ascii_lowercase() } else { word.to_lowercase().replace('’', "'") };
    let owner = lower.strip_suffix("'s").or_else(|| lower.strip_suffix('\'')).filter(|w| !w.is_empty()).map(str::len);
    lower.truncate(owner.unwrap_or(lower.len()));
    if is_adjusted_in_short(&lower) {
        ADJUSTED_IN_FULL.clone_into(&mut lower);
    }
    if let Some(len) = marked(&lower) {
        lower.truncate(len);
    }
    Token { range, capital: word.starts_with(char::is_uppercase), lower, glued }
}

/// Words that end the names of measures.
static ENDS_OF_MEASURES: WordList = WordList::new(
    "income earnings ebitda ebitdar ebitdax ebit margin margins share sales revenue revenues flow profit loss expense expenses ratio noi ffo affo eps \
     debt bookings backlog growth",
);

/// "Adjusted Net Income1", "EBITDA1,2": where the digits of a footnote begin that print has lost the height of.
fn marked(word: &str) -> Option<usize> {
    word.ends_with(|c: char| c.is_ascii_digit())
        .then(|| word.trim_end_matches(|c: char| c.is_ascii_digit() || c == ','))
        .filter(|rest| ENDS_OF_MEASURES.has(rest))
        .map(str::len)
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
    // letters go on to whatever is none
    let letters = if first.is_ascii_alphabetic() { rest.bytes().position(|b| !b.is_ascii_alphabetic()).unwrap_or(rest.len()) } else { 0 };
    if rest[letters..].starts_with(' ') {
        return letters;
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
            // "U.S." is one word with its last point, and so is "Adj."
            return at + usize::from(c == '.' && (initials(&rest[..at]) || is_adjusted_in_short(&rest[..at])));
        }
        previous = c;
    }
    rest.len()
}

/// What `Adj.` stands for before a measure.
pub(super) const ADJUSTED_IN_FULL: &str = "adjusted";

/// Whether a word is the short form of it.
pub(super) fn is_adjusted_in_short(word: &str) -> bool {
    word.trim_end_matches('.').eq_ignore_ascii_case("adj")
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
    fn tokens_of_sentences_are_those_of_the_paragraph() {
        let text = "Sales were $1,234 (U.S. units' share, or $.31). \"Net-net,\" said Mr. X.'s aide. In 10-K/A: 5%! It rose to 3.";
        let all = tokens(text, 0..text.len());
        let sentences = super::super::sentence::sentences(text);
        assert!(sentences.len() > 3);
        for range in sentences {
            assert_eq!(within(&all, &range), tokens(text, range.clone()), "{}", &text[range]);
        }
    }

    #[test]
    fn words_marks_and_numbers() {
        assert_eq!(
            words("The 13-week quarter's U.S. sales, $1,234,000 (or $.31)"),
            ["the", "13", "~week", "quarter", "u.s", "sales", ",", "$", "1,234,000", "(", "or", "$", ".31", ")"]
        );
        assert_eq!(words("Adjusted EBITDA (1) was $(5) (b)"), ["adjusted", "ebitda", "was", "$", "(", "5", ")", "(", "b", ")"]);
        assert_eq!(words("Net Income1 and EBITDA1,2 of Phase2 in Q2"), ["net", "income", "and", "ebitda", "of", "phase2", "in", "q2"]);
        assert_eq!(words("Adj. EBITDA, adj gross profit."), ["adjusted", "ebitda", ",", "adjusted", "gross", "profit", "."]);
        assert_eq!(words("Zolex(R) sales (r) of Nuvo(TM)"), ["zolex", "sales", "of", "nuvo"]);
        assert_eq!(words("shareholders’ equity – 10-K"), ["shareholders", "equity", "–", "10", "~k"]);
    }
}
