//! The currency that words put on amounts, with or without a scale: `(Expressed in Canadian dollars)`, `in thousands of CAD`.

use crate::figure::Currency;

/// Names that stand for a currency wherever they are printed, in lower case.
const NAMES: [(&str, &str); 40] = [
    ("canadian dollars", "CAD"),
    ("canadian dollar", "CAD"),
    ("canadian $", "CAD"),
    ("canadian funds", "CAD"),
    ("cdn dollars", "CAD"),
    ("cdn. dollars", "CAD"),
    ("cdn$", "CAD"),
    ("cdn $", "CAD"),
    ("cad$", "CAD"),
    ("c$", "CAD"),
    ("australian dollars", "AUD"),
    ("australian dollar", "AUD"),
    ("hong kong dollars", "HKD"),
    ("hong kong dollar", "HKD"),
    ("hk$", "HKD"),
    ("new zealand dollars", "NZD"),
    ("singapore dollars", "SGD"),
    ("new taiwan dollars", "TWD"),
    ("nt$", "TWD"),
    ("u.s. dollars", "USD"),
    ("u.s. dollar", "USD"),
    ("us dollars", "USD"),
    ("us dollar", "USD"),
    ("united states dollars", "USD"),
    ("united states dollar", "USD"),
    ("us$", "USD"),
    ("u.s.$", "USD"),
    ("euros", "EUR"),
    ("euro", "EUR"),
    ("€", "EUR"),
    ("pounds sterling", "GBP"),
    ("£", "GBP"),
    ("renminbi", "CNY"),
    ("rmb", "CNY"),
    ("yen", "JPY"),
    ("¥", "JPY"),
    ("swiss francs", "CHF"),
    ("new israeli shekels", "ILS"),
    ("mexican pesos", "MXN"),
    ("indian rupees", "INR"),
];

/// Letters that stand for a currency where a remark on amounts wants one, and for other things elsewhere.
const CODES: [(&str, &str); 11] = [
    ("cad", "CAD"),
    ("cdn", "CAD"),
    ("aud", "AUD"),
    ("usd", "USD"),
    ("eur", "EUR"),
    ("gbp", "GBP"),
    ("cny", "CNY"),
    ("hkd", "HKD"),
    ("chf", "CHF"),
    ("nis", "ILS"),
    ("ils", "ILS"),
];

/// Words before "in" that say how amounts are printed: "expressed in", "all amounts are in".
const PRINTED: [&str; 16] = [
    "expressed",
    "stated",
    "reported",
    "presented",
    "shown",
    "prepared",
    "quoted",
    "given",
    "amounts",
    "figures",
    "information",
    "data",
    "dollars",
    "are",
    "is",
    "unaudited",
];

/// Words between "all" and the currency of all amounts.
const OF_ALL: [&str; 52] = [
    "all",
    "amounts",
    "amount",
    "figures",
    "dollar",
    "dollars",
    "financial",
    "monetary",
    "currency",
    "results",
    "information",
    "references",
    "data",
    "values",
    "tabular",
    "to",
    "of",
    "the",
    "in",
    "this",
    "these",
    "news",
    "press",
    "release",
    "report",
    "herein",
    "contained",
    "included",
    "presented",
    "company",
    "company's",
    "company’s",
    "statements",
    "tables",
    "and",
    "are",
    "is",
    "expressed",
    "stated",
    "reported",
    "shown",
    "unless",
    "otherwise",
    "noted",
    "indicated",
    "specified",
    "except",
    "where",
    "as",
    "per",
    "share",
    "thousands",
];

/// A currency named in words, and where.
struct Named {
    currency: Currency,
    start: usize,
    end: usize,
}

/// The first currency that a caption in lower case names.
pub(super) fn named(lower: &str) -> Option<Currency> {
    let by_code = codes(lower).find(|named| is_of_amounts(lower, named));
    names(lower).min_by_key(|named| named.start).into_iter().chain(by_code).min_by_key(|named| named.start).map(|named| named.currency)
}

/// The currency that a title, a caption or a header says amounts are in, whatever it says of their scale.
pub(super) fn stated(text: &str) -> Option<Currency> {
    let lower = text.to_lowercase();
    let stated = |named: &Named| is_of_amounts(&lower, named);
    let alone = |named: &Named| is_all_in_brackets(&lower, named);
    let by_name = names(&lower).filter(|named| stated(named) || alone(named)).min_by_key(|named| named.start);
    by_name.or_else(|| codes(&lower).find(stated)).map(|named| named.currency)
}

/// Whether words in brackets say in which currency amounts are: `(Expressed in Canadian dollars)`.
pub(crate) fn is_remark(text: &str) -> bool {
    let text = text.trim();
    text.len() < 160 && text.starts_with('(') && text.ends_with(')') && stated(text).is_some()
}

/// The currency that a sentence says all amounts are in: `All dollar amounts are in Canadian dollars unless otherwise noted.`
pub(crate) fn of_all_amounts(text: &str) -> Option<Currency> {
    let all = |word: &str| ["all", "unless"].iter().any(|all| word.trim_matches(|c: char| !c.is_alphabetic()).eq_ignore_ascii_case(all));
    if !text.split_ascii_whitespace().any(all) {
        return None;
    }
    let lower = text.to_lowercase();
    // a long text that names no currency is told faster by each name than by each of its words
    if !NAMES.iter().chain(&CODES).any(|(name, _)| lower.contains(name)) {
        return None;
    }
    let mut said = names(&lower).chain(codes(&lower)).filter(|named| is_of_amounts(&lower, named) && is_of_all(&lower[..named.start]));
    let first = said.next()?.currency;
    said.all(|named| named.currency == first).then_some(first)
}

