//! Which concept a cell states, and what sets it apart.

use std::collections::HashSet;

use super::{Cell, Reader};

use crate::figure::{Figure, Suffix};
use crate::map::concept::{ACCEPT, accepted};
use crate::map::dimension::{self, Qualifier, Split};
use crate::map::gaap;
use crate::map::graph::{Graph, agree};
use crate::map::lines::{Line, folded, heads_averages};
use crate::map::period::ColumnTime;
use crate::map::things;
use crate::map::unit::{Counted, Measured};
use crate::report::{Candidate, Confidence, Period, StatementKind};
use crate::table::RowKind;
use crate::taxonomy::{Concept, DataType, QName, known_standard};

/// Whether a concept means the same among measures that GAAP does not know.
fn is_gaap_anywhere(concept: &QName) -> bool {
    ["CommonStockDividendsPerShare", "WeightedAverageNumber"].iter().any(|stem| concept.local().starts_with(stem))
}

impl Reader<'_> {
    /// The standard concept of a row: the best candidate that is likely enough and fits what the row counts; what another row is for `sure` only
    /// where it is sure here, too.
    pub(super) fn choice(&self, line: &Line, sure: &HashSet<&QName>) -> Option<(&'static Concept, Confidence)> {
        if let Some(sure) = line.candidates.first().filter(|c| c.confidence == Confidence::CERTAIN) {
            return known_standard(&sure.concept).filter(|c| fits(c.data_type, &line.counted)).map(|c| (c, sure.confidence));
        }
        if gaap::is_outside_gaap(line.row.stub.as_str()) {
            return None;
        }
        if self.is_under_own_measure(line) && !line.candidates.first().is_some_and(|c| is_gaap_anywhere(&c.concept)) {
            return None;
        }
        if self.is_average(line) {
            return None;
        }
        if self.kind == StatementKind::Equity && matches!(self.spans[line.at], Some(Period::Instant(_))) && line.counted == Counted::Money {
            return known_standard(&QName::us_gaap("StockholdersEquity")).map(|c| (c, Confidence::new(0.8)));
        }
        if let Some(listed) = self.listed(line) {
            return Some(listed);
        }
        let total = line.row.kind == RowKind::Total;
        let left: Vec<Candidate> = self.left(line).into_iter().filter(|c| !self.is_unfounded(line, &c.concept)).collect();
        let best = accepted(line.part, line.row.stub.as_str(), total, &left)
            .filter(|c| c.confidence >= ACCEPT || !sure.contains(&c.concept) && !self.takes_off(line, &c.concept))?;
        let named = both_per_share(line, best.concept.local()).map_or(best.concept, QName::us_gaap);
        known_standard(&named).map(|concept| (concept, best.confidence))
    }

    /// Whether a row stands under a heading of a measure that GAAP does not know: an adjustment that leads to funds from operations.
    fn is_under_own_measure(&self, line: &Line) -> bool {
        gaap::is_outside_gaap(line.section()) && self.kind != StatementKind::BalanceSheet
    }

    /// What a row under such a heading is that takes up a line of the statement over it, its words and its figures.
    pub(super) fn taken_up(&self, line: &Line) -> Option<(&'static Concept, Confidence)> {
        let heading = line.section().to_lowercase();
        // "Non-GAAP results" are none of the statement's lines, even where nothing was adjusted
        let leads_from_gaap = ["funds from", "ffo", "ebitda", "cash flow"].iter().any(|w| heading.contains(w));
        if !self.is_under_own_measure(line) || !leads_from_gaap || line.row.stub.is_empty() {
            return None;
        }
        let label = folded(line.row.stub.as_str());
        let same = |other: &&Line| {
            let amounts = |line: &Line| -> Vec<_> { line.row.figures.iter().map(|f| f.as_ref().map(|f| f.amount)).collect() };
            folded(other.row.stub.as_str()) == label && amounts(other) == amounts(line)
        };
        self.lines[..line.at].iter().find(same).and_then(|other| self.chosen[other.at])
    }

    /// The candidates that nothing speaks against, as likely as they are without the others.
    fn left(&self, line: &Line) -> Vec<Candidate> {
        let may_be = |c: &&Candidate| {
            known_standard(&c.concept).is_some_and(|concept| fits(concept.data_type, &line.counted) && !self.speaks_against(line, concept))
        };
        let (left, gone): (Vec<_>, Vec<_>) = line.candidates.iter().partition(may_be);
        let rest = 1.0 - gone.iter().map(|c| c.confidence.probability()).sum::<f64>();
        let likelier = |c: &Candidate| Confidence::new(c.confidence.probability() / rest.max(0.2));
        left.into_iter().map(|c| Candidate { confidence: likelier(c), ..c.clone() }).collect()
    }

    /// Whether a row stands under "Average balances": a measure of its own.
    pub(super) fn is_average(&self, line: &Line) -> bool {
        line.sections.iter().any(|s| heads_averages(s))
            || self.table.titles.iter().rev().take(4).any(|t| t.as_str().to_lowercase().contains("average balance"))
    }

    pub(super) fn cell<'b>(
        &self,
        line: &'b Line,
        column: usize,
        figure: &'b Figure,
        chosen: Option<(&'static Concept, Confidence)>,
    ) -> Cell<'b> {
        let counted = match figure.style.suffix {
            Suffix::Percent | Suffix::BasisPoints => Counted::Percent,
            Suffix::Times => Counted::Ratio,
            _ if line.counted == Counted::Percent && figure.style.currency.is_some() => Counted::Money,
            _ if line.counted == Counted::Money && self.is_per_share(column) => Counted::PerShare,
            _ if line.counted == Counted::PerShare && self.is_amount(column) => Counted::Money,
            _ if let Some(measured) = self.measured_in(line, column, figure) => Counted::Measured(measured),
            _ if let Some(things) = self.things_in(line, column, figure) => Counted::Things(things),
            _ if line.counted == Counted::Money && figure.style.currency.is_none() && self.counts(column, "shares") => Counted::Shares,
            _ => line.counted.clone(),
        };
        let mut qualifiers = self.qualifiers.clone();
        for qualifier in &self.columns[column] {
            if !qualifiers.contains(qualifier) {
                qualifiers.push(qualifier.clone());
            }
        }
        let named = line.sections.iter().filter_map(|s| dimension::segment(s)).map(|name| Qualifier::Member(Split::Segment, name));
        let segments = named.chain(self.segment_above(line));
        qualifiers.extend(segments.take(1).filter(|_| !self.qualifiers.iter().any(|q| matches!(q, Qualifier::Member(Split::Segment, _)))));
        if line.row.stub.as_str().to_lowercase().contains("discontinued operation")
            || line.section().to_lowercase().contains("discontinued operation")
        {
            qualifiers.retain(|q| *q != Qualifier::Discontinued);
        }
        let chosen =
            if qualifiers.contains(&Qualifier::Discontinued) { chosen.map(|(c, p)| (crate::map::discontinued::of(c), p)) } else { chosen };
        let chosen = self.allocated_total(line).map(|concept| (concept, Confidence::new(0.8))).or(chosen);
        let chosen = match self.allocated(line) {
            Some(concept) if chosen.is_some() || cost_above(line).is_some() => {
                let above = cost_above(line).map(|heading| format!("{heading} ")).unwrap_or_default();
                qualifiers.push(Qualifier::Location(format!("{above}{}", line.row.stub.as_str())));
                Some((concept, Confidence::new(0.8)))
            }
            _ => chosen,
        };
        let by_column = self.part_by_column(line, column, &counted);
        let by_column = by_column.or_else(|| self.result_per_share(chosen, column, &counted).map(|concept| (concept, None)));
        let named = by_column.is_some();
        if named {
            qualifiers.retain(|q| !matches!(q, Qualifier::Measure(_)));
        }
        let chosen = match chosen {
            _ if let Some((whole, member)) = by_column => {
                qualifiers.extend(member);
                Some(whole)
            }
            None if !qualifiers.iter().any(Qualifier::is_outside_gaap) => self.part(line).map(|(whole, member)| {
                qualifiers.push(member);
                whole
            }),
            Some((concept, sure)) if self.is_part_of_itself(line, concept) => {
                let label = line.row.stub.as_str();
                qualifiers.push(Qualifier::Member(dimension::split_of_part(label), label.to_owned()));
                Some((concept, sure))
            }
            chosen => chosen,
        };
        let chosen = chosen.filter(|_| (named || counted == line.counted) && !qualifiers.iter().any(Qualifier::is_outside_gaap));
        let confidence = chosen.as_ref().map_or(Confidence::new(0.6), |(_, c)| *c);
        Cell {
            figure,
            counted,
            currency: self.scales.currency(column, figure),
            concept: chosen.map(|(c, _)| c),
            candidates: &line.candidates,
            confidence,
            qualifiers,
            label: line.row.stub.as_str().to_owned(),
        }
    }

    /// What a result is in a column of amounts per share: `Amount | Per diluted share`.
    fn result_per_share(
        &self,
        chosen: Option<(&'static Concept, Confidence)>,
        column: usize,
        counted: &Counted,
    ) -> Option<(&'static Concept, Confidence)> {
        let (concept, sure) = chosen.filter(|_| *counted == Counted::PerShare && self.is_per_share(column))?;
        let rest = self.times[column].rest.to_lowercase();
        let local = match concept.name.local() {
            "NetIncomeLoss" | "NetIncomeLossAvailableToCommonStockholdersBasic" if rest.contains("diluted") => "EarningsPerShareDiluted",
            "NetIncomeLoss" | "NetIncomeLossAvailableToCommonStockholdersBasic" if rest.contains("basic") => "EarningsPerShareBasic",
            _ => return None,
        };
        known_standard(&QName::us_gaap(local)).map(|concept| (concept, sure))
    }

    /// The measure that a column's header names: `Oil (MBbls) | Gas (MMcf)`.
    fn measured_in(&self, line: &Line, column: usize, figure: &Figure) -> Option<Measured> {
        let unmarked = line.counted == Counted::Money && figure.style.currency.is_none() && figure.style.suffix == Suffix::None;
        Measured::in_brackets(&self.times[column].rest).filter(|_| unmarked)
    }

    /// The things that a column among others counts by its header: `Homes | Value`, `Units K | Revenue $M`.
    fn things_in(&self, line: &Line, column: usize, figure: &Figure) -> Option<&'static str> {
        let plain = matches!(line.counted, Counted::Money | Counted::Things(_));
        let unmarked = plain && figure.style.currency.is_none() && figure.style.suffix == Suffix::None;
        if unmarked && self.counts(column, "units") {
            return Some("units");
        }
        things::of_header(&self.times[column].rest).filter(|_| unmarked && !self.money[column] && figure.style.fraction_digits == 0)
    }

    /// Whether a column among others counts what its header names: `Units K | Revenue $M`, `Shares | Amount`.
    fn counts(&self, column: usize, what: &str) -> bool {
        let says = |time: &ColumnTime| time.rest.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| w == what);
        says(&self.times[column]) && !self.times[column].rest.to_lowercase().contains("per ") && !self.times.iter().all(says)
    }

    /// Whether a column among others holds amounts per share: `Pretax | Net of tax | Per share`.
    fn is_per_share(&self, column: usize) -> bool {
        says_per_share(&self.times[column]) && !self.times.iter().all(says_per_share)
    }

    /// Whether a column says that its figures are those of GAAP, beside others that are not.
    pub(super) fn is_gaap(&self, column: usize) -> bool {
        let rest = self.times[column].rest.to_lowercase();
        let said = ["gaap", "as reported", "gaap as reported", "gaap results", "as reported (gaap)", "reported"].contains(&rest.trim());
        said && self.columns.iter().flatten().any(|q| matches!(q, Qualifier::NonGaap | Qualifier::Adjustment))
    }

    /// Whether a column beside one of amounts per share holds amounts: `Amount | EPS`.
    fn is_amount(&self, column: usize) -> bool {
        let says = |time: &ColumnTime| {
            ["amount", "$", "net of tax", "after tax", "pretax", "net income"].iter().any(|w| time.rest.to_lowercase().starts_with(w))
        };
        says(&self.times[column]) && self.times.iter().any(says_per_share)
    }

    /// What a total without a label is the total of, where its heading says that its parts are parts of one expense.
    fn allocated_total(&self, line: &Line) -> Option<&'static Concept> {
        let parts = self.sums.contains_key(&line.at) && line.row.stub.is_empty();
        let part = self.lines[..line.at].iter().rev().find(|l| l.row.has_figures()).filter(|_| parts)?;
        (self.weights.get(&part.at).map(|(total, _)| *total) == Some(line.at)).then(|| self.allocated(part)).flatten()
    }

    /// Stock-based compensation, or amortization, listed by the expenses that hold it.
    pub(super) fn allocated(&self, line: &Line) -> Option<&'static Concept> {
        let total = self.weights.get(&line.at).map_or("", |(total, _)| self.lines[*total].row.stub.as_str());
        let heads = self.table.titles.iter().rev().take(2).map(|t| t.as_str()).chain([line.section(), total]);
        let label = line.row.stub.as_str();
        let is_expense = names_expense(label) || cost_above(line).is_some() && !label.to_lowercase().starts_with("total");
        let is_expense = is_expense && self.kind != StatementKind::Reconciliation;
        let local = heads.filter(|_| is_expense).find_map(allocation)?;
        known_standard(&QName::us_gaap(local))
    }

    /// In a reconciliation only what is reported elsewhere too, or a GAAP measure that it starts from, is a fact of a us-gaap concept.
    pub(super) fn is_settled(&self, line: &Line, column: usize, cell: &Cell, graph: &mut Graph) -> bool {
        let Some(concept) = cell.concept else { return true };
        let Some(period) = self.period(concept.period_type, line, column) else { return true };
        let (value, _) = self.value(line, column, cell);
        let aspects = self.aspects(concept.name.clone(), period, cell, graph);
        let said = graph.with_aspects(&aspects);
        if said.clone().next().is_some() {
            return said.into_iter().any(|id| agree(&graph.facts[id.index()].value, &value));
        }
        if self.is_gaap(column) || cell.qualifiers.is_empty() && self.agrees_elsewhere(line, concept, graph) {
            return true;
        }
        let label = line.row.stub.as_str().to_lowercase();
        let above = self.lines[..line.at].last();
        let first = self.lines[..line.at].iter().filter(|l| l.row.has_figures()).nth(1).is_none()
            || above.is_some_and(|above| above.row.kind == RowKind::Section);
        is_major(concept.name.local()) && (first || label.starts_with("gaap") || label.contains("(gaap") || label.contains("as reported"))
    }
}

