//! Rows and what they count.

use super::*;
use crate::table::RowKind;
use crate::text::Text;

fn row(label: &str, figures: &[&str]) -> Row {
    let figures: Vec<_> = figures.iter().map(|f| Figure::from_cell(&Text::verbatim(f, 0))).collect();
    Row {
        stub: Text::verbatim(label, 0),
        depth: 0,
        kind: RowKind::Item,
        rule_above: false,
        gap_above: false,
        scale: None,
        words: vec![None; figures.len()],
        figures,
    }
}

fn table() -> Table {
    Table { block: 0, titles: vec![], columns: vec![], rows: vec![], notes: vec![], scale: Default::default(), span: Default::default() }
}

#[test]
fn rows_tell_what_they_count() {
    for (label, section, figures, expected) in [
        ("Revenues", "", &["$6,736,000"][..], Counted::Money),
        ("Basic and diluted per share amounts", "", &["$0.03"], Counted::PerShare),
        ("- Basic", "Net income per share", &["$ 0.71"], Counted::PerShare),
        ("Income from continuing operations", "Diluted:", &["$ 0.71"], Counted::PerShare),
        ("- Basic", "Weighted average number of shares outstanding", &["6,603,000"], Counted::Shares),
        ("-basic earnings per common share", "Number of shares (in thousands) used in computing:", &["10,033"], Counted::Shares),
        ("Shares used in computing basic earnings (loss) per share", "", &["26,207"], Counted::Shares),
        ("Basic", "Weighted-average common shares outstanding:", &["220.9"], Counted::Shares),
        ("Weighted average shares outstanding, diluted", "", &["221.8"], Counted::Shares),
        ("Number of supercenter stores in operation", "", &["68", "87"], Counted::Things("stores")),
        ("Primary weighted average number of shares of common stock", "", &["10,861,045"], Counted::Shares),
        ("Shares issued upon declaration of 25% stock dividend", "", &["17,182"], Counted::Shares),
        ("Effect of a 20% stock dividend", "", &["17,182"], Counted::Money),
        ("Gross margin change", "", &["112 bps"], Counted::BasisPoints),
        ("Gross margin", "", &["34.6%"], Counted::Percent),
        ("Gross margin", "", &["3,466"], Counted::Money),
        ("Efficiency ratio", "", &["48.46"], Counted::Percent),
        ("GAAP operating income", "Profitability ($ in millions, except per share data)", &["$ 18.2"], Counted::Money),
        ("Common stock, 25,000,000 shares authorized", "Equity", &["1,005"], Counted::Money),
        ("Issued upon declaration of 25% stock dividend", "", &["17,182"], Counted::Money),
        ("Gross profit %", "", &["20.0"], Counted::Percent),
        ("Effective tax rate", "", &["38.5"], Counted::Percent),
        ("Unit earnings (at 35% tax rate)", "Earnings per share", &["0.07"], Counted::PerShare),
        ("Percentage rents", "", &["912"], Counted::Money),
        ("New orders (units)", "", &["2,911"], Counted::Things("units")),
        ("Active communities", "Operating data:", &["96"], Counted::Things("communities")),
        ("Shareholders' equity", "Per diluted share:", &["$592.7"], Counted::Money),
        ("Operating income", "Per diluted share:", &["0.85"], Counted::PerShare),
        ("Employees (in thousands)", "Other information:", &["125.5"], Counted::Things("employees")),
        ("Europe", "Net Revenue Year over Year % Change", &["5%", "4", "14 %"], Counted::Percent),
        ("Americas", "HEADCOUNT", &["49,584"], Counted::Things("employees")),
        ("Discontinued operations", "Earnings per common share", &["12.01"], Counted::PerShare),
        ("Net income", "Earnings per common share", &["1,201"], Counted::Money),
        ("Income from operations", "", &["71.8"], Counted::Money),
        ("Basic", "Shares used for computation:", &["26.404"], Counted::Shares),
        ("Average common shares (millions)", "", &["102.1"], Counted::Shares),
        ("Arizona", "NEW ORDERS (UNITS)", &["412"], Counted::Things("units")),
        ("Arizona", "NEW ORDERS (DOLLARS)", &["98,210"], Counted::Money),
        ("Hotels", "Revenues:", &["8,210"], Counted::Money),
        ("Total properties", "", &["45,120"], Counted::Money),
        ("Cost of sales", "Restaurants:", &["51,390"], Counted::Money),
        ("Hotels open at end of period", "", &["82"], Counted::Things("hotels")),
        ("Book-to-bill ratio", "", &["1.12"], Counted::Ratio),
        ("Operating revenue per ASM", "", &["9.85c"], Counted::Measured(Measured::Price("seat-miles"))),
    ] {
        let counter = Counter::new(&table(), StatementKind::Income);
        assert_eq!(counter.counted(&row(label, figures), &[section]), expected, "{label}");
    }
}

