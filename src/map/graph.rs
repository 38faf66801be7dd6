//! The fact graph under construction: facts that say the same are one, names are made once, ids are given in printed order.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use indexmap::IndexMap;
use rust_decimal::Decimal;

use super::name::{camel, likened, member_name, nc_name};
use super::said::ByAspects;
use crate::report::{
    Aspects, Axis, Candidate, Confidence, Decimals, Dimensions, Entity, Fact, FactId, NamedQuarter, Origin, Period, PrintedDay, Relation,
    Report, Sentence, Statement, Value,
};
use crate::source::{Source, Span};
use crate::taxonomy::{Balance, Concept, DataType, PeriodType, QName};

/// Facts, names and relations as they are found.
pub(crate) struct Graph {
    source: Arc<Source>,
    pub(crate) entity: Entity,
    pub(crate) period: Period,
    pub(crate) facts: Vec<Fact>,
    pub(crate) relations: Vec<Relation>,
    pub(crate) statements: Vec<Statement>,
    pub(crate) concepts: IndexMap<QName, Concept>,
    pub(crate) axes: IndexMap<QName, Axis>,
    pub(crate) sentences: Vec<Sentence>,
    pub(crate) days: Vec<PrintedDay>,
    pub(crate) quarters: Vec<NamedQuarter>,
    prefix: Arc<str>,
    /// The members made so far, by their axis and what tells them from others.
    members: HashMap<(QName, String), QName>,
    /// The dimensions of all facts, each once.
    dimensions: HashSet<Dimensions>,
    by_aspects: ByAspects,
    by_amount: HashMap<Decimal, Vec<FactId>>,
    /// Where each fact was said: one that a table of thousands repeats has as many places.
    places: HashSet<(FactId, Span)>,
}

/// What is to be stated as a fact.
pub(crate) struct Claim {
    pub(crate) aspects: Aspects,
    pub(crate) value: Value,
    pub(crate) label: String,
    pub(crate) origin: Origin,
    pub(crate) confidence: Confidence,
    pub(crate) candidates: Arc<[Candidate]>,
}

/// How many facts of one amount are remembered by it.
const MOST_ALIKE: usize = 200;

impl Graph {
    pub(crate) fn new(source: Arc<Source>, entity: Entity, period: Period) -> Self {
        Self {
            prefix: entity.prefix.as_str().into(),
            source,
            entity,
            period,
            facts: Vec::new(),
            relations: Vec::new(),
            statements: Vec::new(),
            concepts: IndexMap::new(),
            axes: IndexMap::new(),
            sentences: Vec::new(),
            days: Vec::new(),
            quarters: Vec::new(),
            members: HashMap::new(),
            dimensions: HashSet::new(),
            by_aspects: ByAspects::default(),
            by_amount: HashMap::new(),
            places: HashSet::new(),
        }
    }

    /// States a fact. One that is already there and says the same, as far as both are accurate, gets another origin; one that says
    /// otherwise stays beside it, under the same aspects, for `conflict` to settle.
    pub(crate) fn state(&mut self, claim: Claim) -> FactId {
        let said = self.with_aspects(&claim.aspects).find(|id| agree(&self.facts[id.index()].value, &claim.value));
        if let Some(id) = said {
            self.add_origin(id, claim);
            return id;
        }
        let id = FactId::new(self.facts.len());
        self.by_aspects.insert(&claim.aspects, id);
        if let Value::Number { amount, .. } = claim.value {
            let alike = self.by_amount.entry(amount).or_default();
            if alike.len() < MOST_ALIKE {
                alike.push(id);
            }
        }
        self.places.insert((id, claim.origin.span()));
        let aspects = self.shared(claim.aspects);
        self.facts.push(Fact {
            aspects,
            value: claim.value,
            label: claim.label,
            origins: vec![claim.origin],
            confidence: claim.confidence,
            candidates: claim.candidates,
        });
        id
    }

