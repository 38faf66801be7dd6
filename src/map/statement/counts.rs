//! How many labels of a table speak for which statement.

use crate::map::things;
use crate::report::StatementKind;
use crate::table::Table;

const SALES_LABELS: [&str; 3] = ["revenue", "net sales", "sales"];
const RESULT_LABELS: [&str; 14] = [
    "cost of",
    "gross profit",
    "gross margin",
    "income before",
    "loss before",
    "net income",
    "net loss",
    "net earnings",
    "operating income",
    "income from operations",
    "provision for income tax",
    "interest expense",
    "total interest income",
    "selling, general",
];
const BALANCE_LABELS: [&str; 13] = [
    "total assets",
    "total current assets",
    "total liabilities",
    "total current liabilities",
    "accounts payable",
    "retained earnings",
    "accumulated deficit",
    "common stock",
    "total stockholders",
    "total shareholders",
    "accounts receivable",
    "goodwill",
    "property",
];
const CASH_LABELS: [&str; 12] = [
    "net cash",
    "cash provided",
    "cash used",
    "proceeds from",
    "purchases of",
    "purchase of",
    "payments of",
    "payment of",
    "repayment",
    "capital expenditures",
    "cash and cash equivalents at",
    "cash and cash equivalents, end",
];

/// A label from each of its words on.
fn word_starts(label: &str) -> impl Iterator<Item = &str> {
    std::iter::once(label).chain(memchr::memchr_iter(b' ', label.as_bytes()).map(|blank| &label[blank + 1..]))
}

/// How many labels speak for which statement.
#[derive(Default)]
pub(super) struct Counts {
    pub(super) income: usize,
    /// How many of those name more than sales: costs and results.
    results: usize,
    pub(super) balance: usize,
    cash: usize,
    average: bool,
    /// Whether both sides of a balance sheet are totalled.
    pub(super) two_sides: bool,
    /// Whether a row tells what there is at a day: `Restaurants, end of period`.
    at_a_day: bool,
}

impl Counts {
    pub(super) fn of(table: &Table) -> Self {
        let mut counts = Self::default();
        let mut sides = [false, false];
        for row in table.rows.iter().filter(|r| r.figures.iter().any(Option::is_some)) {
            let label = row.stub.as_str().to_lowercase();
            counts.at_a_day |= things::says_day(&label);
            sides[0] |= label.starts_with("total assets");
            sides[1] |= label.starts_with("total liabilities and");
            counts.count(&label);
        }
        counts.average = table.titles.iter().any(|t| t.as_str().to_lowercase().contains("average"));
        counts.two_sides = sides == [true, true];
        counts
    }

    /// Counts a label.
    pub(super) fn count(&mut self, label: &str) {
        let label = label.to_lowercase();
        let starts: Vec<&str> = word_starts(&label).collect();
        let hit = |labels: &[&str]| usize::from(starts.iter().any(|rest| labels.iter().any(|words| rest.starts_with(words))));
        // "Revenue per room": what is printed for each of something is no line of a statement
        let quotient = label.contains(" per ") && !label.contains("share");
        self.income += if quotient { 0 } else { hit(&SALES_LABELS).max(hit(&RESULT_LABELS)) };
        self.results += hit(&RESULT_LABELS);
        let held = label.contains("common stockholder") || label.contains("common shareholder");
        self.balance += if label.contains("average") || label.contains("per share") || held { 0 } else { hit(&BALANCE_LABELS) };
        self.cash += hit(&CASH_LABELS);
    }

    /// A title may stand over another table than its own: the rows have a word in it.
    pub(super) fn confirm(&self, title: Option<StatementKind>) -> StatementKind {
        let (own, other) = match title {
            Some(StatementKind::Income) => (self.income, self.balance.max(if self.cash >= 5 { self.cash } else { 0 })),
            Some(StatementKind::BalanceSheet) => (self.balance, self.cash.max(self.income)),
            _ => (self.cash, self.balance.max(self.income / 2)),
        };
        if own == 0 && other >= 4 { self.best() } else { title.unwrap_or(StatementKind::Other) }
    }

    pub(super) fn strong(&self) -> Option<StatementKind> {
        let (most, rest, kind) = self.ranked();
        (most >= 6 && rest * 4 <= most && !self.average).then_some(kind)
    }

    pub(super) fn best(&self) -> StatementKind {
        let (most, rest, kind) = self.ranked();
        if self.two_sides && self.income == 0 && self.cash < 4 && !self.average {
            return StatementKind::BalanceSheet;
        }
        let enough = if kind == StatementKind::BalanceSheet { 4 } else { 2 };
        // sales and no result of them, beside what there is at a day: those of restaurants and their number
        let sold_by_things = kind == StatementKind::Income && self.results == 0 && self.at_a_day;
        if most >= enough && rest * 2 <= most && !sold_by_things {
            kind
        } else if most >= 2 {
            StatementKind::Metrics
        } else {
            StatementKind::Other
        }
    }

    pub(super) fn ranked(&self) -> (usize, usize, StatementKind) {
        let mut ranks =
            [(self.income, StatementKind::Income), (self.balance, StatementKind::BalanceSheet), (self.cash, StatementKind::CashFlow)];
        // a statement of cash flows names receivables, payables and net income, too
        if self.cash >= 4 {
            ranks[0].0 = ranks[0].0.saturating_sub(2);
            ranks[1].0 = ranks[1].0.saturating_sub(3);
        }
        ranks.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
        (ranks[0].0, ranks[1].0, ranks[0].1)
    }
}
