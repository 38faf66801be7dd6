//! Tables that are no results of the company.

use crate::figure::Figure;
use crate::table::{Row, RowKind, Table};
use crate::text::has_any;

/// Whether a table counts votes, lists people, pay or addresses, or is a table of contents: no results of the company.
pub(crate) fn is_foreign(table: &Table) -> bool {
    const VOTES: [&str; 6] = ["votes for", "withheld", "abstain", "abstentions", "broker non", "votes cast"];
    const PEOPLE: [&str; 7] = ["officer", "president", "director", "chairman", "secretary", "treasurer", "underwriter"];
    const PAY: [&str; 8] = ["salary", "bonus", "incentive amount", "target award", "retainer", "fee paid", "fees paid", "severance"];
    let has = |words: &str, list: &[&str]| has_any(&words.to_lowercase(), list);
    let headed = |list: &[&str]| table.columns.iter().any(|c| has(&c.heading(), list));
    let rows = || table.rows.iter().filter(|r| r.has_figures());
    let people = rows().filter(|r| has(r.stub.as_str(), &PEOPLE)).count();
    let heads = || table.titles.iter().chain(table.rows.iter().filter(|r| r.kind == RowKind::Section).map(|r| &r.stub));
    let names = heads().any(|t| t.as_str().len() < 40 && t.as_str().to_lowercase().starts_with("name") || has(t.as_str(), &PEOPLE));
    let contents = table.columns.len() == 1 && table.columns[0].heading().trim().eq_ignore_ascii_case("page");
    let underwritten = heads().any(|t| ["underwriter", "underwriters"].iter().any(|w| t.as_str().trim().eq_ignore_ascii_case(w)));
    let addresses = rows().filter(|r| is_address(r)).count();
    headed(&VOTES)
        || people * 2 > rows().count()
        || headed(&PAY) && names
        || contents
        || underwritten
        || lists_pages(table)
        || addresses * 2 > rows().count()
}

/// Whether a column names the years that its rows are of: `Fiscal Quarter | Fiscal Year | Increase`. What the others hold has no time that could be told.
pub(crate) fn holds_years(table: &Table) -> bool {
    let is_year = |f: &Figure| f.style.currency.is_none() && f.style.fraction_digits == 0 && (1980.into()..2100.into()).contains(&f.amount);
    let of_years = |at: usize| {
        let mut figures = table.rows.iter().filter_map(move |row| row.figures[at].as_ref()).peekable();
        figures.peek().is_some() && figures.all(is_year)
    };
    let headed = |heading: &str| ["year", "fiscal year"].iter().any(|name| heading.trim().eq_ignore_ascii_case(name));
    (0..table.columns.len()).any(|at| headed(&table.columns[at].heading()) && of_years(at))
}

/// `Houston, Texas  77002`: a place and five digits without a comma.
fn is_address(row: &Row) -> bool {
    let code = row
        .figures
        .iter()
        .flatten()
        .any(|f| f.span.len() == 5 && f.amount >= 501.into() && f.style.currency.is_none() && f.style.fraction_digits == 0);
    let place = row
        .stub
        .as_str()
        .rsplit_once(", ")
        .is_some_and(|(_, last)| !last.is_empty() && last.chars().all(|c| c.is_alphabetic() || c == ' '));
    let capital = row.stub.as_str().rsplit(", ").next().is_some_and(|w| w.starts_with(char::is_uppercase));
    code && place && capital
}

/// Whether a table is one of contents: titles of parts of a document, each with the page it begins on.
fn lists_pages(table: &Table) -> bool {
    const PARTS: [&str; 12] =
        ["statement", "report", "notes to", "exhibit", "schedule", "item ", "part ", "signature", "section", "index", "discussion", "page"];
    let rows: Vec<&Row> = table.rows.iter().filter(|r| r.has_figures()).collect();
    let pages: Vec<_> = rows.iter().flat_map(|r| r.figures.iter().flatten()).collect();
    let plain =
        pages.iter().all(|f| f.style.currency.is_none() && f.style.fraction_digits == 0 && f.amount <= 999.into() && f.amount > 0.into());
    let rising = pages.windows(2).all(|pair| pair[0].amount <= pair[1].amount);
    let names_part = |row: &&&Row| {
        let lower = row.stub.as_str().to_lowercase();
        has_any(&lower, &PARTS)
    };
    let parts = rows.iter().filter(names_part).count();
    let most = if rows.len() >= 3 { parts * 2 > rows.len() } else { parts == rows.len() && rows.len() == 2 };
    pages.len() == rows.len() && plain && rising && most
}
