//! Stating the fact of a cell.

use std::sync::Arc;

use rust_decimal::{Decimal, RoundingStrategy};

use super::measure::says_total_revenue;
use super::named::{RowTime, stretch_of_months};
use super::veto::REVENUES;
use super::{Cell, Reader, contradicts};

use crate::figure::{Figure, Suffix};
use crate::map::dimension::Qualifier;
use crate::map::graph::{Claim, Graph, agree};
use crate::map::lines::{Line, folded};
use crate::map::period::ColumnTime;
use crate::map::phrase::{Comparison, RATES};
use crate::map::unit::Counted;
use crate::report::{Aspects, FactId, Origin, Period, StatementKind, Value};
use crate::source::Span;
use crate::taxonomy::{Balance, PeriodType, QName, known_standard};
use crate::text::has_any;

impl Reader<'_> {
    /// States a cell; names of the entity's own are tried from the `rank`th on.
    pub(super) fn state(&self, line: &Line, column: usize, mut cell: Cell, rank: usize, graph: &mut Graph) -> Option<FactId> {
        let time = &self.times[column];
        if time.is_plain() {
            if self.kind == StatementKind::Reconciliation {
                self.settle(line, column, &mut cell, graph);
            }
            return self.state_plain(line, column, &cell, rank, graph);
        }
        self.state_comparison(line, column, cell, graph)
    }

    pub(super) fn state_plain(&self, line: &Line, column: usize, cell: &Cell, rank: usize, graph: &mut Graph) -> Option<FactId> {
        let (value, scale) = self.value(line, column, cell);
        let origin = self.origin(line, column, cell.figure, scale);
        if let Some(concept) = cell.concept {
            let period = self.period(concept.period_type, line, column)?;
            let aspects = self.aspects(concept.name.clone(), period, cell, graph);
            let aspects = revenue_said(&aspects, &value, graph).unwrap_or(aspects);
            if self.is_free(&aspects, &value, line, graph) {
                graph.standard(known_standard(&aspects.concept).unwrap_or(concept));
                return Some(self.claim(aspects, value, origin, cell, graph));
            }
        }
        let period_type = self.own_period_type(line, column);
        let period = self.period(period_type, line, column)?;
        (rank..MOST_NAMES).find_map(|rank| {
            let aspects = self.own_aspects(line, period, cell, rank, graph);
            let value = if self.is_turned(line, &aspects, &value, graph) { negated(&value) } else { value.clone() };
            self.is_new_or_alike(&aspects, &value, graph).then(|| self.claim(aspects, value, origin.clone(), cell, graph))
        })
    }

    /// Whether a row of a reconciliation takes off again, under a name of the entity's own, what another table adds under the same label.
    pub(super) fn takes_off_again(&self, line: &Line, cells: &[(usize, Cell)], rank: usize, graph: &mut Graph) -> bool {
        let own = |(column, cell): &&(usize, Cell)| cell.concept.is_none() && self.times[*column].is_plain();
        self.kind == StatementKind::Reconciliation
            && cells.iter().filter(own).any(|(column, cell)| {
                let Some(period) = self.period(self.own_period_type(line, *column), line, *column) else { return false };
                let aspects = self.own_aspects(line, period, cell, rank, graph);
                self.is_turned(line, &aspects, &self.value(line, *column, cell).0, graph)
            })
    }

    /// Whether a row of the cash flow, or of a reconciliation, takes off again what another table holds under its label.
    fn is_turned(&self, line: &Line, aspects: &Aspects, value: &Value, graph: &Graph) -> bool {
        let label = folded(line.row.stub.as_str());
        let said = || graph.with_aspects(aspects).map(|id| &graph.facts[id.index()]);
        let leads = matches!(self.kind, StatementKind::CashFlow | StatementKind::Reconciliation);
        leads && said().any(|f| folded(&f.label) == label && agree(&f.value, &negated(value)))
    }

    /// Whether a row contradicts what is said under its concept, and agrees with none of it: it is of someone or something else.
    pub(super) fn is_of_another(&self, line: &Line, cells: &[(usize, Cell)], graph: &mut Graph) -> bool {
        let (mut agrees, mut contradicts) = (false, false);
        for (column, cell) in cells.iter().filter(|(column, _)| self.times[*column].is_plain()) {
            let Some(concept) = cell.concept else { continue };
            let Some(period) = self.period(concept.period_type, line, *column) else { continue };
            let (value, _) = self.value(line, *column, cell);
            let aspects = self.aspects(concept.name.clone(), period, cell, graph);
            // a reconciliation takes off what another table adds
            let turned = |said: &Value| self.kind == StatementKind::Reconciliation && agree(said, &negated(&value));
            let same = |said: &Value| agree(said, &value) || turned(said);
            agrees |= graph.with_aspects(&aspects).any(|id| same(&graph.facts[id.index()].value));
            contradicts |= !self.is_free(&aspects, &value, line, graph);
        }
        contradicts && !agrees
    }

    /// The first of the entity's own names for a row under which none of its figures contradicts what is said already: a row is one concept.
    pub(super) fn own_rank(&self, line: &Line, cells: &[(usize, Cell)], graph: &mut Graph) -> usize {
        let own = || cells.iter().filter(|(column, cell)| cell.concept.is_none() && self.times[*column].is_plain());
        let fits = |rank: usize, graph: &mut Graph| {
            own().all(|(column, cell)| {
                let period = self.period(self.own_period_type(line, *column), line, *column);
                period.is_none_or(|period| {
                    let aspects = self.own_aspects(line, period, cell, rank, graph);
                    let value = self.value(line, *column, cell).0;
                    self.is_new_or_alike(&aspects, &value, graph) || self.is_turned(line, &aspects, &value, graph)
                })
            })
        };
        (0..MOST_NAMES).find(|rank| fits(*rank, graph)).unwrap_or(0)
    }

    fn own_aspects(&self, line: &Line, period: Period, cell: &Cell, rank: usize, graph: &mut Graph) -> Aspects {
        let period_type = if matches!(period, Period::Instant(_)) { PeriodType::Instant } else { PeriodType::Duration };
        let label = ranked(&self.own_stem(line, cell), &self.title, rank);
        let name = graph.own_concept(&label, cell.counted.data_type(), period_type, self.own_balance(line, &cell.counted));
        self.aspects(name, period, cell, graph)
    }

    pub(super) fn own_stem(&self, line: &Line, cell: &Cell) -> String {
        let suffixes = cell.qualifiers.iter().filter_map(Qualifier::suffix);
        let percent = (cell.counted == Counted::Percent && line.counted != Counted::Percent).then_some("Percent");
        // "Pro forma net income" says already what sets it apart
        let said = |label: &str, suffix: &str| ["Pro Forma", "Non-GAAP"].contains(&suffix) && folded(label).contains(&folded(suffix));
        let told_apart = |label: String, suffix| if said(&label, suffix) { label } else { format!("{label} {suffix}") };
        suffixes.chain(percent).fold(own_label(line, cell), told_apart)
    }

    /// Whether a fact may stand under these aspects: nothing else does, or the same value, or the same line of another table
    /// (a contradiction of the release's own). What another line says there shows that the concept is wrong.
    pub(super) fn is_free(&self, aspects: &Aspects, value: &Value, line: &Line, graph: &Graph) -> bool {
        if self.is_revenue_of_a_part(aspects, value, line, graph) {
            return false;
        }
        let said = graph.with_aspects(aspects);
        let same_label = |id: FactId| folded(&graph.facts[id.index()].label) == folded(line.row.stub.as_str());
        let here = |id: FactId| graph.facts[id.index()].origins.iter().any(|o| self.table.span.contains(o.span()));
        said.clone().next().is_none()
            || said.clone().any(|id| agree(&graph.facts[id.index()].value, value))
            || self.is_statement()
                && said.into_iter().all(|id| same_label(id) && !here(id) && contradicts(&graph.facts[id.index()].value, value))
    }

    /// Whether a table that is no statement of income would state other revenues than that statement does, under another of their names: those
    /// of a segment or a product that nothing tells apart. So does a row of that statement that isn't called revenue: `Circulation`.
    fn is_revenue_of_a_part(&self, aspects: &Aspects, value: &Value, line: &Line, graph: &Graph) -> bool {
        let called_so = || has_any(&line.row.stub.as_str().to_lowercase(), &["revenue", "sales", "total", "net "]);
        if !REVENUES.contains(&aspects.concept.local()) || self.kind == StatementKind::Income && (line.row.stub.is_empty() || called_so()) {
            return false;
        }
        let named = |local: &&str| Aspects { concept: QName::us_gaap(local), ..aspects.clone() };
        let said: Vec<FactId> = REVENUES.iter().flat_map(|local| graph.with_aspects(&named(local)).collect::<Vec<_>>()).collect();
        let same = |id: &FactId| agree(&graph.facts[id.index()].value, value) || contradicts(&graph.facts[id.index()].value, value);
        // "Total revenue" above that from customers, beside which the statement has no total
        let size = |value: &Value| if let Value::Number { amount, .. } = value { *amount } else { Decimal::ZERO };
        let exceeds = || said.iter().all(|id| size(&graph.facts[id.index()].value) < size(value));
        let total = aspects.concept.local() == "Revenues" && says_total_revenue(line.row.stub.as_str()) && exceeds();
        !said.is_empty() && !said.iter().any(same) && !total
    }

    /// Whether the table is one whose figures may contradict another's: lists of parts under the same words do not.
    pub(super) fn is_statement(&self) -> bool {
        matches!(
            self.kind,
            StatementKind::Income
                | StatementKind::BalanceSheet
                | StatementKind::CashFlow
                | StatementKind::Metrics
                | StatementKind::PerShare
        )
    }

    pub(super) fn claim(&self, aspects: Aspects, value: Value, origin: Origin, cell: &Cell, graph: &mut Graph) -> FactId {
        graph.state(Claim {
            aspects,
            value,
            label: cell.label.clone(),
            origin,
            confidence: cell.confidence,
            candidates: Arc::clone(cell.candidates),
        })
    }

    pub(super) fn aspects(&self, concept: QName, period: Period, cell: &Cell, graph: &mut Graph) -> Aspects {
        let unit = Some(cell.counted.unit(cell.currency));
        let dimensions = cell.qualifiers.iter().filter_map(|q| q.dimension(graph)).collect();
        Aspects { concept, period, unit, dimensions }
    }

    pub(super) fn is_new_or_alike(&self, aspects: &Aspects, value: &Value, graph: &Graph) -> bool {
        let said = graph.with_aspects(aspects);
        said.clone().next().is_none() || said.into_iter().any(|id| agree(&graph.facts[id.index()].value, value))
    }

    pub(super) fn own_balance(&self, line: &Line, counted: &Counted) -> Option<Balance> {
        if *counted != Counted::Money {
            return None;
        }
        if let Some(concept) = line.candidates.first().and_then(|c| known_standard(&c.concept)) {
            return concept.balance;
        }
        let label = line.row.stub.as_str().to_lowercase();
        match self.kind {
            StatementKind::Income => {
                let debit = ["expense", "cost", "tax", "depreciation", "amortization", "charge"].iter().any(|w| label.contains(w));
                Some(if debit { Balance::Debit } else { Balance::Credit })
            }
            StatementKind::BalanceSheet => {
                let owed = self.table.rows[..line.at].iter().any(|r| r.stub.as_str().to_lowercase().contains("total assets"));
                Some(if owed { Balance::Credit } else { Balance::Debit })
            }
            _ => None,
        }
    }

    /// Whether a dash in a column of changes stands beside two amounts that differ by a percent or more: it says that the change means nothing, not
    /// that it is none. Beside another column of their changes it may be the part of the change that is due to something, and none.
    pub(super) fn is_no_change(&self, line: &Line, column: usize, figure: &Figure) -> bool {
        let time = &self.times[column];
        if !figure.style.dash || matches!(time.comparison, Comparison::None | Comparison::PercentOf) {
            return false;
        }
        let plain = |column: &usize| self.times[*column].is_plain();
        let mut compared = (0..column).rev().filter(plain).filter_map(|at| line.row.figures[at].as_ref()).map(|beside| beside.amount);
        let differ = |(one, other): (Decimal, Decimal)| (one - other).abs() * Decimal::ONE_HUNDRED >= other.abs() && one != other;
        let alone = self.times.iter().filter(|other| !other.is_plain() && other.is_of_time_of(time)).count() == 1;
        alone && compared.next().zip(compared.next()).is_some_and(differ)
    }

    /// Changes and shares of totals: concepts of the entity's own.
    pub(super) fn state_comparison(&self, line: &Line, column: usize, cell: Cell, graph: &mut Graph) -> Option<FactId> {
        let time = &self.times[column];
        let percent =
            time.comparison != Comparison::Change || cell.figure.style.suffix == Suffix::Percent || self.is_rate(line, column, &cell);
        let suffix = match time.comparison {
            Comparison::Change if !percent => "Change",
            Comparison::PercentOf if names_rate(&time.rest) => "",
            Comparison::PercentOf => "Percent Of Total",
            _ => "Percent Change",
        };
        let counted = if percent { Counted::Percent } else { cell.counted.clone() };
        // a share of what there is at a day holds at that day
        let type_of = |cell: &Cell| cell.concept.map_or_else(|| self.own_period_type(line, column), |concept| concept.period_type);
        let of_balance = || time.assumed && has_any(&time.rest.to_lowercase(), &["book value", "assets", "loans", "deposits"]);
        let of_day = time.comparison == Comparison::PercentOf && (type_of(&cell) == PeriodType::Instant || of_balance());
        let named = match self.named[line.at] {
            RowTime::Named(period) => Some(period),
            RowTime::Months(first, last) => Some(stretch_of_months((first, last), time.end()?)?),
            RowTime::Untold => return None,
            _ => None,
        };
        let period =
            named.or(time.instant.filter(|_| of_day).map(Period::Instant)).or(time.duration).or(time.instant.map(Period::Instant))?;
        let period_type = if matches!(period, Period::Instant(_)) { PeriodType::Instant } else { PeriodType::Duration };
        let (amount, decimals, scale) = self.scales.amount(&counted, line.row, column, cell.figure);
        let value = Value::Number { amount, decimals };
        let said = !self.columns[column].is_empty() || suffix.ends_with(" Total") && time.rest.eq_ignore_ascii_case("total");
        let rest = if said { "" } else { time.rest.as_str() };
        let cell = Cell { concept: None, counted, ..cell };
        let words =
            cell.qualifiers.iter().filter_map(Qualifier::suffix).fold(line.own_label.clone(), |label, word| format!("{label} {word}"));
        let stem = [words.as_str(), suffix, rest].into_iter().filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
        let origin = self.origin(line, column, cell.figure, scale);
        (0..MOST_NAMES).find_map(|rank| {
            let label = ranked(&stem, &self.title, rank);
            let name = graph.own_concept(&label, cell.counted.data_type(), period_type, None);
            let aspects = self.aspects(name, period, &cell, graph);
            self.is_new_or_alike(&aspects, &value, graph).then(|| self.claim(aspects, value.clone(), origin.clone(), &cell, graph))
        })
    }

    /// Whether what changed is told in percent without a sign: "5,053 | 4,944 | 2" below "930 | 893 | 4 %" is no difference of the two before it.
    fn is_rate(&self, line: &Line, column: usize, cell: &Cell) -> bool {
        let Some(first) = column.checked_sub(2).filter(|first| self.times[*first..column].iter().all(ColumnTime::is_plain)) else {
            return false;
        };
        let plain = cell.figure.style.currency.is_none() && line.counted == Counted::Money;
        let [Some(now), Some(then)] = &line.row.figures[first..column] else { return false };
        let (change, difference) = (cell.figure.amount, now.amount - then.amount);
        let rate = difference.checked_mul(Decimal::ONE_HUNDRED).and_then(|hundred| hundred.checked_div(then.amount.abs()));
        let printed = |rate: Decimal| {
            rate.round_dp_with_strategy(u32::from(cell.figure.style.fraction_digits), RoundingStrategy::MidpointAwayFromZero)
        };
        plain && change != difference && rate.is_some_and(|rate| printed(rate) == change)
    }

    pub(super) fn origin(&self, line: &Line, column: usize, figure: &Figure, scale: i8) -> Origin {
        let headers = &self.table.columns[column].headers;
        let column = headers.iter().filter_map(crate::text::Text::span).reduce(Span::cover);
        Origin::Cell { figure: figure.clone(), stub: line.row.stub.span(), column, scale }
    }
}

