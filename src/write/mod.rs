//! From the fact graph to files: one file a format; writers are pure, the same report and options give the same bytes.
//!
//! In: `Report`. Out: named files in memory (NDJSON also line by line), and what the format could not carry. Never: the page's layout,
//! the disk, the clock.

#[cfg(feature = "parquet")]
mod arrow;
mod attached;
mod byte_set;
mod cells;
mod contexts;
mod csv;
mod csvw;
pub mod dataset;
mod digits;
mod exhibit;
mod extension;
mod format;
mod growing;
mod hash;
mod html;
mod inline_xbrl;
mod instance;
mod json_ld;
mod lexical;
mod namespaces;
mod ndjson;
mod oim;
mod package;
#[cfg(feature = "parquet")]
mod parquet;
mod postgresql;
mod printed;
mod rdf;
mod rows;
#[cfg(feature = "sqlite")]
mod sqlite;
pub mod star;
mod xbrl_csv;
mod xbrl_json;
mod xbrl_xml;
mod xhtml;
#[cfg(feature = "xlsx")]
mod xlsx;
mod xml;

pub use csv::CsvOptions;
pub use format::Format;

use std::io::Write;

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::report::Report;

/// How to write; the default suits every format.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// Which kind of calculation arcs an XBRL taxonomy states.
    pub calculations: Calculations,
    /// The findings of reading and checking, for the forms that carry them.
    pub findings: Vec<Diagnostic>,
    /// How CSV is written.
    pub csv: CsvOptions,
    /// How the release was read, option and value, for the forms that say what they were made with.
    pub settings: Vec<(String, String)>,
}

/// Kind of the arcs that tie totals to their parts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Calculations {
    /// Calculations 1.1: sums hold within rounding.
    #[default]
    V1_1,
    /// XBRL 2.1 ("Calculations 1.0"): for tools that know no others.
    V1_0,
}

/// One file in memory.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Its name, or path below the output directory with `/` between the parts.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
}

/// What a writer made.
#[derive(Clone, Debug, Default)]
pub struct Output {
    /// The files, the main one first.
    pub files: Vec<File>,
    /// What the format could not carry.
    pub diagnostics: Vec<Diagnostic>,
}

/// Writes a report in a format.
///
/// # Errors
/// When the format can't carry the report at all.
pub fn write(report: &Report, format: Format, options: &WriteOptions) -> Result<Output, Error> {
    match format {
        Format::Xbrl => xbrl_xml::write(report, options),
        Format::InlineXbrl => inline_xbrl::write(report, options),
        Format::Xbri => package::write_xbri(report, options),
        Format::XbrlJson => xbrl_json::write(report, options),
        Format::XbrlCsv => xbrl_csv::write(report, options),
        Format::Xbr => package::write_xbr(report, options),
        Format::ReportPackage => package::write_all(report, options),
        Format::Taxonomy => package::write_taxonomy(report, options),
        Format::Csv => csv::write(report, options),
        Format::JsonLd => json_ld::write(report, options),
        Format::NTriples => rdf::write_n_triples(report, options),
        Format::Turtle => rdf::write_turtle(report, options),
        Format::Html => html::write(report, options),
        Format::Ndjson => ndjson::write(report, options),
        Format::Postgresql => postgresql::write(report, options),
        #[cfg(feature = "parquet")]
        Format::Parquet => parquet::write(report, options),
        #[cfg(feature = "parquet")]
        Format::Arrow => arrow::write(report, options),
        #[cfg(feature = "sqlite")]
        Format::Sqlite => sqlite::write(report, options),
        #[cfg(feature = "xlsx")]
        Format::Xlsx => xlsx::write(report, options),
    }
}

/// Writes the main file of a format that [`is_streamed`](Format::is_streamed) piece by piece, so that a large one needs no room; those of
/// others are written at once.
///
/// # Errors
/// When the format can't carry the report at all, or `file` can't be written.
pub fn stream(report: &Report, format: Format, options: &WriteOptions, mut file: impl Write) -> Result<(), Error> {
    if format.is_streamed() {
        return ndjson::stream(report, options, &mut file);
    }
    let output = write(report, format, options)?;
    file.write_all(&output.files[0].bytes).map_err(|e| Error::format(format.name(), e))
}

/// The stem of a report's file names: prefix and last day, `hema-20040331` (EFM 6.7.4).
fn base_name(report: &Report) -> String {
    format!("{}-{}", report.entity.prefix, report.period.end().format("%Y%m%d"))
}
