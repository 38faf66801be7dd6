//! Amounts per share against income, shares and each other.

use std::collections::BTreeMap;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::change::{Verdict, verdict};
use super::interval::Interval;
use super::wording::{amount, name, number, place, quoted, sum};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{Fact, Measure, Period, Report};

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
Earnings per share do not follow from income and shares, or do not add up.

Income of a period over its weighted average shares is held against the printed amount per share, within the rounding of all three.
Where the release speaks of preferred stock or participating securities, which take their part first, and no other period follows, or the
amount per share is said to be what is left to the common shares, less per share than that is only a note, and so is a diluted amount one in
its last digit above it: interest on convertible debt is added back.
A row of amounts per share that is another row of money over a row of shares in every column but one is told of too, whatever it is called.
An income that the text states together with its amount per share says how many shares there are: it is held against those that the tables
print. Amounts per share from continuing and from discontinued operations, with what stands apart from both, must add up to the whole within
their rounding.

  Continuing operations   (0.09)
  Discontinued operations  12.01
  Net income               11.96     -0.09 + 12.01 = 11.92

Source: ASC 260-10-45-10 (basic), 260-10-45-16 (diluted), 260-10-45-3 (continuing and discontinued).";

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

/// Facts without dimensions by concept and period; the first one said of each. A concept of the entity's own goes by its local name, which
/// is its label's.
struct Known<'a> {
    facts: IndexMap<(&'a str, Period), &'a Fact>,
    /// Whether others than the common shares have a part in the income, as far as the labels say.
    shared: bool,
}

impl<'a> Known<'a> {
    fn of(report: &'a Report) -> Self {
        let mut facts = IndexMap::new();
        for fact in report.facts.iter().filter(|f| f.aspects.dimensions.is_empty()) {
            facts.entry((fact.aspects.concept.local(), fact.aspects.period)).or_insert(fact);
        }
        for fact in report.facts.iter().filter(|f| f.aspects.dimensions.is_empty() && !f.aspects.concept.is_standard()) {
            for local in averages(fact).iter().chain(result(fact)) {
                facts.entry((*local, fact.aspects.period)).or_insert(fact);
            }
        }
        let others =
            |label: &str| ["preferred", "participating", "unvested", "restricted", "allocated"].iter().any(|word| label.contains(word));
        let shared = report.statements.iter().flat_map(|s| &s.lines).any(|line| others(&line.label.to_lowercase()));
        Self { facts, shared }
    }

    fn get(&self, local: &'a str, period: Period) -> Option<&'a Fact> {
        self.facts.get(&(local, period)).copied()
    }
}

/// What shares of the entity's own concept stand for by their label: "-basic earnings per common share" under "shares used in computing".
fn averages(fact: &Fact) -> &'static [&'static str] {
    let shares = fact.aspects.unit.as_ref().is_some_and(|u| u.measure == Measure::Shares && u.per.is_none());
    let label = fact.label.to_lowercase();
    // "Dilutive effect of stock options" is what the diluted shares hold beside the basic ones
    let added = label.contains("effect") || label.contains("dilutive") && !label.contains("average");
    match (shares && !added && fact.aspects.period.start().is_some(), label.contains("basic"), label.contains("dilut")) {
        (true, true, true) => &["WeightedAverageNumberOfShareOutstandingBasicAndDiluted"],
        (true, true, false) => &["WeightedAverageNumberOfSharesOutstandingBasic"],
        (true, false, true) => &["WeightedAverageNumberOfDilutedSharesOutstanding"],
        _ => &[],
    }
}

/// Net income of the entity's own concept: what is said to be its owners'.
fn result(fact: &Fact) -> &'static [&'static str] {
    let label = fact.label.to_lowercase();
    let money = fact.aspects.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)) && u.per.is_none());
    let net = label.starts_with("net ")
        && label.contains("attributable to")
        && !label.contains("noncontrolling")
        && !label.contains("non-controlling");
    if money && net { &["NetIncomeLoss"] } else { &[] }
}

/// Checks every amount per share of every period.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let known = Known::of(report);
    let mut periods: Vec<Period> = known.facts.keys().map(|(_, period)| *period).collect();
    periods.sort();
    periods.dedup();
    let dilution = periods.iter().filter_map(|period| dilution(report, &known, *period)).collect::<Vec<_>>();
    let quotients = TRIPLES.iter().flat_map(|triple| {
        let (fitting, off): (Vec<Quotient>, Vec<Quotient>) =
            periods.iter().filter_map(|period| Quotient::of(&known, *period, *triple)).partition(|q| q.fits);
        // where other periods follow, nobody else has more than a cent of a share in the income
        let followed = fitting.iter().any(Quotient::tells);
        let shared = known.shared;
        off.into_iter().filter_map(move |q| q.finding(report, shared && (!followed || q.is_near()))).collect::<Vec<_>>()
    });
    quotients.chain(additions(report)).chain(dilution).collect()
}

/// An amount per share with the shares and the income that it must follow from.
struct Quotient<'a> {
    stated: &'a Fact,
    shares: &'a Fact,
    income: &'a Fact,
    fits: bool,
}

