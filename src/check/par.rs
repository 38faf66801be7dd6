//! Common stock against the shares issued and their par value, which the balance sheet names in the label of its line.

use std::collections::HashMap;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::interval::Interval;
use super::wording::{amount, number, place};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{Fact, Period, Report};

const PAR: &str = "CommonStockParOrStatedValuePerShare";
const VALUE: &str = "CommonStockValue";
const AUTHORIZED: &str = "CommonStockSharesAuthorized";
const SHARES: [&str; 2] = ["CommonStockSharesIssued", "CommonStockSharesOutstanding"];

/// The facts of common stock at one date.
type Stock<'a> = HashMap<&'a str, &'a Fact>;

/// Works out the common stock of every date whose par value and shares are printed.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let mut dates: IndexMap<Period, Stock> = IndexMap::new();
    for fact in report.facts.iter().filter(|f| f.aspects.dimensions.is_empty()) {
        let local = fact.aspects.concept.local();
        if [PAR, VALUE, AUTHORIZED].contains(&local) || SHARES.contains(&local) {
            dates.entry(fact.aspects.period).or_default().entry(local).or_insert(fact);
        }
    }
    // some companies put what was paid above par into the line as well: then none of its amounts follows from the label
    let fitting = dates.values().filter(|stock| value(stock) == Some(true)).count();
    let misprinted = if fitting == 0 { misprinted(&dates) } else { None };
    misprinted
        .into_iter()
        .chain(few(report))
        .chain(dates.values().flat_map(|stock| [off(stock, fitting > 0), authorized(stock)]).flatten())
        .collect()
}

/// A par value that no date's line follows from, where all of them follow from one that differs from it by a digit.
fn misprinted(dates: &IndexMap<Period, Stock>) -> Option<Diagnostic> {
    const DATES: usize = 2;
    let lines: Vec<(&Fact, &Fact, &Fact)> =
        dates.values().filter_map(|stock| Some((*stock.get(PAR)?, *stock.get(VALUE)?, *shares(stock).first()?))).collect();
    let (par, value, issued) = *lines.first().filter(|_| lines.len() >= DATES)?;
    let printed = amount(par)?.normalize();
    let unit = Decimal::new(1, printed.scale().min(6));
    let given = amount(value)?.checked_div(amount(issued)?)?.checked_div(unit)?.round().checked_mul(unit)?.normalize();
    let follows = |(_, value, issued): &(&Fact, &Fact, &Fact)| {
        let shares = Interval::of(issued)?;
        let made = Interval { low: shares.low.checked_mul(given)?, high: shares.high.checked_mul(given)? };
        Some(made.overlaps(Interval::of(value)?))
    };
    if given.is_zero() || !is_one_digit(given, printed) || !lines.iter().all(|line| follows(line) == Some(true)) {
        return None;
    }
    let message = format!(
        "the par value is printed as {}, but the common stock of {} for {} shares is {given} a share, as at the other dates",
        number(par),
        number(value),
        number(issued)
    );
    let finding = Diagnostic::new(Code::CalculationInconsistent, message).severity(Severity::Warning).at(place(par, None), "par value");
    Some(finding.and_at(place(value, None), "common stock").and_at(place(issued, None), "shares"))
}

/// Whether two amounts are written with the same digits but for one.
fn is_one_digit(a: Decimal, b: Decimal) -> bool {
    let scale = a.scale().max(b.scale());
    let digits = |mut amount: Decimal| {
        amount.rescale(scale);
        amount.to_string()
    };
    let (a, b) = (digits(a), digits(b));
    a.len() == b.len() && a.bytes().zip(b.bytes()).filter(|(a, b)| a != b).count() == 1
}

fn shares<'a>(stock: &Stock<'a>) -> Vec<&'a Fact> {
    SHARES.iter().filter_map(|local| stock.get(local)).copied().collect()
}

