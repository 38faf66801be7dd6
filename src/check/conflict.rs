//! One fact printed with different values.

use std::collections::BTreeSet;

use rust_decimal::Decimal;

use super::calculation::speaks_for;
use super::wording::{amount, name, number, place, quoted, slip};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::are_alike;
use crate::report::{Confidence, Fact, FactId, Placement, Relation, Report};

/// What `explain` says of figures in conflict.
pub(super) const EXPLAIN: &str = "\
The release prints two different values of one and the same fact: same item, same period, same unit, same breakdown.

Both figures are exported. The one that stands for the fact is the one that fits the arithmetic of the tables; failing that, the one
printed more often; failing that, the table's. The other one is kept under an axis of its own, and a footnote on both says so.
Figures that differ only because one is rounded further do not conflict.

  Net income in the statements of operations  264,000      in the highlights  246,000

Source: OIM 1.0, inconsistent duplicates; EFM 6.5.12 forbids them in a filing.";

/// What `explain` says of text against table.
pub(super) const EXPLAIN_NARRATIVE: &str = "\
The running text states a value that a table of the release prints otherwise.

A rounded mention agrees with its figure: 4.8 million and 4,845 thousand do not contradict each other, 4.8 million and 4,745 thousand
do. Headlines and quotations are often written from an earlier draft of the tables.

  \"net income of $246,000\"    Net income   $264,000

Where both became facts both are exported; see conflicting-figures for which one stands for the fact. A figure of the text that
resembles one of a row which the sentence names, and that no table prints, is told of too; so are a headline's, and earnings per share that no
table prints for the period of the income beside them.

Source: the release's own tables; OIM 1.0, inconsistent duplicates.";

/// The facts that stand in a conflict.
pub(super) fn conflicting(report: &Report) -> BTreeSet<FactId> {
    let pairs = report.relations.iter().filter_map(|r| match r {
        Relation::Conflicts { kept, other, .. } => Some([*kept, *other]),
        _ => None,
    });
    pairs.flatten().collect()
}

/// Tells every conflict.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let conflicts = report.relations.iter().filter_map(|r| match r {
        Relation::Conflicts { kept, other, note } => Some(finding(report, *kept, *other, note)),
        _ => None,
    });
    conflicts.collect()
}

fn finding(report: &Report, kept_id: FactId, other_id: FactId, note: &str) -> Diagnostic {
    let (kept, other) = (report.fact(kept_id), report.fact(other_id));
    let code = if is_apart(kept, other) { Code::NarrativeMismatch } else { Code::ConflictingFigures };
    let proofs = [speaks_for(report, kept_id), speaks_for(report, other_id)];
    let arithmetic = proofs.iter().flatten().map(|(_, a)| a.clone()).next();
    let labelled_by = if has_table(kept) || !has_table(other) { kept } else { other };
    let mut message = format!("{} is printed as {} and as {}", quoted(name(report, labelled_by)), number(kept), number(other));
    if let Some(arithmetic) = &arithmetic {
        message.push_str(&format!("; its parts give {arithmetic}"));
    }
    let slip = amount(kept).zip(amount(other)).and_then(|(a, b)| slip(a, b));
    let help = slip.map_or_else(|| note.to_owned(), |slip| format!("{note} Likely {slip}."));
    let finding = Diagnostic::new(code, message).severity(severity(kept, other, arithmetic.is_some())).help(help);
    labelled(finding, kept, other)
}

/// Labels every place of both facts, the odd one first.
fn labelled(finding: Diagnostic, kept: &Fact, other: &Fact) -> Diagnostic {
    let finding = finding.at(place(other, None), format!("{} here", number(other)));
    let more = other.origins.iter().skip(1).take(4).map(|o| (o.span(), number(other)));
    let places = kept.origins.iter().take(4).map(|o| (o.span(), number(kept))).chain(more);
    places.fold(finding, |finding, (span, value)| finding.and_at(span, format!("{value} here")))
}

/// Whether one is printed in tables alone and the other in the text alone.
fn is_apart(kept: &Fact, other: &Fact) -> bool {
    let only = |fact: &Fact, placement| fact.origins.iter().all(|o| o.placement() == placement);
    only(other, Placement::Narrative) || only(kept, Placement::Narrative) || only(other, Placement::Table) && has_text(kept)
}

fn has_table(fact: &Fact) -> bool {
    fact.origins.iter().any(|o| o.placement() == Placement::Table)
}

fn has_text(fact: &Fact) -> bool {
    fact.origins.iter().any(|o| o.placement() == Placement::Narrative)
}

/// An error where the figures are near each other and arithmetic bears it out, or two tables tell it: others may well be two facts, one of
/// them taken for the other.
fn severity(kept: &Fact, other: &Fact, proven: bool) -> Severity {
    if amount(kept).zip(amount(other)).is_some_and(|(a, b)| a == -b) {
        // the same figure with another sign is a doubt of the reading
        return Severity::Warning;
    }
    let sure = kept.confidence.min(other.confidence) >= Confidence::percent(60);
    let alike = amount(kept).zip(amount(other)).is_some_and(|(a, b)| are_alike(a, b));
    if is_near(kept, other) && (proven || alike || sure && !is_apart(kept, other)) { Severity::Error } else { Severity::Warning }
}

/// Whether two figures differ by no more than a tenth.
fn is_near(kept: &Fact, other: &Fact) -> bool {
    let Some((a, b)) = amount(kept).zip(amount(other)) else { return true };
    (a.abs() - b.abs()).abs() * Decimal::TEN <= a.abs().max(b.abs())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;

    #[test]
    fn a_conflict_names_both_places_and_the_arithmetic() {
        let mut fixture = Fixture::default();
        let (before, tax) = (fixture.money("IncomeBeforeTaxes", 246_000, -3), fixture.money("IncomeTaxes", 0, -3));
        let (kept, other) = (fixture.said("NetIncome", 246_000, -3), fixture.money("NetIncome", 264_000, -3));
        fixture.relate(Relation::SumsTo { total: other, parts: vec![(before, 1), (tax, -1)], statement: 0 });
        fixture.relate(Relation::Conflicts { kept, other, note: "Both stand as printed.".to_owned() });
        let report = fixture.report();
        let found = crate::check::check(&report);
        assert_eq!(found.len(), 1, "{found:#?}");
        assert_eq!((found[0].code, found[0].severity), (Code::NarrativeMismatch, Severity::Error));
        assert!(found[0].message.contains("246,000 - 0 = 246,000"));
    }
}
