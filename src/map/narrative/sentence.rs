//! Sentences of a paragraph.

use std::ops::Range;

use super::word_list::WordList;

/// Abbreviations whose point does not end a sentence, in lower case and without their last point.
static ABBREVIATIONS: WordList = WordList::new(
    "mr mrs ms dr jr sr st inc corp co cos ltd llc l.p l.l.c n.a u.s u.k no nos vs approx e.g i.e etc a.m p.m jan feb mar apr jun \
     jul aug sep sept oct nov dec ave blvd calif fla mass conn tex wash ariz ill mich minn tenn penn ext dept bros assoc ph.d v \
     fig est exh adj",
);

/// Words that hardly ever follow an abbreviation inside a sentence: with one of them a new sentence begins.
static STARTERS: WordList = WordList::new(
    "The In For We Our This These As On Net Revenue Revenues It During At All That Total Sales Operating Gross Cash There \
     Including Excluding Earnings Income Such With While However Also Year First Second Third Fourth Diluted",
);

/// The sentences of a text, as ranges of bytes without the blanks between them.
pub(in crate::map) fn sentences(text: &str) -> Vec<Range<usize>> {
    all(text).into_iter().filter(|range| range.len() <= LONGEST).collect()
}

/// The sentences that are too long to be read.
pub(super) fn overlong(text: &str) -> Vec<Range<usize>> {
    if text.len() <= LONGEST { Vec::new() } else { all(text).into_iter().filter(|range| range.len() > LONGEST).collect() }
}

/// Bytes of a sentence, at most: what its words say is told from all of them, which takes time that grows with their square. Nobody writes longer ones.
const LONGEST: usize = 16_384;

fn all(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut start = 0;
    for (at, mark) in text.char_indices().filter(|(_, c)| matches!(c, '.' | '?' | '!')) {
        if at < start {
            continue;
        }
        if let Some(end) = sentence_end(text, start, at, mark) {
            push_trimmed(&mut found, text, start..end);
            start = end;
        }
    }
    push_trimmed(&mut found, text, start..text.len());
    found
}

/// Where the sentence ends, closing quotes and brackets included, if the mark at `at` ends one.
fn sentence_end(text: &str, start: usize, at: usize, mark: char) -> Option<usize> {
    let rest = &text[at + 1..];
    let tail = rest.trim_start_matches(['"', '\'', '”', '’', ')', ']', '`']);
    let end = text.len() - tail.len();
    let next = tail.trim_start();
    if next.is_empty() {
        return Some(end);
    }
    if next.len() == tail.len() || !begins_sentence(next) {
        return None;
    }
    (mark != '.' || rest.len() != tail.len() || !abbreviated(&text[start..at]) || starter(next)).then_some(end)
}

fn begins_sentence(next: &str) -> bool {
    let first = next.trim_start_matches(['"', '\'', '“', '‘', '(', '[', '`', '-', '–', '—', '•', '*']).trim_start();
    first.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit() || c == '$') || first.starts_with("i") && camel(first)
}

/// Names such as `iPhone` begin sentences in lower case.
fn camel(word: &str) -> bool {
    word.chars().nth(1).is_some_and(char::is_uppercase)
}

fn starter(next: &str) -> bool {
    let word: String = next.chars().take_while(|c| c.is_alphanumeric()).collect();
    STARTERS.has(word.as_str())
}

/// Whether the words before a point end in an abbreviation or a single letter.
fn abbreviated(before: &str) -> bool {
    let word = before.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '"' | '“')).next().unwrap_or("");
    let lower = word.to_lowercase();
    let single = word.chars().count() == 1 && word.chars().all(char::is_alphabetic);
    single || ABBREVIATIONS.has(lower.as_str())
}

fn push_trimmed(found: &mut Vec<Range<usize>>, text: &str, range: Range<usize>) {
    let part = &text[range.clone()];
    let start = range.start + part.len() - without_bullet(part.trim_start()).len();
    let end = range.start + part.trim_end().len();
    if start < end {
        found.push(start..end);
    }
}

/// The words behind a bullet that plain text prints as a letter: `o  Sales rose 8%`.
fn without_bullet(words: &str) -> &str {
    let behind = words.strip_prefix('o').filter(|rest| rest.starts_with(char::is_whitespace)).map(str::trim_start);
    behind.filter(|rest| begins_sentence(rest)).unwrap_or(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn split(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|r| &text[r]).collect()
    }

    #[test]
    fn nobody_writes_sentences_of_pages() {
        let long = format!("Revenue was $5 million{}. Net income was $1 million.", ", and costs were $4 million".repeat(1_000));
        let read = sentences(&long);
        assert_eq!(read.iter().map(|range| &long[range.clone()]).collect::<Vec<_>>(), ["Net income was $1 million."]);
        assert_eq!(overlong(&long).first(), Some(&(0..read[0].start - 1)));
        assert!(overlong("Revenue was $5 million.").is_empty());
    }

    #[test]
    fn points_that_end_no_sentence() {
        assert_eq!(
            split("Acme Inc. sold 4.2 million units in the U.S. and $.31 each. It grew."),
            ["Acme Inc. sold 4.2 million units in the U.S. and $.31 each.", "It grew."]
        );
        assert_eq!(
            split("At 10:00 a.m. Eastern, John D. Milton spoke for Acme Corp. The call is over!"),
            ["At 10:00 a.m. Eastern, John D. Milton spoke for Acme Corp.", "The call is over!"]
        );
    }

    #[test]
    fn a_letter_for_a_bullet_is_no_word() {
        assert_eq!(split("o  Net sales rose 8%. They grew."), ["Net sales rose 8%.", "They grew."]);
        assert_eq!(split("o'clock. o and p"), ["o'clock. o and p"]);
    }

    #[test]
    fn quotes_close_with_their_sentence() {
        assert_eq!(split("\"We grew.\"  “Much,” he said. 12 stores opened."), ["\"We grew.\"", "“Much,” he said.", "12 stores opened."]);
    }
}
