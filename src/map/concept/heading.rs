//! What the headings over a line say of it.

use std::borrow::Cow;

use super::guess::{Guess, Guesser};
use super::line::Line;
use super::{Kind, LinkLine, UnitKind};
use crate::taxonomy::ElementId;
use crate::taxonomy::label::Label;

/// The line with its first guesses; of an unlabelled total the heading that it sums up, if any.
pub(super) fn heeded(guesser: &mut Guesser, kind: Kind, line: &LinkLine, summed: Option<&str>) -> Line {
    let label = Label::of(&said(line, summed));
    let mut guesses = guesser.guess(&label, line.unit);
    let wholes = heed_heading(guesser, line, &label, &mut guesses);
    if let Some(dilution) = dilution(line) {
        heed_dilution(&mut guesses, dilution);
    }
    let section = line.sections.iter().rev().find_map(|s| announced(guesser, kind, s));
    Line { section, wholes, ..Line::of(label, guesses) }
}

/// The label; for a total without one, the total of its heading.
fn said<'a>(line: &LinkLine<'a>, summed: Option<&str>) -> Cow<'a, str> {
    summed.map_or(Cow::Borrowed(line.label), |heading| Cow::Owned(format!("Total {heading}")))
}

/// Under "Liabilities and shareholders' equity" stand totals of the one, of the other and of both.
pub(super) fn heads_both_sides(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    lower.contains("liabilities") && ["equity", "deficit", "capital", "investment"].iter().any(|w| lower.contains(w))
}

/// A label of a word or two is half a label: "Basic" under "Earnings per share". What filers chose for the whole of it.
fn heed_heading(guesser: &mut Guesser, line: &LinkLine, label: &Label, guesses: &mut Vec<Guess>) -> Vec<Guess> {
    let Some(heading) = line.sections.last().filter(|_| label.core.split(' ').count() <= 2) else { return Vec::new() };
    let whole = [format!("{heading} {}", line.label), format!("{} {heading}", line.label)].map(|text| Label::of(&text));
    let known = whole.iter().map(|l| guesser.support(l)).collect::<Vec<_>>();
    let best = usize::from(known[1] > known[0]);
    let per_share = matches!(line.unit, UnitKind::PerShare | UnitKind::Shares);
    if known[best] > 0.0 || per_share {
        let weight = if known[best] > 0.0 { 0.6 } else { 0.4 };
        let wholes = guesser.guess(&whole[best], line.unit);
        mix(guesses, wholes, weight);
    }
    guesser.counts(b'C', &whole[best].core)
}

fn mix(guesses: &mut Vec<Guess>, others: Vec<Guess>, weight: f32) {
    if others.is_empty() {
        return;
    }
    guesses.iter_mut().for_each(|(_, p)| *p *= 1.0 - weight);
    for (concept, p) in others {
        match guesses.iter_mut().find(|(c, _)| *c == concept) {
            Some((_, sum)) => *sum += p * weight,
            None => guesses.push((concept, p * weight)),
        }
    }
    order(guesses);
}

/// The likeliest first, all together certain.
fn order(guesses: &mut [Guess]) {
    guesses.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    let sum: f32 = guesses.iter().map(|(_, p)| p).sum();
    guesses.iter_mut().for_each(|(_, p)| *p /= sum.max(f32::MIN_POSITIVE));
}

#[derive(Clone, Copy, PartialEq)]
pub(super) enum Dilution {
    Basic,
    Diluted,
}

/// Whether the label or a heading speaks of basic or of diluted shares, and not of both.
pub(super) fn dilution(line: &LinkLine) -> Option<Dilution> {
    std::iter::once(&line.label).chain(line.sections.iter().rev()).find_map(|text| {
        let text = text.to_ascii_lowercase();
        match (text.contains("basic") || text.contains("primary"), text.contains("dilut")) {
            (true, false) => Some(Dilution::Basic),
            (false, true) => Some(Dilution::Diluted),
            _ => None,
        }
    })
}

fn heed_dilution(guesses: &mut [Guess], dilution: Dilution) {
    for (concept, p) in guesses.iter_mut() {
        let name = concept.local();
        let (basic, diluted) = (name.contains("Basic"), name.contains("Dilut"));
        let against = if dilution == Dilution::Basic { diluted && !basic } else { basic && !diluted };
        if against {
            *p *= 0.02;
        }
    }
    order(guesses);
}

/// The subtotal that a heading announces: "Current assets:" the total of current assets.
fn announced(guesser: &Guesser, kind: Kind, heading: &str) -> Option<ElementId> {
    let core = Label::of(heading).core;
    if kind == Kind::CashFlow {
        let activities = ["Operating", "Investing", "Financing"];
        let named = activities.iter().find(|a| core.contains(&a.to_ascii_lowercase()) && core.contains("activit"));
        return named.and_then(|a| ElementId::us_gaap(&format!("NetCashProvidedByUsedIn{a}Activities")));
    }
    let found = guesser.counts(b'C', &format!("total {core}"));
    let most = found.into_iter().max_by(|a, b| a.1.total_cmp(&b.1))?;
    (most.1 >= 3.0).then_some(most.0)
}
