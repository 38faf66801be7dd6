//! Measures of volume, weight, distance and energy that labels name: `Natural gas (MMcf)`, `Oil (per Bbl)`, `Tons shipped`.

mod symbols;

use symbols::{SYMBOLS, WORDS};

use crate::figure::Currency;
use crate::report::{Measure, Unit};
use crate::table::Scale;
use crate::text::has_any;

/// What a row measures.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Measured {
    /// An amount of it, or an amount of it for each day.
    Amount {
        /// The measure's name.
        unit: &'static str,
        /// Whether it is for each day.
        daily: bool,
    },
    /// Money for each unit of it.
    Price(&'static str),
}

impl Measured {
    /// The unit of such facts.
    pub(crate) fn unit(self, currency: Currency) -> Unit {
        let per = |unit: &str| Some(Measure::Other(unit.to_owned()));
        match self {
            Self::Amount { unit, daily: false } => Unit::other(unit),
            Self::Amount { unit, daily: true } => Unit { per: per("day"), ..Unit::other(unit) },
            Self::Price(unit) => Unit { per: per(unit), ..Unit::currency(currency) },
        }
    }

    /// The power of ten on its figures: that of the row's own label or heading on whatever it counts, else what the table says of other things
    /// than money, or of all. Prices are never scaled, nor are lengths of time.
    pub(crate) fn power(self, row: Option<&Scale>, others: Option<i8>) -> i8 {
        match self {
            Self::Price(_) => 0,
            Self::Amount { .. } => row.and_then(|s| s.others.or(s.money)).map(|p| p as i8).or(others).unwrap_or(0),
        }
    }

    /// What a label, heading or title says in brackets, with the word that it begins or ends with or that follows "per".
    pub(in crate::map) fn of(words: &str) -> Option<Self> {
        let lower = words.to_lowercase();
        let price = lower.match_indices("per ").filter(|(at, _)| !ends_with_measure(&lower[..*at]));
        let price = price.map(|(at, word)| &lower[at + word.len()..]).find_map(first_measure);
        if let Some(unit) = price.or_else(|| slashed_price(&lower)).or_else(|| unit_revenue(&lower)) {
            return Some(Self::Price(unit));
        }
        bracketed(&lower).find_map(amount).or_else(|| named(&lower)).or_else(|| sold(&lower))
    }

    /// What a heading says is sold or made: `Kilowatt-hour sales (in thousands)`.
    pub(super) fn sold(words: &str) -> Option<Self> {
        sold(&words.to_lowercase())
    }

    /// What a heading says that the money under it is told for each unit of: `BOE data (6:1):`, `Mcfe data`.
    pub(super) fn of_data(heading: &str) -> Option<Self> {
        let lower = heading.to_lowercase();
        let mut words = words(lower.split('(').next()?);
        let unit = any_number(words.next()?)?;
        (words.next() == Some("data") && words.next().is_none()).then_some(Self::Price(unit))
    }

    /// The days that a heading says are counted below it: `Total ownership days for fleet:`. What is so many days past due is money.
    pub(super) fn of_days(heading: &str) -> Option<Self> {
        let lower = heading.to_lowercase();
        let counts =
            lower.contains(" days") && !lower.bytes().any(|b| b.is_ascii_digit()) && !has_any(&lower, &["past due", "loan", "delinquen"]);
        named(&lower).filter(|measured| counts && measured.is_time())
    }

    /// The same for each day, where a heading over an amount says so: `Oil (barrels)` under `Production (daily):`.
    pub(super) fn under(self, sections: &[&str]) -> Self {
        let says_daily = |heading: &&str| {
            let lower = heading.to_lowercase();
            words(&lower).any(|word| word == "daily") || has_any(&lower, &["per day", "/d)", "/day"])
        };
        match self {
            Self::Amount { unit, daily: false } if !self.is_time() && sections.iter().any(says_daily) => Self::Amount { unit, daily: true },
            _ => self,
        }
    }

