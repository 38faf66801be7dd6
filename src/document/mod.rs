//! What the page shows: blocks in reading order, words and places, no meaning.
//!
//! In: nothing (types only). Out: `Document`. Never: finance, periods, concepts.

mod grid;

pub use grid::{Cell, Grid, GridRow};

use chrono::NaiveDate;

use crate::source::Span;
use crate::text::Text;

/// A release as laid out: its blocks, and what the submission around it says.
#[derive(Clone, Debug, Default)]
pub struct Document {
    /// Headings, paragraphs and grids in reading order.
    pub blocks: Vec<Block>,
    /// The EDGAR header, when the file is a whole submission.
    pub submission: Option<Submission>,
    /// The document type of the exhibit (`EX-99.1`), when the submission says it.
    pub exhibit: Option<Text>,
}

/// One block of a page.
#[derive(Clone, Debug)]
pub enum Block {
    /// A line that stands for what follows it: centred, bold, in capitals, or ending in a colon.
    Heading(Text),
    /// Running text.
    Paragraph(Text),
    /// Words and figures in columns.
    Grid(Grid),
}

impl Block {
    /// Where the block stands. `None` for an empty one.
    pub fn span(&self) -> Option<Span> {
        match self {
            Self::Heading(text) | Self::Paragraph(text) => text.span(),
            Self::Grid(grid) => Some(grid.span),
        }
    }
}

/// What an EDGAR submission header says, each with its place.
#[derive(Clone, Debug, Default)]
pub struct Submission {
    /// Accession number, `0000912057-00-012345`.
    pub accession: Option<Text>,
    /// Form type, `8-K`.
    pub form: Option<Text>,
    /// The filer's CIK as printed.
    pub cik: Option<Text>,
    /// The filer's name as printed, conformed.
    pub company: Option<Text>,
    /// Standard industrial classification code.
    pub sic: Option<Text>,
    /// Fiscal year end as month and day, with its place.
    pub fiscal_year_end: Option<((u32, u32), Span)>,
    /// Conformed period of report.
    pub period: Option<(NaiveDate, Span)>,
    /// Date filed.
    pub filed: Option<(NaiveDate, Span)>,
}
