//! What sums to what: totals and their parts speak for each other where the taxonomy knows the one as a part of the other.

use super::LinkLine;
use super::weigh::{Scored, best};
use crate::taxonomy::{ElementId, calculation};

/// Powers of e by which the arithmetic makes a concept likelier: of a total whose parts the taxonomy knows as such; of a part of such a total;
/// of one of the two or three parts of such a total; of what a total holds beside its
/// current part; of a part that has the total's own concept; of the parts of an unlabelled total that
/// the taxonomy knows as parts of one.
const PARENT: f32 = 1.5;
const PART: f32 = 0.7;
const OF_FEW: f32 = 1.5;
const REST: f32 = 4.0;
const AS_ITS_TOTAL: f32 = -2.0;
const SIBLINGS: f32 = 2.5;
/// The share of a total's parts that the taxonomy must know as such to bear the total out.
const BORNE: f32 = 0.5;

/// Lets totals and their parts speak for each other where the taxonomy knows the one as a part of the other.
pub(super) fn heed(lines: &[LinkLine], scored: &mut [Vec<Scored>]) {
    let tops: Vec<Option<ElementId>> = scored.iter().map(|s| best(s)).collect();
    for (total, line) in lines.iter().enumerate() {
        let parts = parts(lines, line);
        if parts.is_empty() {
            continue;
        }
        for (concept, score) in &mut scored[total] {
            let known = parts.iter().filter(|p| tops[p.at].is_some_and(|t| p.is_of(*concept, t))).count();
            *score += PARENT * known as f32 / parts.len() as f32;
        }
        for part in &parts {
            let siblings = || parts.iter().filter(|p| p.at != part.at).filter_map(|p| Some((p, tops[p.at]?)));
            for (concept, score) in &mut scored[part.at] {
                *score += match tops[total] {
                    Some(top) if top == *concept => AS_ITS_TOTAL,
                    Some(top) if parts.len() == 2 && siblings().any(|(_, current)| is_rest(top, current, *concept)) => REST,
                    Some(top) if part.is_of(top, *concept) && parts.len() <= 3 => OF_FEW,
                    Some(top) if part.is_of(top, *concept) => PART,
                    Some(_) => 0.0,
                    None if parts.len() < 5 && siblings().all(|(p, top)| of_one_total((part, *concept), (p, top))) => SIBLINGS,
                    None => 0.0,
                };
            }
        }
    }
}

/// Whether a total's current part leaves its noncurrent one.
fn is_rest(total: ElementId, current: ElementId, rest: ElementId) -> bool {
    let [total, current, rest] = [total, current, rest].map(|c| c.name());
    let term = |name: &str| name.strip_prefix(total.local()).map(str::to_owned);
    term(current.local()).as_deref() == Some("Current") && term(rest.local()).as_deref() == Some("Noncurrent")
}

/// A line in a sum: with which weights it may stand in it. What is printed as negative may be a deduction, or a part that is negative.
pub(super) struct Part {
    at: usize,
    weight: i8,
    is_negative: bool,
}

impl Part {
    pub(super) fn of(lines: &[LinkLine], at: usize, weight: i8) -> Self {
        let amounts = || lines[at].amounts.iter().flatten();
        Self { at, weight, is_negative: amounts().next().is_some() && amounts().all(|a| a.is_sign_negative() || a.is_zero()) }
    }

    /// Whether the taxonomy's weight fits.
    pub(super) fn fits(&self, weight: i8) -> bool {
        weight == self.weight || self.is_negative && weight == -self.weight
    }

    fn is_of(&self, total: ElementId, part: ElementId) -> bool {
        calculation::totals(part).any(|s| s.total == total && self.fits(s.weight))
    }
}

/// Whether the taxonomy knows a total of which both are parts with fitting weights.
fn of_one_total(one: (&Part, ElementId), other: (&Part, ElementId)) -> bool {
    let totals = |(part, concept): (&Part, ElementId)| -> Vec<ElementId> {
        calculation::totals(concept).filter(|s| part.fits(s.weight)).map(|s| s.total).collect()
    };
    let others = totals(other);
    totals(one).iter().any(|t| others.contains(t))
}

fn parts(lines: &[LinkLine], total: &LinkLine) -> Vec<Part> {
    total.parts.iter().filter(|(p, _)| *p < lines.len()).map(|(p, w)| Part::of(lines, *p, *w)).collect()
}

/// For each line whether the arithmetic bears its likeliest concept out.
pub(super) fn borne_out(lines: &[LinkLine], scored: &[Vec<Scored>]) -> Vec<bool> {
    let tops: Vec<Option<ElementId>> = scored.iter().map(|s| best(s)).collect();
    let mut borne = vec![false; lines.len()];
    for (total, line) in lines.iter().enumerate() {
        let Some(top) = tops[total] else { continue };
        let parts = parts(lines, line);
        let known: Vec<usize> = parts.iter().filter(|p| tops[p.at].is_some_and(|t| p.is_of(top, t))).map(|p| p.at).collect();
        if parts.len() >= 2 && known.len() as f32 >= BORNE * parts.len() as f32 {
            borne[total] = true;
            known.into_iter().for_each(|part| borne[part] = true);
        }
    }
    borne
}
