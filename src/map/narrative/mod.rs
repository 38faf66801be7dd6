//! What the narrative says: amounts with subject, time and comparison, as mentions of facts that tables hold or as facts of its own.
//!
//! In: the document's headings and paragraphs, the graph with the tables' facts. Out: more origins and facts in the graph, and doubts.
//! Never: guidance among what is reported, other companies' figures, boilerplate.

mod amount;
mod aspects;
mod called_own;
mod clause;
mod compared;
mod comparison;
mod contract;
mod count;
mod counted;
mod credit;
mod each_share;
mod ended;
mod financing;
mod headline;
mod item;
mod known;
mod lead;
mod measure;
mod named;
mod outlook;
mod passage;
mod period;
mod produced;
pub(in crate::map) mod sentence;
mod settle;
mod speaker;
mod subject;
pub(in crate::map) mod token;
mod unlisted;
pub(in crate::map) mod when;
pub(in crate::map) mod word_list;
mod wording;

use amount::AmountKind;
use called_own::CalledOwn;
use clause::{Mention, Part};
use contract::Contract;
use each_share::EachShare;
use passage::Passage;
use settle::{Sentence, Settler};
use speaker::Whose;
use token::{Token, Tokens};
use when::When;

use super::ReadOptions;
use super::calendar::Calendar;
use super::graph::Graph;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, Document};
use crate::figure::Currency;
use crate::report::{FactId, Line, LineKind, Period, Statement, StatementKind};
use crate::source::Span;

/// Reads the narrative into a graph that holds the tables' facts already; `currency` is what the release says all amounts are in.
pub(crate) fn read(
    graph: &mut Graph,
    (document, tokens): (&Document, &Tokens),
    calendar: &Calendar,
    options: &ReadOptions,
    currency: Option<Currency>,
) -> Vec<Diagnostic> {
    if graph.facts.is_empty() && !passage::reports_results(document) {
        return Vec::new();
    }
    let own_words = own_words(graph);
    let dollars = options.currency.or(currency).filter(Currency::is_dollar).unwrap_or(Currency::USD);
    // what a statement prints above net income is told for each share nowhere
    let stated = graph.facts.iter().any(|fact| fact.aspects.concept.local() == "OperatingIncomeLoss");
    let each_share = if stated { EachShare::default() } else { EachShare::of(document, tokens) };
    let mut settler = Settler::new(graph, calendar, options, dollars);
    let called_own = CalledOwn::of(document, tokens);
    for passage in passage::passages(document, tokens) {
        read_passage(&mut settler, &passage, &own_words, (each_share, &called_own));
    }
    let mut headed: Option<Period> = None;
    // the quarter of an outlook is to come, not the last of its number
    let of_heading = |text: &str| {
        let reported = !passage::is_of_other_matters(Some(text));
        reported.then(|| Contexts::new(calendar, &[text]).headed()).flatten()
    };
    for (at, block) in document.blocks.iter().enumerate() {
        match block {
            Block::Heading(text) => headed = of_heading(text.as_str()),
            Block::Paragraph(text) if passage::heads(text.as_str()) => headed = of_heading(text.as_str()),
            Block::Paragraph(text) => counted::read(&mut settler, text, tokens.block(at), headed),
            Block::Grid(_) => {}
        }
    }
    outlook::read(&mut settler, document, tokens, &own_words);
    let Settler { own, doubts, .. } = settler;
    let told: std::collections::HashSet<_> = graph.sentences.iter().map(|s| s.span).collect();
    graph.sentences.extend(headline::headlines(document, dollars).into_iter().filter(|s| !told.contains(&s.span)));
    let texts =
        document.blocks.iter().filter_map(|b| if let Block::Heading(text) | Block::Paragraph(text) = b { Some(text) } else { None });
    graph.quarters = named::quarters(document, tokens);
    graph.quarters.extend(ended::quarters(&texts.collect::<Vec<_>>()));
    present(graph, StatementKind::Narrative, &own);
    doubts
}

/// The words that the entity goes by, in lower case, its first and its initials: they set nothing apart.
fn own_words(graph: &Graph) -> Vec<String> {
    let words: Vec<String> = graph.entity.name.split_whitespace().map(|w| w.trim_matches([',', '.']).to_lowercase()).collect();
    let initials: String = words.iter().filter_map(|word| word.chars().next()).collect();
    let first = words.into_iter().filter(|w| w.len() > 2 && w != "the").take(1);
    first.chain(Some(initials).filter(|initials| initials.len() > 2)).collect()
}

