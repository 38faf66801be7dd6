//! `--taxonomy own`: every name in the entity's own namespace.

use std::collections::HashMap;

use crate::report::Report;
use crate::taxonomy::QName;

/// Renames all standard concepts, axes and members into the entity's namespace; a name that the entity already uses gets a number.
pub(crate) fn rename(report: &mut Report) {
    let names = Names::of(report);
    for fact in &mut report.facts {
        fact.aspects.concept = names.own(&fact.aspects.concept);
        fact.aspects.dimensions = fact.aspects.dimensions.iter().map(|(axis, member)| (names.own(axis), names.own(member))).collect();
    }
    for line in report.statements.iter_mut().flat_map(|s| &mut s.lines) {
        line.concept = line.concept.as_ref().map(|name| names.own(name));
    }
    report.concepts = std::mem::take(&mut report.concepts)
        .into_iter()
        .map(|(name, mut concept)| {
            concept.name = names.own(&name);
            (concept.name.clone(), concept)
        })
        .collect();
    report.axes = std::mem::take(&mut report.axes)
        .into_iter()
        .map(|(name, mut axis)| {
            axis.members = axis.members.into_iter().map(|(member, label)| (names.own(&member), label)).collect();
            (names.own(&name), axis)
        })
        .collect();
}

struct Names(HashMap<QName, QName>);

impl Names {
    fn of(report: &Report) -> Self {
        let used = || {
            let axes = report.axes.iter().flat_map(|(name, axis)| axis.members.keys().chain([name]));
            report.concepts.keys().chain(axes)
        };
        let mut taken: std::collections::HashSet<String> = used().filter(|n| !n.is_standard()).map(|n| n.local().to_owned()).collect();
        let mut names = HashMap::new();
        for name in used().filter(|n| n.is_standard()) {
            if names.contains_key(name) {
                continue;
            }
            let numbered = (2..).map(|n| format!("{}{n}", name.local()));
            let local = std::iter::once(name.local().to_owned()).chain(numbered).find(|l| !taken.contains(l));
            let local = local.unwrap_or_else(|| name.local().to_owned());
            taken.insert(local.clone());
            names.insert(name.clone(), QName::new(report.entity.prefix.as_str(), local));
        }
        Self(names)
    }

    fn own(&self, name: &QName) -> QName {
        self.0.get(name).unwrap_or(name).clone()
    }
}
