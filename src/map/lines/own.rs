//! A label for each row of a table that no other row has.

use std::collections::HashMap;

use super::folded;
use crate::map::averages::{heads_averages, lists_averages, names_measure};
use crate::map::segment::Segment;
use crate::table::{Row, Table};

/// A label for each row that tells it from the table's other rows: its own, else its heading's before it, else numbered.
///
/// What is of a segment is told apart by it.
pub(super) fn own_labels(table: &Table, sections: &[Vec<&str>], segments: &[Option<Segment>], table_title: &str) -> Vec<String> {
    let rows = &table.rows;
    let averages = lists_averages(table, table_title);
    let mut alone: HashMap<(String, Option<&str>), usize> = HashMap::new();
    for (row, segment) in rows.iter().zip(segments).filter(|(r, _)| r.has_figures()) {
        *alone.entry((folded(row.stub.as_str()), segment.map(|segment| segment.name))).or_default() += 1;
    }
    let mut given: HashMap<(String, Option<&str>), Vec<&Row>> = HashMap::new();
    let titled_same = Some(table_title).filter(|title| heads_the_same(title)).map(the_same);
    let mut before = "";
    let mut labels = Vec::with_capacity(rows.len());
    let months = crate::map::months::of_rows(rows);
    for (((row, sections), segment), month) in rows.iter().zip(sections).zip(segments).zip(months) {
        let (segment, closes) = (segment.map(|segment| segment.name), segment.is_some_and(|segment| segment.closes));
        let label = row.stub.as_str();
        let section = sections.last().map_or("", |s| crate::table::bare(s));
        let section = if segment.is_some_and(|name| name == section) { "" } else { section };
        let bare = crate::table::bare(label).trim_matches(|c: char| !c.is_alphanumeric() && c != '(' && c != ')' && c != '%' && c != '$');
        let mut full = match (bare.is_empty(), section.is_empty()) {
            _ if month.is_some() && !section.is_empty() => section.to_owned(),
            _ if (month.is_some() || names_time_only(bare)) && !table_title.is_empty() => table_title.to_owned(),
            _ if closes => "Segment total".to_owned(),
            (true, true) if !before.is_empty() => format!("Subtotal after {before}"),
            (true, true) => "Subtotal".to_owned(),
            (true, false) => format!("Total {section}"),
            (false, false) if alone.get(&(folded(label), segment)).is_some_and(|n| *n > 1) || is_generic(bare) => {
                format!("{section} - {bare}")
            }
            _ => bare.to_owned(),
        };
        // what the stores of a year ago bring is no line of all stores
        let same = sections.iter().rev().find(|s| heads_the_same(s)).map(|heading| crate::table::bare(heading)).or(titled_same);
        if let Some(heading) = same.filter(|heading| row.has_figures() && !full.starts_with(*heading) && !heads_the_same(&full)) {
            full = format!("{heading} - {full}");
        }
        let average = sections.iter().rev().find(|s| heads_averages(s));
        if (averages || average.is_some()) && !full.to_lowercase().contains("average") {
            // what is a price or a rate on average says so in its heading alone
            let heading = average.filter(|heading| names_measure(heading)).map(|heading| crate::table::bare(heading));
            full = heading.map_or_else(|| format!("Average {full}"), |heading| format!("{heading} - {full}"));
        }
        // a heading that says when its rows hold is no part of what they are: "Homes in backlog at end of period" over "San Diego"
        let itself = |label: &str| is_generic(label) || balance_label(&format!("it {label}"), "").is_some();
        let headed = full.strip_suffix(bare).filter(|before| !before.is_empty() && !bare.is_empty() && !itself(bare));
        let balance = match headed {
            Some(_) => balance_label(section, table_title).map(|stem| format!("{stem} - {bare}")),
            None => balance_label(&full, table_title),
        };
        if let Some(balance) = balance {
            full = balance;
        } else if row.has_figures() && month.is_none() && !names_time_only(bare) {
            // the same figures under the same words are the same line said again
            let alike = given.entry((folded(&full), segment)).or_default();
            let nth = alike.iter().position(|other| says_again(row, other)).unwrap_or(alike.len());
            if nth == alike.len() {
                alike.push(row);
            }
            if nth > 0 {
                full = format!("{full} {}", nth + 1);
            }
            before = if label.is_empty() { before } else { label };
        }
        labels.push(full);
    }
    labels
}

