//! The document: the header with what is not seen, then the release with its elements.

use std::borrow::Cow;
use std::ops::Range;

use super::marks::{self, Element, Mark, is_block};
use super::release::Release;
use crate::write::contexts::{Contexts, Place};
use crate::write::digits::{push_id, spelt};
use crate::write::hash::HashSet;
use crate::write::instance::{Instance, Item};
use crate::write::xhtml;
use crate::write::xml::{Xml, borrowed, legal, push_escaped};

/// Transformation registry 4.
const TRANSFORMATIONS: &str = "http://www.xbrl.org/inlineXBRL/transformation/2020-02-12";

/// The whole document; `schema` is the address of the extension's schema.
pub(super) fn document(instance: &Instance<'_>, release: &Release, schema: &str) -> Vec<u8> {
    let (contexts, places) = Contexts::of(instance);
    let (marks, hidden) = marks::marks(instance, release);
    // plain text brings no ids that theirs could clash with
    let pages = release.parts.iter().any(|part| part.page.is_some());
    let reserved = if pages { reserved(instance, &contexts, &marks) } else { HashSet::default() };
    let mut ids = xhtml::ids(&reserved);
    let page = release.parts.first().and_then(|part| part.page.as_ref()).filter(|_| release.parts.len() == 1);
    let mut xml = Xml::new();
    xml.raw(release.parts.iter().find_map(|part| part.page.as_ref()).map_or("", xhtml::Page::doctype));
    open_root(&mut xml, instance);
    write_head(&mut xml, instance, release);
    let mut body = String::from("\n <body");
    if let Some(page) = page {
        page.write_body_attributes(&mut body, &mut ids);
    }
    xml.raw(&(body + ">"));
    xml.open("div", &[("style", "display:none")]);
    write_header(&mut xml, instance, schema, &contexts, &places, &hidden);
    xml.close();
    let mut tagged = Tagged { instance, release, places: &places, marks: &marks, next: 0 };
    xml.raw_with(|out| {
        release.parts.iter().for_each(|part| write_part(out, part, page.is_none(), &mut ids, &mut tagged));
        out.push_str("</body>");
    });
    xml.finish()
}

/// One document of the release; one among several stands in a block of its own.
fn write_part(out: &mut String, part: &super::release::Part, apart: bool, ids: &mut xhtml::Ids<'_>, tagged: &mut Tagged<'_>) {
    let Some(page) = &part.page else {
        // browsers drop a line break at the start of preformatted text, unless a tag stands before it
        let breaks = tagged.release.words[part.range()].starts_with(['\n', '\r']);
        out.push_str(if breaks { "<pre><span></span>" } else { "<pre>" });
        tagged.write(out, part.range());
        return out.push_str("</pre>");
    };
    if apart {
        out.push_str("<div");
        page.write_body_attributes(out, ids);
        out.push('>');
    }
    page.write(out, ids, &mut |out, range| tagged.write(out, range));
    out.push_str(if apart { "</div>" } else { "" });
}

/// The ids that the document uses itself.
fn reserved(instance: &Instance<'_>, contexts: &Contexts, marks: &[Mark]) -> HashSet<String> {
    let facts = instance.facts.iter().map(|item| spelt(|out| push_id(out, item.id)));
    let notes = instance.notes.iter().map(|note| note.id.clone());
    let marks = marks.iter().filter_map(|mark| mark.element.id().cloned());
    contexts.ids().map(str::to_owned).chain(facts).chain(notes).chain(marks).collect()
}

fn title(instance: &Instance<'_>) -> String {
    let entity = &instance.report.entity;
    let name = if entity.name.is_empty() { &entity.identifier } else { &entity.name };
    format!("{name}: earnings release for the period to {}", instance.report.period.end())
}

fn open_root(xml: &mut Xml, instance: &Instance<'_>) {
    let declarations = instance.declarations();
    let mut attributes = vec![
        ("xmlns", "http://www.w3.org/1999/xhtml"),
        ("xmlns:ix", "http://www.xbrl.org/2013/inlineXBRL"),
        ("xmlns:ixt", TRANSFORMATIONS),
    ];
    attributes.extend(borrowed(&declarations));
    attributes.push(("xml:lang", "en-US"));
    xml.open("html", &attributes);
}

