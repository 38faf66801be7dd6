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

    fn found(labels: &[(&'static str, &'static [&'static str])]) -> Vec<String> {
        let line = |(label, sections): &(&'static str, &'static [&'static str])| LinkLine {
            label,
            sections,
            depth: 0,
            total: label.starts_with("Total"),
            unit: UnitKind::Money,
            amounts: &[],
            parts: &[],
        };
        let lines: Vec<LinkLine> = labels.iter().map(line).collect();
        let linked = Linker::default().link(StatementKind::Income, &lines);
        let sure = |found: &Vec<Candidate>| found.first().filter(|c| c.confidence >= ACCEPT).map(|c| c.concept.local().to_owned());
        linked.iter().map(|found| sure(found).unwrap_or_default()).collect()
    }

    #[test]
    fn the_one_total_of_revenues() {
        const DRILLING: &[&str] = &["Drilling and rental revenues"];
        const TOWING: &[&str] = &["Towing revenues"];
        let one = [("U.S. drilling", DRILLING), ("Rental tools", DRILLING), ("Total drilling and rental revenues", DRILLING)];
        assert_eq!(found(&one)[2], "Revenues");
        let two = [one.as_slice(), &[("Other", TOWING), ("Total towing revenues", TOWING)]].concat();
        assert_ne!(found(&two)[4], "Revenues");
    }
}
