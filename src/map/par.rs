//! Figures inside a label of a balance sheet: `Common stock, $.01 par value; 30,000,000 shares authorized; 13,577,000 and 13,432,000 issued`.

mod states;

use std::ops::Range;

use chrono::NaiveDate;

use super::date::dates;
use crate::figure::Figure;
use crate::text::{Text, has_any};

/// What a figure of a label states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Particular {
    /// The par or stated value of a share.
    Par,
    /// What a preferred share is worth before the others when the company ends.
    Liquidation,
    /// Shares that may be issued.
    Authorized,
    /// Shares that are issued.
    Issued,
    /// Shares that are outstanding.
    Outstanding,
    /// Shares that the company holds itself.
    Treasury,
    /// What is taken off a receivable for doubtful accounts.
    Allowance,
    /// What is taken off property for what was depreciated.
    Depreciation,
    /// What is taken off intangible assets for what was amortized.
    Amortization,
    /// What securities that are carried at cost are worth.
    FairValue,
    /// What securities that are carried at fair value cost.
    AmortizedCost,
}

impl Particular {
    /// The us-gaap concept of it for a kind of stock or receivable; `None` where the label names neither.
    pub(crate) fn concept(self, label: &str) -> Option<String> {
        let lower = label.to_lowercase();
        let suffix = match self {
            Self::Allowance => return allowance(&lower).map(str::to_owned),
            Self::Depreciation => return Some("AccumulatedDepreciationDepletionAndAmortizationPropertyPlantAndEquipment".to_owned()),
            Self::Amortization => return Some("FiniteLivedIntangibleAssetsAccumulatedAmortization".to_owned()),
            Self::FairValue => return Some("HeldToMaturitySecuritiesFairValue".to_owned()),
            Self::AmortizedCost => return Some("AvailableForSaleDebtSecuritiesAmortizedCostBasis".to_owned()),
            Self::Treasury => return Some("TreasuryStockCommonShares".to_owned()),
            Self::Liquidation => "LiquidationPreference",
            Self::Par => "ParOrStatedValuePerShare",
            Self::Authorized => "SharesAuthorized",
            Self::Issued => "SharesIssued",
            Self::Outstanding => "SharesOutstanding",
        };
        let stock = match (lower.contains("preferred"), lower.contains("common")) {
            (true, false) => "PreferredStock",
            (false, true) => "CommonStock",
            _ => return None,
        };
        Some(format!("{stock}{suffix}"))
    }
}

/// The allowance against what a label names: "Loans, net of allowance", "Accounts and notes receivable, less allowance".
fn allowance(lower: &str) -> Option<&'static str> {
    let of_notes = lower.find("note").is_some_and(|note| !lower[..note].contains("accounts") && !lower[..note].contains("trade"));
    if lower.contains("loan") && !lower.contains("securities") {
        return Some("LoansAndLeasesReceivableAllowance");
    }
    (lower.contains("receivable") && !of_notes).then_some("AllowanceForDoubtfulAccountsReceivableCurrent")
}

/// A figure of a label.
#[derive(Debug)]
pub(crate) struct Printed {
    /// What it states.
    pub(crate) particular: Particular,
    /// The figure.
    pub(crate) figure: Figure,
    /// Which of the table's days it holds for: the first, second ...; `None` for all of them.
    pub(crate) nth: Option<usize>,
    /// The day that stands beside it.
    pub(crate) day: Option<NaiveDate>,
}

/// Words without which a label states no such figure.
const MARKS: [&str; 11] = [
    "par value",
    "authorized",
    "allowance",
    "issued",
    "outstanding",
    "stated value",
    "accumulated",
    "treasury",
    "fair value",
    "market value",
    "amortized cost",
];

