//! Which statement a table is, by its titles and the labels of its rows.

mod counts;
mod foreign;

pub(crate) use foreign::{holds_years, is_foreign};

use counts::Counts;

use super::averages::heads_averages;
use super::moment;
use super::news::tells_news;
use super::phrase::{Comparison, Phrase};
use super::sheet::says_net_income;
use crate::report::StatementKind;
use crate::table::{RowKind, Table};
use crate::text::{Searched, has_any};

/// Words of a title that name a kind, the most telling first.
const TITLES: &[(&str, StatementKind)] = &[
    ("reconcil", StatementKind::Reconciliation),
    ("non-gaap", StatementKind::Reconciliation),
    ("average balance", StatementKind::Metrics),
    ("guidance", StatementKind::Guidance),
    ("outlook", StatementKind::Guidance),
    ("cash flow", StatementKind::CashFlow),
    ("balance sheet", StatementKind::BalanceSheet),
    ("financial condition", StatementKind::BalanceSheet),
    ("financial position", StatementKind::BalanceSheet),
    ("statement of condition", StatementKind::BalanceSheet),
    ("statements of condition", StatementKind::BalanceSheet),
    ("assets and liabilities", StatementKind::BalanceSheet),
    ("liabilities and stockholders' equity", StatementKind::BalanceSheet),
    ("liabilities and shareholders' equity", StatementKind::BalanceSheet),
    ("statements of operations", StatementKind::Income),
    ("statement of operations", StatementKind::Income),
    ("statements of income", StatementKind::Income),
    ("statement of income", StatementKind::Income),
    ("statements of earnings", StatementKind::Income),
    ("statement of earnings", StatementKind::Income),
    ("statement of net ", StatementKind::Income),
    ("statements of net ", StatementKind::Income),
    ("statements of consolidated", StatementKind::Income),
    ("statements of comprehensive income", StatementKind::Income),
    ("statement of comprehensive income", StatementKind::Income),
    ("income statement", StatementKind::Income),
    ("segment", StatementKind::Segments),
    ("results of operations", StatementKind::Income),
    ("operating results", StatementKind::Income),
    ("profit and loss", StatementKind::Income),
    ("stockholders' equity", StatementKind::Equity),
    ("shareholders' equity", StatementKind::Equity),
    ("changes in equity", StatementKind::Equity),
    ("geograph", StatementKind::Segments),
    ("by product", StatementKind::Segments),
    ("funds from operations", StatementKind::Reconciliation),
    ("ebitda", StatementKind::Reconciliation),
    ("product line", StatementKind::Segments),
    ("earnings per share", StatementKind::PerShare),
    ("per share data", StatementKind::PerShare),
    ("highlights", StatementKind::Metrics),
    ("selected", StatementKind::Metrics),
    ("key metric", StatementKind::Metrics),
    ("statistics", StatementKind::Metrics),
    ("operating data", StatementKind::Metrics),
    ("ratios", StatementKind::Metrics),
    ("supplemental", StatementKind::Metrics),
];

/// Which statement a table is. What was there on average is no balance sheet, whatever its rows are called.
pub(crate) fn kind(table: &Table) -> StatementKind {
    match printed_kind(table) {
        StatementKind::BalanceSheet if is_of_averages(table) => StatementKind::Metrics,
        kind => kind,
    }
}

/// Whether columns are headed by average balances and rates, or what heads all rows says that they are averages.
fn is_of_averages(table: &Table) -> bool {
    let averaged = |words: &str| {
        let lower = words.to_lowercase();
        has_any(&lower, &["average", "avg"]) && has_any(&lower, &["balance", "rate", "yield", "volume"])
    };
    let headed = || table.rows.first().is_some_and(|row| row.kind == RowKind::Section && heads_averages(row.stub.as_str()));
    let titled = || table.titles.last().is_some_and(|title| averaged(title.as_str()));
    table.columns.iter().any(|column| averaged(&column.heading())) || headed() || titled()
}

