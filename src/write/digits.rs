//! Numbers and days as digits, without the detours of formatting: a table has millions of them.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use crate::report::{Decimals, FactId};

/// Appends a whole number.
pub(super) fn push_integer(out: &mut String, number: impl itoa::Integer) {
    out.push_str(itoa::Buffer::new().format(number));
}

/// Appends the id of a fact: `f12`.
pub(super) fn push_id(out: &mut String, fact: FactId) {
    out.push('f');
    push_integer(out, fact.index() + 1);
}

/// Appends what an amount is accurate to: the places behind the point, or `INF`.
pub(super) fn push_decimals(out: &mut String, decimals: Decimals) {
    match decimals {
        Decimals::Places(places) => push_integer(out, places),
        Decimals::Infinite => out.push_str("INF"),
    }
}

/// What is pushed, as a string of its own.
pub(super) fn spelt(push: impl FnOnce(&mut String)) -> String {
    let mut out = String::new();
    push(&mut out);
    out
}

/// Appends an amount as a plain decimal: no exponent, no trailing zeros, zero without a sign.
pub(super) fn push_decimal(out: &mut String, amount: Decimal) {
    // most amounts are whole and no longer than this
    match i64::try_from(amount.mantissa()) {
        Ok(whole) if amount.scale() == 0 => push_integer(out, whole),
        _ => {
            let _ = write!(out, "{}", amount.normalize()); // a string takes whatever is written
        }
    }
}

/// Appends a day: `2004-03-31`.
pub(super) fn push_date(out: &mut String, date: NaiveDate) {
    let Some(year) = u32::try_from(date.year()).ok().filter(|year| *year < 10_000) else {
        let _ = write!(out, "{date}");
        return;
    };
    let (month, day) = (date.month(), date.day());
    let digits = [year / 1000, year / 100, year / 10, year, month / 10, month, day / 10, day].map(|n| b'0' + (n % 10) as u8);
    let [y1, y2, y3, y4, m1, m2, d1, d2] = digits;
    let spelt = [y1, y2, y3, y4, b'-', m1, m2, b'-', d1, d2];
    out.extend(std::str::from_utf8(&spelt));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn digits_are_those_of_formatting() {
        for (year, month, day) in [(2004, 3, 31), (999, 12, 1), (0, 1, 1), (-1, 2, 28), (12_345, 10, 9)] {
            let date = NaiveDate::from_ymd_opt(year, month, day).unwrap();
            assert_eq!(spelt(|out| push_date(out, date)), date.to_string());
        }
        for (printed, text) in [("0.00", "0"), ("-0", "0"), ("0.0300", "0.03"), ("6736000", "6736000"), ("-101000.0", "-101000")] {
            assert_eq!(spelt(|out| push_decimal(out, printed.parse().unwrap())), text);
        }
        assert_eq!(spelt(|out| push_decimal(out, Decimal::MIN)), Decimal::MIN.to_string());
    }
}
