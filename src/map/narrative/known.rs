//! The facts that tables state, found again by what a sentence says: amount, time and words.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rust_decimal::Decimal;

use super::amount::{Amount, AmountKind};
use super::clause::{Dilution, Mention};
use super::measure::{self, Measure};
use super::subject::{Subject, plain_name, plain_word};
use super::token::{Token, tokens};
use crate::map::graph::{Graph, half_unit};
use crate::report::{Aspects, Decimals, Fact, FactId, Measure as UnitMeasure, Period, Unit, Value};
use crate::taxonomy::QName;

/// Facts of tables by size, and the rows that they stand in.
pub(super) struct Known {
    /// The facts of each accuracy, the smallest first.
    by_size: BTreeMap<Decimals, Vec<(Decimal, FactId)>>,
    rows: Vec<Row>,
    /// The row of each fact of the graph that is a number.
    row_of: Vec<Option<usize>>,
    by_measure: HashMap<&'static str, Vec<usize>>,
    /// Rows of plain facts by the words of their labels.
    by_words: HashMap<BTreeSet<String>, Vec<usize>>,
}

/// Facts that differ in nothing but their time: what they are about, in words.
struct Row {
    /// The first of its facts.
    first: FactId,
    unit: Option<Unit>,
    instant: bool,
    measure: Option<&'static Measure>,
    words: BTreeSet<String>,
    /// Words of its label that set it apart from the plain measure: "interest-bearing".
    apart: BTreeSet<String>,
    /// Words of its members: what sets it apart from the plain fact.
    member_words: BTreeSet<String>,
    adjusted: bool,
    /// Whether it tells what was expected: nothing reported is of its aspects.
    expected: bool,
    /// Whether it goes by the measure's name and no more: "Total revenues", but not "Other revenues".
    whole: bool,
    is_basic: bool,
    is_diluted: bool,
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
        let mut known =
            Self { by_size: BTreeMap::new(), rows: Vec::new(), row_of: Vec::new(), by_measure: HashMap::new(), by_words: HashMap::new() };
        let mut same: HashMap<_, usize> = HashMap::new();
        for (i, fact) in graph.facts.iter().enumerate() {
            let Value::Number { amount, decimals } = fact.value else {
                known.row_of.push(None);
                continue;
            };
            known.by_size.entry(decimals).or_default().push((amount.abs(), FactId::new(i)));
            let Aspects { concept, period, unit, dimensions } = &fact.aspects;
            let key = (&fact.label, concept, dimensions, unit, period.start().is_none());
            let row = *same.entry(key).or_insert_with(|| known.add_row(FactId::new(i), graph));
            known.row_of.push(Some(row));
        }
        known.by_size.values_mut().for_each(|facts| facts.sort_unstable());
        known
    }

    fn add_row(&mut self, first: FactId, graph: &Graph) -> usize {
        let (at, fact) = (self.rows.len(), &graph.facts[first.index()]);
        let row = Row::of(first, fact, graph);
        if fact.aspects.dimensions.is_empty() {
            self.by_words.entry(row.words.clone()).or_default().push(at);
        }
        if let Some(measure) = row.measure {
            self.by_measure.entry(measure.key).or_default().push(at);
        }
        self.rows.push(row);
        at
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
        let (size, places) = (amount.size, amount.places);
        let own = half_unit(Decimals::Places(places));
        // a table may be less accurate than the sentence, by no more than its million
        let coarsest = if places < 0 || size > 100_000.into() { Decimal::from(500_000) } else { half_unit(Decimals::Places(2)) };
        let alike = self.by_size.iter().flat_map(move |(decimals, facts)| {
            let slack = own.max(half_unit(*decimals).min(coarsest));
            let from = facts.partition_point(|(known, _)| *known < size - slack);
            facts[from..].iter().take_while(move |(known, _)| *known <= size + slack).map(|(_, id)| *id)
        });
        // what a sentence said more accurately than its table stands as that now
        alike.filter(move |id| {
            let Value::Number { amount, decimals } = graph.facts[id.index()].value else { return false };
            (amount.abs() - size).abs() <= half_unit(decimals).max(own) && (decimals != Decimals::Places(places) || amount.abs() == size)
        })
    }

    /// How well a fact fits the subject; `None` when it does not.
    fn likeness(&self, graph: &Graph, id: FactId, mention: &Mention, heading: &[String]) -> Option<u32> {
        let row = &self.rows[(*self.row_of.get(id.index())?)?];
        if row.expected {
            return None;
        }
        let fact = &graph.facts[id.index()];
        let key = wanted_key(mention);
        let same = row.measure.is_some_and(|m| m.key == key) || fact.aspects.concept.local() == key;
        if !same && (row.measure.is_some() || !(shares_words(row, &mention.subject) || same_words(row, &mention.subject))) {
            return None;
        }
        if fact.aspects.concept.local().contains("Change") || fact.aspects.concept.local().ends_with("IncreaseDecrease") {
            return None;
        }
        if mention.subject.adjusted != row.adjusted
            && !(row.adjusted && fact.aspects.dimensions.is_empty() && fact.aspects.concept.is_standard())
        {
            return None;
        }
        if mention.subject.adjusted && unqualified(fact) {
            return None;
        }
        let narrowed = narrowing(&mention.subject, row, heading)?;
        row.dilution_fits(mention.dilution).then_some(if same { 4 } else { 0 } + narrowed)
    }

    /// Whether a table states the amount of that time under whatever name.
    pub(super) fn stands(&self, graph: &Graph, mention: &Mention, period: Period) -> bool {
        self.holds(graph, &mention.amount, period)
    }

    /// Whether a table states the amount of that time as the income from continuing operations.
    pub(super) fn continues(&self, graph: &Graph, mention: &Mention, period: Period) -> bool {
        self.near(graph, &mention.amount).any(|id| {
            let aspects = &graph.facts[id.index()].aspects;
            let name = aspects.concept.local();
            let continues = name.contains("FromContinuingOperations") && !name.contains("Before");
            continues && unit_fits(aspects.unit.as_ref(), &mention.amount.kind) && near_period(aspects.period, period)
        })
    }

    /// Whether a table states an amount of money of that time under whatever name.
    pub(super) fn holds(&self, graph: &Graph, amount: &Amount, period: Period) -> bool {
        self.near(graph, amount).any(|id| {
            let aspects = &graph.facts[id.index()].aspects;
            unit_fits(aspects.unit.as_ref(), &amount.kind) && near_period(aspects.period, period)
        })
    }

    /// A plain fact whose row goes by the very words of a label, of a moment or of a stretch of time as is wanted.
    pub(super) fn called(&self, label: &str, kind: &AmountKind, instant: bool) -> Option<FactId> {
        let rows = self.by_words.get(&words(label))?.iter().map(|at| &self.rows[*at]);
        rows.filter(|row| unit_fits(row.unit.as_ref(), kind) && row.instant == instant).map(|row| row.first).min()
    }

    /// A fact whose row is the measure of the subject, set apart in the same words: its aspects serve for another period; those of what was
    /// expected only for what is.
    pub(super) fn row(&self, graph: &Graph, mention: &Mention, heading: &[String], expected: bool) -> Option<FactId> {
        let rows = self.by_measure.get(wanted_key(mention)).into_iter().flatten().map(|at| &self.rows[*at]);
        let wanted = wanted_words(&mention.subject);
        let rated = rows.filter_map(|row| {
            let fits = unit_fits(row.unit.as_ref(), &mention.amount.kind) && row.dilution_fits(mention.dilution);
            if !fits || row.expected && !expected || mention.subject.adjusted != row.adjusted || !row.apart.is_subset(&wanted) {
                return None;
            }
            let standard = u32::from(graph.facts[row.first.index()].aspects.concept.is_standard());
            // of several rows of one measure the one that names it and no more: "Total revenues" before "Other revenues"
            let score = narrowing(&mention.subject, row, heading)?;
            Some((score * 4 + u32::from(row.whole) * 2 + standard, std::cmp::Reverse(row.first)))
        });
        rated.max().map(|(_, first)| first.0)
    }
}

