//! Figures whose concept the reading is not sure of: said once for each row or subject, with what else was considered.

use indexmap::IndexMap;

use super::wording::{name, place, quoted};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Confidence, Fact, Report};
use crate::taxonomy::QName;

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
The concept of a row, or of what a sentence speaks of, is a guess: its label fits more than one, or none well.

The facts are exported all the same, with the confidence beside them; a reader who takes figures by their concept should look at these
rows first. The runners-up are named. A label file (--labels) settles the rows of a company once and for all.

  Other charges, net    18,400
  us-gaap:OtherNonoperatingIncomeExpense 0.41, us-gaap:OtherOperatingIncomeExpenseNet 0.38

Source: how often filers chose the concept for such a label at such a place; the bar is a confidence of 0.60.";

/// A row or subject by its label and the concept it got.
type Topic<'a> = (&'a str, &'a QName);

/// Tells every label that became a standard concept with little confidence. Rows that got one of the entity's own are told of by the reading.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let doubtful = |f: &&Fact| f.confidence < Confidence::LOW && f.aspects.concept.is_standard();
    let mut topics: IndexMap<Topic, Vec<&Fact>> = IndexMap::new();
    for fact in report.facts.iter().filter(doubtful) {
        topics.entry((name(report, fact), &fact.aspects.concept)).or_default().push(fact);
    }
    topics.into_iter().map(|((label, concept), facts)| finding(label, concept, &facts)).collect()
}

fn finding(label: &str, concept: &QName, facts: &[&Fact]) -> Diagnostic {
    let least = facts.iter().map(|f| f.confidence).min().unwrap_or(Confidence::CERTAIN);
    let mut message = format!("{} is taken for {concept} with a confidence of {least}", quoted(label));
    let next = facts[0].candidates.iter().find(|c| c.concept != *concept);
    if let Some(next) = next {
        message.push_str(&format!("; next comes {} with {}", next.concept, next.confidence));
    }
    let places = facts.iter().skip(1).take(3).map(|f| place(f, None));
    places.fold(Diagnostic::new(Code::LowConfidence, message).at(place(facts[0], None), "of this concept?"), |finding, place| {
        finding.and_at(place, "and this")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;

    #[test]
    fn a_label_is_doubted_once() {
        let mut fixture = Fixture::default();
        for amount in [1, 2, 3] {
            let id = fixture.standard("OtherAssets", amount, 0);
            fixture.label(id, "Other");
        }
        let mut report = fixture.report();
        assert!(check(&report).is_empty());
        report.facts[0].confidence = Confidence::percent(41);
        report.facts[1].confidence = Confidence::percent(52);
        let found = check(&report);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.contains("0.41") && found[0].related.len() == 1, "{}", found[0].message);
    }
}
