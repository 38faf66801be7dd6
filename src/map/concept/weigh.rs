//! Weighs a line's candidates: the label's guesses, what stands around it, and what sums to what.

use super::context::Context;
use super::guess::Guesser;
use super::heading::heeded;
use super::line::Line;
use super::tally::Tally;
use super::tops::Tops;
use super::{Kind, LinkLine, place, sums, synonyms, unlabelled};
use crate::taxonomy::lexicon::{Key, Lexicon};
use crate::taxonomy::{ElementId, PeriodType};

/// A concept with its score (a logarithm), later its probability.
pub(super) type Scored = (ElementId, f32);

/// What is left of the likelihood of a concept that another line has with more right.
const TAKEN: f32 = 0.3;

/// The candidates of the lines of one statement of one kind, with their probabilities, the likeliest first.
pub(super) fn weigh(guesser: &mut Guesser, kind: Kind, lines: &[LinkLine], year: Option<i32>) -> (Vec<Line>, Vec<Vec<Scored>>) {
    let lexicon = guesser.lexicon();
    let summed = unlabelled::summed(lines);
    let known: Vec<Line> = lines.iter().zip(summed).map(|(line, summed)| heeded(guesser, kind, line, summed)).collect();
    let mut scored = if kind == Kind::Equity {
        by_label(&known)
    } else {
        let context = Context::new(lexicon, kind, &known, era(year));
        let mut scored = in_context(lexicon, &context, &known);
        place::heed(kind, lines, &known, &context, &mut scored);
        scored
    };
    unlabelled::yield_to_labelled(lines, &mut scored);
    sums::heed(lines, &mut scored);
    scored.iter_mut().for_each(|s| normalize(s));
    synonyms::heed(lines, year, &mut scored);
    // what two names of one amount stand for is settled only now
    unlabelled::yield_to_labelled(lines, &mut scored);
    if kind != Kind::Equity {
        heed_twins(guesser, lines, &known, &mut scored);
    }
    (known, scored)
}

/// Names have settled on today's by 2018; until 2012 they were those of the first taxonomies.
fn era(year: Option<i32>) -> Option<&'static str> {
    match year? {
        ..=2012 => Some("o"),
        2018.. => Some("n"),
        _ => None,
    }
}

fn by_label(lines: &[Line]) -> Vec<Vec<Scored>> {
    lines.iter().map(|l| l.guesses.iter().map(|(c, p)| (*c, p.max(1e-6).ln())).collect()).collect()
}

fn in_context(lexicon: &Lexicon, context: &Context, lines: &[Line]) -> Vec<Vec<Scored>> {
    // of the many concepts under a key only the lines' candidates are weighed
    let mut common = Tally::default();
    common.start(lines.iter().flat_map(|line| &line.guesses).map(|(c, _)| *c));
    add_weights(lexicon, &context.shared(lexicon), &mut common);
    let tops = Tops::of(lines);
    let mut around = Tally::default();
    (0..lines.len())
        .map(|i| {
            around.start(lines[i].guesses.iter().map(|(c, _)| *c));
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
        lexicon.postings(*key).for_each(|p| around.add_to_known(p.concept, p.weight()));
    }
}

/// Two lines of different words and figures hardly stand for one concept: the less likely one gives way, or the one by whose
/// label hardly any filer calls it, where many do by the other's.
fn heed_twins(guesser: &Guesser, lines: &[LinkLine], known: &[Line], scored: &mut [Vec<Scored>]) {
    // measures outside GAAP stand for none of its concepts and take none away
    let within = |i: &usize| !crate::map::gaap::is_outside_gaap(lines[*i].label);
    let mut tops: Vec<(ElementId, f32, usize)> =
        scored.iter().enumerate().filter(|(i, _)| within(i)).filter_map(|(i, s)| s.first().map(|(c, p)| (*c, *p, i))).collect();
    tops.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    let chosen = |(concept, _, i): &(ElementId, f32, usize)| {
        let counts = guesser.counts(b'C', &known[*i].label.core);
        counts.iter().find(|(c, _)| c == concept).map_or(0.0, |(_, n)| *n)
    };
    for twins in tops.chunk_by(|a, b| a.0 == b.0).filter(|twins| twins.len() > 1) {
        let choosers: Vec<f32> = twins.iter().map(chosen).collect();
        let most = (0..twins.len()).fold(0, |most, at| if outdoes(choosers[at], choosers[most]) { at } else { most });
        let first = twins[most].2;
        for (concept, _, i) in twins.iter().filter(|(_, _, i)| *i != first) {
            let same = known[first].label.core == known[*i].label.core
                || (!lines[*i].amounts.is_empty() && lines[first].amounts == lines[*i].amounts);
            if !same && concept.period_type() == PeriodType::Duration {
                scored[*i][0].1 *= TAKEN;
                rank(&mut scored[*i]);
            }
        }
    }
}

/// Whether so many more filers call a concept by one label than by another that the one is its name.
fn outdoes(choosers: f32, others: f32) -> bool {
    choosers > 3.0 * others
}

pub(super) fn best(scored: &[Scored]) -> Option<ElementId> {
    scored.iter().max_by(|a, b| a.1.total_cmp(&b.1)).map(|(c, _)| *c)
}

/// Scores become probabilities, the likeliest first.
fn normalize(scored: &mut [Scored]) {
    let top = scored.iter().map(|(_, s)| *s).fold(f32::MIN, f32::max);
    scored.iter_mut().for_each(|(_, s)| *s = (*s - top).exp());
    rank(scored);
}

/// The likeliest first, all together certain.
pub(super) fn rank(scored: &mut [Scored]) {
    let sum: f32 = scored.iter().map(|(_, s)| s).sum();
    scored.iter_mut().for_each(|(_, s)| *s /= sum.max(f32::MIN_POSITIVE));
    scored.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
}
