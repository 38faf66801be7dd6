//! Contexts and units: the aspects of facts as XBRL 2.1 groups them, with ids made of what they hold.

use std::sync::Arc;

use super::digits::{push_date, spelt};
use super::hash::{IndexMap, IndexSet};
use super::instance::Instance;
use super::namespaces::{Namespaces, nc_name};
use super::xml::Xml;
use crate::report::{Aspects, Dimensions, Entity, Measure, Period, Unit};

/// The contexts and units of a report, each once, in order of first use.
#[derive(Default)]
pub(super) struct Contexts {
    contexts: IndexMap<(Period, Dimensions), Arc<str>>,
    units: IndexMap<Unit, Arc<str>>,
    taken: IndexSet<Arc<str>>,
}

/// The ids of one fact's context and unit.
#[derive(Debug)]
pub(super) struct Place {
    pub(super) context: Arc<str>,
    pub(super) unit: Option<Arc<str>>,
}

impl Place {
    /// The attributes that a fact's element has in every XML form.
    pub(super) fn attributes<'a>(&'a self, decimals: Option<&'a str>) -> impl Iterator<Item = (&'static str, &'a str)> {
        let unit = self.unit.as_deref().map(|unit| ("unitRef", unit));
        [("contextRef", &*self.context)].into_iter().chain(unit).chain(decimals.map(|decimals| ("decimals", decimals)))
    }
}

impl Contexts {
    /// The contexts and units of all facts, and the place of each.
    pub(super) fn of(instance: &Instance<'_>) -> (Self, Vec<Place>) {
        let mut contexts = Self::default();
        let places = instance.facts.iter().map(|item| contexts.place(&item.fact.aspects)).collect();
        (contexts, places)
    }

    fn place(&mut self, aspects: &Aspects) -> Place {
        Place { context: self.context(aspects), unit: aspects.unit.as_ref().map(|unit| self.unit(unit)) }
    }

    /// Every id in use.
    pub(super) fn ids(&self) -> impl Iterator<Item = &str> {
        self.taken.iter().map(|id| &**id)
    }

    /// The id of the context of some aspects; the first call makes it.
    fn context(&mut self, aspects: &Aspects) -> Arc<str> {
        let key = (aspects.period, aspects.dimensions.clone());
        if let Some(id) = self.contexts.get(&key) {
            return Arc::clone(id);
        }
        let id = self.free_id(&key.0, &key.1);
        self.contexts.insert(key, Arc::clone(&id));
        id
    }

    /// `D20040101-20040331_BloodProductsMember`; the axes join in where members alone would clash.
    fn free_id(&mut self, period: &Period, dimensions: &Dimensions) -> Arc<str> {
        let members: String = dimensions.values().map(|m| format!("_{}", m.local())).collect();
        let pairs: String = dimensions.iter().map(|(a, m)| format!("_{}.{}", a.local(), m.local())).collect();
        let wanted = [members, pairs].into_iter().map(|suffix| stem(*period) + &suffix);
        let numbered = (2..).map(|n| format!("{}_{n}", stem(*period)));
        self.first_free(wanted.chain(numbered))
    }

    /// The id of a unit; the first call makes it.
    fn unit(&mut self, unit: &Unit) -> Arc<str> {
        if let Some(id) = self.units.get(unit) {
            return Arc::clone(id);
        }
        let name = unit_id(unit);
        let numbered = (2..).map(|n| format!("{name}_{n}"));
        let id = self.first_free(std::iter::once(name.clone()).chain(numbered));
        self.units.insert(unit.clone(), Arc::clone(&id));
        id
    }

    /// The first of some ids that is free; it is taken then.
    fn first_free(&mut self, ids: impl Iterator<Item = String>) -> Arc<str> {
        ids.map(Arc::from).find(|id| self.taken.insert(Arc::clone(id))).expect("numbers don't run out")
    }