/// Reads one paragraph, sentence by sentence: times and agreements named in one hold for the next.
fn read_passage(settler: &mut Settler<'_>, passage: &Passage<'_>, own_words: &[String], (each_share, called_own): (EachShare, &CalledOwn)) {
    let text = passage.text.as_str();
    let mut headings = passage.headings.clone();
    let mut contexts = Contexts::new(settler.calendar, &headings);
    let mut contract: Option<Contract> = None;
    settler.doubts.extend(sentence::overlong(text).into_iter().map(|range| unread(passage.text.span_of(range))));
    let places = shared_places(passage);
    let known = |name: &str| settler.graph.has_member_called(name);
    let led = lead::lead(text, passage.tokens, own_words, known);
    let of_segments = passage.headings.iter().rev().skip(1).any(|heading| lead::heads_segments(heading));
    let part = |name: &str| known(name) || of_segments && lead::may_name_segment(name);
    let led = led.or_else(|| passage.headings.last().and_then(|heading| lead::headed(heading, part)));
    let led = led.or_else(|| passage.headings.last().and_then(|heading| lead::opened(heading, passage.tokens, own_words)));
    // "Multifamily Segment: Total revenues were": as a heading of its own
    let segment = led.as_ref().map(|part| part.name).filter(|name| !aspects::segment_name(name).is_empty());
    headings.extend(segment);
    let led = led.filter(|_| segment.is_none());
    let mut whose = Whose::default();
    for range in sentence::sentences(text) {
        // a heading run in: "Third Quarter Results. Revenue was ..."
        if passage::heads(&text[range.clone()]) {
            headings.push(&text[range]);
            contexts = Contexts::new(settler.calendar, &headings);
            continue;
        }
        let tokens = token::within(passage.tokens, &range);
        let heading = headings.last().copied();
        let reporting = lead::reporting(text, tokens, own_words).filter(|_| !speaker::names_entity(tokens, own_words));
        whose.hear(tokens, own_words);
        let to_come = wording::speaks_of_the_future(tokens);
        if !to_come && reporting.is_none() && !whose.segment {
            settler.graph.sentences.extend(comparison::sentence(passage.text, range.clone(), tokens, contexts.headed(), settler.dollars));
        }
        let mut mentions = if to_come { Vec::new() } else { read_sentence(passage, tokens, own_words, places, heading) };
        for mention in &mut mentions {
            mention.amount.in_dollars(settler.dollars);
            mention.own_result |= each_share.is_of(mention, tokens);
            mention.subject.adjusted |= called_own.has(mention, tokens);
        }
        if let Some(part) = reporting.as_ref().or(led.as_ref()) {
            mentions.iter_mut().for_each(|mention| mention.narrow(part));
        }
        mentions.iter_mut().for_each(|mention| mention.clear &= whose.may_be_entitys(&mention.subject));
        whose.segment |= mentions.iter().any(|m| m.subject.names_segment());
        let labels: Vec<String> = mentions.iter().map(|m| m.subject.label(text, tokens)).collect();
        let likely = contexts.likely();
        let span = passage.text.span_of(range);
        let sentence = Sentence {
            span,
            contexts: &likely,
            carried: contexts.carried,
            seen_from: contexts.before.filter(|_| wording::only_compares(tokens)),
            sequential: wording::may_be_sequential(tokens),
            compares: mentions.iter().any(|m| m.segment > 0 || m.part != Part::Level),
            heading,
            contract: contract.as_ref(),
            labels: &labels,
        };
        settler.sentence(&mentions, &sentence);
        if !whose.other && !whose.part && led.is_none() && !to_come {
            settler.items(passage.text, tokens, &sentence);
            settler.produced(passage.text, tokens, &sentence);
        }
        contexts.carry(&mentions, settler.calendar);
        contract = contract::named(text, tokens).or(contract);
    }
}

fn unread(sentence: Span) -> Diagnostic {
    let message = format!("a sentence of {} bytes is longer than any that is read: what it says became no fact", sentence.len());
    Diagnostic::new(Code::UnreadFigure, message).at(sentence, "this sentence")
}

/// The mentions of a sentence that does not speak of the future.
fn read_sentence(passage: &Passage<'_>, tokens: &[Token], own_words: &[String], places: i8, heading: Option<&str>) -> Vec<Mention> {
    let of_segment = heading.is_some_and(|h| !aspects::segment_name(h).is_empty());
    let mut mentions = clause::mentions(passage.text, tokens, own_words);
    for mention in &mut mentions {
        round(mention, places);
        mention.subject.this_segment |= of_segment && mention.subject.is_plain() && !mention.subject.whole;
    }
    mentions
}

/// The periods that sentences without a time of their own may speak of.
struct Contexts {
    /// Named by the paragraph's sentences before.
    carried: Option<Period>,
    /// What the sentence before reported on: "This compares to" is seen from there.
    before: Option<Period>,
    /// What it spoke of, seen from wherever.
    spoken: Option<Period>,
    /// Named by the nearest heading that names any.
    headed: Vec<Period>,
    current: Period,
}

