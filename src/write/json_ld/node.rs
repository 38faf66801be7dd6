//! A node of the graph as it is written: its name, then its properties in their order.

use std::borrow::Cow;

use serde::ser::{Serialize, SerializeMap, Serializer};

/// A node with what is said of it.
pub(in crate::write) struct Node<'a> {
    pub(in crate::write) id: Cow<'a, str>,
    pub(in crate::write) properties: Vec<(Cow<'a, str>, Object<'a>)>,
}

/// What a property says.
pub(in crate::write) enum Object<'a> {
    /// JSON's null: no triple.
    Nothing,
    /// Words, a number or a name: what the context says of the property.
    Words(Cow<'a, str>),
    /// Words in English.
    English(Cow<'a, str>),
    /// A literal and its datatype, `xsd:decimal`; always a string, so that no loader makes a float of it.
    Literal(Cow<'a, str>, &'static str),
    /// The name of a node.
    Reference(Cow<'a, str>),
    /// A node inside.
    Node(Node<'a>),
    /// Several of these.
    Many(Vec<Object<'a>>),
}

impl<'a> Node<'a> {
    /// A node of which nothing is said yet.
    pub(super) fn new(id: impl Into<Cow<'a, str>>) -> Self {
        Self { id: id.into(), properties: Vec::new() }
    }

    /// The node with one property more.
    pub(super) fn with(mut self, key: impl Into<Cow<'a, str>>, object: impl Into<Object<'a>>) -> Self {
        self.set(key, object);
        self
    }

    /// Adds a property.
    pub(super) fn set(&mut self, key: impl Into<Cow<'a, str>>, object: impl Into<Object<'a>>) {
        self.properties.push((key.into(), object.into()));
    }
}

impl<'a> Object<'a> {
    /// The name of a node.
    pub(super) fn reference(name: impl Into<Cow<'a, str>>) -> Self {
        Self::Reference(name.into())
    }

    /// A value spelt out, with its datatype.
    pub(super) fn literal(value: impl ToString, datatype: &'static str) -> Self {
        Self::Literal(value.to_string().into(), datatype)
    }
}

impl<'a> From<&'a str> for Object<'a> {
    fn from(words: &'a str) -> Self {
        Self::Words(words.into())
    }
}

impl From<String> for Object<'_> {
    fn from(words: String) -> Self {
        Self::Words(words.into())
    }
}

impl<'a> From<Cow<'a, str>> for Object<'a> {
    fn from(words: Cow<'a, str>) -> Self {
        Self::Words(words)
    }
}

impl<'a> From<Node<'a>> for Object<'a> {
    fn from(node: Node<'a>) -> Self {
        Self::Node(node)
    }
}

impl<'a, T: Into<Object<'a>>> From<Option<T>> for Object<'a> {
    fn from(object: Option<T>) -> Self {
        object.map_or(Self::Nothing, Into::into)
    }
}

impl<'a, T: Into<Object<'a>>, const N: usize> From<[T; N]> for Object<'a> {
    fn from(objects: [T; N]) -> Self {
        objects.into_iter().collect()
    }
}

impl<'a, T: Into<Object<'a>>> FromIterator<T> for Object<'a> {
    fn from_iter<I: IntoIterator<Item = T>>(objects: I) -> Self {
        Self::Many(objects.into_iter().map(Into::into).collect())
    }
}

impl Serialize for Node<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.properties.len() + 1))?;
        map.serialize_entry("id", &self.id)?;
        self.properties.iter().try_for_each(|(key, object)| map.serialize_entry(key, object))?;
        map.end()
    }
}

impl Serialize for Object<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Nothing => serializer.serialize_none(),
            Self::Words(words) => serializer.serialize_str(words),
            Self::English(words) => serializer.collect_map([("@value", &**words), ("@language", "en")]),
            Self::Literal(value, datatype) => serializer.collect_map([("@value", &**value), ("@type", datatype)]),
            Self::Reference(name) => serializer.collect_map([("@id", name)]),
            Self::Node(node) => node.serialize(serializer),
            Self::Many(objects) => serializer.collect_seq(objects),
        }
    }
}
