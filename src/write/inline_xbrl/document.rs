//! The page: the header with what is not seen, then the release with its elements.

use super::marks::{self, Element, Mark, is_block};
use crate::write::contexts::Contexts;
use crate::write::instance::{Instance, Item};
use crate::write::namespaces::find;
use crate::write::xml::Xml;

/// Transformation registry 4.
const TRANSFORMATIONS: &str = "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12";

/// One fact's context and unit.
type Place = (String, Option<String>);

/// The whole document.
pub(super) fn document(instance: &Instance<'_>, schema: &str) -> Vec<u8> {
    let mut contexts = Contexts::default();
    let places: Vec<Place> = instance.facts.iter().map(|item| place(&mut contexts, item)).collect();
    let (marks, hidden) = marks::marks(instance);
    let mut xml = Xml::new();
    open_root(&mut xml, instance);
    xml.open("head", &[]);
    xml.empty("meta", &[("http-equiv", "Content-Type"), ("content", "text/html; charset=UTF-8")]);
    xml.text("title", &[], &title(instance));
    xml.close();
    xml.open("body", &[]);
    xml.open("div", &[("style", "display:none")]);
    write_header(&mut xml, instance, schema, &contexts, &places, &hidden);
    xml.close();
    xml.open("pre", &[]);
    xml.raw(&tagged(instance, &places, &marks));
    xml.close();
    xml.finish()
}

fn place(contexts: &mut Contexts, item: &Item<'_>) -> Place {
    let aspects = &item.fact.aspects;
    (contexts.context(aspects), aspects.unit.as_ref().map(|unit| contexts.unit(unit)))
}

fn title(instance: &Instance<'_>) -> String {
    let entity = &instance.report.entity;
    let name = if entity.name.is_empty() { &entity.identifier } else { &entity.name };
    format!("{name}: earnings release for the period to {}", instance.report.period.end())
}

fn open_root(xml: &mut Xml, instance: &Instance<'_>) {
    let names = &instance.extension.names;
    let own = format!("xmlns:{}", names.prefix);
    let published = instance.extension.published();
    let published: Vec<(String, &str)> =
        published.iter().filter_map(|prefix| find(prefix)).map(|p| (format!("xmlns:{}", p.prefix), p.namespace)).collect();
    let mut attributes = vec![
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("xmlns:ix", "http://www.xbrl.org/2013/inlineXBRL"),
        ("xmlns:ixt", TRANSFORMATIONS),
        ("xmlns:xbrli", "http://www.xbrl.org/2003/instance"),
        ("xmlns:link", "http://www.xbrl.org/2003/linkbase"),
        ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
        ("xmlns:xbrldi", "http://xbrl.org/2006/xbrldi"),
        ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
        ("xmlns:iso4217", "http://www.xbrl.org/2003/iso4217"),
    ];
    attributes.extend(published.iter().map(|(prefix, namespace)| (prefix.as_str(), *namespace)));
    attributes.push((&own, &names.own));
    attributes.push(("xml:lang", "en-US"));
    xml.open("html", &attributes);
}

fn write_header(xml: &mut Xml, instance: &Instance<'_>, schema: &str, contexts: &Contexts, places: &[Place], hidden: &[usize]) {
    xml.open("ix:header", &[]);
    if !hidden.is_empty() || !instance.notes.is_empty() {
        xml.open("ix:hidden", &[]);
        hidden.iter().for_each(|item| write_hidden(xml, instance, &instance.facts[*item], &places[*item]));
        instance.notes.iter().for_each(|note| xml.text("ix:footnote", &[("id", &note.id), ("xml:lang", "en-US")], &note.text));
        xml.close();
    }
    xml.open("ix:references", &[]);
    xml.empty("link:schemaRef", &[("xlink:type", "simple"), ("xlink:href", schema)]);
    xml.close();
    xml.open("ix:resources", &[]);
    for note in &instance.notes {
        let from: Vec<String> = note.facts.iter().map(ToString::to_string).collect();
        xml.empty("ix:relationship", &[("fromRefs", &from.join(" ")), ("toRefs", &note.id)]);
    }
    contexts.write(xml, &instance.report.entity, &instance.extension.names);
    xml.close();
    xml.close();
}

