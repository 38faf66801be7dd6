//! Operating earnings that are net income without gains on investments: an insurer's measure after tax, and not operating income.

use super::lines::folded;
use super::sheet::{Sheet, says_net_income};
use super::unit::Counted;
use crate::report::StatementKind;

/// Which words a release has for such a measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct AfterTax {
    income: bool,
    earnings: bool,
}

/// The noun of a measure.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Noun {
    Income,
    Earnings,
}

impl AfterTax {
    /// Looks for such a measure: below net income with what is left out of it, net of tax, or for each share. What the statement of income prints
    /// above net income is the result before tax.
    pub(crate) fn of(sheets: &[Sheet]) -> Self {
        let mut found = Self::default();
        for noun in sheets.iter().flat_map(|sheet| told(sheet).into_iter().chain(led_by(sheet))) {
            found.set(noun, true);
        }
        for noun in sheets.iter().filter(|sheet| sheet.kind == StatementKind::Income).flat_map(stated) {
            found.set(noun, false);
        }
        found
    }

    /// Whether a label names the measure.
    pub(crate) fn is_named(self, label: &str) -> bool {
        match noun(label) {
            Some(Noun::Income) => self.income,
            Some(Noun::Earnings) => self.earnings,
            None => false,
        }
    }

    fn set(&mut self, noun: Noun, told: bool) {
        match noun {
            Noun::Income => self.income = told,
            Noun::Earnings => self.earnings = told,
        }
    }
}

/// What a label that says nothing else calls its measure: `Operating earnings`, `Total operating income (loss)`.
fn noun(label: &str) -> Option<Noun> {
    if !label.as_bytes().iter().any(u8::is_ascii_alphabetic) || label.len() > 60 {
        return None;
    }
    let words = folded(label);
    let words = words.strip_prefix("total").or(words.strip_prefix("net")).unwrap_or(&words).strip_prefix("operating")?;
    match words.replace("loss", "").as_str() {
        "income" => Some(Noun::Income),
        "earnings" => Some(Noun::Earnings),
        _ => None,
    }
}

/// What a label calls the measure for each share: `Operating earnings (loss) per diluted share`.
fn per_share(label: &str) -> Option<Noun> {
    let (measure, each) = label.split_once(" per ")?;
    noun(measure).filter(|_| each.to_lowercase().contains("share"))
}

/// What a table tells after tax.
fn told(sheet: &Sheet) -> Vec<Noun> {
    let mut found = Vec::new();
    let mut below = Below::Nothing;
    for (at, row) in sheet.table.rows.iter().enumerate().filter(|(_, row)| row.has_figures()) {
        let label = row.stub.as_str();
        let lower = label.to_lowercase();
        match noun(label) {
            Some(noun) if below == Below::NetOfTax || sheet.counts()[at] == Counted::PerShare => found.push(noun),
            Some(_) => below = Below::Nothing,
            None if let Some(noun) = per_share(label) => found.push(noun),
            None if says_net_income(label) => below = Below::NetIncome,
            None if below == Below::Nothing => {}
            None if is_net_of_tax(&lower) => below = Below::NetOfTax,
            // what leads back to the result before tax takes the taxes in again
            None if ["tax", "interest", "revenue", "sales"].iter().any(|w| lower.contains(w)) => below = Below::Nothing,
            None => {}
        }
    }
    found
}

/// What leads to net income by nothing but what is net of tax: "Operating income", "Realized gains, net of tax", "Net income".
fn led_by(sheet: &Sheet) -> Vec<Noun> {
    let mut found = Vec::new();
    let (mut led, mut added) = (None, false);
    for row in sheet.table.rows.iter().filter(|row| row.has_figures()) {
        let label = row.stub.as_str();
        match noun(label) {
            Some(noun) => (led, added) = (Some(noun), false),
            None if says_net_income(label) => found.extend(led.take().filter(|_| added)),
            None if is_net_of_tax(&label.to_lowercase()) => added = true,
            None => led = None,
        }
    }
    found
}

/// What stands above a row.
#[derive(PartialEq)]
enum Below {
    Nothing,
    NetIncome,
    NetOfTax,
}

/// What a statement of income prints above the taxes that lead to net income.
fn stated(sheet: &Sheet) -> Vec<Noun> {
    let labels: Vec<&str> = sheet.table.rows.iter().filter(|row| row.has_figures()).map(|row| row.stub.as_str()).collect();
    let Some(net) = labels.iter().position(|label| says_net_income(label)) else { return Vec::new() };
    let taxes = labels[..net].iter().rposition(|label| is_of_taxes(label)).unwrap_or(if leads_after_tax(&labels[..net]) { 0 } else { net });
    labels[..taxes].iter().filter_map(|label| noun(label)).collect()
}

/// Whether a row states the taxes themselves.
fn is_of_taxes(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.contains("tax") && !is_net_of_tax(&lower) && !lower.contains("before")
}

fn is_net_of_tax(lower: &str) -> bool {
    ["net of tax", "net of income tax", "after tax", "after-tax"].iter().any(|w| lower.contains(w))
}

/// Whether what stands right above net income is net of tax: gains that are added to what was earned without them.
fn leads_after_tax(above: &[&str]) -> bool {
    above.last().is_some_and(|label| is_net_of_tax(&label.to_lowercase()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_are_named() {
        let earnings = AfterTax { income: false, earnings: true };
        assert!(earnings.is_named("Operating earnings (loss)") && !earnings.is_named("Operating income"));
        assert!(!earnings.is_named("Operating earnings before income taxes"));
        assert!(per_share("Operating earnings (loss) per diluted share").is_some() && per_share("Net earnings per share").is_none());
    }

    #[test]
    fn taxes_are_told_from_what_is_net_of_them() {
        assert!(is_of_taxes("Provision for income taxes") && is_of_taxes("Income tax benefit"));
        assert!(!is_of_taxes("Income before income taxes") && !is_of_taxes("Realized gains, net of taxes"));
        assert!(leads_after_tax(&["Operating earnings", "Realized gains, net of income taxes"]));
        assert!(!leads_after_tax(&["Operating earnings", "Provision for income taxes"]) && !leads_after_tax(&[]));
    }
}