/// Whether a label names a line of the income statement that other expenses may be part of.
fn names_expense(label: &str) -> bool {
    const EXPENSES: [&str; 9] =
        ["cost of", "costs of", "research", "selling", "sales and", "sales,", "marketing", "general", "restructuring"];
    let lower = label.to_lowercase();
    EXPENSES.iter().any(|words| lower.starts_with(words))
}

/// The heading of costs that says what a row leaves out: "Cost of revenue: Subscription".
fn cost_above<'l>(line: &'l Line) -> Option<&'l str> {
    if names_expense(line.row.stub.as_str()) {
        return None;
    }
    let heading = line.sections.iter().find(|s| s.to_lowercase().starts_with("cost of") || s.to_lowercase().starts_with("costs of"))?;
    Some(heading.trim_end_matches(':').trim_end())
}

fn says_per_share(time: &ColumnTime) -> bool {
    let rest = time.rest.to_lowercase();
    ["per share", "per common share", "per diluted"].iter().any(|w| rest.contains(w))
        || rest.split(|c: char| !c.is_alphanumeric()).any(|w| w == "eps")
}

/// Earnings per share that are basic and diluted in one are neither of the two.
fn both_per_share(line: &Line, local: &str) -> Option<&'static str> {
    let label = line.row.stub.as_str().to_lowercase();
    let both = label.contains("basic") && label.contains("diluted");
    (both && matches!(local, "EarningsPerShareBasic" | "EarningsPerShareDiluted")).then_some("EarningsPerShareBasicAndDiluted")
}

