//! The facts that tables state, found again by what a sentence says: amount, time and words.

use std::collections::{BTreeSet, HashMap};
use std::rc::Rc;

use rust_decimal::Decimal;

use super::amount::{Amount, AmountKind};
use super::clause::{Dilution, Mention};
use super::measure::{self, Measure};
use super::subject::{Subject, plain_name, plain_word};
use super::token::{Token, tokens};
use crate::map::graph::{Graph, half_unit};
use crate::report::{Decimals, Fact, FactId, Measure as UnitMeasure, Period, Unit, Value};

/// Facts of tables by size, and what their labels speak of.
pub(super) struct Known {
    by_size: Vec<(Decimal, FactId)>,
    topics: HashMap<FactId, Rc<Topic>>,
    by_measure: HashMap<&'static str, Vec<FactId>>,
    /// Plain facts in money by the words of their labels.
    by_words: HashMap<BTreeSet<String>, Vec<FactId>>,
}

/// What a fact of a table is about, in words.
struct Topic {
    measure: Option<&'static Measure>,
    words: BTreeSet<String>,
    /// Words of its label that set it apart from the plain measure: "interest-bearing".
    apart: BTreeSet<String>,
    /// Words of its members: what sets it apart from the plain fact.
    member_words: BTreeSet<String>,
    adjusted: bool,
}

/// us-gaap names that stand for one of our measures besides its own.
const ALIASES: [(&str, &str); 14] = [
    ("SalesRevenueNet", "Revenues"),
    ("SalesRevenueGoodsNet", "Revenues"),
    ("SalesRevenueServicesNet", "Revenues"),
    ("RevenueFromContractWithCustomerExcludingAssessedTax", "Revenues"),
    ("RevenueFromContractWithCustomerIncludingAssessedTax", "Revenues"),
    ("RevenuesNetOfInterestExpense", "Revenues"),
    ("ProfitLoss", "NetIncomeLoss"),
    ("NetIncomeLossAvailableToCommonStockholdersBasic", "NetIncomeLoss"),
    ("EarningsPerShareBasic", "EarningsPerShare"),
    ("EarningsPerShareDiluted", "EarningsPerShare"),
    ("EarningsPerShareBasicAndDiluted", "EarningsPerShare"),
    ("InterestAndDividendIncomeOperating", "InterestIncome"),
    ("CostOfGoodsAndServicesSold", "CostOfRevenue"),
    ("StockholdersEquityIncludingPortionAttributableToNoncontrollingInterest", "StockholdersEquity"),
];
/// Words that mark a measure of the company's own definition.
const ADJUSTED: [&str; 8] = ["adjusted", "forma", "proforma", "core", "excluding", "adjustment", "adjustments", "ebitda"];

impl Known {
    /// The numeric facts of the graph as they stand.
    pub(super) fn new(graph: &Graph) -> Self {
        let mut by_size = Vec::new();
        let mut topics = HashMap::new();
        let mut last: Option<(&Fact, Rc<Topic>)> = None;
        for (i, fact) in graph.facts.iter().enumerate() {
            if let Value::Number { amount, .. } = fact.value {
                by_size.push((amount.abs(), FactId::new(i)));
                // the facts of a row are about the same
                let same = last.take().filter(|(before, _)| is_of_same_row(before, fact));
                let topic = same.map_or_else(|| Rc::new(Topic::of(fact, graph)), |(_, topic)| topic);
                topics.insert(FactId::new(i), Rc::clone(&topic));
                last = Some((fact, topic));
            }
        }
        by_size.sort();
        let mut by_measure: HashMap<&'static str, Vec<FactId>> = HashMap::new();
        let mut by_words: HashMap<BTreeSet<String>, Vec<FactId>> = HashMap::new();
        for (_, id) in &by_size {
            if graph.facts[id.index()].aspects.dimensions.is_empty() {
                by_words.entry(topics[id].words.clone()).or_default().push(*id);
            }
            if let Some(measure) = topics[id].measure {
                by_measure.entry(measure.key).or_default().push(*id);
            }
        }
        Self { by_size, topics, by_measure, by_words }
    }

