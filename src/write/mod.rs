//! From the fact graph to files: one file a format; writers are pure, the same report and options give the same bytes.
//!
//! In: `Report`. Out: named files in memory, and what the format could not carry. Never: the page's layout, the disk, the clock.

mod contexts;
mod csv;
mod extension;
mod instance;
mod lexical;
mod namespaces;
mod xbrl_xml;
mod xml;

use crate::diagnostic::Diagnostic;
use crate::error::Error;
use crate::report::Report;

/// A form that facts can be written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Format {
    /// xBRL-XML: an XBRL 2.1 instance with its extension taxonomy.
    Xbrl,
    /// Tidy CSV: one row a fact.
    Csv,
}

impl Format {
    /// Every format, in the order shown to users.
    pub const ALL: &[Self] = &[Self::Xbrl, Self::Csv];

    /// The name that `--format` takes.
    pub fn name(self) -> &'static str {
        match self {
            Self::Xbrl => "xbrl",
            Self::Csv => "csv",
        }
    }

    /// The usual ending of its main file, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Self::Xbrl => "xml",
            Self::Csv => "csv",
        }
    }

    /// The media type of its main file.
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Xbrl => "application/xml",
            Self::Csv => "text/csv",
        }
    }

    /// What it is and who loads it, in a few words.
    pub fn summary(self) -> &'static str {
        match self {
            Self::Xbrl => "XBRL 2.1 instance, schema and linkbases: Arelle, every XBRL processor",
            Self::Csv => "tidy table, one row a fact: spreadsheets, pandas, DuckDB, PostgreSQL",
        }
    }

    /// The format of a name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.name() == name)
    }

    /// The format that a file ending stands for.
    pub fn from_extension(extension: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|format| format.extension().eq_ignore_ascii_case(extension))
    }
}

/// How to write; the default suits every format.
#[derive(Clone, Debug, Default)]
pub struct WriteOptions {
    /// Which kind of calculation arcs an XBRL taxonomy states.
    pub calculations: Calculations,
    /// The findings of reading and checking, for the forms that carry them.
    pub findings: Vec<Diagnostic>,
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
        Format::Csv => csv::write(report, options),
    }
}
