//! What the words of a header or title say about time and comparison: "Three Months Ended March 31, 2004", "% Change".

mod parser;

use chrono::NaiveDate;
use parser::Parser;

use super::date::{PartialDate, tokens};
use crate::figure::Currency;
use crate::table::{Column, is_remark_on_currency};
use crate::text::Text;

/// Words for rates, behind which a percent sign only says how they are printed: `Operating margin %`.
pub(crate) const RATES: [&str; 5] = ["margin", "margins", "yield", "ratio", "occupancy"];
/// What growth is the aim or the nature of, and no change: "Growth Team", "Growth Equity".
const STYLES: [&str; 12] =
    ["team", "fund", "funds", "equity", "equities", "strategy", "strategies", "portfolio", "stock", "markets", "products", "brands"];

/// How long a period is by its words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Length {
    /// So many months.
    Months(u32),
    /// So many weeks.
    Weeks(u32),
    /// A quarter of the fiscal year.
    Quarter,
    /// A fiscal year.
    Year,
    /// From the fiscal year's first day on.
    YearToDate,
}

impl Length {
    /// The length in months that it comes close to.
    pub(crate) fn months(self) -> Option<u32> {
        match self {
            Self::Months(n) => Some(n),
            Self::Weeks(n) => Some((n * 12 + 26) / 52),
            Self::Quarter => Some(3),
            Self::Year => Some(12),
            Self::YearToDate => None,
        }
    }
}

/// What a column compares instead of stating a figure of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Comparison {
    /// It states a figure of its own.
    #[default]
    None,
    /// An increase or decrease in the figures' own unit.
    Change,
    /// An increase or decrease in percent.
    PercentChange,
    /// A share of some total.
    PercentOf,
    /// A percent sign alone: of what, its neighbours tell.
    Percent,
}

/// A header or title, taken apart.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Phrase {
    /// Lengths in printed order; several in "Three and Nine Months Ended".
    pub(crate) lengths: Vec<Length>,
    /// "as of", "at".
    pub(crate) as_of: bool,
    /// Dates and years in printed order.
    pub(crate) dates: Vec<PartialDate>,
    /// Which quarter of its fiscal year.
    pub(crate) quarter: Option<u8>,
    /// The name of the fiscal year.
    pub(crate) fiscal_year: Option<i32>,
    /// Whether the two dates are first and last day of one period.
    pub(crate) from_to: bool,
    /// "guidance", "outlook": what is to come.
    pub(crate) ahead: bool,
    /// "ending": what is to come, or what is over.
    pub(crate) ending: bool,
    /// "trailing four quarters": twelve months up to the quarter named.
    pub(crate) trailing: bool,
    /// "remainder of 2018": the year from the end of the newest period on.
    pub(crate) remainder: bool,
    /// What the column compares.
    pub(crate) comparison: Comparison,
    /// Whether it only sets its period against another: "Q3 2012 vs. Q3 2011".
    pub(crate) against: bool,
    /// Whether it names a quarter or a length of its own and sets it against an older one: "Change Q4 2017 vs. Q4 2016".
    pub(crate) newer: bool,
    /// Words that say nothing of the above, as printed.
    pub(crate) rest: String,
}

