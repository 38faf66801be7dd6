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
            "₩" => Self(*b"KRW"),
            "₹" => Self(*b"INR"),
            _ => return None,
        })
    }

    /// The ISO 4217 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).expect("three ASCII letters")
    }
}
