//! Tables in the order that XHTML wants their parts in; browsers show them in that order whatever the page has.

use super::tree::{Content, Id, Tree};

/// Puts captions, columns, head and foot before the rows. Of several heads or feet, all but the first are rows like others.
pub(super) fn tables(tree: &mut Tree) {
    for id in 0..tree.nodes.len() {
        if tree.name(id) == "table" {
            one_of_a_kind(tree, id, "thead");
            one_of_a_kind(tree, id, "tfoot");
            let mut children = std::mem::take(&mut tree.nodes[id].children);
            children.sort_by_key(|child| rank(tree.name(*child)));
            tree.nodes[id].children = children;
        }
    }
}

fn one_of_a_kind(tree: &mut Tree, table: Id, name: &str) {
    let others: Vec<Id> = tree.nodes[table].children.iter().copied().filter(|child| tree.name(*child) == name).skip(1).collect();
    for id in others {
        if let Content::Element(element) = &mut tree.nodes[id].content {
            element.name = "tbody".into();
        }
    }
}

/// Words stand in no table but as blanks.
fn rank(name: &str) -> u8 {
    match name {
        "caption" => 0,
        "colgroup" => 1,
        "thead" => 2,
        "tfoot" => 3,
        _ => 4,
    }
}
