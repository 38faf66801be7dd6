//! N-Triples and Turtle: the graph of the JSON-LD form, written out.
//!
//! The nodes are those of JSON-LD; only the terms of its context are expanded here. Every node has a name and none is blank, so that two
//! exports of a release are the same triples.

use oxrdf::{LiteralRef, NamedNode, NamedNodeRef, TermRef, TripleRef};
use oxttl::{NTriplesSerializer, TurtleSerializer};
use serde_json::{Map, Value};

use super::hash::{HashMap, IndexMap};
use super::json_ld::{self, Node, Object};
use super::{File, Output, WriteOptions};
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
    let mut expander = Expander { terms, base, format, names: IndexMap::default(), properties: HashMap::default() };
    json_ld::each_node(report, options, &mut |node| expander.node(node, put))
}

/// Expands nodes by the terms of the context.
struct Expander<'a> {
    terms: &'a Map<String, Value>,
    base: &'a str,
    format: &'static str,
    /// Names with a prefix that were met before: most come again and again.
    names: IndexMap<String, NamedNode>,
    /// What the keys that were met before stand for.
    properties: HashMap<String, Property>,
}

/// A name: its place among those that were met before, or one that is not kept.
enum Name {
    Known(usize),
    Own(NamedNode),
}

/// What a key stands for: a name by its place, and what its plain words are.
#[derive(Clone, Copy)]
struct Property {
    name: usize,
    kind: Kind,
}

#[derive(Clone, Copy)]
enum Kind {
    Words,
    Names,
    /// Literals of a datatype, which is a name by its place.
    Literals(usize),
}

impl Expander<'_> {
    /// Puts the triples of a node, then those of the nodes inside it.
    fn node(&mut self, node: &Node<'_>, put: Put<'_>) -> Result<(), Error> {
        let subject = self.name(&node.id)?;
        for (key, object) in &node.properties {
            let property = self.property(key)?;
            self.triples(&subject, property, object, put)?;
        }
        node.properties.iter().try_for_each(|(_, object)| self.inside(object, put))
    }

    fn inside(&mut self, object: &Object<'_>, put: Put<'_>) -> Result<(), Error> {
        match object {
            Object::Node(node) => self.node(node, put),
            Object::Many(objects) => objects.iter().try_for_each(|object| self.inside(object, put)),
            _ => Ok(()),
        }
    }

    fn triples(&mut self, subject: &Name, property: Property, object: &Object<'_>, put: Put<'_>) -> Result<(), Error> {
        let name;
        let object: TermRef<'_> = match (object, property.kind) {
            (Object::Nothing, _) => return Ok(()),
            (Object::Many(objects), _) => return objects.iter().try_for_each(|object| self.triples(subject, property, object, put)),
            (Object::Node(Node { id, .. }), _) | (Object::Reference(id), _) | (Object::Words(id), Kind::Names) => {
                name = self.name(id)?;
                self.node_of(&name).into()
            }
            (Object::Literal(value, datatype), _) => {
                let datatype = self.known(datatype)?;
                LiteralRef::new_typed_literal(value, self.names[datatype].as_ref()).into()
            }
            (Object::English(words), _) => LiteralRef::new_language_tagged_literal_unchecked(words, "en").into(),
            (Object::Words(value), Kind::Literals(datatype)) => LiteralRef::new_typed_literal(value, self.names[datatype].as_ref()).into(),
            (Object::Words(words), Kind::Words) => LiteralRef::new_simple_literal(words).into(),
        };
        put(TripleRef::new(self.node_of(subject), self.names[property.name].as_ref(), object))
    }

    fn property(&mut self, key: &str) -> Result<Property, Error> {
        if let Some(known) = self.properties.get(key) {
            return Ok(*known);
        }
        let (name, kind) = match self.terms.get(key) {
            _ if key == "type" => ("rdf:type", "@id"),
            Some(Value::String(name)) => (name.as_str(), ""),
            Some(definition) => (definition["@id"].as_str().unwrap_or(key), definition["@type"].as_str().unwrap_or_default()),
            None => (key, ""),
        };
        let kind = match kind {
            "" => Kind::Words,
            "@id" => Kind::Names,
            datatype => Kind::Literals(self.known(datatype)?),
        };
        let property = Property { name: self.known(name)?, kind };
        self.properties.insert(key.to_owned(), property);
        Ok(property)
    }

    fn node_of<'b>(&'b self, name: &'b Name) -> NamedNodeRef<'b> {
        match name {
            Name::Known(place) => self.names[*place].as_ref(),
            Name::Own(node) => node.as_ref(),
        }
    }

    /// The IRI of a name: with a prefix of the context, whole already, or below the base.
    fn name(&mut self, name: &str) -> Result<Name, Error> {
        if name.contains(':') {
            return self.known(name).map(Name::Known);
        }
        // what stands below the base is met once or twice and not kept
        let whole = [self.base, name].concat();
        Ok(Name::Own(if is_plain(name) { NamedNode::new_unchecked(whole) } else { self.checked(name, whole)? }))
    }

    /// The place of a name with a prefix.
    fn known(&mut self, name: &str) -> Result<usize, Error> {
        if let Some(place) = self.names.get_index_of(name) {
            return Ok(place);
        }
        let prefixed = name.split_once(':').and_then(|(prefix, local)| Some([self.terms.get(prefix)?.as_str()?, local].concat()));
        let node = self.checked(name, prefixed.unwrap_or_else(|| name.to_owned()))?;
        Ok(self.names.insert_full(name.to_owned(), node).0)
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
