//! Rates of banks and their like against the balances they are rates of: average yields, returns on average balances, the interest spread.
//!
//! The rows are found by their labels; that the relation holds in the other columns bears out that they are meant.

use std::collections::{BTreeMap, HashMap};

use rust_decimal::Decimal;

use super::change::{Verdict, is_share, verdict};
use super::interval::Interval;
use super::wording::{in_unit_of, number, place, quoted};
use super::words::content_words;
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Fact, Line, Measure, Period, Report, StatementKind};

/// Columns in which the relation must hold before one in which it does not is a finding.
const HOLDING: usize = 2;
/// Rows of a name that are looked at.
const ROWS: usize = 4;

/// A row of a table with its facts by period.
struct Row<'a> {
    words: Vec<String>,
    label: String,
    facts: BTreeMap<Period, &'a Fact>,
}

/// Looks at the rates of every table.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let rates = rows(report, is_share);
    if rates.is_empty() {
        return Vec::new();
    }
    let balances = rows(report, is_money);
    let mut by_words: HashMap<Vec<String>, Vec<&Row>> = HashMap::new();
    for row in &balances {
        let of_name = by_words.entry(sorted(&row.words)).or_default();
        if of_name.len() < ROWS {
            of_name.push(row);
        }
    }
    let income = income(report);
    let averages = rates.windows(3).flat_map(|w| average(&by_words, [&w[0], &w[1], &w[2]]));
    let returns = rates.iter().filter_map(|row| returned(&by_words, &income, row));
    averages.chain(returns).chain(spread(&rates)).collect()
}

/// The rows of a kind, told by a fact of each, in printed order.
fn rows(report: &Report, is_such: impl Fn(&Fact) -> bool) -> Vec<Row<'_>> {
    let tables = report.statements.iter().filter(|s| !matches!(s.kind, StatementKind::Narrative | StatementKind::Cover));
    let row = |line: &Line| {
        let facts = line.cells.iter().flatten().map(|id| report.fact(*id));
        let facts: BTreeMap<Period, &Fact> = facts.map(|fact| (fact.aspects.period, fact)).collect();
        let such = facts.values().next().is_some_and(|fact| is_such(fact));
        such.then(|| Row { words: content_words(&line.label), label: line.label.to_lowercase(), facts })
    };
    tables.flat_map(|s| &s.lines).filter_map(row).collect()
}

fn is_money(fact: &Fact) -> bool {
    fact.aspects.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)) && u.per.is_none())
}

fn sorted(words: &[String]) -> Vec<String> {
    let mut words = words.to_vec();
    words.sort();
    words.dedup();
    words
}

/// The balances whose name a rate's label holds behind its first word: "Yield on loans" and "Loans".
fn balance_of<'a>(by_words: &HashMap<Vec<String>, Vec<&'a Row<'a>>>, rate: &Row) -> Vec<&'a Row<'a>> {
    rate.words.get(1..).map(sorted).and_then(|words| by_words.get(&words)).cloned().unwrap_or_default()
}

/// One column of a relation: the printed rate, what is given, and the figures it is made of.
type Reckoned<'a> = (&'a Fact, Interval, Vec<&'a Fact>);

