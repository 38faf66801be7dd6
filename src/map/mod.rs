//! From what the page shows to what it means: documents and tables become facts and relations.
//!
//! In: `Document`, `Table`. Out: `Report` and the doubts met on the way. Never: bytes of a file format, XBRL syntax.

mod arithmetic;
mod calendar;
pub mod concept;
mod date;
mod fiscal;
mod graph;
mod name;
mod options;
mod phrase;

pub use options::{Conflicts, LabelRule, ReadOptions, Taxonomy};

use std::sync::Arc;

use chrono::NaiveDate;
use graph::Graph;

use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::report::{Entity, Period, Report};
use crate::source::Source;
use crate::table::Table;

/// Makes the fact graph of a laid out release.
pub fn map(source: &Arc<Source>, _document: &Document, _tables: &[Table], _options: &ReadOptions) -> (Report, Vec<Diagnostic>) {
    let entity = Entity {
        scheme: "http://example.com/symbol".to_owned(),
        identifier: "UNKNOWN".to_owned(),
        name: String::new(),
        prefix: "own".to_owned(),
        authority: "example.com".to_owned(),
    };
    let graph = Graph::new(Arc::clone(source), entity, Period::Instant(NaiveDate::MIN));
    (graph.finish(), Vec::new())
}
