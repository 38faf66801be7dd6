//! The release as it is shown: the words of its text or page, the tags around them, and where each stretch of the source stands in them.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::report::{Origin, Report};
use crate::source::Span;
use crate::write::exhibit::{Exhibit, exhibits};
use crate::write::xhtml::{Page, Run};

/// The documents that hold facts, in one.
pub(super) struct Release {
    /// All words in the order in which they are shown.
    pub(super) words: String,
    pub(super) parts: Vec<Part>,
    runs: Vec<Run>,
}

/// One document.
pub(super) struct Part {
    /// Where it stands in the source.
    span: Span,
    /// Its words.
    range: Range<usize>,
    /// `None`: plain text.
    pub(super) page: Option<Page>,
}

impl Release {
    /// The documents of a report.
    pub(super) fn of(report: &Report) -> Self {
        let mut release = Self { words: String::new(), parts: Vec::new(), runs: Vec::new() };
        for exhibit in exhibits(report) {
            release.add(report, exhibit);
        }
        release
    }

    fn add(&mut self, report: &Report, exhibit: Exhibit) {
        let (start, text) = (self.words.len(), report.source.slice(exhibit.span));
        let page = exhibit.html.then(|| {
            let spans = report.facts.iter().flat_map(|fact| fact.origins.iter().flat_map(spans));
            Page::of(text, exhibit.span.start as usize, spans, &mut self.words)
        });
        match &page {
            Some(page) => self.runs.extend(page.runs()),
            None => {
                self.words.push_str(text);
                self.runs.push(Run { range: start..self.words.len(), holds: true });
            }
        }
        self.parts.push(Part { span: exhibit.span, range: start..self.words.len(), page });
    }

    /// Where a stretch of the source stands among the words.
    pub(super) fn range(&self, span: Span) -> Option<Range<usize>> {
        let part = self.parts.iter().find(|part| part.span.contains(span))?;
        match &part.page {
            Some(page) => page.range(span),
            None => {
                let at = part.range.start + (span.start - part.span.start) as usize;
                Some(at..at + span.len())
            }
        }
    }

    /// A range cut where a tag stands in it; `None` where words of it stand in no element that could hold others.
    pub(super) fn cut(&self, range: Range<usize>) -> Option<Vec<Range<usize>>> {
        let first = self.runs.partition_point(|run| run.range.end <= range.start);
        let mut pieces = Vec::new();
        for run in self.runs[first..].iter().take_while(|run| run.range.start < range.end) {
            let piece = run.range.start.max(range.start)..run.range.end.min(range.end);
            if run.holds {
                pieces.push(piece);
            } else if !self.words[piece].trim().is_empty() {
                return None;
            }
        }
        Some(pieces)
    }

    /// What the pages show and the document has no place for, and how often.
    pub(super) fn left_out(&self) -> BTreeMap<&'static str, usize> {
        let mut left_out = BTreeMap::new();
        for (name, count) in self.parts.iter().filter_map(|part| part.page.as_ref()).flat_map(Page::left_out) {
            *left_out.entry(name).or_default() += count;
        }
        left_out
    }
}

impl Part {
    /// The words of plain text.
    pub(super) fn range(&self) -> Range<usize> {
        self.range.clone()
    }
}

/// The stretches of the source that an origin is made of.
pub(super) fn spans(origin: &Origin) -> Vec<Span> {
    match origin {
        Origin::Passage(pieces) => pieces.iter().copied().filter(|span| !span.is_empty()).collect(),
        Origin::Cell { .. } | Origin::Sentence { .. } => vec![origin.span()],
    }
}
