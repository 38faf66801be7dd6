//! What filers chose for a label: the majority of those who printed it.

use super::label::{stems, words};
use crate::report::StatementKind;

/// `label TAB statement concept=filers concept=filers ... TAB statement ...`, sorted by label.
const LABELS: &str = include_str!("../../../schemas/labels.tsv");

/// How far a choice is trusted when only the label's stems, or all of its stems but one, were met.
const BY_STEMS: f64 = 0.9;
const BY_PART: f64 = 0.7;
/// Labels longer than this are not asked for with a word left out.
const LONGEST: usize = 8;

/// A concept and the share of filers that chose it.
pub(super) type Choice = (&'static str, f64);

/// The concepts that filers chose for a label in a statement of the kind, the likeliest first.
pub(super) fn chosen(kind: StatementKind, label: &str) -> Vec<Choice> {
    let exact = [words(label, true).join(" "), words(label, false).join(" ")];
    if let Some(found) = exact.iter().find_map(|form| shares(kind, form)) {
        return found;
    }
    let stems = stems(label);
    if let Some(found) = shares(kind, &form(stems.iter())) {
        return weighed(found, BY_STEMS);
    }
    weighed(part(kind, &stems).unwrap_or_default(), BY_PART)
}

/// The best answer with one stem left out: `GAAP net income` is asked for as `net income`.
fn part(kind: StatementKind, stems: &[String]) -> Option<Vec<Choice>> {
    if !(3..=LONGEST).contains(&stems.len()) {
        return None;
    }
    let without = |skip: usize| stems.iter().enumerate().filter(move |(i, _)| *i != skip).map(|(_, stem)| stem);
    let answers = (0..stems.len()).filter_map(|skip| entry(&form(without(skip))).map(|line| (filers(line), skip)));
    let (_, skip) = answers.max()?;
    shares(kind, &form(without(skip)))
}

fn form<'a>(stems: impl Iterator<Item = &'a String>) -> String {
    let stems: Vec<&str> = stems.map(String::as_str).collect();
    format!("={}", stems.join(" "))
}

fn weighed(choices: Vec<Choice>, weight: f64) -> Vec<Choice> {
    choices.into_iter().map(|(concept, share)| (concept, share * weight)).collect()
}

/// How many filers stand behind a line.
fn filers(line: &str) -> u32 {
    line.split(['\t', ' ']).filter_map(|part| part.split_once('=')?.1.parse::<u32>().ok()).sum()
}

fn shares(kind: StatementKind, form: &str) -> Option<Vec<Choice>> {
    let wanted = match kind {
        StatementKind::BalanceSheet => Some("BS"),
        StatementKind::CashFlow => Some("CF"),
        StatementKind::Income | StatementKind::PerShare => Some("IS"),
        _ => None,
    };
    let parts: Vec<(&str, &str)> = entry(form)?.split('\t').skip(1).filter_map(|part| part.split_once(' ')).collect();
    let own: Vec<(&str, &str)> = parts.iter().copied().filter(|(statement, _)| Some(*statement) == wanted).collect();
    Some(counted(if own.is_empty() { &parts } else { &own }))
}

fn counted(parts: &[(&'static str, &'static str)]) -> Vec<Choice> {
    let mut counts: Vec<Choice> = Vec::new();
    for (concept, filers) in parts.iter().flat_map(|(_, concepts)| concepts.split(' ')).filter_map(|c| c.split_once('=')) {
        let filers: f64 = filers.parse().unwrap_or_default();
        match counts.iter_mut().find(|(known, _)| *known == concept) {
            Some((_, sum)) => *sum += filers,
            None => counts.push((concept, filers)),
        }
    }
    let all: f64 = counts.iter().map(|(_, n)| n).sum::<f64>() + 0.5;
    counts.sort_by(|a, b| b.1.total_cmp(&a.1));
    counts.into_iter().map(|(concept, n)| (concept, n / all)).collect()
}

/// The line of a form, by binary search over the lines.
fn entry(form: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, LABELS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = LABELS.as_bytes()[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let end = memchr::memchr(b'\n', &LABELS.as_bytes()[middle..]).map_or(LABELS.len(), |at| at + middle);
        let line = LABELS.get(start..end)?;
        match line.split('\t').next()?.cmp(form) {
            std::cmp::Ordering::Equal => return Some(line),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_found() {
        assert_eq!(chosen(StatementKind::BalanceSheet, "Total assets")[0].0, "Assets");
        assert_eq!(chosen(StatementKind::Income, "Provision (benefit) for income taxes")[0].0, "IncomeTaxExpenseBenefit");
        assert!(chosen(StatementKind::Income, "Third moon of Jupiter").is_empty());
    }
}
