//! What becomes of two printed figures of one fact, by the user's choice: on the example, whose net income is 246,000 in the text and
//! 264,000 in the table.

use std::sync::Arc;

use hemaexport::map::Conflicts;
use hemaexport::report::{Relation, Value};
use hemaexport::{ReadOptions, Source};

/// The amounts of net income of the newest quarter with the number of their dimensions, and the number of conflicts.
fn net_income(conflicts: Conflicts) -> (Vec<(String, usize)>, usize) {
    let source = Arc::new(Source::from_text("example", include_str!("../examples/hemacare_2004q1.txt")));
    let options = ReadOptions { conflicts, ..ReadOptions::default() };
    let report = hemaexport::read(&source, None, &options).expect("the example can be read").report;
    let newest = report.facts.iter().filter(|f| f.aspects.concept.local() == "NetIncomeLoss" && f.aspects.period == report.period);
    let amounts = newest.filter_map(|f| match f.value {
        Value::Number { amount, .. } => Some((amount.to_string(), f.aspects.dimensions.len())),
        _ => None,
    });
    let mut amounts: Vec<_> = amounts.collect();
    amounts.sort();
    (amounts, report.relations.iter().filter(|r| matches!(r, Relation::Conflicts { .. })).count())
}

fn pairs(amounts: &[(&str, usize)]) -> Vec<(String, usize)> {
    amounts.iter().map(|(amount, dimensions)| ((*amount).to_owned(), *dimensions)).collect()
}

#[test]
fn both_are_kept_and_one_is_set_apart() {
    assert_eq!(net_income(Conflicts::Axis), (pairs(&[("246000", 0), ("264000", 1)]), 1));
}

#[test]
fn both_are_kept_as_they_are() {
    assert_eq!(net_income(Conflicts::Both), (pairs(&[("246000", 0), ("264000", 0)]), 1));
}

#[test]
fn one_is_left_out() {
    assert_eq!(net_income(Conflicts::Table), (pairs(&[("264000", 0)]), 0));
    assert_eq!(net_income(Conflicts::Text), (pairs(&[("246000", 0)]), 0));
}
