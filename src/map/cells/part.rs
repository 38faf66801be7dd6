//! Rows that are parts of what their total or heading names: revenue by division, operating profit by segment.

use super::Reader;
use super::veto::{REVENUES, family};

use crate::map::dimension::{self, Qualifier, Split};
use crate::map::lines::{Line, says_total_only};
use crate::map::unit::Counted;
use crate::report::StatementKind;
use crate::taxonomy::Concept;

/// How sure it is that a row is a part of its total when the heading names the whole.
pub(super) const PART: f64 = 0.75;

/// A part of a whole.
pub(super) struct Part {
    /// What the whole is.
    pub(super) concept: Concept,
    /// Which part it is.
    pub(super) member: Qualifier,
}

impl Reader<'_> {
    /// What a row without a measure of its own is the part of: its total says nothing but that it is one, and the heading names what it is the
    /// total of ("Net revenue: North America, Europe, Total").
    pub(super) fn part(&self, line: &Line) -> Option<Part> {
        let listed = matches!(self.kind, StatementKind::Segments | StatementKind::Metrics | StatementKind::Other);
        let (total, weight) = self.weights.get(&line.at).filter(|_| listed && line.counted == Counted::Money)?;
        let whole = &self.lines[*total];
        let concept = self.chosen(*total).filter(|_| *weight > 0 && says_total_only(whole.row.stub.as_str()))?;
        let heading = line.sections.last().copied().unwrap_or(self.title.as_str()).to_lowercase();
        if line.row.stub.is_empty() || !names(&heading, concept) {
            return None;
        }
        let label = line.row.stub.as_str();
        let by_segment = self.kind == StatementKind::Segments || self.lines.iter().any(|l| l.sections.iter().any(|s| is_result(s)));
        let split = if by_segment { Split::Segment } else { dimension::split_of_part(label) };
        Some(Part { concept: concept.clone(), member: Qualifier::Member(split, label.to_owned()) })
    }

    /// Whether a row would be called what the total is called that it is a part of: "Subscriptions" in revenues is a part of them, not they.
    pub(super) fn is_part_of_itself(&self, line: &Line, concept: &Concept) -> bool {
        let Some((total, _)) = self.weights.get(&line.at) else { return false };
        self.chosen(*total).is_some_and(|whole| family(whole).is_some() && family(whole) == family(concept))
    }
}

/// Whether a heading speaks of a measure that companies split by their parts.
fn names(heading: &str, concept: &Concept) -> bool {
    let says = |words: &[&str]| words.iter().any(|w| heading.contains(w));
    if says(&["percent", "growth", "change", "cost", "expense"]) {
        return false;
    }
    if family(concept) == Some(REVENUES) {
        return says(&["revenue", "sales"]);
    }
    concept.name.local() == "OperatingIncomeLoss" && is_result(heading)
}

/// Whether a heading speaks of the result that segments are measured by.
fn is_result(heading: &str) -> bool {
    let heading = heading.to_lowercase();
    ["operating profit", "operating income", "operating earnings", "segment profit", "segment income"].iter().any(|w| heading.contains(w))
}
