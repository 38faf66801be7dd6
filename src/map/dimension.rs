//! What sets a figure apart from the plain consolidated one: segments, places, non-GAAP columns, discontinued operations.

mod columns;

use chrono::NaiveDate;

use columns::{agree_on_axis, is_cause, member_columns};

use super::graph::Graph;
use super::period::ColumnTime;
use super::segment;
use crate::report::StatementKind;
use crate::table::Table;
use crate::taxonomy::QName;

/// One thing that sets figures apart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Qualifier {
    /// Measures that GAAP does not know.
    NonGaap,
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
    fn axis(self) -> (QName, &'static str) {
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
            Self::NonGaap | Self::Adjustment | Self::Measure(_) => return None,
        };
        graph.standard_member(&axis, label, &member, words);
        Some((axis, member))
    }
}

/// What the titles say of all figures of a table.
pub(crate) fn of_table(table: &Table, kind: StatementKind) -> Vec<Qualifier> {
    let mut found = Vec::new();
    for title in table.titles.iter().rev().take(4) {
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
        let named = if lower.contains("discontinued operations") && !lower.contains("continuing") && lower.len() < 60 {
            Some(Qualifier::Discontinued)
        } else if leads_over || kind == StatementKind::Reconciliation && lower.contains("reconcil") {
            None
        } else if lower.contains("pro forma") || lower.contains("proforma") || lower.contains("pro-forma") {
            Some(Qualifier::ProForma)
        } else if lower.contains("non-gaap") {
            Some(Qualifier::NonGaap)
        } else {
            segment::titled(title.as_str()).map(|name| Qualifier::Member(Split::Segment, name))
        };
        if let Some(named) = named.filter(|n| !found.contains(n)) {
            found.push(named);
        }
    }
    found
}

/// What each column's header says beside its time. `money` tells which columns hold signs of money: what those are headed is counted by none.
pub(crate) fn of_columns(times: &[ColumnTime], money: &[bool], kind: StatementKind, newest: NaiveDate) -> Vec<Vec<Qualifier>> {
    let members = member_columns(times);
    // "Actual | As adjusted": what would be after an offering
    let actual = times.iter().any(|time| time.rest.eq_ignore_ascii_case("actual"));
    let offered = |time: &ColumnTime| actual && time.duration.is_none() && time.rest.eq_ignore_ascii_case("as adjusted");
    let ahead = |time: &ColumnTime| time.ahead && time.is_plain() || time.duration.is_some_and(|d| d.end() > newest);
    let forecast = |time: &ColumnTime| ahead(time).then_some(Qualifier::Forecast);
    let mut found: Vec<Vec<Qualifier>> = times
        .iter()
        .zip(members)
        .zip(money)
        .map(|((time, is_member), of_money)| match offered(time) {
            true => vec![Qualifier::ProForma],
            // a table that leads from a measure of guidance to another tells both ends of it, too
            false => match end_of_range(&time.rest).filter(|_| ahead(time)) {
                Some(end) => vec![end, Qualifier::Forecast],
                None => of_header(&time.rest, is_member, *of_money, kind).into_iter().chain(forecast(time)).collect(),
            },
        })
        .collect();
    for (at, qualifiers) in found.iter_mut().enumerate().filter(|(at, _)| is_cause(times, *at)) {
        for qualifier in qualifiers.iter_mut().filter(|q| matches!(q, Qualifier::Member(..))) {
            *qualifier = Qualifier::Measure(times[at].rest.clone());
        }
    }
    agree_on_axis(&mut found);
    // "Casualty | Ratios | Property | Ratios": ratios of the column before
    for at in (1..found.len()).filter(|at| says_ratios(&times[*at].rest)) {
        found[at] = found[at - 1].clone();
    }
    found
}

/// Whether a header says that its column holds ratios, and not of what.
fn says_ratios(rest: &str) -> bool {
    ["ratio", "ratios"].contains(&without_gaap(rest).to_lowercase().as_str())
}

/// A header without the mark of GAAP before a name: `GAAP Casualty`.
fn without_gaap(rest: &str) -> &str {
    rest.strip_prefix("GAAP ").map_or(rest, str::trim_start)
}

