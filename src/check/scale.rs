//! Scales that cannot be: amounts of the text and of the tables that agree but for a factor of a thousand.

use std::collections::HashSet;

use rust_decimal::Decimal;

use super::wording::{amount, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic};
use crate::figure::grouped;
use crate::report::{Fact, Measure, Origin, Report, Stated, Statement, StatementKind};
use crate::source::Span;

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
A table's scale cannot be right: the text states its figures a thousand times larger or smaller.

\"In thousands\" is easily left from the last release, or left out. Three different amounts of the text, of three digits or more, or both of two, must be
found in one table at that factor, and none as the table's scale has it. The figures are exported with the scale that is printed.

  (in millions)   Revenues  27,847        \"revenues of $27.8 million\"

Source: the release's own text.";

/// How many amounts of the text are looked at: enough for any release.
const LOOKED_AT: usize = 256;
/// How many amounts must bear it out.
const AMOUNTS: usize = 3;

/// Compares the amounts of the text with those of every table.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let stated: Vec<&Stated> =
        report.body().flat_map(|s| &s.amounts).filter(|a| is_money(a) && !a.change && tells(a.amount)).take(LOOKED_AT).collect();
    let tables =
        report.statements.iter().filter(|s| !matches!(s.kind, StatementKind::Narrative | StatementKind::Cover | StatementKind::Guidance));
    // one that thousands of tables repeat has thousands of places: each fact is looked at once
    let sizes: Vec<Option<Decimal>> = report.facts().map(|(_, fact)| Some(amount(fact)?.abs()).filter(|_| is_scaled(fact))).collect();
    tables.filter_map(|statement| off(report, statement, &sizes, &stated)).collect()
}

fn is_money(stated: &Stated) -> bool {
    stated.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)) && u.per.is_none())
}

/// Whether an amount has digits enough to be no other by chance.
fn tells(amount: Decimal) -> bool {
    amount.normalize().mantissa().unsigned_abs().to_string().trim_end_matches('0').len() >= 3
}

/// What is wrong with the scale of a table, given the size of each of the report's facts that a table scales.
fn off(report: &Report, statement: &Statement, sizes: &[Option<Decimal>], stated: &[&Stated]) -> Option<Diagnostic> {
    let facts = statement.lines.iter().flat_map(|l| l.cells.iter().flatten());
    let mut sizes: Vec<(Decimal, &Fact)> = facts.filter_map(|id| Some((sizes[id.index()]?, report.fact(*id)))).collect();
    sizes.sort_by_key(|(size, _)| *size);
    let printed = |size: Decimal, slack: Decimal| {
        let from = sizes.partition_point(|(known, _)| *known < size - slack);
        sizes.get(from).filter(|(known, _)| *known <= size + slack).map(|(_, fact)| *fact)
    };
    let slack = |a: &Stated| super::interval::half_unit(a.decimals);
    if sizes.is_empty() || stated.iter().any(|a| printed(a.amount.abs(), slack(a)).is_some()) {
        return None;
    }
    for factor in [Decimal::ONE_THOUSAND, Decimal::new(1, 3)] {
        let found: Vec<(&Stated, &Fact)> = stated
            .iter()
            .filter_map(|a| Some((*a, printed(a.amount.abs().checked_mul(factor)?, slack(a).checked_mul(factor)?)?)))
            .collect();
        let different: HashSet<Decimal> = found.iter().map(|(a, _)| a.amount.abs()).collect();
        // two will do where they are all that the text states
        if different.len() >= AMOUNTS || different.len() == 2 && found.len() == stated.len() {
            return Some(finding(statement, found[0], factor));
        }
    }
    None
}

/// Whether a fact's figure stands in a table with a scale that can be wrong.
fn is_scaled(fact: &Fact) -> bool {
    let money = fact.aspects.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)) && u.per.is_none());
    money && fact.origins.iter().all(|o| matches!(o, Origin::Cell { .. })) && amount(fact).is_some_and(tells)
}

fn finding(statement: &Statement, (stated, fact): (&Stated, &Fact), factor: Decimal) -> Diagnostic {
    let direction = if factor > Decimal::ONE { "larger" } else { "smaller" };
    let message = format!(
        "the figures of {} are a thousand times {direction} than the text's: {} where it says {}",
        quoted(&statement.title),
        number(fact),
        grouped(stated.amount.abs().normalize())
    );
    let within: Option<Span> = Some(statement.span);
    Diagnostic::new(Code::SuspiciousScale, message)
        .at(place(fact, within), "in the table")
        .and_at(stated.span, "in the text")
        .help("say what scale holds with --scale, or mend the table's heading")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::figure::Currency;
    use crate::report::{Decimals, Sentence, Unit};

    fn found(said: [&str; 3]) -> usize {
        let mut fixture = Fixture::default();
        let ids = [27_847, 9_690, 1_838].map(|amount| Some(fixture.money("Row", amount * 1_000_000, -6)));
        fixture.statement(StatementKind::Income, &[("Revenues", &ids[..1]), ("Gross profit", &ids[1..2]), ("Net income", &ids[2..])]);
        let mut report = fixture.report();
        let amounts = said.iter().enumerate().map(|(i, amount)| Stated {
            span: Span::new(500 + i * 10, 505 + i * 10),
            at: 0,
            amount: Decimal::from_str_exact(amount).unwrap(),
            decimals: Decimals::Places(-4),
            unit: Some(Unit::currency(Currency::USD)),
            change: false,
            rough: false,
        });
        let sentence = Sentence {
            span: Span::new(500, 600),
            words: String::new(),
            headed: None,
            headline: false,
            amounts: amounts.collect(),
            comparisons: Vec::new(),
        };
        report.sentences.push(sentence);
        check(&report).len()
    }

    #[test]
    fn a_table_a_thousand_times_too_large() {
        assert_eq!(found(["27850000", "9690000", "1840000"]), 1);
        assert_eq!(found(["27850000000", "9690000", "1840000"]), 0, "one that fits speaks for the scale");
        assert_eq!(found(["27850000", "5550000", "1840000"]), 0);
    }
}
