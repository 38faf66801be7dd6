//! What a cover states: the registrant, the release, people, the call, the line of credit, each where it is printed.
//!
//! In: the document, the graph. Out: facts that are names, dates and numbers to call. Never: amounts.

mod call;
mod credit;
mod day;
mod dividend;
mod notice;
mod page;
mod people;
mod phone;
mod registrant;
mod release;

use chrono::NaiveDate;

use notice::Notice;
use page::Passage;

use super::calendar::Calendar;
use super::graph::{Claim, Graph};
use super::narrative::token::Tokens;
use super::{ReadOptions, Taxonomy, narrative};
use crate::diagnostic::Diagnostic;
use crate::document::{Document, Submission};
use crate::report::{Aspects, Confidence, FactId, Origin, Period, StatementKind, Unit, Value};
use crate::taxonomy::{self, DataType, PeriodType, QName};
use crate::text::Text;

/// dei concepts that the readers name; the rest are the entity's own.
const DEI: [&str; 6] =
    ["EntityRegistrantName", "TradingSymbol", "SecurityExchangeName", "DocumentPeriodEndDate", "EntityCentralIndexKey", "DocumentType"];

/// Reads what the cover and the running text say of the registrant and its release.
pub(crate) fn read(graph: &mut Graph, document: &Document, tokens: &Tokens, calendar: &Calendar, options: &ReadOptions) -> Vec<Diagnostic> {
    let passages = page::passages(document, tokens);
    let end = calendar.current_period().end();
    let mut notices = of_registrant(&passages, graph);
    notices.extend(document.submission.as_ref().map(of_submission).unwrap_or_default());
    notices.extend(of_release(&passages, end));
    let own: Vec<String> = own_words(graph, &notices);
    notices.extend(people::contact(&passages, &own));
    notices.extend(one_name_each(people::officers(&passages, &own)));
    notices.extend(credit::notices(&passages));
    notices.extend(dividend::notices(&passages, end));
    let mut stated: Vec<FactId> = Vec::new();
    for notice in notices {
        let id = state(graph, options, notice);
        if !stated.contains(&id) {
            stated.push(id);
        }
    }
    narrative::present(graph, StatementKind::Cover, &stated);
    Vec::new()
}

/// Words of the entity's name, in lower case.
fn own_words(graph: &Graph, notices: &[Notice]) -> Vec<String> {
    let printed = notices
        .iter()
        .find(|n| n.concept == "EntityRegistrantName")
        .and_then(|n| if let Value::Text(name) = &n.value { Some(name.clone()) } else { None });
    let name = format!("{} {}", printed.unwrap_or_default(), graph.entity.name);
    name.split_whitespace().map(|w| w.trim_matches([',', '.']).to_lowercase()).filter(|w| w.len() > 2).collect()
}

