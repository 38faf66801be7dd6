//! Amounts per share against income, shares and each other.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::interval::Interval;
use super::wording::{amount, grouped, name, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{Fact, Period, Report};

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
Earnings per share do not follow from income and shares, or do not add up.

Income of a period over its weighted average shares is held against the printed amount per share, within the rounding of all three.
Preferred dividends and participating securities may explain a few percent, so only more than that is reported, as a warning. Amounts per
share from continuing and from discontinued operations must add up to the whole within their rounding.

  Continuing operations   (0.09)
  Discontinued operations  12.01
  Net income               11.96     -0.09 + 12.01 = 11.92";

/// Concepts of income, of shares and of the amount per share: basic, diluted, both.
const TRIPLES: [(&str, &str, &[&str]); 6] = [
    ("EarningsPerShareBasic", "WeightedAverageNumberOfSharesOutstandingBasic", &NET),
    ("EarningsPerShareDiluted", "WeightedAverageNumberOfDilutedSharesOutstanding", &NET),
    ("EarningsPerShareBasicAndDiluted", "WeightedAverageNumberOfSharesOutstandingBasic", &NET),
    ("EarningsPerShareBasicAndDiluted", "WeightedAverageNumberOfShareOutstandingBasicAndDiluted", &NET),
    ("IncomeLossFromContinuingOperationsPerBasicShare", "WeightedAverageNumberOfSharesOutstandingBasic", &CONTINUING),
    ("IncomeLossFromContinuingOperationsPerDilutedShare", "WeightedAverageNumberOfDilutedSharesOutstanding", &CONTINUING),
];
const NET: [&str; 8] = [
    "NetIncomeLossAvailableToCommonStockholdersBasic",
    "NetIncomeLossAvailableToCommonStockholdersDiluted",
    "NetIncomeLoss",
    "ProfitLoss",
    "IncomeLossFromContinuingOperations",
    "NetIncome",
    "NetLoss",
    "NetEarnings",
];
const CONTINUING: [&str; 2] =
    ["IncomeLossFromContinuingOperations", "IncomeLossFromContinuingOperationsIncludingPortionAttributableToNoncontrollingInterest"];

/// Amounts per share that add up to another.
const SUMS: [(&str, [&str; 2]); 2] = [
    (
        "EarningsPerShareBasic",
        ["IncomeLossFromContinuingOperationsPerBasicShare", "IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicShare"],
    ),
    (
        "EarningsPerShareDiluted",
        ["IncomeLossFromContinuingOperationsPerDilutedShare", "IncomeLossFromDiscontinuedOperationsNetOfTaxPerDilutedShare"],
    ),
];

/// Facts without dimensions by concept and period; the first one said of each. A concept of the entity's own goes by its local name, which
/// is its label's.
struct Known<'a> {
    facts: HashMap<(&'a str, Period), &'a Fact>,
}

impl<'a> Known<'a> {
    fn of(report: &'a Report) -> Self {
        let mut facts = HashMap::new();
        for fact in report.facts.iter().filter(|f| f.aspects.dimensions.is_empty()) {
            facts.entry((fact.aspects.concept.local(), fact.aspects.period)).or_insert(fact);
        }
        Self { facts }
    }

    fn get(&self, local: &'a str, period: Period) -> Option<&'a Fact> {
        self.facts.get(&(local, period)).copied()
    }
}

/// Checks every amount per share of every period.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let known = Known::of(report);
    let mut periods: Vec<Period> = known.facts.keys().map(|(_, period)| *period).collect();
    periods.sort();
    periods.dedup();
    let one = |period: &Period| {
        let quotients = TRIPLES.iter().filter_map(|triple| quotient(report, &known, *period, *triple));
        let sums = SUMS.iter().filter_map(|sum| addition(report, &known, *period, *sum));
        quotients.chain(sums).collect::<Vec<_>>()
    };
    periods.iter().flat_map(one).collect()
}

/// Holds income over shares against the amount per share; any of the incomes that may be meant will do.
fn quotient(report: &Report, known: &Known, period: Period, (per_share, shares, incomes): (&str, &str, &[&str])) -> Option<Diagnostic> {
    let (stated, shares) = (known.get(per_share, period)?, known.get(shares, period)?);
    let incomes: Vec<&Fact> = incomes.iter().filter_map(|local| known.get(local, period)).collect();
    let said = Interval::of(stated)?;
    let divisor = Interval::of(shares)?;
    let fits = |income: &&Fact| {
        let quotient = Interval::of(income).and_then(|i| i.over(divisor));
        quotient.is_none_or(|q| q.widened(leeway(q)).overlaps(said))
    };
    if incomes.is_empty() || incomes.iter().any(fits) {
        return None;
    }
    let income = incomes[0];
    let given = amount(income)?.checked_div(amount(shares)?)?.round_dp(4);
    let message = format!(
        "{} of {} over {} shares is {}, but {} is printed as {}",
        quoted(name(report, income)),
        number(income),
        number(shares),
        grouped(given.normalize()),
        quoted(name(report, stated)),
        number(stated)
    );
    let finding = Diagnostic::new(Code::PerShareMismatch, message).severity(Severity::Warning).at(place(stated, None), "per share");
    Some(finding.and_at(place(income, None), "income").and_at(place(shares, None), "shares"))
}

/// What preferred dividends and participating securities may take away: a fiftieth.
fn leeway(quotient: Interval) -> Decimal {
    quotient.magnitude().high / Decimal::from(50)
}

fn addition(report: &Report, known: &Known, period: Period, (whole, parts): (&str, [&str; 2])) -> Option<Diagnostic> {
    let whole = known.get(whole, period)?;
    let [first, second] = [known.get(parts[0], period)?, known.get(parts[1], period)?];
    let made = Interval::of(first)? + Interval::of(second)?;
    if made.overlaps(Interval::of(whole)?) {
        return None;
    }
    let given = amount(first)?.checked_add(amount(second)?)?;
    let message = format!(
        "{} is printed as {}, but continuing and discontinued operations give {} + {} = {}",
        quoted(name(report, whole)),
        number(whole),
        number(first),
        number(second),
        grouped(given.normalize())
    );
    let finding = Diagnostic::new(Code::PerShareMismatch, message).at(place(whole, None), "the whole");
    Some(finding.and_at(place(first, None), "continuing operations").and_at(place(second, None), "discontinued operations"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::figure::Currency;
    use crate::report::Unit;

    fn quotients(per_share: &str) -> usize {
        let mut fixture = Fixture::default();
        fixture.standard("NetIncomeLoss", 119_982_000, -3);
        fixture.number("WeightedAverageNumberOfSharesOutstandingBasic", "10033000", -3, Unit::shares());
        fixture.number("EarningsPerShareBasic", per_share, 2, Unit::per_share(Currency::USD));
        check(&fixture.report()).len()
    }

    #[test]
    fn income_over_shares_gives_the_amount_per_share() {
        assert_eq!(quotients("11.96"), 0);
        assert_eq!(quotients("19.16"), 1);
    }

    #[test]
    fn parts_per_share_add_up() {
        let mut fixture = Fixture::default();
        for (local, amount) in [
            ("IncomeLossFromContinuingOperationsPerBasicShare", "-0.09"),
            ("IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicShare", "12.01"),
            ("EarningsPerShareBasic", "11.96"),
        ] {
            fixture.number(local, amount, 2, Unit::per_share(Currency::USD));
        }
        let found = check(&fixture.report());
        assert_eq!(found.len(), 1);
        assert!(found[0].message.ends_with("-0.09 + 12.01 = 11.92"), "{}", found[0].message);
    }
}
