//! When the figures of a row hold.

use super::Reader;
use super::named::{RowTime, stretch_of_months};
use super::stock;

use crate::map::graph::Graph;
use crate::map::lines::{Line, balance_label, folded};
use crate::map::moment;
use crate::map::period::ColumnTime;
use crate::map::phrase::{Length, Phrase};
use crate::map::unit::Counted;
use crate::report::{Confidence, Period, StatementKind};
use crate::table::{Row, Table};
use crate::taxonomy::{PeriodType, known_standard};

impl Reader<'_> {
    /// How long a column is that does not say: as long as the columns of other tables that end on its day and hold its amounts.
    pub(super) fn settle_lengths(&mut self, graph: &Graph) {
        for column in 0..self.times.len() {
            let time = &self.times[column];
            if time.assumed && time.is_plain() && time.duration.is_some() {
                let said = self.said_of(column, graph);
                self.times[column].duration = said.or(self.times[column].duration);
            }
            if is_guessed(&self.times[column]) && self.kind != StatementKind::BalanceSheet {
                self.tell(column, graph);
                self.times[column].duration = self.told_of(column).or(self.times[column].duration);
            }
        }
    }

    /// The stretch of time that all lines of a column have which another table holds: what a return is computed from is of a year.
    fn told_of(&self, column: usize) -> Option<Period> {
        let mut told = self.lines.iter().filter_map(|line| self.told.get(&(line.at, column)).copied());
        let first = told.next().filter(|_| self.kind == StatementKind::Reconciliation)?;
        told.all(|period| period == first).then_some(first)
    }

    /// Finds the figures of a column that names a day alone which another table holds for a stretch of time: income among the terms of a return.
    fn tell(&mut self, column: usize, graph: &Graph) {
        // "First Half 2026" says itself how long it is: the quarter's charge of another table may be the half year's, too
        let says_length = |header: Phrase| header.length().is_some() || header.quarter.is_some();
        let known = self.times[column].duration.is_some() && says_length(Phrase::of_column(&self.table.columns[column]));
        let Some(end) = self.times[column].end().filter(|_| !known) else { return };
        for line in self.lines.iter().filter(|l| l.counted == Counted::Money) {
            let Some(figure) = line.row.figures[column].as_ref().filter(|f| f.amount.abs() >= 100.into()) else { continue };
            let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
            let label = folded(line.row.stub.as_str());
            let facts = graph.with_amount(amount).iter().map(|id| &graph.facts[id.index()]);
            let same = facts.filter(|f| f.aspects.dimensions.is_empty() && f.aspects.period.end() == end && folded(&f.label) == label);
            let periods: Vec<Period> = same.map(|f| f.aspects.period).collect();
            let guessed = self.times[column].duration;
            if let [period, ..] = periods[..]
                && period.start().is_some()
                && !periods.iter().any(|p| Some(*p) == guessed)
            {
                self.told.insert((line.at, column), period);
            }
        }
    }

    fn said_of(&self, column: usize, graph: &Graph) -> Option<Period> {
        let end = self.times[column].end()?;
        let mut found: Vec<Period> = Vec::new();
        for line in self.lines.iter().filter(|l| l.counted == Counted::Money) {
            let Some(figure) = line.row.figures[column].as_ref().filter(|f| f.amount.abs() >= 1000.into()) else { continue };
            let (amount, ..) = self.scales.amount(&line.counted, line.row, column, figure);
            let facts = graph.with_amount(amount).iter().map(|id| &graph.facts[id.index()].aspects);
            let flows = facts.filter(|a| a.dimensions.is_empty() && a.period.end() == end && a.period.start().is_some());
            found.extend(flows.map(|a| a.period).next());
        }
        let first = *found.first()?;
        (found.len() >= 2 && found.iter().all(|p| *p == first)).then_some(first)
    }

    /// The time that a row names itself, or its roll-forward.
    fn own_span(&self, line: &Line, column: usize) -> Option<Period> {
        self.spans[line.at].or_else(|| self.rolled.get(&(line.at, column)).copied())
    }

    /// When the figure of a row and column holds, as a moment or a stretch of time.
    pub(super) fn period(&self, period_type: PeriodType, line: &Line, column: usize) -> Option<Period> {
        if let Some(own) = self.own_span(line, column) {
            return (matches!(own, Period::Instant(_)) == (period_type == PeriodType::Instant)).then_some(own);
        }
        match (self.named[line.at], period_type) {
            (RowTime::OfColumn, _) => {}
            (RowTime::Named(period), PeriodType::Duration) => return Some(period),
            (RowTime::Named(period), PeriodType::Instant) => return Some(Period::Instant(period.end())),
            (RowTime::Months(first, last), period_type) => {
                let stretch = stretch_of_months((first, last), self.times[column].end()?)?;
                return Some(if period_type == PeriodType::Instant { Period::Instant(stretch.end()) } else { stretch });
            }
            (RowTime::Earlier { years, .. }, PeriodType::Duration) => {
                return self.times[column].duration.map(|own| (0..years).fold(own, |period, _| self.calendar.comparison(period)));
            }
            (RowTime::Untold | RowTime::Earlier { .. }, _) => return None,
        }
        if let Some(told) = self.told.get(&(line.at, column)).filter(|_| period_type == PeriodType::Duration) {
            return Some(*told);
        }
        let time = &self.times[column];
        match period_type {
            PeriodType::Instant if opens(line.row.stub.as_str()) || is_headed_by_opening(line) => time.opening().map(Period::Instant),
            PeriodType::Instant => time.instant.or(time.duration.map(Period::end)).map(Period::Instant),
            PeriodType::Duration if time.assumed && time.duration.is_some() && own_length(line.row.stub.as_str()).is_some() => {
                own_length(line.row.stub.as_str()).zip(time.end()).map(|(length, end)| self.calendar.ended(length, end))
            }
            PeriodType::Duration => time.duration.or_else(|| {
                let end = time.instant?;
                if let Some(length) = own_length(line.row.stub.as_str()) {
                    return Some(self.calendar.ended(length, end));
                }
                let current = self.calendar.current_period().days().map_or(3, |d| ((d as f64) / 30.44).round() as u32);
                Some(self.calendar.months_ended(current.max(1), end))
            }),
        }
    }

    /// Whether all that is told of a table's rows is told of moments: "Total equity (GAAP)", less goodwill, over shares outstanding.
    fn is_of_balances(&self) -> bool {
        *self.asked.balances.get_or_init(|| {
            let told = || self.chosen.iter().flatten();
            told().next().is_some() && told().all(|(concept, _)| concept.period_type == PeriodType::Instant)
        })
    }

    /// Whether a heading within a statement of flows says that a row is a line of the balance sheet.
    pub(super) fn is_headed_as_balance(&self, line: &Line) -> bool {
        self.stands_beside(line) && line.part == StatementKind::BalanceSheet
    }

    /// Whether the debts of a day are added up: `Total debt`, less cash, in terms of a year's earnings.
    fn leads_to_net_debt(&self) -> bool {
        *self.asked.debts.get_or_init(|| self.lines.iter().any(|line| stock::is_debt(line.row.stub.as_str())))
    }

    /// Whether a table tells what there is at a day, as far as its rows name things: homes passed beside customers.
    fn holds_things(&self) -> bool {
        *self.asked.holdings.get_or_init(|| {
            let things = || self.lines.iter().filter(|line| matches!(line.counted, Counted::Things(_)));
            let measured = self.lines.iter().any(|line| matches!(line.counted, Counted::Measured(_)));
            things().nth(1).is_some() && things().all(counts_what_is) && !measured
        })
    }

    /// Whether a row stands below a statement of income, under a heading of its own: a bank prints balances with the results of its quarters.
    pub(super) fn stands_beside(&self, line: &Line) -> bool {
        matches!(self.kind, StatementKind::Income | StatementKind::PerShare) && line.part != self.kind
    }

    /// What a year has more of than its last quarter came about in it: flights, and no aircraft.
    fn period_type_of_count(&self, line: &Line) -> PeriodType {
        let label = line.row.stub.as_str();
        let at_a_day = opens(label) || is_balance(label) || is_headed_by_opening(line) || !self.differs_by_length(line);
        if at_a_day { PeriodType::Instant } else { PeriodType::Duration }
    }

    pub(super) fn own_period_type(&self, line: &Line, column: usize) -> PeriodType {
        if let Some(own) = self.own_span(line, column) {
            return if matches!(own, Period::Instant(_)) { PeriodType::Instant } else { PeriodType::Duration };
        }
        if self.told.contains_key(&(line.at, column)) || self.named[line.at] != RowTime::OfColumn {
            return PeriodType::Duration;
        }
        let time = &self.times[column];
        if time.leads_over() {
            return PeriodType::Duration;
        }
        let label = folded(line.row.stub.as_str());
        let says_something = !["other", "total", "totals"].contains(&label.as_str());
        // one day has one balance: what three and nine months that end on it hold different amounts of is none
        let is_one = |told: &PeriodType| *told == PeriodType::Duration || !self.differs_by_length(line);
        let hint = likely_period_type(line).filter(|_| says_something).filter(is_one);
        match if self.stands_beside(line) { StatementKind::Metrics } else { self.kind } {
            StatementKind::CashFlow if is_cash_balance(line.row.stub.as_str()) => PeriodType::Instant,
            _ if time.duration.is_some() && (self.averages_columns() || self.is_titled_averages() || heads_flow(&time.rest)) => {
                PeriodType::Duration
            }
            _ if self.kind != StatementKind::CashFlow && stock::tells_stock(line) && !self.differs_by_length(line) => PeriodType::Instant,
            _ if line.counted == Counted::Money && is_balance(line.row.stub.as_str())
                || moment::says_period_end(line.row.stub.as_str()) =>
            {
                PeriodType::Instant
            }
            _ if line.counted == Counted::Money && is_average_balance(line.row.stub.as_str()) => PeriodType::Duration,
            _ if ["weightedaverageshares", "returnonaverage"].iter().any(|w| label.starts_with(w)) => PeriodType::Duration,
            StatementKind::BalanceSheet => PeriodType::Instant,
            _ if own_length(line.row.stub.as_str()).is_some() => PeriodType::Duration,
            _ if self.counts_at_its_day(column) => PeriodType::Instant,
            _ if counts_what_is(line) => self.period_type_of_count(line),
            _ if line.counted == Counted::Number && self.holds_things() && !tells_flow(line.row.stub.as_str()) => PeriodType::Instant,
            StatementKind::Income | StatementKind::PerShare if stock::is_balance_beside(line.row.stub.as_str()) => PeriodType::Instant,
            _ if self.is_headed_as_balance(line) && matches!(line.counted, Counted::Money | Counted::Shares) => PeriodType::Instant,
            StatementKind::Income | StatementKind::CashFlow | StatementKind::PerShare => PeriodType::Duration,
            _ if self.stands_at_a_day(line, column) && !self.breaks_down_a_flow() && !self.is_average(line) => PeriodType::Instant,
            StatementKind::Reconciliation if time.assumed && self.is_of_balances() => PeriodType::Instant,
            StatementKind::Reconciliation if time.assumed && self.leads_to_net_debt() => match moment::tells_flow(line.row.stub.as_str()) {
                false if stock::is_debt(line.row.stub.as_str()) || !line.row.stub.as_str().to_lowercase().contains("ebitda") => {
                    PeriodType::Instant
                }
                _ => PeriodType::Duration,
            },
            _ if self.is_average(line) => PeriodType::Duration,
            _ if let Some(told) = period_type_of(line)
                .or_else(|| headed_at_a_day(line).filter(|_| !self.differs_by_length(line)))
                .or_else(|| self.period_type_of_sum(line))
                .or(hint) =>
            {
                told
            }
            _ if stock::is_debt(line.row.stub.as_str()) => PeriodType::Instant,
            _ if stock::names_balance(line) && !self.differs_by_length(line) => PeriodType::Instant,
            _ => PeriodType::Duration,
        }
    }

    /// Whether columns hold average balances, with what they bring: `Average balance | Interest | Yield`.
    fn averages_columns(&self) -> bool {
        let averaged = |time: &ColumnTime| time.rest.to_lowercase().contains("average balance");
        *self.asked.averaged_columns.get_or_init(|| self.times.iter().any(averaged))
    }
}

