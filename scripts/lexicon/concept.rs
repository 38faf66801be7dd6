//! The linker's own reading of lines, as examples to train on.

#[path = "../../src/map/concept/context.rs"]
#[allow(dead_code)]
mod context;
#[path = "../../src/map/concept/guess.rs"]
#[allow(dead_code)]
mod guess;
#[path = "../../src/map/concept/kind.rs"]
#[allow(dead_code)]
mod kind;
#[path = "../../src/map/concept/line.rs"]
#[allow(dead_code)]
mod line;
#[path = "../../src/map/concept/tally.rs"]
mod tally;
#[path = "../../src/map/concept/tops.rs"]
mod tops;

use std::collections::{HashMap, HashSet};

use context::Context;
use guess::{Guess, Guesser};
use kind::{Kind, UnitKind};
use line::Line;

use crate::evidence::{Statement, share};
use crate::model::{Candidate, Example};
use crate::taxonomy::label::Label;
use crate::taxonomy::lexicon::Lexicon;

/// Statements of the kinds that context is learned for, each line of a filer once.
pub fn examples<'a>(lexicon: &'a Lexicon, statements: impl Iterator<Item = &'a Statement<'a>>, into: &mut Vec<Example>) {
    let mut seen = HashSet::new();
    let kinds = [Kind::Income, Kind::BalanceSheet, Kind::CashFlow];
    let mut readers = kinds.map(|kind| Reader { guesser: Guesser::new(lexicon, kind), kind, known: HashMap::new() });
    for statement in statements {
        let Some(at) = kinds.iter().position(|k| k.letter() == statement.kind) else { continue };
        let new: Vec<bool> = statement
            .lines
            .iter()
            .map(|l| seen.insert((statement.filer, statement.kind, l.label.to_lowercase(), l.concept)))
            .collect();
        if new.contains(&true) {
            of_statement(lexicon, &mut readers[at], statement, &new, into);
        }
    }
}

/// Reads the lines of a kind of statement, each label once.
struct Reader<'a> {
    guesser: Guesser<'a>,
    kind: Kind,
    known: HashMap<&'a str, (Label, Vec<Guess>)>,
}

impl<'a> Reader<'a> {
    fn line(&mut self, label: &'a str) -> Line {
        let guesser = &mut self.guesser;
        let read = || {
            let label = Label::of(label);
            let guesses = guesser.guess(&label, UnitKind::Unknown);
            (label, guesses)
        };
        let (label, guesses) = self.known.entry(label).or_insert_with(read).clone();
        Line::of(label, guesses)
    }
}

fn of_statement<'a>(lexicon: &Lexicon, reader: &mut Reader<'a>, statement: &Statement<'a>, new: &[bool], into: &mut Vec<Example>) {
    let lines: Vec<Line> = statement.lines.iter().map(|l| reader.line(l.label)).collect();
    let context = Context::new(lexicon, reader.kind, &lines, era(statement));
    let shared = context.shared(lexicon);
    let tops = tops::Tops::of(&lines);
    for i in (0..lines.len()).filter(|i| new[*i]) {
        let candidate = |&(concept, p): &Guess| {
            let met = |met: bool| if met { 1.0 } else { 0.0 };
            let own = [(p + 1e-6).ln(), met(tops.is_before(concept, i)), met(tops.is_after(concept, i))];
            Candidate { concept: concept.number(), own }
        };
        let candidates: Vec<Candidate> = lines[i].guesses.iter().map(candidate).collect();
        let chosen = statement.lines[i].concept;
        let Some(gold) = candidates.iter().position(|c| Some(c.concept) == chosen).filter(|_| candidates.len() > 1) else { continue };
        let keys = context.line(i).into_iter().chain(shared.iter().copied()).map(crate::taxonomy::lexicon::Key::number).collect();
        into.push(Example { candidates, gold, keys });
    }
}

/// Half of the filers are trained without their era, for releases of which it is not known.
fn era(statement: &Statement) -> Option<&'static str> {
    let told = share(&format!("era{}", statement.filer), 2) > 0;
    ["o", "n"].into_iter().find(|era| told && statement.era == *era)
}
