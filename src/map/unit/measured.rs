//! Measures of volume, weight, distance and energy that labels name: `Natural gas (MMcf)`, `Oil (per Bbl)`, `Tons shipped`.

use crate::figure::Currency;
use crate::report::{Measure, Unit};
use crate::table::Scale;

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
    /// than money. Prices are never scaled.
    pub(crate) fn power(self, row: Option<&Scale>, others: Option<i8>) -> i8 {
        match self {
            Self::Price(_) => 0,
            Self::Amount { .. } => row.and_then(|s| s.others.or(s.money)).map(|p| p as i8).or(others).unwrap_or(0),
        }
    }

    /// What a label, heading or title says in brackets, or with the word that it begins with or that follows "per".
    pub(super) fn of(words: &str) -> Option<Self> {
        let lower = words.to_lowercase();
        let price = lower.match_indices("per ").map(|(at, word)| &lower[at + word.len()..]).find_map(first_measure);
        if let Some(unit) = price.or_else(|| slashed_price(&lower)) {
            return Some(Self::Price(unit));
        }
        bracketed(&lower).find_map(amount).or_else(|| begun(&lower))
    }

    /// The same, said in brackets alone: a title says more than its measure.
    pub(super) fn in_brackets(words: &str) -> Option<Self> {
        let lower = words.to_lowercase();
        bracketed(&lower).find_map(amount)
    }
}

/// Spellings that stand for nothing else, with the name of the measure.
const SYMBOLS: [(&str, &str); 39] = [
    ("mcf", "mcf"),
    ("mmcf", "mmcf"),
    ("bcf", "bcf"),
    ("mcfe", "mcfe"),
    ("mmcfe", "mmcfe"),
    ("bcfe", "bcfe"),
    ("bbl", "barrels"),
    ("bbls", "barrels"),
    ("mbbl", "mbbl"),
    ("mbbls", "mbbl"),
    ("mmbbl", "mmbbl"),
    ("mmbbls", "mmbbl"),
    ("boe", "boe"),
    ("mboe", "mboe"),
    ("mmboe", "mmboe"),
    ("btu", "btu"),
    ("mmbtu", "mmbtu"),
    ("dth", "dth"),
    ("mdth", "mdth"),
    ("mmdth", "mmdth"),
    ("dekatherms", "dth"),
    ("therms", "therms"),
    ("therm", "therms"),
    ("kwh", "kWh"),
    ("kwhs", "kWh"),
    ("kilowatt-hours", "kWh"),
    ("kilowatt-hour", "kWh"),
    ("mwh", "MWh"),
    ("mwhs", "MWh"),
    ("megawatt-hours", "MWh"),
    ("megawatt-hour", "MWh"),
    ("gwh", "GWh"),
    ("gwhs", "GWh"),
    ("mw", "MW"),
    ("megawatts", "MW"),
    ("mbf", "mbf"),
    ("mmbf", "mmbf"),
    ("oz", "ounces"),
    ("ozs", "ounces"),
];

/// Words of the language, in both numbers, with the name of the measure.
const WORDS: [(&str, &str, &str); 10] = [
    ("ton-mile", "ton-miles", "ton-miles"),
    ("ton", "tons", "tons"),
    ("tonne", "tonnes", "tonnes"),
    ("ounce", "ounces", "ounces"),
    ("pound", "pounds", "pounds"),
    ("gallon", "gallons", "gallons"),
    ("barrel", "barrels", "barrels"),
    ("mile", "miles", "miles"),
    ("acre", "acres", "acres"),
    ("bushel", "bushels", "bushels"),
];

fn symbol(word: &str) -> Option<&'static str> {
    SYMBOLS.iter().find(|(name, _)| *name == word).map(|(_, unit)| *unit)
}

fn plural(word: &str) -> Option<&'static str> {
    symbol(word).or_else(|| WORDS.iter().find(|(_, many, _)| *many == word).map(|(_, _, unit)| *unit))
}

fn any_number(word: &str) -> Option<&'static str> {
    plural(word).or_else(|| WORDS.iter().find(|(one, _, _)| *one == word).map(|(_, _, unit)| *unit))
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric() && !matches!(c, '-' | '\'' | '’')).filter(|w| !w.is_empty())
}

/// The measure that follows "per", where an adjective may stand before it: `per short ton`, `per equivalent Mcf`.
fn first_measure(after: &str) -> Option<&'static str> {
    const ADJECTIVES: [&str; 8] = ["short", "metric", "net", "equivalent", "dry", "long", "oil", "gas"];
    let mut words = words(after).skip_while(|w| ADJECTIVES.contains(w));
    any_number(words.next()?)
}

/// `$/Bbl`, `($/ton)`.
fn slashed_price(lower: &str) -> Option<&'static str> {
    lower.match_indices("$/").find_map(|(at, mark)| any_number(words(&lower[at + mark.len()..]).next()?))
}

/// What stands in brackets.
fn bracketed(lower: &str) -> impl Iterator<Item = &str> {
    lower.split('(').skip(1).filter_map(|rest| rest.split(')').next())
}

/// Brackets that hold a measure and nothing but how it is counted: `in thousands of MWh`, `MMcf per day`, `Bbls/d`.
fn amount(inner: &str) -> Option<Measured> {
    const BESIDE: [&str; 22] = [
        "in",
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
        match strip(word) {
            Some(unit) if found.is_none() => found = Some(unit),
            _ if BESIDE.contains(&word) => {}
            _ => return None,
        }
    }
    found.map(|(unit, daily)| Measured::Amount { unit, daily })
}

/// A label that begins with what it counts and says what was done with it: `Tons shipped`, `Total gallons sold`.
fn begun(lower: &str) -> Option<Measured> {
    const DONE: [&str; 16] = [
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
        "of",
        "per",
        "in",
    ];
    let mut words = words(lower).skip_while(|w| matches!(*w, "total" | "net" | "average" | "short"));
    let unit = words.next().and_then(plural)?;
    words.next().is_none_or(|next| DONE.contains(&next)).then(|| Measured::Amount { unit, daily: lower.contains("per day") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_name_measures() {
        let amount = |unit, daily| Some(Measured::Amount { unit, daily });
        for (label, expected) in [
            ("Natural gas (MMcf)", amount("mmcf", false)),
            ("Natural gas (MMcf/d)", amount("mmcf", true)),
            ("Gas (MMcf per day)", amount("mmcf", true)),
            ("Oil (MBbls)", amount("mbbl", false)),
            ("Electric sales (thousands of MWh)", amount("MWh", false)),
            ("Tons shipped (in thousands)", amount("tons", false)),
            ("Oil (per Bbl)", Some(Measured::Price("barrels"))),
            ("Average price per short ton", Some(Measured::Price("tons"))),
            ("Realized price ($/Mcf)", Some(Measured::Price("mcf"))),
            ("Revenues (in thousands)", None),
            ("Net income per share", None),
            ("Pound sterling notes", None),
            ("Miles City branch", None),
            ("Tons", amount("tons", false)),
        ] {
            assert_eq!(Measured::of(label), expected, "{label}");
        }
        assert_eq!(Measured::in_brackets("Electric Sales (GWh)"), amount("GWh", false));
        assert_eq!(Measured::in_brackets("Tons by region"), None);
    }
}
