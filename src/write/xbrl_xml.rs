//! xBRL-XML: an instance by XBRL 2.1 with its extension taxonomy.

use super::contexts::{Contexts, Place};
use super::digits::{push_id, spelt};
use super::instance::{Instance, Item, Note};
use super::xml::{Xml, borrowed};
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
    let (contexts, places) = Contexts::of(instance);
    let mut xml = Xml::new();
    xml.open("xbrli:xbrl", &borrowed(&instance.declarations()));
    xml.empty("link:schemaRef", &[("xlink:type", "simple"), ("xlink:href", schema)]);
    contexts.write(&mut xml, &instance.report.entity, &instance.extension.names);
    for (item, place) in instance.facts.iter().zip(&places) {
        write_fact(&mut xml, instance, item, place);
    }
    if !instance.notes.is_empty() {
        write_notes(&mut xml, &instance.notes);
    }
    xml.finish()
}

fn write_fact(xml: &mut Xml, instance: &Instance<'_>, item: &Item<'_>, place: &Place) {
    let (id, decimals) = (spelt(|out| push_id(out, item.id)), item.decimals());
    let mut attributes = Vec::with_capacity(6);
    attributes.push(("id", id.as_str()));
    attributes.extend(place.attributes(decimals.as_deref()));
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
