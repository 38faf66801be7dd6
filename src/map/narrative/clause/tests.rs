//! Sentences and what is read of them.

use super::super::token::tokens;
use super::super::when::When;
use super::*;

/// One line a mention: subject, part, amount, segment, marks and times.
fn describe(sentence: &str) -> Vec<String> {
    let text = Text::verbatim(sentence, 0);
    let tokens = tokens(sentence, 0..sentence.len());
    mentions(&text, &tokens, &[]).iter().map(line).collect()
}

fn line(m: &Mention) -> String {
    let scope = m.subject.scope.iter().flatten().map(String::as_str);
    let words: Vec<&str> = m.subject.modifier.iter().map(String::as_str).chain([m.subject.found.measure.key]).chain(scope).collect();
    let part = match m.part {
        Part::Level if m.beside => "beside",
        Part::Level => "is",
        Part::Change(Direction::Up) => "up",
        Part::Change(Direction::Down) => "down",
    };
    let loss = if m.subject.found.loss { "-" } else { "" };
    let marks = format!("{}{}", if m.clear { "" } else { " unclear" }, if m.contract { " contract" } else { "" });
    format!("{} {part} {loss}{} /{}{marks} {:?}", words.join(" "), m.amount.size, m.segment, m.whens.first())
}

#[test]
fn levels_changes_and_comparisons() {
    assert_eq!(
        describe("Widget sales decreased $10,000 to $90,000, or 10.0%, from $100,000 reported in the first quarter of 2003."),
        [
            "Widget Revenues down 10000 /0 None",
            "Widget Revenues is 90000 /0 None",
            "Widget Revenues down 0.1 /0 None",
            "Widget Revenues is 100000 /1 Some(Quarter { number: 1, year: Some(2003) })",
        ]
    );
    assert_eq!(
        describe("Revenue in the quarter was 2.8% less than the $7,000,000 reported in the same period of 2003."),
        ["Revenues down 0.028 /0 Some(ThisQuarter)", "Revenues is 7000000 /1 Some(SameOf(Some(2003)))",]
    );
    assert_eq!(
        describe("Gross margin increased to 21.2% from 14.4% a year ago."),
        ["GrossProfit is 0.212 /0 None", "GrossProfit is 0.144 /1 Some(YearBefore)",]
    );
}

#[test]
fn compared_with_is_compared_to() {
    let words = "Revenue was $18.4 million, compared to $17.1 million for the third quarter of 2005.";
    assert_eq!(describe(&words.replace("compared to", "compared with")), describe(words));
}

#[test]
fn income_with_its_amount_per_share() {
    assert_eq!(
        describe(
            "It had a net loss of $5.1 million, or $0.43 per share, compared to net income of $4.7 million in the same quarter last year."
        ),
        ["NetIncomeLoss is -5100000 /0 None", "NetIncomeLoss beside -0.43 /0 None", "NetIncomeLoss is 4700000 /1 Some(SameOf(None))",]
    );
}

#[test]
fn each_amount_has_its_own_time() {
    assert_eq!(
        describe("It recorded revenues of $555,000 as a result of this contract in 2003, and $165,000 in the first quarter of 2004."),
        ["Revenues is 555000 /0 contract Some(Year(2003))", "Revenues is 165000 /0 contract Some(Quarter { number: 1, year: Some(2004) })",]
    );
    let listed = describe("Revenues were $18 million, $10 million and $17 million for the years ended December 31, 1997, 1998 and 1999.");
    assert!(listed.iter().all(|line| line.contains("unclear")), "{listed:?}");
}

#[test]
fn a_time_that_leads_on_is_of_what_follows() {
    assert_eq!(
        describe("In the fourth quarter of 2003 sales were $26 million, and in the first quarter of 2003 they were $21 million."),
        [
            "Revenues is 26000000 /0 Some(Quarter { number: 4, year: Some(2003) })",
            "Revenues is 21000000 /0 unclear Some(Quarter { number: 1, year: Some(2003) })",
        ]
    );
}

