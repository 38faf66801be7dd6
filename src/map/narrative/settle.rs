//! From mentions to facts: a mention repeats a fact of a table, states one of its own, or is left out with a word why.

mod change;
mod items;
mod whole;

use std::collections::{HashMap, HashSet};

use indexmap::IndexMap;

use super::aspects::{Setting, Topic, fitting, heading_words, topic, unit};
use super::clause::{Mention, Part};
use super::compared::{Comparisons, is_near, reported_before, slip};
use super::contract::Contract;
use super::known::{Known, near_period};
use super::period::{is_over, is_part_of_year, is_quarter_to_come, resolve};
use super::when::When;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::Currency;
use crate::figure::grouped;
use crate::map::ReadOptions;
use crate::map::calendar::Calendar;
use crate::map::graph::{Claim, Graph, agree};
use crate::report::{Aspects, Confidence, Decimals, Fact, FactId, Origin, Period, Value};
use crate::source::Span;

/// The sentence that mentions stand in.
pub(super) struct Sentence<'a> {
    pub(super) span: Span,
    /// The periods that it may speak of when it names none, the likeliest first.
    pub(super) contexts: &'a [Period],
    /// The period that the sentence before in its paragraph reported on.
    pub(super) carried: Option<Period>,
    /// What the sentence before reported on, where this one is nothing but a comparison with that.
    pub(super) seen_from: Option<Period>,
    /// Whether it may compare with the period before and not with the same of a year before.
    pub(super) sequential: bool,
    /// Whether it compares what it reports with anything.
    pub(super) compares: bool,
    pub(super) heading: Option<&'a str>,
    pub(super) contract: Option<&'a Contract>,
    /// The labels of the mentions' subjects.
    pub(super) labels: &'a [String],
}

/// States the mentions of sentence after sentence.
pub(super) struct Settler<'a> {
    pub(super) graph: &'a mut Graph,
    pub(super) calendar: &'a Calendar,
    pub(super) options: &'a ReadOptions,
    /// What a bare `$` is of.
    pub(super) dollars: Currency,
    pub(super) known: Known,
    pub(super) doubts: Vec<Diagnostic>,
    /// Facts that no table states, in order.
    pub(super) own: Vec<FactId>,
    by_topic: HashMap<Topic, Vec<FactId>>,
    /// Levels and the changes that are tied to them: earlier, later, change.
    related: HashSet<[FactId; 3]>,
}

/// What became of the mentions of one frame.
#[derive(Default)]
struct Frame {
    /// The times of its first mention.
    first: Option<Vec<When>>,
    base: Option<Period>,
    /// The same period a year before, where the first mention's own is certain and its comparison may be meant to be with that.
    year_before: Option<Period>,
    topic: Option<Topic>,
    levels: Vec<(usize, FactId)>,
    changes: Vec<FactId>,
}

impl<'a> Settler<'a> {
    /// A settler for a graph that holds the tables' facts.
    pub(super) fn new(graph: &'a mut Graph, calendar: &'a Calendar, options: &'a ReadOptions, dollars: Currency) -> Self {
        let known = Known::new(graph);
        let mut by_topic: HashMap<Topic, Vec<FactId>> = HashMap::new();
        for (i, fact) in graph.facts.iter().enumerate() {
            by_topic.entry(Topic::of(&fact.aspects)).or_default().push(FactId::new(i));
        }
        Self { graph, calendar, options, dollars, known, doubts: Vec::new(), own: Vec::new(), by_topic, related: HashSet::new() }
    }

