//! Tag soup as a stream of tags and words, each piece of words with its place in the source.

use std::borrow::Cow;
use std::convert::Infallible;

use html5gum::emitters::callback::{Callback, CallbackEmitter, CallbackEvent};
use html5gum::{Emitter, ForwardingEmitter, Tokenizer};

use crate::source::Span;

/// A start tag as written, names in lower case, entities in values decoded.
#[derive(Debug, Default)]
pub struct Tag {
    /// The element's name.
    pub name: String,
    /// Its attributes in the order written.
    pub attributes: Vec<(String, String)>,
    /// From `<` to the end of the name.
    pub span: Span,
}

impl Tag {
    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

/// A document type declaration, which tells browsers how to lay the page out.
#[derive(Debug, Default)]
pub struct Doctype {
    /// The name of the root element.
    pub name: String,
    /// The public identifier.
    pub public: Option<String>,
    /// The system identifier.
    pub system: Option<String>,
    /// Whether it is broken.
    pub broken: bool,
}

/// Takes what the page consists of, in the order written.
pub trait Sink {
    /// A start tag.
    fn start(&mut self, tag: &Tag);
    /// An end tag.
    fn end(&mut self, name: &str);
    /// The document type declaration.
    fn doctype(&mut self, _doctype: &Doctype) {}
    /// Words; `verbatim` when the source holds the very bytes at `span`, otherwise they are decoded from there.
    fn words(&mut self, words: &str, span: Span, verbatim: bool);
}

/// Whether the lower-cased head of a file looks like HTML. `<TABLE>`, `<S>` and `<C>` alone are the marks of old text exhibits.
pub fn looks_like_html(head: &str) -> bool {
    const TAGS: [&str; 14] =
        ["<html", "<!doctype html", "<body", "<head>", "<div", "<p>", "<p ", "<font", "<td", "<tr>", "<tr ", "<br>", "<br/>", "<center>"];
    memchr::memchr_iter(b'<', head.as_bytes()).any(|at| TAGS.iter().any(|tag| head[at..].starts_with(tag)))
}

/// Sends each tag and each piece of words of `markup` to the sink; `base` is where the markup begins in the source.
pub fn tokens(markup: &str, base: usize, sink: &mut impl Sink) {
    let events = Events { sink, markup, base, tag: Tag::default(), chunks: Vec::new() };
    let mut inner = CallbackEmitter::new(events);
    inner.naively_switch_states(true);
    let Ok(()) = Tokenizer::new_with_emitter(markup, Recorder { inner, position: 0 }).finish();
}

/// Notes where each piece of words ends in the source: a decoded entity comes as a piece of its own.
struct Recorder<'a, S: Sink> {
    inner: CallbackEmitter<Events<'a, S>, Infallible, usize>,
    position: usize,
}

impl<S: Sink> ForwardingEmitter for Recorder<'_, S> {
    type Token = Infallible;

    fn inner(&mut self) -> &mut impl Emitter<Token = Infallible> {
        &mut self.inner
    }

    fn move_position(&mut self, offset: isize) {
        self.position = self.position.saturating_add_signed(offset);
        self.inner.move_position(offset);
    }

    fn should_emit_errors(&mut self) -> bool {
        false
    }

    fn emit_string(&mut self, words: &[u8]) {
        let end = self.position;
        self.inner.callback_mut().chunks.push((words.len(), end));
        self.inner.emit_string(words);
    }
}

struct Events<'a, S> {
    sink: &'a mut S,
    markup: &'a str,
    base: usize,
    tag: Tag,
    /// Length of each decoded piece, and where it ends in the markup.
    chunks: Vec<(usize, usize)>,
}

impl<S: Sink> Callback<Infallible, usize> for Events<'_, S> {
    fn handle_event(&mut self, event: CallbackEvent<'_>, span: html5gum::Span<usize>) -> Option<Infallible> {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                let span = Span::new(self.base + span.start.min(span.end), self.base + span.end);
                self.tag.attributes.clear();
                self.tag.name.clear();
                self.tag.name.push_str(&words(name));
                self.tag.span = span;
            }
            CallbackEvent::AttributeName { name } => self.tag.attributes.push((owned(name), String::new())),
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, last)) = self.tag.attributes.last_mut() {
                    last.push_str(&words(value));
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.sink.start(&self.tag),
            CallbackEvent::EndTag { name } => {
                // attributes of end tags land in the last start tag, which is done with
                self.sink.end(&words(name));
            }
            CallbackEvent::String { value } => self.string(value, span.start),
            CallbackEvent::Doctype { name, public_identifier, system_identifier, force_quirks } => {
                let (public, system) = (public_identifier.map(owned), system_identifier.map(owned));
                self.sink.doctype(&Doctype { name: owned(name), public, system, broken: force_quirks });
            }
            CallbackEvent::Comment { .. } | CallbackEvent::Error(_) => {}
        }
        None
    }
}

