//! The total of revenues that is called as its heading is: "Total drilling and rental revenues" under "Drilling and rental revenues".

use super::{ACCEPT, LinkLine, Linked};
use crate::map::lines::folded;
use crate::report::{Candidate, Confidence};
use crate::taxonomy::QName;

/// How sure the place is.
const SURE: f64 = 0.75;

/// Names the one total of revenues of a statement of income by its heading, where nothing else in it is thought to be its revenues.
pub(super) fn name(lines: &[LinkLine<'_>], linked: &mut [Linked]) {
    let totals: Vec<usize> = (0..lines.len()).filter(|at| is_total_of_revenues(lines[*at].label)).collect();
    let [at] = totals[..] else { return };
    let is_revenue = |found: &Candidate| found.confidence >= ACCEPT && found.concept.local().starts_with("Revenue");
    let heading = lines[at].sections.last().map(|heading| folded(heading));
    let first = lines[..at].iter().all(|line| !line.total);
    let other = || linked.iter().any(|found| found.candidates.first().is_some_and(is_revenue));
    if !first || heading.is_none_or(|heading| folded(lines[at].label) != format!("total{heading}")) || other() {
        return;
    }
    let candidates = &mut linked[at].candidates;
    candidates.retain(|candidate| candidate.concept.local() != "Revenues");
    candidates.insert(0, Candidate { concept: QName::us_gaap("Revenues"), confidence: Confidence::new(SURE) });
}

fn is_total_of_revenues(label: &str) -> bool {
    let lower = label.trim_end_matches([':', ' ']).to_ascii_lowercase();
    lower.starts_with("total ") && (lower.ends_with(" revenues") || lower.ends_with(" revenue"))
}

#[cfg(test)]
mod tests {
    use super::super::{Linker, UnitKind};
    use super::*;
    use crate::report::StatementKind;

    fn found(labels: &[(&str, &str)]) -> Vec<String> {
        let line = |(label, section): &(&'static str, &'static str)| (*label, [*section]);
        let lines: Vec<_> = labels.iter().map(line).collect();
        let lines: Vec<LinkLine> = lines
            .iter()
            .map(|(label, sections)| LinkLine {
                label,
                sections: if sections[0].is_empty() { &[] } else { sections },
                depth: 0,
                total: label.starts_with("Total"),
                unit: UnitKind::Money,
                amounts: &[],
                parts: &[],
            })
            .collect();
        let linked = Linker::default().link(StatementKind::Income, &lines);
        linked.iter().map(|found| found.first().map_or_else(String::new, |c| c.concept.local().to_owned())).collect()
    }

    #[test]
    fn the_one_total_of_revenues() {
        let heading = "Drilling and rental revenues";
        let one = [("U.S. drilling", heading), ("Rental tools", heading), ("Total drilling and rental revenues", heading)];
        assert_eq!(found(&one)[2], "Revenues");
        let two = [one.as_slice(), &[("Other", "Towing revenues"), ("Total towing revenues", "Towing revenues")]].concat();
        assert_ne!(found(&two)[4], "Revenues");
    }
}
