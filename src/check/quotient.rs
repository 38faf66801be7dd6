//! Rows of amounts per share that are, column by column, a row of money over a row of shares of the same table.
//!
//! Which rows they are is found from the figures, whatever their labels: earnings, book value, adjusted earnings, funds from operations.

use super::change::{Verdict, verdict};
use super::interval::Interval;
use super::wording::{amount, name, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{Fact, Line, Measure, Report, Statement, StatementKind};

/// What the columns that follow must tell before one that does not is a finding: two for each of two digits, one for each of one.
const TELLING: usize = 4;
/// The same where the labels say what the rows are: net income, the shares used in computing, and an amount per share.
const NAMED: usize = 2;
/// Rows of each kind that are looked at in a table.
const ROWS: usize = 48;

/// Looks at the amounts per share of every table.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let tables = report.statements.iter().filter(|s| !matches!(s.kind, StatementKind::Narrative | StatementKind::Cover));
    tables.flat_map(|statement| Table::of(report, statement).findings()).collect()
}

/// What a figure counts, as far as it matters here.
#[derive(Clone, Copy, PartialEq)]
enum Kind {
    PerShare,
    Money,
    Shares,
}

fn kind(fact: &Fact) -> Option<Kind> {
    let unit = fact.aspects.unit.as_ref()?;
    match (&unit.measure, &unit.per) {
        (Measure::Currency(_), Some(Measure::Shares)) => Some(Kind::PerShare),
        (Measure::Currency(_), None) => Some(Kind::Money),
        (Measure::Shares, None) => Some(Kind::Shares),
        _ => None,
    }
}

/// A row of one kind of unit: its label in lower case, and its fact of each column.
struct Row<'a> {
    label: String,
    cells: Vec<Option<&'a Fact>>,
}

struct Table<'a> {
    report: &'a Report,
    statement: &'a Statement,
    per_share: Vec<Row<'a>>,
    money: Vec<Row<'a>>,
    shares: Vec<Row<'a>>,
}

/// How a row of amounts per share goes with two others.
struct Fit<'a> {
    telling: usize,
    off: Vec<(&'a Fact, &'a Fact, &'a Fact)>,
}

impl<'a> Table<'a> {
    fn of(report: &'a Report, statement: &'a Statement) -> Self {
        let row = |line: &Line| -> Row<'a> {
            let cells = line.cells.iter().map(|id| id.map(|id| report.fact(id))).collect();
            Row { label: line.label.trim().to_lowercase(), cells }
        };
        let (mut per_share, mut money, mut shares) = (Vec::new(), Vec::new(), Vec::new());
        for line in &statement.lines {
            let row = row(line);
            match row.cells.iter().flatten().find_map(|f| kind(f)) {
                Some(Kind::PerShare) => per_share.push(row),
                Some(Kind::Money) => money.push(row),
                Some(Kind::Shares) => shares.push(row),
                None => {}
            }
        }
        [&mut per_share, &mut money, &mut shares].into_iter().for_each(|rows| rows.truncate(ROWS));
        Self { report, statement, per_share, money, shares }
    }

    fn findings(&self) -> Vec<Diagnostic> {
        self.per_share.iter().filter_map(|row| self.finding(row)).collect()
    }

    /// The one column that leaves a quotient which the others follow; none where the row goes with other rows throughout.
    fn finding(&self, row: &Row<'a>) -> Option<Diagnostic> {
        // dividends per share are no other line's, whatever lines meet them by chance
        let of_kind = |money: &&Row| !row.label.contains("dividend") || money.label.contains("dividend");
        let pairs = self.money.iter().filter(of_kind).flat_map(|money| self.shares.iter().map(move |shares| (money, shares)));
        let fits: Vec<Fit> = pairs.filter_map(|(money, shares)| fit(row, money, shares)).collect();
        if fits.iter().any(|fit| fit.off.is_empty()) {
            return None;
        }
        let best = fits.iter().filter(|fit| fit.off.len() == 1).max_by_key(|fit| fit.telling)?;
        let (stated, money, shares) = best.off[0];
        let given = amount(money)?.checked_div(amount(shares)?)?.round_dp(4);
        let message = format!(
            "{} is printed as {}, but {} of {} over {} shares is {}, as in the other columns",
            quoted(name(self.report, stated)),
            number(stated),
            quoted(name(self.report, money)),
            number(money),
            number(shares),
            grouped(given.normalize())
        );
        let within = Some(self.statement.span);
        let finding = Diagnostic::new(Code::PerShareMismatch, message).severity(Severity::Warning);
        let finding = finding.at(place(stated, within), "per share").and_at(place(money, within), number(money));
        Some(finding.and_at(place(shares, within), number(shares)))
    }
}

/// How well a row is the quotient of two others; `None` where too few columns bear it out, or more than one speaks against it.
fn fit<'a>(row: &Row<'a>, money: &Row<'a>, shares: &Row<'a>) -> Option<Fit<'a>> {
    let mut fit = Fit { telling: 0, off: Vec::new() };
    for ((stated, money), shares) in row.cells.iter().zip(&money.cells).zip(&shares.cells) {
        let (Some(stated), Some(money), Some(shares)) = (stated, money, shares) else { continue };
        // a column of percentages or changes goes by another rule
        let kinds = kind(stated) == Some(Kind::PerShare) && kind(money) == Some(Kind::Money) && kind(shares) == Some(Kind::Shares);
        if !kinds || compares(stated) || [money, shares].iter().any(|f| f.aspects.period != stated.aspects.period) {
            continue;
        }
        let Some(quotient) = Interval::of(money).zip(Interval::of(shares)).and_then(|(m, s)| m.over(s)) else { continue };
        match verdict(stated, quotient)? {
            Verdict::Fits | Verdict::Turned => fit.telling += telling(stated),
            // participating securities, and figures worked out before they were rounded
            Verdict::Near => return None,
            Verdict::Unrounded => {}
            Verdict::Off => fit.off.push((stated, money, shares)),
        }
        if fit.off.len() > 1 {
            return None;
        }
    }
    let enough = if is_named(row, money, shares) { NAMED } else { TELLING };
    (fit.telling >= enough).then_some(fit)
}

