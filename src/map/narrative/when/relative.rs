//! Times that are seen from another: "the same quarter last year", "a year ago", "the prior quarter".

use super::When;
use super::reader::Reader;

impl Reader<'_> {
    /// "same quarter last year", "comparable period in fiscal 2008", "corresponding period of 2003".
    pub(super) fn same(&mut self) -> Option<When> {
        self.take(&["the"]);
        if !self.take(&["same", "comparable", "corresponding", "like", "similar", "equivalent"]) {
            return None;
        }
        // "comparable 1996 earnings"
        if let Some(year) = self.calendar_year() {
            self.period_word();
            return Some(When::SameOf(Some(year)));
        }
        let last = self.peek(0).is_some_and(|t| t.is_any(&["prior", "previous"]));
        self.take(&["fiscal", "three", "six", "nine", "twelve", "prior", "previous", "13", "26", "39"]);
        self.take(&["year"]);
        if !self.period_word() {
            return None;
        }
        self.take(&["of", "in", "for", "from", "during", ","]);
        self.article();
        if let Some(year) = self.attempt(Self::year) {
            return Some(When::SameOf(Some(year)));
        }
        self.take(&["a"]);
        let said = self.attempt(Self::year_ago).is_some() || self.attempt(Self::last_year).is_some();
        if !said && self.tokens[self.at - 1].is_any(&["of", "in", "for", "from", "during", ",", "a", "the"]) {
            self.at -= 1;
        }
        Some(if said || last { When::SameOf(None) } else { When::Same })
    }

    pub(super) fn period_word(&mut self) -> bool {
        let found = self.take(&["quarter", "period", "periods", "months", "month", "weeks", "week", "time", "year"]);
        found && {
            self.take(&["period"]);
            true
        }
    }

    fn year_ago(&mut self) -> Option<()> {
        (self.take_all(&["year", "ago"]) || self.take_all(&["year", "earlier"])).then_some(())
    }

    /// "last year", "the prior fiscal year".
    pub(super) fn last_year(&mut self) -> Option<()> {
        self.article();
        if !self.take(&["last", "prior", "previous", "preceding"]) {
            return None;
        }
        self.take(&["fiscal"]);
        self.take(&["year"]).then_some(())
    }

    /// "a year ago", "year-ago quarter", "last year's second quarter", "prior quarter".
    pub(super) fn before(&mut self) -> Option<When> {
        self.take(&["a", "one", "the"]);
        if self.attempt(Self::year_ago).is_some() {
            self.take(&["same"]);
            self.attempt(|r| r.ordinal());
            self.period_word();
            return Some(When::YearBefore);
        }
        self.take(&["immediate", "immediately"]);
        let linked = self.take(&["linked", "sequential"]);
        if !linked && !self.take(&["last", "prior", "previous", "preceding"]) {
            return None;
        }
        self.take(&["fiscal"]);
        if self.take(&["quarter"]) {
            let ended = self.attempt(|r| if r.take(&["ended"]) { r.day() } else { None });
            return Some(ended.map_or(When::QuarterBefore, |end| When::MonthsEnded { months: 3, end }));
        }
        if self.take(&["year"]) {
            return self.of_year_before();
        }
        self.take(&["period", "periods"]).then_some(When::PeriodBefore)
    }

    /// What follows "last year" or "prior year": nothing, "quarter", "second quarter", "13-week fiscal quarter ended ...".
    fn of_year_before(&mut self) -> Option<When> {
        if let Some(ended) = self.attempt(Self::span_ended) {
            return Some(ended);
        }
        if let Some(number) = self.attempt(Self::quarter_number) {
            return Some(When::QuarterOfYearBefore(number));
        }
        self.take(&["same"]);
        self.attempt(Self::counted_span);
        self.take(&["fiscal"]);
        self.period_word();
        Some(When::YearBefore)
    }

    /// "a year ago", "of last year", "of the prior fiscal year".
    pub(super) fn of_last_year(&mut self) -> Option<()> {
        self.take(&["of", "in", "for"]);
        self.take(&["a", "one"]);
        self.attempt(Self::year_ago).or_else(|| self.attempt(Self::last_year))
    }
}
