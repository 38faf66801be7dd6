//! What a release gets wrong: one check a file, each reads the fact graph and answers with findings.
//!
//! In: `Report`. Out: diagnostics. Never: changes to the report.

mod across;
mod balance;
mod calculation;
mod change;
mod columns;
mod confidence;
mod conflict;
mod dated;
mod dates;
mod digits;
mod doubts;
mod earnings;
#[cfg(test)]
mod fixture;
mod grown;
mod growth;
mod habit;
mod headline;
mod implied;
mod interval;
mod margin;
mod named;
mod narrative;
mod order;
mod par;
mod per_share;
mod periods;
mod quarters;
mod quotient;
mod rates;
mod ratio;
mod restated;
mod scale;
mod signs;
mod stated;
mod trend;
mod twins;
mod wording;
mod words;

use std::collections::{BTreeSet, HashSet};

use crate::diagnostic::{Code, Diagnostic};
use crate::report::{FactId, Relation, Report};
use crate::source::Span;

/// Checks that need to know of no other.
const TEXT_AND_TABLES: [fn(&Report) -> Vec<Diagnostic>; 24] = [
    stated::check,
    signs::check,
    growth::check,
    grown::check,
    trend::check,
    narrative::check,
    named::check,
    ratio::check,
    rates::check,
    across::check,
    order::check,
    scale::check,
    dates::check,
    periods::check,
    dated::check,
    restated::check,
    earnings::check,
    implied::check,
    headline::check,
    margin::check,
    digits::check,
    par::check,
    quotient::check,
    confidence::check,
];

/// Runs every check, in the order of the places they point at.
pub fn check(report: &Report) -> Vec<Diagnostic> {
    let conflicting = conflict::conflicting(report);
    let mut findings = conflict::check(report);
    findings.extend(calculation::check(report, &conflicting));
    findings.extend(balance::check(report, &primaries(&findings)));
    findings.extend(change::check(report));
    findings.extend(columns::check(report, &related(report, &conflicting)));
    findings.extend(per_share::check(report));
    findings.extend(quarters::check(report));
    findings.extend(twins::check(report, &conflicting));
    for check in TEXT_AND_TABLES {
        findings.extend(check(report));
    }
    once_a_place(findings)
}

/// What a code means at length: what is wrong, why it matters, an example, where the rule comes from.
pub fn explain(code: Code) -> &'static str {
    match code {
        Code::NotARelease => doubts::NOT_A_RELEASE,
        Code::MalformedText => doubts::MALFORMED_TEXT,
        Code::NoCik => doubts::NO_CIK,
        Code::OtherEntity => doubts::OTHER_ENTITY,
        Code::AssumedPeriod => doubts::ASSUMED_PERIOD,
        Code::AmbiguousPeriod => doubts::AMBIGUOUS_PERIOD,
        Code::AmbiguousUnit => doubts::AMBIGUOUS_UNIT,
        Code::UnmappedRow => doubts::UNMAPPED_ROW,
        Code::LowConfidence => confidence::EXPLAIN,
        Code::UnreadFigure => doubts::UNREAD_FIGURE,
        Code::OverlookedFigure => doubts::OVERLOOKED_FIGURE,
        Code::NotRepresentable => doubts::NOT_REPRESENTABLE,
        Code::CalculationInconsistent => calculation::EXPLAIN,
        Code::ConflictingFigures => conflict::EXPLAIN,
        Code::NarrativeMismatch => conflict::EXPLAIN_NARRATIVE,
        Code::BalanceSheetUnbalanced => balance::EXPLAIN,
        Code::ChangeMismatch => change::EXPLAIN,
        Code::ColumnInconsistent => columns::EXPLAIN,
        Code::PerShareMismatch => per_share::EXPLAIN,
        Code::PeriodsInconsistent => quarters::EXPLAIN,
        Code::DirectionMismatch => stated::EXPLAIN_DIRECTION,
        Code::RatioMismatch => ratio::EXPLAIN,
        Code::TablesDisagree => across::EXPLAIN,
        Code::RepeatedColumn => order::EXPLAIN_REPEATED,
        Code::ColumnsDisordered => order::EXPLAIN_ORDER,
        Code::SuspiciousScale => scale::EXPLAIN,
        Code::MalformedFigure => digits::EXPLAIN,
        Code::ImpossibleDate => dates::EXPLAIN_IMPOSSIBLE,
        Code::DateMismatch => dates::EXPLAIN,
        Code::PeriodMismatch => periods::EXPLAIN,
    }
}

/// The places that findings point at.
fn primaries(findings: &[Diagnostic]) -> HashSet<Span> {
    findings.iter().filter_map(|f| f.primary.as_ref()).map(|p| p.span).collect()
}

/// Facts that another check speaks of already: stated changes, and figures in conflict.
fn related(report: &Report, conflicting: &BTreeSet<FactId>) -> HashSet<FactId> {
    let stated = report.relations.iter().filter_map(|r| match r {
        Relation::ChangedBy { stated, .. } => Some(*stated),
        _ => None,
    });
    stated.chain(conflicting.iter().copied()).collect()
}

/// One finding of a code a place, the graver first; in the order of the places.
fn once_a_place(mut findings: Vec<Diagnostic>) -> Vec<Diagnostic> {
    let place = |f: &Diagnostic| f.primary.as_ref().map_or(Span::default(), |p| p.span);
    findings.sort_by_key(|f| (place(f), f.code, std::cmp::Reverse(f.severity)));
    findings.dedup_by(|later, first| later.code == first.code && place(later) == place(first));
    findings
}
