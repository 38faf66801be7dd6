//! Rows under headings that say themselves that they are of a segment: `U.S. Segment`, over a result and the adjustments that lead on from it.

use std::collections::BTreeMap;

use super::{Segment, titled};
use crate::map::lines::folded;
use crate::table::{Row, RowKind};

/// Names the segments of rows under headings that say so, down to the next of them, where the same headings part the rows of each: `Adjustments:`
/// below `U.S. Segment` heads what is the segment's, too.
pub(super) fn name<'a>(rows: &'a [Row], found: &mut [Option<Segment<'a>>]) {
    let heads: Vec<(usize, &str)> = (0..rows.len()).filter_map(|at| Some((at, name_in(&rows[at])?))).collect();
    let Some((first, _)) = heads.first().filter(|_| heads.len() > 1) else { return };
    let mut times: BTreeMap<String, usize> = BTreeMap::new();
    for row in rows.iter().filter(|row| row.kind == RowKind::Section) {
        *times.entry(folded(row.stub.as_str())).or_default() += 1;
    }
    let again = |row: &Row| times.get(&folded(row.stub.as_str())).is_some_and(|times| *times > 1);
    if !rows[*first..].iter().any(|row| row.kind == RowKind::Section && again(row)) {
        return;
    }
    for (nth, (at, name)) in heads.iter().enumerate() {
        let limit = heads.get(nth + 1).map_or(rows.len(), |(next, _)| *next);
        let ends = |row: &Row| row.kind == RowKind::Section && row.depth <= rows[*at].depth && !again(row) || is_of_all(row);
        let end = (at + 1..limit).find(|within| ends(&rows[*within])).unwrap_or(limit);
        found[at + 1..end].iter_mut().for_each(|segment| *segment = segment.or(Some(Segment { name, closes: false })));
    }
}

/// The name in a heading that says that it is one of a segment, as it is printed.
fn name_in(row: &Row) -> Option<&str> {
    let heading = row.stub.as_str();
    let name = titled(heading).filter(|_| row.kind == RowKind::Section)?;
    let at = heading.find(&name)?;
    heading.get(at..at + name.len())
}

/// Whether a row is of all segments together.
fn is_of_all(row: &Row) -> bool {
    let lower = row.stub.as_str().to_lowercase();
    ["consolidated", "total company", "total segment", "all segments"].iter().any(|words| lower.starts_with(words))
}
