//! What holds for any input: nothing panics, every place lies in the text, every fact has a place, the same input gives the same bytes.

use std::sync::Arc;

use hemaexport::diagnostic::Diagnostic;
use hemaexport::figure::Figure;
use hemaexport::report::Report;
use hemaexport::source::Span;
use hemaexport::text::Text;
use hemaexport::{Format, InputFormat, ReadOptions, Source, WriteOptions};
use proptest::prelude::*;

/// Pieces that the text reader and the narrative react to, in any order.
const WORDS: &[&str] = &[
    "Revenues",
    "Net income (loss)",
    "Total assets",
    "Basic and diluted",
    "per share",
    "Three Months Ended",
    "March 31,",
    "2004",
    "2003",
    "(unaudited)",
    "in thousands",
    "Assets",
    "$",
    "$  246,000",
    "(1,234)",
    "1,234-",
    "- 0 -",
    "--",
    "21.2%",
    "0.03",
    ".63",
    "N/M",
    "____",
    "----------",
    "==========",
    "- more -",
    "###",
    "\t",
    "\u{a0}",
    "—",
    "“record”",
    "revenue increased",
    "to",
    "from",
    "or",
    "decreased",
    "$1.2 million",
    "first quarter of 2004",
    "compared with",
    "same period",
    "é",
    "😀",
    "\u{feff}",
    "NASDAQ: ABCD",
    "<PAGE>",
    "<S>",
    "<C>",
];

const MARKUP: &[&str] = &[
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "<td colspan=3>",
    "<td colspan=99999>",
    "<td rowspan='0'>",
    "</td>",
    "<th>",
    "<p>",
    "</p>",
    "<div style='display:none'>",
    "</div>",
    "<b>",
    "</b>",
    "<br>",
    "<hr>",
    "<pre>",
    "</pre>",
    "<font size=2>",
    "&nbsp;",
    "&#151;",
    "&amp",
    "&#x110000;",
    "&bogus;",
    "<!--",
    "-->",
    "<script>",
    "</script>",
    "<style>",
    "<",
    ">",
    "<DOCUMENT>",
    "<TYPE>EX-99.1",
    "<TEXT>",
    "</TEXT>",
    "</DOCUMENT>",
    "<SEC-HEADER>",
    "<ix:nonFraction>",
    "<![CDATA[",
    "]]>",
    "<svg>",
    "<math>",
    "<select>",
    "<template>",
];

fn text() -> impl Strategy<Value = String> {
    let gap = prop_oneof![Just(" "), Just("  "), Just("      "), Just("\n"), Just("\n\n"), Just("\r\n"), Just("")];
    prop::collection::vec((prop::sample::select(WORDS), gap), 0..120)
        .prop_map(|pieces| pieces.into_iter().flat_map(|(a, b)| [a, b]).collect())
}

fn page() -> impl Strategy<Value = String> {
    let piece = prop_oneof![3 => prop::sample::select(MARKUP).prop_map(str::to_owned), 2 => prop::sample::select(WORDS).prop_map(str::to_owned), 1 => any::<char>().prop_map(String::from)];
    prop::collection::vec(piece, 0..150).prop_map(|pieces| pieces.concat())
}

/// A table that looks like one, so that facts come of it.
fn table() -> impl Strategy<Value = String> {
    let row = (prop::sample::select(WORDS), -9_999_999i64..9_999_999, -9_999i64..9_999);
    prop::collection::vec(row, 1..20).prop_map(|rows| {
        let head = "ABC Inc.\n\nStatements of Operations\n(in thousands)\n\n                        Three Months Ended\n                             March 31,\n                          2004         2003\n                      -----------  -----------\n";
        rows.iter().fold(head.to_owned(), |page, (label, a, b)| page + &format!("{label:<22}{a:>11}  {b:>11}\n"))
    })
}

/// Tag soup around a table of figures, so that facts come of it.
fn page_with_figures() -> impl Strategy<Value = String> {
    const TABLE: &str = "<p>ABC Inc.</p><p>Statements of Operations</p><table><tr><td></td><td colspan=2>Three Months Ended March 31,</td></tr>\
        <tr><td></td><td>2004</td><td>2003</td></tr><tr><td>Net sales</td><td>$1,200</td><td>$1,100</td></tr>\
        <tr><td>Cost of sales</td><td>(8<b>00)</td><td>&#55;00</td></tr><tr><td>Gross profit</td><td>400</td><td>400</td></tr></table>";
    (page(), page()).prop_map(|(before, after)| before + TABLE + &after)
}

