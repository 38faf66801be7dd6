//! N-Triples and Turtle: the graph of the JSON-LD form, written out.
//!
//! The nodes are those of JSON-LD; only the terms of its context are expanded here. Every node has a name and none is blank, so that two
//! exports of a release are the same triples.

use oxrdf::{Literal, NamedNode, Term, TripleRef};
use oxttl::{NTriplesSerializer, TurtleSerializer};
use serde_json::{Map, Value};

use super::hash::HashMap;
use super::{File, Output, WriteOptions, json_ld};
use crate::error::Error;
use crate::report::Report;

/// Writes `facts.nt`.
///
/// # Errors
/// When a name is no IRI, which those of a report are.
pub(super) fn write_n_triples(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    const FORMAT: &str = "n-triples";
    let mut writer = NTriplesSerializer::new().for_writer(Vec::new());
    let mut put = |triple: TripleRef<'_>| writer.serialize_triple(triple).map_err(|e| Error::format(FORMAT, e));
    each_triple(report, options, &json_ld::context(report), FORMAT, &mut put)?;
    Ok(output("facts.nt", writer.finish()))
}

/// Writes `facts.ttl`.
///
/// # Errors
/// When a name is no IRI, which those of a report are.
pub(super) fn write_turtle(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    const FORMAT: &str = "turtle";
    let context = json_ld::context(report);
    let mut serializer = TurtleSerializer::new();
    let namespaces = context.as_object().into_iter().flatten().filter_map(|(prefix, iri)| Some((prefix, iri.as_str()?)));
    for (prefix, namespace) in
        namespaces.filter(|(_, namespace)| namespace.ends_with(['#', '/'])).filter(|(prefix, _)| !prefix.starts_with('@'))
    {
        serializer = serializer.with_prefix(prefix, namespace).map_err(|e| Error::format(FORMAT, e))?;
    }
    let mut writer = serializer.for_writer(Vec::new());
    let mut put = |triple: TripleRef<'_>| writer.serialize_triple(triple).map_err(|e| Error::format(FORMAT, e));
    each_triple(report, options, &context, FORMAT, &mut put)?;
    Ok(output("facts.ttl", writer.finish().map_err(|e| Error::format(FORMAT, e))?))
}

fn output(name: &str, bytes: Vec<u8>) -> Output {
    Output { files: vec![File { name: name.to_owned(), bytes }], diagnostics: Vec::new() }
}

type Put<'a> = &'a mut dyn FnMut(TripleRef<'_>) -> Result<(), Error>;

fn each_triple(report: &Report, options: &WriteOptions, context: &Value, format: &'static str, put: Put<'_>) -> Result<(), Error> {
    let empty = Map::new();
    let terms = context.as_object().unwrap_or(&empty);
    let base = terms.get("@base").and_then(Value::as_str).unwrap_or_default();
    NamedNode::new(base).map_err(|e| Error::format(format, e))?;
    let mut expander = Expander { terms, base, format, names: HashMap::default() };
    json_ld::each_node(report, options, &mut |node| expander.node(node, put).map(|_| ()))
}

/// Expands nodes by the terms of the context.
struct Expander<'a> {
    terms: &'a Map<String, Value>,
    base: &'a str,
    format: &'static str,
    /// Names with a prefix that were met before: most come again and again.
    names: HashMap<String, NamedNode>,
}

impl<'a> Expander<'a> {
    /// Puts the triples of a node, then those of the nodes inside it; answers its name.
    fn node(&mut self, node: &Value, put: Put<'_>) -> Result<NamedNode, Error> {
        let subject = self.iri(node["id"].as_str().unwrap_or_default())?;
        let mut inside = Vec::new();
        for (key, value) in node.as_object().into_iter().flatten().filter(|(key, _)| *key != "id") {
            let (predicate, kind) = self.term(key);
            let predicate = self.iri(predicate)?;
            let values = value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice);
            for value in values.iter().filter(|value| !value.is_null()) {
                let object: Term = match value {
                    Value::Object(fields) if fields.contains_key("id") => {
                        inside.push(value);
                        self.iri(value["id"].as_str().unwrap_or_default())?.into()
                    }
                    value => self.object(value, kind)?,
                };
                put(TripleRef::new(&subject, &predicate, &object))?;
            }
        }
        for node in inside {
            self.node(node, put)?;
        }
        Ok(subject)
    }

    /// The property that a key stands for, and what its plain strings are: `@id`, a datatype, or nothing for words.
    fn term<'b>(&self, key: &'b str) -> (&'b str, &'b str)
    where
        'a: 'b,
    {
        match self.terms.get(key) {
            _ if key == "type" => ("rdf:type", "@id"),
            Some(Value::String(name)) => (name, ""),
            Some(definition) => (definition["@id"].as_str().unwrap_or(key), definition["@type"].as_str().unwrap_or_default()),
            None => (key, ""),
        }
    }

    fn object(&mut self, value: &Value, kind: &str) -> Result<Term, Error> {
        let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        Ok(match value {
            Value::Object(fields) if fields.contains_key("@id") => self.iri(&text(&value["@id"]))?.into(),
            Value::Object(fields) if fields.contains_key("@language") => {
                let literal = Literal::new_language_tagged_literal(text(&value["@value"]), text(&value["@language"]));
                literal.map_err(|e| Error::format(self.format, e))?.into()
            }
            Value::Object(_) => Literal::new_typed_literal(text(&value["@value"]), self.iri(&text(&value["@type"]))?).into(),
            value if kind == "@id" => self.iri(&text(value))?.into(),
            value if kind.is_empty() => Literal::new_simple_literal(text(value)).into(),
            value => Literal::new_typed_literal(text(value), self.iri(kind)?).into(),
        })
    }

    /// The IRI of a name: with a prefix of the context, whole already, or below the base.
    fn iri(&mut self, name: &str) -> Result<NamedNode, Error> {
        // what stands below the base is met once or twice and not kept
        let Some((prefix, local)) = name.split_once(':') else {
            let whole = [self.base, name].concat();
            return if is_plain(name) { Ok(NamedNode::new_unchecked(whole)) } else { self.checked(name, whole) };
        };
        if let Some(known) = self.names.get(name) {
            return Ok(known.clone());
        }
        let whole = match self.terms.get(prefix).and_then(Value::as_str) {
            Some(namespace) => format!("{namespace}{local}"),
            None => name.to_owned(),
        };
        let node = self.checked(name, whole)?;
        self.names.insert(name.to_owned(), node.clone());
        Ok(node)
    }

    fn checked(&self, name: &str, whole: String) -> Result<NamedNode, Error> {
        NamedNode::new(whole).map_err(|e| Error::format(self.format, format!("{name}: {e}")))
    }
}

/// Whether a name below the base makes an IRI with any base: letters, digits and dashes in steps, and a part of what they lead to.
fn is_plain(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'-' | b'#');
    name.bytes().all(plain) && name.bytes().filter(|byte| *byte == b'#').count() <= 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_names_are_iris() {
        for name in ["fact/f1", "mention/f12-3#quote", "relation/1#2", "structure/hx-entity", "", "#"] {
            assert!(is_plain(name) && NamedNode::new(format!("urn:sha256:0a/{name}")).is_ok(), "{name}");
        }
        for name in ["a b", "a#b#c", "a%", "<a>", "structure/us-gaap-\u{e9}"] {
            assert!(!is_plain(name), "{name}");
        }
    }
}