/// Whether a row holds the figures of another, and more than a few small ones.
fn says_again(row: &Row, other: &Row) -> bool {
    let amounts = |row: &Row| row.figures.iter().map(|f| f.as_ref().map(|f| f.amount)).collect::<Vec<_>>();
    let telling = row.figures.iter().flatten().filter(|f| f.amount.abs() >= 100.into()).count() >= 2;
    telling && amounts(row) == amounts(other)
}

/// `As of April 30, 2023`: a row that says when and not what.
fn names_time_only(label: &str) -> bool {
    // most labels have no digit, and so no day
    if !label.bytes().any(|byte| byte.is_ascii_digit()) {
        return false;
    }
    let phrase = crate::map::phrase::Phrase::parse(label);
    phrase.rest.is_empty() && phrase.dates.iter().any(|d| d.day().is_some())
}

/// The common label of a balance's opening and closing rows: "Balance at beginning of period" and "Balance at end of period" state one
/// concept at two days.
pub(in crate::map) fn balance_label(label: &str, title: &str) -> Option<String> {
    let lower = label.to_ascii_lowercase().replace('-', " ");
    if !lower.contains("beginning") && !lower.contains("end") {
        return None;
    }
    let before = ["beginning ", "ending "].iter().find_map(|w| lower.strip_prefix(w)).filter(|rest| !rest.starts_with("of "));
    if let Some(rest) = before.map(|rest| label[label.len() - rest.len()..].trim()) {
        let plain = ["balance", "balances", "assets"].contains(&rest.to_ascii_lowercase().as_str());
        return Some(if plain { format!("{title} {rest}") } else { rest.to_owned() });
    }
    let marks = [
        ", beginning",
        " at beginning",
        " at the beginning",
        " beginning",
        " ending",
        ", end",
        " at end",
        " at the end",
        ", at beginning",
        ", at end",
    ];
    let at = marks.iter().filter_map(|m| lower.find(m)).min()?;
    let known = lower[at..].contains("beginning") || ["end of", ", end", "ending"].iter().any(|w| lower[at..].contains(w));
    let stem = label[..at].trim_end_matches([' ', '-', ',']).trim_start();
    let plain = stem.eq_ignore_ascii_case("balance") || stem.eq_ignore_ascii_case("balances");
    known.then(|| if plain { format!("{title} {stem}") } else { stem.to_owned() })
}

/// The words of a title that say which: "Same property" of "Same property net operating income", "Same-store" of "Same-store results by region". A
/// short one is a measure as it stands: "Comparable mill sales".
fn the_same(title: &str) -> &str {
    let words = match title.split(' ').next() {
        _ if title.split(' ').count() <= 3 => return title,
        Some(first) if first.contains('-') => 1,
        _ => 2,
    };
    title.match_indices(' ').nth(words - 1).map_or(title, |(at, _)| &title[..at])
}

/// Whether a heading says that what is below it is of those stores, properties or hospitals alone that were there a year before: "Same hospitals:".
pub(in crate::map) fn heads_the_same(heading: &str) -> bool {
    const TIMES: [&str; 8] = ["period", "periods", "quarter", "quarters", "year", "years", "months", "time"];
    let mut words = heading.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let same = words.next().is_some_and(|first| ["same", "comparable"].iter().any(|same| first.eq_ignore_ascii_case(same)));
    let is_time = |word: &str| TIMES.iter().any(|time| word.eq_ignore_ascii_case(time));
    same && words.next().is_some_and(|next| !is_time(next)) && !words.any(is_time)
}

/// Whether a label says too little without its heading.
fn is_generic(label: &str) -> bool {
    const GENERIC: [&str; 26] = [
        "other",
        "total",
        "basic",
        "diluted",
        "net",
        "basicanddiluted",
        "current",
        "deferred",
        "noncurrent",
        "amount",
        "dollars",
        "units",
        "balance",
        "commercial",
        "consumer",
        "products",
        "services",
        "residential",
        "adjustments",
        "gaap",
        "nongaap",
        "nongaapadjustments",
        "asreported",
        "beginning",
        "ending",
        "average",
    ];
    GENERIC.contains(&folded(label).as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_of_the_same_stores() {
        let said = ["Same property net operating income", "Same-store results by region", "Comparable mill sales"].map(the_same);
        assert_eq!(said, ["Same property", "Same-store", "Comparable mill sales"]);
        assert!(heads_the_same("Same hospitals:") && heads_the_same("Same-store results") && heads_the_same("Comparable hotels"));
        assert!(
            !heads_the_same("Same period last year") && !heads_the_same("Comparable stores in the quarter") && !heads_the_same("Sales")
        );
    }
}
