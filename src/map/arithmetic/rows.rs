//! Rows as the search for sums sees them.

use rust_decimal::Decimal;

use crate::figure::{Figure, Suffix};
use crate::map::unit::names_dilution;
use crate::table::{Column, Row, RowKind, Table};
use crate::text::has_any;

/// A row whose figures may be parts or totals of others.
#[derive(Clone, Debug, Default)]
pub(crate) struct SumRow {
    /// One place a column; `None` where nothing is printed, and in columns that compare others (`% Change`).
    pub(crate) amounts: Vec<Option<Decimal>>,
    /// Columns in which something is printed that could not be read as a figure: no test is made there.
    pub(crate) unread: Vec<bool>,
    /// Half of the last printed place: 0.5, or 500 where all figures end in 000.
    pub(crate) half_unit: Decimal,
    /// The label, in lower case.
    pub(crate) label: String,
    /// Indentation level.
    pub(crate) depth: u8,
    /// A heading without figures.
    pub(crate) section: bool,
    /// Whether a rule stands above.
    pub(crate) rule_above: bool,
    /// Rows of different classes (money, shares, per share, percentages) are never summed.
    pub(crate) class: Class,
    /// How many headings of basic or of diluted shares stand above, or which of them a row is of: what is of different ones is never summed.
    pub(crate) dilution: u16,
}

/// What a row counts, as far as its label and figures show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Class {
    /// Amounts of money, or counts.
    #[default]
    Amount,
    /// Amounts for each share.
    PerShare,
    /// Numbers of shares.
    Shares,
    /// Percentages and ratios.
    Ratio,
}

impl SumRow {
    pub(crate) fn has_amounts(&self) -> bool {
        self.amounts.iter().any(Option::is_some)
    }
}

/// The rows of a table, made ready for the search for sums.
pub(crate) fn sum_rows(table: &Table) -> Vec<SumRow> {
    // a row of growth rates says nothing of its columns
    let telling: Vec<&Row> = table.rows.iter().filter(|row| !is_of_rates(row)).collect();
    let compared: Vec<bool> = table.columns.iter().enumerate().map(|(i, column)| compares(column, &telling, i)).collect();
    let mut section = String::new();
    let mut rows: Vec<SumRow> = table.rows.iter().map(|row| sum_row(row, &compared, &mut section)).collect();
    let (zeros, mut dilution) = (common_zeros(table), 0_u16);
    for (row, printed) in rows.iter_mut().zip(&table.rows) {
        row.half_unit = half_unit(printed, if row.class == Class::Amount { zeros } else { 0 });
        dilution = dilution.saturating_add(u16::from(row.section && names_dilution(&row.label)));
        row.dilution = dilution;
    }
    if dilution == 0 {
        tell_by_words(&mut rows);
    }
    rows
}

/// "Basic" and "Diluted" by turns, below one heading of an amount after the other.
fn tell_by_words(rows: &mut [SumRow]) {
    for row in rows.iter_mut().filter(|row| !row.section && names_dilution(&row.label)) {
        row.dilution = 1 + u16::from(row.label.contains("dilut"));
    }
}

fn sum_row(row: &Row, compared: &[bool], section: &mut String) -> SumRow {
    let label = row.stub.as_str().to_lowercase();
    if row.kind == RowKind::Section {
        section.clone_from(&label);
    }
    let amount = |(figure, skip): (&Option<Figure>, &bool)| figure.as_ref().filter(|_| !skip).map(|f| f.amount);
    SumRow {
        amounts: row.figures.iter().zip(compared).map(amount).collect(),
        unread: row.words.iter().map(|w| w.as_ref().is_some_and(|w| w.as_str().bytes().any(|b| b.is_ascii_digit()))).collect(),
        half_unit: Decimal::ZERO,
        depth: row.depth,
        section: row.kind == RowKind::Section,
        rule_above: row.rule_above,
        class: class(row, &label, section, compared),
        dilution: 0,
        label,
    }
}

