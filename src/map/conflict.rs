//! Figures that contradict each other: one stands for the fact, the others are kept beside it.
//!
//! Which one stands for the fact is no correction but a rule: the printed figure that fits every sum it takes part in; else the one printed
//! more often; else the table's.

use std::collections::{BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::graph::{Graph, half_unit};
use super::options::Conflicts;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{Fact, FactId, Origin, Placement, Relation, Value};

/// Settles every clash; answers what is left out of the graph by the user's choice, each with both places.
pub(crate) fn settle(graph: &mut Graph, choice: Conflicts) -> Vec<Diagnostic> {
    let (mut dropped, mut findings) = (Vec::new(), Vec::new());
    let clashes = graph.clashes();
    let mut sums = Sums::of(&graph.relations, &clashes);
    for clash in &clashes {
        let Some(kept) = clash.iter().copied().max_by_key(|id| rank(graph, &sums, *id, clash, choice)) else { continue };
        for (nth, other) in clash.iter().copied().filter(|id| *id != kept).enumerate() {
            let note = note(graph, &sums, [kept, other], clash);
            if is_dropped(graph, kept, other, choice) {
                findings.push(left_out(graph, kept, other));
                sums.restore(graph, kept, other);
                dropped.push(other);
                continue;
            }
            if choice == Conflicts::Both {
                findings.push(refused(graph, kept, other));
            } else {
                set_apart(graph, other, nth);
            }
            sums.restore(graph, kept, other);
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
fn rank(graph: &Graph, sums: &Sums, id: FactId, clash: &[FactId], choice: Conflicts) -> (bool, i32, usize, bool) {
    let fact = &graph.facts[id.index()];
    let wanted = match choice {
        Conflicts::Table => placed(fact, Placement::Table),
        Conflicts::Text => placed(fact, Placement::Narrative),
        Conflicts::Axis | Conflicts::Both => false,
    };
    (wanted, sums.fitting(graph, id, clash), fact.origins.len(), placed(fact, Placement::Table))
}

fn placed(fact: &Fact, placement: Placement) -> bool {
    fact.origins.iter().any(|o| o.placement() == placement)
}

/// The sums that figures in a clash take part in: indices of relations, ascending.
struct Sums(HashMap<FactId, Vec<usize>>);

impl Sums {
    fn of(relations: &[Relation], clashes: &[Vec<FactId>]) -> Self {
        let mut sums: HashMap<FactId, Vec<usize>> = clashes.iter().flatten().map(|id| (*id, Vec::new())).collect();
        for (at, relation) in relations.iter().enumerate() {
            let Relation::SumsTo { total, parts, .. } = relation else { continue };
            for id in parts.iter().map(|(part, _)| part).chain([total]) {
                if let Some(of_fact) = sums.get_mut(id).filter(|of_fact| of_fact.last() != Some(&at)) {
                    of_fact.push(at);
                }
            }
        }
        Self(sums)
    }

    fn with(&self, id: FactId) -> &[usize] {
        self.0.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Sums that hold with a figure in the place of its rivals, less those that do not.
    fn fitting(&self, graph: &Graph, id: FactId, clash: &[FactId]) -> i32 {
        let with = |fact: FactId| if clash.contains(&fact) { id } else { fact };
        let concerned: BTreeSet<usize> = clash.iter().flat_map(|rival| self.with(*rival)).copied().collect();
        let verdicts = concerned.into_iter().filter_map(|at| {
            let Relation::SumsTo { total, parts, .. } = &graph.relations[at] else { return None };
            holds(graph, with(*total), parts.iter().map(|(part, weight)| (with(*part), *weight)))
        });
        verdicts.map(|holds| if holds { 1 } else { -1 }).sum()
    }

    /// In the sums, the figure that stands for the fact takes the place of the one set apart, where they hold with it.
    fn restore(&mut self, graph: &mut Graph, kept: FactId, other: FactId) {
        let swap = |id: FactId| if id == other { kept } else { id };
        for at in self.with(other).to_vec() {
            let Relation::SumsTo { total, parts, statement } = &graph.relations[at] else { continue };
            let (total, parts, statement) = (swap(*total), parts.iter().map(|(p, w)| (swap(*p), *w)).collect::<Vec<_>>(), *statement);
            if holds(graph, total, parts.iter().copied()) == Some(true) {
                graph.relations[at] = Relation::SumsTo { total, parts, statement };
                self.0.entry(kept).or_default().push(at);
            }
        }
    }
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

/// What is printed where, and which figure is kept and why.
fn note(graph: &Graph, sums: &Sums, [kept, other]: [FactId; 2], clash: &[FactId]) -> String {
    let (stands, differs) = (&graph.facts[kept.index()], &graph.facts[other.index()]);
    let reason = if sums.fitting(graph, kept, clash) > sums.fitting(graph, other, clash) {
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
    number(fact).map_or_else(String::new, |(amount, _)| grouped(amount.normalize()))
}

fn where_printed(fact: &Fact) -> &'static str {
    let narrative = fact.origins.iter().all(|o| matches!(o, Origin::Sentence { .. } | Origin::Passage(_)));
    match (narrative, placed(fact, Placement::Narrative)) {
        (true, _) => "in the text",
        (false, true) => "in a table and in the text",
        (false, false) => "in a table",
    }
}
