//! Pages small enough to be read at a glance, and pages that no one would write.

use proptest::prelude::*;

use super::*;
use crate::document::Grid;

fn page(html: &str) -> Vec<String> {
    let source = Source::from_text("page", html);
    let blocks = blocks(&source, Span::new(0, html.len()));
    blocks.iter().for_each(|block| check_places(&source, block));
    blocks.iter().flat_map(shown).collect()
}

/// Headings as `# words`, paragraphs as they are, grids row by row: `column:words`, `column+width:words` for wide cells.
fn shown(block: &Block) -> Vec<String> {
    match block {
        Block::Heading(text) => vec![format!("# {}", text.as_str())],
        Block::Paragraph(text) => vec![text.as_str().to_owned()],
        Block::Grid(grid) => rows(grid),
    }
}

fn rows(grid: &Grid) -> Vec<String> {
    let cell = |c: &crate::document::Cell| match c.width {
        1 => format!("{}:{}", c.column, c.text.as_str()),
        width => format!("{}+{width}:{}", c.column, c.text.as_str()),
    };
    grid.rows.iter().map(|row| row.cells.iter().map(cell).collect::<Vec<_>>().join(" | ")).collect()
}

/// Every letter and digit slices back to itself, or to the entity or tag it is written as; cells stand in order and in bounds.
fn check_places(source: &Source, block: &Block) {
    match block {
        Block::Heading(text) | Block::Paragraph(text) => check_text(source, text),
        Block::Grid(grid) => {
            for row in &grid.rows {
                assert!(row.cells.windows(2).all(|pair| pair[0].end() <= pair[1].column), "cells overlap");
                assert!(row.cells.iter().all(|c| c.width > 0 && c.end() <= grid.columns), "a cell beyond the last column");
                row.cells.iter().for_each(|cell| check_text(source, &cell.text));
            }
        }
    }
}

fn check_text(source: &Source, text: &crate::text::Text) {
    assert!(!text.is_empty());
    for (at, c) in text.as_str().char_indices().filter(|(_, c)| c.is_alphanumeric()) {
        let raw = source.slice(text.span_of(at..at + c.len_utf8()));
        assert!(raw.starts_with(c) && raw.len() == c.len_utf8() || raw.starts_with(['&', '<']), "{c:?} stands at {raw:?}");
    }
}

#[test]
fn fractions_in_cells_of_their_own_join_their_figure() {
    let rows = "<tr><td>Sales</td><td>4,120</td><td>98</td><td>.5</td><td>6</td><td>.2</td></tr>\
        <tr><td>Cost</td><td>2,010</td><td>48</td><td>.0</td><td>(1</td><td>.5)</td></tr></table>";
    let headed = format!("<table><tr><td></td><td>2003</td><td colspan=2>Percent of Sales</td><td colspan=2>Change</td></tr>{rows}");
    assert_eq!(page(&headed)[1..], ["0:Sales | 1:4,120 | 2:98.5 | 3:6.2", "0:Cost | 1:2,010 | 2:48.0 | 3:(1.5)"]);
    // columns of their own
    let headed = format!("<table><tr><td></td><td>2003</td><td>Units</td><td>Per unit</td><td>Stores</td><td>Per store</td></tr>{rows}");
    assert_eq!(page(&headed)[1], "0:Sales | 1:4,120 | 2:98 | 3:.5 | 4:6 | 5:.2");
}

#[test]
fn marks_in_cells_of_their_own_join_their_figure() {
    let html = "<table><tr><td></td><td></td><td colspan=3 align=center>2004</td><td></td><td colspan=3 align=center>2003</td></tr>\
        <tr><td>Net loss</td><td></td><td>$</td><td align=right>(1,234</td><td>)</td><td></td><td>$</td><td align=right>(5</td><td>)</td></tr>\
        <tr><td>Margin</td><td></td><td></td><td align=right>12.3</td><td>%</td><td></td><td></td><td align=right>&#151;</td><td></td></tr></table>";
    assert_eq!(page(html), ["1:2004 | 2:2003", "0:Net loss | 1:$(1,234) | 2:$(5)", "0:Margin | 1:12.3% | 2:—"]);
}