/// A fact that no place in the text gives.
fn write_hidden(xml: &mut Xml, instance: &Instance<'_>, item: &Item<'_>, place: &Place) {
    let (id, name) = (item.id.to_string(), instance.extension.names.qname(&item.fact.aspects.concept));
    let decimals = item.value.decimals.map(|d| d.to_string());
    let mut attributes = vec![("id", id.as_str()), ("name", &name), ("contextRef", &place.0)];
    attributes.extend(place.1.as_deref().map(|unit| ("unitRef", unit)));
    attributes.extend(decimals.as_deref().map(|decimals| ("decimals", decimals)));
    let amount = item.value.text.as_deref().filter(|_| decimals.is_some());
    attributes.extend(amount.filter(|text| text.starts_with('-')).map(|_| ("sign", "-")));
    attributes.extend((item.value.prose && item.value.text.is_some()).then_some(("xml:lang", "en-US")));
    let element = if place.1.is_some() { "ix:nonFraction" } else { "ix:nonNumeric" };
    match &item.value.text {
        Some(text) => xml.text(element, &attributes, if amount.is_some() { text.trim_start_matches('-') } else { text }),
        None => {
            attributes.push(("xsi:nil", "true"));
            xml.empty(element, &attributes);
        }
    }
}

/// The release with its elements: marks come in the order in which they open.
fn tagged(instance: &Instance<'_>, places: &[Place], marks: &[Mark]) -> String {
    let text = instance.report.source.text();
    let mut out = String::with_capacity(text.len() * 2);
    let mut open: Vec<&Mark> = Vec::new();
    let mut at = 0;
    for mark in marks {
        close_until(&mut out, text, &mut at, &mut open, mark.span.start as usize);
        escape_into(&mut out, &text[at..mark.span.start as usize]);
        at = mark.span.start as usize;
        open_tag(&mut out, instance, places, &mark.element);
        open.push(mark);
    }
    close_until(&mut out, text, &mut at, &mut open, text.len());
    escape_into(&mut out, &text[at..]);
    out
}

/// Closes what ends before or at a place.
fn close_until(out: &mut String, text: &str, at: &mut usize, open: &mut Vec<&Mark>, place: usize) {
    while let Some(mark) = open.pop_if(|mark| mark.span.end as usize <= place) {
        escape_into(out, &text[*at..mark.span.end as usize]);
        *at = mark.span.end as usize;
        out.push_str(match mark.element {
            Element::NonFraction { .. } => "</ix:nonFraction>",
            Element::NonNumeric { .. } => "</ix:nonNumeric>",
            Element::Continuation { .. } => "</ix:continuation>",
            Element::Exclude => "</ix:exclude>",
        });
    }
}

fn open_tag(out: &mut String, instance: &Instance<'_>, places: &[Place], element: &Element) {
    let mut attributes: Vec<(&str, String)> = Vec::new();
    let name = match element {
        Element::NonFraction { item, id, number } => {
            attributes.extend(fact_attributes(instance, places, *item, id));
            attributes.push(("format", number.format.to_owned()));
            attributes.extend(number.scale.map(|scale| ("scale", scale.to_string())));
            attributes.extend(number.negative.then(|| ("sign", "-".to_owned())));
            "ix:nonFraction"
        }
        Element::NonNumeric { item, id, format, continued } => {
            attributes.extend(fact_attributes(instance, places, *item, id));
            attributes.extend(format.map(|format| ("format", format.to_owned())));
            attributes.extend(is_block(instance, &instance.facts[*item]).then(|| ("escape", "true".to_owned())));
            attributes.extend(continued.clone().map(|id| ("continuedAt", id)));
            "ix:nonNumeric"
        }
        Element::Continuation { id, continued } => {
            attributes.push(("id", id.clone()));
            attributes.extend(continued.clone().map(|id| ("continuedAt", id)));
            "ix:continuation"
        }
        Element::Exclude => "ix:exclude",
    };
    out.push('<');
    out.push_str(name);
    for (key, value) in attributes {
        out.push_str(&format!(" {key}=\"{}\"", quick_xml::escape::escape(value)));
    }
    out.push('>');
}

fn fact_attributes<'a>(instance: &Instance<'_>, places: &[Place], index: usize, id: &str) -> impl Iterator<Item = (&'a str, String)> {
    let (item, (context, unit)) = (&instance.facts[index], &places[index]);
    let name = instance.extension.names.qname(&item.fact.aspects.concept);
    let language = item.value.prose.then(|| ("xml:lang", "en-US".to_owned()));
    [("id", id.to_owned()), ("name", name), ("contextRef", context.clone())]
        .into_iter()
        .chain(unit.clone().map(|unit| ("unitRef", unit)))
        .chain(item.value.decimals.map(|decimals| ("decimals", decimals.to_string())))
        .chain(language)
}

/// The text as XML content; a carriage return is written as a reference, or XML readers would drop it.
fn escape_into(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(as_xml(c).unwrap_or(' ')),
        }
    }
}

/// The character, if XML 1.0 has a place for it.
pub(super) fn as_xml(c: char) -> Option<char> {
    let legal = matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
    legal.then_some(c)
}
