//! Margins, rates and ratios that the release states, against the figures they are made of.

use std::collections::{HashMap, HashSet};

use super::change::{Verdict, is_share, verdict};
use super::interval::Interval;
use super::wording::{amount, in_unit_of, name, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{Fact, FactId, Origin, Period, Report, StatementKind};

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
A margin, tax rate or other ratio that the release states does not follow from the figures it is made of.

In tables and in sentences, gross, operating and net margin are held against revenue, the effective tax rate against income before taxes, equity to assets against the
balance sheet, and the operating ratio against revenue: each as its name defines it, within the rounding of all figures. Average yields and
costs are held against the balances they are averages over, returns on average balances against net income, and the interest spread
against yield and cost, where the relation holds in at least two other columns. Operating ratios
of a part are left alone, and fuel surcharges may be taken off costs and revenue. Measures
called adjusted, core or non-GAAP are left alone, and in sentences those of segments. A warning: companies define ratios for themselves.

  Gross profit 9,690 of revenue 27,847        Gross margin   38.4 %     34.8 %

Source: the measure's name; Calculations 1.1 for the rounding.";

/// A ratio by the words of its label, and the concepts above and below the line.
pub(super) struct Ratio {
    pub(super) words: &'static [&'static str],
    pub(super) over: &'static [&'static str],
    pub(super) under: &'static [&'static str],
}

const REVENUE: &[&str] = &[
    "Revenues",
    "RevenueFromContractWithCustomerExcludingAssessedTax",
    "RevenueFromContractWithCustomerIncludingAssessedTax",
    "SalesRevenueNet",
];
pub(super) const RATIOS: [Ratio; 6] = [
    Ratio { words: &["gross margin", "gross profit margin", "gross profit percentage"], over: &["GrossProfit"], under: REVENUE },
    Ratio { words: &["operating margin", "operating income margin"], over: &["OperatingIncomeLoss"], under: REVENUE },
    Ratio { words: &["net margin", "net income margin", "net profit margin"], over: &["NetIncomeLoss", "ProfitLoss"], under: REVENUE },
    Ratio {
        words: &["effective tax rate", "effective income tax rate"],
        over: &["IncomeTaxExpenseBenefit"],
        under: &[
            "IncomeLossFromContinuingOperationsBeforeIncomeTaxesExtraordinaryItemsNoncontrollingInterest",
            "IncomeLossFromContinuingOperationsBeforeIncomeTaxesMinorityInterestAndIncomeLossFromEquityMethodInvestments",
        ],
    },
    Ratio { words: &["equity to assets", "equity-to-assets"], over: &["StockholdersEquity"], under: &["Assets"] },
    Ratio { words: &["operating ratio"], over: &["CostsAndExpenses", "OperatingExpenses"], under: REVENUE },
];
/// Words of measures that the company defines for itself.
pub(super) const ADJUSTED: [&str; 8] = ["adjusted", "non-gaap", "core", "pro forma", "excluding", "average", "tangible", "guidance"];
/// Words of margins that are of a part of the company, or of a profit before what its gross or operating profit holds.
const OTHER: [&str; 2] = ["segment", "before"];

/// Works out every ratio that is stated.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let mut known: HashMap<(&str, Period), Vec<&Fact>> = HashMap::new();
    for fact in report.facts.iter().filter(|f| f.aspects.dimensions.is_empty() && amount(f).is_some()) {
        known.entry((fact.aspects.concept.local(), fact.aspects.period)).or_default().push(fact);
    }
    let apart = in_adjusted_columns(report);
    // carriers take the fuel surcharges that they print off revenue and costs
    let surcharged = |f: &&Fact| f.label.to_lowercase().contains("fuel surcharge") && f.aspects.dimensions.is_empty();
    let mut surcharges: HashMap<Period, &Fact> = HashMap::new();
    for fact in report.facts.iter().filter(surcharged).filter(|f| amount(f).is_some()) {
        surcharges.entry(fact.aspects.period).or_insert(fact);
    }
    let shares = report.facts().filter(|(id, f)| is_share(f) && f.aspects.dimensions.is_empty() && !apart.contains(id)).map(|(_, f)| f);
    shares
        .filter_map(|stated| {
            let ratio = RATIOS.iter().find(|ratio| ratio.is(stated) && ratio.is_of_all(stated))?;
            let surcharge = surcharges.get(&stated.aspects.period).filter(|_| is_operating_ratio(stated));
            compare(report, &known, stated, (ratio, surcharge.copied()))
        })
        .collect()
}

