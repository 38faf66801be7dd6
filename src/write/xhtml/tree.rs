//! An HTML page as the tree that browsers make of it.

use std::borrow::Cow;
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use html5ever::interface::{ElementFlags, ExpandedName};
use html5ever::tendril::StrTendril;
use html5ever::tree_builder::{NodeOrText, QuirksMode, TreeSink};
use html5ever::{Attribute, LocalName, Namespace, QualName, ns};

/// Names a node of a tree.
pub(super) type Id = usize;

/// A page: its nodes, the document itself first.
#[derive(Debug)]
pub(super) struct Tree {
    pub(super) nodes: Vec<Node>,
    pub(super) mode: QuirksMode,
}

/// An element, words, or what a reader does not see.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) parent: Option<Id>,
    pub(super) children: Vec<Id>,
    pub(super) content: Content,
}

/// What a node is.
#[derive(Debug, Default)]
pub(super) enum Content {
    Element(Element),
    Words(String),
    /// The document, or a comment.
    #[default]
    Unseen,
}

/// An element of the page, its name in lower case.
#[derive(Debug)]
pub(super) struct Element {
    pub(super) name: LocalName,
    /// Of HTML, and not of SVG or MathML.
    pub(super) html: bool,
    pub(super) attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute.
    pub(super) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.as_str())
    }
}

impl Tree {
    /// The element of a node, if it is one.
    pub(super) fn element(&self, id: Id) -> Option<&Element> {
        if let Content::Element(element) = &self.nodes[id].content { Some(element) } else { None }
    }

    /// The name of a node's element; nothing where it is none.
    pub(super) fn name(&self, id: Id) -> &str {
        self.element(id).map_or("", |element| if element.html { &element.name } else { "svg" })
    }

    /// The first child of a node with a name.
    pub(super) fn child(&self, id: Id, name: &str) -> Option<Id> {
        self.nodes[id].children.iter().copied().find(|child| self.name(*child) == name)
    }
}

/// A node as the tree builder holds it.
#[derive(Clone, Debug)]
pub(super) struct Handle {
    id: Id,
    pub(super) name: Rc<QualName>,
}

/// Takes the tree from the tree builder.
#[derive(Debug)]
pub(super) struct Grower {
    nodes: RefCell<Vec<Node>>,
    mode: Cell<QuirksMode>,
    nameless: Rc<QualName>,
}

impl Default for Grower {
    fn default() -> Self {
        let nameless = Rc::new(QualName::new(None, Namespace::default(), LocalName::default()));
        Self { nodes: RefCell::new(vec![Node::default()]), mode: Cell::new(QuirksMode::NoQuirks), nameless }
    }
}

impl Grower {
    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn add(&self, content: Content, name: Rc<QualName>) -> Handle {
        let mut nodes = self.nodes.borrow_mut();
        nodes.push(Node { content, ..Node::default() });
        Handle { id: nodes.len() - 1, name }
    }

    /// Puts a node or words before the child at an index of `parent`.
    fn insert(&self, parent: Id, at: usize, new: NodeOrText<Handle>) {
        match new {
            NodeOrText::AppendNode(node) => {
                self.remove_from_parent(&node);
                let mut nodes = self.nodes.borrow_mut();
                nodes[node.id].parent = Some(parent);
                let at = at.min(nodes[parent].children.len());
                nodes[parent].children.insert(at, node.id);
            }
            NodeOrText::AppendText(words) => {
                let before = at.checked_sub(1).map(|before| self.nodes.borrow()[parent].children[before]);
                let joined = before.is_some_and(|before| self.join(before, &words));
                if joined {
                    return;
                }
                let node = self.add(Content::Words(words.to_string()), self.nameless.clone());
                self.insert(parent, at, NodeOrText::AppendNode(node));
            }
        }
    }

