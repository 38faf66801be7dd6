//! Too large, too deep, too wide.

use std::io::Write;

use super::{Bound, Folder, SMALLER, ndjson, refusal, run};

const TEXT: &str = include_str!("../../examples/hemacare_2004q1.txt");
const PAGE: &str = include_str!("../releases/birch-foods_2016q3/release.htm");

/// So much a megabyte of input, and what any run takes.
fn bound(bytes: usize) -> Bound {
    let slower = if cfg!(debug_assertions) { 12 } else { 1 };
    Bound { seconds: 5 + slower * bytes / 500_000, megabytes: 300 + bytes * 60 / 1_000_000 }
}

/// Repeats a piece until there are so many bytes.
fn filled(piece: &str, bytes: usize) -> String {
    piece.repeat(bytes / SMALLER / piece.len() + 1)
}

/// Reads a release; answers how many facts it gave.
fn read(name: &str, content: &str) -> usize {
    let folder = Folder::new(name);
    ndjson(bound(content.len()), &folder.put("release", content)).lines().count()
}

#[test]
fn a_text_of_200_megabytes() {
    assert_eq!(read("text", &filled(TEXT, 200_000_000)), read("text-once", TEXT));
}

#[test]
fn a_page_of_200_megabytes() {
    assert_eq!(read("page", &filled(PAGE, 200_000_000)), read("page-once", PAGE));
}

#[test]
fn ten_million_cells() {
    let row = "<tr><td>Sales</td><td>1,234</td><td>1,100</td><td>5%</td><td></td></tr>\n";
    let table = format!("<html><table><tr><td></td><td>2004</td><td>2003</td></tr>{}</table>", row.repeat(2_000_000 / SMALLER));
    read("cells", &table);
}

#[test]
fn a_row_of_a_million_cells() {
    read("row", &format!("<html><table><tr>{}</tr></table>", "<td>1,234</td>".repeat(1_000_000 / SMALLER)));
}

#[test]
fn elements_100_000_deep() {
    for piece in ["<div>", "<b><i>", "<table><tr><td>", "<ul><li>", "<font>", "</div></td></b>", "<p><table>", "<ix:nonNumeric>"] {
        read("deep", &format!("<html><body>{}Net income rose to $5 million.", piece.repeat(100_000 / SMALLER.min(20))));
    }
}

#[test]
fn spans_of_a_thousand_million() {
    let row = "<tr><td colspan=1000000000 rowspan=1000000000>Sales</td><td>5</td></tr>";
    read("spans", &format!("<html><table>{}</table>", row.repeat(1000)));
    let row = "<tr><td colspan=1000 rowspan=65534>Sales</td><td colspan=99999999999999999999>5</td></tr>";
    read("spans", &format!("<html><table>{}</table>", row.repeat(3000)));
}

#[test]
fn a_line_of_50_megabytes() {
    for piece in ["Net income was $1,234 in the first quarter of 2004. ", "x", "1", "(", " ", "-", "$", "<", "&", "\u{e9}"] {
        let line = format!("ACME INC.\n{}\n", filled(piece, 50_000_000 / 4));
        read("line", &line);
    }
}

#[test]
fn marks_that_never_end() {
    for piece in ["<", "<!--", "<![CDATA[", "<a b='", "&", "&#", "&amp", "<p a=b ", "<script>", "<style>", "<textarea>", "<title>", "<svg>"]
    {
        read("marks", &format!("<html><body>{}", piece.repeat(500_000 / SMALLER)));
    }
}

#[test]
fn documents_by_the_hundred_thousand() {
    let one = "<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\nNet income 5\n</TEXT>\n</DOCUMENT>\n";
    read("documents", &format!("<SEC-DOCUMENT>\n{}", one.repeat(100_000 / SMALLER)));
    let empty = format!("<SEC-DOCUMENT>\n{}", "<DOCUMENT>\n<TEXT>\n".repeat(100_000 / SMALLER));
    let folder = Folder::new("documents");
    let said = refusal(&run(bound(empty.len()), &[&folder.put("release", &empty)]));
    assert!(said.contains("holds no document"), "{said}");
}

#[test]
fn the_limit_is_said() {
    let folder = Folder::new("limit");
    let path = folder.put("huge.txt", "");
    std::fs::File::options().write(true).open(&path).and_then(|file| file.set_len(5_000_000_000)).expect("a sparse file");
    let said = refusal(&run(super::SMALL, &[&path]));
    assert!(said.contains("huge.txt is larger than"), "{said}");
}

#[test]
#[cfg_attr(debug_assertions, ignore = "a gigabyte takes a debug build too long")]
fn a_gzip_bomb_is_not_unpacked_beyond_the_limit() {
    let folder = Folder::new("bomb");
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let blanks = vec![b' '; 1 << 20];
    (0..1200).for_each(|_| encoder.write_all(&blanks).expect("memory"));
    let path = folder.put("bomb.txt.gz", encoder.finish().expect("memory"));
    let said = refusal(&run(Bound { seconds: 60, megabytes: 3000 }, &[&path]));
    assert!(said.contains("larger than"), "{said}");
}
