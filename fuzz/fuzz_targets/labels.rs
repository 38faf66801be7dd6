//! A file of labels, TOML or CSV by its first byte: rules, or a message that names the line.
#![no_main]

use std::path::Path;

use hemaexport::cli::fuzzing::label_rules;
use hemaexport_fuzz::work;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    let mut rest = input.chars();
    let name = if rest.next() == Some('c') { "labels.csv" } else { "labels.toml" };
    let text = rest.as_str();
    match work::bounded(text.len(), || label_rules(Path::new(name), text)) {
        Ok(rules) => rules.iter().for_each(|rule| {
            assert!(!rule.label.trim().is_empty(), "a rule for no label");
            assert!(!rule.concept.prefix().is_empty() && !rule.concept.local().is_empty(), "a rule to no concept");
        }),
        Err(message) => assert!(message.starts_with(name), "{message:?} does not say where"),
    }
});
