//! What the page's script knows: facts, concepts, sums, findings.

use serde_json::{Value as Json, json};

use crate::coverage::{Token, counts};
use crate::diagnostic::{Diagnostic, Label};
use crate::report::{Confidence, Decimals, Fact, FactId, Origin, Relation, Report, Value};
use crate::source::Span;
use crate::taxonomy::{Balance, Concept};

/// The data block.
pub(super) fn data(report: &Report, findings: &[Diagnostic], tokens: &[Token]) -> Json {
    json!({
        "source": { "name": report.source.name(), "sha256": report.source.sha256_hex() },
        "entity": { "name": report.entity.name, "identifier": report.entity.identifier, "scheme": report.entity.scheme },
        "low": Confidence::LOW.probability(),
        "statements": statements(report),
        "concepts": report.concepts.iter().map(|(name, concept)| (name.to_string(), definition(concept))).collect::<serde_json::Map<_, _>>(),
        "facts": report.facts.iter().map(|fact| fact_data(report, fact)).collect::<Vec<_>>(),
        "changes": report.relations.iter().filter_map(change).collect::<Vec<_>>(),
        "conflicts": report.relations.iter().filter_map(conflict).collect::<Vec<_>>(),
        "numbers": numbers(tokens),
        "sums": report.relations.iter().filter_map(sum).collect::<Vec<_>>(),
        "findings": findings.iter().map(|finding| finding_data(report, finding)).collect::<Vec<_>>(),
    })
}

fn statements(report: &Report) -> Vec<Json> {
    let facts = |s: &crate::report::Statement| -> Vec<usize> {
        let mut ids: Vec<usize> = s.lines.iter().flat_map(|l| l.cells.iter().flatten()).map(|id| id.index()).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    report.statements.iter().map(|s| json!({ "title": s.title, "kind": s.kind.key(), "facts": facts(s) })).collect()
}

fn definition(concept: &Concept) -> Json {
    json!({
        "label": concept.label,
        "type": concept.data_type.name(),
        "period": concept.period_type.name(),
        "balance": concept.balance.map(Balance::name),
    })
}

fn fact_data(report: &Report, fact: &Fact) -> Json {
    let aspects = &fact.aspects;
    let dimensions = aspects.dimensions.iter().map(|(axis, member)| {
        let known = report.axes.get(axis);
        let labels = (known.map_or(axis.local(), |a| &a.label), known.and_then(|a| a.members.get(member)).map_or(member.local(), |m| m));
        json!([axis.to_string(), member.to_string(), labels.0, labels.1])
    });
    json!({
        "concept": aspects.concept.to_string(),
        "label": fact.label,
        "value": value(fact),
        "unit": aspects.unit.as_ref().map(ToString::to_string),
        "decimals": decimals(fact),
        "start": aspects.period.start().map(|d| d.to_string()),
        "end": aspects.period.end().to_string(),
        "dimensions": dimensions.collect::<Vec<_>>(),
        "confidence": fact.confidence.probability(),
        "candidates": fact.candidates.iter().take(5).map(|c| json!([c.concept.to_string(), c.confidence.probability()])).collect::<Vec<_>>(),
        "mentions": fact.origins.iter().map(|origin| mention(report, origin)).collect::<Vec<_>>(),
    })
}

fn value(fact: &Fact) -> String {
    match &fact.value {
        Value::Number { amount, .. } => amount.normalize().to_string(),
        Value::Text(words) => words.clone(),
        Value::Date(date) => date.to_string(),
        Value::DateTime(moment) => moment.to_rfc3339(),
        Value::Year(year) => year.to_string(),
        Value::Boolean(yes) => yes.to_string(),
        Value::Nil => String::new(),
    }
}

fn decimals(fact: &Fact) -> Option<String> {
    match fact.value {
        Value::Number { decimals: Decimals::Infinite, .. } => Some("INF".to_owned()),
        Value::Number { decimals: Decimals::Places(places), .. } => Some(places.to_string()),
        _ => None,
    }
}

fn mention(report: &Report, origin: &Origin) -> Json {
    let place = report.source.line_column(origin.span().start);
    json!({ "line": place.line, "column": place.column, "in": origin.placement().name(), "text": excerpt(report, origin.span()) })
}

fn sum(relation: &Relation) -> Option<Json> {
    match relation {
        Relation::SumsTo { total, parts, .. } => {
            let parts: Vec<(usize, i8)> = parts.iter().map(|(id, weight)| (FactId::index(*id), *weight)).collect();
            Some(json!({ "total": total.index(), "parts": parts }))
        }
        _ => None,
    }
}

fn change(relation: &Relation) -> Option<Json> {
    match relation {
        Relation::ChangedBy { earlier, later, stated } => Some(json!([earlier.index(), later.index(), stated.index()])),
        _ => None,
    }
}

fn conflict(relation: &Relation) -> Option<Json> {
    match relation {
        Relation::Conflicts { kept, other, .. } => Some(json!([kept.index(), other.index()])),
        _ => None,
    }
}

/// How many numbers of the release met each fate, and what the fate means.
fn numbers(tokens: &[Token]) -> Vec<Json> {
    let met = counts(tokens.iter().map(|token| token.fate)).into_iter().filter(|c| c.count > 0);
    met.map(|c| json!([c.name, c.count, c.meaning])).collect()
}

fn finding_data(report: &Report, finding: &Diagnostic) -> Json {
    let places = finding.primary.iter().chain(&finding.related).map(|label| place(report, label));
    json!({
        "code": finding.code.name(),
        "severity": finding.severity.name(),
        "message": finding.message,
        "help": finding.help,
        "places": places.collect::<Vec<_>>(),
    })
}

fn place(report: &Report, label: &Label) -> Json {
    let place = report.source.line_column(label.span.start);
    json!({ "line": place.line, "column": place.column, "text": label.text, "printed": excerpt(report, label.span) })
}

fn excerpt(report: &Report, span: Span) -> String {
    report.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ").chars().take(120).collect()
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::report::{Entity, Period};
    use crate::source::Source;

    /// A report without facts.
    pub(in crate::write::html) fn empty_report() -> Report {
        let entity = Entity {
            scheme: "http://example.com".to_owned(),
            identifier: "X".to_owned(),
            name: "X & <Y>".to_owned(),
            prefix: "x".to_owned(),
            authority: "example.com".to_owned(),
        };
        Report {
            source: Arc::new(Source::from_text("x.txt", "x")),
            entity,
            period: Period::Instant(chrono::NaiveDate::default()),
            facts: Vec::new(),
            relations: Vec::new(),
            sentences: Vec::new(),
            days: Vec::new(),
            quarters: Vec::new(),
            statements: Vec::new(),
            concepts: indexmap::IndexMap::new(),
            axes: indexmap::IndexMap::new(),
        }
    }

    #[test]
    fn a_report_without_facts_is_data_too() {
        let data = data(&empty_report(), &[], &[]);
        assert_eq!(data["facts"], json!([]));
        assert_eq!(data["entity"]["name"], "X & <Y>");
    }
}
