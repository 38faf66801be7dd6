//! The words of a page and the way from them back to the source, whether they stand there as they are or decoded.

use std::ops::Range;

use super::chunk::Chunk;
use crate::source::{Source, Span};
use crate::text::Text;

/// A page of plain text: a part of a source, or text already decoded (a `<pre>` of an HTML page).
#[derive(Clone, Copy)]
pub struct Page<'a> {
    /// All of its words, line breaks and blanks kept.
    pub words: &'a str,
    place: Place<'a>,
    /// What stands on its lines, one after the other, once they have been cut.
    pub chunks: &'a [Chunk],
}

#[derive(Clone, Copy)]
enum Place<'a> {
    /// The words begin at this byte of the source.
    Source(usize),
    /// The words are those of a text.
    Text(&'a Text),
}

impl<'a> Page<'a> {
    /// A page that is a part of a source.
    pub fn of_source(source: &'a Source, part: Span) -> Self {
        Self { words: source.slice(part), place: Place::Source(part.start as usize), chunks: &[] }
    }

    /// A page of decoded words.
    pub fn of_text(text: &'a Text) -> Self {
        Self { words: text.as_str(), place: Place::Text(text), chunks: &[] }
    }

    /// The page with what stands on its lines.
    pub fn cut<'b>(&self, chunks: &'b [Chunk]) -> Page<'b>
    where
        'a: 'b,
    {
        Page { chunks, ..*self }
    }

    /// A stretch of the page as it stands.
    pub fn exact(&self, range: Range<usize>) -> Text {
        match self.place {
            Place::Source(start) => Text::verbatim(&self.words[range.clone()], start + range.start),
            Place::Text(text) => text.slice(range),
        }
    }

    /// A stretch of the page with white space folded.
    pub fn folded(&self, range: Range<usize>) -> Text {
        let mut text = Text::default();
        self.fold_onto(&mut text, range);
        text
    }

    /// Appends the same to a text, a blank between the two.
    pub fn fold_onto(&self, text: &mut Text, range: Range<usize>) {
        match self.place {
            Place::Source(start) => text.push_folded(&self.words[range.clone()], start + range.start),
            Place::Text(_) => words(self.words, range).for_each(|word| text.join(&self.exact(word))),
        }
    }
}

/// The words of a stretch, as ranges of the whole.
pub fn words(all: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let base = range.start;
    crate::text::words(&all[range]).map(move |word| word.start + base..word.end + base)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn both_forms_fold_alike() {
        let source = Source::from_text("a", "x  net   income\n for");
        let page = Page::of_source(&source, Span::new(3, 20));
        let text = Text::verbatim("net   income\n for", 3);
        let decoded = Page::of_text(&text);
        assert_eq!(page.folded(0..17).as_str(), "net income for");
        assert_eq!(decoded.folded(0..17).as_str(), "net income for");
        assert_eq!(decoded.folded(6..12).span(), Some(Span::new(9, 15)));
        assert_eq!(page.folded(6..12).span(), Some(Span::new(9, 15)));
    }
}