fn is_operating_ratio(stated: &Fact) -> bool {
    stated.label.to_lowercase().contains("operating ratio")
}

/// Facts in columns of measures that the company defines for itself, and in tables that lead to them.
fn in_adjusted_columns(report: &Report) -> HashSet<FactId> {
    let adjusted = |header: &str| ADJUSTED.iter().any(|word| header.contains(word)) || header.contains("constant");
    let cells = report.statements.iter().flat_map(|s| {
        let columns: Vec<bool> = s.columns.iter().map(|header| adjusted(&header.to_lowercase())).collect();
        let all = s.kind == StatementKind::Reconciliation || columns.contains(&true);
        s.lines
            .iter()
            .flat_map(|l| l.cells.iter().enumerate())
            .filter(move |(i, _)| all || columns.get(*i) == Some(&true))
            .filter_map(|(_, id)| *id)
    });
    cells.collect()
}

impl Ratio {
    fn is(&self, fact: &Fact) -> bool {
        let label = fact.label.to_lowercase();
        let change = fact.aspects.concept.local().contains("Change") || fact.aspects.concept.local().contains("IncreaseDecrease");
        // a heading over it may say so: "Non-GAAP measures: Gross profit margin"
        let outside = fact.aspects.concept.local().to_lowercase().contains("nongaap");
        let apart = || outside || ADJUSTED.iter().chain(&OTHER).any(|word| label.contains(word));
        !change && self.words.iter().any(|words| label.contains(words)) && !apart()
    }

    /// Whether a ratio is that of the whole company: `Freight operating ratio` is that of freight, and so is what a sentence about freight calls
    /// its ratio.
    fn is_of_all(&self, stated: &Fact) -> bool {
        const WHOLE: [&str; 8] = ["total", "consolidated", "our", "the", "gaap", "company", "overall", "reported"];
        let lower = stated.label.to_lowercase();
        let before = self.words.iter().filter_map(|words| lower.find(words)).min().map_or("", |at| lower[..at].trim());
        let said = stated.origins.iter().any(|o| matches!(o, Origin::Sentence { .. }));
        let letters: String = lower.chars().filter(|c| c.is_alphanumeric()).collect();
        let name = stated.aspects.concept.local().to_lowercase();
        let named_apart = said && !stated.aspects.concept.is_standard() && name.len() > letters.len() && name.ends_with(&letters);
        !named_apart && before.split_whitespace().all(|word| WHOLE.contains(&word))
    }
}

