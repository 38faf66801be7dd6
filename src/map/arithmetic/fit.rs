//! How well a run of rows with weights makes up a total, counted in bits.

use rust_decimal::Decimal;
use rust_decimal::prelude::ToPrimitive;

use super::rows::Class;
use super::{SumRow, hint};

/// Longest run in which every choice of weights is tried.
const FREE_WEIGHTS: usize = 9;
/// Bits that a run must show.
const ENOUGH: f64 = 10.0;
/// What a column that does not hold speaks against a run: a little off, and far off.
const NEAR: f64 = 4.0;
const FAR: f64 = 8.0;

/// Which weights may be tried.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Weights {
    /// All of them, in runs that are not too long.
    Any,
    /// All of them in short runs only.
    Few,
    /// 1 throughout.
    Plain,
}

/// A run that makes up a total.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    pub(super) total: usize,
    pub(super) parts: Vec<(usize, i8)>,
    pub(super) tested: Vec<usize>,
    pub(super) failing: Vec<usize>,
    bits: f64,
}

impl Fit {
    /// Whether a run is a shorter one with rows before it that come to nothing: rows that explain each other, not the total.
    fn drags_along(&self, shorter: &Self, measure: &Measure) -> bool {
        let extra = self.parts.len().saturating_sub(shorter.parts.len());
        let nothing = |row: usize| measure.amounts[row].iter().flatten().all(|&a| a == 0);
        extra > 0
            && shorter.failing.is_empty()
            && self.parts[extra..] == shorter.parts
            && !self.parts[..extra].iter().all(|(row, _)| nothing(*row))
    }
}

/// All amounts of a table as whole numbers of its smallest printed place.
pub(super) struct Measure<'a> {
    rows: &'a [SumRow],
    amounts: Vec<Vec<Option<i128>>>,
    half: Vec<i128>,
    columns: usize,
    /// Bits that each row's own looks speak for its being a total.
    looks: Vec<f64>,
    /// Whether a section heading stands directly before a row, or nothing at all.
    opens: Vec<bool>,
}

impl<'a> Measure<'a> {
    pub(super) fn of(rows: &'a [SumRow]) -> Self {
        let places = rows.iter().flat_map(|r| r.amounts.iter().flatten()).map(Decimal::scale).max().unwrap_or(0).min(8) + 1;
        let whole = |d: Decimal| (d * Decimal::from(10u64.pow(places))).trunc().to_i128().unwrap_or(0);
        Self {
            amounts: rows.iter().map(|r| r.amounts.iter().map(|a| a.map(whole)).collect()).collect(),
            half: rows.iter().map(|r| whole(r.half_unit)).collect(),
            columns: rows.iter().map(|r| r.amounts.len()).max().unwrap_or(0),
            looks: rows.iter().map(hint::total).collect(),
            opens: (0..rows.len()).map(|i| i == 0 || rows[i - 1].section).collect(),
            rows,
        }
    }

    /// Bits that a row's own looks speak for its being a total.
    pub(super) fn looks(&self, row: usize) -> f64 {
        self.looks[row]
    }

    fn amount(&self, row: usize, column: usize) -> Option<i128> {
        self.amounts[row].get(column).copied().flatten()
    }

    /// Whether a column holds a total, a part, and nothing unread among them.
    fn is_testable(&self, column: usize, total: usize, parts: &[usize]) -> bool {
        let read = |row: usize| !self.rows[row].unread.get(column).copied().unwrap_or(false);
        let said = |row: usize| self.amount(row, column).is_some_and(|a| a != 0);
        self.amount(total, column).is_some()
            && read(total)
            && parts.iter().all(|&p| read(p))
            && (said(total) || parts.iter().any(|&p| said(p)))
            && parts.iter().any(|&p| self.amount(p, column).is_some())
    }
}

/// The best run of the last rows of a window, if any is good enough.
pub(super) fn best(measure: &Measure, total: usize, window: &[usize], choice: Weights) -> Option<Fit> {
    let mut best: Option<Fit> = None;
    for length in 2..=window.len() {
        let parts = &window[window.len() - length..];
        let run = Run::new(measure, total, parts);
        if run.columns.is_empty() {
            continue;
        }
        for (weights, cost) in run.weights(choice) {
            let fit = run.fit(&weights, cost);
            let better = best.as_ref().is_none_or(|b| fit.bits > b.bits + 0.01 && !fit.drags_along(b, measure));
            if fit.bits >= ENOUGH && better {
                best = Some(fit);
            }
        }
    }
    best
}