    /// The fact that a mention repeats: of its amount, of one of the periods (any period if there are none), and of its subject.
    pub(super) fn repeated(&self, graph: &Graph, mention: &Mention, periods: &[Period], heading: &[String]) -> Option<FactId> {
        let near = self.near(graph, &mention.amount);
        let fits = near.filter(|id| unit_fits(graph.facts[id.index()].aspects.unit.as_ref(), &mention.amount.kind));
        let timed = fits.filter_map(|id| {
            let period = graph.facts[id.index()].aspects.period;
            let rank = if periods.is_empty() { Some(0) } else { periods.iter().position(|p| near_period(*p, period)) };
            rank.map(|rank| (id, rank))
        });
        let rated =
            timed.filter_map(|(id, rank)| self.likeness(graph, id, mention, heading).map(|score| (score, std::cmp::Reverse(rank), id)));
        let rated: Vec<_> = rated.collect();
        let best = *rated.iter().max_by_key(|(score, rank, id)| (*score, *rank, std::cmp::Reverse(*id)))?;
        // without a time the amount alone must point to one fact
        let rivals = rated.iter().filter(|(score, ..)| *score == best.0).count();
        (!periods.is_empty() || rivals == 1).then_some(best.2)
    }

    /// Facts whose size agrees with the amount as far as both are accurate.
    fn near<'a>(&'a self, graph: &'a Graph, amount: &Amount) -> impl Iterator<Item = FactId> + 'a {
        // a table may be less accurate than the sentence, by no more than its million
        let (size, slack) = (
            amount.size,
            half_unit(Decimals::Places(amount.places)).max(if amount.places < 0 || amount.size > 100_000.into() {
                Decimal::from(500_000)
            } else {
                half_unit(Decimals::Places(2))
            }),
        );
        let places = amount.places;
        let from = self.by_size.partition_point(|(known, _)| *known < size - slack);
        let ids = self.by_size[from..].iter().take_while(move |(known, _)| *known <= size + slack).map(|(_, id)| *id);
        ids.filter(move |id| {
            let Value::Number { amount, decimals } = graph.facts[id.index()].value else { return false };
            (amount.abs() - size).abs() <= half_unit(decimals).max(half_unit(Decimals::Places(places)))
                && (decimals != Decimals::Places(places) || amount.abs() == size)
        })
    }

    /// How well a fact fits the subject; `None` when it does not.
    fn likeness(&self, graph: &Graph, id: FactId, mention: &Mention, heading: &[String]) -> Option<u32> {
        let topic = self.topics.get(&id)?;
        let fact = &graph.facts[id.index()];
        let key = wanted_key(mention);
        let same = topic.measure.is_some_and(|m| m.key == key) || fact.aspects.concept.local() == key;
        if !same && (topic.measure.is_some() || !(shares_words(topic, &mention.subject) || same_words(topic, &mention.subject))) {
            return None;
        }
        if fact.aspects.concept.local().contains("Change") || fact.aspects.concept.local().ends_with("IncreaseDecrease") {
            return None;
        }
        if mention.subject.adjusted != topic.adjusted
            && !(topic.adjusted && fact.aspects.dimensions.is_empty() && fact.aspects.concept.is_standard())
        {
            return None;
        }
        if mention.subject.adjusted && unqualified(fact) {
            return None;
        }
        let narrowed = narrowing(&mention.subject, topic, heading)?;
        dilution_fits(mention.dilution, fact).then_some(if same { 4 } else { 0 } + narrowed)
    }

    /// Whether a table states the amount of that time under whatever name.
    pub(super) fn stands(&self, graph: &Graph, mention: &Mention, period: Period) -> bool {
        self.near(graph, &mention.amount).any(|id| {
            let aspects = &graph.facts[id.index()].aspects;
            unit_fits(aspects.unit.as_ref(), &mention.amount.kind) && near_period(aspects.period, period)
        })
    }

    /// A plain fact whose row goes by the very words of a label, of a moment or of a stretch of time as is wanted.
    pub(super) fn called(&self, graph: &Graph, label: &str, kind: &AmountKind, instant: bool) -> Option<FactId> {
        let ids = self.by_words.get(&words(label))?;
        let fits = |id: &&FactId| {
            let aspects = &graph.facts[id.index()].aspects;
            unit_fits(aspects.unit.as_ref(), kind) && aspects.period.start().is_none() == instant
        };
        ids.iter().filter(fits).min().copied()
    }