fn of_header(rest: &str, is_member: bool, of_money: bool, kind: StatementKind) -> Vec<Qualifier> {
    let lower = rest.to_lowercase();
    // a footnote's mark may be glued to a word: "Net of Tax5"
    let bare = |word| -> &str {
        if str::starts_with(word, char::is_alphabetic) { word.trim_end_matches(|c: char| c.is_ascii_digit()) } else { word }
    };
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).map(bare).collect();
    let has = |w: &str| words.contains(&w);
    // what a column counts is told by its unit
    if words == ["per", "share"] {
        return Vec::new();
    }
    if lower.contains("pro forma") || has("proforma") {
        return vec![Qualifier::ProForma];
    }
    if has("adj") || has("adjustment") || has("adjustments") || has("reconciling") {
        return vec![Qualifier::Adjustment];
    }
    if lower.contains("non-gaap") || lower.contains("non gaap") || has("nongaap") || has("adjusted") {
        return vec![Qualifier::NonGaap];
    }
    if kind == StatementKind::Guidance
        && let Some(end) = end_of_range(rest)
    {
        return vec![end];
    }
    if kind == StatementKind::Guidance && ["guidance", "outlook", "estimate", "estimates", "range", "forecast"].iter().any(|w| has(w)) {
        let earlier = ["prior", "previous", "original", "former", "old"].iter().any(|w| has(w));
        return if earlier { vec![Qualifier::PreviouslyReported] } else { Vec::new() };
    }
    if lower.contains("previously reported") || lower.contains("originally reported") {
        return vec![Qualifier::PreviouslyReported];
    }
    // a spanner over it and its neighbours says nothing of the GAAP column
    if kind == StatementKind::Reconciliation && has("gaap") {
        return Vec::new();
    }
    if lower.contains("discontinued") {
        return vec![Qualifier::Discontinued];
    }
    let plain = [
        "gaap",
        "total",
        "consolidated",
        "reported",
        "restated",
        "actual",
        "company",
        "amount",
        "unaudited",
        "audited",
        "note",
        "us",
        "approximately",
        "approx",
    ];
    if !is_member || words.iter().all(|w| plain.contains(w) || *w == "as" || w.len() < 2) {
        return Vec::new();
    }
    if kind == StatementKind::Equity && has("total") {
        return Vec::new();
    }
    if kind == StatementKind::Equity {
        return vec![Qualifier::Member(Split::Equity, rest.to_owned())];
    }
    let split = split_of(&lower);
    // what leads from one measure to another is no part of the company
    let leads_over = kind == StatementKind::Reconciliation && split == Split::Segment && !has("segment");
    // "Outpatient Centers" over amounts of money are a part of the company
    let things = super::things::of_header(rest).filter(|_| !of_money);
    if is_measure(&words) || things.is_some() || super::unit::Measured::in_brackets(rest).is_some() || leads_over {
        return vec![Qualifier::Measure(rest.to_owned())];
    }
    vec![Qualifier::Member(split, without_gaap(rest).to_owned())]
}

/// The end of a range that a header names: "Low", "High end of guidance".
fn end_of_range(header: &str) -> Option<Qualifier> {
    let lower = header.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    const BESIDE: [&str; 10] = ["end", "of", "the", "range", "guidance", "outlook", "full", "estimate", "at", "point"];
    let ends = [("low", Qualifier::Low), ("minimum", Qualifier::Low), ("high", Qualifier::High), ("maximum", Qualifier::High)];
    let (end, qualifier) = ends.into_iter().find(|(end, _)| words.contains(end))?;
    words.iter().all(|word| *word == end || BESIDE.contains(word)).then_some(qualifier)
}

/// Whether words name what is measured, and not a part of the company.
fn is_measure(words: &[&str]) -> bool {
    const MEASURES: &str = "eps fx exchange impact organic inorganic acquisition acquisitions divestitures constant current deferred \
        gross net units weather pretax tax earnings translation average balance balances interest yield rate \
        rates number shares amount income expense cost value price revenue revenues sales profit margin \
        volume high low currency outstanding dividends noi occupancy ebitda avg renewal units";
    words.iter().any(|w| MEASURES.split_whitespace().any(|measure| measure == *w))
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
    if PLACES.iter().any(|p| lower.contains(p)) {
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
    fn headers_set_apart() {
        assert_eq!(of_header("Non-GAAP", true, false, StatementKind::Segments), [Qualifier::NonGaap]);
        assert_eq!(of_header("Adj.", true, false, StatementKind::Segments), [Qualifier::Adjustment]);
        assert_eq!(of_header("GAAP", true, false, StatementKind::Segments), []);
        assert_eq!(of_header("Total", true, false, StatementKind::Segments), []);
        assert_eq!(
            of_header("Americas", true, false, StatementKind::Segments),
            [Qualifier::Member(Split::Geography, "Americas".to_owned())]
        );
        assert_eq!(of_header("Average Balance", true, false, StatementKind::Segments), [Qualifier::Measure("Average Balance".to_owned())]);
        assert_eq!(
            of_header("GAAP Casualty", true, false, StatementKind::Segments),
            [Qualifier::Member(Split::Segment, "Casualty".to_owned())]
        );
        assert!(says_ratios("GAAP Ratios") && !says_ratios("Loss ratio"));
        let centers = |of_money| of_header("Outpatient Centers", true, of_money, StatementKind::Segments);
        assert_eq!(centers(true), [Qualifier::Member(Split::Segment, "Outpatient Centers".to_owned())]);
        assert_eq!(centers(false), [Qualifier::Measure("Outpatient Centers".to_owned())]);
    }
}