#[test]
fn hundredths_among_thousands_are_percentages_of_balances() {
    let scale = crate::table::Scale { money: Some(3), ..Default::default() };
    let counter = Counter::new(&Table { scale, ..table() }, StatementKind::Income);
    for (label, figures, expected) in [
        ("Nonperforming loans to total loans", &["0.24"][..], Counted::Percent),
        ("Allowance to nonperforming loans", &["366.31"], Counted::Percent),
        ("Allowance for loan losses to total loans at end of period", &["1.37"], Counted::Percent),
        ("Net charge-offs to average loans outstanding", &["0.08"], Counted::Percent),
        ("Common equity tier 1", &["10.22"], Counted::Percent),
        ("Tier 1 capital", &["410,220"], Counted::Money),
        ("Loans transferred to assets", &["12,310"], Counted::Money),
    ] {
        assert_eq!(counter.counted(&row(label, figures), &[]), expected, "{label}");
    }
}

#[test]
fn rows_of_key_figures_count_things_and_quotients() {
    for (label, section, figures, expected) in [
        ("Non-performing assets to total assets", "", &["0.22"][..], Counted::Percent),
        ("Net income available to common equity", "", &["0.22"], Counted::Money),
        ("End of period", "Company-owned restaurants:", &["115"], Counted::Things("restaurants")),
        ("Average guest check", "", &["$ 14.12"], Counted::Price { cents: false }),
        ("Average weekly sales per restaurant", "", &["$ 42,336"], Counted::Price { cents: false }),
        ("ADR", "", &["$ 121.40"], Counted::Price { cents: false }),
        ("Average daily room rate", "", &["$ 84"], Counted::Price { cents: false }),
        ("Company", "Weighted average weekly sales per restaurant:", &["$ 42,818"], Counted::Price { cents: false }),
        ("GAAP shares for diluted net loss per share", "", &["144,210"], Counted::Shares),
        ("Estimated homes passed", "", &["801,000"], Counted::Things("homes")),
        ("Revenue generating units (a)", "", &["1,298,800"], Counted::Things("units")),
        ("Oil (barrels)", "Production (daily):", &["7,604"], Counted::Measured(Measured::Amount { unit: "barrels", daily: true })),
        ("Average sales volumes per day (Boe/d)", "", &["21,866"], Counted::Measured(Measured::Amount { unit: "boe", daily: true })),
        ("Cash operating costs ($/oz sold)", "", &["537"], Counted::Measured(Measured::Price("ounces"))),
        ("Daily OPEX per vessel", "", &["$ 4,988"], Counted::Price { cents: false }),
        ("Lease operating costs", "BOE data (6:1)", &["(6.87)"], Counted::Measured(Measured::Price("boe"))),
    ] {
        let counter = Counter::new(&table(), StatementKind::Metrics);
        assert_eq!(counter.counted(&row(label, figures), &[section]), expected, "{label}");
    }
}
