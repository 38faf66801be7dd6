//! The words of a place as the page shows them: tags left out, entities decoded, white space folded.

use std::borrow::Cow;

use super::lexical::folded;
use crate::markup::{Sink, Tag, tokens};
use crate::source::{Source, Span};

/// The words of a span of the source.
pub(super) fn printed(source: &Source, span: Span) -> Cow<'_, str> {
    let slice = source.slice(span);
    if source.has_end_tags() && slice.contains(['<', '&']) {
        let mut words = Words::default();
        tokens(slice, span.start as usize, &mut words);
        return Cow::Owned(folded(&words.text).into_owned());
    }
    folded(slice)
}

#[derive(Default)]
struct Words {
    text: String,
}

impl Words {
    /// Tags part words, but for those that only change the looks of them.
    fn part(&mut self, name: &str) {
        if !matches!(name, "a" | "b" | "big" | "em" | "font" | "i" | "ix" | "s" | "small" | "span" | "strong" | "sub" | "sup" | "u") {
            self.text.push(' ');
        }
    }
}

impl Sink for Words {
    fn start(&mut self, tag: &Tag) {
        self.part(&tag.name);
    }

    fn end(&mut self, name: &str) {
        self.part(name);
    }

    fn words(&mut self, words: &str, _: Span, _: bool) {
        self.text.push_str(words);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_is_left_out_of_pages_alone() {
        let words = |text: &str| {
            let source = Source::from_text("a", text);
            printed(&source, Span::new(0, text.len())).into_owned()
        };
        assert_eq!(words("<b>Net</b> sales&#160;of<br>$1&nbsp;million</p>"), "Net sales of $1 million");
        assert_eq!(words("J<sub>1</sub>"), "J1");
        assert_eq!(words("R&D  <S>  <C>"), "R&D <S> <C>");
    }
}
