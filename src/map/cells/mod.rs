//! From the cells of a table to facts.

mod allocated;
mod amortized;
mod asked;
mod choice;
mod columns;
mod cost;
mod counted;
mod doubts;
mod fact;
mod flows;
mod known;
mod listed;
mod measure;
mod named;
mod net;
mod part;
mod particular;
mod range;
mod reconciled;
mod renamed;
mod reported;
mod roll;
mod side;
mod sold;
mod stock;
mod summed;
mod time;
mod told;
mod untimed;
mod value;
mod veto;
mod whole;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;

use super::ReadOptions;
use super::after_tax::AfterTax;
use super::arithmetic::Sum;
use super::calendar::Calendar;
use super::concept::ACCEPT;
use super::dimension::{self, Qualifier};
use super::echo::{Assumed, Stated};
use super::graph::Graph;
use super::lines::{Line, folded, lines};
use super::period::{self, ColumnTime};
use super::scale::Scales;
use super::segment::Segment;
use super::sheet::Sheet;
use super::statement;
use super::unit::Counted;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::Document;
use crate::figure::{Currency, Figure};
use crate::report::{self, Candidate, Confidence, LineKind, Period, Statement, StatementKind, Value};
use crate::source::Span;
use crate::table::{Row, RowKind, Table};
use crate::taxonomy::{Concept, QName};
use asked::Asked;
use counted::ColumnUnit;
use named::RowTime;

/// What is known of the release before a table is read.
pub(crate) struct Surroundings<'a> {
    pub(crate) calendar: &'a Calendar,
    pub(crate) options: &'a ReadOptions,
    pub(crate) stated: &'a Stated,
    pub(crate) document: &'a Document,
    /// Whether any of its tables is a statement.
    pub(crate) reports: bool,
    /// What it calls a measure after tax.
    pub(crate) after_tax: AfterTax,
}

/// Reads a table into the graph: a fact of each figure, a statement of the rows.
pub(crate) fn read(sheet: &Sheet, around: &Surroundings, graph: &mut Graph, doubts: &mut Vec<Diagnostic>) {
    let Sheet { table, kind, .. } = *sheet;
    let Surroundings { calendar, options, stated, .. } = *around;
    if statement::is_foreign(table) {
        let message = format!("the table \"{}\" counts votes or lists people and gave no facts", statement::title(table, kind));
        doubts.push(Diagnostic::new(Code::UnreadFigure, message).at(table.span, "this table").severity(Severity::Note));
        return;
    }
    if statement::holds_years(table) {
        let message = format!("the rows of \"{}\" are of years that a column names, and gave no facts", statement::title(table, kind));
        doubts.push(Diagnostic::new(Code::UnreadFigure, message).at(table.span, "this table"));
        return;
    }
    let sums = sheet.sums();
    let lines = lines(sheet, &options.labels, calendar.current_period().end().year());
    let mut times = period::continued(table, kind, calendar, sheet.before);
    if times.iter().all(|t| t.end().is_none()) && calendar.is_known() && around.reports && untimed::holds_for_newest(table) {
        untimed::assume_times(&mut times, kind, around, table, doubts);
    }
    if period::settle_bare_years(&mut times, table, kind, (calendar, around.document)) {
        let message =
            format!("the columns of \"{}\" name years alone; they are taken to be of the newest period", statement::title(table, kind));
        doubts.push(Diagnostic::new(Code::AssumedPeriod, message).at(table.span, "this table"));
    }
    // what has ended when the document is filed is no forecast
    let filed = around.document.submission.as_ref().and_then(|s| s.filed.as_ref()).map(|(day, _)| *day);
    // where nothing tells when it was written, no year is one to come
    let undated = || !calendar.is_known() && !period::tells_of_what_is_to_come(table);
    let newest = if undated() { NaiveDate::MAX } else { calendar.current_period().end() };
    let money = columns_of_money(table);
    let mut columns = dimension::of_columns(&times, &money, kind, filed.map_or(newest, |filed| filed.max(newest)));
    let units = ColumnUnit::all(table, kind, &times, &money, &columns);
    let mut qualifiers = dimension::of_table(table, kind);
    dimension::of_whole_company(&mut columns, &mut qualifiers, &graph.entity.name);
    if columns.iter().flatten().any(Qualifier::is_outside_gaap) {
        // the columns tell themselves which of them is outside GAAP
        qualifiers.retain(|q| !q.is_outside_gaap());
    }
    let mut named = named::row_times(table, calendar);
    if times.iter().all(|time| time.duration.is_some()) {
        named::forget_schedule(table, &mut named);
    }
    named::set_back(table, &times, &mut named);
    named::months(table, &mut named);
    let mut reader = Reader {
        table,
        kind,
        calendar,
        columns,
        spans: roll::by_rows(table).into_iter().zip(time::dated_rows(table)).map(|(rolled, dated)| rolled.or(dated)).collect(),
        rolled: roll::by_columns(table),
        named,
        qualifiers,
        after_tax: around.after_tax,
        scales: Scales::new((table, kind), &lines, options, (stated, particular::computed_with(graph))),
        title: statement::title(table, kind),
        units,
        times,
        lines: &lines,
        weights: weights(sums),
        sums: sums.iter().map(|s| (s.total, s.parts.iter().map(|(row, weight)| weight * direction(&table.rows[*row])).collect())).collect(),
        computed_with: particular::computed_with(graph),
        asked: Asked::default(),
        told: HashMap::new(),
        members_said: HashMap::new(),
        chosen: Vec::new(),
    };
    reader.settle_lengths(graph);
    reader.settle_part(graph);
    reader.settle_members(graph);
    reader.choose(graph);
    reader.read(graph, doubts);
}