    /// Money for each of it, where a heading over figures with a fraction speaks of prices and of no volumes: `Oil (Bbl)` under
    /// `Average realized sales price:`.
    pub(super) fn priced(self, sections: &[&str], fractions: bool) -> Self {
        let names = |words: &[&str]| sections.iter().any(|heading| has_any(&heading.to_lowercase(), words));
        let priced = fractions && names(&["price", "realization"]) && !names(&["volume", "production"]);
        match self {
            Self::Amount { unit, daily: false } if priced && !self.is_time() => Self::Price(unit),
            _ => self,
        }
    }

    /// What a title says that its whole table is of: `(per ton)`, `Tons Sold (millions)`.
    pub(super) fn of_title(title: &str) -> Option<Self> {
        let lower = title.to_lowercase();
        let price = |inner: &str| first_measure(inner.trim_start_matches(['$', ' ']).strip_prefix("per ")?);
        let named = || lower.split('(').next().filter(|name| words(name).count() == 2).and_then(named);
        bracketed(&lower).find_map(price).map(Self::Price).or_else(named).filter(|measured| !measured.is_time())
    }

    /// Whether it is money for each unit.
    pub(crate) fn is_price(self) -> bool {
        matches!(self, Self::Price(_))
    }

    /// Whether it is a length of time: days of sales, hours flown.
    pub(crate) fn is_time(self) -> bool {
        matches!(self, Self::Amount { unit, .. } if TIMES.contains(&unit) || unit == "member-months")
    }

    /// Whether its name says nothing of how many are counted in one: tons, and no thousands of barrels.
    pub(crate) fn is_plain_word(self) -> bool {
        let named = |unit: &str| WORDS.iter().any(|(_, _, name)| *name == unit) || unit.ends_with("-miles");
        matches!(self, Self::Amount { unit, .. } if named(unit))
    }

    /// The same, said in brackets alone: a title says more than its measure, and may speak of months otherwise.
    pub(in crate::map) fn in_brackets(words: &str) -> Option<Self> {
        let lower = words.to_lowercase();
        let of_time = |m: &Self| matches!(m, Self::Amount { unit, .. } if TIMES.contains(unit));
        bracketed(&lower).find_map(amount).filter(|m| !of_time(m))
    }

    /// How long something lasts, at the end of a header that says so: `Weighted average maturity (years)`. `(three months)` is a time of the column.
    pub(in crate::map) fn lasting(heading: &str) -> Option<Self> {
        const LASTS: [&str; 7] = ["maturity", "life", "lives", "term", "duration", "age", "tenor"];
        let lower = heading.trim().to_lowercase();
        let (named, inner) = lower.strip_suffix(')')?.rsplit_once('(')?;
        let inner = inner.strip_prefix("in ").unwrap_or(inner);
        let unit = TIMES.into_iter().find(|unit| *unit == inner)?;
        let lasts = named.split(|c: char| !c.is_alphanumeric()).any(|word| LASTS.contains(&word));
        lasts.then_some(Self::Amount { unit, daily: false })
    }

    /// The same, where a column's header says nothing else: `Tons sold`, `Realization/ton`.
    pub(in crate::map) fn of_header(words: &str) -> Option<Self> {
        let lower = words.to_lowercase();
        let of_time = |m: &Self| matches!(m, Self::Amount { unit, .. } if TIMES.contains(unit));
        let price =
            || lower.rsplit_once('/').and_then(|(money, each)| any_number(each.trim()).filter(|_| money.ends_with(char::is_alphabetic)));
        Self::in_brackets(words).or_else(|| named(&lower).filter(|m| !of_time(m))).or_else(|| price().map(Self::Price))
    }
}

fn symbol(word: &str) -> Option<&'static str> {
    SYMBOLS.iter().find(|(name, _)| *name == word).map(|(_, unit)| *unit)
}

fn plural(word: &str) -> Option<&'static str> {
    symbol(word).or_else(|| WORDS.iter().find(|(_, many, _)| *many == word).map(|(_, _, unit)| *unit))
}

fn any_number(word: &str) -> Option<&'static str> {
    plural(word).or_else(|| WORDS.iter().find(|(one, _, _)| *one == word).map(|(_, _, unit)| *unit))
}

