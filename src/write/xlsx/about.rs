//! What the workbook was made of.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::Styles;
use crate::report::Report;

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, styles: &Styles) -> Result<(), XlsxError> {
    let source = &report.source;
    let rows = [
        ("Company", report.entity.name.clone()),
        ("Identifier", format!("{} ({})", report.entity.identifier, report.entity.scheme)),
        ("Reporting period", report.period.start().map_or_else(|| report.period.end().to_string(), |s| format!("{s} to {}", report.period.end()))),
        ("Source", source.name().to_owned()),
        ("SHA-256 of the source", source.sha256_hex()),
        ("Bytes", source.original_len().to_string()),
        ("Encoding", source.encoding().to_owned()),
        ("Facts", report.facts.len().to_string()),
        ("Made by", format!("hemaexport {}", env!("CARGO_PKG_VERSION"))),
        ("How to read it", "Cells hold full amounts; the number format shows them in the printed scale. Totals are formulas where the printed parts add up to the printed total; a red cell is a printed total that is not the sum of its printed parts. Hover over a figure for its concept, period and place in the source.".to_owned()),
    ];
    for (row, (name, words)) in (0u32..).zip(rows) {
        sheet.write_string_with_format(row, 0, name, &styles.strong)?;
        sheet.write_string_with_format(row, 1, words, &styles.wrapped)?;
    }
    sheet.set_column_width(0, 24)?.set_column_width(1, 90)?.set_screen_gridlines(false);
    Ok(())
}
