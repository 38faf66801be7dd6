//! The scale of tables that state none: by amounts that the text names in full, or by figures that a scaled table prints, too; and the currency
//! that the text says all amounts are in.

use std::collections::{HashMap, HashSet};
use std::fmt;

use rust_decimal::Decimal;

use super::lines::{folded, rows_of_money};
use super::scale::scaled;
use super::sheet::Sheet;
use crate::document::{Block, Document};
use crate::figure::{Currency, Figure, Suffix};
use crate::source::Span;
use crate::table::{self, Row, Table};

/// Figures that must come again, each of its own, to bring their scale.
const ENOUGH: usize = 2;

/// A scale that a table does not state itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Assumed {
    /// The power of ten.
    pub(crate) power: i8,
    /// What it rests on.
    pub(crate) from: Source,
}

/// What an assumed scale rests on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    /// Sentences name the amounts in full.
    Text,
    /// Another table prints the same figures.
    Table,
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Text => "the text names its amounts in full",
            Self::Table => "it repeats figures of a table that does",
        })
    }
}

/// What is said of scale elsewhere than at the tables themselves.
pub(crate) struct Stated {
    scales: HashMap<Span, Assumed>,
    /// The currency that a sentence says all amounts are in, or that the statements do.
    pub(crate) currency: Option<Currency>,
}

impl Stated {
    /// Looks for the amounts of unscaled tables in the running text, then in the other tables.
    pub(crate) fn of(document: &Document, sheets: &[Sheet]) -> Self {
        let words = amounts_in_words(document);
        let unscaled = || sheets.iter().filter(|s| s.table.scale.money.is_none());
        let in_text = unscaled().filter_map(|s| Some((s.table.span, Assumed { power: named(s, &words)?, from: Source::Text })));
        let currency = currency_of_all_amounts(document).or_else(|| currency_of_statements(sheets));
        let mut stated = Self { scales: in_text.collect(), currency };
        let known = stated.printed(sheets);
        let echoed: Vec<_> = unscaled()
            .map(|sheet| sheet.table)
            .filter(|t| !stated.scales.contains_key(&t.span))
            .filter_map(|t| Some((t.span, Assumed { power: echoed(t, &known)?, from: Source::Table })))
            .collect();
        stated.scales.extend(echoed);
        stated
    }

    /// The scale assumed for a table that states none.
    pub(crate) fn scale_of(&self, table: &Table) -> Option<Assumed> {
        self.scales.get(&table.span).copied().filter(|_| table.scale.money.is_none())
    }

    /// Every telling figure of the scaled tables.
    fn printed(&self, sheets: &[Sheet]) -> HashMap<Decimal, Vec<Place>> {
        let mut known: HashMap<Decimal, Vec<Place>> = HashMap::new();
        for table in sheets.iter().map(|sheet| sheet.table) {
            // what a table only inherited may be wrong
            let own = table.scale.money.filter(|_| !table.scale.inherited).map(|p| p as i8);
            let Some(power) = own.or(self.scale_of(table).map(|a| a.power)) else { continue };
            for (label, amount) in telling(table) {
                known.entry(amount).or_default().push(Place { power, label: folded(label) });
            }
        }
        known
    }
}

/// The currency that the text says all amounts are in, unless it says two.
fn currency_of_all_amounts(document: &Document) -> Option<Currency> {
    let words = document.blocks.iter().filter_map(|block| match block {
        Block::Paragraph(text) | Block::Heading(text) => Some(text.as_str()),
        Block::Grid(_) => None,
    });
    only(words.filter_map(table::currency_of_all_amounts))
}

/// The currency of the financial statements that name theirs, unless they name two.
fn currency_of_statements(sheets: &[Sheet]) -> Option<Currency> {
    only(sheets.iter().filter(|sheet| sheet.kind.is_statement()).filter_map(|sheet| sheet.table.scale.currency))
}

/// What all say, if they say the same.
fn only(mut said: impl Iterator<Item = Currency>) -> Option<Currency> {
    let first = said.next()?;
    said.all(|currency| currency == first).then_some(first)
}

/// Where a figure is printed under a scale.
struct Place {
    power: i8,
    label: String,
}

/// Amounts that the text states in words: `83.7 million`.
fn amounts_in_words(document: &Document) -> HashSet<String> {
    let mut found = HashSet::new();
    for block in &document.blocks {
        if let Block::Paragraph(text) | Block::Heading(text) = block {
            let words: Vec<&str> = text.as_str().split_whitespace().collect();
            let scale = |word: &str| ["million", "billion"].into_iter().find(|s| word.get(..7).is_some_and(|w| w.eq_ignore_ascii_case(s)));
            let pairs = words.windows(2).filter_map(|w| Some((w[0].trim_start_matches(['$', '(']), scale(w[1])?)));
            found.extend(pairs.map(|(amount, scale)| format!("{amount} {scale}")));
        }
    }
    found
}

/// The power of ten under which the text states one of a table's larger amounts.
fn named(sheet: &Sheet, words: &HashSet<String>) -> Option<i8> {
    if words.is_empty() {
        return None;
    }
    let figures = rows_of_money(sheet).flat_map(whole).map(|f| f.amount.abs());
    let mut largest: Vec<Decimal> = figures.filter(|a| *a >= Decimal::from(1000)).collect();
    largest.sort_unstable_by(|a, b| b.cmp(a));
    let stated = |amount: Decimal, power: i8| {
        let millions = scaled(amount, power - 6);
        let said =
            |n: Decimal, word: &str| (1..=2).any(|places| words.contains(&format!("{:.*} {word}", places, n.round_dp(places as u32))));
        said(millions, "million") || said(scaled(millions, -3), "billion")
    };
    [3, 6].into_iter().find(|power| largest.iter().take(6).any(|a| stated(*a, *power)))
}

/// The scale that a table shares with those whose figures it repeats, if enough of them do and none speaks for another scale.
fn echoed(table: &Table, known: &HashMap<Decimal, Vec<Place>>) -> Option<i8> {
    let mut repeated: HashSet<Decimal> = HashSet::new();
    let mut power: Option<i8> = None;
    for (label, amount) in telling(table) {
        let label = folded(label);
        let Some(places) = known.get(&amount) else { continue };
        // figures of four digits meet by chance
        if amount < Decimal::from(10_000) && !places.iter().any(|p| is_like(&p.label, &label)) {
            continue;
        }
        let first = *power.get_or_insert(places[0].power);
        if places.iter().any(|p| p.power != first) {
            return None;
        }
        repeated.insert(amount);
    }
    power.filter(|_| repeated.len() >= ENOUGH)
}

/// The larger whole amounts of a table with their labels; years are none.
fn telling(table: &Table) -> impl Iterator<Item = (&str, Decimal)> {
    let large = |a: &Decimal| *a >= Decimal::from(1000) && !(Decimal::from(1900)..Decimal::from(2100)).contains(a);
    let figures = table.rows.iter().flat_map(|r| whole(r).map(move |f| (r.stub.as_str(), f.amount.abs())));
    figures.filter(move |(_, amount)| large(amount))
}

fn whole(row: &Row) -> impl Iterator<Item = &Figure> {
    row.figures.iter().flatten().filter(|f| f.style.suffix == Suffix::None && f.style.fraction_digits == 0)
}

fn is_like(a: &str, b: &str) -> bool {
    a.len().min(b.len()) >= 4 && (a.ends_with(b) || b.ends_with(a) || a.starts_with(b) || b.starts_with(a))
}
