//! What the cover readers find: a concept by its local name, what it says, and where.

use crate::report::Value;
use crate::source::Span;
use crate::taxonomy::DataType;

/// One thing that a cover states.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Notice {
    /// The concept's local name; a dei concept's, where dei has it.
    pub(super) concept: &'static str,
    /// What its facts hold.
    pub(super) data_type: DataType,
    /// What it says.
    pub(super) value: Value,
    /// The pieces of the source that say it.
    pub(super) spans: Vec<Span>,
    /// How sure.
    pub(super) confidence: f64,
    /// Holds at a moment: the day, when one is named.
    pub(super) instant: Option<chrono::NaiveDate>,
}

impl Notice {
    /// A name, a code or a number that is no quantity.
    pub(super) fn name(concept: &'static str, value: impl Into<String>, span: Span) -> Self {
        Self::new(concept, DataType::NoLangToken, Value::Text(value.into()), span)
    }

    /// Anything else.
    pub(super) fn new(concept: &'static str, data_type: DataType, value: Value, span: Span) -> Self {
        Self { concept, data_type, value, spans: vec![span], confidence: 0.9, instant: None }
    }

    /// Says how sure it is.
    pub(super) fn sure(mut self, confidence: f64) -> Self {
        self.confidence = confidence;
        self
    }
}
