//! Attributes that say how an element looks, as the style that browsers make of them.

use super::colour::colour;
use super::tree::Element;

/// The style of an element's attributes, ahead of its own; `quirks`: as old browsers had it.
pub(super) fn style(element: &Element) -> String {
    let mut style = String::new();
    for (name, value) in &element.attributes {
        hint(&mut style, &element.name, name, value.trim());
    }
    if &*element.name == "hr" {
        rule(&mut style, element);
    }
    style
}

/// Styles one after the other.
pub(super) fn joined(styles: &[&str]) -> String {
    let styles: Vec<&str> = styles.iter().map(|style| style.trim()).filter(|style| !style.is_empty()).collect();
    styles.join(";")
}

fn hint(style: &mut String, element: &str, attribute: &str, value: &str) {
    let lower = value.to_ascii_lowercase();
    match (element, attribute) {
        ("font", "size") => push(style, "font-size", font_size(value)),
        ("font", "face") if !value.is_empty() => push(style, "font-family", Some(value)),
        ("font", "color") => push(style, "color", colour(value).as_deref()),
        ("body", "text") => push(style, "color", colour(value).as_deref()),
        ("body" | "table" | "thead" | "tbody" | "tfoot" | "tr" | "td" | "th", "bgcolor") => {
            push(style, "background-color", colour(value).as_deref());
        }
        ("p" | "div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6", "align") => align(style, &lower),
        ("caption", "align") if lower == "bottom" => push(style, "caption-side", Some("bottom")),
        ("table", "align") => table_align(style, &lower),
        ("img", "align") => picture_align(style, &lower),
        ("img", "border") => border(style, value),
        ("img" | "table", "hspace") => both(style, ["margin-left", "margin-right"], value),
        ("img" | "table", "vspace") => both(style, ["margin-top", "margin-bottom"], value),
        ("table" | "tr" | "thead" | "tbody" | "tfoot", "height") => push(style, "height", length(value).as_deref()),
        ("td" | "th", "width" | "height") => {
            push(style, if attribute == "width" { "width" } else { "height" }, length(value).filter(|l| !l.starts_with("0")).as_deref());
        }
        ("table", "width") if !is_length(value) => push(style, "width", length(value).as_deref()),
        ("img", "width" | "height") if !is_length(value) => {
            push(style, if attribute == "width" { "width" } else { "height" }, length(value).as_deref());
        }
        ("table", "bordercolor") => push(style, "border-color", colour(value).as_deref()),
        ("td" | "th", "nowrap") => push(style, "white-space", Some("nowrap")),
        ("body", "topmargin" | "marginheight") => both(style, ["margin-top", "margin-bottom"], value),
        ("body", "leftmargin" | "marginwidth") => both(style, ["margin-left", "margin-right"], value),
        ("br", "clear") => push(style, "clear", clear(&lower)),
        ("ul" | "ol" | "li", "type") => push(style, "list-style-type", list_type(value)),
        ("li", "value") => push(style, "counter-set", counter(value).as_deref()),
        (_, "hidden") => push(style, "display", Some("none")),
        _ => {}
    }
}

/// The style of the first item of a list, which begins to count there.
pub(super) fn start(list: &Element) -> Option<String> {
    Some(format!("counter-set:{}", counter(list.attribute("start")?)?))
}

fn counter(value: &str) -> Option<String> {
    value.trim().parse::<i32>().ok().map(|n| format!("list-item {n}"))
}

fn push(style: &mut String, property: &str, value: Option<&str>) {
    if let Some(value) = value {
        if !style.is_empty() {
            style.push(';');
        }
        style.push_str(property);
        style.push(':');
        style.push_str(value);
    }
}

fn both(style: &mut String, properties: [&str; 2], value: &str) {
    properties.iter().for_each(|property| push(style, property, length(value).as_deref()));
}

/// `align` of a block moves the tables in it, too.
fn align(style: &mut String, value: &str) {
    match value {
        "center" | "middle" => ["center", "-webkit-center"].iter().for_each(|v| push(style, "text-align", Some(v))),
        "left" => ["left", "-webkit-left"].iter().for_each(|v| push(style, "text-align", Some(v))),
        "right" => ["right", "-webkit-right"].iter().for_each(|v| push(style, "text-align", Some(v))),
        "justify" => push(style, "text-align", Some("justify")),
        _ => {}
    }
}

fn table_align(style: &mut String, value: &str) {
    match value {
        "center" => ["margin-left", "margin-right"].iter().for_each(|property| push(style, property, Some("auto"))),
        "left" | "right" => push(style, "float", Some(value)),
        _ => {}
    }
}

fn picture_align(style: &mut String, value: &str) {
    match value {
        "left" | "right" => push(style, "float", Some(value)),
        "top" => push(style, "vertical-align", Some("top")),
        "middle" | "absmiddle" | "center" | "abscenter" => push(style, "vertical-align", Some("middle")),
        "bottom" | "baseline" => push(style, "vertical-align", Some("baseline")),
        "texttop" => push(style, "vertical-align", Some("text-top")),
        "absbottom" => push(style, "vertical-align", Some("bottom")),
        _ => {}
    }
}

