//! What the page means: the fact graph, facts and the relations between them.
//!
//! In: nothing (types only). Out: `Report`. Never: layout, XBRL syntax, contexts (a context is syntax; here a fact has aspects).

mod aspects;
mod dimensions;
mod fact;
mod sentence;
mod statement;

pub use aspects::{Aspects, Entity, Measure, Period, Unit};
pub use dimensions::Dimensions;
pub use fact::{Candidate, Confidence, Decimals, Fact, FactId, Origin, Placement, Value};
pub use sentence::{Base, Comparison, DayRole, NamedQuarter, PrintedDay, Sentence, Stated};
pub use statement::{Line, LineKind, Statement, StatementKind};

use std::sync::Arc;

use indexmap::IndexMap;

use crate::source::Source;
use crate::taxonomy::{Concept, QName};

/// Everything a release says, as facts and relations.
#[derive(Clone, Debug)]
pub struct Report {
    /// The file it was read from.
    pub source: Arc<Source>,
    /// Whose report it is.
    pub entity: Entity,
    /// The period the release is about: the newest it reports on, and the default of undated facts.
    pub period: Period,
    /// The facts; a fact's id is its index.
    pub facts: Vec<Fact>,
    /// How facts hang together.
    pub relations: Vec<Relation>,
    /// The tables as printed, with the facts of their cells.
    pub statements: Vec<Statement>,
    /// The sentences that state amounts, for the checks.
    pub sentences: Vec<Sentence>,
    /// Every day that is printed, for the checks.
    pub days: Vec<PrintedDay>,
    /// The quarters that calls and titles are about, for the checks.
    pub quarters: Vec<NamedQuarter>,
    /// Every concept that a fact, a line or a relation uses: standard and the entity's own.
    pub concepts: IndexMap<QName, Concept>,
    /// Every axis that a fact uses, with the label of each of its members that is used.
    pub axes: IndexMap<QName, Axis>,
}

/// A dimension and the members of it that occur.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Axis {
    /// The axis's label.
    pub label: String,
    /// Members in order of appearance, with their labels.
    pub members: IndexMap<QName, String>,
}

/// How facts hang together.
#[derive(Clone, Debug, PartialEq)]
pub enum Relation {
    /// A total and its parts, each with its weight (1 or -1); found in the figures of one statement column.
    SumsTo {
        /// The total.
        total: FactId,
        /// The parts in printed order.
        parts: Vec<(FactId, i8)>,
        /// Index of the statement in `Report::statements`.
        statement: usize,
    },
    /// A stated change from one fact to another.
    ChangedBy {
        /// The earlier or compared fact.
        earlier: FactId,
        /// The later fact.
        later: FactId,
        /// The stated change, an amount or a percentage.
        stated: FactId,
    },
    /// Two printed figures of one fact that differ.
    Conflicts {
        /// The one that stands for the fact.
        kept: FactId,
        /// The other one.
        other: FactId,
        /// What is printed where, and which is kept and why: the text of the footnote on both.
        note: String,
    },
}

impl Report {
    /// A fact by its id.
    pub fn fact(&self, id: FactId) -> &Fact {
        &self.facts[id.index()]
    }

    /// Facts with their ids.
    pub fn facts(&self) -> impl Iterator<Item = (FactId, &Fact)> {
        self.facts.iter().enumerate().map(|(i, fact)| (FactId::new(i), fact))
    }

    /// The sentences of the running text, headlines left out.
    pub fn body(&self) -> impl Iterator<Item = &Sentence> {
        self.sentences.iter().filter(|sentence| !sentence.headline)
    }

    /// The definition of a fact's concept.
    ///
    /// # Panics
    /// If the report was put together without it; `map` never does.
    pub fn concept(&self, name: &QName) -> &Concept {
        &self.concepts[name]
    }
}
