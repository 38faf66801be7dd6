//! How figures are printed, as far as it tells what they count.

use rust_decimal::Decimal;

use super::Measured;
use crate::figure::{Figure, Suffix};
use crate::table::Row;

/// How the figures of a row are printed.
pub(super) struct Print {
    pub(super) percent: bool,
    pub(super) basis_points: bool,
    pub(super) times: bool,
    pub(super) cents: bool,
    pub(super) currency: bool,
    pub(super) fractions: bool,
    pub(super) hundredths: bool,
    pub(super) largest: Decimal,
    pub(super) any: bool,
}

impl Print {
    pub(super) fn of(row: &Row) -> Self {
        Self::of_figures(row.figures.iter().flatten())
    }

    pub(super) fn of_figures<'f>(figures: impl Iterator<Item = &'f Figure>) -> Self {
        let figures: Vec<&Figure> = figures.filter(|f| !f.style.dash).collect();
        let plain: Vec<&&Figure> = figures.iter().filter(|f| f.style.suffix != Suffix::Percent).collect();
        let all = |suffix: Suffix| !figures.is_empty() && figures.iter().all(|f| f.style.suffix == suffix);
        Self {
            percent: all(Suffix::Percent),
            basis_points: all(Suffix::BasisPoints),
            times: all(Suffix::Times),
            cents: all(Suffix::Cents),
            currency: figures.iter().any(|f| f.style.currency.is_some()),
            fractions: plain.iter().any(|f| f.style.fraction_digits > 0),
            hundredths: !plain.is_empty() && plain.iter().all(|f| f.style.fraction_digits >= 2 || f.amount.is_zero()),
            largest: plain.iter().map(|f| f.amount.abs()).max().unwrap_or_default(),
            any: !plain.is_empty(),
        }
    }

    /// Prices have fractions or a sign of money, amounts of a measure have no such sign.
    pub(super) fn may_be(&self, measured: Measured) -> bool {
        match measured {
            Measured::Price(_) => self.currency || self.fractions,
            Measured::Amount { .. } => !self.currency && self.any,
        }
    }

    pub(super) fn may_be_per_share(&self) -> bool {
        !self.any || self.fractions || self.largest < Decimal::from(100)
    }

    pub(super) fn small_fractions(&self) -> bool {
        self.fractions && self.largest < Decimal::from(2000)
    }
}
