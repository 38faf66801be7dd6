//! Things that tables count: stores, customers, homes. What a label, a heading or a column's header says of them.

/// Whether words name something for each of some thing but a share: `per Bbl`, `Per Mcfe data`, `per available room`.
pub(super) fn per_thing(lower: &str) -> bool {
    const EACH: &str = "bbl barrel mcf mcfe boe mmbtu dth gallon ton tonne pound ounce kwh mwh mile asm rpm rasm casm \
        passenger room day hour customer subscriber user member square home restaurant store transaction patient load tractor \
        visit admission membership employee";
    let words = words(lower);
    let each = |at: usize| words[at + 1..].iter().take(3).any(|w| EACH.split_whitespace().any(|each| each == *w));
    words.iter().enumerate().any(|(at, word)| *word == "per" && each(at))
        || words.iter().any(|w| matches!(*w, "revpar" | "arpu" | "casm" | "rasm"))
}

/// Things by the noun that a header or label ends with.
const NOUNS: [&str; 33] = [
    "miles",
    "passengers",
    "stores",
    "restaurants",
    "homes",
    "communities",
    "units",
    "customers",
    "subscribers",
    "users",
    "members",
    "employees",
    "locations",
    "branches",
    "hotels",
    "rooms",
    "patients",
    "students",
    "wells",
    "rigs",
    "vehicles",
    "tractors",
    "trailers",
    "aircraft",
    "clinics",
    "clubs",
    "theatres",
    "screens",
    "merchants",
    "buyers",
    "sellers",
    "advertisers",
    "subscriptions",
];

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
    let words = words(&lower);
    let short = words.len() <= 2 || words.starts_with(&["number", "of"]) && words.len() <= 5;
    last_noun(&words).filter(|_| short)
}

/// What a title says that a whole table counts: `Homes in inventory (number of homes)`, `Store count`.
pub(super) fn of_title(title: &str) -> Option<&'static str> {
    let lower = title.to_lowercase();
    let after = lower.split("number of ").nth(1);
    let counted = after.and_then(|after| after.split(|c: char| !c.is_alphanumeric()).next().and_then(noun));
    counted.or_else(|| lower.contains("store count").then_some("stores")).or_else(|| lower.contains("headcount").then_some("employees"))
}

/// What a line of key figures counts: the noun that its label comes down to, `Customers with revenue greater than $1 million`,
/// `Monthly active users (in thousands)`, `Homes closed`.
pub(super) fn of_label(label: &str) -> Option<&'static str> {
    let lower = label.to_lowercase();
    let core = lower.split(['(', ',', ':', '—', '–', '>', '<', '≥']).next().unwrap_or("").trim();
    let core = [" with ", " at ", " in ", " as of "].iter().fold(core, |core, cut| core.split(cut).next().unwrap_or(core));
    let mut words = words(core);
    while words.last().is_some_and(|w| FLOWS.contains(w) || matches!(*w, "open" | "count" | "served")) {
        words.pop();
    }
    last_noun(&words)
}

/// Whether a label names money: a line under `Customers` that counts none.
pub(super) fn speaks_of_money(lower: &str) -> bool {
    words(lower).iter().any(|w| MONEY.contains(w) && !matches!(*w, "to" | "for" | "by" | "on" | "from"))
}

/// What is done with things in the course of time.
const FLOWS: [&str; 14] = [
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
    if matches!(counted, "units" | "miles" | "passengers") {
        return true;
    }
    label.to_lowercase().split(|c: char| !c.is_alphanumeric()).any(|w| FLOWS.contains(&w))
}

fn words(lower: &str) -> Vec<&str> {
    lower.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).collect()
}

fn noun(word: &str) -> Option<&'static str> {
    if matches!(word, "maus" | "daus" | "mau" | "dau") {
        return Some("users");
    }
    NOUNS.into_iter().find(|noun| *noun == word)
}

fn last_noun(words: &[&str]) -> Option<&'static str> {
    let (last, before) = words.split_last()?;
    // "revenue passenger miles" are no revenue
    let carried = |w: &str| w == "revenue" && matches!(*last, "miles" | "passengers");
    noun(last).filter(|_| !before.iter().any(|w| MONEY.contains(w) && !carried(w)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_count_things() {
        for (header, counted) in [
            ("Homes", Some("homes")),
            ("Number of Stores", Some("stores")),
            ("Retail Square Feet (a)", Some("sqft")),
            ("Value", None),
            ("Revenue from customers", None),
            ("Due from customers", None),
        ] {
            assert_eq!(of_header(header), counted, "{header}");
        }
    }

    #[test]
    fn labels_count_what_they_come_down_to() {
        for (label, counted) in [
            ("Customers with trailing 12-month product revenue greater than $1 million", Some("customers")),
            ("Forbes Global 2000 customers", Some("customers")),
            ("Monthly active users (in thousands)", Some("users")),
            ("Homes closed", Some("homes")),
            ("Stores open at end of period", Some("stores")),
            ("Revenue per user", None),
            ("Deposits from customers", None),
            ("Average revenue per paid members", None),
            ("Net sales", None),
        ] {
            assert_eq!(of_label(label), counted, "{label}");
        }
        assert!(is_flow("homes", "Homes closed") && !is_flow("stores", "Stores at end of period"));
    }

    #[test]
    fn prices() {
        assert!(per_thing("oil (per bbl)") && per_thing("average revenue per available room") && !per_thing("earnings per share"));
    }

    #[test]
    fn titles_count_for_whole_tables() {
        assert_eq!(of_title("Homes in Inventory (number of homes)"), Some("homes"));
        assert_eq!(of_title("Store Count"), Some("stores"));
        assert_eq!(of_title("Number of shares outstanding"), None);
    }
}
