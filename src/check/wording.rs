//! Figures and arithmetic as findings write them.

use rust_decimal::Decimal;

use crate::figure::{are_alike, grouped};
use crate::report::{Fact, Measure, Origin, Report, Value};
use crate::source::Span;

/// The number a fact states.
pub(super) fn amount(fact: &Fact) -> Option<Decimal> {
    match fact.value {
        Value::Number { amount, .. } => Some(amount),
        _ => None,
    }
}

/// Where a fact is printed first; inside a span if it is printed there.
pub(super) fn place(fact: &Fact, within: Option<Span>) -> Span {
    let inside = fact.origins.iter().map(Origin::span).find(|span| within.is_some_and(|w| w.contains(*span)));
    inside.unwrap_or_else(|| fact.origins.first().map(Origin::span).unwrap_or_default())
}

/// The heading over a fact's column; its own place where the heading runs over several lines, and its span over the columns between.
pub(super) fn header(report: &Report, fact: &Fact) -> Span {
    let column = fact.origins.iter().find_map(|o| if let Origin::Cell { column, .. } = o { *column } else { None });
    column.filter(|span| !report.source.slice(*span).contains('\n')).unwrap_or_else(|| place(fact, None))
}

/// A fact's number in words of its unit: `246,000`, `0.03`, `4.7 %`.
pub(super) fn number(fact: &Fact) -> String {
    amount(fact).map_or_else(String::new, |amount| in_unit_of(fact, amount))
}

/// A number written as a fact's own is.
pub(super) fn in_unit_of(fact: &Fact, amount: Decimal) -> String {
    let pure = fact.aspects.unit.as_ref().is_some_and(|u| u.measure == Measure::Pure && u.per.is_none());
    let percent = pure && fact.origins.iter().filter_map(Origin::figure).any(|f| f.style.suffix == crate::figure::Suffix::Percent);
    if percent || pure && amount.abs() < Decimal::TEN && amount.scale() > 0 {
        format!("{} %", grouped((amount * Decimal::ONE_HUNDRED).round_dp(2).normalize()))
    } else {
        let per_share = fact.aspects.unit.as_ref().is_some_and(|u| u.per.is_some());
        grouped(if per_share { cents(amount.round_dp(4)) } else { amount.round_dp(4).normalize() })
    }
}

/// An amount to the cent, or further where it is printed so.
fn cents(amount: Decimal) -> Decimal {
    let mut amount = amount.normalize();
    if amount.scale() < 2 {
        amount.rescale(2);
    }
    amount
}

/// A fact's label, or its concept's where none is printed.
pub(super) fn name<'a>(report: &'a Report, fact: &'a Fact) -> &'a str {
    let label = fact.label.trim().trim_end_matches(':');
    if label.is_empty() { report.concepts.get(&fact.aspects.concept).map_or("", |c| c.label.as_str()) } else { label }
}

/// A label shortened for a sentence.
pub(super) fn quoted(label: &str) -> String {
    let short: String = label.chars().take(60).collect();
    if short.len() < label.len() { format!("\u{201c}{}\u{2026}\u{201d}", short.trim_end()) } else { format!("\u{201c}{short}\u{201d}") }
}

/// What slip of the pen may lie between two amounts that look alike; `None` where they do not.
pub(super) fn slip(a: Decimal, b: Decimal) -> Option<String> {
    if a == -b {
        return Some("the sign misprinted".to_owned());
    }
    if !are_alike(a, b) {
        return None;
    }
    let digits = |amount: Decimal| {
        let mut digits: Vec<char> = amount.abs().normalize().to_string().chars().collect();
        digits.sort_unstable();
        digits
    };
    let difference = grouped((a.abs() - b.abs()).abs().normalize());
    // ten times one digit and the other, less the reverse: nine times their difference
    let swapped = digits(a) == digits(b);
    Some(if swapped {
        format!("two digits swapped (the difference, {difference}, is divisible by 9)")
    } else {
        "one digit misprinted".to_owned()
    })
}

/// A sum of weighted terms: `246,000 - 0`.
pub(super) fn sum(terms: &[(Decimal, i8)]) -> String {
    let mut out = String::new();
    let to_the_cent = terms.iter().any(|(amount, _)| amount.normalize().scale() == 2);
    for (i, (amount, weight)) in terms.iter().enumerate() {
        let minus = *weight < 0;
        match (i, minus) {
            (0, false) => {}
            (0, true) => out.push('-'),
            (_, false) => out.push_str(" + "),
            (_, true) => out.push_str(" - "),
        }
        let text = grouped(if to_the_cent { cents(*amount) } else { amount.normalize() });
        if amount.is_sign_negative() && !amount.is_zero() && (i > 0 || minus) {
            out.push_str(&format!("({text})"))
        } else {
            out.push_str(&text)
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_grouped() {
        for (amount, text) in [("1234567.50", "1,234,567.50"), ("-246000", "-246,000"), ("0.03", "0.03"), ("999", "999")] {
            assert_eq!(grouped(Decimal::from_str_exact(amount).unwrap()), text);
        }
        assert_eq!(sum(&[(Decimal::new(-16, 2), 1), (Decimal::new(121, 1), 1)]), "-0.16 + 12.10");
        assert_eq!(sum(&[(246_000.into(), 1), (0.into(), -1), (Decimal::from(-5), 1)]), "246,000 - 0 + (-5)");
    }

    #[test]
    fn slips_are_named() {
        let slip = |a: i64, b: i64| slip(a.into(), b.into());
        assert_eq!(slip(264_000, 246_000).as_deref(), Some("two digits swapped (the difference, 18,000, is divisible by 9)"));
        assert_eq!(slip(631, -601).as_deref(), Some("one digit misprinted"));
        assert_eq!(slip(631, 118), None);
        assert_eq!(slip(2371, -2371).as_deref(), Some("the sign misprinted"));
    }
}
