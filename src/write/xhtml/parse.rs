//! Tags and words to a tree, as browsers do it, with the places of the source that are asked for marked in its words.
//!
//! The cost is linear whatever the page holds: elements nested deeper than any page has them are not opened, and formats that were never
//! closed are closed where they would make the page many times its size.

use std::cell::RefCell;

use html5ever::tendril::StrTendril;
use html5ever::tokenizer::{self, Token, TokenSink};
use html5ever::tree_builder::{Tracer, TreeBuilder, TreeBuilderOpts, TreeSink};
use html5ever::{Attribute, LocalName, QualName, ns};

use super::places::Places;
use super::tree::{Grower, Handle, Tree};
use crate::markup::{Doctype, Sink, Tag, tokens};
use crate::source::Span;

/// Elements open at once, formats that go on included.
const DEEPEST: usize = 500;
/// Nodes for each tag and piece of words; beyond that, formats are closed.
const GROWTH: usize = 8;
const FORMATS: [&str; 14] = ["a", "b", "big", "code", "em", "font", "i", "nobr", "s", "small", "strike", "strong", "tt", "u"];

/// The tree of some markup, which begins at `base` in the source.
pub(super) fn tree(markup: &str, base: usize, places: &mut Places) -> Tree {
    let builder = TreeBuilder::new(Grower::default(), TreeBuilderOpts::default());
    let mut feed = Feed { builder, places, seen: 0, open: 0 };
    tokens(markup, base, &mut feed);
    feed.send(Token::EOFToken);
    feed.builder.end();
    feed.builder.sink.finish()
}

struct Feed<'a> {
    builder: TreeBuilder<Handle, Grower>,
    places: &'a mut Places,
    /// Tags and pieces of words so far.
    seen: usize,
    /// No fewer than the elements that are open.
    open: usize,
}

impl Feed<'_> {
    fn send(&self, token: Token) {
        // what the builder wants of its tokenizer, ours does by itself
        let _ = self.builder.process_token(token, 1);
    }

    /// Whether another element may be opened.
    fn has_room(&mut self) -> bool {
        self.open += 1;
        if self.open >= DEEPEST {
            self.open = self.open_names().len() + 1;
        }
        self.open < DEEPEST
    }

    fn open_names(&self) -> Vec<LocalName> {
        let names = Names(RefCell::default());
        self.builder.trace_handles(&names);
        names.0.into_inner()
    }

    fn keep_small(&mut self) {
        if self.builder.sink.len() > 4096 + GROWTH * self.seen {
            let formats = self.open_names().into_iter().filter(|name| FORMATS.contains(&&**name));
            formats.for_each(|name| self.send_tag(tokenizer::TagKind::EndTag, &name, Vec::new()));
            self.seen = self.builder.sink.len() / GROWTH;
        }
    }

    fn send_tag(&self, kind: tokenizer::TagKind, name: &str, attrs: Vec<Attribute>) {
        let had_duplicate_attributes = false;
        self.send(Token::TagToken(tokenizer::Tag {
            kind,
            name: LocalName::from(name),
            self_closing: false,
            attrs,
            had_duplicate_attributes,
        }));
    }
}

/// Gathers the names of what is open.
struct Names(RefCell<Vec<LocalName>>);

impl Tracer for Names {
    type Handle = Handle;

    fn trace_handle(&self, node: &Handle) {
        self.0.borrow_mut().push(node.name.local.clone());
    }
}

impl Sink for Feed<'_> {
    fn start(&mut self, tag: &Tag) {
        self.seen += 1;
        self.keep_small();
        if self.has_room() {
            self.send_tag(tokenizer::TagKind::StartTag, &tag.name, attributes(tag));
        }
    }

    fn end(&mut self, name: &str) {
        self.seen += 1;
        self.send_tag(tokenizer::TagKind::EndTag, name, Vec::new());
    }

    fn doctype(&mut self, doctype: &Doctype) {
        let owned = |text: &String| StrTendril::from(text.as_str());
        self.send(Token::DoctypeToken(tokenizer::Doctype {
            name: Some(owned(&doctype.name)),
            public_id: doctype.public.as_ref().map(owned),
            system_id: doctype.system.as_ref().map(owned),
            force_quirks: doctype.broken,
        }));
    }

    fn words(&mut self, words: &str, span: Span, verbatim: bool) {
        self.seen += 1;
        let marked = self.places.mark(words, span, verbatim);
        if !marked.is_empty() {
            self.send(Token::CharacterTokens(StrTendril::from(marked.as_str())));
        }
    }
}

/// The attributes of a tag, each name once.
fn attributes(tag: &Tag) -> Vec<Attribute> {
    let mut attributes: Vec<Attribute> = Vec::new();
    for (name, value) in &tag.attributes {
        if !attributes.iter().any(|a| *a.name.local == **name) {
            let name = QualName::new(None, ns!(), LocalName::from(name.as_str()));
            attributes.push(Attribute { name, value: StrTendril::from(value.as_str()) });
        }
    }
    attributes
}