    /// The fact whose row is the measure of the subject, set apart in the same words: its aspects serve for another period.
    pub(super) fn row(&self, graph: &Graph, mention: &Mention, heading: &[String]) -> Option<FactId> {
        let ids = self.by_measure.get(wanted_key(mention)).into_iter().flatten();
        let rated = ids.filter_map(|&id| {
            let topic = self.topics.get(&id)?;
            let fact = &graph.facts[id.index()];
            let same =
                topic.measure.is_some_and(|m| m.key == wanted_key(mention)) && unit_fits(fact.aspects.unit.as_ref(), &mention.amount.kind);
            if !same || mention.subject.adjusted != topic.adjusted || !dilution_fits(mention.dilution, fact) {
                return None;
            }
            let wanted = wanted_words(&mention.subject);
            if topic.apart.iter().any(|word| !wanted.contains(word)) {
                return None;
            }
            let standard = u32::from(fact.aspects.concept.is_standard());
            // of several rows of one measure the one that names it and no more: "Total revenues" before "Other revenues"
            let whole = u32::from(measure_of_label(&fact.label).is_some());
            narrowing(&mention.subject, topic, heading).map(|score| (score * 4 + whole * 2 + standard, std::cmp::Reverse(id)))
        });
        rated.max().map(|(_, id)| id.0)
    }
}

/// Whether two facts differ in nothing that tells what they are about.
fn is_of_same_row(a: &Fact, b: &Fact) -> bool {
    a.label == b.label && a.aspects.concept == b.aspects.concept && a.aspects.dimensions == b.aspects.dimensions
}

impl Topic {
    fn of(fact: &Fact, graph: &Graph) -> Self {
        let member_words: BTreeSet<String> = fact
            .aspects
            .dimensions
            .iter()
            .flat_map(|(axis, member)| {
                graph.axes.get(axis).and_then(|a| a.members.get(member)).map(|label| words(label)).unwrap_or_default()
            })
            .collect();
        let words = words(&fact.label);
        let has = |word: &str| words.contains(word) || member_words.contains(word);
        let adjusted = ADJUSTED.iter().any(|word| has(word)) || has("non") && has("gaap");
        Self { measure: measure_of(fact), words, apart: apart(&fact.label), member_words, adjusted }
    }
}

/// The measure that a fact's concept or label names.
fn measure_of(fact: &Fact) -> Option<&'static Measure> {
    let local = fact.aspects.concept.local();
    if fact.aspects.concept.is_standard() {
        let alias = ALIASES.iter().find(|(name, _)| *name == local).map(|(_, key)| *key);
        if let Some(measure) = alias.and_then(measure::named).or_else(|| measure::of_concept(local)) {
            return Some(measure);
        }
    }
    // "Debt" under "Interest costs:" is what it cost and no debt
    measure_of_label(&fact.label).filter(|measure| measure.instant == fact.aspects.period.start().is_none())
}

/// The words of a label before the measure it names.
fn apart(label: &str) -> BTreeSet<String> {
    let tokens = tokens(label, 0..label.len());
    let lead = (0..tokens.len()).find(|&i| measure::at(&tokens[i..]).is_some()).unwrap_or(0);
    tokens[..lead].iter().filter(|t| t.is_word() && !plain_word(t)).map(stem).filter(|w| !EMPTY.contains(&w.as_str())).collect()
}

/// The measure that a label names, if it names that and nothing of or beside it: "Interest on deposits" is no deposit.
fn measure_of_label(label: &str) -> Option<&'static Measure> {
    const PREPOSITIONS: [&str; 12] = ["of", "on", "from", "to", "in", "for", "by", "before", "after", "per", "with", "excluding"];
    let label = outside_brackets(label);
    let lead = label.iter().take_while(|t| !t.is_any(&PREPOSITIONS)).count();
    let found =
        (0..label.len().min(lead + 1)).filter_map(|i| measure::at(&label[i..]).map(|found| (i, found))).max_by_key(|(_, found)| found.len);
    let (at, found) = found?;
    let rest = &label[at + found.len..];
    let shareholders = rest.iter().any(|t| t.is_any(&["attributable", "available", "applicable"]));
    let closed = rest.iter().all(|t| !t.is_word() || t.is_any(&["net", "loss", "basic", "diluted", "and", "gaap", "total"]));
    (closed || shareholders).then_some(found.measure)
}

fn outside_brackets(label: &str) -> Vec<Token> {
    let mut depth = 0;
    let mut kept = Vec::new();
    for token in tokens(label, 0..label.len()) {
        match token.lower.as_str() {
            "(" => depth += 1,
            ")" => depth -= 1,
            _ if depth <= 0 => kept.push(token),
            _ => {}
        }
    }
    kept
}

/// The content words of a label, in lower case, singular and plural alike.
pub(super) fn words(label: &str) -> BTreeSet<String> {
    tokens(label, 0..label.len()).iter().filter(|t| t.is_word()).map(stem).filter(|w| !EMPTY.contains(&w.as_str())).collect()
}

fn stem(token: &Token) -> String {
    stem_word(&token.lower)
}

