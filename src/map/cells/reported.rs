//! What a reconciliation starts from, told by its rows or columns alone: `Reported, GAAP measure` over the lines of the income statement, or beside
//! its segments, says again what the statement does.

use rust_decimal::Decimal;

use super::measure::says_reported_only;
use super::{Cell, Reader};

use crate::map::dimension::Qualifier;
use crate::map::graph::Graph;
use crate::map::lines::{Line, folded};
use crate::map::unit::Counted;
use crate::report::{Confidence, Fact, Period, StatementKind};
use crate::taxonomy::{PeriodType, QName, known_standard};

impl Reader<'_> {
    /// Makes of cells that are said to be reported, and nothing else, the facts that they say again.
    pub(super) fn say_reported(&self, line: &Line, stated: &mut [(usize, Cell)], graph: &Graph) {
        if self.kind != StatementKind::Reconciliation {
            return;
        }
        let by_row = says_reported(line.row.stub.as_str());
        let open = |column: &usize, cell: &Cell| {
            let reported = by_row || says_reported(&self.times[*column].rest);
            reported && cell.concept.is_none() && self.times[*column].is_plain()
        };
        for (column, cell) in stated.iter_mut().filter(|(column, cell)| open(column, cell)) {
            let Some(said) = self.reported(line, *column, cell, by_row, graph) else {
                // a statement hardly ever prints it
                let rate =
                    by_row && cell.counted == Counted::Percent && self.times[*column].rest.to_lowercase().contains("effective tax rate");
                if let Some(concept) = known_standard(&QName::us_gaap("EffectiveIncomeTaxRateContinuingOperations")).filter(|_| rate) {
                    cell.qualifiers.clear();
                    (cell.concept, cell.measure) = (Some(concept), None);
                }
                continue;
            };
            let Some(concept) = known_standard(&said.aspects.concept) else { continue };
            let members = said.aspects.dimensions.iter().map(|(axis, member)| Qualifier::Known(axis.clone(), member.clone()));
            cell.qualifiers = members.collect();
            (cell.concept, cell.confidence, cell.measure) = (Some(concept), Confidence::new(0.85), None);
        }
    }

    /// The fact of the same amount and time that is called as the row is or, where that says no more than that it is reported, as the column is:
    /// of several the one whose name says most.
    fn reported<'g>(&self, line: &Line, column: usize, cell: &Cell, by_row: bool, graph: &'g Graph) -> Option<&'g Fact> {
        let (amount, ..) = self.scales.amount(&cell.counted, line.row, column, cell.figure);
        let periods: Vec<Period> =
            [PeriodType::Duration, PeriodType::Instant].iter().filter_map(|kind| self.period(*kind, line, column)).collect();
        let unit = Some(cell.counted.unit(cell.currency));
        let label = folded(line.row.stub.as_str());
        let header = &self.times[column].rest;
        let called = |fact: &Fact| match by_row {
            true => fact.aspects.dimensions.is_empty() && (holds_words(header, &fact.label) || is_diluted(header, fact)),
            false => folded(&fact.label) == label,
        };
        let said = graph.with_amount(amount).iter().chain(graph.with_amount(-amount)).map(|id| &graph.facts[id.index()]);
        let same = |fact: &&Fact| {
            fact.aspects.concept.is_standard()
                && fact.aspects.unit == unit
                && periods.contains(&fact.aspects.period)
                && amount != Decimal::ZERO
                && called(fact)
        };
        said.filter(same).max_by_key(|fact| fact.label.len())
    }
}

/// Whether words say that figures are those reported under GAAP: `Reported, GAAP measure`, also at the end of a header that a spanner runs into.
fn says_reported(words: &str) -> bool {
    let plain = folded(words);
    says_reported_only(words)
        || !plain.contains("nongaap")
            && ["reportedgaapmeasure", "reportedgaapmeasures", "asreportedgaap", "gaapmeasure"].iter().any(|end| plain.ends_with(end))
}

/// Whether a header says that earnings per share are diluted, and a fact states them.
fn is_diluted(header: &str, fact: &Fact) -> bool {
    fact.aspects.concept.local() == "EarningsPerShareDiluted" && header.to_lowercase().contains("diluted")
}

/// Whether a header holds every word of a label that tells anything: "Selling, general and gross profit" those of "Gross profit".
fn holds_words(header: &str, label: &str) -> bool {
    let words = |text: &str| -> Vec<String> {
        let lower = text.to_lowercase();
        lower.split(|c: char| !c.is_alphabetic()).filter(|w| w.len() > 3 && *w != "less").map(str::to_owned).collect()
    };
    let (header, label) = (words(header), words(label));
    !label.is_empty() && label.iter().all(|word| header.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_says_that_it_is_reported() {
        for words in ["Reported, GAAP Measure", "Items Affecting Comparability Reported, GAAP Measure", "As reported", "GAAP"] {
            assert!(says_reported(words), "{words}");
        }
        for words in ["Core, Non-GAAP Measure", "Reported % Change", "Operating profit"] {
            assert!(!says_reported(words), "{words}");
        }
    }

    #[test]
    fn headers_hold_the_words_of_lines() {
        assert!(holds_words("Selling, general and Gross profit", "Gross profit"));
        assert!(holds_words("Provision for income taxes(b)", "Provision for income taxes"));
        assert!(!holds_words("Operating profit", "Gross profit"));
        assert!(!holds_words("Net income", "Net income attributable to the parent"));
    }
}
