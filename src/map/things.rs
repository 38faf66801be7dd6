//! Things that tables count: stores, customers, homes. What a label, a heading or a column's header says of them.

mod gained;
mod nouns;

use nouns::{EVENTS, NOUNS};

use crate::text::{Searched, has_any};

/// Whether words name something for each of some thing but a share: `per Bbl`, `Per Mcfe data`, `per available room`, `Margin $/Store week`.
pub(super) fn per_thing(lower: &str) -> bool {
    const EACH: &str = "bbl barrel mcf mcfe boe mmbtu dth gallon ton tonne pound ounce kwh mwh mile asm rpm rasm casm \
        passenger room day hour customer subscriber user member square home restaurant store transaction patient load tractor \
        visit admission membership employee";
    let words = words(lower);
    let each = |at: usize| words[at + 1..].iter().take(3).any(|w| EACH.split_whitespace().any(|each| each == *w));
    words.iter().enumerate().any(|(at, word)| *word == "per" && each(at))
        || lower.contains("$/")
        || words.iter().any(|w| matches!(*w, "revpar" | "adr" | "arpu" | "casm" | "rasm" | "dayrate" | "dayrates"))
        || words.windows(2).any(|pair| matches!(pair, ["daily" | "room" | "day", "rate" | "rates"]))
}

/// Words beside a noun that make money of it: `Due from customers`, `Revenue per user`.
const MONEY: [&str; 27] = [
    "revenue",
    "revenues",
    "sales",
    "cost",
    "costs",
    "expense",
    "expenses",
    "income",
    "profit",
    "deposits",
    "receivable",
    "payable",
    "advances",
    "due",
    "from",
    "to",
    "for",
    "per",
    "by",
    "on",
    "value",
    "amount",
    "owed",
    "rate",
    "equity",
    "interest",
    "capital",
];

/// What a column counts by its header: `Homes`, `Number of Stores`, `Total customers`.
pub(super) fn of_header(header: &str) -> Option<&'static str> {
    let lower = header.to_lowercase();
    if lower.contains("square feet") {
        return Some("sqft");
    }
    let mut words = words(&lower);
    while words.len() > 1 && words.last().is_some_and(|w| FLOWS.contains(w)) {
        words.pop();
    }
    let short = words.len() <= 2 || words.starts_with(&["number", "of"]) && words.len() <= 5;
    last_noun(&words).filter(|_| short)
}

/// What a title says that a whole table counts: `Homes in inventory (number of homes)`, `Store count`.
///
/// What the title comes down to is counted where one of the lines below, their total, says so, too: `Total retail stores` under `Retail stores:`.
pub(super) fn of_title<'l>(title: &str, mut labels: impl Iterator<Item = &'l str>) -> Option<&'static str> {
    let lower = title.to_lowercase();
    let after = lower.split("number of ").nth(1);
    let first = |after: &str| after.split(|c: char| !c.is_alphanumeric()).next().and_then(noun);
    let counted = after.and_then(|after| first(after).or_else(|| of_label(after).filter(|_| lower.starts_with("number of "))));
    let named = || lower.contains("store count").then_some("stores").or_else(|| lower.contains("headcount").then_some("employees"));
    let listed = || of_label(title).filter(|things| labels.any(|label| of_label(label) == Some(*things)));
    counted.or_else(named).or_else(listed)
}

/// What a line of key figures counts: the noun that its label comes down to, `Customers with revenue greater than $1 million`,
/// `Monthly active users (in thousands)`, `Homes closed`.
pub(super) fn of_label(label: &str) -> Option<&'static str> {
    let lower = label.to_lowercase();
    if let Some(things) = apposed(&lower) {
        return Some(things);
    }
    let core = lower.split(['(', ',', ':', '—', '–', '>', '<', '≥']).next().unwrap_or("").trim();
    let searched = Searched::of(core);
    let cuts = [" with ", " at ", " in ", " as of ", " under ", " for "];
    let core = cuts.iter().filter(|cut| searched.may_have(cut)).fold(core, |core, cut| core.split(cut).next().unwrap_or(core));
    let mut words = words(core);
    while words.last().is_some_and(|w| {
        FLOWS.contains(w)
            || matches!(
                *w,
                "open"
                    | "count"
                    | "served"
                    | "passed"
                    | "owned"
                    | "managed"
                    | "leased"
                    | "controlled"
                    | "or"
                    | "filled"
                    | "performed"
                    | "employed"
                    | "deployed"
                    | "installed"
                    | "held"
                    | "written"
            )
    }) {
        words.pop();
    }
    let counted = || core.ends_with(" count").then(|| words.last().and_then(|word| of_one(word))).flatten();
    last_noun(&words).or_else(counted).or_else(|| gained::named(&words, core))
}

