//! What sets a figure apart from the plain consolidated one: segments, places, non-GAAP columns, discontinued operations.

mod columns;

use std::collections::BTreeSet;

use super::gaap;
use super::graph::Graph;
use super::phrase::Phrase;
use super::segment;
use crate::report::StatementKind;
use crate::table::Table;
use crate::taxonomy::QName;
use crate::text::ends_in_full_stop;
pub(crate) use columns::of_columns;

/// One thing that sets figures apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Qualifier {
    /// Measures that GAAP does not know.
    NonGaap,
    /// An axis and a member that another table has already: what it says of a line is said again.
    Known(QName, QName),
    /// What leads from a GAAP measure to another one.
    Adjustment,
    /// As if something had happened.
    ProForma,
    /// As it was printed before a restatement.
    PreviouslyReported,
    /// What is expected, not what was.
    Forecast,
    /// The lower end of what is expected.
    Low,
    /// The upper end of what is expected.
    High,
    /// Operations given up.
    Discontinued,
    /// A member of an axis, by the label.
    Member(Split, String),
    /// The line of the income statement that holds the amount.
    Location(String),
    /// Another measure of what the row names: `Average Balance`, `Yield`.
    Measure(String),
}

/// Along what a total is split.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Split {
    /// Business segments.
    Segment,
    /// Countries and regions.
    Geography,
    /// Products and services.
    Product,
    /// Members of consolidation: parent, eliminations.
    Consolidation,
    /// Components of equity.
    Equity,
}

impl Split {
    pub(crate) fn axis(self) -> (QName, &'static str) {
        match self {
            Self::Segment => (QName::us_gaap("StatementBusinessSegmentsAxis"), "Segments [Axis]"),
            Self::Geography => (QName::srt("StatementGeographicalAxis"), "Geographical [Axis]"),
            Self::Product => (QName::srt("ProductOrServiceAxis"), "Product and Service [Axis]"),
            Self::Equity => (QName::us_gaap("StatementEquityComponentsAxis"), "Equity Components [Axis]"),
            Self::Consolidation => (QName::srt("ConsolidationItemsAxis"), "Consolidation Items [Axis]"),
        }
    }
}

impl Qualifier {
    /// Whether figures so set apart never are facts of a us-gaap concept.
    pub(crate) fn is_outside_gaap(&self) -> bool {
        matches!(self, Self::NonGaap | Self::Adjustment | Self::ProForma | Self::Measure(_))
    }

    /// Words that tell an own concept's label apart.
    pub(crate) fn suffix(&self) -> Option<&str> {
        match self {
            Self::NonGaap => Some("Non-GAAP"),
            Self::Adjustment => Some("Adjustment"),
            Self::ProForma => Some("Pro Forma"),
            Self::Measure(words) => Some(words),
            _ => None,
        }
    }

    /// The axis and member to put a fact under; `None` where an own concept tells it apart.
    pub(crate) fn dimension(&self, graph: &mut Graph) -> Option<(QName, QName)> {
        let scenario = (QName::srt("StatementScenarioAxis"), "Scenario [Axis]");
        let range = (QName::srt("RangeAxis"), "Statistical Measurement [Axis]");
        let (axis, label, member, words) = match self {
            Self::ProForma => (scenario.0, scenario.1, QName::srt("ProFormaMember"), "Pro Forma"),
            Self::Low => (range.0, range.1, QName::srt("MinimumMember"), "Minimum"),
            Self::High => (range.0, range.1, QName::srt("MaximumMember"), "Maximum"),
            Self::Forecast => (scenario.0, scenario.1, QName::srt("ScenarioForecastMember"), "Forecast"),
            Self::PreviouslyReported => (
                QName::srt("RestatementAxis"),
                "Revision of Prior Period [Axis]",
                QName::srt("ScenarioPreviouslyReportedMember"),
                "Previously Reported",
            ),
            Self::Discontinued => (
                QName::us_gaap("StatementOperatingActivitiesSegmentAxis"),
                "Operating Activities [Axis]",
                QName::us_gaap("SegmentDiscontinuedOperationsMember"),
                "Discontinued Operations",
            ),
            Self::Location(words) => {
                let axis = QName::us_gaap("IncomeStatementLocationAxis");
                let member = graph.member(&axis, "Income Statement Location [Axis]", words);
                return Some((axis, member));
            }
            Self::Member(split, words) => {
                let (axis, label) = split.axis();
                let member = graph.member(&axis, label, words);
                return Some((axis, member));
            }
            Self::Known(axis, member) => return Some((axis.clone(), member.clone())),
            Self::NonGaap | Self::Adjustment | Self::Measure(_) => return None,
        };
        graph.standard_member(&axis, label, &member, words);
        Some((axis, member))
    }
}

