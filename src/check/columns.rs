//! Columns that are worked out from other columns: changes, percentages, shares, totals across.
//!
//! What a column is worked out from is found from the figures: the rule that nearly all rows of the statement follow. The rows that do
//! not follow it are the findings.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::change::{Verdict, is_share, verdict};
use super::interval::Interval;
use super::wording::{amount, in_unit_of, name, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{Fact, FactId, Report, Statement};

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
A column of a table is worked out from other columns in nearly every row, and one row does not follow.

Change columns (2004 less 2003), growth in percent, shares of the first line, adjustments that lead from one column to another, totals
across segments and quarters: which rule a column follows is found from its figures, with their rounding. At least four rows must follow
it, and nine in ten, or all but one in a short table, a last digit or two aside. A difference of one in the last digit is a warning, and one that the rounding of the other figures explains a
note: the column may have been worked out before rounding.

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

/// Rows that must follow a rule.
const ROWS: usize = 4;
/// Rows of about 100 % that are tried where none says so.
const BASES: usize = 3;
/// Most columns that are looked at.
const COLUMNS: usize = 16;

/// Finds the rows that leave the rule of their column. Facts that `known` relations speak of already are passed over.
pub(super) fn check(report: &Report, known: &HashSet<FactId>) -> Vec<Diagnostic> {
    report.statements.iter().flat_map(|s| Sheet { report, statement: s }.check(known)).collect()
}

struct Sheet<'a> {
    report: &'a Report,
    statement: &'a Statement,
}

impl Sheet<'_> {
    fn check(&self, known: &HashSet<FactId>) -> Vec<Diagnostic> {
        let columns = self.statement.columns.len().max(self.statement.lines.iter().map(|l| l.cells.len()).max().unwrap_or(0));
        if !(2..=COLUMNS).contains(&columns) {
            return Vec::new();
        }
        (0..columns).flat_map(|column| self.column(column, columns, known)).collect()
    }

    fn column(&self, column: usize, columns: usize, known: &HashSet<FactId>) -> Vec<Diagnostic> {
        let Some((rule, outliers)) =
            self.rules(column, columns).into_iter().filter_map(|r| self.followed(column, r)).min_by_key(|(_, o)| o.len())
        else {
            return Vec::new();
        };
        let new = outliers.into_iter().filter(|&(row, _)| self.statement.lines[row].cells[column].is_some_and(|id| !known.contains(&id)));
        new.filter_map(|(row, verdict)| self.finding(column, rule, row, verdict)).collect()
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
            Rule::Sum(start, end) if (start..end).all(same_unit) => {
                (start..end).try_fold(Interval::exactly(Decimal::ZERO), |sum, c| Some(sum + self.interval(row, c)?))
            }
            _ => None,
        }
    }

    /// The rows that leave a rule, if nearly all follow it.
    fn followed(&self, column: usize, rule: Rule) -> Option<(Rule, Vec<(usize, Verdict)>)> {
        let (mut following, mut telling, mut outliers, mut unrounded) = (0, 0, Vec::new(), Vec::new());
        for row in 0..self.statement.lines.len() {
            let Some(stated) = self.fact(row, column) else { continue };
            let Some(verdict) = self.given(rule, row, stated).and_then(|given| verdict(stated, given)) else { continue };
            // expenses that grow are printed as growth or as a fall of the result: the direction tells nothing
            match verdict {
                Verdict::Fits | Verdict::Turned if self.rounds(rule, row, stated) => telling += usize::from(self.tells(rule, row, stated)),
                Verdict::Fits | Verdict::Turned => unrounded.push((row, Verdict::Unrounded)),
                _ => outliers.push((row, verdict)),
            }
            following += usize::from(matches!(verdict, Verdict::Fits | Verdict::Turned));
        }
        if unrounded.len() * 9 <= following - unrounded.len().min(following) {
            outliers.append(&mut unrounded);
        }
        // a short table may hold one mistake, and a percentage or two that were rounded the other way; a long one one in ten
        let off = outliers.iter().filter(|(_, verdict)| *verdict != Verdict::Near).count();
        let most = outliers.len() <= 1 && telling > ROWS || outliers.len() * 9 <= following;
        if !most && off <= 1 && (outliers.len() - off) * 4 <= following && telling > ROWS {
            // percentages that were made to add up say nothing of their own
            outliers.retain(|(_, verdict)| *verdict != Verdict::Near);
            return Some((rule, outliers));
        }
        (telling >= ROWS && most).then_some((rule, outliers))
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

    fn finding(&self, column: usize, rule: Rule, row: usize, verdict: Verdict) -> Option<Diagnostic> {
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
            Verdict::Unrounded => Severity::Note,
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
    fn a_row_that_leaves_the_rule_is_found() {
        let mut rows = ROWS;
        rows[7].2 = 28_000;
        assert_eq!(found(&rows), [(Code::ColumnInconsistent, Severity::Error)]);
    }
}
