//! Datasets of many releases, loaded in DuckDB and held against single runs.

use std::path::Path;

use libtest_mimic::{Completion, Trial};

use crate::consumer::{self, Consumer, trial};

const DUCKDB: &[Consumer] = &[Consumer::Python("duckdb")];

/// The tests: each format with the releases of the tests, and Parquet with all that can be had.
pub fn trials() -> Vec<Trial> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let releases = root.join("tests/releases").display().to_string();
    let small = ["parquet", "csv", "ndjson"].map(|form| {
        let releases = releases.clone();
        trial(&format!("dataset::{form}"), DUCKDB, move || loaded(form, form, &[&releases]))
    });
    let bench = root.join("../shared/bench");
    let all = ["wild_8k.zip", "dev/releases", "unlabelled", "submissions"].map(|name| bench.join(name).display().to_string());
    let large = match bench.join("wild_8k.zip").exists() {
        true => trial("dataset::everything", DUCKDB, move || loaded("everything", "parquet", &all.each_ref().map(String::as_str))),
        false => Trial::ignorable_test("dataset::everything", || Ok(Completion::ignored_with("skipped: ../shared/bench is not there"))),
    };
    small.into_iter().chain([large]).collect()
}

fn loaded(name: &str, form: &str, inputs: &[&str]) -> Result<(), libtest_mimic::Failed> {
    let scratch = Path::new(env!("CARGO_TARGET_TMPDIR")).join("datasets").join(name).display().to_string();
    let arguments = [&[env!("CARGO_BIN_EXE_hemaexport"), &scratch, form], inputs].concat();
    consumer::script("datasets.py", &arguments)
}