/// Whether a column's header says that its figures are of a stretch of time, whatever its rows are called: `Underwriting income`.
fn heads_flow(rest: &str) -> bool {
    let lower = rest.to_lowercase();
    ["income", "revenue", "earnings", "expense", "combined ratio"].iter().any(|w| lower.contains(w))
}

/// Of what time the concept is that a row most likely stands for. Rates of interest are stated for a day, no other share of anything.
pub(super) fn likely_period_type(line: &Line) -> Option<PeriodType> {
    let likely = line.candidates.first().filter(|c| c.confidence >= Confidence::new(0.4))?;
    let concept = known_standard(&likely.concept)?;
    let says_rate = || ["rate", "interest"].iter().any(|w| line.row.stub.as_str().to_lowercase().contains(w));
    (!concept.name.local().contains("InterestRate") || says_rate()).then_some(concept.period_type)
}

/// What the headings over a row say of time: balances stand under `At period end`, and so do what a bank is not paid and its capital ratios.
fn headed_at_a_day(line: &Line) -> Option<PeriodType> {
    let moments = line.sections.iter().any(|heading| moment::heads_balances(heading))
        && !line.sections.last().is_some_and(|nearest| moment::tells_flow(nearest));
    (moments && !moment::tells_flow(line.row.stub.as_str())).then_some(PeriodType::Instant)
}

