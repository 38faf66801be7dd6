//! Tables and graphs: every consumer reads the facts of the source, lake tables take more than one release, the dbt project builds.

use hemaexport::Format;
use libtest_mimic::{Failed, Trial};

use crate::consumer::{Consumer, run, script, trial};
use crate::{files, releases};

const READERS: &[Consumer] = &[Consumer::Python("duckdb, pandas, polars, pyarrow, openpyxl, rdflib, pyoxigraph"), Consumer::PostgreSql];

const XBRL_READERS: &[Consumer] = &[Consumer::Python("Arelle"), Consumer::UsGaap];

/// The formats that the readers of tables and graphs load.
const TABLES: [Format; 10] = [
    Format::Csv,
    Format::Postgresql,
    Format::Parquet,
    Format::Arrow,
    Format::Ndjson,
    Format::Sqlite,
    Format::Xlsx,
    Format::JsonLd,
    Format::NTriples,
    Format::Turtle,
];

/// Those that Arelle loads; their facts are held against the CSV.
const XBRL: [Format; 8] =
    [Format::Csv, Format::Xbrl, Format::InlineXbrl, Format::XbrlJson, Format::XbrlCsv, Format::Xbri, Format::Xbr, Format::ReportPackage];

/// The tests.
pub fn trials() -> Vec<Trial> {
    let lake = |check: &'static str| {
        trial(&format!("lake::{check}"), &[Consumer::Python("deltalake, pyiceberg")], move || {
            script("lake.py", &[check, &files::folder("us-gaap", "parquet")?, &files::folder("example", "parquet")?])
        })
    };
    vec![
        trial("consumers::table", READERS, || table("tables")),
        trial("consumers::table_xbrl", XBRL_READERS, || table("xbrl")),
        trial("consumers::releases", READERS, || real("tables", &TABLES)),
        trial("consumers::releases_xbrl", XBRL_READERS, || real("xbrl", &XBRL)),
        lake("delta"),
        lake("iceberg"),
        trial("dbt::quarterly_results", &[Consumer::Python("dbt-duckdb")], quarterly_results),
    ]
}

/// Every consumer of a family on the example; what each took to load it is left in `target/` as the table that the README shows.
fn table(family: &str) -> Result<(), Failed> {
    let table = run("consumers.py", &["all", family, &files::folder("example", "")?], "")?;
    std::fs::write(format!("{}/consumers-{family}.md", env!("CARGO_TARGET_TMPDIR")), &table)?;
    print!("\n{table}");
    Ok(())
}

/// One consumer a format on each real release.
fn real(family: &str, formats: &[Format]) -> Result<(), Failed> {
    for name in releases::present() {
        let folders = formats.iter().map(|&format| files::of_release(name, format)).collect::<Result<Vec<_>, _>>()?;
        let root = std::path::Path::new(&folders[0]).parent().ok_or("a folder a format")?;
        let table = run("consumers.py", &["each", family, &root.to_string_lossy()], "");
        println!("\n{name}\n{}", table.map_err(|e| format!("{name}: {}", e.message().unwrap_or_default()))?);
    }
    Ok(())
}

/// Revenue and net income of the example's quarters, of the figures that stand where two are printed.
fn quarterly_results() -> Result<(), Failed> {
    let project = concat!(env!("CARGO_MANIFEST_DIR"), "/examples/dbt");
    let rows = run("dbt_run.py", &[project, &files::folder("example", "parquet")?], "")?;
    let rows: Vec<Vec<String>> = serde_json::from_str(&rows)?;
    let figures: Vec<_> = rows.iter().map(|row| row[3..].join(" ")).collect();
    let wanted = ["2003-03-31 USD 6931000.000000000 8000.000000000", "2004-03-31 USD 6736000.000000000 246000.000000000"];
    if figures == wanted { Ok(()) } else { Err(format!("{figures:?}").into()) }
}
