//! Rows that are printed twice: alike in every column but one, and there apart by a digit or a swap of neighbours.

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};

use rust_decimal::Decimal;

use super::interval::{Interval, agree};
use super::wording::{amount, name, number, place, quoted, slip};
use super::words::content_words;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::are_alike;
use crate::report::{Fact, FactId, LineKind, Measure, Report, Statement, StatementKind, Value};

/// Columns that must be alike.
const ALIKE: usize = 2;
/// Digits that they must have among them: so many are no coincidence.
const DIGITS: usize = 6;
/// Columns of a row that are looked at.
const COLUMNS: usize = 12;
/// Rows that may be alike but for one column and are looked at.
const ROWS: usize = 16;
/// Words that make a row one of the company's own measures.
const ADJUSTED: [&str; 5] = ["adjusted", "pro forma", "non-gaap", "excluding", "core"];

/// A row of a table.
struct Row<'a> {
    statement: &'a Statement,
    label: String,
    facts: Vec<(FactId, &'a Fact)>,
    adjusted: bool,
}

/// Compares every row with those that print the same figures in all its columns but one, and with those of its name. Facts that stand in a
/// conflict are left to it.
pub(super) fn check(report: &Report, conflicting: &BTreeSet<FactId>) -> Vec<Diagnostic> {
    let rows = rows(report);
    let mut alike: HashMap<u64, Vec<&Row>> = HashMap::new();
    let mut named: HashMap<&str, Vec<&Row>> = HashMap::new();
    let mut found = Vec::new();
    for row in &rows {
        let pairs = odd_ones(&mut alike, row).into_iter().chain(by_name(&mut named, row));
        let new = pairs.filter(|[a, b]| !conflicting.contains(&a.0) && !conflicting.contains(&b.0));
        found.extend(new.map(|[a, b]| finding(report, a.1, b.1)));
    }
    found
}

fn rows(report: &Report) -> Vec<Row<'_>> {
    let skipped = |kind| matches!(kind, StatementKind::Narrative | StatementKind::Cover | StatementKind::Guidance);
    let mut rows = Vec::new();
    for statement in report.statements.iter().filter(|s| !skipped(s.kind)) {
        // a table that is all of the company's own measures says so in its title, a part of one in a heading
        let whole = statement.kind != StatementKind::Reconciliation && says_adjusted(&statement.title);
        let mut part = false;
        for line in &statement.lines {
            let facts: Vec<(FactId, &Fact)> = line.cells.iter().flatten().map(|id| (*id, report.fact(*id))).take(COLUMNS).collect();
            if line.kind == LineKind::Heading {
                part = says_adjusted(&line.label);
            }
            if facts.len() > ALIKE && facts.iter().all(|(_, f)| f.aspects.unit.as_ref().is_some_and(|u| u.measure != Measure::Pure)) {
                let adjusted = whole || part || says_adjusted(&line.label);
                rows.push(Row { statement, label: line.label.trim().to_lowercase(), facts, adjusted });
            }
        }
    }
    rows
}

fn says_adjusted(words: &str) -> bool {
    let lower = words.to_lowercase();
    ADJUSTED.iter().any(|word| lower.contains(word))
}

/// A figure with the row it stands in, and its like in another row.
type Pair<'a> = [(FactId, Place<'a>); 2];
type Place<'a> = (&'a Statement, &'a Fact);

/// Figures in which rows are apart that print the same in all other columns.
fn odd_ones<'a>(alike: &mut HashMap<u64, Vec<&'a Row<'a>>>, row: &'a Row<'a>) -> Vec<Pair<'a>> {
    let mut pairs = Vec::new();
    for left_out in 0..row.facts.len() {
        let Some(key) = likeness(&row.facts, left_out) else { continue };
        let before = alike.entry(key).or_default();
        pairs.extend(before.iter().find_map(|other| apart(other, row, left_out, left_out)));
        if before.len() < ROWS {
            before.push(row);
        }
    }
    pairs
}

/// The one figure in which a row is apart from another of its name, of all the periods that both print; at least two are alike.
fn by_name<'a>(named: &mut HashMap<&'a str, Vec<&'a Row<'a>>>, row: &'a Row<'a>) -> Vec<Pair<'a>> {
    let periods: HashMap<_, usize> = row.facts.iter().enumerate().map(|(at, (_, f))| ((&f.aspects.period, &f.aspects.unit), at)).collect();
    if row.label.is_empty() || periods.len() < row.facts.len() {
        return Vec::new();
    }
    let before = named.entry(&row.label).or_default();
    let one = |other: &&&'a Row<'a>| {
        let (mut telling, mut odd) = (Telling::default(), Vec::new());
        for (at, (_, fact)) in other.facts.iter().enumerate() {
            let Some(&own) = periods.get(&(&fact.aspects.period, &fact.aspects.unit)) else { continue };
            match (amount(fact), amount(row.facts[own].1)) {
                (Some(a), Some(b)) if a == b => telling.add(a),
                _ => odd.push((at, own)),
            }
        }
        let [(at, own)] = odd[..] else { return None };
        if telling.is_enough() { apart(other, row, at, own) } else { None }
    };
    let pairs = before.iter().find_map(|other| one(&other)).into_iter().collect();
    if before.len() < ROWS {
        before.push(row);
    }
    pairs
}

