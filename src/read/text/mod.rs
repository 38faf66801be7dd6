//! Plain text pages: columns made of blanks, tables cut by pages, headings by their place on the line.
//!
//! In: a part of a source, or decoded text. Out: blocks in reading order. Never: what a figure means.
//!
//! Lines are told apart first (`line`, `furniture`), then gathered into stretches of prose and of table (`area`); prose becomes
//! headings and paragraphs (`prose`), a table a grid (`grid`), whose columns are found by place (`gutter`) and whose header words
//! are spread over them (`header`). Lines that head a table (company, statement, scale) come as headings in front of the grid.

mod area;
mod change;
mod chunk;
mod cut;
mod furniture;
mod glued;
mod grid;
mod header;
mod line;
mod page;
mod prose;
mod rule;
mod settle;
mod word;

use crate::document::Block;
use crate::source::{Source, Span};
use crate::text::Text;

use area::Area;
pub(in crate::read) use furniture::is_month;
use page::Page;

/// Lays out a part of the source as plain text.
pub fn blocks(source: &Source, part: Span) -> Vec<Block> {
    lay_out(&Page::of_source(source, part))
}

/// Lays out decoded text, its line breaks and blanks kept: a `<pre>` of an HTML page.
pub fn blocks_of(text: &Text) -> Vec<Block> {
    lay_out(&Page::of_text(text))
}

