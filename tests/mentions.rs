//! Every mention of every fact of a real release, at its very bytes.
//!
//! The release and the list of its mentions are no part of the project: without them the test says so and checks nothing.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // tests may touch files and say that they are skipped

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use hemaexport::report::{Fact, Report, Value};
use hemaexport::{ReadOptions, Source};

const RELEASE: &str = "../shared/bench/dev/releases/hemacare_2004q1.txt";
const REFERENCE: &str = "../shared/reference/hemacare";

/// Facts of the list that are left out, with the reason.
const LEFT_OUT: [(&str, &str); 3] = [
    ("RestructuringPlanImplementationPeriod", "a rule for it would fit no other release"),
    ("ManagementContractTerminationPeriod", "a rule for it would fit no other release"),
    ("GrossProfitDiscussionTextBlock", "nothing general tells which paragraphs are a discussion of one concept"),
];

/// Names in the list that the standard taxonomies call otherwise.
const NAMES: [(&str, &str); 4] = [
    ("IncomeLossBeforeIncomeTaxes", "IncomeLossFromContinuingOperationsBeforeIncomeTaxes"),
    ("WeightedAverageSharesOutstandingBasic", "WeightedAverageNumberOfSharesOutstandingBasic"),
    ("WeightedAverageSharesOutstandingDiluted", "WeightedAverageNumberOfDilutedSharesOutstanding"),
    ("CashAndMarketableSecurities", "CashCashEquivalentsAndShortTermInvestments"),
];

/// Concepts of the list that a table states with a row that may get a name of the entity's own.
const TABLED: [&str; 4] = ["NetIncomeLoss", "EarningsPerShareBasicAndDiluted", "AssetsNoncurrent", "IncomeTaxExpenseBenefit"];

#[test]
fn every_mention_is_exported_at_its_bytes() {
    if !Path::new(REFERENCE).exists() {
        eprintln!("skipped: {REFERENCE} is not there");
        return;
    }
    let report = report();
    let facts = rows(&format!("{REFERENCE}/facts.csv"));
    let by_id: HashMap<&str, &Row> = facts.iter().map(|f| (f["fact_id"].as_str(), f)).collect();
    let mentions = rows(&format!("{REFERENCE}/mentions.csv"));
    let missed: Vec<String> = mentions.iter().filter_map(|m| missing(&report, m, by_id[m["fact_id"].as_str()])).collect();
    assert!(missed.is_empty(), "{} of {} mentions:\n{}", missed.len(), mentions.len(), missed.join("\n"));
}

type Row = HashMap<String, String>;

fn rows(path: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_path(path).expect("the list is readable");
    reader.deserialize().map(|row| row.expect("a row of the list")).collect()
}

fn report() -> Report {
    let bytes = std::fs::read(RELEASE).expect("the release is readable");
    let source = Arc::new(Source::from_bytes("release", &bytes));
    hemaexport::read(&source, None, &ReadOptions::default()).expect("the release can be read").report
}

/// What is wrong with a mention; nothing when a fact of its value and name is said at its bytes.
fn missing(report: &Report, mention: &Row, fact: &Row) -> Option<String> {
    let concept = fact["concept"].as_str();
    if LEFT_OUT.iter().any(|(name, _)| *name == concept) {
        return None;
    }
    let place = |key: &str| mention[key].parse::<u64>().expect("an offset");
    let bytes = place("start")..place("end");
    let at_bytes: Vec<&Fact> =
        report.facts.iter().filter(|f| f.origins.iter().any(|o| report.source.original(o.span()) == bytes)).collect();
    // which concept a table's row gets is the linker's matter: an own name for one is not held against the place
    let named = |f: &Fact| same_name(f.aspects.concept.local(), concept) || !f.aspects.concept.is_standard() && TABLED.contains(&concept);
    let right = at_bytes.iter().any(|f| same_value(&f.value, &fact["value"]) && named(f));
    let found: Vec<String> = at_bytes.iter().map(|f| format!("{} {:?}", f.aspects.concept, f.value)).collect();
    (!right).then(|| format!("{} {concept} {} at {bytes:?}: {found:?}", mention["mention_id"], fact["value"]))
}

fn same_value(value: &Value, wanted: &str) -> bool {
    let folded = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    match value {
        Value::Number { amount, .. } => wanted.parse() == Ok(*amount),
        Value::Text(text) => folded(text) == folded(wanted),
        Value::Date(date) => date.to_string() == wanted,
        Value::DateTime(moment) => moment.to_utc().format("%Y-%m-%dT%H:%M:%SZ").to_string() == wanted,
        Value::Year(year) => year.to_string() == wanted,
        Value::Boolean(said) => said.to_string() == wanted,
        Value::Nil => false,
    }
}

fn same_name(local: &str, wanted: &str) -> bool {
    let other = NAMES.iter().find(|(name, _)| *name == wanted).map(|(_, other)| *other);
    local == wanted || other.is_some_and(|other| local.starts_with(other))
}