impl<'a> Quotient<'a> {
    /// Holds income over shares against the amount per share; any of the incomes that may be meant will do.
    fn of(known: &Known<'a>, period: Period, (per_share, shares, incomes): (&'a str, &'a str, &'a [&'a str])) -> Option<Self> {
        let (stated, shares) = (known.get(per_share, period)?, known.get(shares, period)?);
        let incomes: Vec<&Fact> = incomes.iter().filter_map(|local| known.get(local, period)).collect();
        let (said, divisor) = (Interval::of(stated)?, Interval::of(shares)?);
        let fits = |income: &&Fact| Interval::of(income).and_then(|i| i.over(divisor)).is_none_or(|quotient| quotient.overlaps(said));
        Some(Self { stated, shares, income: incomes.first()?, fits: incomes.iter().any(fits) })
    }

    /// Whether the amount has digits enough to be no other's by chance.
    fn tells(&self) -> bool {
        amount(self.stated).is_some_and(|a| a.mantissa().unsigned_abs() >= 10)
    }

    /// Whether income over shares is off by no more than one in the last digit.
    fn is_near(&self) -> bool {
        let given = Interval::of(self.income).zip(Interval::of(self.shares)).and_then(|(income, shares)| income.over(shares));
        given.and_then(|given| verdict(self.stated, given)).is_some_and(|v| v != Verdict::Off)
    }

    fn finding(&self, report: &Report, shared: bool) -> Option<Diagnostic> {
        let Self { stated, shares, income, .. } = *self;
        let (said, divisor) = (Interval::of(stated)?, Interval::of(shares)?);
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
        let scale = thousandfold(said, Interval::of(income)?.over(divisor)?);
        let code = if scale { Code::SuspiciousScale } else { Code::PerShareMismatch };
        // preferred stock and participating securities take their part of the income before the shares do
        let less = amount(stated)?.abs() < given.abs() && shared || amount(stated)? < given && is_of_common_shares(stated, income);
        // diluted, interest on what may be converted is added back to the income: a cent more may be right
        let added = amount(stated)?.abs() > given.abs() && name_is_diluted(stated) && self.is_near();
        let severity = if (less || added) && !scale { Severity::Note } else { Severity::Warning };
        let finding = Diagnostic::new(code, message).severity(severity).at(place(stated, None), "per share");
        Some(finding.and_at(place(income, None), "income").and_at(place(shares, None), "shares"))
    }
}

/// Whether an amount per share says that it is what is left to the common shares, of an income that does not say so.
fn is_of_common_shares(stated: &Fact, income: &Fact) -> bool {
    let left = |fact: &Fact| {
        let label = fact.label.to_lowercase();
        label.contains("common") && ["attributable to", "available to", "applicable to"].iter().any(|words| label.contains(words))
    };
    left(stated) && !left(income) && !income.aspects.concept.local().contains("AvailableToCommon")
}

fn name_is_diluted(stated: &Fact) -> bool {
    let local = stated.aspects.concept.local();
    local.contains("Diluted") && !local.contains("Basic")
}

/// Diluted shares are never fewer than the basic ones.
fn dilution(report: &Report, known: &Known, period: Period) -> Option<Diagnostic> {
    let basic = known.get("WeightedAverageNumberOfSharesOutstandingBasic", period)?;
    let diluted = known.get("WeightedAverageNumberOfDilutedSharesOutstanding", period)?;
    if Interval::of(diluted)?.high >= Interval::of(basic)?.low {
        return None;
    }
    let message = format!("diluted shares of {} are fewer than the basic {}: dilution only adds to them", number(diluted), number(basic));
    let finding = Diagnostic::new(Code::PerShareMismatch, message).severity(Severity::Warning).at(place(diluted, None), "diluted");
    Some(finding.and_at(place(basic, None), quoted(name(report, basic))))
}

/// Whether an amount per share fits but for a factor of a thousand: shares or income are on another scale.
fn thousandfold(said: Interval, quotient: Interval) -> bool {
    let scaled = |factor: Decimal| {
        let (low, high) = (quotient.low.checked_mul(factor), quotient.high.checked_mul(factor));
        low.zip(high).is_some_and(|(low, high)| Interval { low, high }.overlaps(said))
    };
    !said.overlaps(Interval::exactly(Decimal::ZERO)) && (scaled(Decimal::ONE_THOUSAND) || scaled(Decimal::new(1, 3)))
}

/// What an amount per share is of: the whole of the income, or a part of it.
#[derive(Clone, Copy, PartialEq)]
enum Scope {
    Whole,
    Continuing,
    Discontinued,
    /// What stands apart from both: an extraordinary item, the effect of a new principle of accounting.
    Apart,
}

/// What an amount per share is of and whether it is diluted, by its concept's name.
fn scope(fact: &Fact) -> Option<(Scope, bool)> {
    let unit = fact.aspects.unit.as_ref()?;
    if unit.per != Some(Measure::Shares) || !fact.aspects.dimensions.is_empty() {
        return None;
    }
    let name = fact.aspects.concept.local().to_lowercase();
    let diluted = name.contains("dilut");
    if diluted == name.contains("basic") {
        return None;
    }
    let whole = ["earningspershare", "netincome", "netloss", "netearnings"].iter().any(|w| name.contains(w));
    let apart = ["cumulativeeffect", "extraordinary"].iter().any(|w| name.contains(w)) && !name.contains("before");
    let scope = match (name.contains("discontinued"), name.contains("continuing")) {
        (true, _) => Scope::Discontinued,
        (false, true) => Scope::Continuing,
        (false, false) if apart => Scope::Apart,
        (false, false) if whole => Scope::Whole,
        _ => return None,
    };
    Some((scope, diluted))
}

/// Continuing and discontinued operations against the whole, where each is printed with one value only.
fn additions(report: &Report) -> Vec<Diagnostic> {
    let mut families: BTreeMap<(Period, bool), Vec<(Scope, &Fact)>> = BTreeMap::new();
    for fact in &report.facts {
        if let Some((scope, diluted)) = scope(fact) {
            families.entry((fact.aspects.period, diluted)).or_default().push((scope, fact));
        }
    }
    families.values().filter_map(|family| addition(report, family)).collect()
}

fn addition(report: &Report, family: &[(Scope, &Fact)]) -> Option<Diagnostic> {
    let only = |scope: Scope| {
        let mut of_scope = family.iter().filter(|(s, _)| *s == scope).map(|(_, fact)| *fact);
        of_scope.next().filter(|first| of_scope.all(|other| other.value == first.value))
    };
    let (whole, first, second) = (only(Scope::Whole)?, only(Scope::Continuing)?, only(Scope::Discontinued)?);
    let apart = family.iter().filter(|(s, _)| *s == Scope::Apart).map(|(_, fact)| *fact);
    let parts: Vec<&Fact> = [first, second].into_iter().chain(apart).collect();
    let made = parts.iter().map(|part| Interval::of(part)).collect::<Option<Vec<_>>>()?.into_iter().reduce(|a, b| a + b)?;
    if made.overlaps(Interval::of(whole)?) {
        return None;
    }
    let amounts = parts.iter().map(|part| Some((amount(part)?, 1))).collect::<Option<Vec<_>>>()?;
    let given = amounts.iter().try_fold(Decimal::ZERO, |all, (part, _)| all.checked_add(*part))?;
    let terms = sum(&amounts);
    let message = format!(
        "{} per share is printed as {}, but continuing and discontinued operations give {terms} = {}",
        quoted(name(report, whole)),
        number(whole),
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
    fn what_is_left_to_the_common_shares_may_be_less() {
        let severity = |label: &str, per_share: &str| {
            let mut fixture = Fixture::default();
            fixture.standard("NetIncomeLoss", -26_000_000, -6);
            fixture.number("WeightedAverageNumberOfSharesOutstandingBasic", "80900000", -5, Unit::shares());
            let id = fixture.number("EarningsPerShareBasic", per_share, 2, Unit::per_share(Currency::USD));
            fixture.label(id, label);
            check(&fixture.report()).iter().map(|d| d.severity).collect::<Vec<_>>()
        };
        assert_eq!(severity("Basic loss per share attributable to common shareholders", "-0.36"), [Severity::Note]);
        assert_eq!(severity("Basic loss per share attributable to common shareholders", "-0.23"), [Severity::Warning]);
        assert_eq!(severity("Basic loss per share", "-0.36"), [Severity::Warning]);
    }

    #[test]
    fn what_dilution_adds_is_no_number_of_diluted_shares() {
        let of = |label: &str| {
            let mut fixture = Fixture::default();
            let id = fixture.number("Own", "82000", -3, Unit::shares());
            fixture.label(id, label);
            averages(&fixture.report().facts[0]).len()
        };
        assert_eq!(of("Shares used, diluted"), 1);
        assert_eq!((of("Dilutive effect of stock options"), of("Dilutive securities")), (0, 0));
    }

    #[test]
    fn dilution_adds_shares() {
        let mut fixture = Fixture::default();
        fixture.number("WeightedAverageNumberOfSharesOutstandingBasic", "7756000", -3, Unit::shares());
        fixture.number("WeightedAverageNumberOfDilutedSharesOutstanding", "6947000", -3, Unit::shares());
        assert_eq!(check(&fixture.report()).len(), 1);
    }

    #[test]
    fn what_stands_apart_is_added_too() {
        let found = |apart: &str| {
            let mut fixture = Fixture::default();
            for (local, amount) in [
                ("IncomeLossFromContinuingOperationsPerBasicShare", "0.62"),
                ("IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicShare", "0.06"),
                ("BasicCumulativeEffectOfChangeInAccountingPrinciples", apart),
                ("EarningsPerShareBasic", "0.10"),
            ] {
                fixture.number(local, amount, 2, Unit::per_share(Currency::USD));
            }
            check(&fixture.report()).len()
        };
        assert_eq!((found("-0.58"), found("-0.48")), (0, 1));
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
