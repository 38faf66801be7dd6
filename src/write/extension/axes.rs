//! Axes and their domains: the whole that the members of an axis are parts of, and its default.

use super::names::Names;
use crate::report::Report;
use crate::taxonomy::{ElementKind, QName, element};
use crate::write::hash::{FactSet, IndexMap};

/// Domains of the usual axes of srt and us-gaap.
const STANDARD_DOMAINS: [(&str, &str, &str); 12] = [
    ("srt", "ProductOrServiceAxis", "ProductsAndServicesDomain"),
    ("srt", "StatementGeographicalAxis", "SegmentGeographicalDomain"),
    ("srt", "RestatementAxis", "RestatementDomain"),
    ("srt", "StatementScenarioAxis", "ScenarioUnspecifiedDomain"),
    ("srt", "MajorCustomersAxis", "NameOfMajorCustomerDomain"),
    ("srt", "RangeAxis", "RangeMember"),
    ("srt", "CounterpartyNameAxis", "RepurchaseAgreementCounterpartyNameDomain"),
    ("srt", "ConsolidationItemsAxis", "ConsolidationItemsDomain"),
    ("srt", "ConsolidatedEntitiesAxis", "ConsolidatedEntitiesDomain"),
    ("us-gaap", "StatementBusinessSegmentsAxis", "SegmentDomain"),
    ("us-gaap", "StatementEquityComponentsAxis", "EquityComponentDomain"),
    ("us-gaap", "StatementClassOfStockAxis", "ClassOfStockDomain"),
];

/// The domain of each axis that occurs.
pub(super) struct AxisDomains(IndexMap<QName, QName>);

impl AxisDomains {
    /// Domains for the axes of the facts that are written: the published one, else one of the entity's own.
    pub(super) fn of(report: &Report, written: &FactSet, names: &mut Names) -> Self {
        let mut domains = IndexMap::default();
        for (id, fact) in report.facts() {
            for axis in fact.aspects.dimensions.keys().filter(|_| written.contains(&id)) {
                if !domains.contains_key(axis) {
                    domains.insert(axis.clone(), standard(axis).unwrap_or_else(|| own(axis, names)));
                }
            }
        }
        Self(domains)
    }

    /// The domain of an axis that a written fact uses.
    pub(super) fn of_axis(&self, axis: &QName) -> &QName {
        &self.0[axis]
    }

    /// Every domain.
    pub(super) fn iter(&self) -> impl Iterator<Item = &QName> {
        self.0.values()
    }

    /// Every axis with its domain.
    pub(super) fn pairs(&self) -> impl Iterator<Item = (&QName, &QName)> {
        self.0.iter()
    }
}

fn standard(axis: &QName) -> Option<QName> {
    if let Some((prefix, _, domain)) = STANDARD_DOMAINS.iter().find(|(prefix, local, _)| (*prefix, *local) == (axis.prefix(), axis.local()))
    {
        return Some(QName::new(*prefix, *domain));
    }
    // the others are mostly named like their axis
    let named_alike = QName::new(axis.prefix(), format!("{}Domain", axis.local().strip_suffix("Axis")?));
    element(&named_alike).filter(|known| known.kind == ElementKind::Member).map(|_| named_alike)
}

fn own(axis: &QName, names: &mut Names) -> QName {
    names.make(axis.local().strip_suffix("Axis").unwrap_or(axis.local()), "Domain")
}
