//! Which namespace a prefix stands for, and which schema defines its names.

use super::digits::spelt;
use crate::report::{Measure, Report};
use crate::taxonomy::QName;

/// A published taxonomy: prefix, namespace, schema.
pub(super) struct Published {
    pub(super) prefix: &'static str,
    pub(super) namespace: &'static str,
    pub(super) schema: &'static str,
}

/// The taxonomies that [`QName::is_standard`] knows, as of 2023.
const PUBLISHED: [Published; 7] = [
    published("us-gaap", "http://fasb.org/us-gaap/2023", "https://xbrl.fasb.org/us-gaap/2023/elts/us-gaap-2023.xsd"),
    published("srt", "http://fasb.org/srt/2023", "https://xbrl.fasb.org/srt/2023/elts/srt-2023.xsd"),
    published("dei", "http://xbrl.sec.gov/dei/2023", "https://xbrl.sec.gov/dei/2023/dei-2023.xsd"),
    published("country", "http://xbrl.sec.gov/country/2023", "https://xbrl.sec.gov/country/2023/country-2023.xsd"),
    published("currency", "http://xbrl.sec.gov/currency/2023", "https://xbrl.sec.gov/currency/2023/currency-2023.xsd"),
    published("exch", "http://xbrl.sec.gov/exch/2023", "https://xbrl.sec.gov/exch/2023/exch-2023.xsd"),
    published("stpr", "http://xbrl.sec.gov/stpr/2023", "https://xbrl.sec.gov/stpr/2023/stpr-2023.xsd"),
];

const fn published(prefix: &'static str, namespace: &'static str, schema: &'static str) -> Published {
    Published { prefix, namespace, schema }
}

/// Names and addresses of one report's own files.
#[derive(Clone, Debug)]
pub(super) struct Namespaces {
    /// Prefix of the entity's own names.
    pub(super) prefix: String,
    /// Namespace of the entity's own names: `http://www.hemacare.com/20040331`.
    pub(super) own: String,
    /// Start of the URIs of its roles: `http://www.hemacare.com/role/`.
    pub(super) roles: String,
    /// Stem of its file names: `hema-20040331`.
    pub(super) base: String,
}

impl Namespaces {
    /// Of a report, by its entity and period.
    pub(super) fn of(report: &Report) -> Self {
        let entity = &report.entity;
        let authority: String = entity.authority.chars().filter(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
        let day = report.period.end().format("%Y%m%d");
        Self {
            prefix: entity.prefix.clone(),
            own: format!("http://{authority}/{day}"),
            roles: format!("http://{authority}/role/"),
            base: format!("{}-{day}", entity.prefix),
        }
    }

    /// Name of the extension's schema file.
    pub(super) fn schema(&self) -> String {
        format!("{}.xsd", self.base)
    }

    /// Where the schema would stand on the web: packages map it to their own copy.
    pub(super) fn schema_address(&self) -> String {
        format!("{}/{}", self.own, self.schema())
    }

    /// Appends where an element is declared: `schema#id`.
    pub(super) fn push_href(&self, out: &mut String, name: &QName) {
        match find(name.prefix()) {
            Some(published) => out.extend([published.schema, "#", published.prefix, "_", name.local()]),
            None => out.extend([&self.base, ".xsd#", &self.prefix, "_", name.local()]),
        }
    }

    /// A name as written in files: every name that no published taxonomy holds is the entity's own.
    pub(super) fn qname(&self, name: &QName) -> String {
        spelt(|out| self.push_qname(out, name))
    }

    /// Appends the same.
    pub(super) fn push_qname(&self, out: &mut String, name: &QName) {
        out.extend([if name.is_standard() { name.prefix() } else { &self.prefix }, ":", name.local()]);
    }

    /// A measure as a qualified name.
    pub(super) fn measure(&self, measure: &Measure) -> String {
        match measure {
            Measure::Currency(currency) => ["iso4217:", currency.code()].concat(),
            Measure::Shares => "xbrli:shares".to_owned(),
            Measure::Pure => "xbrli:pure".to_owned(),
            Measure::Other(name) => format!("{}:{}", self.prefix, nc_name(name)),
        }
    }

    /// The id of an element of the extension.
    pub(super) fn id(&self, name: &QName) -> String {
        [&self.prefix, "_", name.local()].concat()
    }
}

/// A word made fit to be a name: what is no letter, digit, dot, dash or underscore becomes `_`.
pub(super) fn nc_name(word: &str) -> String {
    let mut name: String = word.chars().map(|c| if c.is_alphanumeric() || matches!(c, '.' | '-' | '_') { c } else { '_' }).collect();
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        name.insert(0, '_');
    }
    name
}

/// The published taxonomy of a prefix.
pub(super) fn find(prefix: &str) -> Option<&'static Published> {
    PUBLISHED.iter().find(|p| p.prefix == prefix)
}