/// Whether a fact is by how much another changed.
fn compares(fact: &Fact) -> bool {
    fact.aspects.concept.local().ends_with("Change")
}

/// Whether the labels alone say that a row is another over a third.
fn is_named(row: &Row, money: &Row, shares: &Row) -> bool {
    let net = ["net income", "net loss", "net (loss", "net earnings"].iter().any(|words| money.label.starts_with(words));
    let each = row.label.contains("per share") || row.label.contains("per common share");
    let used = ["shares used", "weighted", "average"].iter().any(|words| shares.label.contains(words));
    let dilution = ["basic", "dilut"].iter().all(|word| row.label.contains(word) == shares.label.contains(word));
    net && each && used && dilution
}

/// How little chance there is that an amount per share is another's: by its digits.
fn telling(stated: &Fact) -> usize {
    match amount(stated).map_or(0, |a| a.mantissa().unsigned_abs()) {
        0 => 0,
        1..10 => 1,
        _ => 2,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::figure::Currency;
    use crate::report::{FactId, Unit};

    fn found(per_share: [&str; 4]) -> usize {
        found_of("", per_share)
    }

    fn found_of(label: &str, per_share: [&str; 4]) -> usize {
        let mut fixture = Fixture::default();
        let row = |fixture: &mut Fixture, make: &dyn Fn(&mut Fixture, usize) -> FactId| -> Vec<Option<FactId>> {
            let cell = |i: usize| {
                let id = make(fixture, i);
                fixture.during(id, (2000 + i as i32, 1), 12);
                Some(id)
            };
            (0..4).map(cell).collect()
        };
        let money = row(&mut fixture, &|f, i| f.money("Adjusted", [8_536_000, 5_607_000, 21_992_000, 15_728_000][i], -3));
        let shares = row(&mut fixture, &|f, i| f.number("Shares", ["13569000", "13403000", "13529000", "13318000"][i], -3, Unit::shares()));
        let each = row(&mut fixture, &|f, i| f.number("AdjustedPerShare", per_share[i], 2, Unit::per_share(Currency::USD)));
        fixture.statement(StatementKind::Reconciliation, &[("", &money), ("", &shares), (label, &each)]);
        check(&fixture.report()).len()
    }

    #[test]
    fn labels_that_name_the_quotient_need_fewer_columns() {
        let found = |label: &str| {
            let mut fixture = Fixture::default();
            let (mut money, mut shares, mut each) = (Vec::new(), Vec::new(), Vec::new());
            for (i, (net, share)) in [(-370_000, "-0.01"), (-631_000, "-0.02"), (-2_739_000, "-3.11")].into_iter().enumerate() {
                let ids = [
                    fixture.money("Loss", net, -3),
                    fixture.number("Shares", "25705000", -3, Unit::shares()),
                    fixture.number("PerShare", share, 2, Unit::per_share(Currency::USD)),
                ];
                ids.iter().for_each(|id| fixture.during(*id, (2000 + i as i32, 1), 12));
                money.push(Some(ids[0]));
                shares.push(Some(ids[1]));
                each.push(Some(ids[2]));
            }
            let used = "Shares used in computing basic and diluted loss per share";
            fixture.statement(StatementKind::Income, &[("Net loss", &money), (used, &shares), (label, &each)]);
            check(&fixture.report()).len()
        };
        assert_eq!((found("Basic and diluted loss per share"), found("Dividends")), (1, 0));
    }

    #[test]
    fn changes_are_no_quotients() {
        let found = |name: &str| {
            let mut fixture = Fixture::default();
            let figures = [("20830000", "36394000", "0.57"), ("19086000", "34858000", "0.55"), ("1744000", "1536000", "0.02")];
            let mut rows = [Vec::new(), Vec::new(), Vec::new()];
            for (i, (money, shares, each)) in figures.into_iter().enumerate() {
                let local = if i == 2 { name } else { "EarningsPerShareDiluted" };
                let ids = [
                    fixture.number("Net", money, -3, Unit::currency(Currency::USD)),
                    fixture.number("Shares", shares, -3, Unit::shares()),
                    fixture.number(local, each, 2, Unit::per_share(Currency::USD)),
                ];
                ids.iter().for_each(|id| fixture.during(*id, (2000 + i as i32, 1), 12));
                rows.iter_mut().zip(ids).for_each(|(row, id)| row.push(Some(id)));
            }
            fixture.statement(StatementKind::Income, &[("Net income", &rows[0]), ("Shares", &rows[1]), ("", &rows[2])]);
            check(&fixture.report()).len()
        };
        assert_eq!((found("NetIncome"), found("NetIncomeChange")), (1, 0));
    }

    #[test]
    fn one_column_leaves_the_quotient() {
        assert_eq!(found(["0.63", "0.42", "1.63", "1.18"]), 0);
        assert_eq!(found(["0.63", "0.42", "1.63", "1.81"]), 1);
        assert_eq!(found(["0.63", "0.42", "1.36", "1.81"]), 0, "two say that it is another quotient");
        assert_eq!(found(["0.63", "0.42", "1.63", "1.19"]), 0, "a cent is no misprint");
        assert_eq!(found_of("Dividends declared per share", ["0.63", "0.42", "1.63", "1.81"]), 0, "another's by chance");
    }
}
