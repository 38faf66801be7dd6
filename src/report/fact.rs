//! Facts: what is reported, how exactly, and where it was said.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, FixedOffset, NaiveDate};
use rust_decimal::Decimal;

use super::Aspects;
use crate::figure::Figure;
use crate::source::Span;
use crate::taxonomy::QName;

/// Names a fact of one report; shown as `f1`, `f2` ...
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FactId(u32);

impl FactId {
    /// The id of the fact at an index of `Report::facts`.
    pub fn new(index: usize) -> Self {
        Self(index as u32)
    }

    /// The index in `Report::facts`.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

impl fmt::Display for FactId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "f{}", self.0 + 1)
    }
}

/// One data point.
#[derive(Clone, Debug, PartialEq)]
pub struct Fact {
    /// What it is about.
    pub aspects: Aspects,
    /// What it says.
    pub value: Value,
    /// The words it goes by in print: the row's label, or the words of the sentence.
    pub label: String,
    /// Where it was said, the first place first; never empty.
    pub origins: Vec<Origin>,
    /// How sure the reading is of the whole fact.
    pub confidence: Confidence,
    /// Concepts that were considered, the best first; the chosen one among them. All facts of a row share them.
    pub candidates: Arc<[Candidate]>,
}

impl Fact {
    /// Whether a table prints it, and not the text alone.
    pub fn is_in_table(&self) -> bool {
        self.origins.iter().any(|origin| matches!(origin, Origin::Cell { .. }))
    }
}

/// A concept that a label may stand for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Candidate {
    /// The concept.
    pub concept: QName,
    /// How likely.
    pub confidence: Confidence,
}

/// What a fact says.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// A number: the full amount (1,234 in thousands is 1234000), signed as the concept wants it.
    Number {
        /// The amount.
        amount: Decimal,
        /// To which digit it is accurate.
        decimals: Decimals,
    },
    /// Words.
    Text(String),
    /// A day.
    Date(NaiveDate),
    /// A moment.
    DateTime(DateTime<FixedOffset>),
    /// A year.
    Year(i32),
    /// Yes or no.
    Boolean(bool),
    /// Said to be nothing.
    Nil,
}

/// Accuracy: the power of ten of the last accurate digit, negated (-3: to the thousand; 2: to the cent), or exact.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Decimals {
    /// Accurate to 10 to the power of minus this.
    Places(i8),
    /// Exact.
    Infinite,
}

impl fmt::Display for Decimals {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Places(places) => write!(f, "{places}"),
            Self::Infinite => f.write_str("INF"),
        }
    }
}

/// How sure, from 0 to 1 in hundredths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Confidence(u8);

impl Confidence {
    /// As sure as can be.
    pub const CERTAIN: Self = Self(100);

    /// Less than this is little: such facts are told of, and the review page filters by it.
    pub const LOW: Self = Self(60);

    /// From hundredths; more than 100 is 100.
    pub const fn percent(hundredths: u8) -> Self {
        Self(if hundredths > 100 { 100 } else { hundredths })
    }

    /// From a probability; what lies outside 0 to 1 is brought inside.
    pub fn new(probability: f64) -> Self {
        Self((probability.clamp(0.0, 1.0) * 100.0).round() as u8)
    }

    /// In hundredths.
    pub const fn hundredths(self) -> u8 {
        self.0
    }

    /// As a probability.
    pub fn probability(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl fmt::Display for Confidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.0 / 100, self.0 % 100)
    }
}

/// One place where a fact was said.
#[derive(Clone, Debug, PartialEq)]
pub enum Origin {
    /// In a cell of a table.
    Cell {
        /// The figure as printed.
        figure: Figure,
        /// The row's label.
        stub: Option<Span>,
        /// The column's header.
        column: Option<Span>,
        /// The power of ten that the table's scale puts on the figure.
        scale: i8,
    },
    /// As a number in a sentence.
    Sentence {
        /// The figure as printed.
        figure: Figure,
        /// The sentence.
        sentence: Span,
        /// The power of ten that its words ("million", "percent") put on the figure.
        scale: i8,
    },
    /// As words: a name, a date, a phone number; several pieces where a page break cuts them.
    Passage(Vec<Span>),
}

/// Whether something was said in a table or in running text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Placement {
    /// In a table.
    Table,
    /// In the narrative.
    Narrative,
}

impl Placement {
    /// `table` or `narrative`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::Narrative => "narrative",
        }
    }
}

impl Origin {
    /// Where the figure or the words stand: digits only, without currency sign or brackets.
    pub fn span(&self) -> Span {
        match self {
            Self::Cell { figure, .. } | Self::Sentence { figure, .. } => figure.span,
            Self::Passage(spans) => spans.iter().copied().reduce(Span::cover).unwrap_or_default(),
        }
    }

    /// In a table or in running text.
    pub fn placement(&self) -> Placement {
        match self {
            Self::Cell { .. } => Placement::Table,
            Self::Sentence { .. } | Self::Passage(_) => Placement::Narrative,
        }
    }

    /// The printed figure, if it was one.
    pub fn figure(&self) -> Option<&Figure> {
        match self {
            Self::Cell { figure, .. } | Self::Sentence { figure, .. } => Some(figure),
            Self::Passage(_) => None,
        }
    }
}