/// Measures of two words: `passenger mile`.
fn compound(first: &str, second: &str) -> Option<&'static str> {
    match (first, second.trim_end_matches('s')) {
        ("passenger", "mile") => Some("passenger-miles"),
        ("seat", "mile") => Some("seat-miles"),
        ("ton", "mile") => Some("ton-miles"),
        ("degree", "day") => Some("degree-days"),
        ("kilowatt", "hour") => Some("kWh"),
        ("megawatt", "hour") => Some("MWh"),
        _ => None,
    }
}

/// Whether one measure stands in terms of another: `ASMs per gallon` are no price.
pub(super) fn ends_with_measure(before: &str) -> bool {
    words(before).last().is_some_and(|last| plural(last).is_some())
}

/// What airlines call their revenue or cost per available seat mile.
fn unit_revenue(lower: &str) -> Option<&'static str> {
    words(lower).any(|w| matches!(w, "rasm" | "prasm" | "trasm" | "casm")).then_some("seat-miles")
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’')).filter(|w| !w.is_empty())
}

/// The measure that follows "per", where one or two words may stand before it: `per short ton`, `per loaded mile`. Behind a day stands what is
/// counted: `Average sales volumes per day (Boe/d)`.
fn first_measure(after: &str) -> Option<&'static str> {
    let first: Vec<&str> = words(after).take(3).collect();
    let of_shares = first.first().is_some_and(|w| ["share", "shares", "unit", "common", "diluted", "basic", "ads", "day"].contains(w));
    let one = || first.iter().rev().find_map(|w| any_number(w));
    let two = || first.windows(2).find_map(|pair| compound(pair[0], pair[1]));
    if of_shares { None } else { two().or_else(one) }
}

/// `$/Bbl`, `($/ton)`, `Realization/ton`.
fn slashed_price(lower: &str) -> Option<&'static str> {
    let signed = lower.match_indices("$/").find_map(|(at, mark)| any_number(words(&lower[at + mark.len()..]).next()?));
    signed.or_else(|| {
        let (before, after) = lower.split_once('/')?;
        let of_money = ["realization", "price", "cost", "revenue", "margin"].contains(&words(before).last()?);
        WORDS.iter().find(|(one, _, _)| of_money && words(after).next() == Some(one)).map(|(_, _, unit)| *unit)
    })
}

/// A symbol of energy or volume before what was done with it, in a label that speaks of no money: `KWH sales (000s)`, `Electric MWh deliveries`.
fn sold(lower: &str) -> Option<Measured> {
    const DONE: [&str; 8] = ["sales", "sold", "deliveries", "delivered", "generation", "generated", "throughput", "volumes"];
    const MONEY: [&str; 8] = ["cost", "price", "income", "expense", "revenue", "cents", "per ", "$"];
    if has_any(lower, &MONEY) {
        return None;
    }
    let words: Vec<&str> = words(lower).take(12).collect();
    let done = |at: usize| words.get(at).is_some_and(|w| DONE.contains(w));
    let unit = (0..words.len()).find_map(|at| {
        let one = || symbol(words[at]).filter(|_| done(at + 1));
        let two = || compound(words[at], words.get(at + 1)?).filter(|unit| unit.ends_with("Wh") && done(at + 2));
        one().or_else(two)
    });
    unit.map(|unit| Measured::Amount { unit, daily: false })
}

/// What stands in brackets.
fn bracketed(lower: &str) -> impl Iterator<Item = &str> {
    lower.split('(').skip(1).filter_map(|rest| rest.split(')').next())
}

/// Brackets that hold a measure and nothing but how it is counted: `in thousands of MWh`, `MMcf per day`, `Bbls/d`.
fn amount(inner: &str) -> Option<Measured> {
    const BESIDE: [&str; 23] = [
        "in",
        "s",
        "of",
        "thousands",
        "thousand",
        "millions",
        "million",
        "billions",
        "billion",
        "000",
        "000s",
        "000's",
        "per",
        "day",
        "d",
        "a",
        "short",
        "metric",
        "net",
        "equivalent",
        "dry",
        "sold",
        "produced",
    ];
    let daily = inner.contains("per day") || inner.contains("a day") || inner.contains("/d");
    // "MMcfd", "bopd": the day is a letter of the symbol
    let strip = |word: &str| -> Option<(&'static str, bool)> {
        plural(word).map(|unit| (unit, daily)).or_else(|| word.strip_suffix('d').and_then(symbol).map(|unit| (unit, true)))
    };
    let mut found = None;
    for word in words(inner) {
        let time = TIMES.iter().find(|time| **time == word).map(|time| (*time, false));
        match strip(word).or(time) {
            Some(unit) if found.is_none() => found = Some(unit),
            _ if BESIDE.contains(&word) => {}
            _ => return None,
        }
    }
    found.map(|(unit, daily)| Measured::Amount { unit, daily })
}

