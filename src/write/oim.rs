//! Aspects as the Open Information Model spells them (OIM Common 1.0): units, periods, entities.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use serde::Serialize;
use serde_json::{Value, json};

use super::digits::push_date;
use super::instance::Instance;
use super::namespaces::{Namespaces, find};
use super::xml::legal;
use crate::report::{Entity, Measure, Period, Unit};

/// Language of prose and notes: OIM wants it in lower case.
pub(super) const LANGUAGE: &str = "en-us";

/// The head of every OIM document.
pub(super) struct DocumentInfo<'a> {
    document_type: &'a str,
    namespaces: BTreeMap<String, String>,
    has_notes: bool,
    schema: &'a str,
}

impl<'a> DocumentInfo<'a> {
    /// Binds the prefixes that the instance uses; `schema` is the address of its taxonomy.
    pub(super) fn of(instance: &Instance<'_>, document_type: &'a str, schema: &'a str) -> Self {
        let names = &instance.extension.names;
        let standard = [
            ("xbrl", "https://xbrl.org/2021"),
            ("xbrli", "http://www.xbrl.org/2003/instance"),
            ("iso4217", "http://www.xbrl.org/2003/iso4217"),
            (scheme_prefix(&instance.report.entity), &instance.report.entity.scheme),
            (&names.prefix, &names.own),
        ];
        let mut namespaces: BTreeMap<String, String> = standard.into_iter().map(|(p, n)| (p.to_owned(), n.to_owned())).collect();
        let published = instance.extension.published();
        namespaces.extend(published.iter().filter_map(|p| find(p)).map(|p| (p.prefix.to_owned(), p.namespace.to_owned())));
        Self { document_type, namespaces, has_notes: !instance.notes.is_empty(), schema }
    }

    /// The `documentInfo` object.
    pub(super) fn json(&self) -> Value {
        let mut info = json!({ "documentType": self.document_type, "namespaces": self.namespaces, "taxonomy": [self.schema] });
        if self.has_notes {
            info["linkTypes"] = json!({ "footnote": "http://www.xbrl.org/2003/arcrole/fact-footnote" });
            info["linkGroups"] = json!({ "_": "http://www.xbrl.org/2003/role/link" });
        }
        info
    }
}

fn scheme_prefix(entity: &Entity) -> &'static str {
    if entity.scheme == Entity::CIK_SCHEME { "cik" } else { "scheme" }
}

/// `cik:0000801748`
pub(super) fn entity(entity: &Entity) -> String {
    format!("{}:{}", scheme_prefix(entity), entity.identifier)
}

/// A note's text as the XHTML that OIM wants.
pub(super) fn note(text: &str) -> String {
    quick_xml::escape::partial_escape(legal(text)).into_owned()
}

/// A document with its final line end.
pub(super) fn json_bytes(document: &impl Serialize) -> Vec<u8> {
    let mut bytes = serde_json::to_vec_pretty(document).expect("strings and numbers are JSON");
    bytes.push(b'\n');
    bytes
}

/// The unit, but for `xbrli:pure`, which OIM reports must leave out.
pub(super) fn stated_unit(names: &Namespaces, of: &Unit) -> Option<String> {
    (of.measure != Measure::Pure || of.per.is_some()).then(|| unit(names, of))
}

/// `iso4217:USD`, `iso4217:USD/xbrli:shares`, `xbrli:pure`.
pub(super) fn unit(names: &Namespaces, unit: &Unit) -> String {
    let measure = names.measure(&unit.measure);
    let Some(per) = &unit.per else { return measure };
    [&measure, "/", &names.measure(per)].concat()
}

/// Appends midnight at the end of the last day; a duration begins with the midnight before its first.
pub(super) fn push_period(out: &mut String, period: Period) {
    match period {
        Period::Instant(day) => midnight_after(out, day),
        Period::Duration { start, end } => {
            push_date(out, start);
            out.push_str("T00:00:00/");
            midnight_after(out, end);
        }
    }
}

fn midnight_after(out: &mut String, day: NaiveDate) {
    push_date(out, day.checked_add_days(Days::new(1)).unwrap_or(day));
    out.push_str("T00:00:00");
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::write::digits::spelt;

    #[test]
    fn periods_end_at_midnight() {
        let day = |month, day| NaiveDate::from_ymd_opt(2004, month, day).unwrap();
        let period = |period| spelt(|out| push_period(out, period));
        assert_eq!(period(Period::Instant(day(12, 31))), "2005-01-01T00:00:00");
        assert_eq!(period(Period::Duration { start: day(1, 1), end: day(3, 31) }), "2004-01-01T00:00:00/2004-04-01T00:00:00");
    }
}
