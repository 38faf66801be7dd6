//! Who reports: the name, symbol and web address that the release prints, the CIK that the submission or the user gives.

use super::ReadOptions;
use super::name::camel;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, Document};
use crate::report::Entity;
use crate::table::Table;

/// Exchanges as they stand before a symbol.
const EXCHANGES: [&str; 14] = [
    "nasdaq",
    "nyse",
    "amex",
    "otc",
    "otcbb",
    "otcqb",
    "otcqx",
    "nms",
    "bulletin board",
    "american stock exchange",
    "new york stock exchange",
    "tsx",
    "philadelphia stock exchange",
    "pink sheets",
];

/// Words that end a company's name.
const FORMS: [&str; 17] = [
    "inc",
    "inc.",
    "corp",
    "corp.",
    "corporation",
    "incorporated",
    "company",
    "co.",
    "ltd",
    "ltd.",
    "limited",
    "llc",
    "l.p.",
    "lp",
    "plc",
    "bancorp",
    "holdings",
];

/// The entity of a release.
pub(crate) fn entity(document: &Document, options: &ReadOptions) -> (Entity, Option<Diagnostic>) {
    let texts: Vec<&str> = document.blocks.iter().filter_map(words).collect();
    let ticker = texts.iter().find_map(|t| ticker(t));
    let authority = texts.iter().find_map(|t| web_address(t)).unwrap_or_else(|| "www.example.com".to_owned());
    let name = company(document, &texts);
    let prefix = prefix(ticker.as_deref(), &name, &authority);
    let cik = options.cik.clone().or_else(|| document.submission.as_ref()?.cik.as_ref().map(|t| t.as_str().to_owned()));
    let digits = cik.map(|c| c.chars().filter(char::is_ascii_digit).collect::<String>()).filter(|c| !c.is_empty() && c.len() <= 10);
    let (scheme, identifier, doubt) = match digits {
        Some(digits) => (Entity::CIK_SCHEME.to_owned(), format!("{digits:0>10}"), None),
        None => {
            let symbol = ticker.unwrap_or_else(|| prefix.to_uppercase());
            let message = format!("no CIK is printed: the entity is identified by its symbol {symbol}");
            let doubt = Diagnostic::new(Code::NoCik, message).help("give it with --cik; EDGAR refuses any other identifier");
            (format!("http://{authority}/symbol"), symbol, Some(doubt))
        }
    };
    (Entity { scheme, identifier, name, prefix, authority }, doubt)
}

fn words(block: &Block) -> Option<&str> {
    match block {
        Block::Heading(text) | Block::Paragraph(text) => Some(text.as_str()),
        Block::Grid(_) => None,
    }
}

/// The symbol of `(NASDAQ: PSEM)`, `(Nasdaq National Market: ASFI)`, `(OTC Bulletin Board: HEMA.OB)`, `NYSE:BKE`.
pub(crate) fn ticker(text: &str) -> Option<String> {
    let lower = text.to_ascii_lowercase();
    for (at, exchange) in EXCHANGES.iter().flat_map(|e| lower.match_indices(e)) {
        let after = text.get(at + exchange.len()..)?;
        let near = after.get(..40.min(after.len())).unwrap_or_else(|| after.get(..36).unwrap_or(""));
        let Some((between, symbol)) = near.split_once([':', '-', '–']) else { continue };
        if between.contains([')', '(', '.', '\n']) && !between.contains("Inc.") {
            continue;
        }
        let symbol: String =
            symbol.trim_start().trim_start_matches(['"', '“', '\'', '‘']).chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        if (1..=5).contains(&symbol.len())
            && symbol.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
            && !symbol.starts_with(|c: char| c.is_ascii_digit())
        {
            return Some(symbol);
        }
    }
    None
}

