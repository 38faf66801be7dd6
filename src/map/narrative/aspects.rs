//! What a mention's fact is a fact of, when no table states it: concept, dimensions, unit.

use super::amount::AmountKind;
use super::clause::{Dilution, Mention, Part};
use super::contract::Contract;
use super::known::{Known, split_camel, words};
use super::measure::{self, Nature};
use super::unlisted;
use super::word_list::WordList;
use crate::map::graph::Graph;
use crate::map::{ReadOptions, Taxonomy};
use crate::report::{Aspects, Axis, Dimensions, Period, Unit};
use crate::taxonomy::{self, Balance, DataType, PeriodType, QName};

/// A concept with the dimensions that set the fact apart.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Topic {
    pub(super) concept: QName,
    pub(super) dimensions: Dimensions,
}

impl Topic {
    /// What a fact of such aspects is about.
    pub(super) fn of(aspects: &Aspects) -> Self {
        Self { concept: aspects.concept.clone(), dimensions: aspects.dimensions.clone() }
    }
}

/// What stands around a mention and may set it apart.
pub(super) struct Setting<'a> {
    /// The subject as printed.
    pub(super) label: &'a str,
    pub(super) heading: Option<&'a str>,
    pub(super) contract: Option<&'a Contract>,
    pub(super) options: &'a ReadOptions,
    /// Whether it is told of what is expected.
    pub(super) expected: bool,
}

/// Measures that are split by product, segment or place.
const SPLIT: [&str; 8] =
    ["Revenues", "OperatingIncomeLoss", "GrossProfit", "Bookings", "Backlog", "CostOfRevenue", "NoninterestIncome", "Billings"];
const PLACES: [&str; 30] = [
    "u.s.",
    "us",
    "u.s",
    "united",
    "states",
    "domestic",
    "international",
    "europe",
    "european",
    "asia",
    "asian",
    "americas",
    "america",
    "american",
    "japan",
    "japanese",
    "china",
    "chinese",
    "canada",
    "canadian",
    "emea",
    "pacific",
    "africa",
    "latin",
    "north",
    "foreign",
    "overseas",
    "germany",
    "india",
    "mexico",
];

/// The topic of a level; `None` where the words do not make it certain.
pub(super) fn topic(graph: &mut Graph, known: &Known, mention: &Mention, setting: &Setting<'_>) -> Option<Topic> {
    if mention.subject.found.measure.is_unlisted() {
        return unlisted::topic(graph, known, mention, setting);
    }
    let heading_words = heading_words(setting.heading);
    if mention.contract {
        return contract_topic(graph, known, mention, setting);
    }
    if mention.own_result {
        return adjusted_topic(graph, mention);
    }
    if let Some(row) = known.row(graph, mention, &heading_words, setting.expected) {
        return Some(Topic::of(&graph.facts[row.index()].aspects));
    }
    if mention.subject.adjusted {
        return adjusted_topic(graph, mention);
    }
    let mut topic = plain_topic(graph, known, mention, setting)?;
    if split(graph, mention, setting, &mut topic) {
        return Some(topic);
    }
    unlisted::narrowed(graph, known, mention, setting)
}

/// "net loss available to common shareholders": what preferred holders don't get.
fn is_left_to_common(label: &str) -> bool {
    let label = label.to_lowercase();
    ["available to common", "attributable to common", "applicable to common", "allocable to common"]
        .iter()
        .any(|words| label.contains(words))
}

/// The measure without anything that sets it apart: the concept that the tables use for it, or its usual one.
fn plain_topic(graph: &mut Graph, known: &Known, mention: &Mention, setting: &Setting<'_>) -> Option<Topic> {
    let mut bare = mention.clone();
    bare.subject.modifier.clear();
    bare.subject.scope = None;
    bare.subject.this_segment = false;
    let rate = matches!(mention.amount.kind, AmountKind::Percent | AmountKind::BasisPoints);
    let to_common = !mention.beside && mention.subject.found.measure.key == "NetIncomeLoss" && is_left_to_common(setting.label);
    if let Some(common) = measure::named("NetIncomeToCommon").filter(|_| to_common) {
        bare.subject.found.measure = common;
    } else if let Some(row) = known.row(graph, &bare, &[], setting.expected).filter(|_| !rate) {
        return Some(Topic { concept: graph.facts[row.index()].aspects.concept.clone(), dimensions: Dimensions::default() });
    }
    Some(Topic { concept: usual_concept(graph, &bare, setting.options)?, dimensions: Dimensions::default() })
}