fn write_head(xml: &mut Xml, instance: &Instance<'_>, release: &Release) {
    let pages = || release.parts.iter().filter_map(|part| part.page.as_ref());
    xml.open("head", &[]);
    xml.empty("meta", &[("http-equiv", "Content-Type"), ("content", "text/html; charset=UTF-8")]);
    xml.text("title", &[], &pages().find_map(xhtml::Page::title).unwrap_or_else(|| title(instance)));
    let sheets: String = pages().map(xhtml::Page::sheet).collect();
    if !sheets.is_empty() {
        // a style sheet holds no sign that would have to be written otherwise
        xml.raw(&format!("\n  <style type=\"text/css\">{}</style>", legal(&sheets)));
    }
    xml.close();
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

/// A fact that no place of the release gives.
fn write_hidden(xml: &mut Xml, instance: &Instance<'_>, item: &Item<'_>, place: &Place) {
    let (id, decimals) = (spelt(|out| push_id(out, item.id)), item.decimals());
    let rest: Vec<_> = fact_attributes(instance, item, place, &id, decimals.as_deref()).collect();
    let mut attributes = borrowed(&rest);
    let amount = item.value.text.as_deref().filter(|_| item.value.decimals.is_some());
    attributes.extend(amount.filter(|text| text.starts_with('-')).map(|_| ("sign", "-")));
    let element = if place.unit.is_some() { "ix:nonFraction" } else { "ix:nonNumeric" };
    match &item.value.text {
        Some(text) => xml.text(element, &attributes, if amount.is_some() { text.trim_start_matches('-') } else { text }),
        None => {
            attributes.push(("xsi:nil", "true"));
            xml.empty(element, &attributes);
        }
    }
}

fn fact_attributes<'a>(
    instance: &Instance<'_>,
    item: &Item<'_>,
    place: &'a Place,
    id: &'a str,
    decimals: Option<&'a str>,
) -> impl Iterator<Item = (&'static str, Cow<'a, str>)> + use<'a> {
    let name = instance.extension.names.qname(&item.fact.aspects.concept);
    let language = (item.value.prose && item.value.text.is_some()).then(|| ("xml:lang", "en-US".into()));
    let shared = place.attributes(decimals).map(|(key, value)| (key, value.into()));
    [("id", id.into()), ("name", name.into())].into_iter().chain(shared).chain(language)
}

/// The words with their elements: marks come in the order in which they open.
struct Tagged<'a> {
    instance: &'a Instance<'a>,
    release: &'a Release,
    places: &'a [Place],
    marks: &'a [Mark],
    /// The first mark that has not been written.
    next: usize,
}

impl Tagged<'_> {
    /// Writes the words of a range, and the elements in it; no element reaches over its ends.
    fn write(&mut self, out: &mut String, range: Range<usize>) {
        let text = &self.release.words[..range.end];
        let mut open: Vec<&Mark> = Vec::new();
        let mut at = range.start;
        while let Some(mark) = self.marks.get(self.next).filter(|mark| mark.range.start < range.end) {
            close_until(out, text, &mut at, &mut open, mark.range.start);
            escape_into(out, &text[at..mark.range.start]);
            at = mark.range.start;
            self.open(out, &mark.element);
            open.push(mark);
            self.next += 1;
        }
        close_until(out, text, &mut at, &mut open, range.end);
        escape_into(out, &text[at..]);
    }

    fn open(&self, out: &mut String, element: &Element) {
        let decimals = element.item().and_then(|item| self.instance.facts[item].decimals());
        let fact =
            |item: usize, id| fact_attributes(self.instance, &self.instance.facts[item], &self.places[item], id, decimals.as_deref());
        let mut attributes: Vec<(&str, Cow<'_, str>)> = Vec::with_capacity(12);
        match element {
            Element::NonFraction { item, id, number } => {
                attributes.extend(fact(*item, id));
                attributes.push(("format", number.format.into()));
                attributes.extend(number.scale.map(|scale| ("scale", scale.to_string().into())));
                attributes.extend(number.negative.then(|| ("sign", "-".into())));
            }
            Element::NonNumeric { item, id, format, continued } => {
                attributes.extend(fact(*item, id));
                attributes.extend(format.map(|format| ("format", format.into())));
                attributes.extend(is_block(self.instance, &self.instance.facts[*item]).then(|| ("escape", "true".into())));
                attributes.extend(continued.as_ref().map(|id| ("continuedAt", id.into())));
            }
            Element::Continuation { id, continued } => {
                attributes.push(("id", id.into()));
                attributes.extend(continued.as_ref().map(|id| ("continuedAt", id.into())));
            }
            Element::Exclude => {}
        }
        out.push('<');
        out.push_str(element.name());
        for (key, value) in attributes {
            out.extend([" ", key, "=\""]);
            push_escaped(out, &value);
            out.push('"');
        }
        out.push('>');
    }
}

/// Closes what ends before or at a place.
fn close_until(out: &mut String, text: &str, at: &mut usize, open: &mut Vec<&Mark>, place: usize) {
    while let Some(mark) = open.pop_if(|mark| mark.range.end <= place) {
        escape_into(out, &text[*at..mark.range.end]);
        *at = mark.range.end;
        out.extend(["</", mark.element.name(), ">"]);
    }
}

/// The text as XML content; a carriage return is written as a reference, or XML readers would drop it.
fn escape_into(out: &mut String, text: &str) {
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        // most of a text is plain: it is taken in one
        let plain = rest.bytes().take_while(|byte| matches!(byte, b' '..=b'~' | b'\n') && !matches!(byte, b'&' | b'<' | b'>')).count();
        out.push_str(&rest[..plain]);
        rest = &rest[if plain > 0 { plain } else { c.len_utf8() }..];
        match c {
            _ if plain > 0 => {}
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
