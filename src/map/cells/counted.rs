//! What the figures of a cell count: what its row does, unless its column or its own marks say otherwise.

use super::{Line, Reader};

use rust_decimal::Decimal;

use crate::figure::{Figure, Suffix};
use crate::map::dimension::Qualifier;
use crate::map::period::ColumnTime;
use crate::map::phrase::RATES;
use crate::map::things;
use crate::map::unit::money::{is_of_money, names_money};
use crate::map::unit::{Counted, Measured};
use crate::report::StatementKind;
use crate::table::Table;

/// What a column says that its figures count, beside others that count something else.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ColumnUnit {
    /// Amounts per share: `Pretax | Net of tax | Per share`.
    pub(super) per_share: bool,
    /// Whether these are amounts per diluted share.
    pub(super) diluted: bool,
    /// Amounts beside a column of those per share: `Amount | EPS`, `Dollars | EPS`.
    amount: bool,
    /// Money for each of some thing: `Revenues | Carloads | Revenue per carload`.
    price: bool,
    /// What the things are worth that another column counts, whatever the rows are called: `Number of properties | Gross investment`.
    worth: bool,
    /// What has no name here, beside columns of money: `Carloads | Revenues`.
    number: bool,
    /// Units of what is sold: `Units K | Revenue $M`.
    units: bool,
    /// Shares: `Shares | Amount`.
    shares: bool,
    /// Things by their name: `Homes | Value`.
    things: Option<&'static str>,
    /// Percentages: `Underwriting income | Combined ratio`.
    percent: bool,
    /// A measure: `Oil (MBbls) | Gas (MMcf)`.
    measured: Option<Measured>,
}

impl ColumnUnit {
    /// What each column of a table says; `marked` are the columns in which signs of money stand.
    pub(super) fn all(table: &Table, kind: StatementKind, times: &[ColumnTime], marked: &[bool], columns: &[Vec<Qualifier>]) -> Vec<Self> {
        let lower: Vec<String> = times.iter().map(|time| time.rest.to_lowercase()).collect();
        // what all columns say tells none apart
        let apart = |says: &dyn Fn(usize) -> bool| -> Vec<bool> {
            let said: Vec<bool> = (0..times.len()).map(says).collect();
            if said.contains(&false) { said } else { vec![false; said.len()] }
        };
        let has_word = |at: usize, word: &str| lower[at].split(|c: char| !c.is_alphanumeric()).any(|w| w == word);
        let counts = |word: &'static str| apart(&move |at| has_word(at, word));
        let worded = apart(&|at| says_per_share(&lower[at]));
        let twins = |at: usize| is_per_share_of_neighbour(table, at);
        let per_share: Vec<bool> = (0..times.len()).map(|at| worded[at] || twins(at)).collect();
        let price = apart(&|at| !says_per_share(&lower[at]) && lower[at].split_once(" per ").is_some_and(|(money, _)| names_money(money)));
        let of_money: Vec<bool> = (0..times.len()).map(|at| (names_money(&lower[at]) || says_dollars(table, at)) && !price[at]).collect();
        let things: Vec<_> = times.iter().map(|time| things::of_header(&time.rest)).collect();
        let (any_things, any_per_share) = (things.iter().any(Option::is_some), lower.iter().any(|rest| says_per_share(rest)));
        let beside_money = !is_of_money(kind) && times.iter().zip(&of_money).any(|(time, money)| time.is_plain() && *money);
        let is_part = |at: usize| columns[at].iter().any(|qualifier| matches!(qualifier, Qualifier::Member(..)));
        let is_number = |at: usize| times[at].is_plain() && !lower[at].is_empty() && !names_money(&lower[at]) && !is_part(at);
        // no money is told in grams per tonne: "Throughput (tonnes) | Silver (g/t)"
        let measures = !is_of_money(kind) && !marked.contains(&true) && times.iter().any(|time| Measured::of_header(&time.rest).is_some());
        let in_other_units = |at: usize| measures && times[at].is_plain() && names_unit(&table.columns[at].heading());
        let (units, shares) = (counts("units"), counts("shares"));
        let percent = apart(&|at| says_percentage(&lower[at]) || heads_rate(&table.columns[at].heading()));
        let measured = |at: usize| Measured::of_header(&times[at].rest).or_else(|| Measured::lasting(&table.columns[at].heading()));
        let unit = |at: usize| Self {
            per_share: per_share[at],
            diluted: per_share[at] && (lower[at].contains("diluted") || !worded[at]),
            amount: any_per_share && says_amount(table, at, &lower[at]),
            price: price[at],
            worth: of_money[at] && marked[at] && any_things,
            number: beside_money && !marked[at] && is_number(at) || in_other_units(at),
            units: units[at] && !lower[at].contains("per "),
            shares: shares[at] && !lower[at].contains("per "),
            percent: percent[at] && !marked[at],
            things: things[at].filter(|_| !marked[at]),
            measured: measured(at).filter(|_| things[at].is_none()),
        };
        (0..times.len()).map(unit).collect()
    }
}

