//! Facts as observations, mentions as resources with selectors.

use std::borrow::Cow;

use super::places::Places;
use super::{Node, Object};
use crate::report::{Decimals, Fact, FactId, Origin, Period, Relation, Report, Value};
use crate::write::digits::{push_date, push_decimal, push_id, push_integer, spelt};
use crate::write::hash::HashMap;
use crate::write::namespaces::Namespaces;
use crate::write::oim;
use crate::write::printed::printed;

/// Each fact, followed by its mentions.
pub(super) fn nodes<'a>(report: &'a Report, names: &'a Namespaces, places: &'a Places<'a>) -> impl Iterator<Item = Node<'a>> + 'a {
    let notes = notes(report);
    report.facts().flat_map(move |(id, fact)| {
        let note = notes.get(&id).map(Vec::as_slice).unwrap_or_default();
        let mentions = fact.origins.iter().enumerate().map(move |(i, origin)| mention(report, places, id, i + 1, origin));
        std::iter::once(observation(names, id, fact, note)).chain(mentions)
    })
}

/// The name of a fact's node.
pub(super) fn fact_name(id: FactId) -> String {
    spelt(|out| {
        out.push_str("fact/");
        push_id(out, id);
    })
}

/// The name of the node of a place where a fact is said.
fn mention_name(fact: FactId, sequence: usize) -> String {
    spelt(|out| {
        out.push_str("mention/");
        push_id(out, fact);
        out.push('-');
        push_integer(out, sequence);
    })
}

/// The notes on conflicting figures, by fact.
fn notes(report: &Report) -> HashMap<FactId, Vec<&str>> {
    let mut notes: HashMap<FactId, Vec<&str>> = HashMap::default();
    for relation in &report.relations {
        if let Relation::Conflicts { kept, other, note } = relation {
            [kept, other].into_iter().for_each(|id| notes.entry(*id).or_default().push(note));
        }
    }
    notes
}

fn observation<'a>(names: &Namespaces, id: FactId, fact: &'a Fact, notes: &[&'a str]) -> Node<'a> {
    let mut node = Node::new(fact_name(id))
        .with("type", ["qb:Observation", "prov:Entity"])
        .with("qb:dataSet", Object::reference("dataset"))
        .with("entity", "entity")
        .with("concept", names.qname(&fact.aspects.concept));
    match fact.aspects.period {
        Period::Instant(day) => node.set("instant", spelt(|out| push_date(out, day))),
        Period::Duration { start, end } => {
            node.set("periodStart", spelt(|out| push_date(out, start)));
            node.set("periodEnd", spelt(|out| push_date(out, end)));
        }
    }
    for (axis, member) in fact.aspects.dimensions.iter() {
        node.set(names.qname(axis), Object::reference(names.qname(member)));
    }
    node.set("value", value(&fact.value));
    if let (Value::Number { amount, decimals }, Some(unit)) = (&fact.value, &fact.aspects.unit) {
        node.set("unit", oim::unit(names, unit));
        match decimals {
            Decimals::Places(places) => node.set("decimals", spelt(|out| push_integer(out, *places))),
            // INF is no integer: the digits that are there, and a mark that no more are missing.
            Decimals::Infinite => {
                node.set("decimals", amount.normalize().scale().to_string());
                node.set("hx:exact", Object::literal(true, "xsd:boolean"));
            }
        }
    }
    if !fact.label.is_empty() {
        node.set("printedLabel", fact.label.as_str());
    }
    node.set("confidence", fact.confidence.to_string());
    if !notes.is_empty() {
        node.set("note", notes.iter().copied().collect::<Object<'_>>());
    }
    node.set("saidAt", (1..=fact.origins.len()).map(|n| mention_name(id, n)).collect::<Object<'_>>());
    node
}

fn value(value: &Value) -> Object<'_> {
    match value {
        Value::Number { amount, .. } => Object::Literal(spelt(|out| push_decimal(out, *amount)).into(), "xsd:decimal"),
        Value::Text(words) => words.as_str().into(),
        Value::Date(day) => Object::literal(day, "xsd:date"),
        Value::DateTime(moment) => Object::literal(moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true), "xsd:dateTime"),
        Value::Year(year) => Object::literal(format!("{year:04}"), "xsd:gYear"),
        Value::Boolean(yes) => Object::literal(yes, "xsd:boolean"),
        Value::Nil => Object::Reference(Cow::Borrowed("rdf:nil")),
    }
}

fn mention<'a>(report: &'a Report, places: &Places<'a>, fact: FactId, sequence: usize, origin: &Origin) -> Node<'a> {
    let span = origin.span();
    let id = mention_name(fact, sequence);
    let bytes = report.source.original(span);
    let selectors = places.selectors(&id, span);
    let mut node = Node::new(id)
        .with("type", ["oa:SpecificResource", "prov:Entity"])
        .with("source", "source")
        .with("placement", origin.placement().name())
        .with("line", spelt(|out| push_integer(out, report.source.line_column(span.start).line)))
        .with("byteStart", spelt(|out| push_integer(out, bytes.start)))
        .with("byteEnd", spelt(|out| push_integer(out, bytes.end)))
        .with("selector", selectors);
    if let Origin::Sentence { sentence, .. } = origin {
        node.set("hx:sentence", printed(&report.source, *sentence));
    }
    node
}