struct Reader<'a> {
    table: &'a Table,
    kind: StatementKind,
    calendar: &'a Calendar,
    times: Vec<ColumnTime>,
    columns: Vec<Vec<Qualifier>>,
    /// What each column says that its figures count.
    units: Vec<ColumnUnit>,
    /// In a roll-forward of equity what each row's own label or its place between two balances says of time.
    spans: Vec<Option<Period>>,
    /// The same in each column of a roll-forward whose columns name the year: "Balance, January 1".
    rolled: HashMap<(usize, usize), Period>,
    /// Which rows are called as the periods they hold for.
    named: Vec<RowTime>,
    qualifiers: Vec<Qualifier>,
    after_tax: AfterTax,
    scales: Scales<'a>,
    title: String,
    lines: &'a [Line<'a>],
    /// The total that each row is part of, and the weight of its printed figures in it.
    weights: HashMap<usize, (usize, i8)>,
    /// The weights of the sizes of each total's parts: what is printed in brackets and added takes off.
    sums: HashMap<usize, Vec<i8>>,
    /// A number of shares that earnings per share are computed with.
    computed_with: Option<Decimal>,
    /// What is looked for once, when a row asks.
    asked: Asked<'a>,
    /// The stretch of time that a figure of a column of moments is of, where another table holds the same figure of the same line.
    told: HashMap<(usize, usize), Period>,
    /// The members under which other tables state the rows that say again what those say of a part.
    members_said: HashMap<usize, Vec<Qualifier>>,
    /// The standard concept of each row, where one is likely and nothing speaks against it.
    chosen: Vec<Option<(&'static Concept, Confidence)>>,
}

/// What a cell is to state.
struct Cell<'a> {
    figure: &'a Figure,
    counted: Counted,
    currency: Currency,
    concept: Option<&'static Concept>,
    candidates: &'a Arc<[Candidate]>,
    confidence: Confidence,
    qualifiers: Vec<Qualifier>,
    /// Whether it takes off again what another table states.
    turned: bool,
    /// The words for what it is a part of, where its label names the part alone.
    measure: Option<String>,
    label: String,
}

/// Whether a value contradicts another as a misprint does; one that is quite another number is another fact.
fn contradicts(said: &Value, value: &Value) -> bool {
    matches!((said, value), (Value::Number { amount: a, .. }, Value::Number { amount: b, .. }) if crate::figure::are_alike(*a, *b) && *a != -*b)
}

