//! The inline context: base, prefixes and the short terms.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use crate::report::Report;
use crate::write::namespaces::{Namespaces, find};

/// The project's own vocabulary.
const VOCABULARY: &str = "https://hemaexport.example/vocab#";

/// Prefixes that every document binds.
const PREFIXES: [(&str, &str); 8] = [
    ("rdf", "http://www.w3.org/1999/02/22-rdf-syntax-ns#"),
    ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ("qb", "http://purl.org/linked-data/cube#"),
    ("prov", "http://www.w3.org/ns/prov#"),
    ("oa", "http://www.w3.org/ns/oa#"),
    ("schema", "https://schema.org/"),
    ("dct", "http://purl.org/dc/terms/"),
    ("skos", "http://www.w3.org/2004/02/skos/core#"),
];

/// Terms whose values are nodes.
const REFERENCES: [(&str, &str); 14] = [
    ("entity", "hx:entity"),
    ("concept", "hx:concept"),
    ("saidAt", "prov:wasDerivedFrom"),
    ("source", "oa:hasSource"),
    ("total", "hx:total"),
    ("part", "hx:part"),
    ("earlier", "hx:earlier"),
    ("later", "hx:later"),
    ("stated", "hx:stated"),
    ("about", "hx:about"),
    ("target", "oa:hasTarget"),
    ("motivatedBy", "oa:motivatedBy"),
    ("kept", "hx:kept"),
    ("other", "hx:other"),
];

/// Terms whose values are literals of a type.
const TYPED: [(&str, &str, &str); 11] = [
    ("decimals", "hx:decimals", "integer"),
    ("confidence", "hx:confidence", "decimal"),
    ("weight", "hx:weight", "integer"),
    ("instant", "hx:instant", "date"),
    ("periodStart", "hx:periodStart", "date"),
    ("periodEnd", "hx:periodEnd", "date"),
    ("start", "oa:start", "nonNegativeInteger"),
    ("end", "oa:end", "nonNegativeInteger"),
    ("line", "hx:line", "positiveInteger"),
    ("byteStart", "hx:byteStart", "nonNegativeInteger"),
    ("byteEnd", "hx:byteEnd", "nonNegativeInteger"),
];

/// Terms whose values stand as they are.
const PLAIN: [(&str, &str); 8] = [
    ("unit", "hx:unit"),
    ("value", "hx:value"),
    ("note", "skos:note"),
    ("label", "skos:prefLabel"),
    ("printedLabel", "hx:printedLabel"),
    ("selector", "oa:hasSelector"),
    ("exact", "oa:exact"),
    ("placement", "hx:placement"),
];

/// The context of a report's document.
pub(super) fn context(report: &Report, names: &Namespaces) -> Value {
    let base = format!("urn:sha256:{}/", report.source.sha256_hex());
    let mut context = json!({ "@version": 1.1, "@base": base, "hx": VOCABULARY, "id": "@id", "type": "@type" });
    for (prefix, namespace) in PREFIXES {
        context[prefix] = json!(namespace);
    }
    for prefix in used(report) {
        context[prefix] = json!(find(prefix).map_or_else(|| format!("{}#", names.own), |p| format!("{}#", p.namespace)));
    }
    context[&names.prefix] = json!(format!("{}#", names.own));
    for (term, iri) in REFERENCES {
        context[term] = json!({ "@id": iri, "@type": "@id" });
    }
    for (term, iri, datatype) in TYPED {
        context[term] = json!({ "@id": iri, "@type": format!("xsd:{datatype}") });
    }
    for (term, iri) in PLAIN {
        context[term] = json!(iri);
    }
    context
}

/// Prefixes of published taxonomies that the report uses.
fn used(report: &Report) -> BTreeSet<&str> {
    let axes = report.axes.iter().flat_map(|(axis, a)| a.members.keys().chain([axis]));
    report.concepts.keys().chain(axes).filter(|name| name.is_standard()).map(|name| name.prefix()).collect()
}
