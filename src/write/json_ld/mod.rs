//! JSON-LD 1.1: the fact graph as RDF. Facts are observations of a data cube, mentions are annotations' targets, each with its selectors.
//!
//! One node a line in `@graph`, the context inline, so that no loader fetches anything. The vocabulary is described in
//! `schemas/vocabulary.md`; `schemas/shapes.ttl` states what holds of every document.

mod context;
mod facts;
mod places;
mod relations;

use serde_json::{Value, json};

use self::places::Places;
use super::attached::Attached;
use super::namespaces::Namespaces;
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::Report;
use crate::taxonomy::{Concept, QName};

/// Writes `facts.jsonld`.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let mut document = format!("{{\"@context\": {},\n\"@graph\": [\n", json_text(&context(report)));
    let mut separator = "";
    each_node(report, options, &mut |node| {
        document.push_str(std::mem::replace(&mut separator, ",\n"));
        document.push_str(&json_text(node));
        Ok(())
    })?;
    document.push_str("\n]}\n");
    Ok(Output { files: vec![File { name: "facts.jsonld".to_owned(), bytes: document.into_bytes() }], diagnostics: Vec::new() })
}

/// The context of a report's document.
pub(super) fn context(report: &Report) -> Value {
    context::context(report, &Namespaces::of(report))
}

/// Hands over the nodes of the graph one by one, terms as the context has them.
pub(super) fn each_node(report: &Report, options: &WriteOptions, take: &mut dyn FnMut(&Value) -> Result<(), Error>) -> Result<(), Error> {
    let names = Namespaces::of(report);
    let places = Places::of(&report.source);
    let attached = Attached::of(report, &options.findings);
    let mut nodes = head(report, &names)
        .into_iter()
        .chain(report.concepts.values().map(|concept| concept_node(&names, concept)))
        .chain(axes(report, &names))
        .chain(facts::nodes(report, &names, &places))
        .chain(relations::nodes(report))
        .chain(relations::findings(&options.findings, &attached, &places));
    nodes.try_for_each(|node| take(&node))
}

fn json_text(value: &Value) -> String {
    serde_json::to_string(value).expect("strings and numbers are JSON")
}

/// A reference to a node.
fn reference(id: impl Into<String>) -> Value {
    json!({ "@id": id.into() })
}

/// A literal with its type; the value is always a string, so that no loader makes a float of it.
fn literal(value: impl ToString, datatype: &str) -> Value {
    json!({ "@value": value.to_string(), "@type": format!("xsd:{datatype}") })
}

/// The file, the company, the data set and its structure.
fn head(report: &Report, names: &Namespaces) -> Vec<Value> {
    vec![source(report), entity(report), dataset(report), software(), structure(report, names)]
}

fn source(report: &Report) -> Value {
    json!({
        "id": "source",
        "type": ["prov:Entity", "schema:DigitalDocument"],
        "schema:name": report.source.name(),
        "schema:encodingFormat": report.source.encoding(),
        "hx:sha256": report.source.sha256_hex(),
        "hx:byteLength": literal(report.source.original_len(), "integer"),
    })
}

fn entity(report: &Report) -> Value {
    let entity = &report.entity;
    let mut node = json!({
        "id": "entity",
        "type": "schema:Corporation",
        "hx:identifierScheme": reference(entity.scheme.as_str()),
        "schema:identifier": entity.identifier,
    });
    if !entity.name.is_empty() {
        node["schema:legalName"] = json!(entity.name);
    }
    if let Some(symbol) = symbol(report) {
        node["schema:tickerSymbol"] = json!(symbol);
    }
    node
}

fn symbol(report: &Report) -> Option<&str> {
    let fact = report.facts.iter().find(|fact| fact.aspects.concept.local() == "TradingSymbol")?;
    if let crate::report::Value::Text(symbol) = &fact.value { Some(symbol) } else { None }
}

fn dataset(report: &Report) -> Value {
    let name = if report.entity.name.is_empty() { &report.entity.identifier } else { &report.entity.name };
    json!({
        "id": "dataset",
        "type": ["qb:DataSet", "prov:Entity"],
        "dct:title": format!("{name}: earnings release for the period to {}", report.period.end()),
        "qb:structure": reference("structure"),
        "prov:wasDerivedFrom": reference("source"),
        "prov:wasAttributedTo": reference("software"),
    })
}

fn software() -> Value {
    json!({
        "id": "software",
        "type": "prov:SoftwareAgent",
        "schema:name": env!("CARGO_PKG_NAME"),
        "schema:softwareVersion": env!("CARGO_PKG_VERSION"),
    })
}

fn structure(report: &Report, names: &Namespaces) -> Value {
    let core = ["hx:entity", "hx:concept", "hx:instant", "hx:periodStart", "hx:periodEnd"].map(str::to_owned);
    let dimensions = core.into_iter().chain(report.axes.keys().map(|axis| names.qname(axis)));
    let dimensions = dimensions.enumerate().map(|(i, name)| {
        let required = literal(i < 2, "boolean");
        json!({
            "id": format!("structure/{}", name.replace(':', "-")),
            "qb:dimension": reference(name),
            "qb:order": literal(i + 1, "integer"),
            "qb:componentRequired": required,
        })
    });
    let measure = json!({ "id": "structure/value", "qb:measure": reference("hx:value") });
    let attributes = ["unit", "decimals", "confidence"]
        .map(|name| json!({ "id": format!("structure/{name}"), "qb:attribute": reference(format!("hx:{name}")) }));
    let components: Vec<Value> = dimensions.chain([measure]).chain(attributes).collect();
    json!({ "id": "structure", "type": "qb:DataStructureDefinition", "qb:component": components })
}

fn concept_node(names: &Namespaces, concept: &Concept) -> Value {
    let mut node = labelled(names, &concept.name, &concept.label, "skos:Concept");
    node["hx:dataType"] = json!(concept.data_type.name());
    node["hx:periodType"] = json!(concept.period_type.name());
    if let Some(balance) = concept.balance {
        node["hx:balance"] = json!(balance.name());
    }
    node
}

/// Axes are dimensions of the cube, their members concepts.
fn axes<'a>(report: &'a Report, names: &'a Namespaces) -> impl Iterator<Item = Value> + 'a {
    report.axes.iter().flat_map(move |(name, axis)| {
        let members = axis.members.iter().map(move |(member, label)| labelled(names, member, label, "skos:Concept"));
        std::iter::once(labelled(names, name, &axis.label, "qb:DimensionProperty")).chain(members)
    })
}

fn labelled(names: &Namespaces, name: &QName, label: &str, kind: &str) -> Value {
    json!({ "id": names.qname(name), "type": kind, "label": { "@value": label, "@language": "en" } })
}
