//! Figures that contradict each other: one stands for the fact, the others are kept beside it.
//!
//! Which one stands for the fact is no correction but a rule: the printed figure that fits every sum it takes part in; else the one printed
//! more often; else the table's.

use rust_decimal::Decimal;

use super::graph::{Graph, half_unit};
use super::options::Conflicts;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::report::{Fact, FactId, Origin, Placement, Relation, Value};

/// Settles every clash; answers what is left out of the graph by the user's choice, each with both places.
pub(crate) fn settle(graph: &mut Graph, choice: Conflicts) -> Vec<Diagnostic> {
    let (mut dropped, mut findings) = (Vec::new(), Vec::new());
    for clash in graph.clashes() {
        let Some(kept) = clash.iter().copied().max_by_key(|id| rank(graph, *id, &clash, choice)) else { continue };
        for (nth, other) in clash.iter().copied().filter(|id| *id != kept).enumerate() {
            let note = note(graph, kept, other, &clash);
            if is_dropped(graph, kept, other, choice) {
                findings.push(left_out(graph, kept, other));
                restore_sums(graph, kept, other);
                dropped.push(other);
                continue;
            }
            if choice == Conflicts::Both {
                findings.push(refused(graph, kept, other));
            } else {
                set_apart(graph, other, nth);
            }
            restore_sums(graph, kept, other);
            graph.relations.push(Relation::Conflicts { kept, other, note });
        }
    }
    graph.remove(&dropped);
    findings
}

/// Whether the user wants the figure of one place alone, and the two stand in different ones.
fn is_dropped(graph: &Graph, kept: FactId, other: FactId, choice: Conflicts) -> bool {
    let wanted = match choice {
        Conflicts::Table => Placement::Table,
        Conflicts::Text => Placement::Narrative,
        Conflicts::Axis | Conflicts::Both => return false,
    };
    placed(&graph.facts[kept.index()], wanted) && !placed(&graph.facts[other.index()], wanted)
}

/// Two values under one set of aspects are valid XBRL, but no filing.
fn refused(graph: &Graph, kept: FactId, other: FactId) -> Diagnostic {
    let place = |id: FactId| graph.facts[id.index()].origins.first().map(Origin::span).unwrap_or_default();
    Diagnostic::new(Code::ConflictingFigures, "both figures are exported as the same fact: EDGAR refuses such a file (EFM 6.5.12)")
        .severity(Severity::Warning)
        .at(place(other), "this one")
        .and_at(place(kept), "and this one")
        .help("--conflicts axis sets one of them apart")
}

fn left_out(graph: &Graph, kept: FactId, other: FactId) -> Diagnostic {
    let (stands, differs) = (&graph.facts[kept.index()], &graph.facts[other.index()]);
    let place = |fact: &Fact| fact.origins.first().map(Origin::span).unwrap_or_default();
    let message = format!("\u{201c}{}\u{201d} is printed as {} and as {}", stands.label, amount(stands), amount(differs));
    Diagnostic::new(Code::ConflictingFigures, message)
        .at(place(differs), "left out")
        .and_at(place(stands), "exported")
        .help("--conflicts axis exports both")
}

/// How strongly a figure may stand for the fact, the weightiest reason first.
fn rank(graph: &Graph, id: FactId, clash: &[FactId], choice: Conflicts) -> (bool, i32, usize, bool) {
    let fact = &graph.facts[id.index()];
    let wanted = match choice {
        Conflicts::Table => placed(fact, Placement::Table),
        Conflicts::Text => placed(fact, Placement::Narrative),
        Conflicts::Axis | Conflicts::Both => false,
    };
    (wanted, sums_fitting(graph, id, clash), fact.origins.len(), placed(fact, Placement::Table))
}

fn placed(fact: &Fact, placement: Placement) -> bool {
    fact.origins.iter().any(|o| o.placement() == placement)
}