/// The figures of a label. `days` is the number of days the table's columns name: a list of figures must have one for each.
pub(crate) fn particulars(label: &Text, days: usize) -> Vec<Printed> {
    let lower = label.as_str().to_lowercase();
    if lower.len() != label.as_str().len() || !has_any(&lower, &MARKS) {
        return Vec::new();
    }
    let numbers = numbers(label);
    let mut found = Vec::new();
    let mut shares: Vec<usize> = Vec::new();
    let mut beside: Vec<(Particular, usize)> = Vec::new();
    for (at, (figure, range)) in numbers.iter().enumerate() {
        // a series set aside of the shares authorized
        if lower[..range.start].trim_end().ends_with("of which") || start_of(&lower[range.end..], 40).contains("designated") {
            continue;
        }
        let after = tail(&lower, range.end, 18);
        let liquidation = start_of(&lower[range.end..], 40);
        if figure.style.currency.is_some() || figure.style.fraction_digits > 0 {
            if liquidation.contains("liquidation") {
                // what all shares are worth together stands in the money of the table
                if liquidation.trim_start().starts_with("per share") {
                    found.push(Printed { particular: Particular::Liquidation, figure: figure.clone(), nth: None, day: None });
                }
            } else if let Some(worth) = worth(&lower, range.start) {
                beside.push((worth, at));
            } else if after.trim_start().starts_with("par")
                || after.contains("stated value")
                || head(&lower, range.start, 16).contains("value") && !head(&lower, range.start, 18).contains("no par")
            {
                found.push(Printed { particular: Particular::Par, figure: figure.clone(), nth: None, day: None });
            } else if let Some(taken) = taken(&lower[..range.start]) {
                beside.push((taken, at));
            }
        } else if figure.amount >= 100.into() && !after.contains("treasury") && !is_year(&lower[range.clone()]) {
            shares.push(at);
        }
    }
    let each = lower.contains("respectively");
    let stated = |list: &[usize]| list.len() == days || list.len() == 1 && !each;
    // an allowance may be followed by what is left at fair value
    beside.sort_by_key(|(particular, _)| *particular as u8);
    for alike in beside.chunk_by(|a, b| a.0 == b.0) {
        let list: Vec<usize> = alike.iter().map(|(_, at)| *at).collect();
        if stated(&list) {
            push(&mut found, &numbers, &list, alike[0].0, &lower);
        }
    }
    const HELD: [&str; 3] = ["treasury", "repurchased common stock", "reacquired common stock"];
    let treasury = HELD.iter().any(|held| lower.trim_start().starts_with(held)) || lower.contains("common stock in treasury");
    let places: Vec<Range<usize>> = shares.iter().map(|at| numbers[*at].1.clone()).collect();
    let counted = if treasury { vec![vec![Particular::Treasury]; places.len()] } else { states::of(&lower, &places) };
    for particular in [Particular::Authorized, Particular::Issued, Particular::Outstanding, Particular::Treasury] {
        let list: Vec<usize> = shares.iter().zip(&counted).filter(|(_, of)| of.contains(&particular)).map(|(at, _)| *at).collect();
        match list.as_slice() {
            [] => {}
            // how many may be issued hardly ever changes
            [one] if particular == Particular::Authorized => {
                found.push(Printed { particular, figure: numbers[*one].0.clone(), nth: None, day: None });
            }
            _ if stated(&list) => push(&mut found, &numbers, &list, particular, &lower),
            _ => {}
        }
    }
    found
}

/// What securities are worth, or cost, by the last words before a figure: `held to maturity (fair value of`.
fn worth(lower: &str, at: usize) -> Option<Particular> {
    let before = &lower[..at];
    let last = |words: &[&str]| words.iter().filter_map(|w| before.rfind(w)).max();
    let value = last(&["fair value", "market value"]);
    let cost = last(&["amortized cost"]);
    let taken = last(&["allowance", "accumulated", "par"]);
    let held = lower.contains("held to maturity") || lower.contains("held-to-maturity");
    let for_sale = lower.contains("available for sale") || lower.contains("available-for-sale");
    match (value, cost) {
        (Some(value), cost) if held && !for_sale && cost.max(taken).is_none_or(|other| other < value) => Some(Particular::FairValue),
        (value, Some(cost)) if for_sale && !held && value.max(taken).is_none_or(|other| other < cost) => Some(Particular::AmortizedCost),
        _ => None,
    }
}

/// What words say is taken off what a label names: `less accumulated depreciation of`.
fn taken(lower: &str) -> Option<Particular> {
    if lower.contains("allowance") {
        return Some(Particular::Allowance);
    }
    let of_property = ["property", "equipment", "plant", "premises", "fixed assets"].iter().any(|w| lower.contains(w));
    let of_rights = lower.contains("intangible") && !lower.contains("goodwill");
    match (lower.contains("accumulated depreciation"), lower.contains("accumulated amortization")) {
        (true, _) if of_property => Some(Particular::Depreciation),
        (false, true) if of_rights => Some(Particular::Amortization),
        _ => None,
    }
}