/// The expense of which a heading says that what follows holds parts.
fn allocation(heading: &str) -> Option<&'static str> {
    let lower = heading.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    if says(&["excluding", "before"]) {
        return None;
    }
    let compensation = [
        "stock-based compensation",
        "share-based compensation",
        "stock based compensation",
        "equity-based compensation",
        "stock compensation",
        "non-cash compensation",
        "noncash compensation",
    ];
    if says(&compensation) {
        return Some("AllocatedShareBasedCompensationExpense");
    }
    (says(&["amortization of"]) && lower.contains("intangible")).then_some("AmortizationOfIntangibleAssets")
}

/// Whether facts of a type can be counted so.
pub(super) fn fits(data_type: DataType, counted: &Counted) -> bool {
    match counted {
        Counted::Money => data_type == DataType::Monetary,
        // the standard taxonomy's amounts are whole ones
        Counted::Price { .. } => false,
        Counted::PerShare => data_type == DataType::PerShare,
        Counted::Shares => data_type == DataType::Shares,
        Counted::Percent | Counted::BasisPoints => matches!(data_type, DataType::Percent | DataType::Pure),
        Counted::Ratio => matches!(data_type, DataType::Pure | DataType::Decimal),
        Counted::Measured(_) => matches!(data_type, DataType::Decimal | DataType::Other),
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