/// Where the same revenue is said under another of its names, rounded otherwise perhaps: the aspects with that.
pub(super) fn revenue_said(aspects: &Aspects, value: &Value, graph: &Graph) -> Option<Aspects> {
    if !REVENUES.contains(&aspects.concept.local()) {
        return None;
    }
    let agrees = |aspects: &Aspects| graph.with_aspects(aspects).any(|id| agree(&graph.facts[id.index()].value, value));
    if agrees(aspects) {
        return None;
    }
    let named = |local: &&str| Aspects { concept: QName::us_gaap(local), ..aspects.clone() };
    REVENUES.iter().map(named).find(agrees)
}

/// Whether a header names a rate in percent and no share of anything: `Weighted Average Rate`.
fn names_rate(header: &str) -> bool {
    let last = header.split(|c: char| !c.is_alphanumeric()).rfind(|word| !word.is_empty());
    let mut rates = RATES.iter().chain(&["rate", "rates", "yields", "coupon", "spread"]);
    last.is_some_and(|last| rates.any(|rate| last.eq_ignore_ascii_case(rate)))
}

/// The label of a concept of the entity's own: of what a row is a part of, where its own label names the part.
fn own_label(line: &Line, cell: &Cell) -> String {
    let measure = cell.measure.as_deref().filter(|words| !words.is_empty());
    measure.map_or_else(|| line.own_label.clone(), str::to_owned)
}

/// How many names are tried for a row.
const MOST_NAMES: usize = 50;

pub(super) fn negated(value: &Value) -> Value {
    match value {
        Value::Number { amount, decimals } => Value::Number { amount: -*amount, decimals: *decimals },
        other => other.clone(),
    }
}

/// Most bytes of a title that goes before a row's name: a sentence that leads to the table would leave no room for what the row says.
const LONGEST_TITLE: usize = 80;

/// The names of a row, the plainest first: its label, its table's title before it, a number behind it.
fn ranked(stem: &str, title: &str, rank: usize) -> String {
    match rank {
        0 => stem.to_owned(),
        _ if title.len() > LONGEST_TITLE => format!("{stem} {}", rank + 1),
        1 => format!("{title} {stem}"),
        _ => format!("{title} {stem} {rank}"),
    }
}
