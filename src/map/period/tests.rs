//! Columns of many kinds and the times they hold for.

use super::*;
use crate::document::{Block, Document};
use crate::map::ReadOptions;
use crate::table::{Column, Table};
use crate::text::Text;

fn table(titles: &[&str], headers: &[&str]) -> Table {
    let text = |s: &&str| Text::verbatim(s, 0);
    Table {
        block: 0,
        titles: titles.iter().map(text).collect(),
        columns: headers.iter().map(|h| Column { headers: vec![text(h)], ..Column::default() }).collect(),
        rows: Vec::new(),
        notes: Vec::new(),
        scale: Default::default(),
        span: Default::default(),
    }
}

fn shown(kind: StatementKind, titles: &[&str], headers: &[&str]) -> Vec<String> {
    let table = table(titles, headers);
    let (calendar, _) = Calendar::infer(&Document::default(), std::slice::from_ref(&table), &ReadOptions::default());
    let show = |t: ColumnTime| {
        let period = t.duration.map(|d| format!("{}/{}", d.start().unwrap(), d.end())).or(t.instant.map(|i| i.to_string()));
        let mark = match t.comparison {
            Comparison::None => "",
            Comparison::Change => " change",
            Comparison::PercentChange => " %change",
            _ => " %of",
        };
        format!("{}{mark}", period.unwrap_or_default())
    };
    columns(&table, kind, &calendar).into_iter().map(show).collect()
}

#[test]
fn spans_over_years() {
    assert_eq!(
        shown(StatementKind::Income, &[], &["Three Months Ended March 31, 2004", "Three Months Ended March 31, 2003"]),
        ["2004-01-01/2004-03-31", "2003-01-01/2003-03-31"]
    );
    assert_eq!(
        shown(StatementKind::Income, &["Three months ended March 31,"], &["2004", "2003"]),
        ["2004-01-01/2004-03-31", "2003-01-01/2003-03-31"]
    );
    assert_eq!(
        shown(StatementKind::BalanceSheet, &["March 31, 2004 and December 31, 2003"], &["2004", "2003"]),
        ["2004-03-31", "2003-12-31"]
    );
}

#[test]
fn percent_signs_by_their_neighbours() {
    let headers = ["Three months ended June 30 2018", "%", "Three months ended June 30 2017", "%", "Change", "%"];
    assert_eq!(
        shown(StatementKind::Segments, &[], &headers),
        [
            "2018-04-01/2018-06-30",
            "2018-04-01/2018-06-30 %of",
            "2017-04-01/2017-06-30",
            "2017-04-01/2017-06-30 %of",
            "2018-04-01/2018-06-30 change",
            "2018-04-01/2018-06-30 %change"
        ]
    );
}

#[test]
fn quarters_by_name() {
    let headers = ["Fiscal 2014 Q3", "Fiscal 2014 Q4", "Fiscal 2014 TOTAL"];
    let titles = ["Year Ended May 31, 2014", "Revenues"];
    let shown = shown(StatementKind::Metrics, &titles, &headers);
    assert_eq!(shown, ["2013-12-01/2014-02-28", "2014-03-01/2014-05-31", "2013-06-01/2014-05-31"]);
}

#[test]
fn one_title_for_two_lengths() {
    let headers = ["2004", "2003", "2004", "2003"];
    assert_eq!(
        shown(StatementKind::Income, &["Three and six months ended June 30, 2004 and 2003"], &headers),
        ["2004-04-01/2004-06-30", "2003-04-01/2003-06-30", "2004-01-01/2004-06-30", "2003-01-01/2003-06-30"]
    );
}

#[test]
fn things_among_dated_columns_are_those_at_the_end() {
    let headers = ["Units", "Pro rata NOI Q4 2023", "Occupancy Q4 2022"];
    assert_eq!(shown(StatementKind::Other, &[], &headers)[0], "2023-12-31");
}

#[test]
fn what_lies_behind_the_last_year_of_a_schedule_has_no_end() {
    let found = shown(StatementKind::Other, &["Future payments"], &["2005", "2006", "Thereafter", "Total"]);
    assert_eq!(found[1..], ["2006-01-01/2006-12-31", "", ""]);
}

#[test]
fn money_below_a_year_is_no_percentage() {
    let rows = |heads: &str| {
        let drawn = [heads, "Sales|$ 1,100|$ 1,000|10.0%", "Costs|600|588|2.0%", "Profit|$ 500|$ 412|21.4%"];
        let grid = Block::Grid(crate::table::fixture(&drawn));
        let table = crate::table::tables(&Document { blocks: vec![grid], ..Document::default() }).remove(0);
        let (calendar, _) = Calendar::infer(&Document::default(), std::slice::from_ref(&table), &ReadOptions::default());
        columns(&table, StatementKind::Income, &calendar).iter().map(|t| t.comparison).collect::<Vec<_>>()
    };
    let right = [Comparison::None, Comparison::None, Comparison::PercentChange];
    assert_eq!(rows("|Percent 1998|Percent 1997|Percent Change"), right);
    assert_eq!(rows("|1998|Percent Change|Percent Change")[1], Comparison::Change);
}