#[test]
fn spanners_cover_the_columns_below_them() {
    let html = "<table><tr><td colspan=2></td><th colspan=5>Three Months Ended</th><td></td><th>%</th></tr>\
        <tr><td colspan=2></td><th colspan=2>2004</th><td></td><th colspan=2>2003</th><td></td><th>Change</th></tr>\
        <tr><td>Sales</td><td></td><td>$</td><td>10</td><td></td><td>$</td><td>8</td><td></td><td>25</td></tr>\
        <tr><td>Costs</td><td></td><td colspan=2>7</td><td></td><td colspan=2>6</td><td></td><td>17</td></tr></table>";
    assert_eq!(
        page(html),
        ["1+2:Three Months Ended | 3:%", "1:2004 | 2:2003 | 3:Change", "0:Sales | 1:$10 | 2:$8 | 3:25", "0:Costs | 1:7 | 2:6 | 3:17"]
    );
}

#[test]
fn a_column_of_percentages_stays_one() {
    let html = "<table><tr><td></td><td>2004</td><td></td><td>% of sales</td></tr><tr><td>Costs</td><td>70</td><td></td><td>70%</td></tr>\
        <tr><td>Taxes</td><td>3</td><td></td><td>3%</td></tr></table>";
    assert_eq!(page(html), ["1:2004 | 2:% of sales", "0:Costs | 1:70 | 2:70%", "0:Taxes | 1:3 | 2:3%"]);
}

#[test]
fn a_header_over_a_spacer_joins_its_column() {
    let html = "<table><tr><td></td><td>2004</td><td></td><td>2003</td><td></td></tr><tr><td>Sales</td><td></td><td>10</td><td></td><td>8</td></tr></table>";
    assert_eq!(page(html), ["1:2004 | 2:2003", "0:Sales | 1:10 | 2:8"]);
}

#[test]
fn stacked_lines_come_apart() {
    let html = "<table><tr><td>Sales<br>Costs<br>Income</td><td>$10<br>7<br>$3</td><td><p>$8</p><p>6</p><p>$2</p></td></tr></table>";
    assert_eq!(page(html), ["0:Sales | 1:$10 | 2:$8", "0:Costs | 1:7 | 2:6", "0:Income | 1:$3 | 2:$2"]);
    let html = "<table><tr><td></td><td>March 31,<br>2004</td></tr><tr><td>Cash and<br>equivalents</td><td>5</td></tr></table>";
    assert_eq!(page(html), ["1:March 31, 2004", "0:Cash and equivalents | 1:5"]);
}

#[test]
fn rules_gaps_and_indents_are_noted() {
    let html = "<table><tr><td>Sales</td><td style='border-bottom:1px solid black'>10</td></tr>\
        <tr><td style='padding-left:10pt'>Products</td><td>7</td></tr><tr><td>&nbsp;</td></tr><tr><td>&nbsp;&nbsp;<b>Total</b></td><td>17</td></tr>\
        <tr><td></td><td><hr></td></tr><tr><td>Shares</td><td>5</td></tr><tr><td></td><td>------</td></tr><tr><td>Net</td><td>1</td></tr></table>";
    let source = Source::from_text("page", html);
    let blocks = blocks(&source, Span::new(0, html.len()));
    let Some(Block::Grid(grid)) = blocks.first() else { panic!("a grid") };
    let marks: Vec<_> = grid.rows.iter().map(|r| (r.rule_above, r.gap_above, r.cells[0].indent, r.cells[0].strong)).collect();
    let plain = |rule, indent| (rule, false, indent, false);
    assert_eq!(marks, [plain(false, 0), plain(true, 2), (false, true, 2, true), plain(true, 0), plain(true, 0)]);
}

