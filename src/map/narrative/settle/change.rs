//! Changes that sentences state, and the levels they lead from and to.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use super::super::amount::AmountKind;
use super::super::aspects::{Setting, Topic, change_concept, topic, unit};
use super::super::clause::{Mention, Part};
use super::super::measure::Nature;
use super::super::period::{is_part_of_year, resolve};
use super::super::when::When;
use super::super::wording::Direction;
use super::{Frame, Sentence, Settler};
use crate::map::graph::agree;
use crate::report::{Aspects, Decimals, FactId, Period, Relation, Value};

impl Settler<'_> {
    /// A stated change: a fact of a concept of its own, signed by the words.
    pub(super) fn change(&mut self, mention: &Mention, label: &str, sentence: &Sentence<'_>, told: Option<Topic>) -> Option<FactId> {
        let Part::Change(direction) = mention.part else { return None };
        let measure = mention.subject.found.measure;
        if mention.subject.found.loss
            || measure.instant
            || measure.is_unlisted()
            || mention.contract
            || mention.beside
            || mention.amount.hedged
        {
            return None;
        }
        let periods = self.times(mention, sentence, None);
        let period = self.certain(mention, sentence, &periods)?;
        if mention.against.as_ref().is_some_and(|against| !self.is_year_before(against, period)) {
            return None;
        }
        let setting = Setting { label, heading: sentence.heading, contract: None, options: self.options, expected: false };
        let topic = match told {
            Some(topic) => topic,
            None => {
                // a percentage is of what the measure is counted in
                let mut of_money = mention.clone();
                let currency = self.dollars;
                of_money.amount.kind = match (measure.nature, mention.amount.kind) {
                    // "gross margin rose 2%": by so many points, or by so much of the amount
                    (Nature::MoneyOrRate, AmountKind::Percent) if label.to_lowercase().contains("margin") => return None,
                    (Nature::Money | Nature::MoneyOrRate, AmountKind::Percent) => AmountKind::Money(currency),
                    (Nature::PerShare, AmountKind::Percent) => AmountKind::PerShare(currency),
                    (_, kind) => kind,
                };
                topic(self.graph, &self.known, &of_money, &setting)?
            }
        };
        let concept = change_concept(self.graph, &topic, mention);
        let aspects = Aspects { concept, period, unit: Some(unit(&mention.amount.kind)?), dimensions: topic.dimensions };
        let size: Decimal = mention.amount.size;
        let amount = if direction == Direction::Down { -size } else { size };
        let value = Value::Number { amount, decimals: Decimals::Places(mention.amount.places) };
        if !self.graph.with_aspects(&aspects).all(|id| agree(&self.graph.facts[id.index()].value, &value)) {
            return None;
        }
        Some(self.claim(mention, label, sentence, aspects, value, 0.75))
    }

    /// Whether a change that is told from a time is told from the same period a year before: the quarter before is another comparison.
    fn is_year_before(&self, against: &When, period: Period) -> bool {
        let told = match against {
            When::Year(year) if is_part_of_year(period) => resolve(&When::SameOf(Some(*year)), period, self.calendar),
            when => resolve(when, period, self.calendar),
        };
        // a year of 53 weeks moves the days by a week
        let year = |later: NaiveDate, earlier: NaiveDate| ((later - earlier).num_days() - 365).abs() <= 15;
        let begun = |told: Period| period.start().zip(told.start()).is_none_or(|(later, earlier)| year(later, earlier));
        told.is_none_or(|told| year(period.end(), told.end()) && begun(told))
    }

    /// Ties a change to the levels it leads from and to, where both are facts.
    pub(super) fn relate(&mut self, frame: &Frame) {
        let Some(later) = self.later(frame) else { return };
        let Some(earlier) = self.earlier(frame, later) else { return };
        for stated in &frame.changes {
            // what many sentences repeat is looked up, not searched for
            if self.related.insert([earlier, later, *stated]) {
                self.graph.relations.push(Relation::ChangedBy { earlier, later, stated: *stated });
            }
        }
    }

    fn later(&self, frame: &Frame) -> Option<FactId> {
        let said = frame.levels.iter().find(|(segment, _)| *segment == 0).map(|(_, id)| *id);
        said.or_else(|| self.at_time(frame.topic.as_ref()?, frame.base?))
    }

    fn earlier(&self, frame: &Frame, later: FactId) -> Option<FactId> {
        let said = frame.levels.iter().find(|(segment, id)| *segment > 0 && *id != later).map(|(_, id)| *id);
        said.or_else(|| self.at_time(frame.topic.as_ref()?, self.calendar.comparison(self.graph.facts[later.index()].aspects.period)))
    }

    fn at_time(&self, topic: &Topic, period: Period) -> Option<FactId> {
        self.by_topic.get(topic)?.iter().copied().find(|id| self.graph.facts[id.index()].aspects.period == period)
    }
}
