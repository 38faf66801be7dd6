//! From the cells of a table to facts.

use std::collections::HashMap;

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::ReadOptions;
use super::arithmetic::{Sum, sum_rows, sums};
use super::calendar::Calendar;
use super::concept::ACCEPT;
use super::dimension::{self, Qualifier};
use super::graph::{Claim, Graph, agree};
use super::lines::{Line, folded, lines};
use super::par;
use super::period::{self, ColumnTime};
use super::phrase::Comparison;
use super::scale::{Scales, Stated};
use super::sign::Signs;
use super::statement;
use super::unit::Counted;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::Document;
use crate::figure::{Figure, Suffix};
use crate::report::{self, Aspects, Candidate, Confidence, Decimals, FactId, LineKind, Origin, Period, Statement, StatementKind, Value};
use crate::source::Span;
use crate::table::{RowKind, Table};
use crate::taxonomy::{Balance, Concept, DataType, PeriodType, QName, standard};

/// What is known of the release before a table is read.
pub(crate) struct Surroundings<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) options: &'a ReadOptions,
    pub(crate) stated: &'a Stated,
    pub(crate) document: &'a Document,
}

/// Reads a table into the graph: a fact of each figure, a statement of the rows.
pub(crate) fn read(table: &Table, kind: StatementKind, around: &Surroundings, graph: &mut Graph, doubts: &mut Vec<Diagnostic>) {
    let Surroundings { calendar, options, stated, .. } = *around;
    let sums = sums(&sum_rows(table));
    let lines = lines(table, kind, &sums, &options.labels);
    let mut times = period::columns(table, kind, calendar);
    if times.iter().all(|t| t.end().is_none()) && calendar.is_known() && is_worth_reading(table) {
        assume_times(&mut times, kind, around, table, doubts);
    }
    let reader = Reader {
        table,
        kind,
        calendar,
        columns: dimension::of_columns(&times, calendar.current_period().end()),
        qualifiers: dimension::of_table(table, kind),
        scales: Scales::new(table, &lines, options, stated),
        title: statement::title(table, kind),
        times,
        lines: &lines,
        weights: weights(&sums),
    };
    reader.read(graph, doubts);
}

/// Whether a table without any date is one of results: it has a scale or amounts of money, and labels beside them.
fn is_worth_reading(table: &Table) -> bool {
    let money = || table.rows.iter().flat_map(|r| &r.figures).flatten().filter(|f| f.style.currency.is_some());
    let labelled = table.rows.iter().filter(|r| r.has_figures() && !r.stub.is_empty()).count();
    labelled >= 3 && (table.scale.money.is_some() || money().count() >= 2)
}

/// A table without a date holds for the day that the text before it names, else for the newest period.
fn assume_times(times: &mut [ColumnTime], kind: StatementKind, around: &Surroundings, table: &Table, doubts: &mut Vec<Diagnostic>) {
    let current = around.calendar.current_period();
    let day = period::day_before(around.document, table.block, current.end()).unwrap_or(current.end());
    let flows = matches!(kind, StatementKind::Income | StatementKind::CashFlow | StatementKind::PerShare | StatementKind::Segments);
    for time in times {
        (time.instant, time.assumed) = (Some(day), true);
        time.duration = (flows && day == current.end()).then_some(current);
    }
    let message = format!("the table names no period; its figures are taken to hold for {day}");
    doubts.push(Diagnostic::new(Code::AssumedPeriod, message).at(table.span, "this table"));
}

struct Reader<'a> {
    table: &'a Table,
    kind: StatementKind,
    calendar: &'a Calendar,
    times: Vec<ColumnTime>,
    columns: Vec<Vec<Qualifier>>,
    qualifiers: Vec<Qualifier>,
    scales: Scales<'a>,
    title: String,
    lines: &'a [Line<'a>],
    /// The total that each row is part of, and the weight of its printed figures in it.
    weights: HashMap<usize, (usize, i8)>,
}

/// What a cell is to state.
struct Cell<'a> {
    figure: &'a Figure,
    counted: Counted,
    concept: Option<Concept>,
    candidates: &'a [Candidate],
    confidence: Confidence,
    qualifiers: Vec<Qualifier>,
    label: String,
}