fn push(found: &mut Vec<Printed>, numbers: &[(Figure, Range<usize>)], list: &[usize], particular: Particular, lower: &str) {
    let behind = |nth: usize| {
        let end = list.get(nth + 1).map_or(lower.len(), |next| numbers[*next].1.start);
        let words = &lower[numbers[list[nth]].1.end..end];
        days(in_front(words).map_or(words, |(before, _)| before))
    };
    // "51,204 shares (December 31, 2008 - 48,806 shares)"
    let before = |nth: usize| {
        let last = numbers[list[nth.checked_sub(1)?]].1.end;
        in_front(&lower[last..numbers[list[nth]].1.start]).map(|(_, day)| day)
    };
    // "$610 and $540 as of December 31, 2012 and 2011, respectively": the days follow the last figure together
    let last = behind(list.len().saturating_sub(1));
    let together = last.len() == list.len() && list.len() > 1;
    let for_all = ["both periods", "both dates", "both years", "each period", "each date"].iter().any(|w| lower.contains(w));
    for (nth, at) in list.iter().enumerate() {
        let day = if together { Some(last[nth]) } else { before(nth).or_else(|| behind(nth).first().copied()) };
        // "allowances of $7 at both periods"
        let nth = Some(nth).filter(|_| list.len() > 1 || !for_all);
        found.push(Printed { particular, figure: numbers[*at].0.clone(), nth, day });
    }
}

/// A day that brackets open with, right before a figure: the words before it, and the day.
fn in_front(words: &str) -> Option<(&str, NaiveDate)> {
    let (before, inside) = words.rsplit_once('(').filter(|(_, inside)| !inside.contains(')'))?;
    Some((before, *days(inside).first()?))
}

/// The days that words name; what one leaves out is that of the one beside it: "December 31, 2012 and 2011", "June 30 and March 31, 2012".
fn days(words: &str) -> Vec<NaiveDate> {
    let mut named = dates(words);
    for at in (0..named.len().saturating_sub(1)).rev() {
        named[at].year = named[at].year.or(named[at + 1].year);
    }
    for at in 1..named.len() {
        let before = (named[at - 1].month, named[at - 1].day);
        if named[at].month.is_none() {
            (named[at].month, named[at].day) = before;
        }
    }
    named.iter().filter_map(super::date::PartialDate::day).collect()
}

/// The numbers of a label with their places; pieces of dates are none.
fn numbers(label: &Text) -> Vec<(Figure, Range<usize>)> {
    let words = label.as_str();
    let days = dates(words);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = words[at..].chars().next() {
        let begins = c == '$' || c.is_ascii_digit() || c == '.' && words[at + 1..].starts_with(|d: char| d.is_ascii_digit());
        let in_date = days.iter().find(|d| d.range.contains(&at));
        if let Some(date) = in_date {
            at = date.range.end.max(at + c.len_utf8());
        } else if let Some((figure, end)) = begins.then(|| Figure::in_narrative(label, at)).flatten() {
            found.push((figure, at..end));
            at = end.max(at + 1);
        } else {
            at += c.len_utf8();
        }
    }
    found
}

fn is_year(words: &str) -> bool {
    words.len() == 4 && words.parse().is_ok_and(|year: u32| (1980..2080).contains(&year))
}

fn head(words: &str, end: usize, length: usize) -> &str {
    let mut start = end.saturating_sub(length);
    while !words.is_char_boundary(start) {
        start += 1;
    }
    &words[start..end]
}

fn start_of(words: &str, length: usize) -> &str {
    let end = (0..=length.min(words.len())).rev().find(|&at| words.is_char_boundary(at));
    &words[..end.unwrap_or(0)]
}

