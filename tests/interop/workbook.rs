//! Workbooks: openpyxl opens them, LibreOffice computes their totals anew.

use hemaexport::Format;
use libtest_mimic::{Failed, Trial};

use crate::consumer::{Consumer, run, script, trial};
use crate::{files, releases};

const CONSUMERS: &[Consumer] = &[Consumer::Python("openpyxl"), Consumer::LibreOffice];

/// The tests.
pub fn trials() -> Vec<Trial> {
    let made = |check: &'static str, report: &'static str| {
        trial(&format!("xlsx::{check}_{report}"), CONSUMERS, move || {
            script("workbook.py", &[check, &files::file(report, "xlsx", ".xlsx")?])
        })
    };
    vec![
        made("layout", "us-gaap"),
        made("recalculated", "us-gaap"),
        made("contradiction", "us-gaap"),
        made("harmless", "edges"),
        trial("xlsx::releases", CONSUMERS, real),
    ]
}

/// Real releases, each with at least a few totals that are live.
fn real() -> Result<(), Failed> {
    for name in releases::present() {
        let file = files::ending(&files::of_release(name, Format::Xlsx)?, ".xlsx")?;
        script("workbook.py", &["layout", &file])?;
        let totals: usize = run("workbook.py", &["recalculated", &file], "")?.trim().parse()?;
        if totals < 2 {
            return Err(format!("{name}: {totals} live totals").into());
        }
    }
    Ok(())
}
