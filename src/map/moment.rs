//! Headings over rows that hold at a day, in tables of flows: `Period-end balances`, `At quarter end`, `Asset quality`.

use crate::text::has_any;

/// Whether a heading says that its rows hold at the end of a period, and nothing of what they are: `End of period:`, `At June 30`, `Year-end data`.
pub(super) fn is_period_end(heading: &str) -> bool {
    const BESIDE: [&str; 30] = [
        "at",
        "as",
        "of",
        "the",
        "period",
        "periods",
        "quarter",
        "quarters",
        "year",
        "month",
        "end",
        "ending",
        "balance",
        "balances",
        "data",
        "information",
        "position",
        "amounts",
        "selected",
        "unaudited",
        "in",
        "dollars",
        "thousands",
        "millions",
        "000s",
        "and",
        "point",
        "time",
        "spot",
        "key",
    ];
    let lower = heading.to_lowercase();
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let has = |list: &[&str]| words.iter().any(|w| list.contains(w));
    let date = |word: &str| super::date::month_of(word).is_some() || word.parse::<u16>().is_ok();
    if words.len() > 8 || !words.iter().all(|w| BESIDE.contains(w) || date(w)) {
        return false;
    }
    let dated = || words.iter().any(|w| super::date::month_of(w).is_some()) && (words[0] == "at" || words.starts_with(&["as", "of"]));
    has(&["end"]) && has(&["period", "periods", "quarter", "year", "month"])
        || has(&["ending", "spot"]) && has(&["balance", "balances"])
        || words.ends_with(&["point", "in", "time"])
        || dated()
}

/// Whether a label says in brackets that its figures hold at the end of a period: `Utilization (period end)`.
pub(super) fn says_period_end(label: &str) -> bool {
    let Some((_, inside)) = label.split_once('(') else { return false };
    let lower = inside.to_lowercase().replace('-', " ");
    ["period end)", "end of period)", "at end of period)", "at period end)"].iter().any(|words| lower.starts_with(words))
}

/// Whether a heading stands over loans that are not paid, what was taken for them and what was set aside for both: balances, but for what was
/// written off and provided.
pub(super) fn is_asset_quality(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let words =
        ["asset quality", "credit quality", "nonperforming", "non-performing", "nonaccrual", "non-accrual", "past due", "delinquen"];
    has_any(&lower, &words)
}

/// Whether a heading stands over the ratios of a bank's capital to its assets at a day.
pub(super) fn is_capital_ratios(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    has_any(&lower, &["capital ratio", "regulatory capital", "capital adequacy"])
}

/// Whether the rows under a heading hold at a day.
pub(super) fn heads_balances(heading: &str) -> bool {
    is_period_end(heading) || is_asset_quality(heading) || is_capital_ratios(heading) || is_balance_sheet(heading)
}

/// Whether a heading among key figures stands over lines of the balance sheet, and not over averages of them.
fn is_balance_sheet(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    lower.contains("balance sheet") && !lower.contains("average")
}

/// Whether a label tells what comes about in the course of time, or an average, even under such a heading: `Net charge-offs`.
pub(super) fn tells_flow(label: &str) -> bool {
    const FLOWS: [&str; 24] = [
        "average",
        "charge-off",
        "chargeoff",
        "charged off",
        "charged-off",
        "recover",
        "provision",
        "expense",
        "income",
        "earnings",
        "dividend",
        "return on",
        "margin",
        "yield",
        "efficiency",
        "change",
        "increase",
        "decrease",
        "growth",
        "gain",
        "loss on",
        "addition",
        "turnover",
        "originat",
    ];
    let lower = label.to_lowercase();
    FLOWS.iter().any(|w| lower.contains(w)) || super::things::is_flow("", label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_balances() {
        for heading in [
            "End of period:",
            "At quarter end",
            "PERIOD-END BALANCES",
            "Year-End Data",
            "As of period end",
            "Ending balances",
            "At June 30:",
        ] {
            assert!(is_period_end(heading), "{heading}");
        }
        for heading in
            ["Stores at end of period", "Year ended", "Average balances", "For the quarter", "Data", "Three months ended June 30"]
        {
            assert!(!is_period_end(heading), "{heading}");
        }
    }
}
