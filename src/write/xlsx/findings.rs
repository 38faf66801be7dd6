//! The findings, one a row.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::sheet::stretch;
use super::style::Styles;
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::write::printed::printed;

const COLUMNS: [(&str, u16); 7] =
    [("Severity", 10), ("Code", 26), ("Line", 8), ("Printed", 22), ("Finding", 80), ("Also at", 40), ("Help", 60)];

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, findings: &[Diagnostic], styles: &Styles) -> Result<(), XlsxError> {
    for (row, finding) in (1u32..).zip(findings) {
        sheet.write_string_with_format(row, 0, finding.severity.name(), &styles.wrapped)?;
        sheet.write_string_with_format(row, 1, finding.code.name(), &styles.wrapped)?;
        if let Some(label) = &finding.primary {
            sheet.write_number_with_format(row, 2, report.source.line_column(label.span.start).line, &styles.wrapped)?;
            sheet.write_string_with_format(row, 3, excerpt(report, label.span), &styles.wrapped)?;
        }
        sheet.write_string_with_format(row, 4, super::cell_text(&finding.message), &styles.wrapped)?;
        let others = finding.related.iter().map(|l| format!("line {}: {}", report.source.line_column(l.span.start).line, l.text));
        sheet.write_string_with_format(row, 5, super::cell_text(&others.collect::<Vec<_>>().join("; ")), &styles.wrapped)?;
        let help = finding.help.as_deref().unwrap_or_default();
        sheet.write_string_with_format(row, 6, super::cell_text(help), &styles.wrapped)?;
        let (message, help) = (finding.message.chars().count(), help.chars().count());
        stretch(sheet, row, message.max(help * usize::from(COLUMNS[4].1) / usize::from(COLUMNS[6].1)), COLUMNS[4].1.into())?;
    }
    super::table(sheet, "Findings", &COLUMNS, findings.len(), styles)
}

fn excerpt(report: &Report, span: crate::source::Span) -> String {
    printed(&report.source, span).chars().take(120).collect()
}
