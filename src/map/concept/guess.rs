//! First guesses: what a label stood for elsewhere, and failing that what its words stood for.

use std::sync::{Arc, OnceLock};

use super::kind::{Kind, UnitKind};
use super::tally::Tally;
use crate::taxonomy::label::Label;
use crate::taxonomy::lexicon::{Key, Lexicon, Posting};
use crate::taxonomy::{DataType, ElementId, PeriodType};

/// How many concepts of a line are weighed against each other.
const CANDIDATES: usize = 16;
/// Likelihoods below this one (by words alone) don't count.
const FAINT: f32 = -12.0;
const PRIOR_CHUNK: u16 = 200;

/// How many filers use a concept in a kind of statement, and how many lines there are of it.
struct Prior {
    users: Tally,
    total: f32,
}

impl Prior {
    /// Of the built-in lexicon it is worked out once.
    fn of(lexicon: &Lexicon, kind: Kind) -> Arc<Self> {
        static BUILT_IN: [OnceLock<Arc<Prior>>; Kind::ALL.len()] = [const { OnceLock::new() }; Kind::ALL.len()];
        let found = || Arc::new(Self::count(lexicon, kind));
        if lexicon.is_embedded() { BUILT_IN[kind as usize].get_or_init(found).clone() } else { found() }
    }

    fn count(lexicon: &Lexicon, kind: Kind) -> Self {
        let mut users = Tally::default();
        for chunk in 0..PRIOR_CHUNK {
            let mut any = false;
            for p in lexicon.postings(Key::new(b'R', kind.letter()).text(&chunk.to_string())) {
                users.add(p.concept, p.count());
                any = true;
            }
            if !any {
                break;
            }
        }
        let total = users.sum().max(1.0);
        Self { users, total }
    }
}

/// Guesses for the lines of one kind of statement.
pub(super) struct Guesser<'a> {
    lexicon: &'a Lexicon,
    kind: Kind,
    prior: Arc<Prior>,
    words: Tally,
    mix: Tally,
}

/// A concept with its probability.
pub(super) type Guess = (ElementId, f32);

impl<'a> Guesser<'a> {
    pub(super) fn new(lexicon: &'a Lexicon, kind: Kind) -> Self {
        Self { lexicon, kind, prior: Prior::of(lexicon, kind), words: Tally::default(), mix: Tally::default() }
    }

