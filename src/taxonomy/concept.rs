//! Concepts and the types of their facts.

use super::QName;

/// A reported item: what a fact is a fact of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Concept {
    /// Its name.
    pub name: QName,
    /// Its standard label in English, at most 511 characters.
    pub label: String,
    /// What its facts hold.
    pub data_type: DataType,
    /// Whether its facts are of a moment or of a stretch of time.
    pub period_type: PeriodType,
    /// Its side of the books; monetary concepts only.
    pub balance: Option<Balance>,
}

/// What the facts of a concept hold, by the item types of XBRL 2.1, the DTR and us-types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum DataType {
    /// `xbrli:monetaryItemType`
    Monetary,
    /// `dtr-types:perShareItemType`
    PerShare,
    /// `xbrli:sharesItemType`
    Shares,
    /// `dtr-types:percentItemType`
    Percent,
    /// `xbrli:pureItemType`
    Pure,
    /// `xbrli:integerItemType`
    Integer,
    /// `xbrli:decimalItemType`
    Decimal,
    /// `xbrli:tokenItemType`: prose, blanks folded
    Token,
    /// `dtr-types:noLangTokenItemType`: names, codes, phone numbers
    NoLangToken,
    /// `xbrli:stringItemType`
    String,
    /// `xbrli:normalizedStringItemType`
    NormalizedString,
    /// `dtr-types:textBlockItemType`
    TextBlock,
    /// `xbrli:dateItemType`
    Date,
    /// `xbrli:dateTimeItemType`
    DateTime,
    /// `xbrli:gYearItemType`
    Year,
    /// `xbrli:gMonthDayItemType`
    MonthDay,
    /// `xbrli:durationItemType`
    Duration,
    /// `xbrli:booleanItemType`
    Boolean,
    /// Any other, by enumeration or special to a taxonomy (dei types among them).
    Other,
}

impl DataType {
    /// The item type's local name: `monetaryItemType`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Monetary => "monetaryItemType",
            Self::PerShare => "perShareItemType",
            Self::Shares => "sharesItemType",
            Self::Percent => "percentItemType",
            Self::Pure => "pureItemType",
            Self::Integer => "integerItemType",
            Self::Decimal => "decimalItemType",
            Self::Token => "tokenItemType",
            Self::NoLangToken => "noLangTokenItemType",
            Self::String | Self::Other => "stringItemType",
            Self::NormalizedString => "normalizedStringItemType",
            Self::TextBlock => "textBlockItemType",
            Self::Date => "dateItemType",
            Self::DateTime => "dateTimeItemType",
            Self::Year => "gYearItemType",
            Self::MonthDay => "gMonthDayItemType",
            Self::Duration => "durationItemType",
            Self::Boolean => "booleanItemType",
        }
    }

    /// Every type; the embedded tables know a type by its place here.
    pub const ALL: [Self; 19] = [
        Self::Monetary,
        Self::PerShare,
        Self::Shares,
        Self::Percent,
        Self::Pure,
        Self::Integer,
        Self::Decimal,
        Self::Token,
        Self::NoLangToken,
        Self::String,
        Self::NormalizedString,
        Self::TextBlock,
        Self::Date,
        Self::DateTime,
        Self::Year,
        Self::MonthDay,
        Self::Duration,
        Self::Boolean,
        Self::Other,
    ];

    /// Whether facts of this type are numbers with a unit.
    pub fn is_numeric(self) -> bool {
        matches!(self, Self::Monetary | Self::PerShare | Self::Shares | Self::Percent | Self::Pure | Self::Integer | Self::Decimal)
    }
}

/// Whether a concept's facts are of a moment or of a stretch of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodType {
    /// Of a moment: balance sheet items.
    Instant,
    /// Of a stretch of time: flows, averages, per-share amounts, texts.
    Duration,
}

impl PeriodType {
    /// `instant` or `duration`: the value of `xbrli:periodType` (XBRL 2.1, 5.1.1.1).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Instant => "instant",
            Self::Duration => "duration",
        }
    }
}

/// The side of the books on which an increase of a monetary item stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Balance {
    /// Assets and expenses.
    Debit,
    /// Liabilities, equity and income.
    Credit,
}

impl Balance {
    /// `debit` or `credit`: the value of `xbrli:balance` (XBRL 2.1, 5.1.1.2).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Debit => "debit",
            Self::Credit => "credit",
        }
    }
}
