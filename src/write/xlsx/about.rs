//! What the workbook was made of.

use rust_xlsxwriter::{Worksheet, XlsxError};

use super::style::Styles;
use crate::report::Report;

/// Writes the sheet.
pub(super) fn write(sheet: &mut Worksheet, report: &Report, settings: &[(String, String)], styles: &Styles) -> Result<(), XlsxError> {
    let source = &report.source;
    let source_rows = [
        ("Company", report.entity.name.clone()),
        ("Identifier", format!("{} ({})", report.entity.identifier, report.entity.scheme)),
        (
            "Reporting period",
            report.period.start().map_or_else(|| report.period.end().to_string(), |s| format!("{s} to {}", report.period.end())),
        ),
        ("Source", source.name().to_owned()),
        ("SHA-256 of the source", source.sha256_hex()),
        ("Bytes", source.original_len().to_string()),
        ("Encoding", source.encoding().to_owned()),
        ("Facts", report.facts.len().to_string()),
        ("Made by", format!("hemaexport {}", env!("CARGO_PKG_VERSION"))),
    ];
    let settings = settings.iter().map(|(name, value)| (name.as_str(), value.clone()));
    let legend = [
        "Cells hold full amounts; the number format shows them in the printed scale.",
        "Totals are formulas where the printed parts add up to the printed total.",
        "A red cell is a printed total that is not the sum of its printed parts, or a figure that the release prints in two ways.",
        "Hover over a figure for its concept, period and place in the source.",
    ]
    .map(|words| ("", words.to_owned()));
    let sections =
        [("What it was read from", source_rows.to_vec()), ("How it was read", settings.collect()), ("How to read it", legend.to_vec())];
    let mut row = 0;
    for (title, lines) in sections.into_iter().filter(|(_, lines)| !lines.is_empty()) {
        sheet.write_string_with_format(row, 0, title, &styles.title)?;
        for (name, words) in lines {
            row += 1;
            sheet.write_string_with_format(row, 0, name, &styles.strong)?;
            sheet.write_string_with_format(row, 1, super::cell_text(&words), &styles.wrapped)?;
        }
        row += 2;
    }
    sheet.set_column_width(0, 24)?.set_column_width(1, 100)?;
    super::sheet::page(sheet, 124);
    Ok(())
}
