//! The release as printed: text in its own lines, HTML element by element from a list of harmless ones.

use super::marks::{Mark, Marks};
use super::push_escaped;
use crate::diagnostic::Severity;
use crate::markup::{Sink, Tag, tokens};
use crate::report::Report;
use crate::source::Span;
use crate::write::exhibit::{Exhibit, exhibits};

/// Elements that are copied, with their attributes from `ATTRIBUTES`.
const ELEMENTS: [&str; 48] = [
    "p",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "center",
    "blockquote",
    "pre",
    "address",
    "table",
    "caption",
    "colgroup",
    "col",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "b",
    "strong",
    "i",
    "em",
    "u",
    "font",
    "big",
    "small",
    "s",
    "strike",
    "tt",
    "code",
    "nobr",
    "sup",
    "sub",
    "span",
    "br",
    "hr",
    "wbr",
    "section",
];
const VOID: [&str; 4] = ["br", "hr", "wbr", "col"];
/// Elements whose whole content is left out.
const SILENT: [&str; 10] = ["script", "style", "head", "title", "noscript", "iframe", "object", "svg", "template", "ix:header"];
const ATTRIBUTES: [&str; 17] = [
    "style",
    "colspan",
    "rowspan",
    "align",
    "valign",
    "width",
    "bgcolor",
    "color",
    "size",
    "face",
    "border",
    "cellpadding",
    "cellspacing",
    "nowrap",
    "type",
    "start",
    "noshade",
];
/// More nesting than any page has; deeper elements are dropped, their words kept.
const DEEPEST: usize = 200;

/// The sheet's markup: a shadow tree, so that neither its styles nor its stray end tags reach the page around it.
pub(super) fn sheet(report: &Report, marks: &Marks, style: &str) -> String {
    let out = format!("<template shadowrootmode=\"open\"><style>{style}</style>");
    let mut writer = Writer { out, marks, open: Vec::new(), silent: None };
    for Exhibit { span, html } in exhibits(report) {
        let words = report.source.slice(span);
        writer.out.reserve(words.len() * 2);
        writer.out.push_str(if html { "<div class=\"html\">" } else { "<pre class=\"text\">" });
        if html {
            tokens(words, span.start as usize, &mut writer);
            writer.close_to(0);
            writer.silent = None;
        } else {
            writer.marked(words, span);
        }
        writer.out.push_str(if html { "</div>" } else { "</pre>" });
    }
    writer.out.push_str("</template>");
    writer.out
}

struct Writer<'a> {
    out: String,
    marks: &'a Marks,
    open: Vec<&'static str>,
    /// The element whose content is being left out, and how many of its name are open.
    silent: Option<(&'static str, usize)>,
}

impl Sink for Writer<'_> {
    fn start(&mut self, tag: &Tag) {
        if let Some((name, depth)) = &mut self.silent {
            *depth += usize::from(*name == tag.name);
            return;
        }
        if let Some(name) = SILENT.into_iter().find(|name| *name == tag.name) {
            self.silent = Some((name, 1));
            return;
        }
        let Some(name) = ELEMENTS.into_iter().find(|name| *name == tag.name) else { return };
        let void = VOID.contains(&name);
        if void || self.open.len() < DEEPEST {
            self.open_tag(name, tag);
            if !void {
                self.open.push(name);
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some((silent, depth)) = &mut self.silent {
            *depth -= usize::from(*silent == name);
            if *depth == 0 {
                self.silent = None;
            }
            return;
        }
        if let Some(at) = self.open.iter().rposition(|open| *open == name) {
            self.close_to(at);
        }
    }

    fn words(&mut self, words: &str, span: Span, verbatim: bool) {
        if self.silent.is_some() {
            return;
        }
        if verbatim {
            self.marked(words, span);
        } else {
            self.decoded(words, span);
        }
    }
}

impl Writer<'_> {
    fn open_tag(&mut self, name: &str, tag: &Tag) {
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in &tag.attributes {
            if ATTRIBUTES.contains(&attribute.as_str()) && harmless(attribute, value) {
                self.out.push(' ');
                self.out.push_str(attribute);
                self.out.push_str("=\"");
                push_escaped(&mut self.out, value);
                self.out.push('"');
            }
        }
        self.out.push('>');
    }

    fn close_to(&mut self, depth: usize) {
        while self.open.len() > depth {
            let name = self.open.pop().expect("counted above");
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
    }

    /// Words that stand in the source as they are, marked where there is something to say.
    fn marked(&mut self, words: &str, span: Span) {
        let mut at = span.start;
        let part = |from: u32, to: u32| &words[(from - span.start) as usize..(to - span.start) as usize];
        for mark in self.marks.within(span) {
            let (from, to) = (mark.span.start.max(span.start), mark.span.end.min(span.end));
            push_escaped(&mut self.out, part(at, from));
            self.mark(mark, part(from, to));
            at = to;
        }
        push_escaped(&mut self.out, part(at, span.end));
    }

    /// Words that the source writes otherwise: marked as a whole.
    fn decoded(&mut self, words: &str, span: Span) {
        match self.marks.within(span).first() {
            Some(mark) => self.mark(mark, words),
            None => push_escaped(&mut self.out, words),
        }
    }

    fn mark(&mut self, mark: &Mark, words: &str) {
        if words.trim().is_empty() {
            return push_escaped(&mut self.out, words);
        }
        let classes = [
            (!mark.facts.is_empty(), "fact"),
            (mark.repeated, "repeated"),
            (mark.change, "change"),
            (mark.unread.is_some(), "unread"),
            (mark.severity.is_some(), mark.severity.map_or("", Severity::name)),
        ];
        let class: Vec<&str> = classes.into_iter().filter(|(on, _)| *on).map(|(_, class)| class).collect();
        let facts: Vec<String> = mark.facts.iter().map(|id| id.index().to_string()).collect();
        let findings: Vec<String> = mark.findings.iter().map(ToString::to_string).collect();
        self.out.push_str("<mark");
        for (name, value) in [
            ("class", class.join(" ").as_str()),
            ("data-f", &facts.join(" ")),
            ("data-d", &findings.join(" ")),
            ("data-u", mark.unread.unwrap_or_default()),
        ] {
            if !value.is_empty() {
                self.out.push_str(&format!(" {name}=\"{value}\""));
            }
        }
        self.out.push('>');
        push_escaped(&mut self.out, words);
        self.out.push_str("</mark>");
    }
}

/// Whether an attribute can neither load anything nor put its element over the page.
fn harmless(attribute: &str, value: &str) -> bool {
    let lower = value.to_ascii_lowercase();
    attribute != "style" || !["url(", "fixed", "sticky", "expression", "@import", "\\", "image("].iter().any(|word| lower.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn copied(markup: &str) -> String {
        let marks = Marks::new(&crate::write::html::data::tests::empty_report(), &[], &[]);
        let mut writer = Writer { out: String::new(), marks: &marks, open: Vec::new(), silent: None };
        tokens(markup, 0, &mut writer);
        writer.close_to(0);
        writer.out
    }

    #[test]
    fn nothing_that_runs_or_loads_is_copied() {
        assert_eq!(copied("<b onclick=alert(1)>a</b><script>alert(1)</script><img src=x onerror=y>"), "<b>a</b>");
        assert_eq!(copied("<td style='background:url(x)'>1</td>"), "<td>1</td>");
        assert_eq!(copied("<p>a &lt;script&gt; b"), "<p>a &lt;script&gt; b</p>");
        assert_eq!(copied("</template></div><i>x"), "<i>x</i>");
    }
}