fn of_registrant(passages: &[Passage<'_>], graph: &Graph) -> Vec<Notice> {
    let mut found = Vec::new();
    let listed: Vec<_> = passages.iter().flat_map(|p| registrant::listings(p).into_iter().map(move |l| (p, l))).collect();
    let names = listed.iter().filter_map(|(p, l)| l.name.clone().map(|n| p.words()[n].to_owned()));
    // capitals throughout are a headline's way of writing the name
    let names: Vec<String> = names.collect();
    let name =
        names.iter().find(|n| n.chars().any(char::is_lowercase)).or(names.first()).cloned().unwrap_or_else(|| graph.entity.name.clone());
    if !name.is_empty() && !["the company", "company", "corporation"].contains(&name.to_lowercase().as_str()) {
        let named = registrant::mentions(passages, &name)
            .into_iter()
            .map(|span| Notice::new("EntityRegistrantName", DataType::NormalizedString, Value::Text(name.clone()), span));
        found.extend(named);
    }
    let mut symbol = String::new();
    let mut market: Option<Value> = None;
    for (passage, listing) in &listed {
        let [traded, venue] = registrant::notices(passage, listing);
        let Value::Text(this) = &traded.value else { continue };
        if symbol.is_empty() {
            symbol.clone_from(this);
        }
        // a second listing elsewhere is another security
        if *this == symbol {
            let known = *market.get_or_insert_with(|| venue.value.clone()) == venue.value;
            found.push(traded);
            found.extend(Some(venue).filter(|_| known));
        }
    }
    found.extend(registrant::website(passages, &name, &symbol));
    found.extend(registrant::founded(passages, &name));
    found
}

fn of_submission(submission: &Submission) -> Vec<Notice> {
    let text = |concept: &'static str, text: &Option<Text>| {
        let text = text.as_ref()?;
        Some(Notice::new(concept, DataType::Other, Value::Text(text.as_str().to_owned()), text.span()?).sure(1.0))
    };
    let padded = submission.cik.as_ref().and_then(|cik| {
        let digits = cik.as_str().trim();
        let value = format!("{digits:0>10}");
        (digits.bytes().all(|b| b.is_ascii_digit()))
            .then(|| cik.span().map(|span| Notice::new("EntityCentralIndexKey", DataType::Other, Value::Text(value), span).sure(1.0)))
            .flatten()
    });
    padded.into_iter().chain(text("DocumentType", &submission.form)).collect()
}

fn of_release(passages: &[Passage<'_>], end: NaiveDate) -> Vec<Notice> {
    let mut found: Vec<Notice> = release::exhibit(passages).into_iter().collect();
    let date = release::date(passages, end);
    let released = date.as_ref().map(|(date, _)| *date);
    found.extend(date.map(|(_, notice)| notice));
    found.extend(release::period_end(passages, end));
    found.extend(release::profitable_quarters(passages));
    found.extend(call::notices(passages, released));
    found
}

/// Of two names for one office the first stands; the same name again is another mention.
fn one_name_each(officers: Vec<Notice>) -> Vec<Notice> {
    let mut kept: Vec<Notice> = Vec::new();
    for notice in officers {
        let other = kept.iter().find(|n| n.concept == notice.concept).is_some_and(|n| n.value != notice.value);
        if !other {
            kept.push(notice);
        }
    }
    kept
}

fn state(graph: &mut Graph, options: &ReadOptions, notice: Notice) -> FactId {
    let instant = notice.concept == "LineOfCreditCovenantCompliance";
    let concept = concept(graph, options, &notice, if instant { PeriodType::Instant } else { PeriodType::Duration });
    let period = if instant { Period::Instant(notice.instant.unwrap_or(graph.period.end())) } else { graph.period };
    let unit = notice.data_type.is_numeric().then(Unit::pure);
    let claim = Claim {
        aspects: Aspects { unit, ..Aspects::of(concept, period) },
        value: notice.value,
        label: narrative::spaced(notice.concept),
        origin: Origin::Passage(notice.spans),
        confidence: Confidence::new(notice.confidence),
        candidates: Default::default(),
    };
    graph.state(claim)
}

fn concept(graph: &mut Graph, options: &ReadOptions, notice: &Notice, period_type: PeriodType) -> QName {
    let standard = DEI.contains(&notice.concept) && options.taxonomy == Taxonomy::UsGaap2023;
    if standard && let Some(concept) = taxonomy::standard(&QName::dei(notice.concept)) {
        return graph.standard(&concept);
    }
    // of a credit line and of dividends us-gaap knows some days
    let known = (options.taxonomy == Taxonomy::UsGaap2023).then(|| taxonomy::standard(&QName::us_gaap(notice.concept))).flatten();
    if let Some(concept) = known.filter(|c| c.data_type == notice.data_type && c.period_type == period_type) {
        return graph.standard(&concept);
    }
    let data_type = if notice.data_type == DataType::Other { DataType::NoLangToken } else { notice.data_type };
    graph.own_concept(&narrative::spaced(notice.concept), data_type, period_type, None)
}
