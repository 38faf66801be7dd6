//! XLSX (ECMA-376): a workbook that an analyst wants to open. One sheet a statement, laid out as printed; all facts as an Excel table;
//! the findings; and what the workbook was made of.

mod about;
mod facts;
mod figure;
mod findings;
mod listing;
mod names;
mod sheet;
mod style;
mod sums;

use std::borrow::Cow;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Table, TableColumn, TableStyle, Workbook, Worksheet, XlsxError};

use self::figure::Figures;
use self::names::SheetNames;
use self::style::Styles;
use super::attached::Attached;
use super::{File, Output, WriteOptions};
use crate::diagnostic::{Code, Diagnostic};
use crate::error::Error;
use crate::report::{Report, StatementKind, Value};

const FORMAT: &str = "xlsx";

/// Characters that a cell can hold.
const LONGEST_TEXT: usize = 32_767;

/// Writes the workbook.
///
/// # Errors
/// When the report is larger than a workbook can be (1,048,576 rows a sheet), and on a system whose clock stands before 1970.
pub(super) fn write(report: &Report, options: &WriteOptions) -> Result<Output, Error> {
    if clock_is_before_1970() {
        return Err(Error::format(FORMAT, "the system's clock stands before 1970; set it right"));
    }
    let bytes = workbook(report, options).map_err(|e| Error::format(FORMAT, e))?;
    Ok(Output {
        files: vec![File { name: format!("{}.xlsx", super::base_name(report)), bytes }],
        diagnostics: losses(report, &options.findings),
    })
}

/// The crate asks for the time when a workbook is made, although it is told another to write, and panics where there is none since 1970.
#[allow(clippy::disallowed_methods)] // nothing that is written depends on it
fn clock_is_before_1970() -> bool {
    std::time::SystemTime::now() < std::time::UNIX_EPOCH
}

/// What cells can't hold: nil, which leaves them empty, and very long words. (A number that a cell would round stands in words beside it.)
fn losses(report: &Report, findings: &[Diagnostic]) -> Vec<Diagnostic> {
    let is_long = |words: &str| matches!(cell_text(words), Cow::Owned(_));
    let loss = |fact: &crate::report::Fact| match &fact.value {
        Value::Nil => Some("is nil: its cells are empty".to_owned()),
        Value::Text(words) if is_long(words) => Some(too_long()),
        _ => None,
    };
    let facts = report.facts().filter_map(|(id, fact)| Some(format!("{id} ({}) {}", fact.aspects.concept, loss(fact)?)));
    let long = |finding: &Diagnostic| is_long(&finding.message) || finding.help.as_deref().is_some_and(is_long);
    let findings = (1..).zip(findings).filter(|(_, finding)| long(finding)).map(|(n, _)| format!("finding {n} {}", too_long()));
    facts.chain(findings).map(|message| Diagnostic::new(Code::NotRepresentable, message)).collect()
}

fn too_long() -> String {
    format!("is longer than the {LONGEST_TEXT} characters that a cell can hold: the rest is cut off")
}

/// Words as a cell can hold them. They are written as words, so that none is ever run as a formula.
fn cell_text(words: &str) -> Cow<'_, str> {
    if words.len() <= LONGEST_TEXT || words.encode_utf16().count() <= LONGEST_TEXT {
        return Cow::Borrowed(words);
    }
    let mut units = 0;
    let fits = words.chars().take_while(|c| {
        units += c.len_utf16();
        units <= LONGEST_TEXT
    });
    Cow::Owned(fits.collect())
}

/// Makes an Excel table of the rows below the header, so that it can be filtered; columns are given with their widths.
fn table(sheet: &mut Worksheet, name: &str, columns: &[(&str, u16)], rows: usize, styles: &Styles) -> Result<(), XlsxError> {
    let headers: Vec<TableColumn> =
        columns.iter().map(|(name, _)| TableColumn::new().set_header(*name).set_header_format(&styles.list_header)).collect();
    let table = Table::new().set_name(name).set_columns(&headers).set_style(TableStyle::Light1);
    sheet.add_table(0, 0, rows.max(1) as u32, columns.len() as u16 - 1, &table)?;
    for (column, (_, width)) in (0..).zip(columns) {
        sheet.set_column_width(column, *width)?;
    }
    sheet.set_freeze_panes(1, 1)?.set_repeat_rows(0, 0)?.set_repeat_columns(0, 0)?;
    sheet::page(sheet, columns.iter().map(|(_, width)| u32::from(*width)).sum());
    Ok(())
}

fn workbook(report: &Report, options: &WriteOptions) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    workbook.set_properties(&properties(report)?);
    let mut styles = Styles::new();
    let mut names = SheetNames::default();
    let figures = Figures::of(report);
    for (index, statement) in report.statements.iter().enumerate() {
        if statement.lines.iter().any(|line| line.cells.iter().any(Option::is_some)) {
            let sheet = workbook.add_worksheet();
            sheet.set_name(names.unique(&statement.title, statement.kind.name()))?;
            match statement.kind {
                StatementKind::Narrative | StatementKind::Cover => listing::write(sheet, report, statement, &figures, &mut styles)?,
                _ => sheet::write(sheet, report, index, &figures, &mut styles)?,
            }
        }
    }
    let attached = Attached::of(report, &options.findings);
    facts::write(workbook.add_worksheet().set_name(names.unique("Facts", "Facts"))?, report, &attached, &styles)?;
    findings::write(workbook.add_worksheet().set_name(names.unique("Findings", "Findings"))?, report, &options.findings, &styles)?;
    about::write(workbook.add_worksheet().set_name(names.unique("About", "About"))?, report, &options.settings, &styles)?;
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
