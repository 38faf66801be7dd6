//! The words of a page as a plain scan of its bytes finds them: tags out, entities decoded, edges of lines and cells kept.
//!
//! It shares nothing with the readers on purpose: what they overlook is to be found here.

use crate::source::Span;

/// The edge of a table's cell.
pub(super) const CELL: char = '\x1f';
/// The edge of a table's row.
pub(super) const ROW: char = '\x1e';
/// The edge of a paragraph inside a cell.
pub(super) const BLOCK: char = '\x1d';
/// Around superscript words.
pub(super) const RAISED: char = '\x0e';
/// Behind superscript words.
pub(super) const LOWERED: char = '\x0f';
/// The edge of a page.
pub(super) const PAGE: char = '\x0c';

/// Longest tag that is believed to be one; a `<` without its `>` is a word.
const LONGEST_TAG: usize = 1 << 16;
const HTML: [&str; 6] = ["<html", "<body", "<div", "<td", "<font", "<br"];
const BLOCKS: [&str; 17] =
    ["p", "div", "br", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "center", "hr", "pre", "blockquote", "caption"];
const UNSHOWN: [&str; 6] = ["script", "style", "head", "title", "noscript", "ix:header"];

/// The words, and where each of their bytes stands in the source.
#[derive(Default)]
pub(super) struct Flat {
    pub(super) text: String,
    at: Vec<u32>,
    /// How many cells are open.
    cells: usize,
    /// Where the next `>` stands, once it was looked for: so that very many `<` without one cost no more than few.
    close: Option<usize>,
    /// Elements whose end was looked for in vain: further on it is not either.
    endless: [bool; UNSHOWN.len()],
}

impl Flat {
    /// Scans a part of the source.
    pub(super) fn scan(source: &str, part: Span) -> Self {
        let mut flat = Self { text: String::with_capacity(part.len()), at: Vec::with_capacity(part.len()), ..Self::default() };
        let bytes = source.as_bytes();
        let is_html = is_html(&source[part.range()]);
        let (mut at, end) = (part.start as usize, part.end as usize);
        while at < end {
            at = match bytes[at] {
                b'<' => flat.tag(source, at, end),
                b'&' => flat.entity(source, at, end),
                b' ' | b'\t' | b'\r' | b'\n' if is_html => flat.blank(bytes, at, end),
                b'!'..=b'~' => flat.word(source, at, end),
                _ => flat.letter(source, at),
            };
        }
        flat
    }

    /// Where a stretch of the words stands in the source.
    pub(super) fn span(&self, start: usize, end: usize) -> Span {
        Span::new(self.at[start] as usize, self.at[end - 1] as usize + 1)
    }

    fn push(&mut self, c: char, at: usize) {
        self.text.push(c);
        self.at.extend(std::iter::repeat_n(at as u32, c.len_utf8()));
    }

    /// Letters and figures without an accent, as most are.
    fn word(&mut self, source: &str, at: usize, end: usize) -> usize {
        let own = |byte: u8| matches!(byte, b'!'..=b'~') && !matches!(byte, b'<' | b'&');
        let behind = at + source.as_bytes()[at..end].iter().take_while(|byte| own(**byte)).count();
        self.text.push_str(&source[at..behind]);
        self.at.extend(at as u32..behind as u32);
        behind
    }

    fn letter(&mut self, source: &str, at: usize) -> usize {
        let c = source[at..].chars().next().unwrap_or('\u{fffd}');
        // marks of our own in the source would be taken for edges
        self.push(if ('\x0e'..='\x1f').contains(&c) { ' ' } else { c }, at);
        at + c.len_utf8()
    }

    /// HTML shows any run of white space as one blank.
    fn blank(&mut self, bytes: &[u8], at: usize, end: usize) -> usize {
        if !self.text.ends_with(|c: char| c.is_ascii_whitespace() || c.is_control()) {
            self.push(' ', at);
        }
        (at..end).find(|&i| !bytes[i].is_ascii_whitespace()).unwrap_or(end)
    }

    fn tag(&mut self, source: &str, at: usize, end: usize) -> usize {
        let rest = &source[at..end];
        if rest.starts_with("<!--") {
            return rest.find("-->").map_or(end, |to| at + to + 3);
        }
        let inside = rest[1..].strip_prefix('/').unwrap_or(&rest[1..]);
        let closes = rest[1..].starts_with('/');
        let length = inside.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b':' | b'-')).count();
        let opens_name = inside.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!' || c == '?');
        let believed = opens_name && self.closes_soon(source.as_bytes(), at, end);
        let Some(close) = believed.then(|| tag_end(rest)).flatten() else { return self.letter(source, at) };
        let name = inside[..length].to_ascii_lowercase();
        if let Some(unshown) = UNSHOWN.iter().position(|known| *known == name).filter(|_| !closes) {
            let behind = if self.endless[unshown] { None } else { unshown_end(rest, close, &name) };
            self.endless[unshown] = behind.is_none();
            return at + behind.unwrap_or(close);
        }
        self.edge(&name, closes, at);
        at + close
    }

    fn closes_soon(&mut self, bytes: &[u8], at: usize, end: usize) -> bool {
        let close = match self.close {
            Some(close) if close > at => close,
            _ => memchr::memchr(b'>', &bytes[at..end]).map_or(usize::MAX, |next| at + next),
        };
        self.close = Some(close);
        close < at.saturating_add(LONGEST_TAG)
    }

    fn edge(&mut self, name: &str, closes: bool, at: usize) {
        match name {
            "td" | "th" => {
                self.cells = if closes { self.cells.saturating_sub(1) } else { self.cells + 1 };
                self.push(CELL, at);
            }
            "tr" | "table" => self.push(ROW, at),
            "sup" => self.push(if closes { LOWERED } else { RAISED }, at),
            "page" => self.push(PAGE, at),
            _ if BLOCKS.contains(&name) => self.push(if self.cells > 0 { BLOCK } else { '\n' }, at),
            _ => {}
        }
    }

    fn entity(&mut self, source: &str, at: usize, end: usize) -> usize {
        let name = source.as_bytes()[at + 1..end].iter().take(10).position(|&b| b == b';').map(|to| &source[at + 1..at + 1 + to]);
        match name.and_then(decoded) {
            Some(c) => {
                self.push(c, at);
                at + name.map_or(0, str::len) + 2
            }
            None => self.letter(source, at),
        }
    }
}