#[test]
fn labels_of_several_depths_are_one_stub() {
    let html = "<table><tr><td colspan=3>Revenues:</td><td>2004</td></tr><tr><td></td><td colspan=2>Products</td><td>10</td></tr>\
        <tr><td></td><td></td><td>Licences</td><td>4</td></tr></table>";
    assert_eq!(page(html), ["0:Revenues: | 1:2004", "0:Products | 1:10", "0:Licences | 1:4"]);
}

#[test]
fn lists_and_paragraphs_set_as_tables_are_neither_grids() {
    let html = "<table><tr><td>&#149;</td><td>Sales rose 5% to $10</td></tr><tr><td>&#149;</td><td>Costs fell</td></tr></table>\
        <table><tr><td></td><td>(1)</td><td>Includes $3 of charges.</td></tr></table>\
        <table><tr><td><b>About us</b><p>We make things.</p></td></tr></table>";
    assert_eq!(page(html), ["Sales rose 5% to $10", "Costs fell", "(1) Includes $3 of charges.", "# About us", "We make things."]);
}

#[test]
fn tables_that_arrange_tables_come_apart() {
    let inner = "<table><tr><td>Sales</td><td>10</td></tr><tr><td>Costs</td><td>7</td></tr></table>";
    let html = format!("<table><tr><td><p>Left</p>{inner}</td><td>{inner}</td></tr></table>");
    assert_eq!(page(&html), ["Left", "0:Sales | 1:10", "0:Costs | 1:7", "0:Sales | 1:10", "0:Costs | 1:7"]);
}

#[test]
fn what_is_not_shown_is_not_read() {
    let html = "<head><title>T</title><style>p{}</style></head><script>var x = '<p>no</p>'</script><p>a<span style='display:none'>b</span>c\
        <font style='font-size:0pt'>d</font><!-- e --></p><div style='visibility:hidden'><p>f</p></div><ix:header><p>g</p></ix:header><p hidden>h</p>";
    assert_eq!(page(html), ["ac"]);
}

#[test]
fn footnote_marks_do_not_stick() {
    let html = "<p>Income<sup>(1)</sup>rose on the 1<sup>st</sup> day</p><table><tr><td>Sales<sup>(2)</sup></td><td>10<font style='vertical-align:super'>3</font></td></tr>\
        <tr><td>Costs</td><td>7</td><td><sup>(a)</sup></td></tr><tr><td>Taxes</td><td>2</td><td>(b)</td></tr></table>";
    assert_eq!(page(html), ["Income (1) rose on the 1st day", "0:Sales | 1:10", "0:Costs | 1:7 (a)", "0:Taxes | 1:2 (b)"]);
}

#[test]
fn tags_never_closed_or_closed_askew() {
    let html = "<p><b>Heading<p>para <i>one</b> and</i> on<p>two<table><tr><td>Sales<td>10<tr><td>Costs<td>7</table><li>item<li>other</ul>";
    assert_eq!(page(html), ["# Heading", "para one and on", "two", "0:Sales | 1:10", "0:Costs | 1:7", "item", "other"]);
    // words in a table but in no cell stand before it, as browsers have it
    assert_eq!(page("<table>Title<tr><td>Sales<td>10</table>"), ["Title", "0:Sales | 1:10"]);
}

#[test]
fn preformatted_text_is_read_as_plain_text() {
    let text = "ACME &amp; CO.\n\n                 2004     2003\nSales          $  10    $   8\nCosts              7        6\n";
    let html = format!("<html><body><pre>\n{text}</pre><p>after</p>");
    let plain = Source::from_text("plain", text.replace("&amp;", "&"));
    let expected: Vec<_> = crate::read::text::blocks(&plain, Span::new(0, plain.text().len())).iter().flat_map(shown).collect();
    let got = page(&html);
    assert_eq!((&got[..got.len() - 1], got.last().unwrap().as_str()), (&expected[..], "after"));
}

