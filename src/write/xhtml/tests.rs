//! Tag soup against what browsers make of it.

use super::*;

/// What is in the body, and the words.
fn shown(markup: &str) -> String {
    let mut words = String::new();
    let page = Page::of(markup, 0, std::iter::empty(), &mut words);
    let mut out = String::new();
    page.write(&mut out, &mut ids(&HashSet::default()), &mut |out, range| out.push_str(&quick_xml::escape::partial_escape(&words[range])));
    out
}

fn becomes(markup: &str, body: &str) {
    assert_eq!(shown(markup), body, "{markup}");
}

#[test]
fn tags_left_open_are_closed() {
    becomes("<P>a<P>b<BR>c", "<p>a</p><p>b<br/>c</p>");
    becomes("<ul><li>a<li>b</ul>", "<ul><li>a</li><li>b</li></ul>");
    becomes("<table><tr><td>1<td>2<tr><td>3</table>", "<table><tbody><tr><td>1</td><td>2</td></tr><tr><td>3</td></tr></tbody></table>");
    becomes("a<!-- -- > --><b>c", "<div>a<b>c</b></div>");
    becomes("<p>x</div></td></b>y", "<p>xy</p>");
}

#[test]
fn tags_closed_crosswise_are_parted() {
    becomes("<p><b>a<i>b</b>c</i>", "<p><b>a<i>b</i></b><i>c</i></p>");
    becomes("<b>a<p>b</b>c", "<div><b>a</b><p><b>b</b>c</p></div>");
    becomes("<p><b>a<p>b", "<p><b>a</b></p><p><b>b</b></p>");
}

#[test]
fn what_stands_between_cells_moves_before_the_table() {
    becomes("<table>x<tr><td>1</td>y</tr></table>", "<div>xy<table><tbody><tr><td>1</td></tr></tbody></table></div>");
    becomes(
        "<table><tbody><tr><td>b</tbody><thead><tr><td>h</thead><caption>c</caption><thead></thead></table>",
        "<table><caption>c</caption><thead><tr><td>h</td></tr></thead><tbody><tr><td>b</td></tr></tbody>\
         <tbody><tr style=\"display:none\"><td></td></tr></tbody></table>",
    );
    becomes("<table><tr></table>", "<table><tbody><tr><td style=\"display:none\"></td></tr></tbody></table>");
}

#[test]
fn lines_hold_no_blocks() {
    // without a document type a table does not end the paragraph
    becomes(
        "<P><FONT SIZE=2>a<TABLE><TR><TD>1</TABLE></FONT>",
        "<div style=\"margin:1em 0\"><div style=\"display:inline;font-size:small\">a<table><tbody><tr><td>1</td></tr></tbody></table></div></div>",
    );
    becomes("<!doctype html><p>a<table><tr><td>1</table>", "<p>a</p><table><tbody><tr><td>1</td></tr></tbody></table>");
    becomes("<font color=red><div>a</div></font>", "<div style=\"display:inline;color:red\"><div>a</div></div>");
    becomes(
        "<ul>x<li>a</ul>",
        "<div style=\"list-style-type:disc;margin:1em 0;padding-left:40px\">x<div style=\"display:list-item\">a</div></div>",
    );
    becomes("<blockquote>a</blockquote>", "<div style=\"margin:1em 40px\">a</div>");
    becomes("<pre>\na<sup>1</sup></pre>", "<pre>a<span style=\"vertical-align:super;font-size:smaller\">1</span></pre>");
}

#[test]
fn attributes_are_cleaned() {
    becomes("<TD>x", "<div>x</div>");
    becomes(
        "<p id=1 ID=b align=center align=left 'x'=3 \"=4>a&nbsp;&amp;&lt;&#151;&bogus;&#1;",
        "<p style=\"text-align:center;text-align:-webkit-center\">a\u{a0}&amp;&lt;—&amp;bogus;\u{1}</p>",
    );
    becomes("<a name=x href='#y'>a</a><a id=x>b", "<div><a id=\"x\" href=\"#y\">a</a><a>b</a></div>");
    becomes(
        "<table border bgcolor=CCEEFF width=50px><tr><td valign=TOP>1",
        "<table border=\"1\" style=\"background-color:#cceeff;width:50px\"><tbody><tr><td valign=\"top\">1</td></tr></tbody></table>",
    );
    becomes("a<br clear=all class=x>b", "<div>a<br class=\"break-clear-both\"/>b</div>");
    becomes(
        "<ol start=3><li>a<li value=9>b</ol>",
        "<ol><li style=\"counter-set:list-item 3\">a</li><li style=\"counter-set:list-item 9\">b</li></ol>",
    );
    becomes("<img src=a.gif width=5>", "<div><img src=\"a.gif\" width=\"5\" alt=\"\"/></div>");
}

#[test]
fn what_runs_or_shows_nothing_is_dropped() {
    becomes("<script>1 < 2</script><p>a<!-- b --><![CDATA[c]]><noscript>d</noscript>", "<p>a</p>");
    let page = Page::of("<svg><path/></svg><input><p>a", 0, std::iter::empty(), &mut String::new());
    assert_eq!(page.left_out(), BTreeMap::from([("svg", 1), ("input", 1)]));
}

#[test]
fn style_sheets_come_along() {
    let page = Page::of(
        "<style><!-- p > b { color: red } a:after{content:'<&—'} --></style><body link=blue><p>a",
        0,
        std::iter::empty(),
        &mut String::new(),
    );
    assert_eq!(page.sheet(), "a:link{color:blue}\n p > b { color: red } a:after{content:'\\3c \\26 \\2014 '} \n");
    let page = Page::of("a<br clear=all>b<br clear=all><br style='x:y}'>", 0, std::iter::empty(), &mut String::new());
    assert_eq!(page.sheet(), "br.break-clear-both{clear:both}\n");
}

#[test]
fn the_document_type_stays_in_its_mode() {
    let doctype = |markup: &str| Page::of(markup, 0, std::iter::empty(), &mut String::new()).doctype();
    assert_eq!(doctype("<html><p>a"), "");
    assert_eq!(doctype("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 3.2//EN\"><p>a"), "");
    assert_eq!(doctype("<!doctype html><p>a"), "<!DOCTYPE html>\n");
    let limited = "<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\" \"http://www.w3.org/TR/html4/loose.dtd\"><p>a";
    assert!(doctype(limited).contains("XHTML 1.0 Transitional"));
}

/// Long pages are not taken for deep ones, and what never ends costs no more than its length.
#[test]
fn size_follows_the_page() {
    let rows = "<tr><td><font size=1>1</font></td></tr>".repeat(2000);
    assert_eq!(shown(&format!("<table>{rows}</table>")).matches("<span style=\"font-size:x-small\">1</span></td>").count(), 2000);
    let count = 4000;
    let open: String = (0..200).map(|i| format!("<font size={i}>")).collect();
    for soup in [
        "<div>".repeat(count),
        "<p><b>x".repeat(count),
        "<a><table>x".repeat(count),
        open + &"<p>x".repeat(count),
        "<b><i></b>".repeat(count),
    ] {
        let out = shown(&soup);
        assert!(out.len() < 400 * soup.len(), "{} of {}", out.len(), soup.len());
    }
}
