//! The linker: which standard concept a printed line stands for.
//!
//! In: the lines of one statement. Out: for each line the concepts it may stand for, best first. Never: figures' scale, periods.

mod accept;
mod context;
mod grounds;
mod guess;
mod heading;
mod kind;
mod likeness;
mod line;
mod minority;
mod namesake;
mod older;
mod per_share;
mod place;
mod pretax;
mod sole;
mod sums;
mod synonyms;
mod takings;
mod tally;
mod tops;
mod trade;
mod unlabelled;
mod usual;
mod weigh;
mod wording;

pub(in crate::map) use accept::{accepted, says_paid};
pub use grounds::Grounds;
use guess::Guesser;
use kind::Kind;
pub use kind::UnitKind;
use rust_decimal::Decimal;
use weigh::{Scored, weigh};

use crate::report::{Candidate, Confidence, StatementKind};
use crate::taxonomy::lexicon::Lexicon;

/// Below this confidence of the first candidate the caller makes an extension concept.
pub const ACCEPT: Confidence = Confidence::percent(56);

/// A printed line as the linker sees it.
#[derive(Clone, Copy, Debug)]
pub struct LinkLine<'a> {
    /// The label as printed, wrapped lines joined; empty for an unlabelled subtotal.
    pub label: &'a str,
    /// The headings above it, outermost first.
    pub sections: &'a [&'a str],
    /// Indentation, from 0.
    pub depth: u8,
    /// Whether it is a total by its label, the rule above it or the arithmetic.
    pub total: bool,
    /// What its figures count.
    pub unit: UnitKind,
    /// Its figures, one place a column.
    pub amounts: &'a [Option<Decimal>],
    /// The lines (by place) that sum to this one with their weights, if the arithmetic found them.
    pub parts: &'a [(usize, i8)],
}

impl LinkLine<'_> {
    fn is_labelled(&self) -> bool {
        self.label.chars().any(char::is_alphabetic)
    }

    fn is_unlabelled_total(&self) -> bool {
        self.total && !self.is_labelled()
    }
}

/// Finds for each line of one statement the concepts of us-gaap 2023 it may stand for, best first.
///
/// The confidence of the first is the probability that it is what a filer would choose; nothing fits an empty list's line.
pub fn link(kind: StatementKind, lines: &[LinkLine<'_>]) -> Vec<Vec<Candidate>> {
    Linker::default().link(kind, lines)
}

/// The linker with its lexicon and what is known of the release.
#[derive(Clone, Copy, Debug)]
pub struct Linker {
    /// What labels stood for elsewhere.
    pub lexicon: Lexicon,
    /// The year that the release reports on, where known: names of concepts change with the standards.
    pub year: Option<i32>,
    /// Whether the figures are known to be of days: in a table of all sorts of lines a label is then one of a balance sheet, if of any.
    pub balances: bool,
}

impl Default for Linker {
    fn default() -> Self {
        Self { lexicon: Lexicon::embedded(), year: None, balances: false }
    }
}

/// A line's candidates and what the first of them rests on.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Linked {
    /// The concepts it may stand for, best first.
    pub candidates: Vec<Candidate>,
    /// What the first rests on.
    pub grounds: Grounds,
}

