//! Roles: one for each statement as printed, one for what only the text says, one for names and dates.

use super::labels::{LabelRole, Labels};
use super::names::{Names, camel};
use crate::report::{Fact, FactId, Line, LineKind, Report, Statement, StatementKind};
use crate::taxonomy::QName;
use crate::write::hash::{FactSet, HashMap, HashSet, IndexMap, IndexSet};
use crate::write::lexical::folded;

/// Longest title in a role's definition.
const MAX_TITLE: usize = 200;

/// One role: a tree of lines and the table that spans it.
pub(in crate::write) struct Role {
    /// Its name, the end of its URI.
    pub(in crate::write) name: String,
    /// `Document`, `Statement` or `Disclosure`.
    pub(in crate::write) group: &'static str,
    /// Its title as printed.
    pub(in crate::write) title: String,
    /// Index in `Report::statements`, if it is one.
    pub(super) statement: Option<usize>,
    pub(super) root: QName,
    pub(super) table: QName,
    pub(super) line_items: QName,
    /// Axes of its facts, each with the members that occur.
    pub(super) axes: IndexMap<QName, IndexSet<QName>>,
    /// What stands under the line items.
    pub(in crate::write) tree: Vec<Node>,
}

/// A heading or an item of a role.
#[derive(Clone, Debug, PartialEq)]
pub(in crate::write) struct Node {
    /// Its element.
    pub(in crate::write) name: QName,
    /// Which of the element's labels is printed here, when not the standard one.
    pub(super) label: Option<LabelRole>,
    /// What stands under a heading; items have nothing under them.
    pub(in crate::write) children: Vec<Node>,
}

impl Role {
    /// Its items in printed order, each once.
    pub(in crate::write) fn concepts(&self) -> impl Iterator<Item = &QName> {
        self.names(false)
    }

    /// Its headings in printed order.
    pub(super) fn headings(&self) -> impl Iterator<Item = &QName> {
        self.names(true)
    }

    fn names(&self, headings: bool) -> impl Iterator<Item = &QName> {
        let mut names = IndexSet::with_capacity_and_hasher(self.tree.len(), Default::default());
        collect(&self.tree, headings, &mut names);
        names.into_iter()
    }
}

fn collect<'a>(nodes: &'a [Node], headings: bool, names: &mut IndexSet<&'a QName>) {
    for node in nodes {
        if node.children.is_empty() != headings {
            names.insert(&node.name);
        }
        collect(&node.children, headings, names);
    }
}

/// The roles of a report; each fact that is written is valid in one of them.
pub(super) fn roles(report: &Report, written: &FactSet, names: &mut Names, labels: &mut Labels) -> Vec<Role> {
    let mut builder = Builder { report, written, names, labels, headings: HashMap::default() };
    let loose = builder.loose();
    let (figures, texts): (Vec<_>, Vec<_>) =
        loose.into_iter().partition(|id| report.concept(&report.fact(*id).aspects.concept).data_type.is_numeric());
    let cover = builder.of_facts(StatementKind::Cover, &texts);
    let statements: Vec<_> = report.statements.iter().enumerate().filter_map(|(i, statement)| builder.of_statement(i, statement)).collect();
    let narrative = builder.of_facts(StatementKind::Narrative, &figures);
    let mut roles: Vec<Role> = cover.into_iter().chain(statements).chain(narrative).collect();
    // the cover, then statements, then all else, each in printed order (EFM 6.7.12)
    roles.sort_by_key(|role| ["Document", "Statement", "Disclosure"].iter().position(|group| *group == role.group));
    roles
}

struct Builder<'a> {
    report: &'a Report,
    written: &'a FactSet,
    names: &'a mut Names,
    labels: &'a mut Labels,
    /// Heading elements by their words: roles share them, one role never uses one twice.
    headings: HashMap<String, Vec<QName>>,
}

impl<'a> Builder<'a> {
    /// Facts that no statement shows.
    fn loose(&self) -> Vec<FactId> {
        let shown: FactSet = self.report.statements.iter().flat_map(|s| &s.lines).flat_map(|l| l.cells.iter().flatten().copied()).collect();
        self.report.facts().map(|(id, _)| id).filter(|id| self.written.contains(id) && !shown.contains(id)).collect()
    }

    fn of_facts(&mut self, kind: StatementKind, facts: &[FactId]) -> Option<Role> {
        let mut tree: Vec<Node> = Vec::new();
        let concepts: IndexSet<&QName> = facts.iter().map(|id| &self.report.fact(*id).aspects.concept).collect();
        tree.extend(concepts.into_iter().map(|name| Node { name: name.clone(), label: None, children: Vec::new() }));
        self.role(kind, kind.name(), None, tree, facts)
    }

    fn of_statement(&mut self, index: usize, statement: &'a Statement) -> Option<Role> {
        let facts: Vec<FactId> = statement.lines.iter().flat_map(|l| self.facts(l)).collect();
        let tree = self.outline(statement);
        let title = if statement.title.trim().is_empty() { statement.kind.name() } else { &statement.title };
        self.role(statement.kind, title, Some(index), tree, &facts)
    }