#[test]
fn the_time_of_a_comparison_is_that_of_nothing_else() {
    assert_eq!(
        describe("For the twenty-six weeks, sales were $268 million, up from $243 million in 1996, and net income was $7 million."),
        [
            "Revenues is 268000000 /0 Some(Weeks(26))",
            "Revenues is 243000000 /1 Some(SameOf(Some(1996)))",
            "NetIncomeLoss is 7000000 /0 Some(Weeks(26))",
        ]
    );
}

#[test]
fn amounts_share_a_list_of_times() {
    let day = |year| format!("Some(Day(Day {{ year: Some({year}), month: 3, day: 31 }}))");
    assert_eq!(
        describe("Backlog at March 31, 2004 and 2003 was $12 million and $10 million, respectively."),
        [format!("Backlog is 12000000 /0 {}", day(2004)), format!("Backlog is 10000000 /0 {}", day(2003))]
    );
    let end = "Day { year: Some(2004), month: 3, day: 31 }";
    assert_eq!(
        describe("Revenues for the three and six months ended March 31, 2004 were $7 million and $14 million, respectively."),
        [
            format!("Revenues is 7000000 /0 Some(MonthsEnded {{ months: 3, end: {end} }})"),
            format!("Revenues is 14000000 /0 Some(MonthsEnded {{ months: 6, end: {end} }})"),
        ]
    );
    let compared = describe(
        "Cash collections for the quarter and six months ended March 31, 2004 were $30 million and $59 million, respectively, \
         compared to $14 million and $28 million for the same periods a year earlier.",
    );
    assert_eq!(compared[0], "CashCollections is 30000000 /0 Some(ThisQuarter)");
    assert_eq!(compared[2..], ["CashCollections is 14000000 /1 Some(SameOf(None))", "CashCollections is 28000000 /1 Some(SameOf(None))"]);
    let unequal = describe("Revenues for the quarter and the year were $7 million, $9 million and $14 million, respectively.");
    assert!(unequal.iter().all(|line| line.contains("unclear")), "{unequal:?}");
}

#[test]
fn what_narrows_or_is_rough_is_not_clear() {
    for sentence in
        ["Revenue was more than $5 million.", "Net income was $5 million in severance.", "Acme (Widgets) revenues were $5 million."]
    {
        let read = describe(sentence);
        assert!(read.iter().all(|line| line.contains("unclear")), "{read:?}");
    }
}

#[test]
fn what_is_left_out_makes_a_measure_of_the_companys_own() {
    let adjusted = |sentence: &str| -> Vec<bool> {
        let text = Text::verbatim(sentence, 0);
        mentions(&text, &tokens(sentence, 0..sentence.len()), &[]).iter().map(|m| m.subject.adjusted || !m.clear).collect()
    };
    for sentence in [
        "Excluding special items, net income was $4.1 million.",
        "Before one-time charges, net income was $4.1 million.",
        "Net income, excluding restructuring charges, was $4.1 million.",
        "Net income was $4.1 million, or $0.20 per diluted share, excluding the restructuring charge.",
    ] {
        assert!(adjusted(sentence).iter().all(|a| *a), "{sentence}");
    }
    assert_eq!(adjusted("Net income, including a gain of $2.0 million, was $4.1 million."), [false]);
}

#[test]
fn amounts_name_their_own_measures_and_changes_theirs() {
    assert_eq!(
        describe("We ended the quarter with $88.0 million of long-term debt and $15.2 million in cash.")[1],
        "CashAndCashEquivalents is 15200000 /0 Some(ThisQuarter)"
    );
    assert_eq!(describe("Cash was $5 million and debt was $6 million, and $185 million available under credit.").len(), 2);
    assert!(describe("Sales rose 4% organically.").is_empty() && describe("Sales were up 12% in constant currency.").is_empty());
    assert!(describe("Operating profit before G&A increased $388,000.").is_empty());
    let own = "D&A totaled $5 million and capital expenditures were $4 million, compared with $3 million and $2 million, respectively.";
    assert!(describe(own).iter().any(|line| line == "CapitalExpenditures is 4000000 /0 None"), "{:?}", describe(own));
}