fn printed_kind(table: &Table) -> StatementKind {
    let counts = Counts::of(table);
    let outside = table.rows.iter().filter(|r| r.figures.iter().any(Option::is_some) && speaks_of_non_gaap(r.stub.as_str())).count();
    let titled = || table.titles.iter().rev().take(3).any(|t| t.as_str().to_lowercase().contains("non-gaap"));
    // key figures of all sorts with a measure or two among them lead from nothing to nothing
    let scattered = || {
        let rows = table.rows.iter().filter(|r| r.has_figures()).count();
        outside * 3 <= rows && rows >= 12 && table.titles.iter().rev().find_map(|t| title_kind(t.as_str())) == Some(StatementKind::Metrics)
    };
    if (outside >= 2 || outside == 1 && titled())
        && counts.balance < 4
        && !scattered()
        && !sets_measures_apart(table)
        && !(is_titled_income(table) && adds_measures(table))
    {
        return StatementKind::Reconciliation;
    }
    let lasts = lasts_throughout(table) && !counts.two_sides;
    let no_balances = |kind: &StatementKind| *kind != StatementKind::BalanceSheet;
    // the nearest line above is the table's own; lines further up may head what stands before
    let title = table.titles.iter().rev().find_map(|t| title_kind(t.as_str()));
    match title {
        // the title of the table before, where this one has none
        Some(StatementKind::BalanceSheet) if lasts => counts.strong().filter(no_balances).unwrap_or(StatementKind::Metrics),
        Some(StatementKind::Income) if counts.income == 0 && holds_cash_at_days(table) => StatementKind::BalanceSheet,
        Some(StatementKind::Income | StatementKind::BalanceSheet | StatementKind::CashFlow) => counts.confirm(title),
        Some(StatementKind::Metrics | StatementKind::Segments | StatementKind::Equity) => {
            counts.strong().filter(|kind| !lasts || no_balances(kind)).or(title).unwrap_or(StatementKind::Other)
        }
        Some(kind) => kind,
        None if heads_guidance(table) => StatementKind::Guidance,
        None if lists_segments(table) => StatementKind::Segments,
        None => match counts.best() {
            StatementKind::BalanceSheet if lasts => StatementKind::Metrics,
            kind => kind,
        },
    }
}

/// Whether every column is headed as what is expected: `Original 2026 Outlook | Revised 2026 Outlook` below a sentence that leads to them.
fn heads_guidance(table: &Table) -> bool {
    let ahead = |heading: &str| has_any(&heading.to_lowercase(), &["outlook", "guidance"]);
    !table.columns.is_empty() && table.columns.iter().all(|column| ahead(&column.heading()))
}

/// Whether rows below one heading after the other say themselves that they are segments: `Revenue:` over `Leisure Segment` and `Trade Segment`.
fn lists_segments(table: &Table) -> bool {
    let is_segment = |row: &crate::table::Row| row.has_figures() && row.stub.as_str().to_lowercase().ends_with(" segment");
    let headed = |pair: &&[crate::table::Row]| pair[0].kind == RowKind::Section && is_segment(&pair[1]);
    table.rows.windows(2).filter(headed).count() >= 2
}

/// Whether a table that nothing calls a reconciliation puts its measures outside GAAP under a heading of their own, below the results by GAAP.
fn sets_measures_apart(table: &Table) -> bool {
    const RESULTS: usize = 4;
    let leads = |words: &str| speaks_of_non_gaap(words) || words.to_lowercase().contains("reconcil");
    let titled = || table.titles.iter().any(|title| leads(title.as_str()));
    let Some(heading) = table.rows.iter().position(|row| speaks_of_non_gaap(row.stub.as_str())) else { return false };
    let above = || table.rows[..heading].iter().filter(|row| row.has_figures()).count();
    !table.rows[heading].has_figures() && above() >= RESULTS && !titled() && !leads_over_rows(&table.rows[heading..])
}

/// Whether rows lead from one measure to another: `Reconciliation`, `Adjustments:`.
fn leads_over_rows(rows: &[crate::table::Row]) -> bool {
    rows.iter().any(|row| has_any(&row.stub.as_str().to_lowercase(), &["reconcil", "adjustment", "add back", "plus:", "less:"]))
}

/// Whether the measures outside GAAP of a table stand below all of its results, to net income: a statement that adds what its company is measured
/// by.
fn adds_measures(table: &Table) -> bool {
    const STATEMENT: usize = 8;
    let mut figured = table.rows.iter().filter(|r| r.has_figures()).map(|r| r.stub.as_str());
    let above = figured.by_ref().take_while(|label| !says_net_income(label));
    let (rows, outside) = above.fold((0, false), |(rows, outside), label| (rows + 1, outside || speaks_of_non_gaap(label)));
    rows >= STATEMENT && !outside && figured.next().is_some()
}

/// Whether the title nearest to a table calls it a statement of income.
pub(crate) fn is_titled_income(table: &Table) -> bool {
    table.titles.iter().rev().find_map(|title| title_kind(title.as_str())) == Some(StatementKind::Income)
}

/// Whether every column says how long it lasts: no balance sheet, whatever assets its labels name.
fn lasts_throughout(table: &Table) -> bool {
    let mut phrases = table.columns.iter().map(Phrase::of_column).filter(|p| p.comparison == Comparison::None).peekable();
    phrases.peek().is_some() && phrases.all(|p| !p.lengths.is_empty())
}

