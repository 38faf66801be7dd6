//! What a rounded figure can truly be: the interval of Calculations 1.1.

use std::ops::{Add, Neg, Sub};

use rust_decimal::Decimal;

use crate::report::{Decimals, Fact, Value};

/// All amounts between two, both included.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Interval {
    pub(super) low: Decimal,
    pub(super) high: Decimal,
}

impl Interval {
    /// What a numeric fact can truly be; `None` for other facts.
    pub(super) fn of(fact: &Fact) -> Option<Self> {
        let Value::Number { amount, decimals } = fact.value else { return None };
        Some(Self::around(amount, decimals))
    }

    /// What a printed amount can truly be.
    pub(super) fn around(amount: Decimal, decimals: Decimals) -> Self {
        Self::exactly(amount).widened(half_unit(decimals))
    }

    pub(super) fn exactly(amount: Decimal) -> Self {
        Self { low: amount, high: amount }
    }

    pub(super) fn overlaps(self, other: Self) -> bool {
        self.low <= other.high && other.low <= self.high
    }

    /// Every amount within the reach of another `slack`.
    pub(super) fn widened(self, slack: Decimal) -> Self {
        Self { low: self.low - slack, high: self.high + slack }
    }

    /// What is left when another amount is taken off; `None` where the numbers are beyond reckoning.
    pub(super) fn minus(self, other: Self) -> Option<Self> {
        Some(Self { low: self.low.checked_sub(other.high)?, high: self.high.checked_sub(other.low)? })
    }

    /// Quotients of all amounts of both; `None` where the divisor may be nothing, or the numbers are beyond reckoning.
    pub(super) fn over(self, divisor: Self) -> Option<Self> {
        if divisor.low <= Decimal::ZERO && divisor.high >= Decimal::ZERO {
            return None;
        }
        let corners = [
            self.low.checked_div(divisor.low)?,
            self.low.checked_div(divisor.high)?,
            self.high.checked_div(divisor.low)?,
            self.high.checked_div(divisor.high)?,
        ];
        Some(Self { low: corners.into_iter().min()?, high: corners.into_iter().max()? })
    }

    /// The amounts without their signs.
    pub(super) fn magnitude(self) -> Self {
        if self.low >= Decimal::ZERO {
            self
        } else if self.high <= Decimal::ZERO {
            -self
        } else {
            Self { low: Decimal::ZERO, high: self.high.max(-self.low) }
        }
    }
}

/// Whether two printed figures can be one amount: the finer one, rounded as far as the other, is the other. Of two that are printed to
/// the same digit that leaves none but the same.
pub(super) fn agree(one: (Decimal, Decimals), other: (Decimal, Decimals)) -> bool {
    let (half, other_half) = (half_unit(one.1), half_unit(other.1));
    one.0 == other.0 || half != other_half && (one.0.saturating_sub(other.0)).abs() <= half.max(other_half)
}

/// Half of the last accurate digit's unit.
pub(super) fn half_unit(decimals: Decimals) -> Decimal {
    match decimals {
        Decimals::Infinite => Decimal::ZERO,
        Decimals::Places(places) if places >= 0 => Decimal::new(5, u32::from(places.unsigned_abs()).min(26) + 1),
        Decimals::Places(places) => Decimal::from(10i64.pow(u32::from(places.unsigned_abs()).min(18))) / Decimal::TWO,
    }
}

impl Add for Interval {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { low: self.low.saturating_add(other.low), high: self.high.saturating_add(other.high) }
    }
}

impl Neg for Interval {
    type Output = Self;
    fn neg(self) -> Self {
        Self { low: -self.high, high: -self.low }
    }
}

impl Sub for Interval {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        self + -other
    }
}

/// How many digits an amount is printed with.
pub(super) fn digits(size: Decimal, places: i8) -> usize {
    let unit = half_unit(Decimals::Places(places)) * Decimal::TWO;
    size.checked_div(unit).map_or(0, |n| n.round().to_string().trim_start_matches('0').len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn interval(low: i64, high: i64) -> Interval {
        Interval { low: low.into(), high: high.into() }
    }

    #[test]
    fn intervals_reckon_with_all_their_amounts() {
        assert_eq!(interval(1, 2) - interval(1, 3), interval(-2, 1));
        assert_eq!(interval(-4, 8).over(interval(1, 2)), Some(interval(-4, 8)));
        assert_eq!(interval(1, 1).over(interval(-1, 1)), None);
        assert_eq!(interval(-3, 2).magnitude(), interval(0, 3));
        let cents = |cents: i64| (Decimal::new(cents, 2), Decimals::Places(2));
        assert!(!agree(cents(283), cents(284)) && agree(cents(283), (Decimal::new(28, 1), Decimals::Places(1))));
        assert!(interval(1, 2).overlaps(interval(2, 3)) && !interval(1, 2).overlaps(interval(3, 4)));
    }
}