#[test]
fn what_stands_right_behind_its_amount() {
    let quarter = "Some(Quarter { number: 2, year: None })";
    assert_eq!(
        describe("The bank had a $2.4 million provision for loan losses in the second quarter."),
        [format!("ProvisionForLoanLosses is 2400000 /0 {quarter}")]
    );
    assert_eq!(describe("The bank had a $2.4 million revenue shortfall in the second quarter."), [""; 0]);
}

#[test]
fn names_on_no_list() {
    let end = "Some(Day(Day { year: Some(2004), month: 6, day: 30 }))";
    assert_eq!(
        describe("Arrears, loans that are 30 days late, fell to $3 million at June 30, 2004, from $4 million at March 31, 2004."),
        [
            format!("Arrears  is 3000000 /0 {end}"),
            "Arrears  is 4000000 /1 Some(Day(Day { year: Some(2004), month: 3, day: 31 }))".to_owned()
        ]
    );
    for words in [
        "The increase was $3 million in the second quarter.",
        "This gift was $3 million in the second quarter.",
        "We, they and others were $3 million.",
        "Plants, tools and other equipment were $3 million at June 30, 2004.",
    ] {
        assert_eq!(describe(words), [""; 0], "{words}");
    }
    let unclear = [
        "On May 5, 2004, land proceeds were $3 million.",
        "Land proceeds were $3 million.",
        "In the quarter Oakly's kiosk rents were $3 million.",
    ];
    for words in unclear {
        assert!(describe(words).iter().all(|line| line.contains("unclear")), "{words}");
    }
}

#[test]
fn amounts_share_a_list_of_subjects() {
    let year_ago = "Some(YearBefore)";
    assert_eq!(
        describe("Revenue, EBITDA and diluted EPS were $10 million, $3 million and $0.22, respectively, in 2004."),
        [
            "Revenues is 10000000 /0 Some(Year(2004))",
            "Ebitda is 3000000 /0 Some(Year(2004))",
            "EarningsPerShare is 0.22 /0 Some(Year(2004))"
        ]
    );
    let compared =
        describe("Cash was $5 million and debt was $4 million, compared with $6 million and $3 million, respectively, a year ago.");
    assert_eq!(compared[2..], [format!("CashAndCashEquivalents is 6000000 /1 {year_ago}"), format!("Debt is 3000000 /1 {year_ago}")]);
    assert_eq!(
        describe("Revenue and net income increased 11% and 9%, respectively, in 2004."),
        ["Revenues up 0.11 /0 Some(Year(2004))", "NetIncomeLoss up 0.09 /0 Some(Year(2004))"]
    );
    let twofold =
        describe("Revenue and net income for the three and six months ended June 30, 2004 were $7 million and $6 million, respectively.");
    assert!(twofold.iter().all(|line| line.contains("unclear")), "{twofold:?}");
    let fewer = describe("Revenue and net income were $7 million, $6 million and $5 million, respectively.");
    assert!(fewer.iter().all(|line| line.contains("unclear")), "{fewer:?}");
}

/// One line a measure: what is expected of it, low and high.
fn foresee(sentence: &str) -> Vec<String> {
    let text = Text::verbatim(sentence, 0);
    let tokens = tokens(sentence, 0..sentence.len());
    let line = |e: &Expected| {
        let high = e.high.as_ref().map(|high| format!(" to {}", high.size)).unwrap_or_default();
        format!("{} {}{high}", e.low.subject.found.measure.key, e.low.amount.size)
    };
    expected(&text, &tokens, &[]).iter().map(line).collect()
}

#[test]
fn ranges_and_amounts_that_are_expected() {
    assert_eq!(
        foresee("We expect revenue for 2015 of $100 to $110 million, a gross margin of 46-47% and EPS in the range of $0.20 to $0.25."),
        ["Revenues 100000000 to 110000000", "GrossProfit 0.46 to 0.47", "EarningsPerShare 0.2 to 0.25"]
    );
    assert_eq!(foresee("Operating expenses will increase to about $9.5 million, plus or minus $200,000."), ["OperatingExpenses 9500000"]);
    for words in [
        "We expect revenue growth of 9%.",
        "We expect revenue of at least $5 million.",
        "We expect a loss of $5 million.",
        "We expect revenue from the plant to bring $5 million.",
    ] {
        assert_eq!(foresee(words), [""; 0], "{words}");
    }
}