fn tail(words: &str, start: usize, length: usize) -> &str {
    let mut end = (start + length).min(words.len());
    while !words.is_char_boundary(end) {
        end -= 1;
    }
    let tail = &words[start..end];
    tail.find([';', ',']).map_or(tail, |stop| &tail[..stop])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(label: &str, days: usize) -> Vec<String> {
        let text = Text::verbatim(label, 0);
        let show = |p: &Printed| format!("{:?} {} {:?}", p.particular, p.figure.amount, p.nth);
        particulars(&text, days).iter().map(show).collect()
    }

    #[test]
    fn days_stand_beside_their_figures_or_behind_them_all() {
        let held = |label: &str| -> Vec<String> {
            let text = Text::verbatim(label, 0);
            particulars(&text, 2)
                .iter()
                .map(|p| format!("{} {}", p.figure.amount, p.day.map_or("-".to_owned(), |d| d.to_string())))
                .collect()
        };
        let label = "Redeemable preferred stock, no par value, $100 per share liquidation preference";
        assert_eq!(shown(label, 2), ["Liquidation 100 None"]);
        assert_eq!(shown("Trade receivables, net of allowances of $7 at both periods", 2), ["Allowance 7 None"]);
        assert_eq!(
            held("Accounts receivable, net of allowances of $610 and $540 as of December 31, 2012 and 2011, respectively"),
            ["610 2012-12-31", "540 2011-12-31"]
        );
        assert_eq!(
            held("Accounts receivable, net of allowances of $610 and $540 at June 30 and March 31, 2012, respectively"),
            ["610 2012-06-30", "540 2012-03-31"]
        );
        assert_eq!(
            held("Accounts receivable, net of allowances of $610 at June 30, 2012 and $540 at June 30, 2011"),
            ["610 2012-06-30", "540 2011-06-30"]
        );
        assert_eq!(held("Accounts receivable, net of allowances of $610 and $540"), ["610 -", "540 -"]);
    }

    #[test]
    fn labels_of_stock() {
        assert_eq!(
            shown(
                "Common stock, $1.00 par value; 30,000,000 shares authorized; 11,976,669, 11,960,371, and 11,998,978 shares outstanding",
                3
            ),
            [
                "Par 1.00 None",
                "Authorized 30000000 None",
                "Outstanding 11976669 Some(0)",
                "Outstanding 11960371 Some(1)",
                "Outstanding 11998978 Some(2)"
            ]
        );
        assert_eq!(
            shown(
                "Common stock, authorized 100,000,000 shares of $.01 par value; issued and outstanding; 50,773,796 shares at November 2, 2024",
                3
            ),
            ["Par 0.01 None", "Authorized 100000000 None", "Issued 50773796 Some(0)", "Outstanding 50773796 Some(0)"]
        );
        assert_eq!(
            shown("Accounts receivable, less allowances of $62 and $55, respectively", 2),
            ["Allowance 62 Some(0)", "Allowance 55 Some(1)"]
        );
        assert_eq!(
            shown("Common stock, $.10 par value 25,000,000 shares authorized, 9,933,242 and 9,969,174 shares issued, respectively", 2),
            ["Par 0.10 None", "Authorized 25000000 None", "Issued 9933242 Some(0)", "Issued 9969174 Some(1)"]
        );
        assert_eq!(
            shown("Property and equipment, net of accumulated depreciation of $288,340 and $276,110, respectively", 2),
            ["Depreciation 288340 Some(0)", "Depreciation 276110 Some(1)"]
        );
        assert_eq!(shown("Other assets, net of accumulated depreciation of $288 and $276", 2), Vec::<String>::new());
        let series = "Preferred stock, 5,000,000 shares authorized, of which 250,000 shares are designated Series A; none issued";
        assert_eq!(shown(series, 2), ["Authorized 5000000 None"]);
        let issued = "Common stock, $.01 par value, 649,736 shares issued, 242,170 and 251,004 shares outstanding, respectively";
        assert_eq!(shown(issued, 2), ["Par 0.01 None", "Outstanding 242170 Some(0)", "Outstanding 251004 Some(1)"]);
        let held = "Treasury stock, 13,040 shares at September 29, 2000 and 13,135 at June 30, 2000, at cost";
        assert_eq!(shown(held, 2), ["Treasury 13040 Some(0)", "Treasury 13135 Some(1)"]);
        let bought = "Repurchased common stock, in excess of par value (489 and 490 shares, respectively)";
        assert_eq!(shown(bought, 2), ["Treasury 489 Some(0)", "Treasury 490 Some(1)"]);
        let years = "Common Stock, $.01 par value; 50,000 shares authorized, issued: 1991, 12,671,651 shares; 1992, 12,728,560 shares";
        assert_eq!(shown(years, 2)[1..], ["Authorized 50000 None", "Issued 12671651 Some(0)", "Issued 12728560 Some(1)"]);
        assert_eq!(shown("Notes payable due 2010", 2), Vec::<String>::new());
        assert_eq!(
            shown("Securities held to maturity (fair value of $12,300 and $11,200)", 2),
            ["FairValue 12300 Some(0)", "FairValue 11200 Some(1)"]
        );
        assert_eq!(
            shown(
                "Debt securities held-to-maturity, net of allowance for credit losses of $62 and $55 (fair value of $12,300 and $11,200)",
                2
            ),
            ["Allowance 62 Some(0)", "Allowance 55 Some(1)", "FairValue 12300 Some(0)", "FairValue 11200 Some(1)"]
        );
        assert_eq!(
            shown("Securities available for sale, at fair value (amortized cost of $71,000 and $73,000)", 2),
            ["AmortizedCost 71000 Some(0)", "AmortizedCost 73000 Some(1)"]
        );
    }
}
