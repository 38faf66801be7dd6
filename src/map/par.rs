//! Figures inside a label of a balance sheet: `Common stock, $.01 par value; 30,000,000 shares authorized; 13,577,000 and 13,432,000 issued`.

use std::ops::Range;

use chrono::NaiveDate;

use super::date::dates;
use crate::figure::Figure;
use crate::text::Text;

/// What a figure of a label states.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Particular {
    /// The par or stated value of a share.
    Par,
    /// Shares that may be issued.
    Authorized,
    /// Shares that are issued.
    Issued,
    /// Shares that are outstanding.
    Outstanding,
    /// What is taken off a receivable for doubtful accounts.
    Allowance,
}

impl Particular {
    /// The us-gaap concept of it for a kind of stock or receivable; `None` where the label names neither.
    pub(crate) fn concept(self, label: &str) -> Option<String> {
        let lower = label.to_lowercase();
        if self == Self::Allowance {
            let receivable = lower.contains("receivable") && !lower.contains("loan") && !lower.contains("note");
            return receivable.then(|| "AllowanceForDoubtfulAccountsReceivableCurrent".to_owned());
        }
        let stock = match (lower.contains("preferred"), lower.contains("common")) {
            (true, false) => "PreferredStock",
            (false, true) => "CommonStock",
            _ => return None,
        };
        let suffix = match self {
            Self::Par => "ParOrStatedValuePerShare",
            Self::Authorized => "SharesAuthorized",
            Self::Issued => "SharesIssued",
            _ => "SharesOutstanding",
        };
        Some(format!("{stock}{suffix}"))
    }
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

/// The figures of a label. `days` is the number of days the table's columns name: a list of figures must have one for each.
pub(crate) fn particulars(label: &Text, days: usize) -> Vec<Printed> {
    let lower = label.as_str().to_lowercase();
    if lower.len() != label.as_str().len()
        || !["par value", "authorized", "allowance", "issued", "outstanding", "stated value"].iter().any(|w| lower.contains(w))
    {
        return Vec::new();
    }
    let numbers = numbers(label);
    let mut found = Vec::new();
    let mut shares: Vec<usize> = Vec::new();
    let mut allowances: Vec<usize> = Vec::new();
    for (at, (figure, range)) in numbers.iter().enumerate() {
        let before = head(&lower, range.start, 14).rsplit([';', ',']).next().unwrap_or("");
        // a series set aside of the shares authorized
        if lower[..range.start].trim_end().ends_with("of which") || start_of(&lower[range.end..], 40).contains("designated") {
            continue;
        }
        let after = tail(&lower, range.end, 18);
        if figure.style.currency.is_some() || figure.style.fraction_digits > 0 {
            if after.trim_start().starts_with("par") || after.contains("stated value") || head(&lower, range.start, 16).contains("value") {
                found.push(Printed { particular: Particular::Par, figure: figure.clone(), nth: None, day: None });
            } else if lower[..range.start].contains("allowance") {
                allowances.push(at);
            }
        } else if after.contains("authorized") || before.contains("authorized") {
            found.push(Printed { particular: Particular::Authorized, figure: figure.clone(), nth: None, day: None });
        } else if figure.amount >= 100.into() {
            shares.push(at);
        }
    }
    let each = lower.contains("respectively");
    let stated = |list: &[usize]| list.len() == days || list.len() == 1 && !each;
    if stated(&allowances) {
        push(&mut found, &numbers, &allowances, Particular::Allowance, &lower);
    }
    if stated(&shares) {
        for (word, particular) in [("issued", Particular::Issued), ("outstanding", Particular::Outstanding)] {
            if lower.contains(word) {
                push(&mut found, &numbers, &shares, particular, &lower);
            }
        }
    }
    found
}

fn push(found: &mut Vec<Printed>, numbers: &[(Figure, Range<usize>)], list: &[usize], particular: Particular, lower: &str) {
    for (nth, at) in list.iter().enumerate() {
        let (figure, range) = &numbers[*at];
        let next = list.get(nth + 1).map_or(lower.len(), |next| numbers[*next].1.start);
        let day = dates(&lower[range.end..next]).iter().find_map(super::date::PartialDate::day);
        found.push(Printed { particular, figure: figure.clone(), nth: Some(nth), day });
    }
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
            ["Authorized 100000000 None", "Par 0.01 None", "Issued 50773796 Some(0)", "Outstanding 50773796 Some(0)"]
        );
        assert_eq!(
            shown("Accounts receivable, less allowances of $62 and $55, respectively", 2),
            ["Allowance 62 Some(0)", "Allowance 55 Some(1)"]
        );
        assert_eq!(
            shown("Common stock, $.10 par value 25,000,000 shares authorized, 9,933,242 and 9,969,174 shares issued, respectively", 2),
            ["Par 0.10 None", "Authorized 25000000 None", "Issued 9933242 Some(0)", "Issued 9969174 Some(1)"]
        );
        let series = "Preferred stock, 5,000,000 shares authorized, of which 250,000 shares are designated Series A; none issued";
        assert_eq!(shown(series, 2), ["Authorized 5000000 None"]);
        assert_eq!(shown("Notes payable due 2010", 2), Vec::<String>::new());
    }
}
