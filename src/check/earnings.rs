//! Amounts per share of the text against those of the tables.

use std::collections::HashMap;

use indexmap::IndexMap;

use super::interval::agree;
use super::ratio::ADJUSTED;
use super::wording::{amount, number, place, quoted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{Decimals, Fact, Measure, Period, Report, Sentence, Stated, Value};
use crate::source::Span;

/// How far an amount per share may stand behind the income that it belongs to, or its own name, in bytes.
const BESIDE: usize = 48;
/// What amounts per share are called where they are those of the income statement.
const NAMES: [&str; 5] =
    ["earnings per share", "earnings per diluted share", "net income per share", "net income per diluted share", "net loss per share"];
/// Words between the name and its amount.
const TIES: [&str; 9] = ["was", "were", "of", "at", "to", "is", "unchanged", "increased", "decreased"];
/// Words of amounts that no statement prints.
const APART: [&str; 10] = ["would", "could", "before", "impact", "without", "charge", "benefit", "expect", "consensus", "compute"];

/// Looks at amounts per share that stand beside an income, or behind their own name.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let mut incomes: HashMap<Span, &Fact> = HashMap::new();
    let mut shares: IndexMap<Period, Vec<&Fact>> = IndexMap::new();
    for fact in report.facts.iter().filter(|f| f.is_in_table()) {
        if fact.aspects.unit.as_ref().is_some_and(|u| u.per == Some(Measure::Shares)) && is_of_earnings(fact) {
            shares.entry(fact.aspects.period).or_default().push(fact);
        } else if ["NetIncome", "ProfitLoss"].iter().any(|words| fact.aspects.concept.local().contains(words)) {
            incomes.extend(fact.origins.iter().map(|o| (o.span(), fact)));
        }
    }
    let beside = report.body().flat_map(|s| beside(s).into_iter().map(move |pair| (s, pair)));
    let beside = beside.filter_map(|(s, (money, share))| unprinted(incomes.get(&money.span)?, &shares, share, says_basic(s, share)));
    let earnings = |f: &&Fact| f.aspects.concept.local().starts_with("EarningsPerShare") && amount(f).is_some();
    let earnings: Vec<&Fact> = shares.values().flatten().copied().filter(earnings).collect();
    let named = report.body().flat_map(|s| named(s)).filter_map(|share| nowhere(&earnings, share));
    beside.chain(named).collect()
}

/// "net income of $4,688,000, or $0.66 per share ($0.64 per share on a diluted basis)": each amount per share with its income.
pub(super) fn beside(sentence: &Sentence) -> Vec<(&Stated, &Stated)> {
    let mut pairs = Vec::new();
    for (at, pair) in sentence.amounts.windows(2).enumerate() {
        let [money, share] = pair else { continue };
        let words = |a: &Stated, b: &Stated| sentence.words.get(a.at..b.at).unwrap_or_default().to_owned();
        let between = words(money, share);
        if !is_per_share(share) || is_per_share(money) || money.change || between.len() >= BESIDE || !between.contains(" or ") {
            continue;
        }
        pairs.push((money, share));
        let diluted = sentence.amounts.get(at + 2).filter(|next| is_per_share(next) && words(share, next).len() < BESIDE);
        // an amount in brackets begins with them
        let bracketed = |next: &&Stated| sentence.words.get(share.at..=next.at).is_some_and(|between| between.contains('('));
        pairs.extend(diluted.filter(bracketed).map(|next| (money, next)));
    }
    pairs.retain(|(_, share)| !share.change && !share.rough);
    pairs
}

fn is_per_share(stated: &Stated) -> bool {
    stated.unit.as_ref().is_some_and(|u| u.per == Some(Measure::Shares))
}

/// An amount of money to the cent, whose name alone says that it is per share: "earnings per share were $0.80".
fn is_cents(stated: &Stated) -> bool {
    let money = stated.unit.as_ref().is_some_and(|u| matches!(u.measure, Measure::Currency(_)) && u.per.is_none());
    money && stated.decimals == Decimals::Places(2)
}

/// An amount per share that no table prints for the period of the income it is said of.
fn unprinted(income: &Fact, shares: &IndexMap<Period, Vec<&Fact>>, share: &Stated, basic: bool) -> Option<Diagnostic> {
    let printed = shares.get(&income.aspects.period)?;
    // tables that tell diluted earnings alone leave those for each basic share to the text
    if is_among(printed, share) || basic && !printed.iter().any(|fact| fact.aspects.concept.local().contains("Basic")) {
        return None;
    }
    let message = format!(
        "the text gives {} per share for {} of {}, which no table prints for that period",
        grouped(share.amount.abs().normalize()),
        quoted(income.label.trim()),
        number(income)
    );
    Some(finding(message, printed, share))
}

