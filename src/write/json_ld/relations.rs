//! How facts hang together, and what was found wrong, as nodes.

use super::facts::fact_name;
use super::places::Places;
use super::{Node, Object};
use crate::diagnostic::{Diagnostic, Label};
use crate::report::{Relation, Report};
use crate::write::attached::Attached;

/// One node a relation, in the report's order.
pub(super) fn nodes(report: &Report) -> impl Iterator<Item = Node<'_>> {
    report.relations.iter().enumerate().map(|(i, relation)| {
        let id = format!("relation/{}", i + 1);
        match relation {
            Relation::SumsTo { total, parts, .. } => {
                let term = |(n, (part, weight)): (usize, &(_, i8))| {
                    Node::new(format!("{id}#{}", n + 1)).with("part", fact_name(*part)).with("weight", weight.to_string())
                };
                let terms: Object<'_> = parts.iter().enumerate().map(term).collect();
                Node::new(id).with("type", "hx:Sum").with("total", fact_name(*total)).with("hx:term", terms)
            }
            Relation::ChangedBy { earlier, later, stated } => Node::new(id)
                .with("type", "hx:Change")
                .with("earlier", fact_name(*earlier))
                .with("later", fact_name(*later))
                .with("stated", fact_name(*stated)),
            Relation::Conflicts { kept, other, note } => Node::new(id)
                .with("type", "hx:Conflict")
                .with("kept", fact_name(*kept))
                .with("other", fact_name(*other))
                .with("note", note.as_str()),
        }
    })
}

/// One node a finding, each with the places it points at.
pub(super) fn findings<'a>(
    findings: &'a [Diagnostic],
    attached: &'a Attached<'a>,
    places: &'a Places<'a>,
) -> impl Iterator<Item = Node<'a>> + 'a {
    findings.iter().enumerate().map(|(i, finding)| {
        let id = format!("finding/{}", i + 1);
        let labels = finding.primary.iter().chain(&finding.related).enumerate();
        let at: Vec<Node<'_>> = labels.map(|(n, label)| place(places, format!("{id}/place/{}", n + 1), label)).collect();
        let about = || attached.facts(i).iter().map(|id| fact_name(*id));
        let targets: Object<'_> = about().chain((1..=at.len()).map(|n| format!("{id}/place/{n}"))).collect();
        Node::new(id)
            .with("type", ["hx:Finding", "oa:Annotation"])
            .with("motivatedBy", "oa:assessing")
            .with("about", about().collect::<Object<'_>>())
            .with("target", targets)
            .with("hx:code", finding.code.name())
            .with("hx:severity", finding.severity.name())
            .with("hx:message", finding.message.as_str())
            .with("hx:help", finding.help.as_deref())
            .with("hx:at", at.into_iter().collect::<Object<'_>>())
    })
}

fn place<'a>(places: &Places<'a>, id: String, label: &'a Label) -> Node<'a> {
    let selectors = places.selectors(&id, label.span);
    Node::new(id).with("source", "source").with("note", label.text.as_str()).with("selector", selectors)
}