fn stem_word(word: &str) -> String {
    let word = word.to_lowercase();
    word.strip_suffix('s').filter(|w| w.len() > 2 && !w.ends_with('s')).map_or(word.clone(), str::to_owned)
}

const EMPTY: [&str; 14] = ["of", "the", "and", "for", "from", "in", "to", "a", "total", "net", "by", "on", "per", "member"];

fn wanted_key(mention: &Mention) -> &'static str {
    let key = mention.subject.found.measure.key;
    if mention.beside && key == "NetIncomeLoss" { "EarningsPerShare" } else { key }
}

/// Whether a label has all words of the measure's name.
fn shares_words(topic: &Topic, subject: &Subject) -> bool {
    let key = words(&split_camel(subject.found.measure.key));
    !key.is_empty() && key.is_subset(&topic.words)
}

/// Whether a row is called by the very words that set the subject apart: "Subscription and support" under "Revenues".
fn same_words(topic: &Topic, subject: &Subject) -> bool {
    let wanted = wanted_words(subject);
    let rest = topic.words.difference(&wanted).filter(|w| !plain_name(w));
    !wanted.is_empty() && wanted.is_subset(&topic.words) && rest.count() == 0
}

/// `NetIncomeLoss` as "Net Income Loss".
pub(super) fn split_camel(name: &str) -> String {
    let mut words = String::new();
    for c in name.chars() {
        if c.is_uppercase() && !words.is_empty() {
            words.push(' ');
        }
        words.push(c);
    }
    words
}

/// Whether what sets the subject apart sets the fact apart, too: more for the more words that agree.
fn narrowing(subject: &Subject, topic: &Topic, heading: &[String]) -> Option<u32> {
    let wanted = wanted_words(subject);
    let has = |word: &String| topic.words.contains(word) || topic.member_words.contains(word);
    if !wanted.iter().all(has) {
        return None;
    }
    let of_heading = heading.iter().filter(|w| topic.member_words.contains(*w)).count();
    if wanted.is_empty() && !topic.member_words.is_empty() && of_heading == 0 && !topic.adjusted {
        return None;
    }
    if subject.this_segment && of_heading == 0 {
        return None;
    }
    let stranger = topic.apart.iter().filter(|word| !wanted.contains(*word)).count();
    Some(8 + wanted.len() as u32 * 2 + of_heading as u32 - stranger.min(4) as u32)
}

/// The words that set a subject apart.
fn wanted_words(subject: &Subject) -> BTreeSet<String> {
    let words = subject.modifier.iter().chain(subject.scope.iter().flatten()).map(|w| stem_word(w));
    words
        .filter(|w| !EMPTY.contains(&w.as_str()) && !ADJUSTED.contains(&w.as_str()) && !["non", "pro", "&"].contains(&w.as_str()))
        .collect()
}

/// A fact of a standard concept without dimensions: never one of the company's own definition.
fn unqualified(fact: &Fact) -> bool {
    fact.aspects.concept.is_standard() && fact.aspects.dimensions.is_empty()
}

fn dilution_fits(dilution: Dilution, fact: &Fact) -> bool {
    let name = fact.aspects.concept.local().to_lowercase() + &fact.label.to_lowercase();
    let (basic, diluted) = (name.contains("basic"), name.contains("diluted"));
    match dilution {
        Dilution::Unsaid => true,
        Dilution::Basic => basic || !diluted,
        Dilution::Diluted => diluted || !basic,
        Dilution::Both => true,
    }
}

fn unit_fits(unit: Option<&Unit>, kind: &AmountKind) -> bool {
    let Some(unit) = unit else { return false };
    match kind {
        AmountKind::Money(currency) => *unit == Unit::currency(*currency),
        AmountKind::PerShare(currency) => *unit == Unit::per_share(*currency),
        AmountKind::Percent | AmountKind::BasisPoints => *unit == Unit::pure(),
        AmountKind::Count => matches!(unit.measure, UnitMeasure::Shares | UnitMeasure::Pure | UnitMeasure::Other(_)) && unit.per.is_none(),
        AmountKind::PerOther => false,
    }
}

/// The same period, a few days apart where weeks stand for months.
pub(super) fn near_period(a: Period, b: Period) -> bool {
    let near = |x: chrono::NaiveDate, y: chrono::NaiveDate| (x - y).num_days().abs() <= 6;
    match (a.start(), b.start()) {
        (None, None) => near(a.end(), b.end()),
        (Some(x), Some(y)) => near(a.end(), b.end()) && near(x, y),
        _ => false,
    }
}
