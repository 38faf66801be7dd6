//! XLSX (ECMA-376): a workbook that an analyst wants to open. One sheet a statement, laid out as printed; all facts as an Excel table;
//! the findings; and what the workbook was made of.

mod about;
mod facts;
mod findings;
mod names;
mod sheet;
mod style;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::names::SheetNames;
use self::style::Styles;
use super::{File, Output, WriteOptions};
use crate::error::Error;
use crate::report::Report;

const FORMAT: &str = "xlsx";

/// Writes the workbook.
///
/// # Errors
/// When the report is larger than a workbook can be (1,048,576 rows a sheet).
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    let bytes = workbook(report, options).map_err(|e| Error::format(FORMAT, e))?;
    Ok(Output { files: vec![File { name: format!("{}.xlsx", super::base_name(report)), bytes }], diagnostics: Vec::new() })
}

fn workbook(report: &Report, options: &WriteOptions) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    let styles = Styles::new();
    let mut names = SheetNames::default();
    for (index, statement) in report.statements.iter().enumerate() {
        if statement.lines.iter().any(|line| line.cells.iter().any(Option::is_some)) {
            let sheet = workbook.add_worksheet();
            sheet.set_name(names.unique(&statement.title, statement.kind.name()))?;
            sheet::write(sheet, report, index, &styles)?;
        }
    }
    facts::write(workbook.add_worksheet().set_name(names.unique("Facts", "Facts"))?, report, &styles)?;
    findings::write(workbook.add_worksheet().set_name(names.unique("Findings", "Findings"))?, report, &options.findings, &styles)?;
    about::write(workbook.add_worksheet().set_name(names.unique("About", "About"))?, report, &styles)?;
    workbook.save_to_buffer()
}

/// The creation time is fixed: the same report gives the same bytes.
fn properties(report: &Report) -> Result<DocProperties, XlsxError> {
    Ok(DocProperties::new()
        .set_title(format!("{}: {}", report.entity.name, report.period.end()))
        .set_company(&report.entity.name)
        .set_comment(format!("Read from {}", report.source.name()))
        .set_creation_datetime(&ExcelDateTime::from_ymd(2000, 1, 1)?))
}