/// The run of all given parts with weight 1, if it is good enough without any help of the labels.
pub(super) fn plain(measure: &Measure, total: usize, parts: &[usize]) -> Option<Fit> {
    let run = Run::new(measure, total, parts);
    let fit = run.fit(&vec![1; parts.len()], 4.0);
    (!fit.tested.is_empty() && fit.failing.is_empty() && fit.bits >= ENOUGH).then_some(fit)
}

/// Whether a gap has one digit other than zeros, at the last place or before it: what one misprinted digit makes. Gaps count tenths.
fn is_one_digit(gap: i128, least: usize) -> bool {
    let digits = gap.to_string();
    digits.len() > least && digits.bytes().skip(1).all(|b| b == b'0')
}

/// A total and a run of rows before it.
struct Run<'m> {
    measure: &'m Measure<'m>,
    total: usize,
    parts: &'m [usize],
    columns: Vec<usize>,
    tolerance: i128,
}

impl<'m> Run<'m> {
    fn new(measure: &'m Measure, total: usize, parts: &'m [usize]) -> Self {
        let columns = (0..measure.columns).filter(|&c| measure.is_testable(c, total, parts)).collect();
        let tolerance = measure.half[total] + parts.iter().map(|&p| measure.half[p]).sum::<i128>();
        Self { measure, total, parts, columns, tolerance }
    }

    /// What is missing to the total in a column under the given weights.
    fn gap(&self, weights: &[i8], column: usize) -> i128 {
        let parts = self.parts.iter().zip(weights).map(|(&p, &w)| i128::from(w) * self.measure.amount(p, column).unwrap_or(0));
        self.measure.amount(self.total, column).unwrap_or(0) - parts.sum::<i128>()
    }

    /// Choices of weights worth a look, each with what choosing it costs in bits.
    fn weights(&self, choice: Weights) -> Vec<(Vec<i8>, f64)> {
        let n = self.parts.len();
        let length = (n as f64).log2();
        let other_than_amounts = self.measure.rows[self.total].class != Class::Amount && n > 2;
        if choice == Weights::Plain || other_than_amounts {
            return vec![(vec![1; n], length)];
        }
        let mut first_less_rest = vec![-1; n];
        first_less_rest[0] = 1;
        let mut choices = vec![(vec![1; n], length), (first_less_rest.clone(), length + 1.0)];
        if n <= (if choice == Weights::Any { FREE_WEIGHTS } else { FREE_WEIGHTS / 2 }) {
            let mixed = (1..(1u32 << (n - 1)) - 1)
                .map(|mask| -> Vec<i8> { (0..n).map(|i| if i > 0 && mask >> (i - 1) & 1 == 1 { -1 } else { 1 }).collect() });
            choices.extend(mixed.filter(|w| self.holds_somewhere(w)).map(|w| (w, length + n as f64)));
        }
        choices.extend(self.flipped(&vec![1; n]).map(|w| (w, 2.0 * length + 3.0)));
        choices.extend(self.flipped(&first_less_rest).map(|w| (w, 2.0 * length + 3.0)));
        choices
    }

    fn holds_somewhere(&self, weights: &[i8]) -> bool {
        self.columns.iter().any(|&c| self.gap(weights, c).abs() <= self.tolerance)
    }

    /// The given weights with one part turned, where that closes the gap of the first column.
    fn flipped(&self, weights: &[i8]) -> Option<Vec<i8>> {
        let (&column, n) = (self.columns.first()?, self.parts.len());
        if n <= FREE_WEIGHTS {
            return None;
        }
        let gap = self.gap(weights, column);
        let closes = |&i: &usize| {
            let turned = 2 * i128::from(weights[i]) * self.measure.amount(self.parts[i], column).unwrap_or(0);
            turned != 0 && (gap + turned).abs() <= self.tolerance
        };
        let turn = (1..n).find(closes)?;
        let mut turned = weights.to_vec();
        turned[turn] = -turned[turn];
        Some(turned)
    }