    /// What it looks labels up in.
    pub(super) fn lexicon(&self) -> &'a Lexicon {
        self.lexicon
    }

    /// The concepts of a label, the likeliest first.
    pub(super) fn guess(&mut self, label: &Label, unit: UnitKind) -> Vec<Guess> {
        self.by_words(&label.core);
        std::mem::swap(&mut self.words, &mut self.mix);
        let anywhere = self.anywhere(&label.core);
        self.blend(&anywhere, 1.0);
        self.blend(&self.counts(b'C', &label.core), 0.5);
        self.blend(&self.counts(b'A', &label.full), 0.5);
        self.best(unit, stated_unit(&label.full))
    }

    /// How many lines there are of this kind, each filer's label counted once.
    pub(super) fn total(&self) -> f32 {
        self.prior.total
    }

    /// How many filers use a concept in statements of this kind.
    pub(super) fn users(&self, concept: ElementId) -> f32 {
        self.prior.users.get(concept)
    }

    /// How many filers' lines of this kind bear the label.
    pub(super) fn support(&self, label: &Label) -> f32 {
        self.counts(b'C', &label.core).iter().map(|(_, n)| n).sum()
    }

    /// How many filers chose which concept for a label, by its full words or its core.
    pub(super) fn counts(&self, tag: u8, text: &str) -> Vec<Guess> {
        self.postings(tag, self.kind, text).map(|p| (p.concept, p.count())).collect()
    }

    fn postings(&self, tag: u8, kind: Kind, text: &str) -> impl Iterator<Item = Posting> + use<> {
        self.lexicon.postings(Key::new(tag, kind.letter()).text(text))
    }

    fn anywhere(&self, core: &str) -> Vec<Guess> {
        let mut tally: Vec<Guess> = Vec::new();
        for posting in Kind::ALL.into_iter().flat_map(|kind| self.postings(b'C', kind, core)) {
            if self.prior.users.get(posting.concept) > 0.0 {
                match tally.iter_mut().find(|(c, _)| *c == posting.concept) {
                    Some((_, n)) => *n += posting.count(),
                    None => tally.push((posting.concept, posting.count())),
                }
            }
        }
        tally
    }

    /// Mixes counted evidence over what is guessed so far: the more filers and the fewer concepts, the more it weighs.
    fn blend(&mut self, found: &[Guess], weight: f32) {
        if found.is_empty() {
            return;
        }
        let count: f32 = found.iter().map(|(_, n)| n).sum();
        let rest = weight * (found.len() as f32).sqrt();
        self.mix.scale(rest / (count + rest));
        for (concept, n) in found {
            self.mix.add(*concept, n / (count + rest));
        }
    }

    /// Naive Bayes over the words and their pairs, flattened, into `words`.
    fn by_words(&mut self, core: &str) {
        self.words.clear();
        let mut weights = 0.0;
        for (key, weight) in features(core, self.kind) {
            let sum: f32 = self.lexicon.postings(key).map(Posting::count).sum();
            if sum == 0.0 {
                continue;
            }
            weights += weight;
            let expected = 2.0 * sum / self.prior.total;
            for posting in self.lexicon.postings(key) {
                self.words.add(posting.concept, weight * (posting.count() / expected).ln_1p());
            }
        }
        let Prior { users: prior, total } = &*self.prior;
        self.words.map(|concept, score| {
            let n = prior.get(concept).max(0.5);
            score + (n / total).ln() + weights * (2.0 / (n + 2.0)).ln()
        });
        let top = self.words.iter().map(|(_, s)| s).fold(f32::MIN, f32::max);
        self.words.map(|_, s| if s > top + FAINT { ((s - top) / 1.5).exp() } else { 0.0 });
        let sum = self.words.sum();
        self.words.scale(1.0 / sum.max(f32::MIN_POSITIVE));
    }

    fn best(&self, unit: UnitKind, stated: Option<UnitKind>) -> Vec<Guess> {
        let mut found: Vec<Guess> = self.mix.iter().filter(|(_, p)| *p > 1e-6).collect();
        found.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        let fits = |c: ElementId| self.kind.holds(c) && unit.fits(c) && stated.is_none_or(|s| s.fits(c));
        // many are thought of and few kept, for every line of a table: the others' types are not asked for
        let mut kept: Vec<Guess> = found.into_iter().filter(|(c, _)| fits(*c)).take(CANDIDATES).collect();
        kept.shrink_to_fit();
        let sum: f32 = kept.iter().map(|(_, p)| p).sum();
        kept.iter_mut().for_each(|(_, p)| *p /= sum.max(f32::MIN_POSITIVE));
        kept
    }
}

impl Kind {
    /// Whether a concept's facts can stand in such a statement: a balance sheet holds moments only.
    fn holds(self, concept: ElementId) -> bool {
        self != Self::BalanceSheet || concept.period_type() == PeriodType::Instant
    }
}

impl UnitKind {
    /// Whether a concept's facts can have such a unit.
    pub(super) fn fits(self, concept: ElementId) -> bool {
        let data_type = concept.data_type();
        match self {
            Self::Money => data_type == DataType::Monetary,
            Self::PerShare => data_type == DataType::PerShare,
            Self::Shares => data_type == DataType::Shares,
            Self::Ratio => matches!(data_type, DataType::Percent | DataType::Pure | DataType::Decimal),
            Self::Count => matches!(data_type, DataType::Integer | DataType::Pure | DataType::Decimal | DataType::Shares),
            Self::Unknown => data_type.is_numeric(),
        }
    }
}

/// The unit that a label itself states, as viewers of filings print it: (in shares), (in dollars per share).
fn stated_unit(full: &str) -> Option<UnitKind> {
    if full.ends_with(" in shares") {
        return Some(UnitKind::Shares);
    }
    [" in dollars per share", " in usd per share"].iter().any(|end| full.ends_with(end)).then_some(UnitKind::PerShare)
}

/// The keys of a core label's words and neighbouring pairs, each with its weight.
fn features(core: &str, kind: Kind) -> Vec<(Key, f32)> {
    let key = Key::new(b'W', kind.letter());
    let words: Vec<&str> = core.split(' ').filter(|w| !w.is_empty()).collect();
    let pairs = words.windows(2).map(|w| (key.text(w[0]).text(" ").text(w[1]), 0.5));
    distinct(words.iter().map(|w| (key.text(w), 1.0)).chain(pairs).collect())
}

fn distinct(mut keys: Vec<(Key, f32)>) -> Vec<(Key, f32)> {
    keys.sort_unstable_by_key(|(k, _)| *k);
    keys.dedup_by_key(|(k, _)| *k);
    keys
}