impl Phrase {
    /// Takes all that stands above a column apart.
    pub(crate) fn of_column(column: &Column) -> Self {
        let without_currency = |header: &'_ Text| match Currency::heading(header.as_str()) {
            Some((_, rest)) => rest.to_owned(),
            None => header.as_str().to_owned(),
        };
        // "(Expressed in Canadian dollars)" over a column by its place alone
        let own = column.headers.iter().filter(|header| !is_remark_on_currency(header.as_str()));
        let words = own.map(without_currency).collect::<Vec<_>>().join(" ");
        let mut phrase = Self::parse(&words);
        let Some((before, behind)) = sides(&words) else { return phrase };
        let other = Self::parse(behind);
        let own = Self::parse(before);
        phrase.newer = other.is_period() && own.length().is_some() && own.dates.len() <= 1 && own.named_time() >= other.named_time();
        if phrase.comparison == Comparison::None && phrase.is_period() && other.is_period() {
            phrase.set_against(&other);
        }
        phrase
    }

    /// What a header says behind the period that it sets its own against: "Q3 2012 vs. Q3 2011 % Change", or nothing: a change, too.
    fn set_against(&mut self, other: &Self) {
        let alone = other.dates.len() <= 1 && (other.rest.is_empty() || other.rest.eq_ignore_ascii_case("amount"));
        (self.comparison, self.against) = (other.comparison, other.comparison == Comparison::None && alone);
    }

    /// The year and the quarter that it names: of two the greater is the newer.
    fn named_time(&self) -> (Option<i32>, Option<u8>) {
        (self.year(), self.quarter)
    }

    /// Takes the words apart.
    pub(crate) fn parse(words: &str) -> Self {
        let tokens = tokens(words);
        Parser::new(words, &tokens).phrase()
    }

    /// Whether it speaks of time.
    pub(crate) fn is_period(&self) -> bool {
        !self.lengths.is_empty() || !self.dates.is_empty() || self.quarter.is_some() || self.fiscal_year.is_some()
    }

    /// The first length; of a quarter or a year the weeks, where they are printed, too: "Quarter Ended August 30, 2006 (16 weeks)".
    pub(crate) fn length(&self) -> Option<Length> {
        let first = self.lengths.first().copied().or(self.quarter.map(|_| Length::Quarter))?;
        let weeks = self.lengths.iter().find(|l| matches!(l, Length::Weeks(_))).filter(|_| matches!(first, Length::Quarter | Length::Year));
        Some(weeks.copied().unwrap_or(first))
    }

    /// The month and day that are printed, of the first date that has them.
    pub(crate) fn month_day(&self) -> Option<&PartialDate> {
        self.dates.iter().find(|d| d.month.is_some())
    }

    /// The day that is printed: of several the one in the year named last (`July 3, 2004 and June 28, 2003` over `2004 | 2003`), else the last.
    pub(crate) fn day(&self) -> Option<NaiveDate> {
        self.day_of_year().or_else(|| self.dates.iter().filter_map(PartialDate::day).next_back())
    }

    /// A fiscal year may end in the first days of the next one.
    fn day_of_year(&self) -> Option<NaiveDate> {
        let (own, days) = self.dates.split_last().filter(|(own, days)| own.month.is_none() && days.len() > 1)?;
        let year = own.year?;
        let first_days = |d: &&PartialDate| d.year == Some(year + 1) && d.month == Some(1) && d.day.is_some_and(|day| day <= 7);
        days.iter().find(|d| d.year == Some(year)).or_else(|| days.iter().find(first_days))?.day()
    }

    /// The day that ends the fiscal year of a name, where both are printed: `Fiscal Year 2024 Guidance (52 weeks ending February 1, 2025)`.
    pub(crate) fn day_of_fiscal_year(&self, year: i32) -> Option<NaiveDate> {
        let named = self.fiscal_year == Some(year) && self.dates.len() == 1;
        self.month_day().filter(|day| named && day.year.is_some_and(|of_day| of_day != year))?.day()
    }

    /// Whether it names a whole year of its own under a title that only says of which day it tells: no year ends on that day.
    pub(crate) fn is_year_beside(&self, title: &Self) -> bool {
        title.as_of && title.lengths.is_empty() && self.lengths.contains(&Length::Year) && self.month_day().is_none()
    }

    /// The year that is printed, of the first date that has one.
    pub(crate) fn year(&self) -> Option<i32> {
        self.dates.iter().find_map(|d| d.year).or(self.fiscal_year)
    }

    /// Whether it is of a year, whatever quarter a sentence over it reports: `Year`, `Revised 2026 Guidance`.
    pub(crate) fn is_of_year(&self) -> bool {
        self.lengths.contains(&Length::Year) || self.ahead && self.year().is_some()
    }
}

