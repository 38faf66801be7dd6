//! Items that a sentence names, as facts of concepts of the entity's own.

use super::super::amount::Amount;
use super::super::aspects::{capitalised, unit};
use super::super::item;
use super::super::known::split_camel;
use super::super::measure::Found;
use super::super::period::resolve;
use super::super::produced::produced;
use super::super::token::Token;
use super::{HEDGED, SAID, Sentence, Settler};
use crate::map::Taxonomy;
use crate::map::graph::Claim;
use crate::report::{Aspects, Confidence, Decimals, Origin, Period, Unit, Value};
use crate::taxonomy::{self, DataType, PeriodType, QName};
use crate::text::Text;

impl Settler<'_> {
    /// States the items of a sentence whose time is certain, where neither a table nor another reading of the sentence states their amounts.
    pub(in crate::map::narrative) fn items(&mut self, text: &Text, tokens: &[Token], sentence: &Sentence<'_>) {
        let (items, times) = item::items(text, tokens);
        let Some(period) = self.time_of_items(&times, sentence).filter(|_| !items.is_empty()) else { return };
        for mut item in items {
            item.amount.in_dollars(self.dollars);
            let said = self.graph.is_stated_at(item.amount.size, item.amount.figure.span);
            if said || self.known.holds(self.graph, &item.amount, period) {
                continue;
            }
            let label = capitalised(&item.name);
            if let Some(found) = item.line {
                self.line(&label, found, &item.amount, period, sentence);
                continue;
            }
            let concept = self.graph.own_concept(&label, DataType::Monetary, PeriodType::Duration, None);
            let told = self.item(&label, concept, &item.amount, period, sentence);
            if let Some((mut each, diluted)) = item.per_share.filter(|_| told) {
                each.in_dollars(self.dollars);
                let label = format!("{label} Per {}Share", if diluted { "Diluted " } else { "" });
                let concept = self.graph.own_concept(&label, DataType::PerShare, PeriodType::Duration, None);
                self.item(&label, concept, &each, period, sentence);
            }
        }
    }

    /// States what a sentence says is produced a day.
    pub(in crate::map::narrative) fn produced(&mut self, text: &Text, tokens: &[Token], sentence: &Sentence<'_>) {
        let Some((found, times)) = produced(text, tokens) else { return };
        let Some(period) = self.time_of_items(&times, sentence) else { return };
        if !self.known.holds(self.graph, &found.amount, period) {
            let concept = self.graph.own_concept(&found.name, DataType::Decimal, PeriodType::Duration, None);
            let unit = found.measured.unit(self.dollars);
            self.stated((&found.name, concept, unit), &found.amount, period, sentence);
        }
    }

    /// The one time that a sentence names before it compares anything, or stands in.
    fn time_of_items(&self, times: &[super::When], sentence: &Sentence<'_>) -> Option<Period> {
        let base = *sentence.contexts.first()?;
        let mut periods: Vec<Period> = Vec::new();
        for when in times {
            let period = resolve(when, base, self.calendar)?;
            if !periods.contains(&period) {
                periods.push(period);
            }
        }
        let told = if times.is_empty() { sentence.contexts } else { &periods[..] };
        let [period] = told else { return None };
        let current = self.calendar.current_period();
        (period.start().is_some() && current.start().is_some() && period.end() <= current.end()).then_some(*period)
    }

    /// States a line that every statement has, where it has a standard concept.
    fn line(&mut self, label: &str, found: Found, amount: &Amount, period: Period, sentence: &Sentence<'_>) {
        let standard = taxonomy::standard(&QName::us_gaap(found.measure.concept)).filter(|c| c.period_type == PeriodType::Duration);
        let Some(standard) = standard else { return };
        let concept = match self.options.taxonomy {
            Taxonomy::UsGaap2023 => self.graph.standard(&standard),
            _ => self.graph.own_concept(&split_camel(found.measure.concept), standard.data_type, standard.period_type, standard.balance),
        };
        let signed = Amount { size: if found.loss { -amount.size } else { amount.size }, ..amount.clone() };
        self.item(label, concept, &signed, period, sentence);
    }

    fn item(&mut self, label: &str, concept: QName, amount: &Amount, period: Period, sentence: &Sentence<'_>) -> bool {
        unit(&amount.kind).is_some_and(|unit| self.stated((label, concept, unit), amount, period, sentence))
    }

    /// States an amount under its name, unless another is stated there.
    fn stated(&mut self, named: (&str, QName, Unit), amount: &Amount, period: Period, sentence: &Sentence<'_>) -> bool {
        let (label, concept, unit) = named;
        let aspects = Aspects { unit: Some(unit), ..Aspects::of(concept, period) };
        let value = Value::Number { amount: amount.size, decimals: Decimals::Places(amount.places) };
        if self.graph.with_aspects(&aspects).any(|id| self.graph.facts[id.index()].value != value) {
            return false;
        }
        let origin = Origin::Sentence { figure: amount.figure.clone(), sentence: sentence.span, scale: amount.scale };
        let confidence = Confidence::new(if amount.hedged { HEDGED } else { SAID });
        self.place(Claim { aspects, value, label: label.to_owned(), origin, confidence, candidates: Default::default() });
        true
    }
}
