//! Days and times of day, as covers and calls give them.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, Weekday};

use crate::map::narrative::token::Token;
use crate::map::narrative::when::month;

/// A day at the first of the tokens: "May 13, 2004", "July 29"; answers also how many tokens it takes and whether it names the year.
pub(super) fn day(tokens: &[Token]) -> Option<(u32, u32, Option<i32>, usize)> {
    let month = month(tokens.first()?)?;
    let mut at = 1 + usize::from(tokens.get(1).is_some_and(|t| t.is(".")));
    let day: u32 = tokens.get(at)?.lower.trim_end_matches(char::is_alphabetic).parse().ok().filter(|d| (1..=31).contains(d))?;
    at += 1;
    let comma = usize::from(tokens.get(at).is_some_and(|t| t.is(",")));
    let year =
        tokens.get(at + comma).filter(|t| t.lower.len() == 4).and_then(|t| t.lower.parse().ok()).filter(|y| (1985..=2049).contains(y));
    if year.is_some() {
        at += comma + 1;
    }
    Some((month, day, year, at))
}

/// A day that names its year, with the number of tokens.
pub(super) fn full_day(tokens: &[Token]) -> Option<(NaiveDate, usize)> {
    let (month, day, year, len) = day(tokens)?;
    Some((NaiveDate::from_ymd_opt(year?, month, day)?, len))
}

/// A day; one without a year is the first such day from another on.
pub(super) fn day_after(tokens: &[Token], from: NaiveDate) -> Option<(NaiveDate, usize)> {
    let (month, day, year, len) = day(tokens)?;
    let of = |year| NaiveDate::from_ymd_opt(year, month, day);
    let date = match year {
        Some(year) => of(year),
        None => of(from.year()).filter(|d| *d >= from).or_else(|| of(from.year() + 1)),
    };
    Some((date?, len))
}

/// A time of day with its zone.
pub(super) struct Clock {
    time: NaiveTime,
    zone: Zone,
    /// How many tokens.
    pub(super) len: usize,
}

/// A zone: its standard offset in hours, and whether daylight time is said, or left to the day.
struct Zone {
    standard: i32,
    daylight: Option<bool>,
}

/// Reads "1:00 pm (Eastern Daylight Time)", "10:00 a.m. EST", "2:00 p.m. Pacific".
pub(super) fn clock(tokens: &[Token]) -> Option<Clock> {
    let hour: u32 = tokens.first()?.lower.parse().ok().filter(|h| (1..=12).contains(h))?;
    let (minute, mut at) = match tokens.get(1..3) {
        Some([colon, minute]) if colon.is(":") && minute.lower.len() == 2 => (minute.lower.parse().ok().filter(|m| *m < 60)?, 3),
        _ => (0, 1),
    };
    let half = tokens.get(at)?;
    let afternoon = match half.lower.as_str() {
        "am" | "a.m" => false,
        "pm" | "p.m" => true,
        "noon" => true,
        _ => return None,
    };
    at += 1;
    at += usize::from(tokens.get(at).is_some_and(|t| t.is(".")));
    let (zone, len) = zone(&tokens[at..])?;
    let time = NaiveTime::from_hms_opt(hour % 12 + if afternoon { 12 } else { 0 }, minute, 0)?;
    Some(Clock { time, zone, len: at + len })
}

fn zone(tokens: &[Token]) -> Option<(Zone, usize)> {
    let mut at = 0;
    while tokens.get(at).is_some_and(|t| t.is_any(&[",", "("])) {
        at += 1;
    }
    let bracket = at > 0 && tokens[at - 1].is("(");
    let word = tokens.get(at)?;
    at += 1;
    let standard = match word.lower.as_str() {
        "est" | "edt" | "et" | "eastern" => -5,
        "cst" | "cdt" | "ct" | "central" => -6,
        "mst" | "mdt" | "mt" | "mountain" => -7,
        "pst" | "pdt" | "pt" | "pacific" => -8,
        _ => return None,
    };
    let mut daylight = match word.lower.as_str() {
        "est" | "cst" | "mst" | "pst" => Some(false),
        "edt" | "cdt" | "mdt" | "pdt" => Some(true),
        _ => None,
    };
    if let Some(kind) = tokens.get(at).filter(|t| t.is_any(&["standard", "daylight", "savings", "saving"])) {
        daylight = Some(!kind.is("standard"));
        at += 1;
        at += usize::from(tokens.get(at).is_some_and(|t| t.is_any(&["savings", "saving"])));
    }
    at += usize::from(tokens.get(at).is_some_and(|t| t.is("time")));
    at += usize::from(bracket && tokens.get(at).is_some_and(|t| t.is(")")));
    Some((Zone { standard, daylight }, at))
}

impl Clock {
    /// The moment on a day.
    pub(super) fn on(&self, day: NaiveDate) -> Option<DateTime<FixedOffset>> {
        let daylight = self.zone.daylight.unwrap_or_else(|| summer(day));
        let offset = FixedOffset::east_opt((self.zone.standard + i32::from(daylight)) * 3600)?;
        day.and_time(self.time).and_local_timezone(offset).single()
    }
}

/// Whether daylight time is in force in the United States: since 2007 from March's second Sunday to November's first, from 1987 from
/// April's first to October's last.
fn summer(day: NaiveDate) -> bool {
    let sunday = |month, nth| NaiveDate::from_weekday_of_month_opt(day.year(), month, Weekday::Sun, nth);
    let last_of_october = sunday(10, 5).or_else(|| sunday(10, 4));
    let (from, to) = if day.year() >= 2007 { (sunday(3, 2), sunday(11, 1)) } else { (sunday(4, 1), last_of_october) };
    from.is_some_and(|from| day >= from) && to.is_some_and(|to| day < to)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::map::narrative::token::tokens;

    fn moment(words: &str, day: (i32, u32, u32)) -> Option<String> {
        let tokens = tokens(words, 0..words.len());
        let clock = clock(&tokens)?;
        Some(clock.on(NaiveDate::from_ymd_opt(day.0, day.1, day.2)?)?.to_utc().to_string())
    }

    #[test]
    fn moments_in_their_zones() {
        assert_eq!(moment("1:00 pm (Eastern Daylight Time)", (2004, 5, 13)).unwrap(), "2004-05-13 17:00:00 UTC");
        assert_eq!(moment("10:00 a.m. EST", (2016, 11, 17)).unwrap(), "2016-11-17 15:00:00 UTC");
        assert_eq!(moment("1:30 p.m. Pacific time", (2007, 3, 20)).unwrap(), "2007-03-20 20:30:00 UTC");
        assert_eq!(moment("1:30 p.m. Pacific time", (2006, 3, 20)).unwrap(), "2006-03-20 21:30:00 UTC");
        assert_eq!(moment("10 days", (2006, 3, 20)), None);
    }
}
