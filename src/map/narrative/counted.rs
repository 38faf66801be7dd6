//! Counts as facts.

use super::amount::{Amount, AmountKind};
use super::aspects::fitting;
use super::count::{Count, Deed, PLACES, counts};
use super::financing::{self, Stated};
use super::period::{instant, resolve};
use super::settle::{HEDGED, Settler};
use super::token::{self, Token};
use super::{sentence, wording};
use crate::map::Taxonomy;
use crate::map::graph::{Claim, agree};
use crate::report::{Aspects, Confidence, Decimals, Origin, Period, Unit, Value};
use crate::source::Span;
use crate::taxonomy::{self, DataType, PeriodType, QName};
use crate::text::Text;

/// Words without which a sentence states neither a count nor what was bought back or drawn.
const VERBS: [&str; 33] = [
    "reached",
    "totaled",
    "numbered",
    "grew",
    "bringing",
    "added",
    "lost",
    "purchased",
    "repaid",
    "unused",
    "undrawn",
    "remained",
    "remaining",
    "remains",
    "available",
    "operated",
    "operates",
    "owned",
    "owns",
    "employed",
    "employs",
    "opened",
    "had",
    "sold",
    "shipped",
    "delivered",
    "repurchased",
    "bought",
    "outstanding",
    "ended",
    "ending",
    "closed",
    "finished",
];

/// States the counts of a paragraph; its heading may name the period.
pub(super) fn read(settler: &mut Settler<'_>, text: &Text, tokens: &[Token], headed: Option<Period>) {
    let words = text.as_str();
    for range in sentence::sentences(words).into_iter().filter(|range| has_verb(&words[range.clone()])) {
        let tokens = token::within(tokens, &range);
        if wording::speaks_of_the_future(tokens) {
            continue;
        }
        let span = text.span_of(range.clone());
        for count in counts(text, tokens) {
            state(settler, &count, span);
        }
        for mut stated in financing::stated(text, tokens, headed.is_some()) {
            stated.amount.in_dollars(settler.dollars);
            finance(settler, &stated, span, headed);
        }
    }
}

fn has_verb(sentence: &str) -> bool {
    sentence.split(|c: char| !c.is_alphanumeric()).any(|word| VERBS.iter().any(|verb| word.eq_ignore_ascii_case(verb)))
}

fn state(settler: &mut Settler<'_>, count: &Count, sentence: Span) -> Option<()> {
    let named = resolve(&count.when, settler.calendar.current_period(), settler.calendar)?;
    let period = match count.deed {
        Deed::Operated if named.start().is_none() => named,
        Deed::Sold | Deed::Changed(_) if named.start().is_some() => named,
        _ => return None,
    };
    if period.end() > settler.calendar.current_period().end() {
        return None;
    }
    let (mut aspects, unit) = aspects(settler, count, period);
    aspects.unit = Some(Unit::other(unit));
    let value = Value::Number { amount: count.amount.size, decimals: Decimals::Places(count.amount.places) };
    if settler.graph.with_aspects(&aspects).any(|id| settler.graph.facts[id.index()].value != value) {
        return None;
    }
    let origin = Origin::Sentence { figure: count.amount.figure.clone(), sentence, scale: count.amount.scale };
    let label = match count.deed {
        Deed::Operated => count.noun.clone(),
        Deed::Sold => format!("{} sold", count.noun),
        Deed::Changed(deed) => format!("{} {deed}", count.noun),
    };
    settler.place(Claim { aspects, value, label, origin, confidence: confidence(&count.amount), candidates: Default::default() });
    Some(())
}

/// How sure an amount is that a sentence states.
fn confidence(amount: &Amount) -> Confidence {
    Confidence::new(if amount.hedged { HEDGED } else { 0.8 })
}

/// States what was bought back or drawn, unless something else is said of the same time.
fn finance(settler: &mut Settler<'_>, stated: &Stated, sentence: Span, headed: Option<Period>) -> Option<()> {
    let concept = taxonomy::standard(&QName::us_gaap(stated.concept))?;
    let named = resolve(&stated.when, headed.unwrap_or(settler.calendar.current_period()), settler.calendar)?;
    let period = fitting(named, concept.period_type == PeriodType::Instant)?;
    let per_share = concept.data_type == DataType::PerShare;
    let unit = match stated.amount.kind {
        AmountKind::Count => Unit::shares(),
        AmountKind::Money(currency) | AmountKind::PerShare(currency) if per_share => Unit::per_share(currency),
        AmountKind::Money(currency) => Unit::currency(currency),
        _ => return None,
    };
    let aspects = Aspects { unit: Some(unit), ..Aspects::of(settler.graph.standard(&concept), period) };
    let value = Value::Number { amount: stated.amount.size, decimals: Decimals::Places(stated.amount.places) };
    let known = settler.graph.with_aspects(&aspects).all(|id| agree(&settler.graph.facts[id.index()].value, &value));
    if !known || period.end() > settler.calendar.current_period().end() {
        return None;
    }
    let origin = Origin::Sentence { figure: stated.amount.figure.clone(), sentence, scale: stated.amount.scale };
    let label = stated.label.to_owned();
    settler.place(Claim { aspects, value, label, origin, confidence: confidence(&stated.amount), candidates: Default::default() });
    Some(())
}

/// What is counted, and the unit it is counted in.
fn aspects(settler: &mut Settler<'_>, count: &Count, period: Period) -> (Aspects, String) {
    let graph = &mut *settler.graph;
    if count.deed == Deed::Operated {
        let local = PLACES.iter().find(|(noun, _)| *noun == count.noun.to_lowercase()).map_or("", |(_, local)| *local);
        let standard = taxonomy::standard(&QName::us_gaap(local)).filter(|_| settler.options.taxonomy == Taxonomy::UsGaap2023);
        let label = format!("Number of {}", count.noun);
        let concept = match standard {
            Some(concept) => graph.standard(&concept),
            None => graph.own_concept(&label, DataType::Integer, PeriodType::Instant, None),
        };
        return (Aspects::of(concept, instant(period)), count.noun.to_lowercase());
    }
    if let Deed::Changed(deed) = count.deed {
        let unit = count.noun.to_lowercase();
        let concept = graph.own_concept(&format!("{unit} {deed}"), DataType::Integer, PeriodType::Duration, None);
        return (Aspects::of(concept, period), unit);
    }
    let product = count.noun.chars().any(char::is_uppercase);
    let unit = if product { "units".to_owned() } else { count.noun.to_lowercase() };
    let concept = graph.own_concept(&format!("{unit} sold"), DataType::Decimal, PeriodType::Duration, None);
    let mut aspects = Aspects::of(concept, period);
    if product {
        let axis = QName::srt("ProductOrServiceAxis");
        let member = graph.member(&axis, "Product and Service", &count.noun);
        aspects.dimensions.insert(axis, member);
    }
    (aspects, unit)
}
