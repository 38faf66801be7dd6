//! What the narrative expects of periods to come: facts of a forecast, kept apart from all that is reported.
//!
//! In: sentences of guidance, items under a heading or a line that leads to them. Out: facts under the scenario axis, both ends of a range.

use super::amount::{self, Amount, AmountKind};
use super::aspects::{Setting, topic, unit};
use super::clause::{Expected, expected};
use super::lead;
use super::passage;
use super::period::ahead;
use super::settle::Settler;
use super::speaker::{Speaker, speaker};
use super::token::{self, Token, Tokens};
use super::when::{self, When};
use super::word_list::WordList;
use super::{sentence, wording};
use crate::document::{Block, Document};
use crate::map::calendar::Calendar;
use crate::map::dimension::Qualifier;
use crate::map::graph::{Claim, agree};
use crate::report::{Aspects, Confidence, Decimals, Origin, Period, Value};
use crate::source::Span;
use crate::text::Text;

/// Words that a heading of guidance is made of, besides its time.
static HEADINGS: WordList = WordList::new(
    "outlook guidance business financial fiscal company expectations forecast forward looking full year quarter and for the current updated 's our of \
     2 earnings results targets 1 updates updating raises reaffirms reiterates revises narrows provides introduces",
);
/// Words of what was expected before, by others or under conditions.
static ELSEWHERE: WordList = WordList::new(
    "previously previous prior original originally earlier consensus analysts analyst exceeded exceeding surpassed missed met if assuming assumes compared \
     versus vs had annualized annualised long term longer term model hypothetical ago last impact includes including \
     excludes excluding from",
);
/// Words that say that what is expected is another than before.
static MOVED: WordList = WordList::new("raised raising raises lowered lowering lowers reduced reducing reduces");
/// Words that say that something is to come.
static TO_COME: WordList = WordList::new(
    "expect expects expected expecting expectation anticipate anticipates anticipated anticipating forecast forecasts forecasting guidance outlook projects \
     projected projecting estimates will should sees reiterates reaffirms",
);

/// Reads all guidance of a document.
pub(super) fn read(settler: &mut Settler<'_>, document: &Document, tokens: &Tokens, own: &[String]) {
    let (mut headed, mut led): (Option<Option<Period>>, Option<Period>) = (None, None);
    // a heading over guidance for what is over: the calendar is another than it seems
    let mut over = false;
    // a heading that names a part of the company: what is expected below it is not expected of the whole
    let mut of_part = false;
    for (at, block) in document.blocks.iter().enumerate() {
        let (text, heading) = match block {
            Block::Heading(text) => (text, true),
            Block::Paragraph(text) => (text, passage::heads(text.as_str())),
            Block::Grid(_) => continue,
        };
        let words = tokens.block(at);
        let leads = || text.as_str().trim_end().ends_with(':') && says_to_come(words);
        if heading {
            let led_by = leads().then(|| only_period(words, settler.calendar)).flatten().filter(Option::is_some);
            (headed, led) = (led_by.or_else(|| heading_of(words, settler.calendar)), None);
            over = says_outlook(words) && times(words, settler.calendar).0.contains(&None);
            of_part = lead::headed(text.as_str(), |name| settler.graph.has_member_called(name)).is_some();
            continue;
        }
        let item = passage::is_bulleted(text.as_str());
        if !item {
            led = leads().then(|| only_period(words, settler.calendar)).flatten().flatten();
        }
        let under = led.or(headed.flatten());
        let listed = item && under.is_some();
        if !over && !of_part && (listed || says_to_come(words)) && !passage::is_caution(text.as_str()) {
            paragraph(settler, text, words, under, listed, own);
        }
    }
}

/// The period of a heading over guidance: `None` where it is none, or speaks of a part of the company.
fn heading_of(tokens: &[Token], calendar: &Calendar) -> Option<Option<Period>> {
    let (periods, rest) = times(tokens, calendar);
    let plain = rest.iter().all(|&at| !tokens[at].is_word() || tokens[at].in_list(&HEADINGS));
    if !says_outlook(tokens) || !plain {
        return None;
    }
    match periods[..] {
        [] => Some(None),
        [only] => only.map(Some),
        _ => None,
    }
}

