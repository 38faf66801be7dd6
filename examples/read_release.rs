//! Reads a release and prints its facts: `cargo run --example read_release -- examples/hemacare_2004q1.txt`

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // a program may touch files and print

use std::sync::Arc;

use hemaexport::report::{Origin, Value};
use hemaexport::{ReadOptions, Source};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("name a release")?;
    let source = Arc::new(Source::from_bytes(&*path, &std::fs::read(&path)?));
    let reading = hemaexport::read(&source, None, &ReadOptions::default())?;
    for (id, fact) in reading.report.facts() {
        if let Value::Number { amount, .. } = &fact.value {
            let line = source.line_column(fact.origins.first().map(Origin::span).unwrap_or_default().start).line;
            println!("{id} {} {} = {amount} (line {line})", fact.aspects.concept, fact.aspects.period.end());
        }
    }
    for finding in hemaexport::check(&reading.report) {
        println!("{}: {}", finding.severity.name(), finding.message);
    }
    Ok(())
}
