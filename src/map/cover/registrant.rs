//! The registrant: its name, its symbol and the market where it is traded, its web address, the year it was founded.

use std::ops::Range;

use super::notice::Notice;
use super::page::Passage;
use crate::map::narrative::token::Token;
use crate::report::Value;
use crate::source::Span;
use crate::taxonomy::DataType;

/// Markets as releases write them, in lower case, longest first where one begins another.
const MARKETS: [&str; 23] = [
    "nasdaq global select market",
    "nasdaq global market",
    "nasdaq national market",
    "nasdaq capital market",
    "nasdaq smallcap market",
    "nasdaq stock market",
    "nasdaq smallcap",
    "nasdaq",
    "new york stock exchange",
    "nyse american",
    "nyse amex",
    "nyse mkt",
    "nyse arca",
    "nyse",
    "american stock exchange",
    "amex",
    "otc bulletin board",
    "otc pink",
    "otcqb",
    "otcqx",
    "otcbb",
    "otc",
    "otc markets",
];

/// A listing as printed: "(Nasdaq: PSEM)".
pub(super) struct Listing {
    /// The name before the bracket, as bytes of the passage; none where a listing stands alone.
    pub(super) name: Option<Range<usize>>,
    market: Range<usize>,
    symbol: Range<usize>,
}

/// The listings that a passage names.
pub(super) fn listings(passage: &Passage<'_>) -> Vec<Listing> {
    let words = passage.words();
    // a market and its symbol have a colon or a dash between them
    if !words.contains([':', '-', '–', '—']) {
        return Vec::new();
    }
    let lower = words.to_ascii_lowercase();
    let mut found = Vec::new();
    let mut at = 0;
    for start in market_starts(&lower) {
        if start < at {
            continue;
        }
        let Some(market) = MARKETS.into_iter().filter(|m| lower[start..].starts_with(m)).max_by_key(|m| m.len()) else { break };
        at = start + market.len() + tier(&lower[start + market.len()..]);
        let market = start..at;
        if let Some(symbol) = symbol_behind(words, at) {
            at = symbol.end;
            found.push(Listing { name: name_before(passage, start), market, symbol });
        }
    }
    found
}

/// How many bytes name the tier of a market: the `GS` of "Nasdaq GS", "NASDAQ-GS", "NasdaqGS", "NASDAQ/NMS".
fn tier(behind: &str) -> usize {
    const TIERS: [&str; 6] = ["nms", "gs", "gm", "cm", "nm", "sc"];
    let name = behind.strip_prefix([' ', '/', '-']).unwrap_or(behind);
    let whole = |tier: &&str| name.strip_prefix(tier).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()));
    TIERS.into_iter().find(whole).map_or(0, |tier| behind.len() - name.len() + tier.len())
}

/// Where words begin that markets' names begin with, in the order printed.
fn market_starts(lower: &str) -> Vec<usize> {
    let heads = ["nasdaq", "new york stock", "nyse", "american stock", "amex", "otc"];
    let mut starts: Vec<usize> = heads.iter().flat_map(|head| memchr::memmem::find_iter(lower.as_bytes(), head)).collect();
    starts.retain(|&at| !lower[..at].ends_with(|c: char| c.is_alphanumeric()));
    starts.sort_unstable();
    starts
}

/// The symbol behind a market's name and a colon or dash.
fn symbol_behind(words: &str, end: usize) -> Option<Range<usize>> {
    let rest = &words[end..];
    let separated = rest.trim_start_matches([' ', '®', '\u{2122}']);
    let separated = ["symbol", "Symbol"].iter().find_map(|word| separated.strip_prefix(word)).unwrap_or(separated);
    let behind = separated.strip_prefix([':', '-', '–', '—'])?;
    let symbol = behind.trim_start_matches([' ', '"', '“', '\'']);
    let start = words.len() - symbol.len();
    let len = symbol.find(|c: char| !(c.is_ascii_uppercase() || c == '.' || c.is_ascii_digit())).unwrap_or(symbol.len());
    let symbol = symbol[..len].trim_end_matches('.');
    let letters = symbol.bytes().filter(u8::is_ascii_uppercase).count();
    let glued = words[start + symbol.len()..].starts_with(char::is_alphanumeric);
    ((1..=9).contains(&letters) && symbol.len() <= 9 && !glued && start - end < 14).then(|| start..start + symbol.len())
}