    /// States the mentions of a sentence.
    pub(super) fn sentence(&mut self, mentions: &[Mention], sentence: &Sentence<'_>) {
        let mut frames: IndexMap<usize, Frame> = IndexMap::new();
        let comparisons = Comparisons::of(mentions);
        for (at, (mention, label)) in mentions.iter().zip(sentence.labels).enumerate() {
            let spoken = reported_before(mention, mentions).and_then(|frame| frames.get(&frame)?.base).or(sentence.seen_from);
            let frame = frames.entry(mention.frame).or_default();
            // "declined from $18.5 million in 2005 to $18.1 million": what is compared may come first
            let is_level = |m: &&Mention| m.frame == mention.frame && m.segment == 0 && m.part == Part::Level;
            let reported = mentions.iter().find(is_level).filter(|_| frame.base.is_none());
            if let Some(reported) = reported {
                let periods = self.times(reported, sentence, spoken);
                frame.base = periods.first().copied();
                frame.year_before = self.year_before(reported, sentence, &periods);
            }
            // what comes first is seen from the context, what follows from what came first
            let begun = mention.segment > 0 || frame.first.as_ref().is_some_and(|first| *first != mention.whens);
            let base = frame.base.filter(|_| begun).or(spoken);
            let first = frame.first.get_or_insert_with(|| mention.whens.clone());
            // "and for the nine months were $31 million, up from $30 million": seen from the nine months and not from the quarter
            let other =
                comparisons.level(at).map(|level| &mentions[level]).filter(|level| !level.whens.is_empty() && level.whens != *first);
            let (base, year_before) = match other.map(|level| (level, self.times(level, sentence, base))) {
                Some((level, periods)) => (periods.first().copied(), self.year_before(level, sentence, &periods)),
                None => (base, frame.year_before),
            };
            if mention.part == Part::Level {
                let year_before = year_before.filter(|_| comparisons.is_without_time(at, mention));
                let (id, topic) = self.level(mention, label, sentence, base, year_before);
                let frame = frames.entry(mention.frame).or_default();
                frame.topic = frame.topic.take().or(topic.filter(|_| !mention.beside));
                frame.levels.extend(id.filter(|_| !mention.beside).map(|id| (mention.segment, id)));
            }
        }
        for (mention, label) in mentions.iter().zip(sentence.labels).filter(|(m, _)| m.part != Part::Level) {
            let frame = frames.entry(mention.frame).or_default();
            let topic = frame.topic.clone();
            let Some(id) = self.change(mention, label, sentence, topic) else { continue };
            let period = self.graph.facts[id.index()].aspects.period;
            let frame = frames.entry(mention.frame).or_default();
            // "Revenue for the quarter fell 2.8% from $7 million": the change alone tells of when
            frame.base.get_or_insert(period);
            frame.changes.push(id);
        }
        frames.into_values().for_each(|frame| self.relate(&frame));
    }

    /// The same period a year before what a mention reports, where its own is certain and what it is compared with may be of that.
    fn year_before(&self, reported: &Mention, sentence: &Sentence<'_>, periods: &[Period]) -> Option<Period> {
        let certain = self.certain(reported, sentence, periods).filter(|p| !sentence.sequential && p.start().is_some());
        certain.map(|period| self.calendar.comparison(period))
    }

    /// The periods a mention may be of, the likeliest first: those it names, else those the sentence stands in.
    fn times(&self, mention: &Mention, sentence: &Sentence<'_>, base: Option<Period>) -> Vec<Period> {
        let instant = mention.subject.found.measure.instant;
        let dividend = mention.subject.found.measure.key == "Dividends";
        if dividend && mention.whens.iter().any(|when| is_quarter_to_come(when, self.calendar)) {
            return Vec::new();
        }
        let seen_from = base.or(sentence.contexts.first().copied()).unwrap_or_else(|| self.calendar.current_period());
        let compared = mention.segment > 0 && base.is_some();
        let same = mention.segment == 0 && mention.whens.first() == Some(&When::Same);
        if same && !sentence.compares {
            return Vec::new();
        }
        let named = mention.whens.iter().filter_map(|when| match when {
            // "27.2% in the third quarter of 2024, compared with 27.4% in 2023": the third quarter of that year
            When::Year(year) if compared && is_part_of_year(seen_from) => resolve(&When::SameOf(Some(*year)), seen_from, self.calendar),
            // "For the six months ... Freight revenue increased to $294 million in 2007": the six months of a year that is not over
            When::Year(year) if sentence.carried.is_some_and(is_part_of_year) && !is_over(*year, self.calendar) => {
                resolve(&When::InYear(Box::new(When::ThisPeriod), *year), sentence.carried.unwrap_or(seen_from), self.calendar)
            }
            // "For the same period, costs rose to $9 million from $8 million": the one just spoken of
            When::Same if mention.segment == 0 => Some(seen_from),
            when => resolve(when, seen_from, self.calendar),
        });
        let mut periods: Vec<Period> = Vec::new();
        for period in named.filter_map(|p| fitting(p, instant)) {
            // "the third quarter" of what is compared is the one a year before
            let period =
                if mention.segment > 0 && base.is_some_and(|b| near_period(b, period)) { self.calendar.comparison(period) } else { period };
            if !periods.contains(&period) {
                periods.push(period);
            }
        }
        // "for the first two months of 2020": of no period that a release is of
        let unknown = |when: &When| match when {
            When::FirstMonths { months, .. } => !months.is_multiple_of(3),
            When::LastMonths { .. } => true,
            _ => false,
        };
        if periods.is_empty() && mention.segment == 0 && !mention.whens.iter().any(unknown) {
            // a dividend declared on a day is that of a quarter, however long the period is that the release reports on
            let declared = dividend && !mention.whens.is_empty();
            let of = |p: &Period| if declared { resolve(&When::ThisQuarter, *p, self.calendar).unwrap_or(*p) } else { *p };
            periods.extend(sentence.contexts.iter().filter_map(|p| fitting(of(p), instant)));
        }
        periods
    }