    /// Writes the `context` elements, then the `unit` elements.
    pub(super) fn write(&self, xml: &mut Xml, entity: &Entity, names: &Namespaces) {
        for ((period, dimensions), id) in &self.contexts {
            write_context(xml, entity, names, id, *period, dimensions);
        }
        for (unit, id) in &self.units {
            write_unit(xml, names, id, unit);
        }
    }
}

fn stem(period: Period) -> String {
    match period {
        Period::Instant(day) => day.format("I%Y%m%d").to_string(),
        Period::Duration { start, end } => format!("D{}-{}", start.format("%Y%m%d"), end.format("%Y%m%d")),
    }
}

fn unit_id(unit: &Unit) -> String {
    let numerator = nc_name(&unit.measure.to_string());
    match &unit.per {
        None => numerator,
        Some(Measure::Shares) => format!("{numerator}PerShare"),
        Some(per) => format!("{numerator}Per_{}", nc_name(&per.to_string())),
    }
}

fn write_context(xml: &mut Xml, entity: &Entity, names: &Namespaces, id: &str, period: Period, dimensions: &Dimensions) {
    xml.open("xbrli:context", &[("id", id)]);
    xml.open("xbrli:entity", &[]);
    xml.text("xbrli:identifier", &[("scheme", &entity.scheme)], &entity.identifier);
    if !dimensions.is_empty() {
        xml.open("xbrli:segment", &[]);
        for (axis, member) in dimensions.iter() {
            xml.text("xbrldi:explicitMember", &[("dimension", &names.qname(axis))], &names.qname(member));
        }
        xml.close();
    }
    xml.close();
    xml.open("xbrli:period", &[]);
    match period {
        Period::Instant(day) => xml.text("xbrli:instant", &[], &spelt(|out| push_date(out, day))),
        Period::Duration { start, end } => {
            xml.text("xbrli:startDate", &[], &spelt(|out| push_date(out, start)));
            xml.text("xbrli:endDate", &[], &spelt(|out| push_date(out, end)));
        }
    }
    xml.close();
    xml.close();
}

fn write_unit(xml: &mut Xml, names: &Namespaces, id: &str, unit: &Unit) {
    let measure = |xml: &mut Xml, measure: &Measure| xml.text("xbrli:measure", &[], &names.measure(measure));
    xml.open("xbrli:unit", &[("id", id)]);
    match &unit.per {
        None => measure(xml, &unit.measure),
        Some(per) => {
            xml.open("xbrli:divide", &[]);
            xml.open("xbrli:unitNumerator", &[]);
            measure(xml, &unit.measure);
            xml.close();
            xml.open("xbrli:unitDenominator", &[]);
            measure(xml, per);
            xml.close();
            xml.close();
        }
    }
    xml.close();
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::taxonomy::QName;

    fn aspects(axis: &str, member: &str) -> Aspects {
        let day = chrono::NaiveDate::from_ymd_opt(2004, 3, 31).unwrap();
        let dimensions = std::iter::once((QName::new("a", axis), QName::new("a", member))).collect();
        Aspects { concept: QName::new("a", "X"), period: Period::Instant(day), unit: None, dimensions }
    }

    #[test]
    fn ids_say_what_they_hold_and_never_clash() {
        let mut contexts = Contexts::default();
        let ids: Vec<_> =
            [("OneAxis", "M"), ("TwoAxis", "M"), ("OneAxis", "M")].into_iter().map(|(a, m)| contexts.context(&aspects(a, m))).collect();
        assert_eq!(ids.iter().map(|id| &**id).collect::<Vec<_>>(), ["I20040331_M", "I20040331_TwoAxis.M", "I20040331_M"]);
    }

    #[test]
    fn unit_ids() {
        assert_eq!(unit_id(&Unit::per_share(crate::figure::Currency::USD)), "USDPerShare");
        assert_eq!(unit_id(&Unit::other("stores")), "stores");
    }
}
