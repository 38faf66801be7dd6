//! Currencies and the signs they go by.

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

impl Currency {
    /// US dollars.
    pub const USD: Self = Self(*b"USD");

    /// A currency by its three-letter code, in any case; `None` if it is not three ASCII letters.
    pub fn from_code(code: &str) -> Option<Self> {
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        bytes.iter().all(u8::is_ascii_alphabetic).then(|| Self(bytes.map(|b| b.to_ascii_uppercase())))
    }

    /// The currency a sign stands for, as American releases use it.
    pub fn from_sign(sign: &str) -> Option<Self> {
        Some(match sign {
            "$" | "US$" | "U.S.$" => Self::USD,
            "€" => Self(*b"EUR"),
            "£" => Self(*b"GBP"),
            "¥" => Self(*b"JPY"),
            "C$" | "CDN$" | "Cdn$" | "CAD$" => Self(*b"CAD"),
            "A$" => Self(*b"AUD"),
            "RMB" => Self(*b"CNY"),
            "HK$" => Self(*b"HKD"),
            "NT$" => Self(*b"TWD"),
            "R$" => Self(*b"BRL"),
            "S$" => Self(*b"SGD"),
            "₩" => Self(*b"KRW"),
            "₹" => Self(*b"INR"),
            _ => return None,
        })
    }

    /// The currency that the last word of a column's header names, and where the header goes on without it: `RMB`,
    /// `September 30, 2023 US$`, `(EUR)`, `USD (Note 2)`. A bare `$` heads columns of any dollars and names none.
    pub fn heading(header: &str) -> Option<(Self, &str)> {
        let words = unmarked(header).trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ')' | ']'));
        let last = words.rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '[')).next()?;
        let code = match last {
            "RMB" | "CNY" | "Rmb" => "CNY",
            "US$" | "U.S.$" | "USD" => "USD",
            "EUR" | "€" | "Euro" | "Euros" | "euros" => "EUR",
            "JPY" | "¥" | "Yen" => "JPY",
            "GBP" | "£" => "GBP",
            "HK$" | "HKD" => "HKD",
            "NT$" | "TWD" => "TWD",
            "R$" | "BRL" => "BRL",
            "S$" | "SGD" => "SGD",
            "C$" | "CAD" | "Cdn$" | "CDN$" => "CAD",
            "A$" | "AUD" => "AUD",
            "KRW" | "₩" => "KRW",
            "INR" | "₹" | "Rs." => "INR",
            "CHF" => "CHF",
            "NIS" | "ILS" => "ILS",
            "MXN" | "Ps." => "MXN",
            _ => return None,
        };
        let rest = words[..words.len() - last.len()].trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '(' | '['));
        Self::from_code(code).map(|currency| (currency, rest))
    }

    /// Whether it is written `$` where it is at home.
    pub fn is_dollar(&self) -> bool {
        matches!(self.code(), "USD" | "CAD" | "AUD" | "NZD" | "HKD" | "SGD" | "TWD" | "MXN")
    }

    /// The ISO 4217 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("three ASCII letters")
    }
}

/// A header without the mark of the note that tells of its rate of exchange: `USD (1)`, `US$ (Note 2(d))`, `US$*`.
fn unmarked(header: &str) -> &str {
    let words = header.trim_end().trim_end_matches('*').trim_end();
    let Some(open) = words.ends_with(')').then(|| words.find('(')).flatten() else { return words };
    let mark = words[open + 1..].trim_end_matches(')');
    let is_mark = |mark: &str| mark.len() <= 2 && mark.chars().all(|c| c.is_ascii_digit() || c.is_ascii_lowercase());
    let noted = mark.get(..4).is_some_and(|word| word.eq_ignore_ascii_case("note"));
    if noted || is_mark(mark) { words[..open].trim_end() } else { words }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_name_currencies() {
        let named = |header| Currency::heading(header).map(|(c, rest)| (c.code().to_owned(), rest));
        assert_eq!(named("RMB"), Some(("CNY".to_owned(), "")));
        assert_eq!(named("September 30, 2023 (US$)"), Some(("USD".to_owned(), "September 30, 2023")));
        for marked in ["USD (1)", "US$ (Note 2)", "US$ (note 2(d))", "US$*"] {
            assert_eq!(named(marked), Some(("USD".to_owned(), "")), "{marked}");
        }
        assert_eq!(named("$"), None);
        assert_eq!(named("Sales in US$ (restated)"), None);
        assert_eq!(named("Change in US$ terms"), None);
    }
}