/// "Yield on loans", "Yield on investments", "Yield on interest-earning assets": the third is the average of the two by their balances.
fn average<'a>(by_words: &HashMap<Vec<String>, Vec<&'a Row<'a>>>, [one, other, whole]: [&Row<'a>; 3]) -> Option<Diagnostic> {
    let first = one.words.first()?;
    if [other, whole].iter().any(|row| row.words.first() != Some(first)) || !["yield", "cost", "rate"].contains(&first.as_str()) {
        return None;
    }
    let (ones, others) = (balance_of(by_words, one), balance_of(by_words, other));
    if balance_of(by_words, whole).is_empty() {
        return None;
    }
    let weights = ones.iter().flat_map(|one| others.iter().map(move |other| (*one, *other)));
    let candidates = weights.map(|(weight, other_weight)| {
        let column = |(period, rate): (&Period, &&'a Fact)| -> Option<Reckoned<'a>> {
            let facts = [*one.facts.get(period)?, *other.facts.get(period)?, *weight.facts.get(period)?, *other_weight.facts.get(period)?];
            let [a, b, of_a, of_b] = [Interval::of(facts[0])?, Interval::of(facts[1])?, Interval::of(facts[2])?, Interval::of(facts[3])?];
            let mean = |a: Decimal, b: Decimal| {
                let total = of_a.low.checked_add(of_b.low).filter(|t| *t > Decimal::ZERO)?;
                a.checked_mul(of_a.low)?.checked_add(b.checked_mul(of_b.low)?)?.checked_div(total)
            };
            Some((*rate, Interval { low: mean(a.low, b.low)?, high: mean(a.high, b.high)? }, facts.to_vec()))
        };
        whole.facts.iter().filter_map(column).collect::<Vec<_>>()
    });
    candidates.into_iter().find_map(|columns| odd_one(columns, "the average of its parts by their balances"))
}

/// Net income by period, the first one printed.
fn income(report: &Report) -> HashMap<Period, &Fact> {
    const NET: [&str; 4] = ["NetIncomeLoss", "ProfitLoss", "NetIncome", "NetEarnings"];
    let plain = |f: &&Fact| f.is_in_table() && f.aspects.dimensions.is_empty() && NET.contains(&f.aspects.concept.local());
    let mut income = HashMap::new();
    for fact in report.facts.iter().filter(plain) {
        income.entry(fact.aspects.period).or_insert(fact);
    }
    income
}

/// "Return on average equity": net income of the period, in the measure of a year, over the average balance.
fn returned<'a>(
    by_words: &HashMap<Vec<String>, Vec<&'a Row<'a>>>,
    income: &HashMap<Period, &'a Fact>,
    row: &Row<'a>,
) -> Option<Diagnostic> {
    if !row.label.trim_start().starts_with("return on average") {
        return None;
    }
    let balances = balance_of(by_words, row);
    let averages = balances.into_iter().filter(|balance| balance.label.contains("average"));
    averages.into_iter().find_map(|balance| {
        let column = |(period, rate): (&Period, &&'a Fact), how: Year| -> Option<Reckoned<'a>> {
            let (net, over) = (*income.get(period)?, *balance.facts.get(period)?);
            let (year, net_of) = (how.times(*period)?, Interval::of(net)?);
            let yearly = Interval { low: net_of.low.checked_mul(year)?, high: net_of.high.checked_mul(year)? };
            Some((*rate, yearly.over(Interval::of(over)?)?, vec![net, over]))
        };
        let ways = Year::ALL.map(|how| row.facts.iter().filter_map(|cell| column(cell, how)).collect::<Vec<_>>());
        let fits = |columns: &[Reckoned]| columns.iter().all(|(rate, given, _)| verdict(rate, *given) == Some(Verdict::Fits));
        if ways.iter().any(|columns| fits(columns)) {
            return None;
        }
        ways.into_iter().find_map(|columns| odd_one(columns, "net income in the measure of a year over the average balance"))
    })
}

/// How companies bring a period to the measure of a year.
#[derive(Clone, Copy)]
enum Year {
    Months,
    Days,
    LeapDays,
}

impl Year {
    const ALL: [Self; 3] = [Self::Months, Self::Days, Self::LeapDays];

    /// How often a period goes into a year.
    fn times(self, period: Period) -> Option<Decimal> {
        let days = period.days()?;
        let (year, part) = match self {
            Self::Months => (12, (days + 15) / 30),
            Self::Days => (365, days),
            Self::LeapDays => (366, days),
        };
        Decimal::from(year).checked_div(Decimal::from(part.max(1)))
    }
}

/// "Net interest spread": what the yield on interest-earning assets is above the cost of interest-bearing liabilities.
fn spread<'a>(rates: &[Row<'a>]) -> Option<Diagnostic> {
    let named = |words: &[&str]| rates.iter().find(|row| words.iter().all(|word| row.label.contains(word)));
    let spread =
        rates.iter().find(|row| ["net interest spread", "net interest rate spread", "interest rate spread"].contains(&row.label.trim()))?;
    let (earned, paid) = (named(&["yield", "earning assets"])?, named(&["cost", "bearing", "liabilities"])?);
    let column = |(period, rate): (&Period, &&'a Fact)| -> Option<Reckoned<'a>> {
        let facts = [*earned.facts.get(period)?, *paid.facts.get(period)?];
        Some((*rate, Interval::of(facts[0])? - Interval::of(facts[1])?, facts.to_vec()))
    };
    odd_one(spread.facts.iter().filter_map(column).collect(), "the yield less the cost")
}

/// The one column in which a relation does not hold that holds in the others.
fn odd_one(columns: Vec<Reckoned>, what: &str) -> Option<Diagnostic> {
    let judged: Vec<(Verdict, Reckoned)> = columns.into_iter().filter_map(|c| Some((verdict(c.0, c.1)?, c))).collect();
    let (fitting, off): (Vec<_>, Vec<_>) = judged.into_iter().partition(|(verdict, _)| *verdict == Verdict::Fits);
    let [(Verdict::Off | Verdict::Turned, (stated, given, facts))] = &off[..] else { return None };
    if fitting.len() < HOLDING {
        return None;
    }
    let middle = given.low.checked_add(given.high)?.checked_div(Decimal::TWO)?;
    let message = format!(
        "{} is printed as {}, but {what} is {}, as in the other columns",
        quoted(stated.label.trim()),
        number(stated),
        in_unit_of(stated, middle)
    );
    let finding = Diagnostic::new(Code::RatioMismatch, message).at(place(stated, None), "printed so");
    Some(facts.iter().fold(finding, |finding, fact| finding.and_at(place(fact, None), number(fact))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::FactId;

    /// Cells of three quarters.
    fn cells(fixture: &mut Fixture, make: impl Fn(&mut Fixture, usize) -> FactId) -> Vec<Option<FactId>> {
        let cell = |i: usize| {
            let id = make(fixture, i);
            fixture.during(id, (2006 + i as i32, 1), 3);
            Some(id)
        };
        (0..3).map(cell).collect()
    }

    #[test]
    fn an_average_that_its_parts_do_not_give() {
        let found = |loans: &'static str| {
            let mut fixture = Fixture::default();
            let rate = |f: &mut Fixture, rates: [&'static str; 3]| cells(f, |f, i| f.percent(rates[i], 4));
            let rows = [
                ("Yield on loans", rate(&mut fixture, [loans, "0.0760", "0.0888"])),
                ("Yield on investments", rate(&mut fixture, ["0.0432", "0.0416", "0.0446"])),
                ("Yield on interest-earning assets", rate(&mut fixture, ["0.0648", "0.0736", "0.0853"])),
                ("Loans", cells(&mut fixture, |f, i| f.money("Loans", [1_231_792, 1_192_023, 1_076_239][i] * 1000, -3))),
                ("Investments", cells(&mut fixture, |f, i| f.money("Investments", [89_019, 87_138, 91_004][i] * 1000, -3))),
                (
                    "Total interest-earning assets",
                    cells(&mut fixture, |f, i| f.money("All", [1_320_811, 1_279_161, 1_167_243][i] * 1000, -3)),
                ),
            ];
            let lines: Vec<(&str, &[Option<FactId>])> = rows.iter().map(|(label, cells)| (*label, cells.as_slice())).collect();
            fixture.statement(StatementKind::Metrics, &lines);
            check(&fixture.report()).len()
        };
        assert_eq!((found("0.0664"), found("0.0364")), (0, 1));
    }

    #[test]
    fn a_return_that_net_income_does_not_give() {
        let found = |equity: i64| {
            let mut fixture = Fixture::default();
            let income = cells(&mut fixture, |f, i| f.standard("NetIncomeLoss", [2_020, 3_770, 5_020][i] * 1000, -3));
            let average = cells(&mut fixture, |f, i| f.money("Average", [equity, 128_128, 124_744][i] * 1000, -3));
            let returns = cells(&mut fixture, |f, i| f.percent(["0.0632", "0.1177", "0.1610"][i], 4));
            let lines = [("Net income", &income[..]), ("Average stockholders' equity", &average), ("Return on average equity", &returns)];
            fixture.statement(StatementKind::Metrics, &lines);
            check(&fixture.report()).len()
        };
        assert_eq!((found(127_873), found(177_873)), (0, 1));
    }
}
