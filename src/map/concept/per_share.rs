//! Earnings per share and the shares they are computed with by their plain words, where no filer printed the label as it stands.

use super::heading::{Dilution, dilution};
use super::{ACCEPT, LinkLine, UnitKind};
use crate::map::lines::begins_per_share;
use crate::map::unit::names_dilution;
use crate::report::{Candidate, Confidence};
use crate::taxonomy::{ElementId, QName};

/// Words of amounts per share that are no earnings, or not all of them.
const OTHERS: [&str; 14] = [
    "dividend",
    "distribution",
    "book",
    "price",
    "value",
    "continuing",
    "discontinued",
    "extraordinary",
    "cumulative",
    "adjusted",
    "pro forma",
    "non-gaap",
    "impact",
    "effect",
];
/// Words of measures other than the net income that earnings per share are of.
const NOT_NET: [&str; 8] = ["operating", "core ", "funds from", "ffo", "ebitda", "cash flow", "cash earnings", "investment income"];
/// What results of GAAP are told before: whatever else they leave out makes them another measure.
const BEFORE: [&str; 9] =
    ["tax", "extraordinary", "cumulative", "accounting", "discontinued", "minority", "controlling", "preferred", "item"];
/// How sure the words are.
const SURE: f64 = 0.75;

/// Puts the concept that the words name before guesses that are not sure enough.
pub(super) fn name(line: &LinkLine<'_>, candidates: &mut Vec<Candidate>) {
    if line.unit == UnitKind::PerShare {
        part(line, candidates);
        undiluted(line, candidates);
        both(line, candidates);
        diluted(line, candidates);
        let label = line.label.to_lowercase();
        if is_item(&label) || leaves_out(&label) {
            candidates.retain(|c| !["EarningsPerShare", "IncomeLossFromContinuing"].iter().any(|name| c.concept.local().starts_with(name)));
        }
        if is_of_other_measure(line) {
            candidates.retain(|c| !c.concept.local().starts_with("EarningsPerShare"));
            return;
        }
    }
    if line.unit == UnitKind::Shares {
        shares(line, candidates);
    }
    if line.unit != UnitKind::PerShare || candidates.first().is_some_and(|c| c.confidence >= ACCEPT) {
        return;
    }
    let words = line.sections.iter().chain([&line.label]).copied().collect::<Vec<_>>().join(" ").to_lowercase();
    let Some(local) =
        concept(&line.label.to_lowercase()).or_else(|| headed(line)).filter(|_| !OTHERS.iter().any(|other| words.contains(other)))
    else {
        return;
    };
    candidates.retain(|c| c.concept.local() != local);
    candidates.insert(0, Candidate { concept: QName::us_gaap(local), confidence: Confidence::new(SURE) });
}