#[test]
fn what_sales_bring_is_set_apart_by_what_stands_before_them() {
    let first = |words: &str| describe(words)[0].clone();
    assert_eq!(first("Home sales revenue was $9.1 million."), "Home sales Revenues is 9100000 /0 None");
    assert_eq!(first("Net sales revenue was $9.1 million."), "Revenues is 9100000 /0 None");
}

#[test]
fn a_loss_is_that_of_the_result_spoken_of() {
    let found = describe("Operating loss was $9.9 million, compared to a loss of $11.2 million a year ago.");
    assert_eq!(found, ["OperatingIncomeLoss is -9900000 /0 None", "OperatingIncomeLoss is -11200000 /1 Some(YearBefore)"]);
    let found = describe("Adjusted EBITDA was a loss of $2.2 million, compared to a loss of $4.1 million a year ago.");
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|line| line.starts_with("Adjusted Ebitda is -")), "{found:?}");
    assert!(describe("The company reported a loss of $5.5 million.")[0].starts_with("NetIncomeLoss is -"));
}

#[test]
fn a_time_seen_from_another_leads_the_sentence_that_it_begins() {
    let first = |words: &str| describe(words)[0].clone();
    assert_eq!(first("In the prior year quarter, interest expense was $5.3 million."), "InterestExpense is 5300000 /0 Some(YearBefore)");
    assert_eq!(first("The 2020 quarter included net income of $5.1 million."), "NetIncomeLoss is 5100000 /0 Some(QuarterOf(2020))");
    assert_eq!(first("Restricted cash was $27.3 million."), "RestrictedCash is 27300000 /0 None");
    let loss = "The loss on the early extinguishment of debt was $16.4 million.";
    assert_eq!(first(loss), "DebtExtinguishment is -16400000 /0 None");
}

#[test]
fn what_is_included_is_not_what_is_compared() {
    let words = "Operating expenses were $14.2 million, including $1.3 million of stock-based compensation, compared with $13.0 million in the third \
                 quarter of 2009.";
    assert_eq!(
        describe(words),
        [
            "OperatingExpenses is 14200000 /0 None",
            "ShareBasedCompensation is 1300000 /0 None",
            "OperatingExpenses is 13000000 /1 Some(Quarter { number: 3, year: Some(2009) })",
        ]
    );
    assert_eq!(
        describe("Revenue was $30.0 million, including $2.0 million of revenue from acquired stores, up from $28.0 million a year ago."),
        ["Revenues is 30000000 /0 None", "Revenues is 2000000 /0 unclear None", "Revenues is 28000000 /1 Some(YearBefore)"]
    );
    assert_eq!(
        describe("Revenue was $30.0 million, driven by higher volumes, compared with $28.0 million in the same quarter last year."),
        ["Revenues is 30000000 /0 None", "Revenues is 28000000 /1 Some(SameOf(None))"]
    );
}

#[test]
fn a_stretch_at_the_head_holds_for_both_years() {
    let of = |year| format!("{:?}", Some(When::InYear(Box::new(When::Months(6)), year)));
    assert_eq!(
        describe("For the six months, net income was $6.5 million in 1999 and $8.4 million in 1998."),
        [format!("NetIncomeLoss is 6500000 /0 {}", of(1999)), format!("NetIncomeLoss is 8400000 /0 {}", of(1998))]
    );
}

#[test]
fn what_an_increase_comes_on_top_of_has_a_time_of_its_own() {
    for words in ["on top of an 8.3 percent gain", "reflecting higher net income"] {
        let words = format!("Sales of $54.1 million increased 10.7 percent, {words} in the third quarter of 1999.");
        assert_eq!(describe(&words)[..2], ["Revenues is 54100000 /0 None", "Revenues up 0.107 /0 None"]);
    }
}

#[test]
fn gains_on_sales_are_no_sales() {
    assert_eq!(describe("Other income for the quarter included $44,000 of gains on sales of securities."), [""; 0]);
    assert_eq!(describe("The quarter included $4.3 million in cash collections.").len(), 1);
}

