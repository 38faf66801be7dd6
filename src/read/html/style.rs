//! How an element's attributes and style make its words look, as far as reading needs it.

use std::borrow::Cow;

use crate::markup::Tag;

/// Where words stand between the margins.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Align {
    /// At the left margin, or justified.
    #[default]
    Left,
    /// In the middle.
    Center,
    /// At the right margin.
    Right,
}

/// What words look like: inherited from the elements around them.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Style {
    /// Bold.
    pub bold: bool,
    /// Not shown at all.
    pub hidden: bool,
    /// Raised above the line.
    pub raised: bool,
    /// White space stands as written.
    pub pre: bool,
    /// Where the line stands.
    pub align: Align,
    /// Distance from the left edge, in characters.
    pub indent: f32,
    /// Further distance of the first line.
    pub first: f32,
    /// Inside `h1` to `h6`.
    pub heading: bool,
}

/// What one element says of itself: its change of the style, and the rules it draws.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Change {
    bold: Option<bool>,
    hidden: bool,
    raised: Option<bool>,
    pre: Option<bool>,
    align: Option<Align>,
    indent: f32,
    first: Option<f32>,
    heading: bool,
    /// Draws a rule above itself.
    pub rule_above: bool,
    /// Draws a rule below itself.
    pub rule_below: bool,
}

/// In lower case, as most declarations are written.
fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|byte| byte.is_ascii_uppercase()) { text.to_ascii_lowercase().into() } else { text.into() }
}

impl Change {
    /// Reads a start tag.
    pub fn of(tag: &Tag) -> Self {
        let mut change = Self::of_name(&tag.name);
        for (name, value) in &tag.attributes {
            match name.as_str() {
                "align" => change.align = align(value).or(change.align),
                "hidden" => change.hidden = true,
                "style" => change.css(value),
                _ => {}
            }
        }
        change
    }

    fn of_name(name: &str) -> Self {
        let mut change = Self::default();
        match name {
            "b" | "strong" => change.bold = Some(true),
            "th" => (change.bold, change.align) = (Some(true), Some(Align::Center)),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => (change.bold, change.heading) = (Some(true), true),
            "sup" => change.raised = Some(true),
            "sub" => change.raised = Some(false),
            "center" => change.align = Some(Align::Center),
            "pre" | "listing" | "xmp" => (change.pre, change.align) = (Some(true), Some(Align::Left)),
            "blockquote" | "dd" | "ul" | "ol" => change.indent = 4.0,
            "head" | "script" | "style" | "title" | "template" | "noframes" | "select" | "object" | "ix:header" => change.hidden = true,
            _ => {}
        }
        change
    }

    fn css(&mut self, style: &str) {
        let mut shift = Shift::default();
        for declaration in style.split(';') {
            let Some((property, value)) = declaration.split_once(':') else { continue };
            let (property, value) = (lower(property.trim()), lower(value.trim()));
            let value = value.strip_suffix("!important").map_or(&*value, str::trim_end);
            shift.note(&property, value);
            self.property(&property, value);
        }
        if let Some(raised) = shift.raised() {
            self.raised = Some(raised);
        }
    }

    fn property(&mut self, property: &str, value: &str) {
        match property {
            "display" => self.hidden |= value == "none",
            "visibility" => self.hidden |= value == "hidden" || value == "collapse",
            "font-size" => {
                self.hidden |= number(value).is_some_and(|(n, unit)| n <= 0.0 || n < 0.5 && unit != "em" && unit != "rem" && unit != "in")
            }
            "font-weight" => self.bold = bold(value).or(self.bold),
            "text-align" => self.align = align(value).or(self.align),
            "padding-left" | "margin-left" => self.indent += characters(value),
            "padding" | "margin" => self.indent += characters(left_of_four(value)),
            "text-indent" => self.first = Some(characters(value)),
            "border" => (self.rule_above, self.rule_below) = (draws(value), draws(value)),
            "border-top" => self.rule_above = draws(value),
            "border-bottom" => self.rule_below = draws(value),
            "border-top-style" => self.rule_above = value != "none" && value != "hidden",
            "border-bottom-style" => self.rule_below = value != "none" && value != "hidden",
            "border-top-width" if number(value).is_some_and(|(n, _)| n == 0.0) => self.rule_above = false,
            "border-bottom-width" if number(value).is_some_and(|(n, _)| n == 0.0) => self.rule_below = false,
            _ => {}
        }
    }
}

