//! Weighs a line's candidates: the label's guesses, what stands around it, and what sums to what.

use super::context::Context;
use super::guess::Guesser;
use super::line::Line;
use super::tally::Tally;
use super::{Kind, LinkLine};
use crate::taxonomy::lexicon::{Key, Lexicon};
use crate::taxonomy::{ElementId, calculation};

/// A concept with its score (a logarithm), later its probability.
pub(super) type Scored = (ElementId, f32);

/// A parent whose parts' concepts the taxonomy knows as such is likelier by this power of e, a part of such a parent by the other.
const PARENT: f32 = 1.5;
const PART: f32 = 0.7;

/// The candidates of the lines of one statement of one kind, with their probabilities, the likeliest first.
pub(super) fn weigh(lexicon: &Lexicon, kind: Kind, lines: &[LinkLine], era: Option<&'static str>) -> (Vec<Line>, Vec<Vec<Scored>>) {
    let mut guesser = Guesser::new(lexicon, kind);
    let known: Vec<Line> = lines.iter().map(|l| Line::new(&mut guesser, kind, l)).collect();
    let mut scored = if kind == Kind::Equity { by_label(&known) } else { in_context(lexicon, kind, &known, era) };
    heed_sums(lines, &mut scored);
    scored.iter_mut().for_each(|s| normalize(s));
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
    let tops: Vec<u16> = lines.iter().map(|l| l.top).collect();
    let mut around = Tally::default();
    (0..lines.len())
        .map(|i| {
            around.clear();
            add_weights(lexicon, &context.line(i), &mut around);
            let met = |c: ElementId, among: &[u16]| if among.contains(&c.number()) { 1.0 } else { 0.0 };
            let score = |&(c, p): &Scored| {
                let own = lexicon.own(0) * (p + 1e-6).ln();
                let elsewhere = lexicon.own(1) * met(c, &tops[..i]) + lexicon.own(2) * met(c, &tops[i + 1..]);
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
        let parts: Vec<usize> = line.parts.iter().map(|(p, _)| *p).filter(|p| *p < lines.len()).collect();
        for (concept, score) in scored[total].iter_mut().filter(|_| !parts.is_empty()) {
            let known = parts.iter().filter(|p| tops[**p].is_some_and(|t| is_part(*concept, t))).count();
            *score += PARENT * known as f32 / parts.len() as f32;
        }
        let Some(top) = tops[total] else { continue };
        for part in parts {
            for (concept, score) in &mut scored[part] {
                if is_part(top, *concept) {
                    *score += PART;
                }
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
    let sum: f32 = scored.iter().map(|(_, s)| s).sum();
    scored.iter_mut().for_each(|(_, s)| *s /= sum.max(f32::MIN_POSITIVE));
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}