/// What is counted of what is ordered, behind a comma: `Backlog at end of period, homes`.
fn apposed(lower: &str) -> Option<&'static str> {
    let (ordered, things) = lower.split_once(", ")?;
    let counts = has_any(ordered, &["backlog", "orders", "deliveries", "closings", "contracts"]);
    noun(crate::table::bare(things)).filter(|_| counts)
}

/// The things of which a word names one: "Community count".
fn of_one(word: &str) -> Option<&'static str> {
    let plural = |noun: &&str| {
        noun.strip_suffix('s') == Some(word) || noun.strip_suffix("ies").is_some_and(|stem| word.strip_suffix('y') == Some(stem))
    };
    NOUNS.into_iter().find(plural)
}

/// Whether a label names money: a line under `Customers` that counts none.
pub(super) fn speaks_of_money(lower: &str) -> bool {
    words(lower).iter().any(|w| MONEY.contains(w) && !matches!(*w, "to" | "for" | "by" | "on" | "from"))
}

/// What is done with things in the course of time.
const FLOWS: [&str; 28] = [
    "mined",
    "produced",
    "flown",
    "new",
    "adds",
    "activations",
    "deactivations",
    "disconnects",
    "rebranded",
    "closings",
    "openings",
    "closures",
    "conversions",
    "consummated",
    "carried",
    "consumed",
    "closed",
    "sold",
    "delivered",
    "opened",
    "added",
    "additions",
    "ordered",
    "shipped",
    "acquired",
    "completed",
    "started",
    "relocated",
];

/// Whether a label counts what happened and not what there is: `Homes closed`, `Stores opened`.
pub(super) fn is_flow(counted: &str, label: &str) -> bool {
    let lower = label.to_lowercase();
    // units are sold in the course of time; those that bring revenue are there
    if lower.contains("generating") {
        return false;
    }
    if matches!(counted, "units" | "miles" | "passengers" | "days" | "months") || EVENTS.contains(&counted) {
        return true;
    }
    lower.split(|c: char| !c.is_alphanumeric()).any(|w| FLOWS.contains(&w))
}

fn words(lower: &str) -> Vec<&str> {
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect()
}

fn noun(word: &str) -> Option<&'static str> {
    if matches!(word, "maus" | "daus" | "mau" | "dau") {
        return Some("users");
    }
    if matches!(word, "bitcoins" | "btc") {
        return Some("bitcoin");
    }
    thing(word)
}

/// The thing or event that a word is, as it stands.
fn thing(word: &str) -> Option<&'static str> {
    NOUNS.into_iter().chain(EVENTS).find(|noun| *noun == word)
}

fn last_noun(words: &[&str]) -> Option<&'static str> {
    let (last, before) = words.split_last()?;
    // "revenue passenger miles" are no revenue, nor are "revenue generating units"
    let carried = |w: &str| w == "revenue" && (matches!(*last, "miles" | "passengers") || before.contains(&"generating"));
    noun(last).filter(|_| !before.iter().any(|w| MONEY.contains(w) && !carried(w)))
}

/// Words of a label and the unit of what they count.
const THINGS: [(&str, &str); 32] = [
    ("orders opened", "orders"),
    ("orders closed", "orders"),
    ("access lines", "lines"),
    ("stores in operation", "stores"),
    ("clubs in operation", "clubs"),
    ("restaurants in operation", "restaurants"),
    ("hotels", "hotels"),
    ("headcount", "employees"),
    ("number of employees", "employees"),
    ("full-time equivalent", "employees"),
    ("fte", "employees"),
    ("total employees", "employees"),
    ("number of stores", "stores"),
    ("stores open", "stores"),
    ("store count", "stores"),
    ("number of branches", "branches"),
    ("number of restaurants", "restaurants"),
    ("number of customers", "customers"),
    ("number of subscribers", "subscribers"),
    ("number of offices", "offices"),
    ("number of units", "units"),
    ("units sold", "units"),
    ("backlog units", "units"),
    ("units in backlog", "units"),
    ("square feet", "sqft"),
    ("square footage", "sqft"),
    ("degree days", "degree-days"),
    ("patient days", "days"),
    ("resident days", "days"),
    ("member months", "months"),
    ("membership", "members"),
    ("enrollment", "members"),
];

/// What a label counts by the words that it names it with.
pub(super) fn named(lower: &str) -> Option<&'static str> {
    let searched = Searched::of(lower);
    THINGS
        .iter()
        .filter(|(name, _)| searched.has(name))
        // "Net interest income (FTE)" is that of a fully taxable equivalent
        .filter(|(name, _)| !matches!(*name, "fte" | "access lines") || !speaks_of_money(lower))
        .find(|(name, _)| {
            lower
                .split(|c: char| !c.is_alphanumeric() && c != '-' && c != ' ')
                .any(|part| part.contains(name) && (name.len() > 3 || part.split(' ').any(|w| w == *name)))
        })
        .map(|(_, unit)| *unit)
        .or_else(|| held(lower))
        .or_else(|| by_count(lower))
        .or_else(|| bracketed_units(lower))
        .or_else(|| happened(lower))
}

