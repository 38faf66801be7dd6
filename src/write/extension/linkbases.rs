//! The extension's linkbases: presentation, calculation, definition, label.

use super::labels::{Locators, first_locator};
use super::schema::calculation_role;
use super::{Extension, LabelRole, Node, Role, Sum};
use crate::taxonomy::QName;
use crate::write::Calculations;
use crate::write::xml::Xml;

const PARENT_CHILD: &str = "http://www.xbrl.org/2003/arcrole/parent-child";
const CONCEPT_LABEL: &str = "http://www.xbrl.org/2003/arcrole/concept-label";
const DIMENSION_SCHEMA: &str = "http://www.xbrl.org/2005/xbrldt-2005.xsd";
const ALL: &str = "http://xbrl.org/int/dim/arcrole/all";
const DIMENSION_DEFAULT: &str = "http://xbrl.org/int/dim/arcrole/dimension-default";
const DIMENSION_DOMAIN: &str = "http://xbrl.org/int/dim/arcrole/dimension-domain";
const DOMAIN_MEMBER: &str = "http://xbrl.org/int/dim/arcrole/domain-member";
const HYPERCUBE_DIMENSION: &str = "http://xbrl.org/int/dim/arcrole/hypercube-dimension";
const DIMENSION_ARCS: [&str; 5] = [ALL, DIMENSION_DEFAULT, DIMENSION_DOMAIN, DOMAIN_MEMBER, HYPERCUBE_DIMENSION];

impl Calculations {
    fn arcrole(self) -> &'static str {
        match self {
            Self::V1_1 => "https://xbrl.org/2023/arcrole/summation-item",
            Self::V1_0 => "http://www.xbrl.org/2003/arcrole/summation-item",
        }
    }
}

/// One extended link in the making: locators as they are needed, arcs numbered.
struct Link<'a> {
    xml: &'a mut Xml,
    extension: &'a Extension,
    locators: Locators<'a>,
    order: usize,
    /// Where the element is declared whose locator is written.
    href: String,
}

impl<'a> Link<'a> {
    /// Writes a locator; answers with its label.
    fn locate(&mut self, name: &'a QName) -> String {
        let label = self.locators.next(name);
        self.locator(name, &label);
        label
    }

    fn locator(&mut self, name: &QName, label: &str) {
        self.href.clear();
        self.extension.names.push_href(&mut self.href, name);
        self.xml.empty("link:loc", &[("xlink:type", "locator"), ("xlink:href", &self.href), ("xlink:label", label)]);
    }

    fn arc(&mut self, element: &str, arcrole: &str, from: &str, to: &str, more: &[(&str, &str)]) {
        self.order += 1;
        let mut order = itoa::Buffer::new();
        let order = order.format(self.order);
        let attributes = [("xlink:type", "arc"), ("xlink:arcrole", arcrole), ("xlink:from", from), ("xlink:to", to), ("order", order)];
        self.xml.empty_with(element, &attributes, more);
    }
}

impl Extension {
    fn linkbase(&self, roles: &[String], arcroles: &[(String, String)], write: impl FnOnce(&mut Xml)) -> Vec<u8> {
        let mut xml = Xml::new();
        xml.open(
            "link:linkbase",
            &[
                ("xmlns:link", "http://www.xbrl.org/2003/linkbase"),
                ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
                ("xmlns:xbrldt", "http://xbrl.org/2005/xbrldt"),
                ("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance"),
                ("xsi:schemaLocation", "http://www.xbrl.org/2003/linkbase http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd"),
            ],
        );
        for name in roles {
            let href = format!("{}#role_{name}", self.names.schema());
            xml.empty("link:roleRef", &[("xlink:type", "simple"), ("roleURI", &self.role_uri(name)), ("xlink:href", &href)]);
        }
        for (uri, href) in arcroles {
            xml.empty("link:arcroleRef", &[("xlink:type", "simple"), ("arcroleURI", uri), ("xlink:href", href)]);
        }
        write(&mut xml);
        xml.finish()
    }

