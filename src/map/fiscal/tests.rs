//! What sentences and headers tell of the calendar.

use super::*;
use crate::text::Text;

#[test]
fn the_name_of_a_fiscal_year_is_no_year_of_a_day() {
    let end = |header: &str, title: &str| end_of(&Phrase::parse(header), &Phrase::parse(title));
    let day = |year, month, day| NaiveDate::from_ymd_opt(year, month, day);
    assert_eq!(end("Q1 '21", "Quarter Ended December 31, 2020"), None);
    assert_eq!(end("Q4 2004", "June 30, 2004"), day(2004, 6, 30));
    assert_eq!(end("2004", "Quarter Ended March 31, 2003"), day(2004, 3, 31));
    assert_eq!(end("2003", "13 Weeks Ended July 3, 2004 and June 28, 2003"), day(2003, 6, 28));
}

fn evidence(sentences: &[&str]) -> Evidence {
    let blocks = sentences.iter().map(|s| Block::Paragraph(Text::verbatim(s, 0))).collect();
    Evidence::gather(&Document { blocks, ..Document::default() }, &[])
}

#[test]
fn year_ends_are_concluded_from_sentences() {
    let document = Document::default();
    let june = evidence(&["results for its third quarter ended April 1, 2006 and", "for the fiscal year ended July 2, 2005"]);
    assert_eq!(june.year_end_month(&document), 6);
    assert!(june.is_week_based());
    let december = evidence(&["for the six months ended June 30, 2008, compared"]);
    assert_eq!(december.year_end_month(&document), 12);
    assert!(!december.is_week_based());
    let march = evidence(&["net income for the nine months ended December 31, 2008"]);
    assert_eq!(march.year_end_month(&document), 3);
}

#[test]
fn a_quarter_by_number_and_the_day_of_a_period_tell_the_year_end() {
    let told = evidence(&[
        "Fiscal 2004 First-Quarter Results",
        "first-quarter earnings for the period ended December 31, 2003, up from last year",
    ]);
    assert_eq!(told.year_end_month(&Document::default()), 9);
    let annual = evidence(&["Results of 2003", "for the period ended December 31, 2003"]);
    assert_eq!(annual.year_end_month(&Document::default()), 12);
}

#[test]
fn a_year_cut_in_two_tells_nothing_of_the_calendar() {
    let mut evidence = Evidence::default();
    for words in [
        "Period from March 16, 2004 through December 31, 2004",
        "Period from January 1, 2004 through March 15, 2004",
        "Year Ended December 31, 2003",
    ] {
        evidence.push(&Phrase::parse(words), &Phrase::default(), true);
    }
    assert!(!evidence.is_week_based());
    assert_eq!(evidence.durations().map(|(_, end)| end).max(), NaiveDate::from_ymd_opt(2004, 12, 31));
}

#[test]
fn the_quarter_compared_with_is_not_the_one_reported_on() {
    let told = evidence(&[
        "Acme Announces First Quarter Results",
        "net income for the three months ended March 31, 2007, down from the fourth quarter of 2006",
        "down 12 percent from the fourth quarter of 2006, and fees from the fourth quarter",
    ]);
    assert_eq!(told.year_end_month(&Document::default()), 12);
    let told = evidence(&["Acme Announces Fourth Quarter Results", "for its fourth quarter, the three months ended June 30, 2007"]);
    assert_eq!(told.year_end_month(&Document::default()), 6);
}

#[test]
fn retail_years_are_called_by_their_beginning() {
    let day = NaiveDate::from_ymd_opt(2025, 1, 31).unwrap();
    assert_eq!(evidence(&["the third quarter of fiscal 2024 ended November 2, 2024"]).name_offset(day, 3), -1);
    assert_eq!(evidence(&["third quarter 2024 results for the thirteen weeks ended November 2, 2024"]).name_offset(day, 3), -1);
    assert_eq!(evidence(&["the third quarter of fiscal 2025, up from fiscal 2024"]).name_offset(day, 3), 0);
}
