//! Margins and tax rates that a sentence states, against the figures of the tables: "gross margin was 34.8% of net sales".

use std::collections::HashMap;

use rust_decimal::Decimal;

use super::change::{Verdict, judged};
use super::interval::Interval;
use super::ratio::{ADJUSTED, RATIOS, Ratio};
use super::wording::{amount, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic};
use crate::report::{Fact, Measure, Period, Report, Sentence, Stated};

/// How many characters may part a margin's name from its percentage.
const NEAR: usize = 60;
/// Words before a margin's name that leave it the whole company's.
const PLAIN: [&str; 12] = ["the", "our", "its", "and", "consolidated", "total", "company's", "overall", "with", "a", "an", "of"];
/// Words that make it another's, or one of another time.
const APART: [&str; 8] = ["segment", "division", "expect", "would", "target", "guidance", "before", "same-store"];

/// Figures of tables by concept, and by period.
type Known<'a> = HashMap<&'a str, HashMap<Period, &'a Fact>>;

/// Looks at every sentence that names a margin or rate.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let mut known = Known::new();
    let printed = |f: &&Fact| f.aspects.dimensions.is_empty() && f.is_in_table();
    for fact in report.facts.iter().filter(printed) {
        known.entry(fact.aspects.concept.local()).or_default().entry(fact.aspects.period).or_insert(fact);
    }
    let found = report.body().filter(|sentence| sentence.amounts.iter().any(is_percent)).flat_map(|sentence| {
        let lower = sentence.words.to_lowercase();
        let plain = !ADJUSTED.iter().chain(&APART).any(|word| lower.contains(word));
        let stated = RATIOS.iter().filter(|_| plain).filter_map(|ratio| Some((ratio, first(ratio, sentence, &lower)?))).collect::<Vec<_>>();
        stated.into_iter().filter_map(|(ratio, stated)| off(&known, ratio, stated)).collect::<Vec<_>>()
    });
    found.collect()
}

/// The percentage that the name of a ratio leads to: the next one, where no other amount comes before it.
fn first<'a>(ratio: &Ratio, sentence: &'a Sentence, lower: &str) -> Option<&'a Stated> {
    let (at, words) = ratio.words.iter().find_map(|words| Some((lower.find(words)?, words)))?;
    let before = lower[..at].split_whitespace().next_back();
    if !before.is_none_or(|word| PLAIN.contains(&word.trim_matches(','))) {
        return None;
    }
    let behind = at + words.len();
    let stated = sentence.amounts.iter().find(|a| a.at >= behind)?;
    let between = lower.get(behind..stated.at)?;
    // "increased 120 basis points to 34.8%": the first amount is no level
    let moved = ["by ", "increase of", "decrease of", "improvement", "points"].iter().any(|words| between.contains(words));
    let leads =
        between.split_whitespace().next_back().is_some_and(|word| ["was", "were", "is", "of", "to", "at", "reached"].contains(&word));
    let said = leads && !moved && between.len() <= NEAR && !between.contains([';', '(']);
    (is_percent(stated) && !stated.change && !stated.rough && said).then_some(stated)
}

fn is_percent(stated: &Stated) -> bool {
    stated.unit.as_ref().is_some_and(|u| u.measure == Measure::Pure && u.per.is_none())
}

/// A percentage that is the ratio of no period for which the tables print both figures.
fn off(known: &Known, ratio: &Ratio, stated: &Stated) -> Option<Diagnostic> {
    let said = Interval::around(stated.amount, stated.decimals);
    let mut reckoned = Vec::new();
    for (period, over) in ratio.over.iter().filter_map(|over| known.get(over)).flatten() {
        for under in ratio.under.iter().filter_map(|under| known.get(under)?.get(period)) {
            if over.aspects.unit == under.aspects.unit && over.aspects.concept != under.aspects.concept {
                let given = Interval::of(over)?.over(Interval::of(under)?)?;
                reckoned.push((*period, *over, *under, judged(said, stated.decimals, given)));
            }
        }
    }
    // two periods at least: the one that is meant, and the one that it is compared with
    let periods: std::collections::HashSet<Period> = reckoned.iter().map(|(period, ..)| *period).collect();
    if periods.len() < 2 || reckoned.iter().any(|(.., verdict)| *verdict != Verdict::Off) {
        return None;
    }
    let (_, over, under, _) = reckoned.into_iter().max_by_key(|(period, ..)| (period.end(), *period))?;
    let given = amount(over)?.checked_div(amount(under)?)?;
    let in_percent = |share: Decimal| (share * Decimal::ONE_HUNDRED).round_dp(2).normalize();
    let message = format!(
        "the text states {} of {} %, which no period of the tables gives: {} {} of {} {} is {} %",
        ratio.words[0],
        in_percent(stated.amount),
        quoted(over.label.trim()),
        number(over),
        quoted(under.label.trim()),
        number(under),
        in_percent(given)
    );
    let finding = Diagnostic::new(Code::RatioMismatch, message).at(stated.span, "in the text");
    Some(finding.and_at(place(over, None), number(over)).and_at(place(under, None), number(under)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::report::{Decimals, Unit};
    use crate::source::Span;

    fn found(words: &str, percent: &str) -> usize {
        let mut fixture = Fixture::default();
        for (year, revenue, profit) in [(2004, 27_847_000, 9_690_000), (2003, 19_433_000, 7_451_000)] {
            let ids = [fixture.standard("Revenues", revenue, -3), fixture.standard("GrossProfit", profit, -3)];
            ids.iter().for_each(|id| fixture.during(*id, (year, 1), 3));
        }
        let mut report = fixture.report();
        let stated = Stated {
            span: Span::new(500, 504),
            at: words.find('#').unwrap(),
            amount: Decimal::from_str_exact(percent).unwrap(),
            decimals: Decimals::Places(3),
            unit: Some(Unit::pure()),
            change: false,
            rough: false,
        };
        let span = Span::new(450, 550);
        report.sentences.push(Fixture::sentence(span, words, vec![stated]));
        check(&report).len()
    }

    #[test]
    fn margins_in_sentences() {
        assert_eq!(found("Gross margin was #% of net sales.", "0.348"), 0);
        assert_eq!(found("Gross margin was #% of net sales.", "0.383"), 0, "the year before");
        assert_eq!(found("Gross margin was #% of net sales.", "0.438"), 1);
        assert_eq!(found("European gross margin was #% of net sales.", "0.438"), 0);
        assert_eq!(found("Adjusted gross margin was #%.", "0.438"), 0);
    }
}
