//! Places in the source as the Web Annotation model names them: by position in code points, and by quotation.

use super::{Node, Object};
use crate::source::{Source, Span};
use crate::write::digits::{push_integer, spelt};

/// Bytes between two counted places.
const STRIDE: usize = 256;

/// Turns byte offsets of a source's text into code points.
pub(super) struct Places<'a> {
    source: &'a Source,
    /// Code points before each multiple of the stride; empty when the text is ASCII.
    counts: Vec<u32>,
}

impl<'a> Places<'a> {
    /// Counts the text once.
    pub(super) fn of(source: &'a Source) -> Self {
        let mut counts = Vec::new();
        if !source.text().is_ascii() {
            let mut count = 0;
            for chunk in source.text().as_bytes().chunks(STRIDE) {
                counts.push(count);
                count += chunk.iter().filter(|byte| is_start(**byte)).count() as u32;
            }
        }
        Self { source, counts }
    }

    /// Code points before a byte offset.
    fn code_points(&self, offset: u32) -> u32 {
        if self.counts.is_empty() {
            return offset;
        }
        let block = (offset as usize / STRIDE).min(self.counts.len() - 1);
        let rest = &self.source.text().as_bytes()[block * STRIDE..offset as usize];
        self.counts[block] + rest.iter().filter(|byte| is_start(**byte)).count() as u32
    }

    /// Position and quotation of a span; their ids begin with that of the node they select for.
    pub(super) fn selectors(&self, id: &str, span: Span) -> Object<'a> {
        let count = |offset| spelt(|out| push_integer(out, self.code_points(offset)));
        let position = Node::new([id, "#position"].concat())
            .with("type", "oa:TextPositionSelector")
            .with("start", count(span.start))
            .with("end", count(span.end));
        let quote = Node::new([id, "#quote"].concat()).with("type", "oa:TextQuoteSelector").with("exact", self.source.slice(span));
        [position, quote].into()
    }
}

/// Whether a byte of UTF-8 begins a character.
fn is_start(byte: u8) -> bool {
    byte & 0xc0 != 0x80
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_are_counted_over_strides() {
        let text = "é–".repeat(200) + "x";
        let source = Source::from_text("a", text.clone());
        let places = Places::of(&source);
        for (count, (at, _)) in text.char_indices().enumerate() {
            assert_eq!(places.code_points(at as u32), count as u32);
        }
        assert_eq!(places.code_points(text.len() as u32), text.chars().count() as u32);
    }
}
