//! The wide table: concepts down, periods across, as people compare them. What it has no column for stands in `facts.csv`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use indexmap::IndexMap;

use super::{CsvOptions, words};
use crate::report::{Period, Report};
use crate::write::rows::{Row, push_dimensions, rows};

/// The columns before those of the periods.
pub(in crate::write) const HEADER: [&str; 5] = ["concept", "label", "statement", "unit", "dimensions"];

/// What a row is about: concept, unit, dimensions; and its number among rows of the same, where a period has several facts.
type Key = (String, String, String, usize);

struct Line {
    label: String,
    statement: &'static str,
    cells: BTreeMap<Period, String>,
}

/// The table as bytes.
pub(super) fn table(report: &Report, options: CsvOptions) -> Vec<u8> {
    let mut lines: IndexMap<Key, Line> = IndexMap::new();
    for row in rows(report) {
        put(&mut lines, &row, options);
    }
    let periods = periods(report);
    let header: Vec<String> = HEADER.into_iter().map(str::to_owned).chain(periods.iter().map(|period| name(*period))).collect();
    let mut cells = options.table(&header);
    for ((concept, unit, dimensions, _), line) in &lines {
        [concept, &line.label, line.statement, unit, dimensions].into_iter().for_each(|words| cells.text(words));
        periods.iter().for_each(|period| cells.text(line.cells.get(period).map_or("", String::as_str)));
        cells.end_row();
    }
    cells.into_bytes()
}

/// The periods of a report's facts, the newest first.
pub(in crate::write) fn periods(report: &Report) -> Vec<Period> {
    let periods: BTreeSet<(Reverse<chrono::NaiveDate>, Reverse<Option<chrono::NaiveDate>>, Period)> =
        report.facts.iter().map(|fact| fact.aspects.period).map(|p| (Reverse(p.end()), Reverse(p.start()), p)).collect();
    periods.into_iter().map(|(_, _, period)| period).collect()
}

fn put(lines: &mut IndexMap<Key, Line>, row: &Row<'_>, options: CsvOptions) {
    let value = match row.number {
        Some((amount, _)) => {
            let mut number = String::new();
            options.push_number(&mut number, amount);
            number
        }
        None => row.text.as_deref().map(|text| words(text).into_owned()).unwrap_or_default(),
    };
    let unit = row.fact.aspects.unit.as_ref().map(|unit| words(&unit.to_string()).into_owned()).unwrap_or_default();
    let mut dimensions = String::new();
    push_dimensions(&mut dimensions, &row.fact.aspects.dimensions);
    let mut key: Key = (row.concept.to_string(), unit, dimensions, 0);
    let period = row.fact.aspects.period;
    while lines.get(&key).is_some_and(|line| line.cells.contains_key(&period)) {
        key.3 += 1;
    }
    let line = lines.entry(key).or_insert_with(|| Line {
        label: words(&row.fact.label).into_owned(),
        statement: row.statement,
        cells: BTreeMap::new(),
    });
    line.cells.insert(period, value);
}

/// `2004-01-01/2004-03-31` as ISO 8601 has it, or the day of an instant.
pub(in crate::write) fn name(period: Period) -> String {
    period.start().map_or_else(|| period.end().to_string(), |start| format!("{start}/{}", period.end()))
}