/// What a line that says no more than that it is net income, or that of GAAP, is under a heading of earnings per share: "GAAP", "As reported".
fn headed(line: &LinkLine<'_>) -> Option<&'static str> {
    const WORDS: [&str; 9] = ["net", "income", "loss", "earnings", "gaap", "as", "reported", "per", "share"];
    let heading = line.sections.last()?.to_lowercase();
    let label = line.label.to_lowercase();
    let mut words = label.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let plain = !label.is_empty() && !label.contains("non-") && words.all(|word| WORDS.contains(&word));
    concept(&heading).filter(|_| plain && (heading.contains("per share") || names_dilution(&heading)))
}

/// Earnings per share under a heading that says both basic and diluted are both, where the label says neither.
fn both(line: &LinkLine<'_>, candidates: &mut [Candidate]) {
    let headed = line.sections.last().is_some_and(|s| concept(&s.to_lowercase()) == Some("EarningsPerShareBasicAndDiluted"));
    let Some(first) = candidates.first_mut().filter(|_| headed && concept(&line.label.to_lowercase()).is_none()) else { return };
    let name = first.concept.local();
    if ["EarningsPerShareBasic", "EarningsPerShareDiluted"].contains(&name) {
        first.concept = QName::us_gaap("EarningsPerShareBasicAndDiluted");
    } else if let Some(part) = name.strip_suffix("PerBasicShare").or(name.strip_suffix("PerDilutedShare")) {
        let local = format!("{part}PerBasicAndDilutedShare");
        if ElementId::us_gaap(&local).is_some() {
            first.concept = QName::us_gaap(&local);
        }
    }
}

/// Earnings per share that nothing calls diluted are hardly that: basic ones, where those are thought of, too.
fn undiluted(line: &LinkLine<'_>, candidates: &mut [Candidate]) {
    let basic = candidates.iter().position(|c| c.concept.local() == "EarningsPerShareBasic");
    let is_diluted = candidates.first().is_some_and(|c| c.concept.local() == "EarningsPerShareDiluted");
    let said = line.sections.iter().chain([&line.label]).any(|words| words.to_lowercase().contains("dilut"));
    if let Some(basic) = basic.filter(|_| is_diluted && !said) {
        let confidence = candidates[0].confidence;
        candidates.swap(0, basic);
        candidates[0].confidence = confidence;
    }
}

/// Earnings per share under a heading of continuing or discontinued operations are those of that part.
fn part(line: &LinkLine<'_>, candidates: &mut Vec<Candidate>) {
    let Some(top) = candidates.first() else { return };
    // what is net income or available to the holders of shares is past what a heading parts off
    let own = line.label.to_lowercase();
    let past = ["net income", "net loss", "net earnings", "available"].iter().any(|words| own.contains(words));
    let parts_off = |heading: &&str| past && heading.to_lowercase().contains("discontinued") && !heading.to_lowercase().contains("per ");
    let heading = line.sections.last().copied().filter(|heading| !parts_off(heading)).unwrap_or_default();
    let words = format!("{heading} {}", line.label).to_lowercase();
    let dilution = match top.concept.local() {
        "EarningsPerShareBasic" => "Basic",
        "EarningsPerShareDiluted" => "Diluted",
        _ => return,
    };
    let part = match (words.contains("discontinued"), words.contains("continuing")) {
        (true, false) => "DiscontinuedOperationsNetOfTax",
        (false, true) => "ContinuingOperations",
        _ => return,
    };
    let local = format!("IncomeLossFrom{part}Per{dilution}Share");
    let confidence = top.confidence;
    candidates.retain(|c| c.concept.local() != local);
    candidates.insert(0, Candidate { concept: QName::us_gaap(&local), confidence });
}

/// Whether an amount per share is of another measure than net income: by its own words, or by the line that it stands below.
fn is_of_other_measure(line: &LinkLine<'_>) -> bool {
    let label = line.label.to_lowercase();
    let heading = line.sections.last().filter(|_| begins_per_share(&label)).map(|s| s.to_lowercase());
    let other = |words: &str| NOT_NET.iter().any(|w| words.contains(w));
    other(&label) || heading.is_some_and(|heading| other(&heading))
}

/// Whether an amount per share is of what was earned before something that GAAP leaves in: `Earnings before reserve releases per share`.
fn leaves_out(label: &str) -> bool {
    label.split_once(" before ").is_some_and(|(_, what)| !BEFORE.iter().any(|w| what.contains(w)))
}

/// Whether a label names one item of what a period earned and no result: `Restructuring charges` under "Earnings per share (diluted)".
fn is_item(label: &str) -> bool {
    const ITEMS: [&str; 13] = [
        "charge",
        "gain",
        "realized",
        "restructuring",
        "impairment",
        "cost",
        "expense",
        "amortization",
        "settlement",
        "litigation",
        "severance",
        "write",
        "derivative",
    ];
    const RESULTS: [&str; 6] = ["income", "earnings", "net loss", "per share", "operations", "eps"];
    // "Equity" under "Per share" is what each share is worth in the books
    if label.starts_with("equity") || label.contains("holders' equity") || label.contains("holders’ equity") {
        return true;
    }
    ITEMS.iter().any(|word| label.contains(word)) && !RESULTS.iter().any(|word| label.contains(word))
}

/// Earnings under a heading of diluted shares are diluted, whatever is printed more often; those of a part of operations, too.
fn diluted(line: &LinkLine<'_>, candidates: &mut Vec<Candidate>) {
    let other = |local: &str| match dilution(line)? {
        Dilution::Diluted => local.strip_suffix("PerBasicShare").map(|part| format!("{part}PerDilutedShare")),
        Dilution::Basic => local.strip_suffix("PerDilutedShare").map(|part| format!("{part}PerBasicShare")),
    };
    if let Some((local, confidence)) = candidates.first().and_then(|top| Some((other(top.concept.local())?, top.confidence))) {
        candidates.retain(|c| c.concept.local() != local);
        candidates[0] = Candidate { concept: QName::us_gaap(&local), confidence };
        return;
    }
    let Some(top) = candidates.first().filter(|c| c.concept.local() == "EarningsPerShareBasic") else { return };
    if dilution(line) == Some(Dilution::Diluted) {
        let confidence = top.confidence;
        candidates.retain(|c| !["EarningsPerShareBasic", "EarningsPerShareDiluted"].contains(&c.concept.local()));
        candidates.insert(0, Candidate { concept: QName::us_gaap("EarningsPerShareDiluted"), confidence });
    }
}

const BASIC: &str = "WeightedAverageNumberOfSharesOutstandingBasic";
const DILUTED: &str = "WeightedAverageNumberOfDilutedSharesOutstanding";
const ANTIDILUTIVE: &str = "AntidilutiveSecuritiesExcludedFromComputationOfEarningsPerShareAmount";
const BOTH: &str = "WeightedAverageNumberOfShareOutstandingBasicAndDiluted";

/// Shares that earnings per share are computed with: told by their dilution, that of the label or else of a heading, where they are averages
/// or what is computed with.
fn shares(line: &LinkLine<'_>, candidates: &mut Vec<Candidate>) {
    let label = line.label.to_lowercase();
    if label.contains("antidilutive") || label.contains("anti-dilutive") {
        // shares that earnings per share are not computed with
        *candidates = vec![Candidate { concept: QName::us_gaap(ANTIDILUTIVE), confidence: Confidence::new(SURE) }];
        return;
    }
    // what dilution adds is not all that is diluted: "Dilutive effect of options"
    if label.contains("dilutive") && !label.contains("diluted") {
        return;
    }
    let words = line.sections.last().into_iter().chain([&line.label]).copied().collect::<Vec<_>>().join(" ").to_lowercase();
    if !["average", "comput", "calculat"].iter().any(|w| words.contains(w)) {
        return;
    }
    let local = match (concept(&line.label.to_lowercase()), dilution(line)) {
        (Some("EarningsPerShareBasicAndDiluted"), _) => BOTH,
        (_, Some(Dilution::Basic)) => BASIC,
        (_, Some(Dilution::Diluted)) => DILUTED,
        (_, None) => return,
    };
    let sure = candidates.first().filter(|c| c.confidence >= ACCEPT);
    if sure.is_some_and(|c| c.concept.local() == local || ![BASIC, DILUTED, BOTH].contains(&c.concept.local())) {
        return;
    }
    candidates.retain(|c| c.concept.local() != local);
    candidates.insert(0, Candidate { concept: QName::us_gaap(local), confidence: Confidence::new(SURE) });
}

fn concept(label: &str) -> Option<&'static str> {
    match (label.contains("basic"), label.contains("diluted")) {
        (true, true) => Some("EarningsPerShareBasicAndDiluted"),
        (true, false) => Some("EarningsPerShareBasic"),
        (false, true) => Some("EarningsPerShareDiluted"),
        (false, false) if label.contains("primary") => Some("EarningsPerShareBasic"),
        (false, false) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(label: &str) -> Option<String> {
        let line = LinkLine { label, sections: &[], depth: 0, total: false, unit: UnitKind::PerShare, amounts: &[], parts: &[] };
        let mut candidates = Vec::new();
        name(&line, &mut candidates);
        candidates.first().map(|c| c.concept.local().to_owned())
    }

    #[test]
    fn an_item_is_no_result() {
        for item in ["Restructuring charges", "Gains (losses) on derivatives", "Realized gain (losses) on investments", "Equity"] {
            assert!(is_item(&item.to_lowercase()), "{item}");
        }
        for result in ["Net income", "Income before restructuring charges", "Earnings excluding gains", "Diluted"] {
            assert!(!is_item(&result.to_lowercase()), "{result}");
        }
    }

    #[test]
    fn shares_are_told_by_their_dilution() {
        let sections = ["Number of shares used in computing:"];
        let named = |label| {
            let line = LinkLine { label, sections: &sections, depth: 0, total: false, unit: UnitKind::Shares, amounts: &[], parts: &[] };
            let mut candidates = Vec::new();
            name(&line, &mut candidates);
            candidates.first().map(|c| c.concept.local().to_owned())
        };
        assert_eq!(named("-basic earnings per common share").as_deref(), Some("WeightedAverageNumberOfSharesOutstandingBasic"));
        assert_eq!(named("-diluted earnings per common share").as_deref(), Some("WeightedAverageNumberOfDilutedSharesOutstanding"));
        assert_eq!(named("Options"), None);
        assert_eq!(named("Dilutive effect of options"), None);
        assert_eq!(named("Antidilutive shares").as_deref(), Some(ANTIDILUTIVE));
        let under = ["Diluted"];
        let label = "Weighted-average common shares outstanding";
        let line = LinkLine { label, sections: &under, depth: 0, total: false, unit: UnitKind::Shares, amounts: &[], parts: &[] };
        let mut candidates = vec![Candidate { concept: QName::us_gaap(BASIC), confidence: Confidence::new(0.9) }];
        name(&line, &mut candidates);
        assert_eq!(candidates[0].concept.local(), DILUTED);
    }

    #[test]
    fn what_stands_under_a_heading_of_diluted_shares() {
        let named = |label| {
            let sections = ["Per diluted share:"];
            let line = LinkLine { label, sections: &sections, depth: 0, total: false, unit: UnitKind::PerShare, amounts: &[], parts: &[] };
            let guess = |local| Candidate { concept: QName::us_gaap(local), confidence: Confidence::new(0.7) };
            let mut candidates = vec![guess("EarningsPerShareBasic"), guess("EarningsPerShareDiluted")];
            name(&line, &mut candidates);
            candidates.first().map(|c| c.concept.local().to_owned())
        };
        assert_eq!(named("Net income").as_deref(), Some("EarningsPerShareDiluted"));
        assert_eq!(named("Operating income"), None);
        let part = |dilution| format!("IncomeLossFromDiscontinuedOperationsNetOfTaxPer{dilution}Share");
        let line = LinkLine {
            label: "Discontinued operations",
            sections: &["Diluted earnings per share:"],
            depth: 0,
            total: false,
            unit: UnitKind::PerShare,
            amounts: &[],
            parts: &[],
        };
        let mut candidates = vec![Candidate { concept: QName::us_gaap(&part("Basic")), confidence: Confidence::new(0.7) }];
        name(&line, &mut candidates);
        assert_eq!(candidates[0].concept.local(), part("Diluted"));
        let sections = ["Cash flow from operations"];
        let line = LinkLine {
            label: "Per share - basic",
            sections: &sections,
            depth: 1,
            total: false,
            unit: UnitKind::PerShare,
            amounts: &[],
            parts: &[],
        };
        let mut candidates = vec![Candidate { concept: QName::us_gaap("EarningsPerShareBasic"), confidence: Confidence::new(0.7) }];
        name(&line, &mut candidates);
        assert!(candidates.is_empty());
    }

    #[test]
    fn what_says_only_that_it_is_reported_is_as_its_heading_says() {
        let named = |label| {
            let sections = ["Basic and diluted net loss per share:"];
            let line = LinkLine { label, sections: &sections, depth: 0, total: false, unit: UnitKind::PerShare, amounts: &[], parts: &[] };
            let mut candidates = Vec::new();
            name(&line, &mut candidates);
            candidates.first().map(|c| c.concept.local().to_owned())
        };
        assert_eq!(named("GAAP").as_deref(), Some("EarningsPerShareBasicAndDiluted"));
        let part = |dilution| format!("IncomeLossFromContinuingOperationsPer{dilution}Share");
        let mut candidates = vec![Candidate { concept: QName::us_gaap(&part("Basic")), confidence: Confidence::new(0.7) }];
        let sections = ["Basic and diluted net loss per share:"];
        let line = LinkLine {
            label: "Continuing operations",
            sections: &sections,
            depth: 0,
            total: false,
            unit: UnitKind::PerShare,
            amounts: &[],
            parts: &[],
        };
        name(&line, &mut candidates);
        assert_eq!(candidates[0].concept.local(), part("BasicAndDiluted"));
        assert_eq!(named("Net loss, as reported").as_deref(), Some("EarningsPerShareBasicAndDiluted"));
        assert_eq!(named("Non-GAAP"), None);
        assert_eq!(named("Amortization"), None);
    }

    #[test]
    fn plain_words_name_earnings_per_share() {
        assert_eq!(named("Basic and diluted per share amounts").as_deref(), Some("EarningsPerShareBasicAndDiluted"));
        assert_eq!(named("Per diluted share").as_deref(), Some("EarningsPerShareDiluted"));
        assert_eq!(named("Diluted dividends per share"), None);
        assert_eq!(named("Primary earnings per share").as_deref(), Some("EarningsPerShareBasic"));
        assert_eq!(named("Per share"), None);
        let sections = ["Income from discontinued operations"];
        let line =
            LinkLine { label: "Basic", sections: &sections, depth: 0, total: false, unit: UnitKind::PerShare, amounts: &[], parts: &[] };
        let mut candidates = vec![Candidate { concept: QName::us_gaap("EarningsPerShareBasic"), confidence: Confidence::CERTAIN }];
        name(&line, &mut candidates);
        assert_eq!(candidates[0].concept.local(), "IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicShare");
        let label = "Net income per share - diluted";
        let line = LinkLine { label, sections: &["Discontinued operations:"], ..line };
        let mut candidates = vec![Candidate { concept: QName::us_gaap("EarningsPerShareDiluted"), confidence: Confidence::CERTAIN }];
        name(&line, &mut candidates);
        assert_eq!(candidates[0].concept.local(), "EarningsPerShareDiluted");
    }
}
