//! A fact's value as XBRL spells it, or why XBRL can't carry the fact.

use std::borrow::Cow;

use rust_decimal::Decimal;

use super::digits::{push_decimal, spelt};
use super::xml::legal;
use crate::report::{Decimals, Fact, Measure, Period, Unit, Value};
use crate::taxonomy::{Concept, DataType, PeriodType};

/// A value in the lexical form of its type.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Lexical {
    /// The form; `None` is nil.
    pub(super) text: Option<String>,
    /// Accuracy; numbers only.
    pub(super) decimals: Option<Decimals>,
    /// Whether the value is in a language: prose, not names and codes.
    pub(super) prose: bool,
    /// Whether characters had to be replaced, for which XML has no place.
    pub(super) replaced: bool,
}

/// The value in XBRL's form, or the reason why there is none.
pub(super) fn lexical(fact: &Fact, concept: &Concept) -> Result<Lexical, String> {
    fits_period(fact.aspects.period, concept.period_type)?;
    fits_unit(fact.aspects.unit.as_ref(), concept.data_type)?;
    let (text, decimals) = match &fact.value {
        Value::Nil => (None, None),
        Value::Number { amount, decimals } if concept.data_type.is_numeric() => {
            (Some(number(*amount, concept.data_type)?), Some(*decimals))
        }
        value => (Some(words(value, concept.data_type)?), None),
    };
    let replaced = text.as_deref().is_some_and(|text| matches!(legal(text), Cow::Owned(_)));
    let text = if replaced { text.map(|text| legal(&text).into_owned()) } else { text };
    Ok(Lexical { text, decimals, prose: is_prose(concept.data_type), replaced })
}

fn fits_period(period: Period, wanted: PeriodType) -> Result<(), String> {
    match (period, wanted) {
        (Period::Instant(_), PeriodType::Instant) => Ok(()),
        (Period::Duration { start, end }, PeriodType::Duration) if start <= end => Ok(()),
        (Period::Duration { start, end }, PeriodType::Duration) => Err(format!("its period ends ({end}) before it begins ({start})")),
        (Period::Instant(_), PeriodType::Duration) => Err("its concept wants a duration and its period is an instant".to_owned()),
        (Period::Duration { .. }, PeriodType::Instant) => Err("its concept wants an instant and its period is a duration".to_owned()),
    }
}

/// XBRL 2.1 section 4.8.2 and the Units Registry: money in a currency, shares in shares, rates in pure.
fn fits_unit(unit: Option<&Unit>, data_type: DataType) -> Result<(), String> {
    let Some(unit) = unit else {
        return if data_type.is_numeric() { Err("it is a number without a unit".to_owned()) } else { Ok(()) };
    };
    let fits = match data_type {
        DataType::Monetary => matches!((&unit.measure, &unit.per), (Measure::Currency(_), None)),
        DataType::PerShare => matches!((&unit.measure, &unit.per), (Measure::Currency(_), Some(Measure::Shares))),
        DataType::Shares => matches!((&unit.measure, &unit.per), (Measure::Shares, None)),
        DataType::Percent | DataType::Pure => matches!((&unit.measure, &unit.per), (Measure::Pure, None)),
        DataType::Integer | DataType::Decimal => true,
        _ => return Err("it has a unit but is no number".to_owned()),
    };
    if fits { Ok(()) } else { Err(format!("its unit {unit} does not suit its concept's type {}", data_type.name())) }
}

/// A plain decimal: no exponent, no trailing zeros, zero without a sign.
pub(super) fn plain(amount: Decimal) -> String {
    spelt(|out| push_decimal(out, amount))
}

fn number(amount: Decimal, data_type: DataType) -> Result<String, String> {
    if data_type == DataType::Integer && !amount.fract().is_zero() {
        return Err(format!("{amount} is not whole, as its concept wants it"));
    }
    Ok(plain(amount))
}

fn words(value: &Value, data_type: DataType) -> Result<String, String> {
    match (value, data_type) {
        (Value::Text(text), DataType::TextBlock) => Ok(quick_xml::escape::partial_escape(line_ends(text)).into_owned()),
        (Value::Text(text), DataType::String) => Ok(line_ends(text).into_owned()),
        (Value::Text(text), DataType::NormalizedString | DataType::Token | DataType::NoLangToken | DataType::Other) => {
            Ok(folded(text).into_owned())
        }
        (Value::Text(text), DataType::MonthDay) if is_month_day(text) => Ok(text.clone()),
        (Value::Text(text), DataType::Duration) if text.starts_with('P') && text.is_ascii() => Ok(text.clone()),
        (Value::Date(date), DataType::Date | DataType::Other) => Ok(date.to_string()),
        (Value::DateTime(moment), DataType::DateTime) => Ok(moment.to_rfc3339_opts(chrono::SecondsFormat::Secs, true)),
        (Value::Year(year), DataType::Year | DataType::Other) => Ok(format!("{year:04}")),
        (Value::Boolean(yes), DataType::Boolean) => Ok(yes.to_string()),
        (_, data_type) => Err(format!("its value is not of its concept's type {}", data_type.name())),
    }
}

/// Line ends as XML knows them: a newline alone.
fn line_ends(text: &str) -> Cow<'_, str> {
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { Cow::Borrowed(text) }
}

fn is_month_day(text: &str) -> bool {
    chrono::NaiveDate::parse_from_str(&format!("2000{}", text.strip_prefix('-').unwrap_or_default()), "%Y-%m-%d").is_ok() && text.len() == 7
}

/// White space folded to single blanks, none at the ends.
pub(super) fn folded(text: &str) -> Cow<'_, str> {
    // most words are plain ASCII with single blanks: that is seen faster byte by byte
    let mut before = b' ';
    let plain = text.bytes().all(|byte| matches!((std::mem::replace(&mut before, byte), byte), (b'!'..=b'~', b' ') | (_, b'!'..=b'~')));
    if plain && before != b' ' {
        return Cow::Borrowed(text);
    }
    // a blank that follows a blank, or any other white space, or a blank at an end
    let mut blank = true;
    let tidy = text.chars().all(|c| {
        let follows = std::mem::replace(&mut blank, c == ' ');
        if c == ' ' { !follows } else { !c.is_whitespace() }
    });
    if tidy && (!blank || text.is_empty()) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }
}

fn is_prose(data_type: DataType) -> bool {
    matches!(data_type, DataType::Token | DataType::String | DataType::NormalizedString | DataType::TextBlock)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain() {
        for (printed, text) in [("0.00", "0"), ("-0", "0"), ("0.0300", "0.03"), ("6736000", "6736000"), ("-101000.0", "-101000")] {
            assert_eq!(plain(printed.parse().unwrap()), text);
        }
    }

    #[test]
    fn months_and_days() {
        assert!(is_month_day("--12-31") && is_month_day("--02-29"));
        assert!(!is_month_day("--13-01") && !is_month_day("12-31") && !is_month_day("--1-1"));
    }

    #[test]
    fn folding() {
        assert_eq!(folded(" a\n  b "), "a b");
        assert!(matches!(folded("a b"), Cow::Borrowed(_)));
    }
}
