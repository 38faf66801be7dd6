//! Which concept a cell states, and what sets it apart.

use std::collections::HashSet;

use super::fact::{negated, revenue_said};
use super::known::{Agreement, repeats};
use super::measure::{names_axis, names_step, says_reported_only, says_revenue_only};
use super::named::RowTime;
use super::reconciled::{is_added_back, is_cash_flow, says_gaap};
use super::veto::breaks_down;
use super::{Cell, Reader};

use crate::figure::Figure;
use crate::map::averages::{heads_averages, titles_averages};
use crate::map::concept::{ACCEPT, accepted};
use crate::map::dimension::{Qualifier, Split};
use crate::map::gaap;
use crate::map::graph::{Graph, agree};
use crate::map::lines::{Line, folded};
use crate::map::segment::{self, Segment};
use crate::map::unit::Counted;
use crate::report::{Candidate, Confidence, Fact, Period, StatementKind};
use crate::table::RowKind;
use crate::taxonomy::{Concept, DataType, PeriodType, QName, known_standard};

/// Whether a concept means the same among measures that GAAP does not know.
fn is_gaap_anywhere(concept: &QName) -> bool {
    ["CommonStockDividendsPerShare", "WeightedAverageNumber"].iter().any(|stem| concept.local().starts_with(stem))
}

