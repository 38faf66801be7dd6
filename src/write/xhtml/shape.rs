//! Which element of XHTML 1.1 each element of the page becomes: its content model knows no old elements, no words outside blocks, no blocks
//! inside lines. What would break it becomes a `div` or `span` that looks the same.

use super::tree::{Content, Id, Tree};

/// What a node becomes.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Shape {
    /// Nothing, with all that is in it.
    #[default]
    Dropped,
    /// What is in it, or words.
    Bare,
    /// An element, and the styles that make it look like what it was.
    Element(&'static str, [&'static str; 2]),
}

/// An element that looks like itself.
pub(super) const PLAIN: [&str; 2] = ["", ""];

/// What is said of a node while its children's shapes are not settled.
#[derive(Clone, Copy, Debug, Default)]
struct Traits {
    /// It is a block, or a line that holds one.
    block: bool,
    kept: bool,
}

/// The nodes below `root` in the order of the page, those left out apart, each with its shape.
pub(super) struct Shapes {
    pub(super) order: Vec<Id>,
    shapes: Vec<Shape>,
    traits: Vec<Traits>,
}

/// Elements that show something and that Inline XBRL's XHTML has no use for.
pub(super) const SHOWN: [&str; 14] = [
    "svg", "input", "select", "textarea", "button", "iframe", "embed", "applet", "video", "audio", "canvas", "frameset", "meter",
    "progress",
];
/// Elements that show nothing.
const UNSEEN: [&str; 20] = [
    "script",
    "style",
    "head",
    "title",
    "meta",
    "link",
    "base",
    "noscript",
    "noframes",
    "noembed",
    "template",
    "map",
    "area",
    "param",
    "source",
    "track",
    "wbr",
    "datalist",
    "basefont",
    "ix:header",
];
/// Elements that hold lines alone.
const OF_LINES: [&str; 11] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "address", "pre", "dt", "caption"];
const KEPT_INLINE: [&str; 25] = [
    "a", "em", "strong", "b", "i", "big", "small", "sub", "sup", "tt", "code", "kbd", "samp", "var", "cite", "abbr", "acronym", "dfn", "q",
    "ins", "del", "bdo", "span", "br", "img",
];
const BLOCKS: [&str; 32] = [
    "div",
    "blockquote",
    "ul",
    "ol",
    "dl",
    "li",
    "dd",
    "table",
    "hr",
    "center",
    "section",
    "article",
    "header",
    "footer",
    "main",
    "nav",
    "aside",
    "figure",
    "figcaption",
    "hgroup",
    "form",
    "fieldset",
    "legend",
    "dir",
    "menu",
    "listing",
    "xmp",
    "plaintext",
    "details",
    "summary",
    "dialog",
    "marquee",
];

impl Shapes {
    /// The shapes of what is in a node.
    pub(super) fn of(tree: &Tree, root: Id) -> Self {
        let mut shapes =
            Self { order: Vec::new(), shapes: vec![Shape::Dropped; tree.nodes.len()], traits: vec![Traits::default(); tree.nodes.len()] };
        shapes.walk(tree, root);
        for at in (0..shapes.order.len()).rev() {
            let id = shapes.order[at];
            shapes.traits[id].block = is_block(tree.name(id)) || (is_inline(tree.name(id)) && shapes.holds_block(tree, id));
        }
        shapes.traits[root].block = shapes.holds_block(tree, root);
        for at in 0..shapes.order.len() {
            let id = shapes.order[at];
            shapes.shapes[id] = shapes.shape(tree, id);
        }
        shapes
    }

    /// What a node becomes.
    pub(super) fn get(&self, id: Id) -> Shape {
        self.shapes[id]
    }

    /// Whether there are words or lines directly in a node, and not only blocks.
    pub(super) fn has_lines(&self, tree: &Tree, id: Id) -> bool {
        self.children(tree, id).any(|child| match &tree.nodes[child].content {
            Content::Words(words) => !is_blank(words),
            _ => !self.traits[child].block,
        })
    }

    /// Notes what is kept, in order.
    fn walk(&mut self, tree: &Tree, root: Id) {
        let mut waiting: Vec<Id> = tree.nodes[root].children.iter().rev().copied().collect();
        while let Some(id) = waiting.pop() {
            let name = tree.name(id);
            let seen = match &tree.nodes[id].content {
                Content::Words(_) => true,
                Content::Element(_) => !UNSEEN.contains(&name) && !SHOWN.contains(&name),
                Content::Unseen => false,
            };
            if seen {
                self.traits[id].kept = true;
                self.order.push(id);
                waiting.extend(tree.nodes[id].children.iter().rev());
            }
        }
    }

    fn children<'a>(&'a self, tree: &'a Tree, id: Id) -> impl Iterator<Item = Id> + 'a {
        tree.nodes[id].children.iter().copied().filter(|child| self.traits[*child].kept)
    }

    fn holds_block(&self, tree: &Tree, id: Id) -> bool {
        self.children(tree, id).any(|child| self.traits[child].block)
    }

    /// Whether a node holds nothing but elements of some names, and blanks.
    fn holds_only(&self, tree: &Tree, id: Id, names: &[&str]) -> bool {
        self.children(tree, id).all(|child| match &tree.nodes[child].content {
            Content::Words(words) => is_blank(words),
            _ => names.contains(&tree.name(child)),
        })
    }

