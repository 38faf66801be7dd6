//! The file as the user gave it: its name, its decoded text, and the way back from the text to the original bytes.

mod characters;

use std::fmt;
use std::ops::Range;

use characters::CharacterCounts;
use sha2::{Digest, Sha256};

/// A run of bytes in the decoded text of one [`Source`]: `start` included, `end` excluded, both on character boundaries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// Makes a span from byte offsets.
    ///
    /// # Panics
    /// If `start > end`: a caller's mistake, never a matter of input.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "span {start}..{end} runs backwards");
        Self { start: start as u32, end: end as u32 }
    }

    /// The span as a range for slicing.
    pub fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether the span holds no byte.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }
}

/// A place for people: line and column, both counted from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LineColumn {
    /// Line, from 1.
    pub line: u32,
    /// Column in characters, from 1.
    pub column: u32,
}

impl fmt::Display for LineColumn {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One input file: decoded text, line starts, and a map from text offsets to the bytes of the file.
#[derive(Clone, Debug)]
pub struct Source {
    name: String,
    text: String,
    encoding: &'static str,
    original_len: u64,
    sha256: [u8; 32],
    line_starts: Vec<u32>,
    characters: CharacterCounts,
    byte_map: ByteMap,
    malformed: Vec<Span>,
    has_end_tags: bool,
}

impl Source {
    /// Largest input in bytes: spans are 32-bit, and decoding may grow the text threefold.
    pub const MAX_BYTES: usize = (u32::MAX / 4) as usize;

    /// Makes a source of bytes in the encoding that they declare or, failing that, look like (a byte order mark, UTF-8,
    /// Windows-1252, UTF-16). Malformed sequences become U+FFFD; nothing is dropped.
    pub fn from_bytes(name: impl Into<String>, bytes: &[u8]) -> Self {
        let sha256 = Sha256::digest(bytes).into();
        let decoded = decode(bytes);
        Self::assemble(name.into(), decoded, bytes.len() as u64, sha256)
    }

    /// Makes a source of text already in hand.
    pub fn from_text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let (sha256, len) = (Sha256::digest(text.as_bytes()).into(), text.len() as u64);
        Self::assemble(name.into(), Decoded::as_is(text), len, sha256)
    }

    fn assemble(name: String, decoded: Decoded, original_len: u64, sha256: [u8; 32]) -> Self {
        let Decoded { text, encoding, byte_map, malformed } = decoded;
        let line_starts = std::iter::once(0).chain(memchr::memchr_iter(b'\n', text.as_bytes()).map(|i| i as u32 + 1)).collect();
        let characters = CharacterCounts::of(text.as_bytes());
        let has_end_tags = memchr::memmem::find(text.as_bytes(), b"</").is_some();
        Self { name, text, encoding, original_len, sha256, line_starts, characters, byte_map, malformed, has_end_tags }
    }

    /// The name to show: a path as given, or `<stdin>`.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The whole decoded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether any tag is closed in it: what no plain text does.
    pub(crate) fn has_end_tags(&self) -> bool {
        self.has_end_tags
    }

    /// The text of a span.
    pub fn slice(&self, span: Span) -> &str {
        &self.text[span.range()]
    }

    /// The encoding the bytes were read in, by its WHATWG name.
    pub fn encoding(&self) -> &'static str {
        self.encoding
    }

    /// Where bytes that mean nothing in that encoding were read as U+FFFD; the first thousand places.
    pub fn malformed(&self) -> &[Span] {
        &self.malformed
    }

    /// Length of the original file in bytes.
    pub fn original_len(&self) -> u64 {
        self.original_len
    }

    /// SHA-256 of the original bytes, in lower-case hexadecimal.
    pub fn sha256_hex(&self) -> String {
        self.sha256.iter().map(|b| format!("{b:02x}")).collect()
    }

    /// Where a span lies in the original file, in bytes.
    pub fn original(&self, span: Span) -> Range<u64> {
        self.byte_map.original(span.start)..self.byte_map.original(span.end)
    }

    /// Line and column of an offset of the text.
    pub fn line_column(&self, offset: u32) -> LineColumn {
        let line = self.line_starts.partition_point(|&start| start <= offset);
        let start = self.line_starts[line - 1] as usize;
        let (text, offset) = (self.text.as_bytes(), offset as usize);
        let characters = if offset - start <= CharacterCounts::BLOCK {
            CharacterCounts::count(&text[start..offset])
        } else {
            self.characters.before(text, offset) - self.characters.before(text, start)
        };
        LineColumn { line: line as u32, column: characters + 1 }
    }

    /// The span of line `line`, counted from 1, without its line break.
    pub fn line_span(&self, line: u32) -> Option<Span> {
        let start = *self.line_starts.get(line.checked_sub(1)? as usize)? as usize;
        let end = self.line_starts.get(line as usize).map_or(self.text.len(), |&next| next as usize);
        Some(Span::new(start, start + self.text[start..end].trim_end_matches(['\n', '\r']).len()))
    }
}

