//! What a subject on no list of measures is a fact of: a row's concept, a standard one by its words, or one of the entity's own.

use super::amount::AmountKind;
use super::aspects::{Setting, Topic, capitalised};
use super::clause::{Mention, Part};
use super::known::Known;
use crate::map::Taxonomy;
use crate::map::concept::{LinkLine, Linker, UnitKind, accepted, says_paid};
use crate::map::graph::Graph;
use crate::report::{Dimensions, StatementKind};
use crate::taxonomy::{self, DataType, PeriodType, QName};
use crate::text::has_any;

/// The topic of a subject by its words; `None` where nothing is certain.
pub(super) fn topic(graph: &mut Graph, known: &Known, mention: &Mention, setting: &Setting<'_>) -> Option<Topic> {
    if !mention.clear || mention.contract {
        return None;
    }
    let instant = mention.subject.found.measure.instant;
    if instant && is_left_to_buy_back(setting.label) {
        return None;
    }
    if let Some(row) = known.called(setting.label, &mention.amount.kind, instant) {
        let concept = graph.facts[row.index()].aspects.concept.clone();
        return Some(Topic { concept, dimensions: Dimensions::default() });
    }
    let period_type = if instant { PeriodType::Instant } else { PeriodType::Duration };
    let standard = standard(setting.label, instant).and_then(|name| taxonomy::standard(&name));
    let standard = standard.filter(|c| c.period_type == period_type && c.data_type == DataType::Monetary);
    let concept = match standard.filter(|_| setting.options.taxonomy == Taxonomy::UsGaap2023) {
        Some(concept) => graph.standard(&concept),
        None => graph.own_concept(&capitalised(setting.label), DataType::Monetary, period_type, None),
    };
    Some(Topic { concept, dimensions: Dimensions::default() })
}

/// Measures that words before them make another of their kind: "time deposits", "consumer loans outstanding".
const NARROWED: [&str; 24] = [
    "Deposits",
    "GrossLoans",
    "NetLoans",
    "AllowanceForLoanLosses",
    "NonperformingAssets",
    "NonperformingLoans",
    "NonaccrualLoans",
    "Debt",
    "LongTermDebt",
    "DeferredRevenue",
    "Inventory",
    "Receivables",
    "AssetsUnderManagement",
    "InterestExpense",
    "InterestIncome",
    "NoninterestExpense",
    "OperatingExpenses",
    "NetChargeOffs",
    "Depreciation",
    "DepreciationAndAmortization",
    "RestructuringCharges",
    "CapitalExpenditures",
    "PremiumsWritten",
    "PremiumsEarned",
];

/// The topic of a measure that the words before it make another, where it is reported with its time.
pub(super) fn narrowed(graph: &mut Graph, known: &Known, mention: &Mention, setting: &Setting<'_>) -> Option<Topic> {
    let subject = &mention.subject;
    let of_list = NARROWED.contains(&subject.found.measure.key) && subject.scope.is_none() && !subject.this_segment && !subject.found.loss;
    let timed = mention.whens.first().is_some_and(|when| mention.segment > 0 || !when.is_relative());
    let level = mention.part == Part::Level && matches!(mention.amount.kind, AmountKind::Money(_));
    if of_list && timed && level { topic(graph, known, mention, setting) } else { None }
}

/// Sums of whole statements: what goes by no name of theirs is a part of them, "cost of service".
const WHOLES: [&str; 8] =
    ["Assets", "CostOfRevenue", "GrossProfit", "Liabilities", "NetIncomeLoss", "OperatingExpenses", "OperatingIncomeLoss", "Revenues"];

/// The standard concept that a line so called would bear in its statement.
fn standard(label: &str, instant: bool) -> Option<QName> {
    let kind = if instant { StatementKind::BalanceSheet } else { StatementKind::Income };
    let line = LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::Money, amounts: &[], parts: &[] };
    let candidates = Linker::default().link(kind, &[line]).pop()?;
    let concept = accepted(kind, label, false, &candidates).map(|c| c.concept)?;
    (!says_paid(label, &concept) && !WHOLES.contains(&concept.local())).then_some(concept)
}

/// "remaining share repurchase authorization": what is left of a program is read with what was bought back.
fn is_left_to_buy_back(label: &str) -> bool {
    let lower = label.to_lowercase();
    has_any(&lower, &["remaining", "available"]) && has_any(&lower, &["repurchase", "buyback"]) && has_any(&lower, &["authoriz", "program"])
}