/// The document is well-formed XML.
fn is_xml(bytes: &[u8]) {
    let mut reader = quick_xml::Reader::from_reader(bytes);
    reader.config_mut().check_end_names = true;
    let (mut depth, mut tags) = (0, 0);
    loop {
        match reader.read_event().expect("XML") {
            quick_xml::events::Event::Start(tag) => {
                (depth, tags) = (depth + 1, tags + 1);
                tag.attributes()
                    .for_each(|attribute| assert!(quick_xml::escape::unescape(&attribute.expect("an attribute, once").value).is_ok()));
            }
            quick_xml::events::Event::End(_) => depth -= 1,
            quick_xml::events::Event::Text(text) => {
                text.chars().for_each(|c| assert!(c >= ' ' || matches!(c, '\t' | '\n' | '\r'), "{c:?}"));
            }
            quick_xml::events::Event::Eof => break,
            _ => {}
        }
    }
    assert!(depth == 0 && tags > 10);
}

/// Reads, checks and writes, and looks at every place.
fn survives(source: &Arc<Source>, format: Option<InputFormat>) {
    let Ok(reading) = hemaexport::read(source, format, &ReadOptions::default()) else { return };
    let findings = hemaexport::check(&reading.report);
    reading.diagnostics.iter().chain(&findings).for_each(|finding| places_of(source, finding));
    facts_have_places(source, &reading.report);
    for &format in Format::ALL {
        let write = || hemaexport::write(&reading.report, format, &WriteOptions::default()).map(|output| output.files).ok();
        assert!(write() == write(), "{} differs from run to run", format.name());
    }
}

fn places_of(source: &Source, finding: &Diagnostic) {
    finding.primary.iter().chain(&finding.related).for_each(|label| lies_in(source, label.span));
}

fn facts_have_places(source: &Source, report: &Report) {
    for (id, fact) in report.facts() {
        assert!(!fact.origins.is_empty(), "{id} was said nowhere");
        fact.origins.iter().for_each(|origin| lies_in(source, origin.span()));
    }
}

fn lies_in(source: &Source, span: Span) {
    assert!(source.text().get(span.range()).is_some(), "{span:?} is no stretch of the text");
    assert!(source.original(span).end <= source.original_len(), "{span:?} lies outside of the file");
}

/// A few cases of each, or as many as `PROPTEST_CASES` says.
#[allow(clippy::disallowed_methods)] // tests may look at the environment
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    if std::env::var_os("PROPTEST_CASES").is_some() { default } else { ProptestConfig { cases: 32, ..default } }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        survives(&Arc::new(Source::from_bytes("any", &bytes)), None);
    }

    #[test]
    fn bytes_read_as_any_kind(text in page(), kind in prop::sample::select(&InputFormat::ALL[..])) {
        survives(&Arc::new(Source::from_text("any", text)), Some(kind));
    }

    #[test]
    fn texts(text in text()) {
        survives(&Arc::new(Source::from_text("text", text)), Some(InputFormat::Text));
    }

    #[test]
    fn pages(text in page()) {
        survives(&Arc::new(Source::from_text("page", text)), Some(InputFormat::Html));
    }

    #[test]
    fn inline_documents_are_xml(text in page_with_figures()) {
        let source = Arc::new(Source::from_text("page", text));
        let reading = hemaexport::read(&source, Some(InputFormat::Html), &ReadOptions::default()).expect("a page");
        if let Ok(output) = hemaexport::write(&reading.report, Format::InlineXbrl, &WriteOptions::default()) {
            is_xml(&output.files[0].bytes);
        }
    }

    #[test]
    fn tables(text in table()) {
        survives(&Arc::new(Source::from_text("table", text)), None);
    }

    #[test]
    fn windows_1252(text in table()) {
        let mut bytes = text.into_bytes();
        bytes.extend(b"\x93profit\x94 of $1,234 \x97 caf\xe9");
        survives(&Arc::new(Source::from_bytes("cp1252", &bytes)), None);
    }

    #[test]
    fn figures_say_what_is_printed(amount in -999_999_999i64..=999_999_999, dollar in any::<bool>(), brackets in any::<bool>()) {
        let printed = printed(amount, dollar, brackets);
        let figure = Figure::from_cell(&Text::verbatim(&printed, 7)).expect("a figure");
        prop_assert_eq!(figure.amount, rust_decimal::Decimal::from(amount));
        let digits = &printed[figure.span.start as usize - 7..figure.span.end as usize - 7];
        prop_assert!(digits.bytes().all(|b| b.is_ascii_digit() || b == b','), "{} of {}", digits, printed);
    }
}

fn printed(amount: i64, dollar: bool, brackets: bool) -> String {
    let plain = amount.unsigned_abs().to_string();
    let grouped = plain.char_indices().fold(String::new(), |mut text, (i, digit)| {
        if i > 0 && (plain.len() - i).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
        text
    });
    let sign = if dollar { "$ " } else { "" };
    match (amount < 0, brackets) {
        (true, true) => format!("{sign}({grouped})"),
        (true, false) => format!("{sign}-{grouped}"),
        (false, _) => format!("{sign}{grouped}"),
    }
}

/// Real pages, cut anywhere, are still pages.
#[test]
fn a_release_cut_short() {
    let whole = include_str!("../examples/hemacare_2004q1.txt");
    for end in (0..whole.len()).step_by(211) {
        survives(&Arc::new(Source::from_text("cut", &whole[..end])), None);
    }
}
