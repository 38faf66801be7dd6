//! Rules drawn of dashes: under the headers of columns, over totals, and beside words of the same line.

use std::borrow::Cow;
use std::ops::Range;

use super::chunk::{Chunk, ChunkKind};
use super::page::Page;
use super::word::{Word, words};

/// `-----`, `=====`: a piece of a rule.
pub fn is_drawn(words: &str) -> bool {
    words.len() >= 5 && words.bytes().all(|b| matches!(b, b'-' | b'=' | b'_'))
}

/// The pieces of a rule line, as columns of the page.
pub fn rule_pieces(page: &Page, line: Range<usize>) -> Vec<(u32, u32)> {
    words(page.words, line).iter().flat_map(|w| parted(&page.words[w.start..w.end], w.from)).collect()
}

/// The pieces of a rule that bars between columns cross: `-----|-----`.
fn parted(rule: &str, from: u32) -> Vec<(u32, u32)> {
    let mut at = from;
    let piece = |part: &str| {
        let piece = (at, at + part.chars().count() as u32);
        at = piece.1 + 1;
        piece
    };
    rule.split('|').map(piece).filter(|(from, to)| from < to).collect()
}

/// Parts the words of a header line from the rules beside them: `---------------- Percent`. A line of rules alone stays as it is.
pub fn without_rules<'a>(page: &Page, chunks: &'a [Chunk]) -> (Cow<'a, [Chunk]>, Vec<(u32, u32)>) {
    let drawn = |w: &Word| is_drawn(&page.words[w.start..w.end]);
    if !chunks.iter().any(|c| page.words[c.range()].split_whitespace().any(is_drawn)) {
        return (Cow::Borrowed(chunks), Vec::new());
    }
    let (mut left, mut rules) = (Vec::new(), Vec::new());
    for chunk in chunks {
        let moved = |w: &Word| Word { from: w.from + chunk.from, to: w.to + chunk.from, ..*w };
        let all: Vec<Word> = words(page.words, chunk.range()).iter().map(moved).collect();
        for group in all.chunk_by(|a, b| drawn(a) == drawn(b)) {
            let (first, last) = (group[0], group[group.len() - 1]);
            if drawn(&first) {
                rules.extend(group.iter().map(|w| (w.from, w.to)));
            } else if group.len() == all.len() {
                left.push(*chunk);
            } else {
                let (from, to) = (first.from, last.to);
                left.push(Chunk { start: first.start, end: last.end, from, to, edge: to, kind: ChunkKind::Words });
            }
        }
    }
    if left.is_empty() { (Cow::Borrowed(chunks), Vec::new()) } else { (Cow::Owned(left), rules) }
}

#[cfg(test)]
mod tests {
    use super::super::chunk::tests::chunks;
    use super::*;
    use crate::source::{Source, Span};

    #[test]
    fn a_bar_parts_a_rule() {
        assert_eq!(parted("---|-----", 4), [(4, 7), (8, 13)]);
    }

    #[test]
    fn words_stand_beside_rules() {
        let line = "     -------- Percent  ------------   Percent";
        let source = Source::from_text("", line);
        let page = Page::of_source(&source, Span::new(0, line.len()));
        let chunks = chunks(line, 0..line.len());
        let (left, rules) = without_rules(&page, &chunks);
        let left: Vec<(&str, u32)> = left.iter().map(|c| (&line[c.range()], c.from)).collect();
        assert_eq!((left, rules), (vec![("Percent", 14), ("Percent", 38)], vec![(5, 13), (23, 35)]));
    }
}
