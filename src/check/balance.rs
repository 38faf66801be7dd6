//! The balance sheet equation.

use std::collections::{HashMap, HashSet};

use super::interval::Interval;
use super::wording::{name, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Fact, Report, Statement, StatementKind};
use crate::source::Span;

/// What `explain` says.
pub(super) const EXPLAIN: &str = "\
A balance sheet does not balance: total assets are not total liabilities and equity.

The two totals of one column are compared within their rounding. They are equal by the nature of double entry, so one of them is
misprinted, or a column is.

  Total assets                                  8,414,000
  Total liabilities and shareholders' equity    8,441,000

Source: double entry; Calculations 1.1 for the rounding.";

/// Compares both totals in every column of every balance sheet. Totals `told` of already, whose parts do not add up, are passed over.
pub(super) fn check(report: &Report, told: &HashSet<Span>) -> Vec<Diagnostic> {
    let found = report.statements.iter().filter(|s| s.kind == StatementKind::BalanceSheet).flat_map(|s| statement(report, s));
    let new = |f: &Diagnostic| f.primary.iter().chain(&f.related).all(|label| !told.contains(&label.span));
    found.filter(new).collect()
}

fn statement(report: &Report, statement: &Statement) -> Vec<Diagnostic> {
    let mut totals: HashMap<&str, &[Option<crate::report::FactId>]> = HashMap::new();
    // a segment's assets are not all of them
    let of_all = |cells: &[Option<crate::report::FactId>]| cells.iter().flatten().all(|id| report.fact(*id).aspects.dimensions.is_empty());
    for line in statement.lines.iter().filter(|line| of_all(&line.cells)) {
        if let Some(concept) = &line.concept {
            totals.entry(concept.local()).or_insert(&line.cells);
        }
    }
    let (Some(assets), Some(claims)) = (totals.get("Assets"), totals.get("LiabilitiesAndStockholdersEquity")) else { return Vec::new() };
    let columns = assets.iter().zip(claims.iter()).filter_map(|(a, c)| Some((report.fact((*a)?), report.fact((*c)?))));
    columns.filter_map(|(assets, claims)| compare(report, statement, assets, claims)).collect()
}

fn compare(report: &Report, statement: &Statement, assets: &Fact, claims: &Fact) -> Option<Diagnostic> {
    if assets.aspects.period != claims.aspects.period || Interval::of(assets)?.overlaps(Interval::of(claims)?) {
        return None;
    }
    let message = format!(
        "the balance sheet does not balance: {} {} against {} {}",
        quoted(name(report, assets)),
        number(assets),
        quoted(name(report, claims)),
        number(claims)
    );
    let within = Some(statement.span);
    let finding = Diagnostic::new(Code::BalanceSheetUnbalanced, message).at(place(claims, within), "not the same");
    Some(finding.and_at(place(assets, within), "as this"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;

    fn sheet(assets: i64, claims: i64) -> Vec<Diagnostic> {
        let mut fixture = Fixture::default();
        let assets = fixture.standard("Assets", assets, -3);
        let claims = fixture.standard("LiabilitiesAndStockholdersEquity", claims, -3);
        fixture.statement(StatementKind::BalanceSheet, &[("", &[Some(assets)]), ("", &[Some(claims)])]);
        check(&fixture.report(), &HashSet::new())
    }

    #[test]
    fn both_sides_are_compared_within_rounding() {
        assert!(sheet(8_414_000, 8_414_000).is_empty() && sheet(8_414_000, 8_415_000).is_empty());
        assert_eq!(sheet(8_414_000, 8_441_000).len(), 1);
    }

    #[test]
    fn the_assets_of_a_segment_are_not_all() {
        let mut fixture = Fixture::default();
        let part = fixture.standard("Assets", 2_000_000, -3);
        fixture.member(part, "StatementBusinessSegmentsAxis", "HomesMember");
        let assets = fixture.standard("Assets", 8_414_000, -3);
        let claims = fixture.standard("LiabilitiesAndStockholdersEquity", 8_414_000, -3);
        fixture.statement(StatementKind::BalanceSheet, &[("", &[Some(part)]), ("", &[Some(assets)]), ("", &[Some(claims)])]);
        assert!(check(&fixture.report(), &HashSet::new()).is_empty());
    }
}
