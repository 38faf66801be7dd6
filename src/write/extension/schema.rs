//! The extension's schema: roles, imports, elements.

use super::{Element, Extension, Role, labels};
use crate::taxonomy::{DataType, QName};
use crate::write::namespaces::{Published, find};
use crate::write::xml::Xml;

const DTR: (&str, &str) = ("http://www.xbrl.org/dtr/type/2022-03-31", "https://www.xbrl.org/dtr/type/2022-03-31/types.xsd");
const INSTANCE: (&str, &str) = ("http://www.xbrl.org/2003/instance", "http://www.xbrl.org/2003/xbrl-instance-2003-12-31.xsd");
const LINKBASE: (&str, &str) = ("http://www.xbrl.org/2003/linkbase", "http://www.xbrl.org/2003/xbrl-linkbase-2003-12-31.xsd");
const DIMENSIONS: (&str, &str) = ("http://xbrl.org/2005/xbrldt", "http://www.xbrl.org/2005/xbrldt-2005.xsd");

impl Extension {
    pub(super) fn schema(&self) -> Vec<u8> {
        let mut xml = Xml::new();
        let prefix = format!("xmlns:{}", self.names.prefix);
        xml.open(
            "xsd:schema",
            &[
                ("xmlns:xsd", "http://www.w3.org/2001/XMLSchema"),
                ("xmlns:xbrli", INSTANCE.0),
                ("xmlns:link", LINKBASE.0),
                ("xmlns:xlink", "http://www.w3.org/1999/xlink"),
                ("xmlns:xbrldt", DIMENSIONS.0),
                ("xmlns:dtr-types", DTR.0),
                (&prefix, &self.names.own),
                ("targetNamespace", &self.names.own),
                ("elementFormDefault", "qualified"),
                ("attributeFormDefault", "unqualified"),
            ],
        );
        self.write_annotation(&mut xml);
        let published = self.published();
        let published = published.iter().filter_map(|prefix| find(prefix)).map(|Published { namespace, schema, .. }| (*namespace, *schema));
        for (namespace, schema) in [INSTANCE, LINKBASE, DIMENSIONS, DTR].into_iter().chain(published) {
            xml.empty("xsd:import", &[("namespace", namespace), ("schemaLocation", schema)]);
        }
        for (name, element) in &self.elements {
            self.write_element(&mut xml, name, element);
        }
        xml.finish()
    }

    fn write_annotation(&self, xml: &mut Xml) {
        xml.open("xsd:annotation", &[]);
        xml.open("xsd:appinfo", &[]);
        let kinds = [("label", "_lab.xml"), ("presentation", "_pre.xml"), ("calculation", "_cal.xml"), ("definition", "_def.xml")];
        for (kind, ending) in kinds.into_iter().filter(|(kind, _)| *kind != "calculation" || self.has_sums()) {
            let role = format!("http://www.xbrl.org/2003/role/{kind}LinkbaseRef");
            let href = format!("{}{ending}", self.names.base);
            let arcrole = "http://www.w3.org/1999/xlink/properties/linkbase";
            xml.empty(
                "link:linkbaseRef",
                &[("xlink:type", "simple"), ("xlink:href", &href), ("xlink:role", &role), ("xlink:arcrole", arcrole)],
            );
        }
        for (i, (name, definition)) in self.role_definitions().iter().enumerate() {
            let definition = format!("{:07} - {definition}", i + 1);
            write_role_type(
                xml,
                &self.role_uri(name),
                &format!("role_{name}"),
                &definition,
                &["presentation", "calculation", "definition"],
            );
        }
        for (uri, id) in labels::own_roles(&self.labels, &self.names.roles) {
            write_role_type(xml, &uri, &id, "Label as printed elsewhere", &[]);
        }
        xml.close();
        xml.close();
    }

