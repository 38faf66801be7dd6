//! Aspects as the Open Information Model spells them (OIM Common 1.0): units, periods, entities.

use chrono::{Days, NaiveDate};

use super::namespaces::Namespaces;
use crate::report::{Period, Unit};

/// `iso4217:USD`, `iso4217:USD/xbrli:shares`, `xbrli:pure` (which OIM reports leave out).
pub(super) fn unit(names: &Namespaces, unit: &Unit) -> String {
    let measure = names.measure(&unit.measure);
    unit.per.as_ref().map_or(measure.clone(), |per| format!("{measure}/{}", names.measure(per)))
}

/// Midnight at the end of the last day; a duration begins with the midnight before its first.
pub(super) fn period(period: Period) -> String {
    match period {
        Period::Instant(day) => midnight_after(day),
        Period::Duration { start, end } => format!("{start}T00:00:00/{}", midnight_after(end)),
    }
}

fn midnight_after(day: NaiveDate) -> String {
    format!("{}T00:00:00", day.checked_add_days(Days::new(1)).unwrap_or(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn periods_end_at_midnight() {
        let day = |month, day| NaiveDate::from_ymd_opt(2004, month, day).unwrap();
        assert_eq!(period(Period::Instant(day(12, 31))), "2005-01-01T00:00:00");
        assert_eq!(period(Period::Duration { start: day(1, 1), end: day(3, 31) }), "2004-01-01T00:00:00/2004-04-01T00:00:00");
    }
}