/// The host of a printed web address, `www.hemacare.com`; hosts of wires and the SEC are not the company's.
pub(crate) fn web_address(text: &str) -> Option<String> {
    const FOREIGN: [&str; 12] = [
        "sec.gov",
        "prnewswire",
        "businesswire",
        "globenewswire",
        "marketwire",
        "vcall",
        "streetevents",
        "earnings.com",
        "companyboardroom",
        "ccbn",
        "conferenceamerica",
        "shareholder.com",
    ];
    let lower = text.to_ascii_lowercase();
    for (at, lead) in lower.match_indices("www.").chain(lower.match_indices("http://")).chain(lower.match_indices("https://")) {
        let from = if lead == "www." { at } else { at + lead.len() };
        let host: String = lower[from..].chars().take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '.' | '-')).collect();
        let host = host.trim_end_matches(['.', '-']).to_owned();
        if host.matches('.').count() >= 1 && host.len() > 6 && !FOREIGN.iter().any(|f| host.contains(f)) {
            return Some(host);
        }
    }
    None
}

/// The registrant's name: the submission's, else the first heading that ends like a company's name.
fn company(document: &Document, texts: &[&str]) -> String {
    if let Some(company) = document.submission.as_ref().and_then(|s| s.company.as_ref()) {
        return company.as_str().to_owned();
    }
    let named = |text: &&&str| {
        let mut words = text.split_whitespace();
        let last = words.next_back().unwrap_or("").trim_end_matches(',').to_lowercase();
        text.len() < 60 && text.split_whitespace().count() >= 2 && FORMS.contains(&last.as_str())
    };
    if let Some(heading) = texts.iter().find(named) {
        return (*heading).to_owned();
    }
    let in_sentence = texts.iter().take(60).find_map(|t| name_in_sentence(t, &FORMS));
    in_sentence.or_else(|| texts.iter().take(8).find_map(|t| name_in_headline(t))).unwrap_or_default()
}

/// `Apple` of "Apple Reports Third Quarter Results".
fn name_in_headline(text: &str) -> Option<String> {
    const VERBS: [&str; 8] = ["reports", "reported", "announces", "announced", "posts", "releases", "achieves", "delivers"];
    let words: Vec<&str> = text.split_whitespace().take(7).collect();
    let verb = words.iter().position(|w| VERBS.contains(&w.to_lowercase().as_str()))?;
    let named = (1..=5).contains(&verb)
        && words[..verb].iter().all(|w| w.starts_with(|c: char| c.is_uppercase() || c == '&' || c.is_ascii_digit()));
    named.then(|| words[..verb].join(" "))
}

/// `Pericom Semiconductor Corporation` of a sentence: capitalised words up to one that ends a company's name.
fn name_in_sentence(text: &str, forms: &[&str]) -> Option<String> {
    let mut run: Vec<&str> = Vec::new();
    for word in text.split_whitespace() {
        // "WIRE)--Torvex Systems Corporation": a dateline ends where the name begins
        let behind = ["--", "—", "–"].iter().find_map(|dash| word.rsplit_once(dash)).map(|(_, behind)| behind);
        let word = behind.filter(|behind| !behind.is_empty()).inspect(|_| run.clear()).unwrap_or(word);
        let bare = word.trim_matches(|c: char| matches!(c, ',' | '(' | ')' | '"' | '“' | '”' | ';'));
        let ends = forms.contains(&bare.to_lowercase().as_str());
        if ends && !run.is_empty() && bare.starts_with(char::is_uppercase) {
            run.push(bare);
            // "The Company believes" names nobody
            if run.len() > 2 || !["The", "Our", "This", "A"].contains(&run[0]) {
                return Some(run.join(" "));
            }
            run.clear();
            continue;
        }
        if bare.starts_with(char::is_uppercase) || !run.is_empty() && matches!(bare, "&" | "of" | "and") {
            run.push(word.trim_start_matches(['(', '"', '“']));
        } else {
            run.clear();
        }
        if word.ends_with(['.', ';', ':', ')']) || run.len() > 7 {
            run.clear();
        }
    }
    None
}

