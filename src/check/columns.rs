//! Columns that are worked out from other columns: changes, percentages, shares, totals across.
//!
//! What a column is worked out from is found from the figures: the rule that nearly all rows of the statement follow. The rows that do
//! not follow it are the findings.

use std::collections::{HashMap, HashSet};

use rust_decimal::Decimal;

use super::change::{Verdict, is_share, verdict};
use super::habit::{Habit, exactness};
use super::interval::Interval;
use super::wording::{amount, in_unit_of, name, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{Fact, FactId, Report, Statement};

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
A column of a table is worked out from other columns in nearly every row, and one row does not follow.

Change columns (2004 less 2003), growth in percent, shares of the first line, adjustments that lead from one column to another, totals
across segments and quarters, rows of growth rates under the rows they are of: which rule a column follows is found from its figures, with their rounding. At least four rows must follow
it, and nine in ten, or all but one in a short table, a last digit or two aside. A difference of one in the last digit is a warning, and one that the rounding of the other figures explains a
note: the column may have been worked out before rounding. Where the other rows say that it was worked out from the figures as printed,
it is a warning as well.

                   2018       %     2017       %    Change       %
  Rental revenue    546   96.1%      536   96.9%        10    1.9%
  Total revenue     568  100.0%      553  100.0%        51    2.7%      568 - 553 = 15

A reader takes such a column for the author's own arithmetic, and quotes it.

Source: the table's own rule, which the other rows follow; Calculations 1.1 for the rounding.";

/// The rule a column follows, with the columns it is worked out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Rule {
    /// One column less another.
    Difference(usize, usize),
    /// That difference as a share of the other.
    Growth(usize, usize),
    /// A column as a share of its own base row.
    Share(usize, usize),
    /// The sum of the columns from one to before another.
    Sum(usize, usize),
}

/// Rules that a release works out in one way.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
enum Kind {
    Amounts,
    Growth,
    Share,
}

impl Rule {
    fn kind(self) -> Kind {
        match self {
            Self::Difference(..) | Self::Sum(..) => Kind::Amounts,
            Self::Growth(..) => Kind::Growth,
            Self::Share(..) => Kind::Share,
        }
    }
}

/// Rows that must follow a rule.
const ROWS: usize = 4;
/// Rows that must follow it where they are the parts of a whole.
const PARTS: usize = 2;
/// Rows of about 100 % that are tried where none says so.
const BASES: usize = 3;
/// Most columns that are looked at.
const COLUMNS: usize = 16;

/// Finds the rows that leave the rule of their column. Facts that `known` relations speak of already are passed over.
pub(super) fn check(report: &Report, known: &HashSet<FactId>) -> Vec<Diagnostic> {
    let columns: Vec<Column> = report.statements.iter().flat_map(|s| Sheet { report, statement: s }.columns(known)).collect();
    let mut habits: HashMap<Kind, Habit> = HashMap::new();
    for column in &columns {
        let habit = habits.entry(column.rule.kind()).or_default();
        habit.exact(column.exact);
        column.outliers.iter().filter(|(_, verdict)| *verdict == Verdict::Unrounded).for_each(|_| habit.odd(0.0));
    }
    columns.iter().flat_map(|column| column.findings(habits.get(&column.rule.kind()).is_some_and(Habit::is_strict))).collect()
}

/// A rule, the rows that leave it, and what the others say for its being reckoned from the figures as printed, in bits.
type Followed = (Rule, Vec<(usize, Verdict)>, f64);

/// A column that follows a rule, with the rows that leave it.
struct Column<'a> {
    sheet: Sheet<'a>,
    column: usize,
    rule: Rule,
    outliers: Vec<(usize, Verdict)>,
    /// What its rows say for its being worked out from the figures as printed, in bits.
    exact: f64,
}

impl Column<'_> {
    fn findings(&self, strict: bool) -> Vec<Diagnostic> {
        self.outliers.iter().filter_map(|(row, verdict)| self.sheet.finding(self.column, self.rule, *row, *verdict, strict)).collect()
    }
}