    /// A level: another origin of a fact, or a fact of its own; answers also what it is a fact of. What is compared without a time is taken to
    /// be of the year before.
    fn level(
        &mut self,
        mention: &Mention,
        label: &str,
        sentence: &Sentence<'_>,
        base: Option<Period>,
        year_before: Option<Period>,
    ) -> (Option<FactId>, Option<Topic>) {
        let periods = self.times(mention, sentence, base);
        let heading = heading_words(sentence.heading);
        let hedged = mention.amount.hedged;
        if !mention.contract
            && !mention.amount.rough
            && !hedged
            && let Some(id) = self.known.repeated(self.graph, mention, &periods, &heading)
        {
            let aspects = self.graph.facts[id.index()].aspects.clone();
            let topic = Topic { concept: aspects.concept.clone(), dimensions: aspects.dimensions.clone() };
            self.repeat(id, mention, label, sentence);
            return (Some(id), Some(topic));
        }
        let setting = Setting { label, heading: sentence.heading, contract: sentence.contract, options: self.options, expected: false };
        let Some(topic) = topic(self.graph, &self.known, mention, &setting) else { return (None, None) };
        let told =
            self.certain(mention, sentence, &periods).filter(|_| !(mention.segment > 0 && base.is_some_and(|base| self.is_to_come(base))));
        let id = match (told, year_before.filter(|_| mention.clear && !hedged)) {
            // what a table states exactly is not stated roughly
            (Some(period), _) if hedged && self.known.stands(self.graph, mention, period) => None,
            (Some(period), _) => self.state(mention, label, sentence, &topic, period, if hedged { HEDGED } else { SAID }),
            (None, Some(period)) => self.assume(mention, label, sentence, &topic, period),
            (None, None) => None,
        };
        (id, Some(topic))
    }

    /// States what is compared without a time as a fact of the year before, and says so.
    fn assume(&mut self, mention: &Mention, label: &str, sentence: &Sentence<'_>, topic: &Topic, period: Period) -> Option<FactId> {
        let id = self.state(mention, label, sentence, topic, period, ASSUMED)?;
        let message = format!(
            "the text compares {label} with an amount without a time; it is taken to be of the period up to {}, a year before",
            period.end()
        );
        self.doubts.push(Diagnostic::new(Code::AssumedPeriod, message).at(mention.amount.figure.span, "of when").severity(Severity::Note));
        Some(id)
    }

    fn repeat(&mut self, id: FactId, mention: &Mention, label: &str, sentence: &Sentence<'_>) {
        let fact = &self.graph.facts[id.index()];
        let Value::Number { amount: known, decimals } = fact.value else { return };
        let amount = if known.is_sign_negative() { -mention.amount.size } else { mention.amount.size };
        // the very same figure is as accurate here as there
        let decimals = if amount == known { decimals } else { Decimals::Places(mention.amount.places) };
        let claim = Claim {
            aspects: fact.aspects.clone(),
            value: Value::Number { amount, decimals },
            label: label.to_owned(),
            origin: origin(mention, sentence),
            confidence: fact.confidence,
            candidates: Default::default(),
        };
        self.graph.state(claim);
    }

    /// The period of a mention that may stand as a fact of its own: said, or given by all that stands around.
    fn certain(&self, mention: &Mention, sentence: &Sentence<'_>, periods: &[Period]) -> Option<Period> {
        let period = *periods.first()?;
        let instant = mention.subject.found.measure.instant;
        let carried = sentence.carried.and_then(|p| fitting(p, instant)) == Some(period);
        let told = !mention.whens.is_empty() || carried || sentence.contexts.iter().all(|p| fitting(*p, instant) == Some(period));
        let current = self.calendar.current_period();
        // a release that names no period leaves nothing certain
        let past = (period.end() <= current.end() || is_of_day_since(mention, period, current)) && current.start().is_some();
        (mention.clear && told && past).then_some(period)
    }

    /// Whether a period is not over: what the words call it was read amiss, and so is what is seen from it.
    fn is_to_come(&self, period: Period) -> bool {
        period.end() > self.calendar.current_period().end()
    }

