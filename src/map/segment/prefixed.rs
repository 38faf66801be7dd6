//! Rows that begin with the name of the segment they are of: `Title revenues`, `Mortgage services pretax earnings`.

use std::collections::{BTreeMap, BTreeSet};

use super::{Segment, names_part};
use crate::map::lines::folded;
use crate::table::{Row, RowKind};

/// What segments are measured by, as it begins behind their names.
const MEASURES: [&str; 16] = [
    "revenue",
    "net revenue",
    "total revenue",
    "sales",
    "net sales",
    "operating income",
    "operating profit",
    "operating earnings",
    "operating loss",
    "operating (loss)",
    "pretax",
    "pre-tax",
    "gross profit",
    "segment profit",
    "income before",
    "earnings before",
];

/// Names the segments of rows under a heading that says that it stands over segments, where the same is measured of two of them at least.
pub(super) fn name<'a>(rows: &'a [Row], found: &mut [Option<Segment<'a>>]) {
    let heads = |row: &Row| row.kind == RowKind::Section && row.stub.as_str().to_lowercase().contains("segment");
    for start in (0..rows.len()).filter(|at| heads(&rows[*at])) {
        let rest = &rows[start + 1..];
        let end = rest.iter().position(|row| row.kind == RowKind::Section).unwrap_or(rest.len());
        let parted: Vec<Option<(&str, &str)>> = rest[..end].iter().map(|row| parted(row.stub.as_str())).collect();
        let mut measured: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (name, measure) in parted.iter().flatten() {
            measured.entry(kin(measure)).or_default().insert(folded(name));
        }
        let proven: BTreeSet<String> = measured.into_values().filter(|names| names.len() > 1).flatten().collect();
        for (at, (name, _)) in parted.iter().enumerate().filter_map(|(at, parts)| Some((at, (*parts)?))) {
            if proven.contains(&folded(name)) {
                found[start + 1 + at].get_or_insert(Segment { name, closes: false });
            }
        }
    }
}

/// The name before a measure and the words from that on.
fn parted(label: &str) -> Option<(&str, &str)> {
    let lower = label.to_ascii_lowercase();
    let at = MEASURES.iter().filter_map(|measure| lower.find(&format!(" {measure}"))).min()?;
    let (name, measure) = (label[..at].trim_end_matches([' ', '-', ':', ',']), &label[at + 1..]);
    names_part(name).then_some((name, measure))
}

/// The first word of a measure: a loss of one segment and the earnings of another are the same.
fn kin(measure: &str) -> String {
    measure.to_ascii_lowercase().split(' ').next().unwrap_or_default().trim_end_matches('s').to_owned()
}
