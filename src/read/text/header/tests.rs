//! Words over columns.

use super::super::chunk::tests::chunks;
use super::*;
use crate::source::{Source, Span};

/// Columns headed by each token, from `first-last`; the columns stand where `figures` has its figures.
fn heads(head: &[&str], figures: &str) -> Vec<Vec<String>> {
    let text = head.join("\n");
    let source = Source::from_text("", &*text);
    let page = Page::of_source(&source, Span::new(0, text.len()));
    let columns: Vec<Column> =
        chunks(figures, 0..figures.len()).iter().map(|c| Column { left: c.from, right: c.to, edge: c.edge }).collect();
    let mut at = 0;
    let lines: Vec<HeadLine> = head
        .iter()
        .map(|line| {
            at += line.len() + 1;
            HeadLine { chunks: chunks(&text, at - line.len() - 1..at - 1), rules: Vec::new() }
        })
        .collect();
    let show = |h: &Header| format!("{} {}-{}", &text[h.range.clone()], h.column, h.column + h.width - 1);
    spread(&page, &lines, &columns).iter().map(|line| line.iter().map(show).collect()).collect()
}

#[test]
fn quarters_with_their_years_over_columns_that_drift() {
    let found = heads(
        &["                  2Q 2019   1Q 2019   2Q 2018   Q/Q %   Y/Y %"],
        "                    $184.3       $166.9      $164.0    10.4%   12.4%",
    );
    assert_eq!(found[0], ["2Q 2019 1-1", "1Q 2019 2-2", "2Q 2018 3-3", "Q/Q % 4-4", "Y/Y % 5-5"]);
}

#[test]
fn headers_over_the_first_columns_alone() {
    let years = "                    2001      2000      2001      2000";
    let figures = "                  $1,414    $1,413    $6,375    $6,132";
    assert_eq!(heads(&["                     4Q        4Q", years], figures)[0], ["4Q 1-1", "4Q 2-2"]);
    assert_eq!(heads(&["                      Quarter             Year", years], figures)[0], ["Quarter 1-2", "Year 3-4"]);
}

#[test]
fn a_remark_on_the_table_reaches_the_sign_of_the_first_column() {
    let found = heads(
        &["  (unaudited) (in thousands, but shares)   Quarter     Three Months    Quarter"],
        "                                         $  18,363         -7%      $ 19,808",
    );
    assert_eq!(found[0], ["(unaudited) (in thousands, but shares) 0-0", "Quarter 1-1", "Three Months 2-2", "Quarter 3-3"]);
}

#[test]
fn single_headers_between_others() {
    let found = heads(
        &[
            " (unaudited)         Quarter              Quarter              Quarter",
            " (in 000s,            Ended     Three      Ended      One       Ended",
            "  data)               2008      Change     2008      Change     2007",
        ],
        "                   $    18,363    -7%   $    19,808   -26%   $    24,917",
    );
    assert_eq!(found[0], ["(unaudited) 0-0", "Quarter 1-1", "Quarter 3-3", "Quarter 5-5"]);
}

#[test]
fn words_of_one_column_between_full_lines() {
    let found = heads(
        &[
            "                    Asset                     Stabilized    Mining     Corporate",
            "                                                Joint",
            "                  Management   Development     Venture     Royalties   Expenses",
        ],
        "                       (48)          (716)        (196)       1,452       1,149",
    );
    assert_eq!(found[1], ["Joint 3-3"]);
}

#[test]
fn two_lines_over_every_second_column() {
    let found = heads(
        &[
            "                                      Per diluted              Per diluted",
            "                             Amount      share        Amount      share",
        ],
        "                            $ 1,200     $  .60       $ 1,000     $  .50",
    );
    assert_eq!(found[0], ["Per diluted 2-2", "Per diluted 4-4"]);
}

#[test]
fn pieces_of_a_column_beside_another() {
    let found = heads(
        &["                          % of               % of", "                Amount   Sales     Amount   Sales"],
        "               $ 4,300   100.0%   $ 3,900   100.0%",
    );
    assert_eq!(found[0], ["% of 2-2", "% of 4-4"]);
}

#[test]
fn changes_behind_years() {
    let found =
        heads(&["               2005    2004 Change    2005    2004 Change"], "            $  512     480   + 6     1,020     990   + 3");
    assert_eq!(found[0], ["2005 1-1", "2004 2-2", "Change 3-3", "2005 4-4", "2004 5-5", "Change 6-6"]);
}

#[test]
fn changes_stand_over_no_years() {
    let found = heads(
        &["                                 Percent Change", "               2005    2004    Total  Volume  Currency"],
        "            $  512     480     6.7%     4.4     2.3",
    );
    assert_eq!(found[0], ["Percent Change 3-5"]);
}

#[test]
fn spanners_over_several() {
    let found = heads(
        &[
            "                                                             Twelve Months",
            "                                    Three Months Ended           Ended",
            "                                 Jun 30,  Mar 31,  Jun 30,  Jun 30,  Jun 30,",
        ],
        "                                 $11,506  $11,492  $12,967  $44,958  $47,589",
    );
    assert_eq!(found[..2], [vec!["Twelve Months 4-5".to_owned()], vec!["Three Months Ended 1-3".to_owned(), "Ended 4-5".to_owned()]]);
}