    fn link<'a>(&'a self, xml: &'a mut Xml, element: &str, role: &str, write: impl FnOnce(&mut Link<'a>)) {
        xml.open(element, &[("xlink:type", "extended"), ("xlink:role", role)]);
        let mut link = Link { xml, extension: self, locators: Locators::default(), order: 0, href: String::new() };
        write(&mut link);
        link.xml.close();
    }

    fn role_names(&self) -> Vec<String> {
        self.roles.iter().map(|role| role.name.clone()).collect()
    }

    pub(super) fn presentation(&self) -> Vec<u8> {
        let names = (1..=self.labels.own_roles()).map(|n| format!("PrintedLabel{n}"));
        let roles: Vec<String> = self.role_names().into_iter().chain(names).collect();
        self.linkbase(&roles, &[], |xml| {
            for role in &self.roles {
                self.link(xml, "link:presentationLink", &self.role_uri(&role.name), |link| present(link, role));
            }
        })
    }

    pub(super) fn definition(&self) -> Vec<u8> {
        let without_axes = self.axes().next().is_none();
        let used = DIMENSION_ARCS.into_iter().filter(|uri| !without_axes || [ALL, DOMAIN_MEMBER].contains(uri));
        let used = used.map(|uri| (uri.to_owned(), [DIMENSION_SCHEMA, "#", &uri[uri.rfind('/').map_or(0, |at| at + 1)..]].concat()));
        self.linkbase(&self.role_names(), &used.collect::<Vec<_>>(), |xml| {
            for role in &self.roles {
                self.link(xml, "link:definitionLink", &self.role_uri(&role.name), |link| define(link, role));
            }
        })
    }

    pub(super) fn calculation(&self) -> Vec<u8> {
        let groups: Vec<(String, &[Sum])> = self.roles.iter().zip(&self.sums).flat_map(|(role, groups)| named(role, groups)).collect();
        let roles: Vec<String> = groups.iter().map(|(name, _)| name.clone()).collect();
        let arcrole = self.calculations.arcrole();
        let schema = "https://www.xbrl.org/2023/calculation-1.1.xsd#summation-item".to_owned();
        let arcroles = if self.calculations == Calculations::V1_1 { vec![(arcrole.to_owned(), schema)] } else { Vec::new() };
        self.linkbase(&roles, &arcroles, |xml| {
            for (name, sums) in &groups {
                self.link(xml, "link:calculationLink", &self.role_uri(name), |link| {
                    sums.iter().for_each(|sum| calculate(link, arcrole, sum))
                });
            }
        })
    }

    pub(super) fn label_linkbase(&self) -> Vec<u8> {
        let own: Vec<String> = (1..=self.labels.own_roles()).map(|n| format!("PrintedLabel{n}")).collect();
        self.linkbase(&own, &[], |xml| {
            self.link(xml, "link:labelLink", "http://www.xbrl.org/2003/role/link", |link| {
                for (name, labels) in self.labels.iter() {
                    label(link, name, labels);
                }
            });
        })
    }
}

fn named<'a>(role: &'a Role, groups: &'a [Vec<Sum>]) -> impl Iterator<Item = (String, &'a [Sum])> {
    groups.iter().enumerate().map(|(i, sums)| (calculation_role(role, i), sums.as_slice()))
}

fn present<'a>(link: &mut Link<'a>, role: &'a Role) {
    let arc = |link: &mut Link<'a>, from: &str, name: &'a QName| {
        let to = link.locate(name);
        link.arc("link:presentationArc", PARENT_CHILD, from, &to, &[]);
        to
    };
    let root = link.locate(&role.root);
    let table = arc(link, &root, &role.table);
    for (axis, members) in &role.axes {
        let axis_label = arc(link, &table, axis);
        let domain = arc(link, &axis_label, link.extension.domains.of_axis(axis));
        for member in members {
            arc(link, &domain, member);
        }
    }
    let line_items = arc(link, &table, &role.line_items);
    present_nodes(link, &line_items, &role.tree);
}

fn present_nodes<'a>(link: &mut Link<'a>, parent: &str, nodes: &'a [Node]) {
    for node in nodes {
        let label = link.locate(&node.name);
        let preferred = node.label.map(|role| role.uri(&link.extension.names.roles));
        let more = preferred.as_deref().map(|uri| ("preferredLabel", uri));
        link.arc("link:presentationArc", PARENT_CHILD, parent, &label, more.as_slice());
        present_nodes(link, &label, &node.children);
    }
}

fn define<'a>(link: &mut Link<'a>, role: &'a Role) {
    let arc = |link: &mut Link<'a>, arcrole: &str, from: &str, to: &str, more: &[(&str, &str)]| {
        link.arc("link:definitionArc", arcrole, from, to, more);
    };
    let line_items = link.locate(&role.line_items);
    let table = link.locate(&role.table);
    arc(link, ALL, &line_items, &table, &[("xbrldt:closed", "true"), ("xbrldt:contextElement", "segment")]);
    for (axis, members) in &role.axes {
        let axis_label = link.locate(axis);
        arc(link, HYPERCUBE_DIMENSION, &table, &axis_label, &[]);
        let name = link.extension.domains.of_axis(axis);
        let (domain, default) = (link.locate(name), link.locate(name));
        arc(link, DIMENSION_DOMAIN, &axis_label, &domain, &[]);
        // Two arcs between the same two locators are an error, whatever their arcroles: the default has a locator of its own.
        arc(link, DIMENSION_DEFAULT, &axis_label, &default, &[]);
        for member in members {
            let member = link.locate(member);
            arc(link, DOMAIN_MEMBER, &domain, &member, &[]);
        }
    }
    for concept in role.concepts() {
        let item = link.locate(concept);
        arc(link, DOMAIN_MEMBER, &line_items, &item, &[]);
    }
}

fn calculate<'a>(link: &mut Link<'a>, arcrole: &str, sum: &'a Sum) {
    let total = link.locate(&sum.total);
    for (part, weight) in &sum.parts {
        let part = link.locate(part);
        link.arc("link:calculationArc", arcrole, &total, &part, &[("weight", &weight.to_string())]);
    }
}

fn label(link: &mut Link<'_>, name: &QName, labels: &[(LabelRole, String)]) {
    // each element stands here once
    let from = first_locator(name);
    link.locator(name, &from);
    let to = ["label_", &from].concat();
    let arc = [("xlink:type", "arc"), ("xlink:arcrole", CONCEPT_LABEL), ("xlink:from", from.as_str()), ("xlink:to", to.as_str())];
    link.xml.empty("link:labelArc", &arc);
    for (role, text) in labels {
        let uri = role.uri(&link.extension.names.roles);
        let attributes = [("xlink:type", "resource"), ("xlink:label", to.as_str()), ("xlink:role", &*uri), ("xml:lang", "en-US")];
        link.xml.text("link:label", &attributes, text);
    }
}
