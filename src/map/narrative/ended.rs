//! Quarters that the text names together with the day they ended on: "fiscal 2006 third quarter ended April 1, 2006".

use chrono::NaiveDate;

use crate::map::date::{Token, month_of, tokens};
use crate::report::NamedQuarter;
use crate::text::Text;

/// How many tokens may stand between the quarter's name and "ended".
const NEAR: usize = 6;

/// Every quarter that is named with its last day, and every fiscal year, which is a fourth quarter's.
pub(super) fn quarters(texts: &[&Text]) -> Vec<NamedQuarter> {
    // most texts need not be taken apart for it
    texts.iter().filter(|text| text.as_str().contains("ended")).flat_map(|text| of_text(text)).collect()
}

fn of_text(text: &Text) -> Vec<NamedQuarter> {
    let tokens = tokens(text.as_str());
    let ended = (0..tokens.len()).filter(|&at| tokens[at].is("ended"));
    let named = ended.filter_map(|at| {
        let day = day_at(&tokens[at + 1..])?;
        let (from, number) = name_before(&tokens[..at])?;
        let span = text.span_of(tokens[from].range.start..tokens[at].range.end);
        Some(NamedQuarter { span, number, reported: None, ended: Some(day) })
    });
    named.collect()
}

/// "April 1, 2006".
fn day_at(tokens: &[Token]) -> Option<NaiveDate> {
    let mut rest = tokens.iter().filter(|t| !t.is(",") && !t.is("."));
    let month = month_of(rest.next()?.text)?;
    let day = rest.next()?.number().filter(|day| *day <= 31)?;
    let year = rest.next().filter(|t| t.text.len() == 4)?.number()?;
    NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
}

/// The quarter that the words just before "ended" name, and where its name begins.
fn name_before(tokens: &[Token]) -> Option<(usize, u8)> {
    let from = tokens.len().saturating_sub(NEAR);
    let noun = (from..tokens.len()).rev().find(|&at| tokens[at].is("quarter") || tokens[at].is("year"))?;
    let plain = |t: &Token| t.number().is_some() || ["of", "fiscal", ",", "the", "year", "period"].iter().any(|word| t.is(word));
    if !tokens[noun + 1..].iter().all(plain) {
        return None;
    }
    let fiscal = noun > 0 && tokens[noun - 1].is("fiscal");
    if tokens[noun].is("year") {
        // "quarter of the fiscal year ended" is a quarter still
        let of_quarter = (from..noun).rev().find(|&at| tokens[at].is("quarter"));
        return if fiscal && of_quarter.is_none() { Some((noun - 1, 4)) } else { None };
    }
    let at = if fiscal { noun.checked_sub(2)? } else { noun.checked_sub(1)? };
    let number = ["first", "second", "third", "fourth"].iter().position(|name| tokens[at].is(name))?;
    Some((at, number as u8 + 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(words: &str) -> Vec<(u8, String)> {
        let text = Text::verbatim(words, 0);
        quarters(&[&text]).iter().map(|q| (q.number, q.ended.unwrap().to_string())).collect()
    }

    #[test]
    fn quarters_with_their_last_day() {
        assert_eq!(found("results for its fiscal 2006 third quarter ended April 1, 2006."), [(3, "2006-04-01".to_owned())]);
        assert_eq!(found("the first fiscal quarter of 2004, ended December 31, 2003"), [(1, "2003-12-31".to_owned())]);
        assert_eq!(found("Form 10-K for the fiscal year ended September 30, 2003"), [(4, "2003-09-30".to_owned())]);
        assert!(found("the year ended June 30, 2004, the three months ended June 30, 2004, a quarter ended June 30, 2004").is_empty());
    }
}
