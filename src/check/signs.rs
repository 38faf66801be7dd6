//! Words against signs: a profit in the text that the table has as a loss, and the reverse; a fall that the table has as a rise.

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::interval::Interval;
use super::wording::{amount, number, place, quoted};
use super::words::{GENERAL, content_words};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Decimals, Fact, Line, Measure, Origin, Report, Sentence, Stated};

/// Words that speak of less than nothing.
const LOSS: [&str; 9] = ["loss", "deficit", "negative", "used", "outflow", "(", "minus", "expense", "benefit"];
const PROFIT: [&str; 6] = ["income", "profit", "earnings", "earned", "positive", "gain"];
/// What may follow a subject.
const VERBS: [&str; 12] =
    ["which", "dropped", "decreased", "declined", "fell", "increased", "grew", "rose", "improved", "climbed", "were", "down"];
/// Rows that a word may lead to, at most.
const ROWS: usize = 24;
/// The longest that a quarter lasts, in days.
const QUARTER: i64 = 120;
/// Within how many characters behind a change its time is said.
const NEAR: usize = 40;
/// How many words before a change may be what it is of.
const SUBJECT: usize = 5;

/// Looks at results that a table and a sentence state alike, and at stated changes of rows.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let sentences: HashMap<_, _> = report.body().map(|s| (s.span, s)).collect();
    let mut found: Vec<Diagnostic> = report.facts.iter().filter_map(|fact| result(&sentences, fact)).collect();
    let rows = rows(report);
    for sentence in report.body() {
        let paired: Vec<usize> = sentence.comparisons.iter().map(|c| c.change).collect();
        let alone = sentence.amounts.iter().enumerate().filter(|(i, a)| a.change && !a.rough && !paired.contains(i));
        found.extend(alone.filter_map(|(_, change)| turned(report, &rows, sentence, change)));
    }
    found
}

/// A result of one sign in the table that its sentence calls by the other's name.
fn result(sentences: &HashMap<crate::source::Span, &Sentence>, fact: &Fact) -> Option<Diagnostic> {
    let value = amount(fact).filter(|a| !a.is_zero())?;
    let profit =
        ["Income", "Profit", "Earnings"].iter().any(|w| fact.aspects.concept.local().contains(w)) && fact.aspects.concept.is_standard();
    let money = fact.aspects.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)));
    let cell = fact.origins.iter().find(|o| matches!(o, Origin::Cell { .. }))?;
    if !profit || !money || fact.aspects.concept.local().contains("Tax") || fact.aspects.concept.local().contains("Expense") {
        return None;
    }
    let (figure, sentence) = fact
        .origins
        .iter()
        .find_map(|o| if let Origin::Sentence { figure, sentence, .. } = o { Some((figure, sentences.get(sentence)?)) } else { None })?;
    let lower = sentence.words.to_lowercase();
    let says = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    let against = if value.is_sign_negative() {
        says(&PROFIT) && !says(&LOSS) && !lower.contains("decreas")
    } else {
        says(&["net loss", "operating loss", "loss of", "loss was"]) && !says(&PROFIT)
    };
    if !against {
        return None;
    }
    let word = if value.is_sign_negative() { "a profit" } else { "a loss" };
    let message = format!("the text speaks of {word} where the table has {} for {}", number(fact), quoted(fact.label.trim()));
    Some(Diagnostic::new(Code::DirectionMismatch, message).at(figure.span, word).and_at(cell.span(), number(fact)))
}

/// The rows of tables by the first telling word of their labels.
fn rows(report: &Report) -> HashMap<String, Vec<&Line>> {
    let mut rows: HashMap<String, Vec<&Line>> = HashMap::new();
    for line in report.statements.iter().flat_map(|s| &s.lines).filter(|l| l.cells.iter().flatten().count() > 1) {
        if let Some(first) = content_words(&line.label).into_iter().next().filter(|word| !GENERAL.contains(&word.as_str())) {
            let of_word = rows.entry(first).or_default();
            if of_word.len() < ROWS {
                of_word.push(line);
            }
        }
    }
    rows
}