impl<S: Sink> Events<'_, S> {
    /// Pieces that stand in the markup as they are join to one; the others go one by one.
    fn string(&mut self, value: &[u8], start: usize) {
        let chunks = std::mem::take(&mut self.chunks);
        let (mut from, mut to) = (start, start);
        let mut at = 0;
        for &(len, end) in &chunks {
            let decoded = value.get(at..at + len).unwrap_or_default();
            at += len;
            if self.markup.as_bytes().get(to..end).is_some_and(|raw| same_words(raw, decoded)) {
                to = end;
                continue;
            }
            self.verbatim(from, to);
            let span = Span::new(self.base + to.min(end), self.base + end.max(to));
            self.sink.words(&words(decoded), span, false);
            (from, to) = (end, end);
        }
        self.verbatim(from, to);
        self.chunks = chunks;
        self.chunks.clear();
    }

    fn verbatim(&mut self, from: usize, to: usize) {
        if let Some(words) = self.markup.get(from..to).filter(|words| !words.is_empty()) {
            self.sink.words(words, Span::new(self.base + from, self.base + to), true);
        }
    }
}

/// Whether the two differ in the form of their line breaks at most: those come as they stand in the source.
fn same_words(raw: &[u8], decoded: &[u8]) -> bool {
    fn in_line(bytes: &[u8]) -> impl Iterator<Item = &u8> {
        bytes.iter().filter(|b| !matches!(b, b'\r' | b'\n'))
    }
    raw == decoded || (memchr::memchr(b'&', raw).is_none() && in_line(raw).eq(in_line(decoded)))
}

/// Bytes as words: nearly all are, which is seen at once.
fn words(bytes: &[u8]) -> Cow<'_, str> {
    std::str::from_utf8(bytes).map_or_else(|_| String::from_utf8_lossy(bytes), Cow::Borrowed)
}

fn owned(bytes: &[u8]) -> String {
    words(bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Default)]
    struct Log(Vec<(String, Span, bool)>);

    impl Sink for Log {
        fn start(&mut self, _: &Tag) {}
        fn end(&mut self, _: &str) {}
        fn words(&mut self, words: &str, span: Span, verbatim: bool) {
            self.0.push((words.to_owned(), span, verbatim));
        }
    }

    fn log(markup: &str) -> Vec<(String, String, bool)> {
        let mut log = Log::default();
        tokens(markup, 0, &mut log);
        log.0.into_iter().map(|(words, span, verbatim)| (words, markup[span.range()].to_owned(), verbatim)).collect()
    }

    #[test]
    fn entities_stand_for_their_bytes() {
        let piece = |words: &str, raw: &str| (words.to_owned(), raw.to_owned(), words == raw);
        assert_eq!(
            log("<td>)&nbsp;a&#151;b &amp; c&bogus; &#x2014 é&ampx"),
            [
                piece(")", ")"),
                piece("\u{a0}", "&nbsp;"),
                piece("a", "a"),
                piece("—", "&#151;"),
                piece("b ", "b "),
                piece("&", "&amp;"),
                piece(" c&bogus; ", " c&bogus; "),
                piece("—", "&#x2014"),
                piece(" é", " é"),
                piece("&", "&amp"),
                piece("x", "x"),
            ]
        );
    }

    #[test]
    fn line_breaks_and_lone_marks_keep_their_places() {
        for markup in ["a\r\nb < 5 <b>c\r\n\r\nd</b>\re & f", "x<!-- y --><p>&lt;z&gt;", "\r\n1,234\r\n", "a\0b<i>c"] {
            for (words, raw, verbatim) in log(markup) {
                assert!(!verbatim || words == raw, "{words:?} {raw:?}");
                assert!(verbatim || words.chars().count() == 1, "{words:?} {raw:?}");
            }
        }
    }
}