/// What the titles say of all figures of a table.
pub(crate) fn of_table(table: &Table, kind: StatementKind) -> Vec<Qualifier> {
    let mut found = Vec::new();
    // words of time and remarks over a single column name nothing, and what ends a note belongs to what stands above
    let titles = table.titles.iter().rev().take_while(|title| !ends_in_full_stop(title.as_str()));
    for title in titles.filter(|title| !is_remark_or_time(title.as_str())).take(4) {
        let lower = title.as_str().to_lowercase().replace('’', "'");
        let leads_over = [
            "reconcil",
            "gaap to",
            "to non-gaap",
            "gaap and non",
            "non-gaap measure",
            "non-gaap financial",
            "computation of",
            "calculation of",
        ]
        .iter()
        .any(|w| lower.contains(w));
        let restated = || ["restated", "reclassified", "adjusted"].iter().any(|w| lower.contains(w));
        let named = if lower.contains("discontinued operations") && !lower.contains("continuing") && lower.len() < 60 && !restated() {
            Some(Qualifier::Discontinued)
        } else if leads_over || kind == StatementKind::Reconciliation && lower.contains("reconcil") {
            None
        } else if lower.contains("pro forma") || lower.contains("proforma") || lower.contains("pro-forma") {
            Some(Qualifier::ProForma)
        } else if lower.contains("non-gaap") && !tells_of_measures(&lower, table) {
            Some(Qualifier::NonGaap)
        } else {
            let rest = segment::is_rest(&lower).then(|| Qualifier::Member(Split::Consolidation, title.as_str().trim().to_owned()));
            segment::titled(title.as_str()).map(|name| Qualifier::Member(Split::Segment, name)).or(rest)
        };
        if let Some(named) = named.filter(|n| !found.contains(n)) {
            found.push(named);
        }
    }
    found
}

/// Whether a title says only when, or stands in brackets: `(In thousands, except`, `per share data)`, `Year ended`.
fn is_remark_or_time(title: &str) -> bool {
    let title = title.trim();
    title.starts_with('(') || title.ends_with(')') && !title.contains('(') || Phrase::parse(title).rest.is_empty()
}

/// Columns of segments and of the total of them tell that the table is of the whole company: "Underwriting Segment Data", over "Casualty",
/// "Property" and "Total", is of no segment called so.
pub(crate) fn of_whole_company(columns: &mut [Vec<Qualifier>], qualifiers: &mut Vec<Qualifier>, company: &str) {
    without_company(columns, company);
    const SORTS: [&str; 4] = ["underwriting", "operating", "reporting", "earnings"];
    let names: BTreeSet<&str> = columns
        .iter()
        .flatten()
        .filter_map(|q| match q {
            Qualifier::Member(Split::Segment, name) => Some(name.as_str()),
            _ => None,
        })
        .collect();
    if names.len() > 1 && columns.iter().any(Vec::is_empty) {
        let sort = |q: &Qualifier| matches!(q, Qualifier::Member(Split::Segment, name) if SORTS.contains(&name.to_lowercase().as_str()));
        qualifiers.retain(|q| !sort(q));
    }
}

