//! The linker: which standard concept a printed line stands for.
//!
//! In: the lines of one statement. Out: for each line the concepts it may stand for, best first. Never: figures' scale, periods.

mod lookup;

use rust_decimal::Decimal;

use crate::report::{Candidate, Confidence, StatementKind};
use crate::taxonomy::{DataType, PeriodType, QName, standard};

/// Below this confidence of the first candidate the caller makes an extension concept.
pub const ACCEPT: Confidence = Confidence::percent(50);

/// A printed line as the linker sees it.
#[derive(Clone, Copy, Debug)]
pub struct LinkLine<'a> {
    /// The label as printed, wrapped lines joined; empty for an unlabelled subtotal.
    pub label: &'a str,
    /// The headings above it, outermost first.
    pub sections: &'a [&'a str],
    /// Indentation, from 0.
    pub depth: u8,
    /// Whether it is a total by its label, the rule above it or the arithmetic.
    pub total: bool,
    /// What its figures count.
    pub unit: UnitKind,
    /// Its figures, one place a column.
    pub amounts: &'a [Option<Decimal>],
    /// The lines (by place) that sum to this one with their weights, if the arithmetic found them.
    pub parts: &'a [(usize, i8)],
}

/// What the figures of a line count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// Amounts of money.
    Money,
    /// Amounts of money per share.
    PerShare,
    /// Shares.
    Shares,
    /// Percentages and ratios.
    Ratio,
    /// Things: stores, employees.
    Count,
    /// Not known.
    #[default]
    Unknown,
}

/// Finds for each line of one statement the concepts of us-gaap 2023 it may stand for, best first.
///
/// The confidence of the first is the probability that it is what a filer would choose; nothing fits an empty list's line.
pub fn link(kind: StatementKind, lines: &[LinkLine<'_>]) -> Vec<Vec<Candidate>> {
    let candidates = |line: &LinkLine<'_>| {
        lookup::chosen(kind, line.label)
            .into_iter()
            .map(|(local, share)| Candidate { concept: QName::us_gaap(local), confidence: Confidence::new(share) })
            .filter(|candidate| fits(kind, line.unit, &candidate.concept))
            .collect()
    };
    lines.iter().map(candidates).collect()
}

/// Whether a concept can be what such a line reports: its type by the unit, its period type by the statement.
fn fits(kind: StatementKind, unit: UnitKind, name: &QName) -> bool {
    let Some(concept) = standard(name) else { return false };
    let typed = match unit {
        UnitKind::Money => concept.data_type == DataType::Monetary,
        UnitKind::PerShare => concept.data_type == DataType::PerShare,
        UnitKind::Shares => concept.data_type == DataType::Shares,
        UnitKind::Ratio => matches!(concept.data_type, DataType::Percent | DataType::Pure),
        UnitKind::Count | UnitKind::Unknown => true,
    };
    typed && (kind != StatementKind::BalanceSheet || concept.period_type == PeriodType::Instant)
}