impl Style {
    /// The style inside an element that changes it.
    pub fn with(self, change: &Change) -> Self {
        Self {
            bold: change.bold.unwrap_or(self.bold),
            hidden: self.hidden || change.hidden,
            raised: change.raised.unwrap_or(self.raised),
            pre: change.pre.unwrap_or(self.pre),
            align: change.align.unwrap_or(self.align),
            indent: self.indent + change.indent,
            first: change.first.unwrap_or(self.first),
            heading: self.heading || change.heading,
        }
    }

    /// What a table's cell takes over from around the table, and from the table itself.
    pub fn of_table(self, table: &Change) -> Self {
        Self { hidden: self.hidden || table.hidden, bold: table.bold.unwrap_or(false), ..Self::default() }
    }
}

/// Raised words show as such by `vertical-align`, or by a relative position above the line.
#[derive(Default)]
struct Shift {
    vertical: Option<bool>,
    relative: bool,
    top: f32,
}

impl Shift {
    fn note(&mut self, property: &str, value: &str) {
        match property {
            "vertical-align" => {
                self.vertical = match value {
                    "super" | "text-top" => Some(true),
                    "sub" => Some(false),
                    _ => number(value).filter(|(n, _)| *n != 0.0).map(|(n, _)| n > 0.0).or(self.vertical),
                }
            }
            "position" => self.relative = value == "relative",
            "top" => self.top = characters(value),
            "bottom" => self.top = -characters(value),
            _ => {}
        }
    }

    fn raised(&self) -> Option<bool> {
        self.vertical.or((self.relative && self.top < -0.2).then_some(true))
    }
}

fn align(value: &str) -> Option<Align> {
    Some(match value.trim().to_ascii_lowercase().as_str() {
        "left" | "justify" | "start" => Align::Left,
        "center" | "middle" => Align::Center,
        "right" | "end" => Align::Right,
        _ => return None,
    })
}

fn bold(value: &str) -> Option<bool> {
    match value {
        "bold" | "bolder" => Some(true),
        "normal" | "lighter" => Some(false),
        _ => value.parse::<u16>().ok().map(|weight| weight >= 600),
    }
}

/// Whether a `border` value draws a line that can be seen.
fn draws(value: &str) -> bool {
    let mut words = value.split_whitespace();
    let off = |word: &str| {
        matches!(word, "none" | "hidden" | "transparent" | "white" | "#ffffff" | "#fff") || number(word).is_some_and(|(n, _)| n == 0.0)
    };
    value.contains(char::is_alphanumeric) && !words.any(off)
}

/// The left one of `top right bottom left`, written with one to four lengths.
fn left_of_four(value: &str) -> &str {
    let sides: Vec<&str> = value.split_whitespace().take(4).collect();
    match sides.len() {
        4 => sides[3],
        2 | 3 => sides[1],
        _ => value,
    }
}

/// A CSS length in characters of a 10-point page: 1 em is 2 characters.
fn characters(value: &str) -> f32 {
    let Some((n, unit)) = number(value) else { return 0.0 };
    let each = match unit {
        "pt" => 0.2,
        "em" | "rem" => 2.0,
        "in" => 14.4,
        "cm" => 5.67,
        "mm" => 0.567,
        "pc" => 2.4,
        "%" => 0.6,
        _ => 0.15,
    };
    (n * each).clamp(-200.0, 200.0)
}

fn number(value: &str) -> Option<(f32, &str)> {
    let end = value.find(|c: char| !matches!(c, '0'..='9' | '.' | '-' | '+')).unwrap_or(value.len());
    let n: f32 = value[..end].parse().ok()?;
    n.is_finite().then(|| (n, value[end..].trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(style: &str) -> Change {
        Change::of(&Tag { name: "td".into(), attributes: vec![("style".into(), style.into())], ..Tag::default() })
    }

    #[test]
    fn rules_are_those_that_show() {
        assert!(change("border-bottom:1px solid #000000").rule_below);
        assert!(change("BORDER-TOP: black 2px solid; padding:0").rule_above);
        assert!(!change("border-bottom:none; border-top: 0px solid black").rule_below);
        assert!(!change("border-top:1pt solid white").rule_above);
    }

    #[test]
    fn hidden_and_raised_words() {
        let style = |css: &str| Style::default().with(&change(css));
        assert!(style("display : NONE").hidden && style("font-size:0pt").hidden && !style("font-size:0.8em").hidden);
        assert!(style("position:relative;top:-3.5pt;vertical-align:baseline").raised && style("vertical-align:super").raised);
        assert!(!style("vertical-align:top").raised);
    }

    #[test]
    fn hanging_indents_cancel_out() {
        let style = Style::default().with(&change("margin-left:3.00em; text-indent:-1.00em"));
        assert_eq!(style.indent + style.first, 4.0);
        assert_eq!(change("padding:2px 1pt 2px 10pt").indent, 2.0);
    }
}
