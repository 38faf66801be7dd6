//! What stands around a line, as keys of the lexicon's weights. `scripts/lexicon` takes them from here for training.

use std::collections::{HashMap, HashSet};

use super::kind::Kind;
use super::line::Line;
use super::tops::Tops;
use crate::taxonomy::ElementId;
use crate::taxonomy::lexicon::{END, Key, Lexicon, START};

/// The statement around its lines.
pub(super) struct Context<'a> {
    kind: Kind,
    lines: &'a [Line],
    /// For each line the number of the dividing subtotal next below it.
    pub(super) below: Vec<u16>,
    /// For each line the number of the dividing subtotal last above it.
    above: Vec<u16>,
    /// For each line whether its label stands once, first or again: earnings per share come before the shares, both "Basic".
    occurrence: Vec<&'static str>,
    era: Option<&'static str>,
}

/// The concepts that divide statements of a kind (`G`) or tell what kind of filer it is (`H`).
pub(super) fn marked(lexicon: &Lexicon, tag: u8, kind: Kind) -> Vec<ElementId> {
    lexicon.postings(Key::new(tag, kind.letter())).map(|p| p.concept).collect()
}

impl<'a> Context<'a> {
    pub(super) fn new(lexicon: &Lexicon, kind: Kind, lines: &'a [Line], era: Option<&'static str>) -> Self {
        let dividing: Vec<u16> = marked(lexicon, b'G', kind).into_iter().map(ElementId::number).collect();
        let mut below = anchors(lines.iter().rev(), &dividing, END);
        below.reverse();
        let above = anchors(lines.iter(), &dividing, START);
        let mut context = Self { kind, lines, below, above, occurrence: occurrences(lines), era };
        context.heed_sections(&dividing);
        context
    }

    /// A heading names the subtotal below better than the lines do, unless that subtotal stands above.
    fn heed_sections(&mut self, dividing: &[u16]) {
        let tops = Tops::of(self.lines);
        for (i, line) in self.lines.iter().enumerate() {
            if let Some(anchor) = line.section.filter(|section| dividing.contains(&section.number()) && !tops.is_before(*section, i + 1)) {
                self.below[i] = anchor.number();
            }
        }
    }

    /// Keys that all lines share: which telling concepts the statement holds or lacks.
    pub(super) fn shared(&self, lexicon: &Lexicon) -> Vec<Key> {
        let flags = marked(lexicon, b'H', self.kind).into_iter().map(ElementId::number);
        flags.map(|flag| self.key(if self.lines.iter().any(|l| l.top == flag) { b'f' } else { b'h' }).concept(flag)).collect()
    }

    fn key(&self, tag: u8) -> Key {
        Key::new(tag, self.kind.letter())
    }

    fn top(&self, at: Option<usize>) -> u16 {
        let Some(at) = at else { return START };
        self.lines.get(at).map_or(END, |l| l.top)
    }

    fn core(&self, at: Option<usize>) -> &str {
        let Some(at) = at else { return "^" };
        self.lines.get(at).map_or("$", |l| &l.label.core)
    }

    /// Keys of one line: its own words and its neighbours.
    pub(super) fn line(&self, i: usize) -> Vec<Key> {
        let mut keys = self.own_words(i);
        let own = self.lines[i].label.core.as_str();
        let (before, after) = (self.top(i.checked_sub(1)), self.top(Some(i + 1)));
        keys.extend([
            self.key(b'0'),
            self.key(b'p').text(self.core(i.checked_sub(1))),
            self.key(b'n').text(self.core(Some(i + 1))),
            self.key(b'P').concept(before),
            self.key(b'N').concept(after),
            self.key(b'Q').concept(self.top(i.checked_sub(2))),
            self.key(b'M').concept(self.top(Some(i + 2))),
            self.key(b'X').concept(self.below[i]),
            self.key(b'Y').concept(self.above[i]),
            self.key(b'j').text(own).and().concept(before),
            self.key(b'k').text(own).and().concept(after),
            self.key(b'x').text(own).and().concept(self.below[i]),
            self.key(b'y').text(own).and().concept(self.above[i]),
            self.key(b'r').text(own).and().text(self.occurrence[i]),
            self.key(b'o').text(["0", "1", "2", "3", "4"][(i * 5 / self.lines.len()).min(4)]),
        ]);
        keys.extend(self.era.map(|era| self.key(b'e').text(era)));
        keys
    }

    fn own_words(&self, i: usize) -> Vec<Key> {
        let label = &self.lines[i].label;
        let words: Vec<&str> = label.core.split(' ').filter(|w| !w.is_empty()).collect();
        let mut keys: Vec<Key> = words.iter().map(|w| self.key(b'w').text(w)).collect();
        keys.extend(words.windows(2).map(|w| self.key(b'g').text(w[0]).and().text(w[1])));
        keys.extend(label.bracketed.iter().map(|w| self.key(b'v').text(w)));
        keys.push(self.key(b'b').text(&label.core));
        keys.push(self.key(b'F').text(words.first().unwrap_or(&"")));
        keys.push(self.key(b'Z').text(words.last().unwrap_or(&"")));
        keys.sort_unstable();
        keys.dedup();
        keys
    }
}

fn occurrences(lines: &[Line]) -> Vec<&'static str> {
    let mut count: HashMap<&str, usize> = HashMap::new();
    lines.iter().for_each(|l| *count.entry(&l.label.core).or_default() += 1);
    let mut met = HashSet::new();
    let mark = |l: &Line| match (met.insert(l.label.core.clone()), count[l.label.core.as_str()]) {
        (true, 1) => "once",
        (true, _) => "first",
        (false, _) => "again",
    };
    lines.iter().map(mark).collect()
}

fn anchors<'a>(lines: impl Iterator<Item = &'a Line>, dividing: &[u16], edge: u16) -> Vec<u16> {
    let mut at = edge;
    lines
        .map(|line| {
            let here = at;
            if dividing.contains(&line.top) {
                at = line.top;
            }
            here
        })
        .collect()
}