/// A percentage that fits a row of its subject but for the direction, and no row with it.
fn turned(report: &Report, rows: &HashMap<String, Vec<&Line>>, sentence: &Sentence, change: &Stated) -> Option<Diagnostic> {
    let percent = change.unit.as_ref().is_some_and(|u| u.measure == Measure::Pure) && !matches!(change.decimals, Decimals::Places(4..));
    let lines = rows_of(rows, sentence.words.get(..change.at)?);
    if !percent || change.amount.is_zero() || lines.is_empty() {
        return None;
    }
    let said = Interval::around(change.amount, change.decimals);
    let long = says_long(sentence.words.get(change.at..)?);
    let of_length = |fact: &Fact| long.is_none_or(|long| fact.aspects.period.days().is_none_or(|days| (days > QUARTER) == long));
    let growths: Vec<(&Fact, &Fact, Interval)> =
        lines.iter().flat_map(|line| growths(report, line)).filter(|(_, later, _)| of_length(later)).collect();
    if growths.iter().any(|(.., growth)| said.overlaps(*growth)) {
        return None;
    }
    let (earlier, later, _) = growths.iter().find(|(.., growth)| (-said).overlaps(*growth))?;
    let grown = amount(later)?.checked_sub(amount(earlier)?)?.checked_div(amount(earlier)?)?;
    let percent = |share: Decimal| (share * Decimal::ONE_HUNDRED).round_dp(1).normalize();
    let message = format!(
        "the text states a change of {} % where the table leads from {} to {} for {}, which is {} %",
        percent(change.amount),
        number(earlier),
        number(later),
        quoted(later.label.trim()),
        percent(grown)
    );
    let finding = Diagnostic::new(Code::DirectionMismatch, message).at(change.span, "the other way");
    Some(finding.and_at(place(earlier, None), "from").and_at(place(later, None), "to"))
}

/// The rows that the words before a change name: a row's first telling word, and behind it more of its label or a general word.
fn rows_of<'a>(rows: &HashMap<String, Vec<&'a Line>>, before: &str) -> Vec<&'a Line> {
    let words = content_words(before);
    let from = words.len().saturating_sub(SUBJECT);
    let mut found = Vec::new();
    for (at, word) in words.iter().enumerate().skip(from) {
        let goes_on = |line: &Line| match words.get(at + 1) {
            Some(next) => GENERAL.contains(&next.as_str()) || VERBS.contains(&next.as_str()) || content_words(&line.label).contains(next),
            None => true,
        };
        found.extend(rows.get(word).into_iter().flatten().copied().filter(|line| goes_on(line)));
    }
    found
}

/// Whether the words behind a change make it one of more than a quarter, or of a quarter; `None` where they do not say.
fn says_long(behind: &str) -> Option<bool> {
    let near: String = behind.chars().take(NEAR).collect::<String>().to_lowercase();
    let at = |words: &[&str]| words.iter().filter_map(|w| near.find(w)).min();
    let (long, short) = (at(&["year to date", "year-to-date", "months"]), at(&["quarter"]));
    match (long, short) {
        (None, None) => None,
        (long, short) => Some(long.unwrap_or(usize::MAX) < short.unwrap_or(usize::MAX)),
    }
}

/// How each figure of a row grew from an earlier one of the same length.
pub(super) fn growths<'a>(report: &'a Report, line: &Line) -> Vec<(&'a Fact, &'a Fact, Interval)> {
    let facts: Vec<&Fact> = line
        .cells
        .iter()
        .flatten()
        .map(|id| report.fact(*id))
        .filter(|f| f.aspects.unit.as_ref().is_some_and(|u| u.measure != Measure::Pure))
        .take(12)
        .collect();
    let pairs = facts.iter().flat_map(|later| facts.iter().map(move |earlier| (*earlier, *later)));
    let alike = |a: &Fact, b: &Fact| match (a.aspects.period.days(), b.aspects.period.days()) {
        (Some(a), Some(b)) => (a - b).abs() <= 16,
        (None, None) => true,
        _ => false,
    };
    let ordered = pairs.filter(|(earlier, later)| {
        earlier.aspects.unit == later.aspects.unit && earlier.aspects.period.end() < later.aspects.period.end() && alike(earlier, later)
    });
    ordered
        .filter_map(|(earlier, later)| {
            let (before, after) = (Interval::of(earlier)?, Interval::of(later)?);
            let growth = if before.low > Decimal::ZERO { (after - before).over(before) } else { None };
            Some((earlier, later, growth?))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::{StatementKind, Unit};
    use crate::source::Span;

    fn found(percent: &str) -> usize {
        let mut fixture = Fixture::default();
        let ids = [12_943, 12_632].map(|amount| fixture.money("Compensation", amount * 1000, -3));
        fixture.during(ids[0], (2008, 4), 9);
        fixture.during(ids[1], (2007, 4), 9);
        fixture.statement(StatementKind::Income, &[("Compensation and employee benefits", &ids.map(Some))]);
        let mut report = fixture.report();
        let words = "compensation costs dropped 2% year to date".to_owned();
        let amount = Decimal::from_str_exact(percent).unwrap();
        let change = Stated {
            span: Span::new(50, 51),
            at: 27,
            amount,
            decimals: Decimals::Places(2),
            unit: Some(Unit::pure()),
            change: true,
            rough: false,
        };
        report.statements[0].lines[0].label = "Compensation and employee benefits".to_owned();
        report.sentences.push(Fixture::sentence(Span::new(20, 70), &words, vec![change]));
        check(&report).len()
    }

    #[test]
    fn a_rise_that_the_text_calls_a_fall() {
        assert_eq!((found("-0.02"), found("0.02"), found("-0.07")), (1, 0, 0));
    }
}
