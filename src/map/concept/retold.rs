//! Lines of a summary that are the totals of a statement under their bare names: "Noninterest income" is what statements call
//! "Total noninterest income".

use super::{ACCEPT, LinkLine, Linked, Linker, UnitKind};
use crate::report::StatementKind;

/// How many filers must call the total so.
const MANY: f32 = 10.0;

impl Linker {
    /// Takes the total's candidates where the line itself comes first to the same concept, and is not sure of it.
    pub(super) fn retell(&self, kind: StatementKind, lines: &[LinkLine<'_>], linked: &mut [Linked]) {
        for (line, linked) in lines.iter().zip(linked) {
            let Some(first) = linked.candidates.first().filter(|c| c.confidence < ACCEPT) else { continue };
            if line.unit != UnitKind::Money || line.label.is_empty() || line.label.to_lowercase().starts_with("total") {
                continue;
            }
            let label = format!("Total {}", line.label);
            let whole = LinkLine { label: &label, sections: &[], total: true, parts: &[], ..*line };
            let Some(told) = self.explain(kind, &[whole]).pop() else { continue };
            let same = told.candidates.first().is_some_and(|c| c.concept == first.concept && c.confidence >= ACCEPT);
            if same && told.grounds.filers >= MANY {
                *linked = told;
            }
        }
    }
}
