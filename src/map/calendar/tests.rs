//! Days of fiscal periods.

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn calendar(month: u32, week_based: bool, ends: &[&str]) -> Calendar {
    Calendar {
        year_end_month: month,
        year_end_day: None,
        name_offset: 0,
        week_based,
        ends: ends.iter().map(|e| day(e)).collect(),
        quarter_weeks: BTreeMap::new(),
        year_weeks: BTreeMap::new(),
        current: Period::Instant(day("2006-04-01")),
    }
}

fn shown(period: Period) -> String {
    format!("{} {}", period.start().unwrap(), period.end())
}

#[test]
fn quarters_of_thirteen_weeks_begin_where_the_year_did() {
    // the Sunday nearest to the year's end is January 2, 2005: a week late
    let calendar = calendar(12, true, &["2004-09-26", "2005-09-25"]);
    assert_eq!(shown(calendar.year_to_date(2005, 3).unwrap()), "2004-12-27 2005-09-25");
    assert_eq!(shown(calendar.year_to_date(2004, 3).unwrap()), "2003-12-29 2004-09-26");
}

#[test]
fn months() {
    let calendar = calendar(12, false, &[]);
    assert_eq!(shown(calendar.months_ended(3, day("2004-03-31"))), "2004-01-01 2004-03-31");
    assert_eq!(shown(calendar.months_ended(12, day("2004-02-29"))), "2003-03-01 2004-02-29");
    assert_eq!(shown(calendar.quarter(2004, 2).unwrap()), "2004-04-01 2004-06-30");
    assert_eq!(shown(calendar.year_to_date(2004, 3).unwrap()), "2004-01-01 2004-09-30");
    assert_eq!(shown(calendar.comparison(calendar.months_ended(3, day("2004-02-29")))), "2002-12-01 2003-02-28");
    assert_eq!(calendar.quarter_of(day("2004-09-30")), 3);
    assert_eq!(calendar.quarter_of(day("2004-03-31")), 1);
}

#[test]
fn weeks_begin_after_the_printed_end() {
    let mut calendar = calendar(6, true, &["2006-04-01", "2005-12-31", "2005-03-26", "2005-07-02"]);
    assert_eq!(shown(calendar.months_ended(3, day("2006-04-01"))), "2006-01-01 2006-04-01");
    assert_eq!(shown(calendar.months_ended(9, day("2006-04-01"))), "2005-07-03 2006-04-01");
    assert_eq!(shown(calendar.months_ended(9, day("2005-03-26"))), "2004-06-27 2005-03-26");
    assert_eq!(shown(calendar.fiscal_year(2005).unwrap()), "2004-07-04 2005-07-02");
    assert_eq!(calendar.quarter_of(day("2006-04-01")), 3);
    assert_eq!(calendar.quarter_of(day("2005-07-02")), 4);
    calendar.year_weeks.insert(day("2005-07-02"), 53);
    assert_eq!(shown(calendar.fiscal_year(2005).unwrap()), "2004-06-27 2005-07-02");
    calendar.quarter_weeks.insert(day("2006-04-01"), 12);
    assert_eq!(shown(calendar.quarter(2006, 3).unwrap()), "2006-01-08 2006-04-01");
    calendar.name_offset = -1;
    assert_eq!(calendar.fiscal_year_of(day("2006-04-01")), 2005);
}

#[test]
fn quarters_of_weeks_in_years_that_end_with_their_month() {
    let mut calendar = calendar(12, true, &["1997-06-28", "1996-06-29", "1996-12-31"]);
    calendar.end_years_with_their_month();
    assert_eq!(shown(calendar.year_to_date(1996, 2).unwrap()), "1996-01-01 1996-06-29");
    assert_eq!(shown(calendar.months_ended(6, day("1996-06-29"))), "1996-01-01 1996-06-29");
    // a year that ended on the same weekday by chance: the years before did not
    let mut calendar = self::calendar(6, true, &["2019-12-29", "2019-12-31", "2019-06-30", "2018-12-23"]);
    calendar.end_years_with_their_month();
    assert_eq!(calendar.ends.len(), 4);
}

#[test]
fn first_quarters_begin_where_years_ended() {
    let mut calendar = calendar(12, true, &["2023-03-25", "2022-03-19", "2022-12-31"]);
    assert_eq!(shown(calendar.months_ended(12, day("2022-12-31"))), "2022-01-02 2022-12-31");
    calendar.quarter_weeks = [(day("2023-03-25"), 12), (day("2022-03-19"), 12)].into();
    calendar.end_years_before_first_quarters();
    assert_eq!(shown(calendar.months_ended(12, day("2022-12-31"))), "2021-12-26 2022-12-31");
    assert_eq!(calendar.ends.len(), 4);
}

#[test]
fn quarters_of_twelve_weeks_end_far_from_months() {
    let mut calendar = calendar(12, true, &["1999-09-11", "1998-09-12", "1999-01-02"]);
    calendar.current = Period::Duration { start: day("1999-06-20"), end: day("1999-09-11") };
    assert_eq!(calendar.quarter(1999, 3).unwrap().end(), day("1999-09-11"));
    assert_eq!(calendar.quarter(1998, 3).unwrap().end(), day("1998-09-12"));
    assert_eq!(calendar.quarter(1998, 4).unwrap().end(), day("1999-01-02"));
}

#[test]
fn quarters_of_weeks_lie_thirteen_before_the_next_printed_end() {
    // the Tuesday nearest to the end of September is October 3, a week after the third quarter's end
    let calendar = calendar(12, true, &["2017-12-26"]);
    assert_eq!(shown(calendar.quarter(2017, 3).unwrap()), "2017-06-28 2017-09-26");
    assert_eq!(shown(calendar.quarter(2017, 2).unwrap()), "2017-03-29 2017-06-27");
}