#[test]
fn an_amount_in_two_currencies() {
    let quarter = "Some(Quarter { number: 3, year: Some(2007) })";
    assert_eq!(
        describe("Capital expenditures were approximately RMB12.5 million (US$1.7 million) in the third quarter of 2007."),
        [format!("CapitalExpenditures is 12500000 /0 {quarter}"), format!("CapitalExpenditures is 1700000 /0 {quarter}")]
    );
}

#[test]
fn amounts_that_more_is_compared_with() {
    let words = "Revenue for the quarter reached $11.6 million, an increase of 29 percent over the $9.0 million reported for the third quarter of \
                 1999 and 18 percent over the $9.8 million reported for the previous quarter.";
    let found = describe(words);
    assert!(found.contains(&"Revenues is 9000000 /1 Some(Quarter { number: 3, year: Some(1999) })".to_owned()), "{found:?}");
    assert!(found.contains(&"Revenues is 9800000 /2 Some(QuarterBefore)".to_owned()), "{found:?}");
}

#[test]
fn a_share_of_a_measure_with_its_amount() {
    assert_eq!(
        describe("Overseas revenue accounted for 27 percent of total revenue, or $3.7 million."),
        ["Overseas Revenues is 3700000 /0 None"]
    );
    assert_eq!(describe("Overseas revenue accounted for the growth, or $3.7 million."), [""; 0]);
}

#[test]
fn words_that_leave_the_meaning_as_it_is() {
    let own = ["oakly".to_owned()];
    let sentence = "Oakly generated $12 million of cash flow from operations in the first half of 2008.";
    let text = Text::verbatim(sentence, 0);
    let found = mentions(&text, &tokens(sentence, 0..sentence.len()), &own);
    assert!(found.len() == 1 && found[0].clear);
    assert_eq!(
        describe("During the quarter, the board declared a dividend in the amount of $0.30 per common share."),
        ["Dividends is 0.3 /0 Some(ThisQuarter)"]
    );
    let storms = describe(
        "Storm losses in the second quarter were $5.8 million pretax, or $.13 per share, versus $7.1 million, or $.16 per share, a year ago.",
    );
    assert_eq!(storms[1], "Storm losses  is 7100000 /1 Some(YearBefore)");
    let credit =
        "At June 30, 2007 we had $6.0 million outstanding under our $15.0 million credit facility and working capital of $5.4 million.";
    assert!(describe(credit).iter().any(|line| line.starts_with("WorkingCapital is 5400000 /0 Some")), "{:?}", describe(credit));
}

#[test]
fn sales_of_a_product_by_its_trade_mark() {
    assert_eq!(
        describe("Product sales were led by Zolex(R) sales of $3.9 million and Nuvo(TM) gel sales of $2.1 million."),
        ["Zolex Revenues is 3900000 /0 None", "Nuvo gel Revenues is 2100000 /0 None"]
    );
}

#[test]
fn a_part_is_compared_where_the_amount_is_of_its_size() {
    let words = "Operating expenses for the third quarter of 2007 were $90.5 million, including stock-based compensation of $8.2 million, compared to \
                 $6.9 million in the second quarter of 2007.";
    assert_eq!(describe(words)[2], "ShareBasedCompensation is 6900000 /1 Some(Quarter { number: 2, year: Some(2007) })");
    assert_eq!(
        describe("At June 30, 2003, the backlog of unshipped orders was approximately $4.2 million."),
        ["Backlog is 4200000 /0 Some(Day(Day { year: Some(2003), month: 6, day: 30 }))"]
    );
}

#[test]
fn what_something_is_below() {
    let found = describe("Net revenues for the quarter were $366,492,000, 2 percent below last year's $374,863,000.");
    assert_eq!(found[1..], ["Revenues down 0.02 /0 Some(ThisQuarter)", "Revenues is 374863000 /1 Some(YearBefore)"]);
    let found = describe("Net income for 2004 was $50.1 million, a 20% increase over last year's net income of $41.7 million.");
    assert_eq!(found[2], "NetIncomeLoss is 41700000 /1 Some(YearBefore)");
}
