//! How facts hang together, and what was found wrong, as nodes.

use serde_json::{Value, json};

use super::places::Places;
use crate::diagnostic::{Diagnostic, Label};
use crate::report::{FactId, Relation, Report};
use crate::write::attached::Attached;

/// One node a relation, in the report's order.
pub(super) fn nodes(report: &Report) -> impl Iterator<Item = Value> + '_ {
    report.relations.iter().enumerate().map(|(i, relation)| {
        let id = format!("relation/{}", i + 1);
        match relation {
            Relation::SumsTo { total, parts, .. } => json!({
                "id": id,
                "type": "hx:Sum",
                "total": fact(*total),
                "hx:term": parts.iter().enumerate().map(|(n, (part, weight))| json!({
                    "id": format!("{id}#{}", n + 1),
                    "part": fact(*part),
                    "weight": weight.to_string(),
                })).collect::<Vec<_>>(),
            }),
            Relation::ChangedBy { earlier, later, stated } => json!({
                "id": id, "type": "hx:Change", "earlier": fact(*earlier), "later": fact(*later), "stated": fact(*stated),
            }),
            Relation::Conflicts { kept, other, note } => json!({
                "id": id, "type": "hx:Conflict", "kept": fact(*kept), "other": fact(*other), "note": note,
            }),
        }
    })
}

fn fact(id: FactId) -> String {
    format!("fact/{id}")
}

/// One node a finding, each with the places it points at.
pub(super) fn findings<'a>(
    findings: &'a [Diagnostic],
    attached: &'a Attached<'a>,
    places: &'a Places<'a>,
) -> impl Iterator<Item = Value> + 'a {
    findings.iter().enumerate().map(|(i, finding)| {
        let id = format!("finding/{}", i + 1);
        let labels = finding.primary.iter().chain(&finding.related).enumerate();
        let at: Vec<Value> = labels.map(|(n, label)| place(places, &format!("{id}/place/{}", n + 1), label)).collect();
        let about: Vec<String> = attached.facts(i).iter().map(|id| fact(*id)).collect();
        let targets: Vec<String> = about.iter().cloned().chain((1..=at.len()).map(|n| format!("{id}/place/{n}"))).collect();
        json!({
            "id": id,
            "type": ["hx:Finding", "oa:Annotation"],
            "motivatedBy": "oa:assessing",
            "about": about,
            "target": targets,
            "hx:code": finding.code.name(),
            "hx:severity": finding.severity.name(),
            "hx:message": finding.message,
            "hx:help": finding.help,
            "hx:at": at,
        })
    })
}

fn place(places: &Places<'_>, id: &str, label: &Label) -> Value {
    json!({ "id": id, "source": "source", "note": label.text, "selector": places.selectors(id, label.span) })
}
