//! The findings, one a row.

use rust_xlsxwriter::{Table, TableColumn, Worksheet, XlsxError};

use super::style::Styles;
use crate::diagnostic::Diagnostic;
use crate::report::Report;

const COLUMNS: [(&str, u16); 7] =
    [("Severity", 10), ("Code", 26), ("Line", 8), ("Printed", 22), ("Finding", 80), ("Also at", 40), ("Help", 60)];

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, findings: &[Diagnostic], styles: &Styles) -> Result<(), XlsxError> {
    for (row, finding) in (1u32..).zip(findings) {
        sheet.write_string_with_format(row, 0, finding.severity.name(), &styles.text)?;
        sheet.write_string_with_format(row, 1, finding.code.name(), &styles.text)?;
        if let Some(label) = &finding.primary {
            sheet.write_number_with_format(row, 2, report.source.line_column(label.span.start).line, &styles.text)?;
            sheet.write_string_with_format(row, 3, excerpt(report, label.span), &styles.wrapped)?;
        }
        sheet.write_string_with_format(row, 4, &finding.message, &styles.wrapped)?;
        let others = finding.related.iter().map(|l| format!("line {}: {}", report.source.line_column(l.span.start).line, l.text));
        sheet.write_string_with_format(row, 5, others.collect::<Vec<_>>().join("; "), &styles.wrapped)?;
        sheet.write_string_with_format(row, 6, finding.help.as_deref().unwrap_or_default(), &styles.wrapped)?;
    }
    let columns: Vec<TableColumn> = COLUMNS.iter().map(|(name, _)| TableColumn::new().set_header(*name)).collect();
    sheet.add_table(
        0,
        0,
        findings.len().max(1) as u32,
        COLUMNS.len() as u16 - 1,
        &Table::new().set_name("Findings").set_columns(&columns),
    )?;
    for (column, (_, width)) in (0..).zip(COLUMNS) {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_freeze_panes(1, 0)?.set_landscape().set_print_fit_to_pages(1, 0);
    Ok(())
}

fn excerpt(report: &Report, span: crate::source::Span) -> String {
    report.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect()
}