fn usual_concept(graph: &mut Graph, mention: &Mention, options: &ReadOptions) -> Option<QName> {
    let measure = mention.subject.found.measure;
    if mention.beside && measure.concept.is_empty() && PER_SHARE.contains(&measure.key) {
        let diluted = if mention.dilution == Dilution::Diluted { "Diluted " } else { "" };
        return Some(own_concept(graph, &format!("{} Per {diluted}Share", split_camel(measure.key)), mention));
    }
    let local = if mention.beside || ["EarningsPerShare", CONTINUING].contains(&measure.key) {
        per_share_concept(mention)?
    } else {
        measure.concept
    };
    let rate = is_rate_of_money(mention);
    let standard = (!local.is_empty() && !rate).then(|| taxonomy::standard(&QName::us_gaap(local))).flatten();
    match standard {
        Some(concept) if options.taxonomy == Taxonomy::UsGaap2023 => Some(graph.standard(&concept)),
        Some(concept) => Some(graph.own_concept(&split_camel(local), concept.data_type, concept.period_type, concept.balance)),
        None => {
            let label = if rate { format!("{} Percentage", split_camel(measure.key)) } else { split_camel(measure.key) };
            Some(own_concept(graph, &label, mention))
        }
    }
}

/// Measures of a company's own that are told per share, too.
const PER_SHARE: [&str; 4] = ["FundsFromOperations", "AdjustedFundsFromOperations", "FreeCashFlow", "Ebitda"];

/// The measure of what continuing operations earn for each share.
const CONTINUING: &str = "ContinuingEarningsPerShare";

/// Which earnings per share; unless said, only a table can tell.
fn per_share_concept(mention: &Mention) -> Option<&'static str> {
    let [basic, diluted, both] = match mention.subject.found.measure.key {
        "IncomeLossFromContinuingOperations" | CONTINUING => [
            "IncomeLossFromContinuingOperationsPerBasicShare",
            "IncomeLossFromContinuingOperationsPerDilutedShare",
            "IncomeLossFromContinuingOperationsPerBasicAndDilutedShare",
        ],
        "IncomeLossFromDiscontinuedOperations" => [
            "IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicShare",
            "IncomeLossFromDiscontinuedOperationsNetOfTaxPerDilutedShare",
            "IncomeLossFromDiscontinuedOperationsNetOfTaxPerBasicAndDilutedShare",
        ],
        "NetIncomeLoss" => ["EarningsPerShareBasic", "EarningsPerShareDiluted", "EarningsPerShareBasicAndDiluted"],
        _ if !mention.beside => ["EarningsPerShareBasic", "EarningsPerShareDiluted", "EarningsPerShareBasicAndDiluted"],
        _ => return None,
    };
    match mention.dilution {
        Dilution::Basic => Some(basic),
        Dilution::Diluted => Some(diluted),
        Dilution::Both => Some(both),
        // a loss is not diluted
        Dilution::Unsaid if mention.subject.found.loss || mention.amount.negative => Some(both),
        Dilution::Unsaid => None,
    }
}

/// "Gross margin was 38.2%": the rate of what may be an amount, too.
fn is_rate_of_money(mention: &Mention) -> bool {
    let rate = matches!(mention.amount.kind, AmountKind::Percent | AmountKind::BasisPoints);
    rate && mention.subject.found.measure.nature == Nature::MoneyOrRate
}

/// A measure of the company's own definition: a concept of its own by its words.
fn adjusted_topic(graph: &mut Graph, mention: &Mention) -> Option<Topic> {
    let subject = &mention.subject;
    // "Segment adjusted EBITDA" says not of which segment
    let of_a_segment = subject.modifier.first().is_some_and(|word| is_segment_noun(word));
    // "from continuing operations" sets no part of the company apart; "for the Consumer segment" is told as "Consumer segment adjusted EBITDA" is
    let scope = subject.scope.as_deref().unwrap_or_default();
    let continuing = scope.join(" ").eq_ignore_ascii_case("continuing operations");
    let segment = scope.split_last().is_some_and(|(last, names)| is_segment_noun(last) && !names.is_empty());
    if !(scope.is_empty() || continuing || segment) || subject.this_segment || of_a_segment {
        return None;
    }
    let from = if continuing { " From Continuing Operations" } else { "" };
    let named = if segment { scope } else { &[] };
    let mut label = [named, &subject.modifier].concat().join(" ");
    if mention.own_result && !subject.adjusted {
        label = format!("After Tax {label}");
    } else if subject.found.measure.nature != Nature::Price
        && !subject.modifier.iter().any(|w| ["adjusted", "pro", "forma", "core", "proforma"].contains(&w.to_lowercase().as_str()))
    {
        label = format!("Non-GAAP {label}");
    }
    let told_as = if is_rate_of_money(mention) {
        " Percentage"
    } else if mention.beside && mention.dilution == Dilution::Basic {
        " Per Basic Share"
    } else if mention.beside {
        " Per Share"
    } else {
        ""
    };
    let label = format!("{} {}{from}{told_as}", label.trim(), split_camel(subject.found.measure.key));
    Some(Topic { concept: own_concept(graph, &label, mention), dimensions: Dimensions::default() })
}