/// Whether par value times the shares issued, or outstanding, is the amount on the line; `None` where one of them is missing.
fn value(stock: &Stock) -> Option<bool> {
    let (par, printed) = (stock.get(PAR)?, Interval::of(stock.get(VALUE)?)?);
    // some cut cents off full amounts where others round them
    let width = printed.high.saturating_sub(printed.low);
    let cut = if width <= Decimal::ONE { width / Decimal::TWO } else { Decimal::ZERO };
    let printed = Interval { low: printed.low, high: printed.high.saturating_add(cut) };
    let each = amount(par)?;
    let made = |shares: &Fact| {
        let shares = Interval::of(shares)?;
        Some(Interval { low: shares.low.checked_mul(each)?, high: shares.high.checked_mul(each)? })
    };
    let mut known = shares(stock).into_iter().filter_map(made).peekable();
    known.peek()?;
    Some(known.any(|made| made.overlaps(printed)))
}

/// A line of common stock that its own label does not give. An error where the other dates' lines follow from theirs.
fn off(stock: &Stock, others_fit: bool) -> Option<Diagnostic> {
    if value(stock)? || amount(stock.get(PAR)?)?.is_zero() {
        return None;
    }
    let (par, printed, shares) = (stock.get(PAR)?, stock.get(VALUE)?, *shares(stock).first()?);
    let given = amount(par)?.checked_mul(amount(shares)?)?;
    // a label whose numbers were read in part, or stock at more than its par value
    let (five, printed_amount) = (Decimal::from(5), amount(printed)?);
    let related = given.saturating_mul(five) >= printed_amount && given <= printed_amount.saturating_mul(five);
    if !others_fit && !related {
        return None;
    }
    let message = format!(
        "{} shares at a par value of {} are {}, but the common stock is printed as {}",
        number(shares),
        number(par),
        grouped(given.round_dp(2).normalize()),
        number(printed)
    );
    let split = is_split(given, printed_amount);
    let cut = Interval::of(printed).is_some_and(|i| given.saturating_sub(printed_amount).abs() <= i.high.saturating_sub(i.low));
    let severity = if cut {
        // one in the last digit: cut off where it should have been rounded up
        Severity::Note
    } else if others_fit && split {
        Severity::Warning
    } else if others_fit {
        Severity::Error
    } else {
        Severity::Note
    };
    let finding = Diagnostic::new(Code::CalculationInconsistent, message).severity(severity).at(place(printed, None), "not their product");
    let finding = finding.and_at(place(shares, None), "shares").and_at(place(par, None), "par value");
    Some(if split { finding.help("a split that changed the number of shares and not the common stock would explain it") } else { finding })
}

/// Whether an amount is about a small multiple of another, as after two shares for one, or three for two.
fn is_split(given: Decimal, printed: Decimal) -> bool {
    let times = |twice: u32| printed.saturating_mul(Decimal::from(twice)) / Decimal::TWO;
    let near = |whole: Decimal| given.saturating_sub(whole).abs().saturating_mul(Decimal::from(50)) <= whole.abs();
    [3, 4, 6, 8, 10, 1].into_iter().any(|twice| near(times(twice)))
}

/// Fewer than half as many shares at the end of a period as there were on average: none of the two can be right beside the other.
fn few(report: &Report) -> Option<Diagnostic> {
    const AVERAGE: &str = "WeightedAverageNumberOfSharesOutstandingBasic";
    let of = |local: &'static str| {
        report.facts.iter().filter(move |f| f.aspects.concept.local() == local && f.aspects.dimensions.is_empty() && f.is_in_table())
    };
    let average = of(AVERAGE).max_by_key(|f| (f.aspects.period.end(), std::cmp::Reverse(f.aspects.period.days())))?;
    let outstanding = of(SHARES[1]).chain(of(SHARES[0])).find(|f| f.aspects.period.end() == average.aspects.period.end())?;
    let (held, mean) = (Interval::of(outstanding)?, Interval::of(average)?);
    // what is a thousand times less is on another scale
    let hundred = held.high.saturating_mul(Decimal::ONE_HUNDRED) > mean.low;
    if held.high.saturating_mul(Decimal::TWO) >= mean.low || !hundred || held.high.is_zero() {
        return None;
    }
    let message = format!(
        "{} shares are outstanding at the end of a period of which the average is {}: less than half",
        number(outstanding),
        number(average)
    );
    let finding = Diagnostic::new(Code::PerShareMismatch, message).severity(Severity::Warning).at(place(outstanding, None), "outstanding");
    Some(finding.and_at(place(average, None), "on average"))
}

