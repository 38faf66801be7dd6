//! A fact's key: what it is about.

use std::fmt;

use chrono::NaiveDate;

use super::Dimensions;
use crate::figure::Currency;
use crate::taxonomy::{PeriodType, QName};

/// Everything that sets one fact apart from another, but for language.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Aspects {
    /// What is reported.
    pub concept: QName,
    /// When.
    pub period: Period,
    /// In what; numeric facts only.
    pub unit: Option<Unit>,
    /// Taxonomy-defined dimensions: axis to member. Default members are never stated.
    pub dimensions: Dimensions,
}

/// Who reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entity {
    /// The scheme of the identifier: `http://www.sec.gov/CIK`, or a URI of the entity's own.
    pub scheme: String,
    /// The identifier: a CIK of ten digits, or the printed symbol.
    pub identifier: String,
    /// The registrant's name as printed; empty when none was found.
    pub name: String,
    /// Prefix of the entity's own names: the ticker in lower case, or a word of its name.
    pub prefix: String,
    /// Authority of the entity's own namespace, from the printed web address: `www.hemacare.com`.
    pub authority: String,
}

impl Entity {
    /// The scheme of EDGAR's central index key.
    pub const CIK_SCHEME: &str = "http://www.sec.gov/CIK";
}

/// When a fact holds. Dates are calendar dates, last day included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Period {
    /// At the end of a day.
    Instant(NaiveDate),
    /// From the start of the first day to the end of the last.
    Duration {
        /// First day.
        start: NaiveDate,
        /// Last day.
        end: NaiveDate,
    },
}

impl Period {
    /// The last day.
    pub fn end(self) -> NaiveDate {
        match self {
            Self::Instant(end) | Self::Duration { end, .. } => end,
        }
    }

    /// The first day of a duration.
    pub fn start(self) -> Option<NaiveDate> {
        match self {
            Self::Instant(_) => None,
            Self::Duration { start, .. } => Some(start),
        }
    }

    /// Whether it is a moment or a stretch of time.
    pub fn period_type(self) -> PeriodType {
        match self {
            Self::Instant(_) => PeriodType::Instant,
            Self::Duration { .. } => PeriodType::Duration,
        }
    }

    /// Length in days of a duration.
    pub fn days(self) -> Option<i64> {
        self.start().map(|start| (self.end() - start).num_days() + 1)
    }
}

/// What a number is counted in.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Unit {
    /// The measure, or the numerator.
    pub measure: Measure,
    /// The denominator of a rate.
    pub per: Option<Measure>,
}

/// One measure.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Measure {
    /// Money, by ISO 4217.
    Currency(Currency),
    /// `xbrli:shares`
    Shares,
    /// `xbrli:pure`: ratios, fractions, counts without a unit of their own
    Pure,
    /// A thing that is counted, in lower-case letters: `stores`, `kWh`.
    Other(String),
}

impl Unit {
    /// A currency amount.
    pub fn currency(currency: Currency) -> Self {
        Self { measure: Measure::Currency(currency), per: None }
    }

    /// A currency amount for each share.
    pub fn per_share(currency: Currency) -> Self {
        Self { measure: Measure::Currency(currency), per: Some(Measure::Shares) }
    }

    /// Shares.
    pub fn shares() -> Self {
        Self { measure: Measure::Shares, per: None }
    }

    /// A plain number.
    pub fn pure() -> Self {
        Self { measure: Measure::Pure, per: None }
    }

    /// Things counted.
    pub fn other(name: impl Into<String>) -> Self {
        Self { measure: Measure::Other(name.into()), per: None }
    }
}

impl Measure {
    /// A currency's code, `shares`, `pure`, or the name of the thing.
    pub fn name(&self) -> &str {
        match self {
            Self::Currency(currency) => currency.code(),
            Self::Shares => "shares",
            Self::Pure => "pure",
            Self::Other(name) => name,
        }
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// `USD`, `USD/shares`, `shares`, `pure`, `stores`.
impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.measure)?;
        self.per.as_ref().map_or(Ok(()), |per| write!(f, "/{per}"))
    }
}