    /// Appends words to a node of words.
    fn join(&self, id: Id, words: &str) -> bool {
        match &mut self.nodes.borrow_mut()[id].content {
            Content::Words(text) => {
                text.push_str(words);
                true
            }
            _ => false,
        }
    }

    /// Where a node stands among its parent's children; it is looked for from the end, where the page grows.
    fn place(&self, id: Id) -> Option<(Id, usize)> {
        let nodes = self.nodes.borrow();
        let parent = nodes[id].parent?;
        Some((parent, nodes[parent].children.iter().rposition(|child| *child == id)?))
    }
}

fn attributes(attributes: Vec<Attribute>) -> impl Iterator<Item = (String, String)> {
    attributes.into_iter().map(|a| (a.name.local.to_string(), a.value.to_string()))
}

impl TreeSink for Grower {
    type Handle = Handle;
    type Output = Tree;
    type ElemName<'a> = ExpandedName<'a>;

    fn finish(self) -> Tree {
        Tree { nodes: self.nodes.into_inner(), mode: self.mode.get() }
    }

    fn parse_error(&self, _: Cow<'static, str>) {}

    fn get_document(&self) -> Handle {
        Handle { id: 0, name: self.nameless.clone() }
    }

    fn elem_name<'a>(&'a self, target: &'a Handle) -> ExpandedName<'a> {
        target.name.expanded()
    }

    fn create_element(&self, name: QualName, attrs: Vec<Attribute>, _: ElementFlags) -> Handle {
        let html = name.ns == ns!(html);
        let element = Element { name: name.local.clone(), html, attributes: attributes(attrs).collect() };
        self.add(Content::Element(element), Rc::new(name))
    }

    fn create_comment(&self, _: StrTendril) -> Handle {
        self.add(Content::Unseen, self.nameless.clone())
    }

    fn create_pi(&self, _: StrTendril, _: StrTendril) -> Handle {
        self.add(Content::Unseen, self.nameless.clone())
    }

    fn append(&self, parent: &Handle, child: NodeOrText<Handle>) {
        let end = self.nodes.borrow()[parent.id].children.len();
        self.insert(parent.id, end, child);
    }

    fn append_based_on_parent_node(&self, element: &Handle, before: &Handle, child: NodeOrText<Handle>) {
        if self.nodes.borrow()[element.id].parent.is_some() {
            self.append_before_sibling(element, child);
        } else {
            self.append(before, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn get_template_contents(&self, target: &Handle) -> Handle {
        target.clone()
    }

    fn same_node(&self, x: &Handle, y: &Handle) -> bool {
        x.id == y.id
    }

    fn set_quirks_mode(&self, mode: QuirksMode) {
        self.mode.set(mode);
    }

    fn append_before_sibling(&self, sibling: &Handle, new: NodeOrText<Handle>) {
        if let NodeOrText::AppendNode(node) = &new {
            self.remove_from_parent(node);
        }
        if let Some((parent, at)) = self.place(sibling.id) {
            self.insert(parent, at, new);
        }
    }

    fn add_attrs_if_missing(&self, target: &Handle, attrs: Vec<Attribute>) {
        if let Content::Element(element) = &mut self.nodes.borrow_mut()[target.id].content {
            let new: Vec<_> = attributes(attrs).filter(|(name, _)| element.attribute(name).is_none()).collect();
            element.attributes.extend(new);
        }
    }

    fn remove_from_parent(&self, target: &Handle) {
        if let Some((parent, at)) = self.place(target.id) {
            let mut nodes = self.nodes.borrow_mut();
            nodes[parent].children.remove(at);
            nodes[target.id].parent = None;
        }
    }

    fn reparent_children(&self, node: &Handle, new_parent: &Handle) {
        let mut nodes = self.nodes.borrow_mut();
        let children = std::mem::take(&mut nodes[node.id].children);
        children.iter().for_each(|child| nodes[*child].parent = Some(new_parent.id));
        nodes[new_parent.id].children.extend(children);
    }
}
