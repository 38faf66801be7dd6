//! Headings and titles that say that what stands below is what there was on average.

use crate::table::Table;

/// Whether a heading stands over balances as they were on average.
pub(super) fn heads_averages(heading: &str) -> bool {
    let lower = heading.trim_start_matches('(').to_lowercase();
    // "Average shares outstanding" is a line of the statement
    lower.contains("average balance") || lower.starts_with("average") && !lower.contains("share")
}

/// Whether a heading of averages says what is averaged, and that this is no balance: "Average selling price", but not "Average", "Average loans".
pub(super) fn names_measure(heading: &str) -> bool {
    const MEASURES: [&str; 15] = [
        "price", "prices", "rate", "rates", "rent", "rents", "fare", "yield", "cost", "revenue", "margin", "maturity", "life", "term",
        "age",
    ];
    let lower = heading.to_lowercase();
    lower.split(|c: char| !c.is_alphanumeric()).any(|word| MEASURES.contains(&word))
}

/// Whether a table is headed as balances on average as a whole, and no column tells of their rates and interest instead.
pub(super) fn lists_averages(table: &Table, title: &str) -> bool {
    const BESIDE: [&str; 4] = ["average", "rate", "yield", "interest"];
    let mut headings = table.columns.iter().map(|column| column.heading().to_lowercase());
    if titles_averages(title) {
        return !headings.any(|heading| BESIDE.iter().any(|measure| heading.contains(measure)));
    }
    !table.columns.is_empty() && headings.all(|heading| heading.contains("average balance"))
}

/// Whether a title says that its table is of averages, behind the words that say nothing of what it is of: "Unaudited average managed assets".
pub(super) fn titles_averages(title: &str) -> bool {
    const BEFORE: [&str; 7] = ["unaudited", "condensed", "consolidated", "selected", "summary", "daily", "of"];
    let lower = title.to_lowercase();
    let mut words = lower.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty() && !BEFORE.contains(word));
    lower.contains("average balance") || words.next() == Some("average") && heads_balances(&lower)
}

/// Whether words name what there is at a day, and no price or rate of it.
fn heads_balances(lower: &str) -> bool {
    let has = |words: &[&str]| words.iter().any(|w| lower.contains(w));
    has(&["assets", "loans", "deposits", "liabilities", "equity", "borrowings"]) && !has(&["share", "price", "per ", "rate", "return"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_of_averages() {
        assert!(titles_averages("Unaudited Average Managed Assets") && titles_averages("Average Balances and Yields"));
        assert!(!titles_averages("Average shares outstanding") && !titles_averages("Return on average assets"));
        assert!(!titles_averages("Average price of assets sold"));
        assert!(names_measure("Average selling price (in thousands):") && !names_measure("Average loans:"));
    }
}