fn class(row: &Row, label: &str, section: &str, compared: &[bool]) -> Class {
    let plain = || row.figures.iter().zip(compared).filter(|(_, skip)| !**skip);
    let figures = || plain().filter_map(|(f, _)| f.as_ref()).filter(|f| !f.style.dash);
    let percent = figures().any(|f| matches!(f.style.suffix, Suffix::Percent | Suffix::Times | Suffix::BasisPoints));
    let per_share = |s: &str| has_any(s, &["per share", "per common", "per diluted", "a share"]);
    let shares = |s: &str| has_any(s, &["shares", "weighted average"]) && !has_any(s, &["stock,", "par value"]);
    let fractions = figures().next().is_some() && figures().all(|f| f.style.fraction_digits >= 2);
    if percent {
        Class::Ratio
    } else if (per_share(label) || per_share(section)) && fractions {
        Class::PerShare
    } else if shares(label) || shares(section) && !label.is_empty() && row.depth > 0 {
        Class::Shares
    } else {
        Class::Amount
    }
}

/// Whether a column compares others or is made of percentages: such columns have no sums.
fn compares(column: &Column, rows: &[&Row], index: usize) -> bool {
    let heading = column.heading().to_lowercase();
    let named = has_any(&heading, &["change", "variance", "% ", "growth", "percent", "yield", "rate"]) || heading.trim().ends_with('%');
    let figures = rows.iter().filter_map(|r| r.figures.get(index)?.as_ref());
    let (percent, all) = figures.fold((0, 0), |(p, n), f| (p + usize::from(f.style.suffix == Suffix::Percent), n + 1));
    named || percent * 2 > all
}

/// Whether a row holds percentages and nothing else.
fn is_of_rates(row: &Row) -> bool {
    let mut figures = row.figures.iter().flatten().filter(|f| !f.style.dash).peekable();
    figures.peek().is_some() && figures.all(|f| f.style.suffix == Suffix::Percent)
}

/// Trailing zeros that all amounts of a table have in common.
fn common_zeros(table: &Table) -> u32 {
    let figures = table.rows.iter().flat_map(|r| r.figures.iter().flatten());
    let whole = figures.filter(|f| !f.amount.is_zero() && f.style.fraction_digits == 0 && f.style.suffix == Suffix::None);
    whole.map(|f| u32::from(f.style.trailing_zeros)).min().unwrap_or(0)
}

fn half_unit(row: &Row, zeros: u32) -> Decimal {
    let fraction = row.figures.iter().flatten().map(|f| u32::from(f.style.fraction_digits)).max().unwrap_or(0);
    let half = Decimal::new(5, 1);
    if fraction > 0 { Decimal::new(5, (fraction + 1).min(20)) } else { half * Decimal::from(10u64.pow(zeros.min(12))) }
}

/// Rows for tests, drawn with bars.
#[cfg(test)]
pub(super) mod fixture {
    use super::{Class, SumRow};
    use rust_decimal::Decimal;

    /// `label|amount|amount`; blanks in front are the depth, `^` a rule above; all figures ending in 000 are rounded to the thousand.
    pub(in crate::map::arithmetic) fn table(lines: &[&str]) -> Vec<SumRow> {
        let columns = lines.iter().map(|l| l.split('|').count() - 1).max().unwrap_or(0);
        let thousands = lines.iter().flat_map(|l| l.split('|').skip(1)).all(|f| f.ends_with("000") || f == "0");
        lines.iter().map(|line| row(line, columns, thousands)).collect()
    }

    fn row(line: &str, columns: usize, thousands: bool) -> SumRow {
        let (rule_above, line) = line.strip_prefix('^').map_or((false, line), |rest| (true, rest));
        let mut cells = line.split('|');
        let label = cells.next().unwrap_or("");
        let mut amounts: Vec<Option<Decimal>> = cells.map(|c| Decimal::from_str_exact(c).ok()).collect();
        amounts.resize(columns, None);
        let fraction = amounts.iter().flatten().map(Decimal::scale).max().unwrap_or(0);
        SumRow {
            dilution: 0,
            unread: vec![false; columns],
            half_unit: if thousands { Decimal::from(500) } else { Decimal::new(5, fraction + 1) },
            depth: (label.len() - label.trim_start().len()) as u8,
            label: label.trim().to_lowercase(),
            section: amounts.iter().all(Option::is_none),
            rule_above,
            class: Class::Amount,
            amounts,
        }
    }
}