    /// The same aspects, of names and dimensions that the graph holds already: very many facts have the same ones.
    fn shared(&mut self, mut aspects: Aspects) -> Aspects {
        if let Some((name, _)) = self.concepts.get_key_value(&aspects.concept) {
            aspects.concept.clone_from(name);
        }
        match self.dimensions.get(&aspects.dimensions) {
            _ if aspects.dimensions.is_empty() => {}
            Some(known) => aspects.dimensions.clone_from(known),
            None => drop(self.dimensions.insert(aspects.dimensions.clone())),
        }
        aspects
    }

    fn add_origin(&mut self, id: FactId, claim: Claim) {
        let is_new = self.places.insert((id, claim.origin.span()));
        let fact = &mut self.facts[id.index()];
        if more_accurate(&claim.value, &fact.value) {
            fact.value = claim.value;
            fact.origins.insert(0, claim.origin);
        } else if is_new {
            fact.origins.push(claim.origin);
        }
        fact.confidence = fact.confidence.max(claim.confidence);
    }

    /// The facts stated with these very aspects.
    pub(crate) fn with_aspects<'a>(&'a self, aspects: &'a Aspects) -> impl Iterator<Item = FactId> + Clone {
        self.by_aspects.near(aspects).iter().copied().filter(|id| self.facts[id.index()].aspects == *aspects)
    }

    /// The facts first stated with this very amount; of very many only the first, so that looking among them stays quick.
    pub(crate) fn with_amount(&self, amount: Decimal) -> &[FactId] {
        self.by_amount.get(&amount).map_or(&[], Vec::as_slice)
    }

    /// Whether a fact of an amount, on either side of zero, was read from this very place.
    pub(crate) fn is_stated_at(&self, amount: Decimal, place: Span) -> bool {
        [amount, -amount].into_iter().any(|amount| self.with_amount(amount).iter().any(|id| self.places.contains(&(*id, place))))
    }

    /// Facts that were stated more than once with different values, in order of their first place.
    pub(crate) fn clashes(&self) -> Vec<Vec<FactId>> {
        let mut clashes: Vec<Vec<FactId>> = Vec::new();
        for id in self.by_aspects.groups().flatten() {
            let said: Vec<FactId> = self.with_aspects(&self.facts[id.index()].aspects).collect();
            if said.len() > 1 && said[0] == *id {
                clashes.push(said);
            }
        }
        clashes.sort();
        clashes
    }

    /// Gives a fact other aspects: puts it under a dimension, say.
    pub(crate) fn reassign(&mut self, id: FactId, aspects: Aspects) {
        self.by_aspects.remove(&self.facts[id.index()].aspects, id);
        self.by_aspects.insert(&aspects, id);
        self.facts[id.index()].aspects = self.shared(aspects);
    }

    /// Takes facts out; the others are numbered anew, and what hung on those taken out is gone.
    #[expect(clippy::disallowed_methods, clippy::iter_over_hash_type, reason = "each entry is changed for itself")]
    pub(crate) fn remove(&mut self, taken: &[FactId]) {
        if taken.is_empty() {
            return;
        }
        let taken: HashSet<FactId> = taken.iter().copied().collect();
        let mut next = 0..;
        let new: Vec<Option<FactId>> =
            (0..self.facts.len()).map(|i| if taken.contains(&FactId::new(i)) { None } else { next.next().map(FactId::new) }).collect();
        let moved = |id: FactId| new[id.index()];
        let mut at = 0..;
        self.facts.retain(|_| at.next().is_some_and(|i: usize| new[i].is_some()));
        let relations = std::mem::take(&mut self.relations);
        self.relations = relations.into_iter().filter_map(|relation| renumbered(relation, &moved)).collect();
        for cell in self.statements.iter_mut().flat_map(|s| &mut s.lines).flat_map(|line| &mut line.cells) {
            *cell = cell.and_then(moved);
        }
        self.by_aspects.renumber(moved);
        for ids in self.by_amount.values_mut() {
            *ids = ids.iter().copied().filter_map(moved).collect();
        }
        self.places = self.places.drain().filter_map(|(id, span)| Some((moved(id)?, span))).collect();
    }

    /// Registers a standard concept; answers its name.
    pub(crate) fn standard(&mut self, concept: &Concept) -> QName {
        self.concepts.entry(concept.name.clone()).or_insert_with(|| concept.clone()).name.clone()
    }

    /// A concept of the entity's own for a label; the same label and type give the same concept, another type another name.
    pub(crate) fn own_concept(&mut self, label: &str, data_type: DataType, period_type: PeriodType, balance: Option<Balance>) -> QName {
        let stem = nc_name(&camel(label), "Item");
        for local in std::iter::once(stem.clone()).chain(suffixes(data_type).map(|s| format!("{stem}{s}"))) {
            let name = QName::new(Arc::clone(&self.prefix), local);
            match self.concepts.get(&name) {
                Some(known) if known.data_type == data_type && known.period_type == period_type => return known.name.clone(),
                Some(_) => {}
                None => {
                    let concept = Concept { name: name.clone(), label: short_label(label), data_type, period_type, balance };
                    self.concepts.insert(name.clone(), concept);
                    return name;
                }
            }
        }
        unreachable!("suffixes never end")
    }

    /// A member of an axis for a label; the same label gives the same member. The axis is made on first use.
    ///
    /// One that differs in the number of its nouns or in how it writes the United States is the same.
    pub(crate) fn member(&mut self, axis: &QName, axis_label: &str, label: &str) -> QName {
        let own = || QName::new(Arc::clone(&self.prefix), member_name(label));
        let name = self.members.entry((axis.clone(), likened(label))).or_insert_with(own).clone();
        self.standard_member(axis, axis_label, &name, label);
        name
    }

    /// Whether a member of any axis is called so.
    pub(crate) fn has_member_called(&self, label: &str) -> bool {
        let label = likened(label);
        self.axes.keys().any(|axis| self.members.contains_key(&(axis.clone(), label.clone())))
    }

    /// The member of an axis that is called so.
    pub(crate) fn member_called(&self, axis: &QName, label: &str) -> Option<QName> {
        self.members.get(&(axis.clone(), likened(label))).cloned()
    }

    /// Registers a member by its name, standard or own.
    pub(crate) fn standard_member(&mut self, axis: &QName, axis_label: &str, member: &QName, label: &str) {
        let axis = self.axes.entry(axis.clone()).or_insert_with(|| Axis { label: axis_label.to_owned(), members: IndexMap::new() });
        axis.members.entry(member.clone()).or_insert_with(|| short_label(label));
    }

    /// The name of an axis of the entity's own: `Donor Center` gives `hema:DonorCenterAxis`.
    pub(crate) fn own_axis(&self, label: &str) -> QName {
        QName::new(Arc::clone(&self.prefix), format!("{}Axis", nc_name(&camel(label), "Item")))
    }

    /// The finished report: only names that are used.
    pub(crate) fn finish(mut self) -> Report {
        let used: HashSet<&QName> = self
            .facts
            .iter()
            .map(|f| &f.aspects.concept)
            .chain(self.statements.iter().flat_map(|s| s.lines.iter().filter_map(|l| l.concept.as_ref())))
            .collect();
        self.concepts.retain(|name, _| used.contains(name));
        let members: HashSet<(&QName, &QName)> = self.facts.iter().flat_map(|f| f.aspects.dimensions.iter()).collect();
        for (axis, known) in &mut self.axes {
            known.members.retain(|member, _| members.contains(&(axis, member)));
        }
        self.axes.retain(|_, axis| !axis.members.is_empty());
        self.concepts.shrink_to_fit();
        self.facts.shrink_to_fit();
        Report {
            source: self.source,
            entity: self.entity,
            period: self.period,
            facts: self.facts,
            relations: self.relations,
            statements: self.statements,
            concepts: self.concepts,
            axes: self.axes,
            sentences: self.sentences,
            days: self.days,
            quarters: self.quarters,
        }
    }
}