/// Whether the columns are headed by days alone, and the cash of those days stands below them: under the title of the statement before.
fn holds_cash_at_days(table: &Table) -> bool {
    let held = |row: &crate::table::Row| row.has_figures() && row.stub.as_str().to_lowercase().starts_with("cash and cash equivalents");
    let is_day = |phrase: Phrase| phrase.lengths.is_empty() && phrase.day().is_some();
    table.rows.iter().any(held) && table.columns.iter().map(Phrase::of_column).all(is_day)
}

/// Which statement a part of a table of highlights is taken from: by its heading, or by enough of its labels and none of another's.
pub(crate) fn kind_of_part<'a>(heading: Option<&str>, labels: impl Iterator<Item = &'a str>) -> Option<StatementKind> {
    let heading = heading?;
    if let Some(kind) = kind_by_heading(heading) {
        return Some(kind);
    }
    let mut counts = Counts::default();
    labels.for_each(|label| counts.count(label));
    let (most, rest, kind) = counts.ranked();
    (most >= 3 && rest == 0).then_some(kind)
}

/// Which statement a heading says that its rows are taken from.
fn kind_by_heading(heading: &str) -> Option<StatementKind> {
    const HEADINGS: [(&str, StatementKind); 13] = [
        ("average", StatementKind::Metrics),
        ("ratio", StatementKind::Metrics),
        ("period-end balance", StatementKind::BalanceSheet),
        ("period end balance", StatementKind::BalanceSheet),
        ("balance sheet", StatementKind::BalanceSheet),
        ("financial condition", StatementKind::BalanceSheet),
        ("financial position", StatementKind::BalanceSheet),
        ("at period end", StatementKind::BalanceSheet),
        ("at end of period", StatementKind::BalanceSheet),
        ("income statement", StatementKind::Income),
        ("statement of operations", StatementKind::Income),
        ("statement of income", StatementKind::Income),
        ("summary of operations", StatementKind::Income),
    ];
    let lower = heading.to_lowercase();
    let searched = Searched::of(&lower);
    let named = HEADINGS.iter().find(|(words, _)| searched.has(words)).map(|(_, kind)| *kind);
    named.or_else(|| moment::is_period_end(&lower).then_some(StatementKind::BalanceSheet))
}

/// Which statement a part of what begins as a statement of income is taken from: what a bank prints below its quarters' results says so in its
/// headings.
pub(crate) fn kind_beside_income(heading: Option<&str>) -> Option<StatementKind> {
    let heading = heading?;
    let balances = kind_by_heading(heading).filter(|kind| *kind == StatementKind::BalanceSheet);
    balances.or_else(|| (moment::is_asset_quality(heading) || moment::is_capital_ratios(heading)).then_some(StatementKind::Metrics))
}

fn speaks_of_non_gaap(label: &str) -> bool {
    let lower = label.to_lowercase();
    lower.contains("non-gaap") || lower.contains("non gaap") || lower.starts_with("adjusted ")
}

fn title_kind(title: &str) -> Option<StatementKind> {
    let lower = title.to_lowercase().replace('’', "'");
    // "(in thousands, except per share data)" names no statement; what stands before it may
    let lower = lower.split("except").next().unwrap_or("");
    let remarks = ["(in ", "(dollars", "(amounts"].iter().any(|words| lower.trim_start().starts_with(words));
    // nor does the end of such a remark that goes over two lines
    if remarks || lower.trim_end().ends_with(')') && !lower.contains('(') {
        return None;
    }
    let searched = Searched::of(lower);
    let named = TITLES.iter().find(|(words, _)| searched.has(words)).map(|(_, kind)| *kind);
    // key figures of both sorts lead from nothing to nothing
    if searched.has("gaap and non-gaap") && !searched.has("reconcil") {
        return Some(StatementKind::Metrics);
    }
    // what leads from one balance of an allowance to the next is none of measures
    if searched.has("reconcil") && has_any(lower, &["allowance for", "reserve for"]) {
        return Some(StatementKind::Metrics);
    }
    // "Raises Full-Year Guidance" is news of the release, not the name of a table
    named.filter(|kind| *kind != StatementKind::Guidance || !tells_news(lower))
}

/// The title to show: the line that names the statement, else the nearest line of words.
pub(crate) fn title(table: &Table, kind: StatementKind) -> String {
    let telling = |t: &&str| title_kind(t).is_some();
    let lines: Vec<&str> = table.titles.iter().map(|t| t.as_str()).filter(|t| !t.starts_with('(')).collect();
    let named = lines.iter().copied().rev().find(telling);
    let plain =
        || lines.iter().copied().rev().find(|t| t.chars().any(char::is_alphabetic) && !super::phrase::Phrase::parse(t).rest.is_empty());
    named.or_else(plain).map_or_else(|| kind.name().to_owned(), |t| t.trim_end_matches(':').to_owned())
}
