//! The documents of the source that the facts were read from: the whole file, or the exhibits of a submission.

use crate::markup::looks_like_html;
use crate::report::{Origin, Report};
use crate::source::Span;

/// One document as it was published.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Exhibit {
    pub(super) span: Span,
    pub(super) html: bool,
}

/// The documents that hold facts, in the order of the source; never none.
pub(super) fn exhibits(report: &Report) -> Vec<Exhibit> {
    let text = report.source.text();
    let mut places: Vec<u32> = report.facts.iter().flat_map(|fact| fact.origins.iter().map(|origin| Origin::span(origin).start)).collect();
    places.sort_unstable();
    let holds_facts = |span: &Span| {
        let first = places.partition_point(|place| *place < span.start);
        places.get(first).is_some_and(|place| *place < span.end)
    };
    let mut spans = if is_submission(text) { documents(text) } else { Vec::new() };
    spans.retain(holds_facts);
    if spans.is_empty() {
        spans.push(Span::new(0, text.len()));
    }
    let exhibit = |span: Span| Exhibit { span, html: is_html(report.source.slice(span)) };
    spans.into_iter().map(exhibit).collect()
}

fn is_submission(text: &str) -> bool {
    let head = head(text.trim_start(), 4096).to_ascii_uppercase();
    ["<SEC-", "<IMS-", "<SUBMISSION>", "<DOCUMENT>", "PRIVACY-ENHANCED"].iter().any(|mark| head.contains(mark))
}

fn is_html(text: &str) -> bool {
    looks_like_html(&head(text.trim_start(), 64 << 10).to_ascii_lowercase())
}

/// The first bytes of a text, up to a character boundary.
fn head(text: &str, most: usize) -> &str {
    let end = (0..=most.min(text.len())).rev().find(|&at| text.is_char_boundary(at));
    &text[..end.unwrap_or(0)]
}

/// What stands between `<TEXT>` and the last `</TEXT>` of each `<DOCUMENT>`.
fn documents(text: &str) -> Vec<Span> {
    let mut starts: Vec<usize> = memchr::memmem::find_iter(text.as_bytes(), "<DOCUMENT>").collect();
    if starts.is_empty() {
        starts = memchr::memmem::find_iter(text.as_bytes(), "<document>").collect();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().zip(ends).filter_map(|(&start, end)| body(text, start, end)).collect()
}

fn body(text: &str, start: usize, end: usize) -> Option<Span> {
    let inside = &text.as_bytes()[start..end];
    let open = ["<TEXT>", "<text>"].iter().find_map(|tag| memchr::memmem::find(inside, tag.as_bytes()))? + "<TEXT>".len();
    let close = ["</TEXT>", "</text>", "</DOCUMENT>"].iter().find_map(|tag| memchr::memmem::rfind(inside, tag.as_bytes()));
    let body = Span::new(start + open, start + close.unwrap_or(inside.len()).max(open));
    // the line of the tag is none of the document's own
    let line = text[body.range()].strip_prefix("\r\n").or(text[body.range()].strip_prefix('\n'));
    Some(Span::new(body.end as usize - line.map_or(body.len(), str::len), body.end as usize))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_of_a_submission() {
        let text = "<DOCUMENT>\n<TYPE>8-K\n<TEXT>\na\n</TEXT>\n</DOCUMENT>\n<DOCUMENT>\n<TYPE>EX-99.1\n<TEXT>\n<html>b</html>\n</TEXT>\n</DOCUMENT>\n";
        let found: Vec<&str> = documents(text).into_iter().map(|span| &text[span.range()]).collect();
        assert_eq!(found, ["a\n", "<html>b</html>\n"]);
        assert!(is_submission(text) && is_html(found[1]) && !is_html(found[0]));
    }
}