/// A relation between the facts as they are numbered now; `None` when one of them is gone.
fn renumbered(relation: Relation, moved: &impl Fn(FactId) -> Option<FactId>) -> Option<Relation> {
    Some(match relation {
        Relation::SumsTo { total, parts, statement } => {
            let parts: Option<Vec<_>> = parts.into_iter().map(|(part, weight)| Some((moved(part)?, weight))).collect();
            Relation::SumsTo { total: moved(total)?, parts: parts?, statement }
        }
        Relation::ChangedBy { earlier, later, stated } => {
            Relation::ChangedBy { earlier: moved(earlier)?, later: moved(later)?, stated: moved(stated)? }
        }
        Relation::Conflicts { kept, other, note } => Relation::Conflicts { kept: moved(kept)?, other: moved(other)?, note },
    })
}

impl Aspects {
    /// Aspects without unit and dimensions.
    pub(crate) fn of(concept: QName, period: Period) -> Self {
        Self { concept, period, unit: None, dimensions: Dimensions::default() }
    }
}

/// What tells apart concepts of one label: `AmortizationPercent` beside `Amortization`, then numbers.
fn suffixes(data_type: DataType) -> impl Iterator<Item = String> {
    let kind = match data_type {
        DataType::Monetary => "Amount",
        DataType::PerShare => "PerShare",
        DataType::Shares => "Shares",
        DataType::Percent => "Percent",
        DataType::Pure => "Ratio",
        _ => "Value",
    };
    std::iter::once(kind.to_owned()).chain((2..).map(move |n| format!("{kind}{n}")))
}