impl Row {
    fn of(first: FactId, fact: &Fact, graph: &Graph) -> Self {
        let named = |(axis, member)| Some(words(graph.axes.get(axis)?.members.get(member)?));
        let member_words: BTreeSet<String> = fact.aspects.dimensions.iter().filter_map(named).flatten().collect();
        let words = words(&fact.label);
        let has = |word: &str| words.contains(word) || member_words.contains(word);
        let adjusted = ADJUSTED.iter().any(|word| has(word)) || has("non") && has("gaap");
        let measure = measure_of(fact);
        let name = fact.aspects.concept.local().to_lowercase() + &fact.label.to_lowercase();
        Self {
            first,
            unit: fact.aspects.unit.clone(),
            instant: fact.aspects.period.start().is_none(),
            measure,
            words,
            apart: apart(&fact.label),
            member_words,
            adjusted,
            expected: fact.aspects.dimensions.iter().any(|(axis, member)| is_expected(axis, member)),
            whole: measure.is_some() && measure_of_label(&fact.label).is_some(),
            is_basic: name.contains("basic"),
            is_diluted: name.contains("diluted"),
        }
    }

    fn dilution_fits(&self, dilution: Dilution) -> bool {
        match dilution {
            Dilution::Unsaid | Dilution::Both => true,
            Dilution::Basic => self.is_basic || !self.is_diluted,
            Dilution::Diluted => self.is_diluted || !self.is_basic,
        }
    }
}