#[derive(Clone, Copy)]
struct Sheet<'a> {
    report: &'a Report,
    statement: &'a Statement,
}

impl<'a> Sheet<'a> {
    fn columns(self, known: &HashSet<FactId>) -> Vec<Column<'a>> {
        let columns = self.statement.columns.len().max(self.statement.lines.iter().map(|l| l.cells.len()).max().unwrap_or(0));
        if !(2..=COLUMNS).contains(&columns) {
            return Vec::new();
        }
        (0..columns).filter_map(|column| self.column(column, columns, known)).collect()
    }

    fn column(self, column: usize, columns: usize, known: &HashSet<FactId>) -> Option<Column<'a>> {
        let followed = self.rules(column, columns).into_iter().filter_map(|r| self.followed(column, r));
        let (rule, mut outliers, exact) = followed.min_by_key(|(_, o, _)| o.len())?;
        outliers.retain(|&(row, _)| self.statement.lines[row].cells[column].is_some_and(|id| !known.contains(&id)));
        Some(Column { sheet: self, column, rule, outliers, exact })
    }

    fn rules(&self, column: usize, columns: usize) -> Vec<Rule> {
        let others: Vec<usize> = (0..columns).filter(|&c| c != column).collect();
        let pairs = others.iter().flat_map(|&a| others.iter().map(move |&b| (a, b))).filter(|(a, b)| a != b && a.abs_diff(*b) <= 4);
        let pairs: Vec<(usize, usize)> = pairs.collect();
        let bases = self.bases(column);
        let sums = (0..column).flat_map(|start| (start + 2..=column).map(move |end| (start, end))).filter(|&(_, end)| end == column);
        let mut rules: Vec<Rule> = sums.map(|(start, end)| Rule::Sum(start, end)).collect();
        rules.extend(pairs.iter().filter(|(a, b)| a < &column && b < &column).map(|&(a, b)| Rule::Difference(a, b)));
        rules.extend(pairs.iter().map(|&(a, b)| Rule::Growth(a, b)));
        rules.extend(bases.into_iter().flat_map(|base| others.iter().map(move |&c| Rule::Share(c, base))));
        rules
    }

    /// The rows in which a column of percentages says 100 %, or what a slip makes of it.
    fn bases(&self, column: usize) -> Vec<usize> {
        let share = |row: usize| self.fact(row, column).filter(|f| is_share(f));
        let exact = (0..self.statement.lines.len()).find(|&row| share(row).is_some_and(|f| amount(f) == Some(Decimal::ONE)));
        let near = |row: &usize| share(*row).is_some_and(is_about_whole);
        exact.map_or_else(|| (0..self.statement.lines.len()).filter(near).take(BASES).collect(), |row| vec![row])
    }

    fn fact(&self, row: usize, column: usize) -> Option<&Fact> {
        self.statement.lines[row].cells.get(column).copied().flatten().map(|id| self.report.fact(id))
    }

    fn interval(&self, row: usize, column: usize) -> Option<Interval> {
        Interval::of(self.fact(row, column)?)
    }

    /// What a rule gives for a row; `None` where a figure is missing or of another kind.
    fn given(&self, rule: Rule, row: usize, stated: &Fact) -> Option<Interval> {
        let same_unit = |column: usize| self.fact(row, column).is_some_and(|f| f.aspects.unit == stated.aspects.unit);
        match rule {
            Rule::Difference(a, b) if same_unit(a) && same_unit(b) => Some(self.interval(row, a)? - self.interval(row, b)?),
            Rule::Growth(a, b) if is_share(stated) && !same_unit(a) && !same_unit(b) => {
                let (after, before) = (self.interval(row, a)?, self.interval(row, b)?);
                if before.low <= Decimal::ZERO || after.low < Decimal::ZERO { None } else { (after - before).over(before) }
            }
            Rule::Share(column, base) if is_share(stated) && !same_unit(column) => {
                let same = self.fact(row, column)?.aspects.unit == self.fact(base, column)?.aspects.unit;
                if same { self.interval(row, column)?.over(self.interval(base, column)?) } else { None }
            }
            Rule::Sum(start, end) if adds_up(stated) && (start..end).all(same_unit) && !self.is_rate_over_time(start, row, stated) => {
                (start..end).try_fold(Interval::exactly(Decimal::ZERO), |sum, c| Some(sum + self.interval(row, c)?))
            }
            _ => None,
        }
    }

    /// Whether a row holds rates or amounts per share of several periods: those of the quarters do not add up to the year's.
    fn is_rate_over_time(&self, other: usize, row: usize, stated: &Fact) -> bool {
        let rate = is_share(stated) || stated.aspects.unit.as_ref().is_some_and(|unit| unit.per.is_some());
        rate && self.fact(row, other).is_some_and(|f| f.aspects.period != stated.aspects.period)
    }

    /// The rows that leave a rule, if nearly all follow it.
    fn followed(&self, column: usize, rule: Rule) -> Option<Followed> {
        let (mut following, mut telling, mut outliers, mut unrounded, mut exact) = (0, 0, Vec::new(), Vec::new(), 0.0);
        for row in 0..self.statement.lines.len() {
            let Some(stated) = self.fact(row, column) else { continue };
            let Some(given) = self.given(rule, row, stated) else { continue };
            let Some(verdict) = verdict(stated, given) else { continue };
            // expenses that grow are printed as growth or as a fall of the result: the direction tells nothing
            match verdict {
                Verdict::Fits | Verdict::Turned if self.rounds(rule, row, stated) => {
                    let tells = self.tells(rule, row, stated);
                    telling += usize::from(tells);
                    exact += if tells { Interval::of(stated).map_or(0.0, |said| exactness(said, given)) } else { 0.0 };
                }
                Verdict::Fits | Verdict::Turned => unrounded.push((row, Verdict::Unrounded)),
                _ => outliers.push((row, verdict)),
            }
            following += usize::from(matches!(verdict, Verdict::Fits | Verdict::Turned));
        }
        // a short table may hold one mistake, and a percentage or two that were rounded the other way; a long one one in ten
        let off = outliers.iter().filter(|(_, verdict)| *verdict != Verdict::Near).count();
        let most = outliers.len() <= 1 && telling > ROWS || outliers.len() * 9 <= following;
        let one = outliers.len() == 1;
        // what rounding explains speaks for the rule
        if unrounded.len() * 9 <= following - unrounded.len().min(following) {
            outliers.append(&mut unrounded);
        }
        if !most && off <= 1 && (outliers.len() - off) * 4 <= following && telling > ROWS {
            // percentages that were made to add up say nothing of their own
            outliers.retain(|(_, verdict)| *verdict != Verdict::Near);
            return Some((rule, outliers, exact));
        }
        let enough = if one && self.is_composition(rule, column) { PARTS } else { ROWS };
        (telling >= enough && (most || enough == PARTS)).then_some((rule, outliers, exact))
    }

    /// Whether the rows above a row of 100 % are its parts, with their shares: they add up to it.
    fn is_composition(&self, rule: Rule, column: usize) -> bool {
        let Rule::Share(amounts, base) = rule else { return false };
        let Some(whole) = self.fact(base, amounts).and_then(amount) else { return false };
        let first = (0..base).rev().take_while(|&row| self.fact(row, column).is_some() || self.fact(row, amounts).is_some()).last();
        let parts = (first.unwrap_or(base)..base).filter_map(|row| self.fact(row, amounts)).filter_map(amount);
        let exact = self.fact(base, column).and_then(amount) == Some(Decimal::ONE);
        exact && !whole.is_zero() && parts.fold(Decimal::ZERO, Decimal::saturating_add) == whole
    }

    /// Whether the figures as printed give what is stated when it is rounded as far.
    fn rounds(&self, rule: Rule, row: usize, stated: &Fact) -> bool {
        let Some(((given, _), said)) = self.worked_out(rule, row).zip(Interval::of(stated)) else { return true };
        Interval::exactly(given).magnitude().overlaps(said.magnitude())
    }

    /// Whether a row that follows a rule says something for it: its figures are neither nothing nor all alike.
    fn tells(&self, rule: Rule, row: usize, stated: &Fact) -> bool {
        let nothing = |column: usize| self.fact(row, column).and_then(amount).is_none_or(|a| a.is_zero());
        let said = amount(stated).is_some_and(|a| !a.is_zero());
        match rule {
            Rule::Sum(start, end) => said && (start..end).filter(|&c| !nothing(c)).count() >= 2,
            Rule::Difference(a, b) | Rule::Growth(a, b) => said && !nothing(a) && !nothing(b),
            Rule::Share(column, base) => said && row != base && !nothing(column),
        }
    }

    /// `strict`: the release works such columns out from the figures as it prints them.
    fn finding(&self, column: usize, rule: Rule, row: usize, verdict: Verdict, strict: bool) -> Option<Diagnostic> {
        let stated = self.fact(row, column)?;
        let (given, sources) = self.worked_out(rule, row)?;
        let label = quoted(name(self.report, stated));
        let message = format!(
            "{label} is printed as {} where {} give {}",
            number(stated),
            described(rule, &sources.iter().map(|f| number(f)).collect::<Vec<_>>()),
            in_unit_of(stated, given)
        );
        let within = Some(self.statement.span);
        let severity = match verdict {
            Verdict::Off => Severity::Error,
            Verdict::Unrounded if !strict => Severity::Note,
            _ => Severity::Warning,
        };
        let finding = Diagnostic::new(Code::ColumnInconsistent, message).severity(severity).at(place(stated, within), "printed so");
        Some(sources.iter().take(6).fold(finding, |finding, f| finding.and_at(place(f, within), number(f))))
    }

    /// What a rule gives for a row from the figures as printed, with those figures.
    fn worked_out(&self, rule: Rule, row: usize) -> Option<(Decimal, Vec<&Fact>)> {
        let facts: Vec<&Fact> = match rule {
            Rule::Difference(a, b) | Rule::Growth(a, b) => vec![self.fact(row, a)?, self.fact(row, b)?],
            Rule::Share(column, base) => vec![self.fact(row, column)?, self.fact(base, column)?],
            Rule::Sum(start, end) => (start..end).map(|c| self.fact(row, c)).collect::<Option<_>>()?,
        };
        let amounts: Vec<Decimal> = facts.iter().filter_map(|f| amount(f)).collect();
        let given = match rule {
            Rule::Difference(..) => amounts[0].checked_sub(amounts[1])?,
            Rule::Growth(..) => amounts[0].checked_sub(amounts[1])?.checked_div(amounts[1])?,
            Rule::Share(..) => amounts[0].checked_div(amounts[1])?,
            Rule::Sum(..) => amounts.iter().try_fold(Decimal::ZERO, |sum, a| sum.checked_add(*a))?,
        };
        Some((given, facts))
    }
}

