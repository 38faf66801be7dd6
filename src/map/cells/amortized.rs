//! Schedules of the amortization to come: `Fiscal 2024 | Fiscal 2025 | Thereafter` below "Estimated future amortization of intangible assets".

use std::collections::BTreeMap;

use super::Reader;

use crate::map::calendar::Calendar;
use crate::report::Period;

/// What is to be amortized in each of the years to come.
const YEARS: [&str; 5] = [
    "FiniteLivedIntangibleAssetsAmortizationExpenseNextTwelveMonths",
    "FiniteLivedIntangibleAssetsAmortizationExpenseYearTwo",
    "FiniteLivedIntangibleAssetsAmortizationExpenseYearThree",
    "FiniteLivedIntangibleAssetsAmortizationExpenseYearFour",
    "FiniteLivedIntangibleAssetsAmortizationExpenseYearFive",
];

impl Reader<'_> {
    /// The concept of each row of such a schedule, at the end of a fiscal year: within one, the years of the taxonomy are others.
    pub(super) fn amortization(&self) -> BTreeMap<usize, &'static str> {
        let titled = self.table.titles.iter().rev().take(2).any(|title| is_schedule(title.as_str()));
        let Some(first) = titled.then(|| self.year_to_come()).flatten() else { return BTreeMap::new() };
        let mut rows: BTreeMap<usize, &'static str> = BTreeMap::new();
        for line in self.lines.iter().filter(|line| line.row.has_figures()) {
            let label = line.row.stub.as_str();
            let name = match year_of(label) {
                Some(year) => usize::try_from(year - first).ok().and_then(|nth| YEARS.get(nth).copied()),
                None if label.eq_ignore_ascii_case("thereafter") && rows.len() == YEARS.len() => {
                    Some("FiniteLivedIntangibleAssetsAmortizationExpenseAfterYearFive")
                }
                None => label.get(..5).is_some_and(|start| start.eq_ignore_ascii_case("total")).then_some("FiniteLivedIntangibleAssetsNet"),
            };
            rows.extend(name.map(|name| (line.at, name)));
        }
        if rows.values().any(|name| *name == YEARS[0]) { rows } else { BTreeMap::new() }
    }

    /// The fiscal year after the one that ends on the day of the table's one column.
    fn year_to_come(&self) -> Option<i32> {
        let mut days = self.times.iter().filter(|time| time.is_plain()).filter_map(|time| time.end());
        let (day, None) = (days.next()?, days.next()) else { return None };
        let year = self.calendar.fiscal_year_of(day);
        ends(self.calendar, year).filter(|end| *end == day).map(|_| year + 1)
    }
}

fn ends(calendar: &Calendar, year: i32) -> Option<chrono::NaiveDate> {
    calendar.fiscal_year(year).map(Period::end)
}

fn is_schedule(title: &str) -> bool {
    let lower = title.to_lowercase();
    lower.contains("amortization")
        && lower.contains("intangible")
        && ["future", "estimated", "expected"].iter().any(|word| lower.contains(word))
}

/// The year that a row is called as: `Fiscal 2024`, `2024`.
fn year_of(label: &str) -> Option<i32> {
    let lower = label.trim_end_matches(':').to_lowercase();
    let year = ["fiscal year ", "fiscal ", "fy"].iter().find_map(|lead| lower.strip_prefix(lead)).unwrap_or(&lower);
    year.parse().ok().filter(|year| (1990..2100).contains(year))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_called_as_years() {
        assert_eq!(
            ["Fiscal 2024", "2025", "FY2026", "Thereafter", "Remainder of 2024"].map(year_of),
            [Some(2024), Some(2025), Some(2026), None, None]
        );
        assert!(is_schedule(
            "Estimated future annual amortization expense related to intangible assets as of May 31, 2022 was as follows:"
        ));
        assert!(!is_schedule("Amortization of intangible assets"));
    }
}