/// The two sides of what a header compares: `Q3 2012 vs. Q3 2011`.
fn sides(words: &str) -> Option<(&str, &str)> {
    let lower = words.to_ascii_lowercase();
    let versus = [" vs. ", " vs ", " versus ", " v. ", " v "].iter().find_map(|w| Some((lower.find(w)?, w.len())));
    versus.map(|(at, len)| (&words[..at], &words[at + len..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lengths_of_headers() {
        let lengths = |words: &str| Phrase::parse(words).lengths;
        assert_eq!(lengths("THREE MONTHS ENDED APR 1 2006"), [Length::Months(3)]);
        assert_eq!(lengths("Thirty-nine Weeks Ended November 2, 2024"), [Length::Weeks(39)]);
        assert_eq!(lengths("13 Weeks Ended"), [Length::Weeks(13)]);
        assert_eq!(lengths("Three and nine months ended June 30"), [Length::Months(3), Length::Months(9)]);
        assert_eq!(lengths("Two Fiscal Quarters Ended July 4, 2026"), [Length::Months(6)]);
        assert_eq!(lengths("Quarter Ended"), [Length::Quarter]);
        assert_eq!(lengths("Year Ended December 31,"), [Length::Year]);
        assert_eq!(lengths("Twelve-Month Period"), [Length::Months(12)]);
        assert_eq!(lengths("Year-to-date 2004"), [Length::YearToDate]);
        assert_eq!(lengths("Fiscal Year-to-Date Period Ended July 4, 2026"), [Length::YearToDate]);
        assert_eq!(Phrase::parse("Fiscal Quarter Ended July 4, 2026").rest, "");
        assert_eq!(lengths("QTD December 31, 2004"), [Length::Quarter]);
        assert_eq!((lengths("9M06"), lengths("H1 2004")), (vec![Length::Months(9)], vec![Length::Months(6)]));
        assert_eq!((lengths("YTD-04"), lengths("YTD 2004")), (vec![Length::YearToDate], vec![Length::YearToDate]));
        assert_eq!((lengths("cost of $9M"), lengths("9M shares"), lengths("H1N1 vaccine")), (vec![], vec![], vec![]));
        assert_eq!(Phrase::parse("Quarter Ended August 30, 2006 (112 days)").length(), Some(Length::Weeks(16)));
        assert_eq!(Phrase::parse("Fourteen and Fifty-three Weeks Ended").length(), Some(Length::Weeks(14)));
        assert_eq!(lengths("One Year Change"), [Length::Months(12)]);
        assert_eq!(lengths("Within one year"), []);
        assert_eq!(Length::Weeks(39).months(), Some(9));
        assert_eq!(Length::Weeks(14).months(), Some(3));
    }

    #[test]
    fn quarters_and_fiscal_years() {
        for (words, quarter, year) in [
            ("Q1 2004", Some(1), Some(2004)),
            ("1Q04", Some(1), Some(2004)),
            ("Q1 02", Some(1), Some(2002)),
            ("Q4 02 Actual", Some(4), Some(2002)),
            ("Q1 13 weeks", Some(1), None),
            ("Q3 FY24", Some(3), Some(2024)),
            ("FY 2006", None, Some(2006)),
            ("Third quarter of fiscal 2024", Some(3), Some(2024)),
            ("Third-Quarter 2024", Some(3), Some(2024)),
            ("3Q14E", Some(3), Some(2014)),
            ("FY2014A", None, Some(2014)),
            ("Second-Quarter", Some(2), None),
            ("Fiscal Year 2005", None, Some(2005)),
            ("1st Qtr 04", Some(1), Some(2004)),
            ("1st Qtr '04", Some(1), Some(2004)),
            ("9M 2006", Some(3), Some(2006)),
            ("6M04", Some(2), Some(2004)),
            ("1H04", Some(2), Some(2004)),
            ("H2 2004", Some(4), Some(2004)),
            ("YTD-04", None, Some(2004)),
            ("YTD06", None, Some(2006)),
        ] {
            let phrase = Phrase::parse(words);
            assert_eq!((phrase.quarter, phrase.year()), (quarter, year), "{words}");
            assert_eq!(phrase.rest, "", "{words}");
        }
    }

    #[test]
    fn comparisons() {
        for (words, comparison) in [
            ("% Change", Comparison::PercentChange),
            ("Change %", Comparison::PercentChange),
            ("Increase (Decrease)", Comparison::Change),
            ("% Increase (Decrease) in US $", Comparison::PercentChange),
            ("% of Revenues", Comparison::PercentOf),
            ("Percent of net sales", Comparison::PercentOf),
            ("% Net Sales", Comparison::PercentOf),
            ("Net Sales % Change", Comparison::PercentChange),
            ("%", Comparison::Percent),
            ("$ Change", Comparison::Change),
            ("V", Comparison::Change),
            ("V%", Comparison::PercentChange),
            ("Adjusted EBITDA Margin %", Comparison::None),
            ("Margin % Change", Comparison::Change),
            ("2004", Comparison::None),
            ("vs. Q1 2022", Comparison::Change),
            ("Inc. (Dec.)", Comparison::Change),
            ("Acme Group, Inc. 2004", Comparison::None),
            ("Interest Inc/Exp", Comparison::None),
        ] {
            assert_eq!(Phrase::parse(words).comparison, comparison, "{words}");
        }
    }

    #[test]
    fn what_a_period_is_compared_with() {
        let phrase = Phrase::parse("Three Months Ended April 30, 2023 compared to Three Months Ended April 30, 2022");
        assert_eq!((phrase.dates.len(), phrase.year()), (1, Some(2023)));
    }

    #[test]
    fn columns_that_set_a_period_against_another() {
        let column = |words: &str| {
            let column = Column { headers: vec![Text::verbatim(words, 0)], scale: None };
            let phrase = Phrase::of_column(&column);
            (phrase.comparison, phrase.against)
        };
        assert_eq!(column("Q3 2012 vs. Q3 2011"), (Comparison::None, true));
        assert_eq!(column("Q3 FY 12 v Q3 FY 11"), (Comparison::None, true));
        assert_eq!(column("2012 vs 2011 Amount"), (Comparison::None, true));
        assert_eq!(column("Q3 2012 vs. Q3 2011 % Change"), (Comparison::PercentChange, false));
        assert_eq!(column("June 30, 2012 vs. 2011 2012"), (Comparison::None, false));
    }

    #[test]
    fn the_day_of_a_column_among_several() {
        let day = |words: &str| Phrase::parse(words).day().map(|day| day.to_string());
        assert_eq!(day("Weeks Ended July 3, 2004 and June 28, 2003 2004").as_deref(), Some("2004-07-03"));
        assert_eq!(day("Weeks Ended July 3, 2004 and June 28, 2003 2003").as_deref(), Some("2003-06-28"));
        assert_eq!(day("Weeks Ended January 3, 2004 and December 28, 2002 2003").as_deref(), Some("2004-01-03"));
        assert_eq!(day("July 3, 2004 2004").as_deref(), Some("2004-07-03"));
        assert_eq!(day("July 3, 2004 and June 28, 2003").as_deref(), Some("2003-06-28"));
    }

    #[test]
    fn the_rest_names_members() {
        let phrase = Phrase::parse("Three Months Ended May 31, 2014 Non-GAAP (unaudited)");
        assert_eq!(phrase.rest, "Non-GAAP");
        assert_eq!(Phrase::parse("As of June 30, 2004").rest, "");
        assert!(Phrase::parse("As of June 30, 2004").as_of);
        assert_eq!(Phrase::parse("(In thousands)").rest, "");
        assert_eq!(Phrase::parse("Asset Management Segment: 2018").rest, "Asset Management Segment");
    }
}