/// Whether a row counts things that there are at a moment, and not what came about in the course of time.
fn counts_what_is(line: &Line) -> bool {
    let label = line.row.stub.as_str();
    let says = |words: &str, what: &str| words.to_lowercase().contains(what);
    // the heading of the shares above stands over no stores that are counted at a day
    let at_a_day = ["at end", "at beginning", "open at", "period-end", "period end", "year-end", "end of"].iter().any(|w| says(label, w));
    let averaged =
        || says(label, "average") || says(label, "avg") || !at_a_day && line.sections.iter().any(|heading| says(heading, "average"));
    match line.counted {
        Counted::Things(name) => {
            let flows = |words: &str| crate::map::things::is_flow(name, words);
            !flows(label) && !flows(line.section()) && !averaged()
        }
        Counted::Number => at_a_day && !averaged(),
        _ => false,
    }
}

/// Whether a label tells what came about or an average over time.
fn tells_flow(label: &str) -> bool {
    let lower = label.to_lowercase();
    crate::map::things::is_flow("", label)
        || ["average", "additions", "gains", "losses", "net ", "new ", "change", "increase", "per ", "turn"]
            .iter()
            .any(|w| lower.contains(w))
}

/// The length of time that a row's own label states: "Net charge-offs (three months ended)".
fn own_length(label: &str) -> Option<Length> {
    let lower = label.to_lowercase();
    let trailing = ["trailing twelve months", "last twelve months", "trailing 12 months", "last 12 months", "ltm ", "ttm "];
    if trailing.iter().any(|w| lower.starts_with(w)) && !lower.contains(" to ") && !lower.contains("ratio") {
        return Some(Length::Months(12));
    }
    let stated = ["months ended", "weeks ended", "quarter ended", "year ended", "for the quarter"];
    if !stated.iter().any(|w| lower.contains(w)) {
        return None;
    }
    if lower.contains("for the quarter") {
        return Some(Length::Quarter);
    }
    crate::map::phrase::Phrase::parse(label).lengths.first().copied()
}