/// Lengths of time, in brackets or in `Days sales outstanding`.
const TIMES: [&str; 5] = ["days", "months", "years", "hours", "weeks"];

/// A label that begins with what it counts and says what was done with it, or ends with it: `Tons shipped`, `Available seat miles (millions)`.
fn named(lower: &str) -> Option<Measured> {
    const DONE: [&str; 23] = [
        "consumed",
        "sold",
        "shipped",
        "produced",
        "mined",
        "hauled",
        "delivered",
        "processed",
        "poured",
        "refined",
        "operated",
        "owned",
        "flown",
        "driven",
        "milled",
        "treated",
        "crushed",
        "moved",
        "recovered",
        "loaded",
        "marketed",
        "distributed",
        "transported",
    ];
    const MONEY: [&str; 7] = ["cost", "price", "income", "expense", "proceeds", "sale of", "per "];
    let amount = |unit| Some(Measured::Amount { unit, daily: lower.contains("per day") });
    const WHEN: [&str; 4] = [" in the period", " during the period", " in period", " for the period"];
    let label = lower.split(['(', '–', '—', ':']).next().unwrap_or(lower).trim_end();
    let label = WHEN.iter().find_map(|when| label.strip_suffix(when)).unwrap_or(label);
    let words: Vec<&str> = words(label).skip_while(|w| matches!(*w, "total" | "net" | "average" | "short")).collect();
    let (first, second) = (words.first()?, words.get(1));
    if label.starts_with("member months") {
        return amount("member-months");
    }
    if label.contains("length of stay") {
        return amount("days");
    }
    // how far a carrier takes what it carries
    if ["length of haul", "length of passenger haul", "stage length"].iter().any(|w| label.contains(w)) {
        return amount("miles");
    }
    const OF_DAYS: [&str; 9] = ["sales", "in", "of", "payable", "inventory", "supply", "revenue", "revenues", "cash"];
    if *first == "days" && second.is_some_and(|w| OF_DAYS.contains(w)) {
        return amount("days");
    }
    if let Some(time) = TIMES.iter().find(|time| *time == first).filter(|_| second == Some(&"worked")) {
        return amount(time);
    }
    // "Silver ounces produced"
    if let [.., last_but_one, last] = words[..]
        && let Some(unit) = plural(last_but_one).filter(|_| DONE.contains(&last) && words.len() <= 5 && !has_any(label, &MONEY))
    {
        return amount(unit);
    }
    let in_terms = || words.get(2).is_some_and(|third| *second.unwrap_or(&"") == "per" && any_number(third).is_some());
    if let Some(unit) = plural(first).filter(|_| second.is_none_or(|w| DONE.contains(w) || *w == "of" || *w == "per") && !in_terms()) {
        return amount(unit);
    }
    let time = |word: &&str| TIMES[..].iter().find(|time| matches!(**time, "days" | "hours" | "weeks") && *time == word).copied();
    let of_two = || words.last_chunk().and_then(|[first, second]| compound(first, second));
    let last = words.last().and_then(|w| of_two().or_else(|| plural(w)).or_else(|| time(w)));
    // "Total voyage days for fleet"
    let of_whom = || words.iter().position(|w| *w == "for").filter(|at| *at > 0).and_then(|at| time(&words[at - 1]));
    // two words that make one measure are plain at the end of more: "Scheduled service available seat miles"
    let most = if of_two().is_some() { usize::MAX } else { 4 };
    last.or_else(of_whom).filter(|_| words.len() <= most && !has_any(label, &MONEY)).and_then(amount)
}

#[cfg(test)]
mod tests;
