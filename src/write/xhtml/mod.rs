//! An HTML page as XHTML 1.1 that browsers show alike: a tree as they make it of any tags, then elements, attributes and order as the
//! schema of Inline XBRL has them.
//!
//! What only says how the page looks becomes style. The document says of itself in which mode browsers are to lay it out, as the page did:
//! it is to be served as `text/html`.

mod attribute;
mod colour;
mod hint;
mod parse;
mod places;
mod shape;
mod sheet;
#[cfg(test)]
mod tests;
mod tidy;
mod tree;

use std::collections::BTreeMap;
use std::ops::Range;

use html5ever::tree_builder::QuirksMode;

pub(super) use self::attribute::Ids;
use self::places::Places;
use self::shape::{SHOWN, Shape, Shapes};
use self::tree::{Content, Id, Tree};
use crate::source::Span;
use crate::write::hash::HashSet;

/// A page, ready to be written.
pub(super) struct Page {
    tree: Tree,
    shapes: Shapes,
    body: Id,
    /// Where each node's words stand among those of the page.
    words: Vec<Range<usize>>,
    places: Places,
}

/// Words between two tags.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    /// Where they stand among the words of all pages.
    pub(super) range: Range<usize>,
    /// Whether an element may stand around them.
    pub(super) holds: bool,
}

impl Page {
    /// Reads a page, which begins at `base` in the source, and appends its words to those of others; `spans` can be asked for later.
    pub(super) fn of(markup: &str, base: usize, spans: impl Iterator<Item = Span>, words: &mut String) -> Self {
        let mut places = Places::of(spans);
        let mut tree = parse::tree(markup, base, &mut places);
        tidy::tables(&mut tree);
        let html = tree.child(0, "html").unwrap_or(0);
        let body = tree.child(html, "body").unwrap_or(html);
        let shapes = Shapes::of(&tree, body);
        let mut page = Self { words: vec![0..0; tree.nodes.len()], tree, shapes, body, places };
        for id in &page.shapes.order {
            if let Content::Words(marked) = &page.tree.nodes[*id].content {
                let start = words.len();
                page.places.unmark(marked, words);
                page.words[*id] = start..words.len();
            }
        }
        page
    }

    /// Where a stretch of the source stands among the words.
    pub(super) fn range(&self, span: Span) -> Option<Range<usize>> {
        self.places.range(span)
    }

    /// The words between tags, in order.
    pub(super) fn runs(&self) -> impl Iterator<Item = Run> {
        self.shapes.order.iter().filter(|id| !self.words[**id].is_empty()).map(|id| {
            let parent = self.tree.nodes[*id].parent.map_or(Shape::Dropped, |parent| self.shapes.get(parent));
            let of_parts = ["table", "thead", "tbody", "tfoot", "tr", "colgroup", "ul", "ol", "dl", "blockquote"];
            let in_body = self.tree.nodes[*id].parent == Some(self.body);
            let holds = match parent {
                Shape::Element(name, _) => !of_parts.contains(&name),
                Shape::Bare => true,
                Shape::Dropped => in_body && self.has_lines(),
            };
            Run { range: self.words[*id].clone(), holds }
        })
    }

