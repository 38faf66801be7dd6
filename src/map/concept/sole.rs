//! The one line of a condensed balance sheet that holds all that is not current.

use super::{LinkLine, Linked};
use crate::report::{Candidate, Confidence};
use crate::taxonomy::QName;

/// Whole labels that name nothing but a term, and the concept of all items of that term.
const TERMS: [(&[&str], &str); 2] = [
    (&["non-current assets", "noncurrent assets", "long-term assets"], "AssetsNoncurrent"),
    (&["non-current liabilities", "noncurrent liabilities", "long-term liabilities"], "LiabilitiesNoncurrent"),
];
/// How sure the words are.
const SURE: f64 = 0.8;

/// Names a line that says only that its items are not current, if nothing else that is not current is a part of the same total: beside others
/// it holds the rest of them.
pub(super) fn name(lines: &[LinkLine<'_>], linked: &mut [Linked]) {
    for total in lines.iter().filter(|line| !line.parts.is_empty()) {
        for (at, _) in total.parts {
            let Some(local) = whole_term(lines[*at].label) else { continue };
            let side = local.trim_end_matches("Noncurrent");
            let others = || total.parts.iter().map(|(part, _)| *part).filter(|part| part != at);
            if others().any(|part| is_long_term(lines[part].label, &linked[part], side)) {
                continue;
            }
            let candidates = &mut linked[*at].candidates;
            candidates.retain(|c| c.concept.local() != local);
            candidates.insert(0, Candidate { concept: QName::us_gaap(local), confidence: Confidence::new(SURE) });
        }
    }
}

fn whole_term(label: &str) -> Option<&'static str> {
    let label = label.trim().trim_end_matches(':').to_lowercase();
    TERMS.iter().find(|(labels, _)| labels.contains(&label.as_str())).map(|(_, local)| *local)
}

/// Whether a part of a balance sheet is an item of one side that is not current.
fn is_long_term(label: &str, linked: &Linked, side: &str) -> bool {
    let lower = label.to_lowercase();
    let of_assets = ["property", "equipment", "goodwill", "intangible", "plant"].iter().any(|w| lower.contains(w));
    let said = ["long-term", "long term", "noncurrent", "non-current"].iter().any(|w| lower.contains(w));
    let named = linked.candidates.first().is_some_and(|c| c.concept.local().ends_with("Noncurrent"));
    said || named || side == "Assets" && of_assets
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::concept::UnitKind;

    fn first(labels: &[&str], at: usize) -> Option<String> {
        let parts: Vec<(usize, i8)> = (0..labels.len()).map(|i| (i, 1)).collect();
        let line = |label, parts| LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts };
        let mut lines: Vec<LinkLine> = labels.iter().map(|label| line(label, &[][..])).collect();
        lines.push(line("Total", &parts));
        let mut linked = vec![Linked::default(); lines.len()];
        name(&lines, &mut linked);
        linked[at].candidates.first().map(|c| c.concept.local().to_owned())
    }

    #[test]
    fn the_only_line_of_a_term_is_all_of_it() {
        assert_eq!(first(&["Cash", "Other current assets", "Non-current assets"], 2).as_deref(), Some("AssetsNoncurrent"));
        assert_eq!(first(&["Current liabilities", "Long-term liabilities", "Equity"], 1).as_deref(), Some("LiabilitiesNoncurrent"));
        assert_eq!(first(&["Current liabilities", "Long-term liabilities", "Long-term debt", "Equity"], 1), None);
        assert_eq!(first(&["Cash", "Property and equipment, net", "Non-current assets"], 2), None);
    }
}