/// A doubt for the first statement that another company's name heads: filings hold the statements of companies that are bought, too.
pub(crate) fn doubt_other(document: &Document, tables: &[Table]) -> Option<Diagnostic> {
    let filer = document.submission.as_ref()?.company.as_ref()?;
    let known = telling_words(filer.as_str());
    let (heading, span) = tables.iter().flat_map(|t| &t.titles).find_map(|title| {
        let words = telling_words(title.as_str());
        let is_other = is_company(title.as_str()) && !words.is_empty() && words.iter().all(|w| !known.contains(w));
        is_other.then_some(title).and_then(|t| Some((t.as_str(), t.span()?)))
    })?;
    let message = format!("the statements are headed \"{heading}\", but {} files them", filer.as_str());
    let doubt =
        Diagnostic::new(Code::OtherEntity, message).at(span, "another company, or a name of the filer's that its header does not give");
    Some(doubt.help("the facts are given to the filer: leave them out if the statements are another company's"))
}

/// Whether a heading is the name of a company: capitalised words of which the last, but for its subsidiaries, is a form.
fn is_company(heading: &str) -> bool {
    const SUITES: [&str; 3] = [" and subsidiaries", " & subsidiaries", " and subsidiary"];
    let lower = heading.trim().to_lowercase();
    let name = SUITES.iter().find_map(|s| lower.strip_suffix(s)).unwrap_or(&lower);
    let form = name.rsplit([' ', ',']).next().is_some_and(|last| FORMS.contains(&last) && last != "company");
    form && heading.len() < 70 && heading.split_whitespace().count() >= 2 && heading.starts_with(char::is_uppercase)
}

/// The words of a company's name that tell it from others, in lower case.
fn telling_words(name: &str) -> Vec<String> {
    let words = name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
    words
        .filter(|w| w.len() > 2 && !FORMS.contains(&w.as_str()) && !["and", "the", "subsidiaries", "subsidiary"].contains(&w.as_str()))
        .collect()
}

/// The prefix of the entity's own names: the symbol, else the first word of the name, else the web address's.
fn prefix(ticker: Option<&str>, name: &str, authority: &str) -> String {
    let host = authority.trim_start_matches("www.").split('.').next().unwrap_or("own");
    let word = name.split_whitespace().next().map(camel).unwrap_or_default();
    let chosen = ticker.map(str::to_owned).unwrap_or(if word.is_empty() { host.to_owned() } else { word });
    let plain: String = chosen.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let taken = [
        "us", "srt", "dei", "xbrli", "iso4217", "link", "xlink", "country", "ecd", "utr", "xsd", "xs", "xml", "xbrl", "exch", "stpr",
        "currency",
    ];
    let good = plain.starts_with(|c: char| c.is_ascii_lowercase()) && !taken.contains(&plain.as_str()) && !plain.starts_with("xml");
    if good { plain } else { format!("own{plain}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn symbols() {
        for (text, symbol) in [
            ("Pericom Semiconductor Corporation (NASDAQ: PSEM) offers", Some("PSEM")),
            ("HemaCare Corporation (OTC Bulletin Board: HEMA.OB)", Some("HEMA")),
            ("The Buckle, Inc. (NYSE:BKE) today", Some("BKE")),
            ("listed on the Nasdaq. Today: ABC", None),
        ] {
            assert_eq!(ticker(text).as_deref(), symbol, "{text}");
        }
    }

    #[test]
    fn names_and_addresses() {
        assert_eq!(web_address("visit our website at www.astafunding.com.").as_deref(), Some("www.astafunding.com"));
        assert_eq!(web_address("see http://www.sec.gov/edgar"), None);
        let name = name_in_sentence("SAN JOSE - Pericom Semiconductor Corporation (NASDAQ: PSEM) today", &["corporation"]);
        assert_eq!(name.as_deref(), Some("Pericom Semiconductor Corporation"));
        assert!(is_company("New Line Cinema Corporation and subsidiaries") && !is_company("Statements of operations of the company"));
        assert_eq!(name_in_sentence("The Company believes that", &["company"]), None);
        assert_eq!(name_in_headline("Apple Reports Third Quarter Results").as_deref(), Some("Apple"));
        assert_eq!(prefix(None, "Asta Funding, Inc.", "www.x.com"), "asta");
    }
}