fn compare(
    report: &Report,
    known: &HashMap<(&str, Period), Vec<&Fact>>,
    stated: &Fact,
    (ratio, surcharge): (&Ratio, Option<&Fact>),
) -> Option<Diagnostic> {
    let of = |locals: &[&'static str]| -> Vec<&Fact> {
        locals.iter().filter_map(|local| known.get(&(*local, stated.aspects.period))).flatten().copied().collect()
    };
    let (over, under) = (of(ratio.over), of(ratio.under));
    let pairs = || over.iter().flat_map(|o| under.iter().map(move |u| (*o, *u)));
    if let Some(surcharge) = surcharge {
        let net = |(o, u): (&Fact, &Fact)| {
            let [o, u, s] = [Interval::of(o)?, Interval::of(u)?, Interval::of(surcharge)?];
            let both = verdict(stated, o.minus(s)?.over(u.minus(s)?)?)?;
            let costs = verdict(stated, o.minus(s)?.over(u)?)?;
            Some([both, costs].iter().any(|v| matches!(v, Verdict::Fits | Verdict::Unrounded)))
        };
        if pairs().any(|pair| net(pair) == Some(true)) {
            return None;
        }
    }
    let reckoned: Vec<_> = pairs().filter_map(|(o, u)| Some((verdict(stated, Interval::of(o)?.over(Interval::of(u)?)?)?, o, u))).collect();
    // any of the figures that may be meant will do
    let (verdict, over, under) = reckoned.iter().min_by_key(|(v, ..)| rank(*v))?;
    if matches!(verdict, Verdict::Fits | Verdict::Unrounded | Verdict::Turned) {
        return None;
    }
    let given = amount(over)?.checked_div(amount(under)?)?;
    let message = format!(
        "{} is stated as {}, but {} {} of {} {} is {}",
        quoted(name(report, stated)),
        number(stated),
        quoted(name(report, over)),
        number(over),
        quoted(name(report, under)),
        number(under),
        in_unit_of(stated, given)
    );
    let severity = if *verdict == Verdict::Near { Severity::Note } else { Severity::Warning };
    let finding = Diagnostic::new(Code::RatioMismatch, message).severity(severity).at(place(stated, None), "stated so");
    Some(finding.and_at(place(over, None), number(over)).and_at(place(under, None), number(under)))
}

fn rank(verdict: Verdict) -> u8 {
    match verdict {
        Verdict::Fits | Verdict::Unrounded => 0,
        Verdict::Turned => 1,
        Verdict::Near => 2,
        Verdict::Off => 3,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::Unit;

    fn found(margin: &str) -> usize {
        let mut fixture = Fixture::default();
        fixture.standard("Revenues", 27_847_000, -3);
        fixture.standard("GrossProfit", 9_690_000, -3);
        let id = fixture.number("GrossMargin", margin, 3, Unit::pure());
        fixture.label(id, "Gross margin");
        check(&fixture.report()).len()
    }

    #[test]
    fn a_margin_follows_from_its_figures() {
        assert_eq!((found("0.348"), found("0.384")), (0, 1));
        let mut fixture = Fixture::default();
        fixture.standard("Revenues", 27_847_000, -3);
        fixture.standard("GrossProfit", 9_690_000, -3);
        let id = fixture.number("EnterpriseGrossMargin", "0.384", 3, Unit::pure());
        fixture.label(id, "Enterprise gross margin");
        assert!(check(&fixture.report()).is_empty());
    }

    #[test]
    fn margins_of_parts_and_of_other_profits_are_left_alone() {
        let found = |label: &str| {
            let mut fixture = Fixture::default();
            fixture.standard("Revenues", 27_847_000, -3);
            fixture.standard("GrossProfit", 9_690_000, -3);
            let id = fixture.number("Margin", "0.384", 3, Unit::pure());
            fixture.label(id, label);
            check(&fixture.report()).len()
        };
        let labels = ["Gross margin", "Segment gross margin", "Gross margin before fair value adjustments"];
        assert_eq!(labels.map(found), [1, 0, 0]);
    }

    #[test]
    fn operating_ratios_of_carriers() {
        let found = |label: &str, surcharge: bool, stated: &str| {
            let mut fixture = Fixture::default();
            fixture.standard("Revenues", 27_800_000, -3);
            fixture.standard("CostsAndExpenses", 25_000_000, -3);
            let id = fixture.number("OperatingRatio", stated, 3, Unit::pure());
            fixture.label(id, label);
            if surcharge {
                let id = fixture.standard("FuelRevenue", 3_700_000, -3);
                fixture.label(id, "Fuel surcharge revenue");
            }
            check(&fixture.report()).len()
        };
        assert_eq!((found("Operating ratio", false, "0.884"), found("Freight operating ratio", false, "0.884")), (1, 0));
        // 21.3 of 24.1
        assert_eq!((found("Operating ratio", true, "0.884"), found("Operating ratio", true, "0.848")), (0, 1));
    }
}
