//! What filers chose for a label: the majority of those who printed it.

use crate::report::StatementKind;

/// `label TAB statement concept=filers concept=filers ... TAB statement ...`, sorted by label.
const LABELS: &str = include_str!("../../../schemas/labels.tsv");

/// The concepts that filers chose for a label in a statement of the kind, with their shares.
pub(super) fn chosen(kind: StatementKind, label: &str) -> Vec<(&'static str, f64)> {
    let found = entry(&normal(label, true)).or_else(|| entry(&normal(label, false)));
    let Some(entry) = found else { return Vec::new() };
    let wanted = match kind {
        StatementKind::BalanceSheet => Some("BS"),
        StatementKind::CashFlow => Some("CF"),
        StatementKind::Income | StatementKind::PerShare => Some("IS"),
        _ => None,
    };
    let parts = || entry.split('\t').skip(1).filter_map(|part| part.split_once(' '));
    let exact: Vec<_> = parts().filter(|(statement, _)| Some(*statement) == wanted).collect();
    shares(if exact.is_empty() { parts().collect() } else { exact })
}

fn shares(parts: Vec<(&'static str, &'static str)>) -> Vec<(&'static str, f64)> {
    let counted = parts.iter().flat_map(|(_, concepts)| concepts.split(' ')).filter_map(|c| c.split_once('='));
    let mut counts: Vec<(&str, f64)> = Vec::new();
    for (concept, filers) in counted {
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

/// The line of a label, by binary search over the lines.
fn entry(label: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, LABELS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = LABELS.as_bytes()[..middle].iter().rposition(|b| *b == b'\n').map_or(0, |at| at + 1);
        let end = LABELS[middle..].find('\n').map_or(LABELS.len(), |at| at + middle);
        let line = LABELS.get(start..end)?;
        match line.split('\t').next()?.cmp(label) {
            std::cmp::Ordering::Equal => return Some(line),
            std::cmp::Ordering::Less => low = end + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
}

/// A label's words in lower case, without marks and numbers; `all` with those in parentheses.
fn normal(label: &str, all: bool) -> String {
    let lower = label.to_ascii_lowercase().replace(['\'', '’'], "");
    let mut depth = 0usize;
    let kept: String = lower
        .chars()
        .map(|c| {
            depth += usize::from(c == '(');
            let inside = depth > 0 && !all;
            depth -= usize::from(c == ')' && depth > 0);
            if c.is_ascii_alphanumeric() && !inside { c } else { ' ' }
        })
        .collect();
    kept.split_whitespace().filter(|w| !w.bytes().all(|b| b.is_ascii_digit())).collect::<Vec<_>>().join(" ")
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
