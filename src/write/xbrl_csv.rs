//! xBRL-CSV 1.0: the facts by the Open Information Model, one row a fact, and the metadata that says how to read the rows.

use std::borrow::Cow;

use indexmap::IndexSet;
use serde_json::{Map, Value, json};

use super::cells::Cells;
use super::digits::{push_decimals, push_id};
use super::instance::{Instance, Item, Note};
use super::oim::{self, DocumentInfo};
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::{Decimals, Report};
use crate::taxonomy::QName;

/// A cell that says: the fact has no such aspect.
const NONE: &str = "#none";

/// Columns of the table of facts before those of the axes; `value` comes last.
const COLUMNS: [&str; 6] = ["id", "concept", "period", "unit", "decimals", "language"];

/// Writes metadata, tables and the extension taxonomy.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let instance = Instance::of(report, options, "xbrl-csv")?;
    let mut files = documents(&instance, &instance.extension.names.schema());
    files.extend(instance.extension.files());
    Ok(Output { files, diagnostics: instance.diagnostics })
}

/// The metadata, then the tables; `schema` is the address of the extension's schema.
pub(super) fn documents(instance: &Instance<'_>, schema: &str) -> Vec<File> {
    let axes: IndexSet<&QName> = instance.facts.iter().flat_map(|item| item.fact.aspects.dimensions.keys()).collect();
    let base = &instance.extension.names.base;
    let metadata = metadata(instance, schema, &axes);
    let mut files = vec![
        File { name: format!("{base}.json"), bytes: oim::json_bytes(&metadata) },
        File { name: "facts.csv".to_owned(), bytes: facts(instance, &axes) },
    ];
    if !instance.notes.is_empty() {
        files.push(File { name: "notes.csv".to_owned(), bytes: notes(&instance.notes) });
    }
    files
}

fn column(axis: &QName) -> String {
    format!("{}_{}", axis.prefix(), axis.local())
}

fn metadata(instance: &Instance<'_>, schema: &str, axes: &IndexSet<&QName>) -> Value {
    let info = DocumentInfo::of(instance, "https://xbrl.org/2021/xbrl-csv", schema);
    let mut metadata = json!({
        "documentInfo": info.json(),
        "dimensions": { "entity": oim::entity(&instance.report.entity) },
        "tableTemplates": { "facts": facts_template(instance, axes) },
        "tables": { "facts": { "url": "facts.csv" } },
    });
    if !instance.notes.is_empty() {
        metadata["tableTemplates"]["notes"] = json!({
            "rowIdColumn": "id",
            "dimensions": { "concept": "xbrl:note", "language": oim::LANGUAGE, "entity": NONE },
            "columns": { "id": {}, "value": { "dimensions": {} } },
        });
        metadata["tables"]["notes"] = json!({ "url": "notes.csv" });
        metadata["links"] = json!({ "footnote": { "_": links(instance) } });
    }
    metadata
}

fn facts_template(instance: &Instance<'_>, axes: &IndexSet<&QName>) -> Value {
    let mut dimensions = Map::new();
    for name in ["concept", "period", "unit", "language"] {
        dimensions.insert(name.to_owned(), json!(format!("${name}")));
    }
    for axis in axes {
        dimensions.insert(instance.extension.names.qname(axis), json!(format!("${}", column(axis))));
    }
    let plain = COLUMNS.iter().map(|name| (*name).to_owned()).chain(axes.iter().map(|axis| column(axis)));
    let mut columns: Map<String, Value> = plain.map(|name| (name, json!({}))).collect();
    columns.insert("value".to_owned(), json!({ "decimals": "$decimals", "dimensions": dimensions }));
    json!({ "rowIdColumn": "id", "columns": columns })
}

/// Facts and notes are named by table, row (`r_` before its id) and column.
fn links(instance: &Instance<'_>) -> Value {
    let by_fact = instance.notes_by_fact();
    let linked = instance.facts.iter().filter_map(|item| Some((item.id, by_fact.get(&item.id)?)));
    let name = |table: &str, row: &str| format!("{table}.r_{row}.value");
    let pairs =
        linked.map(|(id, notes)| (name("facts", &id.to_string()), json!(notes.iter().map(|note| name("notes", note)).collect::<Vec<_>>())));
    Value::Object(pairs.collect())
}

fn facts(instance: &Instance<'_>, axes: &IndexSet<&QName>) -> Vec<u8> {
    let axis_columns = axes.iter().map(|axis| column(axis));
    let header: Vec<String> = COLUMNS.iter().map(|name| (*name).to_owned()).chain(axis_columns).chain(["value".to_owned()]).collect();
    let mut cells = table(&header);
    for item in &instance.facts {
        put(&mut cells, instance, item, axes);
        cells.end_row();
    }
    cells.into_bytes()
}

fn put(cells: &mut Cells, instance: &Instance<'_>, item: &Item<'_>, axes: &IndexSet<&QName>) {
    let (names, aspects) = (&instance.extension.names, &item.fact.aspects);
    let or_none = |cell: Option<String>| cell.map_or(Cow::Borrowed(NONE), Cow::Owned);
    cells.plain(|out| push_id(out, item.id));
    cells.spelt(|out| names.push_qname(out, &aspects.concept));
    cells.plain(|out| oim::push_period(out, aspects.period));
    cells.text(&or_none(aspects.unit.as_ref().and_then(|unit| oim::stated_unit(names, unit))));
    match item.value.decimals {
        Some(decimals @ Decimals::Places(_)) => cells.plain(|out| push_decimals(out, decimals)),
        _ => cells.name(NONE),
    }
    cells.name(if item.value.prose && item.value.text.is_some() { oim::LANGUAGE } else { NONE });
    for axis in axes {
        match aspects.dimensions.get(axis) {
            Some(member) => cells.spelt(|out| names.push_qname(out, member)),
            None => cells.name(NONE),
        }
    }
    cells.text(&item.value.text.as_deref().map_or(Cow::Borrowed("#nil"), escaped));
}

fn notes(notes: &[Note]) -> Vec<u8> {
    let mut cells = table(&["id", "value"]);
    for note in notes {
        cells.text(&note.id);
        cells.text(&escaped(&oim::note(&note.text)));
        cells.end_row();
    }
    cells.into_bytes()
}

/// A table with its header.
fn table(header: &[impl AsRef<str>]) -> Cells {
    let mut cells = Cells::behind("", b',', "\r\n");
    header.iter().for_each(|name| cells.text(name.as_ref()));
    cells.end_row();
    cells
}

/// A value as a cell: nothing and a leading `#` have spellings of their own.
fn escaped(value: &str) -> Cow<'_, str> {
    match value {
        "" => Cow::Borrowed("#empty"),
        marked if marked.starts_with('#') => Cow::Owned(format!("#{marked}")),
        plain => Cow::Borrowed(plain),
    }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn marks_are_escaped() {
        assert_eq!((escaped(""), escaped("#nil"), escaped("a")), ("#empty".into(), "##nil".into(), "a".into()));
    }
}
