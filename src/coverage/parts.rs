//! The parts of a submission, and which of them a reader has to account for.

use crate::source::Span;

/// A stretch of the source.
pub(super) struct Part {
    pub(super) span: Span,
    /// Whether it is the release, or belongs to it.
    pub(super) is_read: bool,
}

/// The release alone, or header and documents of a submission; documents that facts come from and press releases (EX-99) count as read.
pub(super) fn parts(text: &str, gives_facts: impl Fn(Span) -> bool) -> Vec<Part> {
    let starts: Vec<usize> = ["<DOCUMENT>", "<document>"].iter().flat_map(|tag| memchr::memmem::find_iter(text.as_bytes(), tag)).collect();
    let Some(&first) = starts.first() else { return vec![Part { span: Span::new(0, text.len()), is_read: true }] };
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    let mut parts = vec![Part { span: Span::new(0, first), is_read: false }];
    for (&start, end) in starts.iter().zip(ends) {
        let body = find(text, start, end, "<TEXT>").map_or(end, |at| at + "<TEXT>".len());
        let is_exhibit = find(text, start, body, "<TYPE>EX-99").is_some();
        let span = Span::new(body, end);
        parts.push(Part { span: Span::new(start, body), is_read: false });
        parts.push(Part { span, is_read: is_exhibit || gives_facts(span) });
    }
    parts
}

fn find(text: &str, start: usize, end: usize, tag: &str) -> Option<usize> {
    let upper = text[start..end].find(tag).or_else(|| text[start..end].find(&tag.to_ascii_lowercase()));
    upper.map(|at| start + at)
}