/// The proper name that ends before the bracket in which a market stands.
fn name_before(passage: &Passage<'_>, market: usize) -> Option<Range<usize>> {
    let tokens = &passage.tokens;
    let bracket = tokens.partition_point(|t| t.range.start < market).checked_sub(1)?;
    if !tokens[bracket].is("(") {
        return None;
    }
    let mut end = bracket;
    while end > 0 && tokens[end - 1].is_any(&[",", "\"", "”"]) {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && belongs_to_name(tokens, start - 1, end) {
        start -= 1;
    }
    while start < end && tokens[start].is_any(&["of", "and", "&", "today", ",", ".", "at"]) {
        start += 1;
    }
    if start >= end {
        return None;
    }
    let last = &tokens[end - 1];
    // the point of "Inc." belongs to the name
    let point = usize::from(passage.words()[last.range.end..].starts_with('.'));
    let generic = |t: &Token| t.is_any(&FORMS) || t.is_any(&["the", "corporation", ".", ","]);
    let named = !tokens[start..end].iter().all(generic);
    (named && end - start <= 9).then(|| tokens[start].range.start..last.range.end + point * usize::from(!last.is(".")))
}

const FORMS: [&str; 14] = ["inc", "corp", "co", "ltd", "llc", "lp", "l.p", "plc", "n.v", "s.a", "incorporated", "company", "n.a", "trust"];

fn belongs_to_name(tokens: &[Token], i: usize, end: usize) -> bool {
    let token = &tokens[i];
    let next = tokens.get(i + 1).filter(|_| i + 1 < end);
    match token.lower.as_str() {
        "," => next.is_some_and(|n| n.is_any(&FORMS)),
        "." => i > 0 && (tokens[i - 1].is_any(&FORMS) || tokens[i - 1].lower.len() == 1),
        "of" | "and" | "&" | "for" => next.is_some_and(|n| n.capital) && i > 0 && tokens[i - 1].capital,
        _ => token.is_word() && token.capital && !token.is_any(&["today", "news", "reports"]) || token.is_number() && next.is_some(),
    }
}

/// What a listing tells of the registrant: its symbol and the market.
pub(super) fn notices(passage: &Passage<'_>, listing: &Listing) -> [Notice; 2] {
    let words = passage.words();
    let market = &words[listing.market.clone()];
    let market_span = passage.span(listing.market.clone());
    let exchange = ["NYSE", "NASDAQ"].into_iter().find(|code| market.eq_ignore_ascii_case(code));
    let market = match exchange {
        Some(code) => Notice::new("SecurityExchangeName", DataType::Other, Value::Text(code.to_owned()), market_span),
        None => Notice::name("SecurityMarketName", market, market_span),
    };
    [Notice::name("TradingSymbol", &words[listing.symbol.clone()], passage.span(listing.symbol.clone())), market]
}

/// Every place where a name stands in the very same words.
pub(super) fn mentions(passages: &[Passage<'_>], name: &str) -> Vec<Span> {
    let in_passage = |p: &Passage<'_>| -> Vec<Span> {
        let words = p.words();
        let free =
            |at: usize| !words[..at].ends_with(char::is_alphanumeric) && !words[at + name.len()..].starts_with(char::is_alphanumeric);
        words.match_indices(name).filter(|(at, _)| free(*at)).map(|(at, _)| p.span(at..at + name.len())).collect()
    };
    passages.iter().flat_map(in_passage).collect()
}

/// The entity's own web address: the first whose host has a word of the name, or its symbol.
pub(super) fn website(passages: &[Passage<'_>], name: &str, symbol: &str) -> Option<Notice> {
    let letters = |word: &str| word.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    let mut keys: Vec<String> = name.split_whitespace().map(letters).filter(|w| w.len() > 3).collect();
    keys.extend(Some(letters(symbol)).filter(|s| s.len() > 2));
    let addresses = passages.iter().flat_map(|p| addresses(p.words()).into_iter().map(move |r| (p, r)));
    let own = addresses.filter(|(p, r)| {
        let host = p.words()[r.clone()].to_lowercase();
        let host = host.trim_start_matches("www.").split('.').next().unwrap_or_default().to_owned();
        keys.iter().any(|key| host.contains(key.as_str()) || key.contains(&host) && host.len() > 3)
    });
    let (passage, range) = own.into_iter().next()?;
    Some(Notice::name("EntityWebsite", &passage.words()[range.clone()], passage.span(range)))
}

/// Hosts that begin with `www.`.
fn addresses(words: &str) -> Vec<Range<usize>> {
    let host = |at: usize| {
        let len = words[at..].find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '.' | '-'))).unwrap_or(words.len() - at);
        let host = words[at..at + len].trim_end_matches(['.', '-']);
        (host.matches('.').count() >= 2).then(|| at..at + host.len())
    };
    words.match_indices("www.").filter_map(|(at, _)| host(at)).collect()
}

