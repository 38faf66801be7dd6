//! Years that are to come, as schedules of payments name them.

use super::ColumnTime;

/// Nothing ends the years of a schedule that lie behind the last one named, nor their total: `2005 | 2006 | Thereafter | Total`.
pub(super) fn forget(times: &mut [ColumnTime]) {
    let says = |time: &ColumnTime, words: &[&str]| words.iter().any(|w| time.rest.to_ascii_lowercase().ends_with(w));
    let endless = |time: &ColumnTime| says(time, &["thereafter", "beyond", "later years"]);
    if !times.iter().any(endless) {
        return;
    }
    for time in times.iter_mut().filter(|time| endless(time) || says(time, &["total", "totals"])) {
        (time.duration, time.instant) = (None, None);
    }
}