/// Offsets in the text against offsets in the file. Between two marks both advance alike, or the text stands still.
#[derive(Clone, Debug, Default)]
struct ByteMap {
    /// (offset in text, offset in file), ascending; empty when they are the same.
    marks: Vec<(u32, u64)>,
}

impl ByteMap {
    fn identity() -> Self {
        Self::default()
    }

    fn original(&self, offset: u32) -> u64 {
        let after = self.marks.partition_point(|&(text, _)| text <= offset);
        match after.checked_sub(1).map(|i| self.marks[i]) {
            None => u64::from(offset),
            Some((text, file)) => {
                let moved = file + u64::from(offset - text);
                self.marks.get(after).map_or(moved, |&(_, next)| moved.min(next))
            }
        }
    }
}

/// Bytes as text.
struct Decoded {
    text: String,
    encoding: &'static str,
    byte_map: ByteMap,
    malformed: Vec<Span>,
}

impl Decoded {
    /// Text that was UTF-8 already.
    fn as_is(text: String) -> Self {
        Self { text, encoding: "UTF-8", byte_map: ByteMap::identity(), malformed: Vec::new() }
    }
}

/// How many malformed places are remembered.
const MALFORMED: usize = 1000;

fn decode(bytes: &[u8]) -> Decoded {
    let mark = encoding_rs::Encoding::for_bom(bytes);
    // looked for first: ASCII in UTF-16 is UTF-8, too, with a NUL beside each letter
    if let Some(encoding) = utf16_without_mark(bytes).filter(|_| mark.is_none()) {
        return decode_as(encoding, bytes, 0);
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return match text.strip_prefix('\u{feff}') {
            None => Decoded::as_is(text.to_owned()),
            Some(rest) => Decoded { byte_map: ByteMap { marks: vec![(0, 3)] }, ..Decoded::as_is(rest.to_owned()) },
        };
    }
    let (encoding, skip) = mark.unwrap_or_else(|| (guess(bytes), 0));
    decode_as(encoding, bytes, skip)
}

/// UTF-16 without a mark shows as a zero in every second byte of ASCII text.
fn utf16_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(4096) & !1];
    let zeros = |parity: usize| head.iter().skip(parity).step_by(2).filter(|&&b| b == 0).count();
    if head.len() >= 8 && zeros(1) * 4 > head.len() {
        return Some(encoding_rs::UTF_16LE);
    }
    (head.len() >= 8 && zeros(0) * 4 > head.len()).then_some(encoding_rs::UTF_16BE)
}

fn guess(bytes: &[u8]) -> &'static encoding_rs::Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // American filings with bytes above 127 are Windows-1252; a guess at a rarer single-byte set is more often wrong than right.
    match detector.guess(None, chardetng::Utf8Detection::Allow) {
        e if e == encoding_rs::UTF_8 => encoding_rs::UTF_8,
        _ => encoding_rs::WINDOWS_1252,
    }
}

/// Decodes piecewise, so that each stretch whose length changes leaves a mark.
fn decode_as(encoding: &'static encoding_rs::Encoding, bytes: &[u8], skip: usize) -> Decoded {
    let mut text = String::with_capacity(bytes.len());
    let (mut marks, mut malformed) = (vec![(0, skip as u64)], Vec::new());
    let unit = if encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE { 2 } else { 1 };
    let mut at = skip;
    while at < bytes.len() {
        let width = char_width(encoding, &bytes[at..], unit);
        let piece = &bytes[at..at + width];
        let before = text.len();
        if unit == 1 && width == 1 && piece[0] < 0x80 {
            text.push(piece[0] as char);
        } else {
            let (words, failed) = encoding.decode_without_bom_handling(piece);
            text.push_str(&words);
            if failed && malformed.len() < MALFORMED {
                malformed.push(Span::new(before, text.len()));
            }
        }
        at += width;
        if text.len() - before != width {
            marks.push((text.len() as u32, at as u64));
        }
    }
    Decoded { text, encoding: encoding.name(), byte_map: ByteMap { marks }, malformed }
}