fn says_outlook(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.is_any(&["outlook", "guidance", "expectations", "forecast"]))
}

fn says_to_come(tokens: &[Token]) -> bool {
    tokens.iter().any(|t| t.in_list(&TO_COME))
}

fn paragraph(settler: &mut Settler<'_>, text: &Text, tokens: &[Token], under: Option<Period>, item: bool, own: &[String]) {
    // of a part of the company
    if lead::lead(text.as_str(), tokens, own, |name| settler.graph.has_member_called(name)).is_some() {
        return;
    }
    let mut carried = under;
    for range in sentence::sentences(text.as_str()) {
        let words = now(text, given(text, token::within(tokens, &range)));
        let ahead = says_to_come(words) && wording::speaks_of_the_future(words);
        let points = words.first().is_some_and(|t| t.is_any(&["this", "that", "these", "those", "it", "which"]));
        let elsewhere = words.iter().any(|t| t.in_list(&ELSEWHERE)) || moves_by(text, words);
        if !(ahead || item) || points || elsewhere || speaker(words, own) != Speaker::Entity {
            continue;
        }
        let Some(named) = only_period(words, settler.calendar) else { continue };
        let Some(period) = named.or(carried) else { continue };
        carried = Some(period);
        let span = text.span_of(range);
        for mut found in expected(text, words, own) {
            std::iter::once(&mut found.low.amount).chain(&mut found.high).for_each(|amount| amount.in_dollars(settler.dollars));
            let label = found.low.subject.label(text.as_str(), words);
            state(settler, &found, &label, period, span);
        }
    }
}

/// "Assuming no further acquisitions, the Company expects", "expects revenue of $50 million, assuming current exchange rates": a sentence of guidance
/// without what it assumes, where that holds no amount.
fn given<'t>(text: &Text, words: &'t [Token]) -> &'t [Token] {
    let Some(at) = words.iter().position(|t| t.is("assuming")) else { return words };
    let comma = words[at..].iter().position(|t| t.is(",")).map(|comma| at + comma);
    match comma {
        Some(comma) if at == 0 && first_amount(text, &words[..comma]).is_none() => &words[comma + 1..],
        _ if at > 0 && words[at - 1].is(",") && says_to_come(&words[..at]) && first_amount(text, &words[at..]).is_none() => {
            &words[..at - 1]
        }
        _ => words,
    }
}

/// What a sentence says that is expected now: the words before those that compare it with what was or was expected before, where nothing behind
/// them narrows it.
fn now<'t>(text: &Text, words: &'t [Token]) -> &'t [Token] {
    const NARROWING: [&str; 9] = ["excluding", "excludes", "excluded", "exclusive", "assuming", "assumes", "if", "before", "hypothetical"];
    let moved = |at: usize| at > 0 && words[at - 1].is_any(&["up", "down", "increased", "decreased", "increase", "decrease"]);
    let changed = words.iter().any(|t| t.in_list(&MOVED));
    // "$285-295 million (previously: $260-275 million)"
    let in_brackets =
        |at: usize| words[at].is("(") && words.get(at + 1).is_some_and(|t| t.is_any(&["previously", "previous", "prior", "formerly"]));
    let compares = |at: &usize| {
        words[*at].is_any(&["compared", "versus", "vs"]) || words[*at].is("from") && (changed || moved(*at)) || in_brackets(*at)
    };
    let Some(end) = (0..words.len()).find(compares) else { return words };
    if first_amount(text, &words[..end]).is_some() && !words[end..].iter().any(|t| t.is_any(&NARROWING)) { &words[..end] } else { words }
}

/// Whether a sentence says that what is expected was moved, and not to what: "raised its guidance by $10 million".
fn moves_by(text: &Text, words: &[Token]) -> bool {
    if !words.iter().any(|t| t.in_list(&MOVED)) {
        return false;
    }
    let Some(first) = first_amount(text, words) else { return true };
    let small = |t: &&Token| t.is_any(&["a", "the", "new", "range", "of", "between", "approximately", "about", "around", "$", "~"]);
    !words[..first].iter().rev().find(|t| !small(t)).is_some_and(|t| t.is("to"))
}