/// Whether a value contradicts another as a misprint does; one that is quite another number is another fact.
fn contradicts(said: &Value, value: &Value) -> bool {
    matches!((said, value), (Value::Number { amount: a, .. }, Value::Number { amount: b, .. }) if crate::figure::are_alike(*a, *b) && *a != -*b)
}

impl Reader<'_> {
    fn read(&self, graph: &mut Graph, doubts: &mut Vec<Diagnostic>) {
        let mut unread: Vec<Span> = Vec::new();
        let mut lines = Vec::with_capacity(self.lines.len());
        for line in self.lines {
            lines.push(self.line(line, graph, &mut unread, doubts));
            if self.kind == StatementKind::BalanceSheet {
                self.particulars(line, graph);
            }
        }
        self.report_unread(&unread, doubts);
        if self.scales.is_assumed() {
            let message = format!("\"{}\" states no scale; the text names its amounts in full", self.title);
            doubts.push(Diagnostic::new(Code::AmbiguousUnit, message).at(self.table.span, "this table"));
        }
        if lines.iter().any(|l| l.cells.iter().any(Option::is_some)) {
            let columns = self.table.columns.iter().map(crate::table::Column::heading).collect();
            graph.statements.push(Statement { kind: self.kind, title: self.title.clone(), columns, lines, span: self.table.span });
        }
    }

    /// States the figures inside a label of the balance sheet: par value, shares authorized and issued.
    fn particulars(&self, line: &Line, graph: &mut Graph) {
        let columns: Vec<(usize, NaiveDate)> =
            self.times.iter().enumerate().filter(|(_, t)| t.is_plain()).filter_map(|(i, t)| Some((i, t.instant?))).collect();
        for printed in par::particulars(&line.row.stub, columns.len()) {
            let label = line.row.stub.as_str();
            let Some(concept) = printed.particular.concept(label).and_then(|local| standard(&QName::us_gaap(&local))) else { continue };
            let held = columns.iter().enumerate().filter(|(nth, (_, day))| match (printed.day, printed.nth) {
                (Some(printed), _) => printed == *day,
                (None, Some(place)) => place == *nth,
                (None, None) => true,
            });
            for (_, (column, day)) in held {
                self.particular(line, *column, *day, &printed, &concept, graph);
            }
        }
    }

    fn particular(&self, line: &Line, column: usize, day: NaiveDate, printed: &par::Printed, concept: &Concept, graph: &mut Graph) {
        let counted = match printed.particular {
            par::Particular::Par => Counted::PerShare,
            par::Particular::Allowance => Counted::Money,
            _ => Counted::Shares,
        };
        let (amount, decimals, scale) = match counted {
            Counted::Money => self.scales.amount(&counted, line.row, column, &printed.figure),
            Counted::Shares if printed.figure.amount < Decimal::from(200_000) => {
                let scaled_like_money = self.scales.amount(&Counted::Money, line.row, column, &printed.figure);
                (scaled_like_money.0, Decimals::Places(-scaled_like_money.2), scaled_like_money.2)
            }
            _ => (printed.figure.amount.normalize(), Decimals::Places(printed.figure.style.fraction_digits as i8), 0),
        };
        let cell = Cell {
            figure: &printed.figure,
            counted,
            concept: None,
            candidates: &[],
            confidence: Confidence::new(0.9),
            qualifiers: self.qualifiers.clone(),
            label: line.row.stub.as_str().to_owned(),
        };
        let aspects = self.aspects(concept.name.clone(), Period::Instant(day), &cell, graph);
        let value = Value::Number { amount, decimals };
        // of several classes of stock the plain concept states the first alone
        if self.is_new_or_alike(&aspects, &value, graph) {
            graph.standard(concept.clone());
            let origin = self.origin(line, column, &printed.figure, scale);
            self.claim(aspects, value, origin, &cell, graph);
        }
    }

    fn is_new_or_alike(&self, aspects: &Aspects, value: &Value, graph: &Graph) -> bool {
        let said = graph.with_aspects(aspects);
        said.is_empty() || said.iter().any(|id| agree(&graph.facts[id.index()].value, value))
    }

    fn report_unread(&self, unread: &[Span], doubts: &mut Vec<Diagnostic>) {
        let Some(first) = unread.first() else { return };
        let message = format!("{} figures of \"{}\" became no fact: nothing tells their period", unread.len(), self.title);
        let doubt = Diagnostic::new(Code::UnreadFigure, message).at(*first, "no period");
        doubts.push(unread[1..].iter().take(9).fold(doubt, |d, span| d.and_at(*span, "nor here")));
    }

    fn line(&self, line: &Line, graph: &mut Graph, unread: &mut Vec<Span>, doubts: &mut Vec<Diagnostic>) -> report::Line {
        let row = line.row;
        let chosen = self.chosen(line);
        let mut cells = vec![None; row.figures.len()];
        let mut concepts: Vec<QName> = Vec::new();
        for (column, figure) in row.figures.iter().enumerate() {
            let Some(figure) = figure else { continue };
            let cell = self.cell(line, column, figure, chosen.clone());
            match self.state(line, column, cell, graph) {
                Some(id) => {
                    cells[column] = Some(id);
                    concepts.push(graph.facts[id.index()].aspects.concept.clone());
                }
                None => unread.push(figure.span),
            }
        }
        let plain = (0..cells.len()).find(|c| cells[*c].is_some() && self.times[*c].is_plain() && self.columns[*c].is_empty());
        let concept = plain
            .or((0..cells.len()).find(|c| cells[*c].is_some()))
            .and_then(|c| cells[c])
            .map(|id| graph.facts[id.index()].aspects.concept.clone());
        if let (Some(name), Some(span)) = (&concept, row.stub.span())
            && !name.is_standard()
        {
            doubts.push(
                Diagnostic::new(Code::UnmappedRow, format!("\"{}\" has no standard concept and became {name}", row.stub.as_str()))
                    .at(span, "this row"),
            );
        }
        let kind = match row.kind {
            _ if concept.is_none() => LineKind::Heading,
            RowKind::Total => LineKind::Total,
            _ => LineKind::Item,
        };
        report::Line { label: row.stub.as_str().to_owned(), depth: row.depth, kind, concept, cells, candidates: line.candidates.clone() }
    }

    /// The standard concept of a row: the best candidate that is likely enough and fits what the row counts.
    fn chosen(&self, line: &Line) -> Option<(Concept, Confidence)> {
        if dimension::is_outside_gaap(line.row.stub.as_str())
            || dimension::is_outside_gaap(line.section()) && self.kind != StatementKind::BalanceSheet
        {
            return None;
        }
        if self.is_average(line) {
            return None;
        }
        let best = line.candidates.first().filter(|c| c.confidence >= ACCEPT)?;
        let concept = standard(&best.concept)?;
        let of_days =
            self.times.iter().any(ColumnTime::is_plain) && self.times.iter().filter(|t| t.is_plain()).all(|t| t.duration.is_none());
        let is_cash = concept.name.local().starts_with("Cash");
        let speaks_of_cash = [line.row.stub.as_str(), line.section()].iter().any(|w| w.to_lowercase().contains("cash"));
        if is_cash && !speaks_of_cash && self.kind != StatementKind::CashFlow {
            return None;
        }
        if of_days && concept.period_type == PeriodType::Duration && self.kind != StatementKind::Metrics && line.counted == Counted::Money {
            return None;
        }
        fits(concept.data_type, &line.counted).then_some((concept, best.confidence))
    }

    /// Whether a row stands under "Average balances": a measure of its own.
    fn is_average(&self, line: &Line) -> bool {
        let named = |words: &str| words.to_lowercase().contains("average balance") || words.to_lowercase().starts_with("average");
        line.sections.iter().any(|s| named(s))
            || self.table.titles.iter().rev().take(4).any(|t| t.as_str().to_lowercase().contains("average balance"))
    }

    fn cell<'b>(&self, line: &'b Line, column: usize, figure: &'b Figure, chosen: Option<(Concept, Confidence)>) -> Cell<'b> {
        let counted = match figure.style.suffix {
            Suffix::Percent | Suffix::BasisPoints => Counted::Percent,
            Suffix::Times => Counted::Ratio,
            _ if line.counted == Counted::Percent && figure.style.currency.is_some() => Counted::Money,
            _ => line.counted.clone(),
        };
        let mut qualifiers = self.qualifiers.clone();
        for qualifier in &self.columns[column] {
            if !qualifiers.contains(qualifier) {
                qualifiers.push(qualifier.clone());
            }
        }
        if line.row.stub.as_str().to_lowercase().contains("discontinued operation")
            || line.section().to_lowercase().contains("discontinued operation")
        {
            qualifiers.retain(|q| *q != Qualifier::Discontinued);
        }
        let chosen =
            if qualifiers.contains(&Qualifier::Discontinued) { chosen.map(|(c, p)| (dimension::discontinued(c), p)) } else { chosen };
        let chosen = match self.allocated(line) {
            Some(concept) if chosen.is_some() => {
                qualifiers.push(Qualifier::Location(line.row.stub.as_str().to_owned()));
                Some((concept, Confidence::new(0.8)))
            }
            _ => chosen,
        };
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

    /// Stock-based compensation listed by the expenses that hold it.
    fn allocated(&self, line: &Line) -> Option<Concept> {
        let heads = self.table.titles.iter().rev().take(2).map(|t| t.as_str()).chain([line.section()]);
        let of_compensation = |words: &str| {
            let lower = words.to_lowercase();
            let based = ["stock-based compensation", "share-based compensation", "stock based compensation", "equity-based compensation"];
            based.iter().any(|b| lower.contains(b)) && !lower.contains("excluding") && !lower.contains("before")
        };
        let label = line.row.stub.as_str().to_lowercase();
        let is_expense =
            ["cost of", "research", "selling", "sales and", "sales,", "marketing", "general"].iter().any(|w| label.starts_with(w));
        let listed = is_expense && heads.into_iter().any(of_compensation) && self.kind != StatementKind::Reconciliation;
        listed.then(|| standard(&QName::us_gaap("AllocatedShareBasedCompensationExpense"))).flatten()
    }

    fn state(&self, line: &Line, column: usize, mut cell: Cell, graph: &mut Graph) -> Option<FactId> {
        let time = &self.times[column];
        if time.is_plain() {
            if self.kind == StatementKind::Reconciliation && !self.is_settled(line, column, &cell, graph) {
                cell.concept = None;
            }
            return self.state_plain(line, column, &cell, graph);
        }
        self.state_comparison(line, column, cell, graph)
    }

    /// In a reconciliation only what is reported elsewhere too, or a GAAP measure that it starts from, is a fact of a us-gaap concept.
    fn is_settled(&self, line: &Line, column: usize, cell: &Cell, graph: &mut Graph) -> bool {
        let Some(concept) = &cell.concept else { return true };
        let Some(period) = self.period(concept.period_type, line, column) else { return true };
        let (value, _) = self.value(line, column, cell);
        let aspects = self.aspects(concept.name.clone(), period, cell, graph);
        let said = graph.with_aspects(&aspects);
        if !said.is_empty() {
            return said.iter().any(|id| agree(&graph.facts[id.index()].value, &value));
        }
        let label = line.row.stub.as_str().to_lowercase();
        let first = self.lines[..line.at].iter().filter(|l| l.row.has_figures()).count() < 2;
        is_major(concept.name.local()) && (first || label.starts_with("gaap") || label.contains("(gaap") || label.contains("as reported"))
    }

    fn state_plain(&self, line: &Line, column: usize, cell: &Cell, graph: &mut Graph) -> Option<FactId> {
        let (value, scale) = self.value(line, column, cell);
        let origin = self.origin(line, column, cell.figure, scale);
        if let Some(concept) = &cell.concept {
            let period = self.period(concept.period_type, line, column)?;
            let aspects = self.aspects(concept.name.clone(), period, cell, graph);
            if self.is_free(&aspects, &value, line, graph) {
                graph.standard(concept.clone());
                return Some(self.claim(aspects, value, origin, cell, graph));
            }
        }
        let period_type = self.own_period_type(line, column);
        let period = self.period(period_type, line, column)?;
        let stem = self.own_stem(line, cell);
        let balance = self.own_balance(line, &cell.counted);
        for label in
            [stem.clone(), format!("{} {stem}", self.title)].into_iter().chain((2..50).map(|n| format!("{} {stem} {n}", self.title)))
        {
            let name = graph.own_concept(&label, cell.counted.data_type(), period_type, balance);
            let aspects = self.aspects(name, period, cell, graph);
            if self.is_new_or_alike(&aspects, &value, graph) {
                return Some(self.claim(aspects, value, origin, cell, graph));
            }
        }
        None
    }

    fn own_stem(&self, line: &Line, cell: &Cell) -> String {
        let suffixes = cell.qualifiers.iter().filter_map(Qualifier::suffix);
        let percent = (cell.counted == Counted::Percent && line.counted != Counted::Percent).then_some("Percent");
        suffixes.chain(percent).fold(line.own_label.clone(), |label, suffix| format!("{label} {suffix}"))
    }

    /// Whether a fact may stand under these aspects: nothing else does, or the same value, or the same line of another table
    /// (a contradiction of the release's own). What another line says there shows that the concept is wrong.
    fn is_free(&self, aspects: &Aspects, value: &Value, line: &Line, graph: &Graph) -> bool {
        let said = graph.with_aspects(aspects);
        let same_label = |id: &FactId| folded(&graph.facts[id.index()].label) == folded(line.row.stub.as_str());
        let here = |id: &FactId| graph.facts[id.index()].origins.iter().any(|o| self.table.span.contains(o.span()));
        said.is_empty()
            || said.iter().any(|id| agree(&graph.facts[id.index()].value, value))
            || self.is_statement()
                && said.iter().all(|id| same_label(id) && !here(id) && contradicts(&graph.facts[id.index()].value, value))
    }

    /// Whether the table is one whose figures may contradict another's: lists of parts under the same words do not.
    fn is_statement(&self) -> bool {
        matches!(
            self.kind,
            StatementKind::Income
                | StatementKind::BalanceSheet
                | StatementKind::CashFlow
                | StatementKind::Metrics
                | StatementKind::PerShare
        )
    }

    fn claim(&self, aspects: Aspects, value: Value, origin: Origin, cell: &Cell, graph: &mut Graph) -> FactId {
        graph.state(Claim {
            aspects,
            value,
            label: cell.label.clone(),
            origin,
            confidence: cell.confidence,
            candidates: cell.candidates.to_vec(),
        })
    }

    fn aspects(&self, concept: QName, period: Period, cell: &Cell, graph: &mut Graph) -> Aspects {
        let unit = Some(cell.counted.unit(self.scales.currency(cell.figure)));
        let dimensions = cell.qualifiers.iter().filter_map(|q| q.dimension(graph)).collect();
        Aspects { concept, period, unit, dimensions }
    }

    fn value(&self, line: &Line, column: usize, cell: &Cell) -> (Value, i8) {
        let (amount, decimals, power) = self.scales.amount(&cell.counted, line.row, column, cell.figure);
        let printed: Vec<Decimal> = self.plain_amounts(line);
        let turn = self.turn(line, cell.concept.as_ref());
        let signs = Signs {
            kind: self.kind,
            concept: cell.concept.as_ref(),
            label: line.row.stub.as_str(),
            section: line.section(),
            printed: &printed,
            money: matches!(cell.counted, Counted::Money | Counted::PerShare),
            turn,
        };
        (Value::Number { amount: signs.signed(amount), decimals }, power)
    }

    fn plain_amounts(&self, line: &Line) -> Vec<Decimal> {
        let plain = line.row.figures.iter().zip(&self.times).filter(|(_, t)| t.is_plain());
        plain.filter_map(|(f, _)| f.as_ref()).map(|f| f.amount).filter(|a| !a.is_zero()).collect()
    }

    /// How the table's arithmetic turns the printed sign into the concept's: 1 or -1; unknown where the row is part of no sum or the
    /// sides of the books are not known.
    fn turn(&self, line: &Line, concept: Option<&Concept>) -> Option<i8> {
        let (total, weight) = *self.weights.get(&line.at)?;
        let whole = &self.lines[total];
        let sum = self.chosen(whole).map(|(c, _)| c);
        let balance = |concept: Option<&Concept>, line: &Line| match concept {
            Some(concept) => concept.balance,
            None => self.worded_balance(line),
        };
        let side = if balance(sum.as_ref(), whole)? == balance(concept, line)? { 1 } else { -1 };
        let printed = self.plain_amounts(whole);
        let first = *printed.first()?;
        let (label, section) = (whole.row.stub.as_str(), whole.section());
        let signs = Signs { kind: self.kind, concept: sum.as_ref(), label, section, printed: &printed, money: true, turn: None };
        let turned = if (signs.signed(first) > Decimal::ZERO) == (first > Decimal::ZERO) { 1 } else { -1 };
        Some(side * weight * turned)
    }

    /// The side of the books of a row of an income statement, by its words.
    fn worded_balance(&self, line: &Line) -> Option<Balance> {
        let label = line.row.stub.as_str().to_lowercase();
        let has = |words: &[&str]| words.iter().any(|w| label.contains(w));
        if !matches!(self.kind, StatementKind::Income | StatementKind::Segments) {
            return None;
        }
        if has(&["gain", "income", "revenue", "sales", "profit", "earnings"]) && !has(&["cost", "expense", "tax"]) {
            return Some(Balance::Credit);
        }
        has(&["cost", "expense", "depreciation", "amortization", "loss"]).then_some(Balance::Debit)
    }

    fn period(&self, period_type: PeriodType, line: &Line, column: usize) -> Option<Period> {
        let time = &self.times[column];
        match period_type {
            PeriodType::Instant if opens(line.row.stub.as_str()) => time.opening().map(Period::Instant),
            PeriodType::Instant => time.instant.or(time.duration.map(Period::end)).map(Period::Instant),
            PeriodType::Duration => time.duration.or_else(|| {
                let end = time.instant?;
                let current = self.calendar.current_period().days().map_or(3, |d| ((d as f64) / 30.44).round() as u32);
                Some(self.calendar.months_ended(current.max(1), end))
            }),
        }
    }

    fn own_period_type(&self, line: &Line, column: usize) -> PeriodType {
        let time = &self.times[column];
        let likely = line.candidates.first().filter(|c| c.confidence >= Confidence::new(0.4));
        let hint = likely.and_then(|c| standard(&c.concept)).map(|c| c.period_type);
        match self.kind {
            StatementKind::CashFlow if is_cash_balance(line.row.stub.as_str()) => PeriodType::Instant,
            StatementKind::BalanceSheet => PeriodType::Instant,
            StatementKind::Income | StatementKind::CashFlow | StatementKind::PerShare => PeriodType::Duration,
            _ if time.duration.is_none() => PeriodType::Instant,
            _ if self.is_average(line) => PeriodType::Duration,
            _ => period_type_of(line).or(hint).unwrap_or(PeriodType::Duration),
        }
    }

    fn own_balance(&self, line: &Line, counted: &Counted) -> Option<Balance> {
        if *counted != Counted::Money {
            return None;
        }
        if let Some(concept) = line.candidates.first().and_then(|c| standard(&c.concept)) {
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

    /// Changes and shares of totals: concepts of the entity's own.
    fn state_comparison(&self, line: &Line, column: usize, cell: Cell, graph: &mut Graph) -> Option<FactId> {
        let time = &self.times[column];
        let percent = time.comparison != Comparison::Change || cell.figure.style.suffix == Suffix::Percent;
        let suffix = match time.comparison {
            Comparison::Change if !percent => "Change",
            Comparison::PercentOf => "Percent Of Total",
            _ => "Percent Change",
        };
        let counted = if percent { Counted::Percent } else { cell.counted.clone() };
        let period = time.duration.or(time.instant.map(Period::Instant))?;
        let period_type = if matches!(period, Period::Instant(_)) { PeriodType::Instant } else { PeriodType::Duration };
        let (amount, decimals, scale) = self.scales.amount(&counted, line.row, column, cell.figure);
        let value = Value::Number { amount, decimals };
        let rest = if self.columns[column].is_empty() { time.rest.as_str() } else { "" };
        let cell = Cell { concept: None, counted, ..cell };
        let words =
            cell.qualifiers.iter().filter_map(Qualifier::suffix).fold(line.own_label.clone(), |label, word| format!("{label} {word}"));
        let stem = format!("{words} {suffix} {rest}").trim_end().to_owned();
        let origin = self.origin(line, column, cell.figure, scale);
        for label in
            [stem.clone(), format!("{} {stem}", self.title)].into_iter().chain((2..50).map(|n| format!("{} {stem} {n}", self.title)))
        {
            let name = graph.own_concept(&label, cell.counted.data_type(), period_type, None);
            let aspects = self.aspects(name, period, &cell, graph);
            if self.is_new_or_alike(&aspects, &value, graph) {
                return Some(self.claim(aspects, value, origin, &cell, graph));
            }
        }
        None
    }

    fn origin(&self, line: &Line, column: usize, figure: &Figure, scale: i8) -> Origin {
        let headers = &self.table.columns[column].headers;
        let column = headers.iter().filter_map(crate::text::Text::span).reduce(Span::cover);
        Origin::Cell { figure: figure.clone(), stub: line.row.stub.span(), column, scale }
    }
}

/// The total that each row is part of; only sums that hold wherever they could be tested.
fn weights(sums: &[Sum]) -> HashMap<usize, (usize, i8)> {
    let holding = sums.iter().filter(|s| s.failing.is_empty());
    holding.flat_map(|s| s.parts.iter().map(|(row, weight)| (*row, (s.total, *weight)))).collect()
}

/// What the words of a row say of a moment or a stretch of time.
fn period_type_of(line: &Line) -> Option<PeriodType> {
    const MOMENTS: [&str; 26] = [
        "book value",
        "-to-assets",
        "-to-deposits",
        "to assets",
        "to total assets",
        "/total assets",
        "/net loans",
        "/gross loans",
        "/loans",
        "to loans",
        "non-performing",
        "nonperforming",
        "non-accrual",
        "nonaccrual",
        "balance at",
        "balance, ",
        "at end of",
        "end of period",
        "ending",
        "backlog",
        "headcount",
        "capital ratio",
        "tier 1",
        "beginning of",
        "past due",
        "loans outstanding",
    ];
    let lower = line.row.stub.as_str().to_lowercase().replace("- ", "-").replace("/ ", "/");
    if lower.contains("average") || lower.contains("annualized") {
        return Some(PeriodType::Duration);
    }
    let moment = MOMENTS.iter().any(|m| lower.contains(m)) || matches!(line.counted, Counted::Things(name) if name != "units");
    moment.then_some(PeriodType::Instant)
}

/// Whether facts of a type can be counted so.
fn fits(data_type: DataType, counted: &Counted) -> bool {
    match counted {
        Counted::Money => data_type == DataType::Monetary,
        Counted::PerShare => data_type == DataType::PerShare,
        Counted::Shares => data_type == DataType::Shares,
        Counted::Percent => matches!(data_type, DataType::Percent | DataType::Pure),
        Counted::Ratio => matches!(data_type, DataType::Pure | DataType::Decimal),
        Counted::Things(_) => matches!(data_type, DataType::Integer | DataType::Pure | DataType::Decimal | DataType::Other),
    }
}

/// Whether a row of a statement of cash flows states the cash at its beginning or end.
fn is_cash_balance(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.starts_with("cash") && ["beginning", "end of", "at end", "ending", "end"].iter().any(|w| lower.contains(w))
}

/// Whether a row states balances as they were before the period.
fn opens(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.contains("beginning of")
        || lower.starts_with("beginning")
        || lower.ends_with("beginning")
        || lower.contains("at beginning")
        || lower.contains("beginning balance")
}

/// Measures that reconciliations start from.
fn is_major(name: &str) -> bool {
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
