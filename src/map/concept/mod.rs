//! The linker: which standard concept a printed line stands for.
//!
//! In: the lines of one statement. Out: for each line the concepts it may stand for, best first. Never: figures' scale, periods.

mod label;
mod lookup;
mod region;

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
    let regions = if kind == StatementKind::BalanceSheet { region::current(lines) } else { vec![None; lines.len()] };
    lines.iter().zip(regions).map(|(line, region)| candidates(kind, line, region)).collect()
}

fn candidates(kind: StatementKind, line: &LinkLine<'_>, region: Option<bool>) -> Vec<Candidate> {
    let mut choices = chosen(kind, line);
    choices.retain(|(local, _)| fits(kind, line.unit, &QName::us_gaap(local)));
    let all: f64 = choices.iter().map(|(_, share)| share).sum();
    for (local, share) in &mut choices {
        *share *= region::weight(local, region);
    }
    let weighed: f64 = choices.iter().map(|(_, share)| share).sum();
    choices.sort_by(|a, b| b.1.total_cmp(&a.1));
    let scale = if weighed > 0.0 { all / weighed } else { 0.0 };
    let candidate = |(local, share): (&str, f64)| Candidate { concept: QName::us_gaap(local), confidence: Confidence::new(share * scale) };
    choices.into_iter().map(candidate).collect()
}

/// By the label; a label that only its heading makes whole ("Basic" under "Earnings per share") is asked for with it.
fn chosen(kind: StatementKind, line: &LinkLine<'_>) -> Vec<lookup::Choice> {
    let heading = line.sections.last().filter(|_| line.unit == UnitKind::PerShare || line.label.split_whitespace().count() == 1);
    let with_heading = heading.map(|heading| lookup::chosen(kind, &format!("{heading} {}", line.label))).unwrap_or_default();
    let alone = lookup::chosen(kind, line.label);
    let first = |choices: &[lookup::Choice]| choices.first().map_or(0.0, |c| c.1);
    if first(&with_heading) > first(&alone) { with_heading } else { alone }
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