impl Contexts {
    fn new(calendar: &Calendar, headings: &[&str]) -> Self {
        let current = calendar.current_period();
        let named = headings.iter().rev().map(|h| durations(&token::tokens(h, 0..h.len()), current, calendar));
        Self {
            carried: None,
            before: None,
            spoken: None,
            headed: named.into_iter().find(|periods| !periods.is_empty()).unwrap_or_default(),
            current,
        }
    }

    /// The period that the headings name, if they name one.
    fn headed(&self) -> Option<Period> {
        if let [only] = self.headed[..] { Some(only) } else { None }
    }

    fn likely(&self) -> Vec<Period> {
        let mut contexts: Vec<Period> = self.carried.into_iter().chain(self.headed.iter().copied()).collect();
        if contexts.is_empty() {
            contexts.push(self.current);
        }
        // "For the third quarter of 2003, the net loss was $7 million. The net loss included": of that, or of what the paragraph is of
        contexts.extend(self.spoken.filter(|period| period.end() != self.current.end()));
        contexts.dedup();
        contexts
    }

    /// A duration that a sentence reports on holds for the next.
    fn carry(&mut self, mentions: &[Mention], calendar: &Calendar) {
        let base = self.likely()[0];
        let durations = |when: &When| period::resolve(when, base, calendar).filter(|p| p.start().is_some());
        self.spoken = mentions.iter().filter(|m| m.segment == 0).find_map(|m| m.whens.first()).and_then(durations);
        let reported = mentions.iter().filter(|m| m.segment == 0).filter_map(|m| m.whens.iter().find(|w| !w.is_relative()));
        let reported: Vec<Period> = reported.filter_map(durations).collect();
        self.before = reported.first().copied();
        self.carried = reported.into_iter().find(|p| p.end() == self.current.end()).or(self.carried);
    }
}

/// The durations that a heading names; a year beside a part of it only says of which year the part is, and what it compares with is none of them.
fn durations(tokens: &[Token], base: Period, calendar: &Calendar) -> Vec<Period> {
    // "Second Quarter of 2026 Compared to Second Quarter of 2025" is over what is told of the first
    let compares = |t: &Token| wording::role(t) == wording::Role::Compare || t.is("comparisons");
    // "Sales of $5 million, up from the second quarter of 2025, were comprised of:"
    let amount = tokens.iter().position(|t| t.is("$") || t.is("%")).unwrap_or(tokens.len());
    let leads_back = |at: &usize| compares(&tokens[*at]) || *at > amount && wording::role(&tokens[*at]) == wording::Role::From;
    let tokens = &tokens[..(0..tokens.len()).find(leads_back).unwrap_or(tokens.len())];
    let mut named: Vec<(bool, Period)> = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        let found = when::at(&tokens[at..]);
        at += found.as_ref().map_or(1, |(_, len)| *len);
        let Some((when, _)) = found.filter(|(when, _)| !when.is_relative()) else { continue };
        let year = matches!(when, When::Year(_) | When::ThisYear | When::FirstMonths { months: 12, .. });
        let period = period::resolve(&when, base, calendar).filter(|p| p.start().is_some());
        named.extend(period.map(|p| (year, p)).filter(|p| !named.contains(p)));
    }
    // "Annual Highlights", "Fiscal Year:"
    if named.is_empty() && (tokens.iter().any(|t| t.is("annual")) || heads_year(tokens)) {
        named.extend(period::resolve(&When::ThisYear, base, calendar).map(|year| (true, year)));
    }
    let parts = named.iter().any(|(year, _)| !year);
    named.into_iter().filter(|(year, _)| !(parts && *year)).map(|(_, period)| period).collect()
}

/// Whether a heading is of a year, and of nothing that a year may be beside: "Fiscal Year:", "Year Highlights".
fn heads_year(tokens: &[Token]) -> bool {
    let mut words = tokens.iter().skip_while(|t| t.is_any(&["fiscal", "the"]));
    let year = words.next().is_some_and(|t| t.is("year"));
    year && words.next().is_none_or(|t| t.is_any(&[":", "highlights", "results", "summary", "overview", "financial"]))
}

/// To how many zeros the amounts of a paragraph are rounded that are printed in full: three when all end so.
fn shared_places(passage: &Passage<'_>) -> i8 {
    let tokens = passage.tokens;
    let amounts = (0..tokens.len()).filter_map(|i| amount::at(passage.text, tokens, i)).map(|(amount, _)| amount);
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
        Line { label, depth: 0, kind: LineKind::Item, concept, cells: vec![Some(*id)], candidates: Default::default() }
    };
    let lines = ids.iter().map(line).collect();
    graph.statements.push(Statement { kind, title: kind.name().to_owned(), columns: vec![String::new()], lines, span });
}