    fn shape(&self, tree: &Tree, id: Id) -> Shape {
        let name = tree.name(id);
        if name.is_empty() {
            return Shape::Bare;
        }
        let parent = tree.nodes[id].parent.map_or(Shape::Dropped, |parent| self.shapes[parent]);
        let inside = |element: &str| matches!(parent, Shape::Element(name, _) if name == element);
        let is_list = |list: &str| matches!(parent, Shape::Element("ul" | "ol", _)) && list == "li";
        let kept = match name {
            "object" => return Shape::Bare,
            "dt" if !inside("dl") => false,
            "pre" => !self.holds_block(tree, id) && !self.children(tree, id).any(|child| self.has_picture(tree, child)),
            _ if OF_LINES.contains(&name) => !self.holds_block(tree, id),
            "ul" | "ol" => self.holds_only(tree, id, &["li"]),
            "dl" => {
                self.holds_only(tree, id, &["dt", "dd"])
                    && !self.children(tree, id).any(|c| tree.name(c) == "dt" && self.holds_block(tree, c))
            }
            "li" => is_list(name),
            "dd" => inside("dl"),
            "blockquote" => !self.has_lines(tree, id),
            "big" | "small" | "sub" | "sup" if self.in_pre(tree, id) => return Shape::Element("span", ["", look(name)]),
            "div" | "table" | "hr" | "colgroup" | "col" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th" => true,
            _ => KEPT_INLINE.contains(&name) && !self.traits[id].block,
        };
        match kept_name(name).filter(|_| kept) {
            Some(name) => Shape::Element(name, PLAIN),
            None if is_block(name) => Shape::Element("div", ["", look(name)]),
            None if self.traits[id].block => Shape::Element("div", ["display:inline", look(name)]),
            None => Shape::Element("span", ["", look(name)]),
        }
    }

    fn has_picture(&self, tree: &Tree, id: Id) -> bool {
        tree.name(id) == "img" || (is_inline(tree.name(id)) && tree.nodes[id].children.iter().any(|child| tree.name(*child) == "img"))
    }

    fn in_pre(&self, tree: &Tree, id: Id) -> bool {
        let mut parent = tree.nodes[id].parent;
        while let Some(outer) = parent.filter(|outer| is_inline(tree.name(*outer))) {
            parent = tree.nodes[outer].parent;
        }
        parent.is_some_and(|outer| self.shapes[outer] == Shape::Element("pre", PLAIN))
    }
}

pub(super) fn is_blank(words: &str) -> bool {
    words.bytes().all(|b| matches!(b, b' ' | b'\n' | b'\t' | 0x0c))
}

fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || (OF_LINES.contains(&name) && name != "caption")
}

fn is_inline(name: &str) -> bool {
    const OF_TABLES: [&str; 9] = ["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"];
    !name.is_empty() && !is_block(name) && !OF_TABLES.contains(&name)
}

/// The name in our own keeping, if XHTML 1.1 has it.
fn kept_name(name: &str) -> Option<&'static str> {
    const OTHERS: [&str; 17] =
        ["div", "blockquote", "ul", "ol", "dl", "li", "dd", "table", "hr", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"];
    OTHERS.iter().chain(&OF_LINES).chain(&KEPT_INLINE).copied().find(|kept| *kept == name)
}

/// How browsers show an element, where that is not how they show a `div` or `span`.
fn look(name: &str) -> &'static str {
    match name {
        "p" => "margin:1em 0",
        "h1" => "font-size:2em;margin:0.67em 0;font-weight:bold",
        "h2" => "font-size:1.5em;margin:0.83em 0;font-weight:bold",
        "h3" => "font-size:1.17em;margin:1em 0;font-weight:bold",
        "h4" => "margin:1.33em 0;font-weight:bold",
        "h5" => "font-size:0.83em;margin:1.67em 0;font-weight:bold",
        "h6" => "font-size:0.67em;margin:2.33em 0;font-weight:bold",
        "pre" | "listing" | "xmp" | "plaintext" => "font-family:monospace;white-space:pre;margin:1em 0",
        "blockquote" | "figure" => "margin:1em 40px",
        "center" => "text-align:center;text-align:-webkit-center",
        "ul" | "dir" | "menu" => "list-style-type:disc;margin:1em 0;padding-left:40px",
        "ol" => "list-style-type:decimal;counter-reset:list-item;margin:1em 0;padding-left:40px",
        "li" => "display:list-item",
        "dl" => "margin:1em 0",
        "dd" => "margin-left:40px",
        "b" | "strong" => "font-weight:bold",
        "i" | "em" | "cite" | "var" | "dfn" | "address" => "font-style:italic",
        "u" | "ins" => "text-decoration:underline",
        "s" | "strike" | "del" => "text-decoration:line-through",
        "big" => "font-size:larger",
        "small" => "font-size:smaller",
        "sub" => "vertical-align:sub;font-size:smaller",
        "sup" => "vertical-align:super;font-size:smaller",
        "tt" | "code" | "kbd" | "samp" => "font-family:monospace",
        "nobr" => "white-space:nowrap",
        "mark" => "background-color:yellow;color:black",
        _ => "",
    }
}
