//! Which concept a cell states, and what sets it apart.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::veto::family;
use super::{Cell, Reader};

use crate::figure::{Figure, Suffix};
use crate::map::concept::{ACCEPT, accepted};
use crate::map::dimension::{self, Qualifier, Split};
use crate::map::graph::{Graph, agree};
use crate::map::lines::{Line, folded};
use crate::map::period::ColumnTime;
use crate::map::unit::Counted;
use crate::report::{Candidate, Confidence, Fact, Period, StatementKind};
use crate::table::RowKind;
use crate::taxonomy::{Concept, DataType, PeriodType, QName, standard};

impl Reader<'_> {
    /// The standard concept of a row: the best candidate that is likely enough and fits what the row counts; what another row is for `sure` only
    /// where it is sure here, too.
    pub(super) fn choice(&self, line: &Line, sure: &HashSet<&QName>) -> Option<(Concept, Confidence)> {
        if let Some(sure) = line.candidates.first().filter(|c| c.confidence == Confidence::CERTAIN) {
            return standard(&sure.concept).filter(|c| fits(c.data_type, &line.counted)).map(|c| (c, sure.confidence));
        }
        if dimension::is_outside_gaap(line.row.stub.as_str())
            || dimension::is_outside_gaap(line.section()) && self.kind != StatementKind::BalanceSheet
        {
            return None;
        }
        if self.is_average(line) {
            return None;
        }
        if self.kind == StatementKind::Equity && matches!(self.spans[line.at], Some(Period::Instant(_))) && line.counted == Counted::Money {
            return standard(&QName::us_gaap("StockholdersEquity")).map(|c| (c, Confidence::new(0.8)));
        }
        if let Some(listed) = self.listed(line) {
            return Some(listed);
        }
        let total = line.row.kind == RowKind::Total;
        let left = self.left(line);
        let best = accepted(self.kind, line.row.stub.as_str(), total, &left)
            .filter(|c| c.confidence >= ACCEPT || !sure.contains(&c.concept))?;
        standard(&best.concept).map(|concept| (concept, best.confidence))
    }

    /// The candidates that nothing speaks against, as likely as they are without the others.
    fn left(&self, line: &Line) -> Vec<Candidate> {
        let may_be = |c: &&Candidate| {
            standard(&c.concept).is_some_and(|concept| fits(concept.data_type, &line.counted) && !self.speaks_against(line, &concept))
        };
        let (left, gone): (Vec<_>, Vec<_>) = line.candidates.iter().partition(may_be);
        let rest = 1.0 - gone.iter().map(|c| c.confidence.probability()).sum::<f64>();
        let likelier = |c: &Candidate| Confidence::new(c.confidence.probability() / rest.max(0.2));
        left.into_iter().map(|c| Candidate { confidence: likelier(c), ..c.clone() }).collect()
    }

    /// The standard concept of a row that says again what another table said under it: every column states the same amount for the same time,
    /// and the label is the same but for its end, or says no more than "Total".
    pub(super) fn repeated(&self, line: &Line, graph: &Graph) -> Option<(Concept, Confidence)> {
        if !matches!(line.counted, Counted::Money | Counted::PerShare | Counted::Shares)
            || self.is_average(line)
            || !self.qualifiers.is_empty()
            || dimension::is_outside_gaap(line.row.stub.as_str())
        {
            return None;
        }
        let mut named: Option<QName> = None;
        let mut columns = 0;
        for (column, figure) in line.row.figures.iter().enumerate() {
            let plain = self.times[column].is_plain() && self.columns[column].is_empty();
            // a percentage beside an amount is its share of the total
            let share = |figure: &&Figure| figure.style.suffix == Suffix::Percent && line.counted == Counted::Money;
            let Some(figure) = figure.as_ref().filter(|figure| plain && !share(figure)) else { continue };
            let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
            let told = self.told.get(&(line.at, column)).copied();
            let said = graph.with_amount(amount).iter().chain(graph.with_amount(-amount)).map(|id| &graph.facts[id.index()]);
            let fits = |fact: &&Fact| {
                let aspects = &fact.aspects;
                aspects.concept.is_standard()
                    && aspects.dimensions.is_empty()
                    && named.as_ref().is_none_or(|n| *n == aspects.concept)
                    && [self.period(PeriodType::Instant, line, column), self.times[column].duration, told].contains(&Some(aspects.period))
                    && aspects.unit.as_ref() == Some(&line.counted.unit(self.scales.currency(figure)))
                    && repeats(line.row.stub.as_str(), &fact.label)
            };
            let found = said.into_iter().find(fits)?;
            if line.counted == Counted::Money && amount.abs() < Decimal::from(1000) {
                return None;
            }
            named = Some(found.aspects.concept.clone());
            columns += 1;
        }
        let concept = named.filter(|_| columns >= 2).and_then(|n| standard(&n))?;
        Some((concept, Confidence::new(0.85)))
    }

    /// Whether a row stands under "Average balances": a measure of its own.
    pub(super) fn is_average(&self, line: &Line) -> bool {
        let named = |words: &str| words.to_lowercase().contains("average balance") || words.to_lowercase().starts_with("average");
        line.sections.iter().any(|s| named(s))
            || self.table.titles.iter().rev().take(4).any(|t| t.as_str().to_lowercase().contains("average balance"))
    }

    pub(super) fn cell<'b>(&self, line: &'b Line, column: usize, figure: &'b Figure, chosen: Option<(Concept, Confidence)>) -> Cell<'b> {
        let counted = match figure.style.suffix {
            Suffix::Percent | Suffix::BasisPoints => Counted::Percent,
            Suffix::Times => Counted::Ratio,
            _ if line.counted == Counted::Percent && figure.style.currency.is_some() => Counted::Money,
            _ if line.counted == Counted::Money && self.is_per_share(column) => Counted::PerShare,
            _ if line.counted == Counted::Money && figure.style.currency.is_none() && self.counts(column, "units") => {
                Counted::Things("units")
            }
            _ if line.counted == Counted::Money && figure.style.currency.is_none() && self.counts(column, "shares") => Counted::Shares,
            _ => line.counted.clone(),
        };
        let mut qualifiers = self.qualifiers.clone();
        for qualifier in &self.columns[column] {
            if !qualifiers.contains(qualifier) {
                qualifiers.push(qualifier.clone());
            }
        }
        let segments = line.sections.iter().filter_map(|s| dimension::segment(s)).map(|name| Qualifier::Member(Split::Segment, name));
        qualifiers.extend(segments.take(1).filter(|_| !self.qualifiers.iter().any(|q| matches!(q, Qualifier::Member(Split::Segment, _)))));
        if line.row.stub.as_str().to_lowercase().contains("discontinued operation")
            || line.section().to_lowercase().contains("discontinued operation")
        {
            qualifiers.retain(|q| *q != Qualifier::Discontinued);
        }
        let chosen =
            if qualifiers.contains(&Qualifier::Discontinued) { chosen.map(|(c, p)| (crate::map::discontinued::of(c), p)) } else { chosen };
        let chosen = match self.allocated(line) {
            Some(concept) if chosen.is_some() => {
                qualifiers.push(Qualifier::Location(line.row.stub.as_str().to_owned()));
                Some((concept, Confidence::new(0.8)))
            }
            _ => chosen,
        };
        if let Some((concept, _)) = &chosen
            && self.is_part_of_itself(line, concept)
        {
            qualifiers.push(Qualifier::Member(dimension::split_of_part(line.row.stub.as_str()), line.row.stub.as_str().to_owned()));
        }
        let chosen = chosen.filter(|_| counted == line.counted && !qualifiers.iter().any(Qualifier::is_outside_gaap));
        let confidence = chosen.as_ref().map_or(Confidence::new(0.6), |(_, c)| *c);
        Cell {
            figure,
            counted,
            concept: chosen.map(|(c, _)| c),
            candidates: &line.candidates,
            confidence,
            qualifiers,
            label: line.row.stub.as_str().to_owned(),
        }
    }

    /// Whether a column among others counts what its header names: `Units K | Revenue $M`, `Shares | Amount`.
    fn counts(&self, column: usize, what: &str) -> bool {
        let says = |time: &ColumnTime| time.rest.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| w == what);
        says(&self.times[column]) && !self.times[column].rest.to_lowercase().contains("per ") && !self.times.iter().all(says)
    }

    /// Whether a row would be called what the total is called that it is a part of: "Subscriptions" in revenues is a part of them, not they.
    fn is_part_of_itself(&self, line: &Line, concept: &Concept) -> bool {
        let Some((total, _)) = self.weights.get(&line.at) else { return false };
        self.chosen(*total).is_some_and(|whole| family(whole).is_some() && family(whole) == family(concept))
    }

    /// Whether a column among others holds amounts per share: `Pretax | Net of tax | Per share`.
    fn is_per_share(&self, column: usize) -> bool {
        let says = |time: &ColumnTime| time.rest.to_lowercase().contains("per share");
        says(&self.times[column]) && !self.times.iter().all(says)
    }

    /// Stock-based compensation listed by the expenses that hold it.
    pub(super) fn allocated(&self, line: &Line) -> Option<Concept> {
        let total = self.weights.get(&line.at).map_or("", |(total, _)| self.lines[*total].row.stub.as_str());
        let heads = self.table.titles.iter().rev().take(2).map(|t| t.as_str()).chain([line.section(), total]);
        let of_compensation = |words: &str| {
            let lower = words.to_lowercase();
            let based = ["stock-based compensation", "share-based compensation", "stock based compensation", "equity-based compensation"];
            based.iter().any(|b| lower.contains(b)) && !lower.contains("excluding") && !lower.contains("before")
        };
        let label = line.row.stub.as_str().to_lowercase();
        let is_expense = ["cost of", "costs of", "research", "selling", "sales and", "sales,", "marketing", "general"]
            .iter()
            .any(|w| label.starts_with(w));
        let listed = is_expense && heads.into_iter().any(of_compensation) && self.kind != StatementKind::Reconciliation;
        listed.then(|| standard(&QName::us_gaap("AllocatedShareBasedCompensationExpense"))).flatten()
    }

    /// In a reconciliation only what is reported elsewhere too, or a GAAP measure that it starts from, is a fact of a us-gaap concept.
    pub(super) fn is_settled(&self, line: &Line, column: usize, cell: &Cell, graph: &mut Graph) -> bool {
        let Some(concept) = &cell.concept else { return true };
        let Some(period) = self.period(concept.period_type, line, column) else { return true };
        let (value, _) = self.value(line, column, cell);
        let aspects = self.aspects(concept.name.clone(), period, cell, graph);
        let said = graph.with_aspects(&aspects);
        if !said.is_empty() {
            return said.iter().any(|id| agree(&graph.facts[id.index()].value, &value));
        }
        let label = line.row.stub.as_str().to_lowercase();
        let first = self.lines[..line.at].iter().filter(|l| l.row.has_figures()).nth(1).is_none();
        is_major(concept.name.local()) && (first || label.starts_with("gaap") || label.contains("(gaap") || label.contains("as reported"))
    }
}

