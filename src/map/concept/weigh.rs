//! Weighs a line's candidates: the label's guesses, what stands around it, and what sums to what.

use super::context::Context;
use super::guess::Guesser;
use super::line::Line;
use super::tally::Tally;
use super::tops::Tops;
use super::{Kind, LinkLine};
use crate::taxonomy::lexicon::{Key, Lexicon};
use crate::taxonomy::{ElementId, PeriodType, calculation};

/// A concept with its score (a logarithm), later its probability.
pub(super) type Scored = (ElementId, f32);

/// Powers of e by which the arithmetic makes a concept likelier: of a total whose parts the taxonomy knows as such, of a part of such a
/// total, of a part that has the total's own concept, of the parts of an unlabelled total that the taxonomy knows as parts of one.
const PARENT: f32 = 1.5;
const PART: f32 = 0.7;
const AS_ITS_TOTAL: f32 = -2.0;
const SIBLINGS: f32 = 2.5;
/// What is left of the likelihood of a concept that another line has with more right.
const TAKEN: f32 = 0.3;

/// The candidates of the lines of one statement of one kind, with their probabilities, the likeliest first.
pub(super) fn weigh(lexicon: &Lexicon, kind: Kind, lines: &[LinkLine], era: Option<&'static str>) -> (Vec<Line>, Vec<Vec<Scored>>) {
    let mut guesser = Guesser::new(lexicon, kind);
    let known: Vec<Line> = lines.iter().map(|l| Line::new(&mut guesser, kind, l)).collect();
    let mut scored = if kind == Kind::Equity { by_label(&known) } else { in_context(lexicon, kind, &known, era) };
    heed_sums(lines, &mut scored);
    scored.iter_mut().for_each(|s| normalize(s));
    if kind != Kind::Equity {
        heed_twins(lines, &known, &mut scored);
    }
    (known, scored)
}

fn by_label(lines: &[Line]) -> Vec<Vec<Scored>> {
    lines.iter().map(|l| l.guesses.iter().map(|(c, p)| (*c, p.max(1e-6).ln())).collect()).collect()
}

fn in_context(lexicon: &Lexicon, kind: Kind, lines: &[Line], era: Option<&'static str>) -> Vec<Vec<Scored>> {
    let context = Context::new(lexicon, kind, lines, era);
    let mut common = Tally::default();
    for key in context.shared(lexicon) {
        lexicon.postings(key).for_each(|p| common.add(p.concept, p.weight()));
    }
    let tops = Tops::of(lines);
    let mut around = Tally::default();
    (0..lines.len())
        .map(|i| {
            around.clear();
            add_weights(lexicon, &context.line(i), &mut around);
            let met = |met: bool| if met { 1.0 } else { 0.0 };
            let score = |&(c, p): &Scored| {
                let own = lexicon.own(0) * (p + 1e-6).ln();
                let elsewhere = lexicon.own(1) * met(tops.is_before(c, i)) + lexicon.own(2) * met(tops.is_after(c, i));
                (c, own + elsewhere + common.get(c) + around.get(c))
            };
            lines[i].guesses.iter().map(score).collect()
        })
        .collect()
}

fn add_weights(lexicon: &Lexicon, keys: &[Key], around: &mut Tally) {
    for key in keys {
        lexicon.postings(*key).for_each(|p| around.add(p.concept, p.weight()));
    }
}

/// Lets totals and their parts speak for each other where the taxonomy knows the one as a part of the other.
fn heed_sums(lines: &[LinkLine], scored: &mut [Vec<Scored>]) {
    let tops: Vec<Option<ElementId>> = scored.iter().map(|s| best(s)).collect();
    for (total, line) in lines.iter().enumerate() {
        let parts: Vec<(usize, i8)> = line.parts.iter().copied().filter(|(p, _)| *p < lines.len()).collect();
        if parts.is_empty() {
            continue;
        }
        for (concept, score) in &mut scored[total] {
            let known = parts.iter().filter(|(p, _)| tops[*p].is_some_and(|t| is_part(*concept, t))).count();
            *score += PARENT * known as f32 / parts.len() as f32;
        }
        for (part, weight) in &parts {
            let siblings = || parts.iter().filter(|(p, _)| p != part).filter_map(|(p, w)| Some((tops[*p]?, *w)));
            for (concept, score) in &mut scored[*part] {
                *score += match tops[total] {
                    Some(top) if top == *concept => AS_ITS_TOTAL,
                    Some(top) if is_part(top, *concept) => PART,
                    Some(_) => 0.0,
                    None if parts.len() < 5 && siblings().all(|sibling| of_one_total((*concept, *weight), sibling)) => SIBLINGS,
                    None => 0.0,
                };
            }
        }
    }
}

/// Whether the taxonomy knows a total of which both are parts with these weights.
fn of_one_total(one: (ElementId, i8), other: (ElementId, i8)) -> bool {
    let totals = |(part, weight): (ElementId, i8)| calculation::totals(part).filter(move |s| s.weight == weight).map(|s| s.total);
    totals(one).any(|t| totals(other).any(|o| o == t))
}

/// Two lines of different words and figures hardly stand for one concept: the less likely one gives way.
fn heed_twins(lines: &[LinkLine], known: &[Line], scored: &mut [Vec<Scored>]) {
    let mut tops: Vec<(ElementId, f32, usize)> =
        scored.iter().enumerate().filter_map(|(i, s)| s.first().map(|(c, p)| (*c, *p, i))).collect();
    tops.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    for twins in tops.chunk_by(|a, b| a.0 == b.0) {
        for (concept, _, i) in &twins[1..] {
            let first = twins[0].2;
            let same = known[first].label.core == known[*i].label.core
                || (!lines[*i].amounts.is_empty() && lines[first].amounts == lines[*i].amounts);
            if !same && concept.period_type() == PeriodType::Duration {
                scored[*i][0].1 *= TAKEN;
                rank(&mut scored[*i]);
            }
        }
    }
}

fn is_part(total: ElementId, part: ElementId) -> bool {
    calculation::totals(part).any(|s| s.total == total)
}

fn best(scored: &[Scored]) -> Option<ElementId> {
    scored.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(c, _)| *c)
}

/// Scores become probabilities, the likeliest first.
fn normalize(scored: &mut [Scored]) {
    let top = scored.iter().map(|(_, s)| *s).fold(f32::MIN, f32::max);
    scored.iter_mut().for_each(|(_, s)| *s = (*s - top).exp());
    rank(scored);
}

/// The likeliest first, all together certain.
fn rank(scored: &mut [Scored]) {
    let sum: f32 = scored.iter().map(|(_, s)| s).sum();
    scored.iter_mut().for_each(|(_, s)| *s /= sum.max(f32::MIN_POSITIVE));
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}
