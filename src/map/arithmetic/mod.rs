//! Which rows of a table sum to which, found from the figures themselves with the help of labels, levels and rules.
//!
//! A total stands below its parts. Rows that no total has taken yet are *open*; a total takes a run of the last open rows, each with weight 1
//! or -1, and becomes open in their place. How well a run fits is counted in bits: what each agreeing column proves (large figures
//! that agree prove much), less what the choice among many runs and weights costs, less what each disagreeing column speaks against it. A
//! run that fits in most columns but not in all is kept: that is a contradiction of the release, for the checks to report.

mod fit;
mod hint;
mod rows;

pub(crate) use rows::{SumRow, sum_rows};

use fit::{Fit, Measure, Weights};

/// A total and the rows that make it up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Sum {
    /// Index of the total's row.
    pub(crate) total: usize,
    /// Indices of the parts' rows in printed order, each with its weight, 1 or -1, on the figures as printed.
    pub(crate) parts: Vec<(usize, i8)>,
    /// Columns with figures enough to test.
    pub(crate) tested: Vec<usize>,
    /// Columns in which the sum does not hold.
    pub(crate) failing: Vec<usize>,
}

/// How many open rows a total may reach back over.
const WINDOW: usize = 64;

/// Finds the sums of a table, in the order of their totals. The cost grows with rows x window.
///
/// Rows that look like totals come first, then totals above their parts, then the rest: else an account whose balance follows from others
/// (equity is assets less liabilities) would pass for their result.
pub(crate) fn sums(rows: &[SumRow]) -> Vec<Sum> {
    let mut search = Search { measure: Measure::of(rows), found: vec![None; rows.len()], part: vec![false; rows.len()], rows };
    search.below(true);
    search.above();
    search.below(false);
    search.found.into_iter().flatten().map(Sum::from).collect()
}

struct Search<'a> {
    rows: &'a [SumRow],
    measure: Measure<'a>,
    /// The sum of each row that is a total.
    found: Vec<Option<Fit>>,
    /// Whether a row is a part of a total found.
    part: Vec<bool>,
}

impl Search<'_> {
    /// Looks for totals below their parts; first only among the rows that look like totals.
    fn below(&mut self, likely: bool) {
        let mut open: Vec<usize> = Vec::new();
        for total in 0..self.rows.len() {
            if !self.rows[total].has_amounts() {
                continue;
            }
            let looks_likely = hint::is_likely(self.measure.looks(total));
            if self.found[total].is_none() && (looks_likely || !likely) {
                let window = last_of_class(self.rows, &open, total);
                let choice = self.choice(total, likely);
                if let Some(fit) = fit::best(&self.measure, total, &window, choice) {
                    self.take(fit);
                }
            }
            if let Some(fit) = &self.found[total] {
                open.retain(|row| !fit.parts.iter().any(|(part, _)| part == row));
            } else if hint::is_named_total(&self.rows[total])
                && open.last().is_some_and(|&i| self.rows[i].amounts == self.rows[total].amounts)
            {
                // the total of a single row stands for it
                open.pop();
            }
            open.push(total);
        }
    }

    /// Which weights may be tried for a row.
    fn choice(&self, total: usize, likely: bool) -> Weights {
        let looks = self.measure.looks(total);
        if hint::is_likely(looks) && !hint::is_ruled_only(looks) {
            Weights::Any
        } else if likely || self.part[total] {
            Weights::Plain
        } else {
            Weights::Few
        }
    }

    fn take(&mut self, fit: Fit) {
        fit.parts.iter().for_each(|&(part, _)| self.part[part] = true);
        let total = fit.total;
        self.found[total] = Some(fit);
    }

    /// Looks for totals above their parts: the rows below stand deeper and no other total takes them.
    fn above(&mut self) {
        for total in 0..self.rows.len() {
            let parts = self.deeper(total);
            let free = |&i: &usize| !self.part[i] && self.found[i].is_none() && self.rows[i].class == self.rows[total].class;
            if self.found[total].is_none() && parts.len() >= 2 && parts.iter().all(free) {
                fit::plain(&self.measure, total, &parts).into_iter().for_each(|fit| self.take(fit));
            }
        }
    }

    /// The rows directly below a row that stand one level deeper.
    fn deeper(&self, total: usize) -> Vec<usize> {
        let depth = self.rows[total].depth;
        let below = self.rows[total + 1..].iter().take(WINDOW).take_while(|r| r.has_amounts() && r.depth > depth).count();
        let level = self.rows.get(total + 1).map_or(0, |r| r.depth);
        if self.rows[total].has_amounts() {
            (total + 1..=total + below).filter(|&i| self.rows[i].depth == level).collect()
        } else {
            Vec::new()
        }
    }
}

/// The last open rows that may be summed with a row, nearest last.
fn last_of_class(rows: &[SumRow], open: &[usize], total: usize) -> Vec<usize> {
    let alike = |i: &usize| (rows[*i].class, rows[*i].dilution) == (rows[total].class, rows[total].dilution);
    let mut window: Vec<usize> = open.iter().rev().copied().filter(alike).take(WINDOW).collect();
    window.reverse();
    window
}