/// Whether a label says another again: the same words but for the end, or "Total" alone.
fn repeats(label: &str, other: &str) -> bool {
    let (label, other) = (folded(label.strip_prefix("GAAP ").unwrap_or(label)), folded(other));
    if ["", "total", "subtotal"].contains(&label.as_str()) {
        return true;
    }
    let long = label.len().min(other.len()) >= 8;
    long && (label.starts_with(&other) || other.starts_with(&label) || label.ends_with(&other) || other.ends_with(&label))
}

/// Whether facts of a type can be counted so.
pub(super) fn fits(data_type: DataType, counted: &Counted) -> bool {
    match counted {
        Counted::Money => data_type == DataType::Monetary,
        Counted::PerShare => data_type == DataType::PerShare,
        Counted::Shares => data_type == DataType::Shares,
        Counted::Percent | Counted::BasisPoints => matches!(data_type, DataType::Percent | DataType::Pure),
        Counted::Ratio => matches!(data_type, DataType::Pure | DataType::Decimal),
        Counted::Things(_) => matches!(data_type, DataType::Integer | DataType::Pure | DataType::Decimal | DataType::Other),
    }
}

/// Measures that reconciliations start from.
pub(super) fn is_major(name: &str) -> bool {
    const MAJOR: [&str; 14] = [
        "NetIncomeLoss",
        "ProfitLoss",
        "NetCashProvidedByUsedInOperatingActivities",
        "OperatingIncomeLoss",
        "GrossProfit",
        "Revenues",
        "RevenueFromContractWithCustomerExcludingAssessedTax",
        "EarningsPerShareDiluted",
        "EarningsPerShareBasic",
        "EarningsPerShareBasicAndDiluted",
        "IncomeLossFromContinuingOperations",
        "StockholdersEquity",
        "Assets",
        "IncomeTaxExpenseBenefit",
    ];
    MAJOR.contains(&name)
}
