//! A small XML writer: indented, everything escaped, characters that XML 1.0 forbids replaced.

use std::borrow::Cow;

use super::byte_set::ByteSet;
use super::digits::push_integer;

/// Attributes in writing order.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

/// Attributes as the writer takes them.
pub(super) fn borrowed<K: AsRef<str>, V: AsRef<str>>(attributes: &[(K, V)]) -> Vec<(&str, &str)> {
    attributes.iter().map(|(key, value)| (key.as_ref(), value.as_ref())).collect()
}

/// An XML document in the making.
pub(super) struct Xml {
    text: String,
    open: Vec<String>,
    /// Whether a tag begins a line of its own: not behind text, where a break would be part of it.
    breaks: bool,
}

impl Xml {
    /// Begins a document: the declaration stands already.
    pub(super) fn new() -> Self {
        Self { text: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>".to_owned(), open: Vec::new(), breaks: true }
    }

    /// Begins a tag, on a line of its own as deep as elements are open.
    fn begin(&mut self, mark: &str, name: &str) {
        if std::mem::replace(&mut self.breaks, true) {
            self.text.push('\n');
            self.text.extend(std::iter::repeat_n(' ', self.open.len()));
        }
        self.text.push_str(mark);
        self.text.push_str(name);
    }

    fn tag(&mut self, name: &str, attributes: Attributes<'_>, end: &str) {
        self.begin("<", name);
        self.attributes(attributes);
        self.text.push_str(end);
    }

    fn attributes(&mut self, attributes: Attributes<'_>) {
        for (key, value) in attributes {
            self.text.push(' ');
            self.text.push_str(key);
            self.text.push_str("=\"");
            push_escaped(&mut self.text, value);
            self.text.push('"');
        }
    }

    /// Opens an element.
    pub(super) fn open(&mut self, name: &str, attributes: Attributes<'_>) {
        self.tag(name, attributes, ">");
        self.open.push(name.to_owned());
    }

    /// Closes the element that was opened last.
    pub(super) fn close(&mut self) {
        let name = self.open.pop().expect("every close has its open");
        self.begin("</", &name);
        self.text.push('>');
    }

    /// Writes an element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.tag(name, attributes, "/>");
    }

    /// Writes an element without content that has more attributes behind some.
    pub(super) fn empty_with(&mut self, name: &str, attributes: Attributes<'_>, more: Attributes<'_>) {
        self.tag(name, attributes, "");
        self.attributes(more);
        self.text.push_str("/>");
    }

    /// Writes an element that holds text.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.tag(name, attributes, ">");
        if is_plain(text) {
            self.raw(text)
        } else {
            self.raw(&quick_xml::escape::partial_escape(legal(text)))
        }
        self.begin("</", name);
        self.text.push('>');
    }

    /// Writes content that is XML already.
    pub(super) fn raw(&mut self, content: &str) {
        self.raw_with(|out| out.push_str(content));
    }

    /// The same of content that is put together where it is to stand.
    pub(super) fn raw_with(&mut self, write: impl FnOnce(&mut String)) {
        write(&mut self.text);
        self.breaks = false;
    }

    /// Ends the document.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.text.push('\n');
        in_ascii(self.text).into_bytes()
    }
}

/// Appends a value of an attribute.
pub(super) fn push_escaped(out: &mut String, value: &str) {
    if is_plain(value) { out.push_str(value) } else { out.push_str(&quick_xml::escape::escape(legal(value))) }
}

/// What XML reserves, or forbids in attributes and text.
static ODD: ByteSet = ByteSet::of(b"&<>\"'").with(0, b' ' - 1).with(b'~' + 1, u8::MAX);

/// Whether a text holds nothing that XML reserves or forbids, as nearly all.
fn is_plain(text: &str) -> bool {
    !ODD.is_in(text)
}

/// EDGAR takes no character beyond ASCII (EDGAR Filer Manual 5.2.1.1): such are written as references.
fn in_ascii(text: String) -> String {
    if text.is_ascii() {
        return text;
    }
    let mut ascii = String::with_capacity(text.len() + text.len() / 8);
    // most lines are ASCII as a whole
    text.split_inclusive('\n').for_each(|line| if line.is_ascii() { ascii.push_str(line) } else { push_in_ascii(&mut ascii, line) });
    ascii
}

fn push_in_ascii(ascii: &mut String, text: &str) {
    for c in text.chars() {
        if c.is_ascii() {
            ascii.push(c);
        } else {
            ascii.push_str("&#");
            push_integer(ascii, u32::from(c));
            ascii.push(';');
        }
    }
}

/// The text with each character that XML 1.0 forbids (control characters, non-characters) replaced by U+FFFD.
pub(super) fn legal(text: &str) -> Cow<'_, str> {
    // most text is plain ASCII: that is seen faster byte by byte
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) || text.chars().all(is_legal) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().map(|c| if is_legal(c) { c } else { '\u{fffd}' }).collect())
    }
}

fn is_legal(c: char) -> bool {
    // A carriage return is legal but comes back as a newline; nothing here needs one.
    matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn characters_beyond_ascii_are_references() {
        assert_eq!(in_ascii("a\u{a0}\u{2019}\u{1f600}<b/>".into()), "a&#160;&#8217;&#128512;<b/>");
    }

    #[test]
    fn escapes_and_replaces() {
        let mut xml = Xml::new();
        xml.open("a", &[("b", "x < \"y\" & z")]);
        xml.text("c", &[], "1 < 2 & \u{1}");
        let bytes = xml.finish();
        let text = std::str::from_utf8(&bytes).unwrap();
        assert!(text.contains("b=\"x &lt; &quot;y&quot; &amp; z\""), "{text}");
        assert!(["a b", "a&b", "a'b", "a\tb", "\u{1}", "\u{e9}"].iter().all(|value| {
            let mut out = String::new();
            push_escaped(&mut out, value);
            out == quick_xml::escape::escape(legal(value))
        }));
        assert!(text.contains("<c>1 &lt; 2 &amp; &#65533;</c>"), "{text}");
    }
}