    fn role(&mut self, kind: StatementKind, title: &str, statement: Option<usize>, tree: Vec<Node>, facts: &[FactId]) -> Option<Role> {
        if facts.is_empty() {
            return None;
        }
        let name = self.names.unique(&camel(title), &["Abstract", "Table", "LineItems"]);
        let element = |ending: &str| self.names.own(format!("{name}{ending}"));
        let (root, table, line_items) = (element("Abstract"), element("Table"), element("LineItems"));
        let title: String = folded(title).chars().take(MAX_TITLE).collect();
        let axes = axes(facts.iter().map(|id| self.report.fact(*id)));
        Some(Role { name, group: group(kind), title, statement, root, table, line_items, axes, tree })
    }

    fn facts(&self, line: &'a Line) -> impl Iterator<Item = FactId> {
        line.cells.iter().flatten().copied().filter(|id| self.written.contains(id))
    }

    /// The lines as a tree: a heading holds what is indented under it, or what follows it at its own depth up to a total.
    fn outline(&mut self, statement: &'a Statement) -> Vec<Node> {
        let mut outline = Outline::default();
        let mut used = HashSet::default();
        let mut lines: HashMap<&QName, usize> = HashMap::default();
        statement.lines.iter().filter_map(|line| line.concept.as_ref()).for_each(|concept| *lines.entry(concept).or_default() += 1);
        for line in &statement.lines {
            let concepts: IndexSet<&'a QName> = self.facts(line).map(|id| &self.report.fact(id).aspects.concept).collect();
            if concepts.is_empty() && line.kind == LineKind::Heading && !line.label.trim().is_empty() {
                outline.close_to(line.depth, true, |words| self.heading(words, &mut used));
                outline.open.push(Open { words: line.label.clone(), depth: line.depth, deeper: false, children: Siblings::default() });
            }
            for concept in concepts {
                let label = self.labels.printed(self.report, line, concept, lines.get(concept).copied().unwrap_or(1) > 1);
                outline.close_to(line.depth, false, |words| self.heading(words, &mut used));
                outline.add(Node { name: concept.clone(), label, children: Vec::new() }, line);
            }
            if line.kind == LineKind::Total && outline.open.last().is_some_and(|open| open.depth == line.depth) {
                outline.close(|words| self.heading(words, &mut used));
            }
        }
        while !outline.open.is_empty() {
            outline.close(|words| self.heading(words, &mut used));
        }
        outline.roots.nodes
    }

    fn heading(&mut self, words: &str, used: &mut HashSet<QName>) -> QName {
        let words = folded(words).trim_end_matches(':').to_owned();
        let known = self.headings.entry(words.clone()).or_default();
        let free = known.iter().find(|name| !used.contains(*name)).cloned();
        let name = free.unwrap_or_else(|| {
            let name = self.names.make(&camel(&words), "Abstract");
            known.push(name.clone());
            name
        });
        self.labels.heading(&name, &words);
        used.insert(name.clone());
        name
    }
}

#[derive(Default)]
struct Outline {
    roots: Siblings,
    open: Vec<Open>,
}

/// A heading whose lines are still coming.
struct Open {
    words: String,
    depth: u8,
    /// Whether deeper lines have come: lines at its own depth are its siblings then.
    deeper: bool,
    children: Siblings,
}

/// The lines under one heading; the same element under the same label stands once.
#[derive(Default)]
struct Siblings {
    nodes: Vec<Node>,
    seen: HashSet<(QName, Option<LabelRole>)>,
}

impl Siblings {
    fn push(&mut self, node: Node) {
        if self.seen.insert((node.name.clone(), node.label)) {
            self.nodes.push(node);
        }
    }
}

impl Outline {
    fn close_to(&mut self, depth: u8, heading: bool, mut name: impl FnMut(&str) -> QName) {
        while self.open.last().is_some_and(|open| open.depth > depth || open.depth == depth && (open.deeper || heading)) {
            self.close(&mut name);
        }
    }

    /// Ends the innermost heading; one without lines is left out.
    fn close(&mut self, mut name: impl FnMut(&str) -> QName) {
        let Some(Open { words, children, .. }) = self.open.pop() else { return };
        if !children.nodes.is_empty() {
            let node = Node { name: name(&words), label: None, children: children.nodes };
            self.siblings().push(node);
        }
    }

    fn siblings(&mut self) -> &mut Siblings {
        self.open.last_mut().map_or(&mut self.roots, |open| &mut open.children)
    }

    fn add(&mut self, node: Node, line: &Line) {
        if let Some(open) = self.open.last_mut() {
            open.deeper |= line.depth > open.depth;
        }
        self.siblings().push(node);
    }
}

fn axes<'a>(facts: impl Iterator<Item = &'a Fact>) -> IndexMap<QName, IndexSet<QName>> {
    let mut axes: IndexMap<QName, IndexSet<QName>> = IndexMap::default();
    for (axis, member) in facts.flat_map(|fact| fact.aspects.dimensions.iter()) {
        axes.entry(axis.clone()).or_default().insert(member.clone());
    }
    axes
}

fn group(kind: StatementKind) -> &'static str {
    match kind {
        StatementKind::Cover => "Document",
        StatementKind::Income | StatementKind::BalanceSheet | StatementKind::CashFlow | StatementKind::Equity => "Statement",
        _ => "Disclosure",
    }
}
