//! What the narrative says: amounts with subject, time and comparison, as mentions of facts that tables hold or as facts of its own.
//!
//! In: the document's headings and paragraphs, the graph with the tables' facts. Out: more origins and facts in the graph, and doubts.
//! Never: guidance, other companies' figures, boilerplate.

mod amount;
mod aspects;
mod clause;
mod contract;
mod known;
mod measure;
mod passage;
mod period;
pub(in crate::map) mod sentence;
mod settle;
mod subject;
pub(in crate::map) mod token;
pub(in crate::map) mod when;
pub(in crate::map) mod word_list;
mod wording;

use amount::AmountKind;
use clause::Mention;
use contract::Contract;
use known::Known;
use passage::Passage;
use settle::{Sentence, Settler};
use token::Token;
use when::When;

use super::ReadOptions;
use super::calendar::Calendar;
use super::graph::Graph;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::report::{FactId, Line, LineKind, Period, Statement, StatementKind, Value};
use crate::source::Span;

/// Reads the narrative into a graph that holds the tables' facts already.
pub(crate) fn read(graph: &mut Graph, document: &Document, calendar: &Calendar, options: &ReadOptions) -> Vec<Diagnostic> {
    let own_words: Vec<String> =
        graph.entity.name.split_whitespace().map(|w| w.trim_matches([',', '.']).to_lowercase()).filter(|w| w.len() > 2).collect();
    let known = Known::new(graph);
    let mut settler = Settler { graph, calendar, options, known, doubts: Vec::new(), own: Vec::new() };
    for passage in passage::passages(document) {
        read_passage(&mut settler, &passage, &own_words);
    }
    let Settler { own, doubts, .. } = settler;
    present(graph, StatementKind::Narrative, &own);
    doubts
}

/// Words of the entity's name, in lower case: they set nothing apart.
fn own_words(graph: &Graph) -> Vec<String> {
    let printed = graph.facts.iter().filter(|f| f.aspects.concept.local() == "EntityRegistrantName");
    let printed = printed.filter_map(|f| if let Value::Text(name) = &f.value { Some(name.as_str()) } else { None });
    let words = printed.chain([graph.entity.name.as_str()]).flat_map(str::split_whitespace);
    words.map(|w| w.trim_matches([',', '.']).to_lowercase()).filter(|w| w.len() > 2).collect()
}

/// Reads one paragraph, sentence by sentence: times and agreements named in one hold for the next.
fn read_passage(settler: &mut Settler<'_>, passage: &Passage<'_>, own_words: &[String]) {
    let text = passage.text.as_str();
    let mut contexts = Contexts::new(settler.calendar, &passage.headings);
    let mut contract: Option<Contract> = None;
    let places = shared_places(passage);
    let heading = passage.headings.last().copied();
    let of_segment = heading.is_some_and(|h| !aspects::segment_name(h).is_empty());
    for range in sentence::sentences(text) {
        let tokens = token::tokens(text, range.clone());
        let mut mentions =
            if wording::speaks_of_the_future(&tokens) { Vec::new() } else { clause::mentions(passage.text, &tokens, own_words) };
        for mention in &mut mentions {
            round(mention, places);
            mention.subject.this_segment |= of_segment && mention.subject.is_plain();
        }
        let labels: Vec<String> = mentions.iter().map(|m| m.subject.label(text, &tokens)).collect();
        let of_sentence = contexts.likely();
        let sentence =
            Sentence { span: passage.text.span_of(range), contexts: &of_sentence, heading, contract: contract.as_ref(), labels: &labels };
        settler.sentence(&mentions, &sentence);
        contexts.carry(&mentions, settler.calendar);
        contract = contract::named(text, &tokens).or(contract);
    }
}

/// The periods that sentences without a time of their own may speak of.
struct Contexts {
    /// Named by the paragraph's sentences before.
    carried: Option<Period>,
    /// Named by the heading.
    heading: Option<Period>,
    current: Period,
}

impl Contexts {
    fn new(calendar: &Calendar, headings: &[&str]) -> Self {
        let current = calendar.current_period();
        let named = headings.iter().rev().find_map(|h| only_time(&token::tokens(h, 0..h.len()), current, calendar));
        Self { carried: None, heading: named, current }
    }

    fn likely(&self) -> Vec<Period> {
        let mut contexts: Vec<Period> = self.carried.into_iter().chain(self.heading).collect();
        if contexts.is_empty() {
            contexts.push(self.current);
        }
        contexts.dedup();
        contexts
    }

    /// A duration that a sentence reports on holds for the next.
    fn carry(&mut self, mentions: &[Mention], calendar: &Calendar) {
        let base = self.carried.or(self.heading).unwrap_or(self.current);
        let reported = mentions.iter().filter(|m| m.segment == 0).filter_map(|m| m.whens.iter().find(|w| !w.is_relative()));
        let durations = reported.filter_map(|when| period::resolve(when, base, calendar)).filter(|p| p.start().is_some());
        let mut newest = durations.filter(|p| p.end() == self.current.end());
        if let Some(period) = newest.next() {
            self.carried = Some(period);
        }
    }
}

/// The one duration that a heading names; none when it names several.
fn only_time(tokens: &[Token], base: Period, calendar: &Calendar) -> Option<Period> {
    let mut named: Vec<Period> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = when::at(&tokens[at..]);
        at += found.as_ref().map_or(1, |(_, len)| *len);
        let period = found.filter(|(when, _)| !when.is_relative()).and_then(|(when, _)| period::resolve(&when, base, calendar));
        named.extend(period.filter(|p| p.start().is_some() && !named.contains(p)));
    }
    (named.len() == 1).then(|| named[0])
}

/// To how many zeros the amounts of a paragraph are rounded that are printed in full: three when all end so.
fn shared_places(passage: &Passage<'_>) -> i8 {
    let text = passage.text.as_str();
    let tokens = token::tokens(text, 0..text.len());
    let amounts = (0..tokens.len()).filter_map(|i| amount::at(passage.text, &tokens, i)).map(|(amount, _)| amount);
    let full = amounts.filter(|a| matches!(a.kind, AmountKind::Money(_)) && a.scale == 0 && a.places == 0 && !a.size.is_zero());
    let zeros = full.map(|a| a.figure.style.trailing_zeros).min().unwrap_or(0);
    if zeros >= 3 { -3 } else { 0 }
}

fn round(mention: &mut Mention, places: i8) {
    if matches!(mention.amount.kind, AmountKind::Money(_)) && mention.amount.scale == 0 && mention.amount.places == 0 {
        mention.amount.places = places;
    }
}

/// A name in camel case as words: `TradingSymbol` is "Trading Symbol".
pub(super) fn spaced(name: &str) -> String {
    known::split_camel(name)
}

/// Presents facts that no table presents, one line a fact.
pub(super) fn present(graph: &mut Graph, kind: StatementKind, ids: &[FactId]) {
    let Some(span) = ids.iter().map(|id| graph.facts[id.index()].origins[0].span()).reduce(Span::cover) else { return };
    let line = |id: &FactId| {
        let fact = &graph.facts[id.index()];
        let (label, concept) = (fact.label.clone(), Some(fact.aspects.concept.clone()));
        Line { label, depth: 0, kind: LineKind::Item, concept, cells: vec![Some(*id)], candidates: Vec::new() }
    };
    let lines = ids.iter().map(line).collect();
    graph.statements.push(Statement { kind, title: kind.name().to_owned(), columns: vec![String::new()], lines, span });
}