impl Linker {
    /// As [`link`].
    pub fn link(&self, kind: StatementKind, lines: &[LinkLine<'_>]) -> Vec<Vec<Candidate>> {
        self.explain(kind, lines).into_iter().map(|linked| linked.candidates).collect()
    }

    /// As [`link`], with what the choices rest on.
    pub fn explain(&self, kind: StatementKind, lines: &[LinkLine<'_>]) -> Vec<Linked> {
        let printed = lines;
        let labels: Vec<_> = lines.iter().map(|line| wording::plain(line, kind)).collect();
        let plain: Vec<LinkLine> = lines.iter().zip(&labels).map(|(line, label)| LinkLine { label, ..*line }).collect();
        let lines = plain.as_slice();
        let mut found = match Kind::of(kind) {
            Some(kind) => self.of_kind(kind, lines),
            None => self.mixed(kind, lines),
        };
        unlabelled::prove(kind, lines, &mut found);
        match kind {
            StatementKind::BalanceSheet => {
                unlabelled::property(lines, &mut found);
                unlabelled::balance(lines, &mut found);
            }
            StatementKind::Income => unlabelled::costs(lines, &mut found),
            _ => {}
        }
        let named = found.into_iter().zip(lines).map(|(weighed, line)| {
            let mut linked = self.linked(weighed);
            per_share::name(line, &mut linked.candidates);
            older::name(kind, line, &mut linked.candidates);
            namesake::name(kind, line, &mut linked);
            trade::name(kind, line, &mut linked);
            linked
        });
        let mut linked: Vec<Linked> = named.collect();
        match kind {
            StatementKind::BalanceSheet => sole::name(lines, &mut linked),
            StatementKind::Income => {
                pretax::name(lines, &mut linked);
                pretax::name_sole(lines, &mut linked);
                minority::name(lines, &mut linked);
                minority::name_controlling(printed, &mut linked);
                takings::name(printed, &mut linked);
            }
            _ => {}
        }
        linked
    }

    fn linked(&self, weighed: Weighed) -> Linked {
        let confidence = |p: f32| Confidence::new(self.lexicon.calibrated(f64::from(p * weighed.trust)));
        let told = weighed.scored.iter().take(SHOWN).filter(|(_, p)| *p > 0.005);
        let candidates = told.map(|(c, p)| Candidate { concept: c.name(), confidence: confidence(*p) }).collect();
        Linked { candidates, grounds: weighed.grounds }
    }

    fn of_kind(&self, kind: Kind, lines: &[LinkLine<'_>]) -> Vec<Weighed> {
        let mut guesser = Guesser::new(&self.lexicon, kind);
        let (known, scored) = weigh(&mut guesser, kind, lines, self.year);
        let borne_out = sums::borne_out(lines, &scored);
        let weighed = known.iter().zip(lines).zip(scored).zip(borne_out).map(|(((line, printed), scored), borne_out)| {
            let grounds = scored.first().map(|(c, _)| Grounds::of(&self.lexicon, &guesser, (kind, printed), line, *c)).unwrap_or_default();
            let borne_out = borne_out && (!printed.parts.is_empty() || grounds.knows_label());
            let trust = grounds.trust(printed).max(if borne_out { BORNE_OUT } else { 0.0 });
            Weighed { scored, grounds, trust }
        });
        weighed.collect()
    }

    /// Tables of lines of several statements: each line as a line of the statement in which its label is most at home.
    fn mixed(&self, kind: StatementKind, lines: &[LinkLine<'_>]) -> Vec<Weighed> {
        let mut best: Vec<(f32, Weighed)> = lines.iter().map(|_| (0.0, Weighed::default())).collect();
        for as_kind in [Kind::Income, Kind::BalanceSheet, Kind::CashFlow] {
            for (weighed, best) in self.of_kind(as_kind, lines).into_iter().zip(&mut best) {
                let sure = weighed.scored.first().map_or(0.0, |(_, p)| *p);
                let home =
                    sure * weighed.grounds.filers.ln_1p().max(0.2) * if self.balances { of_days(as_kind) } else { leaning(kind, as_kind) };
                if home > best.0 {
                    *best = (home, weighed);
                }
            }
        }
        best.into_iter().map(|(_, weighed)| weighed.among_others()).collect()
    }
}

/// The candidates of a line with their probabilities.
#[derive(Clone, Debug, Default)]
struct Weighed {
    scored: Vec<Scored>,
    grounds: Grounds,
    trust: f32,
}

impl Weighed {
    /// In a table of all sorts of lines a label must be well known to be taken for a line of a statement.
    fn among_others(mut self) -> Self {
        self.trust *= self.grounds.filers / (self.grounds.filers + 4.0);
        self
    }
}

/// How much likelier such a table holds lines of one statement than of the others.
fn leaning(kind: StatementKind, as_kind: Kind) -> f32 {
    match (kind, as_kind) {
        (StatementKind::PerShare, Kind::Income) => 3.0,
        (_, Kind::Income) => 1.5,
        (_, Kind::BalanceSheet) => 1.0,
        _ => 0.7,
    }
}

/// The same for a table whose figures are of days.
fn of_days(as_kind: Kind) -> f32 {
    if as_kind == Kind::BalanceSheet { 3.0 } else { 0.3 }
}

/// The trust in what the arithmetic bears out.
const BORNE_OUT: f32 = 0.95;

/// Candidates shown for a line.
const SHOWN: usize = 6;

impl Kind {
    fn of(kind: StatementKind) -> Option<Self> {
        match kind {
            StatementKind::Income => Some(Self::Income),
            StatementKind::BalanceSheet => Some(Self::BalanceSheet),
            StatementKind::CashFlow => Some(Self::CashFlow),
            StatementKind::Equity => Some(Self::Equity),
            _ => None,
        }
    }
}
