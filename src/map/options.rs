//! What the user may lay down about a release instead of having it concluded.

use crate::figure::Currency;
use crate::report::StatementKind;
use crate::taxonomy::QName;

/// How to read a release; the default concludes everything from the release itself.
#[derive(Clone, Debug, Default)]
pub struct ReadOptions {
    /// The filer's CIK, at most ten digits.
    pub cik: Option<String>,
    /// Month and day on which the fiscal year ends.
    pub fiscal_year_end: Option<(u32, u32)>,
    /// The currency of figures that name none.
    pub currency: Option<Currency>,
    /// The power of ten of table figures whose table states no scale.
    pub scale: Option<u8>,
    /// Whose concepts to use.
    pub taxonomy: Taxonomy,
    /// What becomes of two printed figures of one fact that differ.
    pub conflicts: Conflicts,
    /// Concepts of printed labels, as the user knows them; they go before every guess, the first that fits before the rest.
    pub labels: Vec<LabelRule>,
}

/// A rule that gives a printed label its concept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LabelRule {
    /// The label; case, blanks and punctuation don't matter when it is compared.
    pub label: String,
    /// Its concept: a standard one (`us-gaap:Revenues`) or one of the entity's own (`own:DonorCenters`).
    pub concept: QName,
    /// Only in statements of this kind; `None`: everywhere.
    pub statement: Option<StatementKind>,
}

/// Whose concepts to use.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Taxonomy {
    /// us-gaap, srt and dei of 2023 where a concept fits, the entity's own for the rest.
    #[default]
    UsGaap2023,
    /// The entity's own for everything.
    Own,
}

impl Taxonomy {
    /// Every choice.
    pub const ALL: [Self; 2] = [Self::UsGaap2023, Self::Own];

    /// The name that `--taxonomy` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::UsGaap2023 => "us-gaap/2023",
            Self::Own => "own",
        }
    }
}

/// What becomes of two printed figures of one fact that differ (which one stands for the fact is decided by the arithmetic).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Conflicts {
    /// Both are exported, the conflicting one under an axis of its own.
    #[default]
    Axis,
    /// Both are exported under the same aspects.
    Both,
    /// The table's alone.
    Table,
    /// The text's alone.
    Text,
}

impl Conflicts {
    /// Every choice.
    pub const ALL: [Self; 4] = [Self::Axis, Self::Both, Self::Table, Self::Text];

    /// The name that `--conflicts` takes.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Axis => "axis",
            Self::Both => "both",
            Self::Table => "table",
            Self::Text => "text",
        }
    }
}