fn is_html(part: &str) -> bool {
    let end = part.char_indices().nth(20_000).map_or(part.len(), |(at, _)| at);
    let head = part[..end].to_ascii_lowercase();
    HTML.iter().any(|tag| head.contains(tag))
}

/// Where a tag ends, the `>` of a quoted value passed over.
fn tag_end(tag: &str) -> Option<usize> {
    let bytes = &tag.as_bytes()[..tag.len().min(LONGEST_TAG)];
    let mut at = 0;
    loop {
        let mark = at + memchr::memchr3(b'>', b'"', b'\'', &bytes[at..])?;
        at = mark + 1;
        if bytes[mark] == b'>' {
            return Some(at);
        }
        if bytes[..mark].ends_with(b"=") {
            at += memchr::memchr(bytes[mark], &bytes[at..])? + 1;
        }
    }
}

/// Behind the end of an element; `None` where it has none.
fn unshown_end(rest: &str, from: usize, name: &str) -> Option<usize> {
    let mut at = from;
    while let Some(next) = rest[at..].find("</") {
        at += next + 2;
        if rest.as_bytes()[at..].get(..name.len()).is_some_and(|word| word.eq_ignore_ascii_case(name.as_bytes())) {
            return Some(rest[at..].find('>').map_or(rest.len(), |close| at + close + 1));
        }
    }
    None
}

/// The character of an entity; figures and dashes matter here, other names stand for some mark.
fn decoded(name: &str) -> Option<char> {
    let number = |digits: &str, radix| u32::from_str_radix(digits, radix).ok();
    if let Some(digits) = name.strip_prefix('#') {
        let hexadecimal = digits.strip_prefix(['x', 'X']);
        let code = hexadecimal.map_or_else(|| number(digits, 10), |digits| number(digits, 16))?;
        return Some(match code {
            0x80..=0x9f => WINDOWS_1252.chars().nth(code as usize - 0x80).unwrap_or('·'),
            0..=0x20 | 0xa0 | 0x2000..=0x200b => ' ',
            code => char::from_u32(code).unwrap_or('·'),
        });
    }
    Some(match name {
        "nbsp" | "ensp" | "emsp" | "thinsp" => ' ',
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "mdash" => '—',
        "ndash" => '–',
        "minus" => '−',
        "lsquo" | "rsquo" | "apos" => '’',
        "cent" => '¢',
        "pound" => '£',
        "euro" => '€',
        "yen" => '¥',
        _ if name.bytes().all(|b| b.is_ascii_alphanumeric()) && !name.is_empty() => '·',
        _ => return None,
    })
}

/// What `&#128;` to `&#159;` show.
const WINDOWS_1252: &str = "€·‚ƒ„…†‡ˆ‰Š‹Œ·Ž··‘’“”•–—˜™š›œ·žŸ";

#[cfg(test)]
mod tests {
    use super::*;

    fn flat(source: &str) -> String {
        Flat::scan(source, Span::new(0, source.len())).text
    }

    #[test]
    fn tags_that_never_end_are_words_and_cost_little() {
        let open = "<a b ".repeat(400_000);
        assert_eq!(flat(&open), open);
        assert_eq!(flat("<a 1 <b>2"), "2");
        assert_eq!(flat(&format!("{}1", "<title>".repeat(200_000))), "1");
        assert_eq!(flat("<style>1<title>2</title>3<title>4"), "134");
    }

    #[test]
    fn tags_and_entities_are_no_figures() {
        assert_eq!(flat("<div width=\"10>\">a&#160;&#49;,<b>2</b>34<!-- 5 --> x < 6"), "\na 1,234 x < 6");
        assert_eq!(flat("<html><head><title>2004</title></head><style>td{1}</style>\n\n 7"), "7".replace('7', " 7"));
        assert_eq!(flat("<td>1<p>2</td></tr><sup>3</sup>"), "\x1f1\x1d2\x1f\x1e\x0e3\x0f");
        assert_eq!(flat("A  <S>  1\n<PAGE>\n&#151;"), "A    1\n\x0c\n—");
    }

    #[test]
    fn each_byte_knows_its_place() {
        let source = "<td>&#49;<b>,2</b>34 é5";
        let flat = Flat::scan(source, Span::new(0, source.len()));
        let at = flat.text.find("1,234").unwrap();
        assert_eq!(flat.span(at, at + 5), Span::new(4, 20));
        let at = flat.text.find('5').unwrap();
        assert_eq!(&source[flat.span(at, at + 1).range()], "5");
    }
}