fn own_concept(graph: &mut Graph, label: &str, mention: &Mention) -> QName {
    let measure = mention.subject.found.measure;
    let data_type = match mention.amount.kind {
        AmountKind::Percent | AmountKind::BasisPoints => DataType::Percent,
        AmountKind::PerShare(_) => DataType::PerShare,
        _ => DataType::Monetary,
    };
    let period_type = if measure.instant { PeriodType::Instant } else { PeriodType::Duration };
    graph.own_concept(label, data_type, period_type, (data_type == DataType::Monetary).then(|| balance(measure.key)).flatten())
}

fn balance(key: &str) -> Option<Balance> {
    ["NonperformingAssets", "NonperformingLoans", "NetChargeOffs"].contains(&key).then_some(Balance::Debit)
}

/// Puts what sets the subject apart under axes; `false` where it can't be told what it is.
fn split(graph: &mut Graph, mention: &Mention, setting: &Setting<'_>, topic: &mut Topic) -> bool {
    let subject = &mention.subject;
    if subject.is_plain() {
        return true;
    }
    if matches!(subject.found.measure.nature, Nature::Rate | Nature::Price) && subject.scope.is_none() && !subject.this_segment {
        topic.concept = own_concept(graph, &format!("{} {}", subject.modifier.join(" "), split_camel(subject.found.measure.key)), mention);
        return true;
    }
    if !SPLIT.contains(&subject.found.measure.key) {
        return false;
    }
    if subject.this_segment {
        let Some(segment) = setting.heading.map(segment_name).filter(|s| !s.is_empty()) else { return false };
        add_member(graph, topic, &QName::us_gaap("StatementBusinessSegmentsAxis"), "Segments", &segment);
    }
    // "Segment operating income for Flow Control": the scope names the segment
    let of_a_segment = subject.modifier.len() == 1 && is_segment_noun(&subject.modifier[0]);
    if of_a_segment && subject.scope.is_none() {
        return false;
    }
    if !subject.modifier.is_empty() && !of_a_segment {
        split_by_words(graph, topic, &subject.modifier.join(" "), subject.found.measure.key);
    }
    if let Some(scope) = &subject.scope {
        let member = capitalised(&scope.join(" "));
        let named = scope.split_last().filter(|(last, names)| !names.is_empty() && is_segment_noun(last)).map(|(_, names)| names);
        if named.is_some() || of_a_segment {
            let segment = capitalised(&named.unwrap_or(scope).join(" "));
            add_member(graph, topic, &QName::us_gaap("StatementBusinessSegmentsAxis"), "Segments", &segment);
        } else if scope.iter().all(|word| PLACES.contains(&word.to_lowercase().as_str())) {
            add_member(graph, topic, &QName::srt("StatementGeographicalAxis"), "Geographical", &member);
        } else if !take_known_member(graph, topic, &member) {
            let label = axis_label(scope);
            let axis = graph.own_axis(&label);
            add_member(graph, topic, &axis, &label, &member);
        }
    }
    true
}

fn is_segment_noun(word: &str) -> bool {
    ["segment", "division"].contains(&word.to_lowercase().as_str())
}

fn split_by_words(graph: &mut Graph, topic: &mut Topic, label: &str, key: &str) {
    // "Industrial segment sales" are those of the segment "Industrial"
    let segment = ["segment", "division"].iter().find_map(|noun| label.strip_suffix(noun)?.strip_suffix(' '));
    let label = segment.unwrap_or(label);
    if take_known_member(graph, topic, label) {
        return;
    }
    let place = label.split(' ').all(|word| PLACES.contains(&word.to_lowercase().as_str()));
    let (axis, axis_label) = match key {
        _ if segment.is_some() => (QName::us_gaap("StatementBusinessSegmentsAxis"), "Segments"),
        _ if place => (QName::srt("StatementGeographicalAxis"), "Geographical"),
        "OperatingIncomeLoss" => (QName::us_gaap("StatementBusinessSegmentsAxis"), "Segments"),
        _ => (QName::srt("ProductOrServiceAxis"), "Product and Service"),
    };
    add_member(graph, topic, &axis, axis_label, &capitalised(label));
}

/// Puts a topic under the member that goes by the very words already, where there is one.
fn take_known_member(graph: &Graph, topic: &mut Topic, label: &str) -> bool {
    let wanted = words(label);
    let member = |known: &Axis| known.members.iter().find(|(_, l)| words(l) == wanted).map(|(member, _)| member.clone());
    let Some((axis, member)) = graph.axes.iter().find_map(|(axis, known)| Some((axis.clone(), member(known)?))) else { return false };
    topic.dimensions.insert(axis, member);
    true
}