impl Reader<'_> {
    /// The standard concept of a row: the best candidate that is likely enough and fits what the row counts; what another row is for `sure` only
    /// where it is sure here, too.
    pub(super) fn choice(&self, line: &Line, sure: &HashSet<(Option<Segment>, &QName)>) -> Option<(&'static Concept, Confidence)> {
        if let Some(sure) = line.candidates.first().filter(|c| c.confidence == Confidence::CERTAIN) {
            return known_standard(&sure.concept).filter(|c| fits(c.data_type, &line.counted)).map(|c| (c, sure.confidence));
        }
        if gaap::is_outside_gaap(line.row.stub.as_str()) || self.after_tax.is_named(line.row.stub.as_str()) {
            return None;
        }
        if let Some(shares) = self.shares_there(line) {
            return Some(shares);
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
            .filter(|c| c.confidence >= ACCEPT || !sure.contains(&(line.segment, &c.concept)) && !self.takes_off(line, &c.concept))?;
        let named = both_per_share(line, best.concept.local()).map_or(best.concept, QName::us_gaap);
        known_standard(&named).map(|concept| (concept, best.confidence))
    }

    /// Whether a row stands under a heading of a measure that GAAP does not know: an adjustment that leads to funds from operations.
    fn is_under_own_measure(&self, line: &Line) -> bool {
        let leads = self.kind == StatementKind::Reconciliation && leads_over(line.section());
        gaap::is_outside_gaap(line.section())
            && !gaap::says_gaap(line.row.stub.as_str())
            && self.kind != StatementKind::BalanceSheet
            && !leads
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
        let named = of_all_operations(line);
        let (left, gone): (Vec<_>, Vec<_>) = named.iter().partition(may_be);
        let rest = 1.0 - gone.iter().map(|c| c.confidence.probability()).sum::<f64>();
        let likelier = |c: &Candidate| Confidence::new(c.confidence.probability() / rest.max(0.2));
        left.into_iter().map(|c| Candidate { confidence: likelier(c), ..c.clone() }).collect()
    }

    /// Whether a row stands under "Average balances": a measure of its own.
    pub(super) fn is_average(&self, line: &Line) -> bool {
        line.sections.iter().any(|s| heads_averages(s)) || self.is_titled_averages()
    }

    /// Whether a title says that the whole table is of averages: "Average balances and yields", "Unaudited average managed assets".
    pub(super) fn is_titled_averages(&self) -> bool {
        let titles = || self.table.titles.iter().rev().take(4);
        *self.asked.averages.get_or_init(|| titles().any(|title| titles_averages(title.as_str())))
    }

    pub(super) fn cell<'b>(
        &self,
        line: &'b Line,
        column: usize,
        figure: &'b Figure,
        chosen: Option<(&'static Concept, Confidence)>,
    ) -> Cell<'b> {
        let counted = self.counted(line, column, figure);
        let chosen = chosen.filter(|(concept, _)| !self.times[column].leads_over() || concept.period_type == PeriodType::Duration);
        let mut qualifiers = self.table_qualifiers(line);
        for qualifier in &self.columns[column] {
            if !qualifiers.contains(qualifier) {
                qualifiers.push(qualifier.clone());
            }
        }
        let named = line.sections.iter().filter_map(|s| segment::titled(s)).map(|name| Qualifier::Member(Split::Segment, name));
        let segments = named.chain(self.segment_above(line));
        qualifiers.extend(segments.take(1).filter(|_| !self.qualifiers.iter().any(|q| matches!(q, Qualifier::Member(Split::Segment, _)))));
        if line.row.stub.as_str().to_lowercase().contains("discontinued operation")
            || line.section().to_lowercase().contains("discontinued operation")
        {
            qualifiers.retain(|q| *q != Qualifier::Discontinued);
        }
        let chosen =
            if qualifiers.contains(&Qualifier::Discontinued) { chosen.map(|(c, p)| (crate::map::discontinued::of(c), p)) } else { chosen };
        let chosen = self.with_location(line, chosen, &mut qualifiers);
        let by_column = self.part_by_column(line, column, &counted);
        let by_column = by_column.or_else(|| self.result_per_share(chosen, column, &counted).map(|concept| (concept, None)));
        let named = by_column.is_some();
        let mut measure = None;
        if named {
            qualifiers.retain(|q| !matches!(q, Qualifier::Measure(_)));
            measure = says_reported_only(line.row.stub.as_str()).then(|| self.times[column].rest.clone());
        }
        if !named && self.measures_periods(line, column, &counted) {
            qualifiers.retain(|q| !self.columns[column].contains(q));
            measure = Some(self.times[column].rest.clone());
        }
        let chosen = match chosen {
            chosen if let Some(members) = self.members_said.get(&line.at).filter(|_| counted == line.counted) => {
                qualifiers.extend(members.iter().cloned());
                chosen
            }
            _ if let Some((whole, member)) = by_column => {
                qualifiers.extend(member);
                Some(whole)
            }
            chosen if let Some((whole, member)) = self.cost_of_kind(line, chosen) => {
                qualifiers.push(member);
                Some(whole)
            }
            Some((concept, sure)) if let Some(member) = self.part_said_again(line, concept) => {
                qualifiers.push(member);
                Some((concept, sure))
            }
            chosen if !qualifiers.iter().any(Qualifier::is_outside_gaap) && self.may_be_part(line, chosen) => match self.part(line) {
                Some(part) if chosen.is_none() || part.whole.is_some() => {
                    qualifiers.extend(part.members);
                    measure = Some(part.measure);
                    part.whole
                }
                _ => chosen,
            },
            // "Net sales" beside other revenues are no product
            Some((concept, sure))
                if self.is_part_of_itself(line, concept)
                    && says_revenue_only(line.row.stub.as_str())
                    && !self.stands_beside_services(line) =>
            {
                Some((self.sold(line, concept), sure))
            }
            Some((concept, sure)) if self.is_part_of_itself(line, concept) || self.is_product_of_total(line, concept) => {
                let label = line.row.stub.as_str();
                qualifiers.push(Qualifier::Member(self.split_of_part(line), label.to_owned()));
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
            turned: false,
            measure,
            label: line.row.stub.as_str().to_owned(),
        }
    }

    /// Whether a row may be a part of what its heading names: nothing says what it is, or it is the rest of what an axis splits, and no income of
    /// another kind.
    fn may_be_part(&self, line: &Line, chosen: Option<(&'static Concept, Confidence)>) -> bool {
        let split = || names_axis(&self.heading(line)) || breaks_down(&self.heading(line));
        let rest = || ["other", "allother", "others"].contains(&folded(line.row.stub.as_str()).as_str()) && split();
        chosen.is_none_or(|(concept, _)| concept.name.local().starts_with("OtherIncome") && rest())
    }

    /// Whether a column names what it counts and a row the period that it was counted in: `Q1, 2009` under `Throughput (tonnes)`.
    fn measures_periods(&self, line: &Line, column: usize, counted: &Counted) -> bool {
        let other = matches!(counted, Counted::Number | Counted::Things(_) | Counted::Measured(_));
        other && matches!(self.named[line.at], RowTime::Named(_) | RowTime::Months(..)) && !self.times[column].rest.is_empty()
    }

    /// What the titles say of a row: that a table is of measures outside GAAP says nothing of a row that says it is GAAP's.
    pub(super) fn table_qualifiers(&self, line: &Line) -> Vec<Qualifier> {
        let of_row = |q: &&Qualifier| !(matches!(q, Qualifier::ProForma | Qualifier::NonGaap) && says_gaap(line));
        self.qualifiers.iter().filter(of_row).cloned().collect()
    }

    /// What a result is in a column of amounts per share: `Amount | Per diluted share`.
    fn result_per_share(
        &self,
        chosen: Option<(&'static Concept, Confidence)>,
        column: usize,
        counted: &Counted,
    ) -> Option<(&'static Concept, Confidence)> {
        let (concept, sure) = chosen.filter(|_| *counted == Counted::PerShare && self.units[column].per_share)?;
        let rest = self.times[column].rest.to_lowercase();
        let local = match concept.name.local() {
            "NetIncomeLoss" | "NetIncomeLossAvailableToCommonStockholdersBasic" if self.units[column].diluted => "EarningsPerShareDiluted",
            "NetIncomeLoss" | "NetIncomeLossAvailableToCommonStockholdersBasic" if rest.contains("basic") => "EarningsPerShareBasic",
            _ => return None,
        };
        known_standard(&QName::us_gaap(local)).map(|concept| (concept, sure))
    }

    /// Whether a column says that its figures are those of GAAP, beside others that are not.
    pub(super) fn is_gaap(&self, column: usize) -> bool {
        let rest = self.times[column].rest.to_lowercase();
        let said = ["gaap", "as reported", "gaap as reported", "gaap results", "as reported (gaap)", "reported"].contains(&rest.trim());
        said && self.columns.iter().flatten().any(|q| matches!(q, Qualifier::NonGaap | Qualifier::Adjustment | Qualifier::ProForma))
    }

    /// In a reconciliation only what is reported elsewhere too, or a GAAP measure that it starts from, is a fact of a us-gaap concept. What it takes
    /// off again is the same fact turned round.
    pub(super) fn settle(&self, line: &Line, column: usize, cell: &mut Cell, graph: &mut Graph) {
        let Some(concept) = cell.concept else { return };
        self.settle_as(concept, line, column, cell, graph);
        // "Net income" may be that before noncontrolling interests
        let whole = known_standard(&QName::us_gaap("ProfitLoss")).filter(|_| cell.concept.is_none() && is_net_income(concept));
        if let Some(whole) = whole.filter(|whole| self.is_said(whole, line, column, cell, graph)) {
            cell.concept = Some(whole);
        }
    }

    /// Whether another table states what a cell does of a concept.
    fn is_said(&self, concept: &Concept, line: &Line, column: usize, cell: &Cell, graph: &mut Graph) -> bool {
        let Some(period) = self.period(concept.period_type, line, column) else { return false };
        let (value, _) = self.value(line, column, cell);
        let aspects = self.aspects(concept.name.clone(), period, cell, graph);
        graph.with_aspects(&aspects).any(|id| agree(&graph.facts[id.index()].value, &value))
    }

    fn settle_as(&self, concept: &'static Concept, line: &Line, column: usize, cell: &mut Cell, graph: &mut Graph) {
        let Some(period) = self.period(concept.period_type, line, column) else { return };
        let (value, _) = self.value(line, column, cell);
        let aspects = self.aspects(concept.name.clone(), period, cell, graph);
        let aspects = revenue_said(&aspects, &value, graph).unwrap_or(aspects);
        let said: Vec<&Fact> = graph.with_aspects(&aspects).map(|id| &graph.facts[id.index()]).collect();
        let settled = match said.as_slice() {
            [] => match self.agrees_elsewhere(line, concept, graph).filter(|_| cell.qualifiers.is_empty()) {
                Some(agreement) => {
                    cell.turned = agreement == Agreement::Turned;
                    true
                }
                None => self.is_told_alone(line, column, concept, cell),
            },
            said if said.iter().any(|fact| agree(&fact.value, &value)) => true,
            said => {
                cell.turned = said.iter().any(|fact| agree(&fact.value, &negated(&value)) && repeats(line.row.stub.as_str(), &fact.label));
                cell.turned
            }
        };
        cell.concept = cell.concept.filter(|_| settled);
    }

    /// Whether a row leads to a step on the way to the result: what is added back there is no more than the part that this step holds.
    fn leads_to_a_part(&self, line: &Line) -> bool {
        let total = self.weights.get(&line.at).map_or("", |(total, _)| self.lines[*total].row.stub.as_str());
        names_step(line.section()) || names_step(total)
    }

    /// Whether a row is the first part of a sum, right below the total of another: a second reconciliation under the first.
    fn begins_after(&self, line: &Line, above: &Line) -> bool {
        let total = |line: &Line| self.weights.get(&line.at).map(|(total, _)| *total);
        self.sums.contains_key(&above.at) && total(line).is_some() && total(line) != total(above)
    }

    /// Whether a row of a reconciliation is of a us-gaap concept that no other table states.
    fn is_told_alone(&self, line: &Line, column: usize, concept: &Concept, cell: &Cell) -> bool {
        if cell.qualifiers.iter().any(|q| matches!(q, Qualifier::Location(_))) || self.is_gaap(column) {
            return true;
        }
        let above = self.lines[..line.at].last();
        let first = self.lines[..line.at].iter().filter(|l| l.row.has_figures()).nth(1).is_none()
            || above.is_some_and(|above| above.row.kind == RowKind::Section || self.begins_after(line, above));
        let cash = is_cash_flow(concept.name.local()) && cell.qualifiers.is_empty();
        let expense = is_added_back(concept.name.local()) && cell.qualifiers.is_empty() && !self.leads_to_a_part(line);
        // what was declared for each share and how many there are is no step from one measure to another
        let of_shares =
            ["CommonStockDividendsPerShare", "CommonStockSharesOutstanding"].iter().any(|stem| concept.name.local().starts_with(stem));
        let declared = of_shares && cell.qualifiers.is_empty();
        let lost = concept.name.local().starts_with("AllowanceForLoanAndLeaseLoss") && self.rolls_forward();
        declared || lost || is_major(concept.name.local()) && (first || says_gaap(line) || self.tells_adjusted_apart()) || cash || expense
    }
}

/// Whether a heading says that what follows leads from one measure to another: "Calculation of adjusted EBITDA".
fn leads_over(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    ["reconcil", "calculation of", "computation of"].iter().any(|words| lower.contains(words))
}

/// The candidates of a row with the cash flows of all operations for those of operations that continue, where nothing speaks of continuing ones.
fn of_all_operations(line: &Line) -> Vec<Candidate> {
    let told = line.sections.iter().chain([&line.row.stub.as_str()]).any(|words| words.to_lowercase().contains("continuing"));
    let mut named: Vec<Candidate> = Vec::with_capacity(line.candidates.len());
    for candidate in line.candidates.iter() {
        let all = candidate.concept.local().strip_suffix("ContinuingOperations").filter(|local| !told && local.starts_with("NetCash"));
        let concept = all.map_or_else(|| candidate.concept.clone(), QName::us_gaap);
        match named.iter_mut().find(|other| other.concept == concept) {
            Some(same) => same.confidence = Confidence::new(same.confidence.probability() + candidate.confidence.probability()),
            None => named.push(Candidate { concept, confidence: candidate.confidence }),
        }
    }
    named
}

fn is_net_income(concept: &Concept) -> bool {
    concept.name.local() == "NetIncomeLoss"
}

/// Earnings per share that are basic and diluted in one are neither of the two.
fn both_per_share(line: &Line, local: &str) -> Option<&'static str> {
    let label = line.row.stub.as_str().to_lowercase();
    let both = label.contains("basic") && label.contains("diluted");
    match local {
        "EarningsPerShareBasic" | "EarningsPerShareDiluted" if both => Some("EarningsPerShareBasicAndDiluted"),
        "IncomeLossFromContinuingOperationsPerBasicShare" | "IncomeLossFromContinuingOperationsPerDilutedShare" if both => {
            Some("IncomeLossFromContinuingOperationsPerBasicAndDilutedShare")
        }
        _ => None,
    }
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
        Counted::Things(_) | Counted::Number => {
            matches!(data_type, DataType::Integer | DataType::Pure | DataType::Decimal | DataType::Other)
        }
    }
}

/// Measures that reconciliations start from.
pub(super) fn is_major(name: &str) -> bool {
    const MAJOR: [&str; 16] = [
        "NetIncomeLoss",
        "NetIncomeLossAvailableToCommonStockholdersBasic",
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
        "EffectiveIncomeTaxRateContinuingOperations",
    ];
    MAJOR.contains(&name)
}