fn lay_out(page: &Page) -> Vec<Block> {
    let (mut lines, chunks) = line::lines(page);
    let page = &page.cut(&chunks);
    line::close_up(&mut lines);
    furniture::mark(page, &mut lines);
    let width = prose::text_width(&lines);
    let mut blocks = Vec::new();
    let mut areas = area::areas(page, &mut lines).into_iter().peekable();
    while let Some(area) = areas.next() {
        match area {
            Area::Prose(range) => {
                let heads_table = matches!(areas.peek(), Some(Area::Table(_)));
                prose::push(page, &lines[range], width, heads_table, &mut blocks);
            }
            Area::Table(table) => blocks.extend(grid::grids(page, &lines, &table).into_iter().map(Block::Grid)),
        }
    }
    blocks
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::document::Grid;

    fn read(page: &str) -> Vec<Block> {
        let source = Source::from_text("", page);
        blocks(&source, Span::new(0, page.len()))
    }

    /// A grid as lines of `column:words`, a spanner as `first-last:words`.
    fn shown(grid: &Grid) -> Vec<String> {
        let place = |c: &crate::document::Cell| if c.width > 1 { format!("{}-{}", c.column, c.end() - 1) } else { c.column.to_string() };
        let cell = |c: &crate::document::Cell| format!("{}:{}", place(c), c.text.as_str());
        grid.rows.iter().map(|r| r.cells.iter().map(cell).collect::<Vec<_>>().join(" ")).collect()
    }

    fn grids(page: &str) -> Vec<Vec<String>> {
        read(page).iter().filter_map(|b| if let Block::Grid(grid) = b { Some(shown(grid)) } else { None }).collect()
    }

    fn prose(page: &str) -> Vec<String> {
        let words = |b: &Block| match b {
            Block::Heading(text) => Some(format!("# {}", text.as_str())),
            Block::Paragraph(text) => Some(text.as_str().to_owned()),
            Block::Grid(_) => None,
        };
        read(page).iter().filter_map(words).collect()
    }

    #[test]
    fn a_statement_with_blank_cells_and_spanners() {
        let page = "
                      Acme Corporation
                      (In thousands)

                                         Twelve Months
                    Three Months Ended       Ended
                    Jun 30,  Mar 31, Jun 30,  Jun 30,
                     2003     2003    2003     2002
Net revenues        $11,506  $11,492 $44,958  $47,589
Charges (Note 4)                                  218
   Loss              (2,046)  (1,967)(10,571)  (9,723)
";
        let found = grids(page);
        assert_eq!(found[0][0], "3-4:Twelve Months");
        assert_eq!(found[0][1], "1-2:Three Months Ended 3-4:Ended");
        assert_eq!(found[0][5], "0:Charges (Note 4) 4:218");
        assert_eq!(prose(page), ["# Acme Corporation", "# (In thousands)"]);
    }

    #[test]
    fn a_note_on_the_scale_stands_beside_the_headers() {
        let page = "
Acme Corporation
                         Three months ended   Six months ended
                              June 30             June 30
(Millions except for per
share data)                1997      1996      1997      1996
Net sales                $1,926    $1,716    $5,633    $5,237
";
        let found = grids(page);
        assert_eq!(found[0][..2], ["1-2:Three months ended 3-4:Six months ended", "1-2:June 30 3-4:June 30"]);
    }

    #[test]
    fn spanners_a_blank_apart_over_columns_that_come_again() {
        let page = "
                      Three Months Ended June 30, Six Months Ended June 30,
                        1997   1996   Change       1997   1996   Change
Passengers
 (000,000)               6.3    6.1      3%        12.8   12.5       2%
";
        let found = grids(page);
        assert_eq!(found[0][0], "1-3:Three Months Ended June 30, 4-6:Six Months Ended June 30,");
        assert_eq!(found[0][3], "0:(000,000) 1:6.3 2:6.1 3:3% 4:12.8 5:12.5 6:2%");
    }

    #[test]
    fn changes_headed_in_pieces_beside_years() {
        let page = "
                      Three Months Ended  Percent    Six Months Ended Percent
                           June 30,      Increase        June 30,    Increase
                        1997     1996   (Decrease)    1997    1996  (Decrease)
Sales                 $1,100   $1,000      10.0%    $2,100  $2,000      5.0%
";
        let found = grids(page);
        assert_eq!(found[0][0], "1-2:Three Months Ended 3:Percent 4-5:Six Months Ended 6:Percent");
        assert_eq!(found[0][1], "1-2:June 30, 3:Increase 4-5:June 30, 6:Increase");
        assert_eq!(found[0][2], "1:1997 2:1996 3:(Decrease) 4:1997 5:1996 6:(Decrease)");
    }

    #[test]
    fn a_spanner_of_changes_stays_one() {
        let page = "
                                           Increase
                                          (Decrease)
                        1997     1996   Amount  Percent
Sales                 $1,100   $1,000   $  100    10.0%
";
        assert_eq!(grids(page)[0][..2], ["3-4:Increase", "3-4:(Decrease)"]);
    }

    #[test]
    fn the_next_headers_begin_the_next_grid() {
        let page = "
                 2004      2003
Sales           1,000       900
Cost              800       700

          Balance Sheets

              March 31,  March 31,
                 2004      2003
Assets
- ------
Cash            1,000       900
Total          $1,000      $900
";
        let found = grids(page);
        assert_eq!(found.len(), 2);
        assert_eq!(found[1][2..], ["0:Assets", "0:Cash 1:1,000 2:900", "0:Total 1:$1,000 2:$900"]);
        assert_eq!(prose(page), ["# Balance Sheets"]);
    }

    #[test]
    fn a_page_end_cuts_neither_sentence_nor_table() {
        let page = "
The Company has taken steps to improve the prices on blood products as part of
the renewal of its hospital blood supply

                                 - more -


contracts.  Call 800-
642-1687 about blood-
related needs.

                 2004      2003
Sales           1,000       900
                                   4
\u{c}
Cost              800       700
";
        assert!(
            prose(page)[0].ends_with("hospital blood supply contracts. Call 800-642-1687 about blood-related needs."),
            "{:?}",
            prose(page)
        );
        assert_eq!(grids(page)[0][1..], ["0:Sales 1:1,000 2:900", "0:Cost 1:800 2:700"]);
    }

    #[test]
    fn a_paragraph_over_a_table_is_no_title() {
        let page = "
MINNEAPOLIS, March 2, 2023 -- Acme Inc. today announced results for the 13-week
quarter ended January 28, 2023, as compared to the quarter ended January 29,
2022.

                                     Q4 FY23      Q4 FY22
Revenue                             $ 14,735     $ 16,365
Operating income                         597          803
";
        assert!(prose(page)[0].starts_with("MINNEAPOLIS") && prose(page)[0].ends_with("2022."), "{:?}", prose(page));
    }

    #[test]
    fn a_bracket_keeps_its_lines_together() {
        let found = prose("\nDULUTH - May 2, 1999 - Acme Lines Inc. (NYSE:\nACM) today reported results for its first quarter.\n");
        assert_eq!(found, ["DULUTH - May 2, 1999 - Acme Lines Inc. (NYSE: ACM) today reported results for its first quarter."]);
    }

    #[test]
    fn double_spaced_pages_are_closed_up() {
        let single = "Acme reported results for the quarter that ended on the last day of March, and\nsaid that they were as good as expected.\n\n\
                      \x20                2004      2003\nSelling, general and\n  administrative     1,000       900\nInterest               800       700\n";
        let page = single.repeat(4).replace('\n', "\n\n");
        assert_eq!(grids(&page)[0][1], "0:Selling, general and");
        assert!(prose(&page)[0].ends_with("as good as expected."), "{:?}", prose(&page));
    }

    #[test]
    fn a_note_that_leads_on_ends_the_table() {
        let page = "
                                             2004      2003
Sales                                       1,000       900
Amortization (1)                              800       700

(1) Amortization of what was bought is expected to be as of May 31, 2004 as follows:

      Fiscal 2005                                                $ 19
      Fiscal 2006                                                  13
";
        let found = grids(page);
        assert_eq!((found.len(), &found[1][0][..]), (2, "0:Fiscal 2005 1:$ 19"));
    }

    #[test]
    fn what_names_the_statement_heads_no_column() {
        let page = "
                     ACME CORPORATION
               FISCAL 2014 RESULTS IN BRIEF
                      ($ in millions)
                     Q1      Q2
Sales             1,000     900
Headcount           250     260
";
        assert_eq!(grids(page)[0][0], "1:Q1 2:Q2");
    }

    #[test]
    fn tables_side_by_side_come_apart() {
        let page = "
Assets                  2004    Liabilities              2004
Cash                    $ 10    Accounts payable         $  4
Receivables               20    Debt                       16
Inventories               30    Other liabilities          40
Total assets            $ 60    Total liabilities        $ 60
";
        let found = grids(page);
        assert_eq!(found.len(), 2);
        assert_eq!(found[0][1], "0:Cash 1:$ 10");
        assert_eq!(found[1][2], "0:Debt 1:16");
    }

    #[test]
    fn figures_run_into_their_labels() {
        let page = "
                           2004       2003
Cash and securities $  911,000    822,000
Other current assets 4,323,000  3,111,000
Total ............  $5,234,000 $3,933,000
";
        assert_eq!(
            grids(page)[0][1..],
            [
                "0:Cash and securities 1:$ 911,000 2:822,000",
                "0:Other current assets 1:4,323,000 2:3,111,000",
                "0:Total 1:$5,234,000 2:$3,933,000"
            ]
        );
    }

    #[test]
    fn spaced_out_headings_and_dashes() {
        let found =
            prose("\n              N E W S   R E L E A S E\n\nLOS ANGELES - - - - Acme today announced its results for the quarter.\n");
        assert_eq!(found, ["# NEWS RELEASE", "LOS ANGELES -- Acme today announced its results for the quarter."]);
    }

    const PIECES: [&str; 30] = [
        "Revenues",
        "Total assets",
        "  ",
        "     ",
        "\n",
        "\n",
        "\n\n",
        "\t",
        "1,234",
        "(1,234)",
        "$",
        "$  246,000",
        "2004",
        "March 31,",
        "%",
        "-----",
        "=====",
        "--",
        "\u{c}",
        "<PAGE>",
        "<S>",
        "- more -",
        "café",
        "“quoted”",
        "\u{a0}",
        "...",
        "\r\n",
        "Three Months Ended",
        "- - ",
        "N/M",
    ];

    fn pages() -> impl Strategy<Value = String> {
        prop::collection::vec(prop::sample::select(&PIECES[..]), 0..120).prop_map(|pieces| pieces.concat())
    }

    fn bare(words: &str) -> String {
        words.chars().filter(|c| !c.is_whitespace()).collect()
    }

    proptest! {
        #[test]
        fn every_cell_stands_where_it_says(page in pages()) {
            for block in read(&page) {
                let Block::Grid(grid) = block else { continue };
                for row in &grid.rows {
                    let mut floor = 0;
                    for cell in &row.cells {
                        let span = cell.text.span().expect("a cell holds something");
                        prop_assert_eq!(bare(&page[span.range()]), bare(cell.text.as_str()));
                        prop_assert!(grid.span.contains(span) && cell.column >= floor && cell.end() <= grid.columns && cell.width > 0);
                        floor = cell.end();
                    }
                }
            }
        }

        #[test]
        fn decoded_text_reads_like_the_source(page in pages()) {
            let text = Text::verbatim(&page, 0);
            let (here, there) = (read(&page), blocks_of(&text));
            prop_assert_eq!(here.len(), there.len());
            for (a, b) in here.iter().zip(&there) {
                prop_assert_eq!(a.span(), b.span());
            }
        }

        #[test]
        fn nothing_panics(page in "(?s).{0,400}") {
            for block in read(&page) {
                if let Some(span) = block.span() {
                    prop_assert!(page.get(span.range()).is_some());
                }
            }
        }
    }
}
