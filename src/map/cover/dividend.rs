//! Days of a dividend: to whom it is paid, and when.

use std::collections::HashMap;

use chrono::NaiveDate;

use super::day::day_after;
use super::notice::Notice;
use super::page::Passage;
use crate::map::narrative::token::Token;
use crate::report::Value;
use crate::source::Span;
use crate::taxonomy::DataType;

/// Small words between "payable" or "of record" and the day.
const BETWEEN: [&str; 14] = ["on", "as", "of", "at", "the", "close", "business", ",", "or", "about", "date", "is", "in", "a"];
/// How many words are read behind "payable" or "of record".
const REACH: usize = 9;

/// The day of record and the day of payment, where the document speaks of one dividend only.
pub(super) fn notices(passages: &[Passage<'_>], end: NaiveDate) -> Vec<Notice> {
    let mut found: Vec<(&'static str, NaiveDate, Span)> = Vec::new();
    for passage in passages.iter().filter(|p| !p.cell && p.tokens.iter().any(|t| t.is_any(&["dividend", "dividends"]))) {
        for range in passage.sentences() {
            let tokens = &passage.tokens[range.clone()];
            if !tokens.iter().any(|t| t.is_any(&["dividend", "dividends"])) {
                continue;
            }
            for at in 0..tokens.len() {
                let Some(concept) = concept(tokens, at) else { continue };
                let Some((date, day, len)) = day_behind(tokens, at, end) else { continue };
                let bytes = passage.bytes(range.start + day..range.start + day + len);
                found.push((concept, date, passage.span(bytes)));
            }
        }
    }
    // of several dividends none is told
    let mut only: HashMap<&str, Option<NaiveDate>> = HashMap::new();
    for (concept, date, _) in &found {
        let day = only.entry(concept).or_insert(Some(*date));
        *day = day.filter(|day| day == date);
    }
    let told = found.iter().filter(|(concept, date, _)| only[concept] == Some(*date));
    told.map(|(concept, date, span)| Notice::new(concept, DataType::Date, Value::Date(*date), *span).sure(0.85)).collect()
}

/// What the day behind a word is: "payable", "to be paid", "of record".
fn concept(tokens: &[Token], at: usize) -> Option<&'static str> {
    let before = |words: &[&str]| at > 0 && tokens[at - 1].is_any(words);
    if tokens[at].is("payable") || tokens[at].is("paid") && before(&["be"]) || tokens[at].is("date") && before(&["payment"]) {
        return Some("DividendPayableDateToBePaidDayMonthAndYear");
    }
    (tokens[at].is("record") && before(&["of"])).then_some("DividendsPayableDateOfRecordDayMonthAndYear")
}

/// The day that nothing but small words sets apart; where it stands and how many tokens it takes.
fn day_behind(tokens: &[Token], at: usize, end: NaiveDate) -> Option<(NaiveDate, usize, usize)> {
    let small = tokens[at + 1..].iter().take(REACH).take_while(|t| t.is_any(&BETWEEN)).count();
    let day = at + 1 + small;
    let (date, len) = day_after(tokens.get(day..)?, end)?;
    Some((date, day, len))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::narrative::token::tokens;

    #[test]
    fn days_of_payment_and_record() {
        let end = NaiveDate::from_ymd_opt(2014, 6, 30).unwrap();
        let read = |words: &str| {
            let tokens = tokens(words, 0..words.len());
            let days = (0..tokens.len()).filter_map(|at| Some((concept(&tokens, at)?, day_behind(&tokens, at, end)?.0.to_string())));
            days.map(|(concept, date)| format!("{} {date}", &concept[..8 + usize::from(concept.starts_with("Dividends"))]))
                .collect::<Vec<_>>()
        };
        assert_eq!(
            read("a dividend of $.12, payable on August 29, 2014 to holders of record at the close of business on August 15"),
            ["Dividend 2014-08-29", "Dividends 2014-08-15"]
        );
        assert_eq!(read("with a payment date of July 29, 2014"), ["Dividend 2014-07-29"]);
        assert_eq!(read("will be paid in cash on August 29, 2014 to those of record"), [""; 0]);
    }
}
