//! Printed numbers, alone in a cell and anywhere in a sentence.
#![no_main]

use hemaexport::figure::Figure;
use hemaexport::text::Text;
use hemaexport_fuzz::{claims, work};
use libfuzzer_sys::fuzz_target;

/// Where the words stand in their file.
const START: usize = 7;

fuzz_target!(|words: &str| {
    let text = Text::verbatim(words, START);
    let says = |figure: &Figure| {
        let range = figure.span.range();
        let printed = words.get(range.start - START..range.end - START).expect("a stretch of the words");
        assert!(!printed.is_empty(), "a figure of nothing");
        claims::figure_is_printed(printed, figure);
    };
    if let Some(figure) = work::bounded(words.len(), || Figure::from_cell(&text)) {
        says(&figure);
        assert_eq!(Figure::from_cell(&text), Some(figure));
    }
    for (at, _) in words.char_indices().take(256) {
        if let Some((figure, end)) = work::bounded(words.len(), || Figure::in_narrative(&text, at)) {
            says(&figure);
            assert!(figure.span.range().start >= at + START && figure.span.range().end <= end + START, "a figure from elsewhere");
            assert!(at < end && words.is_char_boundary(end), "a figure that ends at {end}");
        }
    }
});