fn border(style: &mut String, value: &str) {
    if let Some(width) = length(value) {
        push(style, "border", Some(&format!("{width} solid")));
    }
}

/// A rule across the page (HTML standard, section 15.3.12).
fn rule(style: &mut String, element: &Element) {
    let shade = element.attribute("color").and_then(colour);
    let solid = shade.is_some() || element.attribute("noshade").is_some();
    match element.attribute("align").map(str::to_ascii_lowercase).as_deref() {
        Some("left") => (push(style, "margin-left", Some("0")), push(style, "margin-right", Some("auto"))).1,
        Some("right") => (push(style, "margin-left", Some("auto")), push(style, "margin-right", Some("0"))).1,
        _ => {}
    }
    push(style, "width", element.attribute("width").and_then(length).as_deref());
    if let Some(shade) = &shade {
        push(style, "color", Some(shade));
        push(style, "background-color", Some(shade));
    }
    if solid {
        push(style, "border-style", Some("solid"));
        push(style, "border-color", shade.as_deref().or(Some("gray")));
        push(style, "background-color", if shade.is_none() { Some("gray") } else { None });
    }
    match element.attribute("size").and_then(|size| size.trim().parse::<u32>().ok()) {
        Some(0 | 1) => push(style, "border-bottom-width", Some("0")),
        Some(size) => push(style, "height", Some(&format!("{}px", size - 2))),
        None => {}
    }
}

/// Sizes 1 to 7, or so many steps from 3.
fn font_size(value: &str) -> Option<&'static str> {
    const SIZES: [&str; 7] = ["x-small", "small", "medium", "large", "x-large", "xx-large", "xxx-large"];
    let digits: String = value.trim_start_matches(['+', '-']).chars().take_while(char::is_ascii_digit).collect();
    let size: i32 = digits.parse().ok()?;
    let size = match value.as_bytes().first()? {
        b'+' => 3i32.saturating_add(size),
        b'-' => 3i32.saturating_sub(size),
        _ => size,
    };
    Some(SIZES[(size.clamp(1, 7) - 1) as usize])
}

fn list_type(value: &str) -> Option<&'static str> {
    Some(match value {
        "1" => "decimal",
        "a" => "lower-alpha",
        "A" => "upper-alpha",
        "i" => "lower-roman",
        "I" => "upper-roman",
        _ => match value.to_ascii_lowercase().as_str() {
            "disc" => "disc",
            "circle" => "circle",
            "square" => "square",
            "none" => "none",
            _ => return None,
        },
    })
}

fn clear(value: &str) -> Option<&'static str> {
    Some(match value {
        "left" => "left",
        "right" => "right",
        "all" | "both" => "both",
        _ => return None,
    })
}

/// A length as attributes write it, `50`, `50%`, `50px`, in CSS.
fn length(value: &str) -> Option<String> {
    let value = value.trim_start().trim_start_matches('+');
    let end = value.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(value.len());
    let number: f64 = value[..end].parse().ok()?;
    let unit = if value[end..].starts_with('%') { "%" } else { "px" };
    number.is_finite().then(|| format!("{number}{unit}"))
}

/// Whether an attribute of XHTML 1.1 may hold the length as it stands.
pub(super) fn is_length(value: &str) -> bool {
    let digits = value.strip_suffix('%').unwrap_or(value);
    let whole = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let part = value.ends_with('%')
        && digits.split_once('.').is_some_and(|(a, b)| !b.is_empty() && [a, b].concat().bytes().all(|b| b.is_ascii_digit()));
    whole || part
}

#[cfg(test)]
mod tests {
    use super::*;

    fn styled(name: &str, attributes: &[(&str, &str)]) -> String {
        let attributes = attributes.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
        style(&Element { name: name.into(), html: true, attributes })
    }

    #[test]
    fn attributes_become_style() {
        assert_eq!(styled("font", &[("size", "+1"), ("color", "ff0000")]), "font-size:large;color:#ff0000");
        assert_eq!(styled("td", &[("width", "12.5%"), ("nowrap", ""), ("height", "0")]), "width:12.5%;white-space:nowrap");
        assert_eq!(
            styled("hr", &[("size", "3"), ("noshade", "")]),
            "border-style:solid;border-color:gray;background-color:gray;height:1px"
        );
        assert_eq!(styled("table", &[("align", "CENTER"), ("width", "50%")]), "margin-left:auto;margin-right:auto");
        assert_eq!(styled("p", &[("align", "right")]), "text-align:right;text-align:-webkit-right");
    }

    #[test]
    fn lengths() {
        assert!(is_length("100%") && is_length("5") && is_length("97.5%"));
        assert!(!is_length("5px") && !is_length("") && !is_length("1.5") && !is_length("*"));
    }
}