    /// The declaration that makes browsers lay the document out as they did the page.
    pub(super) fn doctype(&self) -> &'static str {
        match self.tree.mode {
            QuirksMode::Quirks => "",
            QuirksMode::LimitedQuirks => {
                "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
            }
            QuirksMode::NoQuirks => "<!DOCTYPE html>\n",
        }
    }

    /// The style sheets of the page.
    pub(super) fn sheet(&self) -> String {
        sheet::of(&self.tree, self.body)
    }

    /// The title of the page.
    pub(super) fn title(&self) -> Option<String> {
        let head = self.tree.child(self.tree.child(0, "html")?, "head")?;
        let title = self.tree.child(head, "title")?;
        let words = self.tree.nodes[title].children.iter().filter_map(|child| match &self.tree.nodes[*child].content {
            Content::Words(words) => Some(words.as_str()),
            _ => None,
        });
        Some(words.collect::<String>().split_whitespace().collect::<Vec<_>>().join(" ")).filter(|title| !title.is_empty())
    }

    /// What the page shows and XHTML has no place for, and how often.
    pub(super) fn left_out(&self) -> BTreeMap<&'static str, usize> {
        let mut left_out = BTreeMap::new();
        for id in 0..self.tree.nodes.len() {
            let inside = self.tree.nodes[id].parent.is_some_and(|parent| SHOWN.contains(&self.tree.name(parent)));
            if let Some(name) = SHOWN.into_iter().find(|name| *name == self.tree.name(id) && !inside) {
                *left_out.entry(name).or_default() += 1;
            }
        }
        left_out
    }

    /// The attributes of the page's body.
    pub(super) fn write_body_attributes(&self, to: &mut String, ids: &mut Ids<'_>) {
        self.write_attributes(to, self.body, "body", shape::PLAIN, ids);
    }

    fn has_lines(&self) -> bool {
        self.shapes.has_lines(&self.tree, self.body)
    }

    /// Writes what is in the body; `words` writes those of a range.
    pub(super) fn write(&self, to: &mut String, ids: &mut Ids<'_>, words: &mut impl FnMut(&mut String, Range<usize>)) {
        let lines = self.has_lines();
        to.push_str(if lines { "<div>" } else { "" });
        let mut waiting: Vec<(Id, bool)> = self.tree.nodes[self.body].children.iter().rev().map(|child| (*child, false)).collect();
        while let Some((id, ends)) = waiting.pop() {
            match (self.shapes.get(id), ends) {
                (Shape::Element(name, _), true) => end(to, name),
                (Shape::Element(name, look), false) => {
                    to.push('<');
                    to.push_str(name);
                    self.write_attributes(to, id, name, look, ids);
                    if is_void(name) {
                        to.push_str("/>");
                        continue;
                    }
                    to.push('>');
                    self.fill(to, id, name);
                    waiting.push((id, true));
                    waiting.extend(self.tree.nodes[id].children.iter().rev().map(|child| (*child, false)));
                }
                (Shape::Bare, _) => {
                    if let Some(range) = Some(&self.words[id]).filter(|range| !range.is_empty()) {
                        words(to, range.clone());
                    }
                    waiting.extend(self.tree.nodes[id].children.iter().rev().map(|child| (*child, false)));
                }
                (Shape::Dropped, _) => {}
            }
        }
        to.push_str(if lines { "</div>" } else { "" });
    }

    fn write_attributes(&self, to: &mut String, id: Id, name: &str, [display, look]: [&str; 2], ids: &mut Ids<'_>) {
        if let Some(element) = self.tree.element(id) {
            let start = self.list_begun_by(id).and_then(hint::start).unwrap_or_default();
            let style = hint::joined(&[display, look, &start, &hint::style(element), element.attribute("style").unwrap_or_default()]);
            match sheet::class_of_break(&self.tree, id) {
                Some(class) => attribute::push(to, "class", &class),
                None => attribute::write(to, element, name, &style, ids),
            }
        }
    }

    /// The list whose first item a node is.
    fn list_begun_by(&self, id: Id) -> Option<&tree::Element> {
        let parent = self.tree.nodes[id].parent.filter(|parent| self.tree.name(id) == "li" && self.tree.name(*parent) == "ol")?;
        self.tree.element(parent).filter(|_| self.tree.child(parent, "li") == Some(id))
    }

    /// An element that XHTML wants something in gets it, where nobody sees it.
    fn fill(&self, to: &mut String, id: Id, name: &str) {
        let kept = |id: &Id| matches!(self.shapes.get(*id), Shape::Element(..));
        if !self.tree.nodes[id].children.iter().any(kept) {
            to.push_str(match name {
                "table" | "thead" | "tbody" | "tfoot" => "<tr style=\"display:none\"><td></td></tr>",
                "tr" => "<td style=\"display:none\"></td>",
                "ul" | "ol" => "<li style=\"display:none\"></li>",
                "dl" => "<dd style=\"display:none\"></dd>",
                _ => "",
            });
        }
    }
}

/// The ids of a document that uses some itself.
pub(super) fn ids(reserved: &HashSet<String>) -> Ids<'_> {
    Ids { reserved, used: HashSet::default() }
}

fn is_void(name: &str) -> bool {
    matches!(name, "br" | "hr" | "img" | "col")
}

fn end(to: &mut String, name: &str) {
    to.push_str("</");
    to.push_str(name);
    to.push('>');
}
