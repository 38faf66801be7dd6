//! Amounts that the text dates to a period for which no table prints them, and a table prints for another.

use std::collections::HashMap;

use chrono::{Datelike, NaiveDate};

use super::interval::{Interval, half_unit};
use super::wording::{amount, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Decimals, Fact, Origin, Period, Report, Sentence, Unit, Value};
use crate::source::Span;
use crate::taxonomy::QName;

/// Figures of tables of one concept and unit.
type Printed<'a> = HashMap<(&'a QName, &'a Option<Unit>), Vec<&'a Fact>>;
/// Figures of one concept that are looked at.
const FIGURES: usize = 64;

/// Looks at every amount of the text that is the same concept's as a row of a table.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let mut printed = Printed::new();
    for fact in report.facts.iter().filter(|f| f.aspects.dimensions.is_empty() && f.is_in_table()) {
        let of_concept = printed.entry((&fact.aspects.concept, &fact.aspects.unit)).or_default();
        if of_concept.len() < FIGURES {
            of_concept.push(fact);
        }
    }
    let said = report.facts.iter().filter(|f| f.aspects.dimensions.is_empty() && !f.is_in_table() && is_said(f) && tells(f));
    let sentences: HashMap<Span, &Sentence> = report.sentences.iter().map(|s| (s.span, s)).collect();
    let dated = said.filter(|f| is_dated(&sentences, f));
    dated.filter_map(|fact| misdated(fact, printed.get(&(&fact.aspects.concept, &fact.aspects.unit))?)).collect()
}

fn is_said(fact: &Fact) -> bool {
    fact.origins.iter().any(|o| matches!(o, Origin::Sentence { .. }))
}

/// Whether the sentence itself names the year: a period that was concluded is a doubt of the reading.
fn is_dated(sentences: &HashMap<Span, &Sentence>, fact: &Fact) -> bool {
    let year = fact.aspects.period.end().year().to_string();
    let sentence = fact.origins.iter().find_map(|o| if let Origin::Sentence { sentence, .. } = o { sentences.get(sentence) } else { None });
    sentence.is_some_and(|s| s.words.contains(&year))
}

/// Whether an amount is printed with three digits or more.
fn tells(fact: &Fact) -> bool {
    let Value::Number { amount, decimals: decimals @ Decimals::Places(_) } = fact.value else { return false };
    let unit = half_unit(decimals) + half_unit(decimals);
    amount.abs().checked_div(unit).is_some_and(|digits| digits >= 100.into())
}

/// The same amount in a table, of the same day of another year or the same length: and the table has no column of the text's period.
fn misdated(fact: &Fact, printed: &[&Fact]) -> Option<Diagnostic> {
    let own = Interval::of(fact)?.magnitude();
    let period = fact.aspects.period;
    if printed.iter().any(|other| other.aspects.period == period) || amount(fact)?.is_zero() {
        return None;
    }
    let same = |other: &&&Fact| Interval::of(other).is_some_and(|i| i.magnitude().overlaps(own)) && is_like(other.aspects.period, period);
    let mut alike = printed.iter().filter(same);
    let other = alike.next().filter(|_| alike.next().is_none())?;
    let message = format!(
        "the text gives {} for {}, a table prints {} for {}: {}",
        number(fact),
        written(period),
        number(other),
        written(other.aspects.period),
        quoted(other.label.trim())
    );
    let finding = Diagnostic::new(Code::PeriodMismatch, message).at(place(fact, None), "of another period");
    Some(finding.and_at(place(other, None), "in the table"))
}

/// Whether one period may be printed for the other: the same day of another year, or another length to the same day.
fn is_like(one: Period, other: Period) -> bool {
    let day = |period: Period| (period.end().month(), period.end().day());
    let alike = match (one.days(), other.days()) {
        (Some(a), Some(b)) => (a - b).abs() <= 8,
        (None, None) => true,
        _ => return false,
    };
    day(one) == day(other) && alike != (one.end() == other.end())
}

fn written(period: Period) -> String {
    let day = |date: NaiveDate| date.format("%B %-d, %Y").to_string();
    match period {
        Period::Instant(end) => day(end),
        Period::Duration { end, .. } => format!("the {} days to {}", period.days().unwrap_or_default(), day(end)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::FactId;

    fn found(year: i32, said: i64) -> usize {
        let mut fixture = Fixture::default();
        let ids: Vec<FactId> = vec![
            fixture.standard("StockholdersEquity", 127_900_000, -5),
            fixture.standard("StockholdersEquity", 122_200_000, -5),
            fixture.said_standard("StockholdersEquity", said, -5),
        ];
        for (id, year) in ids.into_iter().zip([2007, 2008, year]) {
            fixture.during(id, (year, 10), 3);
        }
        let mut report = fixture.report();
        let words = format!("equity was $127.9 million at December 31, {year}");
        report.sentences.push(Fixture::sentence(Span::new(0, 100_000), &words, Vec::new()));
        check(&report).len()
    }

    #[test]
    fn an_amount_of_another_year() {
        assert_eq!(found(2005, 127_900_000), 1);
        assert_eq!(found(2007, 127_900_000), 0);
        assert_eq!(found(2005, 99_300_000), 0);
    }
}