/// Whether an amount per share is one of earnings: no dividend, no book value, no funds from operations.
fn is_of_earnings(fact: &Fact) -> bool {
    let label = fact.label.to_lowercase();
    let named = ["earn", "income", "loss", "eps", "profit"].iter().any(|word| label.contains(word));
    fact.aspects.concept.local().starts_with("EarningsPerShare") || named
}

/// Whether an amount is said to be for each basic share: "$1.02 per basic share".
fn says_basic(sentence: &Sentence, share: &Stated) -> bool {
    let behind = sentence.words.get(share.at..).unwrap_or_default();
    let mut words = behind.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    words.next() == Some("per") && words.next() == Some("basic") && words.next() == Some("share")
}

fn is_among(printed: &[&Fact], share: &Stated) -> bool {
    printed.iter().any(|fact| match fact.value {
        Value::Number { amount, decimals } => agree((amount.abs(), decimals), (share.amount.abs(), share.decimals)),
        _ => false,
    })
}

fn finding(message: String, printed: &[&Fact], share: &Stated) -> Diagnostic {
    let finding = Diagnostic::new(Code::NarrativeMismatch, message).severity(Severity::Warning).at(share.span, "in the text");
    printed.iter().take(2).fold(finding, |finding, fact| finding.and_at(place(fact, None), number(fact)))
}

/// "GAAP earnings per share were unchanged at $0.80": amounts behind their own name.
fn named(sentence: &Sentence) -> Vec<&Stated> {
    let lower = sentence.words.to_lowercase();
    let open = sentence.amounts.iter().filter(|a| (is_per_share(a) || is_cents(a)) && !a.change && !a.rough);
    if ADJUSTED.iter().chain(&APART).any(|word| *word != "non-gaap" && lower.contains(word)) {
        return Vec::new();
    }
    open.filter(|share| is_named(&lower, share.at)).collect()
}

fn is_named(lower: &str, at: usize) -> bool {
    let Some(before) = lower.get(..at) else { return false };
    let name = NAMES.iter().filter_map(|name| before.rfind(name).map(|start| (start, start + name.len()))).max();
    name.is_some_and(|(start, end)| {
        let tied = before[end..].split_whitespace().any(|word| TIES.contains(&word));
        let own = !before[..start].trim_end().ends_with("non-gaap");
        tied && own && at - end < BESIDE && !before[end..].contains([',', ';', '('])
    })
}

/// An amount of earnings per share that no table prints for any period, where tables print others.
fn nowhere(earnings: &[&Fact], share: &Stated) -> Option<Diagnostic> {
    if earnings.is_empty() || is_among(earnings, share) {
        return None;
    }
    let message =
        format!("the text gives earnings of {} per share, which no table prints for any period", grouped(share.amount.abs().normalize()));
    Some(finding(message, earnings, share))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::figure::Currency;
    use crate::report::Unit;
    use rust_decimal::Decimal;

    fn found(words: &str, per_share: &str) -> usize {
        let mut fixture = Fixture::default();
        fixture.number("EarningsPerShareBasic", "0.80", 2, Unit::per_share(Currency::USD));
        let mut report = fixture.report();
        let share = Stated {
            span: Span::new(500, 504),
            at: words.find('#').unwrap(),
            amount: Decimal::from_str_exact(per_share).unwrap(),
            decimals: Decimals::Places(2),
            unit: Some(Unit::per_share(Currency::USD)),
            change: false,
            rough: false,
        };
        let (span, words) = (Span::new(450, 550), words.to_owned());
        report.sentences.push(Fixture::sentence(span, &words, vec![share]));
        check(&report).len()
    }

    #[test]
    fn earnings_that_no_table_prints() {
        assert_eq!(found("GAAP earnings per share were unchanged at $#.", "0.80"), 0);
        assert_eq!(found("GAAP earnings per share were unchanged at $#.", "0.10"), 1);
        assert_eq!(found("GAAP earnings per share increased to $#.", "0.10"), 1);
        assert_eq!(found("Earnings per share, a record, were $#.", "0.10"), 0, "too far");
        assert_eq!(found("Non-GAAP earnings per share were $#.", "0.92"), 0);
        assert_eq!(found("Earnings per share would have been $#.", "0.92"), 0);
    }
}