/// Whether what a label counts comes in whole numbers: tenths of it show that it is told in thousands as the money beside it is.
pub(super) fn tells_whole_things(lower: &str) -> bool {
    !has_any(lower, &["average", " per ", "ratio", "equivalent"])
}

/// `NEW ORDERS (UNITS)`: what the rows under a heading count.
pub(super) fn bracketed_units(heading: &str) -> Option<&'static str> {
    let lower = heading.to_lowercase();
    let says = |words: &[&str]| has_any(&lower, words);
    says(&["(units", "(in units", "(homes", "(number of units", "(# of units"]).then_some("units")
}

/// The same, and a heading that is nothing else: `Units:`.
pub(super) fn heads_units(heading: &str) -> Option<&'static str> {
    let bare = heading.trim().trim_end_matches(':').trim_end();
    bracketed_units(heading).or_else(|| bare.eq_ignore_ascii_case("units").then_some("units"))
}

/// Vehicles, people and loads that a line counts even in a statement, by what it says of them: `Company-operated trucks`, `Average tractors
/// in service`, `LTL shipments`.
pub(super) fn in_use(lower: &str) -> Option<&'static str> {
    const USED: [&str; 10] = ["average", "operated", "operator", "operators", "leased", "seated", "service", "number", "ltl", "tl"];
    const PRESENT: [&str; 7] = ["active", "new", "paying", "paid", "monthly", "daily", "registered"];
    const PEOPLE: [&str; 8] = ["customers", "subscribers", "users", "members", "buyers", "sellers", "merchants", "patients"];
    const COUNTED: [&str; 7] = ["trucks", "tractors", "trailers", "vehicles", "employees", "shipments", "loads"];
    let beside = |list: &[&str]| words(lower).iter().any(|w| list.contains(w));
    let used = of_label(lower).filter(|noun| COUNTED.contains(noun) && beside(&USED) || PEOPLE.contains(noun) && beside(&PRESENT));
    used.or_else(|| gained::bare(lower))
}

/// What a line counts at a day even in a statement of income: `Supermarkets at end of period`, `Convenience stores open at year-end`.
pub(super) fn there_at_a_day(lower: &str) -> Option<&'static str> {
    of_label(lower).filter(|_| says_day(lower))
}

/// Whether a label says that it tells what there is at a day.
pub(super) fn says_day(lower: &str) -> bool {
    const DAYS: [&str; 6] = [" end of", "at period", "at year", "at quarter", "open at", "in operation"];
    lower.starts_with("end of") || has_any(lower, &DAYS)
}

/// Whether words are nothing but things, or all of them: `Hotels`, `Total properties`.
pub(super) fn is_bare(lower: &str) -> bool {
    let mut words = words(lower).into_iter().filter(|w| *w != "total").peekable();
    words.peek().is_some() && words.all(|w| thing(w).is_some())
}

/// What is counted by its singular: `Restaurant count at September 26, 2023`.
fn by_count(lower: &str) -> Option<&'static str> {
    let words = words(lower);
    let at = words.iter().take(3).position(|word| *word == "count")?;
    of_one(words.get(at.checked_sub(1)?)?)
}

/// What was done with things: `Stores closed`, `New restaurants opened during the period`.
fn happened(lower: &str) -> Option<&'static str> {
    let words = words(lower);
    let at = words.windows(2).take(2).position(|pair| thing(pair[0]).is_some() && FLOWS.contains(&pair[1]))?;
    thing(words[at]).filter(|_| !words.iter().any(|w| MONEY.contains(w) && !matches!(*w, "from" | "for")))
}

/// What a company has at a day, where a label names nothing else: `Customers at period end (thousands)`, `Total subscribers`.
fn held(lower: &str) -> Option<&'static str> {
    const BESIDE: [&str; 26] = [
        "total",
        "at",
        "end",
        "of",
        "period",
        "year",
        "quarter",
        "the",
        "in",
        "thousands",
        "millions",
        "000s",
        "000's",
        "ending",
        "beginning",
        "open",
        "opened",
        "operation",
        "operated",
        "operating",
        "served",
        "and",
        "active",
        "retail",
        "number",
        "company-owned",
    ];
    let mut found = None;
    for word in lower.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '-').filter(|w| !w.is_empty()) {
        match thing(word) {
            Some(noun) if found.is_none() => found = Some(noun),
            _ if BESIDE.contains(&word) => {}
            _ => return None,
        }
    }
    found
}

#[cfg(test)]
mod tests;