/// At most 511 characters, no `<` (EFM 6.10).
fn short_label(label: &str) -> String {
    label.replace('<', "(").chars().take(511).collect()
}

/// Whether two values of one fact can both be true: numbers within the interval of the less accurate one, other values alike.
pub(crate) fn agree(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number { amount: x, decimals: dx }, Value::Number { amount: y, decimals: dy }) => {
            let slack = half_unit(*dx).max(half_unit(*dy));
            // figures of one accuracy must be alike: two printings of one number differ only by a mistake
            if dx == dy { x == y } else { (x - y).abs() <= slack }
        }
        _ => a == b,
    }
}

fn more_accurate(a: &Value, b: &Value) -> bool {
    matches!((a, b), (Value::Number { decimals: da, .. }, Value::Number { decimals: db, .. }) if da > db)
}

/// Half of the last accurate digit's unit.
pub(crate) fn half_unit(decimals: Decimals) -> Decimal {
    match decimals {
        Decimals::Infinite => Decimal::ZERO,
        Decimals::Places(places) if places >= 0 => Decimal::new(5, u32::from(places.unsigned_abs()).min(27) + 1),
        Decimals::Places(places) => Decimal::from(10i64.pow(u32::from(places.unsigned_abs()).min(18))) / Decimal::TWO,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(amount: i64, places: i8) -> Value {
        Value::Number { amount: amount.into(), decimals: Decimals::Places(places) }
    }

    #[test]
    fn rounded_mentions_agree_and_others_do_not() {
        assert!(agree(&number(4_845_000, -3), &number(4_800_000, -5)));
        assert!(!agree(&number(4_745_000, -3), &number(4_800_000, -5)));
        assert!(!agree(&number(246_000, -3), &number(264_000, -3)));
        assert_eq!(half_unit(Decimals::Places(2)).to_string(), "0.005");
        assert_eq!(half_unit(Decimals::Places(-3)).to_string(), "500");
    }
}