    /// Names of all roles in order with their definitions: each statement's, then those of its further calculations.
    pub(super) fn role_definitions(&self) -> Vec<(String, String)> {
        let definition = |role: &Role, mark: &str| format!("{} - {}{mark}", role.group, role.title);
        let of_role = |(role, groups): (&Role, &Vec<Vec<super::Sum>>)| {
            let further = (2..=groups.len()).map(|n| (calculation_role(role, n - 1), definition(role, &format!(" (Calculation {n})"))));
            std::iter::once((role.name.clone(), definition(role, ""))).chain(further).collect::<Vec<_>>()
        };
        self.roles.iter().zip(&self.sums).flat_map(of_role).collect()
    }

    pub(super) fn role_uri(&self, name: &str) -> String {
        format!("{}{name}", self.names.roles)
    }

    fn write_element(&self, xml: &mut Xml, name: &QName, element: &Element) {
        let id = self.names.id(name);
        let mut attributes = Vec::with_capacity(8);
        attributes.extend([("id", id.as_str()), ("name", name.local()), ("nillable", "true")]);
        match *element {
            Element::Item { data_type, period_type, balance } => {
                attributes.extend([
                    ("substitutionGroup", "xbrli:item"),
                    ("type", type_name(data_type)),
                    ("xbrli:periodType", period_type.name()),
                ]);
                let balance = balance.filter(|_| data_type == DataType::Monetary);
                attributes.extend(balance.map(|balance| ("xbrli:balance", balance.name())));
            }
            _ => abstract_attributes(element, &mut attributes),
        }
        xml.empty("xsd:element", &attributes);
    }
}

/// The name of the role that holds a further group of a role's calculations; `group` is its index.
pub(super) fn calculation_role(role: &Role, group: usize) -> String {
    if group == 0 { role.name.clone() } else { format!("{}Calculation{}", role.name, group + 1) }
}

fn write_role_type(xml: &mut Xml, uri: &str, id: &str, definition: &str, links: &[&str]) {
    xml.open("link:roleType", &[("roleURI", uri), ("id", id)]);
    xml.text("link:definition", &[], definition);
    for link in links {
        xml.text("link:usedOn", &[], &format!("link:{link}Link"));
    }
    if links.is_empty() {
        xml.text("link:usedOn", &[], "link:label");
    }
    xml.close();
}

fn abstract_attributes<'a>(element: &Element, attributes: &mut Vec<(&'a str, &'a str)>) {
    let (group, kind) = match element {
        Element::Table => ("xbrldt:hypercubeItem", "xbrli:stringItemType"),
        Element::Axis => ("xbrldt:dimensionItem", "xbrli:stringItemType"),
        Element::Member => ("xbrli:item", "dtr-types:domainItemType"),
        Element::Item { .. } | Element::Abstract | Element::LineItems => ("xbrli:item", "xbrli:stringItemType"),
    };
    attributes.extend([("substitutionGroup", group), ("type", kind), ("abstract", "true"), ("xbrli:periodType", "duration")]);
}

fn type_name(data_type: DataType) -> &'static str {
    match data_type {
        DataType::Monetary => "xbrli:monetaryItemType",
        DataType::PerShare => "dtr-types:perShareItemType",
        DataType::Shares => "xbrli:sharesItemType",
        DataType::Percent => "dtr-types:percentItemType",
        DataType::Pure => "xbrli:pureItemType",
        DataType::Integer => "xbrli:integerItemType",
        DataType::Decimal => "xbrli:decimalItemType",
        DataType::Token => "xbrli:tokenItemType",
        DataType::NoLangToken => "dtr-types:noLangTokenItemType",
        DataType::String | DataType::Other => "xbrli:stringItemType",
        DataType::NormalizedString => "xbrli:normalizedStringItemType",
        DataType::TextBlock => "dtr-types:textBlockItemType",
        DataType::Date => "xbrli:dateItemType",
        DataType::DateTime => "xbrli:dateTimeItemType",
        DataType::Year => "xbrli:gYearItemType",
        DataType::MonthDay => "xbrli:gMonthDayItemType",
        DataType::Duration => "xbrli:durationItemType",
        DataType::Boolean => "xbrli:booleanItemType",
    }
}
