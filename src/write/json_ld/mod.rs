//! JSON-LD 1.1: the fact graph as RDF. Facts are observations of a data cube, mentions are annotations' targets, each with its selectors.
//!
//! One node a line in `@graph`, the context inline, so that no loader fetches anything. The vocabulary is described in
//! `schemas/vocabulary.md`; `schemas/shapes.ttl` states what holds of every document.

mod context;
mod facts;
mod node;
mod places;
mod relations;

use serde_json::Value;

pub(super) use self::node::{Node, Object};
use self::places::Places;
use super::attached::Attached;
use super::namespaces::Namespaces;
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::Report;
use crate::taxonomy::{Concept, QName};

/// Writes `facts.jsonld`.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let mut document = format!("{{\"@context\": {},\n\"@graph\": [\n", context(report)).into_bytes();
    let mut separator = "";
    each_node(report, options, &mut |node| {
        document.extend_from_slice(std::mem::replace(&mut separator, ",\n").as_bytes());
        serde_json::to_writer(&mut document, node).map_err(|e| Error::format("json-ld", e))
    })?;
    document.extend_from_slice(b"\n]}\n");
    Ok(Output { files: vec![File { name: "facts.jsonld".to_owned(), bytes: document }], diagnostics: Vec::new() })
}

/// The context of a report's document.
pub(super) fn context(report: &Report) -> Value {
    context::context(report, &Namespaces::of(report))
}

/// Hands over the nodes of the graph one by one, terms as the context has them.
pub(super) fn each_node(
    report: &Report,
    options: &WriteOptions,
    take: &mut dyn FnMut(&Node<'_>) -> Result<(), Error>,
) -> Result<(), Error> {
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

/// The file, the company, the data set and its structure.
fn head<'a>(report: &'a Report, names: &Namespaces) -> [Node<'a>; 5] {
    [source(report), entity(report), dataset(report), software(), structure(report, names)]
}

fn source(report: &Report) -> Node<'_> {
    Node::new("source")
        .with("type", ["prov:Entity", "schema:DigitalDocument"])
        .with("schema:name", report.source.name())
        .with("schema:encodingFormat", report.source.encoding())
        .with("hx:sha256", report.source.sha256_hex())
        .with("hx:byteLength", Object::literal(report.source.original_len(), "xsd:integer"))
}

fn entity(report: &Report) -> Node<'_> {
    let entity = &report.entity;
    let mut node = Node::new("entity")
        .with("type", "schema:Corporation")
        .with("hx:identifierScheme", Object::reference(entity.scheme.as_str()))
        .with("schema:identifier", entity.identifier.as_str());
    if !entity.name.is_empty() {
        node.set("schema:legalName", entity.name.as_str());
    }
    if let Some(symbol) = symbol(report) {
        node.set("schema:tickerSymbol", symbol);
    }
    node
}

fn symbol(report: &Report) -> Option<&str> {
    let fact = report.facts.iter().find(|fact| fact.aspects.concept.local() == "TradingSymbol")?;
    if let crate::report::Value::Text(symbol) = &fact.value { Some(symbol) } else { None }
}

fn dataset(report: &Report) -> Node<'_> {
    let name = if report.entity.name.is_empty() { &report.entity.identifier } else { &report.entity.name };
    Node::new("dataset")
        .with("type", ["qb:DataSet", "prov:Entity"])
        .with("dct:title", format!("{name}: earnings release for the period to {}", report.period.end()))
        .with("qb:structure", Object::reference("structure"))
        .with("prov:wasDerivedFrom", Object::reference("source"))
        .with("prov:wasAttributedTo", Object::reference("software"))
}

fn software() -> Node<'static> {
    Node::new("software")
        .with("type", "prov:SoftwareAgent")
        .with("schema:name", env!("CARGO_PKG_NAME"))
        .with("schema:softwareVersion", env!("CARGO_PKG_VERSION"))
}

fn structure<'a>(report: &'a Report, names: &Namespaces) -> Node<'a> {
    let core = ["hx:entity", "hx:concept", "hx:instant", "hx:periodStart", "hx:periodEnd"].map(str::to_owned);
    let dimensions = core.into_iter().chain(report.axes.keys().map(|axis| names.qname(axis)));
    let dimensions = dimensions.enumerate().map(|(i, name)| {
        Node::new(format!("structure/{}", name.replace(':', "-")))
            .with("qb:dimension", Object::reference(name))
            .with("qb:order", Object::literal(i + 1, "xsd:integer"))
            .with("qb:componentRequired", Object::literal(i < 2, "xsd:boolean"))
    });
    let measure = Node::new("structure/value").with("qb:measure", Object::reference("hx:value"));
    let attributes = ["unit", "decimals", "confidence"]
        .map(|name| Node::new(format!("structure/{name}")).with("qb:attribute", Object::reference(format!("hx:{name}"))));
    let components: Object<'_> = dimensions.chain([measure]).chain(attributes).collect();
    Node::new("structure").with("type", "qb:DataStructureDefinition").with("qb:component", components)
}

fn concept_node<'a>(names: &Namespaces, concept: &'a Concept) -> Node<'a> {
    let mut node = labelled(names, &concept.name, &concept.label, "skos:Concept")
        .with("hx:dataType", concept.data_type.name())
        .with("hx:periodType", concept.period_type.name());
    if let Some(balance) = concept.balance {
        node.set("hx:balance", balance.name());
    }
    node
}

/// Axes are dimensions of the cube, their members concepts.
fn axes<'a>(report: &'a Report, names: &'a Namespaces) -> impl Iterator<Item = Node<'a>> + 'a {
    report.axes.iter().flat_map(move |(name, axis)| {
        let members = axis.members.iter().map(move |(member, label)| labelled(names, member, label, "skos:Concept"));
        std::iter::once(labelled(names, name, &axis.label, "qb:DimensionProperty")).chain(members)
    })
}

fn labelled<'a>(names: &Namespaces, name: &QName, label: &'a str, kind: &'static str) -> Node<'a> {
    Node::new(names.qname(name)).with("type", kind).with("label", Object::English(label.into()))
}
