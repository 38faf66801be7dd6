//! Every contradiction that was found by hand in the labelled releases and must be found by the checks, is: at its place.
//!
//! Needs `../shared/bench/dev`; says so and passes where it is absent.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // tests may touch files and the environment

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use hemaexport::diagnostic::Code;
use hemaexport::source::Span;
use hemaexport::{Diagnostic, ReadOptions, Source};

/// What a row of `contradictions.csv` comes to: a code, and words printed at every place that a finding of it must point at.
struct Must {
    release: &'static str,
    /// Words of the row's last column, to tell it from the others.
    what: &'static str,
    code: Code,
    /// Lines of the text, or for HTML words at the place: one finding each.
    places: &'static [Place],
}

enum Place {
    Line(u32),
    Words(&'static str),
}

use Place::{Line, Words};

const MUST: [Must; 12] = [
    Must { release: "hemacare_2004q1", what: "net income 264000", code: Code::NarrativeMismatch, places: &[Line(149)] },
    Must { release: "horizon-financial_2008q4", what: "9.5 million or 20.7%", code: Code::ChangeMismatch, places: &[Line(224)] },
    Must { release: "horizon-financial_2008q4", what: "compensation dropped", code: Code::DirectionMismatch, places: &[Line(242)] },
    Must { release: "horizon-financial_2008q4", what: "share-of-total", code: Code::ColumnInconsistent, places: &[Line(708), Line(715)] },
    Must { release: "horizon-financial_2008q2", what: "44 basis points", code: Code::ChangeMismatch, places: &[Words("44")] },
    Must { release: "horizon-financial_2008q2", what: "deposits said to rise", code: Code::PeriodMismatch, places: &[Words("11")] },
    Must { release: "horizon-financial_2008q2", what: "equity base", code: Code::NarrativeMismatch, places: &[Words("127.0")] },
    Must {
        release: "pericom_2006q1",
        what: "page headers",
        code: Code::DateMismatch,
        places: &[Line(54), Line(114), Line(174), Line(243)],
    },
    Must { release: "pericom_2006q1", what: "first quarter conference call", code: Code::PeriodMismatch, places: &[Line(134)] },
    Must {
        release: "frp-holdings_2018q2",
        what: "EPS parts do not sum",
        code: Code::PerShareMismatch,
        places: &[Line(241), Line(241), Line(242), Line(242)],
    },
    Must { release: "frp-holdings_2018q2", what: "income attributable", code: Code::NarrativeMismatch, places: &[Line(22), Line(92)] },
    Must { release: "frp-holdings_2018q2", what: "two percentages", code: Code::ColumnInconsistent, places: &[Line(364), Line(463)] },
];
/// Rows whose places need more than a line to be told.
const SEGMENTS: (&str, &str) = ("frp-holdings_2018q2", "corporate expense of the segments");
const SAME_QUARTER: (&str, &str) = ("frp-holdings_2018q2", "six-month paragraph");

type Found = (Arc<Source>, Vec<Diagnostic>);

fn findings(folder: &Path, release: &str) -> Found {
    let path = ["txt", "htm"].map(|ext| folder.join("releases").join(format!("{release}.{ext}"))).into_iter().find(|p| p.exists());
    let bytes = std::fs::read(path.expect("the release is there")).expect("readable");
    let source = Arc::new(Source::from_bytes(release, &bytes));
    let reading = hemaexport::read(&source, None, &ReadOptions::default()).expect("a release");
    let mut found = reading.diagnostics;
    found.extend(hemaexport::check(&reading.report));
    (source, found)
}

/// Whether as many findings of a code as places want it point there.
fn holds(must: &Must, (source, found): &Found) -> bool {
    let at = |span: Span, place: &Place| match place {
        Line(line) => source.line_column(span.start).line == *line,
        Words(words) => source.slice(span) == *words,
    };
    let of_code = || found.iter().filter(|d| d.code == must.code).filter_map(|d| d.primary.as_ref());
    let count = |place: &Place| of_code().filter(|label| at(label.span, place)).count();
    let wanted = |place: &Place| {
        let alike = |other: &&Place| match (place, *other) {
            (Line(a), Line(b)) => a == b,
            (Words(a), Words(b)) => a == b,
            _ => false,
        };
        must.places.iter().filter(alike).count()
    };
    must.places.iter().all(|place| count(place) >= wanted(place))
}

#[test]
fn contradictions_found_by_hand_are_found() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/bench/dev");
    let Ok(rows) = std::fs::read_to_string(folder.join("contradictions.csv")) else {
        println!("skipped: {} is not there", folder.display());
        return;
    };
    let mut read: BTreeMap<&str, Found> = BTreeMap::new();
    let mut missed = Vec::new();
    for row in rows.lines().skip(1).filter(|row| row.split(',').nth(1) == Some("must")) {
        let release = row.split(',').next().unwrap_or_default();
        let found = &*read.entry(release).or_insert_with(|| findings(&folder, release));
        if !is_found(release, row, found) {
            missed.push(row);
        }
    }
    assert!(missed.is_empty(), "not found:\n{}", missed.join("\n"));
}

fn is_found(release: &str, row: &str, found: &Found) -> bool {
    let of = |(name, words): (&str, &str)| release == name && row.contains(words);
    let said = |code: Code, words: &str| found.1.iter().filter(|d| d.code == code && d.message.contains(words)).count();
    if of(SEGMENTS) {
        return ["1,709,000", "566,000", "2,388,000", "1,893,000"].iter().all(|whole| said(Code::TablesDisagree, whole) == 1);
    }
    if of(SAME_QUARTER) {
        return found
            .1
            .iter()
            .any(|d| d.code == Code::PeriodMismatch && d.primary.as_ref().is_some_and(|p| found.0.line_column(p.span.start).line == 112));
    }
    MUST.iter()
        .filter(|must| of((must.release, must.what)))
        .map(|must| holds(must, found))
        .next()
        .unwrap_or_else(|| panic!("a row of its own: {row}"))
}
