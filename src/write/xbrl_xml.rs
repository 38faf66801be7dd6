//! xBRL-XML: an instance by XBRL 2.1 with its extension taxonomy.

use super::contexts::Contexts;
use super::instance::{Instance, Item, Note};
use super::namespaces::find;
use super::xml::Xml;
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::Report;

/// Writes instance, schema and linkbases.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let instance = Instance::of(report, options, "xbrl")?;
    let names = &instance.extension.names;
    let main = File { name: format!("{}.xml", names.base), bytes: document(&instance, &names.schema()) };
    let files = std::iter::once(main).chain(instance.extension.files()).collect();
    Ok(Output { files, diagnostics: instance.diagnostics })
}

/// The instance document; `schema` is the address of the extension's schema.
pub(super) fn document(instance: &Instance<'_>, schema: &str) -> Vec<u8> {
    let mut contexts = Contexts::default();
    let places: Vec<_> = instance.facts.iter().map(|item| place(&mut contexts, item)).collect();
    let mut xml = Xml::new();
    open_root(&mut xml, instance);
    xml.empty("link:schemaRef", &[("xlink:type", "simple"), ("xlink:href", schema)]);
    contexts.write(&mut xml, &instance.report.entity, &instance.extension.names);
    for (item, (context, unit)) in instance.facts.iter().zip(&places) {
        write_fact(&mut xml, instance, item, context, unit.as_deref());
    }
    if !instance.notes.is_empty() {
        write_notes(&mut xml, &instance.notes);
    }
    xml.finish()
}

fn place(contexts: &mut Contexts, item: &Item<'_>) -> (String, Option<String>) {
    let aspects = &item.fact.aspects;
    (contexts.context(aspects), aspects.unit.as_ref().map(|unit| contexts.unit(unit)))
}

fn open_root(xml: &mut Xml, instance: &Instance<'_>) {
    let names = &instance.extension.names;
    let own = format!("xmlns:{}", names.prefix);
    let published = instance.extension.published();
    let published: Vec<(String, &str)> =
        published.iter().filter_map(|prefix| find(prefix)).map(|p| (format!("xmlns:{}", p.prefix), p.namespace)).collect();
    let mut attributes = vec![
        ("xmlns:xbrli", "http://www.xbrl.org/2003/instance"),
        ("xmlns:link", "http://www.xbrl.org/2003/linkbase"),
        ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
        ("xmlns:xbrldi", "http://xbrl.org/2006/xbrldi"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xmlns:iso4217", "http://www.xbrl.org/2003/iso4217"),
    ];
    attributes.extend(published.iter().map(|(prefix, namespace)| (prefix.as_str(), *namespace)));
    attributes.push((&own, &names.own));
    xml.open("xbrli:xbrl", &attributes);
}

fn write_fact(xml: &mut Xml, instance: &Instance<'_>, item: &Item<'_>, context: &str, unit: Option<&str>) {
    let (id, decimals) = (item.id.to_string(), item.value.decimals.map(|d| d.to_string()));
    let mut attributes = vec![("id", id.as_str()), ("contextRef", context)];
    attributes.extend(unit.map(|unit| ("unitRef", unit)));
    attributes.extend(decimals.as_deref().map(|decimals| ("decimals", decimals)));
    let name = instance.extension.names.qname(&item.fact.aspects.concept);
    match &item.value.text {
        Some(text) => {
            attributes.extend(item.value.prose.then_some(("xml:lang", "en-US")));
            xml.text(&name, &attributes, text);
        }
        None => {
            attributes.push(("xsi:nil", "true"));
            xml.empty(&name, &attributes);
        }
    }
}

fn write_notes(xml: &mut Xml, notes: &[Note]) {
    xml.open("link:footnoteLink", &[("xlink:type", "extended"), ("xlink:role", "http://www.xbrl.org/2003/role/link")]);
    for note in notes {
        let role = "http://www.xbrl.org/2003/role/footnote";
        let resource =
            [("xlink:type", "resource"), ("xlink:label", note.id.as_str()), ("id", &note.id), ("xlink:role", role), ("xml:lang", "en-US")];
        xml.text("link:footnote", &resource, &note.text);
        for fact in &note.facts {
            let label = format!("{}_{fact}", note.id);
            xml.empty("link:loc", &[("xlink:type", "locator"), ("xlink:href", &format!("#{fact}")), ("xlink:label", &label)]);
            let arcrole = "http://www.xbrl.org/2003/arcrole/fact-footnote";
            xml.empty(
                "link:footnoteArc",
                &[("xlink:type", "arc"), ("xlink:arcrole", arcrole), ("xlink:from", &label), ("xlink:to", &note.id)],
            );
        }
    }
    xml.close();
}