    /// States a level as a fact of its own, unless the tables say otherwise under the same aspects.
    fn state(
        &mut self,
        mention: &Mention,
        label: &str,
        sentence: &Sentence<'_>,
        topic: &Topic,
        period: Period,
        probability: f64,
    ) -> Option<FactId> {
        let loss = mention.subject.found.loss || mention.amount.negative;
        let amount = if loss { -mention.amount.size } else { mention.amount.size };
        let aspects = Aspects {
            concept: topic.concept.clone(),
            period,
            unit: Some(unit(&mention.amount.kind)?),
            dimensions: topic.dimensions.clone(),
        };
        let value = Value::Number { amount, decimals: Decimals::Places(mention.amount.places) };
        // "Finance income was $19,959,000" beside a table of revenues of that amount: the same under another name
        // "net income" of continuing operations, where the table's is of all
        let other = mention.subject.found.measure.key == "NetIncomeLoss"
            && self.disagrees(&aspects, &value)
            && self.known.continues(self.graph, mention, period);
        let renamed = mention.subject.found.measure.is_unlisted() && self.known.stands(self.graph, mention, period);
        if other || renamed || self.contradicted(mention, &aspects, &value) || self.exceeds_whole(mention, &aspects, &value) {
            return None;
        }
        Some(self.claim(mention, label, sentence, aspects, value, probability))
    }

    /// Whether something else is stated under the same aspects, and not this.
    fn disagrees(&self, aspects: &Aspects, value: &Value) -> bool {
        let mut said = self.graph.with_aspects(aspects).map(|id| &self.graph.facts[id.index()].value).peekable();
        said.peek().is_some() && !said.any(|other| agree(other, value))
    }

    /// Whether a table says otherwise and the sentence is not sure enough to be stated beside it.
    fn contradicted(&mut self, mention: &Mention, aspects: &Aspects, value: &Value) -> bool {
        let topic = Topic::of(aspects);
        let same = |fact: &&Fact| fact.aspects.unit == aspects.unit && near_period(fact.aspects.period, aspects.period);
        let said: Vec<&Fact> = self.of_topic(&topic).filter(same).collect();
        let Some(first) = said.first() else { return false };
        if mention.amount.hedged || said.iter().any(|fact| agree(&fact.value, value)) {
            return mention.amount.hedged;
        }
        // the figure of another period: the period was read amiss, not the figure
        let elsewhere = self.of_topic(&topic).any(|f| agree(&f.value, value));
        let plain = mention.subject.is_plain() && !mention.contract && first.aspects.period == aspects.period;
        if plain && !mention.whens.is_empty() && slip(&first.value, value) {
            return false;
        }
        let (Value::Number { amount, .. }, table) = (&first.value, first.origins[0].span()) else { return true };
        // what is far off is of something else
        let near = is_near(&first.value, value);
        let message = format!(
            "the text gives {} where {} stands elsewhere for {}",
            grouped(mention.amount.size.normalize()),
            grouped(amount.normalize()),
            aspects.concept.local()
        );
        let doubt = Diagnostic::new(Code::NarrativeMismatch, message)
            .severity(if near && !elsewhere { Severity::Warning } else { Severity::Note })
            .at(mention.amount.figure.span, "said here")
            .and_at(table, "stands here")
            .help("the figure of the text is left out: its subject or period may be another");
        self.doubts.push(doubt);
        true
    }

    fn claim(
        &mut self,
        mention: &Mention,
        label: &str,
        sentence: &Sentence<'_>,
        aspects: Aspects,
        value: Value,
        probability: f64,
    ) -> FactId {
        let confidence = Confidence::new(probability);
        let origin = origin(mention, sentence);
        self.place(Claim { aspects, value, label: label.to_owned(), origin, confidence, candidates: Default::default() })
    }

    /// States a claim; a fact that it is the first to state is the text's own.
    pub(super) fn place(&mut self, claim: Claim) -> FactId {
        let before = self.graph.facts.len();
        let id = self.graph.state(claim);
        if self.graph.facts.len() > before {
            self.own.push(id);
            self.by_topic.entry(Topic::of(&self.graph.facts[id.index()].aspects)).or_default().push(id);
        }
        id
    }

    fn of_topic(&self, topic: &Topic) -> impl Iterator<Item = &Fact> {
        self.by_topic.get(topic).into_iter().flatten().map(|id| &self.graph.facts[id.index()])
    }
}

/// How sure it is what a sentence says of a time that it names, exactly or not, and of one that it does not.
const SAID: f64 = 0.8;
pub(super) const HEDGED: f64 = 0.65;
const ASSUMED: f64 = 0.65;

/// Whether what there was is told of a day between the period's end and its report: "As of December 12, 2005, total debt was $51 million".
fn is_of_day_since(mention: &Mention, period: Period, current: Period) -> bool {
    const DAYS: i64 = 100;
    let dated = mention.whens.iter().any(|when| matches!(when, When::Day(day) if day.year.is_some()));
    dated && matches!(period, Period::Instant(_)) && (period.end() - current.end()).num_days() <= DAYS
}

fn origin(mention: &Mention, sentence: &Sentence<'_>) -> Origin {
    Origin::Sentence { figure: mention.amount.figure.clone(), sentence: sentence.span, scale: mention.amount.scale }
}
