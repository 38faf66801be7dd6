//! The statements and units that the linker tells apart.

/// A statement that the lexicon has evidence for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Kind {
    Income,
    BalanceSheet,
    CashFlow,
    Equity,
}

impl Kind {
    pub(super) const ALL: [Self; 4] = [Self::Income, Self::BalanceSheet, Self::CashFlow, Self::Equity];

    /// The letter by which the lexicon's keys know it.
    pub(super) fn letter(self) -> u8 {
        match self {
            Self::Income => b'I',
            Self::BalanceSheet => b'B',
            Self::CashFlow => b'C',
            Self::Equity => b'E',
        }
    }
}

/// What the figures of a line count.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitKind {
    /// Amounts of money.
    Money,
    /// Amounts of money per share.
    PerShare,
    /// Shares.
    Shares,
    /// Percentages and ratios.
    Ratio,
    /// Things: stores, employees.
    Count,
    /// Not known.
    #[default]
    Unknown,
}