impl Reader<'_> {
    /// Whether a column counts what there is at the day that it names, and no length of time: `March 31, 2012: Number of aircraft`.
    pub(super) fn counts_at_its_day(&self, column: usize) -> bool {
        let time = &self.times[column];
        let there = |thing: &str| !things::is_flow(thing, &time.rest);
        time.assumed && time.instant.is_some() && self.units[column].things.is_some_and(there)
    }

    /// What a figure counts.
    pub(super) fn counted(&self, line: &Line, column: usize, figure: &Figure) -> Counted {
        let unit = &self.units[column];
        let marked = figure.style.currency.is_some();
        let unmarked = !marked && figure.style.suffix == Suffix::None;
        let money = line.counted == Counted::Money;
        let plain = matches!(line.counted, Counted::Money | Counted::Number);
        let things = matches!(line.counted, Counted::Things(_));
        match figure.style.suffix {
            Suffix::Percent | Suffix::BasisPoints => Counted::Percent,
            Suffix::Times => Counted::Ratio,
            _ if line.counted == Counted::Percent && marked => Counted::Money,
            Suffix::None if money && unit.percent => Counted::Percent,
            _ if money && unit.per_share => Counted::PerShare,
            Suffix::None if money && unit.price => Counted::Price { cents: false },
            Suffix::None if things && unit.worth => Counted::Money,
            _ if line.counted == Counted::PerShare && unit.amount => Counted::Money,
            // "$4.25 | $23 million | $4.55": what leads from one amount per share to another may be a total
            Suffix::PowerOfTen(_) if line.counted == Counted::PerShare => Counted::Money,
            _ if let Some(measured) = unit.measured.filter(|m| plain && (unmarked || matches!(m, Measured::Price(_)))) => {
                Counted::Measured(measured)
            }
            _ if (money || things) && unmarked && unit.units => Counted::Things("units"),
            _ if let Some(things) = unit.things.filter(|_| (plain || things) && unmarked && figure.style.fraction_digits == 0) => {
                Counted::Things(things)
            }
            _ if plain && !marked && unit.shares => Counted::Shares,
            Suffix::None if money && unmarked && unit.number && !names_money(line.row.stub.as_str()) => Counted::Number,
            _ => line.counted.clone(),
        }
    }
}

/// Whether a header ends with a unit of its own in brackets that is no money and no scale: `Ag (g/t)`.
fn names_unit(heading: &str) -> bool {
    let inner = heading.trim_end().strip_suffix(')').and_then(|head| head.rsplit_once('(')).map(|(_, inner)| inner.to_lowercase());
    let other = |inner: String| {
        inner.len() <= 12
            && inner.contains(|c: char| c.is_alphabetic() || c == '%')
            && !["$", "000", "thousand", "million", "unaudited", "audited", "restated", "loss", "decrease"]
                .iter()
                .any(|w| inner.contains(w))
    };
    inner.is_some_and(other)
}

/// Whether a header names a ratio of an insurer, printed in percent with or without a sign: `Combined ratio`, `Loss Ratio`.
fn says_percentage(lower: &str) -> bool {
    let words: Vec<&str> = lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect();
    let of = |word: &str| words.contains(&word);
    matches!(words.last(), Some(&("ratio" | "ratios"))) && ["combined", "loss", "losses", "expense"].into_iter().any(of)
}

/// Whether a header ends with a rate and its sign: `Operating margin %`.
fn heads_rate(heading: &str) -> bool {
    let lower = heading.to_lowercase();
    let rate = lower.trim_end().strip_suffix('%').map(|rate| rate.trim_end_matches([' ', '(']));
    rate.is_some_and(|rate| RATES.iter().any(|word| rate.ends_with(word)))
}

fn says_per_share(lower: &str) -> bool {
    ["per share", "per common share", "per diluted"].iter().any(|w| lower.contains(w))
        || lower.split(|c: char| !c.is_alphanumeric()).any(|w| w == "eps")
}

fn says_amount(table: &Table, column: usize, lower: &str) -> bool {
    ["amount", "$", "net of tax", "after tax", "pretax", "net income"].iter().any(|w| lower.starts_with(w)) || says_dollars(table, column)
}

/// "Dollars" is the unit and no part of what a column is called.
fn says_dollars(table: &Table, column: usize) -> bool {
    table.columns[column].headers.last().is_some_and(|header| header.as_str().trim().eq_ignore_ascii_case("dollars"))
}

/// Whether a column shares its left neighbour's header and holds, in a table that says so, what that one holds for each share: `$ 7,533` and
/// `$ 0.20` under one date.
fn is_per_share_of_neighbour(table: &Table, column: usize) -> bool {
    let headed = |at: usize| table.columns[at].heading();
    let told = || table.titles.iter().rev().take(3).any(|title| title.as_str().to_lowercase().contains("per diluted share"));
    if column == 0 || headed(column) != headed(column - 1) || headed(column).is_empty() || !told() {
        return false;
    }
    let figures = |at: usize| table.rows.iter().filter_map(move |row| row.figures[at].as_ref()).filter(|f| !f.style.dash);
    let hundredths = |f: &Figure| f.style.fraction_digits == 2 && f.amount.abs() < Decimal::ONE_HUNDRED;
    figures(column).next().is_some() && figures(column).all(hundredths) && !figures(column - 1).any(hundredths)
}