/// No company issues more shares than its charter allows.
fn authorized(stock: &Stock) -> Option<Diagnostic> {
    let most = stock.get(AUTHORIZED)?;
    let issued = shares(stock).into_iter().find(|issued| {
        issued.is_in_table() && Interval::of(issued).zip(Interval::of(most)).is_some_and(|(issued, most)| issued.low > most.high)
    })?;
    let message = format!("{} shares are issued where only {} are authorized", number(issued), number(most));
    let finding = Diagnostic::new(Code::CalculationInconsistent, message).severity(Severity::Warning);
    Some(finding.at(place(issued, None), "issued").and_at(place(most, None), "authorized"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::figure::Currency;
    use crate::report::Unit;

    /// Findings on common stock of two dates, the first in order.
    fn found(issued: &str, value: i64) -> Vec<Severity> {
        let mut fixture = Fixture::default();
        for (shares, amount, month) in [("50445186", 504_000, 1), (issued, value, 4)] {
            let ids = [
                fixture.number(PAR, "0.01", 2, Unit::per_share(Currency::USD)),
                fixture.number(AUTHORIZED, "100000000", 0, Unit::shares()),
                fixture.number("CommonStockSharesIssued", shares, 0, Unit::shares()),
                fixture.standard(VALUE, amount, -3),
            ];
            ids.iter().for_each(|id| fixture.during(*id, (2004, month), 3));
        }
        check(&fixture.report()).iter().map(|d| d.severity).collect()
    }

    #[test]
    fn a_last_digit_that_was_cut_off_is_a_note() {
        assert_eq!((found("50773796", 507_000), found("50773796", 505_000)), (vec![Severity::Note], vec![Severity::Error]));
    }

    #[test]
    fn a_par_value_that_no_line_follows_from() {
        let found = |par: &str| {
            let mut fixture = Fixture::default();
            for (shares, amount, month) in [("50445186", 504_000, 1), ("50773796", 508_000, 4)] {
                let ids = [
                    fixture.number(PAR, par, 2, Unit::per_share(Currency::USD)),
                    fixture.number("CommonStockSharesIssued", shares, 0, Unit::shares()),
                    fixture.standard(VALUE, amount, -3),
                ];
                ids.iter().for_each(|id| fixture.during(*id, (2004, month), 3));
            }
            check(&fixture.report()).iter().filter(|d| d.message.contains("par value is printed")).count()
        };
        assert_eq!((found("0.09"), found("0.01"), found("0.10")), (1, 0, 0));
    }

    #[test]
    fn fewer_shares_than_there_were() {
        let found = |outstanding: &str| {
            let mut fixture = Fixture::default();
            fixture.number("WeightedAverageNumberOfSharesOutstandingBasic", "919294000", -3, Unit::shares());
            fixture.number("CommonStockSharesOutstanding", outstanding, 0, Unit::shares());
            check(&fixture.report()).len()
        };
        assert_eq!((found("921035475"), found("121035475"), found("921035")), (0, 1, 0));
    }

    #[test]
    fn shares_at_par_are_the_common_stock() {
        assert!(found("50773796", 508_000).is_empty());
        assert_eq!(found("57773796", 508_000), [Severity::Error]);
        assert_eq!(found("50773796", 580_000), [Severity::Error]);
        assert_eq!(found("507737960", 5_077_000), [Severity::Warning], "more than are authorized");
    }
}