/// Whether the words before a currency reach back to "all amounts" or "unless otherwise noted, amounts" with nothing else between.
fn is_of_all(before: &str) -> bool {
    let words = before.rsplit(|c: char| c.is_whitespace() || matches!(c, ',' | '(' | ')' | '"' | '“' | '”')).filter(|w| !w.is_empty());
    let (mut all, mut amounts) = (false, false);
    for word in words.take_while(|word| OF_ALL.contains(word)) {
        all |= matches!(word, "all" | "unless");
        amounts |= matches!(word, "amounts" | "figures" | "dollar" | "dollars" | "currency" | "results" | "values" | "information");
    }
    all && amounts
}

/// Whether the words around a currency put it on amounts: `expressed in euros`, `(in CAD)`, `thousands of CAD`, `(NIS in thousands)`.
fn is_of_amounts(lower: &str, named: &Named) -> bool {
    let before = lower[..named.start].trim_end();
    let opens = |before: &str| before.is_empty() || before.ends_with(['(', ',', ';', ':', '-', '–', '—']);
    let said = |before: &str| opens(before) || PRINTED.contains(&last_word(before));
    let of_scale = |before: &str| matches!(last_word(before), "thousands" | "millions" | "billions");
    match last_word(before) {
        "in" => said(before[..before.len() - "in".len()].trim_end()),
        "of" => of_scale(before[..before.len() - "of".len()].trim_end()),
        _ => {
            opens(before)
                && ["in thousands", "in millions", "thousands", "millions"].iter().any(|w| lower[named.end..].trim_start().starts_with(w))
        }
    }
}

/// Whether a currency is all that stands between brackets or a bracket and a comma: `(Canadian dollars, unaudited)`.
fn is_all_in_brackets(lower: &str, named: &Named) -> bool {
    lower[..named.start].trim_end().ends_with('(') && lower[named.end..].trim_start().starts_with([')', ',', ';'])
}

fn last_word(text: &str) -> &str {
    text.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).next().unwrap_or("")
}

fn names(lower: &str) -> impl Iterator<Item = Named> + '_ {
    whole(lower, &NAMES)
}

fn codes(lower: &str) -> impl Iterator<Item = Named> + '_ {
    whole(lower, &CODES)
}

/// Where names stand as whole words: a name is looked for where a word begins, and not in all that is said.
fn whole<'a>(lower: &'a str, names: &'static [(&'static str, &'static str)]) -> impl Iterator<Item = Named> + 'a {
    let is_letter = |c: char| c.is_alphanumeric();
    let begins = move |&(at, c): &(usize, char)| !is_letter(c) || !lower[..at].ends_with(is_letter);
    lower.char_indices().filter(begins).flat_map(move |(at, c)| {
        let named = move |name: &str| {
            // a sign may touch what it counts: "US$000s"
            name.starts_with(c)
                && lower[at..].starts_with(name)
                && !(name.ends_with(is_letter) && lower[at + name.len()..].starts_with(is_letter))
        };
        let found = names.iter().filter(move |(name, _)| named(name));
        found.filter_map(move |(name, code)| Some(Named { currency: Currency::from_code(code)?, start: at, end: at + name.len() }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn remarks_on_the_currency_alone() {
        for (words, code) in [
            ("(Expressed in Canadian dollars)", "CAD"),
            ("(UNAUDITED, EXPRESSED IN CANADIAN DOLLARS)", "CAD"),
            ("(All amounts in Canadian dollars unless otherwise stated)", "CAD"),
            ("(Canadian dollars)", "CAD"),
            ("(Stated in Cdn$)", "CAD"),
            ("(in Cdn$)", "CAD"),
            ("(unaudited - in CAD)", "CAD"),
            ("(Expressed in Euros)", "EUR"),
            ("Expressed in United States dollars", "USD"),
        ] {
            assert_eq!(stated(words), Currency::from_code(code), "{words}");
        }
        for words in [
            "Sales in Europe",
            "Cash Available for Distribution (CAD)",
            "Notes payable in euros",
            "Loans denominated in Canadian dollars",
            "(in thousands)",
        ] {
            assert_eq!(stated(words), None, "{words}");
        }
        assert!(is_remark("(Expressed in Euros)") && !is_remark("Stores (in Canada)"));
    }

    #[test]
    fn sentences_that_speak_of_all_amounts() {
        for words in [
            "All financial amounts are in Canadian dollars, with all financial information prepared in accordance with US GAAP.",
            "Unless otherwise noted, all amounts in this release are expressed in Canadian dollars.",
            "(All figures in Cdn$ unless otherwise noted)",
        ] {
            assert_eq!(of_all_amounts(words), Currency::from_code("CAD"), "{words}");
        }
        for words in [
            "All of the notes are denominated in Canadian dollars.",
            "Sales of the Toronto branch are reported in Canadian dollars.",
            "The balance is held in euros.",
        ] {
            assert_eq!(of_all_amounts(words), None, "{words}");
        }
    }
}