fn char_width(encoding: &'static encoding_rs::Encoding, rest: &[u8], unit: usize) -> usize {
    if encoding == encoding_rs::UTF_8 {
        // the first bytes of a character that is cut off are one mistake (Encoding Standard, UTF-8 decoder)
        return match std::str::from_utf8(&rest[..4.min(rest.len())]) {
            Err(error) if error.valid_up_to() == 0 => error.error_len().unwrap_or(rest.len()),
            _ => utf8_width(rest[0]),
        };
    }
    // of a pair of surrogates each half tells what it is
    let half = |nth: usize| rest.get(2 * nth + usize::from(encoding == encoding_rs::UTF_16LE)).filter(|_| unit == 2 && rest.len() >= 4);
    let paired = half(0).is_some_and(|h| (0xd8..0xdc).contains(h)) && half(1).is_some_and(|h| (0xdc..0xe0).contains(h));
    if paired { 4 } else { unit.min(rest.len()) }
}

/// How many bytes a character has that begins with this one.
fn utf8_width(first: u8) -> usize {
    match first {
        0xc0..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0.. => 4,
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn utf8_maps_to_itself() {
        let source = Source::from_bytes("a", "one\ntwo — 3".as_bytes());
        assert_eq!(source.original(Span::new(4, 7)), 4..7);
        assert_eq!(source.line_column(4), LineColumn { line: 2, column: 1 });
        assert_eq!(source.slice(source.line_span(2).unwrap()), "two — 3");
    }

    #[test]
    fn bytes_that_mean_nothing_are_remembered() {
        let source = Source::from_bytes("a", b"\xef\xbb\xbfa \xe2\x82\xac b \xff c");
        assert_eq!((source.text(), source.malformed()), ("a \u{20ac} b \u{fffd} c", [Span::new(8, 11)].as_slice()));
        let cut = Source::from_bytes("a", b"\xef\xbb\xbf1\xef\xbb<2\xe2\x82");
        assert_eq!(cut.text(), "1\u{fffd}<2\u{fffd}", "a character that is cut off is one mistake");
        assert_eq!((cut.original(Span::new(1, 4)), cut.original(Span::new(6, 9))), (4..6, 8..10));
        let alone = Source::from_bytes("a", b"\xff\xfe1\x00\xd9\xd9\xd9\xd9,\x00");
        assert_eq!(alone.text(), "1\u{fffd}\u{fffd},", "halves of pairs without the other");
        assert_eq!(alone.original(Span::new(4, 8)), 6..10);
        assert!(Source::from_bytes("a", b"caf\xe9").malformed().is_empty(), "every byte means something in Windows-1252");
    }

    #[test]
    fn columns_of_a_long_line_are_characters() {
        let text = format!("x\n{}", "é—ab".repeat(2000));
        let source = Source::from_text("a", text.as_str());
        for (at, _) in text.char_indices().skip(2).step_by(97).chain([(text.len(), ' ')]) {
            let column = text[2..at].chars().count() as u32 + 1;
            assert_eq!(source.line_column(at as u32), LineColumn { line: 2, column });
        }
    }

    #[test]
    fn windows_1252_keeps_the_way_back() {
        let source = Source::from_bytes("a", b"\x93net\x94 1,234 caf\xe9 9");
        assert_eq!(source.text(), "“net” 1,234 café 9");
        let at = source.text().find("1,234").unwrap();
        assert_eq!(source.original(Span::new(at, at + 5)), 6..11);
        let at = source.text().find('9').unwrap();
        assert_eq!(source.original(Span::new(at, at + 1)), 17..18);
    }

    #[test]
    fn utf16_keeps_the_way_back() {
        let bytes: Vec<u8> = [0xff, 0xfe].into_iter().chain("a 12".encode_utf16().flat_map(u16::to_le_bytes)).collect();
        let source = Source::from_bytes("a", &bytes);
        assert_eq!(source.text(), "a 12");
        assert_eq!(source.original(Span::new(2, 4)), 6..10);
    }

    #[test]
    fn half_a_character_at_the_end_is_no_digit() {
        let mut bytes: Vec<u8> = "sales 12".encode_utf16().flat_map(u16::to_be_bytes).collect();
        bytes.push(b'5');
        let source = Source::from_bytes("a", &bytes);
        assert_eq!(source.text(), "sales 12\u{fffd}");
        assert_eq!(source.original(Span::new(8, 11)), 16..17);
    }

    #[test]
    fn a_byte_order_mark_is_no_text() {
        let source = Source::from_bytes("a", b"\xef\xbb\xbfx");
        assert_eq!((source.text(), source.original(Span::new(0, 1))), ("x", 3..4));
    }
}
