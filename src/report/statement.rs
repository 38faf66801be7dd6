//! Tables as printed, with the facts of their cells: the order of presentation.

use std::sync::Arc;

use super::{Candidate, FactId};
use crate::source::Span;
use crate::taxonomy::QName;

/// A table with its lines in printed order.
#[derive(Clone, Debug, PartialEq)]
pub struct Statement {
    /// Which statement it is.
    pub kind: StatementKind,
    /// Its title as printed, without company name and scale; the kind's name where none is printed.
    pub title: String,
    /// The columns' headers as printed, left to right, the stub's not among them.
    pub columns: Vec<String>,
    /// Its lines.
    pub lines: Vec<Line>,
    /// Where it stands.
    pub span: Span,
}

/// What kind of table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StatementKind {
    /// Income statement, statement of operations or earnings.
    Income,
    /// Balance sheet, statement of condition.
    BalanceSheet,
    /// Statement of cash flows.
    CashFlow,
    /// Statement of changes in equity, of comprehensive income.
    Equity,
    /// Results by segment, product or geography.
    Segments,
    /// Per-share data, computation of earnings per share.
    PerShare,
    /// Reconciliation of GAAP to non-GAAP measures.
    Reconciliation,
    /// Highlights, key metrics, operating data, ratios, average balances.
    Metrics,
    /// Guidance and outlook.
    Guidance,
    /// The narrative: not a table, but where facts that only the text states are presented.
    Narrative,
    /// Names, dates, addresses: what the cover of a filing states.
    Cover,
    /// Any other table.
    Other,
}

impl StatementKind {
    /// Every kind.
    pub const ALL: [Self; 12] = [
        Self::Income,
        Self::BalanceSheet,
        Self::CashFlow,
        Self::Equity,
        Self::Segments,
        Self::PerShare,
        Self::Reconciliation,
        Self::Metrics,
        Self::Guidance,
        Self::Narrative,
        Self::Cover,
        Self::Other,
    ];

    /// The kind of a key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// Whether it is one of the statements that every company makes.
    pub fn is_statement(self) -> bool {
        matches!(self, Self::Income | Self::BalanceSheet | Self::CashFlow | Self::Equity)
    }

    /// A plain name in English, for titles and role URIs' words.
    pub fn name(self) -> &'static str {
        match self {
            Self::Income => "Statements of Operations",
            Self::BalanceSheet => "Balance Sheets",
            Self::CashFlow => "Statements of Cash Flows",
            Self::Equity => "Statements of Equity",
            Self::Segments => "Segments",
            Self::PerShare => "Per Share Data",
            Self::Reconciliation => "Reconciliation to Non-GAAP Measures",
            Self::Metrics => "Key Metrics",
            Self::Guidance => "Guidance",
            Self::Narrative => "Narrative",
            Self::Cover => "Cover",
            Self::Other => "Other Data",
        }
    }

    /// The key that the CSV's `statement` column holds: `income`, `balance_sheet`, `cash_flow`, ...
    pub fn key(self) -> &'static str {
        match self {
            Self::Income => "income",
            Self::BalanceSheet => "balance_sheet",
            Self::CashFlow => "cash_flow",
            Self::Equity => "equity",
            Self::Segments => "segments",
            Self::PerShare => "per_share",
            Self::Reconciliation => "reconciliation",
            Self::Metrics => "metrics",
            Self::Guidance => "guidance",
            Self::Narrative => "narrative",
            Self::Cover => "cover",
            Self::Other => "other",
        }
    }
}

/// One line of a statement.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Its label as printed, wrapped lines joined; empty for an unlabelled subtotal.
    pub label: String,
    /// Indentation, from 0.
    pub depth: u8,
    /// What it is.
    pub kind: LineKind,
    /// Its concept; `None` for headings.
    pub concept: Option<QName>,
    /// The facts of its cells, one place a column.
    pub cells: Vec<Option<FactId>>,
    /// Concepts that were considered, the best first.
    pub candidates: Arc<[Candidate]>,
}

/// What a line of a statement is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum LineKind {
    /// A heading over the lines that follow.
    Heading,
    /// An item.
    Item,
    /// A total or subtotal of lines above.
    Total,
}