    fn fit(&self, weights: &[i8], cost: f64) -> Fit {
        let rows = self.measure.rows;
        let mut bits = self.measure.looks(self.total) - cost + self.shape(weights);
        let mut failing = Vec::new();
        for &column in &self.columns {
            let gap = self.gap(weights, column).abs();
            if gap <= self.tolerance {
                bits += self.evidence(column);
            } else {
                let near = gap * 10 <= self.measure.amount(self.total, column).unwrap_or(0).abs() || is_one_digit(gap, 2);
                bits -= if near { NEAR } else { FAR };
                failing.push(column);
            }
        }
        if !failing.is_empty() && !self.bears_contradiction(weights, &failing) {
            bits = 0.0;
        }
        let parts: Vec<(usize, i8)> = self.parts.iter().copied().zip(self.settled(weights)).collect();
        let labelled: Vec<(&SumRow, i8)> = parts.iter().map(|&(i, w)| (&rows[i], w)).collect();
        bits += hint::run(&rows[self.total], &labelled);
        Fit { total: self.total, parts, tested: self.columns.clone(), failing, bits }
    }

    /// Whether a run may be kept although it fails in some columns: it holds in most, or it is one of few rows and told by its labels; and
    /// its weights are no mere mixture.
    fn bears_contradiction(&self, weights: &[i8], failing: &[usize]) -> bool {
        let most = failing.len() * 2 < self.columns.len();
        let told = hint::run(&self.measure.rows[self.total], &self.labelled()) > 0.0 || self.measure.looks(self.total) >= 5.0;
        let plain = weights.iter().all(|&w| w == 1);
        if hint::is_named_total(&self.measure.rows[self.total]) && !plain {
            return false;
        }
        let holding = self.columns.len() - failing.len();
        let tidy = plain || weights[1..].iter().all(|&w| w == -1) || weights.len() <= 3 || holding >= 3;
        // among ratios a little off is another measure
        let least = if self.measure.rows[self.total].class == Class::Amount { 1 } else { 2 };
        let misprint = plain && holding > 0 && failing.iter().all(|&column| is_one_digit(self.gap(weights, column).abs(), least));
        tidy && (most || misprint || told && failing.len() <= 1)
    }

    /// Weights with those of parts that are nothing everywhere set by their labels.
    fn settled(&self, weights: &[i8]) -> Vec<i8> {
        let nothing = |row: usize| self.columns.iter().all(|&c| self.measure.amount(row, c).unwrap_or(0) == 0);
        let takes_off = weights.contains(&-1) || hint::run(&self.measure.rows[self.total], &self.labelled()) > 0.0;
        let settle = |(&row, &weight): (&usize, &i8)| match nothing(row) {
            true if takes_off && hint::is_deduction(&self.measure.rows[row].label) => -1,
            true => 1,
            false => weight,
        };
        self.parts.iter().zip(weights).map(settle).collect()
    }

    fn labelled(&self) -> Vec<(&SumRow, i8)> {
        self.parts.iter().map(|&p| (&self.measure.rows[p], 1)).collect()
    }

    /// What the page's shape says for a run: it begins where a section does, its parts stand equally deep.
    fn shape(&self, weights: &[i8]) -> f64 {
        let rows = self.measure.rows;
        let first = self.parts[0];
        let opens = self.measure.opens[first];
        // the first row under a heading starts something new
        let starts = self.measure.opens[self.total] && self.total > first && !rows[self.total].label.contains("total");
        let level = self.parts.iter().all(|&p| rows[p].depth == rows[first].depth);
        let plain = weights.iter().all(|&w| w == 1);
        f64::from(u8::from(opens)) * 3.0 + f64::from(u8::from(level)) + f64::from(u8::from(opens && plain))
            - f64::from(u8::from(starts)) * 8.0
    }

    /// What an agreeing column proves: the larger its figures beside the rounding, the more; little when only one part is not nothing.
    fn evidence(&self, column: usize) -> f64 {
        let amounts = || self.parts.iter().filter_map(|&p| self.measure.amount(p, column)).map(i128::abs);
        let largest = amounts().chain(self.measure.amount(self.total, column).map(i128::abs)).max().unwrap_or(0);
        let bits = ((largest as f64 + 1.0) / (self.tolerance.max(1) as f64)).log2().clamp(0.0, 20.0);
        if amounts().filter(|&a| a > self.tolerance).count() < 2 { bits / 3.0 } else { bits }
    }
}