impl From<Fit> for Sum {
    fn from(fit: Fit) -> Self {
        Self { total: fit.total, parts: fit.parts, tested: fit.tested, failing: fit.failing }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rows::fixture::table;

    /// Sums as `total = +part -part`, with the failing columns behind.
    fn found(lines: &[&str]) -> Vec<String> {
        sums(&table(lines)).iter().map(shown).collect()
    }

    fn shown(sum: &Sum) -> String {
        let parts: String = sum.parts.iter().map(|(i, w)| format!(" {}{i}", if *w > 0 { '+' } else { '-' })).collect();
        let failing = if sum.failing.is_empty() { String::new() } else { format!(" not in {:?}", sum.failing) };
        format!("{} ={parts}{failing}", sum.total)
    }

    #[test]
    fn an_income_statement_down_to_the_net() {
        let sums = found(&[
            "Net revenues|27847|26270",
            "Cost of revenues|18157|16719",
            "Gross profit|9690|9551",
            "Operating expenses:",
            " Research and development|4170|3879",
            " Selling, general and administrative|4394|4993",
            " Restructuring charge|0|0",
            "^ Total|8564|8872",
            "Income from operations|1126|679",
            "Other income, net|888|912",
            "Write down of investment|-31|-33",
            "Income before income taxes|1983|1558",
            "Income tax|641|467",
            "Minority interest|32|38",
            "Equity in income|464|283",
            "Net income|1838|1412",
        ]);
        assert_eq!(sums, ["2 = +0 -1", "7 = +4 +5 +6", "8 = +2 -7", "11 = +8 +9 +10", "15 = +11 -12 +13 +14"]);
    }

    #[test]
    fn a_balance_sheet_with_nested_totals() {
        let sums = found(&[
            "Cash|10734|11261",
            "Receivables|6027|5510",
            "^Total current assets|16761|16771",
            "Property|5868|4768",
            "Goodwill|741|741",
            "^Total assets|23370|22280",
            "Accounts payable|14301|12015",
            "Accrued|5683|5683",
            "^Total liabilities|19984|17698",
            "Common stock|3300|4600",
            "Deficit|86|-18",
            "^Total equity|3386|4582",
            "^Total liabilities and equity|23370|22280",
        ]);
        assert_eq!(sums, ["2 = +0 +1", "5 = +2 +3 +4", "8 = +6 +7", "11 = +9 +10", "12 = +8 +11"]);
    }

    #[test]
    fn a_contradiction_in_one_column_is_kept() {
        let sums =
            found(&["Income before income taxes|246000|14000", "Provision (benefit) for income taxes|0|6000", "^Net income|264000|8000"]);
        assert_eq!(sums, ["2 = +0 -1 not in [0]"]);
    }

    #[test]
    fn rounding_is_no_contradiction() {
        assert_eq!(found(&["Products|10.1|11.2", "Services|20.3|20.1", "^Total|30.5|31.3"]), ["2 = +0 +1"]);
    }

    #[test]
    fn unlabelled_subtotals() {
        let sums = found(&[
            "Revenues|19028000|12050000",
            "General|4153000|2474000",
            "Interest|512000|167000",
            "^|4665000|2641000",
            "Income before taxes|14363000|9409000",
        ]);
        assert_eq!(sums, ["3 = +1 +2", "4 = +0 -3"]);
    }

    #[test]
    fn a_cash_flow_with_the_balance_in_front() {
        let sums = found(&[
            "Cash, beginning|11261|5263",
            "Net income|6004|3378",
            "Depreciation|356|209",
            "Inventories|166|-121",
            "Cash generated by operating activities|6526|3466",
            "Purchases|-1214|-376",
            "Other|-23|-70",
            "Cash used in investing activities|-1237|-446",
            "Increase in cash|5289|3020",
            "Cash, end of the period|16550|8283",
        ]);
        assert_eq!(sums, ["4 = +1 +2 +3", "7 = +5 +6", "8 = +4 +7", "9 = +0 +8"]);
    }

    #[test]
    fn totals_above_their_parts() {
        let sums = found(&["TOTAL REVENUES|11320|11326", " Software|8914|8919", " Hardware|1466|1467", " Services|940|940"]);
        assert_eq!(sums, ["0 = +1 +2 +3"]);
    }

    #[test]
    fn a_total_of_one_row_is_counted_once() {
        let sums = found(&[
            "^Total liabilities|11405|11900",
            "Minority interest|305|283",
            "^Total minority interest|305|283",
            "Equity|181934|180874",
            "^Total liabilities and equity|193644|193057",
        ]);
        assert_eq!(sums, ["4 = +0 +2 +3"]);
    }

    #[test]
    fn what_is_left_over_is_no_total() {
        let sums = found(&["SG&A|189|206|638|689", "Operating income|67|108|161|244", "Non-GAAP results:", "Gross profit|261|314|806|932"]);
        assert!(sums.is_empty(), "{sums:?}");
    }

    #[test]
    fn rows_that_explain_each_other_are_not_dragged_along() {
        let sums = found(&[
            "Research|4109|4362",
            "Marketing|1303|1752",
            "Restructuring|64|-1211",
            "Operating expenses|5476|4903",
            "Net income (loss)|-2768|8113",
            "Less: non-controlling interests|-10|40",
            "Net income (loss) attributable to us|-2758|8073",
        ]);
        assert_eq!(sums, ["3 = +0 +1 +2", "6 = +4 -5"]);
    }

    #[test]
    fn small_numbers_prove_nothing() {
        assert!(found(&["Stores opened|3|2", "Stores closed|1|1", "Warehouses|4|3"]).is_empty());
    }
}
