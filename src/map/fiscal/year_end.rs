//! Months in which years and quarters end.

use chrono::{Datelike, NaiveDate, TimeDelta};

/// The month in which years end when nothing tells: December, where a quarter may end as the one that is printed does; merchants' January, where it
/// ends a month behind the calendar's.
pub(super) fn usual_year_end(quarter_end: Option<NaiveDate>) -> u32 {
    match quarter_end.map(nominal_month) {
        Some(month) if month % 3 == 1 => 1,
        Some(month) if month % 3 == 2 => month,
        _ => 12,
    }
}

/// The month whose end a day stands for: July 1 belongs to June.
pub(super) fn nominal_month(day: NaiveDate) -> u32 {
    if day.day() <= 10 { (day - TimeDelta::days(10)).month() } else { day.month() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn years_end_where_a_quarter_can() {
        let of = |month, day| usual_year_end(NaiveDate::from_ymd_opt(1999, month, day));
        assert_eq!([of(9, 30), of(7, 3), of(10, 2)], [12, 12, 12]);
        assert_eq!([of(1, 30), of(10, 30), of(2, 28), of(8, 31)], [1, 1, 2, 8]);
        assert_eq!(usual_year_end(None), 12);
    }
}
