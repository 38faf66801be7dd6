//! The extension taxonomy of a report: which elements it declares, how they are presented, labelled, summed and spanned by tables.
//!
//! Built once from the report ([`Extension::of`]); `schema` and `linkbases` only spell it out.

mod axes;
mod labels;
mod linkbases;
mod names;
mod roles;
mod schema;
mod sums;

use self::axes::AxisDomains;
pub(super) use self::labels::{LabelRole, Labels};
use self::names::Names;
pub(super) use self::roles::{Node, Role};
use self::sums::Sum;
#[cfg(feature = "xlsx")]
pub(super) use self::sums::half_unit;
use super::namespaces::Namespaces;
use super::{Calculations, File};
use crate::diagnostic::Diagnostic;
use crate::report::Report;
use crate::taxonomy::{Balance, Concept, DataType, PeriodType, QName};
use crate::write::hash::{FactSet, HashSet, IndexMap};

/// What the taxonomy files of one report say.
pub(super) struct Extension {
    pub(super) names: Namespaces,
    /// Own elements in order of declaration.
    elements: IndexMap<QName, Element>,
    labels: Labels,
    roles: Vec<Role>,
    /// Calculations by role, by index in `roles`; those that contradict each other are apart.
    sums: Vec<Vec<Vec<Sum>>>,
    domains: AxisDomains,
    calculations: Calculations,
}

/// What an own element is.
#[derive(Clone, Debug, PartialEq)]
enum Element {
    Item {
        data_type: DataType,
        period_type: PeriodType,
        balance: Option<Balance>,
    },
    Abstract,
    LineItems,
    Table,
    Axis,
    /// A domain or a member of one.
    Member,
}

impl Extension {
    /// Builds the extension for the facts that are to be written.
    pub(super) fn of(report: &Report, written: &FactSet, calculations: Calculations, diagnostics: &mut Vec<Diagnostic>) -> Self {
        let mut names = Names::of(report);
        let domains = AxisDomains::of(report, written, &mut names);
        let mut labels = Labels::default();
        let roles = roles::roles(report, written, &mut names, &mut labels);
        let sums = sums::sums(report, written, &roles, calculations, diagnostics);
        labels.complete(report, &roles, &domains);
        diagnostics.extend(labels::cut_off(report));
        let elements = elements(report, &roles, &domains);
        Self { names: Namespaces::of(report), elements, labels, roles, sums, domains, calculations }
    }

    /// The files: schema, then presentation, calculation, definition and label linkbases.
    pub(super) fn files(&self) -> Vec<File> {
        let file = |ending: &str, bytes| File { name: format!("{}{ending}", self.names.base), bytes };
        let mut files = vec![
            file(".xsd", self.schema()),
            file("_pre.xml", self.presentation()),
            file("_def.xml", self.definition()),
            file("_lab.xml", self.label_linkbase()),
        ];
        if self.has_sums() {
            files.insert(2, file("_cal.xml", self.calculation()));
        }
        files
    }

    fn has_sums(&self) -> bool {
        self.sums.iter().flatten().any(|group| !group.is_empty())
    }

    /// Prefixes of the published taxonomies that the extension rests on, sorted.
    pub(super) fn published(&self) -> Vec<&str> {
        let of_roles = self
            .roles
            .iter()
            .flat_map(|role| role.concepts().chain(role.axes.iter().flat_map(|(axis, members)| members.iter().chain([axis]))));
        let mut prefixes: Vec<&str> = of_roles.chain(self.domains.iter()).filter(|name| name.is_standard()).map(QName::prefix).collect();
        prefixes.sort_unstable();
        prefixes.dedup();
        prefixes
    }

    /// The axes that no role names are not part of the taxonomy.
    fn axes(&self) -> impl Iterator<Item = &QName> {
        let mut seen = HashSet::default();
        self.roles.iter().flat_map(|role| role.axes.keys()).filter(move |axis| seen.insert(*axis))
    }
}

/// Own elements: tables and headings as the roles bring them, then the items.
fn elements(report: &Report, roles: &[Role], domains: &AxisDomains) -> IndexMap<QName, Element> {
    let mut elements = IndexMap::with_capacity_and_hasher(report.concepts.len(), Default::default());
    let mut declare = |name: &QName, element: Element| {
        if !name.is_standard() {
            elements.entry(name.clone()).or_insert(element);
        }
    };
    for role in roles {
        declare(&role.root, Element::Abstract);
        declare(&role.table, Element::Table);
        declare(&role.line_items, Element::LineItems);
        for (axis, members) in &role.axes {
            declare(axis, Element::Axis);
            declare(domains.of_axis(axis), Element::Member);
            members.iter().for_each(|member| declare(member, Element::Member));
        }
        role.headings().for_each(|heading| declare(heading, Element::Abstract));
        for name in role.concepts() {
            let Concept { data_type, period_type, balance, .. } = *report.concept(name);
            declare(name, Element::Item { data_type, period_type, balance });
        }
    }
    elements
}
