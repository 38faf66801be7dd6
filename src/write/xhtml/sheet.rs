//! The page's own style sheets, and the colours of its links.

use std::collections::BTreeMap;

use super::colour::colour;
use super::hint;
use super::tree::{Content, Id, Tree};

/// All rules of the page, in order.
pub(super) fn of(tree: &Tree, body: Id) -> String {
    let mut rules = String::new();
    for (id, node) in tree.nodes.iter().enumerate() {
        let Some(element) = tree.element(id).filter(|element| &*element.name == "style" && element.html) else { continue };
        let css = element.attribute("type").is_none_or(|kind| kind.is_empty() || kind.eq_ignore_ascii_case("text/css"));
        let seen = node.parent.is_some_and(|parent| !matches!(tree.name(parent), "noscript" | "template" | "svg"));
        if css && seen {
            let media = element.attribute("media").filter(|media| !media.trim().is_empty());
            push(&mut rules, &media.map_or_else(String::new, |media| format!("@media {media} {{")));
            node.children.iter().for_each(|child| {
                if let Content::Words(words) = &tree.nodes[*child].content {
                    push(&mut rules, words);
                }
            });
            rules.push_str(if media.is_some() { "}\n" } else { "\n" });
        }
    }
    links(tree, body) + &breaks(tree) + &rules
}

/// The style of a line break; XHTML has none for it, so it goes into the sheet, under a class made of what it says.
fn style_of_break(tree: &Tree, id: Id) -> Option<String> {
    let element = tree.element(id).filter(|element| &*element.name == "br" && element.html)?;
    let style = hint::joined(&[&hint::style(element), element.attribute("style").unwrap_or_default()]);
    (!style.is_empty() && !style.contains(['{', '}'])).then_some(style)
}

/// The class of a line break that has a style.
pub(super) fn class_of_break(tree: &Tree, id: Id) -> Option<String> {
    let style = style_of_break(tree, id)?;
    let name: String = style.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
    Some(format!("break-{name}"))
}

fn breaks(tree: &Tree) -> String {
    let styled = (0..tree.nodes.len()).filter_map(|id| Some((class_of_break(tree, id)?, style_of_break(tree, id)?)));
    let mut rules = String::new();
    for (class, style) in styled.collect::<BTreeMap<String, String>>() {
        push(&mut rules, &format!("br.{class}{{{style}}}\n"));
    }
    rules
}

/// Style goes without `<`, `&` and references: readers of HTML and of XML take them differently.
fn push(to: &mut String, css: &str) {
    let css = css.replace("<!--", "").replace("-->", "").replace("]]>", "]] >");
    for c in css.chars() {
        match c {
            '<' => to.push_str("\\3c "),
            '&' => to.push_str("\\26 "),
            c if !c.is_ascii() => to.push_str(&format!("\\{:x} ", u32::from(c))),
            c => to.push(c),
        }
    }
}

fn links(tree: &Tree, body: Id) -> String {
    let Some(element) = tree.element(body) else { return String::new() };
    let states = [("link", "link"), ("vlink", "visited"), ("alink", "active")];
    let rule = |(attribute, state): (&str, &str)| {
        element.attribute(attribute).and_then(colour).map(|colour| format!("a:{state}{{color:{colour}}}\n"))
    };
    states.into_iter().filter_map(rule).collect()
}