/// Where the first amount stands that is no count.
fn first_amount(text: &Text, words: &[Token]) -> Option<usize> {
    (0..words.len()).find(|&at| amount::at(text, words, at).is_some_and(|(amount, _)| amount.kind != AmountKind::Count))
}

/// The one period that a sentence names, if it names any; `None` where it names several, or one that is over.
fn only_period(tokens: &[Token], calendar: &Calendar) -> Option<Option<Period>> {
    match times(tokens, calendar).0[..] {
        [] => Some(None),
        [only] => only.map(Some),
        _ => None,
    }
}

/// The different periods that are named, `None` for one that is not to come; and the tokens that belong to none.
fn times(tokens: &[Token], calendar: &Calendar) -> (Vec<Option<Period>>, Vec<usize>) {
    let (mut found, mut rest, mut at) = (Vec::new(), Vec::new(), 0);
    while at < tokens.len() {
        let read = month_of_year(&tokens[at..]).or_else(|| when::at(&tokens[at..]));
        match read {
            Some((when, len)) => {
                let period = ahead(&when, calendar);
                if !found.contains(&period) {
                    found.push(period);
                }
                at += len;
            }
            None => {
                rest.push(at);
                at += 1;
            }
        }
    }
    (found, rest)
}

/// "June 2006 quarter".
fn month_of_year(tokens: &[Token]) -> Option<(When, usize)> {
    let month = when::month(tokens.first()?)?;
    let year = tokens.get(1).and_then(|t| t.lower.parse::<i32>().ok()).filter(|year| (1980..2100).contains(year));
    year.filter(|_| tokens.get(2).is_some_and(|t| t.is("quarter"))).map(|_| (When::MonthQuarter(month), 3))
}

/// States both ends of what is expected, or the amount.
fn state(settler: &mut Settler<'_>, found: &Expected, label: &str, period: Period, sentence: Span) -> Option<()> {
    let subject = &found.low.subject;
    if !subject.is_plain() && !subject.adjusted || subject.scope.is_some() || subject.this_segment {
        return None;
    }
    let setting = Setting { label, heading: None, contract: None, options: settler.options, expected: true };
    let topic = topic(settler.graph, &settler.known, &found.low, &setting)?;
    let ends: Vec<(&Amount, Option<Qualifier>)> = match &found.high {
        // the greater loss is the lower end
        Some(high) if subject.found.loss => vec![(&found.low.amount, Some(Qualifier::High)), (high, Some(Qualifier::Low))],
        Some(high) => vec![(&found.low.amount, Some(Qualifier::Low)), (high, Some(Qualifier::High))],
        None => vec![(&found.low.amount, None)],
    };
    for (amount, end) in ends {
        let mut aspects =
            Aspects { unit: Some(unit(&amount.kind)?), dimensions: topic.dimensions.clone(), ..Aspects::of(topic.concept.clone(), period) };
        for qualifier in std::iter::once(Qualifier::Forecast).chain(end) {
            if let Some((axis, member)) = qualifier.dimension(settler.graph) {
                aspects.dimensions.insert(axis, member);
            }
        }
        let loss = subject.found.loss || amount.negative && !matches!(amount.kind, AmountKind::Percent);
        let size = if loss { -amount.size } else { amount.size };
        let value = Value::Number { amount: size, decimals: Decimals::Places(amount.places) };
        if !settler.graph.with_aspects(&aspects).all(|id| agree(&settler.graph.facts[id.index()].value, &value)) {
            return None;
        }
        let origin = Origin::Sentence { figure: amount.figure.clone(), sentence, scale: amount.scale };
        let confidence = Confidence::new(0.7);
        settler.place(Claim { aspects, value, label: label.to_owned(), origin, confidence, candidates: Default::default() });
    }
    Some(())
}