fn is_guessed(time: &ColumnTime) -> bool {
    time.is_plain() && time.instant.is_some() && (time.duration.is_none() || time.assumed)
}

/// What the words of a row say of a moment or a stretch of time.
pub(super) fn period_type_of(line: &Line) -> Option<PeriodType> {
    const MOMENTS: [&str; 35] = [
        "(period end)",
        "(end of period)",
        "remaining performance obligation",
        "annual recurring revenue",
        "book value",
        "-to-assets",
        "-to-deposits",
        "to assets",
        "to total assets",
        "to total loans",
        "to deposits",
        "market price",
        "closing price",
        "closing stock price",
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
    // what runs off a backlog is a flow
    if lower.starts_with("amortization") || lower.starts_with("change") || lower.starts_with("capital spending") {
        return Some(PeriodType::Duration);
    }
    let moment = MOMENTS.iter().any(|m| lower.contains(m)) || counts_what_is(line);
    moment.then_some(PeriodType::Instant)
}

/// Whether things are counted under a heading that says when: "Restaurants, beginning of period:" over the names of two brands.
fn is_headed_by_opening(line: &Line) -> bool {
    matches!(line.counted, Counted::Things(_)) && opens(line.section()) && !line.row.stub.as_str().to_lowercase().contains("end of")
}

/// Whether a row of a statement of cash flows states the cash at its beginning or end.
pub(super) fn is_cash_balance(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.starts_with("cash") && ["beginning", "end of", "at end", "ending", "end"].iter().any(|w| lower.contains(w))
}

/// Whether a row states balances as they were before the period.
pub(super) fn opens(label: &str) -> bool {
    let lower = label.to_lowercase().replace('-', " ");
    lower.contains("beginning of")
        || lower.starts_with("beginning")
        || lower.ends_with("beginning")
        || lower.contains("at beginning")
        || lower.contains("beginning balance")
}

/// Whether a row states how much there was on average over a period: `Average deposits`.
fn is_average_balance(label: &str) -> bool {
    const BALANCES: [&str; 9] = ["loan", "asset", "deposit", "equity", "liabilit", "borrowing", "securities", "debt", "investment"];
    let lower = label.to_lowercase();
    let over_time = ["average ", "total average "].iter().any(|w| lower.starts_with(w));
    over_time && BALANCES.iter().any(|w| lower.contains(w)) && !["per ", "size", "price", "cost", "life"].iter().any(|w| lower.contains(w))
}

/// Whether a row states what there was at the beginning or the end of a period: the first and the last of a roll-forward.
pub(super) fn is_balance(label: &str) -> bool {
    let lower = label.to_lowercase().replace('-', " ");
    let ends =
        ["end of period", "end of the period", "end of year", "end of the year", "end of quarter", "end of the quarter", "end of month"];
    let begins = ends.map(|w| w.replacen("end of", "beginning of", 1));
    let any = |words: &[&str]| words.iter().any(|w| lower.ends_with(w));
    // "Assets under management: | Ending | Average"
    let bare = ["ending", "beginning"].contains(&lower.as_str());
    bare || stock::is_cash_held(&lower) || balance_label(label, "").is_some() || any(&ends) || begins.iter().any(|w| lower.ends_with(w))
}

/// Times that rows name themselves, where no roll-forward does: `As of April 30, 2023` in a table with a row a day.
pub(super) fn dated_rows(table: &Table) -> Vec<Option<Period>> {
    let day = |row: &Row| {
        if !row.has_figures() || !row.stub.as_str().bytes().any(|b| b.is_ascii_digit()) {
            return None;
        }
        let phrase = crate::map::phrase::Phrase::parse(row.stub.as_str());
        let alone = phrase.rest.is_empty() && phrase.lengths.is_empty() && phrase.quarter.is_none() && phrase.dates.len() == 1;
        phrase.dates.iter().find_map(|d| d.day.and(d.day())).filter(|_| alone)
    };
    let days: Vec<Option<Period>> = table.rows.iter().map(|row| day(row).map(Period::Instant)).collect();
    if days.iter().flatten().count() < 2 { vec![None; table.rows.len()] } else { days }
}