impl Reader<'_> {
    /// Settles what each row is: first by itself, then by the totals that it is a part of, then by what other tables say. A line said again is
    /// the same fact, whatever else the statement it stands in would make likelier.
    fn choose(&mut self, graph: &Graph) {
        // what one segment has another has, too
        let first = self.lines.iter().filter_map(|line| line.candidates.first().map(|c| (line.segment, c)));
        let sure = first.filter(|(_, c)| c.confidence >= ACCEPT);
        let sure: HashSet<(Option<Segment>, &QName)> = sure.map(|(segment, c)| (segment, &c.concept)).collect();
        self.chosen = self.lines.iter().map(|line| self.choice(line, &sure)).collect();
        self.agree_in_segments();
        self.leave_to_whole();
        let wrong = |line: &&Line| self.chosen(line.at).is_some_and(|concept| self.stands_on_wrong_side(line, concept));
        let wrong: Vec<usize> = self.lines.iter().filter(wrong).map(|line| line.at).collect();
        wrong.into_iter().for_each(|at| self.chosen[at] = None);
        for line in self.lines {
            if self.chosen[line.at].is_none() {
                self.chosen[line.at] = self.taken_up(line);
            }
        }
        let mut called: HashMap<String, (&'static Concept, Confidence)> = HashMap::new();
        for line in self.lines {
            // what the user knows goes before what other tables say
            if self.chosen[line.at].as_ref().is_some_and(|(_, sure)| *sure == Confidence::CERTAIN) {
                continue;
            }
            if self.kind == StatementKind::BalanceSheet && line.segment.is_some_and(|segment| segment.closes) {
                self.chosen[line.at] = self.total_of_segment(line);
                continue;
            }
            let total = self.total_of_parts(line);
            if let Some((whole, _)) = total.filter(|_| line.row.stub.is_empty()) {
                self.chosen[line.at] = self.chosen[line.at].filter(|(own, _)| own.name == whole.name).or(total);
                continue;
            }
            if let Some((concept, members)) = self.repeated_of_part(line, graph) {
                self.members_said.insert(line.at, members);
                self.chosen[line.at] = Some((concept, Confidence::new(0.85)));
                continue;
            }
            let known = self.repeated(line, graph).or_else(|| self.repeated_rounded(line, graph));
            let known = known.or_else(|| self.repeated_in_columns(line, graph));
            let known = known.or_else(|| self.named_already(line, graph)).or_else(|| self.said_above(line));
            let guessed = self.chosen[line.at].take();
            let known = known.or_else(|| self.renamed(line, guessed.map(|(concept, _)| concept), graph));
            let label = folded(line.row.stub.as_str());
            if let Some(known) = known {
                called.insert(label.clone(), known);
            }
            // what the whole company has under a label its parts have, too
            let known = known.or_else(|| called.get(&label).copied().filter(|_| line.is_of_part() && label.len() >= 8));
            let chosen = known.or(guessed.filter(|_| !self.is_own_already(line, graph)));
            let chosen = chosen.map(|(concept, sure)| (self.no_total(line, concept).unwrap_or(concept), sure));
            self.chosen[line.at] = chosen.or(total);
        }
        self.agree_in_balances();
        // a measure is the same in an earlier year
        for at in 0..self.named.len() {
            if let RowTime::Earlier { newest, .. } = self.named[at] {
                self.chosen[at] = self.chosen[newest].or(self.chosen[at]);
            }
        }
    }

    /// A line right under the name of one segment is what a line so called is right under that of another: "Home sales" under the revenues and
    /// under the costs of one are not the same.
    fn agree_in_segments(&mut self) {
        let mut first: HashMap<String, (&'static Concept, Confidence)> = HashMap::new();
        let heads =
            |line: &&Line| line.segment.is_some_and(|segment| !segment.closes && crate::table::bare(line.section()) == segment.name);
        for line in self.lines.iter().filter(heads) {
            if let Some(chosen) = self.chosen[line.at] {
                first.entry(folded(line.row.stub.as_str())).or_insert(chosen);
            }
        }
        for line in self.lines.iter().filter(heads) {
            let same = first.get(&folded(line.row.stub.as_str())).filter(|(concept, _)| choice::fits(concept.data_type, &line.counted));
            self.chosen[line.at] = same.copied().or(self.chosen[line.at]);
        }
    }

    /// The standard concept of a row.
    fn chosen(&self, at: usize) -> Option<&'static Concept> {
        self.chosen[at].map(|(concept, _)| concept)
    }

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
        if let Some(Assumed { power, from }) = self.scales.assumed() {
            let times = 10_i64.pow(u32::from(power.unsigned_abs()));
            let message = format!("\"{}\" states no scale; {from}, so that its figures are taken times {times}", self.title);
            doubts.push(Diagnostic::new(Code::AmbiguousUnit, message).at(self.table.span, "this table"));
        }
        self.doubt_numbers(doubts);
        self.doubt_twins(&lines, graph, doubts);
        if lines.iter().any(|l| l.cells.iter().any(Option::is_some)) {
            let columns = self.table.columns.iter().map(crate::table::Column::heading).collect();
            graph.statements.push(Statement { kind: self.kind, title: self.title.clone(), columns, lines, span: self.table.span });
        }
    }

    fn line(&self, line: &Line, graph: &mut Graph, unread: &mut Vec<Span>, doubts: &mut Vec<Diagnostic>) -> report::Line {
        let row = line.row;
        let chosen = self.chosen[line.at];
        let mut cells = vec![None; row.figures.len()];
        let mut concepts: Vec<QName> = Vec::new();
        let mut stated: Vec<(usize, Cell)> = row
            .figures
            .iter()
            .enumerate()
            .filter_map(|(column, figure)| Some((column, self.cell(line, column, figure.as_ref()?, chosen))))
            .collect();
        if self.is_of_another(line, &stated, graph) {
            stated.iter_mut().for_each(|(_, cell)| cell.concept = None);
        }
        self.say_reported(line, &mut stated, graph);
        let rank = self.own_rank(line, &stated, graph);
        if self.takes_off_again(line, &stated, rank, graph) {
            stated.iter_mut().filter(|(_, cell)| cell.concept.is_none()).for_each(|(_, cell)| cell.turned = true);
        }
        for (column, cell) in stated {
            let (span, empty) = (cell.figure.span, cell.figure.style.dash && self.times[column].end().is_none());
            if self.is_no_change(line, column, cell.figure) {
                continue;
            }
            match self.state(line, column, cell, rank, graph) {
                Some(id) => {
                    cells[column] = Some(id);
                    concepts.push(graph.facts[id.index()].aspects.concept.clone());
                }
                // a dash in a column of a time that is still to come
                None if empty => {}
                None => unread.push(span),
            }
        }
        concepts.extend(self.ranges(line, graph).iter().map(|id| graph.facts[id.index()].aspects.concept.clone()));
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
}

/// Whether a sign of money stands anywhere in each column.
fn columns_of_money(table: &Table) -> Vec<bool> {
    let marked = |column: usize| table.rows.iter().filter_map(|r| r.figures.get(column)?.as_ref()).any(|f| f.style.currency.is_some());
    (0..table.columns.len()).map(marked).collect()
}

/// The sign that most figures of a row are printed with.
fn direction(row: &Row) -> i8 {
    let figures = || row.figures.iter().flatten().filter(|f| !f.amount.is_zero());
    if figures().filter(|f| f.amount < Decimal::ZERO).count() * 2 > figures().count() { -1 } else { 1 }
}

/// The total that each row is part of; only sums that hold wherever they could be tested.
fn weights(sums: &[Sum]) -> HashMap<usize, (usize, i8)> {
    let holding = sums.iter().filter(|s| s.failing.is_empty());
    holding.flat_map(|s| s.parts.iter().map(|(row, weight)| (*row, (s.total, *weight)))).collect()
}
