//! Whether a release makes its figures come out as printed, or works them out before it rounds them.
//!
//! Every figure that comes out to the last digit where rounding left room for another speaks for the one; it is counted in bits. One that
//! does not speaks against it, unless it is a slip: then the others outweigh it, or rounding would hardly have brought it so far off.

use rust_decimal::prelude::ToPrimitive;

use super::interval::Interval;

/// Bits that figures which come out must show, and as many again for each that does not.
const ENOUGH: f64 = 6.0;

/// What is known of how a release works out its figures.
#[derive(Default)]
pub(super) struct Habit {
    bits: f64,
    /// What those that do not come out take from it.
    spent: f64,
}

impl Habit {
    /// A figure, or several, that come out as printed.
    pub(super) fn exact(&mut self, bits: f64) {
        self.bits += bits;
    }

    /// A figure that does not, within rounding; `surprise` says how unlikely rounding alone would have brought that about, in bits.
    pub(super) fn odd(&mut self, surprise: f64) {
        self.spent += (ENOUGH - surprise).max(0.0);
    }

    /// Whether what does not come out is most likely a slip.
    pub(super) fn is_strict(&self) -> bool {
        self.bits >= ENOUGH + self.spent
    }
}

/// Bits that a figure says by coming out as printed, where it could be all that is given.
pub(super) fn exactness(said: Interval, given: Interval) -> f64 {
    let width = |i: Interval| (i.high - i.low).to_f64().unwrap_or(0.0);
    if width(given) <= width(said) {
        return 0.0;
    }
    // of two or more roundings the middle is likelier than the edges
    let missed = 1.0 - width(said) / width(given);
    -(1.0 - missed * missed).log2()
}

/// Bits that a sum of so many parts says by coming out to the last digit.
pub(super) fn footing(parts: usize) -> f64 {
    off_by(parts, 0.0)
}

/// How unlikely it is that rounding alone brings a sum of so many parts off by so many units of the last digit, in bits.
pub(super) fn off_by(parts: usize, units: f64) -> f64 {
    // the roundings of all parts and of the total, each as likely anywhere within one unit
    let variance = (parts + 1) as f64 / 12.0;
    let density = (-units * units / (2.0 * variance)).exp() / (variance * 2.0 * std::f64::consts::PI).sqrt();
    -density.clamp(1e-9, 0.75).log2()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rust_decimal::Decimal;

    #[test]
    fn figures_that_come_out_make_a_habit() {
        let interval = |low: i64, high: i64| Interval { low: Decimal::new(low, 1), high: Decimal::new(high, 1) };
        let each = exactness(interval(-5, 5), interval(-10, 10));
        assert!((each - 0.415).abs() < 0.001, "three in four differences come out by chance");
        let mut habit = Habit::default();
        (0..20).for_each(|_| habit.exact(each));
        assert!(habit.is_strict());
        habit.odd(0.0);
        assert!(!habit.is_strict(), "twenty rows do not make a slip of another");
        (0..10).for_each(|_| habit.exact(each));
        assert!(habit.is_strict());
        assert!(footing(12) > footing(3) && footing(2) < 0.42);
        assert!(off_by(3, 1.0) < 3.0 && off_by(4, 2.0) > 7.0);
    }
}