/// What a row is but for a column; `None` where its other columns tell too little.
fn likeness(facts: &[(FactId, &Fact)], left_out: usize) -> Option<u64> {
    let mut hasher = DefaultHasher::new();
    let mut telling = Telling::default();
    for (at, (_, fact)) in facts.iter().enumerate() {
        (&fact.aspects.period, &fact.aspects.unit).hash(&mut hasher);
        if at != left_out {
            let amount = amount(fact)?.abs().normalize();
            amount.hash(&mut hasher);
            telling.add(amount);
        }
    }
    left_out.hash(&mut hasher);
    telling.is_enough().then(|| hasher.finish())
}

/// What the columns in which two rows are alike say for their being one: how many there are, and their digits.
#[derive(Default)]
struct Telling {
    columns: usize,
    digits: usize,
}

impl Telling {
    fn add(&mut self, amount: Decimal) {
        let digits = amount.normalize().mantissa().unsigned_abs().checked_ilog10().map_or(0, |log| log as usize + 1);
        self.columns += usize::from(digits > 1);
        self.digits += if digits > 1 { digits } else { 0 };
    }

    fn is_enough(&self) -> bool {
        self.columns >= ALIKE && self.digits >= DIGITS
    }
}

/// Two figures of rows that are alike otherwise, if they look like a misprint of one another.
fn apart<'a>(one: &Row<'a>, other: &Row<'a>, at: usize, own: usize) -> Option<Pair<'a>> {
    let ((a_id, a), (b_id, b)) = (one.facts[at], other.facts[own]);
    let (left, right) = (amount(a)?, amount(b)?);
    let shares = a.aspects.unit.as_ref().is_some_and(|u| u.measure == Measure::Shares);
    // basic and diluted amounts per share differ for good
    let per_share = a.aspects.unit.as_ref().is_some_and(|u| u.per.is_some());
    if per_share && one.label != other.label {
        return None;
    }
    if a_id == b_id || left.abs() == right.abs() || !are_alike(left, right) || is_rounded(a, b) {
        return None;
    }
    let words = [one, other].map(|row| content_words(&row.label));
    let related = words[0].iter().any(|w| words[1].contains(w)) || words.iter().all(Vec::is_empty);
    (related && (shares || one.adjusted == other.adjusted)).then_some([(a_id, (one.statement, a)), (b_id, (other.statement, b))])
}

fn finding(report: &Report, (a_table, a): Place<'_>, (b_table, b): Place<'_>) -> Diagnostic {
    let message = format!(
        "{} and {} are alike in their other columns, but in one they are {} and {}",
        quoted(name(report, a)),
        quoted(name(report, b)),
        number(a),
        number(b)
    );
    let slip = amount(a).zip(amount(b)).and_then(|(a, b)| slip(a, b)).unwrap_or_default();
    Diagnostic::new(Code::TablesDisagree, message)
        .severity(Severity::Warning)
        .at(place(b, Some(b_table.span)), number(b))
        .and_at(place(a, Some(a_table.span)), number(a))
        .help(format!("likely {slip}; the export keeps both as printed"))
}

/// Whether two figures can be one amount, rounded. Tables may round one amount each for itself, but no amount per share.
fn is_rounded(a: &Fact, b: &Fact) -> bool {
    let per_share = a.aspects.unit.as_ref().is_some_and(|u| u.per.is_some());
    if let (true, Value::Number { amount: one, decimals: to }, Value::Number { amount: other, decimals: other_to }) =
        (per_share, &a.value, &b.value)
    {
        return agree((one.abs(), *to), (other.abs(), *other_to));
    }
    Interval::of(a).zip(Interval::of(b)).is_none_or(|(a, b)| a.magnitude().overlaps(b.magnitude()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;

    fn found(second: [i64; 4], labels: [&str; 2]) -> usize {
        let mut fixture = Fixture::default();
        let mut rows = Vec::new();
        for (figures, label) in [([370, 631, 694, 4_327], labels[0]), (second, labels[1])] {
            let cells: Vec<Option<FactId>> = figures
                .iter()
                .enumerate()
                .map(|(i, amount)| {
                    let id = fixture.money("Row", -amount * 1000, -3);
                    fixture.during(id, (2000 + i as i32, 1), 12);
                    fixture.label(id, label);
                    Some(id)
                })
                .collect();
            rows.push(cells);
        }
        fixture.statement(StatementKind::Income, &[(labels[0], &rows[0]), (labels[1], &rows[1])]);
        check(&fixture.report(), &BTreeSet::new()).len()
    }

    #[test]
    fn rows_that_are_alike_but_for_a_digit() {
        let gaap = ["Net loss", "Net loss in accordance with GAAP"];
        assert_eq!(found([370, 631, 694, 4_327], gaap), 0);
        assert_eq!(found([370, 601, 694, 4_327], gaap), 1);
        assert_eq!(found([370, 118, 694, 4_327], gaap), 0, "another figure, not a misprint");
        assert_eq!(found([370, 601, 694, 4_327], ["Net loss", "Adjusted net loss"]), 0);
    }
}