/// A last column that is called as the company is beside its parts is of the whole of it: `Motors | Pumps | Corporate | Norbury`.
fn without_company(columns: &mut [Vec<Qualifier>], company: &str) {
    let Some((last, parts)) = columns.split_last_mut() else { return };
    // "Norbury Totals"
    let named = |words: &str| {
        let lower = words.to_ascii_lowercase();
        let words = &words[..[" totals", " total"].iter().find_map(|end| lower.strip_suffix(end)).unwrap_or(&lower).len()];
        let rest = company.get(..words.len()).filter(|start| start.eq_ignore_ascii_case(words)).map(|_| &company[words.len()..]);
        words.len() > 2 && rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    let is_part = |q: &Qualifier| matches!(q, Qualifier::Member(..));
    if parts.iter().filter(|part| part.iter().any(is_part)).count() > 1 {
        last.retain(|q| !matches!(q, Qualifier::Member(_, words) if named(words)));
    }
}

/// Whether a title stands over measures that GAAP does not know beside those that it does, from which they are found: "Supplemental Non-GAAP
/// Disclosures", over adjusted EBITDA, interest expense and net income.
fn tells_of_measures(title: &str, table: &Table) -> bool {
    const TOLD: [&str; 9] = ["supplement", "disclosure", "information", "data", "metric", "ebit", "cash flow", "adjusted", "funds from"];
    let told = TOLD.iter().any(|w| title.contains(w)) && !title.contains("statement");
    told && table.rows.iter().any(|row| row.has_figures() && gaap::is_outside_gaap(row.stub.as_str()))
}

/// Along what a member's words split.
pub(crate) fn split_of(lower: &str) -> Split {
    const PLACES: [&str; 26] = [
        "america",
        "europe",
        "asia",
        "pacific",
        "africa",
        "middle east",
        "japan",
        "china",
        "india",
        "canada",
        "mexico",
        "brazil",
        "united states",
        "u.s.",
        "united kingdom",
        "germany",
        "france",
        "international",
        "domestic",
        "foreign",
        "rest of world",
        "emea",
        "apac",
        "latin",
        "australia",
        "worldwide",
    ];
    // "ROW", "OUS": words that others hold, too
    const SHORT: [&str; 8] = ["us", "usa", "uk", "row", "ous", "ww", "intl", "int'l"];
    let short = |word: &str| SHORT.contains(&word);
    if PLACES.iter().any(|p| lower.contains(p)) || lower.split(|c: char| !c.is_alphanumeric() && c != '\'').any(short) {
        return Split::Geography;
    }
    if ["elimination", "parent", "corporate", "guarantor", "intersegment"].iter().any(|p| lower.contains(p)) {
        return Split::Consolidation;
    }
    if ["product", "service", "license", "subscription", "hardware", "software", "maintenance"].iter().any(|p| lower.contains(p)) {
        return Split::Product;
    }
    Split::Segment
}

/// Along what a line splits the total that it is a part of: places by their names, else products and services.
pub(crate) fn split_of_part(label: &str) -> Split {
    match split_of(&label.to_lowercase()) {
        Split::Segment => Split::Product,
        split => split,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_called_as_the_company_beside_its_parts_is_the_whole() {
        let member = |words: &str| vec![Qualifier::Member(Split::Segment, words.to_owned())];
        let last = |words: &str| {
            let mut columns = vec![member("Motors"), member("Pumps"), member(words)];
            of_whole_company(&mut columns, &mut Vec::new(), "Norbury Industries, Inc.");
            columns.pop()
        };
        for whole in ["Norbury", "Norbury Industries", "Norbury Industries Totals"] {
            assert_eq!(last(whole), Some(Vec::new()), "{whole}");
        }
        assert_eq!(last("Motors Total"), Some(member("Motors Total")));
    }
}
