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
    dates.values().flat_map(|stock| [off(stock, fitting > 0), authorized(stock)]).flatten().collect()
}

fn shares<'a>(stock: &Stock<'a>) -> Vec<&'a Fact> {
    SHARES.iter().filter_map(|local| stock.get(local)).copied().collect()
}

/// Whether par value times the shares issued, or outstanding, is the amount on the line; `None` where one of them is missing.
fn value(stock: &Stock) -> Option<bool> {
    let (par, printed) = (stock.get(PAR)?, Interval::of(stock.get(VALUE)?)?);
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
    let severity = if others_fit && split {
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
    fn shares_at_par_are_the_common_stock() {
        assert!(found("50773796", 508_000).is_empty());
        assert_eq!(found("57773796", 508_000), [Severity::Error]);
        assert_eq!(found("50773796", 580_000), [Severity::Error]);
        assert_eq!(found("507737960", 5_077_000), [Severity::Warning], "more than are authorized");
    }
}