fn add_member(graph: &mut Graph, topic: &mut Topic, axis: &QName, axis_label: &str, label: &str) {
    let member = graph.member(axis, axis_label, label);
    topic.dimensions.insert(axis.clone(), member);
}

/// Words that stand before "Segment" without naming one.
static NO_SEGMENT: WordList = WordList::new(
    "first second third fourth quarter quarterly year annual fiscal months month three six nine twelve half results business operating reportable our other all by and the of \
     industry consolidated full information revenue revenues summary financial",
);

/// "Mining Royalty Lands Segment:" gives "Mining Royalty Lands", "Third Quarter Segment Results" nothing.
pub(super) fn segment_name(heading: &str) -> String {
    let words: Vec<&str> = heading.split_whitespace().take(11).collect();
    let bare = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    let segment = words.iter().position(|w| w.len() >= "segment".len() && bare(w) == "segment");
    let Some(at) = segment.filter(|_| words.len() <= 10) else { return String::new() };
    let names = words[..at].iter().any(|w| !NO_SEGMENT.has(&bare(w)) && !w.starts_with(|c: char| c.is_ascii_digit()));
    if names { words[..at].join(" ") } else { String::new() }
}

/// The words of the segment that a heading names.
pub(super) fn heading_words(heading: Option<&str>) -> Vec<String> {
    heading.map(|h| words(&segment_name(h)).into_iter().collect()).unwrap_or_default()
}

/// "ongoing donor centers" is a kind of "Donor Center".
fn axis_label(scope: &[String]) -> String {
    let tail = &scope[scope.len().saturating_sub(2)..];
    let noun = tail.join(" ");
    capitalised(
        noun.strip_suffix("ies")
            .map(|stem| format!("{stem}y"))
            .or_else(|| noun.strip_suffix("es").filter(|stem| stem.ends_with("ss")).map(str::to_owned))
            .unwrap_or_else(|| noun.strip_suffix('s').unwrap_or(&noun).to_owned())
            .as_str(),
    )
}

/// Each word with a capital letter.
pub(super) fn capitalised(words: &str) -> String {
    let capital = |word: &str| {
        let mut chars = word.chars();
        chars.next().map(|c| c.to_uppercase().chain(chars).collect::<String>()).unwrap_or_default()
    };
    words.split(' ').map(capital).collect::<Vec<_>>().join(" ")
}

fn contract_topic(graph: &mut Graph, known: &Known, mention: &Mention, setting: &Setting<'_>) -> Option<Topic> {
    let contract = setting.contract?;
    if mention.subject.scope.is_some() || mention.subject.adjusted {
        return None;
    }
    let mut topic = plain_topic(graph, known, mention, setting)?;
    let label = capitalised(&contract.kind);
    let axis = graph.own_axis(&label);
    add_member(graph, &mut topic, &axis, &label, &contract.party);
    Some(topic)
}

/// The concept of a stated change of a topic, by an amount or a percentage.
pub(super) fn change_concept(graph: &mut Graph, topic: &Topic, mention: &Mention) -> QName {
    let base = split_camel(topic.concept.local());
    let (suffix, data_type) = match mention.amount.kind {
        AmountKind::Percent => ("Percent Increase Decrease", DataType::Percent),
        AmountKind::BasisPoints => ("Increase Decrease", DataType::Percent),
        AmountKind::PerShare(_) => ("Increase Decrease", DataType::PerShare),
        _ => ("Increase Decrease", DataType::Monetary),
    };
    debug_assert!(mention.part != Part::Level);
    graph.own_concept(&format!("{base} {suffix}"), data_type, PeriodType::Duration, None)
}

/// The unit of an amount; `None` where we have none for it.
pub(super) fn unit(kind: &AmountKind) -> Option<Unit> {
    match kind {
        AmountKind::Money(currency) => Some(Unit::currency(*currency)),
        AmountKind::PerShare(currency) => Some(Unit::per_share(*currency)),
        AmountKind::Percent | AmountKind::BasisPoints => Some(Unit::pure()),
        AmountKind::PerOther | AmountKind::Count => None,
    }
}

/// The period that a concept wants: the last day of a duration for what is measured at a moment; `None` where a duration is wanted and
/// a day is said.
pub(super) fn fitting(period: Period, instant: bool) -> Option<Period> {
    match (period, instant) {
        (_, true) => Some(Period::Instant(period.end())),
        (Period::Duration { .. }, false) => Some(period),
        (Period::Instant(_), false) => None,
    }
}
