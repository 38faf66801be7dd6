//! Facts as observations, mentions as resources with selectors.

use std::collections::HashMap;

use serde_json::{Map, Value as Json, json};

use super::places::Places;
use super::{literal, reference};
use crate::report::{Decimals, Fact, FactId, Origin, Period, Relation, Report, Value};
use crate::write::lexical::plain;
use crate::write::namespaces::Namespaces;
use crate::write::oim;
use crate::write::printed::printed;

/// Each fact, followed by its mentions.
pub(super) fn nodes<'a>(report: &'a Report, names: &'a Namespaces, places: &'a Places<'a>) -> impl Iterator<Item = Json> + 'a {
    let notes = notes(report);
    report.facts().flat_map(move |(id, fact)| {
        let note = notes.get(&id).map(Vec::as_slice).unwrap_or_default();
        let mentions = fact.origins.iter().enumerate().map(move |(i, origin)| mention(report, places, id, i + 1, origin));
        std::iter::once(observation(names, id, fact, note)).chain(mentions)
    })
}

/// The notes on conflicting figures, by fact.
fn notes(report: &Report) -> HashMap<FactId, Vec<&str>> {
    let mut notes: HashMap<FactId, Vec<&str>> = HashMap::new();
    for relation in &report.relations {
        if let Relation::Conflicts { kept, other, note } = relation {
            [kept, other].into_iter().for_each(|id| notes.entry(*id).or_default().push(note));
        }
    }
    notes
}

fn observation(names: &Namespaces, id: FactId, fact: &Fact, notes: &[&str]) -> Json {
    let mut node = Map::new();
    let mut set = |key: &str, value: Json| {
        node.insert(key.to_owned(), value);
    };
    set("id", json!(format!("fact/{id}")));
    set("type", json!(["qb:Observation", "prov:Entity"]));
    set("qb:dataSet", reference("dataset"));
    set("entity", json!("entity"));
    set("concept", json!(names.qname(&fact.aspects.concept)));
    match fact.aspects.period {
        Period::Instant(day) => set("instant", json!(day.to_string())),
        Period::Duration { start, end } => {
            set("periodStart", json!(start.to_string()));
            set("periodEnd", json!(end.to_string()));
        }
    }
    for (axis, member) in fact.aspects.dimensions.iter() {
        set(&names.qname(axis), reference(names.qname(member)));
    }
    set("value", value(&fact.value));
    if let (Value::Number { amount, decimals }, Some(unit)) = (&fact.value, &fact.aspects.unit) {
        set("unit", json!(oim::unit(names, unit)));
        match decimals {
            Decimals::Places(places) => set("decimals", json!(places.to_string())),
            // INF is no integer: the digits that are there, and a mark that no more are missing.
            Decimals::Infinite => {
                set("decimals", json!(amount.normalize().scale().to_string()));
                set("hx:exact", literal(true, "boolean"));
            }
        }
    }
    if !fact.label.is_empty() {
        set("printedLabel", json!(fact.label));
    }
    set("confidence", json!(fact.confidence.to_string()));
    if !notes.is_empty() {
        set("note", json!(notes));
    }
    set("saidAt", (1..=fact.origins.len()).map(|n| format!("mention/{id}-{n}")).collect());
    Json::Object(node)
}

fn value(value: &Value) -> Json {
    match value {
        Value::Number { amount, .. } => literal(plain(*amount), "decimal"),
        Value::Text(words) => json!(words),
        Value::Date(day) => literal(day, "date"),
        Value::DateTime(moment) => literal(moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true), "dateTime"),
        Value::Year(year) => literal(format!("{year:04}"), "gYear"),
        Value::Boolean(yes) => literal(yes, "boolean"),
        Value::Nil => reference("rdf:nil"),
    }
}

fn mention(report: &Report, places: &Places<'_>, fact: FactId, sequence: usize, origin: &Origin) -> Json {
    let span = origin.span();
    let id = format!("mention/{fact}-{sequence}");
    let bytes = report.source.original(span);
    let mut node = json!({
        "id": id,
        "type": ["oa:SpecificResource", "prov:Entity"],
        "source": "source",
        "placement": origin.placement().name(),
        "line": report.source.line_column(span.start).line.to_string(),
        "byteStart": bytes.start.to_string(),
        "byteEnd": bytes.end.to_string(),
        "selector": places.selectors(&id, span),
    });
    if let Origin::Sentence { sentence, .. } = origin {
        node["hx:sentence"] = json!(printed(&report.source, *sentence));
    }
    node
}