/// Whether a figure is the sum of others of its kind: amounts are, averages and rates are not.
fn adds_up(fact: &Fact) -> bool {
    let label = fact.label.to_lowercase();
    let averaged = ["average", "shares used", "used in comput", "used to comput"].iter().any(|words| label.contains(words));
    !averaged && !fact.aspects.concept.local().contains("Average")
}

/// Whether a share is about one: within ten parts in a hundred.
fn is_about_whole(fact: &Fact) -> bool {
    amount(fact).is_some_and(|a| a.saturating_sub(Decimal::ONE).abs() <= Decimal::new(1, 1))
}

fn described(rule: Rule, figures: &[String]) -> String {
    match rule {
        Rule::Difference(..) => figures.join(" less "),
        Rule::Growth(..) => format!("{} after {}", figures[0], figures[1]),
        Rule::Share(..) => figures.join(" of "),
        Rule::Sum(..) => figures.join(" + "),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::StatementKind;

    /// Findings on rows of two amounts, their difference and the growth in percent.
    fn found(rows: &[(i64, i64, i64, &str)]) -> Vec<(Code, Severity)> {
        let mut fixture = Fixture::default();
        let cells: Vec<[Option<FactId>; 4]> = rows
            .iter()
            .map(|(a, b, change, percent)| {
                let money = [*a, *b, *change].map(|amount| Some(fixture.money("Row", amount, -3)));
                [money[0], money[1], money[2], Some(fixture.percent(percent, 3))]
            })
            .collect();
        let lines: Vec<(&str, &[Option<FactId>])> = cells.iter().map(|c| ("", c.as_slice())).collect();
        fixture.statement(StatementKind::Segments, &lines);
        check(&fixture.report(), &HashSet::new()).iter().map(|d| (d.code, d.severity)).collect()
    }

    const ROWS: [(i64, i64, i64, &str); 10] = [
        (546_000, 536_000, 10_000, "0.019"),
        (22_000, 17_000, 5_000, "0.294"),
        (568_000, 553_000, 15_000, "0.027"),
        (129_000, 128_000, 1_000, "0.008"),
        (91_000, 128_000, -37_000, "-0.289"),
        (40_000, 35_000, 5_000, "0.143"),
        (50_000, 24_000, 26_000, "1.083"),
        (109_000, 27_000, 82_000, "3.037"),
        (419_000, 342_000, 77_000, "0.225"),
        (149_000, 211_000, -62_000, "-0.294"),
    ];

    #[test]
    fn columns_that_follow_their_rule_are_silent() {
        assert!(found(&ROWS).is_empty());
    }

    #[test]
    fn averages_add_up_to_nothing() {
        let found = |label: &str| {
            let mut fixture = Fixture::default();
            let mut row = |label: &str, amounts: [i64; 3]| amounts.map(|amount| Some(fixture.money(label, amount * 1000, -3)));
            let rows = [[10, 12, 22], [31, 28, 59], [45, 41, 86], [17, 19, 36], [52, 61, 113]].map(|amounts| row("Row", amounts));
            let odd = row(label, [71, 73, 72]);
            let lines: Vec<(&str, &[Option<FactId>])> = rows.iter().chain([&odd]).map(|cells| ("", cells.as_slice())).collect();
            fixture.statement(StatementKind::Income, &lines);
            check(&fixture.report(), &HashSet::new()).len()
        };
        assert_eq!((found("Average loans"), found("Loans")), (0, 1));
    }

    #[test]
    fn rates_of_quarters_add_up_to_nothing() {
        let mut fixture = Fixture::default();
        let mut row = |amounts: [i64; 5]| amounts.map(|amount| Some(fixture.money("Row", amount * 1000, -3)));
        let rows = [[10, 12, 14, 16, 52], [31, 28, 25, 30, 114], [45, 41, 39, 40, 165], [17, 19, 22, 20, 78], [52, 61, 55, 58, 226]];
        let rows = rows.map(&mut row);
        let margin = ["0.071", "0.061", "0.089", "0.085", "0.077"].map(|rate| fixture.percent(rate, 3));
        for (quarter, id) in margin[..4].iter().enumerate() {
            fixture.during(*id, (2025, 1 + 3 * quarter as u32), 3);
        }
        fixture.during(margin[4], (2025, 1), 12);
        let margin = margin.map(Some);
        let lines: Vec<(&str, &[Option<FactId>])> = rows.iter().chain([&margin]).map(|cells| ("", cells.as_slice())).collect();
        fixture.statement(StatementKind::Income, &lines);
        assert_eq!(check(&fixture.report(), &HashSet::new()), []);
    }

    #[test]
    fn a_row_that_leaves_the_rule_is_found() {
        let mut rows = ROWS;
        rows[7].2 = 28_000;
        assert_eq!(found(&rows), [(Code::ColumnInconsistent, Severity::Error)]);
    }
}
