//! Places of the source carried through the making of the tree: each travels with the words as a character of a private-use plane.

use std::collections::{BTreeSet, HashMap};

use crate::source::Span;

/// Characters for that many places; those beyond are not found again.
const MOST: usize = 2 * PLANE;
const PLANE: usize = 0xfffe;
const PLANES: [u32; 2] = [0xf_0000, 0x10_0000];

/// The places where stretches of the source begin and end, and where these are in the words of the page.
#[derive(Debug, Default)]
pub(super) struct Places {
    /// Offset in the source, and whether something begins there, in order.
    wanted: Vec<(u32, bool)>,
    /// The first that has not been passed.
    next: usize,
    found: HashMap<(u32, bool), usize>,
}

impl Places {
    /// The beginnings and ends of some stretches.
    pub(super) fn of(spans: impl Iterator<Item = Span>) -> Self {
        let wanted: BTreeSet<(u32, bool)> = spans.flat_map(|span| [(span.start, true), (span.end, false)]).collect();
        Self { wanted: wanted.into_iter().collect(), ..Self::default() }
    }

    /// Where a stretch of the source is in the words of the page.
    pub(super) fn range(&self, span: Span) -> Option<std::ops::Range<usize>> {
        let (start, end) = (*self.found.get(&(span.start, true))?, *self.found.get(&(span.end, false))?);
        (start <= end).then_some(start..end)
    }

    /// The words as browsers take them, with a mark at each place; pieces come in the order of the source.
    pub(super) fn mark(&mut self, words: &str, span: Span, verbatim: bool) -> String {
        let mut marked = String::with_capacity(words.len());
        let mut at = 0;
        while let Some(&(offset, begins)) = self.wanted.get(self.next).filter(|(offset, begins)| (*offset, *begins) < (span.end, true)) {
            self.next += 1;
            let inside = if begins { offset >= span.start } else { offset > span.start };
            let cut = match (offset as usize).checked_sub(span.start as usize) {
                Some(cut) if verbatim && words.is_char_boundary(cut) => cut,
                Some(0) => 0,
                Some(_) if offset == span.end => words.len(),
                _ => continue,
            };
            if inside && self.next <= MOST {
                plain(&mut marked, &words[at..cut]);
                at = cut;
                marked.push(sign(self.next - 1));
            }
        }
        plain(&mut marked, &words[at..]);
        marked
    }

    /// Appends words that were marked, without the marks, and notes where these were.
    pub(super) fn unmark(&mut self, marked: &str, words: &mut String) {
        for c in marked.chars() {
            match index(c).and_then(|i| self.wanted.get(i)) {
                Some(place) => {
                    self.found.insert(*place, words.len());
                }
                None => words.push(c),
            }
        }
    }
}

/// Line ends as a newline alone, and nothing that would be taken for a mark.
fn plain(to: &mut String, words: &str) {
    let mut chars = words.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\0' => {}
            '\r' if chars.peek() == Some(&'\n') => {}
            '\r' => to.push('\n'),
            c if index(c).is_some() => to.push('\u{fffd}'),
            c => to.push(c),
        }
    }
}

fn sign(index: usize) -> char {
    char::from_u32(PLANES[index / PLANE] + (index % PLANE) as u32).unwrap_or('\u{fffd}')
}

fn index(c: char) -> Option<usize> {
    let plane = PLANES.iter().rposition(|first| u32::from(c) >= *first)?;
    let inside = (u32::from(c) - PLANES[plane]) as usize;
    (inside < PLANE).then_some(plane * PLANE + inside)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_found_again() {
        let mut places = Places::of([Span::new(2, 4), Span::new(4, 6), Span::new(9, 12)].into_iter());
        let first = places.mark("ab12\r\n", Span::new(0, 6), true);
        let entity = places.mark("—", Span::new(9, 12), false);
        let mut words = String::new();
        [entity, first].iter().for_each(|marked| places.unmark(marked, &mut words));
        assert_eq!(words, "—ab12\n");
        let of = |span: Span| places.range(span).map(|range| &words[range]);
        assert_eq!([of(Span::new(2, 4)), of(Span::new(9, 12)), of(Span::new(0, 4))], [Some("12"), Some("—"), None]);
    }

    #[test]
    fn signs_are_told_apart() {
        for i in [0, PLANE - 1, PLANE, MOST - 1] {
            assert_eq!(index(sign(i)), Some(i));
        }
        assert_eq!(index('\u{ffff}'), None);
    }
}
