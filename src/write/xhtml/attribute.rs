//! The attributes that XHTML 1.1 has for an element, in the form it wants them.

use super::hint::is_length;
use super::tree::Element;
use crate::write::hash::HashSet;

/// Ids of the document: each once, and none that the document itself uses.
pub(in crate::write) struct Ids<'a> {
    pub(super) reserved: &'a HashSet<String>,
    pub(super) used: HashSet<String>,
}

impl Ids<'_> {
    /// The id that stands for one of the page: another where the document uses it itself.
    fn of(&self, id: &str) -> String {
        if self.reserved.contains(id) { format!("page-{id}") } else { id.to_owned() }
    }
}

/// Appends the attributes of an element that is to be called `name`; `style` is its look, of which nothing may be left.
pub(super) fn write(to: &mut String, element: &Element, name: &str, style: &str, ids: &mut Ids<'_>) {
    for (attribute, value) in &element.attributes {
        match attribute.as_str() {
            "id" => write_id(to, value, ids),
            "name" if matches!(name, "a" | "img") && element.attribute("id").is_none() => write_id(to, value, ids),
            "href" if name == "a" => match value.strip_prefix('#') {
                Some(id) => push(to, "href", &format!("#{}", ids.of(id))),
                None => push(to, "href", value.trim()),
            },
            "lang" if is_language(value) => push(to, "xml:lang", value),
            _ => {
                if let Some(value) = kept(name, attribute, value) {
                    push(to, attribute, &value);
                }
            }
        }
    }
    if name == "img" {
        ["src", "alt"].iter().filter(|a| element.attribute(a).is_none()).for_each(|a| push(to, a, ""));
    }
    if !style.is_empty() {
        push(to, "style", style);
    }
}

fn write_id(to: &mut String, value: &str, ids: &mut Ids<'_>) {
    let id = ids.of(value.trim());
    if is_name(&id) && ids.used.insert(id.clone()) {
        push(to, "id", &id);
    }
}

/// The value that an attribute keeps, if the element may have it.
fn kept(name: &str, attribute: &str, value: &str) -> Option<String> {
    let lower = value.trim().to_ascii_lowercase();
    let one_of = |values: &[&str]| values.contains(&lower.as_str()).then(|| lower.clone());
    let number = || lower.parse::<u32>().ok().map(|n| n.to_string());
    match (name, attribute) {
        (_, "title") | ("img", "alt") | ("table", "summary") | ("td" | "th", "abbr" | "axis") => Some(value.to_owned()),
        (_, "dir") => one_of(&["ltr", "rtl"]),
        (_, "class") => classes(value),
        ("img", "src") => Some(value.trim().to_owned()),
        ("td" | "th", "colspan" | "rowspan") => leading(&lower),
        ("td" | "th", "scope") => one_of(&["row", "col", "rowgroup", "colgroup"]),
        ("td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "col" | "colgroup", "align") => one_of(&["left", "center", "right", "justify"]),
        ("td" | "th" | "tr" | "thead" | "tbody" | "tfoot" | "col" | "colgroup", "valign") => {
            one_of(&["top", "middle", "bottom", "baseline"])
        }
        ("col" | "colgroup", "span") => number().filter(|n| n != "0"),
        ("col" | "colgroup", "width") => Some(lower.clone()).filter(|l| is_length(l) || is_share(l)),
        ("table", "width") | ("img", "width" | "height") => Some(lower.clone()).filter(|l| is_length(l)),
        ("table", "border") => Some(leading(&lower).unwrap_or_else(|| "1".to_owned())),
        ("table", "cellspacing" | "cellpadding") => leading(&lower),
        ("table", "frame") => one_of(&["void", "above", "below", "hsides", "lhs", "rhs", "vsides", "box", "border"]),
        ("table", "rules") => one_of(&["none", "groups", "rows", "cols", "all"]),
        _ => None,
    }
}

/// The number that a value begins with.
fn leading(value: &str) -> Option<String> {
    let digits: String = value.chars().take_while(char::is_ascii_digit).take(9).collect();
    digits.parse::<u32>().ok().map(|n| n.to_string())
}

/// `2*`: a share of the width.
fn is_share(value: &str) -> bool {
    value.strip_suffix('*').is_some_and(|digits| digits.bytes().all(|b| b.is_ascii_digit()))
}

fn classes(value: &str) -> Option<String> {
    let classes: Vec<&str> = value.split_ascii_whitespace().filter(|class| class.chars().all(is_name_char)).collect();
    (!classes.is_empty()).then(|| classes.join(" "))
}

fn is_name_char(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_') || ('\u{c0}'..='\u{1fff}').contains(&c) && c.is_alphanumeric()
}

/// Whether a value may be an id: an XML name without a colon.
fn is_name(value: &str) -> bool {
    value.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_'))
}

fn is_language(value: &str) -> bool {
    let mut parts = value.split('-');
    let part = |part: &str, letters: bool| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| if letters { b.is_ascii_alphabetic() } else { b.is_ascii_alphanumeric() })
    };
    parts.next().is_some_and(|first| part(first, true)) && parts.all(|rest| part(rest, false))
}

/// Appends one attribute.
pub(super) fn push(to: &mut String, name: &str, value: &str) {
    to.push(' ');
    to.push_str(name);
    to.push_str("=\"");
    to.push_str(&quick_xml::escape::escape(&*crate::write::xml::legal(value)));
    to.push('"');
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xhtml_has_is_kept() {
        let attributes = [
            ("ID", "f1"),
            ("COLSPAN", "2x"),
            ("ALIGN", "RIGHT"),
            ("bgcolor", "red"),
            ("class", "a b{"),
            ("onclick", "x()"),
            ("lang", "en us"),
        ];
        let attributes = attributes.iter().map(|(n, v)| (n.to_ascii_lowercase(), (*v).to_owned())).collect();
        let element = Element { name: "td".into(), html: true, attributes };
        let mut written = String::new();
        let reserved = HashSet::from_iter(["f1".to_owned()]);
        write(&mut written, &element, "td", "color:red", &mut Ids { reserved: &reserved, used: HashSet::default() });
        assert_eq!(written, " id=\"page-f1\" colspan=\"2\" align=\"right\" class=\"a\" style=\"color:red\"");
    }
}
