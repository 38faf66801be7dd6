//! xBRL-JSON 1.0: the facts by the Open Information Model, one object a fact.

use serde_json::{Map, Value, json};

use super::instance::{Instance, Item};
use super::namespaces::Namespaces;
use super::oim::{self, DocumentInfo};
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::{Decimals, Report};

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
    let info = DocumentInfo::of(instance, "https://xbrl.org/2021/xbrl-json", schema);
    let linked = instance.notes_by_fact();
    let mut facts = Map::new();
    for item in &instance.facts {
        let notes = linked.get(&item.id).map(Vec::as_slice).unwrap_or_default();
        facts.insert(item.id.to_string(), fact(instance, item, notes));
    }
    for note in &instance.notes {
        let dimensions = json!({ "concept": "xbrl:note", "noteId": note.id, "language": oim::LANGUAGE });
        facts.insert(note.id.clone(), json!({ "value": oim::note(&note.text), "dimensions": dimensions }));
    }
    oim::json_bytes(&json!({ "documentInfo": info.json(), "facts": facts }))
}

fn fact(instance: &Instance<'_>, item: &Item<'_>, notes: &[&str]) -> Value {
    let mut fact = Map::new();
    fact.insert("value".to_owned(), json!(item.value.text));
    if let Some(Decimals::Places(places)) = item.value.decimals {
        fact.insert("decimals".to_owned(), json!(places));
    }
    fact.insert("dimensions".to_owned(), dimensions(instance, item));
    if !notes.is_empty() {
        fact.insert("links".to_owned(), json!({ "footnote": { "_": notes } }));
    }
    Value::Object(fact)
}

fn dimensions(instance: &Instance<'_>, item: &Item<'_>) -> Value {
    let (names, aspects): (&Namespaces, _) = (&instance.extension.names, &item.fact.aspects);
    let mut dimensions = Map::new();
    let mut set = |key: &str, value: String| {
        dimensions.insert(key.to_owned(), Value::String(value));
    };
    set("concept", names.qname(&aspects.concept));
    set("entity", oim::entity(&instance.report.entity));
    set("period", oim::period(aspects.period));
    if let Some(unit) = aspects.unit.as_ref().and_then(|unit| oim::stated_unit(names, unit)) {
        set("unit", unit);
    }
    if item.value.prose && item.value.text.is_some() {
        set("language", oim::LANGUAGE.to_owned());
    }
    for (axis, member) in aspects.dimensions.iter() {
        set(&names.qname(axis), names.qname(member));
    }
    Value::Object(dimensions)
}
