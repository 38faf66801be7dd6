//! What printed labels stood for, counted by filers.

use std::collections::{BTreeMap, HashMap, HashSet};

use crate::evidence::{Evidence, Today};
use crate::taxonomy::label::Label;

/// Concepts kept for one word.
const POSTINGS: usize = 80;

/// How often which concept.
pub type Tally = BTreeMap<u16, f32>;

/// For each kind of statement: full label, core label, word, anything -> concept -> number of filers.
#[derive(Default)]
pub struct Counts {
    pub full: BTreeMap<(u8, String), Tally>,
    pub core: BTreeMap<(u8, String), Tally>,
    pub word: BTreeMap<(u8, String), Tally>,
    pub prior: BTreeMap<u8, Tally>,
}

impl Counts {
    /// Counts the evidence of the filers wanted, and the labels of today.
    pub fn of(evidence: &Evidence, wanted: impl Fn(&str) -> bool, today: &[Today]) -> Self {
        let mut counts = Self::default();
        let mut labels: HashMap<&str, Label> = HashMap::new();
        let mut seen = HashSet::new();
        for statement in evidence.statements.iter().filter(|s| wanted(s.filer)) {
            for line in &statement.lines {
                let Some(concept) = line.concept else { continue };
                let label = labels.entry(line.label).or_insert_with(|| Label::of(line.label));
                let mut new = |form: u8, text: &str| seen.insert((statement.filer, statement.kind, form, text.to_owned(), concept));
                let (full, core) = (new(0, &label.full), new(1, &label.core));
                counts.add(statement.kind, label, concept, statement.weight, (full, core));
            }
        }
        for known in &evidence.labels {
            counts.add(known.kind, &Label::of(known.label), known.concept, known.weight, (true, true));
        }
        today.iter().for_each(|label| counts.add_of_today(label));
        counts.keep_what_tells();
        counts
    }

    /// A label of today counts as a whole, and where it is all a trade's by the pairs of its words: single ones stand in too many other lines.
    fn add_of_today(&mut self, Today { known, by_pairs }: &Today) {
        let Label { full, core, .. } = Label::of(known.label);
        let count = |table: &mut BTreeMap<(u8, String), Tally>, text: String| {
            *table.entry((known.kind, text)).or_default().entry(known.concept).or_default() += known.weight;
        };
        let pairs = words(&core).into_iter().filter(|word| *by_pairs && word.contains(' '));
        pairs.for_each(|pair| count(&mut self.word, pair));
        count(&mut self.full, full);
        count(&mut self.core, core);
    }

    fn add(&mut self, kind: u8, label: &Label, concept: u16, weight: f32, (full, core): (bool, bool)) {
        if full {
            *self.full.entry((kind, label.full.clone())).or_default().entry(concept).or_default() += weight;
        }
        if core {
            *self.core.entry((kind, label.core.clone())).or_default().entry(concept).or_default() += weight;
            *self.prior.entry(kind).or_default().entry(concept).or_default() += weight;
            for word in words(&label.core) {
                *self.word.entry((kind, word)).or_default().entry(concept).or_default() += weight;
            }
        }
    }

    /// A full label that is the only one of its core says no more than that; rare words say nothing.
    fn keep_what_tells(&mut self) {
        let core = |full: &str| Label::of(&full.replace('#', "1")).core;
        let mut forms: HashMap<(u8, String), u32> = HashMap::new();
        self.full.keys().for_each(|(kind, full)| *forms.entry((*kind, core(full))).or_default() += 1);
        self.full.retain(|(kind, full), found| forms[&(*kind, core(full))] > 1 && sum(found) > 1.0);
        self.word.retain(|(_, word), found| {
            let mut best: Vec<(u16, f32)> = found.iter().map(|(c, n)| (*c, *n)).collect();
            best.sort_by(|a, b| b.1.total_cmp(&a.1));
            best.truncate(POSTINGS);
            let few = best.len() <= 3;
            *found = best.into_iter().filter(|(_, n)| *n > 1.0 || few).collect();
            !found.is_empty() && (!word.contains(' ') || sum(found) > 1.0)
        });
    }
}

/// All counts of a tally together.
pub fn sum(tally: &Tally) -> f32 {
    tally.values().sum()
}

/// The words of a core label and their neighbouring pairs.
fn words(core: &str) -> HashSet<String> {
    let words: Vec<&str> = core.split(' ').filter(|w| !w.is_empty()).collect();
    words.iter().map(|w| (*w).to_owned()).chain(words.windows(2).map(|w| w.join(" "))).collect()
}
