//! An income and an amount per share that the text states together, against the shares of the tables.

use super::earnings::beside;
use super::interval::Interval;
use super::wording::number;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::figure::grouped;
use crate::report::{Fact, Measure, Report, Sentence, Stated};

/// What the words before an amount must hold for it to be what is left for the shares.
const INCOME: [&str; 4] = ["income", "loss", "earnings", "profit"];
/// Words of amounts that the shares have no whole part in.
const APART: [&str; 14] = [
    "tax",
    "before",
    "operating",
    "charge",
    "gain",
    "dividend",
    "interest",
    "comprehensive",
    "impact",
    "benefit",
    "expense",
    "attributable",
    "segment",
    "discontinued",
];
/// How many characters before an amount are looked at.
const NEAR: usize = 60;
/// What lies further apart is on another scale, which is told elsewhere.
const SCALE: i64 = 300;

/// Looks at every income that the text states with its amount per share: together they say how many shares there are.
pub(super) fn check(report: &Report) -> Vec<Diagnostic> {
    let Some((fewest, most)) = shares(report) else { return Vec::new() };
    let shared = is_shared(report);
    let pairs = report.body().flat_map(|s| beside(s).into_iter().map(move |pair| (s, pair)));
    pairs.filter_map(|(sentence, (money, share))| off(sentence, money, share, [fewest, most], shared)).collect()
}

/// The fewest and the most average shares that the tables print.
fn shares(report: &Report) -> Option<(&Fact, &Fact)> {
    let average = |fact: &&Fact| {
        let label = fact.label.to_lowercase();
        let used = ["basic", "dilut", "average", "used"].iter().any(|word| label.contains(word));
        let local = fact.aspects.concept.local();
        fact.is_in_table()
            && fact.aspects.period.start().is_some()
            && fact.aspects.unit.as_ref().is_some_and(|u| u.measure == Measure::Shares && u.per.is_none())
            && (local.starts_with("WeightedAverageNumber") || !fact.aspects.concept.is_standard() && used)
            && Interval::of(fact).is_some_and(|i| i.low > rust_decimal::Decimal::ZERO)
    };
    let known: Vec<(&Fact, Interval)> = report.facts.iter().filter(average).filter_map(|f| Some((f, Interval::of(f)?))).collect();
    let fewest = known.iter().min_by_key(|(_, i)| i.low)?.0;
    Some((fewest, known.iter().max_by_key(|(_, i)| i.high)?.0))
}

/// Whether others than the common shares have a part in the income, as far as the labels say: then there is more income to a share, but the
/// common shares have the better half of it.
fn is_shared(report: &Report) -> bool {
    const OTHERS: [&str; 6] = ["preferred", "participating", "noncontrolling", "non-controlling", "minority", "unvested"];
    let labels = report.statements.iter().flat_map(|s| &s.lines).map(|line| line.label.to_lowercase());
    labels.into_iter().any(|label| OTHERS.iter().any(|word| label.contains(word)))
}

fn off(sentence: &Sentence, money: &Stated, share: &Stated, [fewest, most]: [&Fact; 2], shared: bool) -> Option<Diagnostic> {
    if money.rough || !is_income(sentence, money) {
        return None;
    }
    let (income, each) = (interval(money), interval(share));
    // an amount per share that rounds to nothing bounds the shares from below alone
    let least = income.low.checked_div(each.high)?;
    let greatest = if each.low > rust_decimal::Decimal::ZERO { income.high.checked_div(each.low) } else { None };
    let (low, high) = (Interval::of(fewest)?.low, Interval::of(most)?.high);
    let scale = rust_decimal::Decimal::from(SCALE);
    let most_of_all = if shared { high.checked_mul(rust_decimal::Decimal::TWO)? } else { high };
    let many = least > most_of_all && least < high.checked_mul(scale)?;
    let few = greatest.is_some_and(|greatest| greatest < low && greatest.saturating_mul(scale) > low);
    if !many && !few {
        return None;
    }
    let message = format!(
        "the text gives {} or {} per share, which makes {} shares; the tables print {}",
        grouped(money.amount.abs().normalize()),
        grouped(share.amount.abs()),
        implied(least, greatest),
        if number(fewest) == number(most) { number(most) } else { format!("{} to {}", number(fewest), number(most)) },
    );
    let finding = Diagnostic::new(Code::PerShareMismatch, message).severity(Severity::Warning).at(money.span, "the income");
    let finding = finding.and_at(share.span, "per share");
    let place = if many { most } else { fewest };
    Some(finding.and_at(super::wording::place(place, None), "shares"))
}

fn interval(stated: &Stated) -> Interval {
    Interval::around(stated.amount.abs(), stated.decimals)
}

/// How many shares it takes at the least and at the most.
fn implied(least: rust_decimal::Decimal, greatest: Option<rust_decimal::Decimal>) -> String {
    let least = grouped(least.round().normalize());
    greatest.map_or_else(|| format!("{least} or more"), |greatest| format!("{least} to {}", grouped(greatest.round().normalize())))
}

/// Whether the words before an amount make it what is left for the shares.
fn is_income(sentence: &Sentence, money: &Stated) -> bool {
    let Some(before) = sentence.words.get(..money.at) else { return false };
    let lower = before.to_lowercase();
    let from = lower.char_indices().rev().nth(NEAR).map_or(0, |(at, _)| at);
    let near = &lower[from..];
    let ads = sentence.words.contains("ADS") || sentence.words.contains("depositary");
    INCOME.iter().any(|word| near.contains(word)) && !APART.iter().any(|word| near.contains(word)) && !ads
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::fixture::Fixture;
    use crate::figure::Currency;
    use crate::report::{Decimals, Unit};
    use crate::source::Span;
    use rust_decimal::Decimal;

    fn found(words: &str, income: &str, per_share: &str) -> usize {
        let mut fixture = Fixture::default();
        fixture.number("WeightedAverageNumberOfSharesOutstandingBasic", "919294000", -3, Unit::shares());
        fixture.number("WeightedAverageNumberOfDilutedSharesOutstanding", "933154000", -3, Unit::shares());
        let mut report = fixture.report();
        let stated = |mark: char, amount: &str, places: i8, unit: Unit| Stated {
            span: Span::new(500 + words.find(mark).unwrap(), 504 + words.find(mark).unwrap()),
            at: words.find(mark).unwrap(),
            amount: Decimal::from_str_exact(amount).unwrap(),
            decimals: Decimals::Places(places),
            unit: Some(unit),
            change: false,
            rough: false,
        };
        let amounts =
            vec![stated('#', income, -9, Unit::currency(Currency::USD)), stated('@', per_share, 2, Unit::per_share(Currency::USD))];
        report.sentences.push(Fixture::sentence(Span::new(500, 600), words, amounts));
        check(&report).len()
    }

    #[test]
    fn income_over_its_amount_per_share_are_the_shares() {
        let words = "record net quarterly profit of # billion, or @ per diluted share";
        assert_eq!(found(words, "6000000000", "6.43"), 0);
        assert_eq!(found(words, "4000000000", "6.43"), 1);
        assert_eq!(found(words, "6000000000", "3.43"), 1);
        assert_eq!(found("a tax benefit of # billion, or @ per diluted share", "4000000000", "6.43"), 0);
    }
}