/// "Founded in 1978".
pub(super) fn founded(passages: &[Passage<'_>], name: &str) -> Option<Notice> {
    let first = name.split_whitespace().find(|w| w.len() > 3).unwrap_or(name).to_lowercase();
    passages.iter().find_map(|passage| {
        let sentences = passage.sentences();
        sentences.into_iter().find_map(|range| {
            let tokens = &passage.tokens[range.clone()];
            let at = tokens
                .windows(3)
                .position(|w| w[0].is_any(&["founded", "established", "incorporated"]) && w[1].is("in") && year(&w[2]).is_some())?;
            let own =
                tokens.iter().any(|t| first.starts_with(&t.lower) && t.lower.len() > 2) || tokens.iter().take(2).any(|t| t.is("company"));
            let token = &tokens[at + 2];
            (own && tokens[at].is("founded")).then_some(())?;
            Some(Notice::new("EntityFoundedYear", DataType::Year, Value::Year(year(token)?), passage.span(token.range.clone())))
        })
    })
}

fn year(token: &Token) -> Option<i32> {
    token.lower.parse().ok().filter(|y| (1700..=2049).contains(y) && token.lower.len() == 4)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Text;

    fn passage(text: &Text) -> Passage<'_> {
        Passage {
            tokens: crate::map::narrative::token::tokens(text.as_str(), 0..text.as_str().len()).into(),
            text,
            head: true,
            cell: false,
        }
    }

    #[test]
    fn listings_with_their_names() {
        for (words, name, symbol) in [
            ("LOS ANGELES - - - - Acme Corporation (OTC Bulletin Board: ACME.OB) today announced", "Acme Corporation", "ACME.OB"),
            ("NY, Jan. 29, 2009 -- Horizon Shipping Corp. (Nasdaq GS: HRZ) the holding", "Horizon Shipping Corp.", "HRZ"),
            ("NY -- Acme Bancshares Corporation (NASDAQ-GS: ACBC), the parent", "Acme Bancshares Corporation", "ACBC"),
            ("NY -- Acme Biosciences, Inc. (NasdaqNM: ACBI) today", "Acme Biosciences, Inc.", "ACBI"),
            ("NY -- Acme Stores, Inc. (NASDAQ/GS: ACS), a retailer", "Acme Stores, Inc.", "ACS"),
            ("NY -- Acme Foods, Inc. (NYSE Symbol: AFI) today", "Acme Foods, Inc.", "AFI"),
            ("NJ, AUGUST 9, 2005 -- ACME FUNDING, INC., (NASDAQ: ACFI), A LEADING", "ACME FUNDING, INC.", "ACFI"),
            ("Old Trust Holding, Inc. (NASDAQ-OTHI) Jacksonville", "Old Trust Holding, Inc.", "OTHI"),
            ("(BUSINESS WIRE) -- The Acme, Inc. (NYSE: ACM) announced today", "The Acme, Inc.", "ACM"),
        ] {
            let text = Text::verbatim(words, 0);
            let passage = passage(&text);
            let found = listings(&passage);
            assert_eq!(found.len(), 1, "{words}");
            assert_eq!(&words[found[0].name.clone().unwrap()], name);
            assert_eq!(&words[found[0].symbol.clone()], symbol);
        }
    }

    #[test]
    fn markets_without_a_symbol() {
        for words in ["listed on the Nasdaq Global Market since 1999", "NYSE rules", "the OTC drug market"] {
            let text = Text::verbatim(words, 0);
            assert!(listings(&passage(&text)).is_empty(), "{words}");
        }
    }
}