/// Sums that hold with a figure in the place of its rivals, less those that do not.
fn sums_fitting(graph: &Graph, id: FactId, clash: &[FactId]) -> i32 {
    let with = |fact: FactId| if clash.contains(&fact) { id } else { fact };
    let verdicts = graph.relations.iter().filter_map(|relation| {
        let Relation::SumsTo { total, parts, .. } = relation else { return None };
        let concerned = clash.contains(total) || parts.iter().any(|(part, _)| clash.contains(part));
        if concerned { holds(graph, with(*total), parts.iter().map(|(part, weight)| (with(*part), *weight))) } else { None }
    });
    verdicts.map(|holds| if holds { 1 } else { -1 }).sum()
}

fn holds(graph: &Graph, total: FactId, parts: impl Iterator<Item = (FactId, i8)>) -> Option<bool> {
    let (printed, mut slack) = number(&graph.facts[total.index()])?;
    let mut made = Decimal::ZERO;
    for (part, weight) in parts {
        let (amount, half) = number(&graph.facts[part.index()])?;
        made = made.checked_add(amount * Decimal::from(weight))?;
        slack = slack.checked_add(half)?;
    }
    Some((made - printed).abs() <= slack)
}

fn number(fact: &Fact) -> Option<(Decimal, Decimal)> {
    match fact.value {
        Value::Number { amount, decimals } => Some((amount, half_unit(decimals))),
        _ => None,
    }
}

/// Puts a figure under an axis that says that it contradicts another.
fn set_apart(graph: &mut Graph, other: FactId, nth: usize) {
    let axis = graph.own_axis("Reported Figure");
    let label = if nth == 0 { "Conflicting Printed Figure".to_owned() } else { format!("Conflicting Printed Figure {}", nth + 1) };
    let member = graph.member(&axis, "Reported Figure", &label);
    let mut aspects = graph.facts[other.index()].aspects.clone();
    aspects.dimensions.insert(axis, member);
    graph.reassign(other, aspects);
}

/// In the sums, the figure that stands for the fact takes the place of the one set apart, where they hold with it.
fn restore_sums(graph: &mut Graph, kept: FactId, other: FactId) {
    for at in 0..graph.relations.len() {
        let Relation::SumsTo { total, parts, statement } = &graph.relations[at] else { continue };
        if *total != other && parts.iter().all(|(part, _)| *part != other) {
            continue;
        }
        let swap = |id: FactId| if id == other { kept } else { id };
        let (total, parts, statement) = (swap(*total), parts.iter().map(|(p, w)| (swap(*p), *w)).collect::<Vec<_>>(), *statement);
        if holds(graph, total, parts.iter().copied()) == Some(true) {
            graph.relations[at] = Relation::SumsTo { total, parts, statement };
        }
    }
}

/// What is printed where, and which figure is kept and why.
fn note(graph: &Graph, kept: FactId, other: FactId, clash: &[FactId]) -> String {
    let (stands, differs) = (&graph.facts[kept.index()], &graph.facts[other.index()]);
    let reason = if sums_fitting(graph, kept, clash) > sums_fitting(graph, other, clash) {
        "it fits the sums of the tables"
    } else if stands.origins.len() > differs.origins.len() {
        "it is printed more often"
    } else if placed(stands, Placement::Table) {
        "it is the table's"
    } else {
        "it was chosen so"
    };
    format!(
        "Printed as {} {} and as {} {}. The first stands for the fact: {reason}. Both figures are kept as printed.",
        amount(stands),
        where_printed(stands),
        amount(differs),
        where_printed(differs)
    )
}

fn amount(fact: &Fact) -> String {
    number(fact).map_or_else(String::new, |(amount, _)| amount.normalize().to_string())
}

fn where_printed(fact: &Fact) -> &'static str {
    let narrative = fact.origins.iter().all(|o| matches!(o, Origin::Sentence { .. } | Origin::Passage(_)));
    match (narrative, placed(fact, Placement::Narrative)) {
        (true, _) => "in the text",
        (false, true) => "in a table and in the text",
        (false, false) => "in a table",
    }
}
