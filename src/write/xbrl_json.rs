//! xBRL-JSON 1.0: the facts by the Open Information Model, one object a fact.

use serde::ser::SerializeMap;
use serde::{Serialize, Serializer};
use serde_json::{Value, json};

use super::digits::{push_id, spelt};
use super::hash::HashMap;
use super::instance::{Instance, Item};
use super::namespaces::Namespaces;
use super::oim::{self, DocumentInfo};
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::{Decimals, FactId, Report};

/// Writes the report and its extension taxonomy.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let instance = Instance::of(report, options, "xbrl-json")?;
    let names = &instance.extension.names;
    let main = File { name: format!("{}.json", names.base), bytes: document(&instance, &names.schema()) };
    let files = std::iter::once(main).chain(instance.extension.files()).collect();
    Ok(Output { files, diagnostics: instance.diagnostics })
}

/// The report; `schema` is the address of the extension's schema.
pub(super) fn document(instance: &Instance<'_>, schema: &str) -> Vec<u8> {
    let info = DocumentInfo::of(instance, "https://xbrl.org/2021/xbrl-json", schema).json();
    let facts = Facts { instance, entity: oim::entity(&instance.report.entity), linked: instance.notes_by_fact() };
    oim::json_bytes(&Document { info, facts })
}

#[derive(Serialize)]
struct Document<'a> {
    #[serde(rename = "documentInfo")]
    info: Value,
    facts: Facts<'a>,
}

/// The facts and the notes, each under its id.
struct Facts<'a> {
    instance: &'a Instance<'a>,
    /// As OIM spells it.
    entity: String,
    /// The notes on each fact that has any.
    linked: HashMap<FactId, Vec<&'a str>>,
}

impl Serialize for Facts<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut facts = serializer.serialize_map(None)?;
        let mut id = String::new();
        for item in &self.instance.facts {
            id.clear();
            push_id(&mut id, item.id);
            facts.serialize_entry(&id, &Fact { of: self, item })?;
        }
        for note in &self.instance.notes {
            let dimensions = json!({ "concept": "xbrl:note", "noteId": note.id, "language": oim::LANGUAGE });
            facts.serialize_entry(&note.id, &json!({ "value": oim::note(&note.text), "dimensions": dimensions }))?;
        }
        facts.end()
    }
}

struct Fact<'a> {
    of: &'a Facts<'a>,
    item: &'a Item<'a>,
}

impl Serialize for Fact<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut fact = serializer.serialize_map(None)?;
        fact.serialize_entry("value", &self.item.value.text)?;
        if let Some(Decimals::Places(places)) = self.item.value.decimals {
            fact.serialize_entry("decimals", &places)?;
        }
        fact.serialize_entry("dimensions", &Dimensions(self))?;
        if let Some(notes) = self.of.linked.get(&self.item.id) {
            fact.serialize_entry("links", &json!({ "footnote": { "_": notes } }))?;
        }
        fact.end()
    }
}

/// What a fact is about, but for its value.
struct Dimensions<'a>(&'a Fact<'a>);

impl Serialize for Dimensions<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Fact { of, item } = *self.0;
        let (names, aspects): (&Namespaces, _) = (&of.instance.extension.names, &item.fact.aspects);
        let mut dimensions = serializer.serialize_map(None)?;
        dimensions.serialize_entry("concept", &names.qname(&aspects.concept))?;
        dimensions.serialize_entry("entity", &of.entity)?;
        dimensions.serialize_entry("period", &spelt(|out| oim::push_period(out, aspects.period)))?;
        if let Some(unit) = aspects.unit.as_ref().and_then(|unit| oim::stated_unit(names, unit)) {
            dimensions.serialize_entry("unit", &unit)?;
        }
        if item.value.prose && item.value.text.is_some() {
            dimensions.serialize_entry("language", oim::LANGUAGE)?;
        }
        for (axis, member) in aspects.dimensions.iter() {
            dimensions.serialize_entry(&names.qname(axis), &names.qname(member))?;
        }
        dimensions.end()
    }
}
