//! What the page says beside its facts: material for the checks, nothing that is exported.

use chrono::{NaiveDate, Weekday};
use rust_decimal::Decimal;

use super::{Decimals, Period, Unit};
use crate::source::Span;

/// A sentence that states amounts, whether they became facts or not.
#[derive(Clone, Debug, PartialEq)]
pub struct Sentence {
    /// Where it stands.
    pub span: Span,
    /// Its words, blanks folded.
    pub words: String,
    /// The period that the headings above it name, if they name one alone.
    pub headed: Option<Period>,
    /// Whether it is a headline: a line of its own at the top of the release.
    pub headline: bool,
    /// Its amounts in printed order.
    pub amounts: Vec<Stated>,
    /// Which of them are said to follow from which.
    pub comparisons: Vec<Comparison>,
}

/// An amount as a sentence states it.
#[derive(Clone, Debug, PartialEq)]
pub struct Stated {
    /// Its digits.
    pub span: Span,
    /// Where in the sentence's words it begins.
    pub at: usize,
    /// The full amount; a fall is negative, if it is a change.
    pub amount: Decimal,
    /// To which digit it is printed.
    pub decimals: Decimals,
    /// What it counts; `None` where that can't be told.
    pub unit: Option<Unit>,
    /// Whether it says by how much something changed.
    pub change: bool,
    /// "about", "more than": not stated exactly.
    pub rough: bool,
}

/// A change and the levels it is said to lead from and to, as indices of a sentence's amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Comparison {
    /// The level now.
    pub later: usize,
    /// The level before, or the change as an amount where the sentence states no such level.
    pub earlier: Base,
    /// The change.
    pub change: usize,
}

/// What a change is measured from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// The level before.
    Level(usize),
    /// The level now less this change.
    Less(usize),
}

/// A day as it is printed, possible or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PrintedDay {
    /// The words of the date.
    pub span: Span,
    /// The year.
    pub year: i32,
    /// The month, from 1.
    pub month: u32,
    /// The day of the month.
    pub day: u32,
    /// The weekday that is printed before it.
    pub weekday: Option<Weekday>,
    /// What the day is, by what stands around it.
    pub role: DayRole,
}

/// What a printed day is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum DayRole {
    /// The day of the release: in its dateline.
    Dateline,
    /// In a line of its own that heads a page: "News release, May 10, 2006".
    PageHead,
    /// What a period ends on, or a balance is struck at: behind "ended", "at", "as of", in the header of a column.
    PeriodEnd,
    /// Any other.
    Other,
}

/// A quarter as the text names it: that of a call or a title, one with the day it ended on, or the one the text speaks of most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamedQuarter {
    /// The words.
    pub span: Span,
    /// 1 to 4.
    pub number: u8,
    /// The quarter that the text speaks of most, where it is a call or a title that names this one.
    pub reported: Option<u8>,
    /// The day that it is said to have ended on.
    pub ended: Option<NaiveDate>,
}