/// Whether a dimension says that a figure was expected, or is one end of what was.
fn is_expected(axis: &QName, member: &QName) -> bool {
    axis.local() == "RangeAxis" || member.local() == "ScenarioForecastMember"
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
fn shares_words(row: &Row, subject: &Subject) -> bool {
    let key = words(&split_camel(subject.found.measure.key));
    !key.is_empty() && key.is_subset(&row.words)
}

/// Whether a row is called by the very words that set the subject apart: "Subscription and support" under "Revenues".
fn same_words(row: &Row, subject: &Subject) -> bool {
    let wanted = wanted_words(subject);
    let rest = row.words.difference(&wanted).filter(|w| !plain_name(w));
    !wanted.is_empty() && wanted.is_subset(&row.words) && rest.count() == 0
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
fn narrowing(subject: &Subject, row: &Row, heading: &[String]) -> Option<u32> {
    let wanted = wanted_words(subject);
    let has = |word: &String| row.words.contains(word) || row.member_words.contains(word);
    if !wanted.iter().all(has) {
        return None;
    }
    let of_heading = heading.iter().filter(|w| row.member_words.contains(*w)).count();
    if wanted.is_empty() && !row.member_words.is_empty() && of_heading == 0 && !row.adjusted {
        return None;
    }
    if subject.this_segment && of_heading == 0 {
        return None;
    }
    let stranger = row.apart.iter().filter(|word| !wanted.contains(*word)).count();
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

fn unit_fits(unit: Option<&Unit>, kind: &AmountKind) -> bool {
    let Some(unit) = unit else { return false };
    match kind {
        AmountKind::Money(currency) => *unit == Unit::currency(*currency),
        AmountKind::PerShare(currency) => *unit == Unit::per_share(*currency),
        AmountKind::Percent | AmountKind::BasisPoints => *unit == Unit::pure(),
        AmountKind::Count => {
            matches!(unit.measure, UnitMeasure::Shares | UnitMeasure::Pure | UnitMeasure::Other(_))
                && matches!(unit.per, None | Some(UnitMeasure::Other(_)))
        }
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