#[test]
fn line_breaks_part_headings_and_join_paragraphs() {
    let html =
        "<p align=center><b>ACME<br>BALANCE SHEETS</b></p><p>Net income was<br>$5 million<br><br>Sales rose</p><p align=center>- 3 -</p>";
    assert_eq!(page(html), ["# ACME", "# BALANCE SHEETS", "Net income was $5 million", "Sales rose"]);
}

#[test]
fn what_a_page_break_parts_comes_together() {
    let first = "Net sales for the first quarter of the fiscal year were higher than those of the year before, at June";
    let html = format!("<p>{first}</p><p align=center>(more)</p><hr><p>ACME reports</p><p>30, 2004, by $5 million.</p>");
    assert_eq!(page(&html), [&format!("{first} 30, 2004, by $5 million."), "# (more)", "ACME reports"]);
    let part = |label: &str| format!("<table><tr><td>{label}</td><td>10</td></tr></table>");
    let html = format!(
        "<table><tr><td></td><td>2004</td></tr><tr><td>Sales</td><td>9</td></tr></table>{}<p>3</p>{}",
        part("Costs"),
        part("Taxes")
    );
    let source = Source::from_text("page", &html);
    assert_eq!(blocks(&source, Span::new(0, html.len())).len(), 1);
}

#[test]
fn numbered_marks_in_a_column_of_their_own_are_no_figures() {
    let row = |label: &str, mark: &str| format!("<tr><td>{label}</td><td>10</td><td>{mark}</td><td>8</td></tr>");
    let html = format!("<table>{}{}{}{}</table>", row("Sales", "(1)"), row("Costs", ""), row("Taxes", "(2)"), row("Income", ""));
    assert_eq!(page(&html), ["0:Sales | 1:10 (1) | 2:8", "0:Costs | 1:10 | 2:8", "0:Taxes | 1:10 (2) | 2:8", "0:Income | 1:10 | 2:8"]);
}

#[test]
fn depth_and_width_are_bounded() {
    for tag in ["div", "b", "table><tr><td", "ul><li", "pre", "font size=1", "sup"] {
        let depth = if tag == "div" { 100_000 } else { 20_000 };
        let html = format!("<{tag}>").repeat(depth) + "words";
        assert!(page(&html).len() <= 1, "{tag}");
    }
    let wide = "<tr><td colspan=999999999 rowspan=999999999>Sales</td><td colspan=-5 rowspan=x>5</td></tr>".repeat(50);
    page(&format!("<table>{wide}</table>"));
}

fn soup() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("<table>"),
        Just("</table>"),
        Just("<tr>"),
        Just("</tr>"),
        Just("<td>"),
        Just("</td>"),
        Just("<td colspan=3>"),
        Just("<td rowspan=2>"),
        Just("<p>"),
        Just("</p>"),
        Just("<b>"),
        Just("</b>"),
        Just("<br>"),
        Just("<hr>"),
        Just("<pre>"),
        Just("</pre>"),
        Just("<sup>"),
        Just("</sup>"),
        Just("<div style='border-top:1px solid;text-indent:-9em'>"),
        Just("</div>"),
        Just("<span hidden>"),
        Just("</span>"),
        Just("<li>"),
        Just("$"),
        Just("("),
        Just(")"),
        Just("%"),
        Just("1,234"),
        Just("(5"),
        Just("2004"),
        Just("Net sales"),
        Just("—"),
        Just("&nbsp;"),
        Just("&amp"),
        Just("&#151;"),
        Just("&bogus;"),
        Just(" "),
        Just("\r\n"),
        Just("\r"),
        Just("<"),
        Just("<!-- x"),
        Just("-->"),
        Just("é"),
        Just("\0"),
        Just("---------"),
    ];
    proptest::collection::vec(piece, 0..80).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]
    #[test]
    fn any_soup_keeps_its_places(html in soup()) {
        page(&html);
    }
}
